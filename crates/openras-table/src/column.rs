//! The cells of one fact or question, as the engine takes them.

use openras_allocation::columns::{CellKind, Cells, NO_NUMBER, NOTHING};
use openras_core::Day;
use openras_questionnaire::{Fact, FactKind, Question, QuestionKind};

use crate::number;
use crate::words::Words;

/// As many places as a byte holds beside [`NOTHING`].
const BYTE_MOST: u32 = 250;

/// The cells of one fact or question, a row each. A cell that does not fit is none, and whoever adds it is told.
#[derive(Clone, Debug)]
pub struct Column {
    words: Words,
    form: Form,
    cells: Owned,
}

/// How a word comes to a place.
#[derive(Clone, Copy, Debug)]
enum Form {
    /// The place of the word.
    Plain,
    /// The same; of two words that stand next to each other, this number plus the place of the first.
    Pairs(u32),
    /// No is 0 and yes is 1, each said in two ways.
    YesNo,
}

#[derive(Clone, Debug)]
enum Owned {
    Places(Vec<u8>),
    Wide(Vec<i64>),
    Ticks(Vec<i64>),
    Number { decimals: u32, numbers: Vec<i64> },
    Days(Vec<Option<Day>>),
    Whole,
}

impl Column {
    /// An empty column of a fact.
    pub fn of_fact(fact: &Fact) -> Column {
        let cells = Owned::of(CellKind::of_fact(fact));
        if matches!(fact.kind, FactKind::YesNo) {
            return Column { words: Words::new(["no", "yes", "false", "true"]), form: Form::YesNo, cells };
        }
        let ids = fact.choice_ids().into_iter().flat_map(|ids| ids.iter());
        Column { words: Words::new(ids.map(String::as_str)), form: Form::Plain, cells }
    }

    /// An empty column of answers.
    pub fn of_question(question: &Question) -> Column {
        let ids = question.statement_ids();
        let words = Words::new(ids.into_iter().flat_map(|ids| ids.iter()).map(String::as_str));
        let form = match &question.kind {
            QuestionKind::One { between: true, .. } => Form::Pairs(words.count()),
            _ => Form::Plain,
        };
        Column { words, form, cells: Owned::of(CellKind::of_question(question)) }
    }

    pub(crate) fn cells(&self) -> Cells<'_> {
        match &self.cells {
            Owned::Places(places) => Cells::Places(places),
            Owned::Wide(numbers) | Owned::Ticks(numbers) | Owned::Number { numbers, .. } => {
                Cells::Numbers(numbers)
            }
            Owned::Days(days) => Cells::Days(days),
            Owned::Whole => Cells::Nothing,
        }
    }

    pub(crate) fn clear(&mut self) {
        match &mut self.cells {
            Owned::Places(places) => places.clear(),
            Owned::Wide(numbers) | Owned::Ticks(numbers) | Owned::Number { numbers, .. } => numbers.clear(),
            Owned::Days(days) => days.clear(),
            Owned::Whole => {}
        }
    }

    /// Adds a row with nothing in it.
    pub fn push_nothing(&mut self) {
        match &mut self.cells {
            Owned::Places(places) => places.push(NOTHING),
            Owned::Wide(numbers) | Owned::Ticks(numbers) | Owned::Number { numbers, .. } => {
                numbers.push(NO_NUMBER)
            }
            Owned::Days(days) => days.push(None),
            Owned::Whole => {}
        }
    }

    /// Adds a row with something in it that does not fit: `false`.
    pub fn push_not_fitting(&mut self) -> bool {
        self.push_nothing();
        false
    }

    /// Adds a row; `false` where the cell does not fit, and then nothing is in the row.
    #[inline]
    pub fn push(&mut self, cell: &[u8]) -> bool {
        // What most cells are, first.
        if let (Owned::Places(places), [_]) = (&mut self.cells, cell)
            && let Some(place) = self.words.one(cell)
            && !matches!(self.form, Form::YesNo)
        {
            places.push(place);
            return true;
        }
        self.push_any(cell)
    }

    fn push_any(&mut self, cell: &[u8]) -> bool {
        if cell.is_empty() {
            self.push_nothing();
            return true;
        }
        match &mut self.cells {
            Owned::Places(places) => {
                let place = place(&self.words, self.form, cell).and_then(|place| u8::try_from(place).ok());
                places.push(place.unwrap_or(NOTHING));
                place.is_some()
            }
            Owned::Wide(numbers) => put(numbers, place(&self.words, self.form, cell).map(i64::from)),
            Owned::Ticks(numbers) => put(numbers, ticks(&self.words, cell)),
            Owned::Number { decimals, numbers } => put(numbers, number::read(cell, *decimals)),
            Owned::Days(days) => {
                let day = std::str::from_utf8(cell).ok().and_then(Day::parse);
                days.push(day);
                day.is_some()
            }
            Owned::Whole => false,
        }
    }

    /// Adds a number that is `value` divided by ten to the `decimals`; in a column of places, the place itself.
    pub fn push_number(&mut self, value: i64, decimals: u32) -> bool {
        let fits = match &self.cells {
            Owned::Number { decimals: own, .. } => scaled(value, decimals, *own),
            Owned::Places(_) | Owned::Wide(_) => {
                let count = if matches!(self.form, Form::YesNo) { 2 } else { self.words.count() };
                Some(value)
                    .filter(|place| decimals == 0 && u32::try_from(*place).is_ok_and(|place| place < count))
            }
            _ => None,
        };
        match (&mut self.cells, fits) {
            (Owned::Places(places), Some(place)) => {
                let place = u8::try_from(place).unwrap_or(NOTHING);
                places.push(place);
                place != NOTHING
            }
            (Owned::Wide(numbers) | Owned::Number { numbers, .. }, Some(_)) => put(numbers, fits),
            _ => self.push_not_fitting(),
        }
    }

    /// Adds a day.
    pub fn push_day(&mut self, day: Day) -> bool {
        match &mut self.cells {
            Owned::Days(days) => {
                days.push(Some(day));
                true
            }
            _ => self.push_not_fitting(),
        }
    }

    /// The rows themselves, where this column is of bytes: each is one that [`Column::place`] gave, or [`NOTHING`].
    pub fn places(&mut self) -> Option<&mut Vec<u8>> {
        match &mut self.cells {
            Owned::Places(places) => Some(places),
            _ => None,
        }
    }

    /// The byte for a cell, where this column is of bytes and the cell fits: so that a dictionary is read once.
    pub fn place(&self, cell: &[u8]) -> Option<u8> {
        match (&self.cells, cell) {
            (Owned::Places(_), []) => Some(NOTHING),
            (Owned::Places(_), _) => {
                place(&self.words, self.form, cell).and_then(|place| u8::try_from(place).ok())
            }
            _ => None,
        }
    }
}

impl Owned {
    fn of(kind: CellKind) -> Owned {
        match kind {
            CellKind::Places { count } if count <= BYTE_MOST => Owned::Places(Vec::new()),
            CellKind::Places { .. } => Owned::Wide(Vec::new()),
            CellKind::Ticks { .. } => Owned::Ticks(Vec::new()),
            CellKind::Number { decimals } => Owned::Number { decimals, numbers: Vec::new() },
            CellKind::Day => Owned::Days(Vec::new()),
            CellKind::Whole => Owned::Whole,
        }
    }
}

fn put(numbers: &mut Vec<i64>, number: Option<i64>) -> bool {
    numbers.push(number.unwrap_or(NO_NUMBER));
    number.is_some()
}

/// The place of a statement, a choice or a pair.
#[inline]
fn place(words: &Words, form: Form, cell: &[u8]) -> Option<u32> {
    let count = match (words.place(cell), form) {
        (Some(place), Form::YesNo) => return Some(place & 1),
        (Some(place), _) => return Some(place),
        (None, Form::Pairs(count)) => count,
        (None, _) => return None,
    };
    let mut parts = cell.split(|byte| *byte == b'|');
    let (one, other) = (words.place(parts.next()?)?, words.place(parts.next()?)?);
    let (low, high) = (one.min(other), one.max(other));
    let fits = parts.next().is_none() && low.checked_add(1) == Some(high);
    count.checked_add(low).filter(|_| fits)
}

/// The bits of the statements ticked; `|` alone is none.
fn ticks(words: &Words, cell: &[u8]) -> Option<i64> {
    if cell == b"|" {
        return Some(0);
    }
    let mut bits: i64 = 0;
    for word in cell.split(|byte| *byte == b'|') {
        let bit = 1i64.checked_shl(words.place(word)?)?;
        if bits & bit != 0 {
            return None;
        }
        bits |= bit;
    }
    Some(bits)
}

/// A number of `from` decimals as one of `to`, where none is lost.
fn scaled(value: i64, from: u32, to: u32) -> Option<i64> {
    let number = if from <= to {
        value.checked_mul(10i64.checked_pow(to.checked_sub(from)?)?)
    } else {
        let over = 10i64.checked_pow(from.checked_sub(to)?)?;
        (value.checked_rem(over)? == 0).then(|| value.checked_div(over)).flatten()
    };
    number.filter(|number| *number != NO_NUMBER)
}
