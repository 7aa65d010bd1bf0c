//! Tables in spreadsheets: one sheet, read whole.

use std::path::Path;
use std::sync::Arc;

use calamine::{Data, Range, Reader, open_workbook_auto};
use openras::core::{Day, nearest};
use openras::table::Record;
use openras::table::csv::{Malformed, Row};

use crate::status::Stop;

/// So many rows are worked out together.
const PIECE: usize = 4_096;

/// One sheet of a spreadsheet.
pub(crate) struct Sheet {
    title: String,
    cells: Arc<Range<Data>>,
    columns: usize,
    next: usize,
}

/// Some rows of a sheet.
pub(crate) struct SheetPiece {
    cells: Arc<Range<Data>>,
    columns: usize,
    from: usize,
    to: usize,
}

impl Sheet {
    /// Reads the sheet of this name, or the first, and its header: the first row that is not empty.
    pub(crate) fn open(path: &Path, name: &str, sheet: Option<&str>) -> Result<(Sheet, Vec<String>), Stop> {
        let wrong = |why: String| Stop::Input(format!("error[syntax]: {why}\n --> {name}"));
        let mut book = open_workbook_auto(path).map_err(|error| wrong(format!("no spreadsheet: {error}")))?;
        let names = book.sheet_names();
        let Some(first) = names.first() else {
            return Err(wrong("the spreadsheet has no sheet".to_owned()));
        };
        let title = sheet.unwrap_or(first).to_owned();
        if !names.contains(&title) {
            return Err(no_sheet(&title, &names, name));
        }
        let cells = book.worksheet_range(&title);
        let cells = cells.map_err(|error| wrong(format!("the sheet `{title}` cannot be read: {error}")))?;
        let header_at = cells.rows().position(|row| !empty(row)).unwrap_or(0);
        let mut header: Vec<String> =
            cells.rows().nth(header_at).unwrap_or_default().iter().map(text).collect();
        // A sheet goes on to the right without end: what has no name and no cell is no column.
        let used = cells.rows().map(width).max().unwrap_or(0);
        header.truncate(used);
        let (columns, next) = (header.len(), header_at.saturating_add(1));
        Ok((Sheet { title, cells: Arc::new(cells), columns, next }, header))
    }

    /// What the sheet is called.
    pub(crate) fn title(&self) -> &str {
        &self.title
    }

    /// How many rows there are.
    pub(crate) fn size(&self) -> u64 {
        u64::try_from(self.cells.height()).unwrap_or(u64::MAX)
    }

    /// The next rows.
    pub(crate) fn next(&mut self) -> Option<SheetPiece> {
        let from = self.next;
        let to = from.saturating_add(PIECE).min(self.cells.height());
        self.next = to;
        (from < to).then(|| SheetPiece { cells: Arc::clone(&self.cells), columns: self.columns, from, to })
    }
}

impl SheetPiece {
    /// How many rows there are.
    pub(crate) fn size(&self) -> u64 {
        u64::try_from(self.to.saturating_sub(self.from)).unwrap_or(u64::MAX)
    }

    /// Gives every row in order.
    pub(crate) fn each(&self, take: &mut dyn FnMut(u64, Row, &Record<'_>)) {
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

fn no_sheet(wanted: &str, names: &[String], name: &str) -> Stop {
    let help = match nearest(wanted, names.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the sheets are {}", names.join(", ")),
    };
    Stop::Input(format!("error[unknown_name]: there is no sheet `{wanted}`\n --> {name}\n  = help: {help}"))
}

/// A cell as it would stand in a csv file.
///
/// # Rounding
/// A number to fifteen significant digits, as spreadsheets themselves show it: what a formula leaves beyond them is noise.
fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(yes) => yes.to_string(),
        Data::Int(whole) => whole.to_string(),
        Data::Float(number) => fifteen_digits(*number),
        Data::DateTime(time) => {
            let (year, month, day, hours, minutes, seconds, rest) = time.to_ymd_hms_milli();
            let whole = (hours, minutes, seconds, rest) == (0, 0, 0, 0) && time.is_datetime();
            let day = i16::try_from(year).ok().zip(i8::try_from(month).ok()).zip(i8::try_from(day).ok());
            let day = day.and_then(|((year, month), day)| Day::new(year, month, day)).filter(|_| whole);
            // A time of day is no day, and is refused where a day is wanted.
            day.map_or_else(|| fifteen_digits(time.as_f64()), |day| day.to_string())
        }
        Data::DateTimeIso(text) => text.strip_suffix("T00:00:00").unwrap_or(text).to_owned(),
        Data::Error(error) => error.to_string(),
    }
}

fn fifteen_digits(number: f64) -> String {
    let written = format!("{number:.14e}");
    let Some((digits, power)) = written.split_once('e') else { return written };
    let Ok(power) = power.parse::<i32>() else { return written };
    let (minus, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("-", digits));
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    let point = power.saturating_add(1);
    let plain = match usize::try_from(point) {
        Ok(point) if point >= digits.len() => format!("{digits:0<point$}"),
        Ok(point) if point > 0 => {
            let (whole, decimals) = digits.split_at(point);
            format!("{whole}.{decimals}")
        }
        _ => format!("0.{}{digits}", "0".repeat(usize::try_from(point.unsigned_abs()).unwrap_or(0))),
    };
    let plain = if plain.contains('.') { plain.trim_end_matches('0').trim_end_matches('.') } else { &plain };
    if plain == "0" { plain.to_owned() } else { format!("{minus}{plain}") }
}

#[cfg(test)]
mod tests {
    use super::fifteen_digits;

    #[test]
    fn numbers_of_a_spreadsheet_are_read_as_it_shows_them() {
        let pairs = [
            (0.300_000_000_000_000_04, "0.3"),
            (10400.5, "10400.5"),
            (12.0, "12"),
            (0.0, "0"),
            (-2.5, "-2.5"),
            (1e15, "1000000000000000"),
            (0.001, "0.001"),
            (123_456_789_012.35, "123456789012.35"),
        ];
        for (number, text) in pairs {
            assert_eq!(fifteen_digits(number), text);
        }
    }
}
