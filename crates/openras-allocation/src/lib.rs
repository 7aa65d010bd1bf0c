//! The resource allocation engine of self-directed support: points to pounds, with every step of the workings.
//!
//! * [`SchemeDocument`] is `scheme.toml` as it is written; [`Scheme`] is what it means, checked.
//! * [`Scheme::allocate`] works one assessment out: an [`Allocation`], or every problem at once.
//! * [`Allocation::record`] is the record an auditor keeps; [`compare`] holds it against another.
//!
//! It decides nothing about a person: the figure is where planning starts, not a limit.
#![forbid(unsafe_code)]

mod allocation;
mod build;
pub mod columns;
mod decimals;
mod difference;
mod document;
mod engine;
mod explain;
mod inputs;
pub mod lint;
mod model;
mod money;
mod names;
mod names_of_questions;
mod probe;
mod problem;
mod record;
mod table;
mod uses;

pub use allocation::{Allocation, IndicativeBudget, Operand, Outcome, RulebookStamp, StepDone};
pub use difference::{Difference, compare};
pub use document::{
    ForDocument, LookupWord, Position, RowDocument, RuleDocument, Runs, SchemeDocument, StepDocument,
    StreamDocument, TableDocument, YearDocument,
};
pub use engine::Given;
pub use explain::{Because, ExplainOptions, IfHelpStopped, SourceLine, TableUsed, Worked};
pub use model::{Asked, DatedValue, InputKind, Parameter, Rule, Scheme, Step, Stream, Written, Year};
pub use money::{Figures, Money, Note, NoteCode, StreamMoney};
pub use names::choices;
pub use probe::{Probe, Probed};
pub use record::{AllocationRecord, RECORD, RulebookRecord, ViewRecord};
pub use table::{At, Band, Edge, ForChoice, Hit, Near, Row, Rows, Table, Worth};
pub use uses::Uses;
