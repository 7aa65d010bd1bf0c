//! The tables, each with a chart where its rows are numbers.

use maud::{Markup, html};
use openras_allocation::{At, Band, Edge, ForChoice, Rows, Table, Worth};
use openras_core::Exact;
use openras_formula::Key;

use super::Book;
use super::chart::{Point, chart};
use crate::council::Council;
use crate::page::{Cell, Section, table_under};
use crate::phrase::Phrase;
use crate::sum::Terms;

impl Book<'_> {
    pub(super) fn tables(&self) -> Option<Section> {
        let tables = &self.rulebook.scheme().tables;
        let body = html! { @for (at, table) in tables.iter().enumerate() { (self.one_table(at, table)) } };
        (!tables.is_empty()).then(|| self.section("book-tables", body))
    }

    fn one_table(&self, at: usize, written: &Table) -> Markup {
        let name = self.say.named(&written.text, &written.id);
        let mut rows: Vec<Vec<Cell>> = match &written.rows {
            Rows::Band(bands) => bands.iter().map(|band| self.band(written, band)).collect(),
            Rows::At(_, rows) => rows.iter().map(|row| self.at(written, row)).collect(),
            Rows::Choice(rows) => rows.iter().map(|row| self.choices(written, row)).collect(),
        };
        for (edge, id) in [(&written.below, "book-table-below"), (&written.above, "book-table-above")] {
            let value = match edge {
                Edge::Refuse => continue,
                Edge::Refer => self.say.say("book-table-refer"),
                Edge::Is(worth) => self.worth(written, worth),
            };
            rows.push(vec![Cell::Head(self.say.say(id)), Cell::Words(value)]);
        }
        let id = format!("table-{}", at.saturating_add(1));
        let heads = [self.say.say("book-table-for"), self.say.say("book-table-gives")];
        html! {
            h3 id=(id) { (name) }
            (self.drawn(written, &name))
            (table_under(&id, &heads, &rows))
            (self.small_origin(&written.origin))
        }
    }

    fn key(&self, table: &Table, value: &Exact) -> Phrase {
        match table.keys.first() {
            Some(Key::Number(unit)) => self.say.quantity(value, unit),
            _ => self.say.points(value),
        }
    }

    fn band(&self, table: &Table, band: &Band) -> Vec<Cell> {
        let end = |end: &Exact| self.key(table, end);
        let head = match (&band.from, &band.to) {
            (Some(from), Some(to)) => {
                self.with("book-from-to", &[("from", &self.say.points(from)), ("to", &end(to))])
            }
            (Some(from), None) => self.with("book-from", &[("from", &end(from))]),
            (None, Some(to)) => self.with("book-to", &[("to", &end(to))]),
            (None, None) => self.say.say("book-any"),
        };
        vec![Cell::Head(head), Cell::Words(self.worth(table, &band.row.is))]
    }

    fn at(&self, table: &Table, at: &At) -> Vec<Cell> {
        vec![Cell::Head(self.key(table, &at.at)), Cell::Words(self.worth(table, &at.row.is))]
    }

    fn choices(&self, table: &Table, row: &ForChoice) -> Vec<Cell> {
        let names = self.names();
        let cells: Vec<Phrase> = row
            .choices
            .iter()
            .zip(&table.keys)
            .map(|(choice, key)| match (choice, key) {
                (None, _) => self.say.say("book-any"),
                (Some(at), Key::Choice(domain)) => names.choice(*domain, *at),
                (Some(at), _) => self.say.say(if *at == 1 { "yes" } else { "no" }),
            })
            .collect();
        vec![Cell::Head(Phrase::join(&cells, ", ")), Cell::Words(self.worth(table, &row.row.is))]
    }

    /// An amount, or the number of the council that it names.
    fn worth(&self, table: &Table, worth: &Worth) -> Phrase {
        match worth {
            Worth::Amount(amount) => self.say.amount(amount, &table.value),
            Worth::Parameter(handle) => {
                let parameter = &self.rulebook.scheme().parameters[*handle];
                self.say.quoted(&self.say.named(&parameter.text, &parameter.id))
            }
        }
    }

    /// A chart of rows that are all amounts, where there are enough of them to see something.
    fn drawn(&self, table: &Table, name: &Phrase) -> Markup {
        let amount = |worth: &Worth| match worth {
            Worth::Amount(amount) => Some(amount.value.clone()),
            Worth::Parameter(_) => None,
        };
        let points: Option<Vec<Point>> = match &table.rows {
            Rows::Band(bands) => bands
                .iter()
                .map(|band| {
                    let at = band.from.clone().or_else(|| band.to.clone())?;
                    Some(Point {
                        to: band.to.clone().unwrap_or_else(|| at.clone()),
                        at,
                        value: amount(&band.row.is)?,
                    })
                })
                .collect(),
            Rows::At(_, rows) => rows
                .iter()
                .map(|row| {
                    Some(Point { at: row.at.clone(), to: row.at.clone(), value: amount(&row.row.is)? })
                })
                .collect(),
            Rows::Choice(_) => None,
        };
        let Some(points) = points.filter(|points| points.len() > 2) else { return html! {} };
        let title = self.with("book-table-chart", &[("name", name)]);
        let ends =
            (points.iter().map(|point| &point.value).min(), points.iter().map(|point| &point.value).max());
        let (Some(low), Some(high)) = ends else { return html! {} };
        let (low, high) = (self.say.quantity(low, &table.value), self.say.quantity(high, &table.value));
        let says = self.with("book-table-chart-says", &[("low", &low), ("high", &high)]);
        let ends = points
            .first()
            .zip(points.last())
            .map(|(first, last)| (self.key(table, &first.at), self.key(table, &last.to)));
        let between = matches!(&table.rows, Rows::At(..));
        chart(&points, between, &title, &says, (&low, &high), ends.as_ref())
    }
}
