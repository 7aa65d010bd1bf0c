//! A plan held against its budget, the law and what its council asks: everything at once.

use openras_core::{Diagnostics, Path};

use crate::budget::Budget;
use crate::checks::{Checks, Circumstances};
use crate::contribution::Contribution;
use crate::cost::{CostSummary, cost};
use crate::document::{ExceptionDocument, SupportPlan};
use crate::finding::{Finding, Lifting};
use crate::policy::PlanPolicy;
use crate::prepared::{Prepared, prepare};
use crate::schedule::{Schedule, schedule};
use crate::{FindingCode, Gravity, Test};

/// What came of a plan.
#[derive(Clone, Debug)]
pub struct PlanCheck {
    /// The person.
    pub person: String,
    /// The plan.
    pub plan: SupportPlan,
    /// ISO 4217.
    pub currency: String,
    /// Decimal places of a payable amount.
    pub decimals: u32,
    /// Everything that was found, in a stable order.
    pub findings: Vec<Finding>,
    /// What it costs.
    pub cost: CostSummary,
    /// What a panel expects to see.
    pub checklist: Vec<ChecklistItem>,
    /// The payments; nothing where they cannot be worked out.
    pub schedule: Option<Schedule>,
    /// What the budget comes from.
    pub budget: Option<Budget>,
}

/// An item of a council's checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChecklistItem {
    /// Its id.
    pub id: String,
    /// What people read.
    pub text: String,
    /// Whether nothing speaks against it.
    pub met: bool,
    /// What it rests on, in the plan.
    pub evidence: Vec<Path>,
    /// The codes of what speaks against it, each once.
    pub missing: Vec<FindingCode>,
    /// Where it comes from.
    pub source: Option<String>,
}

/// What a plan comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Nothing is above a warning.
    Ready,
    /// A professional, manager or panel must decide.
    Refer,
    /// The law or the council's policy forbids something.
    Blocked,
}

impl Verdict {
    /// `ready`, `refer`, `blocked`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Verdict::Ready => "ready",
            Verdict::Refer => "refer",
            Verdict::Blocked => "blocked",
        }
    }

    /// As the word for one test: `pass`, `refer`, `block`.
    pub const fn of_test(self) -> &'static str {
        match self {
            Verdict::Ready => "pass",
            Verdict::Refer => "refer",
            Verdict::Blocked => "block",
        }
    }

    fn of<'a>(findings: impl Iterator<Item = &'a Finding>) -> Verdict {
        let gravest = findings.map(|finding| finding.gravity).min();
        match gravest {
            Some(gravity) if gravity.blocks() => Verdict::Blocked,
            Some(gravity) if gravity.stops() => Verdict::Refer,
            _ => Verdict::Ready,
        }
    }
}

impl PlanCheck {
    /// What it comes to.
    pub fn verdict(&self) -> Verdict {
        Verdict::of(self.findings.iter())
    }

    /// What one test comes to.
    pub fn test(&self, test: Test) -> Verdict {
        Verdict::of(self.findings.iter().filter(|finding| finding.code.test() == test))
    }
}

impl PlanPolicy {
    /// Holds a plan against its budget, the law and what the council asks.
    ///
    /// Every problem of the plan is a finding, and all of them are listed. Without a budget the eligible needs and the
    /// affordability are not tested.
    ///
    /// # Errors
    /// Where the plan names what there is not, has dates that end before they begin, or amounts below zero: every problem at
    /// once.
    pub fn check(
        &self,
        plan: &SupportPlan,
        budget: Option<&Budget>,
        circumstances: Circumstances,
    ) -> Result<PlanCheck, Diagnostics> {
        self.check_prepared(prepare(plan, self, budget)?, circumstances)
    }

    pub(crate) fn check_prepared(
        &self,
        prepared: Prepared<'_>,
        circumstances: Circumstances,
    ) -> Result<PlanCheck, Diagnostics> {
        let plan = prepared.plan;
        let cost = cost(&prepared);
        let contribution = Contribution::of(plan, prepared.period.from);
        let payments = schedule(&prepared, &cost, &contribution)?;
        let by_month = crate::cash_flow::months(&prepared, &cost, &payments);
        let mut checks = Checks {
            prepared: &prepared,
            cost: &cost,
            contribution: &contribution,
            schedule: &payments,
            months: &by_month,
            circumstances,
            findings: Vec::new(),
            evidence: Default::default(),
        };
        checks.run();
        let checklist = checks.asked_criteria().into_iter().cloned().collect::<Vec<_>>();
        let Checks { mut findings, evidence, .. } = checks;
        weigh(&mut findings, &checklist);
        lift(&mut findings, &plan.exception);
        in_order(&mut findings);
        let items = checklist.iter().map(|criterion| item(criterion, &findings, &evidence)).collect();
        let summary = cost.summary(&prepared, &contribution, by_month);
        Ok(PlanCheck {
            person: plan.person.clone(),
            plan: plan.clone(),
            currency: self.currency().to_owned(),
            decimals: self.decimals(),
            findings,
            cost: summary,
            checklist: items,
            schedule: Some(payments),
            budget: prepared.budget.cloned(),
        })
    }

    /// The payments of a plan, dated.
    ///
    /// # Errors
    /// As [`PlanPolicy::check`]; and payments that begin before the agreement without a decision that says so and why.
    pub fn schedule(&self, plan: &SupportPlan, budget: Option<&Budget>) -> Result<Schedule, Diagnostics> {
        let prepared: Prepared<'_> = prepare(plan, self, budget)?;
        let cost = cost(&prepared);
        schedule(&prepared, &cost, &Contribution::of(plan, prepared.period.from))
    }
}

/// By code, in the order of the tests; of one code, by place.
pub(crate) fn in_order(findings: &mut [Finding]) {
    findings.sort_by(|one, other| (one.code, &one.at).cmp(&(other.code, &other.at)));
}

/// A criterion of the council says how much its findings matter; what the law forbids stays forbidden.
fn weigh(findings: &mut [Finding], checklist: &[crate::policy::Criterion]) {
    for finding in findings.iter_mut().filter(|finding| finding.gravity != Gravity::StatutoryBlock) {
        let asked = checklist.iter().filter(|item| !item.is_test() && item.codes.contains(&finding.code));
        if let Some(gravity) = asked.filter_map(|item| item.gravity).min() {
            finding.gravity = gravity;
        }
    }
}

/// A decision lifts what it may lift: the finding stays, as a note that cites it. One that is only asked for refers.
fn lift(findings: &mut [Finding], exceptions: &[ExceptionDocument]) {
    for finding in findings.iter_mut().filter(|finding| finding.gravity.stops()) {
        let meant = exceptions.iter().position(|exception| {
            let line = exception.support.as_ref().map(|id| id.as_str());
            exception.code == finding.code.as_str()
                && (line.is_none() || finding.line.is_none() || line == finding.line.as_deref())
        });
        let Some((at, exception)) = meant.and_then(|at| Some((at, exceptions.get(at)?))) else { continue };
        if finding.lifting == Lifting::Never {
            finding.message.push_str("; no exception lifts this");
            continue;
        }
        if let Lifting::On { grounds, agreed_by } = &finding.lifting {
            let given = exception.grounds.as_deref().unwrap_or_default();
            if !grounds.iter().any(|ground| ground == given) {
                finding.message.push_str("; the grounds of the exception are none that lift this");
                continue;
            }
            if agreed_by.iter().any(|who| !exception.agreed_by.contains(who)) {
                finding.message.push_str("; the exception does not say that all have agreed who must");
                continue;
            }
        }
        finding.exception = Some(at);
        let decided = exception.decided_by.as_deref().is_some_and(|by| !by.trim().is_empty());
        if decided && exception.on.is_some() {
            finding.gravity = Gravity::Note;
            let on = exception.on.as_ref().and_then(|on| on.day());
            let on = on.map_or_else(String::new, |on| format!(" on {}", on.long()));
            let role = exception.role.as_deref().unwrap_or("somebody");
            finding.message.push_str(&format!("; lifted by a decision of {role}{on}"));
        } else {
            finding.gravity = Gravity::Refer;
            finding.message.push_str("; an exception is asked for, and nobody has decided");
        }
    }
}

fn item(
    criterion: &crate::policy::Criterion,
    findings: &[Finding],
    evidence: &std::collections::BTreeMap<&'static str, Vec<Path>>,
) -> ChecklistItem {
    let mut missing: Vec<FindingCode> = Vec::new();
    for finding in findings.iter().filter(|finding| finding.gravity != Gravity::Note) {
        let others = |name: &str, own: &[String]| {
            finding.fact_of(name).is_some_and(|fact| !own.is_empty() && !own.iter().any(|own| own == fact))
        };
        let elsewhere = finding.code == FindingCode::AboutMissing && others("question", &criterion.about);
        // Of a whole test only what stops the plan counts.
        let counts = !criterion.is_test() || finding.gravity.stops();
        if criterion.codes.contains(&finding.code) && counts && !elsewhere && !missing.contains(&finding.code)
        {
            missing.push(finding.code);
        }
    }
    let mut seen: Vec<Path> = Vec::new();
    for code in &criterion.codes {
        for path in evidence.get(code.check()).into_iter().flatten() {
            if !seen.contains(path) {
                seen.push(path.clone());
            }
        }
    }
    seen.sort();
    ChecklistItem {
        id: criterion.id.clone(),
        text: criterion.text.clone(),
        met: missing.is_empty(),
        evidence: seen,
        missing,
        source: criterion.source.clone(),
    }
}
