//! The agreed budget as a record: what ties the indicative budget, the plan's findings, the decision and the draw on the
//! fund's contingency together.

use openras_core::digest;
use schemars::JsonSchema;
use serde::Serialize;

use crate::document::EventDocument;
use crate::event::FreeText;
use crate::kind::Decision;
use crate::rules::indicative;
use crate::state::State;
use crate::sum::Sum;

/// What the key `record` says.
pub const AGREED_BUDGET: &str = "openras.agreed_budget/1";

/// The record of an agreed budget. Amounts are strings with exactly the currency's decimals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "agreed budget")]
pub struct AgreedBudgetRecord {
    /// `openras.agreed_budget/1`.
    pub record: &'static str,
    /// The case.
    pub case: String,
    /// The person.
    pub person: String,
    /// The day of the decision.
    pub on: String,
    /// Who decided.
    pub by: String,
    /// In which role.
    pub role: String,
    /// Who decided with them.
    pub present: Vec<String>,
    /// `agreed` or `agreed_with_conditions`.
    pub decision: &'static str,
    /// The digest of the allocation record.
    pub allocation: Option<String>,
    /// The digest of the findings about the plan.
    pub findings: Option<String>,
    /// The indicative budget.
    pub indicative: AmountPart,
    /// The agreed budget.
    pub agreed: AmountPart,
    /// The agreed less the indicative one.
    pub difference: String,
    /// Why it differs.
    pub reasons: Vec<String>,
    /// The digest of the reasons in words.
    pub text: Option<String>,
    /// What is drawn from the fund's contingency.
    pub draw: Option<DrawPart>,
    /// SHA-256 of the RFC 8785 canonical JSON of everything above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// An amount and its time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AmountPart {
    /// How much.
    pub amount: String,
    /// `week`, `month`, `year` or `once`.
    pub per: &'static str,
}

/// What is drawn from the fund's contingency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DrawPart {
    /// The digest of the fund's record.
    pub fund: String,
    /// What for.
    pub purpose: String,
    /// How much, for the time of the agreed budget.
    pub amount: String,
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: Option<String>,
}

/// The record of the budget that an event agrees; nothing where it agrees none, or does not say enough.
pub fn agreed_budget(state: &State, event: &EventDocument) -> Option<AgreedBudgetRecord> {
    let decision = Decision::from_word(event.decision.as_ref()?.as_str()).filter(|own| own.agrees())?;
    let agreed = Sum::new(event.amount.as_ref()?, event.per)?;
    let indicative = indicative(state, event)?;
    let about = event.about.clone().unwrap_or_default();
    let places = state.opened.decimals;
    let part = |sum: &Sum| AmountPart { amount: sum.amount.to_fixed(places), per: sum.per.as_str() };
    let draw = event.draw.as_ref().and_then(|draw| {
        Some(DrawPart {
            fund: draw.fund.clone(),
            purpose: draw.purpose.as_str().to_owned(),
            amount: draw.amount.amount()?.value.to_fixed(places),
            from: draw.from.day()?.to_string(),
            to: draw.to.as_ref().and_then(|to| to.day()).map(|day| day.to_string()),
        })
    });
    let mut record = AgreedBudgetRecord {
        record: AGREED_BUDGET,
        case: state.opened.case.clone(),
        person: state.opened.person.clone(),
        on: event.on.day()?.to_string(),
        by: event.by.clone(),
        role: event.role.as_str().to_owned(),
        present: event.present.iter().map(|present| present.by.clone()).collect(),
        decision: decision.as_str(),
        allocation: about.allocation.or_else(|| state.round.allocation.clone()),
        findings: about.findings.or_else(|| state.round.findings.clone()),
        difference: (&agreed.amount - &indicative.amount).to_fixed(places),
        indicative: part(&indicative),
        agreed: part(&agreed),
        reasons: event.reasons.iter().map(|id| id.as_str().to_owned()).collect(),
        text: event.text.as_ref().map(|text| FreeText::new(text.clone()).sha256),
        draw,
        sha256: None,
    };
    record.sha256 = digest::sha256(&record).ok();
    Some(record)
}
