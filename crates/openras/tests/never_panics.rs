//! Whatever comes in, what goes out is an answer or a list of problems: every way in is fed with the repository's own
//! documents, altered at random. The targets in fuzz/ go on from here without end.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::arithmetic_side_effects,
    reason = "a test says what must hold and stops where it does not"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use openras::formula::Formula;
use openras::pathway::{
    Case, CaseError, Cohort, CohortBy, EventDocument, MemoryStore, Store, Supported, verify,
};
use openras::prelude::*;
use openras::review::{BankMapping, OutcomesSummary, Table, read_bank, read_caseload};
use proptest::prelude::*;
use proptest::sample::{Index, select};

#[path = "../../../fuzz/bodies/case.rs"]
mod fuzz_case;
#[path = "../../../fuzz/bodies/review.rs"]
mod fuzz_review;

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

static FOLDERS: LazyLock<Vec<Folder>> = LazyLock::new(|| {
    let names = ["conformance", "contract", "leeds_2009", "minimal", "wrexham_2008"];
    names.map(|name| Folder::read(fixtures().join("rulebooks").join(name)).unwrap()).to_vec()
});

static CONTRACT: LazyLock<Rulebook> =
    LazyLock::new(|| Rulebook::open(fixtures().join("rulebooks/contract")).unwrap());

static ASSESSMENTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let entries = fs::read_dir(fixtures().join("assessments")).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "json"));
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
});

static RECORD: LazyLock<String> = LazyLock::new(|| {
    let text = fs::read_to_string(fixtures().join("assessments/contract_every_key.json")).unwrap();
    CONTRACT.allocate(&Assessment::from_json(&text).unwrap()).unwrap().to_json().unwrap()
});

static FORMULAS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let scheme = CONTRACT.scheme();
    scheme.steps.iter().map(|step| step.formula.source.clone()).collect()
});

static WREXHAM: LazyLock<Rulebook> =
    LazyLock::new(|| Rulebook::open(fixtures().join("rulebooks/wrexham_2008")).unwrap());

/// The statements and casefiles of Wrexham.
static REVIEWED: LazyLock<[Vec<String>; 2]> = LazyLock::new(|| {
    ["statements", "casefiles"].map(|folder| {
        let entries = fs::read_dir(fixtures().join(folder)).unwrap();
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.retain(|path| path.file_name().unwrap().to_string_lossy().starts_with("wrexham_"));
        paths.sort();
        paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
    })
});

/// Every file of a folder of the fixtures whose name ends so, as text.
fn texts(folder: &str, ending: &str) -> Vec<String> {
    let entries = fs::read_dir(fixtures().join(folder)).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.to_string_lossy().ends_with(ending));
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

/// A case of Wrexham with what led to a decision, and the events of the fixtures that came to it.
static CASE: LazyLock<(MemoryStore, Vec<String>)> = LazyLock::new(|| {
    let store = MemoryStore::new();
    let mut case = Case::create(&store, "A-0042", WREXHAM.opening("A-0042", None).unwrap()).unwrap();
    let events = texts("events", ".json");
    let record = fs::read_to_string(fixtures().join("records/wrexham_a_0042.json")).unwrap();
    for (at, text) in events.iter().take(5).enumerate() {
        let mut event = EventDocument::from_json(text).unwrap();
        if at == 2 {
            event.tie_allocation(&record, "A-0042").unwrap();
        }
        case.add(&event).unwrap();
    }
    (store, events)
});

/// One alteration of a text.
#[derive(Clone, Debug)]
enum Change {
    /// A piece is taken out.
    Cut(Index, usize),
    /// A word is put in.
    Insert(Index, &'static str),
    /// A character becomes another.
    Replace(Index, char),
    /// A piece is put in again somewhere else.
    Copy(Index, usize, Index),
    /// The text ends here.
    End(Index),
}

/// Words that a reader may stumble over.
const WORDS: [&str; 28] = [
    "\"",
    "'",
    "'''",
    "\"\"\"",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    ",",
    "\n",
    "\r\n",
    "\u{feff}",
    "\u{0}",
    "-",
    "1e999",
    "99999999999999999999999999999999999999999",
    "0.000000000000000001",
    "9999-12-31",
    "-9999-01-01",
    "null",
    "((((((((((",
    "^ 99 ^ 99",
    " / 0",
    "%",
    "\\u",
];

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (any::<Index>(), 1usize..60).prop_map(|(at, length)| Change::Cut(at, length)),
        (any::<Index>(), select(&WORDS[..])).prop_map(|(at, word)| Change::Insert(at, word)),
        (any::<Index>(), any::<char>()).prop_map(|(at, to)| Change::Replace(at, to)),
        (any::<Index>(), 1usize..200, any::<Index>())
            .prop_map(|(from, length, to)| Change::Copy(from, length, to)),
        any::<Index>().prop_map(Change::End),
    ]
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    prop::collection::vec(change(), 1..6)
}

fn altered(text: &str, changes: &[Change]) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for change in changes {
        let place = |at: &Index| at.index(letters.len() + 1);
        match change {
            Change::Cut(at, length) => {
                let from = place(at);
                let to = (from + length).min(letters.len());
                letters.drain(from..to);
            }
            Change::Insert(at, word) => {
                let at = place(at);
                letters.splice(at..at, word.chars());
            }
            Change::Replace(at, to) => {
                let at = place(at);
                if let Some(letter) = letters.get_mut(at) {
                    *letter = *to;
                }
            }
            Change::Copy(from, length, to) => {
                let (from, to) = (place(from), place(to));
                let piece: Vec<char> = letters.iter().skip(from).take(*length).copied().collect();
                letters.splice(to..to, piece);
            }
            Change::End(at) => {
                let at = place(at);
                letters.truncate(at);
            }
        }
    }
    letters.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_altered_rulebook_loads_or_says_why_not(folder in any::<Index>(), file in any::<Index>(), changes in changes()) {
        let mut folder = FOLDERS[folder.index(FOLDERS.len())].clone();
        let names: Vec<String> = folder.files.keys().filter(|name| name.ends_with(".toml")).cloned().collect();
        let name = &names[file.index(names.len())];
        let text = altered(&folder.files[name], &changes);
        folder.files.insert(name.clone(), text);
        match Rulebook::from_folder(folder) {
            Ok(rulebook) => drop(rulebook.run_cases()),
            Err(error) => {
                prop_assert!(error.diagnostics().has_errors());
                prop_assert!(!error.render(true).is_empty());
            }
        }
    }

    #[test]
    fn an_altered_assessment_is_worked_out_or_refused(which in any::<Index>(), changes in changes()) {
        let text = altered(&ASSESSMENTS[which.index(ASSESSMENTS.len())], &changes);
        if let Ok(assessment) = Assessment::from_json(&text) {
            drop(CONTRACT.questionnaire().form(&assessment, "en"));
            match CONTRACT.allocate(&assessment) {
                Ok(allocation) => prop_assert!(CONTRACT.verify(&allocation.to_json().unwrap()).unwrap().holds()),
                Err(problems) => prop_assert!(problems.has_errors() && !problems.items().is_empty()),
            }
            drop(CONTRACT.allocate_without_natural_support(&assessment));
        }
    }

    #[test]
    fn an_altered_record_is_refused_or_its_differences_are_told(changes in changes()) {
        let text = altered(&RECORD, &changes);
        match CONTRACT.verify(&text) {
            // What still reproduces says the same as before, however it is laid out.
            Ok(verification) if verification.holds() => {
                let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
                prop_assert_eq!(value(text.trim_start_matches('\u{feff}')), value(&RECORD));
            }
            Ok(verification) => prop_assert!(!verification.differences.is_empty()),
            Err(problems) => prop_assert!(problems.has_errors()),
        }
    }

    #[test]
    fn an_altered_statement_adds_up_or_is_refused(which in any::<Index>(), changes in changes()) {
        let statements = &REVIEWED[0];
        let text = altered(&statements[which.index(statements.len())], &changes);
        let Ok(mut document) = openras::rulebook::toml_document("statement.toml", text) else { return Ok(()) };
        let Ok(statement) = AccountStatement::from_document(&mut document) else { return Ok(()) };
        match WREXHAM.reconcile(&statement, Day::new(2009, 4, 16)) {
            Ok(result) => prop_assert!(!result.to_text().is_empty() && result.to_html().ends_with("</html>\n")),
            Err(problems) => prop_assert!(problems.has_errors()),
        }
    }

    #[test]
    fn an_altered_casefile_is_due_or_refused(which in any::<Index>(), changes in changes(), day in -1000i32..40_000) {
        let casefiles = &REVIEWED[1];
        let text = altered(&casefiles[which.index(casefiles.len())], &changes);
        let Ok(mut document) = openras::rulebook::toml_document("casefile.toml", text) else { return Ok(()) };
        let Ok(casefile) = Casefile::from_document(&mut document) else { return Ok(()) };
        match WREXHAM.due(&casefile, Day::since_1970(day).unwrap()) {
            Ok(due) => prop_assert!(openras::review::calendar([&due]).ends_with("END:VCALENDAR\r\n")),
            Err(problems) => prop_assert!(problems.has_errors()),
        }
    }

    #[test]
    fn an_altered_event_enters_a_case_or_is_refused(which in any::<Index>(), changes in changes()) {
        let (store, events) = &*CASE;
        let text = altered(&events[which.index(events.len())], &changes);
        let mut event = match EventDocument::from_json(&text) {
            Ok(event) => event,
            Err(problems) => {
                prop_assert!(problems.has_errors() && !problems.items().is_empty());
                return Ok(());
            }
        };
        drop(event.tie_allocation(&text, "A-0042"));
        drop(event.tie_findings(&RECORD, "A-0042"));
        // A case of its own, with what the other has behind it.
        let own = MemoryStore::new();
        let log = String::from_utf8(store.lines("A-0042", 0).unwrap()).unwrap();
        own.append("A-0042", None, &log, &store.texts("A-0042").unwrap()).unwrap();
        let mut case = Case::open(&own, "A-0042").unwrap();
        let record = openras::pathway::agreed_budget(case.state(), &event);
        prop_assert!(record.is_none_or(|record| record.sha256.is_some()));
        match case.add(&event) {
            Ok(_) => prop_assert!(verify(&own, "A-0042", None).unwrap().holds()),
            Err(CaseError::Refused(refusals)) => prop_assert!(!refusals.is_empty()),
            Err(CaseError::Input(problems)) => prop_assert!(problems.has_errors()),
            Err(error) => prop_assert!(false, "{}", error),
        }
        let state = case.state();
        prop_assert!(!state.explain(case.head(), &case.texts().unwrap(), Day::new(2008, 3, 1)).is_empty());
        drop(openras::pathway::export_json(state, &case.texts().unwrap()).unwrap());
        let cohort = Cohort::new([state]).record(Some(CohortBy::Group), &Supported::new());
        prop_assert!(cohort.csv().lines().count() >= 2 && cohort.chart().starts_with("<svg"));
    }

    #[test]
    fn an_altered_log_is_read_or_its_first_bad_event_is_told(changes in changes()) {
        let (store, _) = &*CASE;
        let log = String::from_utf8(store.lines("A-0042", 0).unwrap()).unwrap();
        let text = altered(&log, &changes);
        let own = MemoryStore::new();
        own.append("A-0042", None, &text, &store.texts("A-0042").unwrap()).unwrap();
        let found = verify(&own, "A-0042", None).unwrap();
        match Case::open(&own, "A-0042") {
            // What opens is the log as it was, or whole events from its beginning.
            Ok(case) => {
                let events = usize::try_from(case.head().n).unwrap();
                let whole: String = log.split_inclusive('\n').take(events).collect();
                prop_assert!(text.starts_with(whole.trim_end()), "{} events", events);
                prop_assert_eq!(found.fault.is_some(), case.torn().is_some());
            }
            Err(error) => prop_assert!(!found.holds(), "{}", error),
        }
    }

    #[test]
    fn what_the_fuzzer_is_fed_with_holds(which in any::<Index>(), changes in changes()) {
        let (store, events) = &*CASE;
        let line = |text: &String| serde_json::from_str::<serde_json::Value>(text).unwrap().to_string() + "\n";
        let log = String::from_utf8(store.lines("A-0042", 0).unwrap()).unwrap();
        let cases = [events[which.index(events.len())].clone(), events.iter().map(line).collect(), log];
        for text in cases {
            fuzz_case::run(&altered(&text, &changes));
        }
        let policy = FOLDERS[4].files["review.toml"].clone();
        let reviewed: Vec<&String> = REVIEWED.iter().flatten().chain([&policy]).collect();
        fuzz_review::run(&altered(reviewed[which.index(reviewed.len())], &changes));
    }

    #[test]
    fn an_altered_review_policy_or_pathway_loads_or_says_why_not(pathway in any::<bool>(), changes in changes()) {
        let mut folder = FOLDERS[4].clone();
        let name = if pathway { "pathway.toml" } else { "review.toml" };
        let text = altered(&folder.files[name], &changes);
        folder.files.insert(name.to_owned(), text);
        match Rulebook::from_folder(folder) {
            Ok(rulebook) => {
                for text in &REVIEWED[0] {
                    let mut document = openras::rulebook::toml_document("statement.toml", text.clone()).unwrap();
                    let statement = AccountStatement::from_document(&mut document).unwrap();
                    drop(rulebook.reconcile(&statement, Day::new(2009, 5, 16)));
                }
                let opening = rulebook.opening("A-1", Day::new(2008, 1, 1));
                prop_assert!(opening.is_err() || Case::create(&MemoryStore::new(), "A-1", opening.unwrap()).is_ok());
            }
            Err(error) => prop_assert!(error.diagnostics().has_errors() && !error.render(true).is_empty()),
        }
    }

    #[test]
    fn an_altered_caseload_or_bank_is_read_or_refused_by_row(bank in any::<bool>(), changes in changes()) {
        let name = if bank { "statements/bank.csv" } else { "casefiles/worcestershire_caseload.csv" };
        let text = altered(&fs::read_to_string(fixtures().join(name)).unwrap(), &changes);
        let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<String>>();
        let mut lines = text.lines();
        let head = cells(lines.next().unwrap_or(""));
        let rows = lines.enumerate().map(|(at, line)| (at + 2, cells(line))).collect();
        let table = Table { name: name.to_owned(), head, rows };
        if bank {
            let mapping = fs::read_to_string(fixtures().join("statements/mapping.toml")).unwrap();
            let mut mapping = openras::rulebook::toml_document("mapping.toml", mapping).unwrap();
            let mapping = BankMapping::from_document(&mut mapping).unwrap();
            let read = read_bank(&table, &mapping);
            prop_assert!(read.is_ok() || read.unwrap_err().has_errors());
            return Ok(());
        }
        match read_caseload(&table) {
            Ok(people) => {
                let due = WREXHAM.caseload(&people, Day::new(2016, 11, 15).unwrap());
                prop_assert!(due.is_err() || !due.unwrap().to_text().is_empty());
                prop_assert!(!OutcomesSummary::of(&people, None).to_text().is_empty());
            }
            Err(problems) => prop_assert!(problems.has_errors()),
        }
    }

    #[test]
    fn an_altered_formula_is_read_or_refused_at_a_place(which in any::<Index>(), changes in changes()) {
        let text = altered(&FORMULAS[which.index(FORMULAS.len())], &changes);
        match Formula::parse(&text) {
            Ok(formula) => prop_assert_eq!(formula.source(), text),
            Err(fault) => prop_assert!(text.get(fault.span.clone()).is_some(), "{:?} of {:?}", fault.span, text),
        }
    }
}
