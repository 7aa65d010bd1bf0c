use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::ops::{Add, Mul, Neg, Sub};

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;

mod rounded;
mod written;

/// An exact fraction: no operation but a named rounding ever loses anything.
///
/// Kept in lowest terms with a positive denominator. Small values live in two `i128`; what does not fit there goes over
/// to big integers unseen, and comes back when it fits again.
///
/// # Examples
/// ```
/// use openras_core::{Exact, Rounding};
/// let third = Exact::ONE.checked_div(&Exact::from(3)).ok_or("divided by zero")?;
/// assert_eq!(third.to_string(), "1/3");
/// assert_eq!((&third * &Exact::from(3)).to_string(), "1");
/// assert_eq!(third.round(Rounding::HalfAwayFromZero, 2).to_string(), "0.33");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Exact(Repr);

// INVARIANT: lowest terms, denominator above zero, and Big only where the numerator or the denominator does not fit an
// i128; so equal values have equal representations (held by `equal_values_are_equal` in tests/exact.rs).
#[derive(Clone)]
enum Repr {
    Small { num: i128, den: i128 },
    Big(Box<(BigInt, BigInt)>),
}

impl Exact {
    /// Nothing.
    pub const ZERO: Exact = Exact(Repr::Small { num: 0, den: 1 });
    /// One.
    pub const ONE: Exact = Exact(Repr::Small { num: 1, den: 1 });
    /// The most digits that a step's value may have above or below the line, in lowest terms.
    pub const DIGITS_MAX: u32 = 28;

    /// The fraction `num / den`, or `None` where `den` is zero.
    pub fn ratio(num: i128, den: i128) -> Option<Exact> {
        match den {
            0 => None,
            1.. => Some(Self::reduced(num, den)),
            _ => Some(Self::from_big(BigInt::from(num), BigInt::from(den))),
        }
    }

    /// `mantissa` divided by ten to the `places`: `decimal(21438, 2)` is 214.38.
    pub fn decimal(mantissa: i128, places: u32) -> Exact {
        match 10i128.checked_pow(places) {
            Some(den) => Self::reduced(mantissa, den),
            None => Self::from_big(BigInt::from(mantissa), ten_to(places)),
        }
    }

    /// Divides; `None` where `other` is zero.
    pub fn checked_div(&self, other: &Exact) -> Option<Exact> {
        if other.is_zero() {
            return None;
        }
        Some(self * &other.reciprocal())
    }

    /// Raised to a whole power from 0 to 99; anything to the power of 0 is 1.
    pub fn pow(&self, exponent: u32) -> Exact {
        if let Repr::Small { num, den } = self.0
            && let (Some(num), Some(den)) = (num.checked_pow(exponent), den.checked_pow(exponent))
        {
            return Exact(Repr::Small { num, den });
        }
        // Powers of numbers without a common divisor have none either.
        let (num, den) = self.big_parts();
        Self::in_lowest_terms(num.pow(exponent), den.pow(exponent))
    }

    /// Whether this is zero.
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Repr::Small { num: 0, .. })
    }

    /// Whether this is below zero.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Repr::Small { num, .. } => *num < 0,
            Repr::Big(parts) => parts.0.is_negative(),
        }
    }

    /// Whether this is above zero.
    pub fn is_positive(&self) -> bool {
        !self.is_zero() && !self.is_negative()
    }

    /// The distance from zero.
    pub fn abs(&self) -> Exact {
        if self.is_negative() { -self } else { self.clone() }
    }

    /// The numerator and denominator in lowest terms, where both fit.
    pub fn parts(&self) -> Option<(i128, i128)> {
        match &self.0 {
            Repr::Small { num, den } => Some((*num, *den)),
            Repr::Big(_) => None,
        }
    }

    /// How many decimals it takes to write this exactly; `None` where no number of them does.
    pub fn decimals(&self) -> Option<u32> {
        match &self.0 {
            Repr::Small { den: 1, .. } => Some(0),
            Repr::Small { den, .. } => {
                let twos = den.trailing_zeros();
                let mut rest = den.checked_shr(twos)?;
                let mut fives = 0u32;
                while rest.checked_rem(5) == Some(0) {
                    rest = rest.checked_div(5)?;
                    fives = fives.checked_add(1)?;
                }
                (rest == 1).then(|| twos.max(fives))
            }
            Repr::Big(parts) => {
                let (rest, twos) = divided_out(parts.1.clone(), 2);
                let (rest, fives) = divided_out(rest, 5);
                rest.is_one().then(|| twos.max(fives))
            }
        }
    }

    /// Whether the numerator or the denominator, in lowest terms, has more than [`Exact::DIGITS_MAX`] digits.
    pub fn overflows(&self) -> bool {
        const LIMIT: i128 = 10i128.pow(28);
        match &self.0 {
            Repr::Small { num, den } => num.unsigned_abs() >= LIMIT.unsigned_abs() || *den >= LIMIT,
            Repr::Big(parts) => {
                let limit = ten_to(Self::DIGITS_MAX);
                parts.0.abs() >= limit || parts.1 >= limit
            }
        }
    }

    /// The binary digits above and below the line together: what a value costs to keep.
    pub fn bits(&self) -> u64 {
        match &self.0 {
            Repr::Small { .. } => 256,
            Repr::Big(parts) => parts.0.bits().saturating_add(parts.1.bits()),
        }
    }

    /// As a `Decimal`, where it is one exactly; `None` for a fraction without finite decimals or beyond 28 digits.
    pub fn to_decimal(&self) -> Option<Decimal> {
        let places = self.decimals()?;
        let scaled = self * &Exact::from_big(ten_to(places), BigInt::one());
        let (mantissa, _) = scaled.parts()?;
        Decimal::try_from_i128_with_scale(mantissa, places).ok()
    }

    fn reciprocal(&self) -> Exact {
        match &self.0 {
            Repr::Small { num, den } if *num != i128::MIN => Exact(Repr::Small {
                num: if *num < 0 { den.saturating_neg() } else { *den },
                den: num.saturating_abs(),
            }),
            _ => {
                let (num, den) = self.big_parts();
                Self::from_big(den, num)
            }
        }
    }

    /// In lowest terms, for a denominator above zero.
    fn reduced(num: i128, den: i128) -> Exact {
        if den == 1 {
            return Exact(Repr::Small { num, den });
        }
        // Nearly every amount fits the machine's own words, which divide many times as fast.
        if let (Ok(num), Ok(den)) = (i64::try_from(num), i64::try_from(den)) {
            return Self::reduced_word(num, den);
        }
        let divisor = gcd(num.unsigned_abs(), den.unsigned_abs());
        let divisor = i128::try_from(divisor).unwrap_or(1);
        Exact(Repr::Small {
            num: num.checked_div(divisor).unwrap_or(num),
            den: den.checked_div(divisor).unwrap_or(den),
        })
    }

    /// In lowest terms, for a denominator above zero.
    fn reduced_word(num: i64, den: i64) -> Exact {
        // One division first: what is left is no greater than the denominator, which is mostly small.
        let rest = num.unsigned_abs().checked_rem(den.unsigned_abs()).unwrap_or(0);
        let divisor = if rest == 0 { den.unsigned_abs() } else { den.unsigned_abs().gcd(&rest) };
        if divisor == 1 {
            return Exact(Repr::Small { num: i128::from(num), den: i128::from(den) });
        }
        let divisor = i64::try_from(divisor).unwrap_or(1);
        let num = num.checked_div(divisor).unwrap_or(num);
        let den = den.checked_div(divisor).unwrap_or(den);
        Exact(Repr::Small { num: i128::from(num), den: i128::from(den) })
    }

    /// In lowest terms, small where it fits; `den` is not zero.
    fn from_big(num: BigInt, den: BigInt) -> Exact {
        let (mut num, mut den) = (num, den);
        if !den.is_one() {
            let divisor = num.gcd(&den);
            (num, den) = (divided(&num, &divisor), divided(&den, &divisor));
        }
        if den.is_negative() {
            (num, den) = (-num, -den);
        }
        Self::in_lowest_terms(num, den)
    }

    /// Small where it fits; already in lowest terms, with a denominator above zero.
    fn in_lowest_terms(num: BigInt, den: BigInt) -> Exact {
        match (num.to_i128(), den.to_i128()) {
            (Some(num), Some(den)) => Exact(Repr::Small { num, den }),
            _ => Exact(Repr::Big(Box::new((num, den)))),
        }
    }

    fn big_parts(&self) -> (BigInt, BigInt) {
        match &self.0 {
            Repr::Small { num, den } => (BigInt::from(*num), BigInt::from(*den)),
            Repr::Big(parts) => (parts.0.clone(), parts.1.clone()),
        }
    }

    fn add_small(&self, other: &Exact) -> Option<Exact> {
        let (Repr::Small { num: a, den: b }, Repr::Small { num: c, den: d }) = (&self.0, &other.0) else {
            return None;
        };
        if b == d {
            return Some(Self::reduced(a.checked_add(*c)?, *b));
        }
        let (num, den) = match (words(*a, *b), words(*c, *d)) {
            // Two words multiply many times as fast, and their product always fits.
            (Some((a, b)), Some((c, d))) => (product(a, d).checked_add(product(c, b))?, product(b, d)),
            _ => (a.checked_mul(*d)?.checked_add(c.checked_mul(*b)?)?, b.checked_mul(*d)?),
        };
        Some(Self::reduced(num, den))
    }

    fn mul_small(&self, other: &Exact) -> Option<Exact> {
        let (Repr::Small { num: a, den: b }, Repr::Small { num: c, den: d }) = (&self.0, &other.0) else {
            return None;
        };
        Some(match (words(*a, *b), words(*c, *d)) {
            (Some((a, b)), Some((c, d))) => Self::reduced(product(a, c), product(b, d)),
            _ => Self::reduced(a.checked_mul(*c)?, b.checked_mul(*d)?),
        })
    }
}

/// A fraction whose parts the machine's own words hold.
fn words(num: i128, den: i128) -> Option<(i64, i64)> {
    Some((i64::try_from(num).ok()?, i64::try_from(den).ok()?))
}

/// Of two words: never more than an `i128` holds.
fn product(one: i64, other: i64) -> i128 {
    i128::from(one).saturating_mul(i128::from(other))
}

/// Greatest common divisor; one where both are zero, so that it can divide.
fn gcd(a: u128, b: u128) -> u128 {
    let divisor = match (u64::try_from(a), u64::try_from(b)) {
        (Ok(a), Ok(b)) => u128::from(a.gcd(&b)),
        _ => a.gcd(&b),
    };
    divisor.max(1)
}

fn divided(value: &BigInt, divisor: &BigInt) -> BigInt {
    value.checked_div(divisor).unwrap_or_else(|| value.clone())
}

/// `value` without its factors `factor`, and how many there were.
fn divided_out(mut value: BigInt, factor: u32) -> (BigInt, u32) {
    let factor = BigInt::from(factor);
    let mut times = 0u32;
    loop {
        let (quotient, rest) = value.div_rem(&factor);
        if !rest.is_zero() || value.is_zero() {
            return (value, times);
        }
        value = quotient;
        times = times.saturating_add(1);
    }
}

fn ten_to(places: u32) -> BigInt {
    BigInt::from(10u32).pow(places)
}

impl From<i128> for Exact {
    fn from(value: i128) -> Self {
        Exact(Repr::Small { num: value, den: 1 })
    }
}

impl From<i64> for Exact {
    fn from(value: i64) -> Self {
        Exact::from(i128::from(value))
    }
}

impl From<i32> for Exact {
    fn from(value: i32) -> Self {
        Exact::from(i128::from(value))
    }
}

impl From<u32> for Exact {
    fn from(value: u32) -> Self {
        Exact::from(i128::from(value))
    }
}

impl From<Decimal> for Exact {
    fn from(value: Decimal) -> Self {
        Exact::decimal(value.mantissa(), value.scale())
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Repr::Small { num: a, den: b }, Repr::Small { num: c, den: d }) => a == c && b == d,
            (Repr::Big(a), Repr::Big(b)) => a == b,
            _ => false,
        }
    }
}

impl Eq for Exact {}

impl Hash for Exact {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match &self.0 {
            Repr::Small { num, den } => (num, den).hash(state),
            Repr::Big(parts) => parts.hash(state),
        }
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        if let (Repr::Small { num: a, den: b }, Repr::Small { num: c, den: d }) = (&self.0, &other.0) {
            if b == d {
                return a.cmp(c);
            }
            if let (Some((a, b)), Some((c, d))) = (words(*a, *b), words(*c, *d)) {
                return product(a, d).cmp(&product(c, b));
            }
            if let (Some(left), Some(right)) = (a.checked_mul(*d), c.checked_mul(*b)) {
                return left.cmp(&right);
            }
        }
        let ((a, b), (c, d)) = (self.big_parts(), other.big_parts());
        (a * d).cmp(&(c * b))
    }
}

impl Add for &Exact {
    type Output = Exact;
    fn add(self, other: &Exact) -> Exact {
        self.add_small(other).unwrap_or_else(|| {
            let ((a, b), (c, d)) = (self.big_parts(), other.big_parts());
            Exact::from_big(&a * &d + &c * &b, b * d)
        })
    }
}

impl Sub for &Exact {
    type Output = Exact;
    fn sub(self, other: &Exact) -> Exact {
        self + &-other
    }
}

impl Mul for &Exact {
    type Output = Exact;
    fn mul(self, other: &Exact) -> Exact {
        self.mul_small(other).unwrap_or_else(|| {
            let ((a, b), (c, d)) = (self.big_parts(), other.big_parts());
            Exact::from_big(a * c, b * d)
        })
    }
}

impl Neg for &Exact {
    type Output = Exact;
    fn neg(self) -> Exact {
        match &self.0 {
            Repr::Small { num, den } if *num != i128::MIN => {
                Exact(Repr::Small { num: num.saturating_neg(), den: *den })
            }
            _ => {
                let (num, den) = self.big_parts();
                Exact::from_big(-num, den)
            }
        }
    }
}

impl std::iter::Sum for Exact {
    fn sum<I: Iterator<Item = Exact>>(values: I) -> Exact {
        values.fold(Exact::ZERO, |total, value| &total + &value)
    }
}
