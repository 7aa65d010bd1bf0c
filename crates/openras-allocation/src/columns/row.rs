//! One row of the columns: what a node comes to there, from what the nodes before it came to.

use std::ops::Range;

use openras_core::{Exact, Rounding};
use openras_formula::{ArithmeticFault, Expr, InputId, Inputs, TableId, Value, evaluate};

use super::each::NEAR;
use super::loops::rounded_i128;
use super::node::{By, Divisor, Four, IndexId, Kind, NodeId, Op, Program, Scale, Slot, Table, Tables};
use crate::model::Scheme;

/// The values of one row so far.
pub(super) trait Row {
    fn program(&self) -> &Program;
    fn scheme(&self) -> &Scheme;
    /// The number of a column of numbers, over the denominator of its scale.
    fn at(&self, node: NodeId) -> i128;
    /// The fraction of a column of fractions, where it has one here.
    fn fraction(&self, node: NodeId) -> Option<&Exact>;
    /// Whether a column of conditions holds.
    fn is(&self, node: NodeId) -> bool;
    /// The place in a table; beyond its end only where the row is marked.
    fn spot(&self, index: IndexId) -> usize;

    /// What a column of numbers comes to that does not read cells or days itself.
    fn number(&self, op: &Op, scale: Scale) -> i128 {
        match op {
            Op::Number(number) => *number,
            Op::Tables(tables) => tables.at(|index| self.spot(index)),
            Op::Linear(terms, constant) => {
                let values = terms.iter().map(|(node, times)| self.at(*node).wrapping_mul(*times));
                values.fold(*constant, i128::wrapping_add)
            }
            Op::Product(one, other) => self.at(*one).wrapping_mul(self.at(*other)),
            Op::Round { value, by, how } => self.rounded(*value, by, *how),
            Op::Extreme { most, one, other } => {
                let (one, other) = (self.at(*one), self.at(*other));
                if *most { one.max(other) } else { one.min(other) }
            }
            Op::Select { when, then, otherwise } => self.at(if self.is(*when) { *then } else { *otherwise }),
            Op::Pieces(key, pieces) => {
                let key = self.at(*key);
                let after = pieces.starts.partition_point(|start| *start <= key);
                let line = pieces.lines.get(after.saturating_sub(1)).copied().unwrap_or((0, 0));
                line.0.wrapping_add(line.1.wrapping_mul(key))
            }
            Op::Scaled(node) => self.scaled(*node, scale.den).unwrap_or(0),
            _ => 0,
        }
    }

    fn rounded(&self, value: NodeId, by: &Divisor, how: Rounding) -> i128 {
        let value = self.at(value).wrapping_mul(by.times);
        let (value, divisor) = match by.by {
            By::Number(divisor) => (value, divisor),
            By::Column(node) => match self.at(node) {
                divisor if divisor < 0 => (value.wrapping_neg(), divisor.wrapping_neg()),
                divisor => (value, divisor),
            },
        };
        rounded_i128(value, divisor, how).wrapping_mul(by.after)
    }

    /// A fraction as a whole number over a denominator, where it is one near enough.
    fn scaled(&self, node: NodeId, den: i128) -> Option<i128> {
        let (num, own) = self.fraction(node)?.parts()?;
        let times = den.checked_div(own)?;
        let number = num.checked_mul(times).filter(|_| times.checked_mul(own) == Some(den))?;
        (-NEAR..=NEAR).contains(&number).then_some(number)
    }

    /// What a column of conditions comes to that does not read cells itself.
    fn condition(&self, op: &Op) -> bool
    where
        Self: Sized,
    {
        match op {
            Op::Always(holds) => *holds,
            Op::Holds(index, holds) => holds.get(self.spot(*index)).copied().unwrap_or(0) != 0,
            Op::Compare(comparison, left, right) => comparison.holds(self.at(*left).cmp(&self.at(*right))),
            Op::All(nodes) => nodes.iter().all(|node| self.is(*node)),
            Op::Any(nodes) => nodes.iter().any(|node| self.is(*node)),
            Op::Not(node) => !self.is(*node),
            Op::EachHolds(expr, slots) => self.value(expr, slots) == Some(Value::Condition(true)),
            Op::EachLacks(expr, slots) => !matches!(self.value(expr, slots), Some(Value::Condition(_))),
            Op::Lacks(node) => self.fraction(*node).is_none(),
            Op::Strays(node, den) => self.scaled(*node, *den).is_none(),
            Op::Unfit { value, not_below_zero } => self
                .fraction(*value)
                .is_none_or(|value| value.overflows() || (*not_below_zero && value.is_negative())),
            _ => false,
        }
    }

    /// What a column of fractions comes to.
    fn exact(&self, op: &Op) -> Option<Exact>
    where
        Self: Sized,
    {
        match op {
            Op::Fractions(index, values) => values.get(self.spot(*index)).cloned().flatten(),
            Op::Each(expr, slots) => match self.value(expr, slots) {
                Some(Value::Number(value)) => Some(value),
                _ => None,
            },
            _ => None,
        }
    }

    /// What a formula over columns comes to.
    fn value(&self, expr: &Expr, slots: &[Slot]) -> Option<Value>
    where
        Self: Sized,
    {
        evaluate(expr, &mut Slots { row: self, slots })
    }
}

/// The columns of one row that a formula asks for.
struct Slots<'r, R> {
    row: &'r R,
    slots: &'r [Slot],
}

impl<R: Row> Inputs for Slots<'_, R> {
    fn input(&mut self, id: InputId) -> Option<Value> {
        let slot = self.slots.iter().find(|slot| slot.id == id)?;
        match self.row.program().nodes.get(slot.node.0)?.kind {
            Kind::Condition => Some(Value::Condition(self.row.is(slot.node))),
            Kind::Fraction => self.row.fraction(slot.node).cloned().map(Value::Number),
            Kind::Number(_) if slot.choice => u16::try_from(self.row.at(slot.node)).ok().map(Value::Choice),
            Kind::Number(scale) => Exact::ratio(self.row.at(slot.node), scale.den).map(Value::Number),
        }
    }

    fn lookup(&mut self, table: TableId, keys: &[Value]) -> Option<Value> {
        let scheme = self.row.scheme();
        let table = scheme.tables.handle(usize::try_from(table.0).ok()?)?;
        scheme.look_up(table, keys, self.row.program().on?).map(Value::Number)
    }

    fn fault(&mut self, _: ArithmeticFault, _: &Range<usize>) {}
}

impl Tables {
    fn at(&self, spot: impl Fn(IndexId) -> usize) -> i128 {
        let four = |(indices, tables): &Four| {
            let values = indices.iter().zip(tables.iter());
            let values =
                values.map(|(index, table)| table.get(spot(*index)).map_or(0, |value| i128::from(*value)));
            values.fold(0i128, i128::wrapping_add)
        };
        let fours = self.fours.iter().map(four).fold(0i128, i128::wrapping_add);
        let rest = self.rest.iter().map(|(index, table)| table.at(spot(*index)));
        rest.fold(fours, i128::wrapping_add)
    }
}

impl Table {
    fn at(&self, place: usize) -> i128 {
        match self {
            Table::Tiny(values) => values.get(place).map_or(0, |value| i128::from(*value)),
            Table::Short(values) => values.get(place).map_or(0, |value| i128::from(*value)),
            Table::Long(values) => values.get(place).map_or(0, |value| i128::from(*value)),
            Table::Huge(values) => values.get(place).copied().unwrap_or(0),
        }
    }
}
