//! What can be asked for of the pages that people hold.

use clap::Args;
use openras_letter::{Language, LetterOptions};

use crate::status::Stop;

/// How a letter is written.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct LetterArguments {
    /// The language of a page: en or cy; en if left out
    #[arg(long, value_name = "TAG", value_parser = language)]
    pub(crate) lang: Option<Language>,
    /// A page with one idea a line, big, with room
    #[arg(long)]
    pub(crate) easy_read: bool,
}

impl LetterArguments {
    pub(crate) fn options(self) -> LetterOptions {
        LetterOptions { language: self.lang.unwrap_or_default(), easy_read: self.easy_read }
    }

    /// Where no page is asked for these would say nothing.
    pub(crate) fn only_for_pages(self) -> Result<(), Stop> {
        match (self.lang, self.easy_read) {
            (None, false) => Ok(()),
            _ => Err(Stop::Input(
                "error: --lang and --easy-read are for pages\n  = help: add --format html".to_owned(),
            )),
        }
    }
}

pub(crate) fn language(tag: &str) -> Result<Language, String> {
    Language::from_tag(tag).ok_or_else(|| "the languages of pages are en and cy".to_owned())
}
