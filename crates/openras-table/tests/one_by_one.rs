//! Every row of a table comes to what its assessment comes to one by one.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test says what must hold and stops where it does not"
)]

use std::collections::BTreeMap;

use openras_allocation::{Allocation, Outcome};
use openras_core::Diagnostics;
use openras_questionnaire::{Assessment, FactKind, Given, QuestionKind, StreamStatus};
use openras_rulebook::Rulebook;
use openras_table::csv::{Block, Blocks, Row, push_row};
use openras_table::{Layout, Table, Tally};
use openras_testing::{fixtures, people::Inventor};

/// A cell that says the same, where a table can say it.
fn cell_of_fact(rulebook: &Rulebook, id: &str, given: &Given, at: usize) -> Option<String> {
    let fact = &rulebook.questionnaire().facts[rulebook.questionnaire().fact(id)?];
    let yes_no = matches!(fact.kind, FactKind::YesNo);
    match given {
        Given::Bool(yes) if yes_no => {
            Some(if *yes { ["true", "yes"] } else { ["false", "no"] }[at % 2].to_owned())
        }
        Given::Text(text) if yes_no && ["true", "false", "yes", "no"].contains(&text.as_str()) => None,
        Given::Text(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        Given::Whole(whole) => Some(whole.to_string()),
        Given::Bool(_) | Given::List(_) => None,
    }
}

fn cell_of_answer(rulebook: &Rulebook, id: &str, given: &Given) -> Option<String> {
    let question = &rulebook.questionnaire().questions[rulebook.questionnaire().question(id)?];
    match (&question.kind, given) {
        (QuestionKind::Many { .. }, Given::List(words)) if words.is_empty() => Some("|".to_owned()),
        (QuestionKind::Many { .. }, Given::List(words)) if words.as_slice() != [""] => Some(words.join("|")),
        (QuestionKind::Many { .. }, _) => None,
        (QuestionKind::One { between: true, .. }, Given::List(words)) if words.len() > 1 => {
            Some(words.join("|"))
        }
        (_, Given::Text(text)) => Some(text.clone()).filter(|text| !text.is_empty() && !text.contains('|')),
        (_, Given::Whole(whole)) => Some(whole.to_string()),
        _ => None,
    }
}

/// The assessment with what a table can say of it, and its cells by the names of their columns.
fn sayable(
    rulebook: &Rulebook,
    assessment: &Assessment,
    at: usize,
) -> (Assessment, BTreeMap<String, String>) {
    let mut said = Assessment { person: Some(format!("P{at}")), on: assessment.on, ..Assessment::empty() };
    let mut cells = BTreeMap::from([("person".to_owned(), format!("P{at}"))]);
    if let Some(on) = assessment.on() {
        cells.insert("on".to_owned(), on.to_string());
    }
    for (id, given) in &assessment.facts {
        if let Some(cell) = cell_of_fact(rulebook, id, given, at) {
            cells.insert(id.clone(), cell);
            said.facts.insert(
                id.clone(),
                if let Given::Whole(n) = given { Given::Text(n.to_string()) } else { given.clone() },
            );
        }
    }
    for (id, given) in &assessment.answers {
        if let Some(cell) = cell_of_answer(rulebook, id, given) {
            cells.insert(id.clone(), cell);
            said.answers.insert(
                id.clone(),
                if let Given::Whole(n) = given { Given::Text(n.to_string()) } else { given.clone() },
            );
        }
    }
    for (id, award) in &assessment.streams {
        let amount = award.amount.as_ref().and_then(|amount| amount.amount());
        let awarded = award.status.unwrap_or_default() == StreamStatus::Awarded && award.per.is_none();
        let known = rulebook.scheme().streams.find(|stream| stream.id == *id).is_some();
        if let Some(amount) = amount.filter(|_| awarded && known) {
            cells.insert(format!("stream.{id}"), amount.shortest());
            said.streams.insert(id.clone(), award.clone());
        }
    }
    (said, cells)
}

/// What the row of one person must say, in the order of the header.
fn expected(table: &Table, person: &str, worked: &Result<Allocation, Diagnostics>) -> Vec<String> {
    let joined = |ids: Vec<&str>| ids.join(";");
    let (outcome, error, reason) = match worked {
        Ok(done) => {
            let rules = done.exclusions().chain(done.referrals()).map(|rule| rule.id.as_str());
            let ids = rules.chain(done.referring_tables().map(|table| table.id.as_str())).collect();
            (done.outcome().as_str(), String::new(), joined(ids))
        }
        Err(found) => ("error", found.items().join(";"), String::new()),
    };
    let steps = table.scheme().steps.iter().map(|step| {
        let done = worked.as_ref().ok().and_then(|done| done.step(&step.id));
        done.map(ToString::to_string).unwrap_or_default()
    });
    let figures = worked.as_ref().ok().and_then(|done| done.money().figures.as_ref());
    let decimals = table.scheme().decimals;
    let money = |of: Option<&openras_core::Exact>| of.map(|of| of.to_fixed(decimals)).unwrap_or_default();
    let mut row = vec![person.to_owned(), outcome.to_owned(), error, reason];
    row.extend(steps);
    if table.has_money() {
        row.push(money(figures.map(|figures| &figures.annual)));
        row.push(money(figures.map(|figures| &figures.social_care)));
        row.push(money(figures.map(|figures| &figures.individual_budget)));
    }
    row
}

/// Holds the table of these people against one by one; gives how many there were of each outcome.
fn check(rulebook: &Rulebook, assessments: &[Assessment]) -> BTreeMap<&'static str, usize> {
    let columns = rulebook.columns();
    let questionnaire = rulebook.questionnaire();
    let facts = questionnaire.facts.iter().map(|fact| fact.id.clone());
    let questions = questionnaire.questions.iter().map(|question| question.id.clone());
    let streams = rulebook.scheme().streams.iter().map(|stream| format!("stream.{}", stream.id));
    let fixed = ["person", "on"].map(str::to_owned);
    let header: Vec<String> = fixed.into_iter().chain(streams).chain(questions).chain(facts).collect();
    let layout = Layout::new(questionnaire, rulebook.scheme(), &header, &[]).unwrap();
    let table = Table::new(columns, layout, None, None).unwrap();
    let said: Vec<_> = assessments.iter().enumerate().map(|(at, one)| sayable(rulebook, one, at)).collect();
    let mut text = Vec::new();
    push_row(header.iter().map(String::as_str), &mut text);
    for (_, cells) in &said {
        push_row(header.iter().map(|name| cells.get(name).map_or("", String::as_str)), &mut text);
    }
    let (mut blocks, _) = Blocks::new(text.as_slice()).unwrap().unwrap();
    let (mut block, mut rows, mut out, mut tally) =
        (Block::default(), table.rows(), Vec::new(), Tally::default());
    while blocks.next(&mut block).unwrap() {
        rows.clear();
        block.each(|_, row, record| {
            assert_eq!(row, Row::Good);
            rows.push(record);
        });
        let results = rows.work().unwrap();
        results.write_csv(&mut out);
        tally.add(&results);
    }
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(out.as_slice());
    let mut written = reader.records().map(Result::unwrap);
    let mut outcomes = BTreeMap::new();
    for (assessment, cells) in &said {
        let worked = rulebook.allocate(assessment);
        let row: Vec<String> = written.next().unwrap().iter().map(str::to_owned).collect();
        assert_eq!(row, expected(&table, &cells["person"], &worked), "{}: {cells:?}", rulebook.id());
        let outcome = worked.as_ref().map_or("error", |done| done.outcome().as_str());
        *outcomes.entry(outcome).or_default() += 1;
    }
    assert!(written.next().is_none());
    let results = said.iter().filter_map(|(one, _)| {
        rulebook.allocate(one).ok().filter(|done| done.outcome() == Outcome::Allocated)
    });
    let total: openras_core::Exact =
        results.map(|done| done.money().figures.as_ref().unwrap().result.clone()).sum();
    let summary = tally.finish(rulebook.scheme(), rulebook.stamp());
    let allocated = outcomes.get("allocated").copied().unwrap_or(0);
    assert_eq!(summary.all.allocated, allocated as u64);
    assert_eq!(summary.all.total, (allocated > 0).then(|| total.to_fixed(rulebook.scheme().decimals)));
    outcomes
}

#[test]
fn the_cases_of_every_rulebook() {
    for name in fixtures::rulebooks() {
        let rulebook = fixtures::rulebook(&name);
        let cases = rulebook.cases().iter().flat_map(|file| &file.cases).filter(|case| case.given.is_none());
        let assessments: Vec<Assessment> = cases.map(|case| rulebook.assessment_of(case)).collect();
        check(&rulebook, &assessments);
    }
}

#[test]
fn invented_people_sound_and_unsound() {
    let mut all: BTreeMap<&str, usize> = BTreeMap::new();
    for name in fixtures::rulebooks() {
        let rulebook = fixtures::rulebook(&name);
        let inventor = Inventor::new(&rulebook);
        let people =
            (0..150).filter_map(|seed| Assessment::from_json(&inventor.anybody(seed).to_string()).ok());
        for (outcome, count) in check(&rulebook, &people.collect::<Vec<_>>()) {
            *all.entry(outcome).or_default() += count;
        }
    }
    for outcome in ["allocated", "excluded", "referred", "error"] {
        assert!(all.get(outcome).is_some_and(|count| *count >= 20), "{all:?}");
    }
}
