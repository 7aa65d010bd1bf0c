//! What a formula uses, found without running it.

use std::collections::BTreeSet;

use openras_core::Handle;
use openras_formula::{Expr, InputId, Node, TableId};

use crate::model::{InputKind, Scheme, Step, Written};

/// The inputs and tables that a formula names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// The inputs.
    pub inputs: BTreeSet<InputId>,
    /// The tables.
    pub tables: BTreeSet<TableId>,
}

impl Uses {
    /// What one formula uses.
    pub fn of(written: &Written) -> Uses {
        let mut uses = Uses::default();
        uses.add(&written.expr);
        uses
    }

    /// What a step uses, its condition and what holds otherwise included.
    pub fn of_step(step: &Step) -> Uses {
        let mut uses = Uses::of(&step.formula);
        if let Some((when, otherwise)) = &step.when {
            uses.add(&when.expr);
            uses.add(&otherwise.expr);
        }
        uses
    }

    /// Adds what an expression uses.
    pub fn add(&mut self, expr: &Expr) {
        expr.walk(&mut |part| match &part.node {
            Node::Input(id) => drop(self.inputs.insert(*id)),
            Node::Lookup { table, .. } => drop(self.tables.insert(*table)),
            _ => {}
        });
    }
}

impl Scheme {
    /// The steps that a step names.
    pub fn steps_used(&self, step: &Step) -> Vec<Handle<Step>> {
        let uses = Uses::of_step(step);
        let steps = uses.inputs.into_iter().filter_map(|id| match self.input(id) {
            Some(InputKind::Step(handle)) => Some(*handle),
            _ => None,
        });
        steps.collect()
    }
}
