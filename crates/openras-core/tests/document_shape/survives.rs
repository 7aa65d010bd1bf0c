//! What is read, with problems and without.

use openras_core::document::{Cell, Document, Format, read, schema_of};
use openras_core::{Day, Text};

use crate::menu::{Choice, GOOD, Given, Keep, Kind, Menu, read_text, told, with};

#[test]
fn a_good_document_has_no_problem() {
    let (menu, problems) = read_text(&with(
        r#"{ "closed": null, "share": "20%", "kind": "many", "unit": "hour/week", "tags": ["a", "b", "c"],
             "title": { "en": "Menu", "cy": "Bwydlen" }, "prices": { "z": { "is": "2.50", "from": "2008-01-01" }, "a": { "is": "refuse" } },
             "dish": [ { "id": "soup", "points": -4, "when": "age > 3", "by_default": 4,
                         "choices": ["hot", { "id": "cold", "text": "Cold" }] } ],
             "keep": { "weeks": "8" }, "span": { "from": "2008-01-01" } }"#,
    ));
    assert_eq!(told(&problems), Vec::<String>::new());
    assert_eq!((menu.format, menu.id.as_str(), menu.version.as_str()), (Format, "menu", "1"));
    assert_eq!(menu.unit.unwrap().source(), Some("hour/week"));
    assert_eq!(menu.dish[0].when.as_ref().unwrap().source(), Some("age > 3"));
    assert_eq!(menu.opens.day().unwrap().to_string(), "2008-02-29");
    assert_eq!(menu.weeks.value().unwrap().to_string(), "365/7");
    assert_eq!(menu.currency.name(), Some("GBP"));
    assert_eq!(menu.closed, None);
    assert_eq!(menu.share.unwrap().amount().unwrap().value.to_string(), "0.2");
    assert_eq!(menu.kind, Some(Kind::Many));
    assert_eq!(menu.dish[0].points.amount().unwrap().shortest(), "-4");
    assert_eq!(menu.dish[0].by_default, Some(Given::Whole(4)));
    assert!(
        matches!(&menu.dish[0].choices.as_ref().unwrap()[1], Choice::WithText(cold) if cold.id.as_str() == "cold")
    );
    assert_eq!(menu.keep.map(|keep| matches!(keep, Keep::Weeks(_))), Some(true));
    // In the order of the file, not of the alphabet.
    let prices: Vec<&str> = menu.prices.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(prices, ["a", "z"], "serde_json sorts what it writes");
    assert_eq!(menu.prices.get("z").unwrap().from.unwrap().day(), Day::new(2008, 1, 1));
    assert_eq!(menu.prices.get("a").unwrap().is, Cell::Word("refuse".into()));
}

#[test]
fn entries_keep_the_order_of_the_file() {
    let source = GOOD.replace(
        "\"decimals\"",
        r#""prices": { "z": { "is": 1 }, "m": { "is": 2 }, "a": { "is": 3 } }, "decimals""#,
    );
    let (menu, problems) = read_text(&source);
    assert!(problems.is_empty());
    assert_eq!(menu.prices.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ["z", "m", "a"]);
}

#[test]
fn missing_keys_are_told_at_their_table() {
    let (menu, problems) = read_text(r#"{ "format": 1, "id": "menu", "dish": [ {}, { "id": "soup" } ] }"#);
    assert_eq!(
        told(&problems),
        [
            "missing_key dish[0]",
            "missing_key dish[0]",
            "missing_key dish[1]",
            "missing_key ",
            "missing_key ",
            "missing_key ",
            "missing_key ",
            "missing_key ",
            "missing_key "
        ]
    );
    let first = problems.iter().next().unwrap();
    assert_eq!(first.message, "the key `id` is missing");
    assert_eq!(
        first.help.as_deref(),
        Some("`id` is an id (lower-case letters, digits and `_`, a letter first)")
    );
    assert_eq!(menu.dish.len(), 2);
    assert!(menu.dish[0].id.is_poisoned() && menu.dish[1].points.is_poisoned());
    assert_eq!(menu.decimals, 12, "a count is the most that it may be");
}

#[test]
fn a_bad_value_shifts_nothing() {
    let (menu, problems) = read_text(&with(
        r#"{ "dish": [ 4, { "id": "b", "points": "x" }, { "id": "c", "points": 1 } ], "tags": [1, "b"], "kind": "x",
             "closed": 3, "span": [] }"#,
    ));
    assert_eq!(
        told(&problems),
        [
            "wrong_type closed",
            "wrong_type dish[0]",
            "wrong_type dish[1].points",
            "wrong_type kind",
            "wrong_type span",
            "wrong_type tags[0]"
        ]
    );
    assert_eq!(menu.dish.len(), 3);
    assert!(menu.dish[0].id.is_poisoned());
    assert!(menu.dish[1].points.is_poisoned() && menu.dish[1].id.as_str() == "b");
    assert_eq!(menu.dish[2].id.as_str(), "c");
    assert_eq!(menu.tags[1], "b");
    assert_eq!(
        (menu.kind, menu.closed),
        (Some(Kind::One), None),
        "`true` and `false` have nothing beside them"
    );
    assert!(menu.span.unwrap().from.is_poisoned());
}

#[test]
fn ten_problems_at_once_are_ten_problems() {
    let source = r#"{
        "format": 2,
        "id": "Menu",
        "titel": "Menu",
        "version": 1.5,
        "opens": "2008-13-01",
        "weeks": 52.14,
        "decimals": "two",
        "kind": "ones",
        "dish": [ { "id": "soup", "points": "lots" } ]
    }"#;
    let (menu, problems) = read_text(source);
    assert_eq!(
        told(&problems),
        [
            "wrong_type format",
            "bad_id id",
            "unknown_key titel <key>",
            "wrong_type version",
            "wrong_type opens",
            "float_amount weeks",
            "wrong_type decimals",
            "wrong_type kind",
            "wrong_type dish[0].points",
            "missing_key ",
        ]
    );
    assert_eq!(menu.title, Text::from("Menu"));
}

#[test]
fn a_document_that_is_no_table_is_told_once() {
    for source in ["[]", "4", "\"a\"", "null"] {
        let (menu, problems) = read_text(source);
        assert_eq!(told(&problems), ["wrong_type "], "{source}");
        assert!(menu.id.is_poisoned());
    }
}

#[test]
fn a_second_reading_finds_the_same() {
    let mut document = Document::from_json("menu.json", "{}").unwrap();
    assert_eq!(read::<Menu>(&mut document).1, read::<Menu>(&mut document).1);
}

#[test]
fn the_published_schema_says_its_draft_and_bounds_whole_numbers() {
    let schema = schema_of::<Menu>();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert_eq!(schema["properties"]["decimals"]["maximum"], 12);
    assert_eq!(schema["properties"]["decimals"].get("format"), None);
    assert_eq!(schema["additionalProperties"], false);
    assert_eq!(schema["$defs"]["Amount"]["x-openras"], "amount");
}

#[test]
fn what_may_be_one_of_several_is_poisoned_as_a_word() {
    for bad in ["2.5", "{}", "null", "[4]", "\"a\\u0000\""] {
        let more = format!(r#"{{ "dish": [{{ "id": "a", "points": 1, "by_default": {bad} }}] }}"#);
        let (menu, problems) = read_text(&with(&more));
        let given = menu.dish[0].by_default.as_ref();
        match bad {
            "null" => assert!(problems.is_empty() && given.is_none()),
            "[4]" => assert!(
                problems.len() == 1 && matches!(given, Some(Given::Several(words)) if words.len() == 1)
            ),
            _ => assert!(
                problems.len() == 1 && matches!(given, Some(Given::Amount(amount)) if amount.is_poisoned()),
                "{bad} {given:?}"
            ),
        }
    }
}
