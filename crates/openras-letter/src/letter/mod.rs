//! The letter: what an assessment came to, for the person.

mod answers;
mod beside;
mod easy;
mod next;
mod opening;
mod steps;

use maud::{Markup, html};
use openras_allocation::{Allocation, Outcome, Worked};
use openras_questionnaire::Part;
use openras_rulebook::Rulebook;

use crate::council::Council;
use crate::language::Language;
use crate::page::Page;
use crate::speaker::Speaker;

/// How a letter is written.
#[derive(Clone, Copy, Debug, Default)]
pub struct LetterOptions {
    /// The language of our own words; the council's are in it where the rulebook has them.
    pub language: Language,
    /// One idea a line, big, with room.
    pub easy_read: bool,
}

/// The letter to a person: the figure, what it is and is not, how it was worked out, every answer with its points, each
/// rule with its source, what was not applied and why, next steps, how to challenge. One page of HTML, complete in itself.
pub fn letter(rulebook: &Rulebook, allocation: &Allocation, options: &LetterOptions) -> String {
    let letter = Letter {
        say: Speaker::new(options.language, rulebook.context()),
        rulebook,
        allocation,
        worked: allocation.steps().iter().map(|done| allocation.worked(done)).collect(),
        stopped: Stopped::of(rulebook, allocation),
    };
    if options.easy_read { letter.easy() } else { letter.whole() }
}

/// A letter that is being written.
struct Letter<'a> {
    say: Speaker,
    rulebook: &'a Rulebook,
    allocation: &'a Allocation,
    /// The formulas of the steps, as they were used, in the order of the steps.
    worked: Vec<Worked>,
    stopped: Stopped,
}

/// The same person if the help of family, friends and neighbours stopped.
enum Stopped {
    /// The questionnaire asks nothing about such help.
    NotAsked,
    /// The rules do not say which answers would hold then.
    Unknown,
    /// Worked out.
    Known(Box<Allocation>),
}

impl Stopped {
    fn of(rulebook: &Rulebook, allocation: &Allocation) -> Stopped {
        let asks =
            rulebook.questionnaire().sections.iter().any(|section| section.part == Part::NaturalSupport);
        if !asks || allocation.outcome() == Outcome::Excluded {
            return Stopped::NotAsked;
        }
        match rulebook.allocate_without_natural_support(allocation.assessment()) {
            Ok(Some(other)) => Stopped::Known(Box::new(other)),
            _ => Stopped::Unknown,
        }
    }
}

impl Letter<'_> {
    fn whole(&self) -> String {
        let mut sections = vec![self.figure(), self.what_is()];
        match self.allocation.outcome() {
            Outcome::Excluded => sections.extend([Some(self.excluded()), self.facts()].into_iter().flatten()),
            Outcome::Referred => sections.push(self.referred()),
            Outcome::Allocated => {}
        }
        if self.allocation.outcome() != Outcome::Excluded {
            sections.push(self.how());
            sections.push(self.answers());
            let more = [
                self.facts(),
                self.numbers(),
                self.not_applied(),
                self.views(),
                self.if_stopped(),
                self.money(),
            ];
            sections.extend(more.into_iter().flatten());
        }
        let disagree = self.disagree(&["disagree-lead", "disagree-wrong"]);
        sections.extend([self.next(), disagree, self.help(), self.sources(), self.words()]);
        // What says nothing has no place on the page.
        sections.retain(|section| !section.body.0.is_empty());
        Page {
            say: &self.say,
            title: self.say.say(self.title()),
            under_title: self.under_title(),
            sections,
            footer: self.footer(),
            easy: false,
            contents: true,
        }
        .into_html()
    }

    fn footer(&self) -> Markup {
        html! {
            (self.stamp())
            p { (self.say.say("foot-check")) }
        }
    }
}

impl Council for Letter<'_> {
    fn say(&self) -> &Speaker {
        &self.say
    }

    fn rulebook(&self) -> &Rulebook {
        self.rulebook
    }
}
