//! TOML text: every value with its bytes and all its digits, every slip at its place.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test stops at the first surprise"
)]

use openras_core::document::{Document, NESTING_MAX, Node, Value};
use openras_core::{Code, Day, Diagnostics, Path};
use openras_rulebook::toml_document;
use proptest::prelude::*;

fn read(source: &str) -> Document {
    toml_document("a.toml", source).unwrap_or_else(|problems| panic!("{source}\n{problems}"))
}

fn refused(source: &str) -> Diagnostics {
    toml_document("a.toml", source).expect_err(source)
}

/// Line, column, underlined text and message of each slip.
fn slips(source: &str) -> Vec<(usize, usize, String, String)> {
    refused(source)
        .iter()
        .map(|problem| {
            assert_eq!((problem.code, &problem.path), (Code::Syntax, &Path::root()));
            let place = problem.place.as_ref().expect("a place");
            (place.line, place.column, source[place.bytes.clone()].to_owned(), problem.message.clone())
        })
        .collect()
}

fn value(source: &str) -> Value {
    read(&format!("a = {source}")).root.get("a").unwrap().value.clone()
}

fn text<'a>(document: &'a Document, node: &Node) -> &'a str {
    &document.source[node.span.clone()]
}

#[test]
fn every_kind_of_value_keeps_its_text() {
    assert_eq!(value("true"), Value::Bool(true));
    assert_eq!(value("+1_000"), Value::Integer("1000".into()));
    assert_eq!(value("-0"), Value::Integer("0".into()));
    assert_eq!(value("0xFF"), Value::Integer("255".into()));
    assert_eq!(value("0b101"), Value::Integer("5".into()));
    assert_eq!(value("12345678901234567890"), Value::Integer("12345678901234567890".into()));
    assert_eq!(value("100.00"), Value::Float("100.00".into()));
    assert_eq!(value("1_0.5e3"), Value::Float("10.5e3".into()));
    assert_eq!(value("2008-02-29"), Value::Date(Day::new(2008, 2, 29).unwrap()));
    assert_eq!(value("2008-02-29T10:00:00Z"), Value::OtherTime("2008-02-29T10:00:00Z".into()));
    assert_eq!(value("10:00:00"), Value::OtherTime("10:00:00".into()));
    assert_eq!(value("\"a\\u00e9\""), Value::String("aé".into()));
}

#[test]
fn a_line_break_within_a_text_is_one_character_however_the_file_ends_its_lines() {
    for quotes in ["\"\"\"", "'''"] {
        let unix = value(&format!("{quotes}\none\ntwo{quotes}"));
        assert_eq!(unix, Value::String("one\ntwo".into()));
        assert_eq!(value(&format!("{quotes}\r\none\r\ntwo{quotes}")), unix);
    }
}

#[test]
fn keys_and_tables_keep_the_order_of_the_file() {
    let document = read(
        "z = 1\na.y = 2\na.b = 3\n[m]\nx = 1\n[[c]]\n[[c]]\ni = { q = 1, p = 2 }\n[m.k]\n[b.e]\n[b.d]\n",
    );
    let keys = |node: &Node| match &node.value {
        Value::Table(entries) => entries.iter().map(|(key, _)| key.name.clone()).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(keys(&document.root), ["z", "a", "m", "c", "b"]);
    assert_eq!(keys(document.root.get("a").unwrap()), ["y", "b"]);
    assert_eq!(keys(document.root.get("m").unwrap()), ["x", "k"]);
    assert_eq!(keys(document.root.get("b").unwrap()), ["e", "d"]);
    assert_eq!(keys(document.root.get("c").unwrap().at(1).unwrap().get("i").unwrap()), ["q", "p"]);
}

#[test]
fn tables_have_the_bytes_of_their_header_or_their_braces() {
    let document = read("[[s]]\nid = \"a\"\n[[s.q]]\nx = { y = 1 }\nd.e = 1\n[[s]]\n[ t . \"u v\" ]\n");
    let s = document.root.get("s").unwrap();
    assert_eq!((text(&document, s), text(&document, s.at(0).unwrap())), ("[[s]]", "[[s]]"));
    let q = s.at(0).unwrap().get("q").unwrap().at(0).unwrap();
    assert_eq!(text(&document, q), "[[s.q]]");
    assert_eq!(text(&document, q.get("x").unwrap()), "{ y = 1 }");
    assert_eq!(text(&document, q.get("d").unwrap()), "d");
    assert_eq!(document.root.find(&Path::root().key("s").index(1)).unwrap().span.start, 45);
    let (key, table) = document.root.get("t").unwrap().entry("u v").unwrap();
    assert_eq!((&document.source[key.span.clone()], text(&document, table)), ("\"u v\"", "[ t . \"u v\" ]"));
    assert_eq!(document.root.span, 0..0);
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    let document = read("\u{feff}a = 1\n");
    let place = document.place(&Path::root().key("a"), false, None);
    assert_eq!((place.line, place.column, text(&document, document.root.get("a").unwrap())), (1, 5, "1"));
}

#[test]
fn words_of_a_formula_are_found_in_the_file() {
    let document = read("# é\r\n[[step]]\r\nformula = \"\"\"\r\nround(a *\r\n  b, 2)\"\"\"\r\n");
    let path = Path::root().key("step").index(0).key("formula");
    let formula = document.root.find(&path).unwrap().as_str().unwrap();
    let start = formula.find("b,").unwrap();
    let place = document.place(&path, false, Some(start..start + 1));
    assert_eq!((place.line, place.column, &document.source[place.bytes]), (5, 3, "b"));
}

#[test]
fn every_slip_of_a_file_is_told() {
    let source = "id = wrexham\ntitle = \"The scheme\nversion = 01\n[year]\nweeks = £52\nweeks = \"52\"\nfrom = 2008-02-30\n";
    let told: Vec<(usize, usize, String)> =
        slips(source).into_iter().map(|(line, column, text, _)| (line, column, text)).collect();
    assert_eq!(
        told,
        [
            (1, 6, "wrexham".into()),
            (2, 20, String::new()),
            (3, 11, "0".into()),
            (5, 9, "£52".into()),
            (6, 1, "weeks".into()),
            (7, 8, "2008-02-30".into()),
        ]
    );
}

#[test]
fn a_line_without_a_value_hides_nothing_below_it() {
    let told = slips("format 1\nid = wrexham\ntitle\nx = 'y'\nx = 2\n");
    assert_eq!(
        told,
        [
            (
                1,
                1,
                "format 1".into(),
                "`format 1` is a key without a value; `=` is expected behind a key".into()
            ),
            (2, 6, "wrexham".into(), "`wrexham` stands without quotes".into()),
            (3, 1, "title".into(), "`title` is a key without a value; `=` is expected behind a key".into()),
            (5, 1, "x".into(), "the key `x` stands twice in one table".into()),
        ]
    );
}

#[test]
fn slips_come_with_the_next_move() {
    let help = |source: &str| refused(source).iter().next().unwrap().help.clone().unwrap_or_default();
    assert_eq!(help("a = £5"), "write \"£5\"");
    assert_eq!(help("a = “Washing”"), "write \"Washing\"");
    assert_eq!(help("a = 20%"), "write \"20%\"");
    assert_eq!(slips("a = \n")[0].3, "a value is missing");
}

#[test]
fn one_slip_is_told_once() {
    for source in [
        "a = 1 b = 2\n",
        "a = {x=1 y=2}\n",
        "a = [1 2]\n",
        "[a\nb = 1\n",
        "a = \"x\" y\n",
        "[t]\na=1\n[t]\nb=2\n",
    ] {
        assert_eq!(slips(source).len(), 1, "{source}: {}", refused(source));
    }
}

#[test]
fn nesting_ends_at_its_limit() {
    let lists = |depth: usize| format!("a = {}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(toml_document("a", lists(NESTING_MAX - 1)).is_ok());
    assert!(slips(&lists(NESTING_MAX))[0].3.contains("64 deep"));
    assert!(slips(&lists(100_000))[0].3.contains("64 deep"));
    let keys = |parts: usize| format!("{} = 1", vec!["a"; parts].join("."));
    assert!(toml_document("a", keys(NESTING_MAX)).is_ok());
    assert!(slips(&keys(NESTING_MAX + 1))[0].3.contains("64 deep"));
    assert!(slips(&keys(100_000))[0].3.contains("64 deep"));
    // Headers, keys and braces together, each far below the limit of any parser.
    let dotted = vec!["a"; 40].join(".");
    assert!(slips(&format!("[{dotted}]\n{dotted} = 1"))[0].3.contains("64 deep"));
    assert!(slips(&format!("{dotted} = {{{dotted} = 1}}"))[0].3.contains("64 deep"));
    // Dots within texts, comments and numbers are no nesting.
    assert!(toml_document("a", format!("a = \"{}\" # {}\n", ".".repeat(200), "[.".repeat(200))).is_ok());
    assert!(toml_document("a", format!("a = [{}]", vec!["1.5"; 500].join(","))).is_ok());
}

#[test]
fn a_whole_number_without_end_is_told() {
    assert_eq!(slips(&format!("a = 0x{}", "F".repeat(40)))[0].3, "the whole number is too large");
}

/// Text that is nearly TOML.
fn nearly_toml() -> impl Strategy<Value = String> {
    let token = prop_oneof![
        proptest::sample::select(vec![
            "a",
            "b",
            "a.b",
            " = ",
            "=",
            "1",
            "1.5",
            "\"x\"",
            "'y'",
            "\"\"\"z\n",
            "\"\"\"",
            "'''",
            "[",
            "]",
            "[[",
            "]]",
            "{",
            "}",
            ",",
            ".",
            "\n",
            "\r\n",
            "\r",
            "#",
            " ",
            "true",
            "2008-03-01",
            "\\",
            "\"",
            "'",
            "\u{feff}",
            "£",
            "\u{0}",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,3}",
    ];
    proptest::collection::vec(token, 0..40).prop_map(|tokens| tokens.concat())
}

proptest! {
    #[test]
    fn no_text_panics(source in "(?s).*") {
        let _ = toml_document("a.toml", source);
    }

    #[test]
    fn nearly_toml_never_panics_and_every_slip_has_a_place(source in nearly_toml()) {
        if let Err(problems) = toml_document("a.toml", source.clone()) {
            prop_assert!(!problems.is_empty());
            for problem in &problems {
                let place = problem.place.clone().expect("a place");
                prop_assert!(source.get(place.bytes).is_some());
            }
        }
    }

    #[test]
    fn what_reads_has_its_bytes_in_the_text(source in nearly_toml()) {
        fn check(document: &Document, node: &Node) {
            assert!(document.source.get(node.span.clone()).is_some());
            match &node.value {
                Value::List(items) => items.iter().for_each(|item| check(document, item)),
                Value::Table(entries) => entries.iter().for_each(|(key, node)| {
                    assert!(document.source.get(key.span.clone()).is_some());
                    check(document, node);
                }),
                _ => {}
            }
        }
        if let Ok(document) = toml_document("a.toml", source) {
            check(&document, &document.root);
        }
    }
}
