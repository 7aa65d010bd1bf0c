//! Holds a store against what is asked of one: run it on yours.

use std::collections::BTreeSet;
use std::fmt;

use openras_core::document::{DayIn, Format, Id};

use crate::chain::Chain;
use crate::document::EventDocument;
use crate::event::{Body, Disposed, FreeText, Head, Sealed};
use crate::store::{Store, StoreError};

/// What a store does not do as it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nonconformity(pub String);

impl fmt::Display for Nonconformity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Nonconformity {}

/// Holds a store against what is asked of one, with the cases `{prefix}-1` and `{prefix}-2`, which must not be there yet and
/// are left behind. `reopen` gives the same store once more, as another program would open it.
///
/// It shows that heads are compared, appends are whole and in order, several writers make one chain, texts come and go, and
/// all of it is there for another program. That it stays after a power cut no test of this kind can show: wait for the disk.
///
/// # Errors
/// The first thing that is not as it should be.
pub fn check<S: Store + Sync>(
    store: &S,
    prefix: &str,
    reopen: impl Fn() -> Result<S, StoreError>,
) -> Result<(), Nonconformity> {
    let (one, two) = (format!("{prefix}-1"), format!("{prefix}-2"));
    must(
        matches!(store.lines(&one, 0), Err(StoreError::NoSuchCase(_))),
        "a case that is not there is told as such",
    )?;
    let head = appends(store, &one)?;
    let other = reopen().map_err(|error| Nonconformity(format!("it opens again: {error}")))?;
    must(ends(&other, &one)? == Some(head), "another program finds what was appended")?;
    must(matches!(store.lines(&two, 0), Err(StoreError::NoSuchCase(_))), "one case is not another")?;
    texts(store, &one)?;
    writers(store, &two)?;
    must(ends(&other, &one)?.is_some(), "writing to one case leaves another alone")
}

fn must(holds: bool, what: &str) -> Result<(), Nonconformity> {
    if holds { Ok(()) } else { Err(Nonconformity(format!("not so: {what}"))) }
}

fn said(error: impl fmt::Display) -> Nonconformity {
    Nonconformity(error.to_string())
}

/// An event that says nothing but who: the store reads none of it.
fn event(by: &str, text: Option<&str>) -> Result<Body, Nonconformity> {
    let mut value = serde_json::json!({
        "format": 1, "event": "referred", "on": "2008-03-01", "by": by, "role": "social_worker",
    });
    if let (Some(text), Some(value)) = (text, value.as_object_mut()) {
        value.insert("text".to_owned(), text.into());
    }
    let document: EventDocument = serde_json::from_value(value).map_err(said)?;
    Ok(Body::Recorded(Box::new(document)))
}

fn ends<S: Store>(store: &S, case: &str) -> Result<Option<Head>, Nonconformity> {
    let chain = Chain::read(&store.lines(case, 0).map_err(said)?);
    match chain.fault {
        Some(fault) => Err(said(fault)),
        None => Ok(chain.head()),
    }
}

fn appends<S: Store>(store: &S, case: &str) -> Result<Head, Nonconformity> {
    let nowhere = Head { n: 7, sha256: "0".repeat(64) };
    let first = Sealed::new(None, event("one", None)?).map_err(said)?;
    let early = store.append(case, Some(&nowhere), &first.line, &[]);
    must(
        matches!(early, Err(StoreError::Conflict(_) | StoreError::NoSuchCase(_))),
        "nothing follows what is not there",
    )?;
    store.append(case, None, &first.line, &[]).map_err(said)?;
    let again = store.append(case, None, &first.line, &[]);
    must(matches!(again, Err(StoreError::Conflict(Some(_)))), "a log begins once")?;
    let second = Sealed::new(Some(&first.head()), event("two", None)?).map_err(said)?;
    let third = Sealed::new(Some(&second.head()), event("three", None)?).map_err(said)?;
    let both = format!("{}{}", second.line, third.line);
    store.append(case, Some(&first.head()), &both, &[]).map_err(said)?;
    let late = store.append(case, Some(&first.head()), &second.line, &[]);
    match late {
        Err(StoreError::Conflict(Some(head))) => {
            must(head == third.head(), "who is too late is told the head")?
        }
        _ => must(false, "who is too late is told")?,
    }
    let whole = format!("{}{both}", first.line);
    must(store.lines(case, 0).map_err(said)? == whole.as_bytes(), "lines come back as they were")?;
    must(
        store.lines(case, 2).map_err(said)? == third.line.as_bytes(),
        "the lines behind the second are the third",
    )?;
    must(store.lines(case, 3).map_err(said)?.is_empty(), "behind the last line there is none")?;
    Ok(third.head())
}

fn texts<S: Store>(store: &S, case: &str) -> Result<(), Nonconformity> {
    let head = ends(store, case)?;
    let kept = "Said on the phone: \"swimming\", in Welsh nofio, \u{1F3CA}\nand on a second line";
    let fourth = Sealed::new(head.as_ref(), event("four", Some(kept))?).map_err(said)?;
    let text = fourth.text.clone().into_iter().collect::<Vec<FreeText>>();
    store.append(case, head.as_ref(), &fourth.line, &text).map_err(said)?;
    let late = store.append(case, head.as_ref(), &fourth.line, &[FreeText::new("too late")]);
    must(late.is_err(), "an append that is too late keeps no text")?;
    must(store.texts(case).map_err(said)? == text, "a text comes back as it was, and no other")?;
    let all: BTreeSet<String> = text.iter().map(|text| text.sha256.clone()).collect();
    store.forget(case, &all).map_err(said)?;
    must(store.texts(case).map_err(said)?.is_empty(), "a text that is to be forgotten is")?;
    store.forget(case, &all).map_err(said)?;
    let head = ends(store, case)?;
    must(head == Some(fourth.head()), "the chain stays when a text goes")?;
    let day = serde_json::from_value::<DayIn>("2009-01-01".into()).map_err(said)?;
    let id = Id::new("disposed").ok_or_else(|| Nonconformity("an id".to_owned()))?;
    let disposed = Disposed { format: Format, event: id, before: day, events: vec![4], on: None, by: None };
    let fifth = Sealed::new(head.as_ref(), Body::Disposed(disposed)).map_err(said)?;
    store.append(case, head.as_ref(), &fifth.line, &[]).map(drop).map_err(said)
}

/// Four writers, twenty-five events each, each trying again when told.
fn writers<S: Store + Sync>(store: &S, case: &str) -> Result<(), Nonconformity> {
    let first = Sealed::new(None, event("first", None)?).map_err(said)?;
    store.append(case, None, &first.line, &[]).map_err(said)?;
    let write = |writer: usize| -> Result<(), Nonconformity> {
        let mut head = Some(first.head());
        for at in 0..25 {
            loop {
                let next =
                    Sealed::new(head.as_ref(), event(&format!("{writer}-{at}"), None)?).map_err(said)?;
                match store.append(case, head.as_ref(), &next.line, &[]) {
                    Ok(_) => {
                        head = Some(next.head());
                        break;
                    }
                    Err(StoreError::Conflict(now)) => head = now,
                    Err(error) => return Err(said(error)),
                }
            }
        }
        Ok(())
    };
    let results: Vec<Result<(), Nonconformity>> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|writer| scope.spawn(move || write(writer))).collect();
        let joined = threads.into_iter().map(std::thread::ScopedJoinHandle::join);
        joined.map(|result| result.unwrap_or_else(|_| Err(said("a writer broke off")))).collect()
    });
    results.into_iter().collect::<Result<Vec<()>, Nonconformity>>()?;
    must(
        ends(store, case)?.map(|head| head.n) == Some(101),
        "four writers of 25 events make one chain of them all",
    )
}
