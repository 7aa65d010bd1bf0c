//! What changed between two rulebooks, in words.

use std::fmt;

use openras_core::document::canonical;
use serde_json::{Map, Value as Json};

use crate::folder::REQUIRED;
use crate::rulebook::Rulebook;

/// One thing that is another in a newer rulebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The file: `scheme.toml`.
    pub file: &'static str,
    /// What it is, from the outside in: `parameter pounds_per_point`, `value from 2008-04-01`, `is`.
    pub what: Vec<String>,
    /// What stood there; nothing where it is new.
    pub old: Option<String>,
    /// What stands there now; nothing where it is gone.
    pub new: Option<String>,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.what.join(", "))?;
        match (&self.old, &self.new) {
            (Some(old), Some(new)) => write!(f, ": was {old}, is {new}"),
            (None, Some(new)) => write!(f, ": new, {new}"),
            (Some(old), None) => write!(f, ": gone, was {old}"),
            (None, None) => Ok(()),
        }
    }
}

impl Rulebook {
    /// Everything that `newer` says otherwise: parameters and their values by date, rows of tables, steps, questions and their
    /// statements, and all else in the three files that a digest covers. Layout and the order of what has an id are no change.
    pub fn changes(&self, newer: &Rulebook) -> Vec<Change> {
        let mut changes = Vec::new();
        for file in REQUIRED {
            let tree = |rulebook: &Rulebook| {
                rulebook.documents.get(file).map_or(Json::Null, |document| canonical(&document.root))
            };
            compare(file, &mut Vec::new(), &tree(self), &tree(newer), &mut changes);
        }
        changes
    }
}

fn compare(file: &'static str, what: &mut Vec<String>, old: &Json, new: &Json, changes: &mut Vec<Change>) {
    match (old, new) {
        _ if old == new => {}
        (Json::Object(one), Json::Object(other)) => {
            let keys = one.keys().chain(other.keys().filter(|key| !one.contains_key(*key)));
            for key in keys {
                what.push(named(what.last().map(String::as_str), key));
                step(file, what, one.get(key), other.get(key), changes);
                what.pop();
            }
        }
        (Json::Array(one), Json::Array(other)) => {
            let word = what.last().cloned().unwrap_or_default();
            let (Some(one), Some(other)) = (keyed(one), keyed(other)) else {
                push(file, what, Some(old), Some(new), changes);
                return;
            };
            let within = what.pop();
            let keys = one
                .iter()
                .map(|(key, _)| key)
                .chain(other.iter().map(|(key, _)| key).filter(|key| get(&one, key).is_none()));
            for key in keys {
                what.push(format!("{} {key}", singular(&word)));
                step(file, what, get(&one, key), get(&other, key), changes);
                what.pop();
            }
            what.extend(within);
        }
        _ => push(file, what, Some(old), Some(new), changes),
    }
}

fn step(
    file: &'static str,
    what: &mut Vec<String>,
    old: Option<&Json>,
    new: Option<&Json>,
    changes: &mut Vec<Change>,
) {
    match (old, new) {
        (Some(old), Some(new)) => compare(file, what, old, new, changes),
        (old, new) => push(file, what, old, new, changes),
    }
}

fn push(
    file: &'static str,
    what: &[String],
    old: Option<&Json>,
    new: Option<&Json>,
    changes: &mut Vec<Change>,
) {
    let (old, new) = (old.map(said), new.map(said));
    // `parameter pounds_per_point` says that it is one of the parameters.
    let group = |word: &&String| !matches!(word.as_str(), "parameters" | "tables" | "streams");
    let inner: Vec<String> = what.iter().filter(group).cloned().collect();
    let what = if inner.is_empty() { what.to_vec() } else { inner };
    changes.push(Change { file, what, old, new });
}

/// The items of a list by what tells them apart; nothing where they are not such items or two are alike.
fn keyed(items: &[Json]) -> Option<Vec<(String, &Json)>> {
    let mut keyed: Vec<(String, &Json)> = Vec::with_capacity(items.len());
    for item in items {
        let key = key(item.as_object()?)?;
        if keyed.iter().any(|(own, _)| *own == key) {
            return None;
        }
        keyed.push((key, item));
    }
    Some(keyed)
}

fn get<'a>(items: &[(String, &'a Json)], key: &str) -> Option<&'a Json> {
    items.iter().find(|(own, _)| own == key).map(|(_, item)| *item)
}

/// What tells an item of a list from the others: its id, its key in a table, its day.
fn key(item: &Map<String, Json>) -> Option<String> {
    let text = |key: &str| item.get(key).map(said);
    if let Some(id) = text("id") {
        return Some(id);
    }
    if let Some(at) = text("at") {
        return Some(format!("at {at}"));
    }
    if let Some(choice) = text("for") {
        return Some(format!("for {choice}"));
    }
    match (text("from"), text("to")) {
        (Some(from), None) => Some(format!("from {from}")),
        // A band keeps its name where only its upper end moves.
        (Some(from), Some(_)) => Some(format!("from {from}")),
        (None, Some(to)) => Some(format!("to {to}")),
        (None, None) => text("item"),
    }
}

/// A key as part of a sentence.
fn named(within: Option<&str>, key: &str) -> String {
    match within {
        Some("parameters") => format!("parameter {key}"),
        Some("tables") => format!("table {key}"),
        Some("streams") => format!("stream {key}"),
        _ => key.to_owned(),
    }
}

fn singular(word: &str) -> &str {
    word.strip_suffix('s')
        .filter(|_| matches!(word, "values" | "rows" | "statements" | "choices"))
        .unwrap_or(word)
}

/// A value in words: texts as they are, what has more in it as JSON.
fn said(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
