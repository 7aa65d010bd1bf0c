//! LibreOffice recalculates the workbooks after the answers have changed, and comes to what the engine comes to.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    clippy::print_stdout,
    reason = "a test says what must hold and stops where it does not"
)]

mod office;

use calamine::Data;
use openras_allocation::Allocation;
use openras_core::{Code, Exact};
use openras_questionnaire::Assessment;
use openras_rulebook::Rulebook;
use openras_testing::people::{Care, Inventor};
use openras_testing::{fixtures, formulas, small};
use openras_workbook::{blank, people_with_results_of, person, with_results_of};

use office::hand::filled_in;
use office::{Book, Office};

/// So many people are invented for each rulebook of the fixtures: 27 of them.
const PEOPLE: u64 = 24;
/// So many rulebooks that nobody has seen, each with so many people.
const UNSEEN: u64 = 16;
const PEOPLE_UNSEEN: u64 = 20;

fn invented(rulebook: &Rulebook, seed: u64) -> Assessment {
    let inventor = Inventor::new(rulebook);
    let person = match seed % 8 {
        0..=4 => inventor.somebody_inside(seed),
        5 | 6 => inventor.person(Care::Sound, seed),
        _ => inventor.person(Care::Gaps, seed),
    };
    Assessment::from_json(&person.to_string()).unwrap()
}

/// What a workbook says of one person: the outcome, the figures, and each step.
struct Says {
    outcome: String,
    figures: Vec<Option<f64>>,
    steps: Vec<(String, Data)>,
}

/// Holds what a workbook says against the engine; gives how many steps were compared.
fn same(name: &str, rulebook: &Rulebook, assessment: &Assessment, says: &Says) -> usize {
    let who = || format!("{name}: {}", serde_json::to_string(assessment).unwrap());
    let allocation = match rulebook.allocate(assessment) {
        Ok(allocation) => allocation,
        // A double knows no limit of 28 digits: the pages say so.
        Err(found) if found.iter().all(|problem| problem.code == Code::Overflow) => return 0,
        Err(found) => {
            assert_eq!(says.outcome, "error", "{}\n{found}", who());
            assert!(says.figures.iter().all(Option::is_none), "{}", who());
            return 0;
        }
    };
    assert_eq!(says.outcome, allocation.outcome().as_str(), "{}", who());
    let decimals = rulebook.scheme().decimals as usize;
    for (said, figure) in says.figures.iter().zip(figures(&allocation)) {
        let figure = figure.map(|figure| figure.to_fixed(decimals as u32));
        assert_eq!(said.map(|said| format!("{said:.decimals$}")), figure, "{}", who());
    }
    for done in allocation.steps() {
        let step = &rulebook.scheme().steps[done.step];
        let (_, said) = says.steps.iter().find(|(id, _)| *id == step.id).expect("every step has a line");
        let Data::Float(said) = said else { panic!("step {} is {said:?}: {}", step.id, who()) };
        assert!(near(*said, &done.value), "step {} is {said}, not {}: {}", step.id, done.value, who());
    }
    allocation.steps().len()
}

/// The same number, so far as a double tells; the same pennies where it has no more than six decimals.
fn near(said: f64, value: &Exact) -> bool {
    let wanted: f64 = value.to_fixed(20).parse().unwrap();
    let close = (said - wanted).abs() <= 1e-11 * wanted.abs().max(1e-3);
    match value.decimals() {
        // Adding nothing makes of minus nothing, which a double knows, nothing.
        Some(places @ 0..=6) if wanted.abs() < 1e8 => {
            close && format!("{:.*}", places as usize, said + 0.0) == value.to_fixed(places)
        }
        _ => close,
    }
}

fn figures(allocation: &Allocation) -> Vec<Option<Exact>> {
    let figures = allocation.money().figures.as_ref();
    vec![
        figures.map(|figures| figures.annual.clone()),
        figures.map(|figures| figures.weekly.clone()),
        figures.map(|figures| figures.social_care.clone()),
        figures.map(|figures| figures.individual_budget.clone()),
    ]
}

fn number(cell: Option<&Data>) -> Option<f64> {
    match cell {
        Some(Data::Float(number)) => Some(*number),
        _ => None,
    }
}

/// What a workbook of one person says.
fn one(book: &mut Book) -> Says {
    let summary = book.sheet("Summary");
    let cell = |row: u32| summary.get_value((row, 1)).cloned();
    let workings = book.sheet("Workings");
    let rows = workings.rows().filter(|row| row[0] == Data::String("step".to_owned()));
    Says {
        outcome: cell(7).unwrap_or_default().to_string(),
        figures: (8..12).map(|row| number(cell(row).as_ref())).collect(),
        steps: rows.map(|row| (row[1].to_string(), row[3].clone())).collect(),
    }
}

/// What a workbook of many people says of each.
fn many(book: &mut Book) -> Vec<Says> {
    let people = book.sheet("People");
    let (parts, head) = (people.rows().nth(2).unwrap(), people.rows().nth(3).unwrap());
    let steps: Vec<usize> =
        (0..head.len()).filter(|at| parts[*at] == Data::String("steps".to_owned())).collect();
    let figure = |name: &str| head.iter().position(|cell| *cell == Data::String(name.to_owned()));
    let figures = ["a year", "a week", "without the money inside it", "with the money on top of it"];
    let figures: Vec<usize> = figures.into_iter().filter_map(figure).collect();
    let says = |row: &[Data]| Says {
        outcome: row[2].to_string(),
        figures: figures.iter().map(|at| number(row.get(*at))).collect(),
        steps: steps.iter().map(|at| (head[*at].to_string(), row[*at].clone())).collect(),
    };
    people.rows().skip(4).map(says).collect()
}

#[test]
fn one_row_a_person_recalculates_to_what_the_engine_says() {
    let Some(mut office) = Office::open("people") else { return };
    let unseen = (0..UNSEEN).map(|seed| {
        let scheme = formulas::scheme(seed.wrapping_mul(7_919) + 1, [3, 6, 12][seed as usize % 3]);
        (format!("unseen_{seed}"), small::rulebook(formulas::QUESTIONNAIRE, &scheme), PEOPLE_UNSEEN)
    });
    let seen = fixtures::rulebooks().into_iter().map(|name| {
        let rulebook = fixtures::rulebook(&name);
        (name, rulebook, PEOPLE)
    });
    let all: Vec<(String, Rulebook, u64)> = seen.chain(unseen).collect();
    let mut written = Vec::new();
    for (name, rulebook, count) in &all {
        let people: Vec<Assessment> = (0..*count).map(|seed| invented(rulebook, seed)).collect();
        let others: Vec<Assessment> = (0..*count).map(|seed| invented(rulebook, seed + 1_000)).collect();
        office.put(name, &people_with_results_of(rulebook, &people, &others).unwrap());
        written.push(people);
    }
    office.recalculate();
    let (mut people, mut steps, mut outcomes) = (0, 0, std::collections::BTreeMap::new());
    for ((name, rulebook, _), written) in all.iter().zip(&written) {
        let says = many(&mut office.book(name));
        assert_eq!(says.len(), written.len(), "{name}");
        for (assessment, says) in written.iter().zip(&says) {
            people += 1;
            steps += same(name, rulebook, assessment, says);
            *outcomes.entry(says.outcome.clone()).or_insert(0) += 1;
        }
    }
    println!("{people} people, {steps} steps, {outcomes:?}");
    assert!(people >= 500 && steps > 2_000, "{people} people, {steps} steps");
    for outcome in ["allocated", "excluded", "referred", "error"] {
        assert!(outcomes.contains_key(outcome), "{outcome} is not among {outcomes:?}");
    }
}

#[test]
fn changed_answers_change_the_steps_of_a_persons_workbook() {
    let Some(mut office) = Office::open("changed") else { return };
    let mut all = Vec::new();
    for (seed, name) in (0..).zip(fixtures::assessments()) {
        let rulebook = fixtures::rulebook(&fixtures::rulebook_of(&name));
        let assessment = Assessment::from_json(&fixtures::assessment(&name)).unwrap();
        let other = invented(&rulebook, seed * 8 + 2_000);
        // The person of the fixture under the results of another.
        office.put(&name, &with_results_of(&rulebook, &assessment, &other).unwrap());
        all.push((name, rulebook, assessment));
    }
    office.recalculate();
    let mut steps = 0;
    for (name, rulebook, assessment) in &all {
        let says = one(&mut office.book(name));
        steps += same(name, rulebook, assessment, &says);
    }
    println!("{} workbooks, {steps} steps", all.len());
    assert!(all.len() > 50 && steps > 300, "{} workbooks, {steps} steps", all.len());
}

/// Nothing that the engine made of anybody stands in a blank workbook, so every figure here is the spreadsheet's own.
#[test]
fn a_blank_workbook_that_somebody_fills_in_comes_to_what_the_engine_comes_to() {
    let Some(mut office) = Office::open("blank") else { return };
    let mut all = Vec::new();
    let mut none = 0;
    for name in fixtures::assessments() {
        let rulebook = fixtures::rulebook(&fixtures::rulebook_of(&name));
        let json = fixtures::assessment(&name);
        let assessment = Assessment::from_json(&json).unwrap();
        let blank = blank(&rulebook, assessment.on()).unwrap();
        office.put(&name, &filled_in(&blank, &rulebook, &serde_json::from_str(&json).unwrap()));
        none += usize::from(one(&mut office.book_before(&name)).figures[0].is_none());
        all.push((name, rulebook, assessment));
    }
    office.recalculate();
    let (mut steps, mut outcomes) = (0, std::collections::BTreeMap::new());
    for (name, rulebook, assessment) in &all {
        let says = one(&mut office.book(name));
        steps += same(name, rulebook, assessment, &says);
        *outcomes.entry(says.outcome).or_insert(0) += 1;
    }
    println!(
        "{} workbooks filled in, {none} of them without a figure before, {steps} steps, {outcomes:?}",
        all.len()
    );
    assert!(none == all.len() && steps > 300, "{none} of {} blank, {steps} steps", all.len());
    assert!(["allocated", "excluded", "referred"].iter().all(|kind| outcomes[*kind] > 2), "{outcomes:?}");
}

#[test]
fn every_cell_of_a_persons_workbook_holds_what_its_formula_gives() {
    let Some(mut office) = Office::open("cached") else { return };
    let mut all = Vec::new();
    let mut last = String::new();
    for name in fixtures::assessments() {
        // One for each rulebook: the rest is what the other tests recalculate.
        let own = fixtures::rulebook_of(&name);
        if std::mem::replace(&mut last, own.clone()) == own {
            continue;
        }
        let rulebook = fixtures::rulebook(&own);
        let assessment = Assessment::from_json(&fixtures::assessment(&name)).unwrap();
        let allocation = rulebook.allocate(&assessment).unwrap();
        let bytes = person(&rulebook, &allocation).unwrap();
        assert_eq!(bytes, person(&rulebook, &allocation).unwrap(), "{name}: the same bytes twice");
        office.put(&name, &bytes);
        all.push(name);
    }
    office.recalculate();
    let mut cells = 0;
    for name in &all {
        let (mut before, mut after) = (office.book_before(name), office.book(name));
        for sheet in ["Summary", "Answers", "Parameters", "Tables", "Workings", "Record"] {
            let (written, worked) = (before.sheet(sheet), after.sheet(sheet));
            for (row, column, cell) in written.used_cells() {
                let now = worked.get((row, column)).unwrap_or(&Data::Empty);
                cells += 1;
                let agree = match (cell, now) {
                    (Data::Float(one), Data::Float(other)) => {
                        (one - other).abs() <= 1e-11 * one.abs().max(1e-3)
                    }
                    (Data::Error(_), Data::Error(_)) => true,
                    (Data::DateTime(one), Data::DateTime(other)) => one.as_f64() == other.as_f64(),
                    (Data::String(one), Data::Empty) => one.is_empty(),
                    (one, other) => one == other,
                };
                assert!(agree, "{name}, {sheet}, row {} column {column}: {cell:?}, then {now:?}", row + 1);
            }
        }
    }
    println!("{} workbooks, {cells} cells", all.len());
    assert!(cells > 10_000, "{cells} cells");
}
