//! `case`: a person's way as a log of events.

mod add;
mod cohort;
mod draw;

use std::path::Path;

use openras::core::plain;
use openras::pathway::{Case, CaseError, Kept, Store, StoreError, export_csv, export_json, verify};
use openras::store::FileStore;

use crate::args::Format;
use crate::args::case::{CaseArguments, CaseCommand, ExportFormat, NewArguments, StoreArguments};
use crate::commands::fund::json;
use crate::input;
use crate::output::{answer, tell};
use crate::status::{Answer, Stop};
use crate::table::refuse;

/// A store, and what a case is called in it.
pub(crate) struct Place {
    pub(crate) store: Box<dyn Store>,
    pub(crate) name: String,
}

impl StoreArguments {
    /// Where a case is kept.
    pub(crate) fn place(&self, case: &str) -> Result<Place, Stop> {
        #[cfg(feature = "sqlite")]
        if let Some(path) = &self.store {
            let store = openras::store::SqliteStore::open(path).map_err(|error| stop_store(&error))?;
            return Ok(Place { store: Box::new(store), name: case.to_owned() });
        }
        let named = FileStore::of(Path::new(case));
        let (store, name) =
            named.ok_or_else(|| Stop::Cannot(format!("`{case}` cannot be the name of a case")))?;
        Ok(Place { store: Box::new(store), name })
    }
}

impl Place {
    pub(crate) fn open(&self) -> Result<Case<'_, dyn Store>, Refused> {
        Ok(Case::open(self.store.as_ref(), &self.name)?)
    }
}

/// Why a case could not be done with as was asked: the answer is no, or the program cannot go on.
pub(crate) enum Refused {
    /// What to say.
    No(String),
    /// It stops.
    Stop(Stop),
}

impl From<Stop> for Refused {
    fn from(stop: Stop) -> Refused {
        Refused::Stop(stop)
    }
}

impl From<CaseError> for Refused {
    fn from(error: CaseError) -> Refused {
        match error {
            CaseError::Store(StoreError::Conflict(_) | StoreError::Damaged)
            | CaseError::Chain(_)
            | CaseError::Refused(_)
            | CaseError::RefusedAmong(..)
            | CaseError::Unexpected { .. }
            | CaseError::Exists(_)
            | CaseError::OtherCase { .. }
            | CaseError::Unreadable { .. } => Refused::No(plain(error.to_string())),
            CaseError::Store(error) => Refused::Stop(stop_store(&error)),
            CaseError::Input(found) => Refused::Stop(refuse(&found)),
            other => Refused::Stop(Stop::Cannot(other.to_string())),
        }
    }
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Refused {
        Refused::from(CaseError::Store(error))
    }
}

fn stop_store(error: &StoreError) -> Stop {
    let below = match error {
        StoreError::Failed { what, source } => source.downcast_ref::<std::io::Error>().map(|io| (what, io)),
        _ => None,
    };
    match below {
        Some((what, io)) => Stop::io(what, io),
        None => Stop::Cannot(error.to_string()),
    }
}

/// Does what was asked; a no goes to standard error.
pub(crate) fn run(arguments: &CaseArguments) -> Result<Answer, Stop> {
    match asked(arguments) {
        Ok(answer) => Ok(answer),
        Err(Refused::Stop(stop)) => Err(stop),
        Err(Refused::No(why)) => {
            tell(&why);
            Ok(Answer::No)
        }
    }
}

fn asked(arguments: &CaseArguments) -> Result<Answer, Refused> {
    let store = &arguments.store;
    match &arguments.what {
        CaseCommand::New(new) => begin(store, new),
        CaseCommand::Add(add) => add::run(store, add),
        CaseCommand::Show { case, on, format, out } => {
            let place = store.place(case)?;
            let case = opened(&place)?;
            let text = match format {
                Format::Text => case.state().explain(case.head(), &case.texts()?, *on),
                Format::Json => json(&Ok(case.state().record(case.head())))?,
            };
            answer(&text, out.as_deref())?;
            Ok(Answer::Yes)
        }
        CaseCommand::Verify { case, head } => verified(store, case, head.as_deref()),
        CaseCommand::Export { case, format, out } => {
            let place = store.place(case)?;
            let case = opened(&place)?;
            let texts = case.texts()?;
            let text = match format {
                ExportFormat::Csv => export_csv(case.state(), &texts),
                ExportFormat::Json => json(&export_json(case.state(), &texts))?,
            };
            answer(&text, out.as_deref())?;
            Ok(Answer::Yes)
        }
        CaseCommand::Cohort { cases, by, supported, format, out } => {
            cohort::run(store, cases, *by, supported.as_deref(), *format, out.as_deref())
        }
        CaseCommand::Dispose { case, before, on, by } => {
            let place = store.place(case)?;
            let mut case = opened(&place)?;
            let removed = case.dispose(*before, *on, by.clone())?;
            let mut text = match removed.events.as_slice() {
                [] => format!("there is no text of an event before {before}\n"),
                events => {
                    let numbers: Vec<String> = events.iter().map(u64::to_string).collect();
                    let plural = if numbers.len() == 1 { "" } else { "s" };
                    let list = numbers.join(", ");
                    format!("the text of event{plural} {list} was removed, as event {} says\n", case.head().n)
                }
            };
            match removed.of_no_event {
                0 => {}
                1 => text.push_str("1 text that belonged to no event was removed\n"),
                count => text.push_str(&format!("{count} texts that belonged to no event were removed\n")),
            }
            answer(&text, None)?;
            Ok(Answer::Yes)
        }
        CaseCommand::Sample { cases, seed, size } => cohort::sample(store, cases, *seed, *size),
    }
}

/// A case; what was left out of it is told.
pub(crate) fn opened(place: &Place) -> Result<Case<'_, dyn Store>, Refused> {
    let case = place.open()?;
    if let Some(torn) = case.torn() {
        tell(&format!(
            "warning: {}: {torn}; it is left out, and set aside when an event is added",
            place.name
        ));
    }
    Ok(case)
}

fn begin(store: &StoreArguments, new: &NewArguments) -> Result<Answer, Refused> {
    let rulebook = input::rulebook(&new.rulebook).map_err(Stop::from)?;
    let mut opening = rulebook.opening(&new.person, new.on).map_err(|found| refuse(&found))?;
    if new.person.trim().is_empty() {
        return Err(Refused::Stop(Stop::Input(
            "error[missing_key]: --person is empty\n  help: give an opaque reference".to_owned(),
        )));
    }
    opening.group.clone_from(&new.group);
    opening.team.clone_from(&new.team);
    opening.by.clone_from(&new.by);
    let place = store.place(&new.case)?;
    let case = Case::create(place.store.as_ref(), &place.name, opening)?;
    answer(&format!("{}\n", case.head().sha256), None)?;
    Ok(Answer::Yes)
}

fn verified(store: &StoreArguments, case: &str, head: Option<&str>) -> Result<Answer, Refused> {
    let place = store.place(case)?;
    let found = verify(place.store.as_ref(), &place.name, head)?;
    let mut text = String::new();
    let mut line = |words: String| text.push_str(&(words + "\n"));
    if let Some(fault) = &found.fault {
        line(fault.to_string());
    }
    for problem in &found.problems {
        line(problem.clone());
    }
    match found.kept {
        Some(Kept::IsHead) => line("the log ends with the digest that was kept".to_owned()),
        Some(Kept::IsEvent(n)) => {
            line(format!(
                "the digest that was kept is that of event {n}; what is behind it rests on the chain alone"
            ));
        }
        Some(Kept::Missing) => {
            line(
                "the digest that was kept is not in the log: its tail was cut, or it was made anew"
                    .to_owned(),
            );
        }
        None => {}
    }
    for note in &found.notes {
        line(note.clone());
    }
    let whole = if found.holds() { "hold" } else { "hold up to there" };
    match &found.head {
        Some(head) => line(format!("{} events {whole}; the last is {}", found.events, head.sha256)),
        None => line("no event holds".to_owned()),
    }
    answer(&plain(text), None)?;
    Ok(if found.holds() { Answer::Yes } else { Answer::No })
}
