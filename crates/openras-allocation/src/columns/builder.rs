//! Variables, columns and places in tables, each made once.

use openras_formula::{Expr, InputId, Node as Formula, Type};

use super::compile::Compiler;
use super::domain::VALUES_MAX;
use super::node::{Index, IndexId, Kind, Node, NodeId, Op, Source, Var, VarId};
use super::part::{On, Part, union};
use super::trial::{Name, Trial};

/// The most combinations of several variables that become one table.
const TABLE_MAX: u32 = 1 << 14;

impl Compiler<'_> {
    pub(super) fn name(&mut self, name: Name) -> InputId {
        let id = InputId(u32::try_from(self.names.len()).unwrap_or(u32::MAX));
        self.names.push(name);
        id
    }

    pub(super) fn var_of_cell(&mut self, cell: usize) -> Option<VarId> {
        let count = self.program.domains.get(cell)?.count()?;
        Some(self.var(Source::Cell(cell), count))
    }

    pub(super) fn var(&mut self, source: Source, count: u32) -> VarId {
        if let Some(at) = self.program.vars.iter().position(|var| var.source == source) {
            return VarId(at);
        }
        self.program.vars.push(Var { source, count });
        VarId(self.program.vars.len().saturating_sub(1))
    }

    pub(super) fn node(&mut self, kind: Kind, op: Op) -> NodeId {
        self.program.nodes.push(Node { kind, op });
        NodeId(self.program.nodes.len().saturating_sub(1))
    }

    pub(super) fn kind(&self, node: NodeId) -> Kind {
        self.program.nodes.get(node.0).map_or(Kind::Fraction, |node| node.kind)
    }

    /// A part that is worked out in a column: a variable where it has few values.
    pub(super) fn column(&mut self, node: NodeId, like: &Expr, fails: Vec<NodeId>) -> Part {
        let known = self.names.iter().position(|name| matches!(name, Name::Slot(other) if *other == node));
        let id = match known.and_then(|at| u32::try_from(at).ok()) {
            Some(at) => InputId(at),
            None => self.name(Name::Slot(node)),
        };
        let expr = Expr { node: Formula::Input(id), ..like.clone() };
        // Cells that have too many values to be counted through are worked out: they are no variable of a table either.
        let given = matches!(self.program.nodes.get(node.0).map(|node| &node.op), Some(Op::Cells(_)));
        let var = match self.kind(node) {
            Kind::Number(scale) if like.ty != Type::Date && !given => {
                scale.count(VALUES_MAX).map(|count| self.var(Source::Number(node), count))
            }
            Kind::Condition => Some(self.var(Source::Condition(node), 2)),
            _ => None,
        };
        Part { expr, on: var.map_or(On::Column(node), |var| On::Vars(vec![var])), fails }
    }

    /// The column that a part stands for already.
    pub(super) fn node_of(&self, expr: &Expr) -> Option<NodeId> {
        let Formula::Input(id) = expr.node else {
            return None;
        };
        match usize::try_from(id.0).ok().and_then(|at| self.names.get(at)) {
            Some(Name::Slot(node)) => Some(*node),
            _ => None,
        }
    }

    pub(super) fn trial(&self) -> Trial<'_> {
        Trial {
            scheme: self.scheme,
            questionnaire: &self.questionnaire,
            on: self.on,
            program: &self.program,
            names: &self.names,
            steps: &self.tables,
        }
    }

    /// How many combinations of variables there are.
    pub(super) fn combinations(&self, vars: &[VarId]) -> Option<u32> {
        vars.iter().try_fold(1u32, |size, var| size.checked_mul(self.program.vars.get(var.0)?.count))
    }

    /// The variables of all the parts together, where they are few enough for a table.
    pub(super) fn few<'p>(&self, parts: impl IntoIterator<Item = &'p Part>) -> Option<Vec<VarId>> {
        let mut all = Vec::new();
        for part in parts {
            all = union(&all, part.vars()?);
        }
        let fits = all.len() <= 1 || self.combinations(&all).is_some_and(|size| size <= TABLE_MAX);
        fits.then_some(all)
    }

    pub(super) fn index(&mut self, vars: &[VarId]) -> IndexId {
        let mut stride = 1u32;
        let mut parts = Vec::new();
        for var in vars.iter().rev() {
            parts.push((*var, stride));
            stride = stride.saturating_mul(self.program.vars.get(var.0).map_or(1, |var| var.count));
        }
        parts.reverse();
        let index = Index { parts, size: stride };
        if let Some(at) = self.program.indices.iter().position(|other| *other == index) {
            return IndexId(at);
        }
        self.program.indices.push(index);
        IndexId(self.program.indices.len().saturating_sub(1))
    }
}
