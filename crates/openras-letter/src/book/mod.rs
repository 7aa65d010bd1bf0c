//! The scheme as a book: everything a council has decided, printed for the public.

mod flow;
mod guide;
mod proof;
mod questions;
mod scheme;
mod tables;

use maud::html;
use openras_questionnaire::Origin;
use openras_rulebook::Rulebook;

use crate::council::Council;
use crate::letter::LetterOptions;
use crate::page::{Page, Section};
use crate::phrase::Phrase;
use crate::speaker::Speaker;

/// The whole scheme on one page of HTML, complete in itself: questions with their points, tables with charts, steps in
/// words, worked examples, what is worth a look, the guide, the pathway, how to challenge; and what changed since the
/// rulebook `since`. What a rulebook says nothing about is left out, or said to be unsaid.
pub fn book(rulebook: &Rulebook, since: Option<&Rulebook>, options: &LetterOptions) -> String {
    let book = Book { say: Speaker::new(options.language, rulebook.context()), rulebook };
    let mut sections = vec![book.about(), book.scope(), book.who()];
    sections.extend(book.facts());
    sections.extend(
        [Some(book.questions()), Some(book.sums()), book.numbers(), book.tables(), book.money()]
            .into_iter()
            .flatten(),
    );
    sections.extend(
        [book.kinds(), book.cannot(), book.rates(), book.ways(), book.checklist("book-checklist")]
            .into_iter()
            .flatten(),
    );
    sections.extend([book.pathway(), book.reviews()].into_iter().flatten());
    sections.extend([book.help(), book.disagree(&["disagree-lead"])]);
    sections.extend(
        [book.examples(), Some(book.lints()), since.map(|old| book.changes(old))].into_iter().flatten(),
    );
    sections.extend([book.sources(), book.words()]);
    sections.retain(|section| !section.body.0.is_empty());
    Page {
        say: &book.say,
        title: book.with("book-title", &[("title", &book.say.council(&rulebook.document().title))]),
        under_title: vec![book.version()],
        sections,
        footer: book.stamp(),
        easy: options.easy_read,
        contents: true,
    }
    .into_html()
}

/// A book that is being written.
struct Book<'a> {
    say: Speaker,
    rulebook: &'a Rulebook,
}

impl Council for Book<'_> {
    fn say(&self) -> &Speaker {
        &self.say
    }

    fn rulebook(&self) -> &Rulebook {
        self.rulebook
    }
}

impl Book<'_> {
    /// Which version it is, and from when to when it holds.
    fn version(&self) -> Phrase {
        let version = Phrase::plain(self.rulebook.version());
        let context = self.rulebook.context();
        let from = context.effective_from.map_or_else(Phrase::default, |day| self.say.day(day));
        match context.effective_to.map(|day| self.say.day(day)) {
            Some(to) => {
                self.with("book-on-version-to", &[("version", &version), ("from", &from), ("to", &to)])
            }
            None => self.with("book-on-version", &[("version", &version), ("from", &from)]),
        }
        .stopped()
    }

    fn about(&self) -> Section {
        self.section("book-about", self.said(&["book-about-1", "book-about-2", "book-about-3"]))
    }

    /// Beneath something: where it comes from.
    fn small_origin(&self, origin: &Origin) -> maud::Markup {
        html! { @if let Some(source) = self.origin(origin) { p .small { (source) } } }
    }
}
