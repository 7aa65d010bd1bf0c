//! A record of findings, recomputed from itself and the rulebook alone.

use openras::core::Period;
use openras::plan::{BudgetStream, StreamStanding};
use openras::prelude::*;
use serde_json::{Value as Json, json};

use crate::world::{amount, assistant, budget, check_with, plan, push, rulebook, sound};

fn record(rulebook: &Rulebook) -> String {
    let mut json = sound("2009-06-01");
    push(&mut json, "support", assistant("low", "2", "4.00", 30));
    let mut budget = budget("13291.56", Period::Year);
    budget.weekly = Some(amount("255.61"));
    budget.needs.push("taking_part".to_owned());
    budget.streams.push(BudgetStream {
        id: "supporting_people".to_owned(),
        inside: false,
        amount: Some(amount("9.00")),
        per: Some(Period::Week),
        standing: StreamStanding::Awarded,
    });
    rulebook.findings_json(&check_with(rulebook, &json, &budget)).unwrap()
}

fn differences(rulebook: &Rulebook, record: &Json) -> Vec<String> {
    let verified = rulebook.verify(&record.to_string()).unwrap();
    verified.differences.iter().map(|difference| difference.path.to_string()).collect()
}

#[test]
fn a_record_reproduces_from_itself() {
    let rulebook = rulebook("england");
    let record = record(&rulebook);
    let read: Json = serde_json::from_str(&record).unwrap();
    assert_eq!(read["plan"]["support"][1]["rate"], "4");
    assert_eq!(read["budget"]["needs"], json!(["personal_care", "taking_part"]));
    let verified = rulebook.verify(&record).unwrap();
    assert!(verified.holds(), "{:?}", verified.differences);
    assert_eq!(verified.other_engine, None);
}

#[test]
fn whatever_is_altered_is_told() {
    let rulebook = rulebook("england");
    let honest: Json = serde_json::from_str(&record(&rulebook)).unwrap();
    let altered = |change: fn(&mut Json)| {
        let mut record = honest.clone();
        change(&mut record);
        differences(&rulebook, &record)
    };
    assert_eq!(altered(|record| record["verdict"] = json!("ready")), ["verdict", "sha256"]);
    assert_eq!(altered(|record| record["cost"]["total"] = json!("1.00")), ["cost.total", "sha256"]);
    let fewer = altered(|record| {
        record["findings"].as_array_mut().unwrap().pop();
    });
    assert!(fewer.iter().any(|path| path.starts_with("findings")), "{fewer:?}");
    let paid = altered(|record| record["plan"]["support"][1]["rate"] = json!("8.00"));
    assert!(paid.iter().any(|path| path == "verdict"), "£8.00 an hour is lawful: {paid:?}");
    let richer = altered(|record| record["budget"]["amount"] = json!("14000.00"));
    assert!(richer.iter().any(|path| path == "cost.budget"), "{richer:?}");
    let broken = altered(|record| record["plan"] = json!({ "format": 1 }));
    assert_eq!(broken, ["verdict", "sha256"]);
    let mut engine = honest.clone();
    engine["engine"] = json!("0.0.1");
    let verified = rulebook.verify(&engine.to_string()).unwrap();
    assert_eq!(verified.other_engine.as_deref(), Some("0.0.1"));
}

#[test]
fn another_law_is_told() {
    let record: Json = serde_json::from_str(&record(&rulebook("england"))).unwrap();
    let found = differences(&rulebook("wales"), &record);
    for path in ["rulebook.sha256", "rulebook.law"] {
        assert!(found.iter().any(|found| found == path), "{path}: {found:?}");
    }
}

#[test]
fn plans_that_were_checked_together_reproduce_together() {
    let rulebook = rulebook("england");
    let (mut one, mut other) = (sound("2009-06-01"), sound("2009-06-01"));
    for (json, person, with) in [(&mut one, "A-1", "B-1"), (&mut other, "B-1", "A-1")] {
        json["person"] = json!(person);
        json["shared_with"] = json!([with]);
        let mut line = assistant("together", "4", "5.00", 30);
        line["provider"]["ref"] = json!("PA-7");
        line["shared_by"] = json!(2);
        line["employer"] = json!("jointly");
        push(json, "support", line);
    }
    let budget = budget("5000.00", Period::Year);
    let (one, other) = (plan(&one), plan(&other));
    let check = rulebook.check_plans_together(&[(&one, Some(&budget)), (&other, None)]).unwrap();
    let record = check.to_json(rulebook.plan_stamp().unwrap()).unwrap();
    let verified = rulebook.verify(&record).unwrap();
    assert!(verified.holds(), "{:?}", verified.differences);
    let mut altered: Json = serde_json::from_str(&record).unwrap();
    altered["plans"][1]["plan"]["support"][1]["quantity"] = json!("3");
    let found = differences(&rulebook, &altered);
    assert!(found.iter().any(|path| path == "plans[0].verdict"), "{found:?}");
    assert!(found.iter().any(|path| path == "plans[1].sha256"), "{found:?}");
}
