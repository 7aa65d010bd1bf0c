//! Records of reviews and reconciliations held against what they were made from, of which they hold the digest.

use openras_core::document::Document;
use openras_core::{Code, Day, Diagnostic, Diagnostics, Path};
use openras_review::{AccountStatement, Casefile, RECONCILIATION, REVIEW};
use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::rulebook::Rulebook;
use crate::verify::{Verification, read_record, recomputed};

impl Rulebook {
    /// Adds the statement of a reconciliation up again, and lists every difference from its record.
    ///
    /// # Errors
    /// Where the text is no such record. One that does not reproduce is an answer, not an error.
    pub fn verify_reconciliation(
        &self,
        record: &str,
        statement: &AccountStatement,
    ) -> Result<Verification, Diagnostics> {
        let document = Document::from_json("record", record)?;
        let recorded = read_record(&document, record, &[RECONCILIATION])?;
        let again = || {
            let result = self.reconcile(statement, day(&recorded, "notice_on"))?;
            let record = self.review_stamp().and_then(|stamp| json(&result.record(stamp).ok()?));
            Ok(record.unwrap_or_default())
        };
        Ok(recomputed(&recorded, again(), "reclaim"))
    }

    /// Works out again what was due for a person, and lists every difference from its record.
    ///
    /// # Errors
    /// Where the text is no such record, or has no day. One that does not reproduce is an answer, not an error.
    pub fn verify_review(&self, record: &str, casefile: &Casefile) -> Result<Verification, Diagnostics> {
        let document = Document::from_json("record", record)?;
        let recorded = read_record(&document, record, &[REVIEW])?;
        let Some(on) = day(&recorded, "on") else {
            let problem = Diagnostic::new(Code::WrongType, Path::root().key("on"), "the record has no day");
            return Err(problem.help("give a record written by review with format json").into());
        };
        let again = || {
            let due = self.due(casefile, on)?;
            let record = self.review_stamp().and_then(|stamp| json(&due.record(stamp).ok()?));
            Ok(record.unwrap_or_default())
        };
        Ok(recomputed(&recorded, again(), "next"))
    }
}

fn day(recorded: &Map<String, Json>, key: &str) -> Option<Day> {
    recorded.get(key).and_then(Json::as_str).and_then(Day::parse)
}

fn json(record: &impl Serialize) -> Option<Json> {
    serde_json::to_value(record).ok()
}
