//! What is worth a look in a scheme, found by working it out: cliffs, falls, questions that change nothing, rows that
//! nothing reaches; and numbers in formulas.
//!
//! Where the combinations of answers, facts and stretches of days are few enough, all of them are worked out, and nothing
//! is missed. Questions whose points are all that counts are taken together by what they can come to, so this reaches
//! far. Where they are too many, walks look for pairs and bounds for proofs: some are missed then, but each warning still
//! has its pair or its proof.

mod bounds;
mod cause;
mod domain;
mod formulas;
mod model;
mod options;
mod pairs;
mod pool;
mod range;
mod rows;
mod say;
mod search;
mod survey;
mod trial;

use std::collections::BTreeMap;

use openras_core::{Code, Day, Diagnostic, Diagnostics, Exact, Handle, Path};
use openras_questionnaire::{Question, Questionnaire};

use crate::lint::bounds::Bounds;
use crate::lint::model::{Model, Scope, closure, days};
use crate::lint::options::picks;
use crate::lint::pairs::{Finder, Spot, of_survey, on_the_whole};
use crate::lint::range::{Extent, Span};
use crate::lint::search::{Search, total_points};
use crate::lint::survey::Survey;
use crate::lint::trial::Reached;
use crate::model::{InputKind, Scheme, Step};
use crate::table::{Rows, Table};
use crate::uses::Uses;

pub use say::Pair;

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    /// The warnings, each at its path in `scheme.toml` or `questionnaire.toml`.
    pub warnings: Diagnostics,
    /// The pairs behind the warnings `cliff` and `falling`.
    pub pairs: Vec<Pair>,
    /// Whether every combination was worked out, so that no pair is missed.
    pub complete: bool,
}

/// Looks for `cliff`, `falling`, `dead_question`, `unreachable_row` and `magic_number`.
///
/// `watched`: the steps whose values matter to somebody, such as the result and what worked examples expect. An answer
/// that changes one of them is not without effect.
///
/// # Properties
/// The same scheme always gives the same findings.
pub fn lint(scheme: &Scheme, questionnaire: &Questionnaire, watched: &[Handle<Step>]) -> Findings {
    let mut findings = Findings::default();
    findings.warnings.extend(formulas::magic_numbers(scheme));
    let days = days(scheme);
    if days.is_empty() {
        return findings;
    }
    let every = Scope {
        steps: scheme.steps.iter().map(|_| true).collect(),
        watched: watched.to_vec(),
        streams: true,
    };
    let full = Model::new(scheme, questionnaire, every);
    match Survey::of(&full) {
        Some(survey) => {
            if survey.any {
                dead(
                    &full,
                    |handle| !survey.alive.get(handle.index()).copied().unwrap_or(true),
                    &mut findings,
                );
                unreachable(scheme, &survey.reached, &mut findings);
            }
            surveyed(&full, &full, &survey, &mut findings);
        }
        None => in_parts(&full, &days, watched, &mut findings),
    }
    findings
}

/// What each step's value can be farthest from zero, by the step's place, over all answers, facts and days: never less than what
/// can be. Nothing where no bound is known.
pub fn farthest(scheme: &Scheme, questionnaire: &Questionnaire) -> Vec<Option<Exact>> {
    let days = days(scheme);
    let bounds = Bounds::of(scheme, questionnaire, &days);
    let farthest = |extent: Extent| extent.span().map(|span| span.low.abs().max(span.high.abs()));
    bounds.steps.into_iter().map(|extent| extent.and_then(farthest)).collect()
}

/// Where not all of a scheme can be worked out at once: its outcome alone, or by walks; and proofs by bounds.
fn in_parts(full: &Model<'_>, days: &[Day], watched: &[Handle<Step>], findings: &mut Findings) {
    let (scheme, questionnaire) = (full.scheme, full.questionnaire);
    let bounds = Bounds::of(scheme, questionnaire, days);
    unreachable(scheme, &bounds.reached, findings);
    let failing = scheme.steps.handles().map(|(handle, _)| handle);
    let failing = failing.filter(|handle| bounds.fails.get(handle.index()).copied().unwrap_or(true));
    let needed: Vec<Handle<Step>> = failing.chain([scheme.result]).collect();
    let steps = closure(scheme, &needed);
    let outcome =
        Model::new(scheme, questionnaire, Scope { steps, watched: vec![scheme.result], streams: false });
    // What is worked out beside the outcome: an answer that it asks for is not without effect.
    let mut beside = closure(scheme, watched);
    for (beside, within) in beside.iter_mut().zip(&outcome.scope.steps) {
        *beside &= !*within;
    }
    let beside =
        Model::new(scheme, questionnaire, Scope { steps: beside, watched: Vec::new(), streams: true });
    let same = |model: &Model<'_>, handle: Handle<Question>| changes_nothing(model, handle);
    match Survey::of(&outcome) {
        Some(survey) => {
            let dead_there =
                |handle: Handle<Question>| !survey.alive.get(handle.index()).copied().unwrap_or(true);
            if survey.any {
                dead(full, |handle| dead_there(handle) && same(&beside, handle), findings);
            }
            surveyed(full, &outcome, &survey, findings);
        }
        None => {
            let search = Search::of(&outcome);
            if search.points.is_some() {
                dead(full, |handle| same(&outcome, handle) && same(&beside, handle), findings);
            }
            let result = bounds.steps.get(scheme.result.index()).cloned().flatten();
            let results = result
                .and_then(|result| result.span())
                .map(|span| Span { low: span.low.max(Exact::ZERO), ..span });
            let (finder, whole) = search.pairs(&outcome, results.as_ref());
            report(full, finder, whole.as_ref().map(|whole| (whole, true)), findings);
        }
    }
}

/// Whether all answers to a question look the same to what is worked out.
fn changes_nothing(model: &Model<'_>, handle: Handle<Question>) -> bool {
    let wanted = model.wanted(handle);
    if wanted.is_none() {
        return true;
    }
    let Some(picks) = picks(&model.questionnaire.questions[handle], wanted) else {
        return false;
    };
    match picks.as_slice() {
        [] | [_] => true,
        [first, rest @ ..] => wanted.is_points_alone() && rest.iter().all(|pick| pick.points == first.points),
    }
}

fn surveyed(full: &Model<'_>, model: &Model<'_>, survey: &Survey, findings: &mut Findings) {
    findings.complete = true;
    let (points, results) = (survey.points.as_ref(), survey.results.as_ref());
    let mut finder = Finder::new(model, points, results);
    of_survey(model, survey, &mut finder);
    let whole = on_the_whole(points, results);
    report(full, finder, whole.as_ref().map(|whole| (whole, false)), findings);
}

/// What one warning is about: its code, its place, and the question where the place alone does not say it.
type Told = (Code, Path, Option<usize>, Option<Handle<Question>>);

/// Works each pair out again in full, and keeps the greatest jump at each place.
fn report(full: &Model<'_>, finder: Finder, whole: Option<(&Exact, bool)>, findings: &mut Findings) {
    let mut kept: BTreeMap<Told, (Exact, Diagnostic, Pair)> = BTreeMap::new();
    for spot in finder.into_spots() {
        let Some(pair) = verified(full, &spot) else {
            continue;
        };
        let (fewer, more) = say::sheets(full, &spot);
        let cause = cause::cause(full, &fewer, &more, spot.day, spot.code);
        let question = (spot.code == Code::Falling && !cause.certain).then_some(spot.question);
        let start = cause.within.as_ref().map(|bytes| bytes.start);
        let key = (spot.code, cause.path.clone(), start, question);
        if kept.get(&key).is_none_or(|(jump, ..)| *jump < spot.jump) {
            let warning = say::pair(full, &spot, &pair, &cause, whole);
            kept.insert(key, (spot.jump, warning, pair));
        }
    }
    for (_, warning, pair) in kept.into_values() {
        findings.warnings.push(warning);
        findings.pairs.push(pair);
    }
}

/// The pair as assessments, where both are whole and can be allocated.
fn verified(full: &Model<'_>, spot: &Spot) -> Option<Pair> {
    let (fewer, more) = say::sheets(full, spot);
    let assessments = (say::assessment(full, &fewer, spot), say::assessment(full, &more, spot));
    let result = |assessment: &openras_questionnaire::Assessment| {
        let sheet = full.questionnaire.check(assessment).ok()?;
        let mut reached = Reached::default();
        let fixed = full.fixed(&sheet, spot.day, &mut reached);
        let points = total_points(full, &sheet)?;
        full.work(&sheet, spot.day, &fixed, &mut reached).result.map(|result| (points, result))
    };
    let (one, other) = (result(&assessments.0)?, result(&assessments.1)?);
    Some(Pair {
        code: spot.code,
        question: full.questionnaire.questions[spot.question].id.clone(),
        fewer: assessments.0,
        more: assessments.1,
        points: (one.0, other.0),
        results: (one.1, other.1),
    })
}

/// Warns of the questions that formulas name and that `is_dead`; those that nothing names are `unused`.
fn dead(full: &Model<'_>, is_dead: impl Fn(Handle<Question>) -> bool, findings: &mut Findings) {
    for (handle, _) in full.questionnaire.questions.handles() {
        let named = full.scheme.inputs.iter().any(|kind| match kind {
            InputKind::Answer(other) | InputKind::Ticked(other, _) => *other == handle,
            InputKind::Points(asked) | InputKind::MostPoints(asked) | InputKind::LeastPoints(asked) => {
                asked.questions.contains(&handle)
            }
            _ => false,
        });
        if named && is_dead(handle) {
            findings.warnings.push(say::dead(full, handle));
        }
    }
}

/// Warns of the rows that are not `reached`, of tables that some formula looks into; the others are `unused`.
fn unreachable(scheme: &Scheme, reached: &Reached, findings: &mut Findings) {
    let mut uses = Uses::default();
    scheme.formulas().iter().for_each(|(_, written)| uses.add(&written.expr));
    let looked_into = |at: usize| uses.tables.iter().any(|table| usize::try_from(table.0) == Ok(at));
    for (handle, table) in scheme.tables.handles().filter(|(handle, _)| looked_into(handle.index())) {
        let mut numbers = row_numbers(table);
        numbers.sort_unstable();
        for number in numbers.into_iter().filter(|number| !reached.has(handle.index(), *number)) {
            findings.warnings.push(say::unreachable(&table.id, number));
        }
    }
}

fn row_numbers(table: &Table) -> Vec<u32> {
    match &table.rows {
        Rows::Band(bands) => bands.iter().map(|band| band.row.number).collect(),
        Rows::At(_, rows) => rows.iter().map(|row| row.row.number).collect(),
        Rows::Choice(rows) => rows.iter().map(|row| row.row.number).collect(),
    }
}
