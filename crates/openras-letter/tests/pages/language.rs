//! A page in Welsh is in Welsh.

use std::collections::BTreeSet;

use openras_letter::{Language, LetterOptions, letter};

use crate::people::of_every_kind;
use crate::read::lines;

/// The pieces of two words or more of which the English messages are made, without what is filled in.
fn english() -> Vec<String> {
    let mut pieces = Vec::new();
    for (_, text) in Language::English.catalogues() {
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let said = match line.trim_start().strip_prefix(['[', '*']) {
                Some(variant) => variant.split_once("] ").map_or("", |(_, said)| said),
                None => line.split_once(" = ").map_or("", |(_, said)| said),
            };
            let outside = said.split('{').map(|part| part.rsplit_once('}').map_or(part, |(_, after)| after));
            pieces.extend(
                outside
                    .map(|part| part.trim_matches(|letter: char| !letter.is_alphanumeric()).to_lowercase())
                    .filter(|part| {
                        part.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count()
                            > 1
                    }),
            );
        }
    }
    assert!(pieces.len() > 150, "the catalogue is read");
    pieces.sort();
    pieces.dedup();
    pieces
}

/// Whether a line has these words, and not as a part of others.
fn has(line: &str, words: &str) -> bool {
    let ends = |text: &str, at_end: bool| {
        let next = if at_end { text.chars().next_back() } else { text.chars().next() };
        next.is_none_or(|letter| !letter.is_alphanumeric())
    };
    line.match_indices(words).any(|(at, _)| ends(&line[..at], true) && ends(&line[at + words.len()..], false))
}

#[test]
fn no_message_of_the_english_catalogue_stands_in_a_welsh_letter() {
    let english = english();
    let (mut letters, mut seen) = (0, BTreeSet::new());
    for (rulebook, people) in of_every_kind() {
        // The council's own words are Welsh where its rulebook has Welsh; ours are always.
        let bilingual = rulebook.id() == "wrexham_2008";
        for person in &people {
            for easy_read in [false, true] {
                let page = letter(
                    &rulebook,
                    &person.allocation,
                    &LetterOptions { language: Language::Welsh, easy_read },
                );
                assert!(page.contains("<html lang=\"cy\">"));
                for line in lines(&page, !bilingual) {
                    let line = line.to_lowercase();
                    if !seen.insert(line.clone()) {
                        continue;
                    }
                    if let Some(words) = english.iter().find(|words| has(&line, words)) {
                        panic!("{}: `{words}` in `{line}`", person.name);
                    }
                }
                letters += 1;
            }
        }
    }
    assert!(letters > 100);
}

#[test]
fn words_of_a_council_without_welsh_are_marked_as_english_and_the_page_says_so() {
    let (rulebook, person) = crate::people::person("minimal_some");
    let welsh = LetterOptions { language: Language::Welsh, easy_read: false };
    let page = letter(&rulebook, &person.allocation, &welsh);
    assert!(page.contains("<span data-council lang=\"en\">"));
    assert!(page.contains("Nid yw wedi eu rhoi yn Gymraeg eto."));
    let page = letter(&rulebook, &person.allocation, &LetterOptions::default());
    assert!(
        !page.contains("lang=\"en\">") || page.matches("lang=\"en\">").count() == 1,
        "only the page itself"
    );
}

#[test]
fn english_is_found_where_it_is() {
    let english = english();
    assert!(english.iter().any(|words| words == "what happens next"));
    assert!(has("yna what happens next.", "what happens next"));
    assert!(!has("a year", "a yea"));
}
