//! The JSON Schema of every document that OpenRAS reads or writes.

use openras_allocation::{AllocationRecord, SchemeDocument};
use openras_calibration::{CalibrationRecord, ContingencyRecord, DiffRecord};
use openras_core::document::schema_of;
use openras_fund::{FundDocument, FundRecord, LedgerRecord};
use openras_pathway::{AgreedBudgetRecord, CaseRecord, CohortRecord, EventDocument, PathwayDocument};
use openras_plan::law::LawDocument;
use openras_plan::{
    AgreementRecord, FindingsRecord, PlanPolicyDocument, ScheduleRecord, SupportPlan, TogetherRecord,
};
use openras_questionnaire::{Assessment, QuestionnaireDocument};
use openras_review::{
    AccountStatement, BankMapping, Casefile, CaseloadRecord, OutcomesSummary, ReconciliationRecord,
    ReviewPolicyDocument, ReviewRecord,
};
use openras_rulebook::{BudgetChangeRecord, CasesDocument, RulebookDocument};
use openras_table::BatchSummary;
use serde_json::Value;

/// The name and the JSON Schema (draft 2020-12) of every document, in the order of the names.
///
/// # Examples
/// ```
/// let names: Vec<&str> = openras::schemas().into_iter().map(|(name, _)| name).collect();
/// assert!(names.contains(&"assessment") && names.is_sorted());
/// ```
pub fn schemas() -> Vec<(&'static str, Value)> {
    vec![
        ("agreed_budget", schema_of::<AgreedBudgetRecord>()),
        ("agreement", schema_of::<AgreementRecord<'static>>()),
        ("allocation", schema_of::<AllocationRecord<'static>>()),
        ("assessment", schema_of::<Assessment>()),
        ("bank_mapping", schema_of::<BankMapping>()),
        ("batch_summary", schema_of::<BatchSummary>()),
        ("budget_change", schema_of::<BudgetChangeRecord<'static>>()),
        ("calibration", schema_of::<CalibrationRecord>()),
        ("case", schema_of::<CaseRecord>()),
        ("case_event", schema_of::<EventDocument>()),
        ("casefile", schema_of::<Casefile>()),
        ("caseload", schema_of::<CaseloadRecord<'static>>()),
        ("cases", schema_of::<CasesDocument>()),
        ("cohort", schema_of::<CohortRecord>()),
        ("contingency", schema_of::<ContingencyRecord>()),
        ("diff", schema_of::<DiffRecord>()),
        ("findings", schema_of::<FindingsRecord<'static>>()),
        ("fund", schema_of::<FundDocument>()),
        ("fund_record", schema_of::<FundRecord>()),
        ("law", schema_of::<LawDocument>()),
        ("ledger", schema_of::<LedgerRecord>()),
        ("outcomes", schema_of::<OutcomesSummary>()),
        ("pathway", schema_of::<PathwayDocument>()),
        ("plan", schema_of::<SupportPlan>()),
        ("plan_policy", schema_of::<PlanPolicyDocument>()),
        ("questionnaire", schema_of::<QuestionnaireDocument>()),
        ("reconciliation", schema_of::<ReconciliationRecord<'static>>()),
        ("review", schema_of::<ReviewRecord<'static>>()),
        ("review_policy", schema_of::<ReviewPolicyDocument>()),
        ("rulebook", schema_of::<RulebookDocument>()),
        ("schedule", schema_of::<ScheduleRecord<'static>>()),
        ("scheme", schema_of::<SchemeDocument>()),
        ("statement", schema_of::<AccountStatement>()),
        ("together", schema_of::<TogetherRecord<'static>>()),
    ]
}
