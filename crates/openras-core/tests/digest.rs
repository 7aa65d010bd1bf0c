//! The digest, held against another implementation of RFC 8785 and against digests known from elsewhere.

use openras_core::digest::{canonical_json, laid_out, sha256};
use proptest::prelude::*;
use serde_json::{Value, json};

#[test]
fn the_digest_of_an_empty_object_is_known() {
    // printf '{}' | sha256sum
    let known = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
    assert_eq!(sha256(&json!({})).unwrap(), known);
}

#[test]
fn keys_stand_in_the_order_of_their_utf_16_units() {
    // RFC 8785, 3.2.3: the euro sign, a Hebrew letter, a script of the astral planes, an emoji.
    let value =
        json!({ "\u{20ac}": 1, "\r": 2, "\u{fb33}": 3, "1": 4, "\u{1f600}": 5, "\u{80}": 6, "\u{f6}": 7 });
    let text = String::from_utf8(canonical_json(&value).unwrap()).unwrap();
    let expected =
        "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"\u{f6}\":7,\"\u{20ac}\":1,\"\u{1f600}\":5,\"\u{fb33}\":3}";
    assert_eq!(text, expected);
}

#[test]
fn numbers_are_whole_and_within_what_a_double_keeps_apart() {
    assert!(canonical_json(&json!(9_007_199_254_740_991_i64)).is_ok());
    assert!(canonical_json(&json!(-9_007_199_254_740_991_i64)).is_ok());
    assert!(canonical_json(&json!(9_007_199_254_740_992_i64)).is_err());
    assert!(canonical_json(&json!(1.5)).is_err());
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-9_007_199_254_740_991_i64..=9_007_199_254_740_991).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::hash_map(any::<String>(), inner, 0..6)
                .prop_map(|map| map.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn canonical_json_is_that_of_another_implementation(value in any_json()) {
        prop_assert_eq!(canonical_json(&value).unwrap(), serde_json_canonicalizer::to_vec(&value).unwrap());
    }

    #[test]
    fn the_page_is_that_of_another_writer_and_the_digest_that_of_the_value(value in any_json()) {
        let (page, digest) = laid_out(&value).unwrap();
        prop_assert_eq!(page, serde_json::to_string_pretty(&value).unwrap());
        prop_assert_eq!(digest, sha256(&value).unwrap());
    }
}
