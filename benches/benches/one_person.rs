//! One person at a time on the common workload: the budget with all its workings, the record, the rulebook itself.
#![allow(missing_docs, reason = "criterion's macros make functions without docs")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a bench stops where its fixture is not as it must be"
)]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use openras::prelude::*;
use openras_benches::{people, rulebook_folder, workload};

fn one_person(c: &mut Criterion) {
    let rulebook = workload().expect("the workload loads");
    let people = people(&rulebook);
    let person = people.first().expect("the workload has people");
    let json = {
        let allocation = rulebook.allocate(person).expect("the person can be allocated");
        let record = serde_json::to_value(allocation.record().expect("a record")).expect("JSON");
        record["assessment"].to_string()
    };

    c.bench_function("assessment: JSON text to Assessment", |b| {
        b.iter(|| Assessment::from_json(black_box(&json)));
    });
    c.bench_function("allocate: Assessment to Allocation with workings", |b| {
        b.iter(|| rulebook.allocate(black_box(person)));
    });
    c.bench_function("record: Assessment to record bytes with digest", |b| {
        b.iter(|| rulebook.allocate(black_box(person)).expect("allocated").to_json());
    });
    c.bench_function("all: JSON text to record bytes with digest", |b| {
        b.iter(|| {
            let assessment = Assessment::from_json(black_box(&json)).expect("an assessment");
            rulebook.allocate(&assessment).expect("allocated").to_json()
        });
    });
    c.bench_function("rulebook: twelve cases one by one", |b| b.iter(|| rulebook.run_cases()));
    let folder = Folder::read(rulebook_folder("peers_common")).expect("the folder is there");
    c.bench_function("rulebook: texts to a checked Rulebook", |b| {
        b.iter(|| Rulebook::from_folder(black_box(folder.clone())));
    });
}

criterion_group! { name = benches; config = Criterion::default().sample_size(30); targets = one_person }
criterion_main!(benches);
