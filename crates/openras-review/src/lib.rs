//! The review of self-directed support: when it is due and why, what it must record, what happened to the money, what is kept and
//! what goes back.
//!
//! * [`ReviewPolicy`] is what a council asks of reviews, and what it reclaims.
//! * [`ReviewPolicy::due`] says of a [`Casefile`] what is held, due, overdue and next, each with its rule; what asks for a review out of
//!   turn; what is to be offered; what a review lacks to close. [`calendar`] writes the dates; [`ReviewPolicy::caseload`] does many.
//! * [`ReviewPolicy::reconcile`] adds an [`AccountStatement`] up, per payer and stream, to the penny; says what is kept and set
//!   aside, what is proposed, what stands in its way, and writes the notice.
//!
//! A proposal is a value, never an act: a person decides. Nothing is taken without a review and without notice, and never a
//! person's own money.
//!
//! Knows no questionnaire, no plan, no allocation, no file and no clock.
#![forbid(unsafe_code)]

mod account;
mod bank;
mod caseload;
mod caseload_record;
mod closing;
mod code;
mod days;
pub mod document;
mod due;
mod due_record;
mod findings;
mod ics;
mod interval;
mod notice;
mod out_of_turn;
mod outcomes;
mod pages;
mod payers;
mod policy;
mod policy_reader;
mod reconcile;
mod reconciling;
mod record;
mod record_write;
mod standpoint;
mod statement_check;
mod table;

pub use account::Flow;
pub use bank::{BankEntries, read_bank};
pub use caseload::{COLUMNS, Caseload, DueCount, read_caseload};
pub use caseload_record::{CASELOAD, CaseloadRecord};
pub use closing::{Lack, ReviewGaps, SHANARRI};
pub use code::MoneyCode;
pub use document::{AccountStatement, BankMapping, Casefile, ReviewPolicyDocument};
pub use due::{MonitoringLevel, ReviewDue, RuleDue, Standing};
pub use due_record::{REVIEW, ReviewRecord};
pub use ics::calendar;
pub use interval::Interval;
pub use notice::Notice;
pub use outcomes::{OutcomesFigures, OutcomesRow, OutcomesSummary, PEOPLE_MIN};
pub use policy::{Cadence, Limit, Reclaim, ReviewContext, ReviewPolicy, Rhythm, StreamRule};
pub use reconcile::{MoneyFinding, Proposal, Reconciliation, StreamMoney, Working};
pub use record::{RECONCILIATION, ReconciliationRecord, ReviewStamp};
pub use table::Table;
