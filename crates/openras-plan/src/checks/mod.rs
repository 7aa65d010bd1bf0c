//! The named checks. Each looks at one thing, tells everything that it finds, and notes what it looked at.

mod budget;
mod council;
mod effective;
mod employer;
mod managing;
mod relatives;
mod residential;
mod risks;
mod spending;
mod wage;

pub(crate) use council::WORDS;

use std::collections::BTreeMap;

use openras_core::{Day, Exact, Path, money};

use crate::FindingCode;
use crate::contribution::Contribution;
use crate::cost::{Cost, MonthCost};
use crate::finding::Finding;
use crate::prepared::Prepared;
use crate::schedule::Schedule;

/// What the checks look at, and what they find.
pub(crate) struct Checks<'a, 'p> {
    pub(crate) prepared: &'a Prepared<'p>,
    pub(crate) cost: &'a Cost,
    pub(crate) contribution: &'a Contribution,
    pub(crate) schedule: &'a Schedule,
    pub(crate) months: &'a [MonthCost],
    pub(crate) circumstances: Circumstances,
    pub(crate) findings: Vec<Finding>,
    pub(crate) evidence: Evidence,
}

/// What each check looked at, by its name.
pub(crate) type Evidence = BTreeMap<&'static str, Vec<Path>>;

/// What is known about a plan's case beside the plan, for a council's own conditions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Circumstances {
    /// It is the first year of the budget.
    pub first_year: bool,
    /// Somebody has raised a concern.
    pub concern: bool,
    /// Somebody asked for a closer look.
    pub when_asked: bool,
}

impl Checks<'_, '_> {
    /// Every check, in the order of the tests.
    pub(crate) fn run(&mut self) {
        self.effective();
        self.managing();
        self.risks();
        self.minimum_wage();
        self.employer_costs();
        self.relatives();
        self.residential_stays();
        self.spending();
        self.affordable();
        self.council_conditions();
    }

    pub(crate) fn find(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Notes what a check looked at and found good, or at least there.
    pub(crate) fn seen(&mut self, code: FindingCode, path: Path) {
        let seen = self.evidence.entry(code.check()).or_default();
        if !seen.contains(&path) {
            seen.push(path);
        }
    }

    pub(crate) fn pounds(&self, amount: &Exact) -> String {
        money(amount, self.prepared.policy.currency(), self.prepared.policy.decimals())
    }

    pub(crate) fn fixed(&self, amount: &Exact) -> String {
        amount.to_fixed(self.prepared.policy.decimals())
    }

    /// Says once that the law of a day is not known here.
    pub(crate) fn law_not_known(&mut self, key: &str, what: &str, on: Day, until: Option<Day>) {
        let code = FindingCode::LawNotKnown;
        let message = match until.filter(|until| *until < on) {
            Some(until) => format!("{what} is known until {}, and the plan goes on", until.long()),
            None => format!("{what} on {} is not known here", on.long()),
        };
        if self.findings.iter().any(|found| found.code == code && found.message == message) {
            return;
        }
        let mut finding = Finding::new(code, Path::root().key("period"), message)
            .help("look it up, or add a row to a law pack of the rulebook; nothing is guessed")
            .fact("key", key)
            .fact("on", on.to_string());
        if let Some(until) = until {
            finding = finding.fact("known_until", until.to_string());
        }
        self.find(finding);
    }
}

/// Whether a text says something.
pub(crate) fn said(text: Option<&str>) -> bool {
    text.is_some_and(|text| !text.trim().is_empty())
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}
