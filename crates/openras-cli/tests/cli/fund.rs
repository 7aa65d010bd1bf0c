use std::fs;
use std::path::PathBuf;

use serde_json::Value as Json;

use crate::harness::{Run, names, openras, scratch};

const FUND: &str = "fixtures/funds/made_120.toml";
const SAMPLE: &str = "fixtures/samples/made_120.csv";

/// 365 days from 1 April 2026; 100,000.00, of which 20,000.00 is held back.
fn money(folder: &std::path::Path) -> String {
    let path = folder.join("fund.toml");
    let text = "id = \"made\"\ntotal = 100000\ndeduct = \"of_total\"\nperiod = { from = 2026-04-01, to = 2027-03-31 }\n\
                [contingency]\npercent = \"20%\"\npurposes = [\"unmet_need\", \"high_cost_package\"]\n";
    fs::write(&path, text).unwrap();
    path.display().to_string()
}

fn ledger(folder: PathBuf, rows: &str, more: &[&str]) -> Run {
    let fund = money(&folder);
    let path = folder.join("ledger.csv");
    fs::write(&path, format!("on,person,kind,purpose,amount,per,from,to,reason,approver,stream\n{rows}"))
        .unwrap();
    let path = path.display().to_string();
    let head = ["fund", &fund, "--ledger", &path];
    openras(head.into_iter().chain(more.iter().copied()))
}

/// 1,250,000.00 less 2.5 %, 31,250.00, leaves 1,218,750.00; less 10 % of that, 121,875.00, leaves 1,096,875.00.
#[test]
fn a_fund_is_shown_from_its_total_to_what_is_given_out() {
    let run = openras(["fund", FUND, "--format", "json"]);
    let record: Json = serde_json::from_str(run.done()).unwrap();
    assert_eq!(record["distributable"], "1096875.00");
    let text = openras(["fund", FUND]);
    for amount in ["£1,250,000.00", "£31,250.00", "£121,875.00", "£1,096,875.00"] {
        assert!(text.done().contains(amount), "{amount}: {}", text.stdout);
    }
}

/// 3,650.00 a year for the 365 days; 70.00 a week is 10.00 a day, for the 182 days from 1 October 1,820.00: 5,470.00 of
/// 80,000.00. Drawn for unmet need 1,000.00, of which 400.00 is given back: 19,400.00 of 20,000.00 is left.
#[test]
fn a_ledger_says_how_the_year_stands_and_why() {
    let rows = "2026-04-01,a,committed,,3650,year,2026-04-01,,,,\n\
                2026-09-15,d,committed,,70,week,2026-10-01,,,,\n\
                2026-05-02,a,drawn,unmet_need,1000,once,2026-05-02,,no other money,panel,\n\
                2026-07-02,a,released,unmet_need,400,once,2026-07-02,,less was needed,panel,\n";
    let run = ledger(scratch("fund_ledger"), rows, &["--on", "2026-10-07", "--format", "json"]);
    let record: Json = serde_json::from_str(run.done()).unwrap();
    let text = record.to_string();
    for amount in ["\"5470.00\"", "\"74530.00\"", "\"19400.00\"", "green"] {
        assert!(text.contains(amount), "{amount}: {text}");
    }
    let text = ledger(scratch("fund_ledger_text"), rows, &["--on", "2026-10-07"]);
    assert!(text.done().contains("green") && text.stdout.contains("£19,400.00"), "{}", text.stdout);
}

#[test]
fn a_draw_beyond_the_contingency_is_refused_at_its_row_and_nothing_is_written() {
    let folder = scratch("fund_overdrawn");
    let out = folder.join("out.txt").display().to_string();
    let over = "2026-05-02,a,drawn,unmet_need,20000.01,once,2026-05-02,,no other money,panel,\n";
    ledger(folder.clone(), over, &["--out", &out]).refuses(&[
        "row 2, column `amount`",
        "20000.01",
        "20000.00 left",
    ]);
    let wrong = "2026-05-03,b,drawn,holidays,five,once,2026-05-02,,,panel,\n";
    let run = ledger(folder.clone(), wrong, &["--out", &out]);
    run.refuses(&[
        "row 2, column `purpose`: `holidays`",
        "row 2, column `amount`: `five`",
        "column `reason`",
    ]);
    let good = "2026-05-03,b,committed,,5,week,2026-05-03,,,,\n";
    ledger(folder.clone(), good, &["--profile", "1,2,3"]).refuses(&["12 months"]);
    ledger(folder.clone(), good, &["--on", "2027-04-01"]).refuses(&["2027-04-01 is not in the fund's year"]);
    assert_eq!(names(&folder), ["fund.toml", "ledger.csv"]);
}

#[test]
fn how_much_contingency_is_told_for_each_level_and_the_same_every_time() {
    let more = ["--arrivals", "8%", "--changes", "5%", "--seed", "3", "--format", "json"];
    let run = || openras(["fund", FUND, "--sample", SAMPLE].into_iter().chain(more));
    let record: Json = serde_json::from_str(run().done()).unwrap();
    let levels = record["levels"].as_array().unwrap();
    assert_eq!((levels.len(), &record["levels"][12]["share"]), (13, &Json::from("0.3")));
    // 30 % of what the top-slice leaves: 365,625.00.
    assert_eq!(record["levels"][12]["contingency"], "365625.00");
    let chance = |level: &Json| level["runs_out"].as_str().unwrap().to_owned();
    assert_eq!(chance(&levels[0]), "1", "with nothing held back the first new person is one too many");
    assert_eq!(run().stdout, run().stdout);
    openras(["fund", FUND, "--sample", SAMPLE]).refuses(&["--arrivals", "--changes"]);
}

#[test]
fn a_fund_that_is_wrong_is_told_at_its_line() {
    let folder = scratch("fund_wrong");
    let path = folder.join("fund.toml");
    fs::write(
        &path,
        "id = \"made\"\ntotl = 5\ndeduct = \"sideways\"\nperiod = { from = 2026-04-01, to = 2025-03-31 }\n",
    )
    .unwrap();
    let run = openras(["fund", &path.display().to_string()]);
    run.refuses(&["totl", "fund.toml:2", "sideways", "of_total", "bad_date_range"]);
}
