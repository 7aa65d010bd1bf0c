//! The support plan: how a budget will meet a person's needs, and whether that is effective, legal and affordable.
//!
//! * [`SupportPlan`] is the plan as it is written; [`PlanPolicy`] is what a council asks of one, with the dated [`Law`].
//! * [`PlanPolicy::check`] finds everything that is wrong with a plan at once, each finding with the law or policy behind it
//!   and what to do; what it costs line by line; the panel's checklist with its evidence.
//! * [`PlanPolicy::schedule`] dates the payments.
//! * [`PlanPolicy::check_together`] looks at plans that share a support.
//!
//! A finding is a value, never an error, and nobody's plan is cut to the budget: a dearer one is referred.
//!
//! Takes a [`Budget`] and a list of needs; knows no questionnaire, no allocation, no file and no clock.
#![forbid(unsafe_code)]

mod budget;
mod cash_flow;
mod check;
mod checks;
mod code;
mod contribution;
mod cost;
mod daily;
mod days;
pub mod document;
mod exception;
mod finding;
mod fitter;
pub mod law;
mod pages;
mod place;
mod policy;
mod policy_reader;
mod prepared;
mod record;
mod relation;
mod schedule;
mod shared;
mod shares;
mod workings;

pub use budget::{Budget, BudgetStanding, BudgetStream, StreamStanding};
pub use check::{ChecklistItem, PlanCheck, Verdict};
pub use checks::Circumstances;
pub use code::{FindingCode, Gravity, Test};
pub use cost::{CostLine, CostSummary, MonthCost, NamedAmount, PersonalBudget, StreamCost};
pub use days::{Calendar, Segment, WeeklyLines, YearCount};
pub use document::{PlanPolicyDocument, SupportPlan};
pub use finding::{Finding, LawUsed};
pub use law::Law;
pub use pages::{AGREEMENT, Agreement, AgreementRecord};
pub use place::Place;
pub use policy::{PlanPolicy, PolicyContext, StreamRule, Way};
pub use record::{
    BudgetRecord, BudgetStreamRecord, CircumstancesRecord, FINDINGS, FindingsRecord, PlanStamp, TOGETHER,
    TogetherRecord, YearRecord,
};
pub use relation::Relation;
pub use schedule::{Instalment, InstalmentKind, SCHEDULE, Schedule, ScheduleRecord};
pub use shared::{SharedSupport, SharedWith, TogetherCheck};
pub use shares::rounded_shares;
