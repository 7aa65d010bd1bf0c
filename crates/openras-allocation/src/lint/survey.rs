//! Every combination of answers and facts on every day, worked out.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use openras_core::{Day, Exact, Handle};
use openras_questionnaire::{Answer, Asked, FactValue, Question, Sheet};

use crate::lint::model::Model;
use crate::lint::pool::Reach;
use crate::lint::range::Span;
use crate::lint::trial::{Came, Reached};

/// The most states that are worked out one by one. Each stands for at least one combination of answers, facts and a
/// stretch of days, so whatever has up to 100,000 of those is within it.
const STATES_MAX: usize = 200_000;

/// All states of the answers beside the same facts on a day.
pub(super) struct Block {
    pub(super) day: Day,
    pub(super) facts: Rc<Vec<Option<FactValue>>>,
    pub(super) reach: Vec<Rc<Reach>>,
    /// By the state of the first pool, then the second …: the last counts fastest.
    pub(super) cells: Vec<Cell>,
}

/// What came of a state.
#[derive(Clone, Default)]
pub(super) struct Cell {
    pub(super) result: Option<Exact>,
    pub(super) trace: u64,
}

/// What every combination came to.
pub(super) struct Survey {
    pub(super) blocks: Vec<Block>,
    /// By the question's place: whether an answer to it ever changed anything.
    pub(super) alive: Vec<bool>,
    /// Whether anything could be allocated at all.
    pub(super) any: bool,
    pub(super) reached: Reached,
    pub(super) points: Option<Span>,
    pub(super) results: Option<Span>,
}

/// The facts of one block and the pools as they are asked then.
struct Plan {
    day: Day,
    facts: Rc<Vec<Option<FactValue>>>,
    reach: Vec<Rc<Reach>>,
    states: usize,
}

impl Survey {
    /// None where there are more than [`STATES_MAX`] states.
    pub(super) fn of(model: &Model<'_>) -> Option<Survey> {
        let mut survey = Survey {
            blocks: Vec::new(),
            alive: model.questionnaire.questions.iter().map(|_| false).collect(),
            any: false,
            reached: Reached::default(),
            points: None,
            results: None,
        };
        for plan in plans(model, &mut survey.reached)? {
            survey.work(model, plan);
        }
        Some(survey)
    }

    fn work(&mut self, model: &Model<'_>, plan: Plan) {
        let mut sheet = empty_sheet(model, &plan.facts);
        settle_idle(model, &mut sheet);
        let fixed = model.fixed(&sheet, plan.day, &mut self.reached);
        let mut block = Block { day: plan.day, facts: plan.facts, reach: plan.reach, cells: Vec::new() };
        let mut known: HashMap<Came, u32> = HashMap::new();
        let mut came: Vec<u32> = Vec::with_capacity(plan.states);
        let mut at: Vec<usize> = vec![0; block.reach.len()];
        let mut changed = 0;
        let idle = idle_points(model, &sheet);
        loop {
            for (pool, state) in block.reach.iter().zip(&at).skip(changed) {
                put(model, &mut sheet, pool, *state);
            }
            let outcome = model.work(&sheet, plan.day, &fixed, &mut self.reached);
            if let Some(result) = &outcome.result {
                let points: Exact = block
                    .reach
                    .iter()
                    .zip(&at)
                    .filter_map(|(pool, state)| pool.points.get(*state))
                    .cloned()
                    .sum();
                self.any = true;
                widen(&mut self.points, &(&points + &idle.low));
                widen(&mut self.points, &(&points + &idle.high));
                widen(&mut self.results, result);
            }
            let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
            came.push(*known.entry(outcome.came).or_insert(next));
            block.cells.push(Cell { result: outcome.result, trace: outcome.trace });
            match advance(&mut at, &block.reach) {
                Some(first) => changed = first,
                None => break,
            }
        }
        self.note_alive(&block, &came);
        self.blocks.push(block);
    }

    /// Notes the questions of which some answer made another outcome than another.
    fn note_alive(&mut self, block: &Block, came: &[u32]) {
        for (pool, reach) in block.reach.iter().enumerate() {
            for ((handle, _), line) in reach.asked.iter().zip(&reach.lines) {
                let differs = || {
                    block.offsets(pool).any(|(offset, stride)| {
                        line.iter().any(|rest| {
                            let mut each =
                                rest.states.iter().map(|state| came.get(place(offset, *state, stride)));
                            let first = each.next();
                            each.any(|other| Some(other) != first)
                        })
                    })
                };
                let place = self.alive.get(handle.index()).copied().unwrap_or(true);
                if !place && differs() {
                    self.alive.get_mut(handle.index()).into_iter().for_each(|place| *place = true);
                }
            }
        }
    }
}

/// The place of the cell of a pool's state, where the others are at `offset`.
pub(super) fn place(offset: usize, state: u32, stride: usize) -> usize {
    offset.saturating_add(usize::try_from(state).unwrap_or(usize::MAX).saturating_mul(stride))
}

impl Block {
    /// The places of the cells in which a pool is at its first state, and how far its states are apart.
    pub(super) fn offsets(&self, pool: usize) -> impl Iterator<Item = (usize, usize)> {
        let sizes = || self.reach.iter().map(|reach| reach.points.len());
        let stride: usize = sizes().skip(pool.saturating_add(1)).product();
        let own = sizes().nth(pool).unwrap_or(1);
        let outer: usize = sizes().take(pool).product();
        let whole = stride.saturating_mul(own);
        (0..outer).flat_map(move |high| {
            (0..stride).map(move |low| (high.saturating_mul(whole).saturating_add(low), stride))
        })
    }

    /// The state of each pool of the cell at `place`.
    pub(super) fn states(&self, mut place: usize) -> Vec<usize> {
        let mut states: Vec<usize> = Vec::new();
        for reach in self.reach.iter().rev() {
            let size = reach.points.len().max(1);
            states.push(place.checked_rem(size).unwrap_or(0));
            place = place.checked_div(size).unwrap_or(0);
        }
        states.reverse();
        states
    }
}

/// Goes on to the next state; the first pool whose state changed, or none after the last.
fn advance(at: &mut [usize], reach: &[Rc<Reach>]) -> Option<usize> {
    for (pool, (state, reach)) in at.iter_mut().zip(reach).enumerate().rev() {
        *state = state.saturating_add(1);
        if *state < reach.points.len() {
            return Some(pool);
        }
        *state = 0;
    }
    None
}

/// Answers the questions of a pool so that it is in this state.
pub(super) fn put(model: &Model<'_>, sheet: &mut Sheet, reach: &Reach, state: usize) {
    for ((handle, picks), pick) in reach.asked.iter().zip(reach.ways.get(state).into_iter().flatten()) {
        let pick = usize::try_from(*pick).ok().and_then(|at| picks.get(at));
        sheet.put(model.questionnaire, *handle, pick.and_then(|pick| pick.answer.clone()));
    }
}

pub(super) fn empty_sheet(model: &Model<'_>, facts: &[Option<FactValue>]) -> Sheet {
    let answers: Vec<Option<Answer>> = model.questionnaire.questions.iter().map(|_| None).collect();
    Sheet::new(model.questionnaire, facts.to_vec(), answers)
}

/// Gives the questions of which nothing is asked their first answer, so that they have points.
pub(super) fn settle_idle(model: &Model<'_>, sheet: &mut Sheet) {
    for handle in model.idle().collect::<Vec<_>>() {
        if sheet.asked(handle) == &Asked::Yes {
            sheet.put(
                model.questionnaire,
                handle,
                super::range::first_answer(&model.questionnaire.questions[handle]),
            );
        }
    }
}

/// The least and the most points of the questions of which nothing is asked.
pub(super) fn idle_points(model: &Model<'_>, sheet: &Sheet) -> Span {
    let mut idle = Span { low: Exact::ZERO, high: Exact::ZERO };
    for handle in model.idle().filter(|handle| sheet.asked(*handle) == &Asked::Yes) {
        let own = super::range::points_of(&model.questionnaire.questions[handle]);
        idle = Span { low: &idle.low + &own.low, high: &idle.high + &own.high };
    }
    idle
}

pub(super) fn widen(span: &mut Option<Span>, value: &Exact) {
    let old = span.take().unwrap_or_else(|| Span { low: value.clone(), high: value.clone() });
    *span = Some(Span { low: old.low.min(value.clone()), high: old.high.max(value.clone()) });
}

/// The facts and pools of every block; none where there are too many states.
fn plans(model: &Model<'_>, reached: &mut Reached) -> Option<Vec<Plan>> {
    let mut plans = Vec::new();
    let mut states = 0usize;
    let mut tries = 0usize;
    let mut known: HashMap<(usize, Vec<bool>), Rc<Reach>> = HashMap::new();
    let mut alike: HashSet<String> = HashSet::new();
    for day in &model.days {
        let values: Option<Vec<Vec<FactValue>>> =
            model.questionnaire.facts.handles().map(|(handle, _)| model.fact_values(handle, *day)).collect();
        let values = values?;
        let mut combinations: usize = 1;
        for values in &values {
            combinations = combinations.saturating_mul(values.len().max(1));
        }
        tries = tries.saturating_add(combinations);
        if tries > STATES_MAX {
            return None;
        }
        for number in 0..combinations {
            let facts = Rc::new(nth(&values, number));
            let sheet = empty_sheet(model, &facts);
            let fixed = model.fixed(&sheet, *day, reached);
            if !alike.insert(format!("{day}{}{}", fixed.key(), beside_answers(model, &sheet))) {
                continue;
            }
            let reach =
                if fixed.excluded.is_empty() { pools_asked(model, &sheet, &mut known)? } else { Vec::new() };
            let mut here: usize = 1;
            for reach in &reach {
                here = here.saturating_mul(reach.points.len());
            }
            states = states.saturating_add(here);
            if states > STATES_MAX {
                return None;
            }
            plans.push(Plan { day: *day, facts, reach, states: here });
        }
    }
    Some(plans)
}

/// Which questions are asked, and the facts that stand beside answers in formulas.
fn beside_answers(model: &Model<'_>, sheet: &Sheet) -> String {
    let questions = model.questionnaire.questions.handles();
    let asked: Vec<bool> = questions.map(|(handle, _)| sheet.asked(handle) == &Asked::Yes).collect();
    let facts: Vec<Option<&FactValue>> = model.beside_answers.iter().map(|fact| sheet.fact(*fact)).collect();
    format!("{asked:?}{facts:?}")
}

/// The combination of values with this number.
pub(super) fn nth(values: &[Vec<FactValue>], mut number: usize) -> Vec<Option<FactValue>> {
    let mut facts = Vec::new();
    for values in values {
        let size = values.len().max(1);
        facts.push(values.get(number.checked_rem(size).unwrap_or(0)).cloned());
        number = number.checked_div(size).unwrap_or(0);
    }
    facts
}

fn pools_asked(
    model: &Model<'_>,
    sheet: &Sheet,
    known: &mut HashMap<(usize, Vec<bool>), Rc<Reach>>,
) -> Option<Vec<Rc<Reach>>> {
    let mut reaches = Vec::new();
    for (at, pool) in model.pools.iter().enumerate() {
        let asked = |handle: Handle<Question>| sheet.asked(handle) == &Asked::Yes;
        let key = (at, pool.iter().map(|handle| asked(*handle)).collect::<Vec<bool>>());
        let reach = match known.get(&key) {
            Some(reach) => Rc::clone(reach),
            None => {
                let reach = Rc::new(Reach::of(model, pool, asked)?);
                known.insert(key, Rc::clone(&reach));
                reach
            }
        };
        reaches.push(reach);
    }
    Some(reaches)
}
