//! What is found, put in words and as assessments that anybody can work out again.

use openras_core::{Code, Diagnostic, Exact, Handle, Path, Period, money};
use openras_questionnaire::{Answer, Assessment, FactKind, FactValue, Given, Question, Sheet};

use crate::lint::cause::Cause;
use crate::lint::model::Model;
use crate::lint::pairs::Spot;

/// The most answers that a help names.
const NAMED_MAX: usize = 8;

/// Two assessments that differ in one answer and can both be allocated.
#[derive(Clone, Debug)]
pub struct Pair {
    /// `cliff` or `falling`.
    pub code: Code,
    /// The question that is answered differently.
    pub question: String,
    /// The assessment with fewer points.
    pub fewer: Assessment,
    /// The assessment with more points.
    pub more: Assessment,
    /// The points of all answers of the two.
    pub points: (Exact, Exact),
    /// The results of the two, in the result's unit.
    pub results: (Exact, Exact),
}

/// The two sheets of a spot.
pub(super) fn sheets(model: &Model<'_>, spot: &Spot) -> (Sheet, Sheet) {
    let fewer = Sheet::new(model.questionnaire, spot.facts.to_vec(), spot.fewer.clone());
    let mut more = fewer.clone();
    more.put(model.questionnaire, spot.question, Some(spot.more.clone()));
    (fewer, more)
}

/// A sheet as a document; facts that are at their default are left out.
pub(super) fn assessment(model: &Model<'_>, sheet: &Sheet, spot: &Spot) -> Assessment {
    let questionnaire = model.questionnaire;
    let mut assessment = Assessment::on_day(spot.day);
    for (handle, fact) in questionnaire.facts.handles() {
        if let Some(value) = sheet.fact(handle).filter(|value| fact.default.as_ref() != Some(value)) {
            let given = match value {
                FactValue::Number(number) => Given::Text(number.to_string()),
                FactValue::YesNo(yes) => Given::Bool(*yes),
                FactValue::Date(day) => Given::from(*day),
                FactValue::Choice(at) => Given::Text(word(fact.choice_ids().map_or(&[][..], |ids| ids), *at)),
            };
            assessment = assessment.fact(fact.id.clone(), given);
        }
    }
    for (handle, question) in questionnaire.questions.handles() {
        if let Some(answer) = sheet.answer(handle) {
            assessment = assessment.answer(question.id.clone(), given(question, answer));
        }
    }
    assessment
}

fn word(ids: &[String], at: u16) -> String {
    ids.get(usize::from(at)).cloned().unwrap_or_default()
}

fn given(question: &Question, answer: &Answer) -> Given {
    let ids = question.statement_ids().map_or(&[][..], |ids| ids);
    match answer {
        Answer::One(at) => Given::Text(word(ids, *at)),
        Answer::Between(low, high) => Given::List(vec![word(ids, *low), word(ids, *high)]),
        Answer::Many(ticks) => Given::List(ticks.iter().map(|at| word(ids, *at)).collect()),
        Answer::Number(number) => Given::Text(number.to_string()),
    }
}

/// An answer in a sentence.
fn said(question: &Question, answer: &Answer) -> String {
    match given(question, answer) {
        Given::List(words) if words.is_empty() => "no tick".to_owned(),
        Given::List(words) => format!("`{}`", words.join("|")),
        given => format!("`{given}`"),
    }
}

/// The budget as people read it: `£500.00 a year`.
fn budget(model: &Model<'_>, value: &Exact) -> String {
    let scheme = model.scheme;
    let period = match scheme.result_period {
        Period::Day => "day",
        Period::Week => "week",
        Period::Month => "month",
        Period::Year => "year",
    };
    format!("{} a {period}", money(value, &scheme.currency, scheme.decimals))
}

/// The facts and the other answers of a pair, in short.
fn beside(model: &Model<'_>, spot: &Spot, sheet: &Sheet) -> String {
    let questionnaire = model.questionnaire;
    let facts = questionnaire.facts.handles().filter(|(handle, _)| model.names(*handle));
    let facts = facts.filter_map(|(handle, fact)| {
        let value = match sheet.fact(handle)? {
            FactValue::Number(number) => number.to_string(),
            FactValue::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
            FactValue::Date(day) => day.to_string(),
            FactValue::Choice(at) => match &fact.kind {
                FactKind::Choice { ids, .. } => word(ids, *at),
                _ => return None,
            },
        };
        Some(format!("{} = {value}", fact.id))
    });
    let answers = questionnaire.questions.handles().filter(|(handle, _)| *handle != spot.question);
    let answers = answers.filter_map(|(handle, question)| {
        let given = given(question, sheet.answer(handle)?);
        let text = match &given {
            Given::List(words) => {
                if words.is_empty() {
                    "no tick".to_owned()
                } else {
                    words.join("|")
                }
            }
            given => given.to_string(),
        };
        Some(format!("{} = {text}", question.id))
    });
    let all: Vec<String> = facts.chain(answers).collect();
    let more = all.len().saturating_sub(NAMED_MAX);
    let mut short = all.iter().take(NAMED_MAX).cloned().collect::<Vec<_>>().join(", ");
    if more > 0 {
        short.push_str(&format!(" and {more} more"));
    }
    short
}

/// The warning for a pair. `whole`: what a point moves the result by on the whole; `at_most` where that is only a bound.
pub(super) fn pair(
    model: &Model<'_>,
    spot: &Spot,
    pair: &Pair,
    cause: &Cause,
    whole: Option<(&Exact, bool)>,
) -> Diagnostic {
    let question = &model.questionnaire.questions[spot.question];
    let (from, to) = (budget(model, &pair.results.0), budget(model, &pair.results.1));
    let points = format!("from {} to {} points", pair.points.0, pair.points.1);
    let message = match (pair.code, whole) {
        (Code::Cliff, Some((whole, at_most))) => {
            let about = if at_most { "at most " } else { "" };
            let each = money(whole, &model.scheme.currency, model.scheme.decimals);
            format!(
                "{points} the budget goes from {from} to {to}; on the whole a point moves it by {about}{each}"
            )
        }
        (Code::Cliff, None) => format!("{points} the budget goes from {from} to {to}"),
        _ => {
            let section = &model.questionnaire.sections[question.section].id;
            format!("more points in `{section}`, {points} in all, take the budget down from {from} to {to}")
        }
    };
    let fewer = spot.fewer.get(spot.question.index()).cloned().flatten();
    let before = fewer.map_or_else(String::new, |answer| said(question, &answer));
    let (sheet, _) = sheets(model, spot);
    let rest = beside(model, spot, &sheet);
    let with = if rest.is_empty() { String::new() } else { format!(" with {rest}") };
    let after = said(question, &spot.more);
    let help = format!("on {}, `{}` goes from {before} to {after}{with}", spot.day, question.id);
    let found = Diagnostic::new(pair.code, cause.path.clone(), message).help(help).about(question.id.clone());
    let found = match &cause.within {
        Some(bytes) => found.within(bytes.clone()),
        None => found,
    };
    found.in_file("scheme.toml")
}

/// The place of a question in `questionnaire.toml`.
fn question_path(model: &Model<'_>, handle: Handle<Question>) -> Path {
    let section = model.questionnaire.questions[handle].section;
    let questions = &model.questionnaire.sections[section].questions;
    let at = questions.iter().position(|other| *other == handle).unwrap_or(0);
    Path::root().key("section").index(section.index()).key("question").index(at).key("id")
}

/// The warning for a question whose answer changes nothing.
pub(super) fn dead(model: &Model<'_>, handle: Handle<Question>) -> Diagnostic {
    let id = &model.questionnaire.questions[handle].id;
    let message = format!("whatever is answered to `{id}`, the outcome and the budget stay the same");
    Diagnostic::new(Code::DeadQuestion, question_path(model, handle), message)
        .help("give its answers points that count, use the answer in a step, or do not ask")
        .about(id.clone())
        .in_file("questionnaire.toml")
}

/// The warning for a row that nothing reaches.
pub(super) fn unreachable(table: &str, number: u32) -> Diagnostic {
    let row = usize::try_from(number).unwrap_or(1).saturating_sub(1);
    let path = Path::root().key("tables").key(table).key("rows").index(row);
    let message = format!("no answers and facts reach this row of `{table}`");
    Diagnostic::new(Code::UnreachableRow, path, message)
        .help("leave the row out, or look at what the table is looked up by")
        .about(table)
        .in_file("scheme.toml")
}
