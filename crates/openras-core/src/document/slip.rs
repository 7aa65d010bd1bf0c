use std::ops::Range;

use super::locate::Lines;
use crate::{Code, Diagnostic, Diagnostics, Path};

/// A slip in a text that therefore cannot be read: what is wrong, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The bytes of the text that are meant.
    pub bytes: Range<usize>,
    /// What is wrong: lower case, no full stop, the text's own words in backticks.
    pub message: String,
    /// The next move.
    pub help: Option<String>,
}

impl Slip {
    /// What is wrong with these bytes.
    pub fn new(bytes: Range<usize>, message: impl Into<String>) -> Slip {
        Slip { bytes, message: message.into(), help: None }
    }

    /// Says what to do, where that is known.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Slip {
        self.help = help;
        self
    }

    /// The slips of a file as problems with the code `syntax`, in the order of the file, with their places.
    pub fn problems(file: &str, source: &str, mut slips: Vec<Slip>) -> Diagnostics {
        slips.sort_by_key(|slip| (slip.bytes.start, slip.bytes.end));
        let lines = Lines::new(source);
        let problems = slips.into_iter().map(|slip| {
            let mut problem = Diagnostic::new(Code::Syntax, Path::root(), slip.message).maybe_help(slip.help);
            problem.place = Some(lines.place(file, slip.bytes));
            problem
        });
        problems.collect()
    }
}
