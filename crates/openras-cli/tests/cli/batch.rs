use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use openras_testing::workload;

use crate::harness::{Run, names, openras, openras_with, root, scratch};

const WORKLOAD: &str = "fixtures/rulebooks/peers_common";
const CONTRACT: &str = "fixtures/rulebooks/contract";
const MINIMAL: &str = "fixtures/rulebooks/minimal";

/// A table from standard input, its results on standard output.
fn batch(rulebook: &str, more: &[&str], table: &str) -> Run {
    openras_with([&["batch", rulebook, "-"], more].concat(), table.as_bytes())
}

/// The cells of each row, without quotation marks.
fn cells(text: &str) -> Vec<Vec<&str>> {
    text.lines().map(|line| line.split(',').collect()).collect()
}

#[test]
fn everybody_of_the_common_workload_gets_the_right_penny() {
    const PEOPLE: u64 = 20_000;
    let rows =
        (0..PEOPLE).fold(workload::header() + "\n", |text, person| text + &workload::row(person) + "\n");
    let file = scratch("batch_workload").join("people.csv");
    fs::write(&file, rows).unwrap();
    let mut seen = Vec::new();
    for threads in ["1", "0", "3"] {
        let run =
            openras(["batch", WORKLOAD, file.to_str().unwrap(), "--only", "result", "--threads", threads]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        let mut lines = run.stdout.lines();
        assert_eq!(lines.next().unwrap(), "person,outcome,error,reason,indicative_budget");
        for person in 0..PEOPLE {
            let pence = workload::pence(&workload::answers(person));
            let row = lines.next().unwrap();
            let (said, pounds) = row.rsplit_once(',').unwrap();
            assert_eq!(said, format!("P{person:08},allocated,,"));
            let (whole, part) = pounds.split_once('.').unwrap_or((pounds, ""));
            assert_eq!(format!("{whole}{part:0<2}").parse(), Ok(pence), "{row}");
        }
        assert_eq!(lines.next(), None);
        seen.push((run.stdout, run.stderr));
    }
    assert!(seen.iter().all(|run| *run == seen[0]), "the threads change nothing");
    let total: i64 = (0..PEOPLE).map(|person| workload::pence(&workload::answers(person))).sum();
    let mut each: Vec<i64> = (0..PEOPLE).map(|person| workload::pence(&workload::answers(person))).collect();
    each.sort_unstable();
    // 20,000 is even: the mean of the two in the middle, half up.
    let middle = (each[9_999] + each[10_000] + 1) / 2;
    let mean = (2 * total / PEOPLE as i64 + 1) / 2;
    for (name, pence) in [("total", total), ("mean", mean), ("median", middle)] {
        let amount = pounds(pence);
        assert!(seen[0].1.contains(&format!("{name} {amount}")), "{name} {amount} is not in {}", seen[0].1);
    }
}

/// Pence as they are shown.
fn pounds(pence: i64) -> String {
    let whole = (pence / 100).to_string();
    let mut shown = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && whole.len().abs_diff(at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    format!("£{shown}.{:02}", pence % 100)
}

const HEADER: &str =
    "person,on,group,age,living,region,washing,night_hours,pets,worry,shopping,visits,support_ratio,mother\n";

/// A row of the rulebook `contract` with one thing wrong, and what is said of it.
fn wrong(way: usize, person: &str, line: usize) -> (Vec<u8>, String) {
    let sound =
        format!("{person},2008-03-01,east,34,own_home,town,some,2.5,cat|dog,2,some,3,one_to_one,no\n");
    let changed = |from: &str, to: &str| {
        assert!(sound.contains(from), "{from}");
        sound.replacen(from, to, 1)
    };
    let (row, error) = match way {
        0 => (changed(",some,2.5,", ",,2.5,"), "unanswered:washing"),
        1 => (changed(",some,2.5,", ",lots,2.5,"), "unknown_statement:washing"),
        2 => (changed(",34,", ",121,"), "out_of_range:age"),
        3 => (changed(",34,", ",3.5,"), "too_many_decimals:age"),
        4 => (changed("own_home", "castle"), "unknown_choice:living"),
        5 => (changed("cat|dog", "cat|cat"), "duplicate_id:pets"),
        6 => (changed(",2.5,", ",two,"), "wrong_type:night_hours"),
        7 => (changed("2008-03-01", "2010-01-01"), "no_value_on_date:on"),
        8 => (changed(person, ""), "missing_key:person"),
        _ => {
            let mut bytes = changed(",no\n", "\n").into_bytes();
            bytes[0] = b'Q';
            return (bytes, format!("syntax:line_{line}"));
        }
    };
    (row.into_bytes(), error.to_owned())
}

#[test]
fn a_thousand_wrong_rows_in_ten_ways_cost_the_others_nothing() {
    const ROWS: usize = 100_000;
    let folder = scratch("batch_thousand");
    let (people, out, summary) =
        (folder.join("people.csv"), folder.join("out.csv"), folder.join("summary.json"));
    let mut table = HEADER.as_bytes().to_vec();
    let mut expected = Vec::new();
    for at in 0..ROWS {
        let person = format!("P{at:06}");
        if at % 100 == 99 {
            let (row, error) = wrong(at / 100 % 10, &person, at + 2);
            table.extend(row);
            expected.push(error);
        } else {
            table.extend(
                format!(
                    "{person},2008-03-01,west,34,own_home,town,some,2.5,cat|dog,2,some,3,one_to_one,no\n"
                )
                .bytes(),
            );
            expected.push(String::new());
        }
    }
    fs::write(&people, table).unwrap();
    let path = |path: &Path| path.to_str().unwrap().to_owned();
    let arguments = ["batch", CONTRACT, &path(&people), "--out", &path(&out), "--summary", &path(&summary)];
    let run = openras(arguments);
    assert_eq!((run.status, run.stdout.as_str()), (1, ""), "{}", run.stderr);
    let text = fs::read_to_string(&out).unwrap();
    let rows = cells(&text);
    assert_eq!(rows.len(), ROWS + 1);
    let mut sound: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
    for (row, error) in rows[1..].iter().zip(&expected) {
        assert_eq!(row[2], error, "{row:?}");
        assert_eq!(row[1], if error.is_empty() { "allocated" } else { "error" });
        if error.is_empty() {
            *sound.entry(row[3..].to_vec()).or_default() += 1;
        } else {
            assert!(row[3..row.len() - 1].iter().all(|cell| cell.is_empty()), "{row:?}");
        }
    }
    assert_eq!(sound.into_values().collect::<Vec<_>>(), [99_000], "alike in, alike out");
    let said: serde_json::Value = serde_json::from_str(&fs::read_to_string(&summary).unwrap()).unwrap();
    assert_eq!(
        (&said["people"], &said["allocated"], &said["errors"]),
        (&100_000.into(), &99_000.into(), &1000.into())
    );
    let codes = said["errors_by_code"].as_array().unwrap();
    assert_eq!(codes.len(), 10);
    for code in codes {
        assert_eq!(code["count"], 100);
        assert!(run.stderr.contains(&format!("{}: 100\n", code["code"].as_str().unwrap())), "{}", run.stderr);
    }
    let groups = said["groups"].as_array().unwrap();
    // A row that cannot be read has no group that could be trusted: it is counted by the cell in its place.
    assert_eq!((groups[0]["group"].as_str(), groups[0]["errors"].as_u64()), (Some("east"), Some(1000)));
    assert_eq!((groups[1]["group"].as_str(), groups[1]["allocated"].as_u64()), (Some("west"), Some(99_000)));
    assert!(run.stderr.contains("people.csv:1001: it has 13 cells, and the header 14"), "{}", run.stderr);
    assert!(run.stderr.contains("80 more lines cannot be read"), "{}", run.stderr);
    assert_eq!(names(&folder), ["out.csv", "people.csv", "summary.json"]);
}

#[test]
fn unknown_columns_are_told_all_at_once_before_the_first_row() {
    let table = "person,on,help,hlep,,stream.ilf,help\nP1,2024-06-01,some,some,,1,some\n";
    let run = batch(MINIMAL, &["--keep", "towm", "--only", "amont"], table);
    run.refuses(&[
        "unknown_name",
        "`hlep`",
        "did you mean `help`?",
        "column 5 has no name",
        "unknown_stream",
        "duplicate_id",
        "two columns `help`",
        "no column `towm`",
        "no step `amont`",
        "standard input:1:16",
        "6 errors",
    ]);
    let run = batch(MINIMAL, &[], "person;on;help\nP1;2024-06-01;some\n");
    run.refuses(&["separate the cells by commas"]);
}

#[test]
fn a_column_that_is_not_there_is_empty_and_the_day_may_be_given_beside() {
    let run = batch(MINIMAL, &["--on", "2024-06-01"], "person,help\nP1,some\nP2,\n");
    assert_eq!(run.status, 1);
    let rows = cells(&run.stdout);
    assert_eq!((rows[1][1], rows[2][1], rows[2][2]), ("allocated", "error", "unanswered:help"));
    let run = batch(MINIMAL, &[], "help\nsome\n");
    assert_eq!(cells(&run.stdout)[1][2], "missing_key:person;missing_key:on");
}

#[test]
fn another_day_than_the_one_asked_for_is_wrong() {
    let table = "person,on,help\nP1,2024-06-01,some\nP2,2024-06-02,some\nP3,2024-06-03,some\n";
    let folder = scratch("batch_other_day");
    let out = folder.join("out.csv");
    let run = batch(MINIMAL, &["--on", "2024-06-01", "--out", out.to_str().unwrap()], table);
    run.refuses(&["bad_date_range", "2024-06-02", "standard input:3", "2024-06-03", "standard input:4"]);
    assert!(names(&folder).is_empty());
}

#[test]
fn what_is_kept_passes_through_unread_behind_the_results() {
    let table = "person,on,group,note,help,\"odd, name\"\r\nP1,2024-06-01,,\"a \"\"b\"\", c\",some,\r\nP2,2024-06-01,g,\"x\ny\",some,z\r\n";
    let run = batch(MINIMAL, &["--keep", "note", "--keep", "help"], table);
    run.refuses(&["odd, name"]);
    let table = table.replace(",\"odd, name\"", ",odd");
    let run = batch(MINIMAL, &["--keep", "odd,note,help", "--only", "result"], &table);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let expected = "group,odd,note,help\nP1,allocated,,,1234.5,,,\"a \"\"b\"\", c\",some\nP2,allocated,,,1234.5,g,z,\"x\ny\",some\n";
    assert!(run.stdout.ends_with(expected), "{}", run.stdout);
}

#[test]
fn malformed_lines_are_told_each_at_its_line_and_cost_no_other() {
    let table = b"\xef\xbb\xbfperson,on,help\r\nP1,2024-06-01,some\r\n\r\nP2,2024-06-01\r\nP3,2024-06-01,some,more\r\n\"P4,2024-06-01,some\r\nP\xff,2024-06-01,some\r\n\"P\r\n6\",2024-06-01,some\r\nP7,2024-06-01,\"some\"x\r\nP8,2024-06-01,some";
    let run = openras_with(["batch", MINIMAL, "-", "--only", "result"], table);
    assert_eq!(run.status, 1, "{}", run.stderr);
    let expected = "person,outcome,error,reason,indicative_budget\nP1,allocated,,,1234.5\nP2,error,syntax:line_4,,\nP3,error,syntax:line_5,,\n\"\"\"P4\",error,syntax:line_6,,\nP\u{fffd},error,syntax:line_7,,\n\"P\r\n6\",allocated,,,1234.5\nP7,error,syntax:line_10,,\nP8,allocated,,,1234.5\n";
    assert_eq!(run.stdout, expected);
    for told in [
        "input:4: it has 2 cells",
        "input:5: it has 4",
        "input:7: the text is not UTF-8",
        "input:10: something stands",
    ] {
        assert!(run.stderr.contains(told), "{told} is not in {}", run.stderr);
    }
    assert!(run.stderr.contains("empty lines passed over: 1"), "{}", run.stderr);
}

#[test]
fn a_table_without_rows_or_without_anything_is_no_error() {
    for table in ["person,on,help\n", "person,on,help", "", "\n\n"] {
        let run = batch(MINIMAL, &[], table);
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert_eq!(run.stdout.lines().count(), 1);
        assert!(run.stderr.contains("0 people: 0 allocated"), "{}", run.stderr);
    }
    batch(MINIMAL, &[], "person,\"on\n").refuses(&["syntax", "standard input:1", "not closed"]);
}

#[test]
fn excluded_and_referred_are_answers_with_their_reasons() {
    let file = |name: &str| {
        fs::read_to_string(root().join(format!("fixtures/assessments/wrexham_{name}.json"))).unwrap()
    };
    let mut columns: Vec<String> = vec!["person".to_owned(), "on".to_owned()];
    let people: Vec<BTreeMap<String, String>> = ["a_0042", "residential", "two_to_one", "ilf"]
        .iter()
        .map(|name| {
            let read: serde_json::Value = serde_json::from_str(&file(name)).unwrap();
            let text = |value: &serde_json::Value| match value {
                serde_json::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            let mut row = BTreeMap::from([
                ("person".to_owned(), text(&read["person"])),
                ("on".to_owned(), text(&read["on"])),
            ]);
            for part in ["facts", "answers"] {
                for (id, value) in read[part].as_object().into_iter().flatten() {
                    row.insert(id.clone(), text(value));
                }
            }
            if let Some(ilf) = read["streams"]["ilf"]["amount"].as_str() {
                row.insert("stream.ilf".to_owned(), ilf.to_owned());
            }
            row
        })
        .collect();
    for name in people.iter().flat_map(BTreeMap::keys) {
        if !columns.contains(name) {
            columns.push(name.clone());
        }
    }
    let mut table = columns.join(",") + "\n";
    for person in &people {
        let row: Vec<&str> = columns.iter().map(|name| person.get(name).map_or("", String::as_str)).collect();
        let _ = writeln!(table, "{}", row.join(","));
    }
    let run = batch("fixtures/rulebooks/wrexham_2008", &[], &table);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let rows = cells(&run.stdout);
    let at = |name: &str| rows[0].iter().position(|column| *column == name).unwrap();
    assert_eq!(rows[1][at("indicative_budget")], "13291.56");
    assert_eq!((rows[2][1], rows[2][3]), ("excluded", "residential_care"));
    assert_eq!((rows[3][1], rows[3][3]), ("referred", "two_to_one"));
    // 40.00 a week of the fund inside 13,291.56: 52 weeks are 2,080.00.
    let money =
        ["money.annual", "money.social_care", "money.individual_budget"].map(|name| rows[4][at(name)]);
    assert_eq!(money, ["13291.56", "11211.56", "13291.56"]);
    let none = ["money.annual", "money.social_care", "money.individual_budget"].map(|name| rows[1][at(name)]);
    assert_eq!(none, ["13291.56"; 3]);
}
