use std::fs;
use std::path::Path;

use openras::prelude::*;
use serde_json::Value as Json;

use crate::harness::{Run, minimal, names, openras, root, scratch};

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

/// The price or table put into a rulebook, and every person of the sample allocated by it, comes to what was committed.
#[test]
fn what_is_written_gives_everybody_what_was_committed() {
    let folder = scratch("calibrated");
    for (method, formula) in [
        ("flat", "round(points() * pounds_per_point, 2)"),
        ("percentile", "round(budget_for_points(points()), 2)"),
        ("curve", "round(budget_for_points(points()), 2)"),
    ] {
        let out = folder.join(format!("{method}.toml")).display().to_string();
        let made = record(&calibrate(&["--method", method, "--format", "json", "--out", &out]));
        let rulebook = minimal(&folder);
        let scheme = format!(
            "format = 1\nid = \"made\"\nversion = \"1\"\nresult = \"budget\"\n[year]\nweeks = 52\nmonths = 12\ndays = 365\n{}\n\
             [[step]]\nid = \"budget\"\nunit = \"GBP/year\"\nformula = \"{formula}\"\n",
            fs::read_to_string(&out).unwrap()
        );
        fs::write(rulebook.join("scheme.toml"), scheme).unwrap();
        let questions = "format = 1\nid = \"made\"\nversion = \"1\"\ntitle = \"Points\"\n[[section]]\nid = \"all\"\ntitle = \"All\"\n\
                         [[section.question]]\nid = \"given_points\"\nkind = \"number\"\nmin = 0\nmax = 1000\n";
        fs::write(rulebook.join("questionnaire.toml"), questions).unwrap();
        let text = fs::read_to_string(rulebook.join("rulebook.toml")).unwrap();
        let text = text.replace("2024-04-01", "2026-04-01").replace("2025-03-31", "2027-03-31");
        let source = "[[source]]\nid = \"calibration_made_120\"\ntitle = \"Made\"\nlocator = \"made\"\n";
        fs::write(rulebook.join("rulebook.toml"), format!("{text}\n{source}")).unwrap();
        fs::remove_dir_all(rulebook.join("cases")).unwrap();
        let rulebook = Rulebook::open(&rulebook).unwrap_or_else(|error| panic!("{error}"));
        let people = fs::read_to_string(root().join(SAMPLE)).unwrap();
        let pence = |line: &str| {
            let points = line.split(',').nth(3).unwrap();
            let text = format!(
                "{{\"format\":1,\"on\":\"2026-05-01\",\"answers\":{{\"given_points\":\"{points}\"}}}}"
            );
            let allocation = rulebook.allocate(&Assessment::from_json(&text).unwrap()).unwrap();
            let annual = allocation.indicative_budget().unwrap().annual.to_string();
            annual.replace('.', "").parse::<i128>().unwrap()
        };
        let pence: i128 = people.lines().skip(1).map(pence).sum();
        assert_eq!(
            format!("{}.{:02}", pence / 100, pence % 100),
            made["committed"].as_str().unwrap(),
            "{method}"
        );
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
        ("person,points,cost\na,1,10,5\n", vec!["row 2 has 4 cells", "decimal commas"]),
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
