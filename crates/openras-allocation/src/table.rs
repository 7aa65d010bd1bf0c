use openras_core::{Amount, Day, Exact, Handle, Text, Unit};
use openras_formula::{Decimals, Key, Value};
use openras_questionnaire::Origin;

use crate::model::{Parameter, Scheme};

/// A table that has been read and checked.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its id.
    pub id: String,
    /// What it is.
    pub text: Text,
    /// What it is looked up by.
    pub keys: Vec<Key>,
    /// The unit of its values.
    pub value: Unit,
    /// The unit of its values, in words.
    pub value_text: String,
    /// The most decimals of its values.
    pub decimals: Decimals,
    /// The rows, and how one is found.
    pub rows: Rows,
    /// What a key below the rows gets.
    pub below: Edge,
    /// What a key above the rows gets.
    pub above: Edge,
    /// Where its numbers come from.
    pub origin: Origin,
}

/// The rows of a table, and how one is found.
#[derive(Clone, Debug)]
pub enum Rows {
    /// The band that holds the key, both ends inside it. Lowest first.
    Band(Vec<Band>),
    /// A row at a number, found in one of several ways. Lowest first.
    At(Near, Vec<At>),
    /// A row for choices.
    Choice(Vec<ForChoice>),
}

/// How a row at a number is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Near {
    /// The greatest that is not above the key.
    Floor,
    /// The smallest that is not below the key.
    Ceiling,
    /// The nearest; a tie takes the higher.
    Nearest,
    /// The same as the key.
    Exact,
    /// The straight line between the two neighbours.
    Linear,
}

/// A row for the keys from one number to another.
#[derive(Clone, Debug)]
pub struct Band {
    /// The lower end, inside; open where there is none.
    pub from: Option<Exact>,
    /// The upper end, inside; open where there is none.
    pub to: Option<Exact>,
    /// The row's value and place.
    pub row: Row,
}

/// A row at a number.
#[derive(Clone, Debug)]
pub struct At {
    /// The number.
    pub at: Exact,
    /// The row's value and place.
    pub row: Row,
}

/// A row for choices.
#[derive(Clone, Debug)]
pub struct ForChoice {
    /// One for each key: the choice's place, 1 for yes and 0 for no; any choice where there is none.
    pub choices: Vec<Option<u16>>,
    /// The row's value and place.
    pub row: Row,
}

/// The value of a row, and where it stands in the file.
#[derive(Clone, Debug)]
pub struct Row {
    /// Counted from 1, in the file's order.
    pub number: u32,
    /// The value.
    pub is: Worth,
    /// Where it comes from.
    pub origin: Origin,
}

/// An amount, or a parameter that keeps it dated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Worth {
    /// An amount, as it is written.
    Amount(Amount),
    /// The value of a parameter on the day.
    Parameter(Handle<Parameter>),
}

/// What a key beyond the rows gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edge {
    /// An error.
    Refuse,
    /// A person decides.
    Refer,
    /// A value.
    Is(Worth),
}

/// What a table has for a key.
#[derive(Clone, Copy, Debug)]
pub enum Hit<'t> {
    /// A row.
    Row(&'t Row),
    /// A place between two rows: so far from the first to the second, as a fraction of the way.
    Between(&'t At, &'t At),
    /// The value that is given beyond the rows.
    Beyond(&'t Worth),
    /// A person decides.
    Refer,
    /// Nothing.
    Outside,
}

impl Table {
    /// What the table has for these keys.
    pub fn find(&self, keys: &[Value]) -> Hit<'_> {
        match &self.rows {
            Rows::Choice(rows) => choice(rows, keys),
            Rows::Band(bands) => number(keys).map_or(Hit::Outside, |key| self.band(bands, key)),
            Rows::At(near, rows) => number(keys).map_or(Hit::Outside, |key| self.at(*near, rows, key)),
        }
    }

    fn band<'t>(&'t self, bands: &'t [Band], key: &Exact) -> Hit<'t> {
        let above_from = |band: &Band| band.from.as_ref().is_none_or(|from| from <= key);
        match bands.iter().rposition(above_from).and_then(|at| bands.get(at)) {
            None => Self::edge(&self.below),
            Some(band) if band.to.as_ref().is_none_or(|to| key <= to) => Hit::Row(&band.row),
            Some(band) if bands.last().is_some_and(|last| std::ptr::eq(last, band)) => {
                Self::edge(&self.above)
            }
            Some(_) => Hit::Outside,
        }
    }

    fn at<'t>(&'t self, near: Near, rows: &'t [At], key: &Exact) -> Hit<'t> {
        let not_above = rows.partition_point(|row| &row.at <= key);
        let lower = not_above.checked_sub(1).and_then(|at| rows.get(at));
        let upper = rows.get(not_above);
        match (near, lower, upper) {
            (_, Some(row), _) if &row.at == key => Hit::Row(&row.row),
            (Near::Exact, _, _) => Hit::Outside,
            (Near::Floor, Some(lower), _) => Hit::Row(&lower.row),
            (Near::Ceiling, _, Some(upper)) => Hit::Row(&upper.row),
            (Near::Floor | Near::Nearest | Near::Linear, None, _) => Self::edge(&self.below),
            (Near::Ceiling | Near::Nearest | Near::Linear, _, None) => Self::edge(&self.above),
            (Near::Nearest, Some(lower), Some(upper)) => {
                let (down, up) = (&(key - &lower.at), &(&upper.at - key));
                Hit::Row(if down < up { &lower.row } else { &upper.row })
            }
            (Near::Linear, Some(lower), Some(upper)) => Hit::Between(lower, upper),
        }
    }

    fn edge(edge: &Edge) -> Hit<'_> {
        match edge {
            Edge::Refuse => Hit::Outside,
            Edge::Refer => Hit::Refer,
            Edge::Is(worth) => Hit::Beyond(worth),
        }
    }

    /// The lowest and highest key that a row is at, or that a band begins or ends at.
    pub fn range(&self) -> Option<(&Exact, &Exact)> {
        match &self.rows {
            Rows::At(_, rows) => Some((&rows.first()?.at, &rows.last()?.at)),
            Rows::Band(bands) => {
                let (first, last) = (bands.first()?, bands.last()?);
                Some((first.from.as_ref().or(first.to.as_ref())?, last.to.as_ref().or(last.from.as_ref())?))
            }
            Rows::Choice(_) => None,
        }
    }
}

fn number(keys: &[Value]) -> Option<&Exact> {
    match keys {
        [Value::Number(key)] => Some(key),
        _ => None,
    }
}

/// The fitting row with the fewest `*`.
fn choice<'t>(rows: &'t [ForChoice], keys: &[Value]) -> Hit<'t> {
    let place = |key: &Value| match key {
        Value::Choice(at) => Some(*at),
        Value::Condition(yes) => Some(u16::from(*yes)),
        _ => None,
    };
    let fits = |row: &&ForChoice| {
        row.choices
            .iter()
            .zip(keys)
            .all(|(choice, key)| choice.is_none_or(|choice| place(key) == Some(choice)))
    };
    let stars = |row: &&ForChoice| row.choices.iter().filter(|choice| choice.is_none()).count();
    rows.iter().filter(fits).min_by_key(stars).map_or(Hit::Outside, |row| Hit::Row(&row.row))
}

/// What a table comes to for a key.
pub(crate) enum Found {
    /// A value, and its row counted from 1; of two rows that a line lies between, the lower. None beyond the rows.
    Value(Exact, Option<u32>),
    /// A person decides.
    Refer,
    /// Nothing.
    Outside,
    /// A parameter that the row names has no value.
    Lacking,
}

impl Table {
    /// What the table comes to for these keys; `worth` says what a row is worth on the day.
    pub(crate) fn value(&self, keys: &[Value], worth: &mut dyn FnMut(&Worth) -> Option<Exact>) -> Found {
        let value = match self.find(keys) {
            Hit::Row(row) => worth(&row.is).map(|value| (value, Some(row.number))),
            Hit::Between(lower, upper) => {
                let (low, high) = (worth(&lower.row.is), worth(&upper.row.is));
                let line = |(low, high)| line(lower, upper, low, high, number(keys)?);
                low.zip(high).and_then(line).map(|value| (value, Some(lower.row.number)))
            }
            Hit::Beyond(beyond) => worth(beyond).map(|value| (value, None)),
            Hit::Refer => return Found::Refer,
            Hit::Outside => return Found::Outside,
        };
        value.map_or(Found::Lacking, |(value, row)| Found::Value(value, row))
    }
}

/// The place on the straight line between two rows.
fn line(lower: &At, upper: &At, low: Exact, high: Exact, key: &Exact) -> Option<Exact> {
    let way = (key - &lower.at).checked_div(&(&upper.at - &lower.at))?;
    Some(&low + &(&way * &(&high - &low)))
}

impl Scheme {
    /// What an amount or a parameter is worth on a day.
    ///
    /// # Errors
    /// The parameter that has no value then.
    pub(crate) fn worth(&self, worth: &Worth, on: Day) -> Result<Exact, Handle<Parameter>> {
        match worth {
            Worth::Amount(amount) => Ok(amount.value.clone()),
            Worth::Parameter(parameter) => match self.parameters[*parameter].on(on) {
                Some(dated) => Ok(dated.is.value.clone()),
                None => Err(*parameter),
            },
        }
    }

    /// What a table has for these keys on a day; `None` where it has nothing, or a person decides.
    pub(crate) fn look_up(&self, table: Handle<Table>, keys: &[Value], on: Day) -> Option<Exact> {
        match self.tables[table].value(keys, &mut |worth| self.worth(worth, on).ok()) {
            Found::Value(value, _) => Some(value),
            Found::Refer | Found::Outside | Found::Lacking => None,
        }
    }
}

impl Table {
    /// Where the number of a row comes from; the table itself beyond the rows.
    pub fn row_origin(&self, number: Option<u32>) -> &Origin {
        let Some(number) = number else {
            return &self.origin;
        };
        let is = |row: &&Row| row.number == number;
        let row = match &self.rows {
            Rows::Band(bands) => bands.iter().map(|band| &band.row).find(is),
            Rows::At(_, rows) => rows.iter().map(|row| &row.row).find(is),
            Rows::Choice(rows) => rows.iter().map(|row| &row.row).find(is),
        };
        row.map_or(&self.origin, |row| &row.origin)
    }
}
