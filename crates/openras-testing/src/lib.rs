//! For tests only: what several test files and crates share.
//!
//! * [`naive`]: a second evaluator of assessments, written from the rules of evaluation and not from the engine, with
//!   arithmetic of its own.
//! * [`people`]: invented assessments, sound and unsound, from any rulebook's questionnaire.
//! * [`formulas`]: invented schemes of formulas, with every operator and function of the language.
//! * [`Outcome`]: what an assessment comes to, in one form whoever worked it out.
//! * [`small`] and [`text`]: small rulebooks of their own, and documents written in other words.
//! * [`table`]: assessments as columns.
//! * [`fixtures`]: the rulebooks and assessments under `fixtures`.
//! * [`workload`]: the people of the common workload, with their budgets by plain arithmetic.
//! * [`oracle`]: the independent evaluator in Python.
#![forbid(unsafe_code)]

pub mod fixtures;
pub mod formulas;
pub mod naive;
pub mod oracle;
mod outcome;
pub mod people;
mod random;
pub mod small;
pub mod table;
pub mod text;
pub mod workload;

pub use outcome::Outcome;
pub use random::Random;
