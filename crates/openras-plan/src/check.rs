//! A plan held against its budget, the law and what its council asks: everything at once.

use openras_core::Diagnostics;

use crate::budget::Budget;
use crate::checks::{Checks, Circumstances, Evidence};
use crate::contribution::Contribution;
use crate::cost::{CostSummary, cost};
use crate::document::SupportPlan;
use crate::exception::lift;
use crate::finding::Finding;
use crate::place::Place;
use crate::policy::{Criterion, PlanPolicy};
use crate::prepared::{Prepared, prepare};
use crate::schedule::{Schedule, schedule, undecided_start};
use crate::{FindingCode, Gravity, Test};

/// What came of a plan.
#[derive(Clone, Debug)]
pub struct PlanCheck {
    /// The person.
    pub person: String,
    /// The plan.
    pub plan: SupportPlan,
    /// What was known beside it.
    pub circumstances: Circumstances,
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
    /// The payments; nothing where they begin before the agreement and nobody has decided so.
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
    pub evidence: Vec<Place>,
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
        Ok(Looked::at(&prepare(plan, self, budget)?, circumstances).weighed())
    }

    /// The payments of a plan, dated.
    ///
    /// # Errors
    /// As [`PlanPolicy::check`]; and payments that begin before the agreement without a decision that says so and why.
    pub fn schedule(&self, plan: &SupportPlan, budget: Option<&Budget>) -> Result<Schedule, Diagnostics> {
        let prepared: Prepared<'_> = prepare(plan, self, budget)?;
        match undecided_start(plan, prepared.period) {
            Some(start) => Err(start.problem().into()),
            None => Ok(schedule(&prepared, &cost(&prepared), &Contribution::of(plan, prepared.period.from))),
        }
    }
}

/// A plan after every check, before its findings are weighed.
pub(crate) struct Looked<'p> {
    prepared: &'p Prepared<'p>,
    circumstances: Circumstances,
    cost: CostSummary,
    payments: Option<Schedule>,
    checklist: Vec<&'p Criterion>,
    pub(crate) findings: Vec<Finding>,
    evidence: Evidence,
}

impl<'p> Looked<'p> {
    pub(crate) fn at(prepared: &'p Prepared<'p>, circumstances: Circumstances) -> Looked<'p> {
        let plan = prepared.plan;
        let cost = cost(prepared);
        let contribution = Contribution::of(plan, prepared.period.from);
        let payments = schedule(prepared, &cost, &contribution);
        let by_month = crate::cash_flow::months(prepared, &cost, &payments);
        let mut checks = Checks {
            prepared,
            cost: &cost,
            contribution: &contribution,
            schedule: &payments,
            months: &by_month,
            circumstances,
            asked: Vec::new(),
            findings: Vec::new(),
            evidence: Evidence::default(),
        };
        checks.run();
        let Checks { findings, evidence, asked: checklist, .. } = checks;
        let cost = cost.summary(prepared, &contribution, by_month);
        let payments = undecided_start(plan, prepared.period).is_none().then_some(payments);
        Looked { prepared, circumstances, cost, payments, checklist, findings, evidence }
    }

    /// The findings weighed by the council's checklist, lifted by decisions, in order; the checklist with its evidence.
    pub(crate) fn weighed(self) -> PlanCheck {
        let Looked { prepared, circumstances, cost, payments, checklist, mut findings, evidence } = self;
        let plan = prepared.plan;
        weigh(&mut findings, &checklist);
        lift(&mut findings, &plan.exception);
        // By code, in the order of the tests; of one code, by place.
        findings.sort_by(|one, other| (one.code, &one.at).cmp(&(other.code, &other.at)));
        let items = checklist.iter().map(|criterion| item(criterion, &findings, &evidence)).collect();
        PlanCheck {
            person: plan.person.clone(),
            plan: plan.clone(),
            circumstances,
            currency: prepared.policy.currency().to_owned(),
            decimals: prepared.policy.decimals(),
            findings,
            cost,
            checklist: items,
            schedule: payments,
            budget: prepared.budget.cloned(),
        }
    }
}

/// A criterion of the council says how much its findings matter; what the law forbids stays forbidden.
fn weigh(findings: &mut [Finding], checklist: &[&Criterion]) {
    for finding in findings.iter_mut().filter(|finding| finding.gravity != Gravity::StatutoryBlock) {
        let asked = checklist.iter().filter(|item| !item.is_test && item.codes.contains(&finding.code));
        if let Some(gravity) = asked.filter_map(|item| item.gravity).min() {
            finding.gravity = gravity;
        }
    }
}

fn item(criterion: &Criterion, findings: &[Finding], evidence: &[(FindingCode, Place)]) -> ChecklistItem {
    let mut missing: Vec<FindingCode> = Vec::new();
    for finding in findings.iter().filter(|finding| finding.gravity != Gravity::Note) {
        let others = |name: &str, own: &[String]| {
            finding.fact_of(name).is_some_and(|fact| !own.is_empty() && !own.iter().any(|own| own == fact))
        };
        let elsewhere = finding.code == FindingCode::AboutMissing && others("question", &criterion.about);
        // Of a whole test only what stops the plan counts.
        let counts = !criterion.is_test || finding.gravity.stops();
        if criterion.codes.contains(&finding.code) && counts && !elsewhere && !missing.contains(&finding.code)
        {
            missing.push(finding.code);
        }
    }
    let looked_at = evidence.iter().filter(|(code, _)| criterion.codes.contains(code));
    let mut seen: Vec<Place> = looked_at.map(|(_, place)| *place).collect();
    seen.sort_unstable();
    seen.dedup();
    ChecklistItem {
        id: criterion.id.clone(),
        text: criterion.text.clone(),
        met: missing.is_empty(),
        evidence: seen,
        missing,
        source: criterion.source.clone(),
    }
}
