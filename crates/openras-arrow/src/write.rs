//! Results as a record batch.

use std::sync::Arc;

use arrow_array::builder::{Decimal128Builder, StringBuilder};
use arrow_array::{ArrayRef, Decimal128Array, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use openras_allocation::Step;
use openras_allocation::columns::Values;
use openras_core::{Exact, Handle};
use openras_formula::Decimals;
use openras_table::{Came, Results, Role, Table};

use crate::BatchError;

/// As many digits as a `Decimal128` has: more than a step can have.
const DIGITS: u8 = 38;
/// So many digits fit the 64 bits in which Parquet and many programs keep a decimal.
const FEW_DIGITS: u8 = 18;

/// The columns that results have. What is passed through is as it is in the schema of the people; a string without one.
pub fn schema(table: &Table, people: Option<&Schema>) -> SchemaRef {
    let text = |name: &str| Field::new(name, DataType::Utf8, true);
    let through =
        |at: Option<usize>, name: &str| match at.and_then(|at| people.map(|people| people.field(at))) {
            Some(field) => Field::new(name, field.data_type().clone(), true),
            None => text(name),
        };
    let scheme = table.scheme();
    let mut fields =
        vec![through(column(table, Role::Person), "person"), text("outcome"), text("error"), text("reason")];
    for step in table.steps() {
        fields.push(Field::new(scheme.steps[*step].id.clone(), type_of(table, *step), true));
    }
    if table.has_money() {
        for name in ["money.annual", "money.social_care", "money.individual_budget"] {
            fields.push(Field::new(name, decimal(scheme.decimals, None).unwrap_or(DataType::Utf8), true));
        }
    }
    if table.layout().has_groups() {
        fields.push(through(column(table, Role::Group), "group"));
    }
    for at in table.layout().kept() {
        fields.push(through(Some(*at), table.layout().names().get(*at).map_or("", String::as_str)));
    }
    Arc::new(Schema::new(fields))
}

/// The results as a batch with the columns of [`schema`]. `people` is the batch that they came of, where it was one.
///
/// # Errors
/// Only where Arrow does not take what was made.
pub fn write(results: &Results<'_>, people: Option<&RecordBatch>) -> Result<RecordBatch, BatchError> {
    let table = results.rows().table();
    let schema = schema(table, people.map(|people| people.schema()).as_deref());
    let came: Vec<Came<'_>> = results.each().collect();
    let through = |at: Option<usize>| -> ArrayRef {
        let texts = at.and_then(|at| results.rows().through(at));
        match (people, at, texts) {
            (Some(people), Some(at), _) => Arc::clone(people.column(at)),
            (_, _, Some(texts)) => {
                Arc::new((0..came.len()).map(|row| some(texts.text(row))).collect::<StringArray>())
            }
            _ => Arc::new(StringArray::new_null(came.len())),
        }
    };
    let listed = |list: &dyn Fn(&Came<'_>) -> String| -> ArrayRef {
        match came.iter().all(|came| matches!(came, Came::Column)) {
            true => Arc::new(StringArray::new_null(came.len())),
            false => Arc::new(came.iter().map(|came| some(list(came))).collect::<StringArray>()),
        }
    };
    let mut columns: Vec<ArrayRef> = vec![
        through(column(table, Role::Person)),
        Arc::new(StringArray::from_iter_values(came.iter().map(Came::outcome))),
        listed(&|came| came.errors().join(";")),
        listed(&|came| came.reasons().join(";")),
    ];
    for step in table.steps() {
        columns.push(step_column(results, &came, *step)?);
    }
    if table.has_money() {
        columns.extend(money(results, &came)?);
    }
    if table.layout().has_groups() {
        columns.push(through(column(table, Role::Group)));
    }
    columns.extend(table.layout().kept().iter().map(|at| through(Some(*at))));
    Ok(RecordBatch::try_new(schema, columns)?)
}

fn some<T: AsRef<str>>(text: T) -> Option<T> {
    Some(text).filter(|text| !text.as_ref().is_empty())
}

fn column(table: &Table, role: Role) -> Option<usize> {
    table.layout().roles().iter().position(|own| *own == role)
}

/// A decimal that holds every amount no farther from zero than `farthest`.
fn decimal(decimals: u32, farthest: Option<&Exact>) -> Option<DataType> {
    let scale = i8::try_from(decimals).ok().filter(|scale| scale.unsigned_abs() <= DIGITS)?;
    let ten = Exact::from(10);
    let few = farthest.is_some_and(|most| {
        decimals < u32::from(FEW_DIGITS) && (most * &ten.pow(decimals)) < ten.pow(u32::from(FEW_DIGITS))
    });
    Some(DataType::Decimal128(if few { FEW_DIGITS } else { DIGITS }, scale))
}

fn type_of(table: &Table, step: Handle<Step>) -> DataType {
    match table.scheme().steps[step].decimals {
        Decimals::AtMost(decimals) => decimal(decimals, table.farthest(step)).unwrap_or(DataType::Utf8),
        Decimals::Any => DataType::Utf8,
    }
}

fn step_column(results: &Results<'_>, came: &[Came<'_>], step: Handle<Step>) -> Result<ArrayRef, BatchError> {
    let each = || came.iter().enumerate();
    match type_of(results.rows().table(), step) {
        DataType::Decimal128(digits, scale) => {
            let decimals = u32::from(scale.unsigned_abs());
            let small = match results.column(step) {
                Some(Values::Small { decimals: own, values }) if *own <= decimals => {
                    10i128.checked_pow(decimals.saturating_sub(*own)).map(|by| (values, by))
                }
                _ => None,
            };
            let values = each().map(|(row, came)| match (came, small) {
                (Came::Column, Some((values, by))) => {
                    values.get(row).and_then(|value| i128::from(*value).checked_mul(by))
                }
                _ => results.value(step, row, *came).and_then(|value| mantissa(&value, decimals)),
            });
            let array: Decimal128Array = values.collect();
            Ok(Arc::new(array.with_precision_and_scale(digits, scale)?))
        }
        _ => {
            let mut texts = StringBuilder::new();
            for (row, came) in each() {
                texts.append_option(results.value(step, row, *came).map(|value| value.to_string()));
            }
            Ok(Arc::new(texts.finish()))
        }
    }
}

/// A value times ten to the `decimals`, where that is whole.
fn mantissa(value: &Exact, decimals: u32) -> Option<i128> {
    let (above, below) = value.parts()?;
    let times = 10i128.checked_pow(decimals)?;
    (times.checked_rem(below)? == 0).then(|| above.checked_mul(times.checked_div(below)?)).flatten()
}

fn money(results: &Results<'_>, came: &[Came<'_>]) -> Result<Vec<ArrayRef>, BatchError> {
    let decimals = results.rows().table().scheme().decimals;
    let mut columns: [Decimal128Builder; 3] =
        std::array::from_fn(|_| Decimal128Builder::with_capacity(came.len()));
    for (row, came) in came.iter().enumerate() {
        let amounts = results.money(row, *came);
        for (at, column) in columns.iter_mut().enumerate() {
            let amount = amounts.as_ref().and_then(|amounts| amounts.get(at));
            column.append_option(amount.and_then(|amount| mantissa(amount, decimals)));
        }
    }
    let scale = i8::try_from(decimals).unwrap_or(i8::MAX);
    let finished = columns.into_iter().map(|mut column| {
        let array = column.finish().with_precision_and_scale(DIGITS, scale)?;
        Ok(Arc::new(array) as ArrayRef)
    });
    finished.collect()
}
