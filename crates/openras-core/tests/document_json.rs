//! JSON text: exactly RFC 8259, every value with its bytes, every refusal at its place.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test stops at the first surprise"
)]

use openras_core::document::{Document, NESTING_MAX, Node, Value};
use openras_core::{Code, Diagnostics};
use proptest::prelude::*;

fn read(source: &str) -> Result<Document, Diagnostics> {
    Document::from_json("a.json", source)
}

/// The line, column and underlined bytes of the only problem.
fn slip(source: &str) -> (usize, usize, String, String) {
    let problems = read(source).expect_err(source);
    assert_eq!(problems.len(), 1, "{problems}");
    let problem = problems.iter().next().unwrap();
    assert_eq!(problem.code, Code::Syntax);
    let place = problem.place.clone().expect("a place");
    (place.line, place.column, source[place.bytes].to_owned(), problem.message.clone())
}

#[test]
fn every_kind_of_value_keeps_its_text_and_bytes() {
    let source = r#"{ "a": [null, true, -0, 12345678901234567890, 1.50, 2e3, "é\n"], "b": {} }"#;
    let document = read(source).unwrap();
    let list = document.root.get("a").unwrap();
    let values: Vec<Value> = (0..7).map(|at| list.at(at).unwrap().value.clone()).collect();
    assert_eq!(
        values,
        [
            Value::Null,
            Value::Bool(true),
            Value::Integer("0".into()),
            Value::Integer("12345678901234567890".into()),
            Value::Float("1.50".into()),
            Value::Float("2e3".into()),
            Value::String("é\n".into()),
        ]
    );
    let text = |node: &Node| source[node.span.clone()].to_owned();
    assert_eq!(text(list.at(3).unwrap()), "12345678901234567890");
    assert_eq!(text(list.at(6).unwrap()), r#""é\n""#);
    assert_eq!(text(document.root.get("b").unwrap()), "{}");
    assert_eq!(&source[document.root.entry("b").unwrap().0.span.clone()], r#""b""#);
}

#[test]
fn keys_keep_the_order_of_the_file() {
    let document = read(r#"{"z":1,"a":2,"m":3}"#).unwrap();
    let Value::Table(entries) = &document.root.value else { panic!("a table") };
    assert_eq!(entries.iter().map(|(key, _)| key.name.as_str()).collect::<Vec<_>>(), ["z", "a", "m"]);
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    let document = read("\u{feff}{\"a\": 1}").unwrap();
    assert_eq!(&document.source[document.root.get("a").unwrap().span.clone()], "1");
}

#[test]
fn looser_relatives_of_json_are_refused() {
    for source in [
        "",
        " ",
        "{\"a\":1,}",
        "[1,]",
        "// a\n1",
        "/* a */ 1",
        "{a:1}",
        "{'a':1}",
        "{\"a\":'b'}",
        "[1 2]",
        "[,]",
        "{\"a\":1 \"b\":2}",
        "{\"a\" 1}",
        "{\"a\":}",
        "{\"a\"}",
        "+1",
        ".5",
        "5.",
        "-.5",
        "0x1F",
        "01",
        "Infinity",
        "NaN",
        "-Infinity",
        "1e",
        "1 2",
        "\"\\x41\"",
        "\"\\v\"",
        "\"\\'\"",
        "\"a\nb\"",
        "\"a\tb\"",
        "\"\u{0}\"",
        "\u{b}1",
        "1\u{a0}",
        "\u{2028}1",
        "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\ud800\\u0041\"",
        "[",
        "{",
        "\"a",
        "]",
        "}",
        "tru",
        "True",
        "{\"a\":1}}",
        "#a\n1",
        "1_000",
        "nul",
    ] {
        let problems = read(source).expect_err(source);
        assert!(
            problems.iter().all(|problem| problem.code == Code::Syntax && problem.place.is_some()),
            "{source}"
        );
    }
}

#[test]
fn slips_are_told_at_their_place() {
    assert_eq!(slip("{\n  \"a\": 1,\n}").0, 2);
    assert_eq!(slip("{\n  \"a\": 1,\n}").2, ",");
    assert_eq!(slip("{\"é\": 'b'}").1, 7);
    assert_eq!(slip("[1,\n \"a\nb\"]").0, 2);
    assert_eq!(slip("{\"a\": 1, \"b\": 2, \"a\": 3}").1, 18);
    assert_eq!(slip("{\"a\": 1, \"b\": 2, \"a\": 3}").3, "the key `a` stands twice in one table");
}

#[test]
fn every_key_that_stands_twice_is_told() {
    let problems = read(r#"{"a":1,"a":{"b":1,"b":2},"c":{"d":1,"d":1}}"#).unwrap_err();
    let columns: Vec<usize> = problems.iter().map(|problem| problem.place.as_ref().unwrap().column).collect();
    assert_eq!(columns, [8, 19, 37]);
}

#[test]
fn keys_that_differ_only_in_escapes_are_one_key() {
    assert!(read(r#"{"a":1,"\u0061":2}"#).is_err());
}

#[test]
fn nesting_ends_at_its_limit() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(read(&nested(NESTING_MAX)).is_ok());
    assert!(slip(&nested(NESTING_MAX + 1)).3.contains("64 deep"));
    assert!(read(&"[".repeat(1_000_000)).is_err());
    assert!(read(&"{\"a\":".repeat(1_000_000)).is_err());
    // Brackets within a text are no nesting.
    assert!(read(&format!("\"{}\\\"{}\"", "[".repeat(500), "{".repeat(500))).is_ok());
}

/// JSON with one slip, which may be none.
fn nearly_json() -> impl Strategy<Value = String> {
    let slip = prop_oneof![
        proptest::sample::select(vec![
            "", "{", "}", "[", "]", ",", ":", "\"", "'", "\\", "//", "1", "-", ".", "+", "0", "e", "true",
            "null", "a", " ", "\n", "\t", "\u{b}", "\u{a0}", "\u{0}", "\\u12", "\\ud800", "\"a\":1,",
        ])
        .prop_map(str::to_owned),
        "\\PC",
        "[\\x00-\\x20]",
    ];
    (json_value(), any::<prop::sample::Index>(), 0..2usize, slip, any::<bool>()).prop_map(
        |(value, at, removed, slip, pretty)| {
            let write = if pretty { serde_json::to_string_pretty } else { serde_json::to_string };
            let mut characters: Vec<char> = write(&value).unwrap().chars().collect();
            let at = at.index(characters.len());
            characters.splice(at..(at + removed).min(characters.len()), slip.chars());
            characters.into_iter().collect()
        },
    )
}

fn has_twice(value: &str) -> bool {
    read(value).is_err_and(|problems| problems.iter().all(|problem| problem.message.contains("stands twice")))
}

proptest! {
    #[test]
    fn no_text_panics(source in "\\PC*") {
        let _ = read(&source);
    }

    /// The second opinion is serde_json's.
    #[test]
    fn json_is_what_another_reader_takes_for_json(source in nearly_json()) {
        prop_assume!(!source.starts_with('\u{feff}'));
        let other = serde_json::from_str::<serde_json::Value>(&source);
        // Only the other reader has a largest number.
        prop_assume!(!other.as_ref().is_err_and(|error| error.to_string().contains("out of range")));
        match read(&source) {
            Ok(document) => {
                let other = other.expect("the other reader takes it too");
                prop_assert_eq!(plain(&document.root), other);
            }
            Err(problems) => prop_assert!(other.is_err() || has_twice(&source), "{source}: {problems}"),
        }
    }

    #[test]
    fn what_serde_json_writes_reads_back(value in json_value()) {
        let source = serde_json::to_string_pretty(&value).unwrap();
        prop_assert_eq!(plain(&read(&source).unwrap().root), value);
    }
}

/// The tree as serde_json has it.
fn plain(node: &Node) -> serde_json::Value {
    match &node.value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(value) => (*value).into(),
        Value::Integer(raw) | Value::Float(raw) => serde_json::from_str(raw).unwrap(),
        Value::String(text) => text.clone().into(),
        Value::List(items) => items.iter().map(plain).collect(),
        Value::Table(entries) => serde_json::Value::Object(
            entries.iter().map(|(key, node)| (key.name.clone(), plain(node))).collect(),
        ),
        other => panic!("{other:?} is not JSON"),
    }
}

fn json_value() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<String>().prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
            proptest::collection::btree_map(any::<String>(), inner, 0..6)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}
