//! Who the scheme is for, the steps in words, the numbers, money from other places.

use maud::{Markup, html};
use openras_allocation::{Position, Rule, Step};
use openras_core::{Period, Unit};

use super::Book;
use crate::council::Council;
use crate::page::{Cell, Section, list, table};
use crate::phrase::Phrase;
use crate::sum::{Names, Printer};

impl Book<'_> {
    pub(super) fn names(&self) -> Names<'_> {
        Names::of_scheme(&self.say, self.rulebook.questionnaire(), self.rulebook.scheme())
    }

    pub(super) fn who(&self) -> Section {
        let scheme = self.rulebook.scheme();
        let body = html! {
            @if scheme.exclusions.is_empty() { p { (self.say.say("book-nobody-excluded")) } }
            (self.rules("book-excluded", &scheme.exclusions))
            (self.rules("book-referred", &scheme.referrals))
        };
        self.section("book-who", body)
    }

    fn rules(&self, caption: &str, rules: &[Rule]) -> Markup {
        let names = self.names();
        let row = |rule: &Rule| {
            vec![
                Cell::Head(self.say.council(&rule.text)),
                Cell::Words(Printer::new(&names).condition(&rule.when.expr, true)),
                Cell::Words(self.origin_cell(&rule.origin)),
            ]
        };
        let rows: Vec<Vec<Cell>> = rules.iter().map(row).collect();
        let heads = ["rule", "book-when", "number-source"].map(|id| self.say.say(id));
        html! { @if !rows.is_empty() { (table(&self.say.say(caption), &heads, &rows)) } }
    }

    pub(super) fn sums(&self) -> Section {
        let scheme = self.rulebook.scheme();
        let period = self.say.say(&format!("period-{}", scheme.result_period.as_str()));
        let body = html! {
            p { (self.say.say("book-sums-lead")) }
            ol .steps {
                @for (at, (handle, step)) in scheme.steps.handles().enumerate() {
                    li {
                        h3 {
                            span .number { (self.say.with("step", &[("number", at.saturating_add(1).into())])) }
                            (self.say.named(&step.text, &step.id))
                        }
                        (self.step(step))
                        @if scheme.result == handle {
                            p { strong { (self.with("book-result", &[("period", &period)])) } }
                        }
                        (self.small_origin(&step.origin))
                    }
                }
            }
            p { (self.year()) }
        };
        self.section("book-sums", body)
    }

    fn step(&self, step: &Step) -> Markup {
        let names = self.names();
        let printer = Printer::new(&names);
        let (sum, roundings) = printer.sum(&step.formula.expr);
        html! {
            @if let Some((when, _)) = &step.when {
                @let condition = printer.condition(&when.expr, true);
                p { (self.with("why-is", &[("name", &self.say.say("book-when")), ("value", &condition)]).stopped()) }
            }
            p .sum { (sum) }
            @for rounding in &roundings { p { (rounding) } }
            @if let Some((_, otherwise)) = &step.when {
                @let (sum, roundings) = printer.sum(&otherwise.expr);
                p .sum { (self.with("book-when-not", &[("sum", &sum)])) }
                @for rounding in &roundings { p { (rounding) } }
            }
        }
    }

    fn year(&self) -> Phrase {
        let year = &self.rulebook.scheme().year;
        let count = |period| self.say.quantity(&year.count(period), &Unit::period(period));
        let (weeks, months, days) = (count(Period::Week), count(Period::Month), count(Period::Day));
        self.with("book-year", &[("weeks", &weeks), ("months", &months), ("days", &days)])
    }

    pub(super) fn numbers(&self) -> Option<Section> {
        let scheme = self.rulebook.scheme();
        let mut rows = Vec::new();
        for parameter in &scheme.parameters {
            for dated in &parameter.values {
                rows.push(vec![
                    Cell::Head(self.say.named(&parameter.text, &parameter.id)),
                    Cell::Words(self.say.amount(&dated.is, &parameter.unit)),
                    Cell::Words(self.say.day(dated.from)),
                    Cell::Words(self.origin_cell(&dated.origin)),
                ]);
            }
        }
        let heads =
            ["number-what", "number-value", "number-from", "number-source"].map(|id| self.say.say(id));
        (!rows.is_empty())
            .then(|| self.section("book-numbers", table(&self.say.say("numbers-lead"), &heads, &rows)))
    }

    pub(super) fn money(&self) -> Option<Section> {
        let lines: Vec<Phrase> = self
            .rulebook
            .scheme()
            .streams
            .iter()
            .map(|stream| {
                let name = self.say.named(&stream.text, &stream.id);
                let how = match (stream.once, stream.position) {
                    (true, _) => "money-once",
                    (false, Position::Inside) => "money-inside",
                    (false, Position::OnTop) => "money-on-top",
                };
                self.with("why-is", &[("name", &name), ("value", &self.say.say(how))])
            })
            .collect();
        (!lines.is_empty()).then(|| self.section("book-money", list(&lines)))
    }
}
