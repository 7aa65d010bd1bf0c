//! `scheme.toml` as it is written.

use openras_core::Text;
use openras_core::document::{
    AmountIn, Cell, Entries, Format, FormulaIn, FractionIn, Id, ParameterDocument, PercentOrAmount,
    Reference, UnitIn,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A scheme: parameters, tables and steps, from points to pounds.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "scheme.toml")]
pub struct SchemeDocument {
    /// The version of this format: 1.
    pub format: Format,
    /// The scheme's id.
    pub id: Id,
    /// The scheme's version.
    pub version: String,
    /// What it is called.
    pub title: Option<Text>,
    /// The step that is the person's indicative budget.
    pub result: Id,
    /// Where the numbers of this file come from.
    pub source: Option<Reference>,
    /// The numbers of this file are made up, for show.
    pub illustrative: Option<bool>,
    /// How this scheme counts a year.
    pub year: YearDocument,
    /// The dated numbers, by id.
    #[serde(default)]
    pub parameters: Entries<ParameterDocument>,
    /// The tables, by id.
    #[serde(default)]
    pub tables: Entries<TableDocument>,
    /// The steps, in order.
    #[schemars(length(min = 1))]
    pub step: Vec<StepDocument>,
    /// Who is outside the scheme.
    #[serde(default)]
    pub exclusion: Vec<RuleDocument>,
    /// Where a person decides.
    #[serde(default)]
    pub referral: Vec<RuleDocument>,
    /// Money from elsewhere, by id.
    #[serde(default)]
    pub streams: Entries<StreamDocument>,
}

/// How a scheme counts a year: always stated, never assumed.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct YearDocument {
    /// Weeks in a year.
    pub weeks: FractionIn,
    /// Months in a year.
    pub months: FractionIn,
    /// Days in a year.
    pub days: FractionIn,
    /// Which twelve months a yearly amount is for; changes no figure of an allocation.
    pub runs: Option<Runs>,
}

/// Which twelve months a yearly amount is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Runs {
    /// From the day the budget starts.
    #[default]
    FromStart,
    /// From January.
    Calendar,
    /// From April.
    Financial,
}

/// A table.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TableDocument {
    /// What it is.
    pub text: Option<Text>,
    /// The unit of the key; for `choice` the fact or question.
    pub key: Option<String>,
    /// For `choice`: several facts or questions.
    #[schemars(length(min = 1))]
    pub keys: Option<Vec<String>>,
    /// The unit of the values.
    pub value: UnitIn,
    /// How a row is found.
    pub lookup: LookupWord,
    /// The rows, in any order.
    #[schemars(length(min = 1))]
    pub rows: Vec<RowDocument>,
    /// What a key below the rows gets: `refuse` (the default), `refer`, an amount or a parameter.
    pub below: Option<Cell>,
    /// What a key above the rows gets: `refuse` (the default), `refer`, an amount or a parameter.
    pub above: Option<Cell>,
    /// Where its numbers come from.
    pub source: Option<Reference>,
    /// Its numbers are made up, for show.
    pub illustrative: Option<bool>,
}

/// How a row is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LookupWord {
    /// The band that holds the key, both ends inside it.
    Band,
    /// The row with the greatest `at` that is not above the key.
    Floor,
    /// The row with the smallest `at` that is not below the key.
    Ceiling,
    /// The row with the nearest `at`; a tie takes the higher.
    Nearest,
    /// The row whose `at` is the key.
    Exact,
    /// The straight line between the two neighbouring rows.
    Linear,
    /// The row for a choice.
    Choice,
    /// What stands there is none of these, and is told.
    #[serde(rename = "\u{0}")]
    #[schemars(skip)]
    Broken,
}

/// A row of a table.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RowDocument {
    /// For `band`: the lower end, inside the band.
    pub from: Option<AmountIn>,
    /// For `band`: the upper end, inside the band.
    pub to: Option<AmountIn>,
    /// For the other tables of numbers: the key.
    pub at: Option<AmountIn>,
    /// For `choice`: the choice, or a list of one for each key; `"*"` fits any.
    #[serde(rename = "for")]
    pub choice: Option<ForDocument>,
    /// The value: an amount or the id of a parameter.
    pub is: Cell,
    /// Where it comes from.
    pub source: Option<Reference>,
    /// It is made up, for show.
    pub illustrative: Option<bool>,
}

/// The choice, or choices, that a row is for.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum ForDocument {
    /// One key.
    One(String),
    /// One for each key.
    Many(Vec<String>),
}

/// A step from points to pounds.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StepDocument {
    /// Its id.
    pub id: Id,
    /// What it says to people.
    pub text: Option<Text>,
    /// What it counts.
    pub unit: UnitIn,
    /// How it is worked out.
    pub formula: FormulaIn,
    /// A condition; where it does not hold, `otherwise` is worked out in the formula's place.
    pub when: Option<FormulaIn>,
    /// What holds where `when` does not.
    pub otherwise: Option<FormulaIn>,
    /// Where the rule comes from.
    pub source: Option<Reference>,
    /// The rule is made up, for show.
    pub illustrative: Option<bool>,
}

/// An exclusion or a referral: a condition with a reason.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleDocument {
    /// Its id.
    pub id: Id,
    /// The condition, over facts, answers, points and parameters.
    pub when: FormulaIn,
    /// The reason, for people.
    pub text: Text,
    /// Where the rule comes from.
    pub source: Option<Reference>,
    /// The rule is made up, for show.
    pub illustrative: Option<bool>,
}

/// Money from elsewhere in an individual budget.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StreamDocument {
    /// What it is.
    pub text: Option<Text>,
    /// Whether it is part of the indicative amount or added to it.
    pub position: Position,
    /// The currency over a period; the bare currency for what is paid once.
    pub unit: UnitIn,
    /// The most that can be awarded.
    pub max: Option<AmountIn>,
    /// The plan's categories that it may be spent on.
    pub spend_on: Option<Vec<String>>,
    /// Whether what is left may be kept for the next year; true if left out.
    pub carry_forward: Option<bool>,
    /// Who can have it.
    pub when: Option<FormulaIn>,
    /// A grant or equipment, paid once: shown apart, never in the annual or weekly figure.
    pub once: Option<bool>,
    /// Its share of the package, for joint funding.
    pub share: Option<PercentOrAmount>,
    /// What the council itself must put in beside it.
    pub requires: Option<RequiresDocument>,
    /// Where its rules come from.
    pub source: Option<Reference>,
    /// Its rules are made up, for show.
    pub illustrative: Option<bool>,
}

/// Where money from elsewhere stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Position {
    /// Part of the indicative amount.
    Inside,
    /// Added to it.
    OnTop,
}

impl Position {
    /// `inside`, `on_top`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Position::Inside => "inside",
            Position::OnTop => "on_top",
        }
    }
}

/// What the council itself must put in beside a stream.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RequiresDocument {
    /// The least of the council's own share.
    pub own_share: AmountIn,
    /// The period of that amount.
    pub per: openras_questionnaire::PeriodWord,
}
