//! Bytes as a statement, a casefile and a review policy: added up, due, loaded, or refused.

use std::sync::LazyLock;

use openras::prelude::*;
use openras::rulebook::toml_document;

const FILES: [(&str, &str); 4] = [
    ("rulebook.toml", include_str!("../../fixtures/rulebooks/wrexham_2008/rulebook.toml")),
    ("questionnaire.toml", include_str!("../../fixtures/rulebooks/wrexham_2008/questionnaire.toml")),
    ("scheme.toml", include_str!("../../fixtures/rulebooks/wrexham_2008/scheme.toml")),
    ("review.toml", include_str!("../../fixtures/rulebooks/wrexham_2008/review.toml")),
];
const STATEMENT: &str = include_str!("../../fixtures/statements/wrexham_whole_year.toml");

fn rulebook(review: Option<&str>) -> Option<Rulebook> {
    let text = |name: &str, own: &'static str| match review {
        Some(other) if name == "review.toml" => other.to_owned(),
        _ => own.to_owned(),
    };
    let files = FILES.map(|(name, own)| (name.to_owned(), text(name, own)));
    Rulebook::from_folder(Folder::new("", files)).ok()
}

static RULEBOOK: LazyLock<Option<Rulebook>> = LazyLock::new(|| rulebook(None));

fn statement(text: &str) -> Option<AccountStatement> {
    AccountStatement::from_document(&mut toml_document("statement.toml", text.to_owned()).ok()?).ok()
}

/// What is to hold of any bytes.
pub(crate) fn run(text: &str) {
    let Some(own) = RULEBOOK.as_ref() else { panic!("the rulebook loads") };
    let day = Day::new(2009, 4, 16);
    if let Some(statement) = statement(text)
        && let Ok(result) = own.reconcile(&statement, day)
    {
        assert!(!result.to_text().is_empty() && result.to_html().ends_with("</html>\n"));
        let stamp = own.review_stamp().cloned();
        let record = stamp.and_then(|stamp| result.to_json(&stamp).ok()).unwrap_or_default();
        assert!(own.verify_reconciliation(&record, &statement).is_ok_and(|verified| verified.holds()));
    }
    let casefile = toml_document("casefile.toml", text.to_owned());
    if let Some(casefile) = casefile.ok().and_then(|mut document| Casefile::from_document(&mut document).ok())
        && let Some(Ok(due)) = day.map(|day| own.due(&casefile, day))
    {
        drop(due.to_text());
        drop(openras::review::calendar([&due]));
    }
    if let Some((other, statement)) = rulebook(Some(text)).zip(statement(STATEMENT)) {
        drop(other.reconcile(&statement, day));
    }
}
