//! Conditions of a council's own, and which criteria of its checklist are asked.

use openras_core::{Exact, Period};
use openras_formula::{Expr, Known, Vocabulary};

use super::Checks;
use crate::FindingCode as Code;
use crate::cost::per;
use crate::finding::Finding;
use crate::place::Place;
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
    choice: Some("monitoring"),
    advice: "a condition may use annual, weekly, budget, contribution, one_off, contingency, first_year, \
             employs_staff, concern, when_asked, unresolved_risk, direct_payment, the monitoring levels of \
             review.toml (monitoring = 'LEVEL') and the [parameters] of this file",
};

/// The figures of a plan, in the order of [`WORDS`].
struct Figures {
    amounts: [Option<Exact>; 6],
    facts: [Option<bool>; 6],
    /// The place of the level at which the plan is looked after.
    monitoring: Option<u16>,
}

impl<'p> Checks<'_, 'p> {
    /// The figures of the plan that a condition may use.
    fn figures(&self) -> Figures {
        let prepared = self.prepared;
        let total = self.cost.total();
        let contribution = self.contribution.over(prepared, &prepared.period, total);
        let circumstances = self.circumstances;
        let how = prepared.plan.monitoring.as_ref().and_then(|monitoring| monitoring.how.as_ref());
        let level = how.and_then(|how| prepared.policy.context.levels.iter().position(|level| level == how));
        Figures {
            monitoring: level.and_then(|at| u16::try_from(at).ok()),
            amounts: [
                Some(per(prepared, total, Period::Year)),
                Some(per(prepared, total, Period::Week)),
                prepared.budget.map(crate::Budget::annual),
                Some(per(prepared, &contribution, Period::Year)),
                Some(self.cost.one_off()),
                Some(self.cost.contingency.clone()),
            ],
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

    /// Whether a condition holds.
    ///
    /// # Errors
    /// What it needs and is not known, in words.
    fn holds(&self, condition: &Expr, figures: &Figures) -> Result<bool, String> {
        let prepared = self.prepared;
        let known = Known {
            vocabulary: &WORDS,
            amounts: &figures.amounts,
            facts: &figures.facts,
            choice: figures.monitoring,
            parameters: &prepared.policy.parameters,
            on: prepared.on,
        };
        known.holds(condition)
    }

    /// The criteria of the checklist whose condition holds, or that have none.
    pub(super) fn asked_criteria(&self) -> Vec<&'p Criterion> {
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
            let help = "let whoever decides look at it, and note what came of it";
            let (message, help) = match self.holds(&condition.when, &figures) {
                Ok(false) => {
                    self.seen(Code::CouncilCondition, Place::root());
                    continue;
                }
                Ok(true) => (condition.text.clone(), help),
                // What cannot be worked out is no reason to look away.
                Err(missing) => (
                    format!("{}; whether it is so cannot be told: {missing} is not known", condition.text),
                    "find it out, or let whoever decides look at it",
                ),
            };
            self.find(
                Finding::new(Code::CouncilCondition, Place::root(), message)
                    .help(help)
                    .gravity(condition.gravity)
                    .source(condition.source.clone())
                    .fact("condition", condition.id.clone()),
            );
        }
    }
}
