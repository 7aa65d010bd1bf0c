use openras_core::document::{AmountIn, DayIn, Document, Entries, Format, Id};
use openras_core::{Day, Diagnostics, digest};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is known of one person's case for its reviews; opaque references only.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "casefile")]
pub struct Casefile {
    /// The version of this format: 1.
    pub format: Format,
    /// An opaque reference to the person.
    pub person: String,
    /// The team.
    pub team: Option<String>,
    /// The one worker who holds the case.
    pub case_holder: Option<String>,
    /// The person's group.
    pub group: Option<String>,
    /// The person is a child.
    pub child: Option<bool>,
    /// The budget of a whole year.
    pub annual_budget: Option<AmountIn>,
    /// The person employs staff; false if left out.
    pub employs_staff: Option<bool>,
    /// The plan has a risk that nobody has resolved; false if left out.
    pub unresolved_risk: Option<bool>,
    /// The days that cadences are counted from.
    #[serde(default)]
    pub dates: CaseDates,
    /// Cadences that the worker asked for.
    #[serde(default)]
    pub asked: Vec<AskedFor>,
    /// Assessments at which options were offered, or capacity was looked at.
    #[serde(default)]
    pub assessment: Vec<AssessmentMade>,
    /// The plans that were agreed: the newest is the one that a review looks at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub plan: Vec<PlanAgreed>,
    /// What somebody asked to have looked at again.
    #[serde(default)]
    pub request: Vec<RequestDocument>,
    /// What happened.
    #[serde(default)]
    pub event: Vec<EventDocument>,
    /// The reviews that were held.
    #[serde(default)]
    pub review: Vec<ReviewHeld>,
}

/// The days that cadences are counted from.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseDates {
    /// The day the plan was agreed.
    pub plan_agreed: Option<DayIn>,
    /// The day the budget begins.
    pub budget_start: Option<DayIn>,
    /// The day of the first direct payment.
    pub direct_payment_start: Option<DayIn>,
}

/// A cadence that the worker asked for.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AskedFor {
    /// The cadence's id.
    pub cadence: Id,
    /// The day.
    pub on: DayIn,
    /// Who asked, as an opaque reference.
    pub by: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// An assessment at which options were offered, or capacity was looked at.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AssessmentMade {
    /// The day.
    pub on: DayIn,
    /// What was offered.
    #[serde(default)]
    pub options: Vec<OptionOffered>,
    /// The day on which a decision about capacity is to be looked at again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity_review_on: Option<DayIn>,
}

/// A plan that was agreed.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanAgreed {
    /// The day.
    pub on: DayIn,
    /// Its digest.
    pub sha256: String,
    /// The ids of its outcomes.
    #[serde(default)]
    pub outcomes: Vec<Id>,
    /// The level of monitoring that was agreed with the person.
    pub monitoring: Option<Id>,
}

/// What somebody asked to have looked at again.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestDocument {
    /// The day.
    pub on: DayIn,
    /// `person`, `carer` or `council`.
    pub by: Id,
    /// What it is about.
    pub about: RequestAbout,
    /// Why.
    pub reason: Option<String>,
}

/// What a request is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RequestAbout {
    /// The assessment.
    Assessment,
    /// The plan.
    Plan,
    /// The budget.
    Budget,
    /// The option.
    Option,
    /// A review as such.
    Review,
}

impl RequestAbout {
    /// The word in documents.
    pub const fn as_str(self) -> &'static str {
        match self {
            RequestAbout::Assessment => "assessment",
            RequestAbout::Plan => "plan",
            RequestAbout::Budget => "budget",
            RequestAbout::Option => "option",
            RequestAbout::Review => "review",
        }
    }
}

/// Something that happened.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EventDocument {
    /// The day on which it was reported.
    pub on: DayIn,
    /// What.
    pub kind: EventKind,
    /// More of it.
    pub note: Option<String>,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// The person's life or needs changed.
    ChangeOfCircumstances,
    /// What was to be achieved is not.
    OutcomesNotMet,
    /// The person cannot decide about the money any more.
    CapacityLost,
    /// The person can decide about the money again.
    CapacityRegained,
    /// Somebody is concerned about the person or the money.
    Concern,
    /// The carer is unwell.
    CarerUnwell,
    /// The person went into hospital.
    Hospital,
}

impl EventKind {
    /// Every kind.
    pub const ALL: [EventKind; 7] = [
        EventKind::ChangeOfCircumstances,
        EventKind::OutcomesNotMet,
        EventKind::CapacityLost,
        EventKind::CapacityRegained,
        EventKind::Concern,
        EventKind::CarerUnwell,
        EventKind::Hospital,
    ];

    /// The word in documents.
    pub const fn as_str(self) -> &'static str {
        match self {
            EventKind::ChangeOfCircumstances => "change_of_circumstances",
            EventKind::OutcomesNotMet => "outcomes_not_met",
            EventKind::CapacityLost => "capacity_lost",
            EventKind::CapacityRegained => "capacity_regained",
            EventKind::Concern => "concern",
            EventKind::CarerUnwell => "carer_unwell",
            EventKind::Hospital => "hospital",
        }
    }

    /// In plain words.
    pub const fn words(self) -> &'static str {
        match self {
            EventKind::ChangeOfCircumstances => "circumstances changed",
            EventKind::OutcomesNotMet => "outcomes are not met",
            EventKind::CapacityLost => "the person lost the capacity to decide about the money",
            EventKind::CapacityRegained => "the person regained the capacity to decide about the money",
            EventKind::Concern => "somebody is concerned",
            EventKind::CarerUnwell => "the carer is unwell",
            EventKind::Hospital => "the person went into hospital",
        }
    }
}

/// A review that was held.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewHeld {
    /// The day.
    pub on: DayIn,
    /// The cadence that asked for it, or another word such as `unscheduled`.
    pub kind: Id,
    /// The digest of the plan in force: what the review looked at.
    pub plan: Option<String>,
    /// Who was there.
    #[serde(default)]
    pub present: Vec<String>,
    /// What the worker considered.
    #[serde(default)]
    pub considered: Vec<Id>,
    /// What was said.
    #[serde(default)]
    pub views: Vec<ViewSaid>,
    /// What became of each outcome.
    #[serde(default)]
    pub outcomes: Vec<OutcomeReviewed>,
    /// What was offered.
    #[serde(default)]
    pub options: Vec<OptionOffered>,
    /// How each principle was kept to.
    #[serde(default)]
    pub principles: Entries<String>,
    /// The digest of the new assessment, where the questionnaire is filled in again.
    pub questionnaire: Option<String>,
    /// What was decided; the review is not closed without it.
    pub decision: Option<Decision>,
    /// Why.
    pub reason: Option<String>,
    /// The next review, as it was agreed.
    pub next: Option<DayIn>,
}

/// What was said at a review.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ViewSaid {
    /// About what.
    pub topic: Id,
    /// By whom; the person if left out.
    pub by: Option<String>,
    /// The words.
    pub said: String,
}

/// What became of an outcome.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OutcomeReviewed {
    /// Its id in the plan.
    pub id: Id,
    /// Whether it was met.
    pub result: OutcomeResult,
    /// The category of what it is about.
    pub category: Option<Id>,
    /// Who was to bring it about, as an opaque reference.
    pub provider: Option<String>,
    /// For a child: the indicators of wellbeing it is about.
    #[serde(default)]
    pub indicators: Vec<Id>,
    /// The person's words.
    pub person_says: Option<String>,
    /// The provider's words.
    pub provider_says: Option<String>,
}

/// Whether an outcome was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeResult {
    /// It was.
    Met,
    /// In part.
    Partly,
    /// It was not.
    NotMet,
    /// The person wants something else now.
    Changed,
}

/// An option that was offered, or could not be.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OptionOffered {
    /// Its id.
    pub id: Id,
    /// Whether it was offered.
    pub offered: bool,
    /// Why not.
    pub unavailable_because: Option<String>,
    /// The day on which the person was told in writing.
    pub told_in_writing_on: Option<DayIn>,
}

/// What a review decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// The plan goes on.
    Confirm,
    /// The plan changes.
    Revise,
    /// The case closes.
    Close,
}

impl Casefile {
    /// Reads a casefile from JSON.
    ///
    /// # Errors
    /// Every slip of form at once, each at its place.
    pub fn from_json(text: &str) -> Result<Casefile, Diagnostics> {
        Self::from_document(&mut Document::from_json("casefile", text)?)
    }

    /// Reads a casefile from a document of any syntax.
    ///
    /// # Errors
    /// Every slip of form at once, each at its place.
    pub fn from_document(document: &mut Document) -> Result<Casefile, Diagnostics> {
        super::from_document(document)
    }

    /// The newest day that it speaks of, other than what is still to come.
    pub fn newest_day(&self) -> Option<Day> {
        let dates = [&self.dates.plan_agreed, &self.dates.budget_start, &self.dates.direct_payment_start];
        let dates = dates.into_iter().flatten();
        let asked = self.asked.iter().map(|asked| &asked.on);
        let assessments = self.assessment.iter().map(|assessment| &assessment.on);
        let plans = self.plan.iter().map(|plan| &plan.on);
        let requests = self.request.iter().map(|request| &request.on);
        let events = self.event.iter().map(|event| &event.on);
        let reviews = self.review.iter().map(|review| &review.on);
        let all =
            dates.chain(asked).chain(assessments).chain(plans).chain(requests).chain(events).chain(reviews);
        all.filter_map(DayIn::day).max()
    }

    /// The digest of its meaning: the same whatever file it came from.
    pub fn sha256(&self) -> String {
        digest::sha256(self).unwrap_or_default()
    }
}
