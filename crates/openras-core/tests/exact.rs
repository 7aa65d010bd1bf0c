//! Fractions held against another library's, and at the edges of what they hold.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::arithmetic_side_effects,
    reason = "tests stop where something is not so"
)]

use std::collections::BTreeSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use dashu_ratio::RBig;
use openras_core::{Exact, Rounding};
use proptest::prelude::*;
use rust_decimal::Decimal;

const HOW: [Rounding; 4] = [Rounding::HalfAwayFromZero, Rounding::HalfEven, Rounding::Down, Rounding::Up];

/// The other library's fraction, by way of numerator and denominator as text.
fn other(num: i128, den: i128) -> RBig {
    format!("{num}/{den}").parse().unwrap()
}

/// The other library's fraction of a text that [`Exact`] writes.
fn read(text: &str) -> RBig {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let tens = if decimals.is_empty() { String::new() } else { format!("/1{}", "0".repeat(decimals.len())) };
    format!("{whole}{decimals}{tens}").parse().unwrap()
}

/// What the other library's fraction is written as by [`Exact`].
fn written(value: &RBig) -> String {
    if value.is_int() {
        return value.numerator().to_string();
    }
    let mut scaled = value.clone();
    for places in 1..400usize {
        scaled *= RBig::from(10);
        if scaled.is_int() {
            let text = scaled.numerator().to_string();
            let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |digits| ("-", digits));
            let padded = format!("{digits:0>width$}", width = places + 1);
            let (whole, decimals) = padded.split_at(padded.len() - places);
            return format!("{sign}{whole}.{decimals}");
        }
    }
    format!("{}/{}", value.numerator(), value.denominator())
}

/// Whole numbers of every size: small ones, powers of two and ten and their neighbours, the ends of `i128`.
fn whole() -> impl Strategy<Value = i128> {
    let near = |base: i128| (-1i128..=1).prop_map(move |by| base.saturating_add(by));
    prop_oneof![
        4 => -1000i128..1000,
        2 => any::<i64>().prop_map(i128::from),
        2 => any::<i128>(),
        1 => (0u32..39).prop_flat_map(move |power| near(10i128.pow(power))),
        1 => (0u32..127).prop_flat_map(move |power| near(2i128.pow(power))),
        1 => prop::sample::select(vec![i128::MIN, i128::MIN + 1, i128::MAX, i128::MAX - 1]),
        1 => (0u32..127).prop_flat_map(move |power| near(-(2i128.pow(power)))),
    ]
}

fn below_the_line() -> impl Strategy<Value = i128> {
    whole().prop_filter("not zero", |den| *den != 0)
}

/// A fraction in both libraries.
fn fraction() -> impl Strategy<Value = (Exact, RBig)> {
    let both = |num, den| (Exact::ratio(num, den).unwrap(), other(num, den));
    prop_oneof![
        3 => (whole(), below_the_line()).prop_map(move |(num, den)| both(num, den)),
        2 => (-1_000_000_000i128..1_000_000_000, 0u32..7).prop_map(move |(num, places)| both(num, 10i128.pow(places))),
        1 => (-1000i128..1000, 1i128..50).prop_map(move |(num, den)| both(num, den)),
    ]
}

fn same(exact: &Exact, other: &RBig) -> Result<(), TestCaseError> {
    prop_assert_eq!(exact.to_string(), written(other));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sums_differences_and_products_are_those_of_fractions((a, x) in fraction(), (b, y) in fraction()) {
        same(&(&a + &b), &(&x + &y))?;
        same(&(&a - &b), &(&x - &y))?;
        same(&(&a * &b), &(&x * &y))?;
        same(&-&a, &-x.clone())?;
        let size = if x < RBig::from(0) { -x.clone() } else { x.clone() };
        same(&a.abs(), &size)?;
        same(&[a.clone(), b.clone(), a.clone()].into_iter().sum::<Exact>(), &(&x + &y + &x))?;
    }

    #[test]
    fn quotients_are_those_of_fractions((a, x) in fraction(), (b, y) in fraction()) {
        match a.checked_div(&b) {
            None => prop_assert!(y.is_zero()),
            Some(quotient) => same(&quotient, &(&x / &y))?,
        }
    }

    #[test]
    fn powers_are_repeated_products((a, x) in fraction(), exponent in 0u32..12) {
        let power = (0..exponent).fold(RBig::from(1), |power, _| power * &x);
        prop_assert_eq!(read(&a.pow(exponent).to_string()), power);
    }

    #[test]
    fn order_is_that_of_fractions((a, x) in fraction(), (b, y) in fraction()) {
        prop_assert_eq!(a.cmp(&b), x.cmp(&y));
        prop_assert_eq!(a == b, x == y);
        let zero = RBig::from(0);
        prop_assert_eq!((a.is_zero(), a.is_negative(), a.is_positive()), (x.is_zero(), x < zero, x > zero));
    }

    #[test]
    fn rounding_is_that_of_fractions((a, x) in fraction(), places in -6i32..=12) {
        let ten = format!("1{}", "0".repeat(places.unsigned_abs() as usize));
        let step: RBig = if places < 0 { ten } else { format!("1/{ten}") }.parse().unwrap();
        for how in HOW {
            same(&a.round(how, places), &to_multiple(&x, how, &step))?;
        }
    }

    #[test]
    fn rounding_to_a_multiple_is_that_of_fractions((a, x) in fraction(), (b, y) in fraction()) {
        for how in HOW {
            match a.round_to(how, &b) {
                None => prop_assert!(y <= RBig::from(0)),
                Some(rounded) => same(&rounded, &to_multiple(&x, how, &y))?,
            }
        }
    }

    #[test]
    fn halves_go_where_the_name_says(count in -1000i128..1000, places in 0i32..6) {
        let half = Exact::ratio(2 * count + 1, 2 * 10i128.pow(places.unsigned_abs())).unwrap();
        let scaled = |how| &half.round(how, places) * &Exact::from(10i128.pow(places.unsigned_abs()));
        let (low, high) = (count, count + 1);
        let away = if count >= 0 { high } else { low };
        let near = if count >= 0 { low } else { high };
        let even = if count % 2 == 0 { low } else { high };
        prop_assert_eq!(scaled(Rounding::HalfAwayFromZero), Exact::from(away));
        prop_assert_eq!(scaled(Rounding::Up), Exact::from(away));
        prop_assert_eq!(scaled(Rounding::Down), Exact::from(near));
        prop_assert_eq!(scaled(Rounding::HalfEven), Exact::from(even));
    }

    #[test]
    fn what_is_written_reads_back((a, _) in fraction()) {
        let text = a.to_string();
        let digits = |part: &str| part.bytes().filter(u8::is_ascii_digit).count();
        match Exact::parse(&text) {
            Some(read) => prop_assert_eq!(read, a),
            None => prop_assert!(text.split('/').any(|part| digits(part) > 38), "{text}"),
        }
    }

    #[test]
    fn decimals_are_those_that_it_takes((a, x) in fraction()) {
        let text = written(&x);
        let takes = if text.contains('/') { None } else { Some(text.split_once('.').map_or(0, |(_, decimals)| decimals.len() as u32)) };
        prop_assert_eq!(a.decimals(), takes);
    }

    #[test]
    fn a_decimal_is_given_only_where_it_is_exact((a, _) in fraction()) {
        match a.to_decimal() {
            Some(decimal) => prop_assert_eq!(Exact::from(decimal), a),
            None => {
                let fits = a.decimals().filter(|places| *places <= 28).is_some_and(|places| {
                    (&a * &Exact::from(10i128.pow(places))).parts().is_some_and(|(whole, _)| whole.unsigned_abs() < 2u128.pow(96))
                });
                prop_assert!(!fits, "{a} fits a decimal");
            }
        }
    }

    #[test]
    fn fixed_decimals_are_as_many_as_asked((a, x) in fraction(), places in 0u32..8) {
        let text = a.to_fixed(places);
        let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        prop_assert_eq!(decimals, places as usize);
        let step: RBig = format!("1/1{}", "0".repeat(places as usize)).parse().unwrap();
        let rounded = to_multiple(&x, Rounding::HalfAwayFromZero, &step);
        let short = if places > 0 { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
        prop_assert_eq!(short, written(&rounded));
        prop_assert!(!(rounded.is_zero() && text.starts_with('-')), "there is no minus zero");
    }

    #[test]
    fn what_is_cut_off_is_told((a, x) in fraction(), places in 0u32..8) {
        let step: RBig = format!("1/1{}", "0".repeat(places as usize)).parse().unwrap();
        let cut = to_multiple(&x, Rounding::Down, &step);
        prop_assert_eq!(a.cut(places), (written(&cut), cut != x));
    }

    #[test]
    fn equal_values_are_equal((a, _) in fraction(), (b, _) in fraction()) {
        // Out to big integers and back gives the very same value, with the same hash.
        let back = &(&(&a * &b) + &b) - &b;
        prop_assert_eq!(&back, &(&a * &b));
        prop_assert_eq!(&(&(&a + &b) - &b), &a);
        prop_assert_eq!(hashed(&(&(&a + &b) - &b)), hashed(&a));
        if let Some(quotient) = (&a * &b).checked_div(&b) {
            prop_assert_eq!(&quotient, &a);
            prop_assert_eq!(hashed(&quotient), hashed(&a));
            prop_assert_eq!(quotient.parts(), a.parts());
        }
    }

    #[test]
    fn overflow_counts_the_digits_above_and_below((a, x) in fraction()) {
        let digits = |text: String| text.trim_start_matches('-').len();
        let most = digits(x.numerator().to_string()).max(digits(x.denominator().to_string()));
        prop_assert_eq!(a.overflows(), most > 28);
    }
}

fn hashed(value: &Exact) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// To a multiple of `step`, which is above zero, by the words of each way of rounding.
fn to_multiple(value: &RBig, how: Rounding, step: &RBig) -> RBig {
    let count = value / step;
    let (low, high) = (RBig::from(count.floor()), RBig::from(count.ceil()));
    let positive = count > RBig::from(0);
    let (near, away) = if positive { (low.clone(), high.clone()) } else { (high.clone(), low.clone()) };
    let (to_low, to_high) = (&count - &low, &high - &count);
    let even = if (&low / RBig::from(2)).is_int() { &low } else { &high };
    let whole = match how {
        Rounding::Down => near,
        Rounding::Up => away,
        _ if to_low < to_high => low,
        _ if to_high < to_low => high,
        Rounding::HalfAwayFromZero => away,
        Rounding::HalfEven => even.clone(),
    };
    whole * step
}

#[test]
fn twenty_eight_digits_hold_and_twenty_nine_do_not() {
    let limit = 10i128.pow(28);
    assert!(!Exact::from(limit - 1).overflows(), "28 nines above the line");
    assert!(Exact::from(limit).overflows(), "29 digits above the line");
    assert!(!Exact::from(1 - limit).overflows());
    assert!(Exact::from(-limit).overflows());
    assert!(!Exact::ratio(1, limit - 1).unwrap().overflows(), "28 nines below the line");
    assert!(Exact::ratio(1, limit).unwrap().overflows(), "29 digits below the line");
    assert!(!Exact::ratio(limit, 10).unwrap().overflows(), "what counts is lowest terms");
    assert!(Exact::from(limit - 1).pow(2).overflows(), "also beyond the small form");
}

#[test]
fn the_ends_of_the_small_form_go_over_and_come_back() {
    let (least, most) = (Exact::from(i128::MIN), Exact::from(i128::MAX));
    assert_eq!((-&least).to_string(), "170141183460469231731687303715884105728");
    assert_eq!(-&-&least, least);
    assert_eq!((&most + &Exact::ONE).to_string(), "170141183460469231731687303715884105728");
    assert_eq!(&(&most + &Exact::ONE) - &Exact::ONE, most);
    assert_eq!(least.abs(), -&least);
    assert_eq!((&least * &least).checked_div(&least), Some(least.clone()));
    assert_eq!(Exact::ONE.checked_div(&least).unwrap().to_string().len(), "-0.".len() + 127);
    assert_eq!(least.round(Rounding::HalfEven, -6).to_string(), "-170141183460469231731687303715884000000");
    assert_eq!(Exact::ratio(i128::MIN, i128::MIN), Some(Exact::ONE));
    assert!(Exact::ratio(i128::MAX, i128::MIN).unwrap().is_negative());
    assert_eq!(Exact::ratio(5, 0), None);
}

#[test]
fn decimals_go_up_to_those_of_a_decimal_and_beyond() {
    assert_eq!(Exact::decimal(1, 28).to_decimal(), Some(Decimal::new(1, 28)));
    assert_eq!(Exact::decimal(1, 29).to_decimal(), None);
    assert_eq!(Exact::decimal(1, 40).decimals(), Some(40), "also beyond the small form");
    assert_eq!(Exact::decimal(-15, 1).to_string(), "-1.5");
    assert_eq!(Exact::decimal(1500, 3).to_string(), "1.5");
    assert_eq!(Exact::decimal(0, 5), Exact::ZERO);
    assert_eq!(Exact::ratio(1, 3).unwrap().to_decimal(), None);
    assert_eq!(Exact::from(2i128.pow(96) - 1).to_decimal(), Some(Decimal::MAX));
    assert_eq!(Exact::from(2i128.pow(96)).to_decimal(), None);
}

#[test]
fn only_what_is_a_number_is_read() {
    for text in [
        "", "-", "1/", "/2", "1/0", "1/-2", "1 / 2", "1/2/3", "+1", "1.", ".5", "1e3", "20%", "½", "0x1",
        "--1",
    ] {
        assert_eq!(Exact::parse(text), None, "{text}");
    }
    let read: BTreeSet<Exact> =
        ["2/4", "0.5", "1/2", "0.50", "50/100"].iter().map(|text| Exact::parse(text).unwrap()).collect();
    assert_eq!(read.len(), 1, "all of them are a half");
    assert_eq!(Exact::parse("-365/7").unwrap().to_string(), "-365/7");
}
