//! Rows cut out of bytes: as the csv crate cuts them where they are well formed, and each told at its line where not.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test says what must hold and stops where it does not"
)]

use std::io::{self, Read};

use openras_table::csv::{Block, Blocks, Malformed, Row, push_row};
use proptest::prelude::*;

/// Gives a few bytes at a time, so that rows and pairs of bytes are torn apart.
struct Slow<'a>(&'a [u8], usize);

impl Read for Slow<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.0.len().min(self.1).min(into.len());
        into[..count].copy_from_slice(&self.0[..count]);
        self.0 = &self.0[count..];
        Ok(count)
    }
}

type Line = (u64, Row, Vec<String>);

fn rows(bytes: &[u8]) -> Option<(Vec<String>, Vec<Line>)> {
    let (mut blocks, header) = Blocks::new(Slow(bytes, 7)).unwrap()?;
    let (mut block, mut all) = (Block::default(), Vec::new());
    while blocks.next(&mut block).unwrap() {
        block.each(|line, row, record| {
            let cells =
                (0..record.cells.len()).map(|at| String::from_utf8_lossy(record.cell(at)).into_owned());
            all.push((line, row, cells.collect()));
        });
    }
    Some((header, all))
}

fn good(line: u64, cells: &[&str]) -> Line {
    (line, Row::Good, cells.iter().map(|cell| (*cell).to_owned()).collect())
}

fn wrong(line: u64, why: Malformed, cells: &[&str]) -> Line {
    (line, Row::Malformed(why), cells.iter().map(|cell| (*cell).to_owned()).collect())
}

fn check(text: &str, header: &[&str], expected: &[Line]) {
    let (names, found) = rows(text.as_bytes()).unwrap();
    assert_eq!(names, header, "{text:?}");
    assert_eq!(found, expected, "{text:?}");
}

#[test]
fn marks_returns_and_missing_ends_are_passed_over() {
    for text in [
        "a,b\n1,2\n3,4\n",
        "\u{feff}a,b\r\n1,2\r\n3,4",
        "a,b\n1,2\r\n3,4\n",
        "\"a\",\"b\"\r\n\"1\",2\r\n3,\"4\"\r\n",
    ] {
        check(text, &["a", "b"], &[good(2, &["1", "2"]), good(3, &["3", "4"])]);
    }
    assert!(rows(b"").is_none());
    assert!(rows(b"\n\r\n").is_none());
    check("a\n", &["a"], &[]);
}

#[test]
fn quoted_cells_hold_commas_line_feeds_and_quotation_marks() {
    let text = "a,b\n\"1,\"\"x\"\"\n2\",3\r\n\"\",\"\"\n4,5\n";
    check(text, &["a", "b"], &[good(2, &["1,\"x\"\n2", "3"]), good(4, &["", ""]), good(5, &["4", "5"])]);
}

#[test]
fn an_empty_line_is_no_row_and_is_told() {
    let (_, found) = rows(b"\na,b\n\n1,2\n\r\n,\n").unwrap();
    let lines: Vec<(u64, Row)> = found.iter().map(|(line, row, _)| (*line, *row)).collect();
    assert_eq!(lines, [(3, Row::Empty), (4, Row::Good), (5, Row::Empty), (6, Row::Good)]);
}

#[test]
fn a_row_with_too_few_or_too_many_cells_is_told_and_costs_no_other() {
    let cells = |has| Malformed::Cells { has, header: 2 };
    check(
        "a,b\n1\n1,2\n1,2,3\n\"1\",\n",
        &["a", "b"],
        &[
            wrong(2, cells(1), &["1"]),
            good(3, &["1", "2"]),
            wrong(4, cells(3), &["1", "2", "3"]),
            good(5, &["1", ""]),
        ],
    );
}

#[test]
fn a_quotation_mark_left_open_costs_its_own_line_alone() {
    check(
        "a,b\n1,\"2\n3,4\n5,6\n",
        &["a", "b"],
        &[wrong(2, Malformed::OpenQuote, &["1", "\"2"]), good(3, &["3", "4"]), good(4, &["5", "6"])],
    );
    // The next quoted cell would close it, and what stands behind that is no comma.
    check(
        "a,b\n1,\"2\n3,4\n5,\"6\"\n7,8\n",
        &["a", "b"],
        &[
            wrong(2, Malformed::AfterQuote, &["1", "\"2"]),
            good(3, &["3", "4"]),
            good(4, &["5", "6"]),
            good(5, &["7", "8"]),
        ],
    );
    check(
        "a,b\n1,\"2\"x\n3,4\n",
        &["a", "b"],
        &[wrong(2, Malformed::AfterQuote, &["1", "\"2\"x"]), good(3, &["3", "4"])],
    );
    // Over several lines, and with too many cells: a quotation mark too many.
    let too_many = Malformed::Cells { has: 3, header: 2 };
    check(
        "a,b\n\"1,2\n3\",4,5\n6,7\n",
        &["a", "b"],
        &[wrong(2, too_many, &["\"1", "2"]), wrong(3, too_many, &["3\"", "4", "5"]), good(4, &["6", "7"])],
    );
}

#[test]
fn a_line_longer_than_any_row_is_one_line_alone() {
    let long = "x".repeat(3 << 20);
    let text = format!("a,b\n1,2\n{long},3\n4,5\n");
    let (mut blocks, _) = Blocks::new(text.as_bytes()).unwrap().unwrap();
    let (mut block, mut all) = (Block::default(), Vec::new());
    while blocks.next(&mut block).unwrap() {
        block.each(|line, row, _| all.push((line, row)));
    }
    assert_eq!(all, [(2, Row::Good), (3, Row::Malformed(Malformed::TooLong)), (4, Row::Good)]);
}

#[test]
fn a_quotation_mark_amid_a_cell_is_one() {
    check("a,b\n5\" nail,2\n3,4\n", &["a", "b"], &[good(2, &["5\" nail", "2"]), good(3, &["3", "4"])]);
}

#[test]
fn bytes_that_are_no_text_cost_their_own_row_alone() {
    let (_, found) = rows(b"a,b\n1,2\n\xff,2\n\xc3,\xa9\n3,4\n").unwrap();
    let kinds: Vec<(u64, Row)> = found.iter().map(|(line, row, _)| (*line, *row)).collect();
    let bad = Row::Malformed(Malformed::NotUtf8);
    assert_eq!(kinds, [(2, Row::Good), (3, bad), (4, bad), (5, Row::Good)]);
    assert!(Blocks::new(&b"a,\xff\n1,2\n"[..]).is_err());
    assert!(Blocks::new(&b"a,b\r1,2\r"[..]).is_err());
    assert!(Blocks::new(&b"a,\"b\n1,2\n"[..]).is_err());
}

#[test]
fn a_table_of_many_blocks_keeps_its_lines_and_its_order() {
    let mut text = String::from("a,b\n");
    for row in 0..200_000 {
        text += &if row % 1000 == 7 { format!("\"{row}\nx\",y\n") } else { format!("{row},y\n") };
    }
    let (mut blocks, _) = Blocks::new(text.as_bytes()).unwrap().unwrap();
    let (mut block, mut count, mut line) = (Block::default(), 0, 2);
    while blocks.next(&mut block).unwrap() {
        block.each(|at, row, record| {
            assert_eq!((at, row), (line, Row::Good));
            let first = String::from_utf8(record.cell(0).to_vec()).unwrap();
            assert_eq!(first.split('\n').next().unwrap(), count.to_string());
            line += 1 + u64::from(first.contains('\n'));
            count += 1;
        });
    }
    assert_eq!(count, 200_000);
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![4 => "[a-z0-9]{0,4}", 1 => "[a-z,\"\n\r é]{0,6}"]
}

proptest! {
    #[test]
    fn well_formed_rows_are_those_of_the_csv_crate(
        table in prop::collection::vec(prop::collection::vec(cell(), 3), 1..20),
        returns: bool,
    ) {
        let end = if returns { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
        let mut writer = csv::WriterBuilder::new().terminator(end).from_writer(Vec::new());
        writer.write_record(["a", "b", "c"]).unwrap();
        for row in &table {
            writer.write_record(row).unwrap();
        }
        let text = writer.into_inner().unwrap();
        let (_, found) = rows(&text).unwrap();
        let cells: Vec<Vec<String>> = found.into_iter().map(|(_, row, cells)| { assert_eq!(row, Row::Good); cells }).collect();
        prop_assert_eq!(cells, table);
    }

    #[test]
    fn what_is_written_is_read_by_the_csv_crate(table in prop::collection::vec(prop::collection::vec(cell(), 3), 1..9)) {
        let mut text = Vec::new();
        for row in &table {
            push_row(row.iter().map(String::as_str), &mut text);
        }
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_slice());
        let read: Vec<Vec<String>> = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        prop_assert_eq!(read, table);
    }

    #[test]
    fn any_bytes_are_rows_of_rising_lines_and_none_is_lost(
        bytes in prop::collection::vec(prop::sample::select(b"a,\"\n\r\xff".to_vec()), 0..200),
    ) {
        let bytes = [b"a,b\n".as_slice(), &bytes].concat();
        let (_, found) = rows(&bytes).unwrap();
        let mut next = 2;
        for (line, _, cells) in &found {
            prop_assert_eq!(*line, next);
            let inside: usize = cells.iter().map(|cell| cell.matches('\n').count()).sum();
            next += 1 + u64::try_from(inside).unwrap();
        }
        let feeds = u64::try_from(bytes.iter().filter(|byte| **byte == b'\n').count()).unwrap();
        let rest = u64::from(bytes.last() != Some(&b'\n'));
        prop_assert_eq!(next - 1, feeds + rest);
    }
}
