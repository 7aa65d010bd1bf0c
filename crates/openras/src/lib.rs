//! The open Resource Allocation System of self-directed support: one dependency for systems that link it.
//!
//! A rulebook says everything that a council's resource allocation needs, as data. Load it, give it a person's
//! assessment, and it gives back the indicative budget with every step of its workings and a record that anybody can
//! recompute. It decides nothing about a person: the figure is where planning starts.
#![forbid(unsafe_code)]

mod schemas;

pub use openras_allocation as allocation;
pub use openras_core as core;
pub use openras_formula as formula;
pub use openras_questionnaire as questionnaire;
pub use openras_rulebook as rulebook;
pub use schemas::schemas;

/// The names that most programs need.
pub mod prelude {
    pub use openras_allocation::{Allocation, Difference, IndicativeBudget, Outcome};
    pub use openras_core::{Code, Day, Diagnostic, Diagnostics, Severity};
    pub use openras_questionnaire::{Assessment, Form, Given, Questionnaire, Standing};
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
