//! Everybody in one workbook, a row of formulas each.

use openras::questionnaire::Assessment;
use openras::rulebook::Rulebook;
use openras::table::{Role, Table, Tally};
use openras::workbook::{PEOPLE_MAX, WorkbookError, people};

use super::pipeline::Desk;
use crate::args::batch::BatchArguments;
use crate::output::{bytes, named};
use crate::status::Stop;
use crate::table::Source;

/// What came of it.
pub(super) struct Done {
    pub(super) tally: Tally,
    /// The lines that cannot be read.
    pub(super) unread: Vec<(u64, openras::table::csv::Malformed)>,
}

/// Refuses what does not go together with a workbook.
pub(super) fn alone(arguments: &BatchArguments) -> Result<(), Stop> {
    named(arguments.out.as_deref())?;
    let others = [("--only", arguments.only.is_some()), ("--keep", !arguments.keep.is_empty())];
    let workings = [("--workings", arguments.workings.is_some())];
    let others: Vec<&str> =
        others.iter().chain(&workings).filter(|(_, given)| *given).map(|(option, _)| *option).collect();
    if others.is_empty() {
        return Ok(());
    }
    let message =
        format!("error: {} cannot go into a workbook, which holds every step", others.join(" and "));
    Err(Stop::Input(message + "\n  = help: leave it out, or write csv"))
}

/// Reads everybody, and writes the workbook.
pub(super) fn write(
    rulebook: &Rulebook,
    table: &Table,
    mut source: Source,
    name: &str,
    arguments: &BatchArguments,
) -> Result<Done, Stop> {
    let mut desk = Desk::new(table);
    let mut done = Done { tally: Tally::default(), unread: Vec::new() };
    let mut everybody: Vec<Assessment> = Vec::new();
    while source.next(&mut desk.piece, name)? {
        desk.take(name)?;
        let results = desk.rows.work().map_err(|error| Stop::Cannot(error.to_string()))?;
        done.tally.add(&results);
        done.tally.add_empty_lines(desk.empty_lines);
        let read = desk.rows.people().map_err(|error| Stop::Cannot(error.to_string()))?;
        for row in 0..desk.rows.len() {
            // What cannot be read has a row all the same, with nothing in it but the person.
            let assessment = desk.rows.assessment_of(&read, row).unwrap_or_else(|| Assessment {
                person: desk.rows.text(Role::Person).map(|texts| texts.text(row).into_owned()),
                ..Assessment::empty()
            });
            everybody.push(assessment);
        }
        done.unread.append(&mut desk.unread);
        if everybody.len() > PEOPLE_MAX {
            return Err(refused(&WorkbookError::TooManyPeople(everybody.len())));
        }
    }
    let book = people(rulebook, &everybody).map_err(|error| refused(&error))?;
    bytes(&book, arguments.out.as_deref())?;
    Ok(done)
}

fn refused(error: &WorkbookError) -> Stop {
    match error {
        WorkbookError::TooManyPeople(_) => Stop::Input(format!(
            "error: a workbook of formulas is made for at most {PEOPLE_MAX} people, and the table has more\n  = help: write csv, \
             or give the table in parts"
        )),
        error => Stop::Cannot(error.to_string()),
    }
}
