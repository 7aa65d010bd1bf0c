//! `cases/*.toml` as they are written.

use std::collections::BTreeMap;

use openras_core::document::{AmountIn, DayIn, Entries, Format, FractionIn, Id, Reference};
use openras_questionnaire::{Given, StreamAward};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Worked examples that a rulebook must reproduce.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "cases.toml")]
pub struct CasesDocument {
    /// The version of this format: 1. May be left out.
    pub format: Option<Format>,
    /// Where the answers of this file come from.
    pub source: Option<Reference>,
    /// The answers of this file are made up, for show.
    pub illustrative: Option<bool>,
    /// The worked examples.
    #[serde(default)]
    pub case: Vec<CaseDocument>,
}

/// A worked example.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseDocument {
    /// A sentence that a finance officer would agree or disagree with.
    pub name: String,
    /// Why it is there.
    pub why: Option<String>,
    /// The day; the first day of the rulebook if left out.
    pub on: Option<DayIn>,
    /// The facts.
    #[serde(default)]
    pub facts: BTreeMap<String, Given>,
    /// The answers.
    #[serde(default)]
    pub answers: BTreeMap<String, Given>,
    /// Money from elsewhere.
    #[serde(default)]
    pub streams: BTreeMap<String, StreamAward>,
    /// Values that stand in for steps.
    pub given: Option<Entries<FractionIn>>,
    /// What steps must come to, exactly; `result` is the result step.
    pub expect: Option<Entries<FractionIn>>,
    /// What the figures beside the steps must come to.
    pub expect_money: Option<ExpectMoney>,
    /// A code that must be among the errors.
    pub expect_error: Option<String>,
    /// The exclusion that must hold.
    pub expect_exclusion: Option<Reference>,
    /// The referral, or the table that refers, that must hold.
    pub expect_referral: Option<Reference>,
    /// Where the expected values come from.
    pub checked_by: Option<CheckedBy>,
    /// Where the example comes from.
    pub source: Option<Reference>,
    /// The example is made up, for show.
    pub illustrative: Option<bool>,
}

/// Where expected values come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CheckedBy {
    /// A published answer.
    Source,
    /// Worked by hand.
    Hand,
    /// Another program.
    Oracle,
}

/// What the figures beside the steps must come to.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExpectMoney {
    /// The result for a year.
    pub annual: Option<AmountIn>,
    /// The result for a week.
    pub weekly: Option<AmountIn>,
    /// A year without the awarded streams inside it.
    pub social_care: Option<AmountIn>,
    /// A year with the awarded streams on top of it.
    pub individual_budget: Option<AmountIn>,
}

/// The keys of what a case expects of the steps.
pub(crate) fn ids(entries: Option<&Entries<FractionIn>>) -> impl Iterator<Item = &Id> {
    entries.into_iter().flat_map(|entries| entries.iter().map(|(id, _)| id))
}
