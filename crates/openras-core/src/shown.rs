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
    let sign = match currency {
        "" => String::new(),
        "GBP" => "£".to_owned(),
        "EUR" => "€".to_owned(),
        "USD" => "$".to_owned(),
        "JPY" => "¥".to_owned(),
        code => format!("{code} "),
    };
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && whole.len().saturating_sub(at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    match decimals {
        Some(decimals) => format!("{minus}{sign}{grouped}.{decimals}"),
        None => format!("{minus}{sign}{grouped}"),
    }
}

/// An amount of money with exactly `places` decimals, as people read it: `£13,291.56`.
///
/// # Rounding
/// Half away from zero, where the value has more decimals than that.
pub fn money(value: &Exact, currency: &str, places: u32) -> String {
    with_sign(&value.to_fixed(places), currency)
}
