//! Tables in spreadsheets: the first sheet, read whole.

use std::path::Path;
use std::sync::Arc;

use calamine::{Data, Range, Reader, open_workbook_auto};
use openras::core::Day;
use openras::table::Record;
use openras::table::csv::{Malformed, Row};

use crate::status::Stop;

/// So many rows are worked out together.
const PIECE: usize = 4_096;

/// More digits than a spreadsheet's numbers hold.
const DIGITS_MOST: usize = 15;

/// The first sheet of a spreadsheet.
pub(super) struct Sheet {
    cells: Arc<Range<Data>>,
    columns: usize,
    next: usize,
}

/// Some rows of a sheet.
pub(super) struct SheetPiece {
    cells: Arc<Range<Data>>,
    columns: usize,
    from: usize,
    to: usize,
}

impl Sheet {
    /// Reads the sheet and its header: the first row that is not empty.
    pub(super) fn open(path: &Path, name: &str) -> Result<(Sheet, Vec<String>), Stop> {
        let wrong = |why: String| Stop::Input(format!("error[syntax]: {why}\n --> {name}"));
        let mut book = open_workbook_auto(path).map_err(|error| wrong(format!("no spreadsheet: {error}")))?;
        let Some(sheet) = book.worksheet_range_at(0) else {
            return Err(wrong("the spreadsheet has no sheet".to_owned()));
        };
        let cells = sheet.map_err(|error| wrong(format!("the first sheet cannot be read: {error}")))?;
        let header_at = cells.rows().position(|row| !empty(row)).unwrap_or(0);
        let mut header: Vec<String> =
            cells.rows().nth(header_at).unwrap_or_default().iter().map(text).collect();
        // A sheet goes on to the right without end: what has no name and no cell is no column.
        let used = cells.rows().map(width).max().unwrap_or(0);
        header.truncate(used);
        let (columns, next) = (header.len(), header_at.saturating_add(1));
        Ok((Sheet { cells: Arc::new(cells), columns, next }, header))
    }

    /// How many rows there are.
    pub(super) fn size(&self) -> u64 {
        u64::try_from(self.cells.height()).unwrap_or(u64::MAX)
    }

    /// The next rows.
    pub(super) fn next(&mut self) -> Option<SheetPiece> {
        let from = self.next;
        let to = from.saturating_add(PIECE).min(self.cells.height());
        self.next = to;
        (from < to).then(|| SheetPiece { cells: Arc::clone(&self.cells), columns: self.columns, from, to })
    }
}

impl SheetPiece {
    /// How many rows there are.
    pub(super) fn size(&self) -> u64 {
        u64::try_from(self.to.saturating_sub(self.from)).unwrap_or(u64::MAX)
    }

    /// Gives every row in order.
    pub(super) fn each(&self, take: &mut dyn FnMut(u64, Row, &Record<'_>)) {
        let first = self.cells.start().map_or(0, |(row, _)| u64::from(row)).saturating_add(1);
        let rows = self.cells.rows().enumerate().skip(self.from).take(self.to.saturating_sub(self.from));
        let (mut bytes, mut bounds) = (Vec::new(), Vec::new());
        for (at, row) in rows {
            bytes.clear();
            bounds.clear();
            for cell in row.iter().take(self.columns) {
                let start = bytes.len();
                bytes.extend_from_slice(text(cell).as_bytes());
                bounds.push((start, bytes.len()));
            }
            let has = width(row);
            let kind = match has {
                0 => Row::Empty,
                has if has > self.columns => Row::Malformed(Malformed::Cells { has, header: self.columns }),
                _ => Row::Good,
            };
            let line = first.saturating_add(u64::try_from(at).unwrap_or(u64::MAX));
            take(line, kind, &Record { bytes: &bytes, cells: &bounds });
        }
    }
}

fn empty(row: &[Data]) -> bool {
    width(row) == 0
}

/// As far as there is something in a row.
fn width(row: &[Data]) -> usize {
    row.iter().rposition(|cell| !text(cell).is_empty()).map_or(0, |last| last.saturating_add(1))
}

/// A cell as it would stand in a csv file.
fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(yes) => yes.to_string(),
        Data::Int(whole) => whole.to_string(),
        Data::Float(number) => number_text(&number.to_string()),
        Data::DateTime(time) => {
            let (year, month, day, hours, minutes, seconds, rest) = time.to_ymd_hms_milli();
            let whole = (hours, minutes, seconds, rest) == (0, 0, 0, 0) && time.is_datetime();
            let day = i16::try_from(year).ok().zip(i8::try_from(month).ok()).zip(i8::try_from(day).ok());
            let day = day.and_then(|((year, month), day)| Day::new(year, month, day)).filter(|_| whole);
            // A time of day is no day, and is refused where a day is wanted.
            day.map_or_else(|| number_text(&time.as_f64().to_string()), |day| day.to_string())
        }
        Data::DateTimeIso(text) => text.strip_suffix("T00:00:00").unwrap_or(text).to_owned(),
        Data::Error(error) => error.to_string(),
    }
}

/// A number, where a spreadsheet holds as many digits as it shows.
fn number_text(shown: &str) -> String {
    let digits = shown.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
    if digits > DIGITS_MOST {
        format!("{shown} (more digits than a spreadsheet holds)")
    } else {
        shown.to_owned()
    }
}
