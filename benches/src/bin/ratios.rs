//! How fast the engine is beside programs written by hand, as one table of ratios, each taken within the rounds of one run.
//!
//! `cargo run --release -p openras-benches --bin ratios [ROUNDS] [SECONDS] [PART]`, the part one of `columns`, `numbers`,
//! `threads`, `one_by_one`, `wider`, `ready`; with `OPENRAS_BENCH_LARGE=1` ten million people too, which takes a gigabyte.
#![forbid(unsafe_code)]

use std::hint::black_box;
use std::time::Instant;

use openras::allocation::columns::{Columns, Wanted, Worked};
use openras::prelude::*;
use openras_benches::figures::Figures;
use openras_benches::measure::{Runner, Times, machine, median, peak_megabytes, ratio, rounds};
use openras_benches::reference::{Decimals, Hand, Pieces};
use openras_benches::rulebook_folder;
use openras_benches::wider::{self, Wider};
use openras_benches::workload::{self, QUESTIONS, Workload};

/// How long to measure.
#[derive(Clone, Copy)]
struct Effort {
    rounds: usize,
    seconds: f64,
}

impl Effort {
    fn run(self, mut runners: Vec<Runner<'_>>) -> Vec<Times> {
        rounds(&mut runners, self.rounds, self.seconds)
    }
}

fn main() {
    let argument = |at: usize| std::env::args().nth(at);
    let effort = Effort {
        rounds: argument(1).map_or(7, |text| text.parse().expect("a number of rounds")),
        seconds: argument(2).map_or(0.1, |text| text.parse().expect("seconds of a round")),
    };
    let figures = Figures::read().expect("the figures");
    let rulebook = openras_benches::workload().expect("the workload loads");
    println!("{}; {} rounds of {} s each", machine(), effort.rounds, effort.seconds);
    println!(
        "\n| what | people | ours, ns a person | theirs, ns a person | times as fast: least, **middle**, most |"
    );
    println!("|---|---|---|---|---|");
    let part = argument(3);
    let asked = |name: &str| part.as_deref().is_none_or(|part| part == name);
    let large = std::env::var_os("OPENRAS_BENCH_LARGE").is_some();
    for people in [1, 1_000, 100_000, 1_000_000, 10_000_000] {
        if asked("columns") && (people <= 1_000_000 || large) {
            columns(effort, &figures, &rulebook, people);
        }
    }
    if asked("numbers") {
        numbers(effort);
    }
    if asked("threads") {
        threads(effort, &figures, &rulebook);
    }
    if asked("one_by_one") {
        one_by_one(effort, &figures, &rulebook);
    }
    if asked("wider") {
        wider_rulebooks(effort, &rulebook);
    }
    if asked("ready") {
        preparing(&rulebook);
    }
    if let Some(peak) = peak_megabytes("self") {
        println!("\nMost memory of this program: {peak:.0} MB");
    }
}

/// A line of the table: ours beside theirs, by the time of the processor.
fn line(what: &str, people: usize, ours: &Times, theirs: &Times) {
    told(what, people, &theirs.name, &ours.cpu, &theirs.cpu);
}

fn told(what: &str, people: usize, than: &str, ours: &[f64], theirs: &[f64]) {
    let [least, middle, most] = ratio(ours, theirs);
    let (ours, theirs) = (median(ours) * 1e9, median(theirs) * 1e9);
    println!(
        "| {what}, beside {than} | {people} | {ours:.1} | {theirs:.1} | {least:.2} **{middle:.2}** {most:.2} |"
    );
}

/// Columns of answers to a column of results, and to a column a step.
fn columns(effort: Effort, figures: &Figures, rulebook: &Rulebook, count: usize) {
    let made = Workload::new(count);
    let answers = made.columns();
    let hand = Hand::new(figures);
    let (result, steps) = (rulebook.columns().wanted(Wanted::Result), rulebook.columns());
    let (for_result, for_steps) = (people(&made, &result), people(&made, &steps));
    let (mut pence, mut worked, mut every) = (vec![0; count], Worked::default(), Worked::default());
    let mut runners = vec![
        Runner::new("the loop written by hand", count, || {
            hand.columns(black_box(&answers), black_box(&mut pence))
        }),
        Runner::new("result", count, || result.work_into(black_box(&for_result), black_box(&mut worked))),
    ];
    if count <= 1_000_000 {
        let every = || steps.work_into(black_box(&for_steps), black_box(&mut every));
        runners.push(Runner::new("every step", count, every));
    }
    let times = effort.run(runners);
    line("columns to result", count, &times[1], &times[0]);
    if let Some(every) = times.get(2) {
        line("columns to a column a step", count, every, &times[0]);
    }
}

fn people<'a>(made: &'a Workload, columns: &'a Columns) -> openras::allocation::columns::People<'a> {
    made.for_engine(columns).expect("the workload's people")
}

/// A scheme that no table holds.
fn numbers(effort: Effort) {
    let count = 100_000;
    let made = wider::numbers_in_pieces(count);
    let cells = made.numbers();
    let hand = Pieces::new(&wider::WEIGHTS, &wider::PIECES, wider::KEPT);
    let columns = made.rulebook.columns().wanted(Wanted::Result);
    let people = made.for_engine(&columns).expect("its own people");
    let (mut pence, mut worked) = (vec![0; count], Worked::default());
    let times = effort.run(vec![
        Runner::new("its loop written by hand", count, || {
            hand.columns(black_box(&cells), black_box(&mut pence))
        }),
        Runner::new("result", count, || columns.work_into(black_box(&people), black_box(&mut worked))),
    ]);
    line("a scheme that no table holds, columns to result", count, &times[1], &times[0]);
}

/// Two threads beside one, by the clock; and the loop written by hand in two threads, for what the machine had to give.
fn threads(effort: Effort, figures: &Figures, rulebook: &Rulebook) {
    let count = 1_000_000;
    let made = Workload::new(count);
    let one = rulebook.columns().wanted(Wanted::Result);
    let two = one.clone().threads(2);
    let (for_one, for_two) = (people(&made, &one), people(&made, &two));
    let (mut first, mut second) = (Worked::default(), Worked::default());
    let hand = Hand::new(figures);
    let answers = made.columns();
    let halves = [0, 1].map(|half| {
        let half =
            |column: &&[u8]| -> Vec<u8> { column.chunks(count / 2).nth(half).expect("a half").to_vec() };
        answers.iter().map(half).collect::<Vec<_>>()
    });
    let halves = halves.each_ref().map(|half| half.iter().map(Vec::as_slice).collect::<Vec<&[u8]>>());
    let mut pence = vec![0; count];
    let mut in_halves = vec![0; count];
    let times = effort.run(vec![
        Runner::new("one thread", count, || one.work_into(black_box(&for_one), black_box(&mut first))),
        Runner::new("two threads", count, || two.work_into(black_box(&for_two), black_box(&mut second))),
        Runner::new("one thread", count, || hand.columns(black_box(&answers), black_box(&mut pence))),
        Runner::new("two threads, by hand", count, || {
            std::thread::scope(|scope| {
                for (half, out) in halves.iter().zip(in_halves.chunks_mut(count / 2)) {
                    let hand = &hand;
                    scope.spawn(move || hand.columns(black_box(half), out));
                }
            });
        }),
    ]);
    told("two threads", count, "one thread (by the clock)", &times[1].wall, &times[0].wall);
    told("the loop by hand in two threads", count, "in one (by the clock)", &times[3].wall, &times[2].wall);
}

/// One person after another, with workings kept and with the record as text.
fn one_by_one(effort: Effort, figures: &Figures, rulebook: &Rulebook) {
    let count = 2_000;
    let made: Vec<Assessment> =
        (0..count as u64).map(|person| workload::assessment(figures, person)).collect();
    let rows: Vec<[u8; QUESTIONS]> = (0..count as u64).map(workload::answers).collect();
    let decimals = Decimals::new(figures);
    let table = Workload::new(count);
    let columns = rulebook.columns();
    let people = people(&table, &columns);
    let times = effort.run(vec![
        Runner::new("rust_decimal without workings", count, || {
            rows.iter().for_each(|row| {
                black_box(decimals.budget(black_box(row)));
            });
        }),
        Runner::new("rust_decimal with steps kept", count, || {
            rows.iter().for_each(|row| drop(black_box(decimals.budget_with_steps(black_box(row)))));
        }),
        Runner::new("workings", count, || {
            made.iter().for_each(|person| drop(black_box(rulebook.allocate(black_box(person)))));
        }),
        Runner::new("record", count, || {
            made.iter().for_each(|person| {
                let allocation = rulebook.allocate(black_box(person)).expect("allocated");
                drop(black_box(allocation.to_json()));
            });
        }),
        Runner::new("steps kept", count, || {
            (0..count).for_each(|row| drop(black_box(columns.person(black_box(&people), row))));
        }),
    ]);
    line("one by one, every step kept", count, &times[4], &times[0]);
    line("one by one, every step kept", count, &times[4], &times[1]);
    line("one by one from words, with what each step used", count, &times[2], &times[0]);
    line("one by one from words, with what each step used", count, &times[2], &times[1]);
    line("one by one with the record as JSON and its digest", count, &times[3], &times[0]);
}

/// Rulebooks of other kinds, and what a question costs there in questions of the workload.
fn wider_rulebooks(effort: Effort, rulebook: &Rulebook) {
    println!(
        "\n| a rulebook of its own | people | ns a person | ns a question | a question, in the workload's |"
    );
    println!("|---|---|---|---|---|");
    let count = 100_000;
    let common = Workload::new(count);
    let of_common = rulebook.columns().wanted(Wanted::Result);
    let made = wider::MADE.map(|make| make(count));
    let columns = made.each_ref().map(|one| one.rulebook.columns().wanted(Wanted::Result));
    let mut runners = vec![runner("peers_common", &of_common, people(&common, &of_common))];
    for (one, columns) in made.iter().zip(&columns) {
        runners.push(runner(one.name, columns, one.for_engine(columns).expect("its own people")));
    }
    let times = effort.run(runners);
    let a_question = |times: &Times, questions: usize| {
        times.cpu.iter().map(|time| time / questions as f64).collect::<Vec<_>>()
    };
    let base = a_question(&times[0], QUESTIONS);
    let questions = |wider: &Wider| wider.rulebook.questionnaire().questions.len();
    let questions = [QUESTIONS].into_iter().chain(made.iter().map(questions));
    for (times, questions) in times.iter().zip(questions) {
        let each = a_question(times, questions);
        let [.., middle, _] = ratio(&base, &each);
        let (person, each) = (median(&times.cpu) * 1e9, median(&each) * 1e9);
        println!(
            "| {} of {questions} questions | {count} | {person:.1} | {each:.2} | {middle:.1} |",
            times.name
        );
    }
}

fn runner<'a>(
    name: &str,
    columns: &'a Columns,
    people: openras::allocation::columns::People<'a>,
) -> Runner<'a> {
    let mut worked = Worked::default();
    let count = people.rows();
    Runner::new(name, count, move || columns.work_into(black_box(&people), black_box(&mut worked)))
}

/// What is done once: a rulebook read and checked, and made ready for columns.
fn preparing(rulebook: &Rulebook) {
    let folder = Folder::read(rulebook_folder("peers_common")).expect("the folder is there");
    let milliseconds = |call: &dyn Fn()| {
        let times: Vec<f64> = (0..9)
            .map(|_| {
                let clock = Instant::now();
                call();
                clock.elapsed().as_secs_f64() * 1e3
            })
            .collect();
        median(&times)
    };
    let load = milliseconds(&|| drop(black_box(Rulebook::from_folder(folder.clone()))));
    let made = Workload::new(1);
    let ready = |rulebook: &Rulebook, wanted: Wanted| {
        let columns = rulebook.columns().wanted(wanted);
        let people = made.for_engine(&columns).expect("the workload's people");
        drop(black_box(columns.work(&people)));
    };
    let result = milliseconds(&|| ready(rulebook, Wanted::Result));
    let steps = milliseconds(&|| ready(rulebook, Wanted::Steps));
    println!(
        "\nThe workload's rulebook is read and checked in {load:.1} ms, made ready for columns of the result in {result:.2} ms, of every step in {steps:.2} ms (one person included)."
    );
    let many = wider::many_questions(1);
    let ready = milliseconds(&|| {
        let columns = many.rulebook.columns().wanted(Wanted::Result);
        let people = many.for_engine(&columns).expect("its own people");
        drop(black_box(columns.work(&people)));
    });
    println!("The rulebook of 200 questions is made ready in {ready:.2} ms.");
}
