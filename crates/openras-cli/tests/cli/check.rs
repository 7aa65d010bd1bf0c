use std::fs;

use serde_json::{Value, json};

use crate::harness::{minimal, openras, scratch};

fn codes(run: &crate::harness::Run) -> (Value, Vec<String>) {
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let problems = report["problems"].as_array().unwrap();
    let codes = problems.iter().map(|problem| problem["code"].as_str().unwrap().to_owned()).collect();
    (report, codes)
}

#[test]
fn a_good_rulebook_is_said_to_be_good() {
    let run = openras(["check", "fixtures/rulebooks/minimal"]);
    assert_eq!(run.status, 0);
    assert!(run.stdout.starts_with("minimal 1.0.0: no errors, "), "{}", run.stdout);
}

#[test]
fn every_refused_rulebook_is_refused_with_its_code_and_place() {
    for name in crate::harness::names(&crate::harness::root().join("fixtures/refused")) {
        let path = format!("fixtures/refused/{name}");
        let run = openras(["check", &path]);
        if name == "none_this_one_loads" {
            assert_eq!(run.status, 0, "{}", run.stderr);
            continue;
        }
        run.refuses(&["error[", "1 error"]);
        let code = run.stderr.split("error[").nth(1).and_then(|rest| rest.split(']').next()).unwrap();
        assert!(name.starts_with(code), "{name} gives {code}");
        let json = openras(["check", &path, "--format", "json"]);
        assert_eq!(json.status, 2);
        let (report, codes) = codes(&json);
        assert_eq!((&report["errors"], codes), (&json!(1), vec![code.to_owned()]), "{name}");
        assert!(report["problems"][0]["line"].as_u64().is_some(), "{name} has no line");
    }
}

#[test]
fn a_warning_is_no_error_unless_it_is_denied() {
    let rulebook = minimal(&scratch("check_warning"));
    fs::write(rulebook.join("shceme.toml"), "").unwrap();
    let path = rulebook.to_str().unwrap();
    let run = openras(["check", path]);
    assert_eq!(run.status, 0);
    assert!(run.stderr.contains("did you mean `scheme.toml`?"), "{}", run.stderr);
    assert!(run.stdout.contains("no errors, "));
    assert_eq!(openras(["check", path, "--deny-warnings"]).status, 1);
    let json = openras(["check", path, "--format", "json", "--deny-warnings"]);
    assert_eq!((json.status, json.stderr.as_str()), (1, ""));
    let (report, codes) = codes(&json);
    assert!(codes.contains(&"unused".to_owned()));
    assert_eq!(report["warnings"], codes.len());
    assert_eq!(report["errors"], 0);
}

#[test]
fn the_report_has_its_keys_in_order() {
    let run = openras(["check", "fixtures/refused/unknown_key", "--format", "json"]);
    let keys: Vec<usize> =
        ["rulebook", "errors", "warnings", "problems", "code", "severity", "message", "help", "file"]
            .into_iter()
            .chain(["line", "column", "path", "about"])
            .map(|key| run.stdout.find(&format!("\"{key}\":")).unwrap_or_else(|| panic!("no {key}")))
            .collect();
    assert!(keys.is_sorted(), "{}", run.stdout);
    let (report, _) = codes(&run);
    assert_eq!(report["problems"][0]["severity"], "error");
    assert!(!report["problems"][0]["file"].as_str().unwrap().contains('/'));
}

#[test]
fn a_number_grows_stale() {
    let stale = |on: &str| {
        let run = openras(["check", "fixtures/rulebooks/minimal", "--on", on, "--format", "json"]);
        codes(&run).1.contains(&"stale".to_owned())
    };
    // Its price is from 1 April 2024.
    assert!(!stale("2025-04-01"));
    assert!(stale("2026-04-02"));
}
