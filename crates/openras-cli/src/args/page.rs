//! What can be asked for of the pages that people hold.

use std::path::PathBuf;

use clap::Args;
use openras_letter::{FormKind, Language, LetterOptions};

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

/// Which form, and how it is written.
#[derive(Debug, Args)]
pub(crate) struct FormArguments {
    /// The folder that holds rulebook.toml
    pub(crate) rulebook: PathBuf,
    /// The support plan, with its seven questions, in place of the questionnaire
    #[arg(long, conflicts_with = "risk")]
    plan: bool,
    /// The referral of a risk to the panel, in place of the questionnaire
    #[arg(long)]
    risk: bool,
    #[command(flatten)]
    pub(crate) page: LetterArguments,
    /// Write to this file, whole or not at all
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// The scheme as a book.
#[derive(Debug, Args)]
pub(crate) struct BookArguments {
    /// The folder that holds rulebook.toml
    pub(crate) rulebook: PathBuf,
    /// Say what changed since this older rulebook
    #[arg(long, value_name = "RULEBOOK")]
    pub(crate) since: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) page: LetterArguments,
    /// Write to this file, or into this folder a page in each of the rulebook's languages
    #[arg(long, value_name = "DIR|FILE.html")]
    pub(crate) out: Option<PathBuf>,
}

impl FormArguments {
    pub(crate) fn kind(&self) -> FormKind {
        match (self.plan, self.risk) {
            (true, _) => FormKind::Plan,
            (_, true) => FormKind::Risk,
            _ => FormKind::Questionnaire,
        }
    }
}

pub(crate) fn language(tag: &str) -> Result<Language, String> {
    Language::from_tag(tag).ok_or_else(|| "the languages of pages are en and cy".to_owned())
}
