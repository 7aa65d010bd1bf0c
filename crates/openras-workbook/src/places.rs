//! Where everything stands in a workbook, and how a formula calls it.

use std::collections::HashMap;

use openras_allocation::{Parameter, Step, Stream};
use openras_core::Handle;
use openras_questionnaire::{Fact, Question};

/// What stands for the number of the row in a formula that is written once for every row.
pub(crate) const ROW: char = '\u{1}';

/// Something with a cell of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Thing {
    /// The reference to the person.
    Person,
    /// The day of the assessment.
    On,
    /// A fact as it is given; as it is used, by default where it is not given; what is wrong with it.
    FactGiven(Handle<Fact>),
    Fact(Handle<Fact>),
    FactCheck(Handle<Fact>),
    /// The answer as it is given; the second of two neighbours; the tick of a statement.
    Given(Handle<Question>),
    Second(Handle<Question>),
    Tick(Handle<Question>, u16),
    /// Whether a question is asked; the answer as it is used; its points; what is wrong with it.
    Asked(Handle<Question>),
    Answer(Handle<Question>),
    Points(Handle<Question>),
    AnswerCheck(Handle<Question>),
    /// The most and the least points attainable.
    Most(Handle<Question>),
    Least(Handle<Question>),
    /// The value of a parameter on the day.
    Parameter(Handle<Parameter>),
    /// The value of a step.
    Step(Handle<Step>),
    /// Money from elsewhere.
    Amount(Handle<Stream>),
    Per(Handle<Stream>),
    Status(Handle<Stream>),
    StreamAnnual(Handle<Stream>),
    StreamCheck(Handle<Stream>),
    /// The line of the workings with this number.
    Line(usize),
    /// What became of it, and the figures.
    DayCheck,
    Problems,
    Outcome,
    Annual,
    Weekly,
    SocialCare,
    IndividualBudget,
}

/// A cell: its sheet, and its row and column counted from 0. In a table of people every row is the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    pub(crate) sheet: &'static str,
    pub(crate) row: Option<u32>,
    pub(crate) column: u16,
    /// The name that formulas call it by.
    pub(crate) name: Option<String>,
}

impl Spot {
    /// Sheet, column and row.
    pub(crate) fn address(&self) -> Option<String> {
        let row = self.row?.saturating_add(1);
        Some(format!("{}!${}${row}", self.sheet, letters(self.column)))
    }

    /// How a formula calls it: by its name, or by sheet, column and row.
    fn called(&self) -> String {
        let column = letters(self.column);
        match (&self.name, self.row) {
            (Some(name), _) => name.clone(),
            (None, Some(row)) => format!("{}!${column}${}", self.sheet, row.saturating_add(1)),
            (None, None) => format!("${column}{ROW}"),
        }
    }
}

/// Where everything stands.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places {
    spots: HashMap<Thing, Spot>,
}

impl Places {
    pub(crate) fn put(&mut self, thing: Thing, spot: Spot) {
        self.spots.insert(thing, spot);
    }

    pub(crate) fn spot(&self, thing: Thing) -> Option<&Spot> {
        self.spots.get(&thing)
    }

    /// How a formula calls a thing; an error where it has no cell, so that nothing counts it as nothing.
    pub(crate) fn called(&self, thing: Thing) -> String {
        self.spot(thing).map_or_else(|| "NA()".to_owned(), Spot::called)
    }

    /// The cells from one thing to another: of one column, or in a table of people of one row.
    pub(crate) fn range(&self, first: Thing, last: Thing) -> String {
        let (Some(first), Some(last)) = (self.spot(first), self.spot(last)) else {
            return "NA()".to_owned();
        };
        let (from, to) = (letters(first.column), letters(last.column));
        match (first.row, last.row) {
            (Some(top), Some(bottom)) => {
                let (top, bottom) = (top.saturating_add(1), bottom.saturating_add(1));
                format!("{}!${from}${top}:${to}${bottom}", first.sheet)
            }
            _ => format!("${from}{ROW}:${to}{ROW}"),
        }
    }

    /// Every cell that has a place.
    pub(crate) fn spots(&self) -> impl Iterator<Item = &Spot> {
        self.spots.values()
    }

    /// Whether every row is another person.
    pub(crate) fn is_many(&self) -> bool {
        self.spot(Thing::Outcome).is_some_and(|spot| spot.row.is_none())
    }
}

/// The letters of a column counted from 0: `A`, `Z`, `AA`.
pub(crate) fn letters(column: u16) -> String {
    let mut letters = Vec::new();
    let mut rest = u32::from(column).saturating_add(1);
    while rest > 0 {
        rest = rest.saturating_sub(1);
        let letter = u8::try_from(rest % 26).unwrap_or(0);
        letters.push(char::from(b'A'.saturating_add(letter)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// A name for formulas: with a prefix, since `q16` is a cell.
pub(crate) fn name(prefix: &str, id: &str) -> String {
    format!("{prefix}_{id}")
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        let pairs = [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")];
        for (column, expect) in pairs {
            assert_eq!(letters(column), expect);
        }
    }
}
