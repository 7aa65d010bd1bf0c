use std::sync::Arc;

use openras_core::{Code, Day, Exact, Text, Unit, nearest};

use crate::given::Given;

/// Something that is known about the person beside the answers.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Its id.
    pub id: String,
    /// What it says to people.
    pub text: Text,
    /// What kind of value it has.
    pub kind: FactKind,
    /// What holds where it is not given; without it the fact must be given.
    pub default: Option<FactValue>,
}

/// What kind of value a fact has.
#[derive(Clone, Debug)]
pub enum FactKind {
    /// A number from `min` to `max`, both inside.
    Number {
        /// What it counts.
        unit: Unit,
        /// The least.
        min: Exact,
        /// The most.
        max: Exact,
        /// How many decimals it may have.
        decimals: u32,
    },
    /// One of several words.
    Choice {
        /// What it may be, in the file's order.
        choices: Vec<Choice>,
        /// The ids of the choices.
        ids: Arc<[String]>,
    },
    /// Whether something is so.
    YesNo,
    /// A day.
    Date,
    /// Its declaration is broken; whatever follows from that is silent.
    Broken,
}

/// One thing that a choice may be.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Its id.
    pub id: String,
    /// What it says to people.
    pub text: Text,
}

/// The value of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactValue {
    /// A number.
    Number(Exact),
    /// The place of the choice among the fact's choices.
    Choice(u16),
    /// Whether it is so.
    YesNo(bool),
    /// A day.
    Date(Day),
}

/// Why a value does not fit where it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// What kind of problem.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// What would fit.
    pub help: Option<String>,
}

impl Misfit {
    pub(crate) fn new(code: Code, message: String, help: impl Into<String>) -> Misfit {
        Misfit { code, message, help: Some(help.into()) }
    }
}

impl Fact {
    /// Reads a value that was given for this fact.
    ///
    /// # Errors
    /// `wrong_type` or `unknown_choice`; or `out_of_range`, `too_many_decimals` or both.
    pub fn read(&self, given: &Given) -> Result<FactValue, Vec<Misfit>> {
        let id = &self.id;
        let wrong = |wanted: &str| {
            vec![Misfit::new(Code::WrongType, format!("`{given}` is not a value for `{id}`"), wanted)]
        };
        match &self.kind {
            FactKind::Number { unit, min, max, decimals } => {
                let range = Range { min, max, decimals: *decimals, percent: unit.is_number() };
                range.read(given, id).map(FactValue::Number)
            }
            FactKind::Choice { ids, .. } => match given {
                Given::Text(word) => position(ids, word).map(FactValue::Choice).ok_or_else(|| {
                    let message = format!("`{word}` is not a choice of `{id}`");
                    vec![Misfit::new(Code::UnknownChoice, message, one_of(word, ids))]
                }),
                _ => Err(wrong(&one_of("", ids))),
            },
            FactKind::YesNo => match given {
                Given::Bool(yes) => Ok(FactValue::YesNo(*yes)),
                _ => Err(wrong("write true or false")),
            },
            FactKind::Date => match given {
                Given::Text(text) => Day::parse(text)
                    .map(FactValue::Date)
                    .ok_or_else(|| wrong("write a day such as 2008-03-01")),
                _ => Err(wrong("write a day such as 2008-03-01")),
            },
            FactKind::Broken => Err(wrong("mend the fact in questionnaire.toml first")),
        }
    }

    /// The ids of the choices, where this is a choice.
    pub fn choice_ids(&self) -> Option<&Arc<[String]>> {
        match &self.kind {
            FactKind::Choice { ids, .. } => Some(ids),
            _ => None,
        }
    }
}

/// What a number may be.
pub(crate) struct Range<'a> {
    /// The least.
    pub(crate) min: &'a Exact,
    /// The most.
    pub(crate) max: &'a Exact,
    /// How many decimals it may have.
    pub(crate) decimals: u32,
    /// Whether it may be written with `%`.
    pub(crate) percent: bool,
}

impl Range<'_> {
    /// Reads a number that was given for `id`.
    pub(crate) fn read(&self, given: &Given, id: &str) -> Result<Exact, Vec<Misfit>> {
        let amount = given.amount(self.percent).map_err(|meant| {
            let help = match meant {
                Some(meant) => format!("write \"{meant}\""),
                None => "write a whole number, or a decimal in quotes such as \"2.5\"".to_owned(),
            };
            vec![Misfit::new(Code::WrongType, format!("`{given}` is not a number for `{id}`"), help)]
        })?;
        let mut misfits = Vec::new();
        if &amount.value < self.min || &amount.value > self.max {
            let message = format!("`{given}` is outside the range of `{id}`");
            misfits.push(Misfit::new(
                Code::OutOfRange,
                message,
                format!("from {} to {}", self.min, self.max),
            ));
        }
        if amount.value.decimals().is_none_or(|decimals| decimals > self.decimals) {
            let help = match self.decimals {
                0 => "only whole numbers".to_owned(),
                1 => "at most 1 decimal".to_owned(),
                most => format!("at most {most} decimals"),
            };
            let message = format!("`{given}` has too many decimals for `{id}`");
            misfits.push(Misfit::new(Code::TooManyDecimals, message, help));
        }
        if misfits.is_empty() { Ok(amount.value) } else { Err(misfits) }
    }
}

/// The place of `word` among `ids`.
pub(crate) fn position(ids: &[String], word: &str) -> Option<u16> {
    ids.iter().position(|id| id == word).and_then(|at| u16::try_from(at).ok())
}

/// `did you mean …?`, or all that there is.
pub(crate) fn one_of(word: &str, ids: &[String]) -> String {
    match nearest(word, ids.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("one of: {}", ids.join(", ")),
    }
}
