use crate::{Exact, Unit};

/// A value as people read it in English: the currency's sign first, thousands by commas, at most six decimals.
///
/// # Rounding
/// More than six decimals are cut off and `…` says so; the record beside it carries the exact value.
pub fn shown(value: &Exact, unit: &Unit) -> String {
    let (cut, lost) = value.cut(6);
    with_sign(&cut, unit.currency().unwrap_or("")) + if lost { "…" } else { "" }
}

/// `13291.56` of `GBP` as `£13,291.56`.
pub(crate) fn with_sign(decimal: &str, currency: &str) -> String {
    let (minus, digits) = decimal.strip_prefix('-').map_or(("", decimal), |digits| ("-", digits));
    let (whole, decimals) = digits.split_once('.').map_or((digits, None), |(w, d)| (w, Some(d)));
    let mut written = String::with_capacity(decimal.len().saturating_mul(2));
    written.push_str(minus);
    match currency {
        "" => {}
        "GBP" => written.push('£'),
        "EUR" => written.push('€'),
        "USD" => written.push('$'),
        "JPY" => written.push('¥'),
        code => written.extend([code, " "]),
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && whole.len().saturating_sub(at).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    if let Some(decimals) = decimals {
        written.extend([".", decimals]);
    }
    written
}

/// An amount of money with exactly `places` decimals, as people read it: `£13,291.56`.
///
/// # Rounding
/// Half away from zero, where the value has more decimals than that.
pub fn money(value: &Exact, currency: &str, places: u32) -> String {
    with_sign(&value.to_fixed(places), currency)
}
