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
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        sheet.set_screen_gridlines(false);
        // An empty text is a result too.
        sheet.set_formula_result_default("");
        sheet.set_row_height(0, 24)?;
        Ok(Pen { sheet, style, widths: widths.to_vec(), lines: HashMap::new() })
    }

    /// Makes a row as high as a text that is broken over lines.
    fn make_room(&mut self, row: u32, column: u16, text: &str) -> Done {
        let width = self.widths.get(usize::from(column)).map_or(12, |width| usize::from(*width).max(1));
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
        let format = self.style.of(look);
        if matches!(look, Look::Text | Look::Note | Look::Head) {
            self.make_room(row, column, text)?;
        }
        self.text_as(row, column, text, &format)
    }

    pub(crate) fn text_as(&mut self, row: u32, column: u16, text: &str, format: &Format) -> Done {
        // A cell holds 32,767 characters.
        let text: String = text.chars().take(32_000).collect();
        if text.is_empty() {
            self.sheet.write_blank(row, column, format)?;
        } else {
            self.sheet.write_string_with_format(row, column, text, format)?;
        }
        Ok(())
    }

    /// A sentence that runs on over the cells to its right.
    pub(crate) fn loose(&mut self, row: u32, column: u16, text: &str) -> Done {
        let format = self.style.of(Look::Part).set_italic().set_indent(0);
        self.text_as(row, column, text, &format)
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
