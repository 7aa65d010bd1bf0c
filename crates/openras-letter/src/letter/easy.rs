//! The easy-read letter: one idea a line, big, with room. The figures are those of the whole letter.

use maud::{Markup, html};
use openras_allocation::Outcome;
use openras_core::Period;
use openras_questionnaire::{Asked, Standing};

use super::Letter;
use crate::bars::bars;
use crate::council::Council;
use crate::page::{Page, Section, lines};
use crate::phrase::Phrase;
use crate::sum::{Sums, known};

impl Letter<'_> {
    pub(super) fn easy(&self) -> String {
        let mut sections = vec![
            self.section("easy-about", self.said(&["easy-about-1", "easy-about-2"])),
            self.easy_figure(),
        ];
        if self.allocation.outcome() == Outcome::Allocated {
            sections.push(Section::new("what-is", self.say.say("what-is"), self.easy_is()));
        } else {
            sections.push(self.easy_why());
        }
        if self.allocation.outcome() != Outcome::Excluded {
            sections.extend([self.easy_how(), self.easy_answers()]);
            sections.extend(self.easy_views());
            let stopped = self.stopped_words();
            if !stopped.is_empty() {
                sections.push(self.section("easy-stopped", lines(&stopped)));
            }
        }
        sections.push(self.section("easy-next", lines(&self.next_words())));
        sections.push(self.easy_disagree());
        sections.push(self.section("easy-help", lines(&self.help_words())));
        let footer = html! {
            p { (self.say.say("easy-more")) }
            (self.footer())
        };
        Page {
            say: &self.say,
            title: self.say.say(self.title()),
            under_title: self.under_title(),
            sections,
            footer,
            easy: true,
            contents: false,
        }
        .into_html()
    }

    fn easy_figure(&self) -> Section {
        let body = match self.figures() {
            Some((annual, weekly)) => {
                let year = self.say.money_each(annual, Period::Year);
                let week = self.say.money_each(weekly, Period::Week);
                html! {
                    div .figure { p .amount { (year) } }
                    p { (self.with("easy-figure-week", &[("amount", &week)])) }
                }
            }
            None if self.allocation.outcome() == Outcome::Excluded => {
                self.said(&["easy-excluded-1", "easy-excluded-2", "easy-excluded-3"])
            }
            None => self.said(&["easy-referred-1", "easy-referred-2", "easy-referred-3"]),
        };
        self.section("easy-figure", body)
    }

    fn easy_is(&self) -> Markup {
        let standing: &[&str] = match self.allocation.standing() {
            Standing::Estimate => &["easy-estimate", "easy-estimate-2"],
            Standing::Indicative => &["easy-checked"],
        };
        html! {
            (self.said(&["easy-is-1", "easy-is-2", "easy-is-3", "easy-is-4"]))
            (self.said(standing))
        }
    }

    fn easy_why(&self) -> Section {
        let rules = self.allocation.exclusions().chain(self.allocation.referrals());
        let mut said: Vec<Phrase> = rules.map(|rule| self.say.council(&rule.text)).collect();
        said.extend(self.allocation.referring_tables().map(|table| {
            let name = self.say.quoted(&self.say.named(&table.text, &table.id));
            self.with("referred-table", &[("name", &name)])
        }));
        self.section("easy-why", lines(&said))
    }

    fn easy_how(&self) -> Section {
        let scheme = self.allocation.scheme();
        let body = html! {
            (self.said(&["easy-how-1", "easy-how-2", "easy-how-3", "easy-how-4"]))
            @for done in self.allocation.steps() {
                @let step = &scheme.steps[done.step];
                div .pair {
                    p { (self.say.named(&step.text, &step.id)) }
                    p .value data-step=(step.id) { (self.say.quantity(&done.value, &step.unit)) }
                }
            }
        };
        self.section("easy-how", body)
    }

    fn easy_answers(&self) -> Section {
        let sums = Sums::new(&self.say, self.allocation, &[], None);
        let questionnaire = self.allocation.questionnaire();
        let picture = self.sections_bars();
        let body = html! {
            p { (self.say.say("easy-answers-1")) }
            @if picture.len() > 1 { (bars(&picture)) }
            @for (handle, question) in questionnaire.questions.handles() {
                @if self.allocation.sheet().asked(handle) != &Asked::No {
                    @let points = self.say.points(&known(self.allocation.sheet().points(handle)));
                    div .pair {
                        p { strong { (self.say.named(&question.text, &question.id)) } }
                        p { (sums.answer(handle)) }
                        p { (self.with("easy-answer-points", &[("points", &points)])) }
                    }
                }
            }
        };
        self.section("easy-answers", body)
    }

    fn easy_views(&self) -> Option<Section> {
        let sums = Sums::new(&self.say, self.allocation, &[], None);
        let questionnaire = self.allocation.questionnaire();
        let views: Vec<(Phrase, Phrase)> = self
            .allocation
            .differing_views()
            .filter_map(|view| {
                let question = &questionnaire.questions[questionnaire.question(view.question.as_str())?];
                let says = sums.answered(question, &question.read(&view.answer).ok()?);
                let view =
                    self.with("easy-view", &[("who", &self.say.role_to_person(&view.by)), ("says", &says)]);
                Some((self.say.named(&question.text, &question.id), view))
            })
            .collect();
        let body = html! {
            (self.said(&["easy-views-1", "easy-views-2", "easy-views-3"]))
            @for (question, view) in &views {
                div .pair { p { strong { (question) } } p { (view) } }
            }
        };
        (!views.is_empty()).then(|| self.section("easy-views", body))
    }

    fn easy_disagree(&self) -> Section {
        let body = html! {
            (self.said(&["easy-disagree-1", "easy-disagree-2"]))
            p { (self.how_to_disagree()) }
            @if let Some(days) = self.days_to_answer() { p { (days) } }
        };
        self.section("easy-disagree", body)
    }
}
