//! What a rulebook makes of the rows of a table.

use std::collections::BTreeSet;

use openras::calibration::{CellRow, Cells};
use openras::core::{Day, Diagnostic, Diagnostics, Exact};
use openras::prelude::Rulebook;
use openras::table::{Came, Layout, Table};

use crate::status::Stop;
use crate::table::refuse;

/// What came of a row.
pub(crate) enum Row {
    /// The value that was asked for.
    Value(Exact),
    /// There is none: the outcome, and why.
    None(String),
    /// These are its problems.
    Wrong(Vec<Diagnostic>),
    /// The same, each as `code:id`.
    Refused(Vec<String>),
}

impl Row {
    /// Why there is no value: the outcome, or the problems as `code:id`.
    pub(crate) fn why(&self) -> Option<String> {
        match self {
            Row::Value(_) => None,
            Row::None(outcome) => Some(outcome.clone()),
            Row::Wrong(found) => Some(found.iter().cloned().collect::<Diagnostics>().items().join(", ")),
            Row::Refused(items) => Some(items.join(", ")),
        }
    }
}

/// What is asked of each row.
#[derive(Clone, Copy)]
pub(crate) enum Asked<'a> {
    /// The value of a step.
    Step(&'a str),
    /// The budget for a year.
    Annual,
}

/// Whether a rulebook reads a column of this name: its facts and questions, the day, and awarded money.
pub(crate) fn reads(rulebook: &Rulebook, name: &str) -> bool {
    let questionnaire = rulebook.questionnaire();
    let stream = name.strip_prefix("stream.");
    name == "on"
        || questionnaire.fact(name).is_some()
        || questionnaire.question(name).is_some()
        || stream.is_some_and(|id| rulebook.scheme().streams.iter().any(|stream| stream.id == id))
}

/// The names of a table that a rulebook reads.
pub(crate) fn names(rulebook: &Rulebook, cells: &Cells) -> BTreeSet<String> {
    cells.head.iter().filter(|name| reads(rulebook, name)).cloned().collect()
}

/// Every name that a rulebook reads.
pub(crate) fn read_by(rulebook: &Rulebook) -> Vec<String> {
    let questionnaire = rulebook.questionnaire();
    let facts = questionnaire.facts.iter().map(|fact| fact.id.clone());
    let questions = questionnaire.questions.iter().map(|question| question.id.clone());
    let streams = rulebook.scheme().streams.iter().map(|stream| format!("stream.{}", stream.id));
    facts.chain(questions).chain(streams).chain(["on".to_owned()]).collect()
}

/// A table as a rulebook reads it: the columns that it knows, and their cells.
struct Narrowed {
    table: Table,
    rows: Vec<Vec<String>>,
}

/// With `instead`, the day `on` holds whatever the column `on` says; otherwise it is the day of rows that have none.
fn narrowed(
    rulebook: &Rulebook,
    cells: &Cells,
    (on, instead): (Option<Day>, bool),
    only: &str,
) -> Result<Narrowed, Stop> {
    let read = |name: &str| name == "person" || (reads(rulebook, name) && !(instead && name == "on"));
    let places = (0..cells.head.len()).filter(|at| cells.head.get(*at).is_some_and(|name| read(name)));
    let places: Vec<usize> = places.collect();
    let header: Vec<String> = places.iter().filter_map(|at| cells.head.get(*at).cloned()).collect();
    let columns = rulebook.columns();
    let table = Layout::new(columns.questionnaire(), columns.scheme(), &header, &[])
        .and_then(|layout| Table::new(columns.clone(), layout, on, Some(only)))
        .map_err(|found| refuse(&found))?;
    let texts = |row: &CellRow| {
        places.iter().map(|at| row.text(Some(*at)).unwrap_or("").to_owned()).collect::<Vec<String>>()
    };
    Ok(Narrowed { table, rows: cells.rows.iter().map(texts).collect() })
}

/// For each row whether its person stands at a cliff.
pub(crate) fn cliffs(
    rulebook: &Rulebook,
    cells: &Cells,
    days: (Option<Day>, bool),
) -> Result<Vec<bool>, Stop> {
    let narrowed = narrowed(rulebook, cells, days, "result")?;
    openras::table::cliffs(&narrowed.table, &narrowed.rows).map_err(|error| Stop::Cannot(error.to_string()))
}

/// What a rulebook makes of each row; `days` as [`narrowed`] says.
pub(crate) fn worked(
    rulebook: &Rulebook,
    cells: &Cells,
    days: (Option<Day>, bool),
    asked: Asked<'_>,
) -> Result<Vec<Row>, Stop> {
    let only = match asked {
        Asked::Step(step) => step,
        Asked::Annual => "result",
    };
    let Narrowed { table, rows: texts } = narrowed(rulebook, cells, days, only)?;
    let mut rows = table.rows();
    texts.iter().for_each(|row| rows.push_texts(row));
    let others = rows.other_days().iter().filter_map(|(at, day)| Some((cells.rows.get(*at)?.number, day)));
    let others: Vec<String> = others
        .map(|(row, day)| {
            format!("error[bad_date_range]: row {row} is on {day}, and another day was asked for with --on")
        })
        .collect();
    if !others.is_empty() {
        return Err(Stop::Input(others.join("\n") + "\n  = help: leave one of the two out"));
    }
    let results = rows.work().map_err(|error| Stop::Cannot(error.to_string()))?;
    let step = table.steps().first().copied();
    let one = |(row, came): (usize, Came<'_>)| {
        let value = match asked {
            Asked::Step(_) => step.and_then(|step| results.value(step, row, came)),
            Asked::Annual => results.money(row, came).map(|[annual, ..]| annual),
        };
        match (came, value) {
            (_, Some(value)) => Row::Value(value),
            (Came::Wrong(found), None) => Row::Wrong(found.iter().cloned().collect()),
            (Came::Refused(items), None) => Row::Refused(items.to_vec()),
            (came, None) => Row::None(came.outcome().to_owned()),
        }
    };
    Ok(results.each().enumerate().map(one).collect())
}
