//! Sums: the terms that few variables decide go together into tables, the rest are columns.

use num_integer::Integer;
use openras_core::Exact;
use openras_formula::{Expr, Node as Formula, Sign};

use super::compile::Compiler;
use super::node::{Kind, NodeId, Op, Scale, Table, Tables, VarId};
use super::part::{On, Part, constant, union};

/// Terms that few variables decide together.
type Terms = (Vec<VarId>, Vec<(Sign, Part)>);

/// The furthest from zero that a column is multiplied by at once.
const TIMES_MAX: i128 = 1 << 53;

impl Compiler<'_> {
    /// The sum of parts: those that few variables decide go together into tables.
    pub(super) fn add(&mut self, terms: Vec<(Sign, Part)>, whole: &Expr) -> Part {
        let mut groups: Vec<Terms> = Vec::new();
        let mut columns: Vec<(Sign, Part)> = Vec::new();
        let mut fails = Vec::new();
        for (sign, part) in terms {
            fails = union(&fails, &part.fails);
            match part.vars() {
                Some(vars) => {
                    let vars = vars.to_vec();
                    match groups.iter().position(|(others, _)| self.go_together(others, &vars)) {
                        Some(at) => {
                            if let Some((others, terms)) = groups.get_mut(at) {
                                *others = union(others, &vars);
                                terms.push((sign, part));
                            }
                        }
                        None => groups.push((vars, vec![(sign, part)])),
                    }
                }
                None => columns.push((sign, part)),
            }
        }
        let mut groups: Vec<Part> =
            groups.into_iter().map(|(vars, terms)| sum_part(vars, terms, whole)).collect();
        if columns.is_empty() && groups.len() <= 1 {
            let one = groups.pop().unwrap_or_else(|| constant(whole, Exact::ZERO));
            return Part { fails, ..one };
        }
        match self.sum(&groups, &columns) {
            Some((node, more)) => self.column(node, whole, union(&fails, &more)),
            None => {
                let parts = groups.into_iter().map(|part| (Sign::Plus, part)).chain(columns).collect();
                let sum = self.each_sum(parts, whole);
                Part { fails: union(&fails, &sum.fails), ..sum }
            }
        }
    }

    /// Whether terms with these variables share a table: where it is tiny, or no larger than one of the two.
    fn go_together(&self, one: &[VarId], other: &[VarId]) -> bool {
        let count = |vars: &[VarId]| self.combinations(vars);
        let all = union(one, other);
        count(&all).is_some_and(|size| size <= 256 || all.len() == one.len() || all.len() == other.len())
    }

    /// Tables over one denominator, and columns, in one sum.
    fn sum(&mut self, groups: &[Part], columns: &[(Sign, Part)]) -> Option<(NodeId, Vec<NodeId>)> {
        let mut tables = Vec::new();
        let mut nodes: Vec<(i128, NodeId)> = Vec::new();
        let mut fails = Vec::new();
        for part in groups {
            match self.node_of(&part.expr) {
                Some(node) => nodes.push((1, node)),
                None => tables.push(self.tabled(part, None).ok()?),
            }
        }
        for (sign, part) in columns {
            let (node, more) = self.number(part);
            fails = union(&fails, &more);
            nodes.push((if *sign == Sign::Plus { 1 } else { -1 }, node));
        }
        let mut dens: Vec<i128> = tables.iter().map(|table| table.scale.den).collect();
        for (_, node) in &nodes {
            dens.push(self.scale(*node)?.den);
        }
        let den =
            dens.into_iter().try_fold(1i128, |all, den| all.checked_mul(den.checked_div(all.gcd(&den))?))?;
        let mut constant = 0i128;
        let mut parts = Vec::new();
        let (mut low, mut high) = (0i128, 0i128);
        for table in tables {
            fails.extend(table.fails);
            let times = den.checked_div(table.scale.den)?;
            let numbers = table.numbers.iter().map(|number| number.checked_mul(times));
            let numbers = numbers.collect::<Option<Vec<i128>>>()?;
            if table.scale.low == table.scale.high {
                constant = constant.checked_add(table.scale.low.checked_mul(times)?)?;
                continue;
            }
            low = low.checked_add(table.scale.low.checked_mul(times)?)?;
            high = high.checked_add(table.scale.high.checked_mul(times)?)?;
            parts.push((table.index, Table::new(numbers, self.size(table.index))));
        }
        let scale = Scale { den, low, high };
        let mut linear: Vec<(NodeId, i128)> = Vec::new();
        if !parts.is_empty() {
            linear.push((self.node(Kind::Number(scale), Op::Tables(Tables::new(parts))), 1));
        }
        if nodes.is_empty() && constant == 0 {
            return scale.fits().then(|| linear.first().map(|(node, _)| (*node, fails))).flatten();
        }
        let (mut low, mut high) = (low.checked_add(constant)?, high.checked_add(constant)?);
        for (sign, node) in nodes {
            let own = self.scale(node)?;
            let times = sign.checked_mul(den.checked_div(own.den)?)?;
            let (one, other) = (own.low.checked_mul(times)?, own.high.checked_mul(times)?);
            low = low.checked_add(one.min(other))?;
            high = high.checked_add(one.max(other))?;
            let (terms, more) = self.terms(node, times);
            linear.extend(terms);
            constant = constant.checked_add(more)?;
        }
        let scale = Scale { den, low, high };
        scale.fits().then(|| (self.node(Kind::Number(scale), Op::Linear(linear, constant)), fails))
    }

    /// A column times a number, as a sum: of a sum, its terms.
    pub(super) fn terms(&self, node: NodeId, times: i128) -> (Vec<(NodeId, i128)>, i128) {
        let whole = || (vec![(node, times)], 0);
        let Some(Op::Linear(terms, constant)) = self.program.nodes.get(node.0).map(|node| &node.op) else {
            return whole();
        };
        let near = |number: i128| {
            number.checked_mul(times).filter(|number| (-TIMES_MAX..TIMES_MAX).contains(number))
        };
        let all = terms
            .iter()
            .map(|(node, own)| Some((*node, near(*own)?)))
            .collect::<Option<Vec<(NodeId, i128)>>>();
        match (all, near(*constant)) {
            (Some(all), Some(constant)) => (all, constant),
            _ => whole(),
        }
    }
}

/// The sum of parts that the same variables decide.
fn sum_part(vars: Vec<VarId>, terms: Vec<(Sign, Part)>, whole: &Expr) -> Part {
    let expr = match <[(Sign, Part); 1]>::try_from(terms) {
        Ok([(Sign::Plus, part)]) => part.expr,
        Ok([(Sign::Minus, part)]) => Expr { node: Formula::Negate(Box::new(part.expr)), ..whole.clone() },
        Err(terms) => {
            let mut terms: Vec<(Sign, Expr)> =
                terms.into_iter().map(|(sign, part)| (sign, part.expr)).collect();
            // The first of a sum is added.
            if terms.first().is_some_and(|(sign, _)| *sign == Sign::Minus) {
                terms.insert(0, (Sign::Plus, constant(whole, Exact::ZERO).expr));
            }
            Expr { node: Formula::Add(terms), ..whole.clone() }
        }
    };
    Part { expr, on: On::Vars(vars), fails: Vec::new() }
}
