//! The figure, what it is and is not, who filled in and checked the answers; why there is none.

use maud::{Markup, html};
use openras_allocation::{Outcome, Rule};
use openras_core::{Exact, Period};
use openras_questionnaire::Standing;

use super::Letter;
use crate::council::Council;
use crate::page::{Section, lines};
use crate::phrase::Phrase;
use crate::sum::Sums;

impl Letter<'_> {
    pub(super) fn title(&self) -> &'static str {
        match (self.allocation.outcome(), self.allocation.standing()) {
            (Outcome::Excluded, _) => "letter-title-excluded",
            (Outcome::Referred, _) => "letter-title-referred",
            (Outcome::Allocated, Standing::Estimate) => "letter-title-estimate",
            (Outcome::Allocated, Standing::Indicative) => "letter-title",
        }
    }

    pub(super) fn under_title(&self) -> Vec<Phrase> {
        let person = self.allocation.assessment().person.as_deref().map(Phrase::plain);
        let whom = person.map(|person| self.with("letter-for", &[("person", &person)]).stopped());
        let on = self.with("letter-on", &[("date", &self.say.day(self.allocation.on()))]).stopped();
        whom.into_iter().chain([on]).collect()
    }

    /// The year's and the week's figure; nothing where there is none.
    pub(super) fn figures(&self) -> Option<(&Exact, &Exact)> {
        self.allocation.money().figures.as_ref().map(|figures| (&figures.annual, &figures.weekly))
    }

    pub(super) fn figure(&self) -> Section {
        let Some((annual, weekly)) = self.figures() else {
            let id = match self.allocation.outcome() {
                Outcome::Excluded => "figure-none",
                _ => "figure-not-yet",
            };
            let words = self.say.say(id).stopped();
            return self.section("figure", html! { div .figure { p .amount { (words) } } });
        };
        let year = self.say.money_each(annual, Period::Year);
        let week = self.with("figure-week", &[("amount", &self.say.money_each(weekly, Period::Week))]);
        let months = self.allocation.year().map(|year| {
            let (from, to) = (self.say.day(year.from), self.say.day(year.to));
            self.with("figure-year", &[("from", &from), ("to", &to)])
        });
        self.section("figure", html! { div .figure { p .amount { (year) } p { (week) } @if let Some(months) = months { p { (months) } } } })
    }

    pub(super) fn what_is(&self) -> Section {
        let mut said = Vec::new();
        if self.allocation.outcome() == Outcome::Allocated {
            let budget = self.rulebook.document().words.get("agreed_budget");
            let budget = budget.map_or_else(|| self.say.say("agreed-budget"), |text| self.say.council(text));
            said.extend([self.say.say("what-is-first"), self.say.say("what-is-start")]);
            said.push(self.with("what-is-agreed", &[("budget", &budget)]));
            said.extend([self.say.say("what-is-more"), self.say.say("what-is-less")]);
        }
        said.extend(self.standing());
        let heading = match self.allocation.outcome() {
            Outcome::Allocated => "what-is",
            _ => "who-answered",
        };
        Section::new("what-is", self.say.say(heading), lines(&said))
    }

    /// Who filled the answers in, and who checked them.
    pub(super) fn standing(&self) -> Vec<Phrase> {
        let assessment = self.allocation.assessment();
        let mut said = Vec::new();
        if let Some(completed) = &assessment.completed {
            if let Some(by) = &completed.by {
                let who = self.say.role_to_person(by);
                said.push(match completed.on.as_ref().and_then(|on| on.day()) {
                    Some(on) => self.with("filled-in-on", &[("date", &self.say.day(on)), ("who", &who)]),
                    None => self.with("filled-in", &[("who", &who)]),
                });
            }
            let helped: Vec<Phrase> = completed.supported_by.iter().map(|role| self.say.role(role)).collect();
            if !helped.is_empty() {
                said.push(self.with("filled-in-helped", &[("who", &Phrase::join(&helped, ", "))]));
            }
        }
        said.extend(self.checked());
        said
    }

    fn checked(&self) -> Vec<Phrase> {
        let checked = self.allocation.assessment().checked.as_ref();
        match (self.allocation.standing(), checked) {
            (Standing::Indicative, Some(checked)) => {
                let on = checked.on.as_ref().and_then(|on| on.day()).map(|on| self.say.day(on));
                let role = checked.role.as_deref().map(|role| self.say.role(role));
                vec![match (on, role) {
                    (Some(on), Some(role)) => self.with("checked-by-on", &[("date", &on), ("role", &role)]),
                    (Some(on), None) => self.with("checked-on", &[("date", &on)]),
                    (None, Some(role)) => self.with("checked-by", &[("role", &role)]),
                    (None, None) => self.say.say("checked"),
                }]
            }
            (Standing::Indicative, None) => Vec::new(),
            (Standing::Estimate, _) => {
                let id = match self.allocation.outcome() {
                    Outcome::Allocated => "not-checked",
                    _ => "not-checked-none",
                };
                let mut said = vec![self.say.say(id)];
                let roles: Vec<Phrase> = self
                    .allocation
                    .questionnaire()
                    .checked_by
                    .iter()
                    .map(|role| self.say.role(role))
                    .collect();
                if !roles.is_empty() {
                    said.push(self.with("who-checks", &[("roles", &Phrase::join(&roles, ", "))]));
                }
                said
            }
        }
    }

    pub(super) fn excluded(&self) -> Section {
        let body = html! {
            p { (self.say.say("excluded-lead")) }
            (self.rules(self.allocation.exclusions()))
            p { (self.say.say("excluded-not-no")) }
        };
        self.section("excluded-why", body)
    }

    pub(super) fn referred(&self) -> Section {
        let tables: Vec<Phrase> = self
            .allocation
            .referring_tables()
            .map(|table| {
                let name = self.say.quoted(&self.say.named(&table.text, &table.id));
                self.with("referred-table", &[("name", &name)])
            })
            .collect();
        let body = html! {
            p { (self.say.say("referred-lead")) }
            (self.rules(self.allocation.referrals()))
            (lines(&tables))
            p { (self.say.say("referred-not-no")) }
        };
        self.section("referred-why", body)
    }

    /// Rules that hold, each with the reason and the source.
    fn rules<'r>(&self, rules: impl Iterator<Item = &'r Rule>) -> Markup {
        let rules: Vec<&Rule> = rules.collect();
        html! {
            @if !rules.is_empty() {
                ul .steps {
                    @for rule in rules {
                        @let because = self.allocation.because(rule);
                        @let why = Sums::reasons(&self.say, self.allocation, &because);
                        li data-rule=(rule.id) {
                            p { strong { (self.say.council(&rule.text)) } }
                            p { (self.with("reason", &[("why", &why)])) }
                            @if let Some(source) = self.origin(&rule.origin) { p .small { (source) } }
                        }
                    }
                }
            }
        }
    }
}
