//! How long support plans take: the fixture plans, each with its rulebook and budget, over and over on one thread.
//!
//! `cargo run --release -p openras-benches --bin plans [PLANS]`, 100,000 if left out.
#![forbid(unsafe_code)]

use std::collections::BTreeMap;
use std::hint::black_box;

use openras::plan::Budget;
use openras::prelude::*;
use openras_benches::measure::{cpu_seconds, machine};
use openras_benches::plans::{Case, cases};

fn main() {
    let wanted = std::env::args().nth(1).map_or(100_000, |text| text.parse().expect("a number of plans"));
    let (rulebooks, cases) = cases();
    println!("{}; {} fixture plans, {wanted} in all, one thread", machine(), cases.len());
    println!("\n| what | seconds of the processor | µs a plan |\n|---|---|---|");
    timed("check: a plan to its findings, cost, payments and checklist", wanted, &cases, |case| {
        let rulebook = &rulebooks[&case.rulebook];
        drop(black_box(rulebook.check_plan(black_box(&case.plan), &case.budget).expect("it fits")));
    });
    timed("all: JSON text to the record with its digest", wanted, &cases, |case| {
        let rulebook = &rulebooks[&case.rulebook];
        let plan = SupportPlan::from_json(black_box(&case.json)).expect("a plan");
        let check = rulebook.check_plan(&plan, &case.budget).expect("it fits");
        drop(black_box(rulebook.findings_json(&check).expect("a record")));
    });
    many(wanted, &rulebooks, &cases);
}

fn timed(what: &str, wanted: usize, cases: &[Case], each: impl Fn(&Case)) {
    let start = cpu_seconds();
    cases.iter().cycle().take(wanted).for_each(each);
    told(what, wanted, cpu_seconds() - start);
}

fn told(what: &str, wanted: usize, seconds: f64) {
    println!("| {what} | {seconds:.2} | {:.1} |", seconds / wanted as f64 * 1e6);
}

/// In one call a rulebook, as `openras plan` makes it. The two friends come over and over: their shares are held against each
/// other too.
fn many(wanted: usize, rulebooks: &BTreeMap<String, Rulebook>, cases: &[Case]) {
    let mut seconds = 0.0;
    for (name, rulebook) in rulebooks {
        let all = cases.iter().cycle().take(wanted).filter(|case| case.rulebook == *name);
        let pairs: Vec<(&SupportPlan, Option<&Budget>)> =
            all.map(|case| (&case.plan, Some(&case.budget))).collect();
        let start = cpu_seconds();
        let checked = rulebook.check_plans_together(black_box(&pairs)).expect("they fit");
        assert_eq!(checked.plans.len(), pairs.len());
        drop(black_box(checked));
        seconds += cpu_seconds() - start;
    }
    told("together: all plans of a rulebook in one call", wanted, seconds);
}
