//! `case add`: events into a case, one or many, with the records that they are tied to.

use openras::core::document::Document;
use openras::pathway::{Case, EventDocument, Store, agreed_budget};

use super::draw::Drawing;
use super::{Refused, opened};
use crate::args::case::{AddArguments, StoreArguments};
use crate::input::Source;
use crate::output::{answer, tell};
use crate::status::{Answer, Stop};

/// So many events of a file enter at a time: all of them or none.
const AT_ONCE: usize = 1_000;

pub(crate) fn run(store: &StoreArguments, arguments: &AddArguments) -> Result<Answer, Refused> {
    let place = store.place(&arguments.case)?;
    let source = Source::read(&arguments.event)?;
    let mut case = opened(&place)?;
    if let Some(expected) = &arguments.expect {
        case.expect(expected)?;
    }
    if source.name.to_ascii_lowercase().ends_with(".jsonl") {
        many(&mut case, &source, arguments)?;
    } else {
        one(&mut case, &source, arguments)?;
    }
    if let Some(torn) = case.set_aside() {
        tell(&format!("warning: a last line that was not written to its end was set aside in `{torn}`"));
    }
    // The new end of the log: to be kept elsewhere.
    answer(&format!("{}\n", case.head().sha256), None)?;
    Ok(Answer::Yes)
}

fn one(case: &mut Case<'_, dyn Store>, source: &Source, arguments: &AddArguments) -> Result<(), Refused> {
    let mut document = source.document()?;
    let read = EventDocument::from_document(&mut document);
    let mut event = read.map_err(|found| source.refuse_at(&document, found))?;
    let person = case.state().opened.person.clone();
    if let Some(path) = &arguments.allocation {
        let record = Source::read(path)?;
        event.tie_allocation(&record.text, &person).map_err(|found| record.refuse(found))?;
    }
    match &arguments.findings {
        Some(path) => {
            let record = Source::read(path)?;
            event.tie_findings(&record.text, &person).map_err(|found| record.refuse(found))?;
        }
        None => no_hearsay(&event)?,
    }
    let Some((fund, ledger)) = arguments.fund.as_ref().zip(arguments.ledger.as_ref()) else {
        no_draw(&event)?;
        case.add(&event)?;
        return Ok(());
    };
    let refusals = case.state().check(&event);
    if !refusals.is_empty() {
        return Err(Refused::No(refusals.to_string()));
    }
    let Some(record) = agreed_budget(case.state(), &event).filter(|record| record.draw.is_some()) else {
        let why = "error[missing_key]: the event draws nothing, and a fund and a ledger were given\n  help: leave --fund and --ledger out, or add `draw`";
        return Err(Refused::Stop(Stop::Input(why.to_owned())));
    };
    let drawing = Drawing::begin(fund, ledger, &record, case.state())?;
    match case.add(&event) {
        Ok(_) => Ok(()),
        Err(error) => {
            drawing.take_back()?;
            Err(error.into())
        }
    }
}

/// A draw enters only with the ledger that shows that the fund has so much.
fn no_draw(event: &EventDocument) -> Result<(), Refused> {
    if event.draw.is_none() {
        return Ok(());
    }
    let why = "error[missing_key]: the event draws on a fund's contingency\n  help: give --fund and --ledger, so that nothing is drawn that is not there";
    Err(Refused::Stop(Stop::Input(why.to_owned())))
}

/// What findings say is read from their record.
fn no_hearsay(event: &EventDocument) -> Result<(), Refused> {
    if event.found.is_none() {
        return Ok(());
    }
    let why = "error[missing_key]: the event says what findings say\n  help: give their record with --findings, from which it is read, and leave `found` out";
    Err(Refused::Stop(Stop::Input(why.to_owned())))
}

fn many(case: &mut Case<'_, dyn Store>, source: &Source, arguments: &AddArguments) -> Result<(), Refused> {
    if arguments.allocation.is_some() || arguments.findings.is_some() || arguments.fund.is_some() {
        let why = "error[unknown_key]: records and a fund belong to one event, and this file has many\n  help: add that event by itself";
        return Err(Refused::Stop(Stop::Input(why.to_owned())));
    }
    let mut events: Vec<EventDocument> = Vec::new();
    let mut problems = String::new();
    for (at, line) in source.text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let name = format!("{}, line {}", source.name, at.saturating_add(1));
        let document = Document::from_json(name.clone(), line);
        let read = document.and_then(|mut document| EventDocument::from_document(&mut document));
        match read {
            Ok(event) => events.push(event),
            Err(found) => {
                let line = Source { name, text: line.to_owned() };
                if let Stop::Input(text) = line.refuse(found) {
                    problems.push_str(&text);
                }
            }
        }
    }
    if !problems.is_empty() {
        return Err(Refused::Stop(Stop::Input(problems)));
    }
    events.iter().try_for_each(no_draw)?;
    events.iter().try_for_each(no_hearsay)?;
    let mut before: usize = 0;
    for some in events.chunks(AT_ONCE) {
        if let Err(error) = case.add_all(some) {
            tell(&format!("{before} events were added, and none after them"));
            return Err(error.into());
        }
        before = before.saturating_add(some.len());
    }
    Ok(())
}
