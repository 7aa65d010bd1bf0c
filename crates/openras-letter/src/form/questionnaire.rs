//! The questionnaire to fill in.

use maud::{Markup, html};
use openras_core::{Exact, Unit};
use openras_questionnaire::{Fact, FactKind, Part, Question, QuestionKind, Section as Asks};

use super::{Blank, empty, ticks};
use crate::council::Council;
use crate::page::Section;
use crate::phrase::Phrase;
use crate::sum::{Names, Printer};

impl Blank<'_> {
    pub(super) fn questionnaire(&self) -> (Phrase, Vec<Section>) {
        let questionnaire = self.rulebook.questionnaire();
        let about = html! {
            (self.said(&["form-ask-1", "form-ask-2", "form-ask-3", "form-ask-4"]))
            (self.line("form-person"))
            (self.line("form-date"))
        };
        let mut sections = vec![self.section("form-about", about)];
        if !questionnaire.facts.is_empty() {
            let body = html! { @for fact in &questionnaire.facts { (self.fact(fact)) } };
            sections.push(self.section("form-you", body));
        }
        for (at, asks) in questionnaire.sections.iter().enumerate() {
            sections.push(self.asks(at, asks));
        }
        sections.push(self.section("form-more", empty("high")));
        sections.push(self.section("form-end", self.ended()));
        sections.push(self.section("form-checked", self.checked()));
        (self.say.council(&questionnaire.title), sections)
    }

    fn fact(&self, fact: &Fact) -> Markup {
        let body = match &fact.kind {
            FactKind::Choice { choices, .. } => {
                let words: Vec<Phrase> =
                    choices.iter().map(|choice| self.say.named(&choice.text, &choice.id)).collect();
                html! { p { (self.say.say("form-tick-one")) } (ticks(&words)) }
            }
            FactKind::YesNo => html! {
                p { (self.say.say("form-tick-one")) }
                (ticks(&[self.say.say("yes"), self.say.say("no")]))
            },
            FactKind::Number { unit, .. } => self.number(unit),
            FactKind::Date => html! { p { (self.say.say("form-write-date")) } (empty("low")) },
            FactKind::Broken => html! {},
        };
        html! {
            div .ask {
                h3 { (self.say.named(&fact.text, &fact.id)) }
                (body)
            }
        }
    }

    /// A section with its questions, and room for what somebody else says.
    fn asks(&self, at: usize, asks: &Asks) -> Section {
        let questions = &self.rulebook.questionnaire().questions;
        let body = html! {
            @if asks.part != Part::Needs { p { (self.say.say(&format!("part-{}", asks.part.as_str()))) } }
            @for handle in &asks.questions { (self.question(&questions[*handle])) }
            div .ask {
                h3 { (self.say.say("form-other-says")) }
                (self.line("form-other-who"))
                p { (self.say.say("form-other-what")) }
                (empty(""))
            }
        };
        Section::numbered("part", at, self.say.named(&asks.title, &asks.id), body)
    }

    fn question(&self, question: &Question) -> Markup {
        let words: Vec<Phrase> =
            question.statements().iter().map(|one| self.say.named(&one.text, &one.id)).collect();
        let body = match &question.kind {
            QuestionKind::One { between, .. } => {
                let how = if *between { "form-tick-between" } else { "form-tick-one" };
                html! { p { (self.say.say(how)) } (ticks(&words)) }
            }
            QuestionKind::Many { .. } => html! { p { (self.say.say("form-tick-many")) } (ticks(&words)) },
            QuestionKind::Number { unit, .. } => self.number(unit),
            QuestionKind::Scale { from, to } => {
                let numbers: Vec<Phrase> = (*from..=*to).map(|one| Phrase::plain(&one.to_string())).collect();
                html! { p { (self.say.say("form-tick-number")) } (ticks(&numbers)) }
            }
            QuestionKind::Broken => html! {},
        };
        html! {
            div .ask {
                h3 { (self.say.named(&question.text, &question.id)) }
                @if let Some(when) = &question.asked_when {
                    @let names = Names::of_facts(&self.say, self.rulebook.questionnaire());
                    @let condition = Printer::new(&names).condition(when, true);
                    p { (self.say.with("form-only-if", &[("condition", (&condition).into())])) }
                }
                (body)
                @if question.unanswered.is_some() { p .small { (self.say.say("form-may-skip")) } }
            }
        }
    }

    fn number(&self, unit: &Unit) -> Markup {
        // Any number is to be written: its noun stands as after a great one.
        let many = self.say.quantity_of(&Exact::from(100), unit, "…");
        html! {
            @if unit.is_number() {
                p { (self.say.say("form-write")) }
            } @else {
                p { (self.say.with("form-write-number", &[("number", (&many).into())])) }
            }
            (empty("low"))
        }
    }

    fn ended(&self) -> Markup {
        html! {
            (self.line("form-by"))
            (self.line("form-helped"))
            (self.line("form-sign"))
            (self.line("form-date"))
        }
    }

    fn checked(&self) -> Markup {
        let roles: Vec<Phrase> =
            self.rulebook.questionnaire().checked_by.iter().map(|role| self.say.role(role)).collect();
        html! {
            @if roles.is_empty() { (self.line("form-checked-by")) } @else { (ticks(&roles)) }
            p { (self.say.say("form-checked-changes")) }
            (empty(""))
            (ticks(&[self.say.say("form-agree")]))
            (self.line("form-sign"))
            (self.line("form-date"))
        }
    }
}
