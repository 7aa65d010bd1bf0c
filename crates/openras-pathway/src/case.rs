//! A case in a store: opened, added to, looked at.

use std::collections::BTreeSet;

use openras_core::document::{DayIn, Format, Id};
use openras_core::{Day, Diagnostics};
use thiserror::Error;

use crate::agreed::agreed_budget;
use crate::chain::{Chain, Fault};
use crate::document::{EventDocument, PathwayDocument};
use crate::event::{Body, Disposed, Event, FreeText, Head, Opened, RulebookName, Sealed};
use crate::pathway::PathwayContext;
use crate::refusal::Refusals;
use crate::state::State;
use crate::store::{Store, StoreError};

/// What a case is opened with.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The person: an opaque reference.
    pub person: String,
    /// The group of people that the person is counted with.
    pub group: Option<String>,
    /// The team that works with the person.
    pub team: Option<String>,
    /// The day.
    pub on: Option<Day>,
    /// Who opens it.
    pub by: Option<String>,
    /// The rulebook.
    pub rulebook: RulebookName,
    /// The digest of its `pathway.toml`.
    pub pathway_sha256: String,
    /// The pathway.
    pub pathway: PathwayDocument,
    /// Where and in what money it holds.
    pub context: PathwayContext,
}

/// Why a case cannot be opened, or an event not be added.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CaseError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The log is not what was written.
    #[error("{0}")]
    Chain(Fault),
    /// The state does not allow the event.
    #[error("{0}")]
    Refused(Refusals),
    /// Which of several events the state does not allow, from 1, and why: none of them was added.
    #[error("event {0} of those given: {1}")]
    RefusedAmong(usize, Refusals),
    /// The head is not the one that was expected.
    #[error("the case does not end with {expected}: it ends with event {}, {}", head.n, head.sha256)]
    Unexpected {
        /// What was expected.
        expected: String,
        /// What there is.
        head: Head,
    },
    /// There is a case of this name.
    #[error("there is a case `{0}` already")]
    Exists(String),
    /// The log says that it is of another case.
    #[error("the log of the case `{name}` says that it is of `{says}`")]
    OtherCase {
        /// The name under which it is kept.
        name: String,
        /// What it says.
        says: String,
    },
    /// The log does not begin as one does, or has an event that this program does not know.
    #[error("event {n} cannot be read: {why}")]
    Unreadable {
        /// The number of the event.
        n: u64,
        /// Why.
        why: String,
    },
    /// What is given for a case is not right.
    #[error("{0}")]
    Input(Diagnostics),
}

/// What was removed of the free texts of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Removed {
    /// The numbers of the events of which the text was removed.
    pub events: Vec<u64>,
    /// How many texts belonged to no event.
    pub of_no_event: usize,
}

/// A case in a store, as far as it was read.
#[derive(Debug)]
pub struct Case<'s, S: ?Sized> {
    store: &'s S,
    name: String,
    state: State,
    head: Head,
    torn: Option<Fault>,
    set_aside: Option<String>,
}

impl<'s, S: Store + ?Sized> Case<'s, S> {
    /// Begins the log of a case.
    ///
    /// # Errors
    /// Where there is one of this name, or the store cannot keep it.
    pub fn create(store: &'s S, name: &str, opening: Opening) -> Result<Case<'s, S>, CaseError> {
        let opened = opened(name, opening)?;
        let state = State::opened(opened.clone()).map_err(CaseError::Input)?;
        let sealed = seal(None, Body::Opened(Box::new(opened)))?;
        match store.append(name, None, &sealed.line, &[]) {
            Err(StoreError::Conflict(Some(_))) => Err(CaseError::Exists(name.to_owned())),
            Err(error) => Err(error.into()),
            Ok(appended) => {
                let head = sealed.head();
                let set_aside = appended.set_aside;
                let mut case = Case { store, name: name.to_owned(), state, head, torn: None, set_aside };
                case.state.apply(sealed.event);
                Ok(case)
            }
        }
    }

    /// Reads a case. A last line that was not written to its end is left out, and told by [`Case::torn`].
    ///
    /// # Errors
    /// Where there is none, or its log is not what was written.
    pub fn open(store: &'s S, name: &str) -> Result<Case<'s, S>, CaseError> {
        let chain = Chain::read(&store.lines(name, 0)?);
        if let Some(fault) = chain.fault.as_ref().filter(|_| !chain.is_torn() || chain.links.is_empty()) {
            return Err(CaseError::Chain(fault.clone()));
        }
        let torn = chain.fault;
        let mut links = chain.links.into_iter();
        let first = links.next().ok_or_else(|| StoreError::NoSuchCase(name.to_owned()))?;
        let unreadable = |n: u64, why: String| CaseError::Unreadable { n, why };
        let event = first.event().map_err(|error| unreadable(1, error.to_string()))?;
        let Body::Opened(opened) = &event.body else {
            return Err(unreadable(1, "a log begins with `opened`".to_owned()));
        };
        if opened.case != name {
            return Err(CaseError::OtherCase { name: name.to_owned(), says: opened.case.clone() });
        }
        let state = State::opened(opened.as_ref().clone()).map_err(CaseError::Input)?;
        let head = Head { n: 1, sha256: event.sha256.clone() };
        let mut case = Case { store, name: name.to_owned(), state, head, torn, set_aside: None };
        case.state.apply(event);
        for link in links {
            case.take(link)?;
        }
        Ok(case)
    }

    fn take(&mut self, link: crate::event::Link) -> Result<(), CaseError> {
        let n = link.n;
        let event = link.event().map_err(|error| CaseError::Unreadable { n, why: error.to_string() })?;
        self.head = Head { n, sha256: event.sha256.clone() };
        self.state.apply(event);
        Ok(())
    }

    /// Takes in what others have added since.
    ///
    /// # Errors
    /// As [`Case::open`].
    pub fn refresh(&mut self) -> Result<(), CaseError> {
        let lines = self.store.lines(&self.name, self.head.n)?;
        let chain = Chain::after(Some(&self.head), &lines);
        if chain.fault.is_some() && !chain.is_torn() {
            *self = Case::open(self.store, &self.name)?;
            return Ok(());
        }
        self.torn = chain.fault;
        chain.links.into_iter().try_for_each(|link| self.take(link))
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it has come to.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Its last event.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// A last line that was not written to its end, and was left out.
    pub fn torn(&self) -> Option<&Fault> {
        self.torn.as_ref()
    }

    /// Where such a line was set aside when something was added after it.
    pub fn set_aside(&self) -> Option<&str> {
        self.set_aside.as_deref()
    }

    /// Whether it ends with the event of this digest.
    ///
    /// # Errors
    /// [`CaseError::Unexpected`] where it does not.
    pub fn expect(&self, sha256: &str) -> Result<(), CaseError> {
        match self.head.sha256 == sha256 {
            true => Ok(()),
            false => Err(CaseError::Unexpected { expected: sha256.to_owned(), head: self.head.clone() }),
        }
    }

    /// Records an event. Once it returns, the event is kept.
    ///
    /// # Errors
    /// Everything that stands against it; [`StoreError::Conflict`] where somebody else was quicker.
    pub fn add(&mut self, event: &EventDocument) -> Result<&Head, CaseError> {
        match self.add_all(std::slice::from_ref(event)) {
            Err(CaseError::RefusedAmong(_, refusals)) => Err(CaseError::Refused(refusals)),
            other => other,
        }
    }

    /// Records events, each after the one before, all or none.
    ///
    /// # Errors
    /// As [`Case::add`], for the first that stands against it.
    pub fn add_all(&mut self, events: &[EventDocument]) -> Result<&Head, CaseError> {
        let mut state = self.state.clone();
        let mut head = self.head.clone();
        let (mut lines, mut texts) = (String::new(), Vec::new());
        for (at, event) in events.iter().enumerate() {
            let mut found = Diagnostics::new();
            event.check(&mut found);
            found.into_result(()).map_err(CaseError::Input)?;
            let refusals = state.check(event);
            if !refusals.is_empty() {
                return Err(CaseError::RefusedAmong(at.saturating_add(1), refusals));
            }
            let sealed = seal(Some(&head), Body::Recorded(Box::new(complete(&state, event))))?;
            lines.push_str(&sealed.line);
            head = sealed.head();
            texts.extend(sealed.text);
            state.apply(sealed.event);
        }
        self.append(&lines, &texts)?;
        self.state = state;
        self.head = head;
        Ok(&self.head)
    }

    fn append(&mut self, lines: &str, texts: &[FreeText]) -> Result<(), CaseError> {
        let appended = self.store.append(&self.name, Some(&self.head), lines, texts)?;
        self.torn = None;
        self.set_aside = appended.set_aside.or(self.set_aside.take());
        Ok(())
    }

    /// Its free texts.
    ///
    /// # Errors
    /// Those of the store.
    pub fn texts(&self) -> Result<Vec<FreeText>, CaseError> {
        Ok(self.store.texts(&self.name)?)
    }

    /// Removes the free text of events before a day. The chain keeps the digests, and an event that says what was removed.
    /// Text that belongs to no event goes too: what was being written when the power went has no day. It stays where an
    /// event lacks its text, for then the texts may be those of another case.
    ///
    /// # Errors
    /// Those of the store.
    pub fn dispose(
        &mut self,
        before: Day,
        on: Option<Day>,
        by: Option<String>,
    ) -> Result<Removed, CaseError> {
        // Read before the log: what another writer has put there by now has its event when the log is read.
        let texts: BTreeSet<String> = self.texts()?.into_iter().map(|text| text.sha256).collect();
        self.refresh()?;
        let due = |event: &Event| event.text.is_some() && event.on().is_some_and(|on| on < before);
        let (old, kept): (Vec<&Event>, Vec<&Event>) =
            self.state.events.iter().map(AsRef::as_ref).partition(|event| due(event));
        let mut digests: BTreeSet<String> = old.iter().filter_map(|event| event.text.clone()).collect();
        // The same words may stand at a later event, which keeps them.
        for text in kept.iter().filter_map(|event| event.text.as_ref()) {
            digests.remove(text);
        }
        let goes = |event: &&&Event| event.text.as_ref().is_some_and(|text| digests.contains(text));
        let numbers = old.iter().filter(goes).map(|event| event.n);
        let numbers: Vec<u64> = numbers.filter(|n| !self.state.removed.contains(n)).collect();
        if !numbers.is_empty() {
            let unwritable =
                || CaseError::Unreadable { n: self.head.n, why: "the day cannot be written".to_owned() };
            let disposed = Disposed {
                format: Format,
                event: id("disposed")?,
                before: day_in(before).ok_or_else(unwritable)?,
                events: numbers.clone(),
                on: on.and_then(day_in),
                by,
            };
            let sealed = seal(Some(&self.head), Body::Disposed(disposed))?;
            self.append(&sealed.line, &[])?;
            self.head = sealed.head();
            self.state.apply(sealed.event);
        }
        let strangers = self.strangers(&texts);
        let of_no_event = strangers.len();
        digests.extend(strangers);
        // The event stands first: what a power cut leaves of the texts is removed by doing it again.
        self.store.forget(&self.name, &digests)?;
        Ok(Removed { events: numbers, of_no_event })
    }

    /// Those of the texts that belong to no event; none where the text of an event is not among them.
    fn strangers(&self, texts: &BTreeSet<String>) -> Vec<String> {
        let events = || self.state.events.iter().filter_map(|event| Some((event.n, event.text.as_ref()?)));
        if events().any(|(n, text)| !self.state.removed.contains(&n) && !texts.contains(text)) {
            return Vec::new();
        }
        let own: BTreeSet<&String> = events().map(|(_, text)| text).collect();
        texts.iter().filter(|text| !own.contains(text)).cloned().collect()
    }
}

/// An event with what the library adds to it: the digest of the agreed budget, and what it was held against.
fn complete(state: &State, event: &EventDocument) -> EventDocument {
    let mut event = event.clone();
    if let Some(record) = agreed_budget(state, &event) {
        let about = event.about.get_or_insert_default();
        about.allocation = record.allocation;
        about.findings = record.findings;
        about.agreed_budget = record.sha256;
    }
    event
}

fn opened(name: &str, opening: Opening) -> Result<Opened, CaseError> {
    Ok(Opened {
        format: Format,
        event: id("opened")?,
        case: name.to_owned(),
        person: opening.person,
        group: opening.group,
        team: opening.team,
        on: opening.on.and_then(day_in),
        by: opening.by,
        rulebook: opening.rulebook,
        jurisdiction: opening.context.jurisdiction,
        currency: opening.context.currency,
        decimals: opening.context.decimals,
        language: opening.context.language,
        pathway_sha256: opening.pathway_sha256,
        pathway: opening.pathway,
    })
}

fn id(word: &str) -> Result<Id, CaseError> {
    Id::new(word).ok_or_else(|| CaseError::Unreadable { n: 0, why: format!("`{word}` is no id") })
}

fn day_in(day: Day) -> Option<DayIn> {
    serde_json::from_value(serde_json::Value::String(day.to_string())).ok()
}

fn seal(head: Option<&Head>, body: Body) -> Result<Sealed, CaseError> {
    Sealed::new(head, body).map_err(|error| StoreError::failed("the event cannot be written", error).into())
}
