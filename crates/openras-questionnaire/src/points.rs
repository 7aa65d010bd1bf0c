use openras_core::Exact;

use crate::model::{Question, QuestionKind};
use crate::sheet::{Answer, Asked};

/// The points of a question for one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Points {
    /// What the answer scores, what an unanswered question scores, or 0 where it is not asked.
    Known(Exact),
    /// An answer is required and there is none.
    Unanswered,
    /// Whether it is asked cannot be known: facts are not given, or its condition cannot be worked out.
    Unknown,
}

impl Points {
    /// What this answer to `question` scores.
    pub fn of(question: &Question, asked: &Asked, answer: Option<&Answer>) -> Points {
        match (asked, answer) {
            (Asked::Unknown(_) | Asked::Faulty(_), _) => Points::Unknown,
            (Asked::No, _) => Points::Known(Exact::ZERO),
            (Asked::Yes, Some(answer)) => Points::Known(question.score(answer)),
            (Asked::Yes, None) => match &question.unanswered {
                Some(points) => Points::Known(points.clone()),
                None => Points::Unanswered,
            },
        }
    }
}

impl Question {
    /// What an answer scores.
    pub fn score(&self, answer: &Answer) -> Exact {
        let of = |at: &u16| self.statements().get(usize::from(*at)).map_or(Exact::ZERO, |s| s.points.clone());
        match (answer, &self.kind) {
            (Answer::One(at), _) => of(at),
            (Answer::Between(low, high), _) => &(&of(low) + &of(high)) * &Exact::decimal(5, 1),
            (Answer::Many(ticks), _) => ticks.iter().map(of).sum(),
            (Answer::Number(number), QuestionKind::Number { points_each, .. }) => number * points_each,
            (Answer::Number(number), _) => number.clone(),
        }
    }

    /// The most points that an answer can have.
    pub fn points_most(&self) -> Exact {
        self.ends().1
    }

    /// The least points that an answer can have.
    pub fn points_least(&self) -> Exact {
        self.ends().0
    }

    fn ends(&self) -> (Exact, Exact) {
        let points = || self.statements().iter().map(|statement| statement.points.clone());
        match &self.kind {
            QuestionKind::One { .. } => {
                (points().min().unwrap_or(Exact::ZERO), points().max().unwrap_or(Exact::ZERO))
            }
            QuestionKind::Many { .. } => {
                (points().filter(Exact::is_negative).sum(), points().filter(Exact::is_positive).sum())
            }
            QuestionKind::Number { min, max, points_each, .. } => {
                let (one, other) = (min * points_each, max * points_each);
                if one <= other { (one, other) } else { (other, one) }
            }
            QuestionKind::Scale { from, to } => (Exact::from(*from), Exact::from(*to)),
            QuestionKind::Broken => (Exact::ZERO, Exact::ZERO),
        }
    }
}
