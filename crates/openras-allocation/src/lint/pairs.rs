//! Pairs of assessments that differ in one answer, held against what points are worth on the whole.

use std::collections::BTreeMap;
use std::rc::Rc;

use openras_core::{Code, Day, Exact, Handle};
use openras_questionnaire::{Answer, FactValue, Part, Question};

use crate::lint::model::Model;
use crate::lint::options::{Pick, least_change};
use crate::lint::pool::Rest;
use crate::lint::range::Span;
use crate::lint::survey::{Block, Survey, empty_sheet, place, put, settle_idle};

/// How many times more than on the whole the least change of points may move the result.
const TIMES_MAX: u32 = 5;
/// The most kinds of pairs that are kept, each told by the rows it goes between.
const SPOTS_MAX: usize = 20_000;

/// Two assessments that differ in one answer.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub(super) code: Code,
    pub(super) question: Handle<Question>,
    pub(super) day: Day,
    pub(super) facts: Rc<Vec<Option<FactValue>>>,
    /// The answers of the one with fewer points, by the question's place.
    pub(super) fewer: Vec<Option<Answer>>,
    /// The one answer of the other that is not the same.
    pub(super) more: Answer,
    pub(super) jump: Exact,
}

/// One answer of a line and what came of it.
pub(super) struct Entry<'l> {
    pub(super) points: &'l Exact,
    pub(super) answer: &'l Answer,
    pub(super) result: &'l Exact,
    pub(super) trace: u64,
}

/// The answers to one question, everything else the same.
pub(super) struct Line<'l> {
    pub(super) question: Handle<Question>,
    pub(super) needs: bool,
    pub(super) day: Day,
    pub(super) facts: &'l Rc<Vec<Option<FactValue>>>,
    pub(super) entries: Vec<Entry<'l>>,
}

/// What counts as a cliff, and the pairs found so far.
pub(super) struct Finder {
    least: Option<Exact>,
    pub(super) threshold: Option<Exact>,
    spots: BTreeMap<(bool, usize, u64, u64), Spot>,
}

/// The least by which two answers to any one question can differ in points; none where that cannot be told.
fn least_of_all(model: &Model<'_>) -> Option<Exact> {
    let changes: Result<Vec<Option<Exact>>, ()> =
        model.questionnaire.questions.iter().map(least_change).collect();
    changes.ok()?.into_iter().flatten().min()
}

/// What a point moves the result by on the whole; none where points are all the same.
pub(super) fn on_the_whole(points: Option<&Span>, results: Option<&Span>) -> Option<Exact> {
    results?.width().checked_div(&points?.width())
}

/// The entries of one number of points with the least and the most result.
struct Level<'e, 'l> {
    points: &'l Exact,
    low: &'e Entry<'l>,
    high: &'e Entry<'l>,
}

impl Finder {
    /// `points` and `results`: from what to what they go over all assessments that can be allocated. The points may be
    /// too narrow and the results too wide; then fewer cliffs are found, and no wrong one.
    pub(super) fn new(model: &Model<'_>, points: Option<&Span>, results: Option<&Span>) -> Finder {
        let threshold = on_the_whole(points, results).map(|each| &each * &Exact::from(TIMES_MAX));
        Finder { least: least_of_all(model), threshold, spots: BTreeMap::new() }
    }

    /// The pairs found, each the greatest jump of its kind.
    pub(super) fn into_spots(self) -> Vec<Spot> {
        self.spots.into_values().collect()
    }

    /// Looks through one line; `answers` gives the answers to all questions.
    pub(super) fn line(&mut self, mut line: Line<'_>, answers: &dyn Fn() -> Vec<Option<Answer>>) {
        line.entries.sort_by(|one, other| one.points.cmp(other.points));
        let entries = std::mem::take(&mut line.entries);
        let mut levels: Vec<Level<'_, '_>> = Vec::new();
        for entry in &entries {
            match levels.last_mut().filter(|level| level.points == entry.points) {
                Some(level) => {
                    level.low = if entry.result < level.low.result { entry } else { level.low };
                    level.high = if entry.result > level.high.result { entry } else { level.high };
                }
                None => levels.push(Level { points: entry.points, low: entry, high: entry }),
            }
        }
        for (fewer, more) in levels.iter().zip(levels.iter().skip(1)) {
            if line.needs && more.low.result < fewer.high.result {
                self.keep(Code::Falling, &line, fewer.high, more.low, answers);
            }
        }
        if let (Some(least), Some(threshold)) = (self.least.clone(), self.threshold.clone()) {
            for fewer in &levels {
                let wanted = fewer.points + &least;
                let at = levels.binary_search_by(|level| level.points.cmp(&wanted));
                let Some(more) = at.ok().and_then(|at| levels.get(at)) else {
                    continue;
                };
                for (one, other) in [(fewer.low, more.high), (fewer.high, more.low)] {
                    if (one.result - other.result).abs() > threshold {
                        self.keep(Code::Cliff, &line, one, other, answers);
                    }
                }
            }
        }
    }

    fn keep(
        &mut self,
        code: Code,
        line: &Line<'_>,
        fewer: &Entry<'_>,
        more: &Entry<'_>,
        answers: &dyn Fn() -> Vec<Option<Answer>>,
    ) {
        let cliff = code == Code::Cliff;
        let question = if cliff { usize::MAX } else { line.question.index() };
        let key = (cliff, question, fewer.trace, more.trace);
        let jump = (fewer.result - more.result).abs();
        let known = self.spots.get(&key);
        if known.is_some_and(|known| known.jump >= jump) || (known.is_none() && self.spots.len() >= SPOTS_MAX)
        {
            return;
        }
        let mut all = answers();
        all.get_mut(line.question.index()).into_iter().for_each(|place| *place = Some(fewer.answer.clone()));
        let facts = Rc::clone(line.facts);
        let spot = Spot {
            code,
            question: line.question,
            day: line.day,
            facts,
            fewer: all,
            more: more.answer.clone(),
            jump,
        };
        self.spots.insert(key, spot);
    }
}

/// Whether more points of a question are more need.
pub(super) fn is_need(model: &Model<'_>, question: Handle<Question>) -> bool {
    let section = model.questionnaire.questions[question].section;
    model.questionnaire.sections[section].part == Part::Needs
}

/// Every pair of a survey.
pub(super) fn of_survey(model: &Model<'_>, survey: &Survey, finder: &mut Finder) {
    for block in &survey.blocks {
        for (pool, reach) in block.reach.iter().enumerate() {
            for ((question, picks), rests) in reach.asked.iter().zip(&reach.lines) {
                for (offset, stride) in block.offsets(pool) {
                    for rest in rests {
                        of_rest(model, block, (pool, offset, stride), (*question, picks), rest, finder);
                    }
                }
            }
        }
    }
}

fn of_rest(
    model: &Model<'_>,
    block: &Block,
    (pool, offset, stride): (usize, usize, usize),
    (question, picks): (Handle<Question>, &[Pick]),
    rest: &Rest,
    finder: &mut Finder,
) {
    let entries = picks.iter().zip(&rest.states).filter_map(|(pick, state)| {
        let cell = block.cells.get(place(offset, *state, stride))?;
        Some(Entry {
            points: &pick.points,
            answer: pick.answer.as_ref()?,
            result: cell.result.as_ref()?,
            trace: cell.trace,
        })
    });
    let entries: Vec<Entry<'_>> = entries.collect();
    let Some(first) = entries.first() else {
        return;
    };
    if entries.iter().all(|entry| entry.result == first.result) {
        return;
    }
    let line =
        Line { question, needs: is_need(model, question), day: block.day, facts: &block.facts, entries };
    let answers = || {
        let mut sheet = empty_sheet(model, &block.facts);
        settle_idle(model, &mut sheet);
        for (at, (reach, state)) in block.reach.iter().zip(block.states(offset)).enumerate() {
            if at == pool {
                for ((handle, picks), pick) in reach.asked.iter().zip(&rest.way) {
                    let pick = usize::try_from(*pick).ok().and_then(|at| picks.get(at));
                    sheet.put(model.questionnaire, *handle, pick.and_then(|pick| pick.answer.clone()));
                }
            } else {
                put(model, &mut sheet, reach, state);
            }
        }
        let handles = model.questionnaire.questions.handles();
        handles.map(|(handle, _)| sheet.answer(handle).cloned()).collect()
    };
    finder.line(line, &answers);
}
