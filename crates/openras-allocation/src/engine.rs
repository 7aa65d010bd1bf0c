//! One assessment worked out, in the contract's order: the document, exclusions, referrals, every step.

use std::collections::BTreeMap;
use std::sync::Arc;

use openras_core::{Code, Day, Diagnostic, Diagnostics, Exact, Handle, Path};
use openras_formula::{Value, evaluate};
use openras_questionnaire::{Assessment, Questionnaire, Sheet};

use crate::allocation::{Allocation, Outcome, RulebookStamp, StepDone};
use crate::inputs::{StepState, Work};
use crate::model::{Rule, Scheme, Step, Written};
use crate::money;
use crate::problem::{Trouble, Troubles};
use crate::table::Table;

/// Values that stand in for steps, so that nothing that only feeds them need be known.
pub type Given = BTreeMap<String, Exact>;

/// What the steps came to.
#[derive(Default)]
pub(crate) struct Steps {
    done: Vec<StepDone>,
    referred: Vec<Handle<Table>>,
    failed: BTreeMap<Handle<Step>, Failure>,
}

/// Why a step has no value.
#[derive(Default)]
struct Failure {
    /// What its own formula met.
    troubles: Vec<Trouble>,
    /// A value that it must not have.
    unfit: Option<Diagnostic>,
    /// The steps with a problem that it needs.
    stuck: Vec<Handle<Step>>,
}

impl Scheme {
    /// Works one assessment out.
    ///
    /// Exclusions come first, then referrals and every step in order, also those that the result does not use. The
    /// outcome is a value: an excluded person and one about whom a person decides are answers, not errors.
    ///
    /// # Errors
    /// Every problem at once: of the document first, and with any of those the work stops there; then what evaluation
    /// reaches and does not find (`missing_fact`, `unanswered`, `no_value_on_date`, `outside_table`, `divide_by_zero`,
    /// `overflow`, `not_payable`, `out_of_range`). Facts are listed first, then questions, then steps.
    pub fn allocate(
        self: &Arc<Self>,
        questionnaire: &Arc<Questionnaire>,
        stamp: &Arc<RulebookStamp>,
        assessment: &Assessment,
    ) -> Result<Allocation, Diagnostics> {
        let (on, sheet) = self.check_document(questionnaire, assessment)?;
        self.allocate_sheet(questionnaire, stamp, assessment.clone(), on, sheet)
    }

    /// The same person if the help of family, friends and neighbours stopped; `None` where the questionnaire does not say
    /// what holds then, or asks nothing about it.
    ///
    /// # Errors
    /// As [`Scheme::allocate`].
    pub fn allocate_without_natural_support(
        self: &Arc<Self>,
        questionnaire: &Arc<Questionnaire>,
        stamp: &Arc<RulebookStamp>,
        assessment: &Assessment,
    ) -> Result<Option<Allocation>, Diagnostics> {
        let (on, sheet) = self.check_document(questionnaire, assessment)?;
        match sheet.without_natural_support(questionnaire) {
            Some(sheet) => self.allocate_sheet(questionnaire, stamp, assessment.clone(), on, sheet).map(Some),
            None => Ok(None),
        }
    }

    /// What is wrong with an assessment's document beyond its form, whether or not anything could be worked out.
    pub fn check_assessment(&self, questionnaire: &Questionnaire, assessment: &Assessment) -> Diagnostics {
        self.check_document(questionnaire, assessment).err().unwrap_or_default()
    }

    /// Stage 1: the document.
    fn check_document(
        &self,
        questionnaire: &Questionnaire,
        assessment: &Assessment,
    ) -> Result<(Day, Sheet), Diagnostics> {
        let (sheet, mut found) = questionnaire.check_what_fits(assessment);
        money::check_streams(self, assessment, &mut found);
        let on = self.check_day(assessment, &mut found);
        match on {
            Some(on) => found.into_result((on, sheet)),
            None => Err(found),
        }
    }

    fn check_day(&self, assessment: &Assessment, found: &mut Diagnostics) -> Option<Day> {
        let Some(on) = assessment.on() else {
            if assessment.on.is_some() {
                // It is there and bad, which is told already.
                return None;
            }
            let message = "the assessment has no `on`, the day whose values hold";
            found.push(
                Diagnostic::new(Code::MissingKey, Path::root(), message)
                    .help("add \"on\": \"2008-03-01\"")
                    .about("on"),
            );
            return None;
        };
        let begun = self.effective_from.is_none_or(|from| from <= on);
        let ended = self.effective_to.is_some_and(|to| to < on);
        if !begun || ended {
            let message = format!("this rulebook does not hold on {on}");
            let help = match (self.effective_from, self.effective_to) {
                (Some(from), Some(to)) => format!("it holds from {from} to {to}"),
                (Some(from), None) => format!("it holds from {from}"),
                _ => "see `effective` in rulebook.toml".to_owned(),
            };
            let path = Path::root().key("on");
            found.push(Diagnostic::new(Code::NoValueOnDate, path, message).help(help).about("on"));
        }
        Some(on)
    }

    fn allocate_sheet(
        self: &Arc<Self>,
        questionnaire: &Arc<Questionnaire>,
        stamp: &Arc<RulebookStamp>,
        assessment: Assessment,
        on: Day,
        sheet: Sheet,
    ) -> Result<Allocation, Diagnostics> {
        let mut work = Work::new(self, questionnaire, &sheet, on);
        let mut lacking = Troubles::default();
        let exclusions = holding(&self.exclusions, &mut work, &mut lacking);
        let mut steps = Steps::default();
        let mut referrals = Vec::new();
        let outcome = if exclusions.is_empty() {
            let mut troubles = lacking;
            referrals = holding(&self.referrals, &mut work, &mut troubles);
            steps = self.work_steps(&mut work, None);
            for (handle, failure) in std::mem::take(&mut steps.failed) {
                self.tell(handle, failure, &work, &mut troubles);
            }
            money::check_conditions(self, &assessment, &mut work, &mut troubles);
            if !troubles.is_empty() {
                return Err(troubles.into_diagnostics(questionnaire));
            }
            if referrals.is_empty() && steps.referred.is_empty() {
                Outcome::Allocated
            } else {
                Outcome::Referred
            }
        } else {
            Outcome::Excluded
        };
        let result = steps.done.iter().find(|step| step.step == self.result).map(|step| step.value.clone());
        let result = result.filter(|_| outcome == Outcome::Allocated);
        if outcome == Outcome::Referred {
            steps.done.retain(|step| step.step != self.result);
        }
        let money = money::work_out(self, &assessment, result, outcome);
        Ok(Allocation {
            scheme: Arc::clone(self),
            questionnaire: Arc::clone(questionnaire),
            stamp: Arc::clone(stamp),
            standing: questionnaire.standing(&assessment),
            assessment,
            sheet,
            on,
            outcome,
            exclusions,
            referrals,
            referred: steps.referred,
            steps: steps.done,
            money,
        })
    }

    /// Works out what `wanted` names and what that needs, with `given` standing in for steps; no exclusion, no referral.
    ///
    /// What a worked example does that begins in the middle of a scheme. A given step is not worked out, nor its `when`.
    ///
    /// # Errors
    /// What evaluation reaches and does not find.
    pub fn work_out_given(
        &self,
        questionnaire: &Questionnaire,
        assessment: &Assessment,
        given: &Given,
        wanted: &[Handle<Step>],
    ) -> Result<Vec<StepDone>, Diagnostics> {
        let (on, sheet) = self.check_document(questionnaire, assessment)?;
        let mut work = Work::new(self, questionnaire, &sheet, on);
        let mut troubles = Troubles::default();
        let only = Only { given, needed: self.needed(given, wanted) };
        let mut steps = self.work_steps(&mut work, Some(&only));
        let mut reached = wanted.to_vec();
        while let Some(handle) = reached.pop() {
            if let Some(failure) = steps.failed.remove(&handle) {
                reached.extend(&failure.stuck);
                self.tell(handle, failure, &work, &mut troubles);
            }
        }
        if !troubles.is_empty() {
            return Err(troubles.into_diagnostics(questionnaire));
        }
        steps.done.retain(|step| wanted.contains(&step.step));
        Ok(steps.done)
    }

    /// The steps that `wanted` needs, through steps that are not given.
    fn needed(&self, given: &Given, wanted: &[Handle<Step>]) -> Vec<bool> {
        let mut needed: Vec<bool> = vec![false; self.steps.len()];
        for (handle, step) in self.steps.handles().rev() {
            let is_given = given.contains_key(&step.id);
            let here = wanted.contains(&handle) || needed.get(handle.index()).copied().unwrap_or(false);
            if let Some(place) = needed.get_mut(handle.index()) {
                *place = here;
            }
            if here && !is_given {
                for above in self.steps_used(step) {
                    if let Some(place) = needed.get_mut(above.index()) {
                        *place = true;
                    }
                }
            }
        }
        needed
    }

    pub(crate) fn work_steps(&self, work: &mut Work<'_>, only: Option<&Only<'_>>) -> Steps {
        let mut steps = Steps { done: Vec::with_capacity(self.steps.len()), ..Steps::default() };
        for (handle, step) in self.steps.handles() {
            let given = only.and_then(|only| only.given.get(&step.id));
            let skipped = only.is_some_and(|only| !only.needed.get(handle.index()).copied().unwrap_or(false));
            let state = match given {
                Some(value) => {
                    steps.done.push(StepDone {
                        step: handle,
                        applied: true,
                        value: value.clone(),
                        operands: Vec::new(),
                    });
                    StepState::Done(value.clone())
                }
                None if skipped => StepState::Problem,
                None => self.work_step(handle, work, &mut steps),
            };
            work.steps.push(state);
        }
        steps.referred = std::mem::take(&mut work.refers);
        steps
    }

    fn work_step(&self, handle: Handle<Step>, work: &mut Work<'_>, steps: &mut Steps) -> StepState {
        let step = &self.steps[handle];
        work.begin();
        let refers = work.refers.len();
        let applied = match &step.when {
            None => Some(true),
            Some((when, _)) => condition(when, work),
        };
        let value = applied.and_then(|applied| match (&step.when, applied) {
            (Some((_, otherwise)), false) => number(otherwise, work),
            _ => number(&step.formula, work),
        });
        match (applied, value) {
            (Some(applied), Some(value)) => {
                let state = StepState::Done(value.clone());
                if let Some(unfit) = self.unfit(handle, &value) {
                    steps.failed.insert(handle, Failure { unfit: Some(unfit), ..Failure::default() });
                    return StepState::Problem;
                }
                let operands = std::mem::take(&mut work.operands);
                steps.done.push(StepDone { step: handle, applied, value, operands });
                state
            }
            _ if work.stuck.is_empty() && work.troubles.is_empty() => StepState::Referred,
            _ => {
                // A step that needs a step with a problem adds none of its own.
                let troubles = std::mem::take(&mut work.troubles);
                let stuck = std::mem::take(&mut work.stuck);
                let troubles = if stuck.is_empty() { troubles } else { Vec::new() };
                steps.failed.insert(handle, Failure { troubles, stuck, unfit: None });
                work.refers.truncate(refers);
                StepState::Problem
            }
        }
    }

    fn tell(&self, handle: Handle<Step>, failure: Failure, work: &Work<'_>, troubles: &mut Troubles) {
        for trouble in failure.troubles {
            troubles.add(trouble, &self.steps[handle].id, work.on, self, work.questionnaire);
        }
        if let Some(unfit) = failure.unfit {
            troubles.push(unfit);
        }
    }

    /// A value that a step must not have.
    pub(crate) fn unfit(&self, handle: Handle<Step>, value: &Exact) -> Option<Diagnostic> {
        let id = &self.steps[handle].id;
        if value.overflows() {
            let message =
                format!("`{id}` has more than {} digits above or below the line", Exact::DIGITS_MAX);
            let problem = Diagnostic::new(Code::Overflow, Path::root(), message);
            return Some(self.put(problem.help("round on the way").about(id.clone()), id, None));
        }
        if handle == self.result && value.is_negative() {
            let message = format!("the result `{id}` is {value}, and nothing below zero can be paid");
            let problem = Diagnostic::new(Code::NotPayable, Path::root(), message);
            let problem =
                problem.help("a scheme that means never below zero says max(0, …)").about(id.clone());
            return Some(self.put(problem, id, None));
        }
        None
    }
}

/// Which steps are worked out, and which have their value already.
pub(crate) struct Only<'g> {
    given: &'g Given,
    needed: Vec<bool>,
}

/// Works out a condition; `None` where something it needs is not there.
pub(crate) fn condition(written: &Written, work: &mut Work<'_>) -> Option<bool> {
    match evaluate(&written.expr, work) {
        Some(Value::Condition(holds)) => Some(holds),
        _ => None,
    }
}

fn number(written: &Written, work: &mut Work<'_>) -> Option<Exact> {
    match evaluate(&written.expr, work) {
        Some(Value::Number(value)) => Some(value),
        _ => None,
    }
}

/// The places of the rules that hold; what one of them lacks is noted.
fn holding(rules: &[Rule], work: &mut Work<'_>, troubles: &mut Troubles) -> Vec<usize> {
    let mut holding = Vec::new();
    for (at, rule) in rules.iter().enumerate() {
        work.begin();
        match condition(&rule.when, work) {
            Some(true) => holding.push(at),
            Some(false) => {}
            None => {
                for trouble in std::mem::take(&mut work.troubles) {
                    troubles.add(trouble, &rule.id, work.on, work.scheme, work.questionnaire);
                }
            }
        }
    }
    holding
}
