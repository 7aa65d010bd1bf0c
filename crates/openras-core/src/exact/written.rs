use std::fmt;

use num_bigint::BigInt;
use num_traits::{One, Signed};

use super::{Exact, Repr, divided, ten_to};
use crate::Rounding;

impl Exact {
    /// Written with exactly `places` decimals.
    ///
    /// # Rounding
    /// Half away from zero; exact where the value has no more decimals than that. Never a minus zero.
    pub fn to_fixed(&self, places: u32) -> String {
        let rounded = self.round(Rounding::HalfAwayFromZero, i32::try_from(places).unwrap_or(i32::MAX));
        let scaled = &rounded * &Exact::from_big(ten_to(places), BigInt::one());
        write_decimal(&scaled.big_parts().0, places)
    }

    /// Cut off, towards zero, after `places` decimals and written in the shortest form; and whether anything was cut.
    pub fn cut(&self, places: u32) -> (String, bool) {
        let cut = self.round(Rounding::Down, i32::try_from(places).unwrap_or(i32::MAX));
        (cut.to_string(), &cut != self)
    }

    /// Reads `12`, `-3.50` or `2/3`: what [`Exact`]'s `Display` writes.
    pub fn parse(text: &str) -> Option<Exact> {
        match text.split_once('/') {
            None => {
                crate::Amount::parse(text).ok().filter(|amount| !amount.percent).map(|amount| amount.value)
            }
            Some((num, den)) => {
                let digits =
                    |s: &str| !s.is_empty() && s.len() <= 38 && s.bytes().all(|b| b.is_ascii_digit());
                if !digits(num.strip_prefix('-').unwrap_or(num)) || !digits(den) {
                    return None;
                }
                Exact::ratio(num.parse().ok()?, den.parse().ok()?)
            }
        }
    }
}

/// `mantissa / 10^places` with all its decimals.
fn write_decimal(mantissa: &BigInt, places: u32) -> String {
    let digits = mantissa.abs().to_string();
    let places = usize::try_from(places).unwrap_or(usize::MAX);
    let padded = format!("{digits:0>width$}", width = places.saturating_add(1));
    let (whole, decimals) = padded.split_at(padded.len().saturating_sub(places));
    let sign = if mantissa.is_negative() { "-" } else { "" };
    if decimals.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{decimals}") }
}

/// `num / den` as a whole number over a power of ten, where the denominator divides a power of ten that is not large:
/// the common case, without big integers.
fn small_decimal(num: i128, den: i128) -> Option<(i128, usize)> {
    const PLACES_MAX: usize = 18;
    let mut power: i128 = 1;
    for places in 0..=PLACES_MAX {
        if power.checked_rem(den) == Some(0) {
            return Some((num.checked_mul(power.checked_div(den)?)?, places));
        }
        power = power.checked_mul(10)?;
    }
    None
}

fn write_small(f: &mut fmt::Formatter<'_>, mantissa: i128, places: usize) -> fmt::Result {
    let sign = if mantissa < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", mantissa.unsigned_abs(), width = places.saturating_add(1));
    let (whole, decimals) = digits.split_at(digits.len().saturating_sub(places));
    write!(f, "{sign}{whole}.{decimals}")
}

impl fmt::Display for Exact {
    /// The shortest exact form: a decimal without trailing zeros, or `n/d` where there is none.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Repr::Small { num, den } = self.0 {
            match small_decimal(num, den) {
                Some((mantissa, 0)) => return write!(f, "{mantissa}"),
                Some((mantissa, places)) => return write_small(f, mantissa, places),
                None => {}
            }
        }
        let (num, den) = self.big_parts();
        match self.decimals() {
            Some(places) => {
                let scaled = divided(&(num * ten_to(places)), &den);
                f.write_str(&write_decimal(&scaled, places))
            }
            None => write!(f, "{num}/{den}"),
        }
    }
}

impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Exact({self})")
    }
}
