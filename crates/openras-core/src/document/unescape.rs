//! From the bytes of a text back to the bytes of the file it was written in.

use std::ops::Range;

use super::node::Syntax;

/// A character or an escape: its bytes in the file, and how many bytes of the text it made.
struct Piece {
    raw: Range<usize>,
    made: usize,
}

/// The bytes of `raw`, a text as written in a file, that made the bytes `within` of the text.
///
/// Escapes count as a whole. What lies behind the end of the text gives the place of the closing quote.
pub(crate) fn raw_range(raw: &str, syntax: Syntax, within: &Range<usize>) -> Range<usize> {
    let quotes = Quotes::of(raw, syntax);
    let mut made = 0usize;
    let mut start = None;
    let mut end = None;
    for piece in quotes.pieces(raw) {
        let next = made.saturating_add(piece.made);
        if start.is_none() && next > within.start {
            start = Some(piece.raw.start);
        }
        if next >= within.end && made < within.end {
            end = Some(piece.raw.end);
        }
        made = next;
    }
    let start = start.unwrap_or(quotes.close);
    let end = end.unwrap_or(if within.is_empty() { start } else { quotes.close });
    start..end.max(start)
}

/// How a text is delimited.
struct Quotes {
    syntax: Syntax,
    /// No escapes within single quotes.
    literal: bool,
    /// Over several lines, within three quotes.
    lines: bool,
    /// Where the text itself begins.
    open: usize,
    /// Where it ends.
    close: usize,
}

impl Quotes {
    fn of(raw: &str, syntax: Syntax) -> Quotes {
        let literal = raw.starts_with('\'') && syntax == Syntax::Toml;
        let three = if literal { "'''" } else { "\"\"\"" };
        let lines = syntax == Syntax::Toml && raw.len() >= 6 && raw.starts_with(three);
        let width = if lines { 3 } else { 1 };
        let rest = raw.get(width..).unwrap_or_default();
        let newline: usize = match rest.as_bytes() {
            [b'\n', ..] if lines => 1,
            [b'\r', b'\n', ..] if lines => 2,
            _ => 0,
        };
        let close = raw.len().saturating_sub(width);
        Quotes { syntax, literal, lines, open: close.min(newline.saturating_add(width)), close }
    }

    fn pieces<'a>(&'a self, raw: &'a str) -> impl Iterator<Item = Piece> + 'a {
        let mut at = self.open;
        std::iter::from_fn(move || {
            let rest = raw.get(at..self.close).filter(|rest| !rest.is_empty())?;
            let (length, made) = self.first(rest);
            let start = at;
            at = at.saturating_add(length.max(1));
            Some(Piece { raw: start..at, made })
        })
    }

    /// How many bytes the first character or escape has in the file, and in the text.
    fn first(&self, rest: &str) -> (usize, usize) {
        let mut characters = rest.chars();
        let first = characters.next().unwrap_or_default();
        if self.lines && rest.starts_with("\r\n") {
            return (2, 1);
        }
        if first != '\\' || self.literal {
            return (first.len_utf8(), first.len_utf8());
        }
        match characters.next() {
            Some('u') if self.syntax == Syntax::Json => json_unit(rest),
            Some('u') => hex(rest, 4),
            Some('U') => hex(rest, 8),
            Some('x') => hex(rest, 2),
            Some(' ' | '\t' | '\r' | '\n') if self.lines => {
                let kept = rest.get(1..).unwrap_or_default().trim_start_matches([' ', '\t', '\r', '\n']);
                (rest.len().saturating_sub(kept.len()), 0)
            }
            Some(other) => (other.len_utf8().saturating_add(1), 1),
            None => (1, 1),
        }
    }
}

/// An escape of `digits` hexadecimal digits.
fn hex(rest: &str, digits: usize) -> (usize, usize) {
    let length = digits.saturating_add(2);
    let code = rest.get(2..length).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    (length, code.and_then(char::from_u32).map_or(1, char::len_utf8))
}

/// An escape of JSON, which takes two for a character beyond the first 65,536.
fn json_unit(rest: &str) -> (usize, usize) {
    let code = rest.get(2..6).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    match code {
        Some(0xd800..=0xdbff) => (12, 4),
        _ => hex(rest, 4),
    }
}
