//! A document with the place of everything in it, held against its shape.
//!
//! A [`Document`] is a tree of [`Node`]s read from TOML or JSON text: every value and key knows its bytes, whole numbers
//! keep all their digits, and a decimal number keeps its raw text. Its shape is declared once, as a Rust struct that
//! derives serde's `Deserialize` (with `deny_unknown_fields`) and schemars' `JsonSchema`, out of the words in this module
//! ([`Id`], [`AmountIn`], [`DayIn`] and their like). That one declaration gives the published schema ([`schema_of`]) and
//! drives [`read`], which reports every problem of shape at its place and still gives back a value.
//!
//! A value that was bad, or missing where it is required, is *poisoned* in what [`read`] gives back: its place in a list
//! or table stays, and its reader gives `None`, so that later checks neither shift nor repeat the problem. Required
//! values that have no word of their own become `false` where they are required, and are left out where not; a count the most
//! that it may be, another whole number `i64::MIN`; an enum's variant named NUL, or its first; an empty list; a table whose
//! own required keys are poisoned. A list or table of things with ids holds one whose id is poisoned: it may be whatever is named elsewhere. A list that must hold something says so in its shape, so that an empty one is always told.
//!
//! A document may hold no text with a NUL character in it: NUL marks what is poisoned.

mod canonical;
mod entries;
mod json;
mod json_guard;
mod locate;
mod mended;
mod node;
mod parameter;
mod poison;
mod read;
mod respell;
mod say;
mod scalar;
mod schema;
mod shape;
mod slip;
mod unescape;
mod walk;
mod words;

pub use canonical::canonical;
pub use entries::Entries;
pub use node::{Document, Key, Node, Syntax, Value};
pub use parameter::{ParameterDocument, ValueDocument, percent_fits, sources_of_parameters};
pub use read::read;
pub use schema::{schema_of, unsupported};
pub use slip::Slip;
pub use words::{
    AmountIn, Cell, DayIn, Format, FormulaIn, FractionIn, Id, PercentOrAmount, Percentage, Reference, UnitIn,
};

/// Whether a plain text stands for one that was bad or missing: it begins with NUL, which no document can hold.
pub fn is_poisoned(text: &str) -> bool {
    text.starts_with(words::POISON)
}

/// How deep tables and lists may nest.
pub const NESTING_MAX: usize = 64;
