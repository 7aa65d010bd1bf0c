//! Parts of formulas made into columns: tables, sums, choices between columns.

use num_integer::Integer;
use openras_core::Exact;
use openras_formula::Value;

use super::compile::Compiler;
use super::node::{By, Divisor, IndexId, Kind, NodeId, Op, Scale, Table, Tables, VarId};
use super::part::{Part, union};

/// The greatest denominator that a table's numbers are put over.
const DEN_MAX: i128 = 1_000_000_000_000_000;

/// The numbers of a table, over one denominator.
pub(super) struct Tabled {
    pub(super) index: IndexId,
    pub(super) numbers: Vec<i128>,
    pub(super) scale: Scale,
    /// Where there is none.
    pub(super) fails: Option<NodeId>,
}

impl Compiler<'_> {
    /// The values of a part for every combination of its variables.
    fn values(&mut self, part: &Part, vars: &[VarId]) -> (Vec<Option<Exact>>, Option<NodeId>) {
        let values = self.trial().tabulate(&part.expr, vars);
        let numbers: Vec<Option<Exact>> = values
            .into_iter()
            .map(|value| match value {
                Some(Value::Number(number)) => Some(number),
                // Choices stand in columns as their places.
                Some(Value::Choice(at)) => Some(Exact::from(u32::from(at))),
                _ => None,
            })
            .collect();
        let fails = numbers.iter().map(|number| u8::from(number.is_none())).collect();
        let fails = self.holds(vars, fails);
        (numbers, fails)
    }

    /// The table of a part, over a denominator that all its numbers have, and `over` if that is given.
    pub(super) fn tabled(&mut self, part: &Part, over: Option<i128>) -> Result<Tabled, Vec<Option<Exact>>> {
        let vars = part.vars().unwrap_or(&[]).to_vec();
        let (values, fails) = self.values(part, &vars);
        let dens = values.iter().flatten().map(|value| value.parts().map(|(_, den)| den));
        let den = dens.into_iter().try_fold(over.unwrap_or(1), |all, den| {
            let den = all.checked_mul(den?.checked_div(all.gcd(&den?))?)?;
            (den <= DEN_MAX && over.is_none_or(|over| over == den)).then_some(den)
        });
        let numbers = den.and_then(|den| over_den(&values, den).map(|numbers| (den, numbers)));
        let Some((den, numbers)) = numbers else {
            return Err(values);
        };
        let known = || numbers.iter().flatten().copied();
        let (low, high) = (known().min().unwrap_or(0), known().max().unwrap_or(0));
        let numbers = numbers.iter().map(|number| number.unwrap_or(low)).collect();
        let index = self.index(&vars);
        Ok(Tabled { index, numbers, scale: Scale { den, low, high }, fails })
    }

    /// A part as a column of numbers or fractions, and where it has no value.
    pub(super) fn number(&mut self, part: &Part) -> (NodeId, Vec<NodeId>) {
        if let Some(node) = self.node_of(&part.expr) {
            return (node, part.fails.clone());
        }
        match self.tabled(part, None) {
            Ok(tabled) => {
                let fails = with(&part.fails, tabled.fails);
                (self.of_table(tabled), fails)
            }
            Err(values) => {
                let vars = part.vars().unwrap_or(&[]).to_vec();
                let index = self.index(&vars);
                let node = self.node(Kind::Fraction, Op::Fractions(index, values));
                let lacks = self.node(Kind::Condition, Op::Lacks(node));
                (node, with(&part.fails, Some(lacks)))
            }
        }
    }

    fn of_table(&mut self, tabled: Tabled) -> NodeId {
        let Tabled { index, numbers, scale, .. } = tabled;
        if scale.low == scale.high {
            return self.node(Kind::Number(scale), Op::Number(scale.low));
        }
        let size = self.size(index);
        self.node(Kind::Number(scale), Op::Tables(Tables::new(vec![(index, Table::new(numbers, size))])))
    }

    pub(super) fn size(&self, index: IndexId) -> u32 {
        self.program.indices.get(index.0).map_or(0, |index| index.size)
    }

    /// A part as a column over this denominator, where all its values are whole numbers over it.
    pub(super) fn number_over(&mut self, part: &Part, den: i128) -> Option<NodeId> {
        if let Some(node) = self.node_of(&part.expr) {
            return self.over(node, den);
        }
        let tabled = self.tabled(part, Some(den)).ok()?;
        Some(self.of_table(tabled))
    }

    /// A column over another denominator that its values are whole numbers over; none for fractions.
    pub(super) fn over(&mut self, node: NodeId, den: i128) -> Option<NodeId> {
        let Kind::Number(scale) = self.kind(node) else {
            return None;
        };
        let shared = den.gcd(&scale.den);
        let (times, by) = (den.checked_div(shared)?, scale.den.checked_div(shared)?);
        let put = |bound: i128| bound.checked_mul(times)?.checked_div(by);
        let put = Scale { den, low: put(scale.low)?, high: put(scale.high)? };
        if !put.fits() {
            return None;
        }
        Some(match (times, by) {
            (1, 1) => node,
            (_, 1) => self.node(Kind::Number(put), Op::Linear(vec![(node, times)], 0)),
            _ => {
                let by = Divisor { times, by: By::Number(by), after: 1 };
                let how = openras_core::Rounding::Down;
                self.node(Kind::Number(put), Op::Round { value: node, by, how })
            }
        })
    }

    /// Columns over one denominator; none where one of them is fractions, or where the numbers become too large.
    pub(super) fn alike(&mut self, nodes: &[NodeId]) -> Option<(i128, Vec<NodeId>)> {
        let mut den = 1i128;
        for node in nodes {
            let Kind::Number(scale) = self.kind(*node) else {
                return None;
            };
            den = den.checked_mul(scale.den.checked_div(den.gcd(&scale.den))?)?;
        }
        let nodes = nodes.iter().map(|node| self.over(*node, den)).collect::<Option<Vec<NodeId>>>()?;
        Some((den, nodes))
    }

    /// The range of a column of numbers.
    pub(super) fn scale(&self, node: NodeId) -> Option<Scale> {
        match self.kind(node) {
            Kind::Number(scale) => Some(scale),
            Kind::Fraction | Kind::Condition => None,
        }
    }

    /// The same number everywhere.
    pub(super) fn same(&mut self, number: i128, den: i128) -> NodeId {
        self.node(Kind::Number(Scale { den, low: number, high: number }), Op::Number(number))
    }

    /// A condition by combination of these variables; none where it holds nowhere.
    pub(super) fn holds(&mut self, vars: &[VarId], holds: Vec<u8>) -> Option<NodeId> {
        if holds.iter().all(|holds| *holds == 0) {
            return None;
        }
        let index = self.index(vars);
        let same = |op: &Op| matches!(op, Op::Holds(other, held) if *other == index && *held == holds);
        if let Some(at) = self.program.nodes.iter().position(|node| same(&node.op)) {
            return Some(NodeId(at));
        }
        Some(self.node(Kind::Condition, Op::Holds(index, holds)))
    }

    /// A part as a column of conditions, and where it has no value.
    pub(super) fn condition(&mut self, part: &Part) -> (NodeId, Vec<NodeId>) {
        if let Some(node) = self.node_of(&part.expr) {
            return (node, part.fails.clone());
        }
        let vars = part.vars().unwrap_or(&[]).to_vec();
        let values = self.trial().tabulate(&part.expr, &vars);
        let is = |value: &Option<Value>, so: bool| u8::from(*value == Some(Value::Condition(so)));
        let holds: Vec<u8> = values.iter().map(|value| is(value, true)).collect();
        let fails = values.iter().map(|value| u8::from(is(value, true) == is(value, false))).collect();
        let fails = self.holds(&vars, fails);
        let always = holds.iter().all(|holds| *holds == 1);
        let node = match self.holds(&vars, holds) {
            Some(_) if always => self.node(Kind::Condition, Op::Always(true)),
            Some(node) => node,
            None => self.node(Kind::Condition, Op::Always(false)),
        };
        (node, with(&part.fails, fails))
    }
}

fn over_den(values: &[Option<Exact>], den: i128) -> Option<Vec<Option<i128>>> {
    const FAR: i128 = 1 << 100;
    let one = |value: &Option<Exact>| match value {
        None => Some(None),
        Some(value) => {
            let (num, own) = value.parts()?;
            let number = num.checked_mul(den.checked_div(own)?)?;
            (-FAR < number && number < FAR).then_some(Some(number))
        }
    };
    values.iter().map(one).collect()
}

fn with(fails: &[NodeId], more: Option<NodeId>) -> Vec<NodeId> {
    match more {
        Some(node) => union(fails, &[node]),
        None => fails.to_vec(),
    }
}
