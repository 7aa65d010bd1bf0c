use std::sync::Arc;

use openras_core::{Day, Days, Exact, Handle};
use openras_formula::{InputId, Value};
use openras_questionnaire::{Assessment, Questionnaire, Sheet, Standing, View};
use rust_decimal::Decimal;

use crate::model::{Rule, Scheme, Step};
use crate::money::Money;
use crate::table::Table;

/// Which rulebook worked something out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulebookStamp {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// What it is called, in its first language.
    pub title: String,
    /// The digest of its meaning.
    pub sha256: String,
}

/// What a scheme came to for one assessment, with every step of the workings.
#[derive(Clone, Debug)]
pub struct Allocation {
    pub(crate) scheme: Arc<Scheme>,
    pub(crate) questionnaire: Arc<Questionnaire>,
    pub(crate) stamp: Arc<RulebookStamp>,
    pub(crate) assessment: Assessment,
    pub(crate) sheet: Sheet,
    pub(crate) on: Day,
    pub(crate) standing: Standing,
    pub(crate) outcome: Outcome,
    pub(crate) exclusions: Vec<usize>,
    pub(crate) referrals: Vec<usize>,
    pub(crate) referred: Vec<Handle<Table>>,
    pub(crate) steps: Vec<StepDone>,
    pub(crate) money: Money,
}

/// What became of an assessment. News is a value: none of these is an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// There is a figure.
    Allocated,
    /// The person is outside the scheme, for a stated reason.
    Excluded,
    /// A person decides, for a stated reason.
    Referred,
}

impl Outcome {
    /// `allocated`, `excluded`, `referred`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Outcome::Allocated => "allocated",
            Outcome::Excluded => "excluded",
            Outcome::Referred => "referred",
        }
    }
}

/// A step that was worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepDone {
    /// The step.
    pub step: Handle<Step>,
    /// Whether its own formula was used; otherwise what it says `otherwise`.
    pub applied: bool,
    /// Its value.
    pub value: Exact,
    /// What it used, in the order in which it was asked for, each once.
    pub operands: Vec<Operand>,
}

/// Something that a step used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// The value of a name.
    Input {
        /// Which name.
        id: InputId,
        /// What it was.
        value: Value,
    },
    /// What a table had.
    Table {
        /// Which table.
        table: Handle<Table>,
        /// What it was looked up by.
        keys: Vec<Value>,
        /// The row, counted from 1; of two rows that a line lies between, the lower. None beyond the rows.
        row: Option<u32>,
        /// What it had.
        value: Exact,
    },
}

/// Where planning starts: not a limit, and not what was agreed.
///
/// There is no conversion from this to an agreed budget: a person agrees one, on a day, with reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndicativeBudget {
    /// A year, in the rulebook's currency, rounded to payable decimals.
    pub annual: Decimal,
    /// A week, likewise.
    pub weekly: Decimal,
    /// Whether a professional has checked the answers.
    pub standing: Standing,
}

impl Allocation {
    /// What became of the assessment.
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// Whether a professional has checked the answers.
    pub fn standing(&self) -> Standing {
        self.standing
    }

    /// The day whose values were used.
    pub fn on(&self) -> Day {
        self.on
    }

    /// The twelve months that the year's figure is for, where the scheme says in which month a year begins.
    pub fn year(&self) -> Option<Days> {
        self.scheme.year.around(self.on)
    }

    /// The scheme that worked it out.
    pub fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    /// The questionnaire that was answered.
    pub fn questionnaire(&self) -> &Questionnaire {
        &self.questionnaire
    }

    /// The rulebook that worked it out.
    pub fn rulebook(&self) -> &RulebookStamp {
        &self.stamp
    }

    /// The assessment.
    pub fn assessment(&self) -> &Assessment {
        &self.assessment
    }

    /// The answers with their points.
    pub fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// The steps that were worked out, in order.
    pub fn steps(&self) -> &[StepDone] {
        &self.steps
    }

    /// The exclusions that hold, in the file's order.
    pub fn exclusions(&self) -> impl Iterator<Item = &Rule> {
        self.exclusions.iter().filter_map(|at| self.scheme.exclusions.get(*at))
    }

    /// The referrals that hold, in the file's order.
    pub fn referrals(&self) -> impl Iterator<Item = &Rule> {
        self.referrals.iter().filter_map(|at| self.scheme.referrals.get(*at))
    }

    /// The tables that say a person decides.
    pub fn referring_tables(&self) -> impl Iterator<Item = &Table> {
        self.referred.iter().map(|table| &self.scheme.tables[*table])
    }

    /// The value of a step, exactly; `None` where it was not worked out.
    pub fn step(&self, id: &str) -> Option<&Exact> {
        let step = self.scheme.step(id)?;
        self.steps.iter().find(|done| done.step == step).map(|done| &done.value)
    }

    /// The views that differ from the answer that counts.
    pub fn differing_views(&self) -> impl Iterator<Item = &View> {
        self.assessment.views.iter().filter(|view| {
            let question = self.questionnaire.question(view.question.as_str());
            question.is_none_or(|handle| {
                let answer = self.questionnaire.questions[handle].read(&view.answer).ok();
                answer.is_none() || answer.as_ref() != self.sheet.answer(handle)
            })
        })
    }

    /// The money: the year's and week's figure, streams, notes.
    pub fn money(&self) -> &Money {
        &self.money
    }

    /// The figure where planning starts; `None` where the person is excluded or a person decides.
    pub fn indicative_budget(&self) -> Option<IndicativeBudget> {
        let figures = self.money.figures.as_ref()?;
        let payable = |amount: &Exact| {
            let mut amount = amount.to_decimal()?;
            // It is rounded already: this only writes its last zeros.
            amount.rescale(self.scheme.decimals);
            Some(amount)
        };
        Some(IndicativeBudget {
            annual: payable(&figures.annual)?,
            weekly: payable(&figures.weekly)?,
            standing: self.standing,
        })
    }
}
