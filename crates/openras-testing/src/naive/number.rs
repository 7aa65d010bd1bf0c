//! Fractions of big integers, with the few operations that rules of money need.

use dashu_ratio::RBig;
use openras_core::{Exact, Rounding};

/// A fraction.
pub type Number = RBig;

/// A fraction that is written `12`, `-3.50` or `2/3`.
pub fn read(text: &str) -> Number {
    let written = match text.split_once('.') {
        Some((whole, decimals)) => format!("{whole}{decimals}/1{}", "0".repeat(decimals.len())),
        None => text.to_owned(),
    };
    written.parse().unwrap_or_else(|_| panic!("{text} is a number"))
}

/// The engine's fraction, by way of its text.
pub fn of(exact: &Exact) -> Number {
    read(&exact.to_string())
}

/// Ten to a power, also to one below zero.
pub fn ten_to(power: i32) -> Number {
    let ten = "1".to_owned() + &"0".repeat(power.unsigned_abs() as usize);
    read(&if power < 0 { format!("1/{ten}") } else { ten })
}

/// `-?` 1 to 15 digits, and a point with 1 to 12 digits if needed; with `%` if that may stand. Its value, and its
/// decimals: those that its value needs.
pub fn amount(text: &str, percent: bool) -> Option<(Number, u32)> {
    let (number, hundredth) = match text.strip_suffix('%') {
        Some(number) if percent => (number, true),
        Some(_) => return None,
        None => (text, false),
    };
    let digits = number.strip_prefix('-').unwrap_or(number);
    let mut parts = digits.split('.');
    let (whole, decimals) = (parts.next()?, parts.next());
    let is = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit())
    };
    if parts.next().is_some() || !is(whole, 15) || !decimals.is_none_or(|part| is(part, 12)) {
        return None;
    }
    let value = if hundredth { read(number) / read("100") } else { read(number) };
    let places = shortest(&value).split_once('.').map_or(0, |(_, decimals)| decimals.len() as u32);
    Some((value, places))
}

/// To a multiple of `multiple`, which is above zero.
pub fn to_multiple(value: &Number, how: Rounding, multiple: &Number) -> Number {
    let zero = Number::from(0);
    let count = value / multiple;
    let size = if count < zero { -count.clone() } else { count.clone() };
    let below = Number::from(size.floor());
    let over = &size - &below;
    let (half, one) = (read("1/2"), Number::from(1));
    let odd = !(&below / Number::from(2)).is_int();
    let up = match how {
        Rounding::Down => false,
        Rounding::Up => over > zero,
        Rounding::HalfAwayFromZero => over >= half,
        Rounding::HalfEven => over > half || (over == half && odd),
    };
    let size = if up { below + one } else { below };
    if count < zero { -size * multiple } else { size * multiple }
}

/// To so many decimals; minus two means to hundreds.
pub fn to_places(value: &Number, how: Rounding, places: i32) -> Number {
    to_multiple(value, how, &ten_to(-places))
}

/// Whether more than 28 digits stand above or below the line.
pub fn overflows(value: &Number) -> bool {
    let digits = |text: String| text.trim_start_matches('-').len();
    digits(value.numerator().to_string()) > 28 || digits(value.denominator().to_string()) > 28
}

/// The shortest exact form: `500`, `-2.5`, `1/3`.
pub fn shortest(value: &Number) -> String {
    let ten = Number::from(10);
    let mut scaled = value.clone();
    for places in 0..100 {
        if scaled.is_int() {
            return with_point(&scaled, places);
        }
        scaled *= &ten;
    }
    format!("{}/{}", value.numerator(), value.denominator())
}

/// With exactly so many decimals, half away from zero.
pub fn fixed(value: &Number, places: u32) -> String {
    let rounded = to_places(value, Rounding::HalfAwayFromZero, places as i32);
    with_point(&(rounded * ten_to(places as i32)), places as usize)
}

fn with_point(whole: &Number, places: usize) -> String {
    let text = whole.numerator().to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
    if places == 0 {
        return text;
    }
    let padded = format!("{digits:0>width$}", width = places + 1);
    let (whole, decimals) = padded.split_at(padded.len() - places);
    format!("{sign}{whole}.{decimals}")
}
