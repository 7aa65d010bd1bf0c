//! The guide: what the money is for, what it cannot buy, what support costs here, ways of managing, looking at it again.

use maud::html;
use openras_core::document::Id;
use openras_core::{Exact, Unit};
use openras_plan::document::{CategoryIn, ForbiddenBecause};
use openras_review::{Interval, Limit, Rhythm};

use super::Book;
use crate::council::Council;
use crate::page::{Cell, Section, lines, list, table_under};
use crate::phrase::Phrase;
use crate::speaker::Place;

impl Book<'_> {
    pub(super) fn scope(&self) -> Section {
        let scope = &self.rulebook.document().scope;
        let items = |inside: bool| -> Vec<Phrase> {
            scope
                .iter()
                .filter(|item| item.inside == inside)
                .map(|item| self.say.council(&item.item))
                .collect()
        };
        let body = html! {
            @if scope.is_empty() { p { (self.say.say("book-unsaid")) } }
            @for (inside, id) in [(true, "book-scope-in"), (false, "book-scope-out")] {
                @let items = items(inside);
                @if !items.is_empty() {
                    h3 { (self.say.say(id)) }
                    (list(&items))
                }
            }
        };
        self.section("book-scope", body)
    }

    pub(super) fn kinds(&self) -> Option<Section> {
        let document = self.rulebook.plan_document()?;
        let items: Vec<Phrase> = document
            .categories
            .iter()
            .map(|category| match category {
                CategoryIn::Id(id) => self.say.id(id.as_str()),
                CategoryIn::Table(category) => self.say.id(category.id.as_str()),
            })
            .collect();
        let body = html! { p { (self.say.say("book-kinds-lead")) } (list(&items)) };
        (!items.is_empty()).then(|| self.section("book-kinds", body))
    }

    pub(super) fn cannot(&self) -> Option<Section> {
        let document = self.rulebook.plan_document()?;
        let rows: Vec<Vec<Cell>> = document
            .forbidden
            .iter()
            .map(|forbidden| {
                let what = match &forbidden.text {
                    Some(text) => self.say.council(text),
                    None => self.say.id(&forbidden.category),
                };
                let source = forbidden.source.as_ref().and_then(|source| self.source_title(source.as_str()));
                let why = match forbidden.because {
                    ForbiddenBecause::Illegal => "forbidden-illegal",
                    ForbiddenBecause::PutsMoneyAtRisk => "forbidden-puts_money_at_risk",
                    ForbiddenBecause::SomeoneElseMustPay => "forbidden-someone_else_must_pay",
                    ForbiddenBecause::NotANeed => "forbidden-not_a_need",
                    ForbiddenBecause::CouncilPolicy => "forbidden-council_policy",
                };
                vec![
                    Cell::Head(what),
                    Cell::Words(self.say.say(why)),
                    Cell::Words(source.unwrap_or_default()),
                ]
            })
            .collect();
        let heads = ["form-what", "book-cannot-why", "number-source"].map(|id| self.say.say(id));
        (!rows.is_empty()).then(|| self.section("book-cannot", table_under("book-cannot", &heads, &rows)))
    }

    pub(super) fn rates(&self) -> Option<Section> {
        let document = self.rulebook.plan_document()?;
        let mut rows = Vec::new();
        for rate in &document.reference_rate {
            for value in &rate.values {
                let Some(amount) = value.is.amount() else { continue };
                let each = format!("each-{}", rate.unit.as_str());
                let source = value.source.as_ref().and_then(|source| self.source_title(source.as_str()));
                rows.push(vec![
                    Cell::Head(self.say.id(&rate.category)),
                    Cell::Words(self.with(&each, &[("amount", &self.say.money(&amount.value))])),
                    Cell::Words(value.from.day().map_or_else(Phrase::default, |day| self.say.day(day))),
                    Cell::Words(source.unwrap_or_default()),
                ]);
            }
        }
        let heads = ["form-what", "book-rate", "number-from", "number-source"].map(|id| self.say.say(id));
        (!rows.is_empty()).then(|| self.section("book-rates", table_under("book-rates", &heads, &rows)))
    }

    pub(super) fn ways(&self) -> Option<Section> {
        let ways = &self.rulebook.plan_document()?.ways;
        let items: Vec<Phrase> =
            ways.iter().map(|way| self.say.text_or_id(way.text.as_ref(), way.id.as_str())).collect();
        (!items.is_empty()).then(|| self.section("book-ways", list(&items)))
    }

    pub(super) fn reviews(&self) -> Option<Section> {
        let policy = self.rulebook.review_policy()?;
        let mut items: Vec<Phrase> = Vec::new();
        for cadence in policy.cadences() {
            let other = (self.say.language().tag() != self.rulebook.context().first_language())
                .then(|| self.rulebook.context().first_language());
            let name = match cadence.text == cadence.id {
                true => self.say.id(&cadence.id),
                false => Phrase::council(&cadence.text, other),
            };
            let (id, interval) = match cadence.rhythm {
                Rhythm::After(interval) => ("book-review-after", interval),
                Rhythm::Every(interval) => ("book-review-every", interval),
            };
            items.push(self.with(id, &[("name", &name), ("length", &self.length(interval))]));
        }
        let keep = policy.reclaim().map(|reclaim| self.keep(&reclaim.keep));
        let body = html! {
            @if !items.is_empty() { (list(&items)) }
            @if let Some(keep) = keep { (lines(&[keep, self.say.say("book-keep-more")])) }
        };
        Some(self.section("book-reviews", body))
    }

    fn length(&self, interval: Interval) -> Phrase {
        let (number, unit) = match interval {
            Interval::Days(days) => (days, "unit-day"),
            Interval::Months(months) => (months, "unit-month"),
        };
        let number = number.to_string();
        self.say.with(unit, &[("n", Place::Number(&number)), ("shown", (&Phrase::plain(&number)).into())])
    }

    fn keep(&self, limit: &Limit) -> Phrase {
        let limit = match limit {
            Limit::Amount(amount) => self.say.money(amount),
            Limit::PercentOfAnnual(share) => {
                let percent = self.say.points(&(share * &Exact::from(100)));
                let percent = Phrase::join(&[percent, Phrase::plain("%")], "");
                self.with("book-keep-percent", &[("percent", &percent)])
            }
            Limit::Weeks(weeks) => {
                let weeks = self.say.quantity(weeks, &Unit::period(openras_core::Period::Week));
                self.with("book-keep-weeks", &[("weeks", &weeks)])
            }
            Limit::Payments(payments) => {
                let (number, shown) = (payments.to_string(), self.say.points(payments));
                self.say
                    .with("book-keep-payments", &[("n", Place::Number(&number)), ("shown", (&shown).into())])
            }
        };
        self.with("book-keep", &[("limit", &limit)])
    }

    /// Roles by their names.
    pub(super) fn roles(&self, roles: &[Id]) -> Phrase {
        let names: Vec<Phrase> = roles.iter().map(|role| self.say.role(role.as_str())).collect();
        Phrase::join(&names, ", ")
    }
}
