//! How the figure was worked out, step by step.

use maud::{Markup, html};
use openras_allocation::{Asked, InputKind, Outcome, StepDone, Worked};
use openras_core::{Exact, Handle, Unit};
use openras_formula::Node;
use openras_questionnaire::Question;

use super::Letter;
use crate::council::Council;
use crate::page::{Section, list};
use crate::phrase::Phrase;
use crate::speaker::Place;
use crate::sum::{Sums, known};

impl Letter<'_> {
    pub(super) fn how(&self) -> Section {
        let steps = self.allocation.steps();
        let body = html! {
            @if self.allocation.outcome() == Outcome::Referred {
                p { (self.say.say("how-lead-referred")) }
            } @else {
                p { (self.say.with("how-lead", &[("steps", steps.len().into())])) }
            }
            ol .steps {
                @for ((at, done), worked) in steps.iter().enumerate().zip(&self.worked) {
                    (self.step(at.saturating_add(1), done, worked))
                }
                @for step in self.allocation.scheme().steps.handles()
                    .filter(|(handle, _)| !steps.iter().any(|done| done.step == *handle))
                    .map(|(_, step)| step) {
                    li {
                        h3 { (self.say.named(&step.text, &step.id)) }
                        p { (self.say.say("step-open")) }
                    }
                }
            }
        };
        self.section("how", body)
    }

    fn step(&self, number: usize, done: &StepDone, worked: &Worked) -> Markup {
        let scheme = self.allocation.scheme();
        let step = &scheme.steps[done.step];
        let value = self.say.quantity(&done.value, &step.unit);
        html! {
            li {
                h3 {
                    span .number { (self.say.with("step", &[("number", Place::Count(number))])) }
                    (self.say.named(&step.text, &step.id))
                }
                span .value data-step=(step.id) { (value) }
                (self.sum(done, worked, &value))
                @if scheme.result == done.step && self.allocation.outcome() == Outcome::Allocated {
                    p { (self.say.say("step-result")) }
                }
                @if let Some(source) = self.origin(&step.origin) { p .small { (source) } }
            }
        }
    }

    /// Which sum was used and why, the sum with its values, what tables said, how it was rounded.
    fn sum(&self, done: &StepDone, worked: &Worked, value: &Phrase) -> Markup {
        let sums = Sums::new(&self.say, self.allocation, &worked.tables, Some(done.step));
        let reason = |because| {
            let why = Sums::reasons(&self.say, self.allocation, because);
            (!why.is_empty()).then(|| self.with("reason", &[("why", &why)]))
        };
        let (sum, roundings) = sums.sum(&worked.formula);
        let points = match &worked.formula.node {
            Node::Input(id) => match self.allocation.scheme().input(*id) {
                Some(InputKind::Points(asked)) => Some(asked),
                _ => None,
            },
            _ => None,
        };
        let set = matches!(&worked.formula.node, Node::Input(id)
            if matches!(self.allocation.scheme().input(*id), Some(InputKind::Parameter(_))));
        let only_a_table = matches!(worked.formula.node, Node::Lookup { .. });
        let says_no_more = sum.text() == value.text() || matches!(worked.formula.node, Node::Literal(_));
        html! {
            @if let Some(why) = reason(&worked.applied_because) {
                p { (self.say.say(if done.applied { "step-normal" } else { "step-other" })) " " (why) }
            }
            @if let Some(asked) = points {
                p { (self.say.say("step-points")) }
                (list(&self.parts(asked)))
            } @else if set {
                p { (self.say.say("sum-set")) }
            } @else if !says_no_more && !only_a_table {
                p .sum { (sum) }
            }
            @if let Some(why) = reason(&worked.because) { p { (why) } }
            @for used in &worked.tables { p { (sums.told_table(used)) } }
            @for rounding in &roundings { p { (rounding) } }
        }
    }

    /// Sections whose questions are all there, and questions of others, each with its points.
    fn parts(&self, asked: &Asked) -> Vec<Phrase> {
        let questionnaire = self.allocation.questionnaire();
        let mut parts = Vec::new();
        for section in &questionnaire.sections {
            let there: Vec<Handle<Question>> = section
                .questions
                .iter()
                .copied()
                .filter(|question| asked.questions.contains(question))
                .collect();
            if there.len() == section.questions.len() && !there.is_empty() {
                parts.push(self.part(&self.say.named(&section.title, &section.id), &self.total(&there)));
                continue;
            }
            for handle in there {
                let question = &questionnaire.questions[handle];
                parts.push(self.part(&self.say.named(&question.text, &question.id), &self.total(&[handle])));
            }
        }
        parts
    }

    fn part(&self, name: &Phrase, points: &Exact) -> Phrase {
        let value = self.say.quantity(points, &Unit::point());
        self.with("why-is", &[("name", name), ("value", &value)])
    }

    /// The points of some questions together.
    pub(super) fn total(&self, questions: &[Handle<Question>]) -> Exact {
        questions.iter().map(|question| known(self.allocation.sheet().points(*question))).sum()
    }
}
