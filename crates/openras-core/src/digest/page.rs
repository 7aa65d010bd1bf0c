/// JSON laid out for people while it is being written: keys as they come, a line each, two spaces a level.
pub(super) struct Page {
    text: String,
    depth: usize,
}

impl Page {
    pub(super) fn new() -> Page {
        Page { text: String::with_capacity(16_384), depth: 0 }
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }

    pub(super) fn word(&mut self, word: &str) {
        self.text.push_str(word);
    }

    /// A string in which nothing need be escaped.
    pub(super) fn quoted(&mut self, plain: &str) {
        self.text.push('"');
        self.text.push_str(plain);
        self.text.push('"');
    }

    pub(super) fn open(&mut self, bracket: char) {
        self.text.push(bracket);
        self.depth = self.depth.saturating_add(1);
    }

    /// The line of the next item or entry.
    pub(super) fn line(&mut self, first: bool) {
        if !first {
            self.text.push(',');
        }
        self.indent();
    }

    pub(super) fn close(&mut self, bracket: char, empty: bool) {
        self.depth = self.depth.saturating_sub(1);
        if !empty {
            self.indent();
        }
        self.text.push(bracket);
    }

    fn indent(&mut self) {
        /// Deeper than any record goes; what is deeper still is laid out no further to the right.
        const LINE: &str = "\n                                                                ";
        let length = self.depth.saturating_mul(2).saturating_add(1);
        self.text.push_str(LINE.get(..length).unwrap_or(LINE));
    }
}
