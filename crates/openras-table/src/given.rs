//! A cell in the words of an assessment, for rows that are worked out one by one.

use openras_core::Amount;
use openras_core::document::AmountIn;
use openras_questionnaire::{Fact, FactKind, Given, Question, QuestionKind, StreamAward};

/// What separates the statements of one answer.
const BETWEEN_STATEMENTS: char = '|';

/// The value of a fact.
pub(crate) fn of_fact(fact: &Fact, cell: &str) -> Given {
    match fact.kind {
        FactKind::YesNo => match yes_no(cell.as_bytes()) {
            Some(yes) => Given::Bool(yes),
            None => text(cell),
        },
        _ => text(cell),
    }
}

/// `true` and `yes`, `false` and `no`.
pub(crate) fn yes_no(cell: &[u8]) -> Option<bool> {
    match cell {
        b"true" | b"yes" => Some(true),
        b"false" | b"no" => Some(false),
        _ => None,
    }
}

/// The answer to a question: `|` alone is a list with no statement.
pub(crate) fn of_answer(question: &Question, cell: &str) -> Given {
    let list = match question.kind {
        QuestionKind::Many { .. } => true,
        QuestionKind::One { between: true, .. } => cell.contains(BETWEEN_STATEMENTS),
        _ => false,
    };
    match (list, cell) {
        (false, _) => text(cell),
        (true, "|") => Given::List(Vec::new()),
        (true, _) => Given::List(cell.split(BETWEEN_STATEMENTS).map(without_nul).collect()),
    }
}

/// An awarded amount in the stream's own period, where it is one.
pub(crate) fn of_stream(cell: &str) -> Option<StreamAward> {
    let amount = AmountIn::new(Amount::parse(cell).ok()?)?;
    Some(StreamAward { amount: Some(amount), ..StreamAward::default() })
}

fn text(cell: &str) -> Given {
    Given::Text(without_nul(cell))
}

/// A text that begins with this character stands for a value whose problem has been told already, and none here has.
fn without_nul(cell: &str) -> String {
    cell.replace('\0', "\u{fffd}")
}
