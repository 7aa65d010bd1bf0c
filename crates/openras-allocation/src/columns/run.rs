//! A columnar program run over a chunk of people.

use std::ops::Range;

use openras_core::Exact;

use super::cells::{Places, places_of};
use super::node::{IndexId, Kind, Node, NodeId, Op, Program};
use super::people::{Cells, People};
use super::row::Row;
use crate::model::Scheme;

/// A column of a chunk.
#[derive(Clone, Debug, Default)]
pub(super) enum Column {
    #[default]
    Empty,
    /// The cells of the people as they are given, by the place of their domain.
    Given(usize),
    Small(Vec<i64>),
    Large(Vec<i128>),
    Fractions(Vec<Option<Exact>>),
    Holds(Vec<u8>),
}

/// A column of a chunk as it is read.
#[derive(Clone, Copy, Debug)]
pub(super) enum View<'r> {
    Empty,
    Small(&'r [i64]),
    Large(&'r [i128]),
    Fractions(&'r [Option<Exact>]),
    Holds(&'r [u8]),
}

/// The places in tables of a chunk.
#[derive(Clone, Debug, Default)]
pub(super) enum Spots {
    #[default]
    Empty,
    Narrow(Vec<u8>),
    Wide(Vec<u16>),
}

/// The columns of one chunk, kept from chunk to chunk so that nothing is allocated twice.
#[derive(Clone, Debug, Default)]
pub(super) struct Scratch {
    pub(super) columns: Vec<Column>,
    pub(super) spots: Vec<Spots>,
    pub(super) filled: Vec<bool>,
    /// Where a row is not worked out in columns.
    pub(super) marks: Vec<u8>,
}

/// One chunk.
pub(super) struct Run<'p, 's> {
    pub(super) program: &'p Program,
    pub(super) scheme: &'p Scheme,
    pub(super) people: &'p People<'p>,
    pub(super) rows: Range<usize>,
    pub(super) scratch: &'s mut Scratch,
    pub(super) places: Vec<Places<'p>>,
}

impl<'p, 's> Run<'p, 's> {
    /// Works every column out for these rows.
    pub(super) fn new(
        program: &'p Program,
        scheme: &'p Scheme,
        people: &'p People<'p>,
        rows: Range<usize>,
        scratch: &'s mut Scratch,
    ) -> Run<'p, 's> {
        scratch.columns.resize_with(program.nodes.len(), Column::default);
        scratch.spots.resize_with(program.indices.len(), Spots::default);
        scratch.filled.clear();
        scratch.filled.resize(program.indices.len(), false);
        scratch.marks.clear();
        scratch.marks.resize(rows.len(), 0);
        let domains = program.domains.iter();
        let places =
            domains.map(|domain| places_of(domain, domain.cells(people), rows.clone(), &mut scratch.marks));
        let places = places.collect();
        let mut run = Run { program, scheme, people, rows, scratch, places };
        for (at, node) in program.nodes.iter().enumerate() {
            let old = run.scratch.columns.get_mut(at).map(std::mem::take).unwrap_or_default();
            let column = run.column(node, old);
            if let Some(place) = run.scratch.columns.get_mut(at) {
                *place = column;
            }
        }
        for mark in &program.marks {
            if let Some(Column::Holds(holds)) = run.scratch.columns.get(mark.0) {
                for (mark, holds) in run.scratch.marks.iter_mut().zip(holds) {
                    *mark |= holds;
                }
            }
        }
        run
    }

    #[inline]
    pub(super) fn output(&self, node: NodeId) -> View<'_> {
        match self.scratch.columns.get(node.0) {
            Some(Column::Small(values)) => View::Small(values),
            Some(Column::Holds(holds)) => View::Holds(holds),
            Some(Column::Given(cell)) => self.given_numbers(*cell).map_or(View::Empty, View::Small),
            Some(Column::Large(values)) => View::Large(values),
            Some(Column::Fractions(values)) => View::Fractions(values),
            Some(Column::Empty) | None => View::Empty,
        }
    }

    /// The numbers of a chunk's cells, where every cell holds one of its domain.
    fn given_numbers(&self, cell: usize) -> Option<&'p [i64]> {
        match (self.places.get(cell)?, self.program.domains.get(cell)?.cells(self.people)) {
            (Places::Unused { sound: true }, Cells::Numbers(all)) => all.get(self.rows.clone()),
            _ => None,
        }
    }

    pub(super) fn marks(&self) -> &[u8] {
        &self.scratch.marks
    }

    fn column(&mut self, node: &'p Node, old: Column) -> Column {
        match node.kind {
            Kind::Number(scale) if scale.is_small() => {
                if let Op::Cells(cell) = node.op
                    && self.given_numbers(cell).is_some()
                {
                    return Column::Given(cell);
                }
                let mut out = match old {
                    Column::Small(out) => out,
                    _ => Vec::new(),
                };
                out.resize(self.rows.len(), 0);
                self.small(&node.op, scale, &mut out);
                Column::Small(out)
            }
            Kind::Number(scale) => Column::Large(self.large(&node.op, scale)),
            Kind::Fraction => Column::Fractions(self.fractions(&node.op)),
            Kind::Condition => {
                let mut out = match old {
                    Column::Holds(out) => out,
                    _ => Vec::new(),
                };
                out.clear();
                out.resize(self.rows.len(), 0);
                self.holds(&node.op, &mut out);
                Column::Holds(out)
            }
        }
    }

    fn fractions(&mut self, op: &'p Op) -> Vec<Option<Exact>> {
        if let Op::Fractions(index, _) = op {
            self.fill(*index);
        }
        (0..self.rows.len()).map(|row| self.row(row).exact(op)).collect()
    }

    /// One of the chunk's rows.
    pub(super) fn row(&self, row: usize) -> RowOfRun<'_, 'p, 's> {
        RowOfRun { run: self, row }
    }
}

/// One row of a chunk.
pub(super) struct RowOfRun<'r, 'p, 's> {
    run: &'r Run<'p, 's>,
    row: usize,
}

impl Row for RowOfRun<'_, '_, '_> {
    fn program(&self) -> &Program {
        self.run.program
    }

    fn scheme(&self) -> &Scheme {
        self.run.scheme
    }

    fn at(&self, node: NodeId) -> i128 {
        match self.run.output(node) {
            View::Small(values) => values.get(self.row).map_or(0, |value| i128::from(*value)),
            View::Large(values) => values.get(self.row).copied().unwrap_or(0),
            _ => 0,
        }
    }

    fn fraction(&self, node: NodeId) -> Option<&Exact> {
        match self.run.output(node) {
            View::Fractions(values) => values.get(self.row)?.as_ref(),
            _ => None,
        }
    }

    fn is(&self, node: NodeId) -> bool {
        match self.run.output(node) {
            View::Holds(holds) => holds.get(self.row).copied().unwrap_or(0) != 0,
            _ => false,
        }
    }

    fn spot(&self, index: IndexId) -> usize {
        match self.run.scratch.spots.get(index.0) {
            Some(Spots::Narrow(places)) => places.get(self.row).copied().map_or(usize::MAX, usize::from),
            Some(Spots::Wide(places)) => places.get(self.row).copied().map_or(usize::MAX, usize::from),
            _ => usize::MAX,
        }
    }
}
