//! What is asked, and what each answer scores.

use maud::{Markup, html};
use openras_core::Unit;
use openras_questionnaire::{Fact, FactKind, Part, Question, QuestionKind};

use super::Book;
use crate::council::Council;
use crate::page::{Cell, Section, table, table_under};
use crate::phrase::Phrase;
use crate::sum::{Names, Printer};

impl Book<'_> {
    pub(super) fn facts(&self) -> Option<Section> {
        let facts = &self.rulebook.questionnaire().facts;
        let rows: Vec<Vec<Cell>> = facts
            .iter()
            .map(|fact| {
                vec![Cell::Head(self.say.named(&fact.text, &fact.id)), Cell::Words(self.values(fact))]
            })
            .collect();
        let heads = [self.say.say("fact"), self.say.say("book-fact-values")];
        (!rows.is_empty()).then(|| self.section("book-facts", table_under("book-facts", &heads, &rows)))
    }

    fn values(&self, fact: &Fact) -> Phrase {
        match &fact.kind {
            FactKind::Number { unit, min, max, .. } => {
                self.between(&self.say.quantity(min, unit), &self.say.quantity(max, unit))
            }
            FactKind::Choice { choices, .. } => {
                let words: Vec<Phrase> =
                    choices.iter().map(|choice| self.say.named(&choice.text, &choice.id)).collect();
                Phrase::join(&words, "; ")
            }
            FactKind::YesNo => Phrase::join(&[self.say.say("yes"), self.say.say("no")], "; "),
            FactKind::Date => self.say.say("form-date"),
            FactKind::Broken => Phrase::default(),
        }
    }

    fn between(&self, from: &Phrase, to: &Phrase) -> Phrase {
        self.with("book-number-from", &[("from", from), ("to", to)])
    }

    pub(super) fn questions(&self) -> Section {
        let questionnaire = self.rulebook.questionnaire();
        let roles: Vec<Phrase> = questionnaire.checked_by.iter().map(|role| self.say.role(role)).collect();
        let body = html! {
            p { (self.say.say("book-questions-lead")) }
            @if !roles.is_empty() {
                p { (self.with("book-checked-by", &[("roles", &Phrase::join(&roles, ", "))])) }
            }
            @for section in &questionnaire.sections {
                h3 { (self.say.named(&section.title, &section.id)) }
                @if section.part != Part::Needs {
                    p { (self.say.say(&format!("part-{}", section.part.as_str()))) }
                }
                @for handle in &section.questions { (self.question(&questionnaire.questions[*handle])) }
            }
        };
        self.section("book-questions", body)
    }

    fn question(&self, question: &Question) -> Markup {
        let name = self.say.named(&question.text, &question.id);
        let heads = [self.say.say("book-statement"), self.say.say("points")];
        let points = |points| Cell::Number(self.say.points(points));
        let rows: Vec<Vec<Cell>> = match &question.kind {
            QuestionKind::One { statements, .. } | QuestionKind::Many { statements, .. } => statements
                .iter()
                .map(|one| {
                    let words = self.say.named(&one.text, &one.id);
                    let words = match one.no_natural_support {
                        true => self
                            .with("sum-named", &[("value", &words), ("name", &self.say.say("book-no-help"))]),
                        false => words,
                    };
                    vec![Cell::Head(words), points(&one.points)]
                })
                .collect(),
            QuestionKind::Number { unit, min, max, points_each, .. } => {
                let (from, to) = (self.say.quantity(min, unit), self.say.quantity(max, unit));
                let each = self.say.quantity(points_each, &Unit::point());
                let each = self.with("book-each", &[("points", &each)]);
                vec![vec![Cell::Head(self.between(&from, &to)), Cell::Words(each)]]
            }
            QuestionKind::Scale { from, to } => {
                let (from, to) = (Phrase::plain(&from.to_string()), Phrase::plain(&to.to_string()));
                vec![vec![Cell::Head(self.between(&from, &to)), Cell::Words(self.say.say("book-scale"))]]
            }
            QuestionKind::Broken => Vec::new(),
        };
        html! {
            (table(&name, &heads, &rows))
            (self.beneath(question))
        }
    }

    /// When it is asked, what it scores left open, whether an answer may lie between two.
    fn beneath(&self, question: &Question) -> Markup {
        let names = Names::of_facts(&self.say, self.rulebook.questionnaire());
        html! {
            @if let Some(when) = &question.asked_when {
                @let condition = Printer::new(&names).condition(when, true);
                p .small { (self.with("form-only-if", &[("condition", &condition)]).stopped()) }
            }
            @if let Some(points) = &question.unanswered {
                p .small { (self.with("book-if-open", &[("points", &self.say.quantity(points, &Unit::point()))])) }
            }
            @if matches!(question.kind, QuestionKind::One { between: true, .. }) {
                p .small { (self.say.say("book-between")) }
            }
            (self.small_origin(&question.origin))
        }
    }
}
