//! The open Resource Allocation System of self-directed support: one dependency for systems that link it.
//!
//! A rulebook says everything that a council's resource allocation needs, as data. Load it, give it a person's
//! assessment, and it gives back the indicative budget with every step of its workings and a record that anybody can
//! recompute. It decides nothing about a person: the figure is where planning starts, and is not a limit.
//!
//! ```
//! use openras::prelude::*;
//!
//! # let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/rulebooks/minimal");
//! # let text = r#"{ "format": 1, "person": "A-0042", "on": "2024-06-01", "answers": { "help": "some" } }"#;
//! let rulebook = Rulebook::open(path)?;                       // every problem of every file at once, or a rulebook
//! let assessment = Assessment::from_json(text)?;              // what was answered, on a day
//! let allocation = rulebook.allocate(&assessment)?;           // every problem at once, or an answer
//!
//! let budget = allocation.indicative_budget().expect("neither excluded nor referred");
//! assert_eq!(budget.annual.to_string(), "1234.50");           // 10 points x £123.45
//! println!("{allocation}");                                   // the workings, for a person
//! let record = allocation.to_json()?;                         // the record, for an auditor
//! assert!(rulebook.verify(&record)?.holds());                 // years later, by anybody
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! * A person who is excluded, and one about whom a person decides, are answers: [`prelude::Outcome`]. An error says
//!   that the input is broken or that the sum cannot be done, with every problem at its place.
//! * [`prelude::Rulebook::explain`] sets the workings out for a page, with what the rulebook adds: whom to ask, how to
//!   disagree, the figure if the help of family and friends stopped.
//! * [`prelude::Folder`] holds the texts of a rulebook that is not on a disk; nothing but [`prelude::Rulebook::open`] and
//!   [`prelude::Folder::read`] reads files.
//! * [`prelude::Rulebook::check_plan`] holds a support plan against its budget, the law of every day and what the council asks;
//!   what is wrong with a plan is a list of findings, never an error. [`prelude::Rulebook::schedule`] dates its payments.
//! * [`prelude::Rulebook::due`] says when a person's reviews are due, and by which rule; [`prelude::Rulebook::reconcile`] what happened to
//!   the money, what is kept and what goes back. Both propose; a person decides.
//! * [`prelude::Case`] is one person's way from the self assessment to the review as a chained log of events in a
//!   [`prelude::Store`]; an event that its state does not allow is refused, with what is missing.
//! * With the feature `workbook`, `openras::workbook` writes an allocation, a blank scheme or many people as a spreadsheet's live formulas.
//! * [`schemas`] gives the JSON Schema of every document.
//!
//! Each module below is a crate of its own, for those who need a part only.
#![forbid(unsafe_code)]

mod schemas;

pub use openras_allocation as allocation;
pub use openras_calibration as calibration;
pub use openras_core as core;
pub use openras_formula as formula;
pub use openras_fund as fund;
pub use openras_pathway as pathway;
pub use openras_plan as plan;
pub use openras_questionnaire as questionnaire;
pub use openras_review as review;
pub use openras_rulebook as rulebook;
pub use openras_store as store;
pub use openras_table as table;
#[cfg(feature = "workbook")]
pub use openras_workbook as workbook;
pub use schemas::schemas;

/// The names that most programs need.
pub mod prelude {
    pub use openras_allocation::{Allocation, Difference, IndicativeBudget, Outcome};
    pub use openras_core::{Code, Day, Diagnostic, Diagnostics, Severity};
    pub use openras_fund::Fund;
    pub use openras_pathway::{Case, EventDocument, Pathway, Store};
    pub use openras_plan::{Budget, Finding, FindingCode, PlanCheck, Schedule, SupportPlan, Verdict};
    pub use openras_questionnaire::{Assessment, Form, Given, Questionnaire, Standing};
    pub use openras_review::{AccountStatement, Casefile, MoneyCode, Reconciliation, ReviewDue};
    pub use openras_rulebook::{Folder, LoadError, Rulebook, Verification};
}

/// The programs in the documents compile.
#[cfg(doctest)]
mod documents {
    #[doc = include_str!("../../../README.md")]
    struct Readme;
    #[doc = include_str!("../../../docs/embedding.md")]
    struct Embedding;
}
