//! What came of many people.

use openras_core::{Diagnostics, Exact, Handle};

use crate::allocation::Allocation;
use crate::model::Step;

/// The values of one step, a row each; nothing that means anything in a row that is among [`Worked::others`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Values {
    /// Each is the value times ten to the `decimals`.
    Small {
        /// How many decimals.
        decimals: u32,
        /// The values.
        values: Vec<i64>,
    },
    /// The same, of numbers that are too large.
    Large {
        /// How many decimals.
        decimals: u32,
        /// The values.
        values: Vec<i128>,
    },
    /// Fractions that have no finite number of decimals.
    Exact(Vec<Exact>),
}

impl Values {
    /// The value in a row.
    pub fn get(&self, row: usize) -> Option<Exact> {
        match self {
            Values::Small { decimals, values } => {
                values.get(row).map(|value| Exact::decimal(i128::from(*value), *decimals))
            }
            Values::Large { decimals, values } => {
                values.get(row).map(|value| Exact::decimal(*value, *decimals))
            }
            Values::Exact(values) => values.get(row).cloned(),
        }
    }
}

/// What one row came to that was worked out one by one: its workings, or every problem.
#[derive(Clone, Debug)]
pub struct Other {
    /// The row.
    pub row: usize,
    /// What came of it.
    pub allocation: Result<Allocation, Diagnostics>,
}

/// What came of many people.
#[derive(Clone, Debug, Default)]
pub struct Worked {
    pub(super) rows: usize,
    pub(super) steps: Vec<(Handle<Step>, Values)>,
    pub(super) others: Vec<Other>,
}

impl Worked {
    /// How many people there were.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The columns that were asked for, in the scheme's order.
    pub fn steps(&self) -> &[(Handle<Step>, Values)] {
        &self.steps
    }

    /// The rows that were worked out one by one, in order: everybody who is excluded, who is referred or whose row has a
    /// problem, and whoever else could not be worked out as part of a column. Every other row is allocated.
    pub fn others(&self) -> &[Other] {
        &self.others
    }

    /// The row among [`Worked::others`], where it is there.
    pub fn other(&self, row: usize) -> Option<&Other> {
        let at = self.others.binary_search_by_key(&row, |other| other.row).ok()?;
        self.others.get(at)
    }

    /// The column of a step.
    pub fn step(&self, step: Handle<Step>) -> Option<&Values> {
        self.steps.iter().find(|(handle, _)| *handle == step).map(|(_, values)| values)
    }

    /// The value of a step in a row; `None` where the row has none, or where the step was not asked for.
    pub fn value(&self, step: Handle<Step>, row: usize) -> Option<Exact> {
        match self.other(row) {
            None => self.step(step)?.get(row),
            Some(other) => {
                let steps = other.allocation.as_ref().ok()?.steps();
                steps.iter().find(|done| done.step == step).map(|done| done.value.clone())
            }
        }
    }
}
