//! What an auditor does: recompute a stored record with the rulebook of its day, and list everything that does not agree.
//!
//! ```text
//! audit RULEBOOK RECORD.json
//! ```
//!
//! Ends with 1 where something does not agree.

use std::error::Error;
use std::fs;
use std::process::ExitCode;

use openras::prelude::*;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [rulebook, record] = arguments.as_slice() else {
        return Err("audit RULEBOOK RECORD.json".into());
    };
    let rulebook = Rulebook::open(rulebook)?;
    let verification = rulebook.verify(&fs::read_to_string(record)?)?;
    print!("{}", told(&verification));
    Ok(if verification.holds() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Every difference, one a line.
fn told(verification: &Verification) -> String {
    let mut text = String::new();
    if let Some(engine) = &verification.other_engine {
        text.push_str(&format!("made by engine {engine}\n"));
    }
    for difference in &verification.differences {
        text.push_str(&format!("{difference}\n"));
    }
    text.push_str(match verification.differences.len() {
        0 => "the record reproduces\n",
        _ => "the record does not reproduce\n",
    });
    text
}
