//! The answers that a question may get, as far as a scheme can tell them apart.

use std::collections::{BTreeSet, HashSet};

use openras_core::{Exact, Rounding};
use openras_formula::InputId;
use openras_questionnaire::{Answer, Question, QuestionKind, Statement};

/// The most values of one fact or question that are looked at one by one.
pub(super) const VALUES_MAX: usize = 100_000;

/// One answer, or none where the question may stay unanswered, with what it scores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pick {
    /// The answer.
    pub(super) answer: Option<Answer>,
    /// Its points.
    pub(super) points: Exact,
}

/// What formulas want to know of a question.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Use {
    /// The sums of points that it is part of.
    pub(super) sums: BTreeSet<InputId>,
    /// Whether its answer is asked for.
    pub(super) answer: bool,
    /// The statements of which it is asked whether they are ticked.
    pub(super) ticked: BTreeSet<u16>,
}

impl Use {
    /// Whether nothing is asked of it.
    pub(super) fn is_none(&self) -> bool {
        self == &Use::default()
    }

    /// Whether its points are all that counts.
    pub(super) fn is_points_alone(&self) -> bool {
        !self.sums.is_empty() && !self.answer && self.ticked.is_empty()
    }
}

/// The answers to a question, one for each that the uses can tell apart; none where they are too many.
pub(super) fn picks(question: &Question, wanted: &Use) -> Option<Vec<Pick>> {
    let answers = match &question.kind {
        QuestionKind::One { statements, between, .. } => one(statements, *between),
        QuestionKind::Many { statements, .. } => many(statements, wanted)?,
        QuestionKind::Number { min, max, decimals, .. } => {
            grid(min, max, *decimals)?.into_iter().map(Answer::Number).collect()
        }
        QuestionKind::Scale { from, to } => {
            grid(&Exact::from(*from), &Exact::from(*to), 0)?.into_iter().map(Answer::Number).collect()
        }
        QuestionKind::Broken => Vec::new(),
    };
    Some(told_apart(question, wanted, answers))
}

/// These answers with their points, without those that the uses cannot tell from one before them; and no answer, where
/// that is allowed.
pub(super) fn told_apart(question: &Question, wanted: &Use, answers: Vec<Answer>) -> Vec<Pick> {
    let mut seen = HashSet::new();
    let mut picks: Vec<Pick> = Vec::new();
    for answer in answers {
        let points = question.score(&answer);
        let ticked: Vec<bool> = wanted.ticked.iter().map(|at| is_ticked(&answer, *at)).collect();
        let said = wanted.answer.then(|| format!("{answer:?}"));
        if seen.insert((points.clone(), ticked, said)) {
            picks.push(Pick { answer: Some(answer), points });
        }
    }
    if let Some(points) = &question.unanswered {
        picks.push(Pick { answer: None, points: points.clone() });
    } else if picks.is_empty() {
        picks.push(Pick { answer: None, points: Exact::ZERO });
    }
    picks
}

fn is_ticked(answer: &Answer, statement: u16) -> bool {
    match answer {
        Answer::One(at) => *at == statement,
        Answer::Between(low, high) => *low == statement || *high == statement,
        Answer::Many(ticks) => ticks.contains(&statement),
        Answer::Number(_) => false,
    }
}

fn places(statements: &[Statement]) -> impl Iterator<Item = u16> {
    (0..statements.len()).filter_map(|at| u16::try_from(at).ok())
}

fn one(statements: &[Statement], between: bool) -> Vec<Answer> {
    let pairs = places(statements).zip(places(statements).skip(1)).filter(|_| between);
    places(statements).map(Answer::One).chain(pairs.map(|(low, high)| Answer::Between(low, high))).collect()
}

/// Every set of ticks, one for each sum and each way of ticking what is asked for.
fn many(statements: &[Statement], wanted: &Use) -> Option<Vec<Answer>> {
    let mut sets: Vec<(Exact, Vec<u16>)> = vec![(Exact::ZERO, Vec::new())];
    let seen_by = |ticks: &[u16]| -> Vec<u16> {
        ticks.iter().filter(|at| wanted.ticked.contains(at)).copied().collect()
    };
    let mut seen: HashSet<(Exact, Vec<u16>)> = HashSet::from([(Exact::ZERO, Vec::new())]);
    for (at, statement) in places(statements).zip(statements) {
        for (sum, ticks) in sets.clone() {
            let sum = &sum + &statement.points;
            let ticks: Vec<u16> = ticks.into_iter().chain([at]).collect();
            if seen.insert((sum.clone(), seen_by(&ticks))) {
                sets.push((sum, ticks));
            }
        }
        if sets.len() > VALUES_MAX {
            return None;
        }
    }
    Some(sets.into_iter().map(|(_, ticks)| Answer::Many(ticks)).collect())
}

/// The first number of these decimals that is not below `value`.
pub(super) fn up_to_grid(value: &Exact, decimals: u32) -> Exact {
    let how = if value.is_negative() { Rounding::Down } else { Rounding::Up };
    value.round(how, i32::try_from(decimals).unwrap_or(12))
}

/// The last number of these decimals that is not above `value`.
pub(super) fn down_to_grid(value: &Exact, decimals: u32) -> Exact {
    let how = if value.is_negative() { Rounding::Up } else { Rounding::Down };
    value.round(how, i32::try_from(decimals).unwrap_or(12))
}

/// Every number of these decimals from `min` to `max`; none where they are too many.
pub(super) fn grid(min: &Exact, max: &Exact, decimals: u32) -> Option<Vec<Exact>> {
    let step = Exact::decimal(1, decimals);
    let (first, last) = (up_to_grid(min, decimals), down_to_grid(max, decimals));
    let steps = (&last - &first).checked_div(&step)?;
    if steps >= Exact::from(i64::try_from(VALUES_MAX).unwrap_or(i64::MAX)) {
        return None;
    }
    let mut values = Vec::new();
    let mut value = first;
    while value <= last {
        values.push(value.clone());
        value = &value + &step;
    }
    Some(values)
}

/// The least by which two answers to a question can differ in points; none where they never differ, and `Err` where that
/// cannot be told.
pub(super) fn least_change(question: &Question) -> Result<Option<Exact>, ()> {
    let mut points: Vec<Exact> = match &question.kind {
        QuestionKind::Number { min, max, decimals, points_each, .. } => {
            let (first, last) = (up_to_grid(min, *decimals), down_to_grid(max, *decimals));
            let step = (&Exact::decimal(1, *decimals) * points_each).abs();
            return Ok((first < last && step.is_positive()).then_some(step));
        }
        QuestionKind::Scale { from, to } => return Ok((from < to).then_some(Exact::ONE)),
        _ => {
            let answered = picks(question, &Use::default()).ok_or(())?;
            answered.into_iter().filter(|pick| pick.answer.is_some()).map(|pick| pick.points).collect()
        }
    };
    points.sort();
    points.dedup();
    Ok(points.iter().zip(points.iter().skip(1)).map(|(low, high)| high - low).min())
}
