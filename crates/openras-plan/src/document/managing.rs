use openras_core::document::{AmountIn, DayIn, Id, Reference};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::PerWord;

/// Days, both ends inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PeriodIn {
    /// The first day.
    pub from: DayIn,
    /// The last day.
    pub to: DayIn,
}

/// The person's own words: the seven questions of support planning, and any others.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// What is important to me.
    pub important_to_me: Option<String>,
    /// What I want to change or achieve.
    pub want_to_change: Option<String>,
    /// How I will be supported.
    pub how_supported: Option<String>,
    /// How I will use my budget.
    pub use_of_budget: Option<String>,
    /// How my support will be managed.
    pub how_managed: Option<String>,
    /// How I will stay in control of my life.
    pub stay_in_control: Option<String>,
    /// What I will do to make this happen.
    pub make_it_happen: Option<String>,
}

impl About {
    /// What a checklist may ask for.
    pub const QUESTIONS: [&'static str; 7] = [
        "important_to_me",
        "want_to_change",
        "how_supported",
        "use_of_budget",
        "how_managed",
        "stay_in_control",
        "make_it_happen",
    ];

    /// The answer to one of them.
    pub fn answer(&self, question: &str) -> Option<&str> {
        let answer = match question {
            "important_to_me" => &self.important_to_me,
            "want_to_change" => &self.want_to_change,
            "how_supported" => &self.how_supported,
            "use_of_budget" => &self.use_of_budget,
            "how_managed" => &self.how_managed,
            "stay_in_control" => &self.stay_in_control,
            _ => &self.make_it_happen,
        };
        answer.as_deref().filter(|text| !text.trim().is_empty())
    }
}

/// What a plan rests on.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BasedOn {
    /// The day of the person centred plan; helpful, never required.
    pub person_centred_plan: Option<DayIn>,
    /// The day on which benefits were checked.
    pub benefit_check: Option<DayIn>,
    /// The carer's own assessment.
    pub carer_assessment: Option<CarerAssessmentOffer>,
}

/// That the carer was offered an assessment of their own.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CarerAssessmentOffer {
    /// The day of the offer.
    pub offered_on: Option<DayIn>,
    /// Whether the carer took it up.
    pub accepted: Option<bool>,
}

/// How the person stays healthy, safe and well, and nobody else is put at risk.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HealthySafeWell {
    /// Healthy.
    pub healthy: Option<String>,
    /// Safe.
    pub safe: Option<String>,
    /// Well.
    pub well: Option<String>,
    /// How it promotes independence.
    pub independence: Option<String>,
    /// How others stay safe.
    pub others_safe: Option<String>,
}

/// How money and support are managed.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Managed {
    /// The way of the whole plan: one of the council's.
    pub way: Option<Id>,
    /// Who manages the money.
    pub money: Option<String>,
    /// Who manages the support from day to day.
    pub support: Option<String>,
    /// Whether the person has agreed to it.
    pub agreed_by_person: Option<bool>,
    /// Who chose it.
    pub chosen_by: Option<String>,
    /// Decisions that have been taken, such as `best_interests_decision`.
    #[serde(default)]
    pub decisions: Vec<String>,
    /// Who helped to plan.
    pub broker: Option<Broker>,
}

/// Who helped to plan.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Broker {
    /// For whom they work.
    pub kind: BrokerKind,
    /// An opaque reference.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
}

/// For whom a broker works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BrokerKind {
    /// For nobody else.
    Independent,
    /// For the council.
    Council,
    /// For a provider.
    Provider,
    /// For an organisation of people who use support.
    UserLed,
    /// Family.
    Family,
}

/// What the person pays.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContributionDocument {
    /// What came of the financial assessment.
    pub outcome: Option<ContributionOutcome>,
    /// Its day.
    pub assessed_on: Option<DayIn>,
    /// How much.
    pub amount: Option<AmountIn>,
    /// How often.
    pub per: Option<PerWord>,
}

/// What came of a financial assessment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContributionOutcome {
    /// The person pays the amount.
    Assessed,
    /// The person pays nothing.
    Nil,
    /// The person pays all of it.
    FullCost,
    /// The person did not want one, and pays the amount.
    Declined,
    /// There was none.
    NotDone,
}

/// What the person pays from a day on.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContributionChange {
    /// The first day.
    pub from: DayIn,
    /// How much.
    pub amount: AmountIn,
    /// How often.
    pub per: PerWord,
}

/// What is kept for when something goes wrong.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContingencyDocument {
    /// How much, for the whole plan.
    pub amount: Option<AmountIn>,
    /// What happens then.
    pub plan: Option<String>,
    /// Who comes in an emergency.
    pub emergency_cover: Option<String>,
    /// Who sets it going.
    pub who_acts: Option<String>,
}

/// How a plan is looked after.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MonitoringPlan {
    /// The level.
    pub how: Option<String>,
    /// Who is in touch, and how often.
    pub contact: Option<String>,
    /// The day it was agreed.
    pub agreed_on: Option<DayIn>,
}

/// What the person wants to achieve.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OutcomeDocument {
    /// Its id, known within the plan.
    pub id: Id,
    /// In the person's words.
    pub text: Option<String>,
    /// The needs that it is about.
    #[serde(default)]
    pub needs: Vec<Id>,
    /// How one can tell that it was reached.
    pub measure: Option<String>,
    /// The day on which it is looked at again.
    pub review_on: Option<DayIn>,
}

/// A need that costs this budget nothing.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MetOtherwise {
    /// The need.
    pub need: Id,
    /// By whom.
    pub by: Option<String>,
    /// What kind of help it is.
    pub kind: MetOtherwiseKind,
    /// Whether they have said that they will; never assumed.
    pub willing: Option<bool>,
    /// Whether they can.
    pub able: Option<bool>,
}

/// What kind of help costs a budget nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MetOtherwiseKind {
    /// Family, friends, neighbours.
    Natural,
    /// What everybody can use.
    Universal,
    /// What the community gives.
    Community,
    /// A voluntary organisation.
    Voluntary,
    /// Alarms and sensors.
    Telecare,
    /// Equipment.
    Equipment,
    /// Short help to do things oneself again.
    Reablement,
    /// Health services.
    Health,
    /// Housing services.
    Housing,
}

/// What could go wrong.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RiskDocument {
    /// Its id, known within the plan.
    pub id: Id,
    /// What it is.
    pub text: Option<String>,
    /// To whom: `person`, `others`, `carer`, `worker`, `money`.
    #[serde(default)]
    pub to: Vec<Told>,
    /// What is done about it.
    pub controls: Option<String>,
    /// What is left of it.
    pub residual: Option<RiskLevel>,
    /// Whether it is resolved.
    pub status: Option<RiskStatus>,
    /// What the risk panel decided.
    pub panel: Option<RiskPanel>,
}

/// Who or what is at risk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Told {
    /// The person.
    Person,
    /// Other people.
    Others,
    /// The carer.
    Carer,
    /// The worker.
    Worker,
    /// The money.
    Money,
}

/// How great a risk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RiskLevel {
    /// Low.
    Low,
    /// Medium.
    Medium,
    /// High.
    High,
}

/// Whether a risk is resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RiskStatus {
    /// It is.
    Resolved,
    /// It is not: a risk panel's business.
    Unresolved,
    /// It is there, and all have accepted it.
    Accepted,
}

/// What a risk panel decided.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RiskPanel {
    /// The day.
    pub on: DayIn,
    /// What: `resolved`, `accepted_with_actions`, `council_keeps_the_budget`.
    pub decision: String,
    /// Who was there.
    #[serde(default)]
    pub by: Vec<String>,
    /// What is to be done.
    pub actions: Option<String>,
    /// When it is looked at again.
    pub review_on: Option<DayIn>,
}

/// A stay in a care home that the budget buys.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StayDocument {
    /// The first night.
    pub from: DayIn,
    /// The day of leaving.
    pub to: DayIn,
    /// The line that pays for it.
    pub support: Option<Reference>,
}

/// A named decision that lifts a block, or asks for that.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExceptionDocument {
    /// The code of the finding.
    pub code: String,
    /// The line that it is about; every line if left out.
    pub support: Option<Reference>,
    /// Why it may be: `necessary`, or one of the factors or reasons that the law or the council lists.
    pub grounds: Option<String>,
    /// Who agreed, beside the council.
    #[serde(default)]
    pub agreed_by: Vec<String>,
    /// Who decided, by an opaque reference. Without it the exception is only asked for.
    pub decided_by: Option<String>,
    /// Their role.
    pub role: Option<String>,
    /// The day.
    pub on: Option<DayIn>,
    /// The reason, in words.
    pub reason: Option<String>,
}

/// Something that somebody will do.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActionDocument {
    /// What.
    pub what: String,
    /// Who.
    pub by: Option<String>,
    /// By which day.
    pub when: Option<DayIn>,
}
