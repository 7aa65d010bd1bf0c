//! Every limit at its value, just below and just above.

use openras_questionnaire::Assessment;
use openras_rulebook::Rulebook;
use openras_testing::small::{self, step};
use openras_testing::{Outcome, naive};
use serde_json::{Value as Json, json};

/// The problems, or nothing; the second evaluator must say the same.
fn errors(rulebook: &Rulebook, person: &Json) -> Vec<String> {
    outcome(rulebook, person).errors
}

fn outcome(rulebook: &Rulebook, person: &Json) -> Outcome {
    let assessment = Assessment::from_json(&person.to_string()).unwrap_or_else(|found| panic!("{found}"));
    let engine = Outcome::of_engine(&rulebook.allocate(&assessment));
    assert_eq!(engine, naive::allocate(rulebook, person), "{person}");
    engine
}

const QUESTIONS: &str = "
[[fact]]
id = \"age\"
kind = \"number\"
min = 18
max = \"64.5\"
decimals = 1
default = 20
[[fact]]
id = \"bare\"
kind = \"number\"
unit = \"point\"
min = -999999999999999
max = \"999999999999999.999999999999\"
decimals = 12
default = 0
[[section]]
id = \"home\"
title = \"Home\"
[[section.question]]
id = \"hours\"
kind = \"number\"
unit = \"hour/week\"
min = \"0.25\"
max = 168
decimals = 2
unanswered = 0
[[section.question]]
id = \"worry\"
scale = { from = -1, to = 4 }
unanswered = 0
";

const SCHEME: &str = "
[parameters.rate]
unit = \"GBP/year\"
illustrative = true
values = [{ from = 2024-02-01, is = \"1.00\" }, { from = 2024-07-01, is = \"2.00\" }]
[tables.bands]
key = \"point\"
value = \"GBP/year\"
lookup = \"band\"
below = \"10.00\"
above = \"40.00\"
illustrative = true
rows = [{ from = \"1.0\", to = \"9.9\", is = \"20.00\" }, { from = \"10.0\", to = \"20.0\", is = \"30.00\" }]
[streams.health]
position = \"on_top\"
unit = \"GBP/week\"
max = \"100.00\"
illustrative = true
[streams.chair]
position = \"on_top\"
unit = \"GBP\"
max = \"100.00\"
once = true
illustrative = true
";

fn person(facts: Json, answers: Json) -> Json {
    json!({ "format": 1, "on": "2024-03-01", "facts": facts, "answers": answers })
}

fn rulebook() -> Rulebook {
    let steps = step("by_band", "GBP/year", "bands(round(bare, 1))") + &step("budget", "GBP/year", "rate");
    small::rulebook(QUESTIONS, &format!("{SCHEME}{steps}"))
}

#[test]
fn a_fact_may_be_its_least_and_its_most_and_have_its_decimals() {
    let rulebook = rulebook();
    for (given, wanted) in [
        ("17.9", vec!["out_of_range:age"]),
        ("18", vec![]),
        ("18.1", vec![]),
        ("64.4", vec![]),
        ("64.5", vec![]),
        ("64.6", vec!["out_of_range:age"]),
        ("20.50", vec![]),
        ("20.55", vec!["too_many_decimals:age"]),
        ("17.99", vec!["out_of_range:age", "too_many_decimals:age"]),
        ("64.51", vec!["out_of_range:age", "too_many_decimals:age"]),
        ("20.0000000000000", vec!["wrong_type:age"]),
        ("2000%", vec![]),
        ("2050%", vec![]),
        ("2055%", vec!["too_many_decimals:age"]),
        ("20 %", vec!["wrong_type:age"]),
    ] {
        assert_eq!(errors(&rulebook, &person(json!({ "age": given }), json!({}))), wanted, "{given}");
    }
}

#[test]
fn a_number_answer_and_a_scale_have_limits_too() {
    let rulebook = rulebook();
    for (hours, wanted) in [
        ("0.24", vec!["out_of_range:hours"]),
        ("0.25", vec![]),
        ("0.26", vec![]),
        ("167.99", vec![]),
        ("168", vec![]),
        ("168.01", vec!["out_of_range:hours"]),
        ("1.255", vec!["too_many_decimals:hours"]),
        ("1.250", vec![]),
        ("20%", vec!["wrong_type:hours"]),
    ] {
        assert_eq!(errors(&rulebook, &person(json!({}), json!({ "hours": hours }))), wanted, "{hours}");
    }
    for (worry, wanted) in [
        (json!(-2), vec!["out_of_range:worry"]),
        (json!(-1), vec![]),
        (json!("4"), vec![]),
        (json!("4.0"), vec![]),
        (json!(5), vec!["out_of_range:worry"]),
        (json!("0.5"), vec!["too_many_decimals:worry"]),
        (json!("100%"), vec!["wrong_type:worry"]),
    ] {
        assert_eq!(errors(&rulebook, &person(json!({}), json!({ "worry": worry }))), wanted, "{worry}");
    }
}

#[test]
fn an_amount_of_fifteen_and_twelve_digits_goes_through_exactly() {
    let rulebook = small::rulebook(
        QUESTIONS,
        &format!("{SCHEME}{}{}", step("kept", "point", "bare"), step("budget", "GBP/year", "rate")),
    );
    let kept = |given: &str| {
        let outcome = outcome(&rulebook, &person(json!({ "bare": given }), json!({})));
        outcome.steps.first().map(|(_, value)| value.clone()).ok_or(outcome.errors)
    };
    assert_eq!(
        kept("99999999999999.999999999999").as_deref(),
        Ok("99999999999999.999999999999"),
        "26 digits"
    );
    assert_eq!(kept("-999999999999999").as_deref(), Ok("-999999999999999"));
    assert_eq!(kept("0.000000000001").as_deref(), Ok("0.000000000001"));
    assert_eq!(
        kept("999999999999999.999999999999").as_deref(),
        Ok("999999999999999.999999999999"),
        "27 digits"
    );
    for wrong in ["1000000000000000", "0.0000000000001", "1.", "+1", "1e3"] {
        assert_eq!(kept(wrong), Err(vec!["wrong_type:bare".to_owned()]), "{wrong}");
    }
}

#[test]
fn a_band_holds_both_its_ends() {
    let rulebook = rulebook();
    for (points, wanted) in [
        ("-5", "10"),
        ("0.9", "10"),
        ("1", "20"),
        ("1.1", "20"),
        ("9.8", "20"),
        ("9.9", "20"),
        ("10", "30"),
        ("19.9", "30"),
        ("20", "30"),
        ("20.1", "40"),
        ("9.949", "20"),
        ("9.95", "30"),
    ] {
        let outcome = outcome(&rulebook, &person(json!({ "bare": points }), json!({})));
        assert_eq!(outcome.steps[0], ("by_band".to_owned(), wanted.to_owned()), "{points}");
    }
}

#[test]
fn the_first_and_the_last_day_are_inside() {
    let rulebook = small::rulebook(QUESTIONS, &step("budget", "GBP/year", "1"));
    for (on, wanted) in [
        ("2023-12-31", vec!["no_value_on_date:on"]),
        ("2024-01-01", vec![]),
        ("2024-01-02", vec![]),
        ("2024-12-30", vec![]),
        ("2024-12-31", vec![]),
        ("2025-01-01", vec!["no_value_on_date:on"]),
    ] {
        let person = json!({ "format": 1, "on": on, "facts": {}, "answers": {} });
        assert_eq!(errors(&rulebook, &person), wanted, "{on}");
    }
}

#[test]
fn a_parameter_holds_from_its_day_on_and_not_before() {
    let rulebook = rulebook();
    for (on, wanted) in [
        ("2024-01-31", Err("no_value_on_date:rate")),
        ("2024-02-01", Ok("1.00")),
        ("2024-02-02", Ok("1.00")),
        ("2024-06-30", Ok("1.00")),
        ("2024-07-01", Ok("2.00")),
        ("2024-12-31", Ok("2.00")),
    ] {
        let outcome = outcome(&rulebook, &json!({ "format": 1, "on": on, "facts": {}, "answers": {} }));
        match wanted {
            Ok(annual) => assert_eq!(outcome.money.get("annual").map(String::as_str), Some(annual), "{on}"),
            Err(item) => assert_eq!(outcome.errors, [item], "{on}"),
        }
    }
}

#[test]
fn a_stream_may_be_its_most_over_any_period() {
    let rulebook = rulebook();
    for (stream, amount, per, wanted) in [
        ("health", "99.99", Some("week"), None),
        ("health", "100.00", Some("week"), None),
        ("health", "100.01", Some("week"), Some("out_of_range")),
        ("health", "100.00", None, None),
        ("health", "100.01", None, Some("out_of_range")),
        ("health", "5200.00", Some("year"), None),
        ("health", "5200.01", Some("year"), Some("out_of_range")),
        ("health", "433.33", Some("month"), None),
        ("health", "433.34", Some("month"), Some("out_of_range")),
        ("health", "14.24", Some("day"), None),
        ("health", "14.25", Some("day"), Some("out_of_range")),
        ("health", "0", None, None),
        ("health", "-0.01", None, Some("out_of_range")),
        ("health", "1.005", None, Some("too_many_decimals")),
        ("health", "1.000", None, None),
        ("chair", "100.00", None, None),
        ("chair", "100.01", None, Some("out_of_range")),
        ("chair", "1.00", Some("week"), Some("wrong_type")),
    ] {
        let mut award = json!({ "amount": amount });
        if let Some(per) = per {
            award["per"] = json!(per);
        }
        let mut person = person(json!({}), json!({}));
        person["streams"] = json!({ stream: award });
        let wanted: Vec<String> = wanted.map(|code| format!("{code}:{stream}")).into_iter().collect();
        assert_eq!(errors(&rulebook, &person), wanted, "{amount} {per:?} of {stream}");
        person["streams"][stream]["status"] = json!("applied");
        let of_form =
            wanted.iter().filter(|item| !item.starts_with("out_of_range")).cloned().collect::<Vec<_>>();
        assert_eq!(
            errors(&rulebook, &person),
            of_form,
            "what is not awarded has no limit: {amount} {per:?} of {stream}"
        );
    }
}

#[test]
fn a_step_holds_twenty_eight_digits() {
    for (formula, wanted) in [
        ("10 ^ 28 - 1", Ok("9999999999999999999999999999")),
        ("10 ^ 28", Err("overflow:big")),
        ("1 - 10 ^ 28", Ok("-9999999999999999999999999999")),
        ("0 - 10 ^ 28", Err("overflow:big")),
        ("1 / (10 ^ 28 - 1)", Ok("1/9999999999999999999999999999")),
        ("1 / 10 ^ 27", Ok("0.000000000000000000000000001")),
        ("1 / 10 ^ 28", Err("overflow:big")),
        ("10 ^ 90 / 10 ^ 63", Ok("1000000000000000000000000000")),
        ("(10 ^ 60 + 1) * (10 ^ 60 - 1) - 10 ^ 99 * 10 ^ 21", Ok("-1")),
        ("round(10 ^ 60 / 3, 0) * 3 - 10 ^ 60", Ok("-1")),
    ] {
        let rulebook =
            small::rulebook(QUESTIONS, &(step("big", "number", formula) + &step("budget", "GBP/year", "1")));
        let outcome = outcome(&rulebook, &person(json!({}), json!({})));
        match wanted {
            Ok(value) => {
                assert_eq!(outcome.steps.first().map(|step| step.1.as_str()), Some(value), "{formula}")
            }
            Err(item) => assert_eq!(outcome.errors, [item], "{formula}"),
        }
    }
}
