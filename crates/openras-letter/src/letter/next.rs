//! What happens next.

use maud::html;
use openras_allocation::Outcome;
use openras_core::Text;
use openras_pathway::Stage;

use super::Letter;
use crate::council::Council;
use crate::page::Section;
use crate::phrase::Phrase;

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
        let Some(pathway) =
            self.rulebook.pathway().filter(|_| self.allocation.outcome() == Outcome::Allocated)
        else {
            return Vec::new();
        };
        let told = pathway.steps.iter().position(|step| step.stage == Some(Stage::BudgetTold));
        let Some(told) = told else { return Vec::new() };
        let text = |id: &str| -> Option<&Text> {
            pathway
                .document
                .step
                .iter()
                .find(|step| step.id.as_str() == id)
                .and_then(|step| step.text.as_ref())
        };
        pathway
            .steps
            .iter()
            .skip(told.saturating_add(1))
            .map(|step| {
                let words = self.say.text_or_id(text(&step.id), &step.id);
                let aside = match (step.optional, step.is_conditional()) {
                    (_, true) => Some("next-if-needed"),
                    (true, _) => Some("next-may-skip"),
                    _ => None,
                };
                match aside {
                    Some(aside) => {
                        self.with("sum-named", &[("value", &words), ("name", &self.say.say(aside))])
                    }
                    None => words,
                }
            })
            .collect()
    }
}
