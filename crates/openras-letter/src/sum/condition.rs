//! Conditions in words.

use openras_formula::{Comparison, Expr, Node, Type};

use super::print::{BETWEEN, Hold, Printer};
use crate::phrase::Phrase;

impl Printer<'_> {
    /// A condition; where it does not hold, what holds instead.
    pub(crate) fn condition(&self, expr: &Expr, holds: bool) -> Phrase {
        match &expr.node {
            Node::Not(part) => self.condition(part, !holds),
            Node::And(parts) | Node::Or(parts) => {
                let all = holds == matches!(expr.node, Node::And(_));
                let parts: Vec<Phrase> = parts.iter().map(|part| self.condition(part, holds)).collect();
                let id = if all { "why-all-of" } else { "why-any-of" };
                self.with(id, &[("list", &Phrase::join(&parts, BETWEEN))])
            }
            Node::Compare(Comparison::Equal | Comparison::NotEqual, left, right) => self
                .is(left, right)
                .or_else(|| self.is(right, left))
                .unwrap_or_else(|| self.equal(expr, left, right, holds)),
            Node::In(value, list) => match list.first().and_then(|first| self.is(value, first)) {
                Some(is) => is,
                None => {
                    let id = if holds { "why-one-of" } else { "why-not-one-of" };
                    self.with(id, &[("left", &self.side(value)), ("list", &self.list(list))])
                }
            },
            Node::Compare(comparison, left, right) => self.compared(*comparison, left, right, holds),
            Node::Input(id) => {
                let name = self.terms.name(*id).unwrap_or_default();
                if self.terms.is_ticked(*id) {
                    let said = if holds { "why-ticked" } else { "why-not-ticked" };
                    return self.with(said, &[("name", &name), ("statement", &self.terms.input(*id))]);
                }
                let value = self.say().say(if holds { "yes" } else { "no" });
                self.with("why-is", &[("name", &name), ("value", &value)])
            }
            _ => self.print(expr).0,
        }
    }

    /// `Where the person lives: A home of their own`: for one person, where a choice is held against one that is written.
    fn is(&self, value: &Expr, written: &Expr) -> Option<Phrase> {
        let (Node::Input(id), Node::Choice(_)) = (&value.node, &written.node) else {
            return None;
        };
        let (name, value) = (self.terms.name(*id)?, self.terms.chosen(*id)?);
        Some(self.with("why-is", &[("name", &name), ("value", &value)]))
    }

    fn equal(&self, expr: &Expr, left: &Expr, right: &Expr, holds: bool) -> Phrase {
        let same = holds == matches!(expr.node, Node::Compare(Comparison::Equal, ..));
        let (one, other) = (self.side(left), self.side(right));
        match (same, &right.node) {
            (true, Node::Choice(_)) => self.with("why-is", &[("name", &one), ("value", &other)]),
            (true, _) => self.with("why-same", &[("left", &one), ("right", &other)]),
            (false, _) => self.with("why-not-same", &[("left", &one), ("right", &other)]),
        }
    }

    fn compared(&self, comparison: Comparison, left: &Expr, right: &Expr, holds: bool) -> Phrase {
        let dates = left.ty == Type::Date;
        let id = match (comparison, holds, dates) {
            (Comparison::Less, true, false) | (Comparison::AtLeast, false, false) => "why-less",
            (Comparison::Less, false, false) | (Comparison::AtLeast, true, false) => "why-not-less",
            (Comparison::More, true, false) | (Comparison::AtMost, false, false) => "why-more",
            (Comparison::Less, true, true) | (Comparison::AtLeast, false, true) => "why-before",
            (Comparison::Less, false, true) | (Comparison::AtLeast, true, true) => "why-not-before",
            (Comparison::More, true, true) | (Comparison::AtMost, false, true) => "why-after",
            (_, _, true) => "why-not-after",
            (_, _, false) => "why-not-more",
        };
        self.with(id, &[("left", &self.side(left)), ("right", &self.side(right))])
    }

    fn side(&self, expr: &Expr) -> Phrase {
        match &expr.node {
            Node::Input(id) => self.terms.side(*id),
            _ => self.at_least(expr, Hold::Sum),
        }
    }
}
