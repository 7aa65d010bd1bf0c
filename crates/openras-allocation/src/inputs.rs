//! Where the values of a formula's inputs come from: a sheet, a day, the steps above.

use std::ops::Range;

use openras_core::{Day, Exact, Handle};
use openras_formula::{ArithmeticFault, InputId, Inputs, TableId, Value};
use openras_questionnaire::{Answer, Asked as IsAsked, Points, Question, Questionnaire, Sheet};

use crate::allocation::Operand;
use crate::model::{Asked, InputKind, Scheme, Step};
use crate::problem::Trouble;
use crate::table::{Found, Table};

/// What became of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum StepState {
    /// It has a value.
    Done(Exact),
    /// It has a problem, which is listed.
    Problem,
    /// It ends in a table that says a person decides.
    Referred,
}

/// Everything that a formula may ask for while it is worked out, and what it met on the way.
pub(crate) struct Work<'a> {
    pub(crate) scheme: &'a Scheme,
    pub(crate) questionnaire: &'a Questionnaire,
    pub(crate) sheet: &'a Sheet,
    pub(crate) on: Day,
    /// The steps so far.
    pub(crate) steps: Vec<StepState>,
    /// What this formula used, each once.
    pub(crate) operands: Vec<Operand>,
    /// What this formula met.
    pub(crate) troubles: Vec<Trouble>,
    /// The steps with a problem that it needs.
    pub(crate) stuck: Vec<Handle<Step>>,
    /// The tables that say a person decides.
    pub(crate) refers: Vec<Handle<Table>>,
}

impl<'a> Work<'a> {
    pub(crate) fn new(
        scheme: &'a Scheme,
        questionnaire: &'a Questionnaire,
        sheet: &'a Sheet,
        on: Day,
    ) -> Work<'a> {
        Work {
            scheme,
            questionnaire,
            sheet,
            on,
            steps: Vec::with_capacity(scheme.steps.len()),
            operands: Vec::new(),
            troubles: Vec::new(),
            stuck: Vec::new(),
            refers: Vec::new(),
        }
    }

    /// Forgets what the last formula met.
    pub(crate) fn begin(&mut self) {
        self.operands = Vec::new();
        self.troubles.clear();
        self.stuck.clear();
    }

    /// The value of an input, without a note that it was used.
    pub(crate) fn value(&mut self, kind: &InputKind) -> Option<Value> {
        match kind {
            InputKind::Fact(fact) => match self.sheet.fact(*fact) {
                Some(value) => Some(value.to_value()),
                None => self.miss(Trouble::MissingFact(*fact)),
            },
            InputKind::Answer(question) => self.answer(*question),
            InputKind::Ticked(question, statement) => self.ticked(*question, *statement),
            InputKind::Points(asked) => self.points(asked),
            InputKind::MostPoints(asked) => self.ends(asked, Question::points_most),
            InputKind::LeastPoints(asked) => self.ends(asked, Question::points_least),
            InputKind::Parameter(parameter) => match self.scheme.parameters[*parameter].on(self.on) {
                Some(dated) => Some(Value::Number(dated.is.value.clone())),
                None => self.miss(Trouble::NoValue(*parameter)),
            },
            InputKind::Step(step) => self.step(*step),
            InputKind::InYear(period) => Some(Value::Number(self.scheme.year.count(*period))),
            InputKind::On => Some(Value::Date(self.on)),
        }
    }

    fn miss<T>(&mut self, trouble: Trouble) -> Option<T> {
        if !self.troubles.contains(&trouble) {
            self.troubles.push(trouble);
        }
        None
    }

    /// `None`, with the facts noted on which it hangs whether the question is asked.
    fn is_asked(&mut self, question: Handle<Question>) -> Option<bool> {
        match self.sheet.asked(question) {
            IsAsked::Yes => Some(true),
            IsAsked::No => Some(false),
            IsAsked::Unknown(facts) => {
                for fact in facts.clone() {
                    self.miss::<()>(Trouble::MissingFact(fact));
                }
                None
            }
            IsAsked::Faulty(fault) => self.miss(Trouble::Asking(question, fault.clone())),
        }
    }

    fn answer(&mut self, question: Handle<Question>) -> Option<Value> {
        let asked = self.is_asked(question)?;
        match self.sheet.answer(question).filter(|_| asked) {
            Some(Answer::One(at)) => Some(Value::Choice(*at)),
            Some(Answer::Number(number)) => Some(Value::Number(number.clone())),
            _ => self.miss(Trouble::Unanswered(question)),
        }
    }

    fn ticked(&mut self, question: Handle<Question>, statement: u16) -> Option<Value> {
        if !self.is_asked(question)? {
            return Some(Value::Condition(false));
        }
        let ticked = match self.sheet.answer(question) {
            Some(Answer::One(at)) => *at == statement,
            Some(Answer::Between(low, high)) => *low == statement || *high == statement,
            Some(Answer::Many(ticks)) => ticks.contains(&statement),
            _ => return self.miss(Trouble::Unanswered(question)),
        };
        Some(Value::Condition(ticked))
    }

    fn points(&mut self, asked: &Asked) -> Option<Value> {
        let mut total = Some(Exact::ZERO);
        for question in &asked.questions {
            match self.sheet.points(*question) {
                Points::Known(points) => total = total.map(|total| &total + points),
                Points::Unanswered => total = self.miss(Trouble::Unanswered(*question)),
                Points::Unknown => total = self.is_asked(*question).and(None),
            }
        }
        total.map(Value::Number)
    }

    fn ends(&mut self, asked: &Asked, end: impl Fn(&Question) -> Exact) -> Option<Value> {
        let mut total = Some(Exact::ZERO);
        for question in &asked.questions {
            match self.is_asked(*question) {
                Some(true) => {
                    total = total.map(|total| &total + &end(&self.questionnaire.questions[*question]))
                }
                Some(false) => {}
                None => total = None,
            }
        }
        total.map(Value::Number)
    }

    fn step(&mut self, step: Handle<Step>) -> Option<Value> {
        match self.steps.get(step.index()) {
            Some(StepState::Done(value)) => Some(Value::Number(value.clone())),
            Some(StepState::Referred) => None,
            Some(StepState::Problem) | None => {
                self.stuck.push(step);
                None
            }
        }
    }

    /// What a table has for these keys, and in which row, without a note that it was used.
    fn find(&mut self, table: Handle<Table>, keys: &[Value]) -> Option<(Exact, Option<u32>)> {
        let scheme = self.scheme;
        let on = self.on;
        let found = scheme.tables[table].value(keys, &mut |worth| match scheme.worth(worth, on) {
            Ok(value) => Some(value),
            Err(parameter) => self.miss(Trouble::NoValue(parameter)),
        });
        match found {
            Found::Value(value, row) => Some((value, row)),
            Found::Lacking => None,
            Found::Refer => {
                if !self.refers.contains(&table) {
                    self.refers.push(table);
                }
                None
            }
            Found::Outside => self.miss(Trouble::Outside(table, keys.to_vec())),
        }
    }
}

impl Inputs for Work<'_> {
    fn input(&mut self, id: InputId) -> Option<Value> {
        let scheme = self.scheme;
        let value = self.value(scheme.input(id)?)?;
        let known = self
            .operands
            .iter()
            .any(|operand| matches!(operand, Operand::Input { id: other, .. } if *other == id));
        if !known {
            self.operands.push(Operand::Input { id, value: value.clone() });
        }
        Some(value)
    }

    fn lookup(&mut self, table: TableId, keys: &[Value]) -> Option<Value> {
        let table = self.scheme.tables.handle(usize::try_from(table.0).ok()?)?;
        let (value, row) = self.find(table, keys)?;
        let operand = Operand::Table { table, keys: keys.to_vec(), row, value: value.clone() };
        if !self.operands.contains(&operand) {
            self.operands.push(operand);
        }
        Some(Value::Number(value))
    }

    fn fault(&mut self, fault: ArithmeticFault, span: &Range<usize>) {
        self.miss::<()>(Trouble::Arithmetic(fault, span.clone()));
    }
}
