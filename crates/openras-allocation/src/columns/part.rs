//! A part of a formula on its way to columns.

use openras_formula::Expr;

use super::node::{NodeId, VarId};

/// A part of a formula.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// What it is, over variables and columns.
    pub(super) expr: Expr,
    pub(super) on: On,
    /// Conditions, each of which marks a row in which it has no value: beside those that its table tells.
    pub(super) fails: Vec<NodeId>,
}

/// What a part depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum On {
    /// These variables alone, in order: it can become a table.
    Vars(Vec<VarId>),
    /// It is a column, with too many values to be a variable.
    Column(NodeId),
}

impl Part {
    pub(super) fn vars(&self) -> Option<&[VarId]> {
        match &self.on {
            On::Vars(vars) => Some(vars),
            On::Column(_) => None,
        }
    }
}

/// Both, each once, in order.
pub(super) fn union<T: Ord + Copy>(one: &[T], other: &[T]) -> Vec<T> {
    let mut all: Vec<T> = one.iter().chain(other).copied().collect();
    all.sort_unstable();
    all.dedup();
    all
}
