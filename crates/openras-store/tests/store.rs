//! Files and, with the feature, SQLite: cut, killed, written to by many at once, and never an event lost.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test says what must hold and stops where it does not"
)]

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use openras_pathway::{
    Case, CaseError, Chain, EventDocument, Opening, PathwayContext, PathwayDocument, RulebookName, Store,
    StoreError, conformance, verify,
};
use openras_store::FileStore;
use serde_json::json;

/// A folder that is gone after the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("openras-store-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

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

fn event(by: &str, text: Option<&str>) -> EventDocument {
    let mut value = json!({ "format": 1, "event": "concern_raised", "on": "2008-03-01", "by": by, "role": "social_worker" });
    if let Some(text) = text {
        value["text"] = json!(text);
    }
    EventDocument::from_json(&value.to_string()).unwrap()
}

fn chain<S: Store>(store: &S, case: &str) -> Chain {
    Chain::read(&store.lines(case, 0).unwrap())
}

#[test]
fn the_file_store_is_a_store() {
    let folder = Folder::new("conformance");
    let store = FileStore::new(&folder.0);
    conformance::check(&store, "A", || Ok(FileStore::new(&folder.0))).unwrap();
}

#[test]
fn a_log_cut_at_any_byte_opens_with_every_whole_event_before_the_cut() {
    let folder = Folder::new("cut");
    let store = FileStore::new(&folder.0);
    let mut case = Case::create(&store, "A", opening()).unwrap();
    for at in 0..6 {
        case.add(&event(&format!("W-{at}"), Some(&format!("text {at}")))).unwrap();
    }
    let path = folder.0.join("A.jsonl");
    let whole = std::fs::read(&path).unwrap();
    let ends: Vec<usize> =
        whole.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at).collect();
    for cut in 0..=whole.len() {
        std::fs::write(&path, &whole[..cut]).unwrap();
        // An event is whole with its last brace: its line end is all that it can lack.
        let events = ends.iter().filter(|end| **end <= cut).count();
        let torn = cut > 0 && !ends.contains(&cut) && !ends.contains(&(cut - 1));
        match Case::open(&store, "A") {
            Ok(case) => {
                assert_eq!(case.head().n, events as u64, "cut at {cut}");
                assert_eq!(case.torn().is_some(), torn, "cut at {cut}");
            }
            Err(error) => assert_eq!(events, 0, "cut at {cut}: {error}"),
        }
    }
}

/// OPENRAS_EXHAUSTIVE=1: a log of 10,000 events cut at every byte, as a power cut leaves it; otherwise at one byte in 9,973.
#[test]
fn a_log_of_ten_thousand_events_cut_at_any_byte_keeps_every_whole_event() {
    let store = openras_pathway::MemoryStore::new();
    let mut case = Case::create(&store, "A", opening()).unwrap();
    let events: Vec<EventDocument> = (1..10_000).map(|at| event(&format!("W-{at}"), None)).collect();
    case.add_all(&events).unwrap();
    let log = store.lines("A", 0).unwrap();
    let ends: Vec<usize> = (0..log.len()).filter(|at| log[*at] == b'\n').collect();
    let whole = Chain::read(&log);
    let step = if std::env::var_os("OPENRAS_EXHAUSTIVE").is_some() { 1 } else { 9_973 };
    let mut cuts = 0;
    for cut in (0..=log.len()).step_by(step) {
        // What stands before the line of the cut is untouched: following the log from there is following it from the start.
        let line = ends.partition_point(|end| *end < cut).saturating_sub(1);
        let (start, head) = match line.checked_sub(1) {
            None => (0, None),
            Some(before) => {
                let link = &whole.links[before];
                (ends[before] + 1, Some(openras_pathway::Head { n: link.n, sha256: link.sha256.clone() }))
            }
        };
        let chain = Chain::after(head.as_ref(), &log[start..cut]);
        let events = ends.partition_point(|end| *end <= cut);
        assert_eq!(line + chain.links.len(), events, "cut at {cut}");
        let torn = cut > 0 && ends.binary_search(&cut).is_err() && ends.binary_search(&(cut - 1)).is_err();
        assert_eq!(chain.is_torn(), torn, "cut at {cut}");
        assert!(torn || chain.fault.is_none(), "cut at {cut}: {:?}", chain.fault);
        cuts += 1;
    }
    println!("a log of {} bytes was cut at {cuts} of them", log.len());
}

#[test]
fn what_follows_a_torn_line_leaves_a_whole_log_and_the_torn_line_is_kept() {
    let folder = Folder::new("torn");
    let store = FileStore::new(&folder.0);
    let mut case = Case::create(&store, "A", opening()).unwrap();
    case.add(&event("W-1", None)).unwrap();
    case.add(&event("W-2", None)).unwrap();
    let path = folder.0.join("A.jsonl");
    let whole = std::fs::read(&path).unwrap();
    let last = whole[..whole.len() - 1].iter().rposition(|byte| *byte == b'\n').unwrap() + 1;
    for cut in last..=whole.len() {
        std::fs::write(&path, &whole[..cut]).unwrap();
        drop(std::fs::remove_file(folder.0.join("A.torn")));
        let mut case = Case::open(&store, "A").unwrap();
        case.add(&event("W-3", None)).unwrap();
        let torn = &whole[last..cut];
        let is_torn = cut > last && cut < whole.len() - 1;
        assert_eq!(case.set_aside().is_some(), is_torn, "cut at {cut}");
        if is_torn {
            let kept = std::fs::read(folder.0.join("A.torn")).unwrap();
            assert_eq!(kept.strip_suffix(b"\n").unwrap(), torn);
        }
        let after = chain(&store, "A");
        assert!(after.fault.is_none(), "cut at {cut}: {:?}", after.fault);
        assert_eq!(after.links.len(), if cut >= whole.len() - 1 { 4 } else { 3 });
    }
}

#[test]
fn nothing_is_written_behind_a_line_that_somebody_altered() {
    let folder = Folder::new("altered");
    let store = FileStore::new(&folder.0);
    let mut case = Case::create(&store, "A", opening()).unwrap();
    case.add(&event("W-1", None)).unwrap();
    let path = folder.0.join("A.jsonl");
    let text = std::fs::read_to_string(&path).unwrap().replace("W-1", "W-7");
    std::fs::write(&path, text).unwrap();
    let error = case.add(&event("W-2", None)).unwrap_err();
    assert!(matches!(error, CaseError::Store(StoreError::Damaged)), "{error}");
    assert!(matches!(Case::open(&store, "A"), Err(CaseError::Chain(fault)) if fault.n == 2));
}

#[test]
fn two_logs_that_were_swapped_are_told() {
    let folder = Folder::new("swapped");
    let store = FileStore::new(&folder.0);
    for name in ["A", "B"] {
        let mut case = Case::create(&store, name, opening()).unwrap();
        case.add(&event("W-1", Some(&format!("the text of {name}")))).unwrap();
    }
    let file = |name: &str| folder.0.join(name);
    let swap = |one: &str, other: &str| {
        std::fs::rename(file(one), file("aside")).unwrap();
        std::fs::rename(file(other), file(one)).unwrap();
        std::fs::rename(file("aside"), file(other)).unwrap();
    };
    swap("A.jsonl", "B.jsonl");
    assert!(matches!(Case::open(&store, "A"), Err(CaseError::OtherCase { says, .. }) if says == "B"));
    let found = verify(&store, "A", None).unwrap();
    assert!(found.problems[0].contains("the log says that it is of the case `B`"), "{found:?}");
    swap("A.jsonl", "B.jsonl");
    swap("A.text.jsonl", "B.text.jsonl");
    let found = verify(&store, "A", None).unwrap();
    assert_eq!(found.problems, ["the text of event 2 is missing, and no event says that it was removed"]);
    std::fs::remove_file(file("A.text.jsonl")).unwrap();
    assert!(!verify(&store, "A", None).unwrap().holds());
}

#[test]
fn a_torn_line_of_text_hides_no_other() {
    let folder = Folder::new("torn-text");
    let store = FileStore::new(&folder.0);
    let mut case = Case::create(&store, "A", opening()).unwrap();
    case.add(&event("W-1", Some("first"))).unwrap();
    let path = folder.0.join("A.text.jsonl");
    std::fs::OpenOptions::new().append(true).open(&path).unwrap().write_all(b"{\"sha256\":\"ab").unwrap();
    case.add(&event("W-2", Some("second"))).unwrap();
    assert_eq!(
        case.texts().unwrap().iter().map(|text| text.text.as_str()).collect::<Vec<_>>(),
        ["first", "second"]
    );
    assert!(verify(&store, "A", None).unwrap().holds());
}

#[test]
fn disposing_leaves_nothing_that_a_power_cut_left() {
    let folder = Folder::new("left");
    let store = FileStore::new(&folder.0);
    let mut case = Case::create(&store, "A", opening()).unwrap();
    case.add(&event("W-1", Some("first"))).unwrap();
    let (path, beside) = (folder.0.join("A.text.jsonl"), folder.0.join("A.text.jsonl.new"));
    let kept = std::fs::read(&path).unwrap();
    // A text without its event, half of another, and what an earlier disposal was about to put in place.
    let whole = serde_json::to_string(&openras_pathway::FreeText::new("a secret")).unwrap();
    let torn = &whole[..whole.len() - 4];
    std::fs::write(&path, [&kept[..], whole.as_bytes(), b"\n", torn.as_bytes()].concat()).unwrap();
    std::fs::write(&beside, "{\"text\":\"a secret\"").unwrap();
    let before = openras_core::Day::new(2000, 1, 1).unwrap();
    assert_eq!(case.dispose(before, None, None).unwrap().of_no_event, 1);
    assert_eq!(std::fs::read(&path).unwrap(), kept);
    assert!(!beside.exists());
    // The half alone.
    std::fs::write(&path, [&kept[..], torn.as_bytes()].concat()).unwrap();
    case.dispose(before, None, None).unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), kept);
    assert!(verify(&store, "A", None).unwrap().holds());
    // What is damaged within is no half: it stays to the last byte, for somebody may mend it.
    let mut damaged = kept.clone();
    damaged[2] = 0xff;
    std::fs::write(&path, [&damaged[..], torn.as_bytes()].concat()).unwrap();
    case.dispose(before, None, None).unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), damaged);
}

#[test]
fn names_that_lead_elsewhere_are_no_cases() {
    let folder = Folder::new("names");
    let store = FileStore::new(&folder.0);
    for name in ["", "../A", "a/b", ".A", "A.text", "A.torn", "A\0"] {
        assert!(matches!(store.lines(name, 0), Err(StoreError::BadName(_))), "{name:?}");
        let created = Case::create(&store, name, opening());
        assert!(matches!(created, Err(CaseError::Store(StoreError::BadName(_)))), "{name:?}");
    }
}

/// What a child does: add events to the case in a folder until it has added `count`, and say of each that it is kept.
#[test]
fn child() {
    let Some(folder) = std::env::var_os("OPENRAS_CHILD_FOLDER") else { return };
    let count: u64 = std::env::var("OPENRAS_CHILD_COUNT").unwrap().parse().unwrap();
    let by = std::env::var("OPENRAS_CHILD_BY").unwrap();
    match std::env::var_os("OPENRAS_CHILD_SQLITE") {
        None => add(&FileStore::new(&folder), &by, count),
        #[cfg(feature = "sqlite")]
        Some(_) => add(
            &openras_store::SqliteStore::open(Path::new(&folder).join("cases.sqlite")).unwrap(),
            &by,
            count,
        ),
        #[cfg(not(feature = "sqlite"))]
        Some(_) => panic!("without the feature"),
    }
}

fn add<S: Store>(store: &S, by: &str, count: u64) {
    let mut case = Case::open(store, "A").unwrap();
    let mut out = std::io::stdout().lock();
    for at in 0..count {
        let event = event(&format!("{by}-{at}"), Some(&format!("text {by} {at}")));
        loop {
            match case.add(&event) {
                Ok(_) => break,
                Err(CaseError::Store(StoreError::Conflict(_))) => case.refresh().unwrap(),
                Err(error) => panic!("{error}"),
            }
        }
        writeln!(out, "kept {} {}", case.head().n, case.head().sha256).unwrap();
        out.flush().unwrap();
    }
}

fn spawn(folder: &Path, by: &str, count: u64, sqlite: bool) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "child", "--nocapture"]);
    command.env("OPENRAS_CHILD_FOLDER", folder).env("OPENRAS_CHILD_BY", by);
    command.env("OPENRAS_CHILD_COUNT", count.to_string());
    if sqlite {
        command.env("OPENRAS_CHILD_SQLITE", "1");
    }
    command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
}

/// The digests that a child said are kept, once it is over.
fn kept(child: &mut Child) -> Vec<String> {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let kept = lines.filter_map(|line| Some(line[line.find("kept ")?..].to_owned()));
    // A line that the kill cut off was never said.
    let digests =
        kept.filter_map(|line| line.split(' ').nth(2).map(str::to_owned)).filter(|digest| digest.len() == 64);
    digests.collect()
}

/// How many times a process is killed: OPENRAS_KILLS=1000 for the long run.
fn kills() -> u64 {
    std::env::var("OPENRAS_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(40)
}

fn killed<S: Store>(name: &str, sqlite: bool, open: impl Fn(&Path) -> S) {
    let mut acknowledged = 0;
    for kill in 0..kills() {
        let folder = Folder::new(&format!("{name}-{kill}"));
        drop(Case::create(&open(&folder.0), "A", opening()).unwrap());
        let mut child = spawn(&folder.0, "W", 100_000, sqlite);
        // At another time in each, from before it has begun to well within its writing.
        std::thread::sleep(Duration::from_micros(kill * 7_919 % 60_000));
        child.kill().unwrap();
        let kept = kept(&mut child);
        child.wait().unwrap();
        let store = open(&folder.0);
        let chain = chain(&store, "A");
        assert!(chain.fault.is_none() || chain.is_torn(), "{:?}", chain.fault);
        let there: Vec<&String> = chain.links.iter().map(|link| &link.sha256).collect();
        assert!(kept.iter().all(|digest| there.contains(&digest)), "an acknowledged event is gone");
        // The texts of all that is there are there.
        let verified = verify(&store, "A", None).unwrap();
        assert!(verified.problems.is_empty(), "{verified:?}");
        let mut case = Case::open(&store, "A").unwrap();
        case.add(&event("after", None)).unwrap();
        assert!(verify(&store, "A", None).unwrap().holds());
        acknowledged += kept.len();
    }
    assert!(acknowledged > 0, "no child came to write");
}

#[test]
fn a_process_that_is_killed_loses_no_acknowledged_event() {
    killed("killed", false, |folder| FileStore::new(folder));
}

fn together<S: Store>(folder: &Folder, sqlite: bool, store: &S) {
    drop(Case::create(store, "A", opening()).unwrap());
    let mut children: Vec<Child> =
        (0..8).map(|writer| spawn(&folder.0, &format!("W{writer}"), 100, sqlite)).collect();
    let mut said: Vec<String> = children.iter_mut().flat_map(kept).collect();
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    let chain = chain(store, "A");
    assert!(chain.fault.is_none(), "{:?}", chain.fault);
    assert_eq!(chain.links.len(), 801, "all of them, and the one that opened the case");
    let mut there: Vec<String> = chain.links.iter().skip(1).map(|link| link.sha256.clone()).collect();
    there.sort();
    said.sort();
    assert_eq!(there, said, "no more, no fewer");
    assert!(verify(store, "A", None).unwrap().holds());
}

#[test]
fn eight_processes_of_a_hundred_events_make_one_chain() {
    let folder = Folder::new("together");
    together(&folder, false, &FileStore::new(&folder.0));
}

#[cfg(feature = "sqlite")]
mod sqlite {
    use openras_pathway::{Case, conformance};
    use openras_store::{FileStore, SqliteStore};

    use super::{Folder, Path, Store, event, killed, opening, together, verify};

    fn open(folder: &Path) -> SqliteStore {
        SqliteStore::open(folder.join("cases.sqlite")).unwrap()
    }

    #[test]
    fn the_sqlite_store_is_a_store() {
        let folder = Folder::new("sqlite");
        let store = open(&folder.0);
        conformance::check(&store, "A", || SqliteStore::open(folder.0.join("cases.sqlite"))).unwrap();
        assert_eq!(store.cases().unwrap(), ["A-1", "A-2"]);
    }

    #[test]
    fn the_same_events_are_the_same_chain_in_both_stores() {
        let folder = Folder::new("both");
        let (files, sqlite) = (FileStore::new(&folder.0), open(&folder.0));
        let mut one = Case::create(&files, "A", opening()).unwrap();
        let mut other = Case::create(&sqlite, "A", opening()).unwrap();
        for at in 0..10 {
            one.add(&event(&format!("W-{at}"), Some("text"))).unwrap();
            other.add(&event(&format!("W-{at}"), Some("text"))).unwrap();
        }
        assert_eq!(one.head(), other.head());
        assert_eq!(files.lines("A", 0).unwrap(), sqlite.lines("A", 0).unwrap());
        assert!(verify(&sqlite, "A", Some(&one.head().sha256)).unwrap().holds());
    }

    #[test]
    fn a_text_that_is_disposed_of_is_in_no_file_any_more() {
        let folder = Folder::new("gone");
        let store = open(&folder.0);
        let mut case = Case::create(&store, "A", opening()).unwrap();
        case.add(&event("W-1", Some("a secret that nobody else has"))).unwrap();
        case.dispose(openras_core::Day::new(2009, 1, 1).unwrap(), None, None).unwrap();
        assert!(verify(&store, "A", None).unwrap().holds());
        for file in std::fs::read_dir(&folder.0).unwrap() {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            assert!(!bytes.windows(8).any(|part| part == b"a secret"));
        }
    }

    #[test]
    fn a_process_that_is_killed_loses_no_acknowledged_event_in_sqlite() {
        killed("sqlite-killed", true, open);
    }

    #[test]
    fn eight_processes_of_a_hundred_events_make_one_chain_in_sqlite() {
        let folder = Folder::new("sqlite-together");
        together(&folder, true, &open(&folder.0));
    }
}
