//! A table of text, as it comes from a file.

use openras_core::{Code, Diagnostic, Path};

/// A table of text with a head, as a reader of files gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cells {
    /// What the file is called, with the sheet where it has several: `people.xlsx, sheet People`.
    pub name: String,
    /// The names of the columns.
    pub head: Vec<String>,
    /// The rows below the head. A row that is too short ends in empty cells.
    pub rows: Vec<CellRow>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CellRow {
    /// Its number as a spreadsheet counts: the head is row 1.
    pub number: usize,
    /// Its cells.
    pub cells: Vec<String>,
}

impl Cells {
    /// The place of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.head.iter().position(|own| own == name)
    }

    /// The head alone, with only these columns and `person` named; the places of the columns stay.
    pub fn clone_head(&self, names: &std::collections::BTreeSet<String>) -> Cells {
        let keep = |name: &String| {
            if name == "person" || names.contains(name) { name.clone() } else { String::new() }
        };
        Cells { name: self.name.clone(), head: self.head.iter().map(keep).collect(), rows: Vec::new() }
    }

    /// A problem of the table as a whole.
    pub fn problem(&self, code: Code, message: String) -> Diagnostic {
        Diagnostic::new(code, Path::root(), message).in_file(self.name.clone())
    }

    /// A problem of one cell.
    pub fn problem_at(&self, code: Code, row: usize, column: &str, message: &str) -> Diagnostic {
        self.problem(code, format!("row {row}, column `{column}`: {message}"))
    }
}

impl CellRow {
    /// The text in a column, without space around it; nothing where it is empty or there is no such column.
    pub fn text(&self, column: Option<usize>) -> Option<&str> {
        let text = self.cells.get(column?)?.trim();
        (!text.is_empty()).then_some(text)
    }
}
