use openras_core::{Code, Unit};
use openras_formula::unit_help;

use crate::world::{codes, fault, help, unit, worth};

#[test]
fn products_combine_units() {
    for (source, expected) in [
        ("weekly", "GBP/week"),
        ("weekly * weeks_in_year", "GBP/year"),
        ("needs * price", "GBP/year"),
        ("hourly * hours", "GBP/week"),
        ("weekly / weekly", "number"),
        ("needs ^ 2", "point*point"),
        ("needs ^ 0", "number"),
        ("yearly / price", "point"),
        ("2 * needs", "point"),
        ("1 / needs", "number/point"),
        ("-needs", "point"),
        ("number(needs)", "number"),
        ("needs + low - needs", "point"),
        ("max(0, needs)", "point"),
        ("sum(needs, 0, low)", "point"),
        ("if(couple, needs, 0)", "point"),
        ("if(couple, 0, single, needs, low)", "point"),
        ("round(needs / 3, 2)", "point"),
        ("round_to(yearly, 5)", "GBP/year"),
        ("round_up_to(yearly, yearly)", "GBP/year"),
        ("round_down_to(0, yearly)", "GBP/year"),
        ("per_year(weekly)", "GBP/year"),
        ("per_week(price)", "GBP/point/week"),
        ("per_month(hours)", "hour/month"),
        ("per_day(daily)", "GBP/day"),
        ("0", "number"),
        ("min(0, 0)", "number"),
        ("bands(needs)", "GBP/year"),
    ] {
        assert_eq!(unit(source), expected, "{source}");
    }
}

#[test]
fn a_literal_zero_fits_any_unit_however_written() {
    for zero in ["0", "0.0", "0%", "-0", "--0.00", "(0)"] {
        for around in
            ["needs + Z", "Z - needs", "needs > Z", "max(Z, needs)", "min(needs, Z)", "if(couple, Z, needs)"]
        {
            let source = around.replace('Z', zero);
            assert_eq!(codes(&source), [], "{source}");
        }
        assert_eq!(codes(&format!("needs in ({zero}, low)")), [], "{zero}");
        assert_eq!(codes(&format!("bands({zero})")), [], "{zero}");
        assert_eq!(codes(&format!("sum({zero}, yearly)")), [], "{zero}");
    }
    assert_eq!(worth("min(0, 0, yearly)"), "0");
    assert_eq!(codes("needs + 0 * 2"), [("unit_mismatch", "0 * 2")]);
    assert_eq!(codes("needs + nothing"), [("unit_mismatch", "nothing")]);
}

#[test]
fn units_that_differ_are_refused_once_for_each_mistake() {
    for (source, expected) in [
        ("weekly + yearly", vec![("unit_mismatch", "yearly")]),
        ("weekly - yearly", vec![("unit_mismatch", "yearly")]),
        ("weekly + yearly + yearly", vec![("unit_mismatch", "yearly")]),
        ("weekly + yearly + needs", vec![("unit_mismatch", "yearly"), ("unit_mismatch", "needs")]),
        ("3 + weekly + weekly", vec![("unit_mismatch", "3")]),
        ("weekly < yearly", vec![("unit_mismatch", "yearly")]),
        ("points() > 100", vec![("unit_mismatch", "100")]),
        ("points() > -20%", vec![("unit_mismatch", "-20%")]),
        ("100 < points()", vec![("unit_mismatch", "100")]),
        ("needs in (low, 5, weekly)", vec![("unit_mismatch", "5"), ("unit_mismatch", "weekly")]),
        ("min(needs, weekly)", vec![("unit_mismatch", "weekly")]),
        ("max(needs, weekly)", vec![("unit_mismatch", "weekly")]),
        ("sum(needs, weekly)", vec![("unit_mismatch", "weekly")]),
        ("if(couple, needs, weekly)", vec![("unit_mismatch", "weekly")]),
        ("round_to(yearly, weekly)", vec![("unit_mismatch", "weekly")]),
        ("per_year(needs)", vec![("unit_mismatch", "needs")]),
        (
            "per_year(weekly / weeks_in_year * needs / daily)",
            vec![("unit_mismatch", "weekly / weeks_in_year * needs / daily")],
        ),
        ("per_year(1)", vec![("unit_mismatch", "1")]),
        ("per_year(0)", vec![("unit_mismatch", "0")]),
        ("bands(half)", vec![("unit_mismatch", "half")]),
        ("bands(3)", vec![("unit_mismatch", "3")]),
        ("(weekly + yearly) * 2 + needs", vec![("unit_mismatch", "yearly")]),
        (
            "round(weekly + yearly, 2) + per_year(needs + half)",
            vec![("unit_mismatch", "yearly"), ("unit_mismatch", "half")],
        ),
    ] {
        assert_eq!(codes(source), expected, "{source}");
    }
}

#[test]
fn the_help_says_how_the_units_can_agree() {
    assert_eq!(help("yearly + weekly"), "write per_year(weekly)");
    assert_eq!(help("weekly < daily * 2"), "write per_week(daily * 2)");
    assert_eq!(help("hours + per_year(hours)"), "write per_week(per_year(hours))");
    let threshold = fault("points() > 100");
    assert_eq!(threshold.message, "`100` is a bare number but `points()` is point");
    assert_eq!(
        threshold.help.as_deref(),
        Some(
            "only 0 fits any unit: make it a parameter with the unit point, dated and sourced, and name that here"
        )
    );
    assert_eq!(fault("weekly + yearly").message, "`yearly` is GBP/year but `weekly` is GBP/week");
    assert_eq!(fault("bands(half)").message, "`half` is a bare number but the key of `bands` is point");
    assert_eq!(fault("half + needs").help, None);
}

#[test]
fn a_result_of_another_period_can_be_put_right() {
    let unit = |text| Unit::parse(text, "GBP").unwrap();
    let help = |found, wanted, text| unit_help(&unit(found), &unit(wanted), text);
    assert_eq!(
        help("GBP/week", "GBP/year", "hourly_rate * hours").as_deref(),
        Some("write per_year(hourly_rate * hours)")
    );
    assert_eq!(help("GBP/week", "GBP/year", "(a + b)").as_deref(), Some("write per_year(a + b)"));
    assert_eq!(help("GBP/week", "GBP/year", "(a) + (b)").as_deref(), Some("write per_year((a) + (b))"));
    assert_eq!(help("GBP/week", "hour/year", "a"), None);
    assert_eq!(help("GBP", "GBP/year", "a"), None);
    assert_eq!(help("GBP/week", "GBP", "a"), None);
    assert_eq!(help("GBP/week", "GBP/week", "a"), None);
    assert_eq!(help("GBP/year/week", "GBP/year", "a"), None);
}

#[test]
fn what_follows_from_an_error_is_not_listed() {
    for (source, expected) in [
        ("nowhere + weekly * 2 > yearly", vec![("unknown_name", "nowhere")]),
        ("per_year(nowhere) + needs", vec![("unknown_name", "nowhere")]),
        ("number(nowhere) + needs", vec![("unknown_name", "nowhere")]),
        ("bands(nowhere)", vec![("unknown_name", "nowhere")]),
        ("bands(number(nowhere))", vec![("unknown_name", "nowhere")]),
        ("if(nowhere, weekly, yearly)", vec![("unknown_name", "nowhere"), ("unit_mismatch", "yearly")]),
        ("if(nowhere = 'own_home', 1, 2)", vec![("unknown_name", "nowhere")]),
        ("round(nowhere, 13)", vec![("unknown_name", "nowhere"), ("out_of_range", "13")]),
        ("round_to(nowhere, weekly) + needs", vec![("unknown_name", "nowhere")]),
        ("needs + nowhere + weekly", vec![("unknown_name", "nowhere"), ("unit_mismatch", "weekly")]),
        ("-nowhere ^ 2", vec![("syntax", "-nowhere ^")]),
        ("couple + nowhere", vec![("type_mismatch", "couple"), ("unknown_name", "nowhere")]),
        ("poisoned + weekly", vec![]),
        ("spoilt * 2 + weekly", vec![]),
        ("broken_table(weekly) + needs", vec![]),
        ("broken_table(nowhere)", vec![("unknown_name", "nowhere")]),
    ] {
        assert_eq!(codes(source), expected, "{source}");
    }
}

#[test]
fn a_formula_with_only_an_old_error_is_refused_without_a_new_one() {
    let mut world = crate::world::World::new();
    for source in [
        "poisoned",
        "spoilt + 1",
        "bands(poisoned)",
        "poisoned > 2",
        "number(spoilt)",
        "couple and poisoned > 1",
    ] {
        let formula = openras_formula::Formula::parse(source).unwrap();
        assert_eq!(formula.check(&mut world), Err(Vec::new()), "{source}");
    }
}

#[test]
fn names_that_are_unknown_get_the_nearest() {
    for (source, code, message, help) in [
        ("weekli", Code::UnknownName, "there is no `weekli`", Some("did you mean `weekly`?")),
        ("zzzzzzzzz", Code::UnknownName, "there is no `zzzzzzzzz`", None),
        ("bands + 1", Code::TypeMismatch, "`bands` is a table and needs a key", Some("write `bands(…)`")),
        (
            "round + 1",
            Code::UnknownName,
            "`round` is a function and needs brackets",
            Some("write `round(x, 2)`"),
        ),
        (
            "half = true",
            Code::UnknownName,
            "there is no `true`",
            Some("a condition stands by itself: `couple`, or `not couple`"),
        ),
        (
            "roundup(half, 2)",
            Code::UnknownName,
            "there is no function or table `roundup`",
            Some("did you mean `round_up`?"),
        ),
        (
            "band(needs)",
            Code::UnknownName,
            "there is no function or table `band`",
            Some("did you mean `bands`?"),
        ),
        (
            "pionts(washing)",
            Code::UnknownName,
            "there is no function or table `pionts`",
            Some("did you mean `points`?"),
        ),
        ("average(half)", Code::UnknownName, "there is no function or table `average`", None),
        (
            "half(3)",
            Code::TypeMismatch,
            "`half` is neither a function nor a table",
            Some("leave out the brackets, or for a product write `half * (…)`"),
        ),
        ("later + 1", Code::StepOrder, "`later` is below", Some("move it up")),
    ] {
        let fault = fault(source);
        assert_eq!(
            (fault.code, fault.message.as_str(), fault.help.as_deref()),
            (code, message, help),
            "{source}"
        );
    }
}
