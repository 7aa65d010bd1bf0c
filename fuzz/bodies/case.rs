//! Bytes as an event of a case, and as the log of one: entered, read, or refused.

use std::sync::LazyLock;

use openras::pathway::{Case, Cohort, EventDocument, MemoryStore, Store, Supported, verify};
use openras::prelude::*;

static RULEBOOK: LazyLock<Option<Rulebook>> = LazyLock::new(|| {
    let files = [
        ("rulebook.toml", include_str!("../../fixtures/rulebooks/wrexham_2008/rulebook.toml")),
        ("questionnaire.toml", include_str!("../../fixtures/rulebooks/wrexham_2008/questionnaire.toml")),
        ("scheme.toml", include_str!("../../fixtures/rulebooks/wrexham_2008/scheme.toml")),
        ("pathway.toml", include_str!("../../fixtures/rulebooks/wrexham_2008/pathway.toml")),
    ];
    Rulebook::from_folder(Folder::new("", files.map(|(name, text)| (name.to_owned(), text.to_owned())))).ok()
});

/// What is to hold of any bytes.
pub(crate) fn run(text: &str) {
    let Some(rulebook) = RULEBOOK.as_ref() else { panic!("the rulebook loads") };
    let Ok(opening) = rulebook.opening("A-1", None) else { panic!("it has a pathway") };
    let store = MemoryStore::new();
    let Ok(mut case) = Case::create(&store, "A-1", opening) else { panic!("a case opens") };
    // One event, and an event a line, as far as they are read.
    for piece in std::iter::once(text).chain(text.lines()) {
        if let Ok(mut event) = EventDocument::from_json(piece) {
            drop(event.tie_findings(text, "A-1"));
            drop(case.add(&event));
        }
    }
    let found = verify(&store, "A-1", None);
    assert!(found.is_ok_and(|found| found.holds()));
    drop(case.state().explain(case.head(), &case.texts().unwrap_or_default(), None));
    drop(Cohort::new([case.state()]).record(None, &Supported::new()).csv());
    // The same bytes as a log.
    let log = MemoryStore::new();
    if log.append("A-1", None, text, &[]).is_ok() {
        let opened = Case::open(&log, "A-1");
        drop(verify(&log, "A-1", opened.as_ref().ok().map(|case| case.head().sha256.as_str())));
    }
}
