//! `verify`: a record recomputed.

use std::fmt::Write as _;

use openras::core::Diagnostics;
use openras::review::{AccountStatement, Casefile, RECONCILIATION, REVIEW};
use openras::rulebook::{Rulebook, Verification};
use serde_json::Value as Json;

use super::calibrate_verify;
use crate::args::verify::VerifyArguments;
use crate::input::{self, Source, rulebook};
use crate::output::{answer, tell};
use crate::status::{Answer, Stop};

pub(crate) fn run(arguments: &VerifyArguments) -> Result<Answer, Stop> {
    let rulebook = rulebook(&arguments.rulebook)?;
    let source = Source::read(&arguments.record)?;
    if let (Some(sample), Some(fund)) = (&arguments.sample, &arguments.fund) {
        return calibrate_verify::run(&rulebook, &source, (sample, arguments.writing.writing()), fund);
    }
    let verification = verified(&rulebook, &source, arguments)?;
    if let Some(engine) = &verification.other_engine {
        let own = env!("CARGO_PKG_VERSION");
        tell(&format!(
            "note: the record was made by engine {engine}, and this is {own}; that is no difference"
        ));
    }
    let mut text = String::new();
    for difference in &verification.differences {
        let _ = writeln!(text, "{difference}");
    }
    let _ = match verification.differences.len() {
        0 => writeln!(text, "{}: reproduces with {} {}", source.name, rulebook.id(), rulebook.version()),
        1 => writeln!(text, "{}: does not reproduce, 1 difference", source.name),
        many => writeln!(text, "{}: does not reproduce, {many} differences", source.name),
    };
    answer(&text, None)?;
    Ok(if verification.holds() { Answer::Yes } else { Answer::No })
}

fn verified(rulebook: &Rulebook, source: &Source, from: &VerifyArguments) -> Result<Verification, Stop> {
    let refuse = |found: Diagnostics| source.refuse(named(found, &source.name));
    if let Some(older) = &from.old_rulebook {
        return rulebook.verify_change(&input::rulebook(older)?, &source.text).map_err(refuse);
    }
    let Some(path) = &from.input else {
        return rulebook.verify(&source.text).map_err(refuse);
    };
    let kind: Json = serde_json::from_str(&source.text).unwrap_or_default();
    let input = Source::read(path)?;
    let mut document = input.document()?;
    match kind.get("record").and_then(Json::as_str) {
        Some(REVIEW) => {
            let casefile = Casefile::from_document(&mut document);
            let casefile = casefile.map_err(|found| input.refuse_at(&document, found))?;
            rulebook.verify_review(&source.text, &casefile).map_err(refuse)
        }
        Some(RECONCILIATION) => {
            let statement = AccountStatement::from_document(&mut document);
            let statement = statement.map_err(|found| input.refuse_at(&document, found))?;
            rulebook.verify_reconciliation(&source.text, &statement).map_err(refuse)
        }
        _ => {
            let why = "error: only a reconciliation or a review is made from another file\n  help: leave --input out";
            Err(Stop::Input(why.to_owned()))
        }
    }
}

/// The same problems, in a file that is called `name`.
fn named(mut found: Diagnostics, name: &str) -> Diagnostics {
    for place in found.iter_mut().filter_map(|problem| problem.place.as_mut()) {
        name.clone_into(&mut place.file);
    }
    found
}
