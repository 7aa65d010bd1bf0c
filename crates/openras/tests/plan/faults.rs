//! The plans with one fault each: every code of the contract has its own, and gives that finding alone.

use std::collections::BTreeSet;
use std::fs;

use openras::core::{Exact, Period};
use openras::plan::{BudgetStream, PlanCheck, StreamStanding};
use openras::prelude::*;
use toml::{Table, Value};

use crate::fixtures::{fixtures, read};

fn expected() -> Vec<Table> {
    let text = fs::read_to_string(fixtures().join("plans/faults/expected.toml")).expect("it is there");
    let table: Table = toml::from_str(&text).expect("it is TOML");
    let faults = table["fault"].as_array().expect("they are a list");
    faults.iter().map(|fault| fault.as_table().expect("it is a table").clone()).collect()
}

fn word<'f>(fault: &'f Table, key: &str) -> Option<&'f str> {
    Some(fault.get(key)?.as_str().expect("it is a text"))
}

fn list(fault: &Table, key: &str) -> Vec<String> {
    let items = fault.get(key).and_then(Value::as_array).into_iter().flatten();
    items.map(|item| item.as_str().expect("it is a text").to_owned()).collect()
}

fn amount(table: &Table, key: &str) -> Exact {
    Exact::parse(word(table, key).expect("it is there")).expect("it is an amount")
}

/// The council's rulebook, without the line that it must not have.
fn rulebook(fault: &Table) -> Rulebook {
    let name = word(fault, "rulebook").expect("it is there");
    let mut folder = Folder::read(fixtures().join("rulebooks").join(name)).expect("it is there");
    if let Some(without) = word(fault, "without") {
        let policy = folder.files.get_mut("plan.toml").expect("it is there");
        assert!(policy.contains(without), "{name} has no such line");
        *policy = policy.replace(without, "");
    }
    Rulebook::from_folder(folder).unwrap_or_else(|error| panic!("{error}"))
}

fn budget(fault: &Table, rulebook: &Rulebook) -> Budget {
    let mut budget = rulebook.agreed_budget(amount(fault, "budget"), Period::Week);
    budget.needs = list(fault, "needs");
    for stream in fault.get("streams").and_then(Value::as_array).into_iter().flatten() {
        let stream = stream.as_table().expect("it is a table");
        budget.streams.push(BudgetStream {
            id: word(stream, "id").expect("it is there").to_owned(),
            inside: stream["inside"].as_bool().expect("it is true or false"),
            amount: Some(amount(stream, "amount")),
            per: word(stream, "per").and_then(Period::from_word),
            standing: word(stream, "standing").and_then(StreamStanding::from_word).expect("it is a standing"),
        });
    }
    budget
}

/// What comes of the plan; of the first where two are looked at together.
fn check(fault: &Table, code: &str) -> PlanCheck {
    let rulebook = rulebook(fault);
    let budget = budget(fault, &rulebook);
    let plan = read(&format!("faults/{code}.toml"));
    match word(fault, "together") {
        None => rulebook.check_plan(&plan, &budget).unwrap_or_else(|found| panic!("{code}: {found}")),
        Some(other) => {
            let other = read(&format!("faults/{other}"));
            let both = [(&plan, Some(&budget)), (&other, Some(&budget))];
            let mut checked = rulebook.check_plans_together(&both).expect("they fit");
            checked.plans.swap_remove(0)
        }
    }
}

#[test]
fn each_plan_has_the_one_finding_that_is_stated() {
    for fault in expected() {
        let code = word(&fault, "code").expect("it is there");
        let check = check(&fault, code);
        let found: Vec<&str> = check.findings.iter().map(|finding| finding.code.as_str()).collect();
        let mut wanted = list(&fault, "also");
        wanted.push(code.to_owned());
        wanted.sort_by_key(|code| FindingCode::from_word(code));
        assert_eq!(found, wanted, "{code}: {:#?}", check.findings);
        let finding =
            check.findings.iter().find(|finding| finding.code.as_str() == code).expect("it is found");
        assert_eq!(finding.gravity.as_str(), word(&fault, "gravity").expect("it is there"), "{code}");
        assert_eq!(finding.at.pointer(), word(&fault, "at").expect("it is there"), "{code}");
        assert!(finding.help.is_some(), "{code}");
        for (name, value) in fault.get("figures").and_then(Value::as_table).into_iter().flatten() {
            assert_eq!(finding.fact_of(name), value.as_str(), "{code}: {name}");
        }
        if let Some(law) = word(&fault, "law") {
            assert_eq!(finding.law.as_ref().map(|row| row.key.as_str()), Some(law), "{code}");
        }
    }
}

#[test]
fn every_code_has_its_plan_and_every_plan_its_code() {
    let expected = expected();
    let codes: Vec<&str> = expected.iter().filter_map(|fault| word(fault, "code")).collect();
    let all: Vec<&str> = FindingCode::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(codes, all, "one each, in the order of the tests");
    let mut named: BTreeSet<String> = codes.iter().map(|code| format!("{code}.toml")).collect();
    named.extend(expected.iter().filter_map(|fault| word(fault, "together")).map(str::to_owned));
    named.insert("expected.toml".to_owned());
    let entries = fs::read_dir(fixtures().join("plans/faults")).expect("it is there");
    let files: BTreeSet<String> = entries
        .map(|entry| entry.expect("it can be read").file_name().into_string().expect("it is text"))
        .collect();
    assert_eq!(files, named);
}
