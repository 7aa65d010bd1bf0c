//! Where there are too many combinations to try: walks from few points to many, one question at a time.
//!
//! Each step of a walk tries every answer to one question with all else the same. The walks are drawn from a fixed
//! sequence, so that the same rulebook always gives the same warnings.

use std::collections::HashSet;
use std::rc::Rc;

use openras_core::{Day, Exact, Handle};
use openras_formula::Node;
use openras_questionnaire::{Answer, Asked, FactKind, FactValue, Points, Question, QuestionKind, Sheet};

use crate::lint::domain::beside;
use crate::lint::model::Model;
use crate::lint::options::{Pick, picks, told_apart};
use crate::lint::pairs::{Entry, Finder, Line, is_need, on_the_whole};
use crate::lint::range::Span;
use crate::lint::survey::{Cell, empty_sheet, nth, settle_idle, widen};
use crate::lint::trial::{Fixed, Reached};
use crate::table::Rows;

/// The most sheets that are worked out, and the most steps of all of them.
const SHEETS_MAX: usize = 120_000;
const STEPS_MAX: usize = 1_500_000;
/// How many walks on end may find no new rows before the search ends.
const IDLE_MAX: usize = 300;
/// The most values of a fact, and answers to a question, that are tried.
const TRIED_MAX: usize = 200;
/// The most facts and days together that walks start from.
const STARTS_MAX: usize = 24;
/// The most combinations of facts that are tried to find one that is not excluded.
const FACTS_MAX: usize = 4_000;

/// The lines of every walk, and what they come to together.
pub(super) struct Search {
    starts: Vec<Start>,
    lines: Vec<Walked>,
    picks: Vec<Vec<Pick>>,
    pub(super) points: Option<Span>,
    pub(super) results: Option<Span>,
}

struct Start {
    day: Day,
    facts: Rc<Vec<Option<FactValue>>>,
    fixed: Fixed,
}

/// One question with every answer tried, all else the same.
struct Walked {
    start: usize,
    question: Handle<Question>,
    answers: Rc<Vec<Option<Answer>>>,
    cells: Vec<Cell>,
}

/// A fixed sequence of numbers that look drawn (Steele, Lea and Flood, 2014).
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `count`; 0 where there is none.
    fn below(&mut self, count: usize) -> usize {
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        usize::try_from(self.next().checked_rem(count).unwrap_or(0)).unwrap_or(0)
    }
}

impl Search {
    pub(super) fn of(model: &Model<'_>) -> Search {
        let numbers = numbers_of(model);
        let questions = model.questionnaire.questions.handles();
        let picks = questions.map(|(handle, question)| tried(model, handle, question, &numbers)).collect();
        let mut draw = Draw(0);
        let mut search = Search {
            starts: starts(model, &numbers, &mut draw),
            lines: Vec::new(),
            picks,
            points: None,
            results: None,
        };
        let steps = model.scope.steps.iter().filter(|wanted| **wanted).count();
        let mut left = STEPS_MAX.checked_div(steps).unwrap_or(SHEETS_MAX).min(SHEETS_MAX);
        let (mut walk, mut idle) = (0usize, 0usize);
        let mut seen: HashSet<(Handle<Question>, u64)> = HashSet::new();
        while left > 0 && idle < IDLE_MAX && !search.starts.is_empty() {
            let start = walk.checked_rem(search.starts.len()).unwrap_or(0);
            let lines = search.lines.len();
            let worked = search.walk(model, start, walk < search.starts.len(), &mut draw);
            let mut new = false;
            for line in search.lines.iter().skip(lines) {
                for cell in &line.cells {
                    new |= seen.insert((line.question, cell.trace));
                }
            }
            idle = if new { 0 } else { idle.saturating_add(1) };
            left = left.saturating_sub(worked.max(1));
            walk = walk.saturating_add(1);
        }
        search
    }

    /// Walks from the least points: to the most, question by question; or, where it is not `straight`, in another order
    /// to anywhere. Returns how many sheets were worked out.
    fn walk(&mut self, model: &Model<'_>, start: usize, straight: bool, draw: &mut Draw) -> usize {
        let Some(Start { day, facts, fixed }) = self.starts.get(start) else {
            return 0;
        };
        let mut sheet = empty_sheet(model, facts);
        settle_idle(model, &mut sheet);
        let mut order: Vec<Handle<Question>> = model.pools.iter().flatten().copied().collect();
        order.retain(|handle| sheet.asked(*handle) == &Asked::Yes);
        order.sort();
        let picks_of =
            |handle: Handle<Question>| self.picks.get(handle.index()).map_or(&[][..], Vec::as_slice);
        for handle in &order {
            let least = picks_of(*handle).iter().min_by(|one, other| one.points.cmp(&other.points));
            sheet.put(model.questionnaire, *handle, least.and_then(|pick| pick.answer.clone()));
        }
        if !straight {
            for at in (1..order.len()).rev() {
                order.swap(at, draw.below(at.saturating_add(1)));
            }
        }
        let mut worked = 0usize;
        let mut lines = Vec::new();
        let (mut points, mut results) = (self.points.take(), self.results.take());
        for handle in order {
            let picks = picks_of(handle);
            let answers: Vec<Option<Answer>> = model
                .questionnaire
                .questions
                .handles()
                .map(|(other, _)| sheet.answer(other).cloned())
                .collect();
            let mut cells = Vec::with_capacity(picks.len());
            for pick in picks {
                sheet.put(model.questionnaire, handle, pick.answer.clone());
                let outcome = model.work(&sheet, *day, fixed, &mut Reached::default());
                if let (Some(result), Some(total)) = (&outcome.result, total_points(model, &sheet)) {
                    widen(&mut points, &total);
                    widen(&mut results, result);
                }
                cells.push(Cell { result: outcome.result, trace: outcome.trace });
            }
            worked = worked.saturating_add(picks.len());
            lines.push(Walked { start, question: handle, answers: Rc::new(answers), cells });
            let most = picks.iter().enumerate().max_by(|(_, one), (_, other)| one.points.cmp(&other.points));
            let chosen = if straight { most.map(|(at, _)| at) } else { Some(draw.below(picks.len())) };
            let pick = chosen.and_then(|at| picks.get(at));
            sheet.put(model.questionnaire, handle, pick.and_then(|pick| pick.answer.clone()));
        }
        (self.points, self.results) = (points, results);
        self.lines.extend(lines);
        worked
    }

    /// Every pair of every line. `results`: from what to what a result can be at all.
    pub(super) fn pairs(&self, model: &Model<'_>, results: Option<&Span>) -> (Finder, Option<Exact>) {
        let whole = on_the_whole(self.points.as_ref(), results);
        let mut finder = Finder::new(model, self.points.as_ref(), results);
        for walked in &self.lines {
            let (Some(start), Some(picks)) =
                (self.starts.get(walked.start), self.picks.get(walked.question.index()))
            else {
                continue;
            };
            let entries = picks.iter().zip(&walked.cells).filter_map(|(pick, cell)| {
                let (answer, result) = (pick.answer.as_ref()?, cell.result.as_ref()?);
                Some(Entry { points: &pick.points, answer, result, trace: cell.trace })
            });
            let (question, needs) = (walked.question, is_need(model, walked.question));
            let line =
                Line { question, needs, day: start.day, facts: &start.facts, entries: entries.collect() };
            finder.line(line, &|| walked.answers.to_vec());
        }
        (finder, whole)
    }
}

/// The points of all questions; none where one is not known.
pub(super) fn total_points(model: &Model<'_>, sheet: &Sheet) -> Option<Exact> {
    let points = model.questionnaire.questions.handles().map(|(handle, _)| match sheet.points(handle) {
        Points::Known(points) => Some(points.clone()),
        _ => None,
    });
    points.collect::<Option<Vec<Exact>>>().map(|points| points.into_iter().sum())
}

/// Every number that a scheme names: where something may change.
fn numbers_of(model: &Model<'_>) -> Vec<Exact> {
    let mut numbers = Vec::new();
    for (_, written) in model.scheme.formulas() {
        written.expr.walk(&mut |part| {
            if let Node::Literal(amount) = &part.node {
                numbers.push(amount.value.clone());
            }
        });
    }
    for parameter in &model.scheme.parameters {
        numbers.extend(parameter.values.iter().map(|value| value.is.value.clone()));
    }
    for table in &model.scheme.tables {
        match &table.rows {
            Rows::Band(bands) => {
                numbers.extend(bands.iter().flat_map(|band| [band.from.clone(), band.to.clone()]).flatten())
            }
            Rows::At(_, rows) => numbers.extend(rows.iter().map(|row| row.at.clone())),
            Rows::Choice(_) => {}
        }
    }
    numbers.sort();
    numbers.dedup();
    numbers
}

/// The answers to a question that are tried: all, or of a number with many those beside the numbers of the scheme.
fn tried(model: &Model<'_>, handle: Handle<Question>, question: &Question, numbers: &[Exact]) -> Vec<Pick> {
    let wanted = model.wanted(handle);
    let QuestionKind::Number { min, max, decimals, points_each, .. } = &question.kind else {
        return thinned(picks(question, wanted).unwrap_or_default());
    };
    let edges: Vec<Exact> = numbers
        .iter()
        .flat_map(|number| [Some(number.clone()), number.checked_div(points_each)])
        .flatten()
        .collect();
    let near = beside(&edges, min, max, *decimals);
    told_apart(question, wanted, near.into_iter().map(Answer::Number).collect())
}

/// About [`TRIED_MAX`] of them, taken evenly, the ends among them.
fn thinned<T>(values: Vec<T>) -> Vec<T> {
    let count = values.len();
    if count <= TRIED_MAX {
        return values;
    }
    let share = |at: usize| at.saturating_mul(TRIED_MAX).checked_div(count);
    let kept = |at: usize| share(at) != share(at.saturating_add(1));
    values.into_iter().enumerate().filter(|(at, _)| *at == 0 || kept(*at)).map(|(_, value)| value).collect()
}

/// The facts and days from which walks start: none of them excluded by facts alone.
fn starts(model: &Model<'_>, numbers: &[Exact], draw: &mut Draw) -> Vec<Start> {
    let mut starts: Vec<Start> = Vec::new();
    let every = model.days.len().div_ceil(4).max(1);
    let days: Vec<Day> = model.days.iter().rev().step_by(every).copied().collect();
    let each = STARTS_MAX.checked_div(days.len().max(1)).unwrap_or(1);
    for day in days {
        let values: Vec<Vec<FactValue>> = model
            .questionnaire
            .facts
            .handles()
            .map(|(handle, fact)| {
                let all = model.fact_values(handle, day).unwrap_or_else(|| match &fact.kind {
                    FactKind::Number { min, max, decimals, .. } => {
                        beside(numbers, min, max, *decimals).into_iter().map(FactValue::Number).collect()
                    }
                    _ => Vec::new(),
                });
                thinned(all)
            })
            .collect();
        let all = values.iter().fold(1usize, |all, values| all.saturating_mul(values.len().max(1)));
        let mut here = 0usize;
        for number in 0..all.min(FACTS_MAX) {
            let facts = if all <= FACTS_MAX {
                nth(&values, number)
            } else {
                values.iter().map(|values| values.get(draw.below(values.len())).cloned()).collect()
            };
            let facts = Rc::new(facts);
            let mut sheet = empty_sheet(model, &facts);
            settle_idle(model, &mut sheet);
            let fixed = model.fixed(&sheet, day, &mut Reached::default());
            if fixed.excluded.is_empty() {
                starts.push(Start { day, facts, fixed });
                here = here.saturating_add(1);
            }
            if here >= each {
                break;
            }
        }
    }
    starts
}
