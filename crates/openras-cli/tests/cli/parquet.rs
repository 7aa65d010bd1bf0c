//! Tables in Parquet: `cargo test -p openras-cli --features parquet --test cli parquet`.

use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::Decimal128Type;
use arrow_array::{ArrayRef, RecordBatch, RecordBatchReader, StringArray};
use openras_testing::workload;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::harness::{openras, root, scratch};

const WORKLOAD: &str = "fixtures/rulebooks/peers_common";
const PEOPLE: u64 = 20_000;

/// A table of csv without quotation marks, as strings in Parquet.
fn as_parquet(csv: &str, file: &Path) {
    let mut rows = csv.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let header = rows.next().unwrap();
    let rows: Vec<Vec<&str>> = rows.collect();
    let column = |at: usize| {
        let cells = rows.iter().map(|row| Some(row[at]).filter(|cell| !cell.is_empty()));
        Arc::new(cells.collect::<StringArray>()) as ArrayRef
    };
    let columns = header.iter().enumerate().map(|(at, name)| (*name, column(at)));
    let batch =
        RecordBatch::try_from_iter_with_nullable(columns.map(|(name, column)| (name, column, true))).unwrap();
    let mut writer = ArrowWriter::try_new(File::create(file).unwrap(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
}

#[test]
fn parquet_in_and_out_comes_to_the_pennies_of_csv() {
    let folder = scratch("batch_in_parquet");
    let mut csv = workload::header() + "\n";
    for person in 0..PEOPLE {
        csv += &workload::row(person);
        csv += "\n";
    }
    // Two rows with a mistake: a statement that is not there, and no answer.
    csv += "WRONG,2026-06-01,nonsense,";
    csv += workload::row(1).splitn(4, ',').nth(3).unwrap();
    csv += "\nEMPTY,2026-06-01,,";
    csv += workload::row(1).splitn(4, ',').nth(3).unwrap();
    csv += "\n";
    let (people, out) = (folder.join("people.parquet"), folder.join("out.parquet"));
    as_parquet(&csv, &people);
    fs::write(folder.join("people.csv"), &csv).unwrap();

    let run = openras([Path::new("batch"), Path::new(WORKLOAD), &people, Path::new("--out"), &out]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    let reader =
        ParquetRecordBatchReaderBuilder::try_new(File::open(&out).unwrap()).unwrap().build().unwrap();
    assert!(reader.schema().field_with_name("indicative_budget").is_ok());
    let mut row = 0;
    let mut errors = Vec::new();
    for batch in reader {
        let batch = batch.unwrap();
        let text = |name: &str| batch.column_by_name(name).unwrap().as_string::<i32>().clone();
        let (person, error) = (text("person"), text("error"));
        let budget =
            batch.column_by_name("indicative_budget").unwrap().as_primitive::<Decimal128Type>().clone();
        assert_eq!(budget.scale(), 2);
        for at in 0..batch.num_rows() {
            if row < PEOPLE {
                assert_eq!(person.value(at), format!("P{row:08}"));
                assert_eq!(
                    budget.value(at),
                    i128::from(workload::pence(&workload::answers(row))),
                    "row {row}"
                );
            } else {
                errors.push(format!("{} {}", person.value(at), error.value(at)));
            }
            row += 1;
        }
    }
    assert_eq!(errors, ["WRONG unknown_statement:home_a", "EMPTY unanswered:home_a"]);

    // In parquet, out csv: byte for byte the results of the same people in csv.
    let (one, other) = (folder.join("one.csv"), folder.join("other.csv"));
    openras([Path::new("batch"), Path::new(WORKLOAD), &people, Path::new("--out"), &one]);
    openras([
        Path::new("batch"),
        Path::new(WORKLOAD),
        &folder.join("people.csv"),
        Path::new("--out"),
        &other,
    ]);
    assert!(fs::read(&one).unwrap() == fs::read(&other).unwrap());
}

#[test]
fn what_is_no_parquet_is_refused() {
    let folder = scratch("batch_no_parquet");
    let (people, out) = (folder.join("people.parquet"), folder.join("out.csv"));
    for bytes in [b"".as_slice(), b"person,on\nP1,2026-06-01\n", b"PAR1 and then nothing PAR1"] {
        fs::write(&people, bytes).unwrap();
        let run = openras([Path::new("batch"), Path::new(WORKLOAD), &people, Path::new("--out"), &out]);
        assert_eq!(run.status, 2, "{}", run.stderr);
        assert!(run.stderr.contains("cannot be read"), "{}", run.stderr);
        assert!(!out.exists());
    }
}

/// The price is the one that fixtures/oracle/calibrate.py works out from the same sample in csv.
#[test]
fn a_sample_in_parquet_comes_to_the_price_of_the_same_sample_in_csv() {
    let folder = scratch("sample_in_parquet");
    let sample = folder.join("sample.parquet");
    as_parquet(&fs::read_to_string(root().join("fixtures/samples/made_120.csv")).unwrap(), &sample);
    let fund = Path::new("fixtures/funds/made_120.toml");
    let command = ["calibrate", "fixtures/rulebooks/minimal", "--method", "flat", "--format", "json"];
    let files = [Path::new("--sample"), &sample, Path::new("--fund"), fund];
    let run = openras(command.iter().map(Path::new).chain(files));
    assert_eq!(run.status, 0, "{}", run.stderr);
    let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    let expected = fs::read_to_string(root().join("fixtures/expected/calibration_made_120.json")).unwrap();
    let (made, expected) = (json(&run.stdout), json(&expected));
    for key in ["parameters", "committed", "unallocated"] {
        assert_eq!(made[key], expected["flat"][key], "{key}");
    }

    // A cost that is no number is named by its row and column, and nothing is made.
    as_parquet("person,group,points,cost\nP-1,adults,10,much\nP-2,adults,12,2000\n", &sample);
    let run = openras(command.iter().map(Path::new).chain(files));
    assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{}", run.stderr);
    assert!(run.stderr.contains("row 1") && run.stderr.contains("`cost`"), "{}", run.stderr);
}
