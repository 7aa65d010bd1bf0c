//! A columnar program run over a chunk of people.

use std::ops::Range;

use openras_core::{Exact, Rounding};
use openras_formula::{ArithmeticFault, InputId, Inputs, TableId, Value, evaluate};

use super::cells::{Places, places_of, wide_cells};
use super::loops::{add_four, add_table, add_wide, narrow, rounded_i64, rounded_i128, set_four};
use super::node::{
    By, Divisor, IndexId, Kind, Node, NodeId, Op, Program, Scale, Slot, Source, Table, Tables,
};
use super::people::{On, People};
use crate::model::Scheme;

/// A column of a chunk.
#[derive(Clone, Debug, Default)]
pub(super) enum Column {
    #[default]
    Empty,
    Small(Vec<i64>),
    Large(Vec<i128>),
    Fractions(Vec<Option<Exact>>),
    Holds(Vec<u8>),
}

/// The places in tables of a chunk.
#[derive(Clone, Debug, Default)]
enum Spots {
    #[default]
    Empty,
    Narrow(Vec<u8>),
    Wide(Vec<u16>),
}

/// The columns of one chunk, kept from chunk to chunk so that nothing is allocated twice.
#[derive(Clone, Debug, Default)]
pub(super) struct Scratch {
    columns: Vec<Column>,
    spots: Vec<Spots>,
    filled: Vec<bool>,
    /// Where a row is not worked out in columns.
    pub(super) marks: Vec<u8>,
}

/// One chunk.
pub(super) struct Run<'p, 's> {
    program: &'p Program,
    scheme: &'p Scheme,
    people: &'p People<'p>,
    rows: Range<usize>,
    scratch: &'s mut Scratch,
    places: Vec<Places<'p>>,
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

    pub(super) fn output(&self, node: NodeId) -> &Column {
        self.scratch.columns.get(node.0).unwrap_or(&Column::Empty)
    }

    pub(super) fn marks(&self) -> &[u8] {
        &self.scratch.marks
    }

    fn column(&mut self, node: &'p Node, old: Column) -> Column {
        match node.kind {
            Kind::Number(scale) if scale.is_small() => {
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

    // ---- places in tables

    fn fill(&mut self, index: IndexId) {
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

    /// The places of a column that was worked out; none for cells.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place is below 256, or its row is marked"
    )]
    fn worked_out(&self, source: Source) -> Option<Vec<u8>> {
        match source {
            Source::Cell(_) => None,
            Source::Condition(node) => match self.output(node) {
                Column::Holds(holds) => Some(holds.clone()),
                _ => Some(vec![0; self.rows.len()]),
            },
            Source::Number(node) => {
                let low = self.low(node);
                Some(match self.output(node) {
                    Column::Small(values) => {
                        values.iter().map(|value| value.wrapping_sub(low) as u8).collect()
                    }
                    Column::Large(values) => {
                        values.iter().map(|value| value.wrapping_sub(i128::from(low)) as u8).collect()
                    }
                    _ => vec![0; self.rows.len()],
                })
            }
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place is below 65,536, or its row is marked"
    )]
    fn add_worked_out(&self, out: &mut [u16], source: Source, stride: u16) {
        match source {
            Source::Cell(_) => {}
            Source::Condition(node) => {
                if let Column::Holds(holds) = self.output(node) {
                    add_wide(out, holds, stride);
                }
            }
            Source::Number(node) => {
                let low = self.low(node);
                match self.output(node) {
                    Column::Small(values) => {
                        for (out, value) in out.iter_mut().zip(values) {
                            *out = out.wrapping_add((value.wrapping_sub(low) as u16).wrapping_mul(stride));
                        }
                    }
                    Column::Large(values) => {
                        for (out, value) in out.iter_mut().zip(values) {
                            let place = value.wrapping_sub(i128::from(low)) as u16;
                            *out = out.wrapping_add(place.wrapping_mul(stride));
                        }
                    }
                    _ => {}
                }
            }
        }
    }

    fn low(&self, node: NodeId) -> i64 {
        match self.program.nodes.get(node.0).map(|node| node.kind) {
            Some(Kind::Number(scale)) => i64::try_from(scale.low).unwrap_or(0),
            _ => 0,
        }
    }

    fn spot(&self, index: IndexId, row: usize) -> usize {
        match self.scratch.spots.get(index.0) {
            Some(Spots::Narrow(places)) => places.get(row).copied().map_or(usize::MAX, usize::from),
            Some(Spots::Wide(places)) => places.get(row).copied().map_or(usize::MAX, usize::from),
            _ => usize::MAX,
        }
    }

    // ---- numbers

    fn small(&mut self, op: &'p Op, scale: Scale, out: &mut [i64]) {
        let known = |number: i128| i64::try_from(number).unwrap_or(0);
        match op {
            Op::Number(number) => out.fill(known(*number)),
            Op::Cells(cell) => {
                if let Some(domain) = self.program.domains.get(*cell) {
                    wide_cells(domain, domain.cells(self.people), self.rows.clone(), out);
                }
            }
            Op::On => self.days(out),
            Op::Tables(tables) => self.tables(tables, out),
            Op::Linear(terms, constant) => {
                out.fill(known(*constant));
                for (node, times) in terms {
                    let times = known(*times);
                    match self.output(*node) {
                        Column::Small(values) if times == 1 => {
                            for (out, value) in out.iter_mut().zip(values) {
                                *out = out.wrapping_add(*value);
                            }
                        }
                        Column::Small(values) => {
                            for (out, value) in out.iter_mut().zip(values) {
                                *out = out.wrapping_add(value.wrapping_mul(times));
                            }
                        }
                        _ => {}
                    }
                }
            }
            Op::Product(one, other) => {
                if let (Column::Small(one), Column::Small(other)) = (self.output(*one), self.output(*other)) {
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
                    (Column::Small(values), Ok(times), Ok(by)) if self.stays_small(*value, times) => {
                        for (out, value) in out.iter_mut().zip(values) {
                            *out = rounded_i64(value.wrapping_mul(times), by, *how).wrapping_mul(after);
                        }
                    }
                    _ => self.by_row(op, scale, out),
                }
            }
            Op::Extreme { most, one, other } => {
                if let (Column::Small(one), Column::Small(other)) = (self.output(*one), self.output(*other)) {
                    for ((out, one), other) in out.iter_mut().zip(one).zip(other) {
                        *out = if *most { *one.max(other) } else { *one.min(other) };
                    }
                } else {
                    self.by_row(op, scale, out);
                }
            }
            Op::Select { when, then, otherwise } => {
                match (self.output(*when), self.output(*then), self.output(*otherwise)) {
                    (Column::Holds(when), Column::Small(then), Column::Small(otherwise)) => {
                        for (((out, when), then), other) in out.iter_mut().zip(when).zip(then).zip(otherwise)
                        {
                            *out = if *when != 0 { *then } else { *other };
                        }
                    }
                    _ => self.by_row(op, scale, out),
                }
            }
            Op::Pieces(key, pieces) => match (self.output(*key), &pieces.small) {
                (Column::Small(keys), Some((starts, lines))) => along(out, keys, starts, lines),
                _ => self.by_row(op, scale, out),
            },
            _ => self.by_row(op, scale, out),
        }
    }

    /// Whether a column's numbers, times so much, still fit.
    fn stays_small(&self, node: NodeId, times: i64) -> bool {
        let Some(Kind::Number(scale)) = self.program.nodes.get(node.0).map(|node| node.kind) else {
            return false;
        };
        let times = i128::from(times);
        match (scale.low.checked_mul(times), scale.high.checked_mul(times)) {
            (Some(low), Some(high)) => Scale { den: 1, low, high }.is_small(),
            _ => false,
        }
    }

    fn days(&self, out: &mut [i64]) {
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

    fn tables(&mut self, tables: &'p Tables, out: &mut [i64]) {
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

    fn narrow(&self, index: IndexId) -> &[u8] {
        match self.scratch.spots.get(index.0) {
            Some(Spots::Narrow(places)) => places,
            _ => &[],
        }
    }

    /// Row by row, in `i128`.
    fn by_row(&mut self, op: &'p Op, scale: Scale, out: &mut [i64]) {
        let values = self.large(op, scale);
        for (out, value) in out.iter_mut().zip(values) {
            *out = i64::try_from(value).unwrap_or(0);
        }
    }

    fn large(&mut self, op: &'p Op, scale: Scale) -> Vec<i128> {
        if let Op::Tables(tables) = op {
            tables.indices().for_each(|index| self.fill(index));
        }
        (0..self.rows.len()).map(|row| self.number(op, scale, row)).collect()
    }

    /// The number of a column in a row.
    fn at(&self, node: NodeId, row: usize) -> i128 {
        match self.output(node) {
            Column::Small(values) => values.get(row).map_or(0, |value| i128::from(*value)),
            Column::Large(values) => values.get(row).copied().unwrap_or(0),
            _ => 0,
        }
    }

    fn number(&self, op: &Op, scale: Scale, row: usize) -> i128 {
        match op {
            Op::Number(number) => *number,
            Op::Tables(tables) => tables.at(|index| self.spot(index, row)),
            Op::Linear(terms, constant) => {
                let values = terms.iter().map(|(node, times)| self.at(*node, row).wrapping_mul(*times));
                values.fold(*constant, i128::wrapping_add)
            }
            Op::Product(one, other) => self.at(*one, row).wrapping_mul(self.at(*other, row)),
            Op::Round { value, by, how } => self.rounded(*value, by, *how, row),
            Op::Extreme { most, one, other } => {
                let (one, other) = (self.at(*one, row), self.at(*other, row));
                if *most { one.max(other) } else { one.min(other) }
            }
            Op::Select { when, then, otherwise } => {
                self.at(if self.is(*when, row) { *then } else { *otherwise }, row)
            }
            Op::Pieces(key, pieces) => {
                let key = self.at(*key, row);
                let after = pieces.starts.partition_point(|start| *start <= key);
                let line = pieces.lines.get(after.saturating_sub(1)).copied().unwrap_or((0, 0));
                line.0.wrapping_add(line.1.wrapping_mul(key))
            }
            Op::Scaled(node) => self.scaled(*node, scale.den, row).unwrap_or(0),
            _ => 0,
        }
    }

    fn rounded(&self, value: NodeId, by: &Divisor, how: Rounding, row: usize) -> i128 {
        let value = self.at(value, row).wrapping_mul(by.times);
        let (value, divisor) = match by.by {
            By::Number(divisor) => (value, divisor),
            By::Column(node) => match self.at(node, row) {
                divisor if divisor < 0 => (value.wrapping_neg(), divisor.wrapping_neg()),
                divisor => (value, divisor),
            },
        };
        rounded_i128(value, divisor, how).wrapping_mul(by.after)
    }

    /// A fraction as a whole number over a denominator, where it is one near enough.
    fn scaled(&self, node: NodeId, den: i128, row: usize) -> Option<i128> {
        let Column::Fractions(values) = self.output(node) else {
            return None;
        };
        let (num, own) = values.get(row)?.as_ref()?.parts()?;
        let times = den.checked_div(own)?;
        let number = num.checked_mul(times).filter(|_| times.checked_mul(own) == Some(den))?;
        (-super::formulas::NEAR <= number && number <= super::formulas::NEAR).then_some(number)
    }

    // ---- fractions

    fn fractions(&mut self, op: &'p Op) -> Vec<Option<Exact>> {
        match op {
            Op::Fractions(index, values) => {
                self.fill(*index);
                let rows = 0..self.rows.len();
                rows.map(|row| values.get(self.spot(*index, row)).cloned().flatten()).collect()
            }
            Op::Each(expr, slots) => {
                let value = |row| match evaluate(expr, &mut Row { run: self, slots, row }) {
                    Some(Value::Number(value)) => Some(value),
                    _ => None,
                };
                (0..self.rows.len()).map(value).collect()
            }
            _ => vec![None; self.rows.len()],
        }
    }

    // ---- conditions

    fn is(&self, node: NodeId, row: usize) -> bool {
        match self.output(node) {
            Column::Holds(holds) => holds.get(row).copied().unwrap_or(0) != 0,
            _ => false,
        }
    }

    fn holds(&mut self, op: &'p Op, out: &mut [u8]) {
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

    fn join(&self, nodes: &[NodeId], out: &mut [u8], join: impl Fn(u8, u8) -> u8) {
        for node in nodes {
            if let Column::Holds(holds) = self.output(*node) {
                for (out, holds) in out.iter_mut().zip(holds) {
                    *out = join(*out, *holds);
                }
            }
        }
    }
}

impl Tables {
    fn at(&self, spot: impl Fn(IndexId) -> usize) -> i128 {
        let four = |(indices, tables): &([IndexId; 4], Box<[[i32; 256]; 4]>)| {
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

fn look<P: Copy + Into<usize>>(out: &mut [u8], places: &[P], holds: &[u8]) {
    for (out, place) in out.iter_mut().zip(places) {
        *out = holds.get((*place).into()).copied().unwrap_or(0);
    }
}

/// Each key on its line.
fn along(out: &mut [i64], keys: &[i64], starts: &[i64], lines: &[(i64, i64)]) {
    for (out, key) in out.iter_mut().zip(keys) {
        let after = if starts.len() <= 16 {
            starts.iter().map(|start| usize::from(start <= key)).fold(0usize, usize::wrapping_add)
        } else {
            starts.partition_point(|start| start <= key)
        };
        let (base, slope) = lines.get(after.saturating_sub(1)).copied().unwrap_or((0, 0));
        *out = base.wrapping_add(slope.wrapping_mul(*key));
    }
}

/// The columns of one row, for a formula that is worked out row by row.
struct Row<'r, 'p, 's> {
    run: &'r Run<'p, 's>,
    slots: &'r [Slot],
    row: usize,
}

impl Inputs for Row<'_, '_, '_> {
    fn input(&mut self, id: InputId) -> Option<Value> {
        let slot = self.slots.iter().find(|slot| slot.id == id)?;
        match (self.run.output(slot.node), self.run.program.nodes.get(slot.node.0)?.kind) {
            (Column::Holds(holds), _) => holds.get(self.row).map(|holds| Value::Condition(*holds != 0)),
            (Column::Fractions(values), _) => values.get(self.row)?.clone().map(Value::Number),
            (_, Kind::Number(scale)) => {
                let number = self.run.at(slot.node, self.row);
                match slot.choice {
                    true => u16::try_from(number).ok().map(Value::Choice),
                    false => Exact::ratio(number, scale.den).map(Value::Number),
                }
            }
            _ => None,
        }
    }

    fn lookup(&mut self, table: TableId, keys: &[Value]) -> Option<Value> {
        let scheme = self.run.scheme;
        let table = scheme.tables.handle(usize::try_from(table.0).ok()?)?;
        scheme.look_up(table, keys, self.run.program.on?).map(Value::Number)
    }

    fn fault(&mut self, _: ArithmeticFault, _: &Range<usize>) {}
}
