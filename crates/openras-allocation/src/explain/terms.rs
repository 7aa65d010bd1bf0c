//! What the parts of a formula are called, with their values.

use std::cell::RefCell;

use openras_core::{Exact, Handle, Period, Text, Unit};
use openras_formula::{Describe, DomainId, InputId, TableId, Value};
use openras_questionnaire::{Asked as IsAsked, FactKind, Question};

use super::page::held;
use super::quantity::{quantity, smallest, written};
use crate::allocation::Allocation;
use crate::model::{Asked, InputKind, Step};
use crate::table::Table;

/// A place where a table is used: what it was looked up by, and what it gave.
pub(super) struct Used {
    pub(super) table: Handle<Table>,
    pub(super) values: Vec<Value>,
    pub(super) value: Exact,
    /// Where the formula says it.
    pub(super) span: std::ops::Range<usize>,
    /// In words, once the formula has been put into words.
    pub(super) keys: Vec<String>,
}

/// Words for one formula of one allocation.
pub(super) struct Terms<'a> {
    pub(super) allocation: &'a Allocation,
    /// The step whose formula this is; only steps before it are referred to.
    pub(super) step: Option<Handle<Step>>,
    /// Parameters tell their name too.
    pub(super) names: bool,
    /// The tables that it uses, in the order in which they are put into words.
    pub(super) tables: RefCell<Vec<Used>>,
    /// How many of them have been put into words.
    pub(super) told: RefCell<usize>,
}

impl<'a> Terms<'a> {
    pub(super) fn new(allocation: &'a Allocation, step: Option<Handle<Step>>) -> Terms<'a> {
        Terms { allocation, step, names: false, tables: RefCell::default(), told: RefCell::default() }
    }

    /// The number in front of a step.
    fn number(&self, step: Handle<Step>) -> Option<usize> {
        let place = self.allocation.steps.iter().position(|done| done.step == step)?;
        place.checked_add(1)
    }

    fn in_words(&self, value: &Exact, unit: &Unit) -> String {
        bracketed(held(&quantity(value, unit, self.allocation.scheme.decimals)))
    }

    fn step(&self, handle: Handle<Step>) -> String {
        let step = &self.allocation.scheme.steps[handle];
        let value = self.allocation.steps.iter().find(|done| done.step == handle).map(|done| &done.value);
        match (value, self.number(handle)) {
            (Some(value), Some(number)) => held(&format!("{} [{number}]", self.in_words(value, &step.unit))),
            _ => self.allocation.in_first(&step.text).to_owned(),
        }
    }

    fn fact(&self, handle: Handle<openras_questionnaire::Fact>) -> String {
        use openras_questionnaire::FactValue;
        let fact = &self.allocation.questionnaire.facts[handle];
        let name = spaced(&fact.id);
        match (self.allocation.sheet.fact(handle), &fact.kind) {
            (Some(FactValue::Number(value)), FactKind::Number { unit, .. }) => {
                format!("{} [{name}]", self.in_words(value, unit))
            }
            (Some(FactValue::Choice(at)), FactKind::Choice { choices, .. }) => {
                let choice = choices
                    .get(usize::from(*at))
                    .map(|choice| said(self.allocation, &choice.text, &choice.id));
                format!("{} [{name}]", quoted(&choice.unwrap_or_default()))
            }
            (Some(FactValue::Date(day)), _) => format!("{} [{name}]", day.long()),
            (Some(FactValue::YesNo(yes)), _) => format!("{} [{name}]", yes_no(*yes)),
            _ => name,
        }
    }

    fn answer(&self, handle: Handle<Question>) -> String {
        use openras_questionnaire::{Answer, QuestionKind};
        let question = &self.allocation.questionnaire.questions[handle];
        let name = spaced(&question.id);
        match (self.allocation.sheet.answer(handle), &question.kind) {
            (Some(Answer::Number(value)), QuestionKind::Number { unit, .. }) => {
                format!("{} [{name}]", self.in_words(value, unit))
            }
            (Some(Answer::Number(value)), _) => format!("{value} [{name}]"),
            (Some(answer), _) => format!("{} [{name}]", self.allocation.answer_text(question, answer)),
            (None, _) => name,
        }
    }

    /// `washing 4 + dressing 9`: every question in full; or the step above that is exactly this.
    fn points(&self, id: InputId, asked: &Asked) -> String {
        if let Some(step) = self.step_of_points(id) {
            return self.step(step);
        }
        let list = self.points_list(asked);
        if asked.questions.len() > 1 { format!("({list})") } else { list }
    }

    pub(super) fn points_list(&self, asked: &Asked) -> String {
        let sheet = &self.allocation.sheet;
        let mut text = String::new();
        for handle in &asked.questions {
            let question = &self.allocation.questionnaire.questions[*handle];
            let points = match sheet.points(*handle) {
                openras_questionnaire::Points::Known(points) => points.clone(),
                _ => Exact::ZERO,
            };
            let aside = match (sheet.asked(*handle), sheet.answer(*handle)) {
                (IsAsked::No, _) => " (not asked)",
                (_, None) => " (no answer)",
                _ => "",
            };
            let name = spaced(&question.id);
            // The sign stands with what is before it, so that no line begins with one.
            text = match (text.is_empty(), points.is_negative()) {
                (true, false) => held(&format!("{name} {points}{aside}")),
                (true, true) => held(&format!("{name} −{}{aside}", points.abs())),
                (false, false) => format!("{text}\u{a0}+ {}", held(&format!("{name} {points}{aside}"))),
                (false, true) => {
                    format!("{text}\u{a0}− {}", held(&format!("{name} {}{aside}", points.abs())))
                }
            };
        }
        text
    }

    fn step_of_points(&self, id: InputId) -> Option<Handle<Step>> {
        let own = self.step.map_or(usize::MAX, Handle::index);
        let scheme = &self.allocation.scheme;
        let is = |done: &&crate::StepDone| {
            let step = &scheme.steps[done.step];
            done.applied
                && done.step.index() < own
                && step.formula.expr.node == openras_formula::Node::Input(id)
        };
        self.allocation.steps.iter().find(is).map(|done| done.step)
    }

    fn end(&self, asked: &Asked, end: impl Fn(&Question) -> Exact, word: &str) -> String {
        let there =
            asked.questions.iter().filter(|question| self.allocation.sheet.asked(**question) != &IsAsked::No);
        let total: Exact =
            there.map(|question| end(&self.allocation.questionnaire.questions[*question])).sum();
        let of =
            if asked.written.is_empty() { String::new() } else { format!(" for {}", spaced(&asked.written)) };
        format!("{} [the {word} possible{of}]", self.in_words(&total, &Unit::point()))
    }

    fn parameter(&self, handle: Handle<crate::model::Parameter>) -> String {
        let parameter = &self.allocation.scheme.parameters[handle];
        let value = parameter.on(self.allocation.on);
        let decimals = self.allocation.scheme.decimals;
        let value = value
            .map_or(String::new(), |dated| bracketed(held(&written(&dated.is, &parameter.unit, decimals))));
        if self.names { format!("{value} [{}]", spaced(&parameter.id)) } else { value }
    }
}

impl Describe for Terms<'_> {
    fn input(&self, id: InputId) -> String {
        match self.allocation.scheme.input(id) {
            Some(InputKind::Fact(fact)) => self.fact(*fact),
            Some(InputKind::Answer(question)) => self.answer(*question),
            Some(InputKind::Ticked(question, at)) => {
                let question = &self.allocation.questionnaire.questions[*question];
                let statement = question.statements().get(usize::from(*at));
                let statement =
                    statement.map(|statement| said(self.allocation, &statement.text, &statement.id));
                format!("{} [{}]", quoted(&statement.unwrap_or_default()), spaced(&question.id))
            }
            Some(InputKind::Points(asked)) => self.points(id, asked),
            Some(InputKind::MostPoints(asked)) => self.end(asked, Question::points_most, "most"),
            Some(InputKind::LeastPoints(asked)) => self.end(asked, Question::points_least, "least"),
            Some(InputKind::Parameter(parameter)) => self.parameter(*parameter),
            Some(InputKind::Step(step)) => self.step(*step),
            Some(InputKind::InYear(period)) => {
                let unit = Unit::period(*period).over(&Unit::period(Period::Year));
                self.in_words(&self.allocation.scheme.year.count(*period), &unit)
            }
            Some(InputKind::On) => self.allocation.on.long(),
            None => String::new(),
        }
    }

    fn choice(&self, domain: DomainId, index: u16) -> String {
        quoted(&self.allocation.choice_text(domain, index))
    }

    /// The value with the letter under which its row is told.
    fn table(&self, _: TableId, keys: &[String]) -> String {
        let at = *self.told.borrow();
        *self.told.borrow_mut() = at.saturating_add(1);
        let mut tables = self.tables.borrow_mut();
        let Some(used) = tables.get_mut(at) else {
            return String::new();
        };
        used.keys = keys.to_vec();
        let text = self.allocation.worth_text(used);
        format!("{text} [{}]", letter(at))
    }

    fn number(&self, value: &Exact, unit: &Unit) -> String {
        self.in_words(value, unit)
    }

    fn smallest(&self, unit: &Unit, places: i32) -> Option<String> {
        smallest(unit, places)
    }
}

/// `a`, `b`, … `z`, `aa`.
pub(super) fn letter(at: usize) -> String {
    let last = u32::try_from(at % 26).ok().and_then(|at| char::from_u32(u32::from('a').saturating_add(at)));
    let last = last.map_or(String::new(), String::from);
    match at / 26 {
        0 => last,
        more => letter(more.saturating_sub(1)) + &last,
    }
}

/// A text of the rulebook; where there is none, its id as people read it.
pub(super) fn said(allocation: &Allocation, text: &Text, id: &str) -> String {
    let text = allocation.in_first(text);
    if text == id { spaced(id) } else { text.to_owned() }
}

/// What is below zero in brackets, so that two signs never meet.
fn bracketed(text: String) -> String {
    if text.starts_with('−') { format!("({text})") } else { text }
}

/// With its article: `a social worker`.
pub(super) fn one(role: &str) -> String {
    let article = if role.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {}", spaced(role))
}

/// `a, b and c`.
pub(super) fn listed(mut parts: Vec<String>, word: &str) -> String {
    match parts.pop() {
        Some(last) if parts.is_empty() => last,
        Some(last) => format!("{} {word} {last}", parts.join(", ")),
        None => String::new(),
    }
}

/// An id as people read it: `own_home` as `own home`.
pub(super) fn spaced(id: &str) -> String {
    id.replace('_', " ")
}

/// Somebody's own words.
pub(super) fn quoted(text: &str) -> String {
    format!("“{text}”")
}

pub(super) fn yes_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}
