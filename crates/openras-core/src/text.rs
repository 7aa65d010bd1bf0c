use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// A sentence for people, in one language or several.
///
/// A plain string is in the rulebook's first language; a table has a string for each language tag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Text {
    /// In the first language.
    Plain(String),
    /// By language tag.
    ByLanguage(BTreeMap<String, String>),
}

impl Text {
    /// The sentence in `language`; where that is missing in `first`, the rulebook's first language; then in any.
    pub fn in_language(&self, language: &str, first: &str) -> &str {
        match self {
            Text::Plain(text) => text,
            Text::ByLanguage(texts) => texts
                .get(language)
                .or_else(|| texts.get(first))
                .or_else(|| texts.values().next())
                .map_or("", String::as_str),
        }
    }

    /// Whether there are words of its own for `language`.
    pub fn has(&self, language: &str, first: &str) -> bool {
        match self {
            Text::Plain(_) => language == first,
            Text::ByLanguage(texts) => texts.contains_key(language),
        }
    }
}

impl Default for Text {
    fn default() -> Self {
        Text::Plain(String::new())
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Text::Plain(text.to_owned())
    }
}

impl JsonSchema for Text {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A sentence in the rulebook's first language, or a table of the rulebook's languages.",
            "anyOf": [
                { "type": "string" },
                { "type": "object", "additionalProperties": { "type": "string" }, "minProperties": 1 }
            ]
        })
    }
}
