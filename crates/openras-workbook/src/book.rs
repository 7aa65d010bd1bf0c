use openras_allocation::Allocation;
use openras_core::Day;
use openras_questionnaire::Assessment;
use openras_rulebook::Rulebook;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use thiserror::Error;

use crate::ground::Ground;
use crate::lines::Shown;
use crate::person::Person;
use crate::places::{Places, Spot, Thing, name};
use crate::sheets::people::Row;
use crate::sheets::summary::Recorded;
use crate::sheets::{answers, parameters, people as table, record, sources, summary, tables, workings};
use crate::style::Style;
use crate::told::{Formulas, Told};

/// So many people stand in one workbook at most.
pub const PEOPLE_MAX: usize = 10_000;

/// Why there is no workbook.
#[derive(Debug, Error)]
pub enum WorkbookError {
    /// More people than a workbook is made for.
    #[error("{0} people are more than a workbook is made for: at most {PEOPLE_MAX}")]
    TooManyPeople(usize),
    /// More columns than a sheet has.
    #[error("the rulebook needs {0} columns, and a sheet has 16,384")]
    TooWide(usize),
    /// Neither the assessment nor the rulebook has a day.
    #[error("there is no day whose values hold")]
    NoDay,
    /// The record cannot be written.
    #[error("the record cannot be written: {0}")]
    Record(String),
    /// The file cannot be put together.
    #[error("the workbook cannot be written: {0}")]
    Write(#[from] XlsxError),
}

/// One person's allocation, with the record beside it.
///
/// # Rounding
/// None that the rulebook does not name, but that every number is a double: the workbook says where that may tell.
///
/// # Errors
/// [`WorkbookError::Write`], which no sound rulebook is known to give.
pub fn person(rulebook: &Rulebook, allocation: &Allocation) -> Result<Vec<u8>, WorkbookError> {
    let assessment = allocation.assessment();
    one(rulebook, assessment, assessment, Some(allocation))
}

/// The whole scheme with nothing filled in but the day, if there is one.
///
/// # Errors
/// As [`person`].
pub fn blank(rulebook: &Rulebook, on: Option<Day>) -> Result<Vec<u8>, WorkbookError> {
    let nobody = on.or(rulebook.effective_from()).map_or_else(Assessment::empty, Assessment::on_day);
    one(rulebook, &nobody, &nobody, None)
}

/// The answers of one assessment under what the engine made of another: what a program shows that does not calculate, when
/// the answers have changed. It makes a test of recalculation honest.
///
/// # Errors
/// As [`person`].
#[doc(hidden)]
pub fn with_results_of(
    rulebook: &Rulebook,
    written: &Assessment,
    worked: &Assessment,
) -> Result<Vec<u8>, WorkbookError> {
    one(rulebook, written, worked, None)
}

fn one(
    rulebook: &Rulebook,
    written: &Assessment,
    worked: &Assessment,
    recorded: Option<&Allocation>,
) -> Result<Vec<u8>, WorkbookError> {
    let ground = Ground::new(rulebook);
    let written = Person::new(&ground, written).ok_or(WorkbookError::NoDay)?;
    let worked = Person::new(&ground, worked).ok_or(WorkbookError::NoDay)?;
    let mut places = Places::default();
    let layout = answers::Layout::new(&ground, &mut places);
    for (thing, row, _, id) in summary::FIGURES {
        let spot = Spot { sheet: summary::SHEET, row: Some(row), column: 1, name: Some(name("ras", id)) };
        places.put(thing, spot);
    }
    for (handle, parameter) in ground.scheme.parameters.handles() {
        let name = Some(name("param", &parameter.id));
        places.put(Thing::Parameter(handle), Spot { sheet: "Parameters", row: Some(0), column: 3, name });
    }
    let formulas = Formulas::new(&ground, places, Box::new(workings::spot), &layout.checks());
    let told = Told { ground: &ground, formulas: &formulas, written: &written, worked: &worked };
    let style = Style::new(&ground.scheme.currency, ground.scheme.decimals);
    let mut book = begun(rulebook)?;
    let recorded_here = recorded.map(|allocation| Recorded {
        outcome: allocation.outcome().as_str(),
        annual: allocation
            .money()
            .figures
            .as_ref()
            .map_or(Shown::text(""), |figures| Shown::Number(figures.annual.clone())),
    });
    summary::write(&mut book, &style, &told, recorded_here.as_ref())?;
    answers::write(&mut book, &style, &layout, &told)?;
    let day = formulas.places.called(Thing::On);
    let values = told.parameters();
    let mut names = parameters::write(&mut book, &style, &ground, Some(&day), &values)?;
    names.extend(tables::write(&mut book, &style, &ground, Some(&values))?);
    workings::write(&mut book, &style, &told)?;
    sources::write(&mut book, &style, &ground)?;
    if let Some(allocation) = recorded {
        record::write(&mut book, &style, allocation)?;
    }
    names.extend(summary::names());
    let named = formulas.places.spots().filter(|spot| !matches!(spot.sheet, "Parameters" | "Summary"));
    names.extend(named.filter_map(|spot| Some((spot.name.clone()?, spot.address()?))));
    finished(book, names)
}

/// One row a person, each with its formulas.
///
/// # Errors
/// [`WorkbookError::TooManyPeople`] beyond [`PEOPLE_MAX`], [`WorkbookError::TooWide`] for a rulebook with more cells a person
/// than a sheet has columns.
pub fn people(rulebook: &Rulebook, people: &[Assessment]) -> Result<Vec<u8>, WorkbookError> {
    people_with_results_of(rulebook, people, people)
}

/// The answers of some people under what the engine made of others: see [`with_results_of`].
///
/// # Errors
/// As [`people`].
#[doc(hidden)]
pub fn people_with_results_of(
    rulebook: &Rulebook,
    written: &[Assessment],
    worked: &[Assessment],
) -> Result<Vec<u8>, WorkbookError> {
    if written.len() > PEOPLE_MAX {
        return Err(WorkbookError::TooManyPeople(written.len()));
    }
    let ground = Ground::new(rulebook);
    let written: Option<Vec<Person<'_>>> = written.iter().map(|one| Person::new(&ground, one)).collect();
    let worked: Option<Vec<Person<'_>>> = worked.iter().map(|one| Person::new(&ground, one)).collect();
    let (written, worked) = written.zip(worked).ok_or(WorkbookError::NoDay)?;
    let everybody: Vec<Row<'_>> = written.iter().zip(&worked).collect();
    let streams = written.iter().any(Person::has_streams);
    let mut places = Places::default();
    let layout = table::Layout::new(&ground, streams, &mut places);
    let formulas = Formulas::new(&ground, places, layout.next_line(), &layout.checks_range());
    layout.fits(formulas.lines.len())?;
    let style = Style::new(&ground.scheme.currency, ground.scheme.decimals);
    let mut book = begun(rulebook)?;
    table::summary(&mut book, &style, &ground, &formulas, &everybody)?;
    table::write(&mut book, &style, &ground, &layout, &formulas, &everybody)?;
    let mut names = parameters::write(&mut book, &style, &ground, None, &[])?;
    names.extend(tables::write(&mut book, &style, &ground, None)?);
    sources::write(&mut book, &style, &ground)?;
    finished(book, names)
}

/// A workbook that says when it was made: on no day, so that it is the same on every day.
fn begun(rulebook: &Rulebook) -> Result<Workbook, WorkbookError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new().set_title(rulebook.title()).set_author("OpenRAS");
    book.set_properties(&properties.set_creation_datetime(&made));
    Ok(book)
}

fn finished(mut book: Workbook, mut names: Vec<(String, String)>) -> Result<Vec<u8>, WorkbookError> {
    names.sort();
    for (name, place) in names {
        book.define_name(name, &format!("={place}"))?;
    }
    Ok(book.save_to_buffer()?)
}
