use openras_core::document::{AmountIn, DayIn, Format, Id};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One event of a case, as it is given to be recorded.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "case event")]
pub struct EventDocument {
    /// The version of this format: 1.
    pub format: Format,
    /// A step of the pathway, a stage that has no step, or what can be recorded at any stage.
    pub event: Id,
    /// The day on which it was.
    pub on: DayIn,
    /// Who did it: an opaque reference.
    #[schemars(length(min = 1))]
    pub by: String,
    /// In which role.
    pub role: Id,
    /// Who employs them: an opaque reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employer: Option<String>,
    /// Who helped the person, such as `family`; nobody if left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<Id>,
    /// For a panel: who decided with them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub present: Vec<PresentDocument>,
    /// The records that it is about, by their digests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<About>,
    /// What the findings that it is about say: copied from their record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<FoundDocument>,
    /// Free text. It lies beside the chain, which holds its digest only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What is decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<Id>,
    /// Why an agreed budget differs from the indicative one: the pathway's reasons.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Id>,
    /// The indicative budget.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indicative: Option<SumDocument>,
    /// How much.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<AmountIn>,
    /// For which time; a year if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per: Option<PerWord>,
    /// For a notice after a challenge: the amount that was proposed first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_amount: Option<AmountIn>,
    /// What is drawn from the fund's contingency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub draw: Option<DrawDocument>,
    /// What is so from now on: `unresolved_risk`, `first_year`, `employs_staff`, `concern`, `when_asked`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub says: Vec<Id>,
    /// Who provides the support, by opaque references.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub providers: Vec<String>,
    /// The day on which support or payments start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starts: Option<DayIn>,
    /// The last day of what is temporary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<DayIn>,
    /// The day to ask again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ask_again: Option<DayIn>,
    /// To whom money is sent; the person if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paid_to: Option<PaidTo>,
    /// The days that a payment covers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub covers: Option<CoversDocument>,
    /// The hours that a payment is for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub worked: Vec<WorkedDocument>,
    /// Why: a word, such as `died` or `in_hospital`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Id>,
    /// The number of the event that is challenged.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 9_007_199_254_740_991_u64))]
    pub challenges: Option<u64>,
    /// The number of the event whose text is corrected.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 9_007_199_254_740_991_u64))]
    pub corrects: Option<u64>,
    /// Whether a case is handed to somebody or comes from them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handed: Option<Handed>,
    /// To or from whom, such as `nhs_continuing_care`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub whom: Option<Id>,
    /// The new option, or the new way of managing the money.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub becomes: Option<Id>,
    /// For a review: each option, offered or not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<OptionDocument>,
    /// For safeguarding: an opaque reference, and nothing else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

/// The records that an event is about, each by the digest that stands in it: 64 hexadecimal digits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// The assessment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assessment: Option<String>,
    /// The allocation record: the indicative budget.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allocation: Option<String>,
    /// The support plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    /// The findings about the plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub findings: Option<String>,
    /// The agreed budget: worked out from the event if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreed_budget: Option<String>,
    /// The payment agreement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreement: Option<String>,
    /// The reconciliation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reconciliation: Option<String>,
    /// Any other record.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<String>,
}

/// What the findings about a plan say, as far as a decision rests on it.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FoundDocument {
    /// Whether the plan is ready.
    pub verdict: VerdictWord,
    /// The codes of what blocks it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocked_by: Vec<Id>,
    /// Whether it leaves a risk that nobody has resolved.
    pub unresolved_risk: bool,
    /// What the plan costs the budget, for a plan of a whole year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<AmountIn>,
    /// The digest of the allocation that the plan was held against, where it was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allocation: Option<String>,
}

/// Whether a plan is ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VerdictWord {
    /// It is.
    Ready,
    /// Somebody has to decide.
    Refer,
    /// Law or policy forbids it.
    Blocked,
}

/// To whom money is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PaidTo {
    /// The person.
    Person,
    /// Somebody who manages it for the person.
    Nominee,
    /// A trust.
    Trust,
    /// Whoever gives the support.
    Provider,
}

/// For which time an amount is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PerWord {
    /// A week.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
    /// Once.
    Once,
}

/// An amount and its time.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SumDocument {
    /// How much.
    pub amount: AmountIn,
    /// For which time; a year if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per: Option<PerWord>,
}

/// Who decided with others, and for whom they were there.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PresentDocument {
    /// An opaque reference.
    pub by: String,
    /// As what: a member that the step names, or a role.
    #[serde(rename = "as")]
    pub member: Id,
}

/// Money drawn from the fund's contingency.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DrawDocument {
    /// The digest of the fund's record.
    pub fund: String,
    /// What for: a purpose that the fund names.
    pub purpose: Id,
    /// How much, for the time of the agreed budget.
    pub amount: AmountIn,
    /// The first day.
    pub from: DayIn,
    /// The last day; none where it goes on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<DayIn>,
}

/// The days that a payment covers, both ends inside.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CoversDocument {
    /// The first day.
    pub from: DayIn,
    /// The last day.
    pub to: DayIn,
}

/// Hours that a worker is paid for.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkedDocument {
    /// An opaque reference.
    pub worker: String,
    /// The day.
    pub on: DayIn,
    /// The first minute, such as `09:00`.
    pub from: String,
    /// The minute after the last, such as `13:30`; at most `24:00`.
    pub to: String,
}

/// To somebody or from them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Handed {
    /// To them.
    To,
    /// From them.
    From,
}

/// An option that was offered at a review, or was not.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OptionDocument {
    /// Which: `option_1` to `option_4` in Scotland.
    pub id: Id,
    /// Whether it was offered.
    pub offered: bool,
    /// Why it could not be had, in a word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unavailable_because: Option<Id>,
}
