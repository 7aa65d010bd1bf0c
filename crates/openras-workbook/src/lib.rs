//! A rulebook and its answers as a workbook of live formulas, for whoever checks a budget in a spreadsheet.
//!
//! The formulas are written from the same expression tree that the engine works out. Change an answer, a price or a row of
//! a table, and the budget follows as OpenRAS would have it. Each formula carries what the engine says of it, so a program
//! that does not calculate shows the truth, and one that does checks it.
//!
//! * [`person`] writes one person's allocation; [`blank`] the same to be filled in; [`people`] one row a person.
//! * The bytes are the same for the same input, on any machine and any day.
//! * A spreadsheet reckons with 15 digits: the first sheet says where that might not be enough.
#![forbid(unsafe_code)]

mod arithmetic;
mod book;
mod conditions;
mod exactness;
mod ground;
mod inputs;
mod lines;
mod lookup;
mod outcome;
mod pen;
mod person;
mod piece;
mod places;
mod questions;
mod rounding;
mod rules;
mod sheets;
mod size;
mod style;
mod told;
mod words;
mod writer;

pub use book::{PEOPLE_MAX, WorkbookError, blank, people, person};
#[doc(hidden)]
pub use book::{people_with_results_of, with_results_of};
