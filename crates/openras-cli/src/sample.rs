//! Reads a table of text from a file: csv, xlsx or ods.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Range, Reader, Sheets, open_workbook_auto_from_rs};
use openras::calibration::{CellRow, Cells};
use openras::core::{Code, Diagnostic, Diagnostics, nearest};
use openras::rulebook::render;

use crate::output::colour;
use crate::status::Stop;

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

/// Reads a table.
pub(crate) fn read(path: &Path, writing: &Writing) -> Result<Cells, Stop> {
    let name = path.display().to_string();
    let bytes = fs::read(path).map_err(|error| Stop::io(&format!("`{name}` cannot be read"), &error))?;
    let ending =
        path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    let mut cells = match ending.as_str() {
        "xlsx" | "xlsm" | "xls" | "xlsb" | "ods" => workbook(&name, bytes, writing)?,
        _ => csv(&name, bytes, writing)?,
    };
    if writing.decimal_comma {
        for text in cells.rows.iter_mut().flat_map(|row| row.cells.iter_mut()) {
            with_point(text);
        }
    }
    Ok(cells)
}

/// Problems of a table, for people.
pub(crate) fn refuse(found: &Diagnostics) -> Stop {
    Stop::Input(render(found, &|_| None, colour()))
}

fn problem(name: &str, code: Code, message: String, help: &str) -> Stop {
    let problem = Diagnostic::new(code, openras::core::Path::root(), message).in_file(name).help(help);
    refuse(&Diagnostics::from(problem))
}

/// `12,5` as `12.5`; every other text as it is.
fn with_point(text: &mut String) {
    let trimmed = text.trim();
    let digits = trimmed.strip_prefix('-').unwrap_or(trimmed);
    let number = digits.split_once(',').is_some_and(|(whole, decimals)| {
        let all = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        all(whole) && all(decimals)
    });
    if number {
        *text = trimmed.replacen(',', ".", 1);
    }
}

fn csv(name: &str, bytes: Vec<u8>, writing: &Writing) -> Result<Cells, Stop> {
    let text = String::from_utf8(bytes)
        .map_err(|_| problem(name, Code::Syntax, "the text is not UTF-8".to_owned(), "save it as UTF-8"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let first = text.lines().next().unwrap_or("");
    let delimiter = writing.delimiter.unwrap_or(',');
    if writing.delimiter.is_none() && !first.contains(',') && first.contains([';', '\t']) {
        let other = if first.contains(';') { "';'" } else { "tab" };
        let message = format!("the cells of the first row stand between {other}, not commas");
        return Err(problem(name, Code::Syntax, message, &format!("say so with --delimiter {other}")));
    }
    let delimiter = u8::try_from(delimiter).map_err(|_| {
        let message = format!("`{delimiter}` cannot stand between the cells of a csv");
        problem(name, Code::WrongType, message, "give one such as ';'")
    })?;
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut cells = Cells { name: name.to_owned(), ..Cells::default() };
    let mut number = 0usize;
    for record in reader.records() {
        number = number.saturating_add(1);
        let record = record.map_err(|error| {
            problem(name, Code::Syntax, format!("row {number}: {error}"), "write it as a csv")
        })?;
        let texts: Vec<String> = record.iter().map(|text| text.trim().to_owned()).collect();
        if number == 1 {
            cells.head = texts;
        } else if texts.iter().any(|text| !text.is_empty()) {
            if texts.len() > cells.head.len() {
                let message =
                    format!("row {number} has {} cells, and the first row {}", texts.len(), cells.head.len());
                let help = "put texts with commas in quotes; for decimal commas take another --delimiter";
                return Err(problem(name, Code::Syntax, message, help));
            }
            cells.rows.push(CellRow { number, cells: texts });
        }
    }
    Ok(cells)
}

fn workbook(name: &str, bytes: Vec<u8>, writing: &Writing) -> Result<Cells, Stop> {
    let unreadable = |error: &dyn std::fmt::Display| {
        let message = format!("it cannot be read as a workbook: {error}");
        problem(name, Code::Syntax, message, "save it as xlsx, ods or csv")
    };
    let mut sheets: Sheets<Cursor<Vec<u8>>> =
        open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|error| unreadable(&error))?;
    let names = sheets.sheet_names();
    let sheet = match &writing.sheet {
        None => names.first().cloned().unwrap_or_default(),
        Some(sheet) if names.contains(sheet) => sheet.clone(),
        Some(sheet) => {
            let near = nearest(sheet, names.iter().map(String::as_str));
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("there are {}", names.join(", ")),
            };
            return Err(problem(name, Code::UnknownName, format!("there is no sheet `{sheet}`"), &help));
        }
    };
    let range = sheets.worksheet_range(&sheet).map_err(|error| unreadable(&error))?;
    table(&format!("{name}, sheet {sheet}"), &range)
}

fn table(name: &str, range: &Range<Data>) -> Result<Cells, Stop> {
    let mut cells = Cells { name: name.to_owned(), ..Cells::default() };
    let first = range.start().and_then(|(row, _)| usize::try_from(row).ok()).unwrap_or(0);
    let mut found = Diagnostics::new();
    for (at, row) in range.rows().enumerate() {
        let number = first.saturating_add(at).saturating_add(1);
        let mut texts = Vec::with_capacity(row.len());
        for (column, cell) in row.iter().enumerate() {
            match text(cell) {
                Ok(text) => texts.push(text),
                Err(what) => {
                    let head = cells
                        .head
                        .get(column)
                        .cloned()
                        .unwrap_or_else(|| column.saturating_add(1).to_string());
                    found.push(
                        cells.problem_at(Code::WrongType, number, &head, &what).help("put a value there"),
                    );
                    texts.push(String::new());
                }
            }
        }
        if cells.head.is_empty() {
            cells.head = texts;
        } else if texts.iter().any(|text| !text.is_empty()) {
            cells.rows.push(CellRow { number, cells: texts });
        }
    }
    if found.is_empty() { Ok(cells) } else { Err(refuse(&found)) }
}

/// A cell as text.
///
/// # Rounding
/// A number to fifteen significant digits, as spreadsheets themselves show it.
fn text(cell: &Data) -> Result<String, String> {
    match cell {
        Data::Empty => Ok(String::new()),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            Ok(text.trim().trim_end_matches("T00:00:00").to_owned())
        }
        Data::Int(whole) => Ok(whole.to_string()),
        Data::Float(number) => Ok(fifteen_digits(*number)),
        Data::Bool(yes) => Ok(if *yes { "yes" } else { "no" }.to_owned()),
        Data::DateTime(time) => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            Ok(format!("{year:04}-{month:02}-{day:02}"))
        }
        Data::Error(error) => Err(format!("it is the error {error}")),
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
    use super::{fifteen_digits, with_point};

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

    #[test]
    fn only_numbers_change_their_comma() {
        for (text, expect) in
            [("12,5", "12.5"), ("-3,25", "-3.25"), ("1,000,5", "1,000,5"), ("a,b", "a,b"), (",5", ",5")]
        {
            let mut own = text.to_owned();
            with_point(&mut own);
            assert_eq!(own, expect);
        }
    }
}
