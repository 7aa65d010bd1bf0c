use std::collections::BTreeMap;
use std::ops::Range;

use ::toml::de::Error;
use openras_core::document::{NESTING_MAX, Slip};
use toml_parser::lexer::TokenKind;

/// The slips of a text, one for each line that has any.
pub(crate) struct Slips {
    by_line: BTreeMap<usize, Slip>,
    /// The line after which nothing was read.
    last: Option<Range<usize>>,
}

/// What the parser found, in the words of this program.
pub(crate) fn slips(source: &str, errors: &[Error]) -> Slips {
    let mut slips = Slips { by_line: BTreeMap::new(), last: None };
    for error in errors {
        let bytes = error.span().unwrap_or(0..0);
        let line = line_of(source, bytes.start);
        if error.message().starts_with("key with no value") {
            slips.last = Some(line.clone());
        }
        let slip = told(source, error.message(), bytes, &line);
        slips.add(line.start, slip);
    }
    slips
}

impl Slips {
    /// The first slip of a line is kept: what comes behind it mostly follows from it.
    fn add(&mut self, line: usize, slip: Slip) {
        match self.by_line.get_mut(&line) {
            Some(known) if known.bytes.start <= slip.bytes.start => {}
            Some(known) => *known = slip,
            None => {
                self.by_line.insert(line, slip);
            }
        }
    }

    /// Adds what was found on other lines, and where the reading ended this time.
    pub(crate) fn extend(&mut self, more: Slips) {
        self.last = more.last;
        for (line, slip) in more.by_line {
            self.by_line.entry(line).or_insert(slip);
        }
    }

    /// The text with spaces in place of the line that ended its reading.
    pub(crate) fn without_last_line(&self, text: &str) -> Option<String> {
        let line = self.last.clone()?;
        let (before, rest) = text.split_at_checked(line.start)?;
        let (blank, after) = rest.split_at_checked(line.len())?;
        Some(format!("{before}{}{after}", " ".repeat(blank.len())))
    }

    pub(crate) fn into_slips(self) -> Vec<Slip> {
        self.by_line.into_values().collect()
    }
}

/// The bytes of the line around `at`, without its end.
fn line_of(source: &str, at: usize) -> Range<usize> {
    let at = source.floor_char_boundary(at);
    let start = source.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end.saturating_add(1));
    let length = source.get(start..).and_then(|rest| rest.find(['\r', '\n']));
    start..length.map_or(source.len(), |length| start.saturating_add(length))
}

fn told(source: &str, message: &str, bytes: Range<usize>, line: &Range<usize>) -> Slip {
    let raw = source.get(bytes.clone()).unwrap_or_default();
    if message == "duplicate key" {
        return Slip::new(bytes, format!("the key `{raw}` stands twice in one table"));
    }
    if message.starts_with("key with no value") {
        let line_text = source.get(line.clone()).unwrap_or_default().trim_end();
        return Slip::new(
            line.clone(),
            format!("`{line_text}` is a key without a value; `=` is expected behind a key"),
        );
    }
    if message.starts_with("string values must be quoted") {
        return match raw {
            "" => Slip::new(bytes, "a value is missing"),
            raw => {
                let words = raw.trim_matches(['“', '”', '„', '‘', '’']);
                let help = (!words.contains(['"', '\\'])).then(|| format!("write \"{words}\""));
                Slip::new(bytes, format!("`{raw}` stands without quotes")).maybe_help(help)
            }
        };
    }
    if message.starts_with("invalid basic string") && message.contains("expected `\"`") {
        return Slip::new(bytes, "this text has no end on its line")
            .maybe_help(Some("close it with `\"`".to_owned()));
    }
    let message = message.strip_suffix(", expected nothing").unwrap_or(message);
    Slip::new(bytes, message.replace('\n', ", "))
}

/// Refuses tables and lists that nest without end, before the parser follows them.
///
/// Each open bracket or brace is a level, and so is each part of a dotted key before it.
pub(crate) fn guard(source: &str) -> Result<(), Slip> {
    let mut levels: Vec<usize> = Vec::new();
    let mut depth = 0usize;
    let mut dots = 0usize;
    for token in toml_parser::Source::new(source).lex() {
        match token.kind() {
            TokenKind::Dot => dots = dots.saturating_add(1),
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => {
                let level = dots.saturating_add(1);
                levels.push(level);
                depth = depth.saturating_add(level);
                dots = 0;
            }
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => {
                depth = depth.saturating_sub(levels.pop().unwrap_or(0));
                dots = 0;
            }
            TokenKind::Comma | TokenKind::Newline => dots = 0,
            _ => {}
        }
        if depth.saturating_add(dots) > NESTING_MAX {
            let span = token.span();
            let message = format!("lists and tables nest more than {NESTING_MAX} deep");
            return Err(Slip::new(span.start()..span.end(), message));
        }
    }
    Ok(())
}
