//! What a council's system does when a budget is to be told: the letter in the language that the person chose, easy to read where
//! they asked for that, filed under the digest of the record that it tells, so that either leads to the other.
//!
//! ```text
//! letter RULEBOOK ASSESSMENT.json STORE [cy] [easy]
//! ```
//!
//! `STORE` is a folder that gets `DIGEST.json` and `DIGEST.LANGUAGE.html`. A browser prints the page as a PDF: docs/letters.md.

use std::error::Error;
use std::fs;
use std::path::Path;

use openras::prelude::*;
use openras_letter::{Language, LetterOptions, letter};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [rulebook, assessment, store, wishes @ ..] = arguments.as_slice() else {
        return Err("letter RULEBOOK ASSESSMENT.json STORE [cy] [easy]".into());
    };
    let rulebook = Rulebook::open(rulebook)?;
    let allocation = rulebook.allocate_json(&fs::read_to_string(assessment)?)?;
    let options = wanted(wishes)?;
    let record = allocation.to_json()?;
    let digest = allocation.record()?.sha256.ok_or("a record has its digest")?;
    let store = Path::new(store);
    fs::create_dir_all(store)?;
    fs::write(store.join(format!("{digest}.json")), record)?;
    let page = store.join(format!("{digest}.{}.html", options.language.tag()));
    fs::write(&page, letter(&rulebook, &allocation, &options))?;
    println!("{}: {}", allocation.outcome().as_str(), page.display());
    Ok(())
}

/// What the person asked for; a word that nobody knows is an error, or they would get another letter than they wanted.
fn wanted(wishes: &[String]) -> Result<LetterOptions, String> {
    let mut options = LetterOptions::default();
    for wish in wishes {
        match (wish.as_str(), Language::from_tag(wish)) {
            ("easy", _) => options.easy_read = true,
            (_, Some(language)) => options.language = language,
            _ => return Err(format!("there is no `{wish}` letter")),
        }
    }
    Ok(options)
}
