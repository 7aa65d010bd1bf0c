//! From what to what a number can be.

use openras_core::{Exact, Rounding};
use openras_questionnaire::{Answer, Question, QuestionKind};

use crate::lint::options::{down_to_grid, up_to_grid};

/// From one number to another, both inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) low: Exact,
    pub(super) high: Exact,
}

impl Span {
    pub(super) fn width(&self) -> Exact {
        &self.high - &self.low
    }
}

/// From one number to another where they are known; no end where they are not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Extent {
    pub(super) low: Option<Exact>,
    pub(super) high: Option<Exact>,
}

impl Extent {
    pub(super) fn of(low: Exact, high: Exact) -> Extent {
        Extent { low: Some(low), high: Some(high) }
    }

    pub(super) fn just(value: &Exact) -> Extent {
        Extent::of(value.clone(), value.clone())
    }

    pub(super) fn span(&self) -> Option<Span> {
        Some(Span { low: self.low.clone()?, high: self.high.clone()? })
    }

    /// The least that holds both.
    pub(super) fn join(&self, other: &Extent) -> Extent {
        Extent {
            low: self.low.as_ref().zip(other.low.as_ref()).map(|(a, b)| a.min(b).clone()),
            high: self.high.as_ref().zip(other.high.as_ref()).map(|(a, b)| a.max(b).clone()),
        }
    }

    pub(super) fn plus(&self, other: &Extent) -> Extent {
        Extent {
            low: self.low.as_ref().zip(other.low.as_ref()).map(|(a, b)| a + b),
            high: self.high.as_ref().zip(other.high.as_ref()).map(|(a, b)| a + b),
        }
    }

    pub(super) fn negated(&self) -> Extent {
        Extent { low: self.high.as_ref().map(|high| -high), high: self.low.as_ref().map(|low| -low) }
    }

    pub(super) fn times(&self, other: &Extent) -> Extent {
        let zero = Extent::just(&Exact::ZERO);
        if self == &zero || other == &zero {
            return zero;
        }
        let (Some(a), Some(b)) = (self.span(), other.span()) else {
            return Extent::default();
        };
        let products = [&a.low * &b.low, &a.low * &b.high, &a.high * &b.low, &a.high * &b.high];
        Extent { low: products.iter().min().cloned(), high: products.iter().max().cloned() }
    }

    /// One divided by it; no ends where zero is within.
    pub(super) fn reciprocal(&self) -> Extent {
        match self.span() {
            Some(span) if !self.may_be_zero() => {
                Extent { low: Exact::ONE.checked_div(&span.high), high: Exact::ONE.checked_div(&span.low) }
            }
            _ => Extent::default(),
        }
    }

    pub(super) fn may_be_zero(&self) -> bool {
        self.low.as_ref().is_none_or(|low| !low.is_positive())
            && self.high.as_ref().is_none_or(|high| !high.is_negative())
    }

    /// What a rising function makes of it.
    pub(super) fn mapped(&self, rising: impl Fn(&Exact) -> Exact) -> Extent {
        Extent { low: self.low.as_ref().map(&rising), high: self.high.as_ref().map(&rising) }
    }

    pub(super) fn least(&self, other: &Extent) -> Extent {
        Extent {
            low: self.low.as_ref().zip(other.low.as_ref()).map(|(a, b)| a.min(b).clone()),
            high: match (&self.high, &other.high) {
                (Some(a), Some(b)) => Some(a.min(b).clone()),
                (a, b) => a.clone().or_else(|| b.clone()),
            },
        }
    }

    pub(super) fn most(&self, other: &Extent) -> Extent {
        self.negated().least(&other.negated()).negated()
    }

    pub(super) fn power(&self, exponent: u32) -> Extent {
        if exponent == 0 {
            return Extent::just(&Exact::ONE);
        }
        let Some(span) = self.span() else {
            return Extent::default();
        };
        let (low, high) = (span.low.pow(exponent), span.high.pow(exponent));
        match (exponent.is_multiple_of(2), self.may_be_zero()) {
            (true, true) => Extent::of(Exact::ZERO, low.max(high)),
            (true, false) => Extent::of(low.clone().min(high.clone()), low.max(high)),
            (false, _) => Extent::of(low, high),
        }
    }

    /// Rounded to multiples from `multiple`.
    pub(super) fn to_multiple(&self, how: Rounding, multiple: &Extent) -> Extent {
        match multiple.span() {
            Some(span) if span.low == span.high => {
                self.mapped(|value| value.round_to(how, &span.low).unwrap_or_else(|| value.clone()))
            }
            Some(span) => Extent {
                low: self.low.as_ref().map(|low| low - &span.high.abs()),
                high: self.high.as_ref().map(|high| high + &span.high.abs()),
            },
            None => Extent::default(),
        }
    }
}

/// The least and the most points of a question that is asked.
pub(super) fn points_of(question: &Question) -> Span {
    let answered = match &question.kind {
        QuestionKind::Number { min, max, decimals, points_each, .. } => {
            let (one, other) =
                (&up_to_grid(min, *decimals) * points_each, &down_to_grid(max, *decimals) * points_each);
            Span { low: one.clone().min(other.clone()), high: one.max(other) }
        }
        _ => Span { low: question.points_least(), high: question.points_most() },
    };
    match &question.unanswered {
        Some(points) => {
            Span { low: answered.low.min(points.clone()), high: answered.high.max(points.clone()) }
        }
        None => answered,
    }
}

/// An answer that fits.
pub(super) fn first_answer(question: &Question) -> Option<Answer> {
    match &question.kind {
        QuestionKind::One { .. } => Some(Answer::One(0)),
        QuestionKind::Many { .. } => Some(Answer::Many(Vec::new())),
        QuestionKind::Number { min, max, decimals, .. } => {
            Some(up_to_grid(min, *decimals)).filter(|value| value <= max).map(Answer::Number)
        }
        QuestionKind::Scale { from, .. } => Some(Answer::Number(Exact::from(*from))),
        QuestionKind::Broken => None,
    }
}
