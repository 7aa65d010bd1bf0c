//! Conditions of a council's own, and which criteria of its checklist are asked.

use openras_core::{Exact, Period};

use super::Checks;
use crate::FindingCode as Code;
use crate::condition::{Figures, holds};
use crate::cost::per;
use crate::finding::Finding;
use crate::place::Place;
use crate::policy::Criterion;

impl<'p> Checks<'_, 'p> {
    /// The figures of the plan that a condition may use.
    fn figures(&self) -> Figures {
        let prepared = self.prepared;
        let total = self.cost.total();
        let contribution = self.contribution.over(prepared, &prepared.period, total);
        let circumstances = self.circumstances;
        Figures {
            annual: per(prepared, total, Period::Year),
            weekly: per(prepared, total, Period::Week),
            budget: prepared.budget.map_or(Exact::ZERO, crate::Budget::annual),
            contribution: per(prepared, &contribution, Period::Year),
            one_off: self.cost.one_off(),
            contingency: self.cost.contingency.clone(),
            conditions: [
                circumstances.first_year,
                prepared.lines.iter().any(|line| line.employed),
                circumstances.concern,
                circumstances.when_asked,
                self.has_unresolved_risk(),
                prepared.lines.iter().any(|line| line.is_direct()),
            ],
        }
    }

    /// The criteria of the checklist whose condition holds, or that have none.
    pub(super) fn asked_criteria(&self) -> Vec<&'p Criterion> {
        let policy = self.prepared.policy;
        let figures = policy.checklist.iter().any(|item| item.when.is_some()).then(|| self.figures());
        let asked = policy.checklist.iter().filter(|item| match (&item.when, &figures) {
            (Some(when), Some(figures)) => {
                // A condition that cannot be worked out does not take a criterion away.
                holds(when, figures, &policy.parameters, self.prepared.on).unwrap_or(true)
            }
            _ => true,
        });
        asked.collect()
    }

    pub(super) fn council_conditions(&mut self) {
        let policy = self.prepared.policy;
        if policy.conditions.is_empty() {
            return;
        }
        let figures = self.figures();
        for condition in &policy.conditions {
            if holds(&condition.when, &figures, &policy.parameters, self.prepared.on) == Some(false) {
                self.seen(Code::CouncilCondition, Place::root());
                continue;
            }
            self.find(
                Finding::new(Code::CouncilCondition, Place::root(), condition.text.clone())
                    .gravity(condition.gravity)
                    .source(condition.source.clone())
                    .fact("condition", condition.id.clone()),
            );
        }
    }
}
