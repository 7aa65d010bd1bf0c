//! What somebody has to look at: two live budgets of one person, an hour that a worker was paid for twice.

use std::collections::BTreeMap;

use openras_core::Day;
use schemars::JsonSchema;
use serde::Serialize;

use super::Cohort;
use crate::check_event::minute;
use crate::words::words;

words! {
    /// What was found over a cohort.
    FindingKind {
        DuplicateBudget "duplicate_budget" "One person has a live budget in two cases.";
        PaidTwice "paid_twice" "One worker was paid for the same time twice.";
    }
}

/// What somebody has to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// `duplicate_budget` or `paid_twice`.
    pub kind: &'static str,
    /// The person or the worker.
    pub of: String,
    /// In words.
    pub message: String,
    /// The cases.
    pub cases: Vec<String>,
}

/// A time that a worker was paid for.
struct Hours<'a> {
    on: Day,
    from: u32,
    to: u32,
    case: &'a str,
    event: u64,
}

impl Cohort<'_> {
    pub(super) fn findings(&self) -> Vec<Finding> {
        let mut findings = self.duplicate_budgets();
        findings.extend(self.paid_twice());
        findings
    }

    fn duplicate_budgets(&self) -> Vec<Finding> {
        let mut live: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for state in self.cases.iter().filter(|state| state.is_live()) {
            live.entry(&state.opened.person).or_default().push(state.opened.case.clone());
        }
        let twice = live.into_iter().filter(|(_, cases)| cases.len() > 1);
        let finding = |(person, cases): (&str, Vec<String>)| Finding {
            kind: FindingKind::DuplicateBudget.as_str(),
            of: person.to_owned(),
            message: format!("`{person}` has a live budget in {}", cases.join(" and ")),
            cases,
        };
        twice.map(finding).collect()
    }

    /// Times of one worker that overlap, in one payment or in two, whoever paid.
    fn paid_twice(&self) -> Vec<Finding> {
        let mut workers: BTreeMap<&str, Vec<Hours<'_>>> = BTreeMap::new();
        for state in &self.cases {
            for (event, worked) in &state.worked {
                let times = minute(&worked.from).zip(minute(&worked.to)).zip(worked.on.day());
                let Some(((from, to), on)) = times else { continue };
                let hours = Hours { on, from, to, case: &state.opened.case, event: *event };
                workers.entry(&worked.worker).or_default().push(hours);
            }
        }
        let mut findings = Vec::new();
        for (worker, mut hours) in workers {
            hours.sort_by_key(|one| (one.on, one.from, one.to));
            let mut open: Vec<&Hours<'_>> = Vec::new();
            for next in &hours {
                open.retain(|before| before.on == next.on && before.to > next.from);
                for before in &open {
                    findings.push(paid_twice(worker, before, next));
                }
                open.push(next);
            }
        }
        findings
    }
}

fn paid_twice(worker: &str, before: &Hours<'_>, next: &Hours<'_>) -> Finding {
    let mut cases = vec![before.case.to_owned()];
    if next.case != before.case {
        cases.push(next.case.to_owned());
    }
    let message = format!(
        "`{worker}` was paid for {} on {} from {} to {} twice: {} event {} and {} event {}",
        if before.case == next.case { "one person" } else { "two people" },
        next.on,
        time(next.from),
        time(next.to.min(before.to)),
        before.case,
        before.event,
        next.case,
        next.event
    );
    Finding { kind: FindingKind::PaidTwice.as_str(), of: worker.to_owned(), message, cases }
}

fn time(minute: u32) -> String {
    let (hours, minutes) = (minute.checked_div(60).unwrap_or(0), minute.checked_rem(60).unwrap_or(0));
    format!("{hours:02}:{minutes:02}")
}
