use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use openras_testing::workload;
use rust_xlsxwriter::{Format, Workbook};

use crate::harness::{Run, command, names, openras, root, scratch};

const MINIMAL: &str = "fixtures/rulebooks/minimal";
const CONTRACT: &str = "fixtures/rulebooks/contract";
const WORKLOAD: &str = "fixtures/rulebooks/peers_common";

fn batch(arguments: &[&dyn AsRef<std::ffi::OsStr>]) -> Run {
    openras(std::iter::once("batch".as_ref()).chain(arguments.iter().map(AsRef::as_ref)))
}

#[test]
fn a_spreadsheet_is_read_as_the_same_table_in_csv_is() {
    let folder = scratch("batch_xlsx");
    let (file, csv) = (folder.join("people.xlsx"), folder.join("people.csv"));
    let header = [
        "person",
        "on",
        "age",
        "living",
        "region",
        "washing",
        "night_hours",
        "pets",
        "worry",
        "shopping",
        "visits",
        "support_ratio",
        "mother",
        "lives_alone",
        "moved_on",
    ];
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    for (at, name) in (0u16..).zip(header) {
        sheet.write_string(0, at, name).unwrap();
    }
    let mut table = header.join(",") + "\n";
    for row in 1..=3u32 {
        // The second row is empty.
        if row == 2 {
            continue;
        }
        let words = ["own_home", "town", "some"];
        sheet.write_string(row, 0, format!("P{row}")).unwrap();
        sheet
            .write_with_format(row, 1, rust_xlsxwriter::ExcelDateTime::from_ymd(2008, 3, 1).unwrap(), &date)
            .unwrap();
        sheet.write_number(row, 2, 34).unwrap();
        for (at, word) in (3u16..).zip(words) {
            sheet.write_string(row, at, word).unwrap();
        }
        sheet.write_number(row, 6, 2.5).unwrap();
        sheet.write_string(row, 7, "cat|dog").unwrap();
        sheet.write_number(row, 8, 2).unwrap();
        sheet.write_string(row, 9, "some").unwrap();
        sheet.write_number(row, 10, if row == 3 { 3.5 } else { 3.0 }).unwrap();
        sheet.write_string(row, 11, "one_to_one").unwrap();
        sheet.write_string(row, 12, "no").unwrap();
        sheet.write_boolean(row, 13, true).unwrap();
        sheet
            .write_with_format(row, 14, rust_xlsxwriter::ExcelDateTime::from_ymd(2008, 2, 1).unwrap(), &date)
            .unwrap();
        let visits = if row == 3 { "3.5" } else { "3" };
        table += &format!(
            "P{row},2008-03-01,34,own_home,town,some,2.5,cat|dog,2,some,{visits},one_to_one,no,true,2008-02-01\n"
        );
    }
    book.save(&file).unwrap();
    fs::write(&csv, table).unwrap();
    let (from_sheet, from_csv) = (batch(&[&CONTRACT, &file]), batch(&[&CONTRACT, &csv]));
    assert_eq!(from_sheet.status, 1, "{}", from_sheet.stderr);
    assert_eq!(from_sheet.stdout, from_csv.stdout);
    assert!(
        from_sheet.stdout.contains("P1,allocated,,,")
            && from_sheet.stdout.contains("P3,error,too_many_decimals:visits,"),
        "{}",
        from_sheet.stdout
    );
    assert!(from_sheet.stderr.contains("empty lines passed over: 1"), "{}", from_sheet.stderr);
    fs::write(&file, "no spreadsheet").unwrap();
    batch(&[&CONTRACT, &file]).refuses(&["people.xlsx", "no spreadsheet"]);
}

#[test]
fn files_that_are_not_there_or_cannot_be_written() {
    let folder = scratch("batch_not_there");
    for name in ["people.csv", "people.xlsx"] {
        batch(&[&MINIMAL, &folder.join(name)]).cannot(&[name, "no such file"]);
    }
    batch(&[&MINIMAL, &folder]).cannot(&["it is a folder"]);
    let people = folder.join("people.csv");
    fs::write(&people, "person,on,help\nP1,2024-06-01,some\n").unwrap();
    batch(&[&MINIMAL, &people, &"--out", &folder.join("no/out.csv")]).cannot(&["cannot be written"]);
    batch(&[&MINIMAL, &people, &"--workings", &folder]).cannot(&["is there already"]);
    assert_eq!(names(&folder), ["people.csv"]);
}

#[test]
fn each_person_has_a_record_named_by_row() {
    let folder = scratch("batch_workings");
    let (people, workings, out) = (folder.join("people.csv"), folder.join("records"), folder.join("out.csv"));
    fs::write(&people, "person,on,help\nP1,2024-06-01,some\nP2,2024-06-01,lots\nP3,2024-06-01,a_lot\n")
        .unwrap();
    let run = batch(&[&MINIMAL, &people, &"--workings", &workings, &"--out", &out]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert_eq!(names(&folder), ["out.csv", "people.csv", "records"]);
    assert_eq!(names(&workings), ["1.json", "3.json"]);
    let record: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(workings.join("3.json")).unwrap()).unwrap();
    assert_eq!(record["assessment"]["person"], "P3");
    let verified =
        openras([Path::new("verify"), &workings.join("3.json"), Path::new("--rulebook"), Path::new(MINIMAL)]);
    verified.done();
}

#[test]
fn two_files_of_one_name_are_refused() {
    let folder = scratch("batch_one_name");
    let (people, out) = (folder.join("people.csv"), folder.join("out.csv"));
    fs::write(&people, "person,on,help\nP1,2024-06-01,some\n").unwrap();
    batch(&[&MINIMAL, &people, &"--out", &out, &"--summary", &out])
        .refuses(&["--out and --summary", "out.csv"]);
    batch(&[&MINIMAL, &people, &"--out", &out, &"--workings", &out]).refuses(&["--out and --workings"]);
    fs::write(&out, "old").unwrap();
    let roundabout = folder.join("../batch_one_name/out.csv");
    batch(&[&MINIMAL, &people, &"--out", &out, &"--summary", &roundabout]).refuses(&["--out and --summary"]);
    let rows = fs::read_to_string(&people).unwrap();
    batch(&[&MINIMAL, &people, &"--out", &people]).refuses(&["the table of people and --out", "people.csv"]);
    assert_eq!(fs::read_to_string(&people).unwrap(), rows);
    assert_eq!(fs::read_to_string(&out).unwrap(), "old");
    assert_eq!(names(&folder), ["out.csv", "people.csv"]);
}

#[test]
fn a_summary_that_cannot_be_written_is_told_before_any_row_is_worked_out() {
    let folder = scratch("batch_no_summary");
    let people = folder.join("people.csv");
    fs::write(&people, "person,on,help\nP1,2024-06-01,some\n").unwrap();
    let run = batch(&[&MINIMAL, &people, &"--summary", &folder.join("no/summary.json")]);
    run.cannot(&["summary.json", "cannot be written"]);
    assert_eq!(run.stdout, "");
}

#[test]
fn more_threads_than_a_machine_has_are_no_trouble() {
    let folder = scratch("batch_threads");
    let (people, out) = (folder.join("people.csv"), folder.join("out.csv"));
    fs::write(&people, "person,on,help\nP1,2024-06-01,some\nP2,2024-06-01,a_lot\n").unwrap();
    let run = batch(&[&MINIMAL, &people, &"--threads", &"1000000", &"--out", &out]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert_eq!(names(&folder), ["out.csv", "people.csv"]);
}

/// A table too long to be worked out before anybody looks.
fn long(rows: u64) -> String {
    (0..rows).fold(workload::header() + "\n", |text, person| text + &workload::row(person) + "\n")
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_stops_the_program_and_leaves_nothing() {
    let folder = scratch("batch_full");
    let (people, out, workings) = (folder.join("people.csv"), folder.join("out.csv"), folder.join("records"));
    fs::write(&people, long(2_000)).unwrap();
    batch(&[&WORKLOAD, &people, &"--out", &"/dev/full"]).cannot(&["the disk is full"]);
    fs::write(&out, "old").unwrap();
    // A file may grow to 16 kB here: what is written beyond fails as it does on a full disk.
    let script = "trap '' XFSZ; ulimit -f 16; exec \"$0\" \"$@\"";
    let openras = env!("CARGO_BIN_EXE_openras");
    let run = std::process::Command::new("bash")
        .args(["-c", script, openras, "batch", WORKLOAD])
        .args([&people, Path::new("--out"), &out, Path::new("--workings"), &workings])
        .current_dir(root())
        .output()
        .unwrap();
    let told = String::from_utf8(run.stderr).unwrap();
    assert_eq!(run.status.code(), Some(3), "{told}");
    assert!(told.contains("cannot be written"), "{told}");
    assert_eq!(names(&folder), ["out.csv", "people.csv"]);
    assert_eq!(fs::read_to_string(&out).unwrap(), "old");
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_nothing_half_written() {
    for signal in ["-INT", "-TERM"] {
        let folder = scratch(&format!("batch_stopped{signal}"));
        let (out, workings) = (folder.join("out.csv"), folder.join("records"));
        fs::write(&out, "old").unwrap();
        let mut child = command()
            .args(["batch", WORKLOAD, "-", "--out"])
            .args([&out, Path::new("--workings"), &workings])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // It has begun to write, and waits for more rows, which do not come.
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(long(10_000).as_bytes()).unwrap();
        while names(&folder).len() < 3 {
            std::thread::yield_now();
        }
        let sent =
            std::process::Command::new("kill").arg(signal).arg(child.id().to_string()).status().unwrap();
        assert!(sent.success());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(130));
        assert_eq!(names(&folder), ["out.csv"]);
        assert_eq!(fs::read_to_string(&out).unwrap(), "old");
        drop(stdin);
    }
}

#[test]
fn a_reader_who_has_had_enough_is_no_error() {
    let folder = scratch("batch_closed");
    let people = folder.join("people.csv");
    fs::write(&people, long(5_000)).unwrap();
    let mut child = command()
        .args([Path::new("batch"), Path::new(WORKLOAD), &people])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), b"".as_slice()));
}

#[cfg(not(feature = "parquet"))]
#[test]
fn without_parquet_it_says_so() {
    let folder = scratch("batch_parquet");
    let people = folder.join("people.csv");
    fs::write(&people, "person,on,help\nP1,2024-06-01,some\n").unwrap();
    batch(&[&MINIMAL, &folder.join("people.parquet")]).refuses(&["without Parquet"]);
    batch(&[&MINIMAL, &people, &"--out", &folder.join("out.parquet")]).refuses(&["without Parquet"]);
}
