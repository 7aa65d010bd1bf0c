//! The published JSON Schemas: that they are the ones in `docs/schema`, that every document of the fixtures keeps to them,
//! and that they and the readers refuse the same.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    reason = "a test says what must hold and stops where it does not"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use openras::core::document::{Document, read};
use openras::prelude::*;
use serde_json::{Map, Value as Json};

fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("it can be read").path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

#[test]
fn the_published_schemas_are_those_of_the_code() {
    let folder = top().join("docs/schema");
    let update = std::env::var_os("OPENRAS_UPDATE").is_some();
    let mut names = Vec::new();
    for (name, schema) in openras::schemas() {
        let file = folder.join(format!("{name}.schema.json"));
        let text = serde_json::to_string_pretty(&schema).expect("it is JSON") + "\n";
        if update {
            fs::write(&file, &text).expect("it can be written");
        }
        let published = fs::read_to_string(&file).unwrap_or_default();
        assert!(published == text, "{} is out of date: run this test with OPENRAS_UPDATE=1", file.display());
        names.push(file);
    }
    let stray: Vec<PathBuf> = files(&folder)
        .into_iter()
        .filter(|file| file.extension().is_some_and(|extension| extension == "json") && !names.contains(file))
        .collect();
    assert!(stray.is_empty(), "nothing makes {stray:?}");
}

/// The judge of each kind of document: draft 2020-12 with its formats.
fn judges() -> BTreeMap<&'static str, Validator> {
    let judge = |schema: &Json| {
        jsonschema::meta::validate(schema).expect("it is a schema");
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        jsonschema::options().should_validate_formats(true).build(schema).expect("it is a schema")
    };
    openras::schemas().iter().map(|(name, schema)| (*name, judge(schema))).collect()
}

/// Which document a file is, by its name.
fn kind(file: &Path) -> Option<&'static str> {
    let name = file.file_name()?.to_str()?;
    let folder = file.parent()?.file_name()?.to_str()?;
    match (folder, name) {
        ("cases", _) if name.ends_with(".toml") => Some("cases"),
        ("questionnaires", _) if name.ends_with(".toml") => Some("questionnaire"),
        (_, "questionnaire.toml") => Some("questionnaire"),
        (_, "rulebook.toml") => Some("rulebook"),
        (_, "plan.toml") => Some("plan_policy"),
        (_, "review.toml") => Some("review_policy"),
        ("statements" | "casefiles", "expected.toml") => None,
        ("statements", "mapping.toml") => Some("bank_mapping"),
        ("statements", _) if name.ends_with(".toml") => Some("statement"),
        ("casefiles", _) if name.ends_with(".toml") => Some("casefile"),
        (_, "pathway.toml") => Some("pathway"),
        ("events", _) if name.ends_with(".json") => Some("case_event"),
        ("plans" | "faults", "expected.toml") => None,
        ("plans" | "faults", _) if name.ends_with(".toml") || name.ends_with(".json") => Some("plan"),
        ("law", _) if name.ends_with(".toml") => Some("law"),
        (_, "scheme.toml") => Some("scheme"),
        (_, "assessment.json") => Some("assessment"),
        ("funds", _) if name.ends_with(".toml") => Some("fund"),
        ("assessments", _) if name.ends_with(".json") || name.ends_with(".toml") => Some("assessment"),
        _ => None,
    }
}

/// TOML as JSON: dates and times become texts, and nothing else changes.
fn json(value: toml::Value) -> Json {
    match value {
        toml::Value::String(text) => Json::String(text),
        toml::Value::Integer(whole) => whole.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(yes) => yes.into(),
        toml::Value::Datetime(time) => Json::String(time.to_string()),
        toml::Value::Array(items) => items.into_iter().map(json).collect(),
        toml::Value::Table(table) => {
            Json::Object(table.into_iter().map(|(key, value)| (key, json(value))).collect())
        }
    }
}

/// The file as JSON; nothing where it is not TOML or JSON at all.
fn value(file: &Path, text: &str) -> Option<Json> {
    if file.extension().is_some_and(|extension| extension == "json") {
        return serde_json::from_str(text).ok();
    }
    toml::from_str::<toml::Table>(text).ok().map(|table| json(toml::Value::Table(table)))
}

/// What our own reader finds wrong with the shape of a file; nothing where it is not TOML or JSON at all.
fn shape(kind: &str, file: &Path, text: &str) -> Option<Diagnostics> {
    let name = file.display().to_string();
    let mut document = if file.extension().is_some_and(|extension| extension == "json") {
        Document::from_json(name, text).ok()?
    } else {
        openras::rulebook::toml_document(name, text).ok()?
    };
    Some(match kind {
        "assessment" => read::<Assessment>(&mut document).1,
        "cases" => read::<openras::rulebook::CasesDocument>(&mut document).1,
        "fund" => read::<openras::fund::FundDocument>(&mut document).1,
        "questionnaire" => read::<openras::questionnaire::QuestionnaireDocument>(&mut document).1,
        "rulebook" => read::<openras::rulebook::RulebookDocument>(&mut document).1,
        "plan_policy" => read::<openras::plan::PlanPolicyDocument>(&mut document).1,
        "pathway" => read::<openras::pathway::PathwayDocument>(&mut document).1,
        "case_event" => read::<openras::pathway::EventDocument>(&mut document).1,
        "plan" => read::<openras::plan::SupportPlan>(&mut document).1,
        "review_policy" => read::<openras::review::ReviewPolicyDocument>(&mut document).1,
        "statement" => read::<openras::review::AccountStatement>(&mut document).1,
        "casefile" => read::<openras::review::Casefile>(&mut document).1,
        "bank_mapping" => read::<openras::review::BankMapping>(&mut document).1,
        "law" => read::<openras::plan::law::LawDocument>(&mut document).1,
        _ => read::<openras::allocation::SchemeDocument>(&mut document).1,
    })
}

#[test]
fn every_document_of_the_fixtures_keeps_to_its_schema() {
    let judges = judges();
    let mut count = BTreeMap::new();
    for folder in [
        "fixtures/rulebooks",
        "fixtures/assessments",
        "fixtures/events",
        "fixtures/plans",
        "fixtures/statements",
        "fixtures/casefiles",
        "crates/openras-plan/law",
        "fixtures/funds",
        "fixtures/diagnostics/good",
        "fixtures/diagnostics/base",
    ] {
        for file in files(&top().join(folder)) {
            let Some(kind) = kind(&file) else { continue };
            let text = fs::read_to_string(&file).expect("it is text");
            let value = value(&file, &text).unwrap_or_else(|| panic!("{} cannot be read", file.display()));
            let errors: Vec<String> =
                judges[kind].iter_errors(&value).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{}: {errors:#?}", file.display());
            *count.entry(kind).or_insert(0) += 1;
        }
    }
    assert_eq!(count.len(), 15, "{count:?}");
}

#[test]
fn every_allocation_of_the_fixtures_keeps_to_its_schema() {
    let judges = judges();
    let mut count = 0;
    for folder in fs::read_dir(top().join("fixtures/rulebooks")).expect("it is there") {
        let rulebook = Rulebook::open(folder.expect("it can be read").path()).expect("it loads");
        for case in rulebook.cases().iter().flat_map(|file| &file.cases).filter(|case| case.given.is_none()) {
            let Ok(allocation) = rulebook.allocate(&rulebook.assessment_of(case)) else { continue };
            let record: Json =
                serde_json::from_str(&allocation.to_json().expect("it is a record")).expect("it is JSON");
            let errors: Vec<String> =
                judges["allocation"].iter_errors(&record).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{}: {errors:#?}", case.name);
            let input = &record["assessment"];
            assert!(judges["assessment"].is_valid(input), "what the record keeps is an assessment: {input}");
            count += 1;
        }
    }
    assert!(count > 100, "{count} records");
}

#[test]
fn what_comes_of_the_plans_of_the_fixtures_keeps_to_its_schemas() {
    let judges = judges();
    let mut count = 0;
    for (folder, prefix) in [
        ("wrexham_2008", "wrexham"),
        ("leeds_2009", "leeds"),
        ("walsall_2010", "walsall"),
        ("scotland_shanarri", "scotland"),
    ] {
        let rulebook = Rulebook::open(top().join("fixtures/rulebooks").join(folder)).expect("it loads");
        let budget = rulebook.agreed_budget(openras::core::Exact::from(250), openras::core::Period::Week);
        for file in files(&top().join("fixtures/plans")) {
            let name = file.file_name().and_then(|name| name.to_str()).expect("it has a name").to_owned();
            if !name.starts_with(prefix) {
                continue;
            }
            let text = fs::read_to_string(&file).expect("it is text");
            let mut document = openras::rulebook::toml_document(name.clone(), text).expect("it is TOML");
            let plan = SupportPlan::from_document(&mut document).expect("it is a plan");
            let check = rulebook.check_plan(&plan, &budget).expect("it fits");
            let schedule = rulebook.schedule(&plan, None).expect("it fits");
            let agreement = rulebook.agreement(&plan).expect("it fits");
            let stamp = rulebook.plan_stamp().expect("it has plan.toml");
            let two =
                rulebook.check_plans_together(&[(&plan, Some(&budget)), (&plan, None)]).expect("they fit");
            for (kind, text) in [
                ("findings", rulebook.findings_json(&check).expect("it is a record")),
                ("schedule", schedule.to_json().expect("it is a record")),
                ("agreement", agreement.to_json().expect("it is a record")),
                ("together", two.to_json(stamp).expect("it is a record")),
            ] {
                let record: Json = serde_json::from_str(&text).expect("it is JSON");
                let errors: Vec<String> =
                    judges[kind].iter_errors(&record).map(|error| error.to_string()).collect();
                assert!(errors.is_empty(), "{name} {kind}: {errors:#?}");
            }
            count += 1;
        }
    }
    assert!(count > 12, "{count} plans");
}

#[test]
fn committed_records_keep_to_their_schema() {
    let judge = &judges()["allocation"];
    let records = files(&top().join("fixtures/records"));
    assert!(records.len() > 20, "{} records", records.len());
    for file in records {
        let record: Json =
            serde_json::from_str(&fs::read_to_string(&file).expect("it is text")).expect("it is JSON");
        assert_eq!(record["record"], "openras.allocation/1", "{}", file.display());
        let errors: Vec<String> = judge.iter_errors(&record).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", file.display());
    }
}

#[test]
fn a_file_of_bad_shape_is_refused_by_its_schema_and_by_its_reader() {
    let judges = judges();
    let (mut good, mut bad) = (0, 0);
    for folder in ["fixtures/diagnostics/bad", "fixtures/diagnostics/twelve", "fixtures/refused"] {
        for file in files(&top().join(folder)) {
            let Some(kind) = kind(&file) else { continue };
            let text = fs::read_to_string(&file).expect("it is text");
            agree(kind, &judges[kind], &file, &text, &mut good, &mut bad);
        }
    }
    assert!(good > 20 && bad > 10, "{good} good, {bad} bad");
}

#[test]
fn every_edit_of_the_base_is_refused_by_its_schema_and_its_reader_or_by_neither() {
    let judges = judges();
    let (mut good, mut bad) = (0, 0);
    let base = top().join("fixtures/diagnostics/base");
    for edits in files(&top().join("fixtures/diagnostics/edits")) {
        let table: toml::Table =
            toml::from_str(&fs::read_to_string(&edits).expect("it is text")).expect("it is TOML");
        for edit in table["edit"].as_array().expect("they are a list") {
            let word = |key: &str| edit[key].as_str().expect("it is a text");
            let file = base.join(word("file"));
            let text = fs::read_to_string(&file).expect("it is there").replacen(word("find"), word("put"), 1);
            agree(
                kind(&file).expect("it is a document"),
                &judges[kind(&file).unwrap_or("")],
                &file,
                &text,
                &mut good,
                &mut bad,
            );
        }
    }
    assert!(good > 100 && bad > 50, "{good} good, {bad} bad");
}

/// Reader and judge say the same of a text, where it is TOML or JSON at all.
fn agree(kind: &str, judge: &Validator, file: &Path, text: &str, good: &mut u32, bad: &mut u32) {
    let (Some(value), Some(problems)) = (value(file, text), shape(kind, file, text)) else { return };
    let name = file.display();
    if whole_with_a_point(&value) {
        assert!(!problems.is_empty(), "{name}: no schema can tell `4.0` from `4`, and the reader must");
        return;
    }
    assert_eq!(problems.is_empty(), judge.is_valid(&value), "{name}:\n{problems}\n{value}");
    *if problems.is_empty() { good } else { bad } += 1;
}

/// Whether a whole number that is written with a point stands in it.
fn whole_with_a_point(value: &Json) -> bool {
    match value {
        Json::Number(number) => {
            number.is_f64() && number.as_f64().is_some_and(|number| number.fract() == 0.0)
        }
        Json::Array(items) => items.iter().any(whole_with_a_point),
        Json::Object(map) => map.values().any(whole_with_a_point),
        _ => false,
    }
}

#[test]
fn the_schemas_say_what_every_key_means() {
    for (name, schema) in openras::schemas() {
        let mut without = Vec::new();
        described(&schema, name, &mut without);
        assert!(without.is_empty(), "{without:#?}");
    }
}

fn described(schema: &Json, at: &str, without: &mut Vec<String>) {
    let object: Option<&Map<String, Json>> = schema.as_object();
    for (key, inner) in object.into_iter().flatten() {
        let here = format!("{at}/{key}");
        if key == "properties" {
            for (name, property) in inner.as_object().into_iter().flatten() {
                if property.get("description").is_none() && property.get("const").is_none() {
                    without.push(format!("{here}/{name}"));
                }
            }
        }
        described(inner, &here, without);
    }
}
