//! Every kind of problem: its code, path, message and help.

use openras_core::document::{Document, read, unsupported};
use openras_core::{Code, Path};

use crate::menu::{GOOD, Menu, check, read_text, told, with};

#[test]
fn everything_the_shape_declares_is_checked() {
    assert_eq!(unsupported::<Menu>(), Vec::<String>::new());
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
    // A key that is there is not meant by another, where it can hold only one thing.
    let (_, problems) = read_text(&with(r#"{ "versions": "2" }"#));
    assert_eq!(told(&problems), ["unknown_key versions <key>"]);
    assert_ne!(problems.iter().next().unwrap().help.as_deref(), Some("did you mean `version`?"));
}

#[test]
fn a_misspelt_list_or_table_of_ids_adds_to_the_right_one() {
    let source = with("{}").replacen(
        '{',
        r#"{
            "dish": [{ "id": "soup", "points": 1 }],
            "dishes": [{ "id": "stew", "points": 2 }, { "id": "pie", "points": "x" }],
            "price": { "soup": { "is": 1 }, "stew": { "is": 2 } },
            "prices": { "stew": { "is": 3 }, "pie": { "is": 4, "form": "2008-01-01" } },"#,
        1,
    );
    let mut document = Document::from_json("menu.json", source.as_str()).unwrap();
    let (menu, problems) = read::<Menu>(&mut document);
    let menu = menu.unwrap();
    // Each is told where it stands.
    let expected = [
        "unknown_key dishes <key>",
        "wrong_type dishes[1].points",
        "unknown_key price <key>",
        "unknown_key prices.pie.form <key>",
    ];
    assert_eq!(told(&problems), expected);
    let lines: Vec<usize> = problems.iter().map(|problem| problem.place.as_ref().unwrap().line).collect();
    assert_eq!(lines, [3, 3, 4, 5]);
    let dishes: Vec<&str> = menu.dish.iter().map(|dish| dish.id.as_str()).collect();
    assert_eq!(dishes, ["soup", "stew", "pie"]);
    // Of two things with one id the one under the right key stays; what was misspelt inside counts too.
    let prices: Vec<(&str, bool)> =
        menu.prices.iter().map(|(id, price)| (id.as_str(), price.from.is_some())).collect();
    assert_eq!(prices, [("soup", false), ("stew", false), ("pie", true)]);
    assert_eq!(menu.prices.get("stew").unwrap().is.amount().unwrap().shortest(), "3");
    // What is found later stands where it was written, under whatever key.
    let place = |path: Path| document.place(&path, false, None).line;
    assert_eq!(place(Path::root().key("dish").index(1).key("points")), 3);
    assert_eq!(place(Path::root().key("prices").key("soup").key("is")), 4);
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
