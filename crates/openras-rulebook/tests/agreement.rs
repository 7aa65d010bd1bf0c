//! The published schema of each document and its reader take exactly the same, and nothing of a schema goes unchecked.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test stops at the first surprise"
)]

use jsonschema::Validator;
use openras_allocation::SchemeDocument;
use openras_core::document::{Document, read, schema_of, unsupported};
use openras_questionnaire::{Assessment, QuestionnaireDocument};
use openras_rulebook::{CasesDocument, RulebookDocument};
use proptest::prelude::*;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// One change to a document: at which of its values, what kind of change, and with what.
#[derive(Clone, Debug)]
struct Change {
    at: prop::sample::Index,
    kind: u8,
    key: &'static str,
    leaf: Value,
}

fn change() -> impl Strategy<Value = Change> {
    let key = prop::sample::select(vec![
        "format",
        "id",
        "title",
        "version",
        "text",
        "points",
        "from",
        "to",
        "is",
        "at",
        "for",
        "unit",
        "kind",
        "min",
        "max",
        "source",
        "on",
        "facts",
        "answers",
        "weeks",
        "decimals",
        "statements",
        "values",
        "x",
        "Big",
        "a b",
        "amount",
        "per",
    ]);
    let leaf = prop_oneof![
        prop::sample::select(vec![
            "",
            "a",
            "Big one",
            "4",
            "2.50",
            "-0",
            "1.",
            ".5",
            "+1",
            "20%",
            "20 %",
            "365/7",
            "1/0",
            "1/07",
            "-1/3",
            "1/-3",
            "2008-02-29",
            "2009-02-29",
            "2008-2-1",
            "2008-04-31",
            "1900-02-29",
            "2000-02-29",
            "0000-02-29",
            "9999-12-31",
            "many",
            "one",
            "number",
            "band",
            "week",
            "awarded",
            "GBP/year",
            "points()",
            "refuse",
            "*",
            "1234567890123456",
            "0.1234567890123",
            "é",
            "2008-02-29\u{2028}",
            "12345678901234567/3",
            "1e3",
            "true",
        ])
        .prop_map(Value::from),
        "-?[0-9]{1,17}(\\.[0-9]{1,14})?%?".prop_map(Value::from),
        "[0-9]{4}-[0-1][0-9]-[0-3][0-9]".prop_map(Value::from),
        "-?[0-9]{0,30}/[0-9]{0,30}".prop_map(Value::from),
        "[a-zA-Z_]{0,3}[0-9]?".prop_map(Value::from),
        (-20i64..20).prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        prop::sample::select(vec![
            999_999_999_999_999i64,
            1_000_000_000_000_000,
            9_007_199_254_740_991,
            9_007_199_254_740_992
        ])
        .prop_flat_map(|most| prop::sample::select(vec![most, -most]))
        .prop_map(Value::from),
        Just(json!(2.5)),
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        Just(json!([])),
        Just(json!(["a", "b"])),
        Just(json!([4])),
        Just(json!({})),
        Just(json!({ "en": "a", "cy": "b" })),
        Just(json!({ "en": 4 })),
        Just(json!({ "id": "a", "text": "b" })),
    ];
    (any::<prop::sample::Index>(), 0..5u8, key, leaf).prop_map(|(at, kind, key, leaf)| Change {
        at,
        kind,
        key,
        leaf,
    })
}

fn pointers(value: &Value, at: &str, all: &mut Vec<String>) {
    all.push(at.to_owned());
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, item)| pointers(item, &format!("{at}/{i}"), all))
        }
        Value::Object(map) => map.iter().for_each(|(key, item)| pointers(item, &format!("{at}/{key}"), all)),
        _ => {}
    }
}

impl Change {
    fn apply(&self, document: &mut Value) {
        let mut all = Vec::new();
        pointers(document, "", &mut all);
        let at = self.at.get(&all);
        let value = document.pointer_mut(at).expect("it is there");
        match (self.kind, value) {
            (0, Value::Object(map)) => drop(map.insert(self.key.to_owned(), self.leaf.clone())),
            (1, Value::Object(map)) => {
                let first = map.keys().next().cloned();
                drop(first.and_then(|first| map.remove(&first)));
            }
            (2, Value::Object(map)) => {
                let last = map.keys().next_back().cloned();
                if let Some(value) = last.and_then(|last| map.remove(&last)) {
                    map.insert(self.key.to_owned(), value);
                }
            }
            (3, Value::Array(items)) => items.push(self.leaf.clone()),
            (_, value) => *value = self.leaf.clone(),
        }
    }
}

/// Whether the reader takes it, and whether the schema does.
fn verdicts<T: DeserializeOwned + JsonSchema + 'static>(
    schema: &Validator,
    value: &Value,
) -> (bool, bool, String) {
    let mut document = Document::from_json("a.json", value.to_string()).expect("serde_json writes JSON");
    let (read, problems) = read::<T>(&mut document);
    assert!(read.is_some(), "there is a value whatever is wrong: {problems}\n{value}");
    (problems.is_empty(), schema.is_valid(value), problems.to_string())
}

fn agree<T: DeserializeOwned + JsonSchema + 'static>(good: &Value) {
    assert_eq!(unsupported::<T>(), Vec::<String>::new(), "everything in the schema is checked");
    let schema = jsonschema::validator_for(&schema_of::<T>()).expect("it is a schema");
    assert_eq!(verdicts::<T>(&schema, good), (true, true, "0 errors".to_owned()));
    let taken = std::cell::Cell::new(0u32);
    proptest!(|(changes in prop::collection::vec(change(), 1..3))| {
        let mut value = good.clone();
        changes.iter().for_each(|change| change.apply(&mut value));
        let (reader, judge, problems) = verdicts::<T>(&schema, &value);
        prop_assert_eq!(reader, judge, "{}\n{}", value, problems);
        taken.set(taken.get() + u32::from(reader));
    });
    assert!(taken.get() > 0, "some changes are harmless");
}

#[test]
fn the_schema_of_a_rulebook_and_its_reader_agree() {
    agree::<RulebookDocument>(&json!({
        "format": 1, "id": "a", "version": "1", "title": { "en": "A" }, "jurisdiction": "wales", "currency": "GBP",
        "languages": ["en"], "decimals": 2, "effective": { "from": "2008-01-01", "to": "2009-01-01" },
        "source": [{ "id": "s", "title": "S", "locator": "p" }], "words": { "agreed": "x" },
        "challenge": { "how": "h", "then": ["a"], "answer_within_days": 20 },
        "scope": [{ "item": "respite", "in": true, "source": "s" }]
    }));
}

#[test]
fn the_schema_of_a_questionnaire_and_its_reader_agree() {
    agree::<QuestionnaireDocument>(&json!({
        "format": 1, "id": "a", "version": "1", "title": "A", "checked_by": ["social_worker"],
        "fact": [
            { "id": "age", "kind": "number", "unit": "number", "min": 0, "max": "120", "decimals": 0, "default": 18 },
            { "id": "living", "kind": "choice", "choices": ["own", { "id": "family", "text": "F" }] }
        ],
        "section": [{ "id": "s", "title": "S", "part": "needs", "question": [
            { "id": "q", "kind": "one", "unanswered": 0, "statement": [{ "id": "n", "points": 0, "shows_need": false }] },
            { "id": "p", "scale": { "from": 0, "to": 4 } }
        ] }]
    }));
}

#[test]
fn the_schema_of_a_scheme_and_its_reader_agree() {
    agree::<SchemeDocument>(&json!({
        "format": 1, "id": "a", "version": "1", "result": "r", "year": { "weeks": "365/7", "months": 12, "days": "365" },
        "parameters": { "p": { "unit": "GBP/point", "values": [{ "from": "2008-01-01", "is": "20%", "source": "s" }] } },
        "tables": { "t": { "key": "point", "value": "GBP/year", "lookup": "band", "below": "refuse", "above": "4",
                           "rows": [{ "from": 0, "to": "69", "is": "p" }] },
                    "u": { "keys": ["a", "b"], "value": "GBP", "lookup": "choice", "rows": [{ "for": ["x", "*"], "is": 4 }, { "for": "x", "is": 1 }] } },
        "step": [{ "id": "r", "unit": "GBP/year", "formula": "1", "when": "a", "otherwise": "0" }],
        "exclusion": [{ "id": "e", "when": "a", "text": "E" }],
        "streams": { "ilf": { "position": "inside", "unit": "GBP/week", "max": "475.00", "once": false, "share": "50%" } }
    }));
}

#[test]
fn the_schema_of_cases_and_its_reader_agree() {
    agree::<CasesDocument>(&json!({
        "case": [
            { "name": "n", "on": "2024-06-01", "facts": { "age": 8 }, "answers": { "w": "some", "p": ["cat"] },
              "streams": { "ilf": { "amount": "4", "per": "week", "status": "awarded" } }, "expect": { "r": "1/3" },
              "expect_money": { "annual": "1.00" }, "checked_by": "hand" },
            { "name": "m", "given": { "r": 4 }, "expect_error": "outside_table" }
        ]
    }));
}

#[test]
fn the_schema_of_an_assessment_and_its_reader_agree() {
    agree::<Assessment>(&json!({
        "format": 1, "person": "A-1", "on": "2008-03-01", "facts": { "age": 34, "born": "2000-01-01", "works": true },
        "answers": { "washing": "some", "pets": ["a"] }, "streams": { "ilf": { "amount": "40.00", "per": "week" } }
    }));
}
