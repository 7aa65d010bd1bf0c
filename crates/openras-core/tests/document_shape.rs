//! A document held against its shape: every kind of problem, each once, each at its path; and what survives.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test stops at the first surprise"
)]

use openras_core::document::{
    AmountIn, Cell, DayIn, Document, Entries, Format, FormulaIn, FractionIn, Id, Percentage, Reference,
    UnitIn, read, schema_of, unsupported,
};
use openras_core::{Code, Day, Diagnostics, Text};
use proptest::prelude::*;
use schemars::JsonSchema;
use serde::Deserialize;

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Menu {
    format: Format,
    id: Id,
    title: Text,
    version: String,
    opens: DayIn,
    weeks: FractionIn,
    currency: Reference,
    #[schemars(range(max = 12))]
    decimals: u32,
    closed: Option<bool>,
    share: Option<Percentage>,
    kind: Option<Kind>,
    unit: Option<UnitIn>,
    #[serde(default)]
    #[schemars(length(max = 3))]
    tags: Vec<String>,
    #[serde(default)]
    dish: Vec<Dish>,
    #[serde(default)]
    prices: Entries<Price>,
    keep: Option<Keep>,
    span: Option<Span>,
}

#[derive(Clone, Copy, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Kind {
    /// One.
    One,
    Many,
    Number,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Dish {
    id: Id,
    points: AmountIn,
    when: Option<FormulaIn>,
    choices: Option<Vec<Choice>>,
    by_default: Option<Given>,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(untagged)]
enum Choice {
    Id(Id),
    WithText(WithText),
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct WithText {
    id: Id,
    text: Text,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(untagged)]
enum Given {
    YesNo(bool),
    Amount(AmountIn),
    Word(String),
    Several(Vec<String>),
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Price {
    is: Cell,
    from: Option<DayIn>,
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Keep {
    Weeks(AmountIn),
    Payments(u32),
}

#[derive(Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Span {
    from: DayIn,
    to: Option<DayIn>,
}

const GOOD: &str = r#"{
    "format": 1, "id": "menu", "title": "Menu", "version": "1", "opens": "2008-02-29", "weeks": "365/7",
    "currency": "GBP", "decimals": 2
}"#;

/// The good document with the keys of `more` in it, in place of its own.
fn with(more: &str) -> String {
    let mut good: serde_json::Map<String, serde_json::Value> = serde_json::from_str(GOOD).unwrap();
    let more: serde_json::Map<String, serde_json::Value> = serde_json::from_str(more).expect(more);
    good.extend(more);
    serde_json::to_string(&good).unwrap()
}

fn read_text(source: &str) -> (Menu, Diagnostics) {
    let document = Document::from_json("menu.json", source).expect(source);
    let (menu, problems) = read::<Menu>(&document);
    (menu.expect("there is a value whatever is wrong"), problems)
}

/// Each problem as `code path`, `code path <key>` where the key is meant.
fn told(problems: &Diagnostics) -> Vec<String> {
    problems
        .iter()
        .map(|problem| {
            format!("{} {}{}", problem.code, problem.path, if problem.on_key { " <key>" } else { "" })
        })
        .collect()
}

/// The only problem of the good document with `more` in it: its code and path, message and help.
fn check(more: &str, expected: &str, message: &str, help: &str) {
    let (_, problems) = read_text(&with(more));
    assert_eq!(told(&problems), [expected], "{more}\n{problems}");
    let problem = problems.iter().next().unwrap();
    assert_eq!(problem.message, message, "{more}");
    assert_eq!(problem.help.as_deref().unwrap_or_default(), help, "{more}");
}

#[test]
fn everything_the_shape_declares_is_checked() {
    assert_eq!(unsupported::<Menu>(), Vec::<String>::new());
}

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
    assert!(
        matches!(&menu.dish[0].by_default, Some(Given::Amount(four)) if four.amount().unwrap().shortest() == "4")
    );
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
fn unknown_keys_are_told_with_the_nearest_known_one() {
    check(
        r#"{ "kinds": "many" }"#,
        "unknown_key kinds <key>",
        "there is no key `kinds` here",
        "did you mean `kind`?",
    );
    check(
        r#"{ "span": { "from": "2008-01-01", "colour": 1 } }"#,
        "unknown_key span.colour <key>",
        "there is no key `colour` here",
        "what can stand here is `to`",
    );
}

#[test]
fn a_misspelt_key_counts_as_the_key_it_was_meant_to_be() {
    let (menu, problems) = read_text(&GOOD.replace("\"currency\"", "\"curency\""));
    assert_eq!(told(&problems), ["unknown_key curency <key>"]);
    assert_eq!(menu.currency.name(), Some("GBP"));
    // Its value is checked too, where it stands.
    let (menu, problems) = read_text(&GOOD.replace("\"opens\": \"2008-02-29\"", "\"open\": \"soon\""));
    assert_eq!(told(&problems), ["unknown_key open <key>", "wrong_type open"]);
    assert!(menu.opens.is_poisoned());
    // A key that is there is not meant by another.
    let (_, problems) = read_text(&with(r#"{ "versions": "2" }"#));
    assert_eq!(told(&problems), ["unknown_key versions <key>"]);
    assert_ne!(problems.iter().next().unwrap().help.as_deref(), Some("did you mean `version`?"));
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
    assert_eq!(menu.decimals, 0);
}

#[test]
fn values_of_another_kind_are_told_with_what_is_expected() {
    let wrong = |more: &str, path: &str, message: &str, help: &str| {
        check(more, &format!("wrong_type {path}"), message, help)
    };
    wrong(
        r#"{ "format": 2 }"#,
        "format",
        "`format` is `2`; 1 is expected here",
        "this program reads format 1",
    );
    wrong(
        r#"{ "format": "1" }"#,
        "format",
        "`format` is `\"1\"`; 1 is expected here",
        "this program reads format 1",
    );
    wrong(
        r#"{ "version": 1 }"#,
        "version",
        "`version` is `1`; a text in quotes is expected here",
        "write \"1\"",
    );
    wrong(r#"{ "version": null }"#, "version", "`version` is `null`; a text in quotes is expected here", "");
    wrong(
        r#"{ "closed": "true" }"#,
        "closed",
        "`closed` is `\"true\"`; true or false is expected here",
        "write true without quotes",
    );
    wrong(
        r#"{ "decimals": 13 }"#,
        "decimals",
        "`decimals` is `13`; a whole number from 0 to 12 is expected here",
        "",
    );
    wrong(
        r#"{ "decimals": -1 }"#,
        "decimals",
        "`decimals` is `-1`; a whole number from 0 to 12 is expected here",
        "",
    );
    wrong(
        r#"{ "decimals": "2" }"#,
        "decimals",
        "`decimals` is `\"2\"`; a whole number from 0 to 12 is expected here",
        "write 2 without quotes",
    );
    wrong(
        r#"{ "kind": "numbre" }"#,
        "kind",
        "`kind` is `numbre`; `many`, `number` or `one` is expected here",
        "did you mean `number`?",
    );
    wrong(
        r#"{ "kind": "xxxxxx" }"#,
        "kind",
        "`kind` is `xxxxxx`; `many`, `number` or `one` is expected here",
        "what can stand here is `many`, `number` or `one`",
    );
    wrong(
        r#"{ "opens": "2008-02-30" }"#,
        "opens",
        "`opens` is `2008-02-30`; a day such as 2008-03-01 is expected here",
        "",
    );
    wrong(
        r#"{ "currency": "" }"#,
        "currency",
        "`currency` is an empty text; a name in quotes is expected here",
        "",
    );
    wrong(
        r#"{ "weeks": "365/0" }"#,
        "weeks",
        "`weeks` is `365/0`; an amount such as 4 or \"2.5\", or a fraction such as \"365/7\" is expected here",
        "",
    );
    wrong(
        r#"{ "tags": "a" }"#,
        "tags",
        "`tags` is `a`; a list is expected here",
        "put it in square brackets",
    );
    wrong(
        r#"{ "tags": ["a", 2] }"#,
        "tags[1]",
        "item 2 of `tags` is `2`; a text in quotes is expected here",
        "write \"2\"",
    );
    wrong(
        r#"{ "tags": ["a", "b", "c", "d"] }"#,
        "tags",
        "`tags` has 4 items; at most 3 items are expected here",
        "",
    );
    wrong(r#"{ "span": "2008" }"#, "span", "`span` is `\"2008\"`; a table is expected here", "");
    wrong(r#"{ "title": 3 }"#, "title", "`title` is `3`; a text in quotes or a table is expected here", "");
    wrong(
        r#"{ "title": { "en": 3 } }"#,
        "title.en",
        "`en` is `3`; a text in quotes is expected here",
        "write \"3\"",
    );
    wrong(r#"{ "title": {} }"#, "title", "`title` is empty; at least 1 key is expected here", "");
    wrong(r#"{ "version": "a\u0000b" }"#, "version", "`version` holds a NUL character", "");
}

#[test]
fn amounts_are_told_with_what_was_meant() {
    let dish = |points: &str, code: &str, message: &str, help: &str| {
        check(
            &format!(r#"{{ "dish": [{{ "id": "soup", "points": {points} }}] }}"#),
            &format!("{code} dish[0].points"),
            message,
            help,
        );
    };
    let asked = "an amount such as 4 or \"2.5\" is expected here";
    dish("\"lots\"", "wrong_type", &format!("`points` is `lots`; {asked}"), "");
    dish("\"£1,200\"", "wrong_type", &format!("`points` is `£1,200`; {asked}"), "write \"1200\"");
    dish("\" 4 \"", "wrong_type", &format!("`points` is ` 4 `; {asked}"), "write \"4\"");
    dish("\"20%\"", "wrong_type", &format!("`points` is `20%`; {asked}"), "write \"0.2\"");
    dish("true", "wrong_type", &format!("`points` is `true`; {asked}"), "");
    dish("[4]", "wrong_type", &format!("`points` is a list; {asked}"), "");
    dish(
        "1000000000000000",
        "wrong_type",
        "`points` is `1000000000000000`; an amount has at most 15 digits",
        "",
    );
    dish("2.5", "float_amount", "`points` is `2.5` without quotes, which can lose digits", "write \"2.5\"");
    let (_, problems) =
        read_text(&GOOD.replace("\"decimals\"", r#""dish": [{ "id": "a", "points": 100.00 }], "decimals""#));
    assert_eq!(
        problems.iter().next().unwrap().help.as_deref(),
        Some("write \"100.00\""),
        "as written, to the last zero"
    );
}

#[test]
fn decimal_numbers_are_told_in_quotes_or_whole() {
    let points = |more: &str| read_text(&GOOD.replace("\"decimals\": 2", more)).1;
    let told_whole = |more: &str| {
        let problems = points(more);
        let problem = problems.iter().next().unwrap();
        (problem.code, problem.help.clone())
    };
    assert_eq!(told_whole("\"decimals\": 2.0"), (Code::FloatAmount, Some("write 2".into())));
    assert_eq!(told_whole("\"decimals\": 2.5"), (Code::FloatAmount, None));
    assert_eq!(told_whole("\"decimals\": 2e0"), (Code::FloatAmount, None));
    check(
        r#"{ "share": 0.2 }"#,
        "float_amount share",
        "`share` is `0.2` without quotes, which can lose digits",
        "write \"0.2\"",
    );
    check(
        r#"{ "version": 1.5 }"#,
        "wrong_type version",
        "`version` is `1.5`; a text in quotes is expected here",
        "write \"1.5\"",
    );
    let problems = read_text(&GOOD.replace("\"365/7\"", "1e3")).1;
    assert_eq!(told(&problems), ["float_amount weeks"]);
}

#[test]
fn ids_are_told_with_the_id_that_was_meant() {
    let id = |text: &str, message: &str, help: &str| {
        check(&format!(r#"{{ "id": {text} }}"#), "bad_id id", message, help)
    };
    let rule = "an id is lower-case letters, digits and `_`, a letter first";
    id("\"Personal care\"", "`Personal care` is not an id", "write `personal_care`");
    id("\"1st\"", "`1st` is not an id", rule);
    id("\"café\"", "`café` is not an id", rule);
    id("\"\"", "`id` is empty; an id is expected here", rule);
    check(
        r#"{ "id": 4 }"#,
        "wrong_type id",
        "`id` is `4`; an id (lower-case letters, digits and `_`, a letter first) is expected here",
        "write \"4\"",
    );
    check(
        r#"{ "prices": { "Big One": { "is": 1 } } }"#,
        "bad_id prices.Big One <key>",
        "`Big One` is not an id",
        "write `big_one`",
    );
}

#[test]
fn two_bad_keys_of_one_table_stay_two() {
    let (menu, problems) =
        read_text(&with(r#"{ "prices": { "A": { "is": 1 }, "B": { "is": 2 }, "c": { "is": "x y" } } }"#));
    assert_eq!(told(&problems), ["bad_id prices.A <key>", "bad_id prices.B <key>", "wrong_type prices.c.is"]);
    assert_eq!(menu.prices.len(), 3);
    assert!(menu.prices.iter().take(2).all(|(id, _)| id.is_poisoned()));
    assert!(menu.prices.get("c").unwrap().is.is_poisoned());
}

#[test]
fn what_may_be_one_of_several_is_judged_as_the_one_it_resembles() {
    check(
        r#"{ "dish": [{ "id": "a", "points": 1, "choices": ["x", { "id": "y" }] }] }"#,
        "missing_key dish[0].choices[1]",
        "the key `text` is missing",
        "`text` is a text in quotes or a table",
    );
    check(
        r#"{ "dish": [{ "id": "a", "points": 1, "choices": ["x", "Y"] }] }"#,
        "bad_id dish[0].choices[1]",
        "`Y` is not an id",
        "write `y`",
    );
    check(
        r#"{ "dish": [{ "id": "a", "points": 1, "choices": [4] }] }"#,
        "wrong_type dish[0].choices[0]",
        "item 1 of `choices` is `4`; an id (lower-case letters, digits and `_`, a letter first) or a table is expected here",
        "",
    );
    check(
        r#"{ "dish": [{ "id": "a", "points": 1, "by_default": 2.5 }] }"#,
        "float_amount dish[0].by_default",
        "`by_default` is `2.5` without quotes, which can lose digits",
        "write \"2.5\"",
    );
    check(
        r#"{ "keep": { "week": "8" } }"#,
        "unknown_key keep.week <key>",
        "there is no key `week` here",
        "did you mean `weeks`?",
    );
    check(
        r#"{ "keep": { "payments": "8" } }"#,
        "wrong_type keep.payments",
        "`payments` is `\"8\"`; a whole number, 0 or more is expected here",
        "write 8 without quotes",
    );
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
    assert_eq!((menu.kind, menu.closed), (None, None), "optional words of a few values are left out");
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
    let document = Document::from_json("menu.json", "{}").unwrap();
    assert_eq!(read::<Menu>(&document).1, read::<Menu>(&document).1);
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
