//! OpenRAS beside another rules engine in Rust, `zen-engine`, on the common workload, in one run, turn by turn. Both keep a
//! person's whole derivation and write it as JSON; every budget of both is checked against plain integer arithmetic.
//!
//! `cargo run --release [ROUNDS] [SECONDS]` in this folder.
#![forbid(unsafe_code)]

mod tables;

use std::hint::black_box;

use openras::prelude::*;
use openras_benches::figures::Figures;
use openras_benches::measure::{Runner, machine, median, ratio, rounds};
use openras_benches::reference::Decimals;
use openras_benches::workload::{self, IDS, answers};
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};
use zen_engine::model::DecisionContent;
use zen_engine::{Decision, DecisionEngine, DecisionGraphResponse, EvaluationOptions};

/// How many people each call works out.
const PEOPLE: usize = 200;

/// The other engine, with the workload compiled.
struct Zen {
    decision: Decision,
    runtime: Runtime,
}

impl Zen {
    fn new(figures: &Figures) -> Zen {
        let content: DecisionContent =
            serde_json::from_value(tables::graph(figures)).expect("a decision graph");
        let mut decision = DecisionEngine::default().create_decision(content.into()).expect("a graph");
        decision.compile();
        decision.validate().expect("a sound graph");
        Zen { decision, runtime: Builder::new_current_thread().build().expect("a runtime") }
    }

    fn evaluate(&self, person: &Value, trace: bool) -> DecisionGraphResponse {
        let options = EvaluationOptions { trace, max_depth: 10 };
        let evaluated = self.decision.evaluate_with_opts(person.clone().into(), options);
        self.runtime.block_on(evaluated).expect("an answer")
    }
}

fn main() {
    let argument = |at: usize| std::env::args().nth(at);
    let times = argument(1).map_or(7, |text| text.parse().expect("a number of rounds"));
    let seconds = argument(2).map_or(0.2, |text| text.parse().expect("seconds of a round"));
    let figures = Figures::read().expect("the figures");
    let rulebook = openras_benches::workload().expect("the workload loads");
    let decimals = Decimals::new(&figures);
    let zen = Zen::new(&figures);
    let rows: Vec<_> = (0..PEOPLE as u64).map(answers).collect();
    let ours: Vec<Assessment> = (0..PEOPLE as u64).map(|person| workload::assessment(&figures, person)).collect();
    let theirs: Vec<Value> = rows
        .iter()
        .map(|row| {
            let ids = row.iter().map(|at| json!(IDS[usize::from(*at)]));
            Value::Object(workload::names(&figures).into_iter().zip(ids).collect())
        })
        .collect();
    check(&figures, &zen, &rulebook, &theirs, &ours);

    let runners = &mut [
        Runner::new("zen-engine", PEOPLE, || theirs.iter().for_each(|one| drop(black_box(zen.evaluate(one, false))))),
        Runner::new("zen-engine with its trace", PEOPLE, || {
            theirs.iter().for_each(|one| drop(black_box(zen.evaluate(one, true))));
        }),
        Runner::new("zen-engine with its trace as JSON", PEOPLE, || {
            theirs.iter().for_each(|one| drop(black_box(serde_json::to_string(&zen.evaluate(one, true)))));
        }),
        Runner::new("OpenRAS with workings", PEOPLE, || {
            ours.iter().for_each(|one| drop(black_box(rulebook.allocate(one))));
        }),
        Runner::new("OpenRAS with the record as JSON and its digest", PEOPLE, || {
            ours.iter().for_each(|one| drop(black_box(rulebook.allocate(one).expect("allocated").to_json())));
        }),
        Runner::new("rust_decimal by hand, nothing kept", PEOPLE, || {
            rows.iter().for_each(|row| {
                black_box(decimals.budget(row));
            });
        }),
    ];
    let times = rounds(runners, times, seconds);
    println!("{}\n", machine());
    println!("| program | people a second | times as fast as zen-engine with its trace as JSON: least, **middle**, most |");
    println!("|---|---|---|");
    for program in &times {
        let [least, middle, most] = ratio(&program.cpu, &times[2].cpu);
        let rate = 1.0 / median(&program.cpu);
        println!("| {} | {rate:.0} | {least:.2} **{middle:.2}** {most:.2} |", program.name);
    }
}

/// Both come to the pence of plain integer arithmetic; says how long their texts are.
fn check(figures: &Figures, zen: &Zen, rulebook: &Rulebook, theirs: &[Value], ours: &[Assessment]) {
    let mut bytes = [0; 2];
    for (person, (theirs, ours)) in theirs.iter().zip(ours).enumerate() {
        let pence = workload::pence(figures, &answers(person as u64));
        let right = rust_decimal::Decimal::new(pence, 2);
        let response = zen.evaluate(theirs, true);
        let result = serde_json::to_value(&response.result).expect("JSON");
        let budget = result["budget"].to_string().parse::<rust_decimal::Decimal>().expect("a number");
        assert_eq!(budget, right, "zen-engine, person {person}");
        let allocation = rulebook.allocate(ours).expect("allocated");
        let budget = allocation.indicative_budget().expect("a budget").annual.to_string();
        assert_eq!(budget.parse::<rust_decimal::Decimal>().expect("a number"), right, "OpenRAS, person {person}");
        bytes[0] += serde_json::to_string(&response).expect("JSON").len();
        bytes[1] += allocation.to_json().expect("JSON").len();
    }
    let people = theirs.len();
    println!("{people} people right to the penny; bytes of JSON a person: zen-engine {}, OpenRAS {}", bytes[0] / people, bytes[1] / people);
}
