//! A table as text, for whoever reads few columns of it: the sample of a calibration, a ledger.

use std::path::Path;

use openras::calibration::{CellRow, Cells};
use openras::core::{Code, Diagnostic, Diagnostics, Path as Place};
use openras::rulebook::render;
use openras::table::Record;
use openras::table::csv::{Malformed, Row};

use super::{Piece, Source, Writing};
use crate::output::colour;
use crate::status::Stop;

/// Reads a whole table. Rows in which nothing stands are passed over.
pub(crate) fn cells(path: &Path, writing: &Writing) -> Result<Cells, Stop> {
    let name = path.display().to_string();
    let (mut source, head) = Source::open(path, &name, writing)?;
    if writing.delimiter.is_none() {
        between_commas(&head, &name)?;
    }
    let mut reading = Reading {
        cells: Cells {
            name: source.title(&name),
            head: head.iter().map(|text| text.trim().to_owned()).collect(),
            rows: Vec::new(),
        },
        found: Diagnostics::new(),
        decimal_comma: writing.decimal_comma,
    };
    let mut piece = Piece::default();
    while source.next(&mut piece, &name)? {
        reading.take(&mut piece, &name)?;
    }
    if reading.found.is_empty() { Ok(reading.cells) } else { Err(refuse(&reading.found)) }
}

/// Refuses a header whose names stand between something else than commas.
fn between_commas(header: &[String], name: &str) -> Result<(), Stop> {
    let [only] = header else { return Ok(()) };
    let Some(other) = only.chars().find(|letter| matches!(letter, ';' | '\t')) else { return Ok(()) };
    let other = if other == ';' { "';'" } else { "tab" };
    let message = format!("the cells of the first row stand between {other}, not commas");
    let problem = Diagnostic::new(Code::Syntax, Place::root(), message).in_file(name);
    Err(refuse(&Diagnostics::from(problem.help(format!("say so with --delimiter {other}")))))
}

/// Problems of a table, for people.
pub(crate) fn refuse(found: &Diagnostics) -> Stop {
    Stop::Input(render(found, &|_| None, colour()))
}

struct Reading {
    cells: Cells,
    found: Diagnostics,
    decimal_comma: bool,
}

impl Reading {
    fn take(&mut self, piece: &mut Piece, name: &str) -> Result<(), Stop> {
        let mut one = |line: u64, row: Row, record: &Record<'_>| self.row(line, row, record);
        match piece {
            Piece::Nothing => {}
            Piece::Csv(block) => block.each(one),
            Piece::Sheet(sheet) => sheet.each(&mut one),
            #[cfg(feature = "parquet")]
            Piece::Parquet(people) => {
                for (number, texts) in people.texts(name)? {
                    self.add(number, texts);
                }
            }
        }
        let _ = name;
        Ok(())
    }

    fn row(&mut self, line: u64, row: Row, record: &Record<'_>) {
        let number = usize::try_from(line).unwrap_or(usize::MAX);
        match row {
            Row::Empty => {}
            Row::Good => {
                let text = |at: usize| String::from_utf8_lossy(record.cell(at)).trim().to_owned();
                self.add(number, (0..record.cells.len()).map(text).collect());
            }
            Row::Malformed(why) => {
                let problem = Diagnostic::new(Code::Syntax, Place::root(), format!("row {number}: {why}"));
                let help = match why {
                    Malformed::Cells { .. } => {
                        "give each row as many cells as the header; put texts with commas in quotation marks, and with decimal commas write the csv with another delimiter"
                    }
                    Malformed::OpenQuote | Malformed::AfterQuote => {
                        "put a quotation mark at both ends of the cell, and write one within it twice"
                    }
                    Malformed::NotUtf8 => "save it as UTF-8",
                    Malformed::TooLong => "look for a quotation mark that is not closed",
                };
                self.found.push(problem.in_file(self.cells.name.clone()).help(help));
            }
        }
    }

    fn add(&mut self, number: usize, mut texts: Vec<String>) {
        if self.decimal_comma {
            texts.iter_mut().for_each(with_point);
        }
        if texts.iter().any(|text| !text.is_empty()) {
            self.cells.rows.push(CellRow { number, cells: texts });
        }
    }
}

/// `12,5` as `12.5`; every other text as it is.
fn with_point(text: &mut String) {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let number = digits.split_once(',').is_some_and(|(whole, decimals)| {
        let all = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        all(whole) && all(decimals)
    });
    if number {
        *text = text.replacen(',', ".", 1);
    }
}

#[cfg(test)]
mod tests {
    use super::with_point;

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
