//! The tables, each with a chart where its rows are numbers.

use maud::{Markup, PreEscaped, html};
use openras_allocation::{At, Band, Edge, ForChoice, Near, Rows, Table, Worth};
use openras_core::{Exact, Unit, shown};
use openras_formula::Key;
use openras_page::{BLUE, Chart};

use super::Book;
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
        let Some(pieces) = pieces(table).filter(|pieces| pieces.len() > 2) else { return html! {} };
        let values = || pieces.iter().map(|piece| &piece.value);
        let (Some(low), Some(high)) = (values().min(), values().max()) else { return html! {} };
        let title = self.with("book-table-chart", &[("name", name)]);
        let (low_words, high_words) =
            (self.say.quantity(low, &table.value), self.say.quantity(high, &table.value));
        let says = self.with("book-table-chart-says", &[("low", &low_words), ("high", &high_words)]);
        let ends = || pieces.iter().flat_map(|piece| [&piece.from, &piece.to]);
        let (first, last) = (ends().min().unwrap_or(low), ends().max().unwrap_or(high));
        let mut chart =
            Chart::between((place(first), place(last)), (place(low).min(0.0), place(high).max(0.0)));
        let key = match table.keys.first() {
            Some(Key::Number(unit)) => unit.clone(),
            _ => Unit::default(),
        };
        chart.upright(&self.say.say("book-table-gives").text(), |tick| label(tick, &table.value));
        chart.level(&self.say.say("book-table-for").text(), |tick| label(tick, &key));
        match &table.rows {
            Rows::At(Near::Exact | Near::Nearest, _) => {
                pieces.iter().for_each(|piece| chart.dot(place(&piece.from), place(&piece.value), 1));
            }
            _ => {
                let line: Vec<(f64, f64)> = pieces
                    .iter()
                    .flat_map(|piece| [&piece.from, &piece.to].map(|at| (place(at), place(&piece.value))))
                    .collect();
                chart.line(&line, (BLUE, ""));
            }
        }
        html! {
            div .chart {
                (PreEscaped(chart.finished(&title.text(), &says.text(), &[])))
                p .small { (says) }
            }
        }
    }
}

/// A piece of a table's line: from where to where, and its value.
struct Piece {
    from: Exact,
    to: Exact,
    value: Exact,
}

/// The pieces, where every row is an amount for a number.
fn pieces(table: &Table) -> Option<Vec<Piece>> {
    let amount = |worth: &Worth| match worth {
        Worth::Amount(amount) => Some(amount.value.clone()),
        Worth::Parameter(_) => None,
    };
    match &table.rows {
        Rows::Band(bands) => bands
            .iter()
            .map(|band| {
                let from = band.from.clone().or_else(|| band.to.clone())?;
                let to = band.to.clone().unwrap_or_else(|| from.clone());
                Some(Piece { from, to, value: amount(&band.row.is)? })
            })
            .collect(),
        Rows::At(near, rows) => (0..rows.len())
            .map(|at| {
                let row = rows.get(at)?;
                // A row holds up to the next one, or from the one before.
                let (from, to) = match near {
                    Near::Floor => (Some(row), rows.get(at.saturating_add(1))),
                    Near::Ceiling => (at.checked_sub(1).and_then(|before| rows.get(before)), Some(row)),
                    Near::Linear | Near::Exact | Near::Nearest => (Some(row), Some(row)),
                };
                let (from, to) = (from.unwrap_or(row).at.clone(), to.unwrap_or(row).at.clone());
                Some(Piece { from, to, value: amount(&row.row.is)? })
            })
            .collect(),
        Rows::Choice(_) => None,
    }
}

/// Where a number lies on paper.
fn place(value: &Exact) -> f64 {
    value.to_fixed(9).parse().unwrap_or_default()
}

/// A round number of an axis with its currency.
fn label(tick: f64, unit: &Unit) -> String {
    let number = Exact::parse(&format!("{tick:.6}")).unwrap_or(Exact::ZERO);
    shown(&number, unit).replace('-', "−")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_has_short_numbers() {
        assert_eq!(label(10_000.0, &Unit::parse("GBP/year", "GBP").unwrap()), "£10,000");
        assert_eq!(label(-0.5, &Unit::default()), "−0.5");
        assert_eq!(place(&Exact::parse("1/4").unwrap()).to_string(), "0.25");
    }
}
