use serde_json::Value as Json;

use crate::harness::{openras, openras_with, root, scratch};

const WREXHAM: &str = "fixtures/rulebooks/wrexham_2008";
const WORCESTERSHIRE: &str = "fixtures/rulebooks/worcestershire_dp";
const CASE: &str = "fixtures/casefiles/wrexham_a_0042.toml";
const CASELOAD: &str = "fixtures/casefiles/worcestershire_caseload.csv";
const STATEMENT: &str = "fixtures/statements/wrexham_2500_left.toml";

#[test]
fn what_is_due_is_said_with_its_rule() {
    let run = openras(["review", WREXHAM, CASE, "--on", "2008-06-20"]);
    for words in
        ["next 2 June 2008, 18 days overdue", "1 March 2009", "quarterly_return", "the person asked: budget"]
    {
        assert!(run.done().contains(words), "{words}: {}", run.stdout);
    }
    let run = openras(["review", WREXHAM, CASE, "--on", "2008-06-20", "--format", "json"]);
    let record: Json = serde_json::from_str(run.done()).unwrap();
    assert_eq!(record["record"], "openras.review/1");
    assert_eq!(record["next"]["rule"], "request_budget");
    assert_eq!(record["rulebook"]["review"].as_str().unwrap().len(), 64);
    // Without a day it is the newest of the casefile: 10 June 2008.
    let run = openras(["review", WREXHAM, CASE, "--format", "json"]);
    let record: Json = serde_json::from_str(run.done()).unwrap();
    assert_eq!(record["on"], "2008-06-10");
}

#[test]
fn a_review_that_cannot_close_makes_the_answer_a_no() {
    let run = openras([
        "review",
        "fixtures/rulebooks/scotland_shanarri",
        "fixtures/casefiles/scotland_options.toml",
        "--on",
        "2015-06-10",
    ]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stdout.contains("The review of 1 June 2015 (annual) cannot close"), "{}", run.stdout);
}

#[test]
fn a_caseload_is_summed_and_its_dates_are_a_calendar() {
    let folder = scratch("review_caseload");
    let calendar = folder.join("dates.ics");
    let run = openras([
        "review",
        WORCESTERSHIRE,
        CASELOAD,
        "--on",
        "2016-11-15",
        "--ics",
        calendar.to_str().unwrap(),
    ]);
    assert!(run.done().contains("Reviews of 5 people on 15 November 2016"), "{}", run.stdout);
    assert!(run.stdout.contains("40 days beyond the limit in law"), "{}", run.stdout);
    let text = std::fs::read_to_string(calendar).unwrap();
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.contains("DTSTART;VALUE=DATE:20161006\r\n"));
    openras(["review", WORCESTERSHIRE, CASELOAD]).refuses(&["--on"]);
    let run = openras(["review", WREXHAM, CASE, CASE, "--summary", "outcomes"]);
    assert!(run.done().contains("fewer than 5 people"), "{}", run.stdout);
}

#[test]
fn an_account_is_added_up_and_the_notice_says_why() {
    let run = openras(["reconcile", WREXHAM, STATEMENT, "--on", "2009-04-16"]);
    for words in
        ["£500.00 goes back to the council", "By: 14 May 2009", "If you disagree", "ill for six weeks"]
    {
        assert!(run.done().contains(words), "{words}: {}", run.stdout);
    }
    let run = openras(["reconcile", WREXHAM, STATEMENT, "--on", "2009-04-16", "--format", "json"]);
    let record: Json = serde_json::from_str(run.done()).unwrap();
    assert_eq!(record["record"], "openras.reconciliation/1");
    assert_eq!((record["reclaim"].as_str(), record["kept"].as_str()), (Some("500.00"), Some("2000.00")));
    assert_eq!(record["notice"]["repay_by"], "2009-05-14");
    let run = openras(["reconcile", WREXHAM, STATEMENT, "--on", "2009-04-16", "--format", "html"]);
    assert!(run.done().starts_with("<!DOCTYPE html>") && run.stdout.contains("<svg"));
    // Without the day of a notice there is an amount, and nothing may be taken.
    let run = openras(["reconcile", WREXHAM, STATEMENT, "--format", "json"]);
    assert_eq!(run.status, 1);
    let record: Json = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(record["blocked_by"], serde_json::json!(["notice_missing"]));
    assert_eq!(
        (record["notice"]["amount"].as_str(), record["notice"]["repay_by"].as_str()),
        (Some("500.00"), None)
    );
}

#[test]
fn a_banks_table_is_added_by_its_mapping() {
    let statement = "fixtures/statements/st_helens_from_bank.toml";
    let rulebook = "fixtures/rulebooks/st_helens_dp";
    let (bank, mapping) = ("fixtures/statements/bank.csv", "fixtures/statements/mapping.toml");
    let run = openras([
        "reconcile",
        rulebook,
        statement,
        "--on",
        "2025-04-07",
        "--bank",
        bank,
        "--mapping",
        mapping,
    ]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    assert!(
        run.stdout.contains("£400.00 goes back") && run.stdout.contains("outside_plan"),
        "{}",
        run.stdout
    );
    assert!(run.stderr.contains("left out by a rule: 1"), "{}", run.stderr);
    let folder = scratch("review_bank");
    let wrong = folder.join("bank.csv");
    std::fs::write(
        &wrong,
        "Date,Details,Paid out,Paid in\n31/02/2024,PAYROLL,1.00,\n02/04/2024,NOBODY,,5.00\n",
    )
    .unwrap();
    let wrong = wrong.to_str().unwrap();
    openras(["reconcile", rulebook, statement, "--bank", wrong, "--mapping", mapping]).refuses(&[
        "row 2",
        "row 3",
        "no rule says from whom",
    ]);
}

#[test]
fn what_is_wrong_is_told_at_its_line() {
    let text = std::fs::read_to_string(root().join(STATEMENT)).unwrap();
    let wrong = text
        .replace("amount = \"7500.00\"", "amount = \"-7500.00\"")
        .replace("support = \"pa\"", "suport = \"pa\"");
    openras_with(["reconcile", WREXHAM, "-"], wrong.as_bytes()).refuses(&["unknown_key", "`support`"]);
    let wrong = text.replace("amount = \"7500.00\"", "amount = \"-7500.00\"");
    openras_with(["reconcile", WREXHAM, "-"], wrong.as_bytes()).refuses(&["out_of_range", "standard input:"]);
    openras(["reconcile", "fixtures/rulebooks/minimal", STATEMENT]).refuses(&["add a review.toml"]);
    openras(["review", WREXHAM, STATEMENT]).refuses(&["unknown_key"]);
    openras_with(["review", WREXHAM, "-"], b"\x00\xff").refuses(&["UTF-8"]);
    openras_with(["reconcile", WREXHAM, "-"], b"").refuses(&["missing_key"]);
}

#[test]
fn a_change_is_explained_to_the_penny() {
    let folder = scratch("explain_change");
    let record = |name: &str, edits: &[(&str, &str)]| {
        let mut text =
            std::fs::read_to_string(root().join("fixtures/assessments/wrexham_a_0042.json")).unwrap();
        for (from, to) in edits {
            assert!(text.contains(from), "{from}");
            text = text.replace(from, to);
        }
        let out = folder.join(name);
        let run = openras_with(
            ["allocate", WREXHAM, "-", "--format", "json", "--out", out.to_str().unwrap()],
            text.as_bytes(),
        );
        run.done();
        out.to_str().unwrap().to_owned()
    };
    let old = record("old.json", &[]);
    // A month later, at the price of 1 April 2008: 62 x (219.74 - 214.38) = 332.32.
    let new = record("new.json", &[("\"on\": \"2008-03-01\"", "\"on\": \"2008-04-01\"")]);
    let run = openras(["explain-change", &old, &new, "--rulebook", WREXHAM, "--format", "json"]);
    let change: Json = serde_json::from_str(run.done()).unwrap();
    assert_eq!((change["old"].as_str(), change["new"].as_str()), (Some("13291.56"), Some("13623.88")));
    let share = |id: &str| {
        let shares = change["shares"].as_array().unwrap();
        shares.iter().find(|share| share["id"] == id).unwrap()["share"].as_str().unwrap().to_owned()
    };
    assert_eq!((share("pounds_per_point").as_str(), share("on").as_str()), ("332.32", "0.00"));
    // The other way round it is a cut; protected, nobody loses more than 1 % of the year before: 13623.88 x 0.99 = 13487.6412.
    let run =
        openras(["explain-change", &new, &old, "--rulebook", WREXHAM, "--protect", "1%", "--years", "3"]);
    for words in ["-£332.32", "year 1", "£13,487.65", "£13,352.78", "£13,291.56"] {
        assert!(run.done().contains(words), "{words}: {}", run.stdout);
    }
    openras(["explain-change", &old, &new, "--rulebook", "fixtures/rulebooks/minimal"])
        .refuses(&["does not reproduce"]);
}

/// Writes an answer into a scratch file.
fn kept(folder: &std::path::Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn the_record_of_a_change_can_be_worked_out_again() {
    let folder = scratch("change_record");
    let allocate = |on: &str| {
        let text = std::fs::read_to_string(root().join("fixtures/assessments/wrexham_a_0042.json")).unwrap();
        let text = text.replace("\"on\": \"2008-03-01\"", &format!("\"on\": \"{on}\""));
        let run = openras_with(["allocate", WREXHAM, "-", "--format", "json"], text.as_bytes());
        kept(&folder, &format!("{on}.json"), run.done())
    };
    let (old, new) = (allocate("2008-03-01"), allocate("2008-04-01"));
    let arguments =
        ["explain-change", &new, &old, "--rulebook", WREXHAM, "--format", "json", "--protect", "1%"];
    let text = openras(arguments).done().to_owned();
    let record: Json = serde_json::from_str(&text).unwrap();
    assert_eq!(record["record"], "openras.budget_change/1");
    // Protected from a fall of more than 1 % of the year before: 13623.88 x 0.99 = 13487.6412, up to the penny.
    assert_eq!(record["protection"]["budgets"][0], "13487.65");
    assert_eq!(record["protection"]["share"], "0.01");
    // The digest is that of everything above it, as any program works it out.
    let mut without = record.clone();
    let sha256 = without.as_object_mut().unwrap().remove("sha256").unwrap();
    assert_eq!(sha256, openras::core::digest::sha256(&without).unwrap());
    let file = kept(&folder, "change.json", &text);
    openras(["verify", &file, "--rulebook", WREXHAM]).done();
    openras(["verify", &file, "--rulebook", WREXHAM, "--old-rulebook", WREXHAM]).done();
    let altered = kept(&folder, "altered.json", &text.replace("-332.32", "-332.31"));
    let run = openras(["verify", &altered, "--rulebook", WREXHAM]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stdout.contains("-332.32") && run.stdout.contains("sha256"), "{}", run.stdout);
}

#[test]
fn records_of_reviews_are_held_against_what_they_were_made_from() {
    let folder = scratch("review_records");
    let reconcile = openras(["reconcile", WREXHAM, STATEMENT, "--on", "2009-04-16", "--format", "json"]);
    let text = reconcile.done();
    let (file, altered) =
        (kept(&folder, "r.json", text), kept(&folder, "a.json", &text.replace("2009-05-14", "2009-05-15")));
    let verify =
        |record: &str, input: &str| openras(["verify", record, "--rulebook", WREXHAM, "--input", input]);
    verify(&file, STATEMENT).done();
    let run = verify(&altered, STATEMENT);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stdout.contains("2009-05-14") && run.stdout.contains("2009-05-15"), "{}", run.stdout);
    // Another statement has another digest.
    assert_eq!(verify(&file, "fixtures/statements/wrexham_whole_year.toml").status, 1);
    openras(["verify", &file, "--rulebook", WREXHAM]).refuses(&["openras.reconciliation/1", "made from"]);
    let review = openras(["review", WREXHAM, CASE, "--on", "2008-06-20", "--format", "json"]);
    let file = kept(&folder, "due.json", review.done());
    verify(&file, CASE).done();
    let run =
        verify(&kept(&folder, "due_altered.json", &review.stdout.replace("2009-03-01", "2009-04-01")), CASE);
    assert_eq!(run.status, 1, "{}", run.stderr);
    verify(&file, STATEMENT).refuses(&["unknown_key"]);
}

#[test]
fn a_caseload_is_a_record_with_its_digest() {
    let run = openras(["review", WORCESTERSHIRE, CASELOAD, "--on", "2016-11-15", "--format", "json"]);
    let mut record: Json = serde_json::from_str(run.done()).unwrap();
    assert_eq!((&record["record"], &record["on"]), (&"openras.caseload/1".into(), &"2016-11-15".into()));
    assert_eq!(record["by_team"]["north"]["breach"], 1);
    let sha256 = record.as_object_mut().unwrap().remove("sha256").unwrap();
    assert_eq!(sha256, openras::core::digest::sha256(&record).unwrap());
}

#[test]
fn a_bank_that_writes_amounts_in_another_way_is_read_or_refused() {
    let folder = scratch("review_bank_amounts");
    let mapping = "fixtures/statements/mapping.toml";
    let run = |rows: &str, more: &[&str]| {
        let bank = kept(&folder, "bank.csv", &format!("Date;Details;Paid out;Paid in\n{rows}"));
        let statement = "fixtures/statements/st_helens_from_bank.toml";
        let first = ["reconcile", "fixtures/rulebooks/st_helens_dp", statement, "--on", "2025-04-07"];
        let second = ["--bank", &bank, "--mapping", mapping, "--delimiter", ";"];
        openras(first.into_iter().chain(second).chain(more.iter().copied()))
    };
    // 0.00 in the other column is nothing there.
    let text =
        run("01/04/2024;ST HELENS COUNCIL;0.00;7,800.00\n02/04/2024;PAYROLL;6200.00;0.00\n", &[]).stdout;
    // 7800.00 - 6200.00 = 1600.00; 8 weeks of 7800.00 are 1200.00.
    assert!(text.contains("Proposed: £400.00 goes back to the council."), "{text}");
    // £12.50 with a decimal comma is not £1,250.
    run("02/04/2024;PAYROLL;12,50;\n", &[]).refuses(&["row 2", "`12,50` is not an amount of money"]);
    run("02/04/2024;PAYROLL;1.200,00;\n", &["--decimal-comma"]).refuses(&["`1.200,00` is not an amount"]);
    let comma = run("02/04/2024;PAYROLL;12,50;\n", &["--decimal-comma"]);
    assert!(comma.stdout.contains("£12.50"), "{}", comma.stdout);
}
