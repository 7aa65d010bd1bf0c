//! The JSON Schema of every document that OpenRAS reads or writes.

use openras_allocation::{AllocationRecord, SchemeDocument};
use openras_core::document::schema_of;
use openras_plan::law::LawDocument;
use openras_plan::{
    AgreementRecord, FindingsRecord, PlanPolicyDocument, ScheduleRecord, SupportPlan, TogetherRecord,
};
use openras_questionnaire::{Assessment, QuestionnaireDocument};
use openras_rulebook::{CasesDocument, RulebookDocument};
use openras_table::BatchSummary;
use serde_json::Value;

/// The name and the JSON Schema (draft 2020-12) of every document, in the order of the names.
///
/// # Examples
/// ```
/// let names: Vec<&str> = openras::schemas().into_iter().map(|(name, _)| name).collect();
/// assert_eq!(names, [
///     "agreement", "allocation", "assessment", "batch_summary", "cases", "findings", "law", "plan", "plan_policy",
///     "questionnaire", "rulebook", "schedule", "scheme", "together",
/// ]);
/// ```
pub fn schemas() -> Vec<(&'static str, Value)> {
    vec![
        ("agreement", schema_of::<AgreementRecord<'static>>()),
        ("allocation", schema_of::<AllocationRecord<'static>>()),
        ("assessment", schema_of::<Assessment>()),
        ("batch_summary", schema_of::<BatchSummary>()),
        ("cases", schema_of::<CasesDocument>()),
        ("findings", schema_of::<FindingsRecord<'static>>()),
        ("law", schema_of::<LawDocument>()),
        ("plan", schema_of::<SupportPlan>()),
        ("plan_policy", schema_of::<PlanPolicyDocument>()),
        ("questionnaire", schema_of::<QuestionnaireDocument>()),
        ("rulebook", schema_of::<RulebookDocument>()),
        ("schedule", schema_of::<ScheduleRecord<'static>>()),
        ("scheme", schema_of::<SchemeDocument>()),
        ("together", schema_of::<TogetherRecord<'static>>()),
    ]
}
