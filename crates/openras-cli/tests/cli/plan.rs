use serde_json::Value as Json;

use crate::harness::{openras, scratch};

const WREXHAM: &str = "fixtures/rulebooks/wrexham_2008";
const RECORD: &str = "fixtures/records/wrexham_a_0042.json";
const PLAN: &str = "fixtures/plans/wrexham_a_0042.toml";

#[test]
fn a_plan_is_held_against_the_record_of_its_allocation() {
    let run = openras(["plan", WREXHAM, PLAN, "--allocation", RECORD]);
    for words in ["A-0042: ready", "£3,225.07", "£13,291.56", "yes  It states the contingency amount"] {
        assert!(run.done().contains(words), "{words}: {}", run.stdout);
    }
    let run = openras(["plan", WREXHAM, PLAN, "--allocation", RECORD, "--format", "json"]);
    let record: Json = serde_json::from_str(run.done()).unwrap();
    assert_eq!(record["record"], "openras.findings/1");
    assert_eq!(record["verdict"], "ready");
    assert_eq!(record["checklist"].as_array().unwrap().len(), 9);
    assert_eq!(record["cost"]["personal_budget"]["person_pays"], "708.86");
    assert_eq!(record["rulebook"]["id"], "wrexham_2008");
}

#[test]
fn a_blocked_plan_is_an_answer_of_no_and_a_dearer_one_is_not() {
    let run = openras(["plan", WREXHAM, "fixtures/plans/wrexham_low_wage.toml", "--budget", "40.00/week"]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stdout.contains("below_minimum_wage (the law forbids it)") && run.stdout.contains("£5.52"));
    let walsall = "fixtures/rulebooks/walsall_2010";
    let run = openras(["plan", walsall, "fixtures/plans/walsall_dearer.toml", "--budget", "300.00/week"]);
    assert!(run.done().contains("over_budget (somebody must decide)"), "{}", run.stdout);
}

#[test]
fn two_plans_say_what_each_saves() {
    let plans = ["fixtures/plans/wrexham_friend_one.toml", "fixtures/plans/wrexham_friend_two.toml"];
    let run = openras(["plan", WREXHAM, plans[0], plans[1], "--budget", "45.00/week"]);
    assert_eq!(run.done().matches("saves £3.00").count(), 2, "{}", run.stdout);
    let run = openras(["plan", WREXHAM, plans[0], plans[1], "--budget", "45.00/week", "--format", "json"]);
    let record: Json = serde_json::from_str(run.done()).unwrap();
    assert_eq!(record["shared"][0]["with"][1]["saves"], "3.00");
    let run = openras(["plan", WREXHAM, plans[0], plans[1], "--format", "html"]);
    assert_eq!(run.done().matches("<h1>Support plan of <span>A-00").count(), 2);
    assert_eq!(run.stdout.matches("and saves £3.00.").count(), 2);
    assert!(run.stdout.contains("<title>Support plans of A-0071 and A-0072</title>"));
}

#[test]
fn of_several_plans_every_problem_is_told_at_its_place() {
    let folder = scratch("plan_several");
    let write = |name: &str, from: &str, to: &str| {
        let text = std::fs::read_to_string(crate::harness::root().join(PLAN)).unwrap();
        assert!(text.contains(from), "{from}");
        let path = folder.join(name);
        std::fs::write(&path, text.replace(from, to)).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let garbage = write("garbage.toml", "format = 1", "format = = 1");
    let unknown = write("unknown.toml", "[\"community\"]", "[\"comunity\"]");
    let shares = write(
        "shares.toml",
        "rate = \"8.00\"",
        "rate = \"8.00\"\nstream = { social_care = \"60%\", ilf = \"30%\" }",
    );
    let dates = write("dates.toml", "to = 2009-02-28", "to = 2009-02-30");
    let huge = write("huge.toml", "rate = \"8.00\"", "rate = \"99999999999999999999999999.00\"");
    let backwards = write("backwards.toml", "to = 2009-02-28", "to = 2007-02-28");
    let all = [&garbage, &unknown, &shares, &dates, &huge, &backwards].map(String::as_str);
    let run = openras(["plan", WREXHAM].into_iter().chain(all).chain([PLAN]));
    run.refuses(&[
        "garbage.toml:2",
        "did you mean `community`?",
        "unknown.toml:",
        "sum to 0.9, not to 1",
        "shares.toml:",
        "dates.toml:5",
        "huge.toml:",
        "backwards.toml:5",
        "before it begins on 2008-03-01",
    ]);
    assert_eq!(run.stdout, "");
    let gone = folder.join("gone.toml");
    let run = openras(["plan", WREXHAM, &unknown, gone.to_str().unwrap()]);
    assert_eq!(run.status, 3, "{}", run.stderr);
    assert!(
        run.stderr.contains("gone.toml` cannot be read") && run.stderr.contains("did you mean `community`?")
    );
}

#[test]
fn hours_of_none_cost_nothing_and_are_no_fault_of_the_program() {
    let folder = scratch("plan_zero");
    let text = std::fs::read_to_string(crate::harness::root().join(PLAN)).unwrap();
    let path = folder.join("zero.toml");
    std::fs::write(&path, text.replace("quantity = \"6\"", "quantity = \"0\"")).unwrap();
    for format in ["text", "json", "html"] {
        openras(["plan", WREXHAM, path.to_str().unwrap(), "--allocation", RECORD, "--format", format]).done();
    }
}

#[test]
fn a_record_of_findings_is_verified_with_the_rulebook_alone() {
    let folder = scratch("plan_verify");
    let record = folder.join("findings.json");
    let file = record.to_str().unwrap();
    openras(["plan", WREXHAM, PLAN, "--allocation", RECORD, "--format", "json", "--out", file]).done();
    let run = openras(["verify", file, "--rulebook", WREXHAM]);
    assert!(run.done().contains("reproduces"), "{}", run.stdout);
    crate::harness::change(
        &record,
        "\"total\": \"3225.07\",\n    \"budget\"",
        "\"total\": \"3225.08\",\n    \"budget\"",
    );
    let run = openras(["verify", file, "--rulebook", WREXHAM]);
    assert_eq!(run.status, 1);
    assert!(
        run.stdout.contains("cost.total: the record says `3225.08`, worked out again it is `3225.07`"),
        "{}",
        run.stdout
    );
}

#[test]
fn the_panels_page_is_written_to_a_file() {
    let folder = scratch("plan_page");
    let page = folder.join("page.html");
    let out = page.to_str().unwrap();
    openras(["plan", WREXHAM, PLAN, "--allocation", RECORD, "--format", "html", "--out", out]).done();
    let text = std::fs::read_to_string(page).unwrap();
    assert!(text.starts_with("<!DOCTYPE html>") && text.contains("<svg") && text.contains("Checklist"));
}

#[test]
fn payments_are_dated_and_the_agreement_says_them() {
    let run = openras(["schedule", WREXHAM, PLAN]);
    assert!(run.done().contains("1 March 2008") && run.stdout.contains("£2,516.21"), "{}", run.stdout);
    let run = openras(["schedule", WREXHAM, PLAN, "--format", "csv"]);
    assert!(run.done().starts_with("number,pay_on,from,to,days,"), "{}", run.stdout);
    assert_eq!(run.stdout.lines().count(), 14);
    let run = openras(["schedule", WREXHAM, PLAN, "--format", "json"]);
    let record: Json = serde_json::from_str(run.done()).unwrap();
    assert_eq!(record["total"], "2516.21");
    let run = openras(["agreement", WREXHAM, PLAN]);
    assert!(
        run.done().contains("You pay £708.86") && run.stdout.contains("We pay £2,516.21"),
        "{}",
        run.stdout
    );
}

#[test]
fn a_blocked_plan_has_no_agreement_and_its_payments_are_not_to_be_paid() {
    let low = "fixtures/plans/wrexham_low_wage.toml";
    let run = openras(["agreement", WREXHAM, low]);
    assert_eq!((run.status, run.stdout.as_str()), (1, ""));
    assert!(
        run.stderr.contains("the plan is blocked, and nothing is agreed: below_minimum_wage"),
        "{}",
        run.stderr
    );
    let run = openras(["schedule", WREXHAM, low]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("nothing of this is paid: below_minimum_wage"), "{}", run.stderr);
}

#[test]
fn what_does_not_fit_is_told_at_its_line() {
    let folder = scratch("plan_wrong");
    let plan = folder.join("plan.toml");
    let text = std::fs::read_to_string(crate::harness::root().join(PLAN)).unwrap();
    let text = text
        .replace("[\"personal_care\", \"community\"]", "[\"personal_car\"]")
        .replace("rate = \"8.00\"", "rate = 8.5");
    std::fs::write(&plan, &text).unwrap();
    let path = plan.to_str().unwrap();
    openras(["plan", WREXHAM, path]).refuses(&["float_amount", "plan.toml:"]);
    std::fs::write(&plan, text.replace("rate = 8.5", "rate = \"8.50\"")).unwrap();
    openras(["plan", WREXHAM, path]).refuses(&[
        "unknown_name",
        "did you mean `personal_care`?",
        "plan.toml:",
    ]);
    openras(["plan", WREXHAM, PLAN, "--budget", "lots"]).refuses(&["250.00/week"]);
    openras(["plan", "fixtures/rulebooks/minimal", PLAN]).refuses(&["missing_file", "plan.toml"]);
    openras(["plan", "fixtures/rulebooks/leeds_2009", PLAN, "--allocation", RECORD])
        .refuses(&["wrexham_2008"]);
}

#[test]
fn the_law_in_force_on_a_day_is_printed_with_its_sources() {
    let run = openras(["law", "list"]);
    for pack in
        ["uk_employment", "england_direct_payments", "wales_direct_payments", "scotland_direct_payments"]
    {
        assert!(run.done().contains(pack), "{pack}");
    }
    let run = openras(["law", "show", "uk_employment", "--on", "2008-02-01"]);
    assert!(run.done().contains("5.52 GBP/hour, age 22 or over"), "{}", run.stdout);
    assert!(!run.stdout.contains("5.73"));
    assert!(run.stdout.contains("unverified") && run.stdout.contains("primary"));
    openras(["law", "show", "uk_employement"]).refuses(&["did you mean `uk_employment`?"]);
}
