//! What can be asked of `batch`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use openras::core::Day;

use super::day;

/// How many people's results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum BatchFormat {
    /// A table
    Csv,
    /// A workbook of live formulas
    Xlsx,
}

/// What the help of `batch` ends with.
pub(super) const BATCH: &str = "\
Columns: person, on, group, the id of each fact and question, stream.ID for awarded money. A column that is not there is
empty in each row. A question with many statements joins them by |, and | alone is no tick. A row with a problem
carries its codes in the column `error` and stops nothing; the exit status is then 1.
A table in csv or parquet is read in pieces, so that memory does not grow with it; a spreadsheet is read whole.
With --format xlsx, or --out FILE.xlsx, each row is a person with live formulas, for up to 10,000 people.";

/// What `batch` is asked.
#[derive(Debug, Args)]
pub(crate) struct BatchArguments {
    /// The folder that holds rulebook.toml
    pub(crate) rulebook: PathBuf,
    /// The table of people: .csv, .xlsx, .ods or, where built in, .parquet; - for csv from standard input
    pub(crate) people: PathBuf,
    /// The day whose values hold, for rows that have none
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) on: Option<Day>,
    /// Write to this file, whole or not at all: .csv, .xlsx or, where built in, .parquet
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// csv, or a workbook of live formulas; the file's ending says it if left out
    #[arg(long, value_enum)]
    pub(crate) format: Option<BatchFormat>,
    /// Write the record of each person to this new folder, named by row
    #[arg(long, value_name = "DIR")]
    pub(crate) workings: Option<PathBuf>,
    /// How many threads; 1 for none beside the first, 0 for as many as the machine has
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) threads: usize,
    /// Only this step's column; `result` for the rulebook's own
    #[arg(long, value_name = "RESULT")]
    pub(crate) only: Option<String>,
    /// Columns to pass through, that the questionnaire need not know
    #[arg(long, value_name = "COLUMN", value_delimiter = ',')]
    pub(crate) keep: Vec<String>,
    /// Write the summary to this file, as JSON
    #[arg(long, value_name = "FILE")]
    pub(crate) summary: Option<PathBuf>,
}
