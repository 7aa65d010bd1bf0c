//! How cells look.

use openras_core::Unit;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::lines::Shown;

/// The ink and the grounds of a workbook.
const INK: Color = Color::RGB(0x1B_2A_3A);
const HEAD: Color = Color::RGB(0x1F_4E_5F);
const INPUT: Color = Color::RGB(0xFF_F6_D6);
const RESULT: Color = Color::RGB(0xDD_EE_E4);
const PART: Color = Color::RGB(0x5C_67_70);
const BAND: Color = Color::RGB(0xEA_EF_F2);

/// The formats of a workbook.
pub(crate) struct Style {
    pub(crate) currency: String,
    pub(crate) decimals: u32,
    plain: Format,
}

/// What a cell is, which says how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// Words.
    Text,
    /// Words that explain.
    Note,
    Title,
    /// The names of columns.
    Head,
    /// The beginning of a part of a sheet.
    Section,
    /// Something to fill in.
    Input,
    /// A formula.
    Value,
    /// A line that another needs.
    Part,
    /// A step or a figure.
    Result,
    /// What is wrong.
    Wrong,
}

impl Style {
    pub(crate) fn new(currency: &str, decimals: u32) -> Style {
        let plain = Format::new().set_font_name("Calibri").set_font_size(11).set_font_color(INK);
        let plain = plain.set_align(FormatAlign::Top);
        Style { currency: currency.to_owned(), decimals, plain }
    }

    /// The format of a look: what is worked out stands at the right of its cell, words and what is filled in at the left.
    pub(crate) fn of(&self, look: Look) -> Format {
        let format = self.ground(look).set_indent(1);
        match look {
            Look::Value | Look::Part | Look::Result => format.set_align(FormatAlign::Right),
            _ => format.set_align(FormatAlign::Left),
        }
    }

    /// The same for a number, which stands at the right wherever it is filled in.
    pub(crate) fn number(&self, look: Look) -> Format {
        self.of(look).set_align(FormatAlign::Right)
    }

    /// The same for words, which stand at the left.
    pub(crate) fn words(&self, look: Look) -> Format {
        self.of(look).set_align(FormatAlign::Left)
    }

    fn ground(&self, look: Look) -> Format {
        let plain = self.plain.clone();
        let line = |format: Format| {
            format.set_border_bottom(FormatBorder::Hair).set_border_bottom_color(Color::RGB(0xB8_C4_CC))
        };
        match look {
            Look::Text => plain.set_text_wrap(),
            Look::Note => plain.set_text_wrap().set_italic().set_font_color(PART),
            Look::Title => plain.set_bold().set_font_size(16),
            Look::Head => {
                let head = plain.set_bold().set_font_color(Color::White).set_background_color(HEAD);
                head.set_text_wrap().set_align(FormatAlign::VerticalCenter)
            }
            Look::Section => plain.set_bold().set_background_color(BAND),
            Look::Input => plain
                .set_background_color(INPUT)
                .set_border(FormatBorder::Thin)
                .set_border_color(Color::RGB(0xC9_B4_58))
                .set_text_wrap(),
            Look::Value => line(plain),
            Look::Part => plain.set_font_color(PART),
            Look::Result => line(plain.set_bold().set_background_color(RESULT)),
            Look::Wrong => plain.set_bold().set_font_color(Color::RGB(0xA3_1F_1F)),
        }
    }

    /// The same for a number of this unit, which is shown like this one.
    pub(crate) fn counted(&self, look: Look, unit: &Unit, shown: &Shown) -> Format {
        let format = self.number(look);
        let own = match shown {
            Shown::Number(value) => value.decimals().unwrap_or(u32::MAX),
            _ => 0,
        };
        match unit.currency() {
            Some(currency) if own <= self.decimals => format.set_num_format(self.money(currency)),
            Some(currency) => format.set_num_format(sign(currency) + "#,##0.00####"),
            None => format,
        }
    }

    /// Money with its payable decimals.
    pub(crate) fn money(&self, currency: &str) -> String {
        let sign = sign(currency);
        match usize::try_from(self.decimals).unwrap_or(0) {
            0 => format!("{sign}#,##0"),
            decimals => format!("{sign}#,##0.{}", "0".repeat(decimals)),
        }
    }

    /// Money that is payable.
    pub(crate) fn payable(&self, look: Look) -> Format {
        self.number(look).set_num_format(self.money(&self.currency))
    }

    /// A day.
    pub(crate) fn day(&self, look: Look) -> Format {
        self.words(look).set_num_format("yyyy-mm-dd")
    }

    /// A share as it is written, with `%`.
    pub(crate) fn share(&self, look: Look) -> Format {
        self.number(look).set_num_format("0.0#########%")
    }

    /// The end of a band that has none.
    pub(crate) fn open(&self, look: Look) -> Format {
        self.number(look).set_num_format("\"no limit\";\"no limit\";\"no limit\"")
    }
}

/// A currency's sign as a format writes it.
fn sign(currency: &str) -> String {
    let sign = match currency {
        "GBP" => "£",
        "EUR" => "€",
        "USD" => "$",
        "JPY" => "¥",
        code => return format!("\"{code} \""),
    };
    format!("\"{sign}\"")
}
