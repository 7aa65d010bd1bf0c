//! The words of documents: what each takes, what it gives back, and that its schema's pattern says the same.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test stops at the first surprise"
)]

use openras_core::document::{
    AmountIn, Cell, DayIn, Format, FormulaIn, FractionIn, Id, PercentOrAmount, Percentage, Reference, UnitIn,
};
use openras_core::{Day, Exact};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn read<T: DeserializeOwned>(value: Value) -> Option<T> {
    serde_json::from_value(value).ok()
}

fn written<T: DeserializeOwned + Serialize>(value: Value) -> Value {
    serde_json::to_value(read::<T>(value).expect("it reads")).unwrap()
}

#[test]
fn an_id_is_lower_case_letters_digits_and_underscores() {
    for good in ["a", "washing", "q_1", "a_"] {
        assert_eq!(read::<Id>(json!(good)).unwrap().as_str(), good);
    }
    for bad in ["", "A", "1a", "_a", "a-b", "a b", "é", "a\n"] {
        assert!(read::<Id>(json!(bad)).is_none() && Id::new(bad).is_none(), "{bad:?}");
    }
    assert!(Id::new("\u{0}").is_none() && Id::new("\u{0}a").is_none());
}

#[test]
fn amounts_are_written_in_shortest_form() {
    for (given, shortest) in [
        (json!("500.00"), "500"),
        (json!(500), "500"),
        (json!(-3), "-3"),
        (json!("-0.0"), "0"),
        (json!("214.38"), "214.38"),
        (json!("007"), "7"),
        (json!("999999999999999.999999999999"), "999999999999999.999999999999"),
        (json!(999_999_999_999_999_i64), "999999999999999"),
        (json!(-999_999_999_999_999_i64), "-999999999999999"),
    ] {
        assert_eq!(written::<AmountIn>(given), json!(shortest));
    }
    for bad in [
        json!("20%"),
        json!("1,200"),
        json!(""),
        json!("1."),
        json!(".5"),
        json!("+1"),
        json!("1e2"),
        json!(2.5),
        json!(true),
        json!(null),
        json!(1_000_000_000_000_000_i64),
        json!(-1_000_000_000_000_000_i64),
        json!("1000000000000000"),
        json!("0.1234567890123"),
        json!(u64::MAX),
    ] {
        assert!(read::<AmountIn>(bad.clone()).is_none(), "{bad}");
    }
}

#[test]
fn percentages_keep_their_sign() {
    assert_eq!(written::<PercentOrAmount>(json!("20.0%")), json!("20%"));
    assert_eq!(written::<Percentage>(json!("0.2")), json!("0.2"));
    assert_eq!(
        read::<Percentage>(json!("20%")).unwrap().amount().unwrap().value,
        Exact::ratio(1, 5).unwrap()
    );
    assert!(read::<Percentage>(json!("20 %")).is_none());
}

#[test]
fn a_cell_is_an_amount_or_a_name() {
    assert_eq!(read::<Cell>(json!("standard_rate")), Some(Cell::Word("standard_rate".into())));
    assert_eq!(read::<Cell>(json!("10.72")).unwrap().amount().unwrap().shortest(), "10.72");
    assert_eq!(written::<Cell>(json!("5.0%")), json!("5%"));
    assert!(read::<Cell>(json!("Standard rate")).is_none() && read::<Cell>(json!("")).is_none());
}

#[test]
fn a_fraction_has_a_line_with_something_below_it() {
    assert_eq!(read::<FractionIn>(json!("365/7")).unwrap().value().unwrap(), &Exact::ratio(365, 7).unwrap());
    assert_eq!(written::<FractionIn>(json!("-2/4")), json!("-0.5"));
    assert_eq!(written::<FractionIn>(json!("2/6")), json!("1/3"));
    let most = "9".repeat(28);
    assert!(read::<FractionIn>(json!(format!("-{most}/{most}"))).is_some());
    for bad in [
        "1/0",
        "1/03",
        "1/-3",
        "1/",
        "/3",
        "1/2/3",
        "1.5/2",
        "+1/2",
        "1/+2",
        "20%",
        "--1/2",
        "1 / 2",
        &format!("9{most}/1"),
        &format!("1/9{most}"),
    ] {
        assert!(read::<FractionIn>(json!(bad)).is_none(), "{bad}");
    }
}

#[test]
fn a_day_is_a_day_of_the_calendar() {
    assert_eq!(read::<DayIn>(json!("2008-02-29")).unwrap().day(), Day::new(2008, 2, 29));
    for bad in ["2009-02-29", "2008-2-29", "2008-13-01", "20080229", "2008-02-29T10:00", ""] {
        assert!(read::<DayIn>(json!(bad)).is_none(), "{bad}");
    }
}

#[test]
fn the_others_are_kept_as_written() {
    assert_eq!(read::<UnitIn>(json!("GBP/year")).unwrap().source(), Some("GBP/year"));
    assert_eq!(read::<FormulaIn>(json!("points()")).unwrap().source(), Some("points()"));
    assert_eq!(read::<Reference>(json!("Slides, p. 3")).unwrap().name(), Some("Slides, p. 3"));
    assert!(read::<Reference>(json!("")).is_none());
    assert_eq!(written::<Format>(json!(1)), json!(1));
    assert!(read::<Format>(json!(2)).is_none() && read::<Format>(json!("1")).is_none());
}

#[test]
fn what_is_poisoned_gives_nothing_and_stays_poisoned() {
    let poison = || json!("\u{0}");
    assert!(read::<Id>(poison()).unwrap().is_poisoned());
    assert_eq!(read::<Reference>(poison()).unwrap().name(), None);
    assert_eq!(read::<DayIn>(poison()).unwrap().day(), None);
    assert_eq!(read::<AmountIn>(poison()).unwrap().amount(), None);
    assert_eq!(read::<PercentOrAmount>(poison()).unwrap().amount(), None);
    assert_eq!(read::<Percentage>(poison()).unwrap().amount(), None);
    assert_eq!(read::<Cell>(poison()), Some(Cell::Poisoned));
    assert_eq!(read::<FractionIn>(poison()).unwrap().value(), None);
    assert_eq!(read::<UnitIn>(poison()).unwrap().source(), None);
    assert_eq!(read::<FormulaIn>(poison()).unwrap().source(), None);
    assert_eq!(written::<AmountIn>(poison()), poison());
}
