//! The record an auditor keeps: everything that went in, every step, everything that came out, and a digest of it all.

mod operands;
mod write;

use std::borrow::Cow;

use openras_questionnaire::{Assessment, CanonicalAssessment, Given};
use schemars::JsonSchema;
use serde::Serialize;

/// What the key `record` says.
pub const RECORD: &str = "openras.allocation/1";

/// The record of an allocation, with its keys in order. Amounts are strings; nothing in it depends on the clock, the
/// machine or the locale.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "allocation")]
pub struct AllocationRecord<'a> {
    /// `openras.allocation/1`.
    pub record: &'static str,
    /// The version of the engine; another one is no difference.
    pub engine: &'static str,
    /// The rulebook.
    pub rulebook: RulebookRecord<'a>,
    /// The whole input, in one form whatever file it came from.
    #[schemars(with = "Assessment")]
    pub assessment: CanonicalAssessment<'a>,
    /// `estimate` or `indicative`.
    pub standing: &'static str,
    /// `allocated`, `excluded` or `referred`.
    pub outcome: &'static str,
    /// The exclusions that hold.
    pub exclusions: Vec<ExclusionRecord<'a>>,
    /// The referrals that hold, then the tables that say a person decides.
    pub referrals: Vec<ReferralRecord<'a>>,
    /// The steps, in order.
    pub steps: Vec<StepRecord<'a>>,
    /// The step that is the indicative budget.
    pub result: Option<ResultRecord<'a>>,
    /// The result for a year.
    pub annual: Option<String>,
    /// The result for a week.
    pub weekly: Option<String>,
    /// Money from elsewhere.
    pub streams: Vec<StreamRecord<'a>>,
    /// A year without the awarded streams inside it.
    pub social_care: Option<String>,
    /// A year with the awarded streams on top of it.
    pub individual_budget: Option<String>,
    /// The views that differ, with what each would have scored.
    pub views: Vec<ViewRecord<'a>>,
    /// The needs that the answers show.
    pub needs: Vec<&'a str>,
    /// What somebody should look at.
    pub notes: Vec<NoteRecord<'a>>,
    /// SHA-256 of the RFC 8785 canonical JSON of everything above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// The rulebook of a record.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RulebookRecord<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its version.
    pub version: &'a str,
    /// The digest of its meaning.
    pub sha256: &'a str,
}

/// An exclusion that holds.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExclusionRecord<'a> {
    /// Its id.
    pub id: &'a str,
    /// The reason.
    pub text: &'a str,
    /// Where the rule comes from.
    pub source: Option<&'a str>,
}

/// A reason why a person decides.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReferralRecord<'a> {
    /// The id of the referral or the table.
    pub id: &'a str,
    /// The reason.
    pub text: &'a str,
}

/// A step that was worked out.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StepRecord<'a> {
    /// Its id.
    pub id: &'a str,
    /// What it says to people.
    pub text: &'a str,
    /// What it counts.
    pub unit: Cow<'a, str>,
    /// How it is worked out.
    pub formula: &'a str,
    /// The condition under which the formula applies, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<&'a str>,
    /// What holds where the condition does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<&'a str>,
    /// Its exact value: a decimal, or `n/d` where there is none.
    pub value: String,
    /// Its value as people read it.
    pub shown: String,
    /// What it used, each once.
    pub operands: Vec<OperandRecord<'a>>,
    /// Whether its formula applied; if not, `otherwise` did.
    pub applied: bool,
    /// Where the rule comes from.
    pub source: Option<&'a str>,
}

/// Something that a step used.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OperandRecord<'a> {
    /// What it is called.
    pub name: Cow<'a, str>,
    /// `answer`, `fact`, `parameter`, `step`, `table`, `year`, `max_points`, `min_points`, `ticked` or `day`.
    pub kind: &'static str,
    /// What a table was looked up by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<Vec<Cow<'a, str>>>,
    /// The row of a table, counted from 1; null beyond the rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<Option<u32>>,
    /// Its exact value.
    pub value: Cow<'a, str>,
    /// What it counts; null for what is no number.
    pub unit: Option<Cow<'a, str>>,
    /// The first day on which a parameter has this value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Where a parameter's or table's number comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Option<&'a str>>,
}

/// The step that is the indicative budget.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ResultRecord<'a> {
    /// The step's id.
    pub id: &'a str,
    /// Its value, with all its payable decimals.
    pub value: String,
    /// What it counts.
    pub unit: &'a str,
}

/// Money from elsewhere.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StreamRecord<'a> {
    /// Its id.
    pub id: &'a str,
    /// `inside` or `on_top`.
    pub position: &'static str,
    /// How much.
    pub amount: Option<String>,
    /// A day, week, month or year; null for what is paid once.
    pub per: Option<&'static str>,
    /// What counts for a year; null for what is paid once.
    pub annual: Option<String>,
    /// How far it has come, where it is not awarded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<&'static str>,
}

/// A view that differs.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ViewRecord<'a> {
    /// The question.
    pub question: &'a str,
    /// Whose view.
    pub by: &'a str,
    /// What they would have answered.
    pub answer: Cow<'a, Given>,
    /// Why.
    pub reason: Option<&'a str>,
    /// What that would have scored.
    pub points: Option<String>,
    /// What counted.
    pub counted: Option<String>,
}

/// Something that somebody should look at.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoteRecord<'a> {
    /// `stream_surplus`, `stream_floor_not_met`, `stream_share_differs` or `stream_to_apply`.
    pub code: &'static str,
    /// The stream.
    pub stream: &'a str,
    /// The amount that is there, or that is over.
    pub amount: Option<String>,
    /// The amount that the rules ask for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required: Option<String>,
}
