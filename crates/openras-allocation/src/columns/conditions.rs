//! Columns of conditions worked out.

use openras_core::Exact;
use openras_formula::{Value, evaluate};

use super::node::{NodeId, Op};
use super::row::Row;
use super::run::{Column, Run, Spots};

impl<'p> Run<'p, '_> {
    pub(super) fn is(&self, node: NodeId, row: usize) -> bool {
        match self.output(node) {
            Column::Holds(holds) => holds.get(row).copied().unwrap_or(0) != 0,
            _ => false,
        }
    }

    pub(super) fn holds(&mut self, op: &'p Op, out: &mut [u8]) {
        match op {
            Op::Always(holds) => out.fill(u8::from(*holds)),
            Op::Holds(index, holds) => {
                self.fill(*index);
                match self.scratch.spots.get(index.0) {
                    Some(Spots::Narrow(places)) => look(out, places, holds),
                    Some(Spots::Wide(places)) => look(out, places, holds),
                    _ => {}
                }
            }
            Op::Given(cell) => {
                if let Some(domain) = self.program.domains.get(*cell) {
                    super::cells::given(domain.cells(self.people), self.rows.clone(), out);
                }
            }
            Op::Compare(comparison, left, right) => {
                if let (Column::Small(left), Column::Small(right)) = (self.output(*left), self.output(*right))
                {
                    for ((out, left), right) in out.iter_mut().zip(left).zip(right) {
                        *out = u8::from(comparison.holds(left.cmp(right)));
                    }
                } else {
                    for (row, out) in out.iter_mut().enumerate() {
                        *out = u8::from(comparison.holds(self.at(*left, row).cmp(&self.at(*right, row))));
                    }
                }
            }
            Op::All(nodes) => {
                out.fill(1);
                self.join(nodes, out, |out, holds| out & holds);
            }
            Op::Any(nodes) => self.join(nodes, out, |out, holds| out | holds),
            Op::Not(node) => self.join(&[*node], out, |_, holds| holds ^ 1),
            Op::EachHolds(expr, slots) | Op::EachLacks(expr, slots) => {
                let lacks = matches!(op, Op::EachLacks(..));
                for (row, out) in out.iter_mut().enumerate() {
                    let value = evaluate(expr, &mut Row { run: self, slots, row });
                    *out = match value {
                        Some(Value::Condition(holds)) => u8::from(holds && !lacks),
                        _ => u8::from(lacks),
                    };
                }
            }
            Op::Lacks(node) => {
                if let Column::Fractions(values) = self.output(*node) {
                    for (out, value) in out.iter_mut().zip(values) {
                        *out = u8::from(value.is_none());
                    }
                }
            }
            Op::Strays(node, den) => {
                for (row, out) in out.iter_mut().enumerate() {
                    *out = u8::from(self.scaled(*node, *den, row).is_none());
                }
            }
            Op::Unfit { value, not_below_zero } => {
                if let Column::Fractions(values) = self.output(*value) {
                    for (out, value) in out.iter_mut().zip(values) {
                        let unfit =
                            |value: &Exact| value.overflows() || (*not_below_zero && value.is_negative());
                        *out = u8::from(value.as_ref().is_none_or(unfit));
                    }
                }
            }
            _ => {}
        }
    }

    pub(super) fn join(&self, nodes: &[NodeId], out: &mut [u8], join: impl Fn(u8, u8) -> u8) {
        for node in nodes {
            if let Column::Holds(holds) = self.output(*node) {
                for (out, holds) in out.iter_mut().zip(holds) {
                    *out = join(*out, *holds);
                }
            }
        }
    }
}

fn look<P: Copy + Into<usize>>(out: &mut [u8], places: &[P], holds: &[u8]) {
    for (out, place) in out.iter_mut().zip(places) {
        *out = holds.get((*place).into()).copied().unwrap_or(0);
    }
}
