//! A part of a formula on its way to columns.

use openras_core::{Amount, Exact, Unit};
use openras_formula::{Comparison, Expr, InputId, Node as Formula, Type};

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

/// What one variable decides.
pub(super) fn vars_part(expr: &Expr, var: VarId) -> Part {
    Part { expr: expr.clone(), on: On::Vars(vec![var]), fails: Vec::new() }
}

/// A number everywhere.
pub(super) fn constant(like: &Expr, value: Exact) -> Part {
    let node = Formula::Literal(amount(value));
    Part { expr: Expr { node, ..like.clone() }, on: On::Vars(Vec::new()), fails: Vec::new() }
}

fn amount(value: Exact) -> Amount {
    Amount { value, percent: false, decimals: 0 }
}

/// A condition that holds nowhere, or a value that nobody has.
pub(super) fn never(like: &Expr) -> Part {
    let zero = || Expr { node: Formula::Literal(amount(Exact::ZERO)), ..number_like(like) };
    let node = match like.ty {
        Type::Condition => Formula::Compare(Comparison::NotEqual, Box::new(zero()), Box::new(zero())),
        _ => Formula::Input(InputId(u32::MAX)),
    };
    Part { expr: Expr { node, ..like.clone() }, on: On::Vars(Vec::new()), fails: Vec::new() }
}

fn number_like(like: &Expr) -> Expr {
    Expr { ty: Type::Number(Unit::number()), ..like.clone() }
}

/// Of the type of a condition.
pub(super) fn condition_like(like: &Expr) -> Expr {
    Expr { ty: Type::Condition, ..like.clone() }
}
