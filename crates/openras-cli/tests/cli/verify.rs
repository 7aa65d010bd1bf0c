use std::fs;
use std::path::PathBuf;

use crate::harness::{Run, change, openras, openras_with, scratch};

const WREXHAM: &str = "fixtures/rulebooks/wrexham_2008";

fn record(name: &str) -> PathBuf {
    let file = scratch(name).join("record.json");
    let assessment = "fixtures/assessments/wrexham_ilf.json";
    openras(["allocate", WREXHAM, assessment, "--format", "json", "--out", file.to_str().unwrap()]).done();
    file
}

fn verify(file: &std::path::Path) -> Run {
    openras(["verify", file.to_str().unwrap(), "--rulebook", WREXHAM])
}

#[test]
fn a_record_reproduces() {
    let file = record("verify_good");
    assert!(verify(&file).done().ends_with(": reproduces with wrexham_2008 1.0.0\n"));
    let text = fs::read(&file).unwrap();
    openras_with(["verify", "-", "--rulebook", WREXHAM], &text).done();
}

#[test]
fn a_changed_figure_is_found_and_so_is_its_digest() {
    let file = record("verify_changed");
    change(&file, "\"annual\": \"13291.56\"", "\"annual\": \"13391.56\"");
    let run = verify(&file);
    assert_eq!((run.status, run.stderr.as_str()), (1, ""));
    let difference = "annual: the record says `13391.56`, worked out again it is `13291.56`";
    assert!(run.stdout.contains(difference), "{}", run.stdout);
    assert!(run.stdout.contains("sha256: "));
    assert!(run.stdout.ends_with("does not reproduce, 2 differences\n"));
}

#[test]
fn another_rulebook_is_a_difference() {
    let file = record("verify_rulebook");
    let run = openras(["verify", file.to_str().unwrap(), "--rulebook", "fixtures/rulebooks/minimal"]);
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains("rulebook.sha256"), "{}", run.stdout);
}

#[test]
fn another_engine_is_told_and_is_no_difference() {
    let file = record("verify_engine");
    let text = fs::read_to_string(&file).unwrap();
    let mut record: serde_json::Value = serde_json::from_str(&text).unwrap();
    record["engine"] = "0.0.9".into();
    record.as_object_mut().unwrap().remove("sha256");
    let digest = openras::core::digest::sha256(&record).unwrap();
    record["sha256"] = digest.into();
    fs::write(&file, record.to_string()).unwrap();
    let run = verify(&file);
    assert_eq!(run.status, 0, "{}", run.stdout);
    assert!(run.stderr.contains("engine 0.0.9"), "{}", run.stderr);
}

#[test]
fn what_is_no_record_is_wrong_input() {
    let folder = scratch("verify_wrong");
    for (name, text, words) in [
        ("empty.json", "", "syntax"),
        ("list.json", "[]", "this is not a record"),
        ("other.json", r#"{ "record": "openras.nothing/1" }"#, "openras.nothing/1"),
    ] {
        let file = folder.join(name);
        fs::write(&file, text).unwrap();
        verify(&file).refuses(&[words, name]);
    }
    openras(["verify", "not_there.json", "--rulebook", WREXHAM]).cannot(&["`not_there.json`"]);
}
