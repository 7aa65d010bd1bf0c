//! What a council's case system does: begin a person's log, record events, say what is missing for one that is refused, and
//! check the log against a digest that was kept elsewhere.
//!
//! ```text
//! case RULEBOOK FOLDER
//! ```

use std::error::Error;

use openras::pathway::{CaseError, verify};
use openras::prelude::*;
use openras::store::FileStore;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [rulebook, folder] = arguments.as_slice() else {
        return Err("case RULEBOOK FOLDER".into());
    };
    let rulebook = Rulebook::open(rulebook)?;
    let store = FileStore::new(folder);
    let mut case = Case::create(&store, "A-0042", rulebook.opening("A-0042", None)?)?;

    let event = |name: &str, on: &str, by: &str, role: &str| {
        let text =
            format!(r#"{{ "format": 1, "event": "{name}", "on": "{on}", "by": "{by}", "role": "{role}" }}"#);
        EventDocument::from_json(&text)
    };
    case.add(&event("self_assessment", "2008-01-07", "A-0042", "person")?)?;
    case.add(&event("self_assessment_checked", "2008-01-14", "W-17", "social_worker")?)?;

    // The state does not allow everything, and says what is missing.
    match case.add(&event("signed_off", "2008-01-15", "W-17", "team_manager")?) {
        Err(CaseError::Refused(refusals)) => println!("{refusals}\n"),
        Err(error) => return Err(error.into()),
        Ok(_) => return Err("it was to be refused".into()),
    }

    // To be kept where whoever can write the folder cannot: on paper, in a register, with the auditor.
    let kept = case.head().sha256.clone();
    let verification = verify(&store, "A-0042", Some(&kept))?;
    println!("{} events hold: {}", verification.events, verification.holds());
    Ok(())
}
