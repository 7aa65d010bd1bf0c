//! Every fault is told, each once, in the order of the document, whatever stands before it; and nothing that is no fault.

use openras_questionnaire::Assessment;
use openras_rulebook::Rulebook;
use openras_testing::people::{Care, Inventor};
use openras_testing::small::{self, ONE_QUESTION, step};
use openras_testing::{Random, fixtures, naive, text};
use serde_json::{Value as Json, json};

fn items(rulebook: &Rulebook, assessment: &str) -> Vec<String> {
    let assessment =
        Assessment::from_json(assessment).unwrap_or_else(|found| panic!("{found}\n{assessment}"));
    rulebook.allocate(&assessment).err().map(|found| found.items()).unwrap_or_default()
}

/// The faults, the same in twenty orders of the keys, and by the second evaluator.
fn check(rulebook: &Rulebook, assessment: &Json, wanted: &[&str]) {
    for seed in 0..20 {
        assert_eq!(items(rulebook, &text::json(assessment, &mut Random::new(seed))), wanted);
    }
    let mut sorted: Vec<&str> = wanted.to_vec();
    sorted.sort_unstable();
    assert_eq!(naive::allocate(rulebook, assessment).errors, sorted);
}

const QUESTIONS: &str = "
[[fact]]
id = \"age\"
kind = \"number\"
min = 0
max = 120
[[fact]]
id = \"living\"
kind = \"choice\"
choices = [\"alone\", \"family\"]
[[section]]
id = \"home\"
title = \"Home\"
[[section.question]]
id = \"wash\"
statements = [{ id = \"none\", points = 0 }, { id = \"some\", points = 4 }]
[[section.question]]
id = \"pets\"
kind = \"many\"
statements = [{ id = \"cat\", points = 1 }, { id = \"dog\", points = 2 }]
[[section.question]]
id = \"hours\"
kind = \"number\"
unit = \"hour/week\"
min = 0
max = 168
decimals = 1
[[section.question]]
id = \"family_help\"
asked_when = \"living = 'family'\"
statements = [{ id = \"none\", points = 0 }, { id = \"some\", points = -2 }]
";

fn scheme() -> String {
    "
[parameters.rate]
unit = \"GBP/point/year\"
illustrative = true
values = [{ from = 2024-01-01, is = \"10.00\" }]
[parameters.late]
unit = \"GBP/year\"
illustrative = true
values = [{ from = 2024-07-01, is = \"10.00\" }]
[tables.bands]
key = \"number\"
value = \"GBP/year\"
lookup = \"band\"
illustrative = true
rows = [{ from = 18, to = 64, is = \"1.00\" }, { from = 65, to = 120, is = \"2.00\" }]
[streams.health]
position = \"on_top\"
unit = \"GBP/week\"
illustrative = true
"
    .to_owned()
}

#[test]
fn five_faults_of_the_document_are_five_faults() {
    let rulebook =
        small::rulebook(QUESTIONS, &(scheme() + &step("budget", "GBP/year", "round(points() * rate, 2)")));
    let assessment = json!({
        "format": 1, "on": "2024-03-01",
        "facts": { "age": "121", "living": "boat" },
        "answers": { "wash": "all", "pets": ["cat", "cat"], "hours": "2.55" }
    });
    let wanted = [
        "out_of_range:age",
        "unknown_choice:living",
        "unknown_statement:wash",
        "duplicate_id:pets",
        "too_many_decimals:hours",
    ];
    check(&rulebook, &assessment, &wanted);
}

#[test]
fn five_other_faults_of_the_document_are_five_faults() {
    let rulebook =
        small::rulebook(QUESTIONS, &(scheme() + &step("budget", "GBP/year", "round(points() * rate, 2)")));
    let assessment = json!({
        "format": 1, "on": "2024-03-01",
        "facts": { "age": true, "living": "alone", "shoe_size": 7 },
        "answers": { "wash": "none", "family_help": "some", "colour": "blue" },
        "streams": { "lottery": { "amount": "1.00" } }
    });
    let wanted = [
        "wrong_type:age",
        "unknown_fact:shoe_size",
        "not_asked:family_help",
        "unknown_question:colour",
        "unknown_stream:lottery",
    ];
    check(&rulebook, &assessment, &wanted);
}

#[test]
fn a_day_outside_the_rulebook_hides_no_other_fault() {
    let rulebook =
        small::rulebook(QUESTIONS, &(scheme() + &step("budget", "GBP/year", "round(points() * rate, 2)")));
    let assessment =
        json!({ "format": 1, "on": "2025-01-01", "facts": { "age": 7, "living": "boat" }, "answers": {} });
    let mut found = items(&rulebook, &assessment.to_string());
    found.sort();
    assert_eq!(found, ["no_value_on_date:on", "unknown_choice:living"]);
    assert_eq!(naive::allocate(&rulebook, &assessment).errors, found);
}

#[test]
fn five_faults_of_the_steps_are_five_faults() {
    let steps = [
        step("by_age", "GBP/year", "bands(age)"),
        step("in_family", "number", "if(living = 'family', 1, 0)"),
        step("washing", "point", "points(wash)"),
        step("of_july", "GBP/year", "late"),
        step("shared", "number", "1 / (age - age)"),
        // Leans on steps with problems, so what it lacks itself is not told.
        step("leaning", "GBP/year", "by_age + of_july + bands(number(answer(hours)))"),
        step("budget", "GBP/year", "round(points(pets) * rate, 2)"),
    ];
    // The hours an answer can have may lie between two bands, so this table goes by the greatest below.
    let scheme = scheme().replace("lookup = \"band\"", "lookup = \"floor\"");
    let scheme = scheme.replace("from = 18, to = 64", "at = 18").replace("from = 65, to = 120", "at = 65");
    let rulebook = small::rulebook(QUESTIONS, &(scheme + &steps.concat()));
    let assessment =
        json!({ "format": 1, "on": "2024-03-01", "facts": { "age": 7 }, "answers": { "pets": [] } });
    let wanted = [
        "missing_fact:living",
        "unanswered:wash",
        "outside_table:bands",
        "no_value_on_date:late",
        "divide_by_zero:shared",
    ];
    check(&rulebook, &assessment, &wanted);
}

#[test]
fn overflow_and_a_result_below_zero_are_told_of_their_steps() {
    let steps = step("big", "number", "10 ^ 28")
        + &step("small", "number", "1 / 10 ^ 28")
        + &step("budget", "GBP/year", "0 - 1");
    let rulebook = small::rulebook(ONE_QUESTION, &steps);
    let assessment = json!({ "format": 1, "on": "2024-03-01", "facts": {}, "answers": {} });
    check(&rulebook, &assessment, &["overflow:big", "overflow:small", "not_payable:budget"]);
}

#[test]
fn an_error_in_a_branch_not_taken_is_none() {
    let lazy = [
        "if(age >= 0, 1, number(points(wash)))",
        "if(age < 0, 1 / (age - age), age < 0, number(points(wash)), 2)",
        "if(age < 0 and points(wash) > 0, 1, 2)",
        "if(age >= 0 or points(wash) > 0, 1, 2)",
        "if(not (age < 0 and bands(age) > 0), 1, 2)",
    ];
    let eager = [
        ("if(points(wash) > 0, 1, 2)", "unanswered:wash"),
        ("if(age >= 0 and points(wash) > 0, 1, 2)", "unanswered:wash"),
        ("if(age < 0 or points(wash) > 0, 1, 2)", "unanswered:wash"),
        ("min(1, number(points(wash)))", "unanswered:wash"),
        ("0 * number(points(wash))", "unanswered:wash"),
        ("if(1 in (1, number(points(wash))), 1, 2)", "unanswered:wash"),
    ];
    let assessment = json!({ "format": 1, "on": "2024-03-01", "facts": { "age": 7 }, "answers": {} });
    let rulebook = |formula: &str| {
        let steps = step("tried", "number", formula) + &step("budget", "GBP/year", "0");
        small::rulebook(QUESTIONS, &(scheme() + &steps))
    };
    for formula in lazy {
        check(&rulebook(formula), &assessment, &[]);
    }
    for (formula, wanted) in eager {
        check(&rulebook(formula), &assessment, &[wanted]);
    }
}

#[test]
fn a_step_that_does_not_apply_needs_nothing_of_its_formula() {
    let scheme_of = |when: &str| {
        let step = step("tried", "point", "points(wash)")
            + &format!("when = \"{when}\"\notherwise = \"points(pets)\"\n");
        scheme() + &step + &small::step("budget", "GBP/year", "0")
    };
    let assessment = json!({ "format": 1, "on": "2024-03-01", "facts": { "age": 7 }, "answers": {} });
    check(&small::rulebook(QUESTIONS, &scheme_of("age < 0")), &assessment, &["unanswered:pets"]);
    check(&small::rulebook(QUESTIONS, &scheme_of("age > 0")), &assessment, &["unanswered:wash"]);
    check(&small::rulebook(QUESTIONS, &scheme_of("living = 'alone'")), &assessment, &["missing_fact:living"]);
}

#[test]
fn a_condition_that_cannot_be_worked_out_is_told_of_its_question() {
    let questions = QUESTIONS.replace("living = 'family'", "1 / age > 2");
    let rulebook = small::rulebook(
        &questions,
        &(scheme() + &step("budget", "GBP/year", "round(points(family_help) * rate, 2)")),
    );
    let assessment =
        |age: u32| json!({ "format": 1, "on": "2024-03-01", "facts": { "age": age }, "answers": {} });
    check(&rulebook, &assessment(0), &["divide_by_zero:family_help"]);
    check(&rulebook, &assessment(1), &[]);
    let without =
        json!({ "format": 1, "on": "2024-03-01", "facts": {}, "answers": { "family_help": "some" } });
    check(&rulebook, &without, &["missing_fact:age"]);
}

#[test]
fn exclusions_win_over_errors_and_errors_over_referrals() {
    let rules = "
[[exclusion]]
id = \"child\"
when = \"age < 18\"
text = \"Children have a scheme of their own.\"
[[referral]]
id = \"old\"
when = \"age > 90\"
text = \"A person decides.\"
[parameters.thing]
unit = \"number\"
illustrative = true
values = [{ from = 2024-01-01, is = 18 }]
";
    let rulebook = small::rulebook(
        QUESTIONS,
        &(scheme() + rules + &step("budget", "GBP/year", "round(points(wash) * rate, 2)")),
    );
    let person = |age: Json, answers: Json| {
        let facts = if age.is_null() { json!({}) } else { json!({ "age": age }) };
        json!({ "format": 1, "on": "2024-03-01", "facts": facts, "answers": answers })
    };
    let outcome = |person: &Json| {
        let engine = openras_testing::Outcome::of_engine(
            &rulebook.allocate(&Assessment::from_json(&person.to_string()).expect("it is one")),
        );
        assert_eq!(engine, naive::allocate(&rulebook, person));
        (engine.outcome, engine.errors)
    };
    assert_eq!(outcome(&person(json!(17), json!({}))).0, "excluded");
    assert_eq!(
        outcome(&person(json!(18), json!({}))),
        ("error".to_owned(), vec!["unanswered:wash".to_owned()])
    );
    assert_eq!(
        outcome(&person(json!(91), json!({}))),
        ("error".to_owned(), vec!["unanswered:wash".to_owned()])
    );
    assert_eq!(outcome(&person(json!(91), json!({ "wash": "some" }))).0, "referred");
    assert_eq!(outcome(&person(json!(90), json!({ "wash": "some" }))).0, "allocated");
    let both = vec!["missing_fact:age".to_owned(), "unanswered:wash".to_owned()];
    assert_eq!(outcome(&person(Json::Null, json!({}))), ("error".to_owned(), both));
}

#[test]
fn adding_a_problem_never_hides_another() {
    let mut hidden_from = 0;
    for name in fixtures::rulebooks() {
        let rulebook = fixtures::rulebook(&name);
        let inventor = Inventor::new(&rulebook);
        for seed in 0..120 {
            let person = inventor.person(Care::Slips, seed);
            let before = naive::faults_of_the_document(&rulebook, &person);
            let (more, added) = with_one_more(&person, seed);
            let after = items(&rulebook, &more.to_string());
            assert!(after.contains(&added), "{name} {seed}: {added} is told: {after:?}");
            for item in &before {
                assert!(after.contains(item), "{name} {seed}: {added} hides {item}");
                hidden_from += 1;
            }
        }
    }
    assert!(hidden_from > 1000, "there was much to hide: {hidden_from}");
}

/// The same with one more fault in a place of its own.
fn with_one_more(person: &Json, seed: u64) -> (Json, String) {
    let mut more = person.clone();
    let added = match seed % 4 {
        0 => {
            more["facts"]["one_fact_too_many"] = json!(1);
            "unknown_fact:one_fact_too_many"
        }
        1 => {
            more["answers"]["one_answer_too_many"] = json!("some");
            "unknown_question:one_answer_too_many"
        }
        2 => {
            more["on"] = json!("1900-01-01");
            "no_value_on_date:on"
        }
        _ => {
            if more.get("streams").is_none() {
                more["streams"] = json!({});
            }
            more["streams"]["one_stream_too_many"] = json!({ "amount": "1" });
            "unknown_stream:one_stream_too_many"
        }
    };
    (more, added.to_owned())
}

#[test]
fn slips_of_form_and_what_the_rulebook_refuses_are_listed_together() {
    let rulebook = openras_testing::fixtures::rulebook("conformance");
    let text = r#"{
        "format": 1, "on": "2024-06-01", "zzz": 1,
        "facts": { "age": 34.5, "shoe": 9, "living": "mars" },
        "answers": { "wash": ["none"], "hours": "168.01", "pets": ["cat"] }
    }"#;
    let found = rulebook.allocate_json(text).expect_err("it has six faults");
    let mut items = found.items();
    items.sort();
    let expected = [
        "float_amount",
        "out_of_range:hours",
        "unknown_choice:living",
        "unknown_fact:shoe",
        "unknown_key",
        "wrong_type:wash",
    ];
    assert_eq!(items, expected, "{found}");
    assert!(found.iter().all(|problem| problem.place.is_some()), "each has its line");
}
