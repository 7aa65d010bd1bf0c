//! One person before a scheme: what its names are worth, and what is missing on the way.

use std::collections::BTreeMap;

use openras_allocation::{Asked, InputKind, Parameter, Scheme, Worth as Cell};
use openras_core::{Code, Handle, Period};
use openras_formula::{Expr, InputId, TableId};
use openras_questionnaire::{Question, QuestionKind};

use super::formula::{World, Worth, work_out};
use super::number::{self, Number};
use super::sheet::{Answer, Sheet, in_year};
use super::table::{Found, find};

/// How a step ended.
#[derive(Clone, Debug)]
pub(super) enum Ended {
    /// With a value.
    At(Number),
    /// With a problem, its own or that of a step it needs.
    Problem,
    /// With a person who decides.
    Referred,
}

/// One person before a scheme.
pub(super) struct Person<'a> {
    pub(super) scheme: &'a Scheme,
    pub(super) sheet: &'a Sheet<'a>,
    /// The steps so far, by their id.
    pub(super) steps: BTreeMap<&'a str, Ended>,
    /// The tables that refer, in order.
    pub(super) referring: Vec<String>,
    /// What the formula at hand belongs to.
    owner: String,
    /// The problems of the formula at hand.
    found: Vec<String>,
    /// Whether the formula at hand needs a step with a problem.
    leans: bool,
    /// Whether it needs a step, or a table, that refers.
    referred: bool,
}

impl<'a> Person<'a> {
    pub(super) fn new(scheme: &'a Scheme, sheet: &'a Sheet<'a>) -> Person<'a> {
        let (owner, found, referring) = (String::new(), Vec::new(), Vec::new());
        Person {
            scheme,
            sheet,
            steps: BTreeMap::new(),
            referring,
            owner,
            found,
            leans: false,
            referred: false,
        }
    }

    /// Begins a formula that belongs to `owner`.
    pub(super) fn begin(&mut self, owner: &str) {
        owner.clone_into(&mut self.owner);
        self.found.clear();
        (self.leans, self.referred) = (false, false);
    }

    /// Notes a problem about `id`.
    pub(super) fn wrong(&mut self, code: Code, id: &str) {
        self.found.push(format!("{code}:{id}"));
    }

    /// The problems of the formula at hand: none of its own where it needs a step that has one.
    pub(super) fn problems(&mut self) -> Vec<String> {
        if self.leans { Vec::new() } else { std::mem::take(&mut self.found) }
    }

    /// Whether the formula at hand met a table that refers, or a step that did.
    pub(super) fn is_referred(&self) -> bool {
        self.referred && !self.leans && self.found.is_empty()
    }

    /// A condition, with its problems.
    pub(super) fn condition(&mut self, owner: &str, when: &Expr) -> (Option<bool>, Vec<String>) {
        self.begin(owner);
        let holds = match work_out(when, self) {
            Some(Worth::Condition(holds)) => Some(holds),
            _ => None,
        };
        (holds, self.problems())
    }

    fn question(&self, handle: Handle<Question>) -> &'a Question {
        &self.sheet.questionnaire.questions[handle]
    }

    fn asked(&mut self, question: &Question) -> Option<bool> {
        self.sheet.asked(question, &mut self.found)
    }

    /// The points of a question: 0 where it is not asked.
    pub(super) fn points(&mut self, question: &Question) -> Option<Number> {
        if !self.asked(question)? {
            return Some(Number::from(0));
        }
        match (self.sheet.answers.get(question.id.as_str()), &question.unanswered) {
            (Some(answer), _) => Some(score(question, answer)),
            (None, Some(points)) => Some(number::of(points)),
            (None, None) => {
                self.wrong(Code::Unanswered, &question.id);
                None
            }
        }
    }

    /// The sum over questions, each of which is looked at whatever the others come to.
    fn over(&mut self, asked: &Asked, of: fn(&mut Self, &Question) -> Option<Number>) -> Option<Worth> {
        let each: Vec<_> = asked.questions.iter().map(|handle| of(self, self.question(*handle))).collect();
        let total = each.into_iter().try_fold(Number::from(0), |total, one| Some(total + one?))?;
        Some(Worth::Number(total))
    }

    fn most(&mut self, question: &Question) -> Option<Number> {
        let asked = self.asked(question)?;
        Some(if asked { extremes(question).1 } else { Number::from(0) })
    }

    fn least(&mut self, question: &Question) -> Option<Number> {
        let asked = self.asked(question)?;
        Some(if asked { extremes(question).0 } else { Number::from(0) })
    }

    fn answered(&mut self, question: &Question) -> Option<&'a Answer> {
        let asked = self.asked(question)?;
        let answer = self.sheet.answers.get(question.id.as_str()).filter(|_| asked);
        if answer.is_none() {
            self.wrong(Code::Unanswered, &question.id);
        }
        answer
    }

    fn answer(&mut self, question: &Question) -> Option<Worth> {
        Some(match self.answered(question)? {
            Answer::Number(number) => Worth::Number(number.clone()),
            Answer::Ticks(places) => Worth::Choice(places[0] as u16),
        })
    }

    fn ticked(&mut self, question: &Question, statement: u16) -> Option<Worth> {
        if !self.asked(question)? {
            return Some(Worth::Condition(false));
        }
        match self.answered(question)? {
            Answer::Ticks(places) => Some(Worth::Condition(places.contains(&usize::from(statement)))),
            Answer::Number(_) => panic!("a number is not ticked"),
        }
    }

    fn parameter(&mut self, parameter: &Parameter) -> Option<Number> {
        let begun = parameter.values.iter().filter(|value| value.from.to_string() <= self.sheet.on);
        let latest = begun.max_by_key(|value| value.from.to_string());
        if latest.is_none() {
            self.wrong(Code::NoValueOnDate, &parameter.id);
        }
        latest.map(|value| number::of(&value.is.value))
    }

    fn step(&mut self, id: &str) -> Option<Worth> {
        match self.steps.get(id).expect("a step above") {
            Ended::At(value) => Some(Worth::Number(value.clone())),
            Ended::Problem => {
                self.leans = true;
                None
            }
            Ended::Referred => {
                self.referred = true;
                None
            }
        }
    }

    fn cell(&mut self, cell: &Cell) -> Option<Number> {
        match cell {
            Cell::Amount(amount) => Some(number::of(&amount.value)),
            Cell::Parameter(handle) => self.parameter(&self.scheme.parameters[*handle]),
        }
    }
}

impl World for Person<'_> {
    fn input(&mut self, id: InputId) -> Option<Worth> {
        let (scheme, sheet) = (self.scheme, self.sheet);
        match scheme.input(id).expect("an input") {
            InputKind::Fact(handle) => {
                let id = &sheet.questionnaire.facts[*handle].id;
                let value = sheet.facts.get(id.as_str()).cloned();
                if value.is_none() {
                    self.wrong(Code::MissingFact, id);
                }
                value
            }
            InputKind::Answer(handle) => self.answer(self.question(*handle)),
            InputKind::Ticked(handle, statement) => self.ticked(self.question(*handle), *statement),
            InputKind::Points(asked) => self.over(asked, Self::points),
            InputKind::MostPoints(asked) => self.over(asked, Self::most),
            InputKind::LeastPoints(asked) => self.over(asked, Self::least),
            InputKind::Parameter(handle) => self.parameter(&scheme.parameters[*handle]).map(Worth::Number),
            InputKind::Step(handle) => self.step(&scheme.steps[*handle].id),
            InputKind::InYear(period) => Some(Worth::Number(in_year(scheme, *period))),
            InputKind::On => Some(Worth::Date(sheet.on.clone())),
        }
    }

    fn lookup(&mut self, table: TableId, keys: &[Worth]) -> Option<Worth> {
        let table = self.scheme.tables.iter().nth(table.0 as usize).expect("a table");
        let cells = match find(table, keys) {
            Found::Cells(cells) => cells,
            Found::Nothing => {
                self.wrong(Code::OutsideTable, &table.id);
                return None;
            }
            Found::Refer => {
                self.referred = true;
                if !self.referring.contains(&table.id) {
                    self.referring.push(table.id.clone());
                }
                return None;
            }
        };
        let values: Vec<_> = cells.iter().map(|(part, cell)| Some(part * self.cell(cell)?)).collect();
        let total = values.into_iter().try_fold(Number::from(0), |total, value| Some(total + value?))?;
        Some(Worth::Number(total))
    }

    fn cannot(&mut self, code: Code) {
        let owner = self.owner.clone();
        self.wrong(code, &owner);
    }

    fn in_year(&self, period: Period) -> Number {
        in_year(self.scheme, period)
    }
}

/// The points of an answer.
pub(super) fn score(question: &Question, answer: &Answer) -> Number {
    match (answer, &question.kind) {
        (Answer::Number(number), QuestionKind::Number { points_each, .. }) => {
            number * number::of(points_each)
        }
        (Answer::Number(number), _) => number.clone(),
        (Answer::Ticks(places), kind) => {
            let points = places.iter().map(|place| number::of(&question.statements()[*place].points));
            let total = points.fold(Number::from(0), |total, one| total + one);
            let mean = matches!(kind, QuestionKind::One { .. }) && places.len() == 2;
            if mean { total / Number::from(2) } else { total }
        }
    }
}

/// The least and the most points that an answer can have.
fn extremes(question: &Question) -> (Number, Number) {
    let points: Vec<Number> =
        question.statements().iter().map(|statement| number::of(&statement.points)).collect();
    let zero = || Number::from(0);
    match &question.kind {
        QuestionKind::Many { .. } => (
            points.iter().filter(|one| **one < zero()).fold(zero(), |total, one| total + one),
            points.iter().filter(|one| **one > zero()).fold(zero(), |total, one| total + one),
        ),
        QuestionKind::One { .. } => (
            points.iter().min().expect("a statement").clone(),
            points.iter().max().expect("a statement").clone(),
        ),
        QuestionKind::Number { min, max, .. } => {
            let ends = [min, max].map(|end| score(question, &Answer::Number(number::of(end))));
            let [one, other] = ends;
            if one < other { (one, other) } else { (other, one) }
        }
        QuestionKind::Scale { from, to } => (Number::from(*from), Number::from(*to)),
        QuestionKind::Broken => panic!("a loaded rulebook has no broken question"),
    }
}
