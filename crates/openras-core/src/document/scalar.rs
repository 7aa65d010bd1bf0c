use super::mended::Mended;
use super::node::{Node, Value};
use super::say::{called, expected, listed, quoted, shown};
use super::shape::{Shape, ShapeId};
use super::walk::Walk;
use super::words::{Cell, Marker, POISON, Word, id_like};
use crate::{Amount, Code, Day, Diagnostic, Path, nearest};

impl Walk<'_> {
    /// A value that is neither a list nor a table, or should not be one.
    pub(super) fn scalar(&mut self, shape: ShapeId, node: &Node, path: &Path) -> Option<Mended> {
        match self.shapes.get(shape) {
            Shape::Bool => self.yes_no(shape, node, path),
            Shape::Whole { least, most } => self.whole(shape, (*least, *most), node, path),
            Shape::Text { length_min } => self.text(shape, *length_min, node, path),
            Shape::Choice(choices) => self.choice(shape, choices, node, path),
            Shape::Word(Marker::Format) => self.format(shape, node, path),
            Shape::Word(marker) => self.word(shape, *marker, node, path),
            Shape::List { .. } => {
                let help =
                    (!matches!(node.value, Value::Null)).then(|| "put it in square brackets".to_owned());
                self.wrong(shape, node, path, help)
            }
            Shape::Any | Shape::Table(_) | Shape::Nullable(_) | Shape::Either(_) => {
                self.wrong(shape, node, path, None)
            }
        }
    }

    fn yes_no(&mut self, shape: ShapeId, node: &Node, path: &Path) -> Option<Mended> {
        match &node.value {
            Value::Bool(value) => Some(Mended::Bool(*value)),
            Value::String(text) if text == "true" || text == "false" => {
                self.wrong(shape, node, path, Some(format!("write {text} without quotes")))
            }
            _ => self.wrong(shape, node, path, None),
        }
    }

    fn whole(
        &mut self,
        shape: ShapeId,
        (least, most): (Option<i64>, Option<i64>),
        node: &Node,
        path: &Path,
    ) -> Option<Mended> {
        let inside =
            |whole: &i64| least.is_none_or(|least| least <= *whole) && most.is_none_or(|most| *whole <= most);
        match &node.value {
            Value::Integer(digits) => match digits.parse().ok().filter(inside) {
                Some(whole) => Some(Mended::Whole(whole)),
                None => self.wrong(shape, node, path, None),
            },
            Value::Float(raw) if is_finite(raw) => {
                let message = format!(
                    "{} is {} with a point; {} is expected here",
                    called(path),
                    quoted(raw),
                    expected(self.shapes, shape)
                );
                let whole =
                    raw.split_once('.').filter(|(_, decimals)| decimals.bytes().all(|digit| digit == b'0'));
                let help = whole.map(|(whole, _)| format!("write {whole}"));
                self.problem(Code::FloatAmount, path, message, help);
                self.shapes.own_poison(shape)
            }
            Value::String(text) => {
                let help =
                    text.parse().ok().filter(inside).map(|whole| format!("write {whole} without quotes"));
                self.wrong(shape, node, path, help)
            }
            _ => self.wrong(shape, node, path, None),
        }
    }

    fn text(&mut self, shape: ShapeId, length_min: usize, node: &Node, path: &Path) -> Option<Mended> {
        match &node.value {
            Value::String(text) if text.chars().count() >= length_min => Some(Mended::Text(text.clone())),
            Value::String(text) if text.is_empty() => {
                let message = format!("{} is empty; a text is expected here", called(path));
                self.problem(Code::WrongType, path, message, None);
                Some(Mended::poison())
            }
            Value::String(_) => {
                let message = format!("{} has fewer than {length_min} characters", called(path));
                self.problem(Code::WrongType, path, message, None);
                Some(Mended::poison())
            }
            _ => self.wrong(shape, node, path, in_quotes(node)),
        }
    }

    fn choice(&mut self, shape: ShapeId, choices: &[String], node: &Node, path: &Path) -> Option<Mended> {
        match node.as_str() {
            Some(text) if choices.iter().any(|choice| choice == text) => Some(Mended::Text(text.to_owned())),
            Some(text) => {
                let near = nearest(text, choices.iter().map(String::as_str));
                let known =
                    || format!("what can stand here is {}", listed(choices.iter().map(String::as_str), "or"));
                let help = near.map_or_else(known, |near| format!("did you mean {}?", quoted(near)));
                self.wrong(shape, node, path, Some(help))
            }
            None => self.wrong(shape, node, path, None),
        }
    }

    fn format(&mut self, shape: ShapeId, node: &Node, path: &Path) -> Option<Mended> {
        match &node.value {
            Value::Integer(digits) if digits == "1" => Some(Mended::Whole(1)),
            _ => self.wrong(shape, node, path, Some("this program reads format 1".to_owned())),
        }
    }

    fn word(&mut self, shape: ShapeId, marker: Marker, node: &Node, path: &Path) -> Option<Mended> {
        match &node.value {
            Value::String(text) if marker.accepts(text) => Some(Mended::Text(text.clone())),
            Value::String(text) if marker == Marker::Id => {
                self.bad_id(text, path, false);
                Some(Mended::Text(format!("{POISON}{text}")))
            }
            Value::String(text) => self.wrong(shape, node, path, mended(marker, text)),
            Value::Integer(digits) if marker.takes_whole() && marker.accepts(digits) => {
                digits.parse().ok().map(Mended::Whole)
            }
            Value::Integer(_) if marker.takes_whole() => {
                let message = format!("{} is {}; an amount has at most 15 digits", called(path), shown(node));
                self.problem(Code::WrongType, path, message, None);
                Some(Mended::poison())
            }
            Value::Float(raw) if marker.takes_whole() && is_finite(raw) => {
                self.float(raw, marker, path);
                Some(Mended::poison())
            }
            Value::Date(day) if marker == Marker::Day => Some(Mended::Text(day.to_string())),
            Value::OtherTime(raw) if marker == Marker::Day => {
                let day = raw.get(..10).and_then(Day::parse).map(|day| format!("write {day}"));
                self.wrong(shape, node, path, day)
            }
            _ if marker.takes_whole() => self.wrong(shape, node, path, None),
            _ => self.wrong(shape, node, path, in_quotes(node)),
        }
    }

    /// Says that a bare decimal number stands where an amount belongs.
    pub(super) fn float(&mut self, raw: &str, marker: Marker, path: &Path) {
        let message = format!("{} is {} without quotes, which can lose digits", called(path), quoted(raw));
        let plain = raw.strip_prefix('+').unwrap_or(raw);
        let help = if marker.accepts(plain) {
            format!("write \"{plain}\"")
        } else {
            "write it in quotes, with at most 15 digits before the point and 12 after it".to_owned()
        };
        self.problem(Code::FloatAmount, path, message, Some(help));
    }

    /// Says that a text is not written like an id.
    pub(super) fn bad_id(&mut self, text: &str, path: &Path, on_key: bool) {
        let message = match text {
            "" => format!("{} is empty; an id is expected here", called(path)),
            text => format!("{} is not an id", quoted(text)),
        };
        let help = match id_like(text) {
            Some(id) => format!("write {}", quoted(&id)),
            None => "an id is lower-case letters, digits and `_`, a letter first".to_owned(),
        };
        let problem = Diagnostic::new(Code::BadId, path.clone(), message).help(help);
        self.push(if on_key { problem.on_key() } else { problem });
    }
}

/// Whether a decimal number is one, and not `inf` or `nan`.
pub(super) fn is_finite(raw: &str) -> bool {
    raw.bytes().any(|byte| byte.is_ascii_digit())
}

/// The help for a value that is a text once it stands in quotes.
fn in_quotes(node: &Node) -> Option<String> {
    match &node.value {
        Value::Integer(raw) | Value::Float(raw) | Value::OtherTime(raw) => Some(format!("write \"{raw}\"")),
        Value::Date(day) => Some(format!("write \"{day}\"")),
        _ => None,
    }
}

/// The help for a text that is nearly the word.
fn mended(marker: Marker, text: &str) -> Option<String> {
    let trimmed = text.trim();
    if marker.accepts(trimmed) {
        return Some(format!("write \"{trimmed}\""));
    }
    if !marker.takes_whole() {
        return None;
    }
    let meant = match Amount::parse(trimmed) {
        // A percentage where none may stand: the same share as an amount.
        Ok(amount) => Some(amount.value.to_string()),
        Err(error) => error.meant,
    };
    let meant = meant.filter(|meant| marker.accepts(meant));
    let named = || id_like(trimmed).filter(|id| marker == Marker::Cell && Cell::parse(id).is_some());
    meant.or_else(named).map(|meant| format!("write \"{meant}\""))
}
