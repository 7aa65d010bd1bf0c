//! A rulebook for tests, and statements to change.

use std::path::{Path, PathBuf};

use openras::prelude::*;
use openras::rulebook::toml_document;
use serde_json::{Value as Json, json};

pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

pub(crate) fn rulebook(name: &str) -> Rulebook {
    Rulebook::open(fixtures().join("rulebooks").join(name)).unwrap_or_else(|error| panic!("{error}"))
}

/// Wrexham's rulebook with another `review.toml`.
pub(crate) fn with_review(review: &str) -> Result<Rulebook, LoadError> {
    let mut folder = Folder::read(fixtures().join("rulebooks/wrexham_2008")).expect("it is there");
    folder.name = "test".to_owned();
    let review = format!("format = 1\nid = \"test_review\"\nversion = \"1\"\nillustrative = true\n{review}");
    folder.files.insert("review.toml".to_owned(), review);
    Rulebook::from_folder(folder)
}

/// A rulebook that reclaims so; every other key is the plainest.
pub(crate) fn reclaiming(keys: &str) -> Rulebook {
    let review = format!("[reclaim]\nagreement_term = true\nrepay_within_days = 28\n{keys}\n");
    with_review(&review).unwrap_or_else(|error| panic!("{error}"))
}

pub(crate) fn day(text: &str) -> Day {
    Day::parse(text).expect("it is a day")
}

/// £10,000 a year, all of it paid, and so much of it not spent; a review with a reason.
pub(crate) fn unspent(amount: &str) -> Json {
    let spent = &Exact::from(10_000) - &Exact::parse(amount).expect("it is an amount");
    json!({
        "format": 1,
        "person": "P-1",
        "period": { "from": "2008-04-01", "to": "2009-03-31" },
        "annual_budget": "10000.00",
        "paid": [{ "on": "2008-04-01", "by": "council", "amount": "10000.00" }],
        "spent": [{ "on": "2008-10-01", "support": "pa", "amount": spent.to_fixed(2) }],
        "closing": { "on": "2009-03-31", "bank_balance": amount },
        "review": { "on": "2009-04-10", "by": "M-1", "reason_established": "the assistant was ill" },
    })
}

pub(crate) use openras::core::Exact;

pub(crate) fn statement(json: &Json) -> AccountStatement {
    AccountStatement::from_json(&json.to_string()).unwrap_or_else(|found| panic!("{found}"))
}

/// What comes of a statement, with a notice on 16 April 2009.
pub(crate) fn reconcile(rulebook: &Rulebook, json: &Json) -> Reconciliation {
    let result = rulebook.reconcile(&statement(json), Some(day("2009-04-16")));
    result.unwrap_or_else(|found| panic!("{found}"))
}

pub(crate) fn codes(result: &Reconciliation) -> Vec<&'static str> {
    result.findings.iter().map(|finding| finding.code.as_str()).collect()
}

pub(crate) fn read_casefile(name: &str) -> Casefile {
    let text = std::fs::read_to_string(fixtures().join("casefiles").join(name)).expect("it is there");
    let mut document = toml_document(name, text).unwrap_or_else(|found| panic!("{found}"));
    Casefile::from_document(&mut document).unwrap_or_else(|found| panic!("{found}"))
}

pub(crate) fn casefile(json: &Json) -> Casefile {
    Casefile::from_json(&json.to_string()).unwrap_or_else(|found| panic!("{found}"))
}
