//! Many people as columns, beside the same written by hand. The ratios are printed by the program `ratios`; these are times.
#![allow(missing_docs, reason = "criterion's macros make functions without docs")]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use openras::allocation::columns::{Wanted, Worked};
use openras_benches::figures::Figures;
use openras_benches::reference::{Decimals, Hand};
use openras_benches::wider;
use openras_benches::workload::{self, Workload};

/// How many people; ten million only with `OPENRAS_BENCH_LARGE=1`, for they take a gigabyte.
fn sizes() -> Vec<usize> {
    let large = std::env::var_os("OPENRAS_BENCH_LARGE").map(|_| 10_000_000);
    [1, 1_000, 100_000, 1_000_000].into_iter().chain(large).collect()
}

fn columns(c: &mut Criterion) {
    let rulebook = openras_benches::workload().expect("the workload loads");
    let hand = Hand::new(&Figures::read().expect("the figures"));
    let mut group = c.benchmark_group("columns");
    for people in sizes() {
        group.throughput(Throughput::Elements(people as u64));
        let made = Workload::new(people);
        let answers = made.columns();
        let mut pence = vec![0; people];
        group.bench_function(BenchmarkId::new("by hand", people), |b| {
            b.iter(|| hand.columns(black_box(&answers), black_box(&mut pence)));
        });
        let wanted = [
            ("result", Wanted::Result, 1),
            ("every step", Wanted::Steps, 1),
            ("result, two threads", Wanted::Result, 2),
        ];
        for (name, wanted, threads) in wanted {
            let columns = rulebook.columns().wanted(wanted).threads(threads);
            let for_engine = made.for_engine(&columns).expect("the workload's people");
            let mut worked = Worked::default();
            group.bench_function(BenchmarkId::new(name, people), |b| {
                b.iter(|| columns.work_into(black_box(&for_engine), black_box(&mut worked)));
            });
        }
    }
}

fn wider_rulebooks(c: &mut Criterion) {
    let people = 100_000;
    let mut group = c.benchmark_group("wider");
    group.throughput(Throughput::Elements(people as u64));
    for made in wider::MADE.map(|make| make(people)) {
        let columns = made.rulebook.columns().wanted(Wanted::Result);
        let for_engine = made.for_engine(&columns).expect("its own people");
        let mut worked = Worked::default();
        group.bench_function(made.name, |b| {
            b.iter(|| columns.work_into(black_box(&for_engine), black_box(&mut worked)));
        });
    }
}

fn one_by_one(c: &mut Criterion) {
    let figures = Figures::read().expect("the figures");
    let rulebook = openras_benches::workload().expect("the workload loads");
    let decimals = Decimals::new(&figures);
    let people: Vec<_> = (0..200).map(|person| workload::assessment(&figures, person)).collect();
    let rows: Vec<_> = (0..200).map(workload::answers).collect();
    let mut group = c.benchmark_group("200 people one by one");
    group.throughput(Throughput::Elements(200));
    group.bench_function("rust_decimal without workings", |b| {
        b.iter(|| {
            rows.iter().for_each(|row| {
                black_box(decimals.budget(row));
            });
        });
    });
    group.bench_function("rust_decimal with steps kept", |b| {
        b.iter(|| rows.iter().for_each(|row| drop(black_box(decimals.budget_with_steps(row)))));
    });
    group.bench_function("with workings", |b| {
        b.iter(|| people.iter().for_each(|person| drop(black_box(rulebook.allocate(person)))));
    });
    group.bench_function("with the record as JSON and its digest", |b| {
        b.iter(|| {
            people.iter().for_each(|person| {
                let allocation = rulebook.allocate(person).expect("allocated");
                drop(black_box(allocation.to_json()));
            });
        });
    });
}

fn ready(c: &mut Criterion) {
    let rulebook = openras_benches::workload().expect("the workload loads");
    let made = Workload::new(1);
    for (name, wanted) in [("result", Wanted::Result), ("every step", Wanted::Steps)] {
        c.bench_function(&format!("made ready for columns: {name}, one person included"), |b| {
            b.iter(|| {
                let columns = rulebook.columns().wanted(wanted);
                columns.work(&made.for_engine(&columns).expect("the workload's people"))
            });
        });
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10);
    targets = columns, wider_rulebooks, one_by_one, ready
}
criterion_main!(benches);
