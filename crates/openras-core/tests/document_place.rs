//! Where things stand: lines and columns in characters, texts through their escapes, and what is nearest to what is not there.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test stops at the first surprise"
)]

use openras_core::document::{Document, Key, Node, Syntax, Value};
use openras_core::{Code, Diagnostic, Diagnostics, Path};

const SOURCE: &str = "{\n  \"id\": \"é\", \"dish\": [\n    { \"id\": \"soup\" },\n    { \"when\": \"a\\n > \\u00e9 \\ud83d\\ude00 b\" }\n  ]\n}\n";

fn document() -> Document {
    Document::from_json("menus/menu.json", SOURCE).unwrap()
}

fn dish(index: usize) -> Path {
    Path::root().key("dish").index(index)
}

/// Line, column and the text of the file that is meant.
fn at(
    document: &Document,
    path: &Path,
    on_key: bool,
    within: Option<std::ops::Range<usize>>,
) -> (usize, usize, String) {
    let place = document.place(path, on_key, within);
    assert_eq!(place.file, document.file);
    (place.line, place.column, document.source[place.bytes].to_owned())
}

#[test]
fn lines_and_columns_count_from_one_in_characters() {
    let document = document();
    assert_eq!(at(&document, &Path::root().key("id"), false, None), (2, 9, "\"é\"".into()));
    assert_eq!(at(&document, &Path::root().key("dish"), true, None), (2, 14, "\"dish\"".into()));
    assert_eq!(at(&document, &dish(0).key("id"), false, None), (3, 13, "\"soup\"".into()));
    assert_eq!(at(&document, &dish(0), false, None), (3, 5, "{ \"id\": \"soup\" }".into()));
}

#[test]
fn a_table_over_several_lines_is_its_first() {
    assert_eq!(at(&document(), &Path::root(), false, None), (1, 1, "{".into()));
    assert_eq!(at(&document(), &Path::root().key("dish"), false, None), (2, 22, "[".into()));
}

#[test]
fn what_is_not_there_is_told_at_what_is_nearest() {
    let document = document();
    let soup = (3, 5, "{ \"id\": \"soup\" }".to_owned());
    assert_eq!(at(&document, &dish(0).key("points").key("is"), true, Some(0..3)), soup);
    assert_eq!(at(&document, &dish(7).key("id"), false, None), (2, 22, "[".into()));
    assert_eq!(at(&document, &Path::root().key("id").key("x"), false, None), (2, 9, "\"é\"".into()));
    assert_eq!(at(&document, &dish(0), true, None), soup, "an item of a list has no key");
}

#[test]
fn words_within_a_json_text_are_found_through_its_escapes() {
    let document = document();
    let when = dish(1).key("when");
    let text = document.root.find(&when).unwrap().as_str().unwrap();
    assert_eq!(text, "a\n > é 😀 b");
    let found = |word: &str| {
        let start = text.find(word).unwrap();
        at(&document, &when, false, Some(start..start + word.len()))
    };
    assert_eq!(found("a"), (4, 16, "a".into()));
    assert_eq!(found("\n"), (4, 17, "\\n".into()));
    assert_eq!(found("> é"), (4, 20, "> \\u00e9".into()));
    assert_eq!(found("😀"), (4, 29, "\\ud83d\\ude00".into()));
    assert_eq!(found("b"), (4, 42, "b".into()));
    // At and beyond the end: the closing quote.
    assert_eq!(at(&document, &when, false, Some(text.len()..text.len())), (4, 43, String::new()));
    assert_eq!(at(&document, &when, false, Some(500..600)), (4, 43, String::new()));
    assert_eq!(at(&document, &when, false, Some(0..600)).2, "a\\n > \\u00e9 \\ud83d\\ude00 b");
}

/// A TOML document that is one text under one key.
fn toml_text(raw: &str, text: &str) -> Document {
    let source = format!("# é\nwhen = {raw}\n");
    let start = "# é\nwhen = ".len();
    let key = Key { name: "when".into(), span: 5..9 };
    let node = Node { value: Value::String(text.into()), span: start..start + raw.len() };
    let root = Node { value: Value::Table(vec![(key, node)]), span: 0..0 };
    Document { file: "a.toml".into(), source, root, syntax: Syntax::Toml }
}

/// The line, column and raw text of `word` in a TOML text.
fn found(raw: &str, text: &str, word: &str) -> (usize, usize, String) {
    let start = text.find(word).expect(word);
    at(&toml_text(raw, text), &Path::root().key("when"), false, Some(start..start + word.len()))
}

#[test]
fn words_within_every_form_of_toml_text_are_found() {
    assert_eq!(found(r#""age > 18""#, "age > 18", "18"), (2, 15, "18".into()));
    assert_eq!(
        found(r#""a\tb \"c\" \u00e9\U0001F600 d""#, "a\tb \"c\" é😀 d", "\"c\" é😀"),
        (2, 14, r#"\"c\" \u00e9\U0001F600"#.into())
    );
    assert_eq!(found(r#""\x41 \e b""#, "A \u{1b} b", "b"), (2, 17, "b".into()));
    assert_eq!(found(r"'a \n b'", r"a \n b", "b"), (2, 14, "b".into()));
    assert_eq!(found("\"\"\"\nround(a,\n  b)\"\"\"", "round(a,\n  b)", "b"), (4, 3, "b".into()));
    assert_eq!(found("\"\"\"\r\nround(a,\r\n  b)\"\"\"", "round(a,\n  b)", "b"), (4, 3, "b".into()));
    assert_eq!(
        found("\"\"\"\\\n   a + \\  \n\n   b \"c\"\"\"\"", "a + b \"c\"", "b \"c\""),
        (5, 4, "b \"c\"".into())
    );
    assert_eq!(found("'''\na \\ 'b' c'''", "a \\ 'b' c", "'b' c"), (3, 5, "'b' c".into()));
    assert_eq!(found("'''a'''", "a", "a"), (2, 11, "a".into()));
    assert_eq!(found("\"\"\"a\\u00e9\\\n  b\"\"\"", "aéb", "é"), (2, 12, "\\u00e9".into()));
}

#[test]
fn an_empty_text_has_its_closing_quote() {
    assert_eq!(
        at(&toml_text("\"\"", ""), &Path::root().key("when"), false, Some(0..0)),
        (2, 9, String::new())
    );
    assert_eq!(at(&toml_text("''", ""), &Path::root().key("when"), false, Some(0..3)), (2, 9, String::new()));
    assert_eq!(
        at(&toml_text("\"\"\"\"\"\"", ""), &Path::root().key("when"), false, Some(0..3)),
        (2, 11, String::new())
    );
}

#[test]
fn no_bytes_within_a_text_panic() {
    for raw in ["\"", "\"\\", "'", "\"\"\"", "\"\\u12\"", "\"\\ud800\"", "\"é\\", "", "x"] {
        for syntax in [Syntax::Toml, Syntax::Json] {
            let document = Document { syntax, ..toml_text(raw, "abc") };
            for start in 0..5 {
                for end in 0..9 {
                    let place = document.place(&Path::root().key("when"), false, Some(start..end));
                    assert!(place.bytes.start <= place.bytes.end);
                }
            }
        }
    }
}

#[test]
fn problems_are_located_once_and_only_in_their_own_file() {
    let document = document();
    let mut problems: Diagnostics = [
        Diagnostic::new(Code::BadId, dish(1).key("when"), "b"),
        Diagnostic::new(Code::BadId, Path::root().key("id"), "a").in_file("menu.json"),
        Diagnostic::new(Code::BadId, Path::root().key("id"), "other").in_file("enu.json"),
        Diagnostic::new(Code::UnknownKey, Path::root().key("id"), "key").on_key(),
    ]
    .into_iter()
    .collect();
    document.locate(&mut problems);
    problems.sort_by_place();
    let told: Vec<(String, Option<(usize, usize)>)> = problems
        .iter()
        .map(|problem| {
            (problem.message.clone(), problem.place.as_ref().map(|place| (place.line, place.column)))
        })
        .collect();
    assert_eq!(
        told,
        [
            ("key".into(), Some((2, 3))),
            ("a".into(), Some((2, 9))),
            ("b".into(), Some((4, 15))),
            ("other".into(), None)
        ]
    );
    let before = problems.clone();
    Document { source: "moved".into(), ..document }.locate(&mut problems);
    assert_eq!(problems.iter().take(3).collect::<Vec<_>>(), before.iter().take(3).collect::<Vec<_>>());
}
