//! The findings as a record: what a panel, a system and an auditor keep. It holds all that it takes to recompute it.

mod input;
mod write;

use std::collections::BTreeMap;

pub use input::{BudgetRecord, BudgetStreamRecord, CircumstancesRecord, YearRecord};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value as Json;

use crate::document::SupportPlan;

/// What the key `record` says.
pub const FINDINGS: &str = "openras.findings/1";

/// The rulebook that a record was made with, and the digests of what it used of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanStamp {
    /// The rulebook's id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// The digest of its meaning.
    pub sha256: String,
    /// The digest of its `plan.toml`.
    pub plan: String,
    /// The digest of the law packs.
    pub law: String,
}

/// The record of the findings, with its keys in order; amounts are strings.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "findings")]
pub struct FindingsRecord<'a> {
    /// `openras.findings/1`.
    pub record: &'static str,
    /// The version of the engine; another one is no difference.
    pub engine: &'static str,
    /// The rulebook.
    pub rulebook: &'a PlanStamp,
    /// The person.
    pub person: &'a str,
    /// The whole plan, in one form whatever file it came from.
    #[schemars(with = "SupportPlan")]
    pub plan: Json,
    /// What it was held against; null without a budget.
    pub budget: Option<BudgetRecord>,
    /// What was known beside it.
    pub circumstances: CircumstancesRecord,
    /// `ready`, `refer` or `blocked`.
    pub verdict: &'static str,
    /// What each test comes to: `pass`, `refer` or `block`.
    pub tests: TestsRecord,
    /// Everything that was found.
    pub findings: Vec<FindingRecord<'a>>,
    /// What the plan costs.
    pub cost: CostRecord<'a>,
    /// What a panel expects to see.
    pub checklist: Vec<ChecklistRecord<'a>>,
    /// SHA-256 of the RFC 8785 canonical JSON of everything above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// What each test comes to.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TestsRecord {
    /// The money meets the needs and outcomes.
    pub effective: &'static str,
    /// It is spent lawfully.
    pub legal: &'static str,
    /// The budget pays for it.
    pub affordable: &'static str,
}

/// One finding.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FindingRecord<'a> {
    /// What kind.
    pub code: &'static str,
    /// `effective`, `legal` or `affordable`.
    pub test: &'static str,
    /// `statutory_block`, `policy_block`, `refer`, `warning` or `note`.
    pub severity: &'static str,
    /// Where in the plan, as a JSON pointer.
    pub at: String,
    /// What is so.
    pub message: &'a str,
    /// The next move.
    pub help: Option<&'a str>,
    /// Where the rule comes from.
    pub source: Option<&'a str>,
    /// Figures and words, by name.
    pub facts: BTreeMap<&'a str, &'a str>,
    /// The row of the law that it rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub law: Option<LawRecord<'a>>,
    /// The decision in the plan that lifts it, or asks for that, as a JSON pointer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exception: Option<String>,
}

/// The row of the law that a finding rests on.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LawRecord<'a> {
    /// The pack.
    pub pack: &'a str,
    /// The key.
    pub key: &'a str,
    /// Where it holds.
    pub jurisdiction: &'a str,
    /// The first day it holds.
    pub from: String,
    /// The last day it holds or is known.
    pub until: Option<String>,
    /// Where it comes from, in words.
    pub source: &'a str,
    /// `primary`, `secondary` or `unverified`.
    pub confidence: &'static str,
}

/// What a plan costs.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CostRecord<'a> {
    /// What comes again and again, for a year.
    pub annual: String,
    /// What comes again and again, for a week.
    pub weekly: String,
    /// What is paid once.
    pub one_off: String,
    /// What is kept for when something goes wrong.
    pub contingency: String,
    /// Everything, for the plan's period.
    pub total: String,
    /// The budget for the same days; null without one.
    pub budget: Option<String>,
    /// The budget less the total.
    pub difference: Option<String>,
    /// Line by line.
    pub by_line: Vec<CostLineRecord<'a>>,
    /// By category.
    pub by_category: Vec<AmountRecord<'a>>,
    /// By stream.
    pub by_stream: Vec<StreamCostRecord<'a>>,
    /// By calendar month.
    pub by_month: Vec<MonthRecord>,
    /// Who pays.
    pub personal_budget: PersonalBudgetRecord<'a>,
}

/// What one line costs.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CostLineRecord<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its category.
    pub category: &'a str,
    /// How it comes about.
    pub workings: &'a str,
    /// Quantity x rate.
    pub own: String,
    /// Paid leave.
    pub holiday: String,
    /// The employer's National Insurance.
    pub employer_ni: String,
    /// The employer's pension contribution.
    pub pension: String,
    /// All of it.
    pub total: String,
}

/// An amount with the id of what it is for.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AmountRecord<'a> {
    /// The id.
    pub id: &'a str,
    /// How much.
    pub amount: String,
}

/// What is spent from a stream.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StreamCostRecord<'a> {
    /// Its id.
    pub id: &'a str,
    /// What is spent.
    pub spent: String,
    /// What it has for the same days.
    pub has: Option<String>,
}

/// What a calendar month costs.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MonthRecord {
    /// The first day of it that is in the plan.
    pub from: String,
    /// What is spent in it.
    pub spent: String,
    /// What is paid in by council and person.
    pub paid: String,
    /// What is left of the direct payment at its end.
    pub left: String,
}

/// Who pays the budget.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonalBudgetRecord<'a> {
    /// What the person pays and the council pays together.
    pub total: String,
    /// The person.
    pub person_pays: String,
    /// The council.
    pub council_pays: String,
    /// Money from elsewhere.
    pub other_money: Vec<AmountRecord<'a>>,
}

/// An item of the checklist.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChecklistRecord<'a> {
    /// Its id.
    pub id: &'a str,
    /// What people read.
    pub text: &'a str,
    /// Whether nothing speaks against it.
    pub met: bool,
    /// What it rests on, as JSON pointers into the plan.
    pub evidence: Vec<String>,
    /// The codes of what speaks against it.
    pub missing: Vec<&'static str>,
    /// Where it comes from.
    pub source: Option<&'a str>,
}

/// What the key `record` says.
pub const TOGETHER: &str = "openras.together/1";

/// The records of several plans, and what they share.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "together")]
pub struct TogetherRecord<'a> {
    /// `openras.together/1`.
    pub record: &'static str,
    /// The findings of each plan.
    pub plans: Vec<FindingsRecord<'a>>,
    /// What they share.
    pub shared: Vec<SharedRecord<'a>>,
    /// SHA-256 of the RFC 8785 canonical JSON of everything above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// A support that several plans share.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SharedRecord<'a> {
    /// The provider's opaque reference.
    #[serde(rename = "ref")]
    pub reference: &'a str,
    /// What is counted.
    pub unit: &'a str,
    /// What all of them pay for one unit.
    pub together: String,
    /// Each plan's part.
    pub with: Vec<SharedWithRecord<'a>>,
}

/// One plan's part of a shared support.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SharedWithRecord<'a> {
    /// The person.
    pub person: &'a str,
    /// The line.
    pub support: &'a str,
    /// What this plan pays for one unit.
    pub pays: String,
    /// What one unit costs alone.
    pub alone: Option<String>,
    /// What sharing saves this plan on one unit.
    pub saves: Option<String>,
}
