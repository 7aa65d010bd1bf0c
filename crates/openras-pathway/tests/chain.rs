//! A log of ten thousand events, altered in every way that one can think of: the first bad event is always named.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test says what must hold and stops where it does not"
)]

use std::ops::Range;

use openras_core::document::unsupported;
use openras_pathway::{
    Case, Chain, EventDocument, FaultKind, Head, MemoryStore, Opening, PathwayContext, PathwayDocument,
    RulebookName, Store, conformance,
};
use serde_json::json;

const EVENTS: usize = 10_000;

fn opening() -> Opening {
    let pathway = json!({ "format": 1, "id": "small", "version": "1", "illustrative": true,
        "step": [{ "id": "referred", "by": ["social_worker"], "stage": "referred" }] });
    Opening {
        person: "A-1".to_owned(),
        group: None,
        team: None,
        on: None,
        by: None,
        rulebook: RulebookName { id: "small".to_owned(), version: "1".to_owned(), sha256: "0".repeat(64) },
        pathway_sha256: "1".repeat(64),
        pathway: serde_json::from_value::<PathwayDocument>(pathway).unwrap(),
        context: PathwayContext {
            currency: "GBP".to_owned(),
            decimals: 2,
            language: "en".to_owned(),
            ..Default::default()
        },
    }
}

fn log(events: usize) -> Vec<u8> {
    let store = MemoryStore::new();
    let mut case = Case::create(&store, "A-1", opening()).unwrap();
    let event = |at: usize| -> EventDocument {
        let value = json!({ "format": 1, "event": "concern_raised", "on": "2008-03-01", "by": format!("W-{at}"), "role": "social_worker" });
        EventDocument::from_json(&value.to_string()).unwrap()
    };
    let all: Vec<EventDocument> = (1..events).map(event).collect();
    case.add_all(&all).unwrap();
    store.lines("A-1", 0).unwrap()
}

/// Where each line begins, and the end of the log.
fn starts(log: &[u8]) -> Vec<usize> {
    let ends = log.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
    std::iter::once(0).chain(ends).collect()
}

fn lines(log: &[u8]) -> Vec<&[u8]> {
    log.split_inclusive(|byte| *byte == b'\n').collect()
}

/// The fault of a log of which the lines before `line` are untouched: following it from there is following it from the start.
fn fault_from(heads: &[Head], log: &[u8], start: usize, line: usize) -> (FaultKind, u64) {
    let head = line.checked_sub(1).map(|before| &heads[before]);
    let fault = Chain::after(head, &log[start..]).fault.unwrap_or_else(|| panic!("line {line}: not found"));
    (fault.kind, fault.n)
}

/// OPENRAS_EXHAUSTIVE=1: everything, on every core.
fn exhaustive() -> bool {
    std::env::var_os("OPENRAS_EXHAUSTIVE").is_some()
}

/// Does something for each line, on every core: each has the log to itself.
fn each_line(log: &[u8], lines: Range<usize>, work: impl Fn(&mut Vec<u8>, usize) -> u64 + Sync) -> u64 {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let one = |core: usize| {
        let mut log = log.to_vec();
        lines.clone().skip(core).step_by(cores).map(|line| work(&mut log, line)).sum::<u64>()
    };
    std::thread::scope(|scope| {
        let cores: Vec<_> = (0..cores).map(|core| scope.spawn(move || one(core))).collect();
        cores.into_iter().map(|core| core.join().unwrap()).sum()
    })
}

#[test]
fn any_bit_that_is_turned_is_named_by_its_event() {
    let log = log(EVENTS);
    let starts = starts(&log);
    let chain = Chain::read(&log);
    assert!(chain.fault.is_none() && chain.links.len() == EVENTS);
    let heads = heads(&chain);
    // All of some 26 million bits; or every bit of three lines, and of each other line one, at another place in each.
    let turned = each_line(&log, 0..EVENTS, |log, line| {
        let (start, end) = (starts[line], starts[line + 1]);
        let bits = (end - start) * 8;
        let every = exhaustive() || [1, EVENTS / 2, EVENTS - 1].contains(&line);
        let chosen = if every { 0..bits } else { line * 7_919 % bits..line * 7_919 % bits + 1 };
        let count = chosen.len() as u64;
        for bit in chosen {
            let (at, mask) = (start + bit / 8, 1u8 << (bit % 8));
            log[at] ^= mask;
            // A turned line end joins two lines: only what follows matters, and one more line is enough of it.
            let until = starts.get(line + 2).copied().unwrap_or(log.len());
            let (kind, n) = fault_from(&heads, &log[..until], start, line);
            let last = line + 1 == EVENTS && at + 1 == end;
            let expected = if last { FaultKind::Torn } else { FaultKind::Altered };
            assert_eq!((kind, n), (expected, line as u64 + 1), "bit {bit} of line {line}");
            log[at] ^= mask;
        }
        count
    });
    println!("{turned} bits of {} were turned", log.len() * 8);
    assert!(!exhaustive() || turned == log.len() as u64 * 8);
    // The same by following the whole log.
    let mut log = log;
    for line in (0..EVENTS).step_by(1_999) {
        let at = starts[line] + 40;
        log[at] ^= 1;
        let chain = Chain::read(&log);
        assert_eq!(
            chain.fault.map(|fault| (fault.kind, fault.n)),
            Some((FaultKind::Altered, line as u64 + 1))
        );
        assert_eq!(chain.links.len(), line);
        log[at] ^= 1;
    }
    assert!(Chain::read(&log).fault.is_none());
}

#[test]
fn of_ten_thousand_lines_any_that_is_dropped_repeated_or_swapped_is_named() {
    let log = log(EVENTS);
    let starts = starts(&log);
    let heads = heads(&Chain::read(&log));
    let line_at = |line: usize| &log[starts[line]..starts[line + 1]];
    // Each of the lines, or some; of the last only that it is repeated, for without it a log is a shorter log.
    let changed = each_line(&log, 0..EVENTS, |_, line| {
        if !exhaustive() && line % 487 != 0 && line + 2 < EVENTS {
            return 0;
        }
        let n = line as u64 + 1;
        let again = [line_at(line), line_at(line)].concat();
        assert_eq!(fault_from(&heads, &again, 0, line), (FaultKind::Repeated, n), "line {line} again");
        if line + 1 == EVENTS {
            return 1;
        }
        let without = fault_from(&heads, &log[starts[line + 1]..], 0, line);
        assert_eq!(without, (FaultKind::Missing, n), "line {line} dropped");
        // With the next line, and with another at another distance for each.
        for other in [line + 1, line + 1 + line * 7_919 % (EVENTS - line - 1)] {
            let between = &log[starts[line + 1]..starts[other]];
            let swapped = [line_at(other), between, line_at(line), &log[starts[other + 1]..]].concat();
            let first = (FaultKind::OutOfOrder, other as u64 + 1);
            assert_eq!(fault_from(&heads, &swapped, 0, line), first, "line {line} swapped with {other}");
        }
        // Again later, where what stands before it has to be known: the whole log up to there.
        if line % 487 == 0 {
            let to = line + 1 + line * 7_919 % (EVENTS - line - 1);
            let again = [&log[..starts[to]], line_at(line), &log[starts[to]..]].concat();
            let fault = Chain::read(&again).fault.map(|fault| (fault.kind, fault.n));
            assert_eq!(fault, Some((FaultKind::Repeated, n)), "line {line} again at {to}");
        }
        1
    });
    println!("{changed} lines of {EVENTS} were dropped, repeated and swapped");
}

fn heads(chain: &Chain) -> Vec<Head> {
    chain.links.iter().map(|link| Head { n: link.n, sha256: link.sha256.clone() }).collect()
}

fn fault_of(lines: &[&[u8]]) -> Option<(FaultKind, u64)> {
    Chain::read(&lines.concat()).fault.map(|fault| (fault.kind, fault.n))
}

#[test]
fn a_line_that_is_dropped_repeated_or_swapped_is_named() {
    let log = log(60);
    let lines = lines(&log);
    for at in 0..60 {
        let n = at as u64 + 1;
        let mut without = lines.clone();
        without.remove(at);
        // Without its last line a log is a shorter log: only a digest that is kept elsewhere tells.
        let expected = (at != 59).then_some((FaultKind::Missing, n));
        assert_eq!(fault_of(&without), expected, "dropped {n}");
        for to in at + 1..=60 {
            let mut again = lines.clone();
            again.insert(to, lines[at]);
            assert_eq!(fault_of(&again), Some((FaultKind::Repeated, n)), "{n} again at {to}");
        }
        for other in at + 1..60 {
            let mut swapped = lines.clone();
            swapped.swap(at, other);
            let first = (FaultKind::OutOfOrder, other as u64 + 1);
            assert_eq!(fault_of(&swapped), Some(first), "{n} swapped with {}", other + 1);
        }
    }
}

#[test]
fn a_line_of_another_log_is_found() {
    let (one, mut other) = (log(10), log(10));
    // The same number, well made, and of another chain.
    let at = other.len() / 2;
    other[at..].fill(b' ');
    let store = MemoryStore::new();
    let mut opening = opening();
    "A-2".clone_into(&mut opening.person);
    let mut case = Case::create(&store, "A-1", opening).unwrap();
    let event =
        json!({ "format": 1, "event": "referred", "on": "2008-03-01", "by": "W-1", "role": "social_worker" });
    for _ in 0..9 {
        case.add(&EventDocument::from_json(&event.to_string()).unwrap()).unwrap();
    }
    let strange = store.lines("A-1", 0).unwrap();
    for at in 0..10 {
        let mut mixed = lines(&one);
        mixed[at] = lines(&strange)[at];
        // The first line of another log is the first line of a log: what follows does not follow from it.
        let n = if at == 0 { 2 } else { at as u64 + 1 };
        assert_eq!(fault_of(&mixed), Some((FaultKind::Altered, n)));
    }
}

#[test]
fn what_is_not_a_log_is_told_and_never_a_panic() {
    for text in ["\n", "{}\n", "null\n", "[]\n", "garbage\n", "{\"n\":1}\n", "\u{feff}{}\n", "\0\0\0\n"] {
        assert_eq!(fault_of(&[text.as_bytes()]), Some((FaultKind::Altered, 1)), "{text:?}");
    }
    for text in ["{", "\0\0\0", "{\"format\":1"] {
        assert_eq!(fault_of(&[text.as_bytes()]), Some((FaultKind::Torn, 1)), "{text:?}");
    }
    assert_eq!(fault_of(&[]), None);
    let log = log(3);
    let windows = String::from_utf8(log.clone()).unwrap().replace('\n', "\r\n");
    assert_eq!(fault_of(&[windows.as_bytes()]), Some((FaultKind::Altered, 1)));
    let blank = [&log[..], b"\n"].concat();
    assert_eq!(fault_of(&[&blank]), Some((FaultKind::Altered, 4)));
}

#[test]
fn the_memory_store_is_a_store() {
    // The same store for both: a program's memory is gone with it.
    struct Shared<'s>(&'s MemoryStore);
    impl Store for Shared<'_> {
        fn lines(&self, case: &str, after: u64) -> Result<Vec<u8>, openras_pathway::StoreError> {
            self.0.lines(case, after)
        }
        fn append(
            &self,
            case: &str,
            head: Option<&Head>,
            lines: &str,
            texts: &[openras_pathway::FreeText],
        ) -> Result<openras_pathway::Appended, openras_pathway::StoreError> {
            self.0.append(case, head, lines, texts)
        }
        fn texts(&self, case: &str) -> Result<Vec<openras_pathway::FreeText>, openras_pathway::StoreError> {
            self.0.texts(case)
        }
        fn forget(
            &self,
            case: &str,
            digests: &std::collections::BTreeSet<String>,
        ) -> Result<(), openras_pathway::StoreError> {
            self.0.forget(case, digests)
        }
    }
    let store = MemoryStore::new();
    conformance::check(&Shared(&store), "memory", || Ok(Shared(&store))).unwrap();
    // One that forgets to look at the head is found out.
    struct Careless<'s>(Shared<'s>);
    impl Store for Careless<'_> {
        fn lines(&self, case: &str, after: u64) -> Result<Vec<u8>, openras_pathway::StoreError> {
            self.0.lines(case, after)
        }
        fn append(
            &self,
            case: &str,
            _: Option<&Head>,
            lines: &str,
            texts: &[openras_pathway::FreeText],
        ) -> Result<openras_pathway::Appended, openras_pathway::StoreError> {
            let head = Chain::read(&self.0.lines(case, 0).unwrap_or_default()).head();
            self.0.append(case, head.as_ref(), lines, texts)
        }
        fn texts(&self, case: &str) -> Result<Vec<openras_pathway::FreeText>, openras_pathway::StoreError> {
            self.0.texts(case)
        }
        fn forget(
            &self,
            case: &str,
            digests: &std::collections::BTreeSet<String>,
        ) -> Result<(), openras_pathway::StoreError> {
            self.0.forget(case, digests)
        }
    }
    let store = MemoryStore::new();
    let careless = || Ok(Careless(Shared(&store)));
    assert!(conformance::check(&careless().unwrap(), "careless", careless).is_err());
}

#[test]
fn every_document_says_all_of_its_shape() {
    for (name, left_out) in
        [("pathway.toml", unsupported::<PathwayDocument>()), ("case event", unsupported::<EventDocument>())]
    {
        assert!(left_out.is_empty(), "{name}: {left_out:?}");
    }
}

#[test]
fn the_digest_of_a_text_is_that_of_any_other_program() {
    // printf 'abc' | sha256sum; FIPS 180-4.
    let text = openras_pathway::FreeText::new("abc");
    assert_eq!(text.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
