use openras_core::{Period, Rounding};

use crate::QuestionFunction;

/// A function of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Function {
    If,
    Question(QuestionFunction),
    Min,
    Max,
    Sum,
    Round(Rounding),
    RoundTo(Rounding),
    Per(Period),
    Number,
}

/// Each function with its word and how it is written.
const FUNCTIONS: [(&str, Function, &str); 21] = {
    use Function::{If, Max, Min, Number, Per, Question, Round, RoundTo, Sum};
    use QuestionFunction::{Answer, MaxPoints, MinPoints, Points, Ticked};
    use Rounding::{Down, HalfAwayFromZero, HalfEven, Up};
    [
        ("if", If, "if(condition, a, b)"),
        ("points", Question(Points), "points()"),
        ("max_points", Question(MaxPoints), "max_points()"),
        ("min_points", Question(MinPoints), "min_points()"),
        ("answer", Question(Answer), "answer(question)"),
        ("ticked", Question(Ticked), "ticked(question, 'statement')"),
        ("min", Min, "min(a, b)"),
        ("max", Max, "max(a, b)"),
        ("sum", Sum, "sum(a, b)"),
        ("round", Round(HalfAwayFromZero), "round(x, 2)"),
        ("round_down", Round(Down), "round_down(x, 2)"),
        ("round_up", Round(Up), "round_up(x, 2)"),
        ("round_half_even", Round(HalfEven), "round_half_even(x, 2)"),
        ("round_to", RoundTo(HalfAwayFromZero), "round_to(x, 5)"),
        ("round_down_to", RoundTo(Down), "round_down_to(x, 5)"),
        ("round_up_to", RoundTo(Up), "round_up_to(x, 5)"),
        ("per_year", Per(Period::Year), "per_year(x)"),
        ("per_month", Per(Period::Month), "per_month(x)"),
        ("per_week", Per(Period::Week), "per_week(x)"),
        ("per_day", Per(Period::Day), "per_day(x)"),
        ("number", Number, "number(x)"),
    ]
};

impl Function {
    pub(crate) fn from_word(word: &str) -> Option<Function> {
        FUNCTIONS.iter().find(|(name, _, _)| *name == word).map(|(_, function, _)| *function)
    }

    /// Every function's word.
    pub(crate) fn words() -> impl Iterator<Item = &'static str> {
        FUNCTIONS.iter().map(|(name, _, _)| *name)
    }

    /// How the function with this word is written.
    pub(crate) fn usage(word: &str) -> &'static str {
        FUNCTIONS.iter().find(|(name, _, _)| *name == word).map_or("", |(_, _, usage)| usage)
    }
}

/// Words that no id may be: the words and functions of the language, and the names that are always there.
pub const RESERVED: &[&str] = &[
    "and",
    "or",
    "not",
    "in",
    "if",
    "points",
    "max_points",
    "min_points",
    "answer",
    "ticked",
    "min",
    "max",
    "sum",
    "round",
    "round_down",
    "round_up",
    "round_half_even",
    "round_to",
    "round_down_to",
    "round_up_to",
    "per_year",
    "per_month",
    "per_week",
    "per_day",
    "number",
    "weeks_in_year",
    "months_in_year",
    "days_in_year",
    "on",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_is_reserved_and_written_with_its_own_word() {
        for (word, _, usage) in FUNCTIONS {
            assert!(RESERVED.contains(&word), "{word}");
            assert!(usage.starts_with(&format!("{word}(")), "{word}: {usage}");
        }
    }
}
