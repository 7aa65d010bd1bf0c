//! What any part of a formula comes to, for whoever shows the parts beside the whole.

use openras_core::{Day, Handle};
use openras_formula::{ArithmeticFault, Expr, Value, evaluate};
use openras_questionnaire::{Questionnaire, Sheet};

use crate::inputs::{StepState, Work};
use crate::model::{Scheme, Step};
use crate::problem::Trouble;

/// One person's steps, worked out whatever the outcome, and after them any part of a formula of the same scheme.
pub struct Probe<'a> {
    work: Work<'a>,
}

/// What a part of a formula comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Probed {
    /// This value.
    Value(Value),
    /// A table says that a person decides.
    Refers,
    /// It divides by zero.
    DividesByZero,
    /// Something that it needs is not there, or the sum cannot be done.
    Lacking,
}

impl<'a> Probe<'a> {
    /// Works every step out for these answers on this day, also where an exclusion holds.
    pub fn new(scheme: &'a Scheme, questionnaire: &'a Questionnaire, sheet: &'a Sheet, on: Day) -> Probe<'a> {
        let mut work = Work::new(scheme, questionnaire, sheet, on);
        scheme.work_steps(&mut work, None);
        Probe { work }
    }

    /// The answers.
    pub fn sheet(&self) -> &'a Sheet {
        self.work.sheet
    }

    /// The day.
    pub fn on(&self) -> Day {
        self.work.on
    }

    /// What a part of a formula comes to.
    pub fn part(&mut self, expr: &Expr) -> Probed {
        self.work.begin();
        match evaluate(expr, &mut self.work) {
            Some(value) => Probed::Value(value),
            None if self.work.troubles.is_empty() && self.work.stuck.is_empty() => Probed::Refers,
            None => match self.work.troubles.first() {
                Some(Trouble::Arithmetic(ArithmeticFault::DivideByZero, _)) => Probed::DividesByZero,
                _ => Probed::Lacking,
            },
        }
    }

    /// What a step came to.
    pub fn step(&self, step: Handle<Step>) -> Probed {
        match self.work.steps.get(step.index()) {
            Some(StepState::Done(value)) => Probed::Value(Value::Number(value.clone())),
            Some(StepState::Referred) => Probed::Refers,
            Some(StepState::Problem) | None => Probed::Lacking,
        }
    }
}
