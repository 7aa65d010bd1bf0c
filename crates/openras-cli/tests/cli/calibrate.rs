use std::fs;
use std::path::Path;

use serde_json::Value as Json;

use crate::harness::{Run, change, minimal, names, openras, root, scratch};

const SAMPLE: &str = "fixtures/samples/made_120.csv";
const FUND: &str = "fixtures/funds/made_120.toml";
const RULEBOOK: &str = "fixtures/rulebooks/minimal";

fn calibrate(more: &[&str]) -> Run {
    openras(["calibrate", RULEBOOK, "--sample", SAMPLE, "--fund", FUND].iter().chain(more))
}

fn record(run: &Run) -> Json {
    serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}: {}", run.stderr))
}

/// The sample in `folder` as the only one, calibrated by one price.
fn of(sample: &Path, more: &[&str]) -> Run {
    let sample = sample.display().to_string();
    let head = ["calibrate", RULEBOOK, "--sample", &sample, "--fund", FUND, "--method", "flat"];
    openras(head.iter().chain(more))
}

/// What the program in fixtures/oracle/calibrate.py works out with fractions, from the same files.
#[test]
fn prices_and_percentiles_are_those_of_another_program() {
    let expected = fs::read_to_string(root().join("fixtures/expected/calibration_made_120.json")).unwrap();
    let expected: Json = serde_json::from_str(&expected).unwrap();
    for method in ["flat", "by_group", "percentile"] {
        let run = calibrate(&["--method", method, "--format", "json"]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        let made = record(&run);
        for key in ["parameters", "committed", "unallocated"] {
            assert_eq!(made[key], expected[method][key], "{method} {key}");
        }
        let rows = made.pointer("/table/rows").cloned().unwrap_or(Json::Null);
        assert_eq!(rows, expected[method]["rows"], "{method}");
        for key in [
            "mean_absolute_difference",
            "median_absolute_difference",
            "sufficient_share",
            "within_20_percent",
        ] {
            assert_eq!(made["fit"][key], expected[method]["fit"][key], "{method} {key}");
        }
    }
}

/// A rulebook whose scheme is what `calibrate --out` wrote, with a step by the formula that stands in it.
fn with_scheme(folder: &Path, written: &str) -> String {
    let rulebook = minimal(folder);
    let formula = written.lines().find_map(|line| line.strip_prefix("# formula = ")).unwrap();
    let scheme = format!(
        "format = 1\nid = \"made\"\nversion = \"1\"\nresult = \"budget\"\n[year]\nweeks = 52\nmonths = 12\ndays = 365\n{written}\n\
         [[step]]\nid = \"budget\"\nunit = \"GBP/year\"\nformula = {formula}\n"
    );
    fs::write(rulebook.join("scheme.toml"), scheme).unwrap();
    let fact = if written.contains("group_of_person") {
        "[[fact]]\nid = \"group_of_person\"\nkind = \"choice\"\nchoices = [\"adults\", \"older_people\"]\n"
    } else {
        ""
    };
    let questions = format!(
        "format = 1\nid = \"made\"\nversion = \"1\"\ntitle = \"Points\"\n{fact}[[section]]\nid = \"all\"\ntitle = \"All\"\n\
         [[section.question]]\nid = \"given_points\"\nkind = \"number\"\nmin = 0\nmax = 1000\n"
    );
    fs::write(rulebook.join("questionnaire.toml"), questions).unwrap();
    let text = fs::read_to_string(rulebook.join("rulebook.toml")).unwrap();
    let text = text.replace("2024-04-01", "2026-04-01").replace("2025-03-31", "2027-03-31");
    // The source, as the comment above the parameters says it.
    let source: Vec<&str> = written.lines().skip_while(|line| !line.contains("[[source]]")).take(4).collect();
    let source = source.join("\n").replace("# ", "");
    fs::write(rulebook.join("rulebook.toml"), format!("{text}\n{source}\n")).unwrap();
    fs::remove_dir_all(rulebook.join("cases")).unwrap();
    rulebook.display().to_string()
}

/// The price or table put into a rulebook and the sample run through `batch` comes to what was committed, to the penny.
#[test]
fn what_is_written_gives_everybody_what_was_committed() {
    let folder = scratch("calibrated");
    let sample = fs::read_to_string(root().join(SAMPLE)).unwrap();
    let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
    for method in ["flat", "by_group", "percentile", "curve"] {
        let out = folder.join(format!("{method}.toml"));
        let made = calibrate(&["--method", method, "--format", "json", "--out", &out.display().to_string()]);
        let rulebook = with_scheme(&folder, &fs::read_to_string(&out).unwrap());
        let group = if method == "by_group" { ",group_of_person" } else { "" };
        let mut people = format!("person,on,given_points{group}\n");
        for line in sample.lines().skip(1).map(cells) {
            let group = if method == "by_group" { format!(",{}", line[1]) } else { String::new() };
            people += &format!("{},2026-05-01,{}{group}\n", line[0], line[3]);
        }
        let table = folder.join("people.csv");
        fs::write(&table, people).unwrap();
        let batch = openras(["batch", &rulebook, &table.display().to_string()]);
        assert_eq!(batch.status, 0, "{method}: {}", batch.stderr);
        let pence = |line: &str| {
            let budget = line.rsplit(',').next().unwrap();
            let (pounds, pence) = budget.split_once('.').unwrap_or((budget, "0"));
            pounds.parse::<i128>().unwrap() * 100 + format!("{pence:0<2}").parse::<i128>().unwrap()
        };
        let pence: i128 = batch.stdout.lines().skip(1).map(pence).sum();
        let sum = format!("{}.{:02}", pence / 100, pence % 100);
        assert_eq!(sum, record(&made)["committed"].as_str().unwrap(), "{method}");
    }
}

#[test]
fn a_record_reproduces_from_its_sample_and_its_fund_and_an_altered_one_does_not() {
    let folder = scratch("calibration_record");
    let path = folder.join("record.json");
    let run = calibrate(&["--method", "curve", "--enough", "50%", "--format", "json", "--bootstrap", "50"]);
    fs::write(&path, &run.stdout).unwrap();
    let verify = |path: &Path| {
        let path = path.display().to_string();
        openras(["verify", &path, "--rulebook", RULEBOOK, "--sample", SAMPLE, "--fund", FUND])
    };
    assert_eq!(verify(&path).status, 0, "{}", verify(&path).stdout);
    let committed = record(&run)["committed"].as_str().unwrap().to_owned();
    fs::write(&path, run.stdout.replace(&committed, "1.00")).unwrap();
    let altered = verify(&path);
    assert_eq!(altered.status, 1);
    assert!(altered.stdout.contains("committed") && altered.stdout.contains("sha256"), "{}", altered.stdout);
}

/// The same people between semicolons, and on the second sheet of a workbook, give the record that was made from them.
#[test]
fn a_record_reproduces_however_its_sample_is_written() {
    let folder = scratch("calibration_written");
    let path = folder.join("record.json").display().to_string();
    let sample = folder.join("people.csv");
    let text = fs::read_to_string(root().join(SAMPLE)).unwrap();
    fs::write(&sample, text.replace(',', ";").replace('.', ",")).unwrap();
    let made = of(&sample, &["--delimiter", ";", "--decimal-comma", "--format", "json"]);
    assert_eq!(made.status, 0, "{}", made.stderr);
    fs::write(&path, &made.stdout).unwrap();
    let verify = |sample: &str, more: &[&str]| {
        let head = ["verify", &path, "--rulebook", RULEBOOK, "--sample", sample, "--fund", FUND];
        openras(head.into_iter().chain(more.iter().copied()))
    };
    let file = sample.display().to_string();
    assert_eq!(verify(&file, &["--delimiter", ";", "--decimal-comma"]).status, 0);
    verify(&file, &[]).refuses(&["--delimiter ';'"]);
    let book = folder.join("people.xlsx");
    let mut workbook = rust_xlsxwriter::Workbook::new();
    workbook.add_worksheet().set_name("Notes").unwrap().write_string(0, 0, "made").unwrap();
    let sheet = workbook.add_worksheet().set_name("People").unwrap();
    for (row, line) in text.lines().enumerate() {
        for (column, cell) in line.split(',').enumerate() {
            let (row, column) = (u32::try_from(row).unwrap(), u16::try_from(column).unwrap());
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number).unwrap(),
                Err(_) => sheet.write_string(row, column, cell).unwrap(),
            };
        }
    }
    workbook.save(&book).unwrap();
    let book = book.display().to_string();
    let again = verify(&book, &["--sheet", "People"]);
    assert_eq!(again.status, 0, "{}{}", again.stdout, again.stderr);
    verify(&book, &["--sheet", "Persons"]).refuses(&["there is no sheet `Persons`"]);
    verify(&book, &[]).refuses(&["sheet Notes", "there is no column `person`"]);
}

/// 0, 10 and 25 points cost 0.00, 1,000.00 and 2,500.00, and there is 3,500.00: 100.00 a point. The one question carries all
/// of it: with the fewest points for everybody nothing is committed.
#[test]
fn points_may_come_from_answers_and_each_question_has_its_weight() {
    let folder = scratch("calibration_answers");
    let (sample, fund, path) =
        (folder.join("people.csv"), folder.join("fund.toml"), folder.join("record.json"));
    fs::write(
        &sample,
        "person,on,help,cost,in_scope\na,2024-06-01,none,0,yes\nb,2024-06-01,some,1000,\nc,2024-06-01,a_lot,2500,yes\n\
         d,2024-06-01,,,no\n",
    )
    .unwrap();
    let text = "id = \"more\"\ntotal = 3500\ndeduct = \"of_total\"\nperiod = { from = 2024-04-01, to = 2025-03-31 }\n";
    fs::write(&fund, text).unwrap();
    let [sample, fund, file] = [sample, fund, path.clone()].map(|path| path.display().to_string());
    // The minimal rulebook has no step of points: its result is the points times 123.45.
    let rulebook = minimal(&folder);
    change(
        &rulebook.join("scheme.toml"),
        "[[step]]",
        "[[step]]\nid = \"needs\"\nunit = \"point\"\nformula = \"points()\"\n[[step]]",
    );
    let rulebook = rulebook.display().to_string();
    let run = openras([
        "calibrate",
        &rulebook,
        "--sample",
        &sample,
        "--fund",
        &fund,
        "--method",
        "flat",
        "--points",
        "needs",
        "--format",
        "json",
    ]);
    let made = record(&run);
    assert_eq!(made["parameters"]["pounds_per_point"], "100.00", "{}", run.stderr);
    let question = serde_json::json!([{ "id": "help", "committed": "0.00", "weight": "3500.00" }]);
    assert_eq!(made["ranges"]["questions"], question);
    assert_eq!(made["sample"]["left_out"][0]["reason"], "out_of_scope");
    fs::write(&path, &run.stdout).unwrap();
    let verify = openras(["verify", &file, "--rulebook", &rulebook, "--sample", &sample, "--fund", &fund]);
    assert_eq!(verify.status, 0, "{}{}", verify.stdout, verify.stderr);
    change(Path::new(&sample), "b,2024-06-01,some", "b,2024-06-01,lots");
    let run = openras([
        "calibrate",
        &rulebook,
        "--sample",
        &sample,
        "--fund",
        &fund,
        "--method",
        "flat",
        "--points",
        "needs",
    ]);
    run.refuses(&["unknown_statement", "row 3", "`lots`"]);
}

/// Whoever is left out with a reason need have no figures.
#[test]
fn whoever_is_left_out_may_have_empty_cells() {
    let folder = scratch("calibration_left_out");
    let (sample, out) = (folder.join("people.csv"), folder.join("out.csv"));
    fs::write(&sample, "person,points,cost\na,10,1000\nb,20,2000\nc,,\n").unwrap();
    of(&sample, &[]).refuses(&["row 4, column `points`", "row 4, column `cost`", "--leave-out"]);
    fs::write(&out, "person,reason\nc,moved away\n").unwrap();
    let made = record(&of(&sample, &["--leave-out", &out.display().to_string(), "--format", "json"]));
    assert_eq!(made["sample"]["people"], 2);
    assert_eq!(made["sample"]["left_out"][0]["reason"], "moved away");
}

#[test]
fn a_failed_test_of_integrity_makes_the_answer_no() {
    let folder = scratch("too_dear");
    let fund = folder.join("fund.toml");
    let text = "id = \"more\"\ntotal = 2000000\ndeduct = \"of_total\"\nperiod = { from = 2026-04-01, to = 2027-03-31 }\n";
    fs::write(&fund, text).unwrap();
    let fund = fund.display().to_string();
    let run = openras(["calibrate", RULEBOOK, "--sample", SAMPLE, "--fund", &fund, "--method", "flat"]);
    assert_eq!(run.status, 1);
    assert!(
        run.stdout.contains("DOES NOT HOLD  all budgets together cost no more than is spent today"),
        "{}",
        run.stdout
    );
}

#[test]
fn methods_are_laid_side_by_side() {
    let run = calibrate(&["--compare", "flat,by_group,percentile,curve"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(run.stdout.lines().any(|line| line.split_whitespace().eq([
        "flat",
        "by_group",
        "percentile",
        "curve"
    ])));
}

#[test]
fn each_problem_of_a_sample_is_named_and_nothing_is_written() {
    let folder = scratch("bad_samples");
    let out = folder.join("out.toml").display().to_string();
    let report = folder.join("report.html").display().to_string();
    let sample = folder.join("people.csv");
    for (text, words) in [
        (
            "person,points,cost\na,one,10\n",
            vec!["wrong_type", "people.csv", "row 2, column `points`", "`one`"],
        ),
        ("person,points\na,1\n", vec!["missing_key", "column `cost`"]),
        ("person,points,cost\na,1,10\na,2,20\n", vec!["duplicate_id", "row 3, column `person`", "row 2"]),
        ("person,points,cost\na,1,-10\n", vec!["out_of_range", "row 2, column `cost`"]),
        ("person,points,cost\n", vec!["there are no people in it"]),
        ("", vec!["there is no column `person`"]),
        ("person;points;cost\na;1;10\n", vec!["';'", "--delimiter"]),
        ("person,points,cost\na,1,10,5\n", vec!["row 2: it has 4 cells", "decimal commas"]),
    ] {
        fs::write(&sample, text).unwrap();
        of(&sample, &["--out", &out, "--report", &report]).refuses(&words);
    }
    assert_eq!(names(&folder), ["people.csv"]);
}

#[test]
fn a_csv_may_be_written_in_several_ways() {
    let folder = scratch("csv_ways");
    let sample = folder.join("people.csv");
    let price = |text: &str, more: &[&str]| {
        fs::write(&sample, text).unwrap();
        let run = of(&sample, &[&["--format", "json"], more].concat());
        record(&run)["parameters"]["pounds_per_point"].as_str().unwrap().to_owned()
    };
    let plain = price("person,points,cost\na,1.5,10.50\nb,2,20\nc,9,100\n", &[]);
    assert_eq!(price("\u{feff}person,points,cost\r\na,1.5,10.50\r\nb,2,20\r\nc,9,100\r\n", &[]), plain);
    let semicolons = "person;points;cost\na;1,5;10,50\nb;2;20\nc;9;100\n";
    assert_eq!(price(semicolons, &["--delimiter", ";", "--decimal-comma"]), plain);
    fs::write(&sample, semicolons).unwrap();
    of(&sample, &["--delimiter", ";"]).refuses(&["row 2, column `points`: `1,5` is not an amount"]);
}

/// The same people as in made_120.csv, written by a spreadsheet program: LibreOffice's own way, checked in as it wrote them.
#[test]
fn a_workbook_gives_what_the_csv_gives() {
    let plain = record(&calibrate(&["--method", "flat", "--format", "json"]));
    for file in ["fixtures/samples/made_120.xlsx", "fixtures/samples/made_120.ods"] {
        let made = record(&of(&root().join(file), &["--format", "json"]));
        assert_eq!(made, plain, "{file}");
        of(&root().join(file), &["--sheet", "Poeple"]).refuses(&["there is no sheet `Poeple`"]);
    }
}

#[test]
fn the_report_needs_nothing_else_and_tells_everything_twice() {
    let folder = scratch("report");
    let path = folder.join("report.html");
    let file = path.display().to_string();
    let run = calibrate(&["--method", "curve", "--bootstrap", "20", "--report", &file]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let page = fs::read_to_string(&path).unwrap();
    for word in ["http:", "https:", "<script", "src=", "@import", "url("] {
        assert!(!page.replace("http://www.w3.org/2000/svg", "").contains(word), "{word}");
    }
    let charts = page.matches("<svg").count();
    assert!(charts >= 7, "{charts}");
    assert_eq!(page.matches("<svg role='img' viewBox=").count(), charts);
    for (open, close) in [("<title>", "</title>"), ("<desc>", "</desc>")] {
        let texts: Vec<&str> =
            page.split(open).skip(1).map(|rest| rest.split(close).next().unwrap()).collect();
        assert!(texts.len() >= charts && texts.iter().all(|text| !text.trim().is_empty()), "{texts:?}");
    }
    assert!(page.matches("<table>").count() >= charts);
    assert!(!page.contains("P-00"), "a report that may be published names nobody");
    for line in page.lines().filter(|line| line.contains("<table>") && line.contains("65-74")) {
        assert!(line.contains("fewer than 5"), "a group of nine has cells of fewer than five: {line}");
    }
}
