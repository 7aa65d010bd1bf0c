//! A record held against what it says it is.

use openras_allocation::{Difference, RECORD, compare};
use openras_core::document::Document;
use openras_core::{Code, Diagnostic, Diagnostics, Path, digest};
use openras_plan::{FINDINGS, TOGETHER};
use openras_questionnaire::Assessment;
use openras_review::{RECONCILIATION, REVIEW};
use serde_json::{Map, Value as Json};

use crate::budget_change::BUDGET_CHANGE;
use crate::rulebook::Rulebook;

/// What came of recomputing a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// Everything that the record and the recomputation do not agree on; nothing where the record reproduces.
    pub differences: Vec<Difference>,
    /// The version of the engine that the record names, where it is another: told, and no difference.
    pub other_engine: Option<String>,
}

impl Verification {
    /// Whether the record reproduces.
    pub fn holds(&self) -> bool {
        self.differences.is_empty()
    }
}

impl Rulebook {
    /// Recomputes a record of an allocation, of findings or of a changed budget with this rulebook and lists every difference: in
    /// the input, the rulebook, a step, the result, a finding, a cost, the digest. What a reconciliation or a review was made
    /// from is not in its record: [`Rulebook::verify_reconciliation`] and [`Rulebook::verify_review`] are given it.
    ///
    /// # Errors
    /// Where the text is not a record at all. A record that does not reproduce is an answer, not an error.
    pub fn verify(&self, record: &str) -> Result<Verification, Diagnostics> {
        let document = Document::from_json("record", record)?;
        let recorded = read_record(&document, record, &[RECORD, FINDINGS, TOGETHER, BUDGET_CHANGE])?;
        match recorded.get("record").and_then(Json::as_str) {
            Some(FINDINGS | TOGETHER) => return Ok(self.verify_findings(&recorded)),
            Some(BUDGET_CHANGE) => return self.verify_change(self, record),
            _ => {}
        }
        let input = recorded.get("assessment").cloned().unwrap_or_default();
        let allocation = Assessment::from_json(&input.to_string()).and_then(|input| self.allocate(&input));
        let again = allocation.map(|allocation| {
            allocation.record().and_then(|record| serde_json::to_value(&record)).unwrap_or_default()
        });
        let could_not = again.is_err();
        let mut verification = recomputed(&recorded, again, "outcome");
        let own = recorded.get("rulebook").and_then(|rulebook| rulebook.get("sha256"));
        if could_not && own.and_then(Json::as_str) != Some(self.sha256()) {
            let other = difference("rulebook.sha256", own, self.sha256());
            verification.differences.insert(1.min(verification.differences.len()), other);
        }
        Ok(verification)
    }
}

/// A record of one of these kinds.
pub(crate) fn read_record(
    document: &Document,
    record: &str,
    kinds: &[&str],
) -> Result<Map<String, Json>, Diagnostics> {
    let refuse = |path: Path, message: String, help: &str| {
        let mut problems = Diagnostics::from(Diagnostic::new(Code::WrongType, path, message).help(help));
        document.locate(&mut problems);
        problems
    };
    let recorded: Map<String, Json> = match serde_json::from_str(record) {
        Ok(Json::Object(map)) => map,
        _ => return Err(refuse(Path::root(), "this is not a record".to_owned(), HELP)),
    };
    let kind = recorded.get("record").and_then(Json::as_str).unwrap_or("nothing");
    if kinds.contains(&kind) {
        return Ok(recorded);
    }
    let kinds: Vec<String> = kinds.iter().map(|kind| format!("`{kind}`")).collect();
    let listed = match kinds.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => kinds.concat(),
    };
    let help = match kind {
        RECONCILIATION | REVIEW => "give what it was made from too: it has only the digest of that",
        _ => HELP,
    };
    Err(refuse(Path::root().key("record"), format!("the record says it is `{kind}`, and not {listed}"), help))
}

const HELP: &str = "give a record written with format json";

/// A record held against the same worked out again, and against its own digest. `told` is the key at which an error stands.
pub(crate) fn recomputed(
    recorded: &Map<String, Json>,
    again: Result<Json, Diagnostics>,
    told: &str,
) -> Verification {
    let mut differences = match again {
        Ok(Json::Object(again)) => compare(&comparable(recorded), &comparable(&again)),
        Ok(_) => Vec::new(),
        Err(problems) => {
            let items = problems.items().join("; ");
            vec![difference(told, recorded.get(told), &format!("an error: {items}"))]
        }
    };
    differences.extend(digest_difference(recorded));
    Verification { differences, other_engine: other_engine(recorded) }
}

/// The version of the engine that a record names, where it is another.
pub(crate) fn other_engine(recorded: &Map<String, Json>) -> Option<String> {
    let engine = recorded.get("engine").and_then(Json::as_str).unwrap_or("");
    (engine != env!("CARGO_PKG_VERSION")).then(|| engine.to_owned())
}

/// A record without what is compared in another way.
pub(crate) fn comparable(record: &Map<String, Json>) -> Json {
    let mut record = record.clone();
    record.remove("engine");
    record.remove("sha256");
    Json::Object(record)
}

/// Where the record's own digest is not that of what it says.
pub(crate) fn digest_difference(recorded: &Map<String, Json>) -> Option<Difference> {
    let mut without = recorded.clone();
    let own = without.remove("sha256");
    let content = digest::sha256(&Json::Object(without)).ok()?;
    (own.as_ref().and_then(Json::as_str) != Some(&content))
        .then(|| difference("sha256", own.as_ref(), &content))
}

pub(crate) fn difference(key: &str, recorded: Option<&Json>, recomputed: &str) -> Difference {
    let path = key.split('.').fold(Path::root(), |path, part| path.key(part));
    let recorded = recorded.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
    Difference { path, about: None, recorded, recomputed: Some(recomputed.to_owned()) }
}
