//! Columns of conditions worked out.

use super::node::{NodeId, Op};
use super::row::Row;
use super::run::{Run, Spots, View};

impl<'p> Run<'p, '_> {
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
                if let (View::Small(left), View::Small(right)) = (self.output(*left), self.output(*right)) {
                    for ((out, left), right) in out.iter_mut().zip(left).zip(right) {
                        *out = u8::from(comparison.holds(left.cmp(right)));
                    }
                } else {
                    self.each_row(op, out);
                }
            }
            Op::All(nodes) => {
                out.fill(1);
                self.join(nodes, out, |out, holds| out & holds);
            }
            Op::Any(nodes) => self.join(nodes, out, |out, holds| out | holds),
            Op::Not(node) => self.join(&[*node], out, |_, holds| holds ^ 1),
            _ => self.each_row(op, out),
        }
    }

    fn each_row(&self, op: &Op, out: &mut [u8]) {
        for (row, out) in out.iter_mut().enumerate() {
            *out = u8::from(self.row(row).condition(op));
        }
    }

    pub(super) fn join(&self, nodes: &[NodeId], out: &mut [u8], join: impl Fn(u8, u8) -> u8) {
        for node in nodes {
            if let View::Holds(holds) = self.output(*node) {
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
