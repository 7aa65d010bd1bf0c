//! What came of a batch of rows, and how it is written.

use openras_allocation::columns::{Other, Values, Worked};
use openras_allocation::{Allocation, Figures, Outcome, Step};
use openras_core::{Exact, Handle};

use crate::csv::push_cell;
use crate::layout::Role;
use crate::number;
use crate::rows::Rows;

/// What came of a batch of rows.
#[derive(Debug)]
pub struct Results<'r> {
    rows: &'r Rows<'r>,
    worked: Worked,
}

/// What came of one row.
#[derive(Clone, Copy, Debug)]
pub enum Came<'a> {
    /// There is a figure, and its values stand in the columns.
    Column,
    /// It was worked out one by one.
    Allocation(&'a Allocation),
    /// It has these problems, each as `code:id`.
    Refused(&'a [String]),
    /// The same, of a row that was worked out one by one.
    Wrong(&'a openras_core::Diagnostics),
}

impl Came<'_> {
    /// `allocated`, `excluded`, `referred` or `error`.
    pub fn outcome(&self) -> &'static str {
        match self {
            Came::Column => Outcome::Allocated.as_str(),
            Came::Allocation(allocation) => allocation.outcome().as_str(),
            Came::Refused(_) | Came::Wrong(_) => "error",
        }
    }

    /// The problems, each as `code:id`.
    pub fn errors(&self) -> Vec<String> {
        match self {
            Came::Refused(items) => items.to_vec(),
            Came::Wrong(found) => found.items(),
            Came::Column | Came::Allocation(_) => Vec::new(),
        }
    }

    /// The ids of the exclusions, or of the referrals and tables, that hold.
    pub fn reasons(&self) -> Vec<&str> {
        match self {
            Came::Allocation(allocation) => {
                let rules =
                    allocation.exclusions().chain(allocation.referrals()).map(|rule| rule.id.as_str());
                rules.chain(allocation.referring_tables().map(|table| table.id.as_str())).collect()
            }
            _ => Vec::new(),
        }
    }
}

impl<'r> Results<'r> {
    pub(crate) fn new(rows: &'r Rows<'r>, worked: Worked) -> Results<'r> {
        Results { rows, worked }
    }

    /// The rows.
    pub fn rows(&self) -> &'r Rows<'r> {
        self.rows
    }

    /// What came of each row, in order.
    pub fn each(&self) -> impl Iterator<Item = Came<'_>> {
        let mut others = self.worked.others().iter().peekable();
        let refused = self.rows.refused();
        (0..self.rows.len()).map(move |row| {
            let other = others.next_if(|other: &&Other| other.row == row);
            match (other.map(|other| &other.allocation), refused.get(&row)) {
                (_, Some(items)) => Came::Refused(items),
                (Some(Ok(allocation)), None) => Came::Allocation(allocation),
                (Some(Err(found)), None) => Came::Wrong(found),
                (None, None) => Came::Column,
            }
        })
    }

    /// The values of a step for the rows whose values stand in columns.
    pub fn column(&self, step: Handle<Step>) -> Option<&Values> {
        self.worked.step(step)
    }

    /// The value of a step in a row; `None` where it has none.
    pub fn value(&self, step: Handle<Step>, row: usize, came: Came<'_>) -> Option<Exact> {
        match came {
            Came::Column => self.column(step)?.get(row),
            Came::Allocation(allocation) => value_of(allocation, step).cloned(),
            Came::Refused(_) | Came::Wrong(_) => None,
        }
    }

    /// The year's figure, the same without the streams inside it, and with those on top of it; `None` without a result.
    pub fn money(&self, row: usize, came: Came<'_>) -> Option<[Exact; 3]> {
        let scheme = self.rows.table().scheme();
        let amounts = |figures: Figures| [figures.annual, figures.social_care, figures.individual_budget];
        match came {
            Came::Column => {
                let result = self.column(scheme.result)?.get(row)?;
                Some(amounts(scheme.figures_without_streams(result)))
            }
            Came::Allocation(allocation) => allocation.money().figures.clone().map(amounts),
            Came::Refused(_) | Came::Wrong(_) => None,
        }
    }

    /// Writes every row as CSV, in the order of [`Table::header`](crate::Table::header).
    pub fn write_csv(&self, out: &mut Vec<u8>) {
        let table = self.rows.table();
        let person = self.rows.text(Role::Person);
        let through: Vec<_> = self
            .rows
            .text(Role::Group)
            .into_iter()
            .chain(table.layout().kept().iter().filter_map(|at| self.rows.through(*at)))
            .collect();
        let columns: Vec<(Handle<Step>, Option<&Values>)> =
            table.steps().iter().map(|step| (*step, self.column(*step))).collect();
        for (row, came) in self.each().enumerate() {
            push_cell(person.map_or(&[], |texts| texts.get(row)), out);
            match came {
                Came::Column => {
                    out.extend_from_slice(b",allocated,,");
                    for (_, values) in &columns {
                        out.push(b',');
                        if let Some(values) = values {
                            write_value(values, row, out);
                        }
                    }
                }
                _ => self.write_other(came, out),
            }
            if table.has_money() {
                match self.money(row, came) {
                    Some(money) => {
                        let written = money.map(|amount| amount.to_fixed(table.scheme().decimals));
                        written.iter().for_each(|amount| push_text(amount, out));
                    }
                    None => out.extend_from_slice(b",,,"),
                }
            }
            for texts in &through {
                out.push(b',');
                push_cell(texts.get(row), out);
            }
            out.push(b'\n');
        }
    }

    /// The outcome, the errors, the reasons and the steps of a row whose values stand in no column.
    fn write_other(&self, came: Came<'_>, out: &mut Vec<u8>) {
        push_text(came.outcome(), out);
        push_text(&came.errors().join(";"), out);
        push_text(&came.reasons().join(";"), out);
        for step in self.rows.table().steps() {
            let value = match came {
                Came::Allocation(allocation) => value_of(allocation, *step),
                _ => None,
            };
            push_text(&value.map(Exact::to_string).unwrap_or_default(), out);
        }
    }
}

fn value_of(allocation: &Allocation, step: Handle<Step>) -> Option<&Exact> {
    allocation.steps().iter().find(|done| done.step == step).map(|done| &done.value)
}

fn push_text(text: &str, out: &mut Vec<u8>) {
    out.push(b',');
    push_cell(text.as_bytes(), out);
}

/// A value as its step prints it.
#[inline]
fn write_value(values: &Values, row: usize, out: &mut Vec<u8>) {
    match values {
        Values::Small { decimals, values } => {
            if let Some(value) = values.get(row) {
                number::write(*value, *decimals, out);
            }
        }
        Values::Large { decimals, values } => {
            if let Some(value) = values.get(row) {
                number::write_large(*value, *decimals, out);
            }
        }
        Values::Exact(values) => {
            if let Some(value) = values.get(row) {
                out.extend_from_slice(value.to_string().as_bytes());
            }
        }
    }
}
