//! Forms to fill in: the questionnaire, the support plan, the risk referral. No points stand on them.

mod plan;
mod questionnaire;
mod risk;

use maud::{Markup, html};
use openras_rulebook::Rulebook;

use crate::council::Council;
use crate::letter::LetterOptions;
use crate::page::Page;
use crate::phrase::Phrase;
use crate::speaker::Speaker;

/// Which form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FormKind {
    /// The questionnaire, with room for somebody who says something else.
    #[default]
    Questionnaire,
    /// The support plan, with its seven questions.
    Plan,
    /// The referral to a panel of a risk that is not resolved.
    Risk,
}

/// A form to fill in, on paper: one page of HTML, complete in itself.
pub fn form(rulebook: &Rulebook, kind: FormKind, options: &LetterOptions) -> String {
    let blank = Blank { say: Speaker::new(options.language, rulebook.context()), rulebook };
    let (title, sections) = match kind {
        FormKind::Questionnaire => blank.questionnaire(),
        FormKind::Plan => blank.plan(),
        FormKind::Risk => blank.risk(),
    };
    Page {
        say: &blank.say,
        title,
        under_title: Vec::new(),
        sections,
        footer: blank.footer(),
        easy: options.easy_read,
        contents: false,
    }
    .into_html()
}

/// A form that is being written.
struct Blank<'a> {
    say: Speaker,
    rulebook: &'a Rulebook,
}

impl Blank<'_> {
    /// A question of ours with a box beneath it; `height` is `low`, nothing or `high`.
    fn boxed(&self, id: &str, height: &str) -> Markup {
        html! {
            h3 { (self.say.say(id)) }
            (empty(height))
        }
    }

    /// A line to write on, with a few words before it.
    fn line(&self, id: &str) -> Markup {
        html! {
            p { (self.say.say(id)) }
            (empty("low"))
        }
    }

    /// A table to fill in under a heading, with so many empty rows.
    fn rows(&self, heading: &str, heads: &[&str], rows: usize) -> Markup {
        html! {
            table aria-labelledby=(heading) {
                thead { tr { @for head in heads { th scope="col" { (self.say.say(head)) } } } }
                tbody {
                    @for _ in 0..rows {
                        tr { @for _ in heads { td .box .low {} } }
                    }
                }
            }
        }
    }

    fn footer(&self) -> Markup {
        let document = self.rulebook.document();
        let version = Phrase::plain(self.rulebook.version());
        html! {
            p { (self.say.council(&document.title)) }
            p { (self.say.with("foot-version", &[("version", (&version).into())])) }
        }
    }
}

impl Council for Blank<'_> {
    fn say(&self) -> &Speaker {
        &self.say
    }

    fn rulebook(&self) -> &Rulebook {
        self.rulebook
    }
}

/// Room to write.
fn empty(height: &str) -> Markup {
    html! { div class={ "box " (height) } {} }
}

/// Statements, each with a square to tick.
fn ticks(words: &[Phrase]) -> Markup {
    html! {
        ul .tick {
            @for one in words {
                li {
                    svg viewBox="0 0 36 36" aria-hidden="true" { rect x="3" y="3" width="30" height="30" rx="3" {} }
                    span { (one) }
                }
            }
        }
    }
}
