use std::borrow::Cow;
use std::fmt;

use serde::Serialize;

use super::word::{Marker, POISON, Word, word};

/// How an id is written.
pub(crate) const ID_PATTERN: &str = "^[a-z][a-z0-9_]*$";

/// An id: lower-case letters, digits and `_`, a letter first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Id(String);

impl Id {
    /// The id with this name; `None` where it is not written like one.
    pub fn new(name: &str) -> Option<Id> {
        Id::parse(name).filter(|id| !id.is_poisoned())
    }

    /// What is written; of a poisoned id, a text that no document can hold.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name that it goes by elsewhere: of a bad id the one that was probably meant (`Needs points` is `needs_points`),
    /// so that what uses it is not told as well; empty where there is none.
    pub fn known(&self) -> Cow<'_, str> {
        match self.0.strip_prefix(POISON) {
            Some(bad) => Cow::Owned(id_like(bad).unwrap_or_default()),
            None => Cow::Borrowed(&self.0),
        }
    }

    /// Whether it stands for an id that was bad or missing.
    pub fn is_poisoned(&self) -> bool {
        self.0.starts_with(POISON)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Word for Id {
    const MARKER: Marker = Marker::Id;

    fn poisoned() -> Self {
        Id(POISON.to_owned())
    }

    /// Also takes a poisoned one with its name behind it, so that two bad keys of one table stay two.
    fn parse(text: &str) -> Option<Self> {
        let mut bytes = text.bytes();
        let starts = bytes.next().is_some_and(|first| first.is_ascii_lowercase());
        let goes_on = bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        ((starts && goes_on) || text.starts_with(POISON)).then(|| Id(text.to_owned()))
    }
}

word!(Id, "Id", Marker::Id, {
    "description": "An id: lower-case letters, digits and `_`, a letter first.",
    "type": "string",
    "pattern": ID_PATTERN
});

/// The id that a text was probably meant to be: `Personal care` is `personal_care`.
pub(crate) fn id_like(text: &str) -> Option<String> {
    let mut id = String::new();
    for character in text.trim().chars() {
        match character {
            'a'..='z' | '0'..='9' => id.push(character),
            'A'..='Z' => id.push(character.to_ascii_lowercase()),
            '_' | '-' | ' ' | '.' | '/' => id.push('_'),
            _ => return None,
        }
    }
    let id = id.trim_matches('_').to_owned();
    (id.len() <= 60 && Id::parse(&id).is_some()).then_some(id)
}

/// A name of something that stands elsewhere, in any characters, not empty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Reference(String);

impl Reference {
    /// What is written; `None` where it was bad or missing.
    pub fn name(&self) -> Option<&str> {
        (!self.is_poisoned()).then_some(&self.0)
    }

    /// What is written; of a poisoned reference, a text that no document can hold.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it stands for a reference that was bad or missing.
    pub fn is_poisoned(&self) -> bool {
        self.0 == POISON
    }
}

impl Word for Reference {
    const MARKER: Marker = Marker::Reference;

    fn poisoned() -> Self {
        Reference(POISON.to_owned())
    }

    fn parse(text: &str) -> Option<Self> {
        (!text.is_empty()).then(|| Reference(text.to_owned()))
    }
}

word!(Reference, "Reference", Marker::Reference, {
    "description": "The name of something that stands elsewhere.",
    "type": "string",
    "minLength": 1
});
