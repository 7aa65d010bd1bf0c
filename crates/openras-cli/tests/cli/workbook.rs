use std::fs;
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use openras_testing::workload;

use crate::harness::{names, openras, scratch};

const WREXHAM: &str = "fixtures/rulebooks/wrexham_2008";
const A_0042: &str = "fixtures/assessments/wrexham_a_0042.json";
const WORKLOAD: &str = "fixtures/rulebooks/peers_common";

fn sheets(path: &Path) -> Vec<String> {
    let book: Xlsx<_> = open_workbook(path).unwrap();
    book.sheet_names()
}

/// A sheet's cells as they are stored, from its first cell on.
fn cells(path: &Path, sheet: &str) -> calamine::Range<Data> {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    range.range((0, 0), range.end().unwrap())
}

#[test]
fn a_person_gets_a_workbook_with_the_figures_of_the_record() {
    let folder = scratch("workbook_person");
    let (one, other) = (folder.join("one.xlsx"), folder.join("other.xlsx"));
    openras(["allocate", WREXHAM, A_0042, "--out", one.to_str().unwrap()]).done();
    openras(["allocate", WREXHAM, A_0042, "--format", "xlsx", "--out", other.to_str().unwrap()]).done();
    assert_eq!(fs::read(&one).unwrap(), fs::read(&other).unwrap(), "the same bytes on every run");
    let sheets = sheets(&one);
    assert_eq!(sheets, ["Summary", "Answers", "Parameters", "Tables", "Workings", "Sources", "Record"]);
    let summary = cells(&one, "Summary");
    assert_eq!(summary.get((7, 1)), Some(&Data::String("allocated".to_owned())));
    // The published figure of the slides.
    assert_eq!(summary.get((8, 1)), Some(&Data::Float(13291.56)));
}

#[test]
fn a_workbook_needs_a_file() {
    let run = openras(["allocate", WREXHAM, A_0042, "--format", "xlsx"]);
    run.refuses(&["a workbook is a file", "--out"]);
    let people = openras(["batch", WORKLOAD, "-", "--format", "xlsx"]);
    people.refuses(&["a workbook is a file", "--out"]);
}

#[test]
fn the_whole_scheme_is_written_to_be_filled_in() {
    let folder = scratch("workbook_blank");
    let file = folder.join("blank.xlsx");
    openras(["workbook", WREXHAM, "--out", file.to_str().unwrap(), "--on", "2008-06-01"]).done();
    assert_eq!(sheets(&file), ["Summary", "Answers", "Parameters", "Tables", "Workings", "Sources"]);
    let gone = folder.join("gone.xlsx");
    let run = openras(["workbook", WREXHAM, "--out", gone.to_str().unwrap(), "--on", "1999-06-01"]);
    run.refuses(&["no_value_on_date", "1999-06-01"]);
    assert_eq!(names(&folder), ["blank.xlsx"]);
}

#[test]
fn everybody_stands_in_a_row_with_the_right_penny() {
    const PEOPLE: u64 = 30;
    let folder = scratch("workbook_people");
    let (table, book) = (folder.join("people.csv"), folder.join("people.xlsx"));
    let rows =
        (0..PEOPLE).fold(workload::header() + "\n", |text, person| text + &workload::row(person) + "\n");
    fs::write(&table, rows).unwrap();
    let run = openras(["batch", WORKLOAD, table.to_str().unwrap(), "--out", book.to_str().unwrap()]);
    assert_eq!((run.status, &*run.stdout), (0, ""), "{}", run.stderr);
    assert!(run.stderr.contains("30 people"), "{}", run.stderr);
    let people = cells(&book, "People");
    for (person, row) in (0..PEOPLE).zip(people.rows().skip(4)) {
        assert_eq!(row[0], Data::String(format!("P{person:08}")));
        assert_eq!(row[2], Data::String("allocated".to_owned()));
        let Data::Float(annual) = row[3] else { panic!("{:?}", row[3]) };
        assert_eq!((annual * 100.0).round() as i64, workload::pence(&workload::answers(person)));
    }
}

#[test]
fn more_people_than_a_workbook_is_made_for_are_refused_and_leave_no_file() {
    let folder = scratch("workbook_many");
    let (table, book) = (folder.join("people.csv"), folder.join("people.xlsx"));
    let rows =
        (0..10_001).fold(workload::header() + "\n", |text, person| text + &workload::row(person) + "\n");
    fs::write(&table, rows).unwrap();
    let run = openras(["batch", WORKLOAD, table.to_str().unwrap(), "--out", book.to_str().unwrap()]);
    run.refuses(&["at most 10000 people", "write csv"]);
    assert_eq!(names(&folder), ["people.csv"]);
    let run = openras([
        "batch",
        WORKLOAD,
        table.to_str().unwrap(),
        "--out",
        book.to_str().unwrap(),
        "--only",
        "result",
    ]);
    run.refuses(&["--only", "holds every step"]);
}
