//! Records: those of the fixtures stand in the repository, and everything in a record is held to what it says.
//!
//! After a change that is meant, `OPENRAS_UPDATE=1 cargo test -p openras-testing --test records` writes them anew. Look at
//! every difference before you keep it: a changed penny is a changed rule.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use openras_questionnaire::Assessment;
use openras_rulebook::{Rulebook, toml_document};
use openras_testing::people::{Care, Inventor};
use openras_testing::{Random, fixtures, text};
use serde_json::Value as Json;

fn record(rulebook: &Rulebook, assessment: &str) -> String {
    let assessment = Assessment::from_json(assessment).unwrap_or_else(|found| panic!("{found}"));
    let allocation = rulebook.allocate(&assessment).unwrap_or_else(|found| panic!("{found}"));
    let json = allocation.to_json().expect("it can be written");
    let value = allocation.record().expect("it can be written");
    let written = serde_json::to_string_pretty(&value).expect("it can be written");
    assert_eq!(json, written + "\n", "the text of a record is that of its value");
    json
}

#[test]
fn the_records_of_the_fixtures_are_as_committed() {
    let folder = fixtures::folder().join("records");
    let update = std::env::var_os("OPENRAS_UPDATE").is_some();
    fs::create_dir_all(&folder).expect("the folder can be made");
    let mut wanted = BTreeSet::new();
    for name in fixtures::assessments() {
        let rulebook = fixtures::rulebook(&fixtures::rulebook_of(&name));
        let record = record(&rulebook, &fixtures::assessment(&name));
        let path = folder.join(format!("{name}.json"));
        if update {
            fs::write(&path, &record).expect("it can be written");
        }
        let committed =
            fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert!(
            committed == record,
            "{name}: the record is no longer the one that is kept; it is now\n{record}"
        );
        wanted.insert(format!("{name}.json"));
    }
    let there = fs::read_dir(&folder).expect("the folder is there");
    let there: BTreeSet<String> = there
        .map(|entry| entry.expect("it can be read").file_name().into_string().expect("it is UTF-8"))
        .collect();
    assert_eq!(there, wanted, "a record for each assessment, and no other");
}

#[test]
fn the_digests_of_the_records_are_what_another_program_finds() {
    let fixtures = fixtures::folder();
    for book in fixtures::rulebooks() {
        let of_book = fixtures::assessments().into_iter().filter(|name| fixtures::rulebook_of(name) == book);
        let records: Vec<_> =
            of_book.map(|name| fixtures.join("records").join(format!("{name}.json"))).collect();
        if records.is_empty() {
            continue;
        }
        let mut python = Command::new("python3");
        python
            .arg(fixtures.join("oracle/digest.py"))
            .arg("check")
            .arg(fixtures.join("rulebooks").join(&book))
            .args(&records);
        let done = python.output().expect("python3 (3.11 or later) is needed for these tests");
        let said =
            String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{book}: {said}");
    }
}

#[test]
fn the_same_assessment_in_toml_gives_the_same_bytes() {
    let rulebook = fixtures::rulebook("wrexham_2008");
    let path = fixtures::folder().join("assessments/wrexham_a_0042.toml");
    let mut document = toml_document("wrexham_a_0042.toml", fs::read_to_string(path).expect("it is there"))
        .expect("it is TOML");
    let assessment = Assessment::from_document(&mut document).expect("it is an assessment");
    let twin =
        rulebook.allocate(&assessment).expect("it can be worked").to_json().expect("it can be written");
    assert_eq!(twin, record(&rulebook, &fixtures::assessment("wrexham_a_0042")));
}

#[test]
fn toml_and_json_round_trip() {
    let mut written = 0;
    for name in fixtures::rulebooks() {
        let rulebook = fixtures::rulebook(&name);
        let inventor = Inventor::new(&rulebook);
        for seed in 0..40 {
            let person = inventor.person(Care::Sound, seed);
            let from_json =
                rulebook.allocate(&Assessment::from_json(&person.to_string()).expect("it is one"));
            let toml = text::toml(&person, &mut Random::new(seed));
            let mut document =
                toml_document("person.toml", &*toml).unwrap_or_else(|found| panic!("{found}\n{toml}"));
            let assessment =
                Assessment::from_document(&mut document).unwrap_or_else(|found| panic!("{found}\n{toml}"));
            match (from_json, rulebook.allocate(&assessment)) {
                (Ok(one), Ok(other)) => {
                    written += 1;
                    assert_eq!(
                        one.to_json().expect("it is written"),
                        other.to_json().expect("it is written"),
                        "{name} {seed}"
                    );
                }
                (Err(one), Err(other)) => assert_eq!(one.items(), other.items(), "{name} {seed}"),
                (one, other) => panic!("{name} {seed}: {:?} and {:?}", one.is_ok(), other.is_ok()),
            }
        }
    }
    assert!(written > 300, "most have a record: {written}");
}

#[test]
fn order_of_answers_does_not_matter() {
    for name in fixtures::rulebooks() {
        let rulebook = fixtures::rulebook(&name);
        let inventor = Inventor::new(&rulebook);
        for seed in 0..40 {
            // A slip such as a number for a choice would be another slip in other words: it is only put in another order.
            let care = [Care::Sound, Care::Gaps, Care::Slips][seed as usize % 3];
            let (person, mut random) = (inventor.person(care, seed), Random::new(seed));
            let once = Assessment::from_json(&person.to_string()).expect("it is one");
            let reworded =
                if care == Care::Slips { person } else { text::in_other_words(&person, &mut random) };
            let again = text::json(&reworded, &mut random);
            let again = Assessment::from_json(&again).unwrap_or_else(|found| panic!("{found}\n{again}"));
            match (rulebook.allocate(&once), rulebook.allocate(&again)) {
                (Ok(one), Ok(other)) => {
                    assert_eq!(
                        one.to_json().expect("it is written"),
                        other.to_json().expect("it is written"),
                        "{name} {seed}"
                    );
                }
                (Err(one), Err(other)) => assert_eq!(one.items(), other.items(), "{name} {seed}"),
                (one, other) => panic!("{name} {seed}: {:?} and {:?}", one.is_ok(), other.is_ok()),
            }
        }
    }
}

#[test]
fn records_recompute() {
    for name in fixtures::assessments() {
        let rulebook = fixtures::rulebook(&fixtures::rulebook_of(&name));
        let record = record(&rulebook, &fixtures::assessment(&name));
        let verified = rulebook.verify(&record).unwrap_or_else(|found| panic!("{name}: {found}"));
        assert!(verified.holds(), "{name}: {:?}", verified.differences);
        assert_eq!(verified.other_engine, None);
    }
    for name in fixtures::rulebooks() {
        let rulebook = fixtures::rulebook(&name);
        let inventor = Inventor::new(&rulebook);
        for seed in 0..20 {
            let person = inventor.anybody(seed).to_string();
            if let Ok(allocation) = rulebook.allocate(&Assessment::from_json(&person).expect("it is one")) {
                let verified =
                    rulebook.verify(&allocation.to_json().expect("it is written")).expect("it is a record");
                assert!(verified.holds(), "{name} {seed}: {:?}", verified.differences);
            }
        }
    }
}

/// The JSON pointer of every leaf.
fn leaves(value: &Json, at: &str, all: &mut Vec<String>) {
    match value {
        Json::Array(items) if !items.is_empty() => {
            items.iter().enumerate().for_each(|(i, item)| leaves(item, &format!("{at}/{i}"), all));
        }
        Json::Object(map) if !map.is_empty() => {
            map.iter().for_each(|(key, item)| leaves(item, &format!("{at}/{key}"), all));
        }
        _ => all.push(at.to_owned()),
    }
}

/// The same with its last letter or digit changed.
fn changed(leaf: &Json) -> Json {
    match leaf {
        Json::String(text) => {
            let mut letters: Vec<char> = text.chars().collect();
            match letters.last_mut() {
                Some(last) => *last = if *last == '1' { '2' } else { '1' },
                None => letters.push('1'),
            }
            Json::from(letters.into_iter().collect::<String>())
        }
        Json::Bool(yes) => Json::from(!yes),
        Json::Number(_) => Json::from(7),
        Json::Null => Json::from("1"),
        Json::Array(_) => Json::from(vec!["1"]),
        Json::Object(_) => serde_json::json!({ "one_more": "1" }),
    }
}

#[test]
fn one_changed_character_anywhere_in_a_record_is_found() {
    for name in
        ["wrexham_a_0042", "contract_every_key", "wrexham_residential", "nottinghamshire_2009_above_table"]
    {
        let rulebook = fixtures::rulebook(&fixtures::rulebook_of(name));
        let record: Json =
            serde_json::from_str(&record(&rulebook, &fixtures::assessment(name))).expect("it is JSON");
        let mut all = Vec::new();
        leaves(&record, "", &mut all);
        assert!(all.len() > 25, "{name} has much that can be changed: {}", all.len());
        for pointer in all {
            let mut other = record.clone();
            let leaf = other.pointer_mut(&pointer).expect("it is there");
            *leaf = changed(leaf);
            let now = leaf.to_string();
            match rulebook.verify(&other.to_string()) {
                Ok(verified) => {
                    assert!(!verified.holds(), "{name}: nobody notices {pointer} changed to {now}");
                    assert_eq!(verified.other_engine.is_some(), pointer == "/engine", "{name}: {pointer}");
                }
                Err(_) => assert_eq!(pointer, "/record", "{name}: only what says it is no record is none"),
            }
            // Whoever changes what came out and makes the digest anew is found by recomputing.
            if !["/assessment", "/engine", "/record", "/sha256"]
                .iter()
                .any(|of_input| pointer.starts_with(of_input))
            {
                let verified = rulebook.verify(&signed(other).to_string()).expect("it is a record");
                assert!(
                    !verified.holds(),
                    "{name}: nobody notices {pointer} changed to {now} and signed anew"
                );
            }
        }
    }
}

/// With the digest that what it says has.
fn signed(mut record: Json) -> Json {
    record.as_object_mut().expect("a record is a table").remove("sha256");
    record["sha256"] = openras_core::digest::sha256(&record).expect("it can be digested").into();
    record
}
