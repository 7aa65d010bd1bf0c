//! Amounts, units and days as they are written.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::arithmetic_side_effects,
    reason = "tests stop where something is not so"
)]

use openras_core::{Amount, Day, Exact, Period, Unit, UnitError};
use proptest::prelude::*;

#[test]
fn an_amount_has_one_to_fifteen_digits_and_up_to_twelve_decimals() {
    let (nines, decimals) = ("9".repeat(15), "1".repeat(12));
    let most = format!("{nines}.{decimals}");
    assert_eq!(Amount::parse(&most).unwrap().value.to_string(), most);
    assert_eq!(Amount::parse(&format!("-{most}")).unwrap().value.to_string(), format!("-{most}"));
    for text in
        [format!("1{nines}"), format!("{nines}.{decimals}1"), format!("1.{decimals}0"), format!("0{nines}")]
    {
        assert!(Amount::parse(&text).is_err(), "{text} has a digit too many");
    }
    for text in [
        "", "-", "%", ".", "1.", ".5", "+1", "1 ", " 1", "1_000", "1,000", "£5", "1e3", "--1", "1.2.3",
        "1/2", "٣", "20 %", "%20", "5%%",
    ] {
        assert!(Amount::parse(text).is_err(), "`{text}` is no amount");
    }
}

#[test]
fn the_mended_form_is_told_where_it_can_be_guessed() {
    let meant = |text: &str| Amount::parse(text).unwrap_err().meant;
    assert_eq!(meant("£1,200.50"), Some("1200.50".to_owned()));
    assert_eq!(meant(" 12 "), Some("12".to_owned()));
    assert_eq!(meant("20 %"), Some("20%".to_owned()));
    assert_eq!(meant("+5"), Some("5".to_owned()));
    assert_eq!(meant(".5"), Some("0.5".to_owned()));
    assert_eq!(meant("5."), Some("5".to_owned()));
    assert_eq!(meant("five"), None);
    assert_eq!(meant("1.2345678901234"), None, "digits are never dropped");
}

#[test]
fn a_percentage_is_worth_a_hundredth_and_has_two_decimals_more() {
    let percent = Amount::parse("17.50%").unwrap();
    assert_eq!((percent.value, percent.percent, percent.decimals), (Exact::parse("0.175").unwrap(), true, 3));
    assert_eq!(Amount::parse("100%").unwrap().decimals, 2);
    assert_eq!(Amount::parse("100%").unwrap().value, Exact::ONE);
    assert_eq!(Amount::parse("2.50").unwrap().decimals, 1, "trailing zeros do not count");
}

#[test]
fn the_shortest_form_has_no_needless_zero_and_no_minus_zero() {
    for (text, short) in [
        ("500.00", "500"),
        ("-0.0", "0"),
        ("-0", "0"),
        ("007", "7"),
        ("20.0%", "20%"),
        ("0.50", "0.5"),
        ("-1.10", "-1.1"),
        ("0%", "0%"),
        ("-0%", "0%"),
        ("1000", "1000"),
        ("0.000000000001", "0.000000000001"),
    ] {
        assert_eq!(Amount::parse(text).unwrap().shortest(), short, "{text}");
    }
}

fn a_unit() -> impl Strategy<Value = (Vec<&'static str>, Vec<&'static str>)> {
    let bases = vec!["GBP", "point", "hour", "visit", "mile", "person", "day", "week", "month", "year"];
    (
        prop::collection::vec(prop::sample::select(bases.clone()), 0..3),
        prop::collection::vec(prop::sample::select(bases), 0..3),
    )
}

fn parsed((above, below): &(Vec<&str>, Vec<&str>)) -> Unit {
    let above = if above.is_empty() { "number".to_owned() } else { above.join("*") };
    let text = below.iter().fold(above, |text, name| format!("{text}/{name}"));
    Unit::parse(&text, "GBP").unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_shortest_form_means_the_same(whole in 0u64..1_000_000_000_000_000, decimals in "[0-9]{1,12}", minus: bool, percent: bool) {
        let text = format!("{}{whole}.{decimals}{}", if minus { "-" } else { "" }, if percent { "%" } else { "" });
        let amount = Amount::parse(&text).unwrap();
        let short = Amount::parse(&amount.shortest()).unwrap();
        prop_assert_eq!(&short.value, &amount.value);
        prop_assert_eq!(short.percent, amount.percent);
        prop_assert_eq!(short.decimals, amount.decimals);
        prop_assert!(amount.shortest().len() <= text.len());
    }

    #[test]
    fn what_a_unit_is_written_as_reads_back(names in a_unit()) {
        let unit = parsed(&names);
        prop_assert_eq!(Unit::parse(&unit.to_string(), "GBP").unwrap(), unit);
    }

    #[test]
    fn units_multiply_and_divide_like_fractions(a in a_unit(), b in a_unit(), c in a_unit()) {
        let (a, b, c) = (parsed(&a), parsed(&b), parsed(&c));
        prop_assert_eq!(a.times(&b), b.times(&a));
        prop_assert_eq!(a.times(&b).times(&c), a.times(&b.times(&c)));
        prop_assert_eq!(a.times(&b).over(&b), a.clone());
        prop_assert_eq!(a.over(&b).over(&c), a.over(&b.times(&c)));
        prop_assert!(a.over(&a).is_number());
        prop_assert_eq!(a.times(&Unit::number()), a.clone());
        prop_assert_eq!(a.pow(3), a.times(&a).times(&a));
        prop_assert!(a.pow(0).is_number());
    }

    #[test]
    fn a_period_below_the_line_changes_and_nothing_else(names in a_unit(), period in prop::sample::select(Period::ALL.to_vec())) {
        let unit = parsed(&names);
        if let Some(old) = unit.period_below() {
            let changed = unit.with_period(period);
            prop_assert_eq!(changed.period_below(), Some(period));
            prop_assert_eq!(changed.with_period(old), unit);
        } else {
            prop_assert_eq!(unit.with_period(period), unit);
        }
    }

    #[test]
    fn days_follow_one_another(year in 1900i16..2100, month in 1i8..=12, day in 1i8..=31) {
        let Some(day) = Day::new(year, month, day) else { return Ok(()) };
        prop_assert_eq!(Day::parse(&day.to_string()), Some(day));
        prop_assert_eq!(day.after().unwrap().before(), Some(day));
        prop_assert!(day < day.after().unwrap());
        prop_assert!(day.to_string() < day.after().unwrap().to_string(), "days sort as they are written");
    }
}

#[test]
fn a_unit_is_names_joined_by_stars_and_then_strokes() {
    let text = |text: &str| Unit::parse(text, "GBP").map(|unit| unit.to_string());
    assert_eq!(text("GBP/point/year"), Ok("GBP/point/year".to_owned()));
    assert_eq!(text("GBP/year/point"), Ok("GBP/point/year".to_owned()), "one way to write it");
    assert_eq!(text("person*hour/week"), Ok("hour*person/week".to_owned()));
    assert_eq!(text("hour/hour"), Ok("number".to_owned()));
    assert_eq!(text("number/week"), Ok("number/week".to_owned()));
    for wrong in ["", "GBP/", "/week", "GBP/point*year", "GBP//year", "GBP / year", "GBP*"] {
        assert_eq!(text(wrong), Err(UnitError::Form(wrong.to_owned())), "{wrong}");
    }
    for unknown in ["EUR/year", "gbp", "weeks", "Week"] {
        assert!(matches!(text(unknown), Err(UnitError::Name(_))), "{unknown}");
    }
}

#[test]
fn only_money_over_one_period_is_a_rate_of_payment() {
    let period = |text: &str| Unit::parse(text, "GBP").unwrap().payment_period();
    assert_eq!(period("GBP/week"), Some(Period::Week));
    assert_eq!(period("GBP"), None);
    assert_eq!(period("hour/week"), None);
    assert_eq!(period("GBP/point/year"), None);
    assert_eq!(period("GBP/week/year"), None);
    assert_eq!(period("GBP*GBP/year"), None);
    assert_eq!(period("GBP*hour/year"), None);
}

#[test]
fn a_day_is_ten_characters_of_a_real_calendar() {
    for text in ["2008-02-29", "2000-02-29", "1999-12-31", "0001-01-01", "9999-12-31"] {
        assert_eq!(Day::parse(text).map(|day| day.to_string()).as_deref(), Some(text));
    }
    for text in [
        "2007-02-29",
        "1900-02-29",
        "2008-2-29",
        "2008-02-30",
        "2008-13-01",
        "2008-00-10",
        "2008-01-00",
        "20080229",
        "2008/02/29",
        "2008-02-29 ",
        "2008-02-29T00:00",
        "08-02-29",
        "+008-02-29",
        "",
    ] {
        assert_eq!(Day::parse(text), None, "{text}");
    }
    let leap = Day::new(2008, 2, 29).unwrap();
    assert_eq!(leap.plus_years(1), Day::new(2009, 2, 28));
    assert_eq!(leap.plus_years(-4), Day::new(2004, 2, 29));
    assert_eq!(leap.after(), Day::new(2008, 3, 1));
    assert_eq!(Day::new(9999, 12, 31).unwrap().after(), None);
    assert_eq!(leap.long(), "29 February 2008");
}

proptest! {
    #[test]
    fn months_and_years_are_those_of_the_calendar(
        year in -9999i16..=9999, month in 1i8..=12, day in 1i8..=31, months in -300i32..300, years in -30i16..30,
    ) {
        let Some(from) = Day::new(year, month, day) else { return Ok(()) };
        let date = jiff::civil::Date::new(year, month, day).unwrap();
        let plus = |span: jiff::Span| date.checked_add(span).ok().map(|date| date.to_string());
        let written = |day: Option<Day>| day.map(|day| day.to_string()).filter(|text| !text.starts_with('-'));
        prop_assert_eq!(
            written(from.plus_months(months)),
            plus(jiff::Span::new().months(months)).filter(|text| !text.starts_with('-'))
        );
        prop_assert_eq!(
            written(from.plus_years(years)),
            plus(jiff::Span::new().years(years)).filter(|text| !text.starts_with('-'))
        );
        prop_assert_eq!(from.plus_months(months).is_some(), plus(jiff::Span::new().months(months)).is_some());
    }
}
