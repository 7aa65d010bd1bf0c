//! People in a table: what its columns mean, its rows as columns for the engine, what came of each row, and the summary.
//!
//! * [`Layout`] says what the columns are by their names; [`Table`] adds the scheme and the day.
//! * [`Rows`] takes rows of text, a batch at a time, and has them worked out. A cell that fits its column costs one lookup;
//!   a row with a cell that does not fit is worked out one by one, so that its problems are the same.
//! * [`Results`] is what came of a batch: [`Results::write_csv`] writes it, [`Tally`] counts it.
//! * [`csv`] cuts bytes into rows, with every malformed row kept and told at its line.
//!
//! It opens no file: bytes come in and go out.
#![forbid(unsafe_code)]

mod answers;
mod cliffs;
mod column;
pub mod csv;
mod given;
mod layout;
mod number;
mod results;
mod rows;
mod summary;
mod table;
mod tally;
mod texts;
mod words;

pub use answers::lowest;
pub use cliffs::cliffs;
pub use column::Column;
pub use layout::{Layout, Role};
pub use results::{Came, Results};
pub use rows::{Record, Rows};
pub use summary::{BATCH_SUMMARY, BatchSummary, CodeCount, GroupSummary, SummaryFigures, SummaryRulebook};
pub use table::Table;
pub use tally::Tally;
pub use texts::Texts;
