use openras_core::Text;
use openras_core::document::{DayIn, Entries, Format, FormulaIn, Id, ParameterDocument, Reference};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{DurationIn, HeldKind, LimitIn};

/// When reviews happen, what they must record, and what is reclaimed.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "review.toml")]
pub struct ReviewPolicyDocument {
    /// The version of this format: 1.
    pub format: Format,
    /// Its id.
    pub id: Id,
    /// Its version.
    pub version: String,
    /// Where the rules of this file come from.
    pub source: Option<Reference>,
    /// The rules of this file are made up, for show.
    pub illustrative: Option<bool>,
    /// How often reviews happen.
    #[serde(default)]
    pub cadence: Vec<CadenceDocument>,
    /// How closely the money is looked after: the first row that holds.
    #[serde(default)]
    pub monitoring: Vec<MonitoringDocument>,
    /// The dated numbers of the conditions, by id.
    #[serde(default)]
    pub parameters: Entries<ParameterDocument>,
    /// What must be offered again.
    pub options: Option<OptionsDocument>,
    /// Without what a review cannot close.
    pub review: Option<AskedDocument>,
    /// What is kept and what goes back.
    pub reclaim: Option<ReclaimDocument>,
}

/// How often reviews happen: once after a day, or again and again.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CadenceDocument {
    /// Its id: the `kind` of the reviews that it asks for.
    pub id: Id,
    /// What people read.
    pub text: Option<Text>,
    /// Once, so long after the anchor.
    pub after: Option<DurationIn>,
    /// Again and again, counted from the anchor.
    pub every: Option<DurationIn>,
    /// The day it is counted from.
    pub anchor: Anchor,
    /// The council's own date, or a limit in law; `plan` if left out.
    pub kind: Option<CadenceKind>,
    /// Only where the worker asks for it.
    pub when_asked: Option<bool>,
    /// A condition on which it holds.
    pub when: Option<FormulaIn>,
    /// The questionnaire is filled in again.
    pub repeat_questionnaire: Option<bool>,
    /// How long before the day people are told.
    pub prompt_before: Option<DurationIn>,
    /// Where it comes from.
    pub source: Option<Reference>,
    /// It is made up, for show.
    pub illustrative: Option<bool>,
}

/// The day that a cadence is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    /// The day the budget begins.
    BudgetStart,
    /// The day of the newest review.
    LastReview,
    /// The day the plan was agreed.
    PlanAgreed,
    /// The day of the first direct payment.
    DirectPaymentStart,
}

/// Whose date it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CadenceKind {
    /// The council's own: late is overdue.
    Plan,
    /// A limit in law: late is a breach.
    Deadline,
}

/// How closely the money is looked after.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MonitoringDocument {
    /// The level's id.
    pub level: Id,
    /// The condition on which it holds; always if left out.
    pub when: Option<FormulaIn>,
    /// The papers that are asked for.
    #[serde(default)]
    pub ask: Vec<Id>,
    /// How often they are asked for.
    pub every: Option<DurationIn>,
    /// Within how many days of being asked they are to come.
    #[schemars(range(min = 0, max = 3660))]
    pub papers_within_days: Option<u32>,
    /// Where it comes from.
    pub source: Option<Reference>,
    /// It is made up, for show.
    pub illustrative: Option<bool>,
}

/// What must be offered again, and recorded even when nothing changes.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OptionsDocument {
    /// The first day on which it holds; always if left out.
    pub from: Option<DayIn>,
    /// When they are offered; at every review if left out.
    #[serde(default)]
    pub at: Vec<OptionsAt>,
    /// What is offered.
    #[schemars(length(min = 1))]
    pub must_offer: Vec<Id>,
    /// Where it comes from.
    pub source: Option<Reference>,
    /// It is made up, for show.
    pub illustrative: Option<bool>,
}

/// When options are offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OptionsAt {
    /// At every assessment.
    Assessment,
    /// At every review.
    Review,
}

/// Without what a review cannot close.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AskedDocument {
    /// Principles, each with a word on how it was kept to.
    #[serde(default)]
    pub principles: Vec<Id>,
    /// What the person is asked about.
    #[serde(default)]
    pub topics: Vec<Id>,
    /// What the worker considers.
    #[serde(default)]
    pub consider: Vec<Id>,
    /// Where it comes from.
    pub source: Option<Reference>,
    /// It is made up, for show.
    pub illustrative: Option<bool>,
}

/// What is kept and what goes back.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReclaimDocument {
    /// What a person keeps for the next year.
    pub keep: LimitIn,
    /// What goes back once more than that is left: there is no default.
    pub mode: ReclaimMode,
    /// Whose money is held against it; the council's share if left out.
    pub basis: Option<Basis>,
    /// Whose money is left; needed where the person pays.
    pub person_money: Option<PersonMoney>,
    /// How the money goes back; `repay` if left out.
    pub collect: Option<Collect>,
    /// What is set aside first; everything that can be if left out.
    pub reserve: Option<Vec<HeldKind>>,
    /// Below this, ask whether the budget is enough.
    pub low: Option<LimitIn>,
    /// How many days before anything is taken the person is told.
    #[schemars(range(min = 0, max = 3660))]
    pub notice_days: Option<u32>,
    /// Within how many days of the notice it is repaid.
    #[schemars(range(min = 0, max = 3660))]
    pub repay_within_days: Option<u32>,
    /// Nothing is reclaimed before a review is recorded; true if left out.
    pub review_first: Option<bool>,
    /// The payment agreement says that surplus may be taken back; false if left out.
    pub agreement_term: Option<bool>,
    /// Where it comes from.
    pub source: Option<Reference>,
    /// It is made up, for show.
    pub illustrative: Option<bool>,
    /// What a reader should know about it.
    pub note: Option<String>,
}

/// What goes back once more is left than is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReclaimMode {
    /// What is over.
    Excess,
    /// Everything.
    AllIfExceeded,
}

/// Whose money is held against what is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// What is left of the council's money.
    CouncilShare,
    /// All that is left, the person's money too; only the council's part of what is over goes back.
    WholeBudget,
}

/// Whose money is left where the person pays too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PersonMoney {
    /// Everybody's, in proportion to what they paid in.
    InProportion,
    /// The council's: the person's money is spent first.
    SpentFirst,
    /// The council's, but for what the person overpaid, which is refunded.
    RefundOverpaid,
}

/// How the money goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Collect {
    /// The person pays it back.
    Repay,
    /// The next payments are smaller.
    NetOff,
    /// The next payment is topped up to payment and contingency.
    TopUp,
    /// It goes to a named planned item.
    Carry,
}
