//! A formula taken apart: what few variables decide stays together for a table, the rest becomes columns.

use openras_core::{Exact, Rounding};
use openras_formula::{Comparison, Decimals, Expr, Node as Formula, Side, Sign, Type, Value};

use super::compile::{Compiler, constant};
use super::node::{By, Divisor, Kind, NodeId, Op, Scale, Slot};
use super::part::{On, Part, union};
use super::pieces::pieces;
use super::trial::Name;

/// The furthest that a number worked out row by row may lie from zero, over its denominator, to stay in its column.
pub(super) const NEAR: i128 = 1 << 53;

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
    fn all_of(&mut self, expr: &Expr, parts: Vec<Part>) -> Part {
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
    fn product(&mut self, factors: &[(Side, Part)], expr: &Expr) -> Option<(NodeId, Vec<NodeId>)> {
        let mut tables: Vec<(Vec<super::node::VarId>, Vec<(Side, Part)>)> = Vec::new();
        let mut nodes: Vec<NodeId> = Vec::new();
        let mut fails = Vec::new();
        for (side, part) in factors {
            match part.vars() {
                Some(vars) => {
                    let vars = vars.to_vec();
                    let fits = |others: &[super::node::VarId]| {
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

    fn times(&mut self, one: NodeId, other: NodeId) -> Option<NodeId> {
        let (a, b) = (self.scale(one)?, self.scale(other)?);
        let corners = [a.low, a.high].into_iter().flat_map(|x| [b.low, b.high].map(|y| x.checked_mul(y)));
        let corners = corners.collect::<Option<Vec<i128>>>()?;
        let low = corners.iter().copied().min()?;
        let high = corners.iter().copied().max()?;
        let scale = Scale { den: a.den.checked_mul(b.den)?, low, high };
        scale.fits().then(|| self.node(Kind::Number(scale), Op::Product(one, other)))
    }

    fn times_number(&mut self, node: NodeId, num: i128, den: i128) -> Option<NodeId> {
        let own = self.scale(node)?;
        let shared = num_integer::gcd(num, own.den).max(1);
        let times = num.checked_div(shared)?;
        let (one, other) = (own.low.checked_mul(times)?, own.high.checked_mul(times)?);
        let den = own.den.checked_div(shared)?.checked_mul(den)?;
        let scale = Scale { den, low: one.min(other), high: one.max(other) };
        scale.fits().then(|| self.node(Kind::Number(scale), Op::Linear(vec![(node, times)], 0)))
    }

    fn power(&mut self, part: &Part, exponent: u32) -> Option<(NodeId, Vec<NodeId>)> {
        let (base, fails) = self.number(part);
        let mut node = if exponent == 0 { self.same(1, 1) } else { base };
        for _ in 1..exponent {
            node = self.times(node, base)?;
        }
        self.scale(node).map(|_| (node, fails))
    }

    // ---- roundings

    /// A quotient and its rounding in one, where a column is divided by.
    fn rounded_quotient(
        &mut self,
        (how, places): (Rounding, i32),
        above: Vec<(Side, Part)>,
        divisor: Part,
        value: &Expr,
        expr: &Expr,
    ) -> Part {
        let few = divisor.vars().and_then(|vars| self.combinations(vars)).is_some_and(|size| size <= 256);
        let together = self.few(above.iter().map(|(_, part)| part).chain([&divisor]));
        if !few && together.is_none() {
            let above = self.multiply(above.clone(), value);
            if let Some((node, fails)) = self.quotient(how, &above, &divisor, places) {
                return self.column(node, expr, fails);
            }
        }
        let factors = above.into_iter().chain([(Side::Below, divisor)]).collect();
        let whole = self.multiply(factors, value);
        self.all_of(expr, vec![whole])
    }

    fn quotient(
        &mut self,
        how: Rounding,
        above: &Part,
        divisor: &Part,
        places: i32,
    ) -> Option<(NodeId, Vec<NodeId>)> {
        let (above, fails) = self.number(above);
        let (divisor, lacks) = self.number(divisor);
        let (own, below) = (self.scale(above)?, self.scale(divisor)?);
        let mut fails = union(&fails, &lacks);
        // above / own.den over divisor / below.den, at ten to the places: whole numbers above and below.
        let up = 10i128.checked_pow(u32::try_from(places.max(0)).ok()?)?;
        let after = 10i128.checked_pow(u32::try_from(places.min(0).checked_neg()?).ok()?)?;
        let times = below.den.checked_mul(up)?;
        let by = own.den.checked_mul(after)?;
        let shared = num_integer::gcd(times, by).max(1);
        let (times, by) = (times.checked_div(shared)?, by.checked_div(shared)?);
        let divisor =
            if by == 1 { divisor } else { self.times_number(divisor, by.checked_mul(below.den)?, 1)? };
        let most = own.low.unsigned_abs().max(own.high.unsigned_abs());
        let most = i128::try_from(most).ok()?.checked_mul(times)?.checked_add(1)?.checked_mul(after)?;
        let (low, high) = match own.low >= 0 && below.low >= 0 {
            true => (0, most),
            false => (most.checked_neg()?, most),
        };
        let scale = Scale { den: up, low, high };
        if !scale.fits() {
            return None;
        }
        let by = self.scale(divisor)?;
        if by.low <= 0 && by.high >= 0 {
            let zero = self.same(0, by.den);
            fails.push(self.node(Kind::Condition, Op::Compare(Comparison::Equal, divisor, zero)));
        }
        let by = Divisor { times, by: By::Column(divisor), after };
        Some((self.node(Kind::Number(scale), Op::Round { value: above, by, how }), fails))
    }

    fn rounded(&mut self, how: Rounding, part: &Part, places: i32) -> Option<(NodeId, Vec<NodeId>)> {
        let (node, fails) = self.number(part);
        let up = 10i128.checked_pow(u32::try_from(places.max(0)).ok()?)?;
        let after = 10i128.checked_pow(u32::try_from(places.min(0).checked_neg()?).ok()?)?;
        let own = self.scale(node)?;
        if after == 1 && up.checked_rem(own.den)? == 0 {
            return Some((node, fails));
        }
        self.rounding(node, how, up, own.den.checked_mul(after)?, after, up).map(|node| (node, fails))
    }

    fn rounded_to(&mut self, how: Rounding, part: &Part, multiple: &Part) -> Option<(NodeId, Vec<NodeId>)> {
        let vars = multiple.vars().filter(|vars| vars.is_empty())?;
        let multiple = match self.trial().tabulate(&multiple.expr, vars).pop().flatten() {
            Some(Value::Number(multiple)) if multiple.is_positive() => multiple,
            _ => return None,
        };
        let (num, den) = multiple.parts()?;
        let (node, fails) = self.number(part);
        let own = self.scale(node)?;
        self.rounding(node, how, den, own.den.checked_mul(num)?, num, den).map(|node| (node, fails))
    }

    /// A column's own numbers times `times` over `by`, to the nearest whole, times `after`, over `den`.
    fn rounding(
        &mut self,
        value: NodeId,
        how: Rounding,
        times: i128,
        by: i128,
        after: i128,
        den: i128,
    ) -> Option<NodeId> {
        let own = self.scale(value)?;
        let shared = num_integer::gcd(times, by).max(1);
        let (times, by) = (times.checked_div(shared)?, by.checked_div(shared)?);
        let end = |bound: i128| {
            let ratio = Exact::ratio(bound.checked_mul(times)?, by)?.round(how, 0);
            ratio.parts()?.0.checked_mul(after)
        };
        let scale = Scale { den, low: end(own.low)?, high: end(own.high)? };
        let by = Divisor { times, by: By::Number(by), after };
        scale.fits().then(|| self.node(Kind::Number(scale), Op::Round { value, by, how }))
    }

    // ---- comparing

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

    // ---- row by row

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

/// What stands above a quotient, and the one thing that it is divided by.
fn quotient_of(expr: &Expr) -> Option<(Vec<&Expr>, &Expr)> {
    let Formula::Multiply(factors) = &expr.node else {
        return None;
    };
    let side =
        |wanted: Side| factors.iter().filter(move |(side, _)| *side == wanted).map(|(_, factor)| factor);
    let below: Vec<&Expr> = side(Side::Below).collect();
    match below.as_slice() {
        [divisor] => Some((side(Side::Above).collect(), divisor)),
        _ => None,
    }
}

/// The product of parts that the same variables decide.
fn product_part(vars: Vec<super::node::VarId>, factors: &[(Side, Part)], whole: &Expr) -> Part {
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
