//! Columns of numbers worked out.

use super::cells::wide_cells;
use super::loops::{Ratio, add_four, add_four_terms, add_table, add_term, along, round_column, set_four};
use super::node::{By, Divisor, IndexId, Kind, NodeId, Op, Scale, Table, Tables};
use super::people::On;
use super::row::Row;
use super::run::{Run, Spots, View};

impl<'p> Run<'p, '_> {
    pub(super) fn small(&mut self, op: &'p Op, scale: Scale, out: &mut [i64]) {
        let known = |number: i128| i64::try_from(number).unwrap_or(0);
        match op {
            Op::Number(number) => out.fill(known(*number)),
            Op::Cells(cell) => {
                if let Some(domain) = self.program.domains.get(*cell) {
                    let cells = domain.cells(self.people);
                    wide_cells(domain, cells, self.rows.clone(), out);
                }
            }
            Op::On => self.days(out),
            Op::Tables(_) | Op::Linear(..) if self.adds_large(op) => self.by_row(op, scale, out),
            Op::Tables(tables) => self.tables(tables, out),
            Op::Linear(terms, constant) => {
                out.fill(known(*constant));
                let term = |(node, times): &(NodeId, i128)| match self.output(*node) {
                    View::Small(values) => Some((values, known(*times))),
                    _ => None,
                };
                let (fours, rest) = terms.as_chunks::<4>();
                for four in fours {
                    if let [Some(a), Some(b), Some(c), Some(d)] = four.each_ref().map(term) {
                        add_four_terms(out, [a, b, c, d]);
                    }
                }
                rest.iter().filter_map(term).for_each(|(values, times)| add_term(out, values, times));
            }
            Op::Product(one, other) => {
                if let (View::Small(one), View::Small(other)) = (self.output(*one), self.output(*other)) {
                    for ((out, one), other) in out.iter_mut().zip(one).zip(other) {
                        *out = one.wrapping_mul(*other);
                    }
                } else {
                    self.by_row(op, scale, out);
                }
            }
            Op::Round { value, by: Divisor { times, by: By::Number(by), after }, how } => {
                let (times, by, after) = (i64::try_from(*times), i64::try_from(*by), known(*after));
                match (self.output(*value), times, by) {
                    (View::Small(values), Ok(times), Ok(by)) if self.stays_small(*value, times) => {
                        round_column(out, values, Ratio { times, by, after }, *how);
                    }
                    _ => self.by_row(op, scale, out),
                }
            }
            Op::Extreme { most, one, other } => {
                if let (View::Small(one), View::Small(other)) = (self.output(*one), self.output(*other)) {
                    for ((out, one), other) in out.iter_mut().zip(one).zip(other) {
                        *out = if *most { *one.max(other) } else { *one.min(other) };
                    }
                } else {
                    self.by_row(op, scale, out);
                }
            }
            Op::Select { when, then, otherwise } => {
                match (self.output(*when), self.output(*then), self.output(*otherwise)) {
                    (View::Holds(when), View::Small(then), View::Small(otherwise)) => {
                        for (((out, when), then), other) in out.iter_mut().zip(when).zip(then).zip(otherwise)
                        {
                            *out = if *when != 0 { *then } else { *other };
                        }
                    }
                    _ => self.by_row(op, scale, out),
                }
            }
            Op::Pieces(key, pieces) => match (self.output(*key), &pieces.small) {
                (View::Small(keys), Some((starts, lines))) => along(out, keys, starts, lines),
                _ => self.by_row(op, scale, out),
            },
            _ => self.by_row(op, scale, out),
        }
    }

    /// Whether a sum that is small has terms that are not: they cancel, and are added in `i128`.
    fn adds_large(&self, op: &Op) -> bool {
        let large = |number: &i128| i64::try_from(*number).is_err();
        match op {
            Op::Tables(tables) => tables.rest.iter().any(|(_, table)| matches!(table, Table::Huge(_))),
            Op::Linear(terms, constant) => {
                let term = |(node, times): &(NodeId, i128)| {
                    large(times) || !matches!(self.output(*node), View::Small(_))
                };
                large(constant) || terms.iter().any(term)
            }
            _ => false,
        }
    }

    /// Whether a column's numbers, times so much, still fit.
    pub(super) fn stays_small(&self, node: NodeId, times: i64) -> bool {
        let Some(Kind::Number(scale)) = self.program.nodes.get(node.0).map(|node| node.kind) else {
            return false;
        };
        let times = i128::from(times);
        match (scale.low.checked_mul(times), scale.high.checked_mul(times)) {
            (Some(low), Some(high)) => Scale { den: 1, low, high }.is_small(),
            _ => false,
        }
    }

    pub(super) fn days(&self, out: &mut [i64]) {
        match self.people.on {
            On::Same(day) => out.fill(day.order()),
            On::Each(days) => {
                let days = days.get(self.rows.clone()).unwrap_or(&[]);
                for (out, day) in out.iter_mut().zip(days) {
                    *out = day.map_or(0, |day| day.order());
                }
            }
        }
    }

    pub(super) fn tables(&mut self, tables: &'p Tables, out: &mut [i64]) {
        for index in tables.indices() {
            self.fill(index);
        }
        if tables.fours.is_empty() {
            out.fill(0);
        }
        for (at, (indices, four)) in tables.fours.iter().enumerate() {
            let places = indices.map(|index| self.narrow(index));
            if at == 0 { set_four(out, places, four) } else { add_four(out, places, four) }
        }
        for (index, table) in &tables.rest {
            match (self.scratch.spots.get(index.0), table) {
                (Some(Spots::Narrow(places)), Table::Tiny(table)) => add_table(out, places, table.as_slice()),
                (Some(Spots::Narrow(places)), Table::Short(table)) => add_table(out, places, table),
                (Some(Spots::Narrow(places)), Table::Long(table)) => add_table(out, places, table),
                (Some(Spots::Wide(places)), Table::Tiny(table)) => add_table(out, places, table.as_slice()),
                (Some(Spots::Wide(places)), Table::Short(table)) => add_table(out, places, table),
                (Some(Spots::Wide(places)), Table::Long(table)) => add_table(out, places, table),
                _ => {}
            }
        }
    }

    pub(super) fn narrow(&self, index: IndexId) -> &[u8] {
        match self.scratch.spots.get(index.0) {
            Some(Spots::Narrow(places)) => places,
            _ => &[],
        }
    }

    /// Row by row, in `i128`.
    pub(super) fn by_row(&mut self, op: &'p Op, scale: Scale, out: &mut [i64]) {
        let values = self.large(op, scale);
        for (out, value) in out.iter_mut().zip(values) {
            *out = i64::try_from(value).unwrap_or(0);
        }
    }

    pub(super) fn large(&mut self, op: &'p Op, scale: Scale) -> Vec<i128> {
        if let Op::Tables(tables) = op {
            tables.indices().for_each(|index| self.fill(index));
        }
        (0..self.rows.len()).map(|row| self.row(row).number(op, scale)).collect()
    }
}
