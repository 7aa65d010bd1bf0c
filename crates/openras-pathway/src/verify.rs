//! Is a log the one that was written, and are its texts those that it speaks of?

use std::collections::{BTreeMap, BTreeSet};

use crate::chain::{Chain, Fault};
use crate::event::{Body, Event, Head};
use crate::store::{Store, StoreError};

/// What verifying a log found.
#[derive(Clone, Debug)]
pub struct Verification {
    /// How many events hold, from the first.
    pub events: u64,
    /// The last of them.
    pub head: Option<Head>,
    /// The first event that is not as it was written.
    pub fault: Option<Fault>,
    /// What else is wrong: texts that are missing or altered, another name.
    pub problems: Vec<String>,
    /// What is well and worth knowing: what was removed, and when.
    pub notes: Vec<String>,
    /// Whether a digest that was kept elsewhere is in the log; nothing where none was given.
    pub kept: Option<Kept>,
}

/// Whether a digest that was kept elsewhere is in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is that of the last event.
    IsHead,
    /// It is that of this earlier event: up to it the log is the one of that day.
    IsEvent(u64),
    /// It is not there: the log was cut, or made anew.
    Missing,
}

impl Verification {
    /// Whether nothing is wrong.
    pub fn holds(&self) -> bool {
        self.fault.is_none() && self.problems.is_empty() && self.kept != Some(Kept::Missing)
    }
}

/// Verifies the log of a case: by itself, and against a digest that was kept elsewhere, where there is one.
///
/// Without such a digest neither a cut tail nor a chain that somebody made anew can be seen: both are whole logs.
///
/// # Errors
/// Those of the store. What is wrong with the log is found, never an error.
pub fn verify<S: Store + ?Sized>(
    store: &S,
    name: &str,
    kept: Option<&str>,
) -> Result<Verification, StoreError> {
    let chain = Chain::read(&store.lines(name, 0)?);
    let kept = kept.map(|kept| match chain.links.iter().find(|link| link.sha256 == kept) {
        Some(link) if Some(link.n) == chain.head().map(|head| head.n) => Kept::IsHead,
        Some(link) => Kept::IsEvent(link.n),
        None => Kept::Missing,
    });
    let mut verification = Verification {
        events: chain.head().map_or(0, |head| head.n),
        head: chain.head(),
        fault: chain.fault,
        problems: Vec::new(),
        notes: Vec::new(),
        kept,
    };
    if chain.links.is_empty() && verification.fault.is_none() {
        verification.problems.push("the log has no event".to_owned());
    }
    let mut events = Vec::new();
    for link in chain.links {
        let n = link.n;
        match link.event() {
            Ok(event) => events.push(event),
            Err(error) => {
                verification
                    .problems
                    .push(format!("event {n} says what this program does not know: {error}"));
            }
        }
    }
    verification.name(&events, name);
    verification.texts(&events, store, name)?;
    Ok(verification)
}

impl Verification {
    fn name(&mut self, events: &[Event], name: &str) {
        match events.first().map(|event| &event.body) {
            Some(Body::Opened(opened)) if opened.case != name => {
                self.problems.push(format!(
                    "the log says that it is of the case `{}`, and not of `{name}`",
                    opened.case
                ));
            }
            Some(Body::Opened(_)) | None => {}
            Some(_) => self.problems.push("the log does not begin with `opened`".to_owned()),
        }
    }

    fn texts<S: Store + ?Sized>(
        &mut self,
        events: &[Event],
        store: &S,
        name: &str,
    ) -> Result<(), StoreError> {
        let texts = store.texts(name)?;
        let mut there: BTreeMap<&str, bool> = BTreeMap::new();
        for text in &texts {
            // One that holds is enough: the same words may have been written twice.
            let holds = there.entry(&text.sha256).or_insert(false);
            *holds = *holds || text.holds();
        }
        let mut removed: BTreeMap<u64, u64> = BTreeMap::new();
        for event in events {
            if let Body::Disposed(disposed) = &event.body {
                removed.extend(disposed.events.iter().map(|n| (*n, event.n)));
                let numbers: Vec<String> = disposed.events.iter().map(u64::to_string).collect();
                let plural = if numbers.len() == 1 { "" } else { "s" };
                let before = disposed.before.day().map(|day| day.to_string()).unwrap_or_default();
                let list = numbers.join(", ");
                self.notes.push(format!(
                    "event {}: the text of event{plural} {list} was removed, as of before {before}",
                    event.n
                ));
            }
        }
        let still = events.iter().filter(|event| !removed.contains_key(&event.n));
        let still: BTreeSet<&str> = still.filter_map(|event| event.text.as_deref()).collect();
        let known: BTreeSet<&str> = events.iter().filter_map(|event| event.text.as_deref()).collect();
        for event in events {
            let Some(text) = &event.text else { continue };
            match (there.get(text.as_str()), removed.get(&event.n)) {
                (Some(true), None) | (None, Some(_)) => {}
                (Some(false), _) => {
                    self.problems
                        .push(format!("the text of event {} is not the one that was written", event.n));
                }
                (None, None) => {
                    let why = "and no event says that it was removed";
                    self.problems.push(format!("the text of event {} is missing, {why}", event.n));
                }
                // The same words were written again later, and are kept for that event.
                (Some(true), Some(_)) if still.contains(text.as_str()) => {}
                (Some(true), Some(by)) => {
                    self.problems.push(format!(
                        "the text of event {} is still there, and event {by} says that it was removed: dispose again",
                        event.n
                    ));
                }
            }
        }
        let strangers = texts.iter().filter(|text| !known.contains(text.sha256.as_str())).count();
        if strangers > 0 && self.fault.is_none() {
            let plural = if strangers == 1 { "text belongs" } else { "texts belong" };
            self.notes.push(format!(
                "{strangers} {plural} to no event: written just before a power cut, which `case dispose` removes, or of another case"
            ));
        }
        Ok(())
    }
}
