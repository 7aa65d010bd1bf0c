use std::collections::BTreeMap;

use super::mended::Mended;
use super::node::{Key, Node, Value};
use super::respell::Misspelt;
use super::say::{called, expected, listed, quoted, shown};
use super::scalar::is_finite;
use super::shape::{Others, Shape, ShapeId, Shapes, TableShape};
use super::words::{Marker, POISON};
use crate::{Code, Diagnostic, Diagnostics, Path, nearest};

/// The most known keys that a help lists.
const KEYS_LISTED_MAX: usize = 12;

/// Holds a document against its shapes: finds every problem, and mends what it can.
pub(crate) struct Walk<'a> {
    pub(super) shapes: &'a Shapes,
    problems: Vec<Diagnostic>,
    misspelt: Vec<Misspelt>,
}

/// What came of holding a document against its shapes.
pub(crate) struct Walked {
    /// The document with everything bad in it poisoned.
    pub(crate) mended: Mended,
    /// All that is wrong with it.
    pub(crate) problems: Diagnostics,
    /// The keys that count as another.
    pub(crate) misspelt: Vec<Misspelt>,
}

/// Under which key an entry of a table is read, and as what.
struct Entry {
    name: String,
    value: ShapeId,
    /// Whether it adds to what stands under that key already.
    adds: bool,
}

impl<'a> Walk<'a> {
    pub(crate) fn new(shapes: &'a Shapes) -> Self {
        Walk { shapes, problems: Vec::new(), misspelt: Vec::new() }
    }

    pub(crate) fn document(mut self, root: &Node) -> Walked {
        let mended = self.value(self.shapes.root, root, &Path::root());
        let mended = mended.unwrap_or_else(|| self.shapes.poisoned(self.shapes.root));
        Walked { mended, problems: self.problems.into_iter().collect(), misspelt: self.misspelt }
    }

    /// The value with everything bad in it poisoned; nothing where it is bad itself and has no poison of its own.
    fn value(&mut self, shape: ShapeId, node: &Node, path: &Path) -> Option<Mended> {
        match (self.shapes.get(shape), &node.value) {
            (_, Value::String(text)) if text.contains(POISON) => {
                self.nul(path);
                self.shapes.own_poison(shape)
            }
            (Shape::Nullable(_), Value::Null) => Some(Mended::Null),
            (Shape::Nullable(inner), _) => self.value(*inner, node, path),
            (Shape::Either(branches), _) => self.either(shape, branches, node, path),
            (Shape::List { item, least, most }, Value::List(items)) => {
                let mended =
                    items.iter().enumerate().map(|(at, node)| self.item(*item, node, &path.index(at)));
                let mended = Mended::List(mended.collect());
                self.sized(path, items.len(), *least, *most, "item");
                Some(mended)
            }
            (Shape::Table(table), Value::Table(entries)) => Some(self.table(table, entries, path)),
            (Shape::Any, _) => self.anything(node, path),
            _ => self.scalar(shape, node, path),
        }
    }

    fn item(&mut self, shape: ShapeId, node: &Node, path: &Path) -> Mended {
        self.value(shape, node, path).unwrap_or_else(|| self.shapes.poisoned(shape))
    }

    fn sized(&mut self, path: &Path, count: usize, least: usize, most: Option<usize>, what: &str) {
        let counted = |n: usize| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
        let asked = if count < least {
            format!("at least {}", counted(least))
        } else if let Some(most) = most.filter(|most| count > *most) {
            format!("at most {}", counted(most))
        } else {
            return;
        };
        let code = if count == 0 && what == "item" { Code::MissingKey } else { Code::WrongType };
        let has = if count == 0 { "is empty".to_owned() } else { format!("has {}", counted(count)) };
        let verb = if asked.ends_with('s') { "are" } else { "is" };
        self.problem(code, path, format!("{} {has}; {asked} {verb} expected here", called(path)), None);
    }

    fn table(&mut self, shape: &TableShape, entries: &[(Key, Node)], path: &Path) -> Mended {
        let known = entries.iter().filter_map(|(key, node)| {
            shape.keys.get_key_value(&key.name).map(|(known, _)| (known.as_str(), node))
        });
        let mut met: BTreeMap<&str, &Node> = known.collect();
        let mut mended = Vec::new();
        for (key, node) in entries {
            let Some(entry) = self.entry(shape, (key, node), &mut met, path) else { continue };
            let Entry { name, value, adds } = entry;
            let required = shape.required.contains(&name);
            match self.value(value, node, &path.key(&key.name)) {
                _ if adds => {}
                Some(value) => mended.push((name, value)),
                None if required => mended.push((name, self.shapes.poisoned(value))),
                None => {}
            }
        }
        for (name, value) in shape.required.iter().filter_map(|name| shape.keys.get_key_value(name)) {
            if !met.contains_key(name.as_str()) {
                let help = format!("{} is {}", quoted(name), expected(self.shapes, *value));
                self.problem(
                    Code::MissingKey,
                    path,
                    format!("the key {} is missing", quoted(name)),
                    Some(help),
                );
                mended.push((name.clone(), self.shapes.poisoned(*value)));
            }
        }
        self.sized(path, entries.len(), shape.least, None, "key");
        Mended::Table(mended)
    }

    /// Under which key an entry is read, and as what; nothing where it cannot be read at all.
    fn entry<'s>(
        &mut self,
        shape: &'s TableShape,
        (key, node): (&Key, &'s Node),
        met: &mut BTreeMap<&'s str, &'s Node>,
        path: &Path,
    ) -> Option<Entry> {
        let named = |name: String, value| Some(Entry { name, value, adds: false });
        if let Some(value) = shape.keys.get(&key.name) {
            return named(key.name.clone(), *value);
        }
        let at = path.key(&key.name);
        match shape.others {
            Others::Ids(value) if Marker::Id.accepts(&key.name) && !key.name.contains(POISON) => {
                named(key.name.clone(), value)
            }
            Others::Ids(value) => {
                self.bad_id(&key.name, &at, true);
                named(format!("{POISON}{}", key.name), value)
            }
            Others::Any(_) if key.name.contains(POISON) => {
                let message = format!("the key {} holds a NUL character", quoted(&key.name));
                self.push(Diagnostic::new(Code::WrongType, at, message).on_key());
                None
            }
            Others::Any(value) => named(key.name.clone(), value),
            Others::None => self.unknown_key(shape, (key, node), met, path),
        }
    }

    /// Tells a key that there is not; it counts as the nearest known key that is free, or that can hold this as well.
    fn unknown_key<'s>(
        &mut self,
        shape: &'s TableShape,
        (key, node): (&Key, &'s Node),
        met: &mut BTreeMap<&'s str, &'s Node>,
        path: &Path,
    ) -> Option<Entry> {
        let has_room = |(known, value): &(&'s String, &ShapeId)| {
            met.get(known.as_str()).is_none_or(|there| self.joins(**value, there, node))
        };
        let candidates = shape.keys.iter().filter(has_room).map(|(known, _)| known.as_str());
        let near = nearest(&key.name, candidates).and_then(|near| shape.keys.get_key_value(near));
        let free: Vec<&str> =
            shape.keys.keys().map(String::as_str).filter(|known| !met.contains_key(known)).collect();
        let help = match near {
            Some((near, _)) => Some(format!("did you mean {}?", quoted(near))),
            None if free.is_empty() || free.len() > KEYS_LISTED_MAX => None,
            None => Some(format!("what can stand here is {}", listed(free, "and"))),
        };
        let message = format!("there is no key {} here", quoted(&key.name));
        self.push(Diagnostic::new(Code::UnknownKey, path.key(&key.name), message).on_key().maybe_help(help));
        let (near, value) = near?;
        self.misspelt.push(Misspelt { table: path.clone(), key: key.name.clone(), meant: near.clone() });
        let adds = met.insert(near, node).is_some();
        Some(Entry { name: near.clone(), value: *value, adds })
    }

    /// Whether two things under one key are one list, or one table of ids.
    fn joins(&self, shape: ShapeId, there: &Node, more: &Node) -> bool {
        match (self.shapes.get(shape), &there.value, &more.value) {
            (Shape::Nullable(inner), _, _) => self.joins(*inner, there, more),
            (Shape::List { .. }, Value::List(_), Value::List(_)) => true,
            (Shape::Table(table), Value::Table(_), Value::Table(_)) => table.keys.is_empty(),
            _ => false,
        }
    }

    /// Of several branches that what stands there could be, the one with the fewest problems; the first of equals.
    fn either(&mut self, shape: ShapeId, branches: &[ShapeId], node: &Node, path: &Path) -> Option<Mended> {
        // A number that may be whole or a text is a decimal once it stands in quotes.
        if let Value::Float(raw) = &node.value
            && branches.iter().any(|branch| self.fits(*branch, node))
            && branches.iter().any(|branch| self.holds_text(*branch))
            && is_finite(raw)
        {
            self.float(raw, Marker::Amount, path);
            return self.shapes.own_poison(shape);
        }
        let mut best: Option<(Option<Mended>, Walk<'_>)> = None;
        for branch in branches.iter().filter(|branch| self.fits(**branch, node)) {
            let mut walk = Walk::new(self.shapes);
            let mended = walk.value(*branch, node, path);
            if best.as_ref().is_none_or(|(_, before)| walk.problems.len() < before.problems.len()) {
                best = Some((mended, walk));
            }
        }
        match best {
            Some((mended, walk)) => {
                // What is bad itself is poisoned as one of several, not as the one that it resembles.
                let inside =
                    walk.problems.is_empty() || matches!(node.value, Value::Table(_) | Value::List(_));
                self.problems.extend(walk.problems);
                self.misspelt.extend(walk.misspelt);
                mended.filter(|_| inside).or_else(|| self.shapes.own_poison(shape))
            }
            None => self.wrong(shape, node, path, None),
        }
    }

    /// Whether a text may stand there.
    fn holds_text(&self, shape: ShapeId) -> bool {
        match self.shapes.get(shape) {
            Shape::Text { .. } => true,
            Shape::Word(marker) => marker.takes_text(),
            _ => false,
        }
    }

    /// Whether the kind of value that stands there could belong to this shape.
    fn fits(&self, shape: ShapeId, node: &Node) -> bool {
        match (self.shapes.get(shape), &node.value) {
            (Shape::Any, _)
            | (Shape::Bool, Value::Bool(_))
            | (Shape::Whole { .. }, Value::Integer(_) | Value::Float(_))
            | (Shape::Text { .. } | Shape::Choice(_), Value::String(_))
            | (Shape::List { .. }, Value::List(_))
            | (Shape::Table(_), Value::Table(_))
            | (Shape::Nullable(_), Value::Null)
            | (Shape::Word(Marker::Day), Value::Date(_) | Value::OtherTime(_)) => true,
            (Shape::Word(marker), Value::String(_)) => marker.takes_text(),
            (Shape::Word(marker), Value::Integer(_) | Value::Float(_)) => marker.takes_whole(),
            (Shape::Nullable(inner), _) => self.fits(*inner, node),
            (Shape::Either(branches), _) => branches.iter().any(|branch| self.fits(*branch, node)),
            _ => false,
        }
    }

    /// Where anything may stand, all the same no decimal number may.
    fn anything(&mut self, node: &Node, path: &Path) -> Option<Mended> {
        match &node.value {
            Value::Null => Some(Mended::Null),
            Value::Bool(value) => Some(Mended::Bool(*value)),
            Value::String(text) if text.contains(POISON) => {
                self.nul(path);
                Some(Mended::poison())
            }
            Value::String(text) | Value::OtherTime(text) => Some(Mended::Text(text.clone())),
            Value::Date(day) => Some(Mended::Text(day.to_string())),
            Value::Integer(digits) => match digits.parse() {
                Ok(whole) => Some(Mended::Whole(whole)),
                Err(_) => {
                    let message = format!("{} is too large a whole number", called(path));
                    self.problem(Code::WrongType, path, message, None);
                    Some(Mended::poison())
                }
            },
            Value::Float(raw) => {
                self.float(raw, Marker::Amount, path);
                Some(Mended::poison())
            }
            Value::List(items) => {
                let items = items.iter().enumerate().map(|(at, item)| self.anything(item, &path.index(at)));
                items.collect::<Option<Vec<Mended>>>().map(Mended::List)
            }
            Value::Table(entries) => {
                let entries = entries
                    .iter()
                    .map(|(key, node)| Some((key.name.clone(), self.anything(node, &path.key(&key.name))?)));
                entries.collect::<Option<Vec<(String, Mended)>>>().map(Mended::Table)
            }
        }
    }

    fn nul(&mut self, path: &Path) {
        self.problem(Code::WrongType, path, format!("{} holds a NUL character", called(path)), None);
    }

    /// Says that something else is expected where this stands.
    pub(super) fn wrong(
        &mut self,
        shape: ShapeId,
        node: &Node,
        path: &Path,
        help: Option<String>,
    ) -> Option<Mended> {
        let expected = expected(self.shapes, shape);
        let message = format!("{} is {}; {expected} is expected here", called(path), shown(node));
        self.problem(Code::WrongType, path, message, help);
        self.shapes.own_poison(shape)
    }

    pub(super) fn problem(&mut self, code: Code, path: &Path, message: String, help: Option<String>) {
        self.push(Diagnostic::new(code, path.clone(), message).maybe_help(help));
    }

    pub(super) fn push(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }
}
