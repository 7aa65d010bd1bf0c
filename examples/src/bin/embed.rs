//! What a council's own system does: read the rulebook once, take an assessment that another system sends, keep the
//! record, and say what became of it.
//!
//! ```text
//! embed RULEBOOK ASSESSMENT.json STORE
//! ```
//!
//! `STORE` is a folder; a record is kept there under its own digest, so the same person worked out twice is kept once.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use openras::prelude::*;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [rulebook, assessment, store] = arguments.as_slice() else {
        return Err("embed RULEBOOK ASSESSMENT.json STORE".into());
    };
    let rulebook = Rulebook::open(rulebook)?;
    let received = fs::read_to_string(assessment)?;
    match answer(&rulebook, &received) {
        Ok(allocation) => {
            println!("{}", told(&allocation));
            let kept = keep(&allocation, Path::new(store))?;
            println!("kept as {}", kept.file_name().unwrap_or_default().display());
            Ok(())
        }
        Err(problems) => {
            // What goes back to the system that sent it: a code that never changes, and what it is about.
            println!("sent back: {}", problems.items().join(" "));
            Err(problems.into())
        }
    }
}

/// One message in, one answer out: no file, no clock.
fn answer(rulebook: &Rulebook, received: &str) -> Result<Allocation, Diagnostics> {
    rulebook.allocate(&Assessment::from_json(received)?)
}

/// What became of the person. An exclusion and a referral are answers too.
fn told(allocation: &Allocation) -> String {
    let reasons = || {
        let rules = allocation.exclusions().chain(allocation.referrals()).map(|rule| rule.id.as_str());
        rules
            .chain(allocation.referring_tables().map(|table| table.id.as_str()))
            .collect::<Vec<_>>()
            .join(", ")
    };
    match (allocation.outcome(), allocation.indicative_budget()) {
        (Outcome::Allocated, Some(budget)) => format!(
            "{}: {} a year, {} a week; needs: {}",
            allocation.standing().as_str(),
            budget.annual,
            budget.weekly,
            allocation.sheet().needs(allocation.questionnaire()).join(", ")
        ),
        (outcome, _) => format!("{}: {}", outcome.as_str(), reasons()),
    }
}

/// Keeps the record under its own digest.
fn keep(allocation: &Allocation, store: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let digest = allocation.record()?.sha256.ok_or("a record without a digest")?;
    let file = store.join(format!("{digest}.json"));
    fs::create_dir_all(store)?;
    fs::write(&file, allocation.to_json()?)?;
    Ok(file)
}
