//! The support plan to write: the seven questions, and what a council looks for.

use maud::html;

use super::{Blank, empty, ticks};
use crate::council::{Council, PLAN_QUESTIONS};
use crate::page::Section;
use crate::phrase::Phrase;

impl Blank<'_> {
    pub(super) fn plan(&self) -> (Phrase, Vec<Section>) {
        let about = html! {
            (self.said(&["form-plan-1", "form-plan-2", "form-plan-3"]))
            (self.line("form-person"))
            (self.line("form-date"))
        };
        let mut sections = vec![self.section("form-about", about)];
        sections.extend(PLAN_QUESTIONS.into_iter().map(|id| self.section(id, empty("high"))));
        let outcomes = self.rows("form-outcomes", &["form-outcome", "form-how-know", "form-by-when"], 4);
        let costs = self.rows("form-costs", &["form-what", "form-how-much", "form-cost"], 6);
        sections.push(self.section("form-outcomes", outcomes));
        sections.push(self.section("form-costs", costs));
        sections.push(self.ways());
        let wrong = html! {
            (self.line("form-wrong-1"))
            p { (self.say.say("form-wrong-2")) }
            (empty(""))
            (self.line("form-wrong-3"))
        };
        sections.push(self.section("form-wrong", wrong));
        let well = html! {
            @for id in ["form-healthy", "form-safe", "form-wellbeing", "form-independence", "form-others"] {
                (self.boxed(id, ""))
            }
        };
        sections.push(self.section("form-well", well));
        let risks = self.rows("form-risks", &["form-risk", "form-risk-help", "form-risk-left"], 3);
        sections.push(self.section("form-risks", risks));
        sections.extend(self.checklist("form-looked-for"));
        let end = html! {
            (self.line("form-by"))
            (self.line("form-helped"))
            (self.line("form-sign"))
        };
        sections.push(self.section("form-end", end));
        (self.say.say("form-plan-title"), sections)
    }

    /// The ways of managing the money that the council knows.
    fn ways(&self) -> Section {
        let ways = self.rulebook.plan_document().map_or(&[][..], |document| document.ways.as_slice());
        let words: Vec<Phrase> = ways
            .iter()
            .map(|way| match &way.text {
                Some(text) => self.say.council(text),
                None => self.say.id(way.id.as_str()),
            })
            .collect();
        let body = html! {
            @if !words.is_empty() {
                p { (self.say.say("form-ways-1")) }
                (ticks(&words))
            }
            (self.line("form-money-who"))
            (self.line("form-support-who"))
        };
        self.section("form-ways", body)
    }
}
