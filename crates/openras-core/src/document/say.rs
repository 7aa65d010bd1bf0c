//! The words in which problems of shape are told.

use super::node::{Node, Value};
use super::shape::{Shape, ShapeId, Shapes};
use crate::{Path, Segment};

/// The most characters of a document's own text that a message repeats.
const SHOWN_MAX: usize = 60;

/// What a message calls the value at `path`: its key, or its place in a list counted from one.
pub(crate) fn called(path: &Path) -> String {
    called_segments(path.segments())
}

fn called_segments(segments: &[Segment]) -> String {
    match segments.split_last() {
        None => "the document".to_owned(),
        Some((Segment::Key(key), _)) => quoted(key),
        Some((Segment::Index(index), before)) => {
            format!("item {} of {}", index.saturating_add(1), called_segments(before))
        }
    }
}

/// What a message says of a value that should not stand there.
pub(crate) fn shown(node: &Node) -> String {
    match &node.value {
        Value::Null => "`null`".to_owned(),
        Value::Bool(value) => format!("`{value}`"),
        Value::Integer(digits) => quoted(digits),
        Value::Float(raw) | Value::OtherTime(raw) => quoted(raw),
        Value::String(text) if text.is_empty() => "an empty text".to_owned(),
        // Quotes tell a text from the number or the `true` that it resembles.
        Value::String(text)
            if text.parse::<i64>().is_ok() || matches!(text.as_str(), "true" | "false" | "null") =>
        {
            quoted(&format!("\"{text}\""))
        }
        Value::String(text) => quoted(text),
        Value::Date(day) => format!("the day `{day}`"),
        Value::List(_) => "a list".to_owned(),
        Value::Table(_) => "a table".to_owned(),
    }
}

/// A document's own words in backticks, cut where they are long, on one line.
pub(crate) fn quoted(text: &str) -> String {
    let mut shown = String::new();
    for (at, character) in text.chars().enumerate() {
        if at >= SHOWN_MAX {
            shown.push('…');
            break;
        }
        match character {
            character if character.is_control() => shown.extend(character.escape_default()),
            character => shown.push(character),
        }
    }
    format!("`{shown}`")
}

/// `a`, `b` and `c`.
pub(crate) fn listed<'a>(words: impl IntoIterator<Item = &'a str>, last: &str) -> String {
    let words: Vec<String> = words.into_iter().map(quoted).collect();
    joined(&words, last)
}

fn joined(words: &[String], last: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., end] => format!("{} {last} {end}", before.join(", ")),
    }
}

/// What may stand there, with its article.
pub(crate) fn expected(shapes: &Shapes, shape: ShapeId) -> String {
    match shapes.get(shape) {
        Shape::Any => "a value".to_owned(),
        Shape::Bool => "true or false".to_owned(),
        Shape::Whole { least, most } => whole(*least, *most),
        Shape::Text { .. } => "a text in quotes".to_owned(),
        Shape::Choice(choices) => match choices.as_slice() {
            [only] => quoted(only),
            several => listed(several.iter().map(String::as_str), "or"),
        },
        Shape::Word(marker) => marker.expected().to_owned(),
        Shape::List { .. } => "a list".to_owned(),
        Shape::Table(_) => "a table".to_owned(),
        Shape::Nullable(shape) => expected(shapes, *shape),
        Shape::Either(branches) => {
            let mut all: Vec<String> = Vec::new();
            for branch in branches.iter().map(|branch| expected(shapes, *branch)) {
                if !all.contains(&branch) {
                    all.push(branch);
                }
            }
            joined(&all, "or")
        }
    }
}

fn whole(least: Option<i64>, most: Option<i64>) -> String {
    // Bounds that only the size of numbers sets tell a person nothing.
    let told = |bound: &i64| bound.unsigned_abs() < 1_000_000_000;
    match (least.filter(told), most.filter(told)) {
        (Some(least), Some(most)) => format!("a whole number from {least} to {most}"),
        (Some(least), None) => format!("a whole number, {least} or more"),
        (None, Some(most)) => format!("a whole number, {most} or less"),
        (None, None) => "a whole number".to_owned(),
    }
}
