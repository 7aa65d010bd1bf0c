//! What a screen reader, a small screen and paper need of a page; nothing comes from elsewhere.

use openras_letter::{Language, LetterOptions, letter};

use crate::people::of_every_kind;
use crate::read::{Piece, attribute, pieces};

/// Holds a page to it.
pub(crate) fn check(name: &str, page: &str) {
    // The name of SVG's namespace, which nothing fetches.
    let page = &page.replace("http://www.w3.org/2000/svg", "");
    for foreign in ["<script", "http:", "https:", "src=", "@import", "url(", " on"] {
        // ` on` followed by `click=`: an attribute that runs something.
        let found = match foreign {
            " on" => pieces(page)
                .iter()
                .any(|piece| matches!(piece, Piece::Open(_, beside) if beside.starts_with("on"))),
            _ => page.contains(foreign),
        };
        assert!(!found, "{name}: {foreign}");
    }
    let (mut levels, mut ids, mut landmarks) = (Vec::new(), Vec::new(), Vec::new());
    let mut after_svg: Option<&str> = None;
    for piece in pieces(page) {
        if let Some(beside) = after_svg.take()
            && attribute(beside, "aria-hidden") != Some("true")
        {
            assert_eq!(attribute(beside, "role"), Some("img"), "{name}: a picture says that it is one");
            assert_eq!(piece, Piece::Open("title", ""), "{name}: a picture begins with its title");
        }
        let Piece::Open(element, beside) = piece else { continue };
        ids.extend(attribute(beside, "id"));
        match element {
            "h1" | "h2" | "h3" | "h4" => levels.push(element.as_bytes()[1] - b'0'),
            "th" => {
                assert!(attribute(beside, "scope").is_some(), "{name}: a heading of a table says for what")
            }
            "html" => assert!(attribute(beside, "lang").is_some(), "{name}: the page says its language"),
            "section" | "nav" => {
                assert!(attribute(beside, "aria-labelledby").is_some(), "{name}: {element} has a name")
            }
            "header" | "main" | "footer" => landmarks.push(element),
            "svg" => after_svg = Some(beside),
            _ => {}
        }
    }
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{name}: one heading of the whole");
    assert_eq!(levels.first(), Some(&1), "{name}: it comes first");
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{name}: no level is left out: {levels:?}");
    assert_eq!(landmarks, ["header", "main", "footer"], "{name}");
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "{name}: each id once");
    for piece in pieces(page) {
        if let Piece::Open(_, beside) = piece
            && let Some(id) =
                attribute(beside, "aria-labelledby").or_else(|| attribute(beside, "href")?.strip_prefix('#'))
        {
            assert!(ids.contains(&id), "{name}: {id} is there");
        }
    }
}

#[test]
fn every_letter_can_be_used_by_everybody() {
    for (rulebook, people) in of_every_kind() {
        for person in &people {
            for language in Language::ALL {
                for easy_read in [false, true] {
                    let page = letter(&rulebook, &person.allocation, &LetterOptions { language, easy_read });
                    check(&person.name, &page);
                    let message = openras_letter_ids(&page);
                    assert!(message.is_none(), "{}: {message:?} is no message", person.name);
                }
            }
        }
    }
}

/// The id of a message that no catalogue has stands where its words should.
fn openras_letter_ids(page: &str) -> Option<String> {
    let ids: Vec<&str> = Language::English
        .catalogues()
        .iter()
        .flat_map(|(_, text)| text.lines())
        .filter_map(|line| line.split_once(" =").map(|(id, _)| id))
        .filter(|id| id.contains('-'))
        .collect();
    let strange = |line: &String| {
        line.contains("{$")
            || ids.iter().any(|id| line == id)
            || ["unit-", "each-", "role-", "part-"].iter().any(|id| line.contains(id))
    };
    crate::read::lines(page, true).into_iter().find(strange)
}
