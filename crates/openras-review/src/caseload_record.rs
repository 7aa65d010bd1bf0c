//! What is due over many people as a record.

use std::collections::BTreeMap;

use openras_core::digest;
use schemars::JsonSchema;
use serde::Serialize;

use crate::caseload::{Caseload, DueCount};
use crate::due::ReviewDue;
use crate::record::ReviewStamp;

/// What the key `record` says.
pub const CASELOAD: &str = "openras.caseload/1";

/// What is due over many people, with its keys in order.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "caseload")]
pub struct CaseloadRecord<'a> {
    /// `openras.caseload/1`.
    pub record: &'static str,
    /// The version of the engine; another one is no difference.
    pub engine: &'static str,
    /// The rulebook.
    pub rulebook: &'a ReviewStamp,
    /// The day that is asked about.
    pub on: String,
    /// People by team, each once, by the worst of their dates; an empty word where no team is said.
    pub by_team: BTreeMap<&'a str, DueCount>,
    /// Dates by rule.
    pub by_rule: BTreeMap<&'a str, DueCount>,
    /// Each person, in the order of the table.
    pub people: Vec<PersonDueRecord<'a>>,
    /// SHA-256 of the RFC 8785 canonical JSON of everything above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// What is due for one of many people.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonDueRecord<'a> {
    /// The person.
    pub person: &'a str,
    /// The team.
    pub team: Option<&'a str>,
    /// The worker who holds the case.
    pub case_holder: Option<&'a str>,
    /// The dates, the earliest first.
    pub dates: Vec<DateRecord<'a>>,
    /// What could not be said, and why.
    pub notes: &'a [String],
}

/// A date, and how it stands.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DateRecord<'a> {
    /// The cadence, the kind of event, `request_…`, or `agreed`.
    pub rule: &'a str,
    /// The day on which it is due.
    pub due: String,
    /// `ahead`, `prompt`, `today`, `overdue` or `breach`.
    pub standing: &'static str,
    /// How many days late it is.
    pub days_late: Option<i32>,
}

impl Caseload {
    /// The record, with its digest.
    ///
    /// # Errors
    /// Never in practice: everything in a record can be written as JSON.
    pub fn record<'a>(&'a self, stamp: &'a ReviewStamp) -> Result<CaseloadRecord<'a>, serde_json::Error> {
        let mut record = CaseloadRecord {
            record: CASELOAD,
            engine: env!("CARGO_PKG_VERSION"),
            rulebook: stamp,
            on: self.on.to_string(),
            by_team: self.by_team(),
            by_rule: self.by_rule(),
            people: self.people.iter().map(person).collect(),
            sha256: None,
        };
        record.sha256 = Some(digest::sha256(&record)?);
        Ok(record)
    }

    /// The record as JSON text, two spaces a level, with a newline at the end.
    ///
    /// # Errors
    /// Never in practice: everything in a record can be written as JSON.
    pub fn to_json(&self, stamp: &ReviewStamp) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(&self.record(stamp)?).map(|json| json + "\n")
    }
}

fn person(due: &ReviewDue) -> PersonDueRecord<'_> {
    let dates = due.dates().into_iter().map(|(rule, day)| DateRecord {
        rule: &rule.rule,
        due: day.to_string(),
        standing: rule.standing.as_str(),
        days_late: rule.standing.late(),
    });
    PersonDueRecord {
        person: &due.person,
        team: due.team.as_deref(),
        case_holder: due.case_holder.as_deref(),
        dates: dates.collect(),
        notes: &due.notes,
    }
}
