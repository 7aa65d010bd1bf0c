//! A page of plain text: text on the left, a value or a source at the right, everything wrapped between words.

use std::collections::BTreeSet;

use openras_core::steers;
use openras_questionnaire::Origin;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The columns of the mark in front of a step.
const MARK: usize = 4;
/// The columns between left and right.
const BETWEEN: usize = 2;
/// Stands for a space at which no line breaks.
const HOLD: char = '\u{a0}';
/// The narrowest page.
pub(super) const WIDTH_MIN: usize = 40;

/// A page that is being written.
pub(super) struct Page {
    width: usize,
    right: usize,
    text: String,
    /// The ids of the sources that stand on it.
    cited: BTreeSet<String>,
}

impl Page {
    pub(super) fn new(width: usize) -> Page {
        let width = width.max(WIDTH_MIN);
        let right = width.saturating_mul(36).checked_div(100).unwrap_or(width).min(36);
        Page { width, right, text: String::new(), cited: BTreeSet::new() }
    }

    /// How a source stands on the page: `gregory_2008`, `illustrative`, or nothing where nothing is said.
    pub(super) fn cite(&mut self, origin: &Origin) -> String {
        match origin {
            Origin::Source(id) => {
                self.cited.insert(id.to_string());
                id.to_string()
            }
            Origin::Illustrative => "illustrative".to_owned(),
            Origin::Unsaid => String::new(),
        }
    }

    /// Whether a source stands on the page.
    pub(super) fn cites(&self, id: &str) -> bool {
        self.cited.contains(id)
    }

    /// Everything written so far, each line ended.
    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// An empty line, unless there is one already.
    pub(super) fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Text from edge to edge.
    pub(super) fn paragraph(&mut self, text: &str) {
        for line in wrapped(text, self.width) {
            self.line(&line);
        }
    }

    /// Text from the edge, a value at the right.
    pub(super) fn heading(&mut self, left: &str, right: &str) {
        self.row("", left, right, 0);
    }

    /// A marked entry: ` 1  text    value`.
    pub(super) fn entry(&mut self, mark: &str, left: &str, right: &str) {
        self.row(mark, left, right, MARK);
    }

    /// What stands beneath an entry, with a source at the right or over the whole width.
    pub(super) fn beneath(&mut self, mark: &str, left: &str, right: &str) {
        self.row(mark, left, right, MARK);
    }

    /// What stands under a heading, its further lines a little to the right.
    pub(super) fn hanging(&mut self, left: &str) {
        let width = self.width.saturating_sub(MARK);
        for (at, line) in wrapped_hanging(left, width, MARK).into_iter().enumerate() {
            let indent = if at == 0 { MARK } else { MARK.saturating_add(MARK) };
            self.line(&format!("{:indent$}{line}", ""));
        }
    }

    fn row(&mut self, mark: &str, left: &str, right: &str, indent: usize) {
        let column = self.width.saturating_sub(self.right);
        let room = if right.is_empty() { self.width } else { column.saturating_sub(BETWEEN) };
        let left = wrapped(left, room.saturating_sub(indent));
        let right = wrapped(right, self.right);
        for at in 0..left.len().max(right.len()) {
            let mark = if at == 0 { mark } else { "" };
            let mut line = match indent {
                0 => String::new(),
                _ => format!("{mark:>2}{:rest$}", "", rest = indent.saturating_sub(mark.width().max(2))),
            };
            line.push_str(left.get(at).map_or("", String::as_str));
            if let Some(right) = right.get(at) {
                let gap = column.saturating_sub(line.width());
                line = format!("{line}{:gap$}{right}", "");
            }
            self.line(&line);
        }
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line.replace(HOLD, " ").trim_end());
        self.text.push('\n');
    }
}

fn wrapped(text: &str, width: usize) -> Vec<String> {
    wrapped_hanging(text, width, 0)
}

/// Lines no wider than `width`, all but the first narrower by `hang`; broken between words, and within a word only where
/// it is wider than a line.
fn wrapped_hanging(text: &str, width: usize, hang: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let text = clean(text);
    for word in text.split([' ', '\n', '\t', '\r']).filter(|word| !word.is_empty()) {
        for piece in pieces(word, width.saturating_sub(hang).max(1)) {
            let room = if lines.is_empty() { width } else { width.saturating_sub(hang) };
            let wanted = line.width().saturating_add(piece.width()).saturating_add(1);
            if line.is_empty() {
                line = piece;
            } else if wanted <= room {
                line = line + " " + &piece;
            } else {
                lines.push(std::mem::replace(&mut line, piece));
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// A word in pieces that fit.
fn pieces(word: &str, width: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut used: usize = 0;
    for character in word.chars() {
        let wide = character.width().unwrap_or(0);
        if used > 0 && used.saturating_add(wide) > width {
            pieces.push(String::new());
            used = 0;
        }
        used = used.saturating_add(wide);
        if let Some(piece) = pieces.last_mut() {
            piece.push(character);
        }
    }
    pieces
}

/// The same text, which then stays on one line.
pub(super) fn held(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}

/// Without characters that would steer a terminal or turn the text around.
fn clean(text: &str) -> String {
    text.chars().map(|character| if steers(character) { '\u{fffd}' } else { character }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_stay_within_the_width() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("abcdefghij kl", 4), ["abcd", "efgh", "ij", "kl"]);
        assert_eq!(wrapped("", 10), Vec::<String>::new());
    }

    #[test]
    fn what_is_held_together_stays_on_one_line() {
        let mut page = Page::new(40);
        page.paragraph(&format!("The points are {} {}", held("going out 5 +"), held("support ratio 8")));
        assert_eq!(page.into_text(), "The points are going out 5 +\nsupport ratio 8\n");
    }

    #[test]
    fn wide_characters_count_twice() {
        assert_eq!(wrapped("介護 報酬", 5), ["介護", "報酬"]);
        assert_eq!(wrapped("介護報酬", 4), ["介護", "報酬"]);
    }

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(wrapped("A\u{1b}[31m\u{202e}B\nC", 20), ["A\u{fffd}[31m\u{fffd}B C"]);
    }

    #[test]
    fn the_right_side_begins_in_one_column() {
        let mut page = Page::new(50);
        page.entry("1", "The points", "62 points");
        page.beneath("", "washing 4 + dressing 9 + toilet 4 + cooking 6", "slides");
        assert_eq!(
            page.into_text(),
            " 1  The points                  62 points\n    washing 4 + dressing 9 +    slides\n    toilet 4 + cooking 6\n"
        );
    }
}
