//! `questionnaire.toml` as it is written.

use openras_core::Text;
use openras_core::document::{AmountIn, Format, FormulaIn, Id, Reference, UnitIn};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::given::Given;

/// A questionnaire: the facts that are known about a person, and what is asked of them.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "questionnaire.toml")]
pub struct QuestionnaireDocument {
    /// The version of this format: 1.
    pub format: Format,
    /// The questionnaire's id.
    pub id: Id,
    /// The questionnaire's version.
    pub version: String,
    /// What it is called.
    pub title: Text,
    /// What a questionnaire that carries no money is for; only in `questionnaires/`.
    pub purpose: Option<Purpose>,
    /// The roles whose check makes an indicative budget; another role's check leaves an estimate.
    pub checked_by: Option<Vec<String>>,
    /// Where the numbers of this file come from.
    pub source: Option<Reference>,
    /// The numbers of this file are made up, for show.
    pub illustrative: Option<bool>,
    /// What is known about the person beside the answers.
    #[serde(default)]
    pub fact: Vec<FactDocument>,
    /// The sections, in order.
    #[serde(default)]
    pub section: Vec<SectionDocument>,
}

/// What a questionnaire that carries no money is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// How satisfied people are.
    Satisfaction,
    /// The carer's own needs.
    Carer,
    /// How it goes.
    Monitoring,
    /// For children.
    Children,
}

/// One fact.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FactDocument {
    /// Its id.
    pub id: Id,
    /// What it says to people.
    pub text: Option<Text>,
    /// What kind of value it has.
    pub kind: FactKindWord,
    /// What a number counts.
    pub unit: Option<UnitIn>,
    /// The least a number may be.
    pub min: Option<AmountIn>,
    /// The most a number may be.
    pub max: Option<AmountIn>,
    /// How many decimals a number may have; 0 if left out.
    #[schemars(range(min = 0, max = 12))]
    pub decimals: Option<u32>,
    /// What a choice may be.
    #[schemars(length(min = 1))]
    pub choices: Option<Vec<ChoiceDocument>>,
    /// What holds where the fact is not given; without it the fact must be given.
    pub default: Option<Given>,
}

/// The kind of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FactKindWord {
    /// A number.
    Number,
    /// One of several words.
    Choice,
    /// Whether something is so.
    YesNo,
    /// A day.
    Date,
    /// What stands there is none of these, and is told.
    #[serde(rename = "\u{0}")]
    #[schemars(skip)]
    Broken,
}

/// One thing that a choice may be: an id, or an id with a text.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum ChoiceDocument {
    /// The id alone.
    Id(Id),
    /// The id with what it says to people.
    WithText(ChoiceWithText),
}

/// A choice with its text.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChoiceWithText {
    /// Its id.
    pub id: Id,
    /// What it says to people.
    pub text: Text,
}

/// One section.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SectionDocument {
    /// Its id.
    pub id: Id,
    /// Its heading.
    pub title: Text,
    /// The need that this section shows; support plans must meet it.
    pub need: Option<Id>,
    /// Whose words it holds; `needs` if left out.
    pub part: Option<PartWord>,
    /// Where its numbers come from.
    pub source: Option<Reference>,
    /// Its numbers are made up, for show.
    pub illustrative: Option<bool>,
    /// Its questions, in order.
    #[schemars(length(min = 1))]
    pub question: Vec<QuestionDocument>,
}

/// Whose words a section holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PartWord {
    /// What the person needs.
    Needs,
    /// What family, friends and neighbours do.
    NaturalSupport,
    /// What the carer needs.
    Carer,
}

/// One question.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuestionDocument {
    /// Its id.
    pub id: Id,
    /// The question.
    pub text: Option<Text>,
    /// How it is answered; `one` if left out.
    pub kind: Option<QuestionKindWord>,
    /// The points of an unanswered question; without it an answer is required.
    pub unanswered: Option<AmountIn>,
    /// A condition on facts; where it does not hold the question is not asked.
    pub asked_when: Option<FormulaIn>,
    /// The answer may be two neighbouring statements, the points their mean.
    pub between: Option<bool>,
    /// The statements, each as a table of its own.
    #[schemars(length(min = 1))]
    pub statement: Option<Vec<StatementDocument>>,
    /// The statements, in one line.
    #[schemars(length(min = 1))]
    pub statements: Option<Vec<StatementDocument>>,
    /// The answer is a whole number from here to there, and so are the points.
    pub scale: Option<ScaleDocument>,
    /// What a number counts.
    pub unit: Option<UnitIn>,
    /// The least a number may be.
    pub min: Option<AmountIn>,
    /// The most a number may be.
    pub max: Option<AmountIn>,
    /// How many decimals a number may have; 0 if left out.
    #[schemars(range(min = 0, max = 12))]
    pub decimals: Option<u32>,
    /// The points of one of a number; 1 if left out.
    pub points_each: Option<AmountIn>,
    /// Where its numbers come from.
    pub source: Option<Reference>,
    /// Its numbers are made up, for show.
    pub illustrative: Option<bool>,
}

/// How a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKindWord {
    /// One statement is ticked.
    One,
    /// Any statements are ticked.
    Many,
    /// A number is given.
    Number,
    /// What stands there is none of these, and is told.
    #[serde(rename = "\u{0}")]
    #[schemars(skip)]
    Broken,
}

/// The ends of a scale, both inside it.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScaleDocument {
    /// The least.
    #[schemars(range(min = -1_000_000, max = 1_000_000))]
    pub from: i64,
    /// The most.
    #[schemars(range(min = -1_000_000, max = 1_000_000))]
    pub to: i64,
}

impl ScaleDocument {
    /// Whether one of its ends was bad or missing.
    pub(crate) fn is_broken(&self) -> bool {
        self.from == i64::MIN || self.to == i64::MIN
    }
}

/// One statement.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatementDocument {
    /// Its id, known within its question.
    pub id: Id,
    /// The sentence a person ticks.
    pub text: Option<Text>,
    /// What it scores; may be below zero.
    pub points: AmountIn,
    /// Whether it shows a need; where its points are above 0 if left out.
    pub shows_need: Option<bool>,
    /// In a part about natural support: this statement holds when that help stops.
    pub no_natural_support: Option<bool>,
    /// Where its points come from.
    pub source: Option<Reference>,
    /// Its points are made up, for show.
    pub illustrative: Option<bool>,
}
