use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value as Json;

use crate::harness::{Run, openras, openras_with, scratch};

const WREXHAM: &str = "fixtures/rulebooks/wrexham_2008";
const RECORD: &str = "fixtures/records/wrexham_a_0042.json";
const FUND: &str = "fixtures/funds/adults_2008_09.toml";
const HEAD: &str = "on,person,kind,purpose,amount,per,from,to,reason,approver,stream\n";

/// A case in a folder of its own, with the ledger of a fund beside it.
struct World {
    folder: PathBuf,
    case: String,
    ledger: PathBuf,
    findings: PathBuf,
}

impl World {
    fn new(name: &str) -> World {
        let folder = scratch(name);
        let case = folder.join("A-0042").display().to_string();
        let ledger = folder.join("ledger.csv");
        fs::write(&ledger, HEAD).unwrap();
        let findings = folder.join("findings.json");
        let plan = "fixtures/plans/wrexham_a_0042.toml";
        let arguments = ["plan", WREXHAM, plan, "--allocation", RECORD, "--format", "json", "--out"];
        openras(arguments.into_iter().chain([findings.to_str().unwrap()])).done();
        openras(["case", "new", &case, "--rulebook", WREXHAM, "--person", "A-0042"]).done();
        World { folder, case, ledger, findings }
    }

    fn add(&self, event: &str, more: &[&str]) -> Run {
        let file = if event == "-" || event.starts_with('/') {
            event.to_owned()
        } else {
            format!("fixtures/events/{event}.json")
        };
        openras(["case", "add", &self.case, &file].into_iter().chain(more.iter().copied()))
    }

    fn to_signed_off(&self) {
        self.add("01_self_assessment", &[]).done();
        self.add("02_self_assessment_checked", &[]).done();
        self.add("03_budget_told", &["--allocation", RECORD]).done();
        self.add("04_plan_agreed", &["--findings", self.findings.to_str().unwrap()]).done();
        self.add("05_signed_off", &[]).done();
    }

    /// The panel's event, with the digest of the fund.
    fn decision(&self, amount: &str, over: &str) -> String {
        let fund: Json = serde_json::from_str(openras(["fund", FUND, "--format", "json"]).done()).unwrap();
        let text =
            fs::read_to_string(crate::harness::root().join("fixtures/events/06_panel_agrees_more.json"))
                .unwrap();
        let text = text.replace("\"FUND\"", &fund["sha256"].to_string());
        let text = text.replace("14000.00", amount).replace("708.44", over);
        let path = self.folder.join("decision.json");
        fs::write(&path, text).unwrap();
        path.display().to_string()
    }

    fn drawing(&self) -> Vec<&str> {
        vec!["--fund", FUND, "--ledger", self.ledger.to_str().unwrap()]
    }

    fn log(&self) -> PathBuf {
        PathBuf::from(format!("{}.jsonl", self.case))
    }
}

#[test]
fn a_case_goes_its_way_and_its_figures_are_tied_together() {
    let world = World::new("case_way");
    world.to_signed_off();
    let decision = world.decision("14000.00", "708.44");
    let run = world.add(&decision, &[]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("give --fund and --ledger"), "{}", run.stderr);
    world.add(&decision, &world.drawing()).done();
    let ledger = fs::read_to_string(&world.ledger).unwrap();
    let row = ledger.lines().nth(1).unwrap();
    let shown: Json =
        serde_json::from_str(openras(["case", "show", &world.case, "--format", "json"]).done()).unwrap();
    let agreed = shown["agreed_budget"].as_str().unwrap();
    assert_eq!(
        row,
        format!(
            "2008-04-08,A-0042,drawn,unmet_need,708.44,year,2008-05-01,,unmet_need agreed_budget:{agreed},RP-1,"
        )
    );
    assert_eq!((&shown["indicative"], &shown["agreed"]), (&"13291.56".into(), &"14000.00".into()));
    openras(["fund", FUND, "--ledger", world.ledger.to_str().unwrap()]).done();
    for event in ["07_agreement", "08_started", "09_payment", "10_review"] {
        world.add(event, &[]).done();
    }
    let page = openras(["case", "show", &world.case]);
    for words in
        ["agreed        14000.00 by the year, event 7", "Two nights a month away", "under review: going"]
    {
        assert!(page.done().contains(words), "{words}: {}", page.stdout);
    }
    let csv = openras(["case", "export", &world.case, "--format", "csv"]);
    assert_eq!(csv.done().lines().count(), 12);
    let json: Json = serde_json::from_str(openras(["case", "export", &world.case]).done()).unwrap();
    assert_eq!(json["events"][2]["words"], "Agrees with every answer");
}

/// The findings about the fixture's plan with another rate, as `plan` writes them.
fn findings_at(world: &World, rate: &str) -> String {
    let text = fs::read_to_string(crate::harness::root().join("fixtures/plans/wrexham_a_0042.toml")).unwrap();
    let (plan, findings) =
        (world.folder.join("plan.toml"), world.folder.join(format!("findings_{rate}.json")));
    fs::write(&plan, text.replace("rate = \"8.00\"", &format!("rate = \"{rate}\""))).unwrap();
    let arguments =
        ["plan", WREXHAM, plan.to_str().unwrap(), "--allocation", RECORD, "--format", "json", "--out"];
    let run = openras(arguments.into_iter().chain([findings.to_str().unwrap()]));
    assert!(run.status <= 1, "{}", run.stderr);
    findings.display().to_string()
}

#[test]
fn a_plan_that_is_blocked_is_neither_agreed_nor_paid() {
    let world = World::new("case_blocked");
    for event in ["01_self_assessment", "02_self_assessment_checked"] {
        world.add(event, &[]).done();
    }
    world.add("03_budget_told", &["--allocation", RECORD]).done();
    // £4.00 an hour for a worker of 24, when the minimum was £5.52.
    world.add("04_plan_agreed", &["--findings", &findings_at(&world, "4.00")]).done();
    world.add("05_signed_off", &[]).done();
    let run = world.add("06_panel_agrees", &[]);
    assert_eq!(run.status, 1);
    assert!(
        run.stderr.contains("refused[plan_blocked]: the plan is blocked: below_minimum_wage"),
        "{}",
        run.stderr
    );
    assert_eq!((world.add("07_agreement", &[]).status, world.add("09_payment", &[]).status), (1, 1));
    // That the findings are others is read from their record alone.
    let hearsay = world.folder.join("hearsay.json");
    let text =
        fs::read_to_string(crate::harness::root().join("fixtures/events/04_plan_agreed.json")).unwrap();
    let mut event: Json = serde_json::from_str(&text).unwrap();
    event["about"] = serde_json::json!({ "findings": "0".repeat(64) });
    event["found"] = serde_json::json!({ "verdict": "ready", "unresolved_risk": false });
    fs::write(&hearsay, event.to_string()).unwrap();
    world.add(hearsay.to_str().unwrap(), &[]).refuses(&["give their record with --findings"]);
    // The wage is mended, and the way goes on.
    world.add("04_plan_agreed", &["--findings", world.findings.to_str().unwrap()]).done();
    // The plan costs 2,516.21 + 708.86 = 3,225.07: what is agreed is another amount, and needs its reason.
    let reasonless = world.folder.join("reasonless.json");
    let text =
        fs::read_to_string(crate::harness::root().join("fixtures/events/06_panel_agrees.json")).unwrap();
    let mut event: Json = serde_json::from_str(&text).unwrap();
    event.as_object_mut().unwrap().remove("reasons");
    fs::write(&reasonless, event.to_string()).unwrap();
    let run = world.add(reasonless.to_str().unwrap(), &[]);
    assert_eq!(run.status, 1);
    assert!(
        run.stderr.contains("the plan costs 3225.07 a year and 13291.56 is agreed, 10066.49 more"),
        "{}",
        run.stderr
    );
    for event in ["06_panel_agrees", "07_agreement", "08_started", "09_payment"] {
        world.add(event, &[]).done();
    }
}

#[test]
fn a_fund_is_never_overdrawn_and_a_refused_event_leaves_no_draw() {
    let world = World::new("case_overdrawn");
    world.to_signed_off();
    let drawing = world.drawing();
    // Somebody has drawn nearly all of the contingency for the year.
    // 20 % of 1,250,000.00 and 120,000.00 is 274,000.00.
    let pence: i64 = 27_400_000;
    // From 1 May 2008 to 31 March 2009 are 335 of 365 days: 708.44 x 335 / 365 = 650.212..., 650.21.
    let rest = |left: i64| format!("{}.{:02}", (pence - left) / 100, (pence - left) % 100);
    let before = |left: i64| {
        format!("{HEAD}2008-04-02,A-1,drawn,unmet_need,{},once,2008-04-02,,Much,M-9,\n", rest(left))
    };
    fs::write(&world.ledger, before(65_020)).unwrap();
    let decision = world.decision("14000.00", "708.44");
    let run = world.add(&decision, &drawing);
    assert_eq!(run.status, 1, "{}", run.stderr);
    assert!(run.stderr.contains("it draws 650.21 and the contingency has 650.20 left"), "{}", run.stderr);
    assert_eq!(fs::read_to_string(&world.ledger).unwrap(), before(65_020));
    fs::write(&world.ledger, before(65_021)).unwrap();
    // An event that the state refuses draws nothing.
    let run = world.add(&world.decision("14000.00", "708.43"), &drawing);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("does_not_tie"), "{}", run.stderr);
    assert_eq!(fs::read_to_string(&world.ledger).unwrap(), before(65_021));
    world.add(&world.decision("14000.00", "708.44"), &drawing).done();
    assert_eq!(fs::read_to_string(&world.ledger).unwrap().lines().count(), 3);
}

#[test]
fn a_refusal_says_what_is_missing_and_ends_with_1() {
    let world = World::new("case_refused");
    let run = world.add("05_signed_off", &[]);
    assert_eq!(run.status, 1);
    assert!(
        run.stderr.contains("refused[not_yet]") && run.stderr.contains("record `self_assessment`"),
        "{}",
        run.stderr
    );
    let run = openras(["case", "new", &world.case, "--rulebook", WREXHAM, "--person", "A-0042"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("there is a case `A-0042` already"), "{}", run.stderr);
    openras([
        "case",
        "new",
        &world.folder.join("B").display().to_string(),
        "--rulebook",
        "fixtures/rulebooks/minimal",
        "--person",
        "B",
    ])
    .refuses(&["missing_file", "pathway.toml"]);
}

#[test]
fn the_second_of_two_writers_is_told() {
    let world = World::new("case_two");
    let first = openras(["case", "show", &world.case, "--format", "json"]);
    let shown: Json = serde_json::from_str(first.done()).unwrap();
    let head = shown["head"].as_str().unwrap();
    let next = world.add("01_self_assessment", &["--expect", head]);
    let run = world.add("02_self_assessment_checked", &["--expect", head]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains(next.done().trim()), "{}", run.stderr);
    assert_eq!(world.add("02_self_assessment_checked", &["--expect", "abc"]).status, 2);
}

#[test]
fn verify_names_the_first_bad_event() {
    let world = World::new("case_verify");
    world.add("01_self_assessment", &[]).done();
    let kept = world.add("02_self_assessment_checked", &[]).done().trim().to_owned();
    let verify =
        |more: &[&str]| openras(["case", "verify", &world.case].into_iter().chain(more.iter().copied()));
    assert!(verify(&[]).done().contains("3 events hold"));
    assert!(verify(&["--head", &kept]).done().contains("ends with the digest that was kept"));
    let log = fs::read_to_string(world.log()).unwrap();
    fs::write(world.log(), log.replace("2008-01-07", "2008-01-08")).unwrap();
    let run = verify(&[]);
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains("event 2 is altered"), "{}", run.stdout);
    assert_eq!(openras(["case", "show", &world.case]).status, 1);
    // A cut tail.
    let two: String = log.split_inclusive('\n').take(2).collect();
    fs::write(world.log(), &two).unwrap();
    assert_eq!(verify(&[]).status, 0);
    let run = verify(&["--head", &kept]);
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains("its tail was cut, or it was made anew"), "{}", run.stdout);
    // A torn last line is set aside and named.
    fs::write(world.log(), &log[..log.len() - 20]).unwrap();
    let run = verify(&[]);
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains("event 3 is torn"), "{}", run.stdout);
    let run = world.add("02_self_assessment_checked", &[]);
    assert!(run.stderr.contains("A-0042.torn"), "{}", run.stderr);
    assert_eq!(
        (run.status, run.stdout.trim()),
        (0, kept.as_str()),
        "the same event after the same is the same line"
    );
    assert_eq!(verify(&["--head", &kept]).status, 0);
}

#[test]
fn bad_input_is_told_and_never_a_panic() {
    let world = World::new("case_bad");
    let garbage = world.folder.join("garbage.json");
    for (text, words) in [
        ("{", "syntax"),
        ("[]", "wrong_type"),
        ("null", "wrong_type"),
        (r#"{"format":1,"event":7,"on":"2008-01-07","by":"A","role":"person"}"#, "wrong_type"),
        (r#"{"format":1,"event":"self_assessment","by":"A","role":"person"}"#, "missing_key"),
        (
            r#"{"format":1,"event":"self_assessment","on":"2008-01-07","by":"A","role":"person","nonsense":1}"#,
            "unknown_key",
        ),
        (r#"{"format":1,"event":"disposed","on":"2008-01-07","by":"A","role":"person"}"#, "bad_id"),
    ] {
        fs::write(&garbage, text).unwrap();
        let run = openras(["case", "add", &world.case, garbage.to_str().unwrap()]);
        assert_eq!(run.status, 2, "{text}: {}", run.stderr);
        assert!(run.stderr.contains(words), "{text}: {}", run.stderr);
    }
    assert_eq!(openras(["case", "show", "nowhere/A"]).status, 3);
    assert_eq!(openras(["case", "show", "fixtures"]).status, 3);
    assert_eq!(openras(["case", "add", &world.case, "nowhere.json"]).status, 3);
    assert_eq!(openras(["case", "new", "/proc/A", "--rulebook", WREXHAM, "--person", "A"]).status, 3);
    fs::write(world.log(), "garbage\n").unwrap();
    for command in ["show", "verify", "export"] {
        let run = openras(["case", command, &world.case]);
        assert_eq!(run.status, 1, "{command}: {}", run.stderr);
        assert!(format!("{}{}", run.stdout, run.stderr).contains("event 1 is altered"), "{command}");
    }
}

#[test]
fn events_enter_from_a_file_of_lines_and_from_standard_input() {
    let world = World::new("case_lines");
    let read = |name: &str| {
        let text =
            fs::read_to_string(crate::harness::root().join(format!("fixtures/events/{name}.json"))).unwrap();
        serde_json::from_str::<Json>(&text).unwrap().to_string()
    };
    let (one, two) = (read("01_self_assessment"), read("02_self_assessment_checked"));
    let lines = world.folder.join("events.jsonl");
    fs::write(&lines, format!("{one}\n{}\n", two.replace("W-17", ""))).unwrap();
    let run = openras(["case", "add", &world.case, lines.to_str().unwrap()]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("events.jsonl, line 2"), "{}", run.stderr);
    // All or none: the second is refused, and the first does not enter.
    fs::write(&lines, format!("{one}\n{}\n", two.replace("social_worker", "finance"))).unwrap();
    let run = openras(["case", "add", &world.case, lines.to_str().unwrap()]);
    assert_eq!(run.status, 1);
    assert!(
        run.stderr.contains("event 2 of those given") && run.stderr.contains("role_not_allowed"),
        "{}",
        run.stderr
    );
    assert!(openras(["case", "verify", &world.case]).done().contains("1 events hold"));
    fs::write(&lines, format!("{one}\n{two}\n")).unwrap();
    openras(["case", "add", &world.case, lines.to_str().unwrap()]).done();
    let third = read("09_payment");
    let run = openras_with(["case", "add", &world.case, "-"], third.as_bytes());
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("no payment agreement is signed"), "{}", run.stderr);
}

#[test]
fn a_cohort_is_a_table_a_chart_and_a_csv_and_a_sample_is_drawn_again() {
    let folder = scratch("case_cohort");
    let mut cases = Vec::new();
    for at in 0..6 {
        let case = folder.join(format!("C-{at}")).display().to_string();
        let group = if at < 2 { "older_people" } else { "learning_disability" };
        let new =
            ["case", "new", &case, "--rulebook", WREXHAM, "--person", &format!("C-{at}"), "--group", group];
        openras(new).done();
        let text = format!(
            "{{\"format\":1,\"event\":\"self_assessment\",\"on\":\"2008-01-07\",\"by\":\"C-{at}\",\"role\":\"person\"}}"
        );
        openras_with(["case", "add", &case, "-"], text.as_bytes()).done();
        cases.push(format!("{case}.jsonl"));
    }
    let supported = folder.join("supported.csv");
    fs::write(&supported, "group,people\nolder_people,700\nlearning_disability,300\n").unwrap();
    let run = |more: &[&str]| {
        let arguments = ["case", "cohort"].into_iter().chain(cases.iter().map(String::as_str));
        openras(arguments.chain(more.iter().copied()))
    };
    let page = run(&["--by", "group", "--supported", supported.to_str().unwrap()]);
    assert!(
        page.done().contains("older_people")
            && page.stdout.contains("33.3 %")
            && page.stdout.contains("70.0 %"),
        "{}",
        page.stdout
    );
    let csv = run(&["--by", "group", "--format", "csv"]);
    assert_eq!(csv.done().lines().count(), 4);
    assert!(run(&["--format", "svg"]).done().starts_with("<svg"));
    let json: Json = serde_json::from_str(run(&["--format", "json"]).done()).unwrap();
    assert_eq!((&json["record"], &json["cases"]), (&"openras.cohort/1".into(), &6.into()));
    let draw = |seed: &str| {
        let arguments = ["case", "sample"].into_iter().chain(cases.iter().map(String::as_str));
        openras(arguments.chain(["--seed", seed, "--size", "3"])).done().to_owned()
    };
    assert_eq!(draw("7").lines().count(), 4);
    assert_eq!(draw("7"), draw("7"));
    // What has a comma in it is one cell all the same.
    let comma = folder.join("Z").display().to_string();
    openras(["case", "new", &comma, "--rulebook", WREXHAM, "--person", "Z,9"]).done();
    let drawn = openras(["case", "sample", &comma, "--seed", "1"]);
    assert!(drawn.done().lines().nth(1).unwrap().starts_with("Z,\"Z,9\",1,"), "{}", drawn.stdout);
}

#[test]
fn text_is_disposed_of_and_the_log_says_so() {
    let world = World::new("case_dispose");
    world.add("01_self_assessment", &[]).done();
    world.add("02_self_assessment_checked", &[]).done();
    let run = openras(["case", "dispose", &world.case, "--before", "2016-03-01", "--by", "R-1"]);
    assert!(run.done().contains("the text of event 3 was removed, as event 4 says"), "{}", run.stdout);
    let run = openras(["case", "verify", &world.case]);
    assert!(
        run.done().contains("event 4: the text of event 3 was removed, as of before 2016-03-01"),
        "{}",
        run.stdout
    );
    let beside = fs::read_to_string(Path::new(&format!("{}.text.jsonl", world.case))).unwrap();
    assert!(!beside.contains("Agrees with every answer"));
}

#[test]
fn a_record_that_was_altered_or_is_of_somebody_else_is_not_tied() {
    let world = World::new("case_tie");
    world.add("01_self_assessment", &[]).done();
    world.add("02_self_assessment_checked", &[]).done();
    let altered = world.folder.join("altered.json");
    let text = fs::read_to_string(crate::harness::root().join(RECORD)).unwrap();
    fs::write(&altered, text.replace("13291.56", "14291.56")).unwrap();
    world
        .add("03_budget_told", &["--allocation", altered.to_str().unwrap()])
        .refuses(&["somebody has altered it"]);
    world
        .add("03_budget_told", &["--allocation", "fixtures/records/wrexham_college.json"])
        .refuses(&["and the case is of `A-0042`"]);
    world
        .add("03_budget_told", &["--allocation", world.findings.to_str().unwrap()])
        .refuses(&["this is no `openras.allocation/1`"]);
}
