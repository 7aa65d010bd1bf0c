//! Products and quotients of columns.

use openras_core::Exact;
use openras_formula::{Expr, Node as Formula, Side, Value};

use super::compile::Compiler;
use super::node::{Kind, NodeId, Op, Scale, VarId};
use super::part::{On, Part, constant, union};

/// Factors that few variables decide together.
type Factors = (Vec<VarId>, Vec<(Side, Part)>);

impl Compiler<'_> {
    /// A part times a number.
    pub(super) fn scaled(&mut self, part: Part, times: &Exact, whole: &Expr) -> Part {
        let factor = constant(whole, times.clone());
        let factors = vec![(Side::Above, part), (Side::Above, factor)];
        self.multiply(factors, whole)
    }

    /// A product and quotient.
    pub(super) fn multiply(&mut self, factors: Vec<(Side, Part)>, expr: &Expr) -> Part {
        let fails = factors.iter().fold(Vec::new(), |all, (_, part)| union(&all, &part.fails));
        if let Some(vars) = self.few(factors.iter().map(|(_, part)| part)) {
            return Part { fails, ..product_part(vars, &factors, expr) };
        }
        match self.product(&factors, expr) {
            Some((node, more)) => self.column(node, expr, union(&fails, &more)),
            None => {
                let parts: Vec<Part> = factors.iter().map(|(_, part)| part.clone()).collect();
                let exprs = factors.into_iter().map(|(side, part)| (side, part.expr)).collect();
                self.each(&Expr { node: Formula::Multiply(exprs), ..expr.clone() }, &parts, None)
            }
        }
    }

    /// The columns of a product multiplied, where none of them is divided by and few variables decide all that is.
    pub(super) fn product(&mut self, factors: &[(Side, Part)], expr: &Expr) -> Option<(NodeId, Vec<NodeId>)> {
        let mut tables: Vec<Factors> = Vec::new();
        let mut nodes: Vec<NodeId> = Vec::new();
        let mut fails = Vec::new();
        for (side, part) in factors {
            match part.vars() {
                Some(vars) => {
                    let vars = vars.to_vec();
                    let fits = |others: &[VarId]| {
                        let all = union(others, &vars);
                        all.len() <= 1 || self.combinations(&all).is_some_and(|size| size <= 4096)
                    };
                    match tables.iter_mut().find(|(others, _)| fits(others)) {
                        Some((others, table)) => {
                            *others = union(others, &vars);
                            table.push((*side, part.clone()));
                        }
                        None => tables.push((vars, vec![(*side, part.clone())])),
                    }
                }
                None if *side == Side::Above => {
                    let (node, lacks) = self.number(part);
                    fails = union(&fails, &lacks);
                    nodes.push(node);
                }
                None => return None,
            }
        }
        let mut whole: Option<(i128, i128)> = None;
        for (vars, table) in tables {
            let part = product_part(vars.clone(), &table, expr);
            if vars.is_empty() {
                // A number that everything is multiplied by.
                let value = self.trial().tabulate(&part.expr, &[]).pop().flatten();
                match value {
                    Some(Value::Number(value)) => whole = Some(value.parts()?),
                    _ => return None,
                }
                continue;
            }
            let (node, lacks) = self.number(&part);
            fails = union(&fails, &lacks);
            nodes.push(node);
        }
        let mut nodes = nodes.into_iter();
        let mut node = nodes.next()?;
        for other in nodes {
            node = self.times(node, other)?;
        }
        match whole {
            Some((num, den)) => Some((self.times_number(node, num, den)?, fails)),
            None => self.scale(node).map(|_| (node, fails)),
        }
    }

    pub(super) fn times(&mut self, one: NodeId, other: NodeId) -> Option<NodeId> {
        let (a, b) = (self.scale(one)?, self.scale(other)?);
        let corners = [a.low, a.high].into_iter().flat_map(|x| [b.low, b.high].map(|y| x.checked_mul(y)));
        let corners = corners.collect::<Option<Vec<i128>>>()?;
        let low = corners.iter().copied().min()?;
        let high = corners.iter().copied().max()?;
        let scale = Scale { den: a.den.checked_mul(b.den)?, low, high };
        scale.fits().then(|| self.node(Kind::Number(scale), Op::Product(one, other)))
    }

    pub(super) fn times_number(&mut self, node: NodeId, num: i128, den: i128) -> Option<NodeId> {
        let own = self.scale(node)?;
        let shared = num_integer::gcd(num, own.den).max(1);
        let times = num.checked_div(shared)?;
        let (one, other) = (own.low.checked_mul(times)?, own.high.checked_mul(times)?);
        let den = own.den.checked_div(shared)?.checked_mul(den)?;
        let scale = Scale { den, low: one.min(other), high: one.max(other) };
        let (terms, constant) = self.terms(node, times);
        scale.fits().then(|| self.node(Kind::Number(scale), Op::Linear(terms, constant)))
    }

    pub(super) fn power(&mut self, part: &Part, exponent: u32) -> Option<(NodeId, Vec<NodeId>)> {
        let (base, fails) = self.number(part);
        let mut node = if exponent == 0 { self.same(1, 1) } else { base };
        for _ in 1..exponent {
            node = self.times(node, base)?;
        }
        self.scale(node).map(|_| (node, fails))
    }
}

/// The product of parts that the same variables decide.
fn product_part(vars: Vec<VarId>, factors: &[(Side, Part)], whole: &Expr) -> Part {
    let mut factors: Vec<(Side, Expr)> =
        factors.iter().map(|(side, part)| (*side, part.expr.clone())).collect();
    // The first of a product multiplies.
    if factors.first().is_some_and(|(side, _)| *side == Side::Below) {
        factors.insert(0, (Side::Above, constant(whole, Exact::ONE).expr));
    }
    let node = match <[(Side, Expr); 1]>::try_from(factors) {
        Ok([(_, factor)]) => factor.node,
        Err(factors) => Formula::Multiply(factors),
    };
    Part { expr: Expr { node, ..whole.clone() }, on: On::Vars(vars), fails: Vec::new() }
}
