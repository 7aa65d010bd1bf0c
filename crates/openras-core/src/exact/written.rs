use std::fmt;

use num_integer::Integer;
use num_traits::Signed;

use super::{Exact, Repr, divided, ten_to};
use crate::Rounding;

impl Exact {
    /// Written with exactly `places` decimals.
    ///
    /// # Rounding
    /// Half away from zero; exact where the value has no more decimals than that. Never a minus zero.
    pub fn to_fixed(&self, places: u32) -> String {
        let rounded = self.round(Rounding::HalfAwayFromZero, i32::try_from(places).unwrap_or(i32::MAX));
        let mut text = String::with_capacity(16);
        // Writing to a `String` never fails.
        let _ = rounded.write_decimals(places, &mut text);
        text
    }

    /// Writes this with `places` decimals, which are enough.
    fn write_decimals(&self, places: u32, to: &mut impl fmt::Write) -> fmt::Result {
        if let (Some(mantissa), Some(one)) = (self.small_mantissa(places), 10u128.checked_pow(places)) {
            let sign = if mantissa < 0 { "-" } else { "" };
            let (whole, rest) = mantissa.unsigned_abs().div_rem(&one);
            return match usize::try_from(places) {
                Ok(width @ 1..) => write!(to, "{sign}{whole}.{rest:0>width$}"),
                _ => write!(to, "{sign}{whole}"),
            };
        }
        let (num, den) = self.big_parts();
        let mantissa = divided(&(num * ten_to(places)), &den);
        let sign = if mantissa.is_negative() { "-" } else { "" };
        let digits = mantissa.abs().to_string();
        let places = usize::try_from(places).unwrap_or(usize::MAX);
        if places == 0 {
            return write!(to, "{sign}{digits}");
        }
        let padded = format!("{digits:0>width$}", width = places.saturating_add(1));
        let (whole, decimals) = padded.split_at(padded.len().saturating_sub(places));
        write!(to, "{sign}{whole}.{decimals}")
    }

    /// This times ten to the `places`, where an `i128` holds that.
    fn small_mantissa(&self, places: u32) -> Option<i128> {
        let (num, den) = self.parts()?;
        let each = 10i128.checked_pow(places)?.checked_div(den)?;
        num.checked_mul(each).filter(|_| each.checked_mul(den) == 10i128.checked_pow(places))
    }

    /// Cut off, towards zero, after `places` decimals and written in the shortest form; and whether anything was cut.
    pub fn cut(&self, places: u32) -> (String, bool) {
        if self.decimals().is_some_and(|own| own <= places) {
            return (self.to_string(), false);
        }
        (self.round(Rounding::Down, i32::try_from(places).unwrap_or(i32::MAX)).to_string(), true)
    }

    /// Reads `12`, `-3.50` or `2/3`, of at most 38 digits above and below the line: what [`Exact`]'s `Display` writes for
    /// any value that a step can have.
    pub fn parse(text: &str) -> Option<Exact> {
        let (minus, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
        let whole = |digits: &str| -> Option<i128> {
            let all =
                !digits.is_empty() && digits.len() <= 38 && digits.bytes().all(|byte| byte.is_ascii_digit());
            if all { format!("{minus}{digits}").parse().ok() } else { None }
        };
        match (digits.split_once('/'), digits.split_once('.')) {
            (Some((num, den)), _) => Exact::ratio(whole(num)?, whole(den)?.checked_abs()?),
            (None, Some((before, after))) if !before.is_empty() && !after.is_empty() => {
                Some(Exact::decimal(whole(&format!("{before}{after}"))?, u32::try_from(after.len()).ok()?))
            }
            (None, Some(_)) => None,
            (None, None) => whole(digits).map(Exact::from),
        }
    }
}

impl fmt::Display for Exact {
    /// The shortest exact form: a decimal without trailing zeros, or `n/d` where there is none.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.0, self.decimals()) {
            (Repr::Small { num, .. }, Some(0)) => write!(f, "{num}"),
            (_, Some(places)) => self.write_decimals(places, f),
            (Repr::Small { num, den }, None) => write!(f, "{num}/{den}"),
            (Repr::Big(parts), None) => write!(f, "{}/{}", parts.0, parts.1),
        }
    }
}

impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Exact({self})")
    }
}
