use openras_core::document::{DayIn, Document, Format, read};
use openras_core::{Diagnostics, digest};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    About, ActionDocument, BasedOn, ContingencyDocument, ContributionChange, ContributionDocument,
    ExceptionDocument, HealthySafeWell, Managed, MetOtherwise, MonitoringPlan, OutcomeDocument,
    PaymentDocument, PeriodIn, RiskDocument, StayDocument, SupportDocument,
};

/// How a budget will meet the person's needs; opaque references only, never a name or an address.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "plan")]
pub struct SupportPlan {
    /// The version of this format: 1.
    pub format: Format,
    /// An opaque reference to the person.
    pub person: String,
    /// The day it is put forward.
    pub on: DayIn,
    /// The days it is for, both ends inside.
    pub period: PeriodIn,
    /// Who made it: `person`, `family_member`.
    #[serde(default)]
    pub made_by: Vec<String>,
    /// Drug and alcohol orders of the direct-payment regulations that the person is under.
    #[serde(default)]
    pub person_orders: Vec<String>,
    /// The other plans that share a support with this one, by person.
    #[serde(default)]
    pub shared_with: Vec<String>,
    /// The person's own words.
    pub about: Option<About>,
    /// What it rests on.
    pub based_on: Option<BasedOn>,
    /// How the person stays healthy, safe and well.
    pub healthy_safe_well: Option<HealthySafeWell>,
    /// How money and support are managed.
    pub managed: Option<Managed>,
    /// How the money is paid.
    pub payment: Option<PaymentDocument>,
    /// What the person pays.
    pub contribution: Option<ContributionDocument>,
    /// What the person pays from a later day on.
    #[serde(default)]
    pub contribution_change: Vec<ContributionChange>,
    /// What is kept for when something goes wrong, inside the budget.
    pub contingency: Option<ContingencyDocument>,
    /// How it is looked after.
    pub monitoring: Option<MonitoringPlan>,
    /// What the person wants to achieve.
    #[serde(default)]
    pub outcome: Vec<OutcomeDocument>,
    /// What the budget buys.
    #[serde(default)]
    pub support: Vec<SupportDocument>,
    /// Needs that cost this budget nothing.
    #[serde(default)]
    pub need_met_otherwise: Vec<MetOtherwise>,
    /// What could go wrong.
    #[serde(default)]
    pub risk: Vec<RiskDocument>,
    /// Short stays in a care home that the budget buys.
    #[serde(default)]
    pub residential_stay: Vec<StayDocument>,
    /// Named decisions that lift a block.
    #[serde(default)]
    pub exception: Vec<ExceptionDocument>,
    /// Who does what.
    #[serde(default)]
    pub action: Vec<ActionDocument>,
}

impl SupportPlan {
    /// Reads a plan from JSON.
    ///
    /// # Errors
    /// Every slip of form at once, each at its place.
    pub fn from_json(text: &str) -> Result<SupportPlan, Diagnostics> {
        Self::from_document(&mut Document::from_json("plan", text)?)
    }

    /// Reads a plan from a document of any syntax.
    ///
    /// # Errors
    /// Every slip of form at once, each at its place.
    pub fn from_document(document: &mut Document) -> Result<SupportPlan, Diagnostics> {
        let (plan, mut found) = read::<SupportPlan>(document);
        document.locate(&mut found);
        match plan {
            Some(plan) => found.into_result(plan),
            None => Err(found),
        }
    }

    /// The digest of its meaning: the same whatever file it came from.
    pub fn sha256(&self) -> String {
        digest::sha256(self).unwrap_or_default()
    }
}
