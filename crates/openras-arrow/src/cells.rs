//! The cells of one Arrow column, whatever its type.

use std::borrow::Cow;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Decimal128Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type,
    UInt64Type,
};
use arrow_array::{
    Array, ArrowPrimitiveType, BooleanArray, LargeStringArray, PrimitiveArray, StringArray, StringViewArray,
};
use arrow_schema::DataType;
use openras_allocation::columns::NOTHING;
use openras_core::{Day, Exact};
use openras_table::Column;

/// So many words one byte tells apart.
const BY_BYTE: usize = 256;

/// The cells of one column.
pub(crate) enum Cells<'a> {
    Nothing,
    Utf8(&'a StringArray),
    Large(&'a LargeStringArray),
    View(&'a StringViewArray),
    Yes(&'a BooleanArray),
    Days(&'a PrimitiveArray<Date32Type>),
    Decimals(&'a PrimitiveArray<Decimal128Type>, u32),
    /// Numbers of any width; none where there is none, or where 64 bits do not hold it.
    Whole(Vec<Option<i64>>, &'a dyn Array),
    /// The place in the dictionary of each row, and the words of the dictionary.
    Dictionary(Keys<'a>, Box<Cells<'a>>, &'a dyn Array),
}

/// The place in a dictionary of each row.
pub(crate) enum Keys<'a> {
    /// As most programs write them.
    Int32(&'a [i32]),
    Any(Vec<usize>),
}

impl Keys<'_> {
    fn get(&self, row: usize) -> Option<usize> {
        match self {
            Keys::Int32(keys) => keys.get(row).and_then(|key| usize::try_from(*key).ok()),
            Keys::Any(keys) => keys.get(row).copied(),
        }
    }

    /// One more than the last place that a row has.
    fn count(&self) -> usize {
        let last = match self {
            Keys::Int32(keys) => keys.iter().max().and_then(|last| usize::try_from(*last).ok()),
            Keys::Any(keys) => keys.iter().max().copied(),
        };
        last.map_or(0, |last| last.saturating_add(1))
    }
}

impl<'a> Cells<'a> {
    /// The cells of a column; nothing where its type holds no cell.
    pub(crate) fn of(array: &'a dyn Array) -> Option<Cells<'a>> {
        Some(match array.data_type() {
            DataType::Null => Cells::Nothing,
            DataType::Utf8 => Cells::Utf8(array.as_string_opt()?),
            DataType::LargeUtf8 => Cells::Large(array.as_string_opt()?),
            DataType::Utf8View => Cells::View(array.as_string_view_opt()?),
            DataType::Boolean => Cells::Yes(array.as_boolean_opt()?),
            DataType::Date32 => Cells::Days(array.as_primitive_opt()?),
            DataType::Decimal128(_, scale) => {
                Cells::Decimals(array.as_primitive_opt()?, u32::try_from(*scale).ok()?)
            }
            DataType::Int8 => whole::<Int8Type>(array)?,
            DataType::Int16 => whole::<Int16Type>(array)?,
            DataType::Int32 => whole::<Int32Type>(array)?,
            DataType::Int64 => whole::<Int64Type>(array)?,
            DataType::UInt8 => whole::<UInt8Type>(array)?,
            DataType::UInt16 => whole::<UInt16Type>(array)?,
            DataType::UInt32 => whole::<UInt32Type>(array)?,
            DataType::UInt64 => whole::<UInt64Type>(array)?,
            DataType::Dictionary(_, _) => {
                let dictionary = array.as_any_dictionary_opt()?;
                let values = dictionary.values().as_ref();
                let keys = match dictionary.keys().as_primitive_opt::<Int32Type>() {
                    // Arrow gives no places in an empty dictionary: then every row is nothing.
                    _ if values.is_empty() => Keys::Any(Vec::new()),
                    Some(keys) => Keys::Int32(keys.values()),
                    None => Keys::Any(dictionary.normalized_keys()),
                };
                Cells::Dictionary(keys, Box::new(Cells::of(values)?), array)
            }
            _ => return None,
        })
    }

    /// How many cells there are; none are counted where every one is nothing.
    fn len(&self) -> usize {
        match self {
            Cells::Nothing => 0,
            Cells::Utf8(array) => array.len(),
            Cells::Large(array) => array.len(),
            Cells::View(array) => array.len(),
            Cells::Yes(array) => array.len(),
            Cells::Days(array) => array.len(),
            Cells::Decimals(array, _) => array.len(),
            Cells::Whole(_, array) | Cells::Dictionary(_, _, array) => array.len(),
        }
    }

    fn is_null(&self, row: usize) -> bool {
        match self {
            Cells::Nothing => true,
            Cells::Utf8(array) => array.is_null(row),
            Cells::Large(array) => array.is_null(row),
            Cells::View(array) => array.is_null(row),
            Cells::Yes(array) => array.is_null(row),
            Cells::Days(array) => array.is_null(row),
            Cells::Decimals(array, _) => array.is_null(row),
            Cells::Whole(_, array) => array.is_null(row),
            Cells::Dictionary(places, words, array) => {
                array.is_null(row) || places.get(row).is_none_or(|place| words.is_null(place))
            }
        }
    }

    /// The day of each row, of a column of days or of a dictionary of them, each of whose words is read once. None where the cell
    /// is no day, or stands in words of its own.
    pub(crate) fn days(&self, rows: usize) -> Vec<Option<Day>> {
        let Cells::Dictionary(keys, words, array) = self else {
            return (0..rows).map(|row| self.day(row)).collect();
        };
        let read = |at: usize| words.day(at).or_else(|| Day::parse(words.word(at)?));
        let read: Vec<Option<Day>> = (0..keys.count().min(words.len()))
            .map(|at| if words.is_null(at) { None } else { read(at) })
            .collect();
        let day = |row: usize| read.get(keys.get(row)?).copied().flatten();
        (0..rows).map(|row| if array.is_null(row) { None } else { day(row) }).collect()
    }

    /// The day in a row, where this is a column of days.
    fn day(&self, row: usize) -> Option<Day> {
        match self {
            Cells::Days(array) if !array.is_null(row) => Day::since_1970(array.value(row)),
            _ => None,
        }
    }

    /// The bytes of a cell that is a string.
    fn word(&self, row: usize) -> Option<&'a str> {
        match self {
            Cells::Utf8(array) => Some(array.value(row)),
            Cells::Large(array) => Some(array.value(row)),
            Cells::View(array) => Some(array.value(row)),
            Cells::Dictionary(places, words, _) => words.word(places.get(row)?),
            _ => None,
        }
    }

    /// A cell as it would stand in a table of text; nothing where there is none. `name` says what word stands for a place.
    pub(crate) fn text(&self, row: usize, name: impl Fn(usize) -> Option<&'a str>) -> Cow<'a, str> {
        if self.is_null(row) {
            return Cow::Borrowed("");
        }
        if let Some(word) = self.word(row) {
            return Cow::Borrowed(word);
        }
        match self {
            Cells::Yes(array) => Cow::Borrowed(if array.value(row) { "true" } else { "false" }),
            Cells::Days(array) => {
                let days = array.value(row);
                Cow::Owned(Day::since_1970(days).map_or_else(|| format!("day {days}"), |day| day.to_string()))
            }
            Cells::Decimals(array, decimals) => {
                Cow::Owned(Exact::decimal(array.value(row), *decimals).to_string())
            }
            Cells::Whole(numbers, _) => match numbers.get(row).copied().flatten() {
                Some(number) => match usize::try_from(number).ok().and_then(name) {
                    Some(name) => Cow::Borrowed(name),
                    None => Cow::Owned(number.to_string()),
                },
                None => Cow::Borrowed("a number too large"),
            },
            Cells::Dictionary(places, words, _) => match places.get(row) {
                Some(place) => words.text(place, name),
                None => Cow::Borrowed(""),
            },
            _ => Cow::Borrowed(""),
        }
    }

    /// Adds every cell to a column, and marks the rows in which one does not fit.
    pub(crate) fn fill(&self, rows: usize, column: &mut Column, misfits: &mut [bool]) {
        if let Cells::Dictionary(keys, words, array) = self
            && fill_places(keys, words, *array, column, misfits)
        {
            return;
        }
        for (row, misfit) in (0..rows).zip(misfits) {
            *misfit |= !self.push(row, column);
        }
    }

    fn push(&self, row: usize, column: &mut Column) -> bool {
        if self.is_null(row) {
            column.push_nothing();
            return true;
        }
        if let Some(word) = self.word(row) {
            return column.push(word.as_bytes());
        }
        match self {
            Cells::Yes(array) => column.push(if array.value(row) { b"true" } else { b"false" }),
            Cells::Days(array) => match Day::since_1970(array.value(row)) {
                Some(day) => column.push_day(day),
                None => column.push_not_fitting(),
            },
            Cells::Decimals(array, decimals) => match i64::try_from(array.value(row)) {
                Ok(number) => column.push_number(number, *decimals),
                Err(_) => column.push_not_fitting(),
            },
            Cells::Whole(numbers, _) => match numbers.get(row).copied().flatten() {
                Some(number) => column.push_number(number, 0),
                None => column.push_not_fitting(),
            },
            Cells::Dictionary(places, words, _) => match places.get(row) {
                Some(place) => words.push(place, column),
                None => column.push_not_fitting(),
            },
            _ => column.push_not_fitting(),
        }
    }
}

/// Reads each word of the dictionary once; `false`, and nothing done, where the column is not one of bytes.
fn fill_places(
    keys: &Keys<'_>,
    words: &Cells<'_>,
    array: &dyn Array,
    column: &mut Column,
    misfits: &mut [bool],
) -> bool {
    let place = |at: usize| {
        if words.is_null(at) { column.place(b"") } else { column.place(words.word(at)?.as_bytes()) }
    };
    // A dictionary may hold more than these rows use.
    let used = if words.len() <= BY_BYTE { words.len() } else { keys.count().min(words.len()) };
    let known: Vec<Option<u8>> = (0..used).map(place).collect();
    let Some(places) = column.places() else { return false };
    // Every cell is there and fits, and a byte says which word it is: only bytes are moved.
    if let (Keys::Int32(keys), Some(known), 0) = (keys, by_byte(&known), array.null_count()) {
        let place = |key: &i32| known.get(usize::from(key.to_le_bytes()[0])).copied();
        places.extend(keys.iter().map(|key| place(key).unwrap_or(NOTHING)));
        return true;
    }
    for (row, misfit) in misfits.iter_mut().enumerate() {
        match keys.get(row).filter(|_| !array.is_null(row)) {
            None => places.push(NOTHING),
            Some(at) => {
                let place = known.get(at).copied().flatten();
                places.push(place.unwrap_or(NOTHING));
                *misfit |= place.is_none();
            }
        }
    }
    true
}

/// The place of each word of a small dictionary, all of which fit.
fn by_byte(known: &[Option<u8>]) -> Option<[u8; BY_BYTE]> {
    let mut places = [NOTHING; BY_BYTE];
    for (at, known) in known.iter().enumerate() {
        *places.get_mut(at)? = (*known)?;
    }
    Some(places)
}

fn whole<T: ArrowPrimitiveType>(array: &dyn Array) -> Option<Cells<'_>>
where
    i64: TryFrom<T::Native>,
{
    let numbers = array.as_primitive_opt::<T>()?.iter();
    Some(Cells::Whole(numbers.map(|number| i64::try_from(number?).ok()).collect(), array))
}
