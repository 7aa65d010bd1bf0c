//! Questions whose points are all that counts, taken together: the totals they can reach, each with answers that reach it.

use std::collections::HashMap;

use openras_core::{Exact, Handle};
use openras_questionnaire::Question;

use crate::lint::model::Model;
use crate::lint::options::{Pick, picks};

/// The most additions that finding the totals of a pool may take.
const WORK_MAX: usize = 4_000_000;

/// What the questions of a pool can come to together, where they are asked as they are.
pub(super) struct Reach {
    /// The questions that are asked, with what they may be answered.
    pub(super) asked: Vec<(Handle<Question>, Vec<Pick>)>,
    /// The states: of several questions their totals, of one its answers.
    pub(super) points: Vec<Exact>,
    /// For each state the pick of each question.
    pub(super) ways: Vec<Vec<u32>>,
    /// For each question that is asked, everything that the others can come to.
    pub(super) lines: Vec<Vec<Rest>>,
}

/// What the other questions of a pool come to, and the state that each pick of this one makes with it.
pub(super) struct Rest {
    /// The picks of the others; this question's own is to be replaced.
    pub(super) way: Vec<u32>,
    /// By the place of the pick.
    pub(super) states: Vec<u32>,
}

impl Reach {
    /// None where there are too many answers or totals.
    pub(super) fn of(
        model: &Model<'_>,
        pool: &[Handle<Question>],
        is_asked: impl Fn(Handle<Question>) -> bool,
    ) -> Option<Reach> {
        let mut asked = Vec::new();
        for handle in pool.iter().filter(|handle| is_asked(**handle)) {
            asked.push((*handle, picks(&model.questionnaire.questions[*handle], model.wanted(*handle))?));
        }
        let together = pool.len() > 1 || model.wanted(*pool.first()?).is_points_alone();
        if !together {
            let picks = asked.first().map_or(&[][..], |(_, picks)| picks);
            let states: Vec<u32> = places(picks.len());
            return Some(Reach {
                points: if picks.is_empty() {
                    vec![Exact::ZERO]
                } else {
                    picks.iter().map(|pick| pick.points.clone()).collect()
                },
                ways: if picks.is_empty() {
                    vec![Vec::new()]
                } else {
                    states.iter().map(|at| vec![*at]).collect()
                },
                lines: asked.iter().map(|_| vec![Rest { way: vec![0], states: states.clone() }]).collect(),
                asked,
            });
        }
        let (points, ways) = totals(&asked, None)?;
        let places: HashMap<&Exact, u32> = points.iter().zip(places(points.len())).collect();
        let mut lines = Vec::new();
        let mut work = 0usize;
        for (at, (_, picks)) in asked.iter().enumerate() {
            let (rests, ways) = totals(&asked, Some(at))?;
            work = work.saturating_add(rests.len().saturating_mul(picks.len()));
            if work > WORK_MAX {
                return None;
            }
            let state = |rest: &Exact, pick: &Pick| places.get(&(rest + &pick.points)).copied().unwrap_or(0);
            let line = rests.iter().zip(ways).map(|(rest, way)| Rest {
                way,
                states: picks.iter().map(|pick| state(rest, pick)).collect(),
            });
            lines.push(line.collect());
        }
        Some(Reach { points, ways, lines, asked })
    }
}

fn places(count: usize) -> Vec<u32> {
    (0..count).filter_map(|at| u32::try_from(at).ok()).collect()
}

/// The totals that these questions can reach, lowest first, each with the picks that do; `but` is left at its first pick
/// and adds nothing.
fn totals(
    asked: &[(Handle<Question>, Vec<Pick>)],
    but: Option<usize>,
) -> Option<(Vec<Exact>, Vec<Vec<u32>>)> {
    let mut totals: Vec<(Exact, Vec<u32>)> = vec![(Exact::ZERO, Vec::new())];
    let mut work = 0usize;
    for (at, (_, picks)) in asked.iter().enumerate() {
        if but == Some(at) {
            totals.iter_mut().for_each(|(_, way)| way.push(0));
            continue;
        }
        work = work.saturating_add(totals.len().saturating_mul(picks.len()));
        if work > WORK_MAX {
            return None;
        }
        let mut next: HashMap<Exact, (usize, u32)> = HashMap::new();
        for (from, (total, _)) in totals.iter().enumerate() {
            for (pick, place) in picks.iter().zip(places(picks.len())) {
                next.entry(total + &pick.points).or_insert((from, place));
            }
        }
        let mut reached: Vec<(Exact, (usize, u32))> = next.into_iter().collect();
        reached.sort();
        totals = reached
            .into_iter()
            .map(|(total, (from, place))| {
                let mut way = totals.get(from).map(|(_, way)| way.clone()).unwrap_or_default();
                way.push(place);
                (total, way)
            })
            .collect();
    }
    Some(totals.into_iter().unzip())
}
