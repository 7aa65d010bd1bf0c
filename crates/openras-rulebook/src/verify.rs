//! A record held against what it says it is.

use openras_allocation::{Difference, RECORD, compare};
use openras_core::document::Document;
use openras_core::{Code, Diagnostic, Diagnostics, Path, digest};
use openras_plan::{FINDINGS, TOGETHER};
use openras_questionnaire::Assessment;
use serde_json::{Map, Value as Json};

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
    /// Recomputes a record of an allocation or of findings with this rulebook and lists every difference: in the input, the
    /// rulebook, a step, the result, a finding, a cost, the digest.
    ///
    /// # Errors
    /// Where the text is not a record at all. A record that does not reproduce is an answer, not an error.
    pub fn verify(&self, record: &str) -> Result<Verification, Diagnostics> {
        let document = Document::from_json("record", record)?;
        let refuse = |path: Path, message: String| {
            let problem = Diagnostic::new(Code::WrongType, path, message);
            let mut problems =
                Diagnostics::from(problem.help("give a record written by allocate or plan with format json"));
            document.locate(&mut problems);
            problems
        };
        let recorded: Map<String, Json> = match serde_json::from_str(record) {
            Ok(Json::Object(map)) => map,
            _ => return Err(refuse(Path::root(), "this is not a record".to_owned())),
        };
        let kind = recorded.get("record").and_then(Json::as_str).unwrap_or("nothing");
        if let FINDINGS | TOGETHER = kind {
            return Ok(self.verify_findings(&recorded));
        }
        if kind != RECORD {
            return Err(refuse(
                Path::root().key("record"),
                format!("the record says it is `{kind}`, and not `{RECORD}`, `{FINDINGS}` or `{TOGETHER}`"),
            ));
        }
        let input = recorded.get("assessment").cloned().unwrap_or_default();
        let mut differences = Vec::new();
        let recomputed =
            match Assessment::from_json(&input.to_string()).and_then(|input| self.allocate(&input)) {
                Ok(allocation) => {
                    allocation.record().and_then(|record| serde_json::to_value(&record)).unwrap_or_default()
                }
                Err(problems) => {
                    let recomputed = problems.items().join("; ");
                    differences.push(difference(
                        "outcome",
                        recorded.get("outcome"),
                        &format!("an error: {recomputed}"),
                    ));
                    Json::Null
                }
            };
        if let Json::Object(recomputed) = recomputed {
            let (one, other) = (comparable(&recorded), comparable(&recomputed));
            differences.extend(compare(&one, &other));
        } else if recorded.get("rulebook").and_then(|rulebook| rulebook.get("sha256")?.as_str())
            != Some(self.sha256())
        {
            let own = recorded.get("rulebook").and_then(|rulebook| rulebook.get("sha256"));
            differences.push(difference("rulebook.sha256", own, self.sha256()));
        }
        differences.extend(digest_difference(&recorded));
        Ok(Verification { differences, other_engine: other_engine(&recorded) })
    }
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
