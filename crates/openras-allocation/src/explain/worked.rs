//! The workings for pages of other kinds and languages: formulas decided, without words.

use std::ops::Range;

use openras_core::{Exact, Handle};
use openras_formula::{Expr, Value};

use super::reason::{Leaf, Reasons};
use super::terms::Used;
use crate::allocation::{Allocation, StepDone};
use crate::model::{Rule, Step};
use crate::table::Table;

/// The formula that a step used, for one allocation, with everything decided that hangs on conditions.
#[derive(Clone, Debug)]
pub struct Worked {
    /// The formula without any `if`: the step's own, or what it says `otherwise`.
    pub formula: Expr,
    /// The tables that it looked into.
    pub tables: Vec<TableUsed>,
    /// Why the step's own formula applied, or did not; nothing where it has no condition.
    pub applied_because: Vec<Because>,
    /// Why each branch of an `if` was taken.
    pub because: Vec<Because>,
}

/// A condition that decided something; it is not made of other conditions.
#[derive(Clone, Debug)]
pub struct Because {
    /// The condition, with every `if` inside it decided.
    pub condition: Expr,
    /// Whether it held.
    pub holds: bool,
    /// The tables that it looked into.
    pub tables: Vec<TableUsed>,
}

/// A place where a formula looked into a table.
#[derive(Clone, Debug)]
pub struct TableUsed {
    /// The table.
    pub table: Handle<Table>,
    /// What it was looked up by.
    pub keys: Vec<Value>,
    /// What it had.
    pub value: Exact,
    /// The bytes of the formula's source that say it: which lookup of the formula this is.
    pub span: Range<usize>,
}

impl Allocation {
    /// The formula that a step used, decided for this person.
    pub fn worked(&self, done: &StepDone) -> Worked {
        let step = &self.scheme.steps[done.step];
        let mut reasons = Reasons::new(self, Some(done.step));
        let (formula, applied_because) = match &step.when {
            Some((when, otherwise)) => {
                let leaves = reasons.leaves(&when.expr, done.applied);
                let used = if done.applied { &step.formula } else { otherwise };
                (&used.expr, self.decided(leaves, Some(done.step)))
            }
            None => (&step.formula.expr, Vec::new()),
        };
        let settled = reasons.settle(formula);
        Worked {
            formula: settled.expr,
            tables: settled.tables.into_iter().map(used).collect(),
            applied_because,
            because: self.decided(settled.leaves, Some(done.step)),
        }
    }

    /// Why an exclusion or a referral of the scheme holds for this person, or does not.
    pub fn because(&self, rule: &Rule) -> Vec<Because> {
        let mut reasons = Reasons::new(self, None);
        let leaves = reasons.leaves(&rule.when.expr, self.holds(rule));
        self.decided(leaves, None)
    }

    fn decided(&self, leaves: Vec<Leaf>, step: Option<Handle<Step>>) -> Vec<Because> {
        let mut reasons = Reasons::new(self, step);
        let mut decided: Vec<Because> = Vec::new();
        for (condition, holds) in leaves {
            let settled = reasons.settle(&condition);
            if decided.iter().all(|other| other.condition != settled.expr || other.holds != holds) {
                let tables = settled.tables.into_iter().map(used).collect();
                decided.push(Because { condition: settled.expr, holds, tables });
            }
        }
        decided
    }
}

fn used(used: Used) -> TableUsed {
    TableUsed { table: used.table, keys: used.values, value: used.value, span: used.span }
}
