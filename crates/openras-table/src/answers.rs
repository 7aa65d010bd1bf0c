//! Answers in a cell beside the one that was given: the next ones, and the lowest.

use openras_core::Exact;
use openras_questionnaire::{Question, QuestionKind, Statement};

/// The cell of the answer with the fewest points that a question can have.
pub fn lowest(question: &Question) -> String {
    let fewest = |statements: &[Statement]| {
        statements.iter().min_by_key(|statement| &statement.points).map(|statement| statement.id.clone())
    };
    match &question.kind {
        QuestionKind::One { statements, .. } => fewest(statements).unwrap_or_default(),
        QuestionKind::Many { statements, .. } => {
            let below = statements.iter().filter(|statement| statement.points.is_negative());
            let ids: Vec<&str> = below.map(|statement| statement.id.as_str()).collect();
            if ids.is_empty() { "|".to_owned() } else { ids.join("|") }
        }
        QuestionKind::Number { min, max, points_each, .. } => {
            if points_each.is_negative() {
                max.to_string()
            } else {
                min.to_string()
            }
        }
        QuestionKind::Scale { from, .. } => from.to_string(),
        QuestionKind::Broken => String::new(),
    }
}

/// The points of an answer; nothing where it is none of the question's.
pub(crate) fn scored(question: &Question, cell: &str) -> Option<Exact> {
    let of = |id: &str| question.statements().iter().find(|own| own.id == id).map(|own| own.points.clone());
    match &question.kind {
        _ if cell.is_empty() => Some(question.unanswered.clone().unwrap_or(Exact::ZERO)),
        QuestionKind::One { .. } => {
            let ids: Vec<&str> = cell.split('|').collect();
            let sum: Option<Exact> = ids.iter().map(|id| of(id)).sum();
            sum?.checked_div(&Exact::from(i128::try_from(ids.len()).ok()?))
        }
        QuestionKind::Many { .. } => cell.split('|').filter(|id| !id.is_empty()).map(of).sum(),
        QuestionKind::Number { points_each, .. } => Some(&Exact::parse(cell)? * points_each),
        QuestionKind::Scale { .. } => Exact::parse(cell),
        QuestionKind::Broken => None,
    }
}

/// The answers next to one, and by how many points they differ from it.
pub(crate) fn neighbours(question: &Question, cell: &str) -> Vec<(String, Exact)> {
    match &question.kind {
        QuestionKind::One { statements, .. } => beside(statements, cell),
        QuestionKind::Many { statements, .. } if !cell.is_empty() => toggled(statements, cell),
        QuestionKind::Scale { from, to } => {
            number_beside(cell, 0, &Exact::ONE, &Exact::from(*from), &Exact::from(*to))
        }
        QuestionKind::Number { decimals, points_each, min, max, .. } => {
            number_beside(cell, *decimals, points_each, min, max)
        }
        _ => Vec::new(),
    }
}

/// The statements with the next fewer and the next more points.
fn beside(statements: &[Statement], id: &str) -> Vec<(String, Exact)> {
    let Some(own) = statements.iter().find(|statement| statement.id == id) else { return Vec::new() };
    let lower = statements.iter().filter(|other| other.points < own.points).max_by_key(|other| &other.points);
    let higher =
        statements.iter().filter(|other| other.points > own.points).min_by_key(|other| &other.points);
    let one = |other: &Statement| (other.id.clone(), (&other.points - &own.points).abs());
    lower.into_iter().chain(higher).map(one).collect()
}

/// With each tick taken out or put in.
fn toggled(statements: &[Statement], cell: &str) -> Vec<(String, Exact)> {
    let ticked: Vec<&str> = cell.split('|').filter(|id| !id.is_empty()).collect();
    let one = |statement: &Statement| {
        let id = statement.id.as_str();
        let ids: Vec<&str> = if ticked.contains(&id) {
            ticked.iter().copied().filter(|own| *own != id).collect()
        } else {
            ticked.iter().copied().chain([id]).collect()
        };
        let cell = if ids.is_empty() { "|".to_owned() } else { ids.join("|") };
        (cell, statement.points.abs())
    };
    statements.iter().filter(|statement| !statement.points.is_zero()).map(one).collect()
}

/// One unit of the last decimal less and more.
fn number_beside(cell: &str, decimals: u32, each: &Exact, min: &Exact, max: &Exact) -> Vec<(String, Exact)> {
    let Some(own) = Exact::parse(cell) else { return Vec::new() };
    let step = Exact::decimal(1, decimals);
    let others = [&own - &step, &own + &step];
    let within = others.into_iter().filter(|other| other >= min && other <= max);
    within
        .map(|other| (other.to_string(), (&step * each).abs()))
        .filter(|(_, step)| !step.is_zero())
        .collect()
}
