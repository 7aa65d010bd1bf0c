//! The documents of this crate as they are written: a support plan, and what a council asks of one.

mod managing;
mod payment;
mod plan;
mod policy;
mod support;

pub use managing::{
    About, ActionDocument, BasedOn, Broker, BrokerKind, CarerAssessmentOffer, ContingencyDocument,
    ContributionChange, ContributionDocument, ContributionOutcome, ExceptionDocument, HealthySafeWell,
    Managed, MetOtherwise, MetOtherwiseKind, MonitoringPlan, OutcomeDocument, PeriodIn, RiskDocument,
    RiskLevel, RiskPanel, RiskStatus, StayDocument, Told,
};
pub use payment::{
    BackdatedDocument, BudgetFrom, Frequency, PaidBy, PaymentDocument, PaymentModel, Suspension, Temporary,
    Uplift,
};
pub use plan::SupportPlan;
pub use policy::{
    AffordableDocument, CategoryDocument, CategoryIn, ChecklistDocument, ChecksIn, ConditionDocument,
    ForbiddenBecause, ForbiddenDocument, GravityWord, HospitalDocument, InsuranceDocument, OnCostsDocument,
    OverDocument, PlanPolicyDocument, ReferenceRateDocument, ReferenceValue, UnderDocument, WayDocument,
    WeeklyLinesWord,
};
pub use support::{
    ForWhom, Pays, PerWord, ProviderDocument, ProviderKind, SleepInDocument, StreamIn, SupportDocument,
    SupportUnit,
};
