//! `review`: what is due, overdue and next, for one person or many.

use std::path::Path;

use openras::review::{Casefile, OutcomesSummary, ReviewDue, calendar, read_caseload};
use openras::rulebook::Rulebook;

use crate::args::Format;
use crate::args::review::{ReviewArguments, Summary};
use crate::commands::reconcile::table;
use crate::input::{Source, rulebook};
use crate::output::answer;
use crate::status::{Answer, Stop};
use crate::table::refuse;

pub(crate) fn run(arguments: &ReviewArguments) -> Result<Answer, Stop> {
    let rulebook = rulebook(&arguments.rulebook)?;
    let alone = match arguments.casefiles.as_slice() {
        [only] if !is_table(only) => Some(only),
        _ => None,
    };
    if let Some(path) = alone.filter(|_| arguments.summary.is_none()) {
        return one(&rulebook, path, arguments);
    }
    let mut casefiles: Vec<Casefile> = Vec::new();
    for path in &arguments.casefiles {
        if is_table(path) {
            casefiles.extend(
                read_caseload(&table(path, &arguments.writing.writing())?).map_err(|found| refuse(&found))?,
            );
        } else {
            casefiles.push(read(path)?.1);
        }
    }
    if arguments.summary == Some(Summary::Outcomes) {
        return outcomes(&casefiles, arguments);
    }
    let Some(on) = arguments.on else {
        let problem = "error: reviews of many people are due on a day\n  help: give it with --on, such as --on 2009-03-01";
        return Err(Stop::Input(problem.to_owned()));
    };
    let caseload = rulebook.caseload(&casefiles, on).map_err(|found| refuse(&found))?;
    write_calendar(&caseload.people, arguments.ics.as_deref())?;
    let text = match (arguments.format, rulebook.review_stamp()) {
        (Format::Json, Some(stamp)) => caseload.to_json(stamp).map_err(cannot)?,
        _ => caseload.to_text(),
    };
    // Of many people it says who is late; what each review lacks is told one by one.
    answer(&text, arguments.out.as_deref())?;
    Ok(Answer::Yes)
}

/// One person.
fn one(rulebook: &Rulebook, path: &Path, arguments: &ReviewArguments) -> Result<Answer, Stop> {
    let (source, casefile) = read(path)?;
    let Some(on) = arguments.on.or_else(|| casefile.newest_day()) else {
        let problem =
            "error: the casefile has no day at all\n  help: give the day that is asked about with --on";
        return Err(Stop::Input(problem.to_owned()));
    };
    let due = match rulebook.due(&casefile, on) {
        Ok(due) => due,
        Err(found) => return Err(source.refuse_at(&source.document()?, found)),
    };
    write_calendar(std::slice::from_ref(&due), arguments.ics.as_deref())?;
    let text = match (arguments.format, rulebook.review_stamp()) {
        (Format::Json, Some(stamp)) => due.to_json(stamp).map_err(cannot)?,
        _ => due.to_text(),
    };
    answer(&text, arguments.out.as_deref())?;
    // A review that was decided and lacks something makes the answer a no.
    Ok(if due.decided_reviews_may_close() { Answer::Yes } else { Answer::No })
}

fn outcomes(casefiles: &[Casefile], arguments: &ReviewArguments) -> Result<Answer, Stop> {
    let summary = OutcomesSummary::of(casefiles, arguments.on);
    let text = match arguments.format {
        Format::Text => summary.to_text(),
        Format::Json => serde_json::to_string_pretty(&summary).map(|json| json + "\n").map_err(cannot)?,
    };
    answer(&text, arguments.out.as_deref())?;
    Ok(Answer::Yes)
}

fn write_calendar(people: &[ReviewDue], path: Option<&Path>) -> Result<(), Stop> {
    match path {
        Some(path) => answer(&calendar(people), Some(path)),
        None => Ok(()),
    }
}

fn read(path: &Path) -> Result<(Source, Casefile), Stop> {
    let source = Source::read(path)?;
    let mut document = source.document()?;
    match Casefile::from_document(&mut document) {
        Ok(casefile) => Ok((source, casefile)),
        Err(found) => Err(source.refuse_at(&document, found)),
    }
}

fn is_table(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    ending.is_some_and(|ending| matches!(ending.as_str(), "csv" | "xlsx" | "xlsm" | "xls" | "ods"))
}

fn cannot(error: serde_json::Error) -> Stop {
    Stop::Cannot(format!("the answer cannot be written: {error}"))
}
