//! Reads what a council publishes: a folder of TOML that says everything a resource allocation needs.
//!
//! * [`Rulebook::open`] reads a folder, [`Rulebook::from_folder`] texts that somebody else has read: syntax, then shape,
//!   then meaning, every problem of every file at once, each at its line.
//! * [`Rulebook::allocate`] works one assessment out; [`Rulebook::run_cases`] the rulebook's own worked examples.
//! * [`Rulebook::check_plan`] holds a support plan against its budget, the dated law and the rulebook's `plan.toml`;
//!   [`Rulebook::schedule`] dates its payments; [`law_packs`] are the packs that come with the library.
//! * [`Rulebook::due`] and [`Rulebook::reconcile`] hold casefiles and statements against the rulebook's `review.toml`.
//! * [`toml_document`] and [`render`] are for other documents in TOML and their problems.
//!
//! The only crate that knows TOML, the layout of files and lines and columns.
#![forbid(unsafe_code)]

mod budget_change;
mod case_document;
mod case_problems;
mod cases;
mod changes;
mod explain;
mod folder;
mod frame;
mod law;
mod lint;
mod load;
mod pathway;
mod plan;
mod report;
mod review;
mod rulebook;
mod rulebook_document;
mod toml;
mod toml_slip;
mod verify;
mod verify_plan;
mod verify_review;

pub use budget_change::{
    BUDGET_CHANGE, BudgetChange, BudgetChangeRecord, ChangeOf, ChangeShare, ChangeShareRecord,
    EVERY_ORDER_MAX, ProtectedBudgets, ProtectionRecord, explain_change,
};
pub use case_document::{CaseDocument, CasesDocument, CheckedBy, ExpectMoney};
pub use cases::{CaseFile, CaseRun, Mismatch};
pub use changes::Change;
pub use folder::Folder;
pub use law::{LawPack, law_packs, read_pack};
pub use report::render;
pub use rulebook::{LoadError, Rulebook};
pub use rulebook_document::{
    ChallengeDocument, EffectiveDocument, HelpDocument, RulebookDocument, ScopeDocument, SourceDocument,
};
pub use toml::toml_document;
pub use verify::Verification;
