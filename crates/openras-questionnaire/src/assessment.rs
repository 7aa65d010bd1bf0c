//! One person's facts and answers on a date, as a document.

use std::collections::BTreeMap;

use openras_core::document::{AmountIn, DayIn, Document, Format, Id, Reference, read};
use openras_core::{Code, Day, Diagnostic, Diagnostics, Path};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::given::Given;

/// One person's facts, answers and streams on a date; opaque references only, never a name or an address.
///
/// # Examples
/// ```
/// use openras_questionnaire::Assessment;
/// let assessment = Assessment::from_json(r#"{
///     "format": 1, "on": "2008-03-01", "facts": { "age": 34 }, "answers": { "washing": "some" }
/// }"#)?;
/// assert_eq!(assessment.on().map(|day| day.long()).as_deref(), Some("1 March 2008"));
/// # Ok::<(), openras_core::Diagnostics>(())
/// ```
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "assessment")]
pub struct Assessment {
    /// The version of this format: 1.
    pub format: Format,
    /// An opaque reference to the person.
    pub person: Option<String>,
    /// The day whose values hold. Required, unless the caller gives one.
    pub on: Option<DayIn>,
    /// What is known about the person, by the fact's id.
    #[serde(default)]
    pub facts: BTreeMap<String, Given>,
    /// The answers, by the question's id.
    #[serde(default)]
    pub answers: BTreeMap<String, Given>,
    /// Money from elsewhere, by the stream's id.
    #[serde(default)]
    pub streams: BTreeMap<String, StreamAward>,
    /// Who filled it in, and when.
    pub completed: Option<Completed>,
    /// Views that differ from the answer that counts; kept, never counted.
    #[serde(default)]
    pub views: Vec<View>,
    /// References to decisions about mental capacity.
    #[serde(default)]
    pub capacity: Vec<CapacityReference>,
    /// Whether the carer was offered an assessment of their own.
    pub carer_assessment: Option<CarerAssessment>,
    /// The professional's check; without it the figure is an estimate.
    pub checked: Option<Checked>,
}

/// Money from elsewhere in an individual budget.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StreamAward {
    /// How much.
    pub amount: Option<AmountIn>,
    /// A day, week, month or year; the stream's own period if left out.
    pub per: Option<PeriodWord>,
    /// How far it has come; awarded if left out.
    pub status: Option<StreamStatus>,
}

/// A period of payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PeriodWord {
    /// A day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

impl From<PeriodWord> for openras_core::Period {
    fn from(word: PeriodWord) -> Self {
        match word {
            PeriodWord::Day => openras_core::Period::Day,
            PeriodWord::Week => openras_core::Period::Week,
            PeriodWord::Month => openras_core::Period::Month,
            PeriodWord::Year => openras_core::Period::Year,
        }
    }
}

/// How far money from elsewhere has come; only an awarded stream counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StreamStatus {
    /// The person cannot have it.
    NotEligible,
    /// Something to do before the plan.
    ToApply,
    /// Applied for, not decided.
    Applied,
    /// Granted.
    #[default]
    Awarded,
    /// Refused.
    Refused,
}

impl StreamStatus {
    /// `not_eligible`, `to_apply`, `applied`, `awarded`, `refused`.
    pub const fn as_str(self) -> &'static str {
        match self {
            StreamStatus::NotEligible => "not_eligible",
            StreamStatus::ToApply => "to_apply",
            StreamStatus::Applied => "applied",
            StreamStatus::Awarded => "awarded",
            StreamStatus::Refused => "refused",
        }
    }
}

/// Who filled the questionnaire in, and when.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Completed {
    /// The day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<DayIn>,
    /// A role: the person, a carer, an advocate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The roles of those who helped.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supported_by: Vec<String>,
}

/// A view that differs from the answer that counts.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct View {
    /// The question's id.
    pub question: Reference,
    /// Whose view: a role.
    pub by: String,
    /// What they would have answered.
    pub answer: Given,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A reference to a decision about mental capacity.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CapacityReference {
    /// The episode in the council's own system.
    pub episode: String,
    /// Which decision it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// What was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// The decision in the person's best interests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best_interests: Option<String>,
    /// When it is looked at again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review_on: Option<DayIn>,
}

/// Whether the carer was offered an assessment of their own.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CarerAssessment {
    /// The day it was offered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offered_on: Option<DayIn>,
    /// Whether it was taken up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<bool>,
}

/// A professional's check of the answers.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Checked {
    /// The day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<DayIn>,
    /// An opaque reference to the professional.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Their role: `social_worker`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The needs found eligible; without the list, every need that an answer shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eligible: Option<Vec<Id>>,
    /// The answers that were changed, with reasons.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
}

/// An answer that the check changed.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The question's id.
    pub question: Reference,
    /// What it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Given>,
    /// What it became.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Given>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Assessment {
    /// An assessment on a day, with nothing in it yet.
    pub fn on_day(on: Day) -> Assessment {
        Assessment { on: Some(DayIn::from(on)), ..Assessment::empty() }
    }

    /// An assessment with nothing in it, not even a day.
    pub fn empty() -> Assessment {
        Assessment {
            format: Format,
            person: None,
            on: None,
            facts: BTreeMap::new(),
            answers: BTreeMap::new(),
            streams: BTreeMap::new(),
            completed: None,
            views: Vec::new(),
            capacity: Vec::new(),
            carer_assessment: None,
            checked: None,
        }
    }

    /// With the value of a fact.
    #[must_use]
    pub fn fact(mut self, id: impl Into<String>, value: impl Into<Given>) -> Self {
        self.facts.insert(id.into(), value.into());
        self
    }

    /// With the answer to a question.
    #[must_use]
    pub fn answer(mut self, id: impl Into<String>, answer: impl Into<Given>) -> Self {
        self.answers.insert(id.into(), answer.into());
        self
    }

    /// Reads an assessment from JSON.
    ///
    /// # Errors
    /// Every slip of form at once, each at its place: `syntax`, `unknown_key`, `missing_key`, `wrong_type`,
    /// `float_amount`.
    pub fn from_json(text: &str) -> Result<Assessment, Diagnostics> {
        Self::from_document(&mut Document::from_json("assessment", text)?)
    }

    /// Reads an assessment from a document of any syntax.
    ///
    /// # Errors
    /// Every slip of form at once, each at its place.
    pub fn from_document(document: &mut Document) -> Result<Assessment, Diagnostics> {
        match Self::what_survives(document) {
            (Some(assessment), found) => found.into_result(assessment),
            (None, found) => Err(found),
        }
    }

    /// Reads what can be read of an assessment, beside every slip of form: for whoever goes on to list what else is wrong.
    /// What was bad is silent in [`Questionnaire::check`](crate::Questionnaire::check).
    pub fn what_survives(document: &mut Document) -> (Option<Assessment>, Diagnostics) {
        read::<Assessment>(document)
    }

    /// The day whose values hold.
    pub fn on(&self) -> Option<Day> {
        self.on.as_ref().and_then(DayIn::day)
    }

    /// This assessment on the day `on`, where it has none of its own.
    ///
    /// # Errors
    /// Where it has another day: the two cannot both hold.
    pub fn at(mut self, on: Option<Day>) -> Result<Assessment, Diagnostics> {
        match (self.on(), on) {
            (Some(own), Some(on)) if own != on => {
                let message = format!("the assessment is on {own}, and {on} was asked for");
                let problem = Diagnostic::new(Code::BadDateRange, Path::root().key("on"), message);
                Err(problem.help("leave one of the two out").into())
            }
            (None, Some(on)) => {
                self.on = Some(DayIn::from(on));
                Ok(self)
            }
            _ => Ok(self),
        }
    }
}
