use openras_core::Text;
use openras_core::document::{
    AmountIn, Entries, Format, FormulaIn, Id, ParameterDocument, Percentage, Reference,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A council's steps, from the first word with a person to the review.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "pathway.toml")]
pub struct PathwayDocument {
    /// The version of this format: 1.
    pub format: Format,
    /// Its id.
    pub id: Id,
    /// Its version.
    pub version: String,
    /// Where the steps come from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Reference>,
    /// What names no source is made up, for show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub illustrative: Option<bool>,
    /// The steps, in order.
    #[schemars(length(min = 1))]
    pub step: Vec<StepDocument>,
    /// Why an agreed budget may differ from the indicative one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reason: Vec<ReasonDocument>,
    /// Roles of the council's own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub role: Vec<RoleDocument>,
    /// The dated numbers of conditions, by id.
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub parameters: Entries<ParameterDocument>,
    /// How many people are to reach a stage each month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub monthly_target: Option<MonthlyTargetDocument>,
    /// Where a budget for a year counts as medium and as high.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost_bands: Option<CostBandsDocument>,
}

/// A step: what is recorded under its id.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StepDocument {
    /// Its id, the name of its event; or the name of what can be recorded at any stage, to say who may.
    pub id: Id,
    /// What people read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// The roles that may take it.
    #[schemars(length(min = 1))]
    pub by: Vec<Id>,
    /// The stage that is reached by it; none for what moves nothing, such as a second questionnaire.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<StageWord>,
    /// Whether later steps can be taken without it; false if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub optional: Option<bool>,
    /// How soon it is meant to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<TargetDocument>,
    /// Steps that may not have been taken by the same one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_same_as: Vec<Id>,
    /// How far above the indicative budget whoever signs off may decide alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<LimitDocument>,
    /// When a panel meets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meets: Option<MeetsDocument>,
    /// What can be decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Id>,
    /// A condition on which the step is needed; it may not be taken where the condition does not hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<FormulaIn>,
    /// Who must be present.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Id>,
    /// How many meetings a year are expected at most: more is a note to managers, never a bar.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 366))]
    pub expected_most_a_year: Option<u32>,
    /// Where it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Reference>,
    /// It is made up, for show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub illustrative: Option<bool>,
}

/// A stage by its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is described where the stages are")]
pub enum StageWord {
    Referred,
    Invited,
    Visited,
    TakingPart,
    SelfAssessment,
    Checked,
    BudgetTold,
    PlanMade,
    PlanAgreed,
    SignedOff,
    RiskPanel,
    Decided,
    AgreementSigned,
    Started,
    UnderReview,
    Ended,
}

/// So many days after a step or a stage.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TargetDocument {
    /// How many days.
    #[schemars(range(min = 0, max = 3660))]
    pub days: u32,
    /// After which step or stage.
    pub after: Id,
}

/// The smaller of these over the indicative budget.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LimitDocument {
    /// A share of the indicative budget.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<Percentage>,
    /// An amount for a year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<AmountIn>,
}

/// When a panel meets.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeetsDocument {
    /// How often.
    pub every: MeetsEvery,
    /// On which day of the week; every month: the first such day.
    pub day: Weekday,
    /// How many days before it the papers are to be there.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 60))]
    pub papers_days_before: Option<u32>,
}

/// How often a panel meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MeetsEvery {
    /// Every week.
    Week,
    /// Every month.
    Month,
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the days of the week")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// Why an agreed budget may differ from the indicative one.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReasonDocument {
    /// Its id.
    pub id: Id,
    /// What people read.
    pub text: Text,
    /// Where it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Reference>,
    /// It is made up, for show.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub illustrative: Option<bool>,
}

/// A role of the council's own.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleDocument {
    /// Its id.
    pub id: Id,
    /// What people read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// Whether it stands on the person's side, or sells support; false if left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outside: Option<bool>,
}

/// How many people are to reach a stage each month.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MonthlyTargetDocument {
    /// How many people.
    #[schemars(range(min = 1, max = 100_000))]
    pub people: u32,
    /// Which stage.
    pub stage: StageWord,
    /// Where it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Reference>,
}

/// Where a budget for a year counts as medium and as high; below both it is low.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CostBandsDocument {
    /// The least amount a year that is medium.
    pub medium_from: AmountIn,
    /// The least amount a year that is high.
    pub high_from: AmountIn,
    /// Where they come from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Reference>,
}
