//! Many people worked out: chunk by chunk in columns, the marked rows one by one.

use std::ops::Range;

use openras_core::{Day, Exact, Handle};
use rayon::prelude::*;

use super::Columns;
use super::gathered::{Gathered, put_together};
use super::node::{Kind, Output, Program};
use super::people::{On, People};
use super::run::{Run, Scratch, View};
use super::worked::{Other, Values, Worked};
use crate::model::Step;

/// How many rows are worked out at once: few enough that their columns stay in the nearest cache.
const CHUNK: usize = 1024;

/// How many rows one thread takes at a time.
const BLOCK: usize = 16 * CHUNK;

impl Columns {
    /// Works everybody out.
    pub fn work(&self, people: &People<'_>) -> Worked {
        let mut worked = Worked::default();
        self.work_into(people, &mut worked);
        worked
    }

    /// Works everybody out into what was worked out before: its memory is used again.
    pub fn work_into(&self, people: &People<'_>, worked: &mut Worked) {
        worked.others.clear();
        worked.rows = people.rows;
        let groups = self.groups(people);
        if let [(Some(stretch), None)] = groups.as_slice() {
            self.work_stretch(*stretch, people, worked);
            return;
        }
        let mut parts = Vec::new();
        for (stretch, rows) in groups {
            let rows = rows.unwrap_or_else(|| (0..people.rows).collect());
            let Some(stretch) = stretch else {
                worked.others.extend(rows.into_iter().map(|row| self.one(people, row)));
                continue;
            };
            let gathered = Gathered::new(people, &rows);
            let mut done = Worked { rows: rows.len(), ..Worked::default() };
            self.work_stretch(stretch, &gathered.people(people), &mut done);
            let others = std::mem::take(&mut done.others).into_iter().filter_map(|other| {
                let row = rows.get(other.row).copied()?;
                Some(Other { row, ..other })
            });
            worked.others.extend(others);
            parts.push((rows, done));
        }
        worked.others.sort_by_key(|other| other.row);
        let column = |(at, step)| (step, put_together(people.rows, &parts, at));
        worked.steps = self.steps().into_iter().enumerate().map(column).collect();
    }

    /// The rows of each stretch; all of them where there is one. Rows without a day, or on one on which the scheme does
    /// not hold, are in none.
    fn groups(&self, people: &People<'_>) -> Vec<(Option<usize>, Option<Vec<usize>>)> {
        let days = match people.on {
            On::Same(day) => return vec![(self.stretch(day), None)],
            On::Each(days) => days,
        };
        let stretch = |day: &Option<Day>| day.and_then(|day| self.stretch(day));
        let first = days.first().and_then(stretch);
        if days.iter().all(|day| stretch(day) == first) {
            return vec![(first, None)];
        }
        let mut groups: Vec<Vec<usize>> = vec![Vec::new(); self.stretches.len()];
        let mut none = Vec::new();
        for (row, day) in days.iter().enumerate() {
            match stretch(day).and_then(|stretch| groups.get_mut(stretch)) {
                Some(rows) => rows.push(row),
                None => none.push(row),
            }
        }
        let groups = groups.into_iter().enumerate().map(|(stretch, rows)| (Some(stretch), Some(rows)));
        groups
            .chain([(None, Some(none))])
            .filter(|(_, rows)| rows.as_ref().is_some_and(|rows| !rows.is_empty()))
            .collect()
    }

    fn work_stretch(&self, stretch: usize, people: &People<'_>, worked: &mut Worked) {
        let Some(program) = self.program(stretch) else {
            return;
        };
        let before = std::mem::take(&mut worked.steps);
        let mut before = before.into_iter().map(|(_, values)| values);
        let steps = self.steps().into_iter().zip(&program.outputs);
        worked.steps =
            steps.map(|(step, output)| (step, ready(program, *output, people.rows, before.next()))).collect();
        let blocks = blocks(people.rows, &mut worked.steps);
        let work = |scratch: &mut Scratch, (rows, mut out): (Range<usize>, Vec<Slot<'_>>)| {
            self.work_block(program, people, rows, &mut out, scratch)
        };
        let others: Vec<Vec<Other>> = match self.pool() {
            Some(pool) => pool.install(|| blocks.into_par_iter().map_init(Scratch::default, work).collect()),
            None => {
                let mut scratch = Scratch::default();
                blocks.into_iter().map(|block| work(&mut scratch, block)).collect()
            }
        };
        worked.others.extend(others.into_iter().flatten());
    }

    fn pool(&self) -> Option<&rayon::ThreadPool> {
        if self.threads == 1 {
            return None;
        }
        let make = || rayon::ThreadPoolBuilder::new().num_threads(self.threads).build().ok();
        self.pool.get_or_init(make).as_ref()
    }

    fn work_block(
        &self,
        program: &Program,
        people: &People<'_>,
        rows: Range<usize>,
        out: &mut [Slot<'_>],
        scratch: &mut Scratch,
    ) -> Vec<Other> {
        let mut others = Vec::new();
        let mut from = rows.start;
        while from < rows.end {
            let to = from.saturating_add(CHUNK).min(rows.end);
            let run = Run::new(program, &self.scheme, people, from..to, scratch);
            let within = from.saturating_sub(rows.start)..to.saturating_sub(rows.start);
            for (slot, output) in out.iter_mut().zip(&program.outputs) {
                slot.write(within.clone(), run.output(output.node), program.den(*output));
            }
            let beside = beside(run.marks(), people, from..to);
            others.extend(beside.into_iter().map(|row| self.one(people, row)));
            from = to;
        }
        others
    }

    /// One row, one by one.
    fn one(&self, people: &People<'_>, row: usize) -> Other {
        let assessment = people.assessment(row);
        Other { row, allocation: self.scheme.allocate(&self.questionnaire, &self.stamp, &assessment) }
    }
}

impl Program {
    /// The denominator of an output's column.
    fn den(&self, output: Output) -> i128 {
        match self.nodes.get(output.node.0).map(|node| node.kind) {
            Some(Kind::Number(scale)) => scale.den,
            _ => 1,
        }
    }
}

/// The rows that are worked out one by one: those that are marked, and those that are given whole.
fn beside(marks: &[u8], people: &People<'_>, rows: Range<usize>) -> Vec<usize> {
    let mut beside: Vec<usize> = people.whole.range(rows.clone()).map(|(row, _)| *row).collect();
    if marks.iter().fold(0, |any, mark| any | mark) != 0 {
        let marked = rows.zip(marks).filter(|(_, mark)| **mark != 0);
        beside.extend(marked.map(|(row, _)| row));
        beside.sort_unstable();
        beside.dedup();
    }
    beside
}

/// A column to write an output into, with the memory of the one before where it is of the same kind.
fn ready(program: &Program, output: Output, rows: usize, before: Option<Values>) -> Values {
    let kind = program.nodes.get(output.node.0).map(|node| node.kind);
    match (kind, output.decimals, before) {
        (Some(Kind::Number(scale)), Some(decimals), before) if scale.is_small() => {
            let mut values = match before {
                Some(Values::Small { values, .. }) => values,
                _ => Vec::new(),
            };
            values.resize(rows, 0);
            Values::Small { decimals, values }
        }
        (Some(Kind::Number(_)), Some(decimals), _) => Values::Large { decimals, values: vec![0; rows] },
        _ => Values::Exact(vec![Exact::ZERO; rows]),
    }
}

/// Where a block's rows of one step go.
enum Slot<'v> {
    Small(&'v mut [i64]),
    Large(&'v mut [i128]),
    Exact(&'v mut [Exact]),
}

impl Slot<'_> {
    fn write(&mut self, rows: Range<usize>, column: View<'_>, den: i128) {
        match (self, column) {
            (Slot::Small(out), View::Small(values)) => {
                if let Some(out) = out.get_mut(rows) {
                    out.copy_from_slice(values);
                }
            }
            (Slot::Large(out), View::Large(values)) => {
                if let Some(out) = out.get_mut(rows) {
                    out.copy_from_slice(values);
                }
            }
            (Slot::Exact(out), column) => {
                for (at, out) in out.get_mut(rows).unwrap_or_default().iter_mut().enumerate() {
                    *out = match column {
                        View::Small(values) => {
                            values.get(at).and_then(|value| Exact::ratio(i128::from(*value), den))
                        }
                        View::Large(values) => values.get(at).and_then(|value| Exact::ratio(*value, den)),
                        View::Fractions(values) => values.get(at).cloned().flatten(),
                        View::Holds(_) | View::Empty => None,
                    }
                    .unwrap_or(Exact::ZERO);
                }
            }
            _ => {}
        }
    }
}

/// The rows in blocks, each with its part of every column.
fn blocks(rows: usize, steps: &mut [(Handle<Step>, Values)]) -> Vec<(Range<usize>, Vec<Slot<'_>>)> {
    let mut blocks: Vec<(Range<usize>, Vec<Slot<'_>>)> = (0..rows)
        .step_by(BLOCK)
        .map(|from| (from..from.saturating_add(BLOCK).min(rows), Vec::new()))
        .collect();
    for (_, values) in steps {
        let parts: Vec<Slot<'_>> = match values {
            Values::Small { values, .. } => values.chunks_mut(BLOCK).map(Slot::Small).collect(),
            Values::Large { values, .. } => values.chunks_mut(BLOCK).map(Slot::Large).collect(),
            Values::Exact(values) => values.chunks_mut(BLOCK).map(Slot::Exact).collect(),
        };
        blocks.iter_mut().zip(parts).for_each(|((_, slots), part)| slots.push(part));
    }
    blocks
}
