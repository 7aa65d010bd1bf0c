//! The published schemes: each loads, keeps its worked examples, and says where their answers come from.

use std::collections::BTreeSet;
use std::fs;

use openras_rulebook::{CheckedBy, Rulebook};

use crate::world::{fixtures, folders_of};

fn rulebooks() -> Vec<(String, Rulebook)> {
    let folders = folders_of(&fixtures().join("rulebooks"));
    assert!(folders.len() > 10, "{} rulebooks", folders.len());
    let open = |path| Rulebook::open(path).unwrap_or_else(|error| panic!("{error}"));
    folders.into_iter().map(|(name, path)| (name, open(path))).collect()
}

#[test]
fn every_rulebook_has_five_examples_or_more_and_reproduces_all() {
    for (name, rulebook) in rulebooks() {
        let runs = rulebook.run_cases();
        let failed = rulebook.failed_cases();
        assert!(failed.is_empty(), "{name}:\n{}", rulebook.render(&failed, false));
        assert!(runs.iter().all(|run| run.failures.is_empty()), "{name}");
        // A rulebook of rules of review has a scheme that stands in: its published answers are statements.
        let scheme = fs::read_to_string(fixtures().join("rulebooks").join(&name).join("scheme.toml"));
        let illustrative = scheme.expect("it is there").lines().any(|line| line == "illustrative = true");
        let stands_in = rulebook.review_policy().is_some() && illustrative;
        let wanted = if stands_in { 1 } else { 5 };
        assert!(runs.len() >= wanted, "{name} has {} examples", runs.len());
    }
}

/// The row ids of `published.md`, such as `T2a-01`, with whether the answer itself is published.
fn published_rows() -> BTreeSet<String> {
    let text = fs::read_to_string(fixtures().join("published.md")).expect("it is there");
    let rows = text.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").next());
    rows.map(str::trim).filter(|id| is_row(id)).map(str::to_owned).collect()
}

fn is_row(word: &str) -> bool {
    let mut rest = word.chars();
    rest.next() == Some('T')
        && rest.next().is_some_and(|next| next.is_ascii_digit())
        && rest.all(|next| next.is_ascii_alphanumeric() || next == '-')
}

#[test]
fn answers_that_come_from_a_source_name_their_row_of_what_is_published() {
    let rows = published_rows();
    assert!(rows.len() > 60, "{} rows", rows.len());
    let mut wrong = Vec::new();
    let mut count = 0;
    for (name, rulebook) in rulebooks() {
        for case in rulebook.cases().iter().flat_map(|file| &file.cases) {
            if case.checked_by != Some(CheckedBy::Source) {
                continue;
            }
            count += 1;
            let why = case.why.as_deref().unwrap_or("");
            let words = why.split(|next: char| !next.is_ascii_alphanumeric() && next != '-');
            let named: Vec<&str> = words.filter(|word| is_row(word)).collect();
            if named.is_empty() || !named.iter().all(|word| rows.contains(*word)) {
                wrong.push(format!("{name}: `{}` says `{why}`", case.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 60, "{count} published answers");
}
