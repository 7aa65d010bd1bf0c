//! `if`: the values of a branch count only where it is taken, and so do the problems in it.

use openras_formula::{Expr, Node as Formula, Type};

use super::compile::Compiler;
use super::node::{Kind, NodeId, Op, Scale};
use super::part::{On, Part, union};

impl Compiler<'_> {
    /// The first part whose condition holds.
    pub(super) fn branch(&mut self, arms: Vec<(Part, Part)>, otherwise: Part, whole: &Expr) -> Part {
        let parts = || arms.iter().flat_map(|(when, then)| [when, then]).chain([&otherwise]);
        if let Some(vars) = self.few(parts()) {
            let fails = self.fails_of_branch(&arms, &otherwise);
            let arms = arms.into_iter().map(|(when, then)| (when.expr, then.expr)).collect();
            let node = Formula::If(arms, Box::new(otherwise.expr));
            return Part { expr: Expr { node, ..whole.clone() }, on: On::Vars(vars), fails };
        }
        if whole.ty == Type::Condition {
            return self.branch_of_conditions(&arms, &otherwise, whole);
        }
        let mut whens = Vec::new();
        let mut values = Vec::new();
        let mut more = Vec::new();
        let mut guards: Vec<NodeId> = Vec::new();
        for (when, then) in &arms {
            let (when, lacks) = self.condition(when);
            more = union(&more, &self.guarded(&guards, &lacks));
            whens.push(when);
            let (value, lacks) = self.number(then);
            let taken: Vec<NodeId> = guards.iter().copied().chain([when]).collect();
            more = union(&more, &self.guarded(&taken, &lacks));
            values.push(value);
            guards.push(self.node(Kind::Condition, Op::Not(when)));
        }
        let (value, lacks) = self.number(&otherwise);
        more = union(&more, &self.guarded(&guards, &lacks));
        values.push(value);
        match self.alike(&values) {
            Some((den, values)) => {
                let ends = values.iter().filter_map(|node| self.scale(*node)).collect::<Vec<Scale>>();
                let low = ends.iter().map(|scale| scale.low).min().unwrap_or(0);
                let high = ends.iter().map(|scale| scale.high).max().unwrap_or(0);
                let kind = Kind::Number(Scale { den, low, high });
                let mut values = values.into_iter().rev();
                let mut node = values.next().unwrap_or(NodeId(0));
                for (when, then) in whens.into_iter().rev().zip(values) {
                    node = self.node(kind, Op::Select { when, then, otherwise: node });
                }
                self.column(node, whole, more)
            }
            None => {
                let exprs = arms.iter().map(|(when, then)| (when.expr.clone(), then.expr.clone())).collect();
                let node = Formula::If(exprs, Box::new(otherwise.expr.clone()));
                let parts: Vec<Part> =
                    arms.into_iter().flat_map(|(when, then)| [when, then]).chain([otherwise]).collect();
                self.each(&Expr { node, ..whole.clone() }, &parts, Some(more))
            }
        }
    }

    fn branch_of_conditions(&mut self, arms: &[(Part, Part)], otherwise: &Part, whole: &Expr) -> Part {
        let mut fails = Vec::new();
        let mut guards: Vec<NodeId> = Vec::new();
        let mut any = Vec::new();
        for (when, then) in arms {
            let (when, lacks) = self.condition(when);
            fails = union(&fails, &self.guarded(&guards, &lacks));
            let (then, lacks) = self.condition(then);
            let taken: Vec<NodeId> = guards.iter().copied().chain([when]).collect();
            fails = union(&fails, &self.guarded(&taken, &lacks));
            let holds: Vec<NodeId> = taken.iter().copied().chain([then]).collect();
            any.push(self.node(Kind::Condition, Op::All(holds)));
            guards.push(self.node(Kind::Condition, Op::Not(when)));
        }
        let (last, lacks) = self.condition(otherwise);
        fails = union(&fails, &self.guarded(&guards, &lacks));
        let holds: Vec<NodeId> = guards.iter().copied().chain([last]).collect();
        any.push(self.node(Kind::Condition, Op::All(holds)));
        let node = self.node(Kind::Condition, Op::Any(any));
        self.column(node, whole, fails)
    }

    /// Where a branch has no value because of what its parts bring with them.
    fn fails_of_branch(&mut self, arms: &[(Part, Part)], otherwise: &Part) -> Vec<NodeId> {
        let quiet = arms.iter().all(|(_, then)| then.fails.is_empty()) && otherwise.fails.is_empty();
        let mut guards: Vec<NodeId> = Vec::new();
        let mut fails = Vec::new();
        for (when, then) in arms {
            fails = union(&fails, &self.guarded(&guards, &when.fails));
            let later = arms.iter().any(|(when, _)| !when.fails.is_empty());
            if quiet && !later {
                continue;
            }
            let (when, _) = self.condition(when);
            let taken: Vec<NodeId> = guards.iter().copied().chain([when]).collect();
            fails = union(&fails, &self.guarded(&taken, &then.fails));
            guards.push(self.node(Kind::Condition, Op::Not(when)));
        }
        union(&fails, &self.guarded(&guards, &otherwise.fails))
    }

    /// Conditions that count only where all the guards hold.
    pub(super) fn guarded(&mut self, guards: &[NodeId], fails: &[NodeId]) -> Vec<NodeId> {
        if guards.is_empty() {
            return fails.to_vec();
        }
        let fails = fails.iter().map(|fail| guards.iter().copied().chain([*fail]).collect::<Vec<NodeId>>());
        let fails: Vec<Vec<NodeId>> = fails.collect();
        fails.into_iter().map(|all| self.node(Kind::Condition, Op::All(all))).collect()
    }
}
