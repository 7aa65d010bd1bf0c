use openras_core::{Amount, Arena, Day, Days, Exact, Handle, Period, Text, Unit};
use openras_formula::{Decimals, Expr, InputId};
use openras_questionnaire::{Fact, Origin, Question};

use crate::document::{Position, Runs};
use crate::table::Table;

/// A scheme that has been read and checked: from points to pounds, step by step.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// ISO 4217.
    pub currency: String,
    /// Decimal places of a payable amount.
    pub decimals: u32,
    /// The rulebook's first language.
    pub first_language: String,
    /// The first day it holds.
    pub effective_from: Option<Day>,
    /// The last day it holds, if there is one.
    pub effective_to: Option<Day>,
    /// How it counts a year.
    pub year: Year,
    /// The dated numbers, in the file's order.
    pub parameters: Arena<Parameter>,
    /// The tables, in the file's order.
    pub tables: Arena<Table>,
    /// The steps, in order.
    pub steps: Arena<Step>,
    /// The step that is the person's indicative budget.
    pub result: Handle<Step>,
    /// The period of the result.
    pub result_period: Period,
    /// Who is outside the scheme.
    pub exclusions: Vec<Rule>,
    /// Where a person decides.
    pub referrals: Vec<Rule>,
    /// Money from elsewhere, in the file's order.
    pub streams: Arena<Stream>,
    /// What each input of a formula stands for, by the input's number.
    pub inputs: Vec<InputKind>,
}

/// How a scheme counts a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Year {
    /// Weeks in a year.
    pub weeks: Exact,
    /// Months in a year.
    pub months: Exact,
    /// Days in a year.
    pub days: Exact,
    /// Which twelve months a yearly amount is for.
    pub runs: Runs,
}

impl Year {
    /// How many of a period there are in a year.
    pub fn count(&self, period: Period) -> Exact {
        match period {
            Period::Day => self.days.clone(),
            Period::Week => self.weeks.clone(),
            Period::Month => self.months.clone(),
            Period::Year => Exact::ONE,
        }
    }

    /// The twelve months in which a day lies, where the scheme says in which a year begins: January, or April.
    pub fn around(&self, day: Day) -> Option<Days> {
        let month = match self.runs {
            Runs::FromStart => return None,
            Runs::Calendar => 1,
            Runs::Financial => 4,
        };
        let begins = |year: i16| Day::new(year, month, 1);
        let first = begins(day.year())
            .filter(|first| *first <= day)
            .or_else(|| begins(day.year().checked_sub(1)?))?;
        Days::new(first, begins(first.year().checked_add(1)?)?.before()?)
    }
}

/// A number with a name, dated.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its id.
    pub id: String,
    /// What it is.
    pub text: Text,
    /// What it counts.
    pub unit: Unit,
    /// What it counts, in words: `GBP/point/year`.
    pub unit_text: String,
    /// Its values, the earliest first.
    pub values: Vec<DatedValue>,
}

/// A value from a day on.
#[derive(Clone, Debug)]
pub struct DatedValue {
    /// The first day it holds.
    pub from: Day,
    /// The value, as it is written.
    pub is: Amount,
    /// Where it comes from.
    pub origin: Origin,
}

impl Parameter {
    /// The value in force on a day; none before the first.
    pub fn on(&self, day: Day) -> Option<&DatedValue> {
        self.values.iter().rev().find(|value| value.from <= day)
    }
}

/// A formula with the text it was written in.
#[derive(Clone, Debug)]
pub struct Written {
    /// As it is written.
    pub source: String,
    /// What it means.
    pub expr: Expr,
}

/// A step from points to pounds.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its id.
    pub id: String,
    /// What it says to people.
    pub text: Text,
    /// What it counts.
    pub unit: Unit,
    /// What it counts, in words: `GBP/year`.
    pub unit_text: String,
    /// How it is worked out.
    pub formula: Written,
    /// A condition, and what holds where it does not.
    pub when: Option<(Written, Written)>,
    /// The most decimals of its value.
    pub decimals: Decimals,
    /// Where the rule comes from.
    pub origin: Origin,
}

/// An exclusion or a referral: a condition with a reason.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its id.
    pub id: String,
    /// The condition.
    pub when: Written,
    /// The reason, for people.
    pub text: Text,
    /// Where the rule comes from.
    pub origin: Origin,
}

/// Money from elsewhere in an individual budget.
#[derive(Clone, Debug)]
pub struct Stream {
    /// Its id.
    pub id: String,
    /// What it is.
    pub text: Text,
    /// Whether it is part of the indicative amount or added to it.
    pub position: Position,
    /// The period it is paid for; none for what is paid once.
    pub period: Option<Period>,
    /// The most that can be awarded, over its period.
    pub max: Option<Exact>,
    /// The plan's categories that it may be spent on; any where there are none.
    pub spend_on: Vec<String>,
    /// Whether what is left may be kept for the next year.
    pub carry_forward: bool,
    /// Who can have it.
    pub when: Option<Written>,
    /// Paid once: never in the annual or weekly figure.
    pub once: bool,
    /// Its share of the package.
    pub share: Option<Exact>,
    /// What the council itself must put in beside it, over a period.
    pub requires: Option<(Exact, Period)>,
    /// Where its rules come from.
    pub origin: Origin,
}

/// What an input of a formula stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum InputKind {
    /// The value of a fact.
    Fact(Handle<Fact>),
    /// The statement chosen, or the number given.
    Answer(Handle<Question>),
    /// Whether the statement at this place was chosen.
    Ticked(Handle<Question>, u16),
    /// The points of these questions together.
    Points(Asked),
    /// The most points attainable in these questions.
    MostPoints(Asked),
    /// The least points attainable in these questions.
    LeastPoints(Asked),
    /// The value of a parameter on the day.
    Parameter(Handle<Parameter>),
    /// The value of a step above.
    Step(Handle<Step>),
    /// How many of a period there are in a year.
    InYear(Period),
    /// The day of the assessment.
    On,
}

/// The questions inside `points(…)`: as they are written, and all that they reach.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Asked {
    /// The names between the brackets, joined by commas.
    pub written: String,
    /// The questions reached, in order.
    pub questions: Vec<Handle<Question>>,
}

impl Scheme {
    /// What an input stands for.
    pub fn input(&self, id: InputId) -> Option<&InputKind> {
        self.inputs.get(usize::try_from(id.0).ok()?)
    }

    /// The step with this id.
    pub fn step(&self, id: &str) -> Option<Handle<Step>> {
        self.steps.find(|step| step.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_begins_in_january_or_in_april_or_with_the_budget() {
        let days = |runs, on: &str| {
            let year = Year { weeks: 52.into(), months: 12.into(), days: 365.into(), runs };
            year.around(Day::parse(on).unwrap()).map(|year| format!("{} {}", year.from, year.to))
        };
        for (runs, on, expect) in [
            (Runs::Calendar, "2008-03-01", "2008-01-01 2008-12-31"),
            (Runs::Calendar, "2008-12-31", "2008-01-01 2008-12-31"),
            (Runs::Financial, "2008-03-31", "2007-04-01 2008-03-31"),
            (Runs::Financial, "2008-04-01", "2008-04-01 2009-03-31"),
        ] {
            assert_eq!(days(runs, on).unwrap(), expect);
        }
        assert_eq!(days(Runs::FromStart, "2008-03-01"), None);
    }
}
