//! The places in tables of a chunk.

use super::cells::Places;
use super::loops::{add_wide, narrow};
use super::node::{IndexId, Source};
use super::run::{Run, Spots, View};

impl<'p> Run<'p, '_> {
    pub(super) fn fill(&mut self, index: IndexId) {
        if self.scratch.filled.get(index.0).copied().unwrap_or(true) {
            return;
        }
        let Some(declared) = self.program.indices.get(index.0) else {
            return;
        };
        let rows = self.rows.len();
        let old = self.scratch.spots.get_mut(index.0).map(std::mem::take).unwrap_or_default();
        let spots = if declared.size <= 256 {
            let mut out = match old {
                Spots::Narrow(out) => out,
                _ => Vec::new(),
            };
            out.resize(rows, 0);
            let sources = declared.parts.iter().filter_map(|(var, _)| self.program.vars.get(var.0));
            let made: Vec<Option<Vec<u8>>> = sources.map(|var| self.worked_out(var.source)).collect();
            let parts = declared.parts.iter().zip(&made).filter_map(|((var, stride), made)| {
                let places = match (made, self.program.vars.get(var.0)?.source) {
                    (Some(made), _) => made.as_slice(),
                    (None, Source::Cell(cell)) => self.places.get(cell)?.narrow()?,
                    _ => return None,
                };
                Some((places, u8::try_from(*stride).unwrap_or(0)))
            });
            narrow(&mut out, &parts.collect::<Vec<(&[u8], u8)>>());
            Spots::Narrow(out)
        } else {
            let mut out = match old {
                Spots::Wide(out) => out,
                _ => Vec::new(),
            };
            out.clear();
            out.resize(rows, 0);
            for (var, stride) in &declared.parts {
                let stride = u16::try_from(*stride).unwrap_or(0);
                match self.program.vars.get(var.0).map(|var| var.source) {
                    Some(Source::Cell(cell)) => match self.places.get(cell) {
                        Some(Places::Wide(places)) => add_wide(&mut out, places, stride),
                        Some(places) => add_wide(&mut out, places.narrow().unwrap_or(&[]), stride),
                        None => {}
                    },
                    Some(source) => self.add_worked_out(&mut out, source, stride),
                    None => {}
                }
            }
            Spots::Wide(out)
        };
        if let (Some(place), Some(filled)) =
            (self.scratch.spots.get_mut(index.0), self.scratch.filled.get_mut(index.0))
        {
            *place = spots;
            *filled = true;
        }
    }

    /// The places of a column that was worked out, each below 256 or its row marked; none for cells.
    pub(super) fn worked_out(&self, source: Source) -> Option<Vec<u8>> {
        match source {
            Source::Cell(_) => None,
            Source::Condition(node) => match self.output(node) {
                View::Holds(holds) => Some(holds.to_vec()),
                _ => Some(vec![0; self.rows.len()]),
            },
            Source::Number(node) => {
                let low = self.program.low(node);
                Some(match self.output(node) {
                    View::Small(values) => {
                        values.iter().map(|value| value.wrapping_sub(low as i64) as u8).collect()
                    }
                    View::Large(values) => values.iter().map(|value| value.wrapping_sub(low) as u8).collect(),
                    _ => vec![0; self.rows.len()],
                })
            }
        }
    }

    pub(super) fn add_worked_out(&self, out: &mut [u16], source: Source, stride: u16) {
        match source {
            Source::Cell(_) => {}
            Source::Condition(node) => {
                if let View::Holds(holds) = self.output(node) {
                    add_wide(out, holds, stride);
                }
            }
            Source::Number(node) => {
                let low = self.program.low(node);
                match self.output(node) {
                    View::Small(values) => {
                        for (out, value) in out.iter_mut().zip(values) {
                            let place = value.wrapping_sub(low as i64) as u16;
                            *out = out.wrapping_add(place.wrapping_mul(stride));
                        }
                    }
                    View::Large(values) => {
                        for (out, value) in out.iter_mut().zip(values) {
                            let place = value.wrapping_sub(low) as u16;
                            *out = out.wrapping_add(place.wrapping_mul(stride));
                        }
                    }
                    _ => {}
                }
            }
        }
    }
}
