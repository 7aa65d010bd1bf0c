//! The fixture plans, each with the rulebook and the budget of its worked answer.

use std::collections::BTreeMap;
use std::path::PathBuf;

use openras::core::{Exact, Period};
use openras::plan::Budget;
use openras::prelude::*;

/// A plan and what it is held against.
#[derive(Debug)]
pub struct Case {
    /// The id of its rulebook.
    pub rulebook: String,
    /// The plan.
    pub plan: SupportPlan,
    /// The same as a system sends it.
    pub json: String,
    /// Its budget.
    pub budget: Budget,
}

/// The rulebooks by id, and every fixture plan.
///
/// # Panics
/// Where a fixture is not as it must be.
pub fn cases() -> (BTreeMap<String, Rulebook>, Vec<Case>) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../fixtures/plans");
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect("a fixture");
    let answers: toml::Table = toml::from_str(&read("expected.toml")).expect("TOML");
    let mut rulebooks = BTreeMap::new();
    let mut cases = Vec::new();
    for answer in answers["plan"].as_array().expect("a list") {
        let word = |key: &str| answer[key].as_str().expect("a word").to_owned();
        let name = word("rulebook");
        let rulebook: &Rulebook = rulebooks
            .entry(name.clone())
            .or_insert_with(|| Rulebook::open(crate::rulebook_folder(&name)).expect("a rulebook"));
        let mut document = openras::rulebook::toml_document("plan", read(&word("file"))).expect("a document");
        let plan = SupportPlan::from_document(&mut document).expect("a plan");
        let per = Period::from_word(&word("per")).expect("a period");
        let mut budget = rulebook.agreed_budget(Exact::parse(&word("budget")).expect("an amount"), per);
        let needs = answer["needs"].as_array().expect("a list").iter();
        budget.needs = needs.filter_map(|need| need.as_str().map(str::to_owned)).collect();
        let json = serde_json::to_string(&plan).expect("JSON");
        cases.push(Case { rulebook: name, plan, json, budget });
    }
    (rulebooks, cases)
}
