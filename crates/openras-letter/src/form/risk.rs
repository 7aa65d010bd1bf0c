//! The referral of a risk that people could not agree on, for a panel.

use maud::html;
use openras_core::document::Id;
use openras_pathway::Stage;

use super::{Blank, empty, ticks};
use crate::council::Council;
use crate::page::Section;
use crate::phrase::Phrase;

/// For whom there may be a risk.
const WHOM: [&str; 5] = [
    "form-risk-to-person",
    "form-risk-to-others",
    "form-risk-to-carer",
    "form-risk-to-worker",
    "form-risk-to-money",
];

/// What a panel can decide where the council does not say.
const DECISIONS: [&str; 3] = ["resolved", "accepted_with_actions", "council_keeps_the_budget"];

impl Blank<'_> {
    pub(super) fn risk(&self) -> (Phrase, Vec<Section>) {
        let about = html! {
            (self.said(&["form-risk-1", "form-risk-2"]))
            (self.line("form-person"))
            (self.line("form-date"))
        };
        let mut sections = vec![self.section("form-about", about)];
        for id in ["form-risk-want", "form-risk-why", "form-risk-what"] {
            sections.push(self.section(id, empty("")));
        }
        sections.push(self.section("form-risk-whom", ticks(&WHOM.map(|id| self.say.say(id)))));
        for id in [
            "form-risk-tried",
            "form-risk-safer",
            "form-risk-if-not",
            "form-risk-person-says",
            "form-risk-close-say",
            "form-risk-worker-says",
            "form-risk-capacity",
        ] {
            sections.push(self.section(id, empty("")));
        }
        sections.push(self.panel());
        (self.say.say("form-risk-title"), sections)
    }

    /// Who is there, what can be decided: as the council's pathway says, where it has one.
    fn panel(&self) -> Section {
        let pathway = self.rulebook.pathway();
        let step = pathway.and_then(|all| all.steps.iter().find(|step| step.stage == Some(Stage::RiskPanel)));
        let written = pathway
            .zip(step)
            .and_then(|(all, own)| all.document.step.iter().find(|step| step.id.as_str() == own.id));
        let members: Vec<Phrase> =
            step.map_or(Vec::new(), |step| step.members.iter().map(|member| self.say.role(member)).collect());
        let own: Vec<&str> =
            written.map_or(Vec::new(), |step| step.decisions.iter().map(Id::as_str).collect());
        let decisions = if own.is_empty() { DECISIONS.to_vec() } else { own };
        let decisions: Vec<Phrase> = decisions
            .into_iter()
            .map(|decision| match format!("form-decision-{decision}") {
                id if self.say.has(&id) => self.say.say(&id),
                _ => self.say.id(decision),
            })
            .collect();
        let body = html! {
            h3 { (self.say.say("form-risk-present")) }
            @if members.is_empty() { (empty("low")) } @else { (ticks(&members)) }
            h3 { (self.say.say("form-risk-decision")) }
            (ticks(&decisions))
            (self.boxed("form-risk-actions", ""))
            (self.boxed("form-risk-again", "low"))
            (self.line("form-sign"))
            (self.line("form-date"))
        };
        self.section("form-risk-panel", body)
    }
}
