//! The plans of the fixtures, each with what it comes to by hand.

use std::fs;
use std::path::{Path, PathBuf};

use openras::core::{Exact, Period};
use openras::prelude::*;
use openras::rulebook::toml_document;

pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

pub(crate) fn read(name: &str) -> SupportPlan {
    let text = fs::read_to_string(fixtures().join("plans").join(name)).expect("it is there");
    let mut document = toml_document(name, text).unwrap_or_else(|found| panic!("{found}"));
    SupportPlan::from_document(&mut document).unwrap_or_else(|found| panic!("{found}"))
}

fn expected() -> Vec<toml::Table> {
    let text = fs::read_to_string(fixtures().join("plans/expected.toml")).expect("it is there");
    let table: toml::Table = toml::from_str(&text).expect("it is TOML");
    let plans = table["plan"].as_array().expect("they are a list");
    plans.iter().map(|plan| plan.as_table().expect("it is a table").clone()).collect()
}

fn rulebook(name: &str) -> Rulebook {
    Rulebook::open(fixtures().join("rulebooks").join(name)).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn each_plan_comes_to_what_was_worked_by_hand() {
    for expected in expected() {
        let word = |key: &str| expected[key].as_str().expect("it is a text");
        let rulebook = rulebook(word("rulebook"));
        let per = Period::from_word(word("per")).expect("it is a period");
        let mut budget = rulebook.agreed_budget(Exact::parse(word("budget")).expect("an amount"), per);
        let list = |key: &str| -> Vec<String> {
            let list = expected[key].as_array().expect("it is a list");
            list.iter().map(|item| item.as_str().expect("it is a text").to_owned()).collect()
        };
        budget.needs = list("needs");
        let file = word("file");
        let check =
            rulebook.check_plan(&read(file), &budget).unwrap_or_else(|found| panic!("{file}: {found}"));
        let found: Vec<&str> = check.findings.iter().map(|finding| finding.code.as_str()).collect();
        assert_eq!(found, list("findings"), "{file}: {:#?}", check.findings);
        assert_eq!(check.verdict().as_str(), word("verdict"), "{file}");
        assert_eq!(check.cost.total.to_fixed(2), word("total"), "{file}");
        let schedule =
            rulebook.schedule(&read(file), Some(&budget)).unwrap_or_else(|found| panic!("{file}: {found}"));
        let paid = &(&schedule.gross + &schedule.held) - &check.cost.total;
        assert!(paid.is_zero(), "{file}: {} is paid for {}", schedule.gross, check.cost.total);
        assert!(check.to_html().ends_with("</html>\n") && check.to_text().contains(check.verdict().as_str()));
    }
}

#[test]
fn every_plan_of_the_folder_has_its_answer() {
    let named: Vec<String> =
        expected().iter().map(|plan| plan["file"].as_str().expect("it is a text").to_owned()).collect();
    let mut count = 0;
    for entry in fs::read_dir(fixtures().join("plans")).expect("it is there") {
        let name = entry.expect("it can be read").file_name().into_string().expect("it is text");
        if name != "expected.toml" && name != "faults" {
            assert!(named.contains(&name), "{name} has no answer");
            count += 1;
        }
    }
    assert_eq!(count, named.len());
    assert!(count >= 12, "{count} plans");
}

#[test]
fn a_record_gives_the_budget_the_needs_and_the_streams() {
    let rulebook = rulebook("wrexham_2008");
    let text = fs::read_to_string(fixtures().join("records/wrexham_a_0042.json")).expect("it is there");
    let budget = rulebook.budget_of_record(&text).unwrap_or_else(|found| panic!("{found}"));
    assert_eq!(budget.amount.to_fixed(2), "13291.56");
    assert_eq!(budget.weekly().to_fixed(2), "255.61");
    assert_eq!(budget.person.as_deref(), Some("A-0042"));
    assert!(budget.needs.contains(&"personal_care".to_owned()));
    let check = rulebook.check_plan(&read("wrexham_a_0042.toml"), &budget).expect("it fits");
    assert_eq!(check.checklist.len(), 9);
    assert!(check.checklist.iter().all(|item| item.met && !item.evidence.is_empty()));
    // One figure altered: the record no longer has its digest.
    let altered = text.replacen("13291.56", "13291.57", 1);
    assert_eq!(rulebook.budget_of_record(&altered).expect_err("it was altered").items(), ["wrong_type"]);
}

#[test]
fn a_payment_to_the_sister_of_the_household_is_five_thousand_pounds() {
    let schedule = rulebook("leeds_2009").schedule(&read("leeds_sister.toml"), None).expect("it fits");
    let to = |to: &str| -> Exact {
        schedule.instalments.iter().filter(|paid| paid.to == to).map(|paid| paid.amount.clone()).sum()
    };
    assert_eq!(to("person").to_fixed(2), "5000.00");
    assert_eq!(to("provider").to_fixed(2), "7000.00");
}
