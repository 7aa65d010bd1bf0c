//! What no column can hold otherwise: a formula worked out row by row with fractions.

use openras_core::Exact;
use openras_formula::{Decimals, Expr, Node as Formula, Sign, Type};

use super::compile::Compiler;
use super::node::{Kind, NodeId, Op, Scale, Slot};
use super::part::{Part, constant, union};
use super::trial::Name;

/// The furthest that a number worked out row by row may lie from zero, over its denominator, to stay in its column.
pub(super) const NEAR: i128 = 1 << 53;

impl Compiler<'_> {
    pub(super) fn each_sum(&mut self, terms: Vec<(Sign, Part)>, whole: &Expr) -> Part {
        let mut terms = terms;
        if terms.first().is_some_and(|(sign, _)| *sign == Sign::Minus) {
            terms.insert(0, (Sign::Plus, constant(whole, Exact::ZERO)));
        }
        let parts: Vec<Part> = terms.iter().map(|(_, part)| part.clone()).collect();
        let terms = terms.into_iter().map(|(sign, part)| (sign, part.expr)).collect();
        self.each(&Expr { node: Formula::Add(terms), ..whole.clone() }, &parts, None)
    }

    /// A formula over columns, row by row with fractions; without `fails`, wherever one of the parts has no value.
    pub(super) fn each(&mut self, whole: &Expr, parts: &[Part], fails: Option<Vec<NodeId>>) -> Part {
        let mut slots = Vec::new();
        let mut exprs = Vec::new();
        let mut lacking = Vec::new();
        for part in parts {
            let (node, lacks) = match part.expr.ty {
                Type::Condition => self.condition(part),
                _ => self.number(part),
            };
            lacking = union(&lacking, &lacks);
            let id = self.name(Name::Slot(node));
            slots.push(Slot { id, node, choice: matches!(part.expr.ty, Type::Choice(_)) });
            exprs.push(Expr { node: Formula::Input(id), ..part.expr.clone() });
        }
        let mut fails = fails.unwrap_or(lacking);
        let expr = whole.with_parts(exprs);
        if whole.ty == Type::Condition {
            fails.push(self.node(Kind::Condition, Op::EachLacks(expr.clone(), slots.clone())));
            let node = self.node(Kind::Condition, Op::EachHolds(expr, slots));
            return self.column(node, whole, fails);
        }
        let node = self.node(Kind::Fraction, Op::Each(expr, slots));
        let den = match whole.decimals {
            Decimals::AtMost(decimals) if decimals <= 12 => 10i128.checked_pow(decimals),
            _ => None,
        };
        let Some(den) = den else {
            fails.push(self.node(Kind::Condition, Op::Lacks(node)));
            return self.column(node, whole, fails);
        };
        fails.push(self.node(Kind::Condition, Op::Strays(node, den)));
        let scale = Scale { den, low: -NEAR, high: NEAR };
        let node = self.node(Kind::Number(scale), Op::Scaled(node));
        self.column(node, whole, fails)
    }
}
