use std::ops::Range;

use super::node::{Document, Key, Node, Syntax, Value};
use super::unescape::raw_range;
use crate::{Diagnostics, Path, Place, Segment};

impl Document {
    /// Where `path` stands in the file; with `on_key` its key, with `within` these bytes of the text that stands there.
    ///
    /// Where the path leads nowhere, the nearest table or list around it that is there. A table or list that spans
    /// several lines gives its first, and a TOML table its header.
    pub fn place(&self, path: &Path, on_key: bool, within: Option<Range<usize>>) -> Place {
        Lines::new(&self.source).place(&self.file, self.bytes(path, on_key, within))
    }

    /// Fills in the place of those problems of this document that have none.
    ///
    /// A problem that names a file of a rulebook is this document's where its file ends in that name.
    pub fn locate(&self, problems: &mut Diagnostics) {
        let lines = Lines::new(&self.source);
        for problem in problems.iter_mut().filter(|problem| problem.place.is_none()) {
            if problem.file.as_deref().is_none_or(|file| self.is_file(file)) {
                let bytes = self.bytes(&problem.path, problem.on_key, problem.within.clone());
                problem.place = Some(lines.place(&self.file, bytes));
            }
        }
    }

    /// Whether this document's file is `name`, in whatever folder.
    fn is_file(&self, name: &str) -> bool {
        let folder = self.file.strip_suffix(name);
        folder.is_some_and(|folder| folder.is_empty() || folder.ends_with(['/', '\\']))
    }

    fn bytes(&self, path: &Path, on_key: bool, within: Option<Range<usize>>) -> Range<usize> {
        let mut node = &self.root;
        let mut key: Option<&Key> = None;
        for segment in path.segments() {
            let next = match segment {
                Segment::Key(name) => node.entry(name).map(|(key, node)| (Some(key), node)),
                Segment::Index(index) => node.at(*index).map(|node| (None, node)),
            };
            let Some(next) = next else { return self.opening(node) };
            (key, node) = next;
        }
        match (key, within, &node.value) {
            (Some(key), _, _) if on_key => key.span.clone(),
            (_, Some(within), Value::String(_)) => self.within(node, &within),
            _ => self.opening(node),
        }
    }

    /// The bytes of a value; of a table or list only those on its first line.
    fn opening(&self, node: &Node) -> Range<usize> {
        if !matches!(node.value, Value::Table(_) | Value::List(_)) {
            return node.span.clone();
        }
        let raw = self.source.get(node.span.clone()).unwrap_or_default();
        let first = raw.lines().next().unwrap_or_default().trim_end();
        node.span.start..node.span.start.saturating_add(first.len())
    }

    fn within(&self, node: &Node, within: &Range<usize>) -> Range<usize> {
        let raw = self.source.get(node.span.clone()).unwrap_or_default();
        let quoted = raw.starts_with('"') || (raw.starts_with('\'') && self.syntax == Syntax::Toml);
        if !quoted {
            return node.span.clone();
        }
        let raw = raw_range(raw, self.syntax, within);
        node.span.start.saturating_add(raw.start)..node.span.start.saturating_add(raw.end)
    }
}

impl Diagnostics {
    /// Puts them in the order of the files, by name, and of their bytes; those without a place come last, as they are.
    pub fn sort_by_place(&mut self) {
        self.sort_by_key(|problem| match &problem.place {
            Some(place) => (false, place.file.clone(), place.bytes.start, place.bytes.end),
            None => (true, String::new(), 0, 0),
        });
    }
}

/// Where the lines of a text begin.
pub(crate) struct Lines<'a> {
    source: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(source: &'a str) -> Self {
        let breaks = source.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(breaks.map(|(at, _)| at.saturating_add(1))).collect();
        Lines { source, starts }
    }

    /// The line and column of these bytes, which are moved to where characters begin.
    pub(crate) fn place(&self, file: &str, bytes: Range<usize>) -> Place {
        let start = self.source.floor_char_boundary(bytes.start);
        let end = self.source.ceil_char_boundary(bytes.end).max(start);
        let line = self.starts.partition_point(|line| *line <= start).max(1);
        let line_start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let before = self.source.get(line_start..start).unwrap_or_default();
        let before = before.strip_prefix('\u{feff}').unwrap_or(before);
        Place {
            file: file.to_owned(),
            line,
            column: before.chars().count().saturating_add(1),
            bytes: start..end,
        }
    }
}
