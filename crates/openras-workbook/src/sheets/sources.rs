//! The sheet of sources.

use rust_xlsxwriter::Workbook;

use super::words;
use crate::WorkbookError;
use crate::ground::Ground;
use crate::pen::Pen;
use crate::style::{Look, Style};

/// Writes the sheet.
pub(crate) fn write(book: &mut Workbook, style: &Style, ground: &Ground<'_>) -> Result<(), WorkbookError> {
    let mut pen = Pen::begin(book, style, "Sources", &[24, 70, 60], 3)?;
    pen.text(0, 0, "Sources", Look::Title)?;
    pen.texts(2, &["name", "title", "where in it"], Look::Head)?;
    let mut row = 3u32;
    for source in &ground.rulebook.document().source {
        pen.text(row, 0, source.id.as_str(), Look::Value)?;
        pen.text(row, 1, words(ground, &source.title), Look::Text)?;
        pen.text(row, 2, &source.locator, Look::Text)?;
        row = row.saturating_add(1);
    }
    pen.text(row.saturating_add(1), 0, "illustrative", Look::Value)?;
    pen.text(row.saturating_add(1), 1, "made up, for show: no source says it", Look::Note)
}
