use serde_json::{Map, Value as Json};

use super::node::{Key, Node, Value};
use crate::Amount;

/// The form in which a document enters a digest: its meaning, without its layout.
///
/// Whole numbers, and texts that have the form of an amount, become texts in shortest form (`500` and `"500.00"` are both
/// `"500"`), percentages stay as written, days become `"2008-03-01"`, and the key `statements` becomes `statement`.
/// Nothing is filled in and nothing left out.
pub fn canonical(root: &Node) -> Json {
    match &root.value {
        Value::Null => Json::Null,
        Value::Bool(value) => Json::Bool(*value),
        Value::Integer(digits) => Json::String(digits.clone()),
        Value::String(text) => Json::String(shortest(text)),
        Value::Float(raw) | Value::OtherTime(raw) => Json::String(raw.clone()),
        Value::Date(day) => Json::String(day.to_string()),
        Value::List(items) => items.iter().map(canonical).collect(),
        Value::Table(entries) => {
            let entries = entries.iter().map(|(key, node)| (renamed(key, root).to_owned(), canonical(node)));
            Json::Object(entries.collect::<Map<String, Json>>())
        }
    }
}

fn shortest(text: &str) -> String {
    let amount = Amount::parse(text).ok().filter(|amount| !amount.percent);
    amount.map_or_else(|| text.to_owned(), |amount| amount.shortest())
}

/// `statements` is `statement`, unless both stand in one table.
fn renamed<'a>(key: &'a Key, table: &Node) -> &'a str {
    match key.name.as_str() {
        "statements" if table.get("statement").is_none() => "statement",
        name => name,
    }
}
