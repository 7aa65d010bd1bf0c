//! A second way from an assessment to its outcome.
//!
//! It was written from the rules of evaluation, shares no arithmetic with the engine (its fractions are `dashu`'s) and is
//! naive on purpose: nothing is remembered, ordered or prepared. It takes a loaded rulebook for sound, so it trusts the
//! trees of its formulas, and reads the assessment from JSON itself, which must have the form of an assessment.

pub mod formula;
pub mod number;
mod person;
mod sheet;
mod table;

use std::collections::BTreeMap;

use openras_allocation::{Position, Scheme, Step};
use openras_core::{Code, Rounding};
use openras_questionnaire::{Part, Question};
use openras_rulebook::Rulebook;
use serde_json::Value as Json;

use crate::outcome::Outcome;
use formula::{Worth, work_out};
use number::Number;
use person::{Ended, Person, score};
use sheet::{Answer, Sheet, check, in_year, per, table};

/// What the first stage finds: `code:id` of everything that is wrong with the document itself, sorted.
pub fn faults_of_the_document(rulebook: &Rulebook, assessment: &Json) -> Vec<String> {
    Outcome::of_errors(check(rulebook.questionnaire(), rulebook.scheme(), assessment).problems).errors
}

/// What an assessment comes to.
pub fn allocate(rulebook: &Rulebook, assessment: &Json) -> Outcome {
    let (questionnaire, scheme) = (rulebook.questionnaire(), rulebook.scheme());
    let sheet = check(questionnaire, scheme, assessment);
    if !sheet.problems.is_empty() {
        return Outcome::of_errors(sheet.problems);
    }
    let mut person = Person::new(scheme, &sheet);
    let mut problems = Vec::new();
    let exclusions = holding(&mut person, &scheme.exclusions, &mut problems);
    let plain = Outcome {
        standing: standing(rulebook, assessment),
        needs: needs(&mut person),
        views: views(&mut person),
        ..Outcome::default()
    };
    if !exclusions.is_empty() {
        return Outcome { outcome: "excluded".to_owned(), exclusions, ..plain };
    }
    let mut referrals = holding(&mut person, &scheme.referrals, &mut problems);
    for step in &scheme.steps {
        person.work(step, &mut problems);
    }
    person.check_streams(assessment, &mut problems);
    if !problems.is_empty() {
        return Outcome::of_errors(problems);
    }
    referrals.append(&mut person.referring);
    let referred = !referrals.is_empty();
    let outcome = if referred { "referred" } else { "allocated" }.to_owned();
    let steps = person.steps_done(referred);
    let counted = Outcome { outcome, referrals, steps, ..plain };
    let streams = streams(scheme, assessment);
    match person.steps.get(scheme.steps[scheme.result].id.as_str()) {
        Some(Ended::At(result)) if !referred => with_money(counted, scheme, result, streams),
        _ => Outcome { streams: shown(scheme, &streams), ..counted },
    }
}

/// The ids of the rules that hold.
fn holding(
    person: &mut Person<'_>,
    rules: &[openras_allocation::Rule],
    problems: &mut Vec<String>,
) -> Vec<String> {
    let mut ids = Vec::new();
    for rule in rules {
        let (holds, found) = person.condition(&rule.id, &rule.when.expr);
        problems.extend(found);
        if holds == Some(true) {
            ids.push(rule.id.clone());
        }
    }
    ids
}

impl<'a> Person<'a> {
    fn work(&mut self, step: &'a Step, problems: &mut Vec<String>) {
        self.begin(&step.id);
        let value = self.value(step);
        if let Some(value) = &value {
            let is_result = self.scheme.steps[self.scheme.result].id == step.id;
            if number::overflows(value) {
                self.wrong(Code::Overflow, &step.id);
            } else if is_result && *value < Number::from(0) {
                self.wrong(Code::NotPayable, &step.id);
            }
        }
        let referred = self.is_referred();
        let found = self.problems();
        let ended = match value {
            Some(value) if found.is_empty() => Ended::At(value),
            _ if referred => Ended::Referred,
            _ => Ended::Problem,
        };
        problems.extend(found);
        self.steps.insert(&step.id, ended);
    }

    fn value(&mut self, step: &Step) -> Option<Number> {
        let written = match &step.when {
            None => &step.formula,
            Some((when, otherwise)) => match work_out(&when.expr, self)? {
                Worth::Condition(true) => &step.formula,
                _ => otherwise,
            },
        };
        match work_out(&written.expr, self)? {
            Worth::Number(value) => Some(value),
            other => panic!("{other:?} is no step"),
        }
    }

    fn steps_done(&self, referred: bool) -> Vec<(String, String)> {
        let (scheme, mut done) = (self.scheme, Vec::new());
        for (handle, step) in scheme.steps.handles() {
            if let Some(Ended::At(value)) = self.steps.get(step.id.as_str())
                && !(referred && handle == scheme.result)
            {
                done.push((step.id.clone(), number::shortest(value)));
            }
        }
        done
    }

    /// An awarded stream whose `when` does not hold is out of range.
    fn check_streams(&mut self, assessment: &Json, problems: &mut Vec<String>) {
        for (id, award) in table(assessment, "streams") {
            let awarded = award.get("status").is_none_or(|status| status == "awarded");
            let stream = self.scheme.streams.iter().find(|stream| &stream.id == id).expect("a stream");
            if let Some(when) = stream.when.as_ref().filter(|_| awarded) {
                let (holds, found) = self.condition(id, &when.expr);
                problems.extend(found);
                if holds == Some(false) {
                    problems.push(format!("{}:{id}", Code::OutOfRange));
                }
            }
        }
    }
}

/// Whose check it bears.
fn standing(rulebook: &Rulebook, assessment: &Json) -> String {
    let roles = &rulebook.questionnaire().checked_by;
    let counts = assessment.get("checked").is_some_and(|checked| {
        roles.is_empty()
            || checked
                .get("role")
                .and_then(Json::as_str)
                .is_some_and(|role| roles.iter().any(|one| one == role))
    });
    if counts { "indicative" } else { "estimate" }.to_owned()
}

fn needs(person: &mut Person<'_>) -> Vec<String> {
    let mut needs: Vec<String> = Vec::new();
    for section in &person.sheet.questionnaire.sections {
        let Some(need) = section.need.as_ref().filter(|_| section.part == Part::Needs) else { continue };
        let questions = section.questions.iter().map(|handle| &person.sheet.questionnaire.questions[*handle]);
        if questions.into_iter().any(|question| shows_need(person.sheet, question)) && !needs.contains(need) {
            needs.push(need.clone());
        }
    }
    needs
}

fn shows_need(sheet: &Sheet<'_>, question: &Question) -> bool {
    if sheet.asked(question, &mut Vec::new()) != Some(true) {
        return false;
    }
    match sheet.answers.get(question.id.as_str()) {
        None => false,
        Some(Answer::Ticks(places)) => places.iter().any(|place| question.statements()[*place].shows_need),
        Some(answer) => score(question, answer) > Number::from(0),
    }
}

/// The views that differ from the answer that counts: what each would have scored, and what counted.
fn views(person: &mut Person<'_>) -> Vec<(String, Option<String>, Option<String>)> {
    let mut views = Vec::new();
    for (id, view) in &person.sheet.views {
        if person.sheet.answers.get(id) == Some(view) {
            continue;
        }
        let question = person
            .sheet
            .questionnaire
            .questions
            .iter()
            .find(|question| question.id == **id)
            .expect("a question");
        let asked = person.sheet.asked(question, &mut Vec::new());
        let points = asked.map(|asked| if asked { score(question, view) } else { Number::from(0) });
        let counted = person.points(question);
        let text = |number: Option<Number>| number.as_ref().map(number::shortest);
        views.push(((*id).to_owned(), text(points), text(counted)));
    }
    views
}

/// The annual figure of each awarded stream that is not paid once, with its position.
fn streams(scheme: &Scheme, assessment: &Json) -> Vec<(String, Position, Number)> {
    let mut counted = Vec::new();
    for (id, award) in table(assessment, "streams") {
        let stream = scheme.streams.iter().find(|stream| &stream.id == id).expect("a stream");
        let awarded = award.get("status").is_none_or(|status| status == "awarded");
        if let Some(per) = per(stream, award).filter(|_| awarded && !stream.once) {
            let amount = award["amount"].as_str().map_or_else(|| award["amount"].to_string(), str::to_owned);
            let annual = payable(scheme, &(number::read(&amount) * in_year(scheme, per)));
            counted.push((id.clone(), stream.position, annual));
        }
    }
    counted
}

fn shown(scheme: &Scheme, streams: &[(String, Position, Number)]) -> BTreeMap<String, String> {
    streams.iter().map(|(id, _, annual)| (id.clone(), number::fixed(annual, scheme.decimals))).collect()
}

fn payable(scheme: &Scheme, amount: &Number) -> Number {
    number::to_places(amount, Rounding::HalfAwayFromZero, scheme.decimals as i32)
}

/// The figures, each rounded once from the exact value, half away from zero.
fn with_money(
    outcome: Outcome,
    scheme: &Scheme,
    result: &Number,
    streams: Vec<(String, Position, Number)>,
) -> Outcome {
    let year = result * in_year(scheme, scheme.result_period);
    let annual = payable(scheme, &year);
    let weekly = year / in_year(scheme, openras_core::Period::Week);
    let together = |position: Position| {
        streams.iter().filter(|one| one.1 == position).fold(Number::from(0), |total, one| total + &one.2)
    };
    let left = &annual - together(Position::Inside);
    let social_care = if left < Number::from(0) { Number::from(0) } else { left };
    let individual_budget = &annual + together(Position::OnTop);
    let figures = [
        ("result", result.clone()),
        ("annual", annual),
        ("weekly", weekly),
        ("social_care", social_care),
        ("individual_budget", individual_budget),
    ];
    let money = figures
        .into_iter()
        .map(|(key, value)| (key.to_owned(), number::fixed(&value, scheme.decimals)))
        .collect();
    Outcome { money, streams: shown(scheme, &streams), ..outcome }
}
