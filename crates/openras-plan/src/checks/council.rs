//! Conditions of a council's own, and which criteria of its checklist are asked.

use openras_core::{Exact, Path, Period};
use openras_formula::{Expr, Known, Vocabulary};

use super::Checks;
use crate::FindingCode as Code;
use crate::cost::per;
use crate::finding::Finding;
use crate::policy::Criterion;

/// What a condition of `plan.toml` may use of a plan; the order is that of [`Checks::figures`].
pub(crate) static WORDS: Vocabulary = Vocabulary {
    amounts: &[
        ("annual", Some(Period::Year)),
        ("weekly", Some(Period::Week)),
        ("budget", Some(Period::Year)),
        ("contribution", Some(Period::Year)),
        ("one_off", None),
        ("contingency", None),
    ],
    facts: &["first_year", "employs_staff", "concern", "when_asked", "unresolved_risk", "direct_payment"],
    choice: None,
    advice: "a condition may use annual, weekly, budget, contribution, one_off, contingency, first_year, \
             employs_staff, concern, when_asked, unresolved_risk, direct_payment and the [parameters] of this file",
};

/// The figures of a plan, in the order of [`WORDS`].
struct Figures {
    amounts: [Option<Exact>; 6],
    facts: [Option<bool>; 6],
}

impl<'p> Checks<'_, 'p> {
    /// The figures of the plan that a condition may use.
    fn figures(&self) -> Figures {
        let prepared = self.prepared;
        let total = self.cost.total();
        let contribution = self.contribution.over(prepared, &prepared.period, total);
        let circumstances = self.circumstances;
        Figures {
            amounts: [
                per(prepared, total, Period::Year),
                per(prepared, total, Period::Week),
                prepared.budget.map_or(Exact::ZERO, crate::Budget::annual),
                per(prepared, &contribution, Period::Year),
                self.cost.one_off(),
                self.cost.contingency.clone(),
            ]
            .map(Some),
            facts: [
                circumstances.first_year,
                prepared.lines.iter().any(|line| line.employed),
                circumstances.concern,
                circumstances.when_asked,
                self.has_unresolved_risk(),
                prepared.lines.iter().any(|line| line.is_direct()),
            ]
            .map(Some),
        }
    }

    /// Whether a condition holds; nothing where a parameter has no value on the day, or the sum cannot be done.
    fn holds(&self, condition: &Expr, figures: &Figures) -> Option<bool> {
        let prepared = self.prepared;
        let known = Known {
            vocabulary: &WORDS,
            amounts: &figures.amounts,
            facts: &figures.facts,
            choice: None,
            parameters: &prepared.policy.parameters,
            on: prepared.on,
        };
        known.holds(condition).ok()
    }

    /// The criteria of the checklist whose condition holds, or that have none.
    pub(crate) fn asked_criteria(&self) -> Vec<&'p Criterion> {
        let policy = self.prepared.policy;
        let figures = policy.checklist.iter().any(|item| item.when.is_some()).then(|| self.figures());
        let asked = policy.checklist.iter().filter(|item| match (&item.when, &figures) {
            (Some(when), Some(figures)) => {
                // A condition that cannot be worked out does not take a criterion away.
                self.holds(when, figures).unwrap_or(true)
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
            if self.holds(&condition.when, &figures) == Some(false) {
                self.seen(Code::CouncilCondition, Path::root());
                continue;
            }
            self.find(
                Finding::new(Code::CouncilCondition, Path::root(), condition.text.clone())
                    .gravity(condition.gravity)
                    .source(condition.source.clone())
                    .fact("condition", condition.id.clone()),
            );
        }
    }
}
