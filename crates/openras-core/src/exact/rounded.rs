use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

use super::{Exact, Repr, ten_to};
use crate::Rounding;

impl Exact {
    /// Rounded to `places` decimals; minus two means to hundreds.
    ///
    /// # Rounding
    /// As `how` says; this and [`Exact::round_to`] are the only operations that lose anything.
    pub fn round(&self, how: Rounding, places: i32) -> Exact {
        if let Some(rounded) = self.round_small(how, places) {
            return rounded;
        }
        let scale = match 10i128.checked_pow(places.unsigned_abs()) {
            Some(scale) => Exact::from(scale),
            None => Exact::from_big(ten_to(places.unsigned_abs()), BigInt::one()),
        };
        let (unit, per_unit) =
            if places >= 0 { (scale.reciprocal(), scale) } else { (scale.clone(), scale.reciprocal()) };
        &self.rounded_whole(how, &per_unit) * &unit
    }

    /// The same, where nothing on the way is more than an `i128` holds.
    fn round_small(&self, how: Rounding, places: i32) -> Option<Exact> {
        let Repr::Small { num, den } = self.0 else { return None };
        if den == 1 && places >= 0 {
            return Some(self.clone());
        }
        let scale = 10i128.checked_pow(u32::try_from(places).ok()?)?;
        let whole = whole_small(num.checked_mul(scale)?, den, how)?;
        Some(Self::reduced(whole, scale))
    }

    /// Rounded to a multiple of `multiple`, or `None` where that is not above zero.
    pub fn round_to(&self, how: Rounding, multiple: &Exact) -> Option<Exact> {
        (multiple.is_positive()).then(|| self.rounded_multiple(how, multiple))
    }

    fn rounded_multiple(&self, how: Rounding, multiple: &Exact) -> Exact {
        &self.rounded_whole(how, &multiple.reciprocal()) * multiple
    }

    /// This times `scale`, rounded to a whole number.
    fn rounded_whole(&self, how: Rounding, scale: &Exact) -> Exact {
        let quotient = self * scale;
        let whole = match &quotient.0 {
            Repr::Small { num, den } => whole_small(*num, *den, how).map(Exact::from),
            Repr::Big(_) => None,
        };
        whole.unwrap_or_else(|| {
            let (num, den) = quotient.big_parts();
            Exact::from_big(whole_big(&num, &den, how), BigInt::one())
        })
    }
}

/// The whole number nearest to `num / den` in the way asked; `None` where an `i128` does not hold the sum.
fn whole_small(num: i128, den: i128, how: Rounding) -> Option<i128> {
    let (quotient, rest) = match (i64::try_from(num), i64::try_from(den)) {
        (Ok(num), Ok(den)) => (i128::from(num.checked_div(den)?), i128::from(num.checked_rem(den)?)),
        _ => (num.checked_div(den)?, num.checked_rem(den)?),
    };
    let rest = rest.unsigned_abs();
    let away = if num < 0 { quotient.checked_sub(1)? } else { quotient.checked_add(1)? };
    let half = den.unsigned_abs().checked_sub(rest)?.cmp(&rest);
    Some(if rest != 0 && how.goes_away(half, quotient.is_odd()) { away } else { quotient })
}

fn whole_big(num: &BigInt, den: &BigInt, how: Rounding) -> BigInt {
    let (quotient, rest) = num.div_rem(den);
    let sign = if num.is_negative() { -BigInt::one() } else { BigInt::one() };
    let half = (den - rest.abs()).cmp(&rest.abs());
    if !rest.is_zero() && how.goes_away(half, quotient.is_odd()) { quotient + sign } else { quotient }
}
