//! The stretches of time in which no parameter changes.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use openras_core::Day;

use super::node::Program;
use super::{Columns, Stretch};
use crate::columns::compile::compile;
use crate::model::Scheme;

/// The stretches of a scheme's days, in order.
pub(super) fn stretches(scheme: &Scheme) -> Vec<Stretch> {
    let mut firsts: BTreeSet<Day> = scheme.effective_from.into_iter().collect();
    for value in scheme.parameters.iter().flat_map(|parameter| &parameter.values) {
        let begun = scheme.effective_from.is_none_or(|from| from < value.from);
        let ended = scheme.effective_to.is_some_and(|to| to < value.from);
        if begun && !ended {
            firsts.insert(value.from);
        }
    }
    let stretch = |first| Stretch { first, program: Arc::new(OnceLock::new()) };
    firsts.into_iter().map(stretch).collect()
}

impl Columns {
    /// The stretch that a day lies in; none where the scheme does not hold.
    pub(super) fn stretch(&self, on: Day) -> Option<usize> {
        if self.scheme.effective_to.is_some_and(|to| to < on) {
            return None;
        }
        self.stretches.partition_point(|stretch| stretch.first <= on).checked_sub(1)
    }

    /// The program of a stretch, made when it is first asked for.
    pub(super) fn program(&self, stretch: usize) -> Option<&Program> {
        let Stretch { first, program } = self.stretches.get(stretch)?;
        Some(program.get_or_init(|| compile(&self.scheme, &self.questionnaire, *first, &self.steps())))
    }
}
