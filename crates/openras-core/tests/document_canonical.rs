//! The form of a document that enters a digest.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test stops at the first surprise"
)]

use openras_core::document::{Document, canonical};
use proptest::prelude::*;
use serde_json::{Value, json};

fn of(source: &str) -> Value {
    canonical(&Document::from_json("a.json", source).unwrap().root)
}

#[test]
fn amounts_are_texts_in_shortest_form_wherever_they_stand() {
    assert_eq!(
        of(r#"{ "a": 500, "b": "500.00", "c": ["-0", "007", 0], "d": { "version": "1.0" } }"#),
        json!({ "a": "500", "b": "500", "c": ["0", "7", "0"], "d": { "version": "1" } })
    );
}

#[test]
fn everything_else_stays_as_it_is() {
    assert_eq!(
        of(
            r#"{ "a": "20.0%", "b": "1.0.0", "c": true, "d": null, "e": "", "f": [], "g": {}, "h": "2008-03-01" }"#
        ),
        json!({ "a": "20.0%", "b": "1.0.0", "c": true, "d": null, "e": "", "f": [], "g": {}, "h": "2008-03-01" })
    );
}

#[test]
fn statements_are_named_statement() {
    assert_eq!(of(r#"{ "statements": [{ "points": 4 }] }"#), json!({ "statement": [{ "points": "4" }] }));
    // Two things of one table stay two.
    assert_eq!(of(r#"{ "statements": 1, "statement": 2 }"#), json!({ "statements": "1", "statement": "2" }));
}

proptest! {
    #[test]
    fn trailing_zeros_and_quotes_change_nothing(whole in -999_999i64..999_999, zeros in 1usize..12) {
        let written = format!("[{whole}, \"{whole}\", \"{whole}.{}\"]", "0".repeat(zeros));
        let text = Value::from(whole.to_string());
        prop_assert_eq!(of(&written), json!([text, text, text]));
    }

    #[test]
    fn layout_changes_nothing(values in proptest::collection::btree_map("[a-z]{1,4}", any::<i32>(), 0..6)) {
        let pretty = serde_json::to_string_pretty(&values).unwrap();
        let backwards: Vec<String> = values.iter().rev().map(|(key, value)| format!("\"{key}\":{value}")).collect();
        prop_assert_eq!(of(&pretty), of(&format!("{{{}}}", backwards.join(","))));
    }
}
