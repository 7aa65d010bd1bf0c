//! Nothing in the contract goes unused: every key stands in some published rulebook, and every function, kind of table and
//! way not to be worked out is met by a worked example.

use std::collections::BTreeSet;

use openras_allocation::SchemeDocument;
use openras_core::Code;
use openras_core::document::schema_of;
use openras_questionnaire::QuestionnaireDocument;
use openras_rulebook::{CasesDocument, Rulebook, RulebookDocument};
use serde_json::Value as Json;

use crate::world::{fixtures, folders_of, texts};

/// Every rulebook, with its texts.
fn rulebooks() -> Vec<(Rulebook, std::collections::BTreeMap<String, String>)> {
    let folders = folders_of(&fixtures().join("rulebooks"));
    folders.iter().map(|(_, path)| (Rulebook::open(path).expect("it loads"), texts(path))).collect()
}

#[test]
fn every_key_of_the_contract_stands_in_some_rulebook() {
    let kinds: [(&str, Json); 4] = [
        ("rulebook.toml", schema_of::<RulebookDocument>()),
        ("questionnaire", schema_of::<QuestionnaireDocument>()),
        ("scheme.toml", schema_of::<SchemeDocument>()),
        ("cases/", schema_of::<CasesDocument>()),
    ];
    let rulebooks = rulebooks();
    let (mut met, mut known) = (BTreeSet::new(), BTreeSet::new());
    for (file, schema) in &kinds {
        let mut here = BTreeSet::new();
        for (_, texts) in &rulebooks {
            for (_, text) in
                texts.iter().filter(|(name, _)| name.starts_with(file) && name.ends_with(".toml"))
            {
                let value: toml::Value = toml::from_str(text).expect("it loads");
                mark(schema, schema, "", &value, &mut here);
            }
        }
        met.extend(here.iter().map(|place| shared(file, place)));
        let mut all = BTreeSet::new();
        keys(schema, "", &mut all);
        known.extend(all.iter().map(|place| shared(file, place)));
    }
    let never: Vec<&String> = known.difference(&met).collect();
    assert!(never.is_empty(), "{never:#?}");
}

/// A place that several documents share is known by its definition alone.
fn shared(file: &str, place: &str) -> String {
    if place.starts_with("/$defs/") { place.to_owned() } else { format!("{file}{place}") }
}

/// The place in the schema of every key that it knows, and of every word that a key may have.
fn keys(schema: &Json, at: &str, all: &mut BTreeSet<String>) {
    for (name, inner) in schema.as_object().into_iter().flatten() {
        let here = format!("{at}/{name}");
        match inner {
            Json::Object(properties) if name == "properties" => {
                for (key, property) in properties {
                    all.insert(format!("{here}/{key}"));
                    keys(property, &format!("{here}/{key}"), all);
                }
            }
            Json::Object(_) => keys(inner, &here, all),
            Json::Array(items) => {
                items
                    .iter()
                    .enumerate()
                    .for_each(|(index, item)| keys(item, &format!("{here}/{index}"), all));
            }
            Json::String(word) if name == "const" => drop(all.insert(format!("{at}={word}"))),
            _ => {}
        }
    }
}

/// Notes the places in the schema of the keys and words that stand in `value`.
fn mark(root: &Json, schema: &Json, at: &str, value: &toml::Value, met: &mut BTreeSet<String>) {
    if let Some(reference) = schema.get("$ref").and_then(Json::as_str) {
        let pointer = reference.trim_start_matches('#');
        return mark(root, root.pointer(pointer).expect("it is there"), pointer, value, met);
    }
    for keyword in ["anyOf", "oneOf"] {
        for (index, branch) in schema.get(keyword).and_then(Json::as_array).into_iter().flatten().enumerate()
        {
            mark(root, branch, &format!("{at}/{keyword}/{index}"), value, met);
        }
    }
    match value {
        toml::Value::String(text) if schema.get("const").and_then(Json::as_str) == Some(text) => {
            met.insert(format!("{at}={text}"));
        }
        toml::Value::Array(items) => {
            for (item, inner) in items.iter().filter_map(|item| Some((item, schema.get("items")?))) {
                mark(root, inner, &format!("{at}/items"), item, met);
            }
        }
        toml::Value::Table(table) => {
            for (key, value) in table {
                if let Some(property) = schema.get("properties").and_then(|known| known.get(key)) {
                    let here = format!("{at}/properties/{key}");
                    mark(root, property, &here, value, met);
                    met.insert(here);
                } else {
                    let patterns =
                        schema.get("patternProperties").and_then(Json::as_object).into_iter().flatten();
                    let patterns = patterns.map(|(name, inner)| (format!("patternProperties/{name}"), inner));
                    let others = schema
                        .get("additionalProperties")
                        .map(|inner| ("additionalProperties".to_owned(), inner));
                    for (name, inner) in patterns.chain(others) {
                        mark(root, inner, &format!("{at}/{name}"), value, met);
                    }
                }
            }
        }
        _ => {}
    }
}

/// The formulas that are worked out in some example, those of conditions included, and the rulebook they stand in.
fn worked(rulebook: &Rulebook) -> Vec<String> {
    let mut formulas = Vec::new();
    let cases = rulebook.cases().iter().flat_map(|file| &file.cases).filter(|case| case.given.is_none());
    for case in cases {
        let Ok(allocation) = rulebook.allocate(&rulebook.assessment_of(case)) else { continue };
        let scheme = rulebook.scheme();
        for done in allocation.steps() {
            let step = &scheme.steps[done.step];
            match &step.when {
                Some((when, _)) if done.applied => formulas.extend([&when.source, &step.formula.source]),
                Some((when, otherwise)) => formulas.extend([&when.source, &otherwise.source]),
                None => formulas.push(&step.formula.source),
            }
        }
        formulas.extend(scheme.exclusions.iter().map(|rule| &rule.when.source));
        formulas.extend(scheme.referrals.iter().map(|rule| &rule.when.source));
    }
    formulas.into_iter().cloned().collect()
}

/// The words and signs of a formula.
fn tokens(formula: &str) -> Vec<&str> {
    let word = |next: char| next.is_ascii_alphanumeric() || next == '_';
    let sign = |next: char| "<>=".contains(next);
    let mut tokens = Vec::new();
    let mut rest = formula;
    while let Some(first) = rest.chars().next() {
        let same = |next: char| if word(first) { word(next) } else { sign(first) && sign(next) };
        let length =
            rest.char_indices().skip(1).find(|(_, next)| !same(*next)).map_or(rest.len(), |(at, _)| at);
        tokens.push(&rest[..length]);
        rest = &rest[length..];
    }
    tokens
}

#[test]
fn every_function_word_and_operator_is_worked_out_in_some_example() {
    let formulas: Vec<String> = rulebooks().iter().flat_map(|(rulebook, _)| worked(rulebook)).collect();
    let met: BTreeSet<&str> = formulas.iter().flat_map(|formula| tokens(formula)).collect();
    let signs = ["+", "-", "*", "/", "^", "=", "<>", "<", "<=", ">", ">=", "%", "\n"];
    let wanted = openras_formula::RESERVED.iter().copied().chain(signs);
    let never: Vec<&str> = wanted.filter(|word| !met.contains(word)).collect();
    assert!(never.is_empty(), "{never:?}");
}

#[test]
fn every_kind_of_table_is_looked_up_in_some_example() {
    let mut met: BTreeSet<String> = BTreeSet::new();
    for (rulebook, texts) in rulebooks() {
        let scheme: toml::Table = toml::from_str(&texts["scheme.toml"]).expect("it loads");
        let formulas = worked(&rulebook);
        let used: BTreeSet<&str> = formulas.iter().flat_map(|formula| tokens(formula)).collect();
        for (id, table) in scheme.get("tables").and_then(toml::Value::as_table).into_iter().flatten() {
            if used.contains(id.as_str()) {
                met.insert(table["lookup"].as_str().expect("it is a word").to_owned());
            }
        }
    }
    let kinds = ["band", "ceiling", "choice", "exact", "floor", "linear", "nearest"];
    assert_eq!(met.iter().map(String::as_str).collect::<Vec<_>>(), kinds);
}

#[test]
fn every_unit_stands_in_some_rulebook() {
    let mut met: BTreeSet<String> = BTreeSet::new();
    for (_, texts) in rulebooks() {
        for text in texts.iter().filter(|(name, _)| name.ends_with(".toml")).map(|(_, text)| text) {
            let lines = text.lines().filter(|line| line.contains("unit = \"") || line.contains("value = \""));
            let words = lines.flat_map(|line| line.split(|next: char| !next.is_ascii_alphanumeric()));
            met.extend(words.map(str::to_owned));
        }
    }
    let units = [
        "number", "point", "hour", "week", "month", "day", "year", "visit", "mile", "person", "GBP", "JPY",
        "EUR",
    ];
    let never: Vec<&str> = units.into_iter().filter(|unit| !met.contains(*unit)).collect();
    assert!(never.is_empty(), "{never:?}");
}

/// The codes that an assessment can meet.
const OF_AN_ASSESSMENT: [Code; 18] = [
    Code::WrongType,
    Code::UnknownFact,
    Code::UnknownChoice,
    Code::UnknownQuestion,
    Code::UnknownStatement,
    Code::UnknownStream,
    Code::DuplicateId,
    Code::OutOfRange,
    Code::TooManyDecimals,
    Code::NotAsked,
    Code::NoValueOnDate,
    Code::MissingKey,
    Code::MissingFact,
    Code::Unanswered,
    Code::OutsideTable,
    Code::DivideByZero,
    Code::NotPayable,
    Code::Overflow,
];

#[test]
fn every_way_in_which_an_assessment_cannot_be_worked_out_is_an_example() {
    let mut met: BTreeSet<String> = BTreeSet::new();
    for (rulebook, _) in rulebooks() {
        let cases = rulebook.cases().iter().flat_map(|file| &file.cases);
        met.extend(cases.filter_map(|case| case.expect_error.clone()));
    }
    let never: Vec<Code> = OF_AN_ASSESSMENT.into_iter().filter(|code| !met.contains(code.as_str())).collect();
    assert!(never.is_empty(), "{never:?}");
    assert!(met.iter().all(|code| OF_AN_ASSESSMENT.iter().any(|known| known.as_str() == code)), "{met:?}");
}
