//! The pages that people hold, each complete in itself: no script, nothing from elsewhere, readable on a small screen, by
//! a screen reader and on paper.
//!
//! * [`letter`]: what an assessment came to, for the person: the figure, how it came about, how to challenge it.
//! * [`book`]: the whole scheme, printed for the public.
//! * [`form`]: the questionnaire, the support plan and the risk referral, to fill in.
//! * [`own_plan`]: a person's own copy of their plan.
//!
//! Our own words come from message catalogues, in English and Welsh; a council's words come from its rulebook, and fall
//! back to its first language, marked as being in that language.
//!
//! ```no_run
//! use openras_letter::{LetterOptions, letter};
//! use openras_rulebook::Rulebook;
//! let rulebook = Rulebook::open("fixtures/rulebooks/wrexham_2008")?;
//! let allocation = rulebook.allocate_json(&std::fs::read_to_string("fixtures/assessments/wrexham_a_0042.json")?)?;
//! let page = letter(&rulebook, &allocation, &LetterOptions::default());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]

mod bars;
mod book;
mod council;
mod form;
mod language;
mod letter;
mod own_plan;
mod page;
mod phrase;
mod speaker;
mod sum;

pub use book::book;
pub use form::{FormKind, form};
pub use language::Language;
pub use letter::{LetterOptions, letter};
pub use own_plan::own_plan;
