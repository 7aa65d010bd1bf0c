//! Problems as people read them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test stops at the first surprise"
)]

use openras_core::document::{AmountIn, Document, Format, Id, Reference, read};
use openras_core::{Code, Diagnostic, Diagnostics, Path, Place};
use openras_rulebook::{render, toml_document};
use schemars::JsonSchema;
use serde::Deserialize;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Sources {
    format: Format,
    source: Vec<Source>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Source {
    id: Id,
    locator: Reference,
    pages: Option<AmountIn>,
}

fn problems(document: &mut Document) -> Diagnostics {
    let (sources, mut problems) = read::<Sources>(document);
    let sources = sources.expect("there is a value");
    assert_eq!(sources.format, Format);
    assert!(sources.source.iter().all(|source| source.pages.is_none() || !source.id.is_poisoned()));
    assert!(sources.source.iter().any(|source| source.locator.name().is_some()));
    document.locate(&mut problems);
    problems.sort_by_place();
    problems
}

#[test]
fn each_problem_has_its_line_underlined_and_the_next_move() {
    let source = "format = 1\n\n[[source]]\nid = \"savva\"\nlocater = \"p. 3\"\n\n[[source]]\nid = \"leeds\"\n  pages = 2.50\n";
    let mut document = toml_document("fixtures/rulebook.toml", source).unwrap();
    let shown = render(&problems(&mut document), &|_| Some(source), false);
    assert_eq!(
        shown,
        "\
error[unknown_key]: there is no key `locater` here
 --> fixtures/rulebook.toml:5:1
  |
5 | locater = \"p. 3\"
  | ^^^^^^^
  |
  = help: did you mean `locator`?

error[missing_key]: the key `locator` is missing
 --> fixtures/rulebook.toml:7:1
  |
7 | [[source]]
  | ^^^^^^^^^^
  |
  = help: `locator` is a name in quotes

error[float_amount]: `pages` is `2.50` without quotes, which can lose digits
 --> fixtures/rulebook.toml:9:11
  |
9 |   pages = 2.50
  |           ^^^^
  |
  = help: write \"2.50\"

3 errors
"
    );
}

#[test]
fn a_problem_without_a_place_or_a_text_is_told_all_the_same() {
    let placed = Diagnostic {
        place: Some(Place { file: "gone.toml".into(), line: 7, column: 3, bytes: 60..64 }),
        ..Diagnostic::new(Code::Overlap, Path::root(), "two rows hold for 70")
    };
    let problems: Diagnostics = [
        Diagnostic::new(Code::MissingFile, Path::root(), "there is no `scheme.toml`").help("write one"),
        Diagnostic::new(Code::Unused, Path::root().key("fact").index(2), "nothing uses `age`")
            .in_file("questionnaire.toml"),
        placed,
    ]
    .into_iter()
    .collect();
    let shown = render(&problems, &|_| None, false);
    assert_eq!(
        shown,
        "\
error[missing_file]: there is no `scheme.toml`
 |
 = help: write one

warning[unused]: nothing uses `age`
--> questionnaire.toml
 = note: at fact[2]

error[overlap]: two rows hold for 70
--> gone.toml:7:3

2 errors, 1 warning
"
    );
}

#[test]
fn colour_adds_nothing_but_colour() {
    let source = "format = 1\nsource = [{ id = \"A b\", locator = \"x\" }]\n";
    let mut document = toml_document("a.toml", source).unwrap();
    let problems = problems(&mut document);
    let (plain, coloured) =
        (render(&problems, &|_| Some(source), false), render(&problems, &|_| Some(source), true));
    assert_ne!(plain, coloured);
    let mut bare = String::new();
    let mut rest = coloured.as_str();
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        bare.push_str(before);
        rest = after.split_once('m').unwrap().1;
    }
    assert_eq!(bare + rest, plain);
}

#[test]
fn lines_and_columns_agree_with_the_places() {
    let source = "\u{feff}format = 1 # é\r\nsource = [\r\n\t{ id = \"é è\", locator = \"x\" },\r\n]\r\n";
    let mut document = toml_document("a.toml", source).unwrap();
    let problems = problems(&mut document);
    let place = problems.iter().next().unwrap().place.clone().unwrap();
    assert_eq!((place.line, place.column), (3, 9));
    let shown = render(&problems, &|_| Some(source), false);
    assert!(shown.contains("--> a.toml:3:9\n"), "{shown}");
    assert!(shown.contains("3 |     { id = \"é è\", locator = \"x\" },\n  |            ^^^^^\n"), "{shown}");
}

#[test]
fn long_lines_are_cut_around_what_is_meant() {
    let source = format!(
        "format = 1\nsource = [{}{{ id = \"x y\", locator = \"z\" }}]\n",
        "{ id = \"a\", locator = \"b\" }, ".repeat(200)
    );
    let mut document = toml_document("a.toml", source.as_str()).unwrap();
    let shown = render(&problems(&mut document), &|_| Some(&source), false);
    assert!(shown.lines().all(|line| line.chars().count() < 170), "{shown}");
    assert!(shown.contains("\"x y\""), "{shown}");
}

#[test]
fn a_text_over_several_lines_shows_its_first() {
    let source = "format = 1\nsource = [{ id = \"\"\"\nA\nB\"\"\", locator = \"z\" }]\n";
    let mut document = toml_document("a.toml", source).unwrap();
    let shown = render(&problems(&mut document), &|_| Some(source), false);
    assert!(shown.contains("2 | source = [{ id = \"\"\"\n  |                  ^^^\n"), "{shown}");
}

#[test]
fn nothing_wrong_is_no_error() {
    assert_eq!(render(&Diagnostics::new(), &|_| None, false), "0 errors\n");
}
