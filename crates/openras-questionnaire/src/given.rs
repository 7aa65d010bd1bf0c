//! A value of a fact or an answer, as it was given.

use std::borrow::Cow;
use std::fmt;

use openras_core::document::DayIn;
use openras_core::{Amount, Day};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// A value as it was given: what it means is decided by the fact or question it is given to.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(untagged)]
pub enum Given {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Whole(i64),
    /// A word, a decimal in quotes or a day.
    Text(String),
    /// Several statements.
    List(Vec<String>),
}

impl Given {
    /// Whether it stands for a value that was bad: no document can hold this text.
    pub(crate) fn is_poisoned(&self) -> bool {
        matches!(self, Given::Text(text) if text.starts_with('\0'))
    }

    /// In its one form: numbers as strings in shortest form.
    #[must_use]
    pub fn canonical(&self) -> Cow<'_, Given> {
        match self {
            Given::Whole(whole) => Cow::Owned(Given::Text(whole.to_string())),
            Given::Text(text) => match Amount::read(text) {
                Some(amount) => Cow::Owned(Given::Text(amount.shortest())),
                None => Cow::Borrowed(self),
            },
            Given::Bool(_) | Given::List(_) => Cow::Borrowed(self),
        }
    }

    /// Reads an amount; one written with `%` only where `percent` may stand.
    ///
    /// # Errors
    /// What was probably meant, where that can be guessed.
    pub fn amount(&self, percent: bool) -> Result<Amount, Option<String>> {
        let text = match self {
            Given::Whole(whole) => whole.to_string(),
            Given::Text(text) => text.clone(),
            Given::Bool(_) | Given::List(_) => return Err(None),
        };
        match Amount::parse(&text) {
            Ok(amount) if percent || !amount.percent => Ok(amount),
            Ok(_) => Err(None),
            Err(error) => Err(error.meant),
        }
    }
}

impl fmt::Display for Given {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Given::Bool(yes) => write!(f, "{yes}"),
            Given::Whole(whole) => write!(f, "{whole}"),
            Given::Text(text) => f.write_str(text),
            Given::List(words) => write!(f, "[{}]", words.join(", ")),
        }
    }
}

impl From<bool> for Given {
    fn from(yes: bool) -> Self {
        Given::Bool(yes)
    }
}

impl From<i64> for Given {
    fn from(whole: i64) -> Self {
        Given::Whole(whole)
    }
}

impl From<&str> for Given {
    fn from(text: &str) -> Self {
        Given::Text(text.to_owned())
    }
}

impl From<Day> for Given {
    fn from(day: Day) -> Self {
        Given::Text(day.to_string())
    }
}

impl<const N: usize> From<[&str; N]> for Given {
    fn from(words: [&str; N]) -> Self {
        Given::List(words.iter().map(|word| (*word).to_owned()).collect())
    }
}

impl JsonSchema for Given {
    fn schema_name() -> Cow<'static, str> {
        "Given".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let day = generator.subschema_for::<DayIn>();
        json_schema!({
            "description": "true or false, a whole number, a word, a decimal in quotes, a day, or a list of statements.",
            "anyOf": [
                { "type": "boolean" },
                { "type": "integer", "minimum": -9007199254740991i64, "maximum": 9007199254740991i64 },
                { "type": "string" },
                day,
                { "type": "array", "items": { "type": "string" } }
            ]
        })
    }
}
