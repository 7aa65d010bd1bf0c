//! What the parts of a formula are for one person: their values.

use openras_allocation::{Allocation, Asked, Because, InputKind, Step, TableUsed};
use openras_core::{Exact, Handle, Period, Unit};
use openras_formula::{DomainId, Expr, InputId, Node, TableId};
use openras_questionnaire::{Answer, Asked as IsAsked, FactKind, FactValue, Points, Question, QuestionKind};
use std::ops::Range;

use super::print::{BETWEEN, Printer, Terms, bracketed};
use super::{choice_name, input_name};
use crate::phrase::Phrase;
use crate::speaker::{Place, Speaker};

/// Puts the sums of one allocation into words.
pub(crate) struct Sums<'a> {
    pub(super) say: &'a Speaker,
    pub(super) allocation: &'a Allocation,
    /// The lookups of the formula that is put into words.
    tables: &'a [TableUsed],
    /// The step whose formula it is.
    step: Option<Handle<Step>>,
}

impl<'a> Sums<'a> {
    pub(crate) fn new(
        say: &'a Speaker,
        allocation: &'a Allocation,
        tables: &'a [TableUsed],
        step: Option<Handle<Step>>,
    ) -> Sums<'a> {
        Sums { say, allocation, tables, step }
    }

    /// The sum of a formula, and how its result is rounded.
    pub(crate) fn sum(&self, formula: &Expr) -> (Phrase, Vec<Phrase>) {
        Printer::new(self).sum(formula)
    }

    /// A condition that decided something, as it was.
    pub(crate) fn reason(say: &'a Speaker, allocation: &'a Allocation, because: &'a Because) -> Phrase {
        let sums = Sums::new(say, allocation, &because.tables, None);
        Printer::new(&sums).condition(&because.condition, because.holds)
    }

    /// Several reasons as one line.
    pub(crate) fn reasons(say: &'a Speaker, allocation: &'a Allocation, because: &'a [Because]) -> Phrase {
        let mut once: Vec<Phrase> = Vec::new();
        for one in because {
            let reason = Sums::reason(say, allocation, one);
            if !once.contains(&reason) {
                once.push(reason);
            }
        }
        Phrase::join(&once, BETWEEN)
    }

    pub(super) fn with(&self, id: &str, places: &[(&str, &Phrase)]) -> Phrase {
        let places: Vec<(&str, Place<'_>)> =
            places.iter().map(|(name, words)| (*name, (*words).into())).collect();
        self.say.with(id, &places)
    }

    fn value_named(&self, value: &Phrase, name: &Phrase) -> Phrase {
        self.with("sum-named", &[("value", value), ("name", &self.say.quoted(name))])
    }

    fn step_value(&self, handle: Handle<Step>) -> Phrase {
        let step = &self.allocation.scheme().steps[handle];
        let mut done = self.allocation.steps().iter().enumerate();
        match done.find(|(_, done)| done.step == handle) {
            Some((at, done)) => {
                let value = bracketed(self.say.quantity(&done.value, &step.unit));
                let number = Place::Count(at.saturating_add(1));
                self.say.with("sum-step", &[("value", (&value).into()), ("number", number)])
            }
            None => self.say.named(&step.text, &step.id),
        }
    }

    /// The points of some questions; a step above that is exactly them stands for them.
    fn points(&self, id: InputId, asked: &Asked) -> Phrase {
        let scheme = self.allocation.scheme();
        let own = self.step.map_or(usize::MAX, Handle::index);
        let above = self.allocation.steps().iter().find(|done| {
            let step = &scheme.steps[done.step];
            done.applied && done.step.index() < own && step.formula.expr.node == Node::Input(id)
        });
        match above {
            Some(done) => self.step_value(done.step),
            None => self.say.quantity(&self.total(asked), &Unit::point()),
        }
    }

    /// The points of these questions together.
    pub(crate) fn total(&self, asked: &Asked) -> Exact {
        asked.questions.iter().map(|question| known(self.allocation.sheet().points(*question))).sum()
    }

    fn end(&self, asked: &Asked, end: impl Fn(&Question) -> Exact, id: &str) -> Phrase {
        let sheet = self.allocation.sheet();
        let there = asked.questions.iter().filter(|question| sheet.asked(**question) != &IsAsked::No);
        let total: Exact =
            there.map(|question| end(&self.allocation.questionnaire().questions[*question])).sum();
        self.with(id, &[("value", &self.say.quantity(&total, &Unit::point()))])
    }

    /// What is known, in words.
    pub(crate) fn fact_value(&self, handle: Handle<openras_questionnaire::Fact>) -> Phrase {
        let fact = &self.allocation.questionnaire().facts[handle];
        match (self.allocation.sheet().fact(handle), &fact.kind) {
            (Some(FactValue::Number(value)), FactKind::Number { unit, .. }) => {
                bracketed(self.say.quantity(value, unit))
            }
            (Some(FactValue::Choice(at)), FactKind::Choice { choices, .. }) => choices
                .get(usize::from(*at))
                .map_or_else(Phrase::default, |choice| self.say.named(&choice.text, &choice.id)),
            (Some(FactValue::Date(day)), _) => self.say.day(*day),
            (Some(FactValue::YesNo(yes)), _) => self.yes_no(*yes),
            _ => self.say.say("not-known"),
        }
    }

    /// What was answered, in words.
    pub(crate) fn answer(&self, handle: Handle<Question>) -> Phrase {
        let question = &self.allocation.questionnaire().questions[handle];
        match (self.allocation.sheet().answer(handle), self.allocation.sheet().asked(handle)) {
            (Some(answer), _) => self.answered(question, answer),
            (None, IsAsked::No) => self.say.say("not-asked"),
            (None, _) => self.say.say("not-answered"),
        }
    }

    pub(crate) fn answered(&self, question: &Question, answer: &Answer) -> Phrase {
        let statement = |at: &u16| {
            let statement = question.statements().get(usize::from(*at));
            statement.map_or_else(Phrase::default, |one| self.say.named(&one.text, &one.id))
        };
        match (answer, &question.kind) {
            (Answer::One(at), _) => statement(at),
            (Answer::Between(low, high), _) => {
                self.with("answer-between", &[("low", &statement(low)), ("high", &statement(high))])
            }
            (Answer::Many(ticks), _) if ticks.is_empty() => self.say.say("nothing-ticked"),
            (Answer::Many(ticks), _) => {
                Phrase::join(&ticks.iter().map(statement).collect::<Vec<_>>(), BETWEEN)
            }
            (Answer::Number(number), QuestionKind::Number { unit, .. }) => self.say.quantity(number, unit),
            (Answer::Number(number), _) => self.say.points(number),
        }
    }

    pub(super) fn yes_no(&self, yes: bool) -> Phrase {
        self.say.say(if yes { "yes" } else { "no" })
    }
}

impl Terms for Sums<'_> {
    fn say(&self) -> &Speaker {
        self.say
    }

    fn input(&self, id: InputId) -> Phrase {
        let scheme = self.allocation.scheme();
        match scheme.input(id) {
            Some(InputKind::Fact(handle)) => {
                let fact = &self.allocation.questionnaire().facts[*handle];
                let value = self.fact_value(*handle);
                self.value_named(&value, &self.say.named(&fact.text, &fact.id))
            }
            Some(InputKind::Answer(handle)) => {
                let question = &self.allocation.questionnaire().questions[*handle];
                let value = self.answer(*handle);
                self.value_named(&value, &self.say.named(&question.text, &question.id))
            }
            Some(InputKind::Ticked(handle, at)) => {
                let question = &self.allocation.questionnaire().questions[*handle];
                let statement = question.statements().get(usize::from(*at));
                let words = statement.map(|one| self.say.named(&one.text, &one.id));
                self.say.quoted(&words.unwrap_or_default())
            }
            Some(InputKind::Points(asked)) => self.points(id, asked),
            Some(InputKind::MostPoints(asked)) => self.end(asked, Question::points_most, "sum-most"),
            Some(InputKind::LeastPoints(asked)) => self.end(asked, Question::points_least, "sum-least"),
            Some(InputKind::Parameter(handle)) => {
                let parameter = &scheme.parameters[*handle];
                let value = parameter
                    .on(self.allocation.on())
                    .map(|dated| self.say.amount(&dated.is, &parameter.unit));
                bracketed(value.unwrap_or_default())
            }
            Some(InputKind::Step(handle)) => self.step_value(*handle),
            Some(InputKind::InYear(period)) => {
                let unit = Unit::period(*period).over(&Unit::period(Period::Year));
                self.say.quantity(&scheme.year.count(*period), &unit)
            }
            Some(InputKind::On) => self.say.day(self.allocation.on()),
            None => Phrase::default(),
        }
    }

    /// A number of the council tells its name too.
    fn side(&self, id: InputId) -> Phrase {
        match self.allocation.scheme().input(id) {
            Some(InputKind::Parameter(handle)) => {
                let parameter = &self.allocation.scheme().parameters[*handle];
                self.value_named(&self.input(id), &self.say.named(&parameter.text, &parameter.id))
            }
            _ => self.input(id),
        }
    }

    fn name(&self, id: InputId) -> Option<Phrase> {
        input_name(self.say, self.allocation.questionnaire(), self.allocation.scheme().input(id)?)
    }

    fn chosen(&self, id: InputId) -> Option<Phrase> {
        match self.allocation.scheme().input(id)? {
            InputKind::Fact(handle) => Some(self.fact_value(*handle)),
            InputKind::Answer(handle) => Some(self.answer(*handle)),
            _ => None,
        }
    }

    fn is_ticked(&self, id: InputId) -> bool {
        matches!(self.allocation.scheme().input(id), Some(InputKind::Ticked(..)))
    }

    fn choice(&self, domain: DomainId, at: u16) -> Phrase {
        choice_name(self.say, self.allocation.questionnaire(), domain, at)
    }

    fn lookup(&self, _: TableId, _: &[Phrase], span: &Range<usize>) -> Phrase {
        let Some(used) = self.tables.iter().find(|used| used.span == *span) else {
            return Phrase::default();
        };
        let name = self.table_name(&self.allocation.scheme().tables[used.table]);
        self.with("sum-table", &[("value", &self.table_value(used)), ("name", &name)])
    }
}

/// The points that count; nothing where there are none.
pub(crate) fn known(points: &Points) -> Exact {
    match points {
        Points::Known(points) => points.clone(),
        _ => Exact::ZERO,
    }
}
