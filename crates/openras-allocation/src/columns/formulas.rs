//! A formula taken apart: what few variables decide stays together for a table, the rest becomes columns.

use openras_core::Exact;
use openras_formula::{Comparison, Expr, Node as Formula, Side, Sign, Value};

use super::compile::Compiler;
use super::node::{Kind, NodeId, Op, Scale};
use super::part::{On, Part, union};
use super::pieces::pieces;
use super::roundings::quotient_of;

impl Compiler<'_> {
    /// A formula, or a part of one.
    pub(super) fn part(&mut self, expr: &Expr) -> Part {
        match &expr.node {
            Formula::Literal(_) | Formula::Choice(_) => {
                Part { expr: expr.clone(), on: On::Vars(Vec::new()), fails: Vec::new() }
            }
            Formula::Input(id) => self.input(*id, expr),
            Formula::Add(terms) => {
                let terms = terms.iter().map(|(sign, term)| (*sign, self.part(term))).collect();
                self.add(terms, expr)
            }
            Formula::Sum(terms) => {
                let terms = terms.iter().map(|term| (Sign::Plus, self.part(term))).collect();
                self.add(terms, expr)
            }
            Formula::Multiply(factors) => {
                let factors = factors.iter().map(|(side, factor)| (*side, self.part(factor))).collect();
                self.multiply(factors, expr)
            }
            Formula::If(arms, otherwise) => {
                let arms = arms.iter().map(|(when, then)| (self.part(when), self.part(then))).collect();
                let otherwise = self.part(otherwise);
                self.branch(arms, otherwise, expr)
            }
            Formula::And(parts) => self.chain(parts, true, expr),
            Formula::Or(parts) => self.chain(parts, false, expr),
            Formula::Round { how, value, places } => match quotient_of(value) {
                Some((above, divisor)) => {
                    let above = above.into_iter().map(|factor| (Side::Above, self.part(factor))).collect();
                    let divisor = self.part(divisor);
                    self.rounded_quotient((*how, *places), above, divisor, value, expr)
                }
                None => {
                    let value = self.part(value);
                    self.all_of(expr, vec![value])
                }
            },
            _ => {
                let parts: Vec<Part> = expr.parts().into_iter().map(|part| self.part(part)).collect();
                self.all_of(expr, parts)
            }
        }
    }

    /// What asks for all its parts.
    pub(super) fn all_of(&mut self, expr: &Expr, parts: Vec<Part>) -> Part {
        if let Some(vars) = self.few(&parts) {
            let fails = parts.iter().fold(Vec::new(), |all, part| union(&all, &part.fails));
            let exprs = parts.into_iter().map(|part| part.expr).collect();
            return Part { expr: expr.with_parts(exprs), on: On::Vars(vars), fails };
        }
        let column = match (&expr.node, parts.as_slice()) {
            (Formula::Negate(_), [part]) => return self.scaled(part.clone(), &Exact::from(-1), expr),
            (Formula::Per { factor, .. }, [part]) => return self.scaled(part.clone(), factor, expr),
            (Formula::Number(_), [part]) => {
                let (node, fails) = self.number(part);
                Some((node, fails))
            }
            (Formula::Not(_), [part]) => {
                let (node, fails) = self.condition(part);
                Some((self.node(Kind::Condition, Op::Not(node)), fails))
            }
            (Formula::Round { how, places, .. }, [part]) => self.rounded(*how, part, *places),
            (Formula::RoundTo { how, .. }, [part, multiple]) => self.rounded_to(*how, part, multiple),
            (Formula::Min(_), _) => self.extreme(&parts, false),
            (Formula::Max(_), _) => self.extreme(&parts, true),
            (Formula::Power(_, exponent), [part]) => self.power(part, *exponent),
            (Formula::Compare(comparison, ..), [left, right]) => self.compare(*comparison, left, right),
            (Formula::In(..), [value, list @ ..]) => self.among(value, list),
            (Formula::Lookup { table, .. }, [key]) => self.looked_up(*table, key),
            _ => None,
        };
        match column {
            Some((node, fails)) => self.column(node, expr, fails),
            None => self.each(expr, &parts, None),
        }
    }

    /// `and` and `or`: no further than what decides.
    fn chain(&mut self, parts: &[Expr], all: bool, expr: &Expr) -> Part {
        let parts: Vec<Part> = parts.iter().map(|part| self.part(part)).collect();
        let few = self.few(&parts);
        let mut fails = Vec::new();
        let mut guards: Vec<NodeId> = Vec::new();
        let mut nodes = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            let later = parts.iter().skip(at.saturating_add(1)).any(|part| !part.fails.is_empty());
            if few.is_some() && !later {
                fails = union(&fails, &self.guarded(&guards, &part.fails));
                continue;
            }
            let (node, lacks) = self.condition(part);
            let lacks = if few.is_some() { part.fails.clone() } else { lacks };
            fails = union(&fails, &self.guarded(&guards, &lacks));
            nodes.push(node);
            guards.push(if all { node } else { self.node(Kind::Condition, Op::Not(node)) });
        }
        match few {
            Some(vars) => {
                let exprs = parts.into_iter().map(|part| part.expr).collect();
                Part { expr: expr.with_parts(exprs), on: On::Vars(vars), fails }
            }
            None => {
                let node = self.node(Kind::Condition, if all { Op::All(nodes) } else { Op::Any(nodes) });
                self.column(node, expr, fails)
            }
        }
    }

    fn extreme(&mut self, parts: &[Part], most: bool) -> Option<(NodeId, Vec<NodeId>)> {
        let (nodes, fails) = self.numbers(parts);
        let (den, nodes) = self.alike(&nodes)?;
        let mut nodes = nodes.into_iter();
        let mut node = nodes.next()?;
        for other in nodes {
            let (a, b) = (self.scale(node)?, self.scale(other)?);
            let of = |x: i128, y: i128| if most { x.max(y) } else { x.min(y) };
            let scale = Scale { den, low: of(a.low, b.low), high: of(a.high, b.high) };
            node = self.node(Kind::Number(scale), Op::Extreme { most, one: node, other });
        }
        Some((node, fails))
    }

    fn numbers(&mut self, parts: &[Part]) -> (Vec<NodeId>, Vec<NodeId>) {
        let mut nodes = Vec::new();
        let mut fails = Vec::new();
        for part in parts {
            let (node, lacks) = self.number(part);
            nodes.push(node);
            fails = union(&fails, &lacks);
        }
        (nodes, fails)
    }

    fn compare(
        &mut self,
        comparison: Comparison,
        left: &Part,
        right: &Part,
    ) -> Option<(NodeId, Vec<NodeId>)> {
        let (nodes, fails) = self.numbers(&[left.clone(), right.clone()]);
        let (_, nodes) = self.alike(&nodes)?;
        let [left, right] = nodes.as_slice() else {
            return None;
        };
        Some((self.node(Kind::Condition, Op::Compare(comparison, *left, *right)), fails))
    }

    fn among(&mut self, value: &Part, list: &[Part]) -> Option<(NodeId, Vec<NodeId>)> {
        let mut fails = Vec::new();
        let mut any = Vec::new();
        for item in list {
            let (node, lacks) = self.compare(Comparison::Equal, value, item)?;
            any.push(node);
            fails = union(&fails, &lacks);
        }
        Some((self.node(Kind::Condition, Op::Any(any)), fails))
    }

    fn looked_up(&mut self, table: openras_formula::TableId, key: &Part) -> Option<(NodeId, Vec<NodeId>)> {
        let table = self.scheme.tables.handle(usize::try_from(table.0).ok()?)?;
        let (node, fails) = self.number(key);
        let scale = self.scale(node)?;
        let worth = |keys: &[Value]| self.scheme.look_up(table, keys, self.program.on?);
        let found = pieces(&self.scheme.tables[table], scale, &worth)?;
        let mut fails = fails;
        if let Some(outside) = found.outside {
            let scale = Scale { den: 1, low: 0, high: 1 };
            let lacks = self.node(Kind::Number(scale), Op::Pieces(node, outside));
            let one = self.same(1, 1);
            fails.push(self.node(Kind::Condition, Op::Compare(Comparison::Equal, lacks, one)));
        }
        Some((self.node(Kind::Number(found.scale), Op::Pieces(node, found.pieces)), fails))
    }
}
