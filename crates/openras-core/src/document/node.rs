use std::ops::Range;

use crate::{Day, Path, Segment};

/// A document: its text, and everything in it with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The file, as its reader named it.
    pub file: String,
    /// The whole text.
    pub source: String,
    /// The outermost value.
    pub root: Node,
    /// What the text is written in.
    pub syntax: Syntax,
}

/// What a document is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// TOML 1.0.
    Toml,
    /// JSON (RFC 8259), without any of its loose relatives.
    Json,
}

/// A value and the bytes of the text that it was read from.
///
/// A table under a header has the bytes of that header; a table that only a dotted key opens, those of the key; the
/// outermost table of a TOML file has none (`0..0`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What stands there.
    pub value: Value,
    /// Its bytes.
    pub span: Range<usize>,
}

/// What can stand in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `null`, in JSON only.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number as decimal digits, with `-` where below zero; no leading zeros and no minus zero.
    Integer(String),
    /// A decimal number, as written but for TOML's `_` between digits.
    Float(String),
    /// A text, its escapes resolved.
    String(String),
    /// A TOML day.
    Date(Day),
    /// A TOML time, or day with a time, as written.
    OtherTime(String),
    /// A list.
    List(Vec<Node>),
    /// A table: its keys in the order of the file, each once.
    Table(Vec<(Key, Node)>),
}

/// A key and the bytes of the text that it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its name, escapes resolved.
    pub name: String,
    /// Its bytes, quotes included.
    pub span: Range<usize>,
}

impl Node {
    /// The key and the value of an entry of a table.
    pub fn entry(&self, name: &str) -> Option<(&Key, &Node)> {
        match &self.value {
            Value::Table(entries) => {
                entries.iter().find(|(key, _)| key.name == name).map(|(key, node)| (key, node))
            }
            _ => None,
        }
    }

    /// The value under a key of a table.
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.entry(name).map(|(_, node)| node)
    }

    /// The value at a place of a list, counted from 0.
    pub fn at(&self, index: usize) -> Option<&Node> {
        match &self.value {
            Value::List(items) => items.get(index),
            _ => None,
        }
    }

    /// The text that stands here.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The value at `path`, or nothing where the path leads nowhere.
    pub fn find(&self, path: &Path) -> Option<&Node> {
        path.segments().iter().try_fold(self, |node, segment| match segment {
            Segment::Key(name) => node.get(name),
            Segment::Index(index) => node.at(*index),
        })
    }
}
