//! Many people at once: a scheme compiled to columns, with the same pennies as one by one.

mod always;
mod branches;
mod builder;
mod cells;
mod compile;
mod conditions;
mod domain;
mod each;
mod formulas;
mod gathered;
mod inputs;
mod loops;
mod needed;
mod node;
mod numbers;
mod part;
mod people;
mod person;
mod pieces;
mod products;
mod roundings;
mod row;
mod run;
mod spots;
mod stretch;
mod sums;
mod tables;
mod trial;
mod work;
mod worked;

use std::sync::{Arc, OnceLock};

use openras_core::{Day, Handle};
use openras_questionnaire::Questionnaire;

use crate::allocation::RulebookStamp;
use crate::model::{Scheme, Step};
use node::Program;

pub use people::{CellKind, Cells, ColumnError, NO_NUMBER, NOTHING, On, People};
pub use person::Person;
pub use worked::{Other, Values, Worked};

/// Which steps become columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wanted {
    /// The result alone.
    Result,
    /// Every step.
    #[default]
    Steps,
}

/// A scheme made ready for many people.
///
/// Every row comes to what [`Scheme::allocate`] gives for it, to the last digit, and a row with a problem has the same
/// list of problems: such rows are worked out one by one beside the columns and cost the others nothing.
#[derive(Clone, Debug)]
pub struct Columns {
    scheme: Arc<Scheme>,
    questionnaire: Arc<Questionnaire>,
    stamp: Arc<RulebookStamp>,
    wanted: Wanted,
    threads: usize,
    /// Made when it is first needed, and kept.
    pool: Arc<OnceLock<Option<rayon::ThreadPool>>>,
    stretches: Vec<Stretch>,
}

/// Days on which every parameter keeps its value, and the program for them.
#[derive(Clone, Debug)]
struct Stretch {
    first: Day,
    program: Arc<OnceLock<Program>>,
}

impl Columns {
    /// Makes a scheme ready. What depends on a day is made ready when the first row asks for it.
    pub fn new(
        scheme: &Arc<Scheme>,
        questionnaire: &Arc<Questionnaire>,
        stamp: &Arc<RulebookStamp>,
    ) -> Columns {
        Columns {
            scheme: Arc::clone(scheme),
            questionnaire: Arc::clone(questionnaire),
            stamp: Arc::clone(stamp),
            wanted: Wanted::Steps,
            threads: 1,
            pool: Arc::default(),
            stretches: stretch::stretches(scheme),
        }
    }

    /// With these steps as columns: without this, every step.
    #[must_use]
    pub fn wanted(mut self, wanted: Wanted) -> Columns {
        self.wanted = wanted;
        self.stretches = stretch::stretches(&self.scheme);
        self
    }

    /// With so many threads; 0 for as many as the machine has. Without this, the caller's own alone.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Columns {
        self.threads = threads;
        self.pool = Arc::default();
        self
    }

    /// The steps that become columns, in the scheme's order.
    pub fn steps(&self) -> Vec<Handle<Step>> {
        match self.wanted {
            Wanted::Result => vec![self.scheme.result],
            Wanted::Steps => self.scheme.steps.handles().map(|(handle, _)| handle).collect(),
        }
    }

    /// What is asked, for [`People::new`].
    pub fn questionnaire(&self) -> &Questionnaire {
        &self.questionnaire
    }

    /// The scheme.
    pub fn scheme(&self) -> &Scheme {
        &self.scheme
    }
}
