//! Plans by the thousand, and plans that cannot be read.

use std::time::Instant;

use openras::core::Period;
use openras::prelude::*;
use serde_json::json;

use crate::world::{assistant, budget, plan, push, rulebook, sound};

#[test]
fn a_thousand_plans_are_checked_fast() {
    let rulebook = rulebook("england");
    let mut json = sound("2009-06-01");
    push(&mut json, "support", assistant("pa", "6", "8.00", 24));
    let (plan, budget) = (plan(&json), budget("20000.00", Period::Year));
    let start = Instant::now();
    for _ in 0..1000 {
        assert!(rulebook.check_plan(&plan, &budget).unwrap().findings.is_empty());
    }
    // 100,000 in 10 s on one core is 0.1 s for these, optimised; this build is not, and the machine is shared.
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}

#[test]
fn what_a_plan_names_must_be_there_and_everything_is_told_at_once() {
    let rulebook = rulebook("england");
    let mut json = sound("2009-06-01");
    json["person"] = json!("P-2");
    json["managed"]["way"] = json!("direkt");
    json["support"][0]["needs"] = json!(["personal_car"]);
    json["support"][0]["outcomes"] = json!(["in"]);
    json["support"][0]["stream"] = json!({ "social_care": "60%", "ilf": "30%" });
    json["support"][0]["rate"] = json!("-1.00");
    json["support"][0]["to"] = json!("2011-01-01");
    push(
        &mut json,
        "residential_stay",
        json!({ "from": "2009-08-02", "to": "2009-08-01", "support": "gone" }),
    );
    push(&mut json, "exception", json!({ "code": "over_budgets" }));
    let mut own = budget("100.00", Period::Week);
    own.person = Some("P-1".to_owned());
    let found = rulebook.check_plan(&plan(&json), &own).unwrap_err();
    let at: Vec<String> =
        found.iter().map(|problem| format!("{} {}", problem.code, problem.path.pointer())).collect();
    for expected in [
        "unknown_name /managed/way",
        "unknown_name /support/0/needs/0",
        "unknown_name /support/0/outcomes/0",
        "unknown_stream /support/0/stream/ilf",
        "out_of_range /support/0/stream",
        "out_of_range /support/0/rate",
        "bad_date_range /support/0/to",
        "bad_date_range /residential_stay/0/to",
        "unknown_name /residential_stay/0/support",
        "unknown_name /exception/0/code",
        "unknown_name /person",
    ] {
        assert!(at.iter().any(|at| at == expected), "{expected} is not among {at:#?}");
    }
    assert_eq!(at.len(), 11, "{at:#?}");
}

#[test]
fn a_plan_of_bad_shape_lists_every_slip() {
    let found = SupportPlan::from_json(
        r#"{ "format": 1, "person": "P", "on": "2009-02-30", "period": { "from": "2009-01-01" }, "suport": [], "risk": [{}] }"#,
    )
    .unwrap_err();
    let codes: Vec<&str> = found.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(codes, ["wrong_type", "missing_key", "unknown_key", "missing_key"], "{found}");
}

#[test]
fn a_rulebook_without_plan_toml_says_so() {
    let top = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/rulebooks/minimal");
    let rulebook = Rulebook::open(top).unwrap();
    let found = rulebook.check_plan(&plan(&sound("2009-06-01")), &budget("1.00", Period::Week)).unwrap_err();
    assert_eq!(found.items(), ["missing_file"]);
}
