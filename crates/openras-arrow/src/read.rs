//! A record batch as rows of a table.

use arrow_array::RecordBatch;
use openras_questionnaire::{FactKind, QuestionKind};
use openras_table::{Role, Rows, Table};

use crate::BatchError;
use crate::cells::Cells;

/// Adds the people of a batch to `rows`, whose table has the same columns.
///
/// # Errors
/// Where a column is of a type that cannot be read, or the batch has other columns than the table.
pub fn read(rows: &mut Rows<'_>, people: &RecordBatch) -> Result<(), BatchError> {
    let table = rows.table();
    let expected = table.layout().columns();
    if people.num_columns() != expected {
        return Err(BatchError::Columns { found: people.num_columns(), expected });
    }
    let mut columns = Vec::with_capacity(expected);
    for (array, role) in people.columns().iter().zip(table.layout().roles()) {
        match Cells::of(array.as_ref()) {
            Some(cells) => columns.push(cells),
            // What is passed through unread may be anything.
            None if *role == Role::Unread => columns.push(Cells::Nothing),
            None => {
                let column = table.layout().names().get(columns.len()).cloned().unwrap_or_default();
                return Err(BatchError::Type { column, found: array.data_type().clone() });
            }
        }
    }
    let count = people.num_rows();
    let on = table.layout().roles().iter().position(|role| *role == Role::On);
    let days = on.and_then(|on| columns.get(on)).map_or(Vec::new(), |cells| cells.days(count));
    rows.push_columns(
        count,
        |at, column, misfits| {
            if let Some(cells) = columns.get(at) {
                cells.fill(count, column, misfits);
            }
        },
        |row| days.get(row).copied().flatten(),
        |row, at| match columns.get(at) {
            Some(cells) => cells.text(row, |place| word(table, at, place)),
            None => "".into(),
        },
    );
    Ok(())
}

/// Every row of a batch as text, as it would stand in a csv.
///
/// # Errors
/// Where a column is of a type that cannot be read as text without a guess, such as a float.
pub fn texts(batch: &RecordBatch) -> Result<Vec<Vec<String>>, BatchError> {
    let named = batch.columns().iter().zip(batch.schema_ref().fields());
    let columns: Result<Vec<Cells<'_>>, BatchError> = named
        .map(|(array, field)| {
            Cells::of(array.as_ref()).ok_or_else(|| BatchError::Type {
                column: field.name().clone(),
                found: array.data_type().clone(),
            })
        })
        .collect();
    let columns = columns?;
    let row = |row: usize| columns.iter().map(|cells| cells.text(row, |_| None).into_owned()).collect();
    Ok((0..batch.num_rows()).map(row).collect())
}

/// What a whole number in this column stands for, where it is the place of a statement or choice.
fn word(table: &Table, at: usize, place: usize) -> Option<&str> {
    let ids = match table.layout().roles().get(at)? {
        Role::Fact(fact) => match &table.questionnaire().facts[*fact].kind {
            FactKind::YesNo => return ["false", "true"].get(place).copied(),
            FactKind::Choice { ids, .. } => ids,
            _ => return None,
        },
        Role::Answer(question) => match &table.questionnaire().questions[*question].kind {
            QuestionKind::One { ids, .. } => ids,
            _ => return None,
        },
        _ => return None,
    };
    ids.get(place).map(String::as_str)
}
