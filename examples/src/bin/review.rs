//! What a council system does each night, and what it does once a year: which reviews are due, and what becomes of the money.
//!
//! ```text
//! review
//! ```
//!
//! Run in the repository's own folder: it reads Wrexham's rulebook, a casefile and an account statement there.

use std::error::Error;
use std::fs;

use openras::prelude::*;
use openras::rulebook::toml_document;

fn main() -> Result<(), Box<dyn Error>> {
    let rulebook = Rulebook::open("fixtures/rulebooks/wrexham_2008")?;

    let path = "fixtures/casefiles/wrexham_a_0042.toml";
    let casefile = Casefile::from_document(&mut toml_document(path, fs::read_to_string(path)?)?)?;
    let today = Day::parse("2008-06-20").ok_or("no such day")?;
    let due = rulebook.due(&casefile, today)?;
    for (rule, day) in due.dates() {
        println!("{day}  {}: {} ({})", rule.rule, rule.standing.words(), rule.why);
    }

    let path = "fixtures/statements/wrexham_2500_left.toml";
    let statement = AccountStatement::from_document(&mut toml_document(path, fs::read_to_string(path)?)?)?;
    let notice_on = Day::parse("2009-04-16").ok_or("no such day")?;
    let reconciliation = rulebook.reconcile(&statement, Some(notice_on))?;
    println!("kept {}, reclaimed {}", reconciliation.kept.to_fixed(2), reconciliation.reclaim.to_fixed(2));
    match &reconciliation.notice {
        // A person decides whether it is sent.
        Some(notice) => println!("{}", notice.reasons.join("\n")),
        None => println!("nothing may be asked for: {:?}", reconciliation.blocked_by()),
    }
    Ok(())
}
