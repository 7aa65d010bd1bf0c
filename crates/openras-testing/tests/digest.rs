//! The digest of a rulebook follows its meaning, and nothing else.

use std::collections::BTreeMap;

use openras_core::Amount;
use openras_core::document::{Node, Value};
use openras_rulebook::{Folder, Rulebook, toml_document};
use openras_testing::{Random, fixtures, text};

const FILES: [&str; 3] = ["rulebook.toml", "questionnaire.toml", "scheme.toml"];

/// The three files of a rulebook that its digest covers.
fn files(name: &str) -> BTreeMap<String, String> {
    let folder = Folder::read(fixtures::folder().join("rulebooks").join(name)).expect("it can be read");
    folder.files.into_iter().filter(|(file, _)| FILES.contains(&file.as_str())).collect()
}

fn load(name: &str, files: &BTreeMap<String, String>) -> Result<Rulebook, String> {
    Rulebook::from_folder(Folder::new(name, files.clone())).map_err(|error| error.to_string())
}

/// Whether a key of a rulebook's file holds an amount, which may be written with more zeros.
fn holds_an_amount(path: &[String]) -> bool {
    let last = path.last().map_or("", String::as_str);
    let in_scale = path.iter().any(|key| key == "scale");
    ["is", "points", "min", "max", "unanswered", "points_each", "at", "weeks", "months", "days"]
        .contains(&last)
        || (["from", "to"].contains(&last) && path.iter().any(|key| key == "rows") && !in_scale)
}

#[test]
fn reformatting_a_rulebook_keeps_its_digest() {
    for name in fixtures::rulebooks() {
        let files = files(&name);
        let before = load(&name, &files).unwrap_or_else(|error| panic!("{error}"));
        for seed in 0..3 {
            let mut random = Random::new(seed);
            let rewritten = files.iter().map(|(file, source)| {
                let document = toml_document(file.clone(), source.clone()).expect("it is TOML");
                (file.clone(), text::reformatted(&document.root, &mut random, &holds_an_amount))
            });
            let rewritten: BTreeMap<String, String> = rewritten.collect();
            assert!(
                rewritten.iter().all(|(file, source)| files[file] != *source),
                "{name}: it is written otherwise"
            );
            let after = load(&name, &rewritten).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(before.sha256(), after.sha256(), "{name}: only the layout changed\n{rewritten:#?}");
        }
    }
}

/// Every number of a document, whole or in a text, with its bytes and another number to stand there.
fn numbers(node: &Node, source: &str, all: &mut Vec<(std::ops::Range<usize>, String)>) {
    let last_changed = |text: &str| {
        let at = text.rfind(|c: char| c.is_ascii_digit()).expect("a digit");
        let digit = if &text[at..=at] == "9" { "8" } else { "9" };
        format!("{}{digit}{}", &text[..at], &text[at + 1..])
    };
    match &node.value {
        Value::Integer(_) => all.push((node.span.clone(), last_changed(&source[node.span.clone()]))),
        Value::String(text) if Amount::parse(text).is_ok() => {
            all.push((node.span.clone(), last_changed(&source[node.span.clone()])));
        }
        Value::Date(_) => all.push((node.span.clone(), last_changed(&source[node.span.clone()]))),
        Value::List(items) => items.iter().for_each(|item| numbers(item, source, all)),
        Value::Table(entries) => entries.iter().for_each(|(_, inner)| numbers(inner, source, all)),
        _ => {}
    }
}

#[test]
fn changing_any_number_changes_the_digest() {
    let (mut changed, mut refused) = (0, 0);
    for name in ["minimal", "wrexham_2008", "conformance", "norfolk_primary", "walsall_2010"] {
        let files = files(name);
        let before = load(name, &files).unwrap_or_else(|error| panic!("{error}"));
        for (file, source) in &files {
            let document = toml_document(file.clone(), source.clone()).expect("it is TOML");
            let mut all = Vec::new();
            numbers(&document.root, source, &mut all);
            for (bytes, other) in all {
                let mut files = files.clone();
                let text = format!("{}{other}{}", &source[..bytes.start], &source[bytes.end..]);
                files.insert(file.clone(), text);
                match load(name, &files) {
                    Ok(after) => {
                        assert_ne!(
                            before.sha256(),
                            after.sha256(),
                            "{name}/{file}: `{}` became {other}",
                            &source[bytes]
                        );
                        changed += 1;
                    }
                    // Another number is often another rule, such as a band that overlaps: that is no rulebook at all.
                    Err(_) => refused += 1,
                }
            }
        }
    }
    assert!(changed > 200 && changed > refused, "{changed} changed, {refused} refused");
}

#[test]
fn what_is_no_rule_is_in_no_digest() {
    let name = "wrexham_2008";
    let mut files = files(name);
    let before = load(name, &files).unwrap_or_else(|error| panic!("{error}"));
    let whole = fixtures::rulebook(name);
    assert_eq!(before.sha256(), whole.sha256(), "cases and README are in no digest");
    let register = "ref,kind,registration,checked_on,status,unit,rate,area,note\n".to_owned();
    files.insert("register.csv".to_owned(), register);
    assert_eq!(load(name, &files).unwrap_or_else(|error| panic!("{error}")).sha256(), before.sha256());
}
