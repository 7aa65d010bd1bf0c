//! Tables of people in files: csv, workbooks and, where built in, Parquet.

mod cells;
#[cfg(feature = "parquet")]
mod parquet;
mod sheet;
mod source;

pub(crate) use cells::{cells, refuse};
#[cfg(feature = "parquet")]
pub(crate) use parquet::ParquetFile;
#[cfg(not(feature = "parquet"))]
pub(crate) use source::NO_PARQUET;
pub(crate) use source::{Piece, Source};

/// How a table is written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Writing {
    /// The sheet of a workbook; the first if left out.
    pub(crate) sheet: Option<String>,
    /// What stands between the cells of a csv; a comma if left out.
    pub(crate) delimiter: Option<char>,
    /// Numbers have a comma before their decimals.
    pub(crate) decimal_comma: bool,
}
