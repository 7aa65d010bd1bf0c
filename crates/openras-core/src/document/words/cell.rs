use serde::{Serialize, Serializer};

use super::name::Id;
use super::word::{Marker, POISON, Word, word};
use crate::Amount;

/// A cell of a table of values: an amount, or the name of something that has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// An amount or a percentage.
    Amount(Amount),
    /// A name: a parameter, `refuse`, `refer`.
    Word(String),
    /// A cell that was bad or missing.
    Poisoned,
}

impl Cell {
    /// The amount that stands here, if it is one.
    pub fn amount(&self) -> Option<&Amount> {
        match self {
            Cell::Amount(amount) => Some(amount),
            _ => None,
        }
    }

    /// The name that stands here, if it is one.
    pub fn word(&self) -> Option<&str> {
        match self {
            Cell::Word(word) => Some(word),
            _ => None,
        }
    }

    /// Whether it stands for a cell that was bad or missing.
    pub fn is_poisoned(&self) -> bool {
        matches!(self, Cell::Poisoned)
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Cell::Amount(amount) => serializer.serialize_str(&amount.shortest()),
            Cell::Word(word) => serializer.serialize_str(word),
            Cell::Poisoned => serializer.serialize_str(POISON),
        }
    }
}

impl Word for Cell {
    const MARKER: Marker = Marker::Cell;

    fn poisoned() -> Self {
        Cell::Poisoned
    }

    fn parse(text: &str) -> Option<Self> {
        match Amount::parse(text) {
            Ok(amount) => Some(Cell::Amount(amount)),
            Err(_) => Id::new(text).map(|id| Cell::Word(id.as_str().to_owned())),
        }
    }
}

word!(Cell, "Cell", Marker::Cell, {
    "description": "An amount or a percentage, or a name.",
    "anyOf": [
        { "type": "string", "pattern": "^(-?[0-9]{1,15}(\\.[0-9]{1,12})?%?|[a-z][a-z0-9_]*)$" },
        { "type": "integer", "minimum": -999_999_999_999_999_i64, "maximum": 999_999_999_999_999_i64 }
    ]
});
