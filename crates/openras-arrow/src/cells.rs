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
use openras_core::{Day, Exact};
use openras_table::Column;

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
    Dictionary(Vec<usize>, Box<Cells<'a>>, &'a dyn Array),
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
                // Arrow gives no places in an empty dictionary: then every row is nothing.
                let places = if values.is_empty() { Vec::new() } else { dictionary.normalized_keys() };
                Cells::Dictionary(places, Box::new(Cells::of(values)?), array)
            }
            _ => return None,
        })
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
                array.is_null(row) || places.get(row).is_none_or(|place| words.is_null(*place))
            }
        }
    }

    /// The bytes of a cell that is a string.
    fn word(&self, row: usize) -> Option<&'a str> {
        match self {
            Cells::Utf8(array) => Some(array.value(row)),
            Cells::Large(array) => Some(array.value(row)),
            Cells::View(array) => Some(array.value(row)),
            Cells::Dictionary(places, words, _) => words.word(*places.get(row)?),
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
                Some(place) => words.text(*place, name),
                None => Cow::Borrowed(""),
            },
            _ => Cow::Borrowed(""),
        }
    }

    /// Adds every cell to a column, and marks the rows in which one does not fit.
    pub(crate) fn fill(&self, rows: usize, column: &mut Column, misfits: &mut [bool]) {
        if let Cells::Dictionary(places, words, array) = self
            && column.is_places()
        {
            return fill_places(places, words, *array, column, misfits);
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
                Some(place) => words.push(*place, column),
                None => column.push_not_fitting(),
            },
            _ => column.push_not_fitting(),
        }
    }
}

/// Each word of the dictionary is read once.
fn fill_places(
    places: &[usize],
    words: &Cells<'_>,
    array: &dyn Array,
    column: &mut Column,
    misfits: &mut [bool],
) {
    let count = places.iter().max().map_or(0, |most| most.saturating_add(1));
    let known: Vec<Option<u8>> = (0..count)
        .map(
            |at| if words.is_null(at) { column.place(b"") } else { column.place(words.word(at)?.as_bytes()) },
        )
        .collect();
    let nulls = array.nulls();
    for (row, misfit) in misfits.iter_mut().enumerate() {
        let null = nulls.is_some_and(|nulls| nulls.is_null(row));
        match places.get(row).filter(|_| !null) {
            None => column.push_nothing(),
            Some(place) => match known.get(*place).copied().flatten() {
                Some(place) => column.push_place(place),
                None => *misfit |= !column.push_not_fitting(),
            },
        }
    }
}

fn whole<T: ArrowPrimitiveType>(array: &dyn Array) -> Option<Cells<'_>>
where
    i64: TryFrom<T::Native>,
{
    let numbers = array.as_primitive_opt::<T>()?.iter();
    Some(Cells::Whole(numbers.map(|number| i64::try_from(number?).ok()).collect(), array))
}
