//! What happens next, how to challenge, who helps, where the rules come from, what words mean.

use maud::{Markup, html};
use openras_allocation::Outcome;
use openras_core::Text;
use openras_pathway::Stage;

use super::Letter;
use crate::page::{Section, lines};
use crate::phrase::Phrase;
use crate::speaker::Place;

/// The words that a letter explains.
const WORDS: [&str; 5] = ["indicative", "points", "plan", "social-care", "rulebook"];

impl Letter<'_> {
    /// What happens next, in our words.
    pub(super) fn next_words(&self) -> Vec<Phrase> {
        let ids: &[&str] = match self.allocation.outcome() {
            Outcome::Allocated => &["next-talk", "next-plan", "next-check", "next-agree", "next-review"],
            Outcome::Referred => &["next-referred-look", "next-referred-tell", "next-talk", "next-plan"],
            Outcome::Excluded => &["next-excluded-ask", "next-excluded-again"],
        };
        ids.iter().map(|id| self.say.say(id)).collect()
    }

    pub(super) fn next(&self) -> Section {
        let steps = self.councils_steps();
        let body = html! {
            ol { @for words in self.next_words() { li { (words) } } }
            @if !steps.is_empty() {
                p { (self.say.say("next-steps")) }
                ol { @for words in steps { li { (words) } } }
            }
        };
        self.section("next", body)
    }

    /// The council's own steps after the one at which the budget is told.
    fn councils_steps(&self) -> Vec<Phrase> {
        let Some(pathway) = self.rulebook.pathway().filter(|_| self.allocation.outcome() == Outcome::Allocated) else {
            return Vec::new();
        };
        let told = pathway.steps.iter().position(|step| step.stage == Some(Stage::BudgetTold));
        let Some(told) = told else { return Vec::new() };
        let text = |id: &str| -> Option<&Text> {
            pathway.document.step.iter().find(|step| step.id.as_str() == id).and_then(|step| step.text.as_ref())
        };
        pathway
            .steps
            .iter()
            .skip(told.saturating_add(1))
            .map(|step| {
                let words = text(&step.id).map_or_else(|| self.say.id(&step.id), |text| self.say.council(text));
                let aside = match (step.optional, step.is_conditional()) {
                    (_, true) => Some("next-if-needed"),
                    (true, _) => Some("next-may-skip"),
                    _ => None,
                };
                match aside {
                    Some(aside) => self.with("sum-named", &[("value", &words), ("name", &self.say.say(aside))]),
                    None => words,
                }
            })
            .collect()
    }

    pub(super) fn disagree(&self) -> Section {
        let then: Vec<Phrase> = match &self.rulebook.document().challenge {
            Some(challenge) => challenge.then.iter().map(|who| self.say.council(who)).collect(),
            None => Vec::new(),
        };
        let body = html! {
            (lines(&[self.say.say("disagree-lead"), self.say.say("disagree-wrong")]))
            p { (self.how_to_disagree()) }
            @if !then.is_empty() {
                p { (self.say.say("disagree-then")) }
                ol { @for who in &then { li { (who) } } }
            }
            @if let Some(days) = self.days_to_answer() { p { (days) } }
        };
        self.section("disagree", body)
    }

    /// How to say so, as the rulebook says.
    pub(super) fn how_to_disagree(&self) -> Phrase {
        match self.rulebook.document().challenge.as_ref().and_then(|challenge| challenge.how.as_ref()) {
            Some(how) => self.with("disagree-how", &[("how", &self.say.council(how).stopped())]),
            None => self.say.say("disagree-unsaid"),
        }
    }

    pub(super) fn days_to_answer(&self) -> Option<Phrase> {
        let days = self.rulebook.document().challenge.as_ref()?.answer_within_days?;
        let days = days.to_string();
        Some(self.say.with("disagree-days", &[("days", Place::Number(&days))]))
    }

    /// Whom to ask, as the rulebook says.
    pub(super) fn help_words(&self) -> Vec<Phrase> {
        let help = self.rulebook.document().help.as_ref();
        let texts = help.map_or(Vec::new(), |help| [&help.ask, &help.independent].into_iter().flatten().collect());
        match texts.is_empty() {
            true => vec![self.say.say("help-unsaid")],
            false => texts.into_iter().map(|text| self.say.council(text).stopped()).collect(),
        }
    }

    pub(super) fn help(&self) -> Section {
        self.section("help", lines(&self.help_words()))
    }

    pub(super) fn sources(&self) -> Section {
        let sources = &self.rulebook.document().source;
        let body: Markup = html! {
            @if !sources.is_empty() {
                p { (self.say.say("sources-lead")) }
                ul {
                    @for source in sources {
                        li { (self.say.council(&source.title)) ", " (self.say.own_words(&source.locator)) }
                    }
                }
            }
        };
        self.section("sources", body)
    }

    pub(super) fn words(&self) -> Section {
        let body = html! {
            dl {
                @for word in WORDS {
                    dt { (self.say.say(&format!("word-{word}"))) }
                    dd { (self.say.say(&format!("word-{word}-means"))) }
                }
            }
        };
        self.section("words", body)
    }
}
