//! Writes cells.

use std::collections::HashMap;

use openras_core::{Day, Exact};
use rust_xlsxwriter::{DataValidation, Format, Formula, Workbook, Worksheet};

use crate::WorkbookError;
use crate::lines::{Shown, double, serial};
use crate::person::Filled;
use crate::style::{Look, Style};

/// A sheet that is being written.
pub(crate) struct Pen<'w> {
    pub(crate) sheet: &'w mut Worksheet,
    pub(crate) style: &'w Style,
    /// The widths of the columns in characters, and the most lines that a text takes in each row.
    widths: Vec<u16>,
    lines: HashMap<u32, usize>,
}

type Done = Result<(), WorkbookError>;

impl<'w> Pen<'w> {
    /// A new sheet of this name, with the widths of its columns in characters, its first rows kept in sight.
    pub(crate) fn begin(
        book: &'w mut Workbook,
        style: &'w Style,
        name: &str,
        widths: &[u16],
        kept: u32,
    ) -> Result<Pen<'w>, WorkbookError> {
        let sheet = book.add_worksheet();
        sheet.set_name(name)?;
        for (column, width) in (0u16..).zip(widths) {
            sheet.set_column_width(column, f64::from(*width))?;
        }
        if kept > 0 {
            sheet.set_freeze_panes(kept, 0)?;
            sheet.set_repeat_rows(kept.saturating_sub(1), kept.saturating_sub(1))?;
        }
        // A4, as wide as the page, with what it is and its number at the foot.
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
        sheet.set_footer("&L&A&RPage &P of &N");
        sheet.set_screen_gridlines(false);
        // An empty text is a result too.
        sheet.set_formula_result_default("");
        sheet.set_row_height(0, 24)?;
        Ok(Pen { sheet, style, widths: widths.to_vec(), lines: HashMap::new() })
    }

    /// So many characters fit into these columns beside each other, less the indent.
    fn width(&self, from: u16, to: u16) -> usize {
        let width = |column| self.widths.get(usize::from(column)).map_or(12, |width| usize::from(*width));
        (from..=to).map(width).sum::<usize>().saturating_sub(1).max(1)
    }

    /// Makes a row as high as a text that is broken over lines of so many characters.
    fn make_room(&mut self, row: u32, width: usize, text: &str) -> Done {
        let lines: usize = text.lines().map(|line| line.chars().count().div_ceil(width)).sum();
        let most = self.lines.entry(row).or_insert(1);
        if lines > *most {
            *most = lines;
            let height = u16::try_from(lines.saturating_mul(15)).unwrap_or(u16::MAX).min(400);
            self.sheet.set_row_height(row, height)?;
        }
        Ok(())
    }

    pub(crate) fn text(&mut self, row: u32, column: u16, text: &str, look: Look) -> Done {
        let format = self.style.words(look);
        if matches!(look, Look::Text | Look::Note | Look::Head) {
            self.make_room(row, self.width(column, column), text)?;
        }
        self.text_as(row, column, text, &format)
    }

    pub(crate) fn text_as(&mut self, row: u32, column: u16, text: &str, format: &Format) -> Done {
        let text = cell_text(text);
        if text.is_empty() {
            self.sheet.write_blank(row, column, format)?;
        } else {
            self.sheet.write_string_with_format(row, column, text, format)?;
        }
        Ok(())
    }

    /// A sentence that runs on over the cells to its right, and over lines where it does not fit beside them.
    pub(crate) fn loose(&mut self, row: u32, column: u16, text: &str) -> Done {
        let format = self.style.words(Look::Part).set_italic();
        let last = u16::try_from(self.widths.len()).unwrap_or(u16::MAX).saturating_sub(1);
        if text.chars().count() <= self.width(column, last) {
            return self.text_as(row, column, text, &format);
        }
        self.across(row, (column, last), text, &format)
    }

    /// A text in several cells made one, over as many lines as it needs.
    pub(crate) fn across(&mut self, row: u32, (from, to): (u16, u16), text: &str, format: &Format) -> Done {
        if from >= to {
            return self.text_as(row, from, text, &format.clone().set_text_wrap());
        }
        self.make_room(row, self.width(from, to), text)?;
        self.sheet.merge_range(row, from, row, to, &cell_text(text), &format.clone().set_text_wrap())?;
        Ok(())
    }

    pub(crate) fn texts(&mut self, row: u32, texts: &[&str], look: Look) -> Done {
        for (column, text) in (0u16..).zip(texts) {
            self.text(row, column, text, look)?;
        }
        Ok(())
    }

    pub(crate) fn number(&mut self, row: u32, column: u16, number: &Exact, format: &Format) -> Done {
        match (number.decimals(), number.parts()) {
            (None, Some((above, below))) => {
                let shown = Shown::Number(number.clone());
                self.formula(row, column, &format!("{above}/{below}"), &shown, format)
            }
            _ => {
                self.sheet.write_number_with_format(row, column, double(number), format)?;
                Ok(())
            }
        }
    }

    pub(crate) fn day(&mut self, row: u32, column: u16, day: Day, look: Look) -> Done {
        match serial(day) {
            Some(serial) => self.number(row, column, &Exact::from(serial), &self.style.day(look)),
            None => self.text(row, column, &day.to_string(), look),
        }
    }

    pub(crate) fn formula(
        &mut self,
        row: u32,
        column: u16,
        text: &str,
        shown: &Shown,
        format: &Format,
    ) -> Done {
        let formula = Formula::new(format!("={text}")).set_result(shown.cached());
        self.sheet.write_formula_with_format(row, column, formula, format)?;
        Ok(())
    }

    /// A cell that is filled in, or is to be.
    pub(crate) fn filled(&mut self, row: u32, column: u16, filled: &Filled, format: &Format) -> Done {
        match filled {
            Filled::Nothing => {
                self.sheet.write_blank(row, column, format)?;
                Ok(())
            }
            Filled::Text(text) => self.text_as(row, column, text, format),
            Filled::Number(number) => self.number(row, column, number, format),
            Filled::Day(day) => {
                let format = format.clone().set_num_format("yyyy-mm-dd");
                self.number(row, column, &Exact::from(*day), &format)
            }
        }
    }

    pub(crate) fn rule(&mut self, rows: (u32, u32), column: u16, rule: &DataValidation) -> Done {
        self.sheet.add_data_validation(rows.0, column, rows.1, column, rule)?;
        Ok(())
    }
}

/// As much of a text as a cell holds: 32,767 characters.
fn cell_text(text: &str) -> String {
    text.chars().take(32_000).collect()
}
