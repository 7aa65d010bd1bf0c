//! What a table said for one person, and which of its rows.

use openras_allocation::{Hit, Near, Row, Rows, Table, TableUsed, Worth};
use openras_core::Exact;
use openras_formula::{Key, Value};

use super::choice_name;
use super::values::Sums;
use crate::phrase::Phrase;

impl Sums<'_> {
    pub(super) fn table_name(&self, table: &Table) -> Phrase {
        self.say.quoted(&self.say.named(&table.text, &table.id))
    }

    pub(super) fn table_value(&self, used: &TableUsed) -> Phrase {
        let table = &self.allocation.scheme().tables[used.table];
        let worth = match table.find(&used.keys) {
            Hit::Row(row) => Some(&row.is),
            Hit::Beyond(worth) => Some(worth),
            _ => None,
        };
        match worth {
            Some(worth) => self.worth(table, worth),
            None => self.say.quantity(&used.value, &table.value),
        }
    }

    fn worth(&self, table: &Table, worth: &Worth) -> Phrase {
        let scheme = self.allocation.scheme();
        let amount = match worth {
            Worth::Amount(amount) => Some(amount),
            Worth::Parameter(id) => scheme.parameters[*id].on(self.allocation.on()).map(|dated| &dated.is),
        };
        amount.map_or_else(Phrase::default, |amount| self.say.amount(amount, &table.value))
    }

    /// What a table said, and which of its rows.
    pub(crate) fn told_table(&self, used: &TableUsed) -> Phrase {
        let table = &self.allocation.scheme().tables[used.table];
        let keys: Vec<Phrase> =
            used.keys.iter().zip(&table.keys).map(|(value, key)| self.key(value, key)).collect();
        let says = self.with(
            "table-says",
            &[
                ("name", &self.table_name(table)),
                ("key", &Phrase::join(&keys, ", ")),
                ("value", &self.table_value(used)),
            ],
        );
        match self.row(table, used) {
            Some(row) => Phrase::join(&[says, row], " "),
            None => says,
        }
    }

    fn key(&self, value: &Value, key: &Key) -> Phrase {
        match (value, key) {
            (Value::Number(number), Key::Number(unit)) => self.say.quantity(number, unit),
            (Value::Choice(at), Key::Choice(domain)) => {
                choice_name(self.say, self.allocation.questionnaire(), *domain, *at)
            }
            (Value::Condition(yes), _) => self.yes_no(*yes),
            (Value::Date(day), _) => self.say.day(*day),
            (Value::Number(number), _) => Phrase::plain(&number.to_string()),
            (Value::Choice(at), _) => self.yes_no(*at == 1),
        }
    }

    fn row(&self, table: &Table, used: &TableUsed) -> Option<Phrase> {
        let at = |number: &Exact| match table.keys.first() {
            Some(Key::Number(unit)) => self.say.quantity(number, unit),
            _ => Phrase::plain(&number.to_string()),
        };
        match (table.find(&used.keys), &table.rows) {
            (Hit::Beyond(_), _) => Some(self.say.say("table-row-beyond")),
            (Hit::Between(lower, upper), _) => {
                let (low, high) = (self.worth(table, &lower.row.is), self.worth(table, &upper.row.is));
                let ends = (at(&lower.at), at(&upper.at));
                let places = [("from", &ends.0), ("low", &low), ("to", &ends.1), ("high", &high)];
                Some(self.with("table-row-between", &places))
            }
            (Hit::Row(row), Rows::Band(bands)) => {
                let band = bands.iter().find(|band| same(&band.row, row))?;
                Some(match (&band.from, &band.to) {
                    (Some(from), Some(to)) => self.with("table-row", &[("from", &at(from)), ("to", &at(to))]),
                    (Some(from), None) => self.with("table-row-from", &[("from", &at(from))]),
                    (None, Some(to)) => self.with("table-row-up-to", &[("to", &at(to))]),
                    (None, None) => return None,
                })
            }
            (Hit::Row(row), Rows::At(near, rows)) => {
                let found = rows.iter().find(|other| same(&other.row, row))?;
                let words = at(&found.at);
                Some(match near {
                    Near::Floor => self.with("table-row-from", &[("from", &words)]),
                    Near::Ceiling => self.with("table-row-up-to", &[("to", &words)]),
                    Near::Nearest => self.with("table-row-nearest", &[("at", &words)]),
                    Near::Exact | Near::Linear => self.with("table-row-at", &[("at", &words)]),
                })
            }
            _ => None,
        }
    }
}

fn same(one: &Row, other: &Row) -> bool {
    one.number == other.number
}
