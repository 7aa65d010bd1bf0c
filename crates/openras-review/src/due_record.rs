//! What is due as a record, and for people.

use std::fmt::Write as _;

use openras_core::{Day, digest, plain};
use schemars::JsonSchema;
use serde::Serialize;

use crate::due::{ReviewDue, RuleDue, Standing};
use crate::record::ReviewStamp;

/// What the key `record` says.
pub const REVIEW: &str = "openras.review/1";

/// What is due for a person, with its keys in order.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "review")]
pub struct ReviewRecord<'a> {
    /// `openras.review/1`.
    pub record: &'static str,
    /// The version of the engine; another one is no difference.
    pub engine: &'static str,
    /// The rulebook.
    pub rulebook: &'a ReviewStamp,
    /// The person.
    pub person: &'a str,
    /// The digest of the casefile.
    pub casefile: &'a str,
    /// The day that is asked about.
    pub on: String,
    /// The earliest date.
    pub next: Option<NextRecord<'a>>,
    /// Every cadence, and the date that was agreed.
    pub cadences: Vec<RuleDueRecord<'a>>,
    /// What asks for a review out of turn.
    pub triggers: Vec<RuleDueRecord<'a>>,
    /// How closely the money is looked after.
    pub monitoring: Option<MonitoringRecord<'a>>,
    /// What is to be offered at the next review, or still at the one that is open.
    pub options_to_offer: &'a [String],
    /// What each review lacks to close.
    pub lacks: Vec<GapsRecord<'a>>,
    /// What could not be said, and why.
    pub notes: &'a [String],
    /// SHA-256 of the RFC 8785 canonical JSON of everything above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// The earliest date.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NextRecord<'a> {
    /// The day.
    pub on: String,
    /// The rule that asks for it.
    pub rule: &'a str,
}

/// What one rule asks for.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleDueRecord<'a> {
    /// The cadence, the kind of event, `request_…`, or `agreed`.
    pub rule: &'a str,
    /// What people read.
    pub text: &'a str,
    /// How the date comes about.
    pub why: &'a str,
    /// Where the rule comes from.
    pub source: Option<&'a str>,
    /// The reviews that were held for it.
    pub held: Vec<String>,
    /// The day on which it is due.
    pub due: Option<String>,
    /// `done`, `no_date`, `does_not_hold`, `ahead`, `prompt`, `today`, `overdue` or `breach`.
    pub standing: &'static str,
    /// How many days late it is.
    pub days_late: Option<i32>,
}

/// How closely the money is looked after.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MonitoringRecord<'a> {
    /// The level.
    pub level: &'a str,
    /// The papers that are asked for.
    pub ask: &'a [String],
    /// The next day on which they are asked for.
    pub next: Option<String>,
    /// Within how many days they are to come.
    pub papers_within_days: Option<u32>,
    /// Where it comes from.
    pub source: Option<&'a str>,
}

/// What a review lacks to close.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GapsRecord<'a> {
    /// The day of the review.
    pub on: String,
    /// Its kind.
    pub kind: &'a str,
    /// Whether it says that something was decided.
    pub decided: bool,
    /// What is missing.
    pub lacks: Vec<LackRecord<'a>>,
}

/// One thing that is missing.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LackRecord<'a> {
    /// What, as a code: `option:option_1`.
    pub code: &'a str,
    /// In words.
    pub message: &'a str,
    /// Where the rule comes from.
    pub source: Option<&'a str>,
}

impl ReviewDue {
    /// The record, with its digest.
    ///
    /// # Errors
    /// Never in practice: everything in a record can be written as JSON.
    pub fn record<'a>(&'a self, stamp: &'a ReviewStamp) -> Result<ReviewRecord<'a>, serde_json::Error> {
        let mut record = ReviewRecord {
            record: REVIEW,
            engine: env!("CARGO_PKG_VERSION"),
            rulebook: stamp,
            person: &self.person,
            casefile: &self.casefile,
            on: self.on.to_string(),
            next: self.next().map(|(rule, day)| NextRecord { on: day.to_string(), rule: &rule.rule }),
            cadences: self.cadences.iter().map(rule_record).collect(),
            triggers: self.triggers.iter().map(rule_record).collect(),
            monitoring: self.monitoring.as_ref().map(|monitoring| MonitoringRecord {
                level: &monitoring.level,
                ask: &monitoring.ask,
                next: monitoring.next.map(|day| day.to_string()),
                papers_within_days: monitoring.papers_within_days,
                source: monitoring.source.as_deref(),
            }),
            options_to_offer: &self.options_to_offer,
            lacks: self
                .gaps
                .iter()
                .map(|gaps| GapsRecord {
                    on: gaps.on.to_string(),
                    kind: &gaps.kind,
                    decided: gaps.decided,
                    lacks: gaps
                        .lacks
                        .iter()
                        .map(|lack| LackRecord {
                            code: &lack.code,
                            message: &lack.message,
                            source: lack.source.as_deref(),
                        })
                        .collect(),
                })
                .collect(),
            notes: &self.notes,
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

    /// What is due, for people.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        let _ = match self.next() {
            Some((rule, day)) => {
                writeln!(
                    text,
                    "Reviews of {} on {}: next {}, {}",
                    self.person,
                    self.on.long(),
                    day.long(),
                    rule.standing.words()
                )
            }
            None => writeln!(text, "Reviews of {} on {}: nothing has a date", self.person, self.on.long()),
        };
        for (title, rules) in [("Dates", &self.cadences), ("Out of turn", &self.triggers)] {
            if !rules.is_empty() {
                let _ = writeln!(text, "\n{title}");
            }
            for rule in rules {
                rule_text(&mut text, rule);
            }
        }
        if let Some(monitoring) = &self.monitoring {
            let _ = writeln!(text, "\nMonitoring: {}", monitoring.level);
            if !monitoring.ask.is_empty() {
                let _ = writeln!(text, "  ask for {}", monitoring.ask.join(", "));
            }
            if let Some(next) = monitoring.next {
                let _ = writeln!(text, "  next on {}", next.long());
            }
            if let Some(days) = monitoring.papers_within_days {
                let _ = writeln!(text, "  papers within {days} days");
            }
        }
        if !self.options_to_offer.is_empty() {
            let _ = writeln!(
                text,
                "\nTo be offered, even when nothing changes: {}",
                self.options_to_offer.join(", ")
            );
        }
        for gaps in &self.gaps {
            let word = if gaps.decided { "cannot close" } else { "is open" };
            let what = if gaps.kind == "assessment" { String::new() } else { format!(" ({})", gaps.kind) };
            let name = if gaps.kind == "assessment" { "assessment" } else { "review" };
            let _ = writeln!(text, "\nThe {name} of {}{what} {word}: it lacks", gaps.on.long());
            for lack in &gaps.lacks {
                let _ = writeln!(text, "  - {}", lack.message);
            }
        }
        for note in &self.notes {
            let _ = writeln!(text, "\nNote: {note}");
        }
        plain(text)
    }
}

fn rule_text(text: &mut String, rule: &RuleDue) {
    let date = rule.due.map_or_else(|| "-".to_owned(), Day::long);
    let _ = writeln!(text, "  {date:<20}{:<38}{}", rule.standing.words(), rule.text);
    let _ = writeln!(text, "  {:<20}{}: {}", "", rule.rule, rule.why);
    if let Some(source) = &rule.source {
        let _ = writeln!(text, "  {:<20}from {source}", "");
    }
    if !rule.held.is_empty() {
        let held: Vec<String> = rule.held.iter().map(|day| day.long()).collect();
        let _ = writeln!(text, "  {:<20}held on {}", "", held.join(", "));
    }
}

fn rule_record(rule: &RuleDue) -> RuleDueRecord<'_> {
    RuleDueRecord {
        rule: &rule.rule,
        text: &rule.text,
        why: &rule.why,
        source: rule.source.as_deref(),
        held: rule.held.iter().map(|day| day.to_string()).collect(),
        due: rule.due.map(|due| due.to_string()),
        standing: Standing::as_str(&rule.standing),
        days_late: rule.standing.late(),
    }
}
