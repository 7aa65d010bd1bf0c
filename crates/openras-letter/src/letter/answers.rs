//! Every answer with its points, and a picture of them.

use maud::{Markup, html};
use openras_core::{Exact, Handle};
use openras_questionnaire::{Asked, Part, Question};

use super::Letter;
use crate::bars::{Bar, bars};
use crate::council::Council;
use crate::page::{Cell, Section, list, table};
use crate::phrase::Phrase;
use crate::sum::{Sums, known};

impl Letter<'_> {
    pub(super) fn answers(&self) -> Section {
        let questionnaire = self.allocation.questionnaire();
        let all: Vec<Handle<Question>> =
            questionnaire.questions.handles().map(|(handle, _)| handle).collect();
        let total = self.say.points(&self.total(&all));
        let picture = self.sections_bars();
        let body = html! {
            @if !all.is_empty() {
                p { (self.say.say("answers-lead")) }
                p { strong { (self.with("answers-total", &[("points", &total)]).stopped()) } }
                @if picture.len() > 1 {
                    h3 { (self.say.say("answers-chart")) }
                    (bars(&picture))
                }
                @for section in &questionnaire.sections {
                    h3 { (self.say.named(&section.title, &section.id)) }
                    (self.part_words(section.part))
                    (self.section_table(&section.questions))
                }
                (self.needs())
            }
        };
        self.section("answers", body)
    }

    /// A bar for each section that can score.
    pub(super) fn sections_bars(&self) -> Vec<Bar> {
        let bar = |section: &openras_questionnaire::Section| {
            let (got, most) = (self.total(&section.questions), self.most(&section.questions));
            let name = self.say.named(&section.title, &section.id);
            let words = self.with(
                "answers-bar",
                &[("name", &name), ("points", &self.say.points(&got)), ("most", &self.say.points(&most))],
            );
            Bar { words, got, most }
        };
        let bars = self.allocation.questionnaire().sections.iter().map(bar);
        bars.filter(|bar| bar.most.is_positive() || bar.got.is_positive()).collect()
    }

    /// The most points that these questions can score for this person.
    fn most(&self, questions: &[Handle<Question>]) -> Exact {
        let asked =
            questions.iter().filter(|question| self.allocation.sheet().asked(**question) != &Asked::No);
        asked.map(|question| self.allocation.questionnaire().questions[*question].points_most()).sum()
    }

    fn part_words(&self, part: Part) -> Markup {
        html! {
            @if part != Part::Needs { p { (self.say.say(&format!("part-{}", part.as_str()))) } }
        }
    }

    fn section_table(&self, questions: &[Handle<Question>]) -> Markup {
        let sums = Sums::new(&self.say, self.allocation, &[], None);
        let rows: Vec<Vec<Cell>> = questions
            .iter()
            .map(|handle| {
                let question = &self.allocation.questionnaire().questions[*handle];
                vec![
                    Cell::Head(self.say.named(&question.text, &question.id)),
                    Cell::Words(sums.answer(*handle)),
                    Cell::Number(self.say.points(&known(self.allocation.sheet().points(*handle)))),
                ]
            })
            .collect();
        let (got, most) = (self.say.points(&self.total(questions)), self.say.points(&self.most(questions)));
        let caption = self.with("section-points", &[("points", &got), ("most", &most)]);
        table(&caption, &[self.say.say("question"), self.say.say("answer"), self.say.say("points")], &rows)
    }

    /// The needs that the answers show, and those that were found eligible.
    fn needs(&self) -> Markup {
        let questionnaire = self.allocation.questionnaire();
        if questionnaire.needs().is_empty() {
            return html! {};
        }
        let shown: Vec<Phrase> =
            self.allocation.sheet().needs(questionnaire).into_iter().map(|need| self.need(need)).collect();
        let eligible =
            self.allocation.assessment().checked.as_ref().and_then(|checked| checked.eligible.as_ref());
        let eligible: Option<Vec<Phrase>> =
            eligible.map(|ids| ids.iter().map(|id| self.need(id.as_str())).collect());
        html! {
            h3 { (self.say.say("needs")) }
            @if shown.is_empty() {
                p { (self.say.say("needs-none")) }
            } @else {
                p { (self.say.say("needs-lead")) }
                (list(&shown))
            }
            @if let Some(eligible) = eligible {
                @if eligible.is_empty() {
                    p { (self.say.say("needs-eligible-none")) }
                } @else {
                    p { (self.say.say("needs-eligible")) }
                    (list(&eligible))
                }
            }
        }
    }

    /// A need by the heading of the section that asks about it.
    fn need(&self, need: &str) -> Phrase {
        let sections = &self.allocation.questionnaire().sections;
        let own = sections.iter().find(|section| section.need.as_deref() == Some(need));
        own.map_or_else(|| self.say.id(need), |section| self.say.named(&section.title, &section.id))
    }
}
