//! Whatever a document holds, there is a value.

use proptest::prelude::*;

use crate::menu::{GOOD, read_text};

/// Any JSON with keys and texts that the document knows, so that it often half fits.
fn half_fitting() -> impl Strategy<Value = serde_json::Value> {
    let word = proptest::sample::select(vec![
        "menu",
        "Menu",
        "",
        "1",
        "2.50",
        "20%",
        "365/7",
        "2008-02-29",
        "many",
        "hour/week",
        "\u{0}",
        "x y",
        "refuse",
    ]);
    let key = proptest::sample::select(vec![
        "format",
        "id",
        "title",
        "version",
        "opens",
        "weeks",
        "currency",
        "decimals",
        "closed",
        "share",
        "kind",
        "unit",
        "tags",
        "dish",
        "prices",
        "keep",
        "span",
        "points",
        "when",
        "choices",
        "by_default",
        "text",
        "is",
        "from",
        "to",
        "en",
        "Payments",
        "payments",
        "titel",
        "\u{0}",
    ]);
    let leaf = prop_oneof![
        word.prop_map(serde_json::Value::from),
        (-3i64..20).prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        Just(serde_json::json!(1)),
        Just(serde_json::json!(2.5)),
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 64, 18, move |inner| {
        prop_oneof![
            2 => proptest::collection::vec(inner.clone(), 0..4).prop_map(serde_json::Value::from),
            5 => proptest::collection::btree_map(key.clone().prop_map(str::to_owned), inner, 0..18)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn whatever_is_wrong_there_is_a_value(value in half_fitting()) {
        let (_, problems) = read_text(&value.to_string());
        for problem in &problems {
            prop_assert!(!problem.message.ends_with('.'));
        }
    }

    /// A good document with one thing changed has at most one kind of problem there, and always a value.
    #[test]
    fn one_changed_value_is_told_at_its_place(
        key in proptest::sample::select(vec!["format", "id", "title", "version", "opens", "weeks", "currency", "decimals"]),
        value in half_fitting(),
    ) {
        let mut good: serde_json::Map<String, serde_json::Value> = serde_json::from_str(GOOD).unwrap();
        good.insert(key.to_owned(), value);
        let (_, problems) = read_text(&serde_json::Value::Object(good).to_string());
        for problem in &problems {
            prop_assert!(problem.path.to_string().starts_with(key), "{} {}", problem.path, problem.message);
        }
    }
}
