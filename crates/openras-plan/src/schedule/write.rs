//! A schedule as a record and as a table.

use openras_core::{Days, Exact, digest};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Instalment, Schedule};

/// What the key `record` says.
pub const SCHEDULE: &str = "openras.schedule/1";

/// The record of a schedule, with its keys in order; amounts are strings.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "schedule")]
pub struct ScheduleRecord<'a> {
    /// `openras.schedule/1`.
    pub record: &'static str,
    /// The version of the engine.
    pub engine: &'static str,
    /// The person.
    pub person: &'a str,
    /// The days that are paid for.
    pub covers: CoversRecord,
    /// `monthly`, `four_weekly`, `two_weekly`, `quarterly`, `one_off` or `as_needed`.
    pub frequency: &'static str,
    /// Whether each is paid on the first day that it covers.
    pub in_advance: bool,
    /// In the order of their days of payment.
    pub instalments: Vec<InstalmentRecord<'a>>,
    /// What the council pays in all.
    pub total: String,
    /// The same with the contribution that was taken off.
    pub gross: String,
    /// What the person pays and was not taken off a payment.
    pub to_collect: String,
    /// What the council keeps until it is needed.
    pub held: String,
    /// The most of a year, where each payment is asked for.
    pub yearly_limit: Option<String>,
    /// SHA-256 of the RFC 8785 canonical JSON of everything above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// Days, both ends inside.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CoversRecord {
    /// The first.
    pub from: String,
    /// The last.
    pub to: String,
}

impl From<Days> for CoversRecord {
    fn from(days: Days) -> CoversRecord {
        CoversRecord { from: days.from.to_string(), to: days.to.to_string() }
    }
}

/// One payment.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InstalmentRecord<'a> {
    /// Counted from 1, for each recipient.
    pub number: usize,
    /// The day it is paid.
    pub pay_on: String,
    /// The days that it covers.
    pub covers: CoversRecord,
    /// How many days they are.
    pub days: i32,
    /// On how many of them payments rest.
    pub suspended_days: i32,
    /// `person`, `nominee`, `trust` or `provider`.
    pub to: &'a str,
    /// An opaque reference to a provider.
    #[serde(rename = "ref")]
    pub reference: Option<&'a str>,
    /// Before the contribution comes off.
    pub gross: String,
    /// The contribution that comes off.
    pub contribution: String,
    /// What is paid.
    pub amount: String,
    /// `regular`, `pro_rata`, `one_off` or `backdated`.
    pub kind: &'static str,
}

impl Schedule {
    /// The record, with its digest.
    ///
    /// # Errors
    /// Never in practice: everything in a record can be written as JSON.
    pub fn record(&self) -> Result<ScheduleRecord<'_>, serde_json::Error> {
        let money = |amount: &Exact| amount.to_fixed(self.decimals);
        let mut record = ScheduleRecord {
            record: SCHEDULE,
            engine: env!("CARGO_PKG_VERSION"),
            person: &self.person,
            covers: self.days.into(),
            frequency: self.frequency.as_str(),
            in_advance: self.in_advance,
            instalments: self.instalments.iter().map(|paid| self.instalment(paid)).collect(),
            total: money(&self.total),
            gross: money(&self.gross),
            to_collect: money(&self.to_collect),
            held: money(&self.held),
            yearly_limit: self.yearly_limit.as_ref().map(money),
            sha256: None,
        };
        record.sha256 = Some(digest::sha256(&record)?);
        Ok(record)
    }

    /// The record as JSON text, two spaces a level, with a newline at the end.
    ///
    /// # Errors
    /// Never in practice: everything in a record can be written as JSON.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(&self.record()?).map(|json| json + "\n")
    }

    fn instalment<'a>(&self, paid: &'a Instalment) -> InstalmentRecord<'a> {
        let money = |amount: &Exact| amount.to_fixed(self.decimals);
        InstalmentRecord {
            number: paid.number,
            pay_on: paid.pay_on.to_string(),
            covers: paid.covers.into(),
            days: paid.covers.count(),
            suspended_days: paid.suspended_days,
            to: &paid.to,
            reference: paid.reference.as_deref(),
            gross: money(&paid.gross),
            contribution: money(&paid.contribution),
            amount: money(&paid.amount),
            kind: paid.kind.as_str(),
        }
    }

    /// As a table in CSV: one row a payment, in the order of their days.
    pub fn to_csv(&self) -> String {
        let mut csv = String::from(
            "number,pay_on,from,to,days,suspended_days,paid_to,ref,gross,contribution,amount,kind\n",
        );
        for paid in &self.instalments {
            let money = |amount: &Exact| amount.to_fixed(self.decimals);
            let cells = [
                paid.number.to_string(),
                paid.pay_on.to_string(),
                paid.covers.from.to_string(),
                paid.covers.to.to_string(),
                paid.covers.count().to_string(),
                paid.suspended_days.to_string(),
                quoted(&paid.to),
                quoted(paid.reference.as_deref().unwrap_or_default()),
                money(&paid.gross),
                money(&paid.contribution),
                money(&paid.amount),
                paid.kind.as_str().to_owned(),
            ];
            csv.push_str(&cells.join(","));
            csv.push('\n');
        }
        csv
    }
}

/// A cell of CSV: in quotes where it must be; a text that a spreadsheet would take for a formula gets an apostrophe first.
fn quoted(text: &str) -> String {
    let text = match text.chars().next() {
        Some('=' | '+' | '-' | '@') => format!("'{text}"),
        _ => text.to_owned(),
    };
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}
