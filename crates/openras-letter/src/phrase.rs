//! Words on a page: our own, and those of a council, which are told apart by marks that no page shows.

use maud::{Markup, PreEscaped, Render, html};
use openras_core::steers;

/// Begins a council's own words in the language of the page.
const OWN: char = '\u{e000}';
/// Begins a council's own words in its first language, where it has none in the language of the page.
const OTHER: char = '\u{e001}';
/// Ends a council's words.
const END: char = '\u{e002}';
/// Between [`OTHER`] and the words: ends the language tag.
const TAG: char = '\u{e003}';

/// Words for a page. On it, a council's words stand in an element of their own, which says their language where that is
/// another than the page's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Phrase(String);

impl Phrase {
    /// What comes out of a catalogue, with what was filled in.
    pub(crate) fn said(text: String) -> Phrase {
        Phrase(text)
    }

    /// Words of a council, or of a person; `language` where it is another than the page's.
    pub(crate) fn council(words: &str, language: Option<&str>) -> Phrase {
        let words = clean(words);
        Phrase(match language {
            None => format!("{OWN}{words}{END}"),
            Some(tag) => format!("{OTHER}{}{TAG}{words}{END}", clean(tag)),
        })
    }

    /// Signs, digits, references: nothing of a language.
    pub(crate) fn plain(text: &str) -> Phrase {
        Phrase(clean(text))
    }

    /// With its marks, to be filled into a message.
    pub(crate) fn marked(&self) -> &str {
        &self.0
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Without marks: for titles and attributes.
    pub(crate) fn text(&self) -> String {
        let mut text = String::with_capacity(self.0.len());
        let mut in_tag = false;
        for letter in self.0.chars() {
            match letter {
                OTHER => in_tag = true,
                TAG => in_tag = false,
                OWN | END => {}
                _ if in_tag => {}
                _ => text.push(letter),
            }
        }
        text
    }

    /// Several with something between them.
    pub(crate) fn join(parts: &[Phrase], between: &str) -> Phrase {
        Phrase(parts.iter().map(Phrase::marked).collect::<Vec<_>>().join(between))
    }

    /// With a full stop at its end.
    #[must_use]
    pub(crate) fn stopped(self) -> Phrase {
        let ended = self.text().trim_end().ends_with(['.', '!', '?', ':', '…']);
        if ended || self.is_empty() { self } else { Phrase(self.0 + ".") }
    }
}

impl Render for Phrase {
    fn render(&self) -> Markup {
        let mut whole = String::with_capacity(self.0.len());
        let mut rest = self.0.as_str();
        while let Some(at) = rest.find([OWN, OTHER]) {
            let (before, marked) = rest.split_at(at);
            whole.push_str(&html! { (before) }.into_string());
            let (inside, after) = marked.split_once(END).unwrap_or((marked, ""));
            whole.push_str(&councils(inside).into_string());
            rest = after;
        }
        whole.push_str(&html! { (rest) }.into_string());
        PreEscaped(whole)
    }
}

/// The element of a council's words.
fn councils(marked: &str) -> Markup {
    let other = marked.strip_prefix(OTHER).and_then(|inside| inside.split_once(TAG));
    match other {
        Some((tag, words)) => html! { span data-council lang=(tag) { (words) } },
        None => html! { span data-council { (marked.trim_start_matches(OWN)) } },
    }
}

/// Without our marks, and without what would turn text around.
fn clean(text: &str) -> String {
    let strange = |letter: char| matches!(letter, OWN..=TAG) || steers(letter);
    text.chars().map(|letter| if strange(letter) { '\u{fffd}' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_councils_words_stand_apart_and_nothing_is_taken_for_markup() {
        let own = Phrase::council("A <home>", None);
        let other = Phrase::council("A home & garden", Some("en"));
        let whole = Phrase::said(format!("x < {} / {}.", own.marked(), other.marked()));
        assert_eq!(
            whole.render().into_string(),
            "x &lt; <span data-council>A &lt;home&gt;</span> / <span data-council lang=\"en\">A home &amp; garden</span>."
        );
        assert_eq!(whole.text(), "x < A <home> / A home & garden.");
    }

    #[test]
    fn nobody_can_write_our_marks() {
        let sly = Phrase::council("a\u{e002}b\u{202e}c\u{1b}", None);
        assert_eq!(sly.render().into_string(), "<span data-council>a\u{fffd}b\u{fffd}c\u{fffd}</span>");
    }

    #[test]
    fn a_sentence_gets_one_full_stop() {
        assert_eq!(Phrase::plain("Ask").stopped().text(), "Ask.");
        assert_eq!(Phrase::council("Ask?", None).stopped().text(), "Ask?");
    }
}
