//! A table of text, as somebody else has read it from a file.

use openras_core::{Code, Diagnostic, Path};

/// A table of text: a row of names, then rows of cells, each with its number in the file.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// What it is called in messages.
    pub name: String,
    /// The names of the columns.
    pub head: Vec<String>,
    /// The rows: their number in the file, counted from 1, and their cells.
    pub rows: Vec<(usize, Vec<String>)>,
}

impl Table {
    /// The place of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.head.iter().position(|head| head == name)
    }

    pub(crate) fn problem(&self, code: Code, message: String) -> Diagnostic {
        Diagnostic::new(code, Path::root(), message).in_file(self.name.clone())
    }
}
