//! Many people as Arrow record batches: in, and out with their results.
//!
//! The columns are those of a table of people (`openras-table`), by their names. An answer may be a string, a dictionary of
//! strings or a whole number, the place of the statement counted from 0; a number a whole number, a decimal or a string; a
//! day a date or a string. What comes out has the columns of [`schema`]: a step with a bound to its decimals is a
//! `Decimal128`, of 18 digits where no answer and no day can make it longer and otherwise of 38; one without is a string, as are
//! outcome, error and reason; what is passed through stays as it was.
//!
//! # Examples
//! ```
//! use std::sync::Arc;
//! use arrow_array::{ArrayRef, RecordBatch, StringArray, cast::AsArray, types::Decimal128Type};
//! use openras_rulebook::Rulebook;
//!
//! # let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/rulebooks/minimal");
//! let rulebook = Rulebook::open(path)?;
//! let text = |cells: [&str; 2]| Arc::new(StringArray::from(cells.to_vec())) as ArrayRef;
//! let people = RecordBatch::try_from_iter([
//!     ("person", text(["A-1", "A-2"])),
//!     ("on", text(["2024-06-01", "2024-06-01"])),
//!     ("help", text(["some", "lots"])),
//! ])?;
//! let table = openras_arrow::table(rulebook.columns(), &people.schema(), None, None, &[])?;
//! let results = openras_arrow::work(&table, &people)?;
//!
//! let error = results.column_by_name("error").ok_or("no column")?.as_string::<i32>();
//! assert_eq!(error.value(1), "unknown_statement:help");
//! let budget = results.column_by_name("indicative_budget").ok_or("no column")?;
//! assert_eq!(budget.as_primitive::<Decimal128Type>().value_as_string(0), "1234.50"); // 10 points x £123.45
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]

mod cells;
mod read;
mod write;

use arrow_array::RecordBatch;
use arrow_schema::{ArrowError, DataType, Schema};
use openras_allocation::columns::{ColumnError, Columns};
use openras_core::{Day, Diagnostics};
use openras_table::{Layout, Table};
use thiserror::Error;

pub use read::{read, texts};
pub use write::{schema, write};

/// Why a batch cannot be worked out. What is wrong with a person is no such reason: it stands in that row's `error`.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum BatchError {
    /// A column of a type that holds no cell of its kind.
    #[error(
        "the column `{column}` is of the type {found}: make it a string, a dictionary of strings, a whole number, a decimal, true or false, or a date"
    )]
    Type {
        /// The column.
        column: String,
        /// Its type.
        found: DataType,
    },
    /// The batch has other columns than the table.
    #[error("the batch has {found} columns, and the table {expected}")]
    Columns {
        /// How many it has.
        found: usize,
        /// How many the table has.
        expected: usize,
    },
    /// The columns do not hold together.
    #[error(transparent)]
    Uneven(#[from] ColumnError),
    /// Arrow does not take what was made.
    #[error(transparent)]
    Arrow(#[from] ArrowError),
}

/// What the columns of batches with this schema mean. `on` is the day of rows that have none; with `only`, that step's
/// column is the only one of results; `keep` names columns to pass through.
///
/// # Errors
/// Every column that cannot be read, at once: `unknown_name`, `unknown_stream`, `duplicate_id`.
pub fn table(
    columns: Columns,
    schema: &Schema,
    on: Option<Day>,
    only: Option<&str>,
    keep: &[String],
) -> Result<Table, Diagnostics> {
    let header: Vec<String> = schema.fields().iter().map(|field| field.name().clone()).collect();
    let layout = Layout::new(columns.questionnaire(), columns.scheme(), &header, keep)?;
    Table::new(columns, layout, on, only)
}

/// Works a batch out: a row out for each row in, in their order.
///
/// # Errors
/// Where a column is of a type that cannot be read.
pub fn work(table: &Table, people: &RecordBatch) -> Result<RecordBatch, BatchError> {
    let mut rows = table.rows();
    read(&mut rows, people)?;
    let results = rows.work()?;
    write(&results, Some(people))
}
