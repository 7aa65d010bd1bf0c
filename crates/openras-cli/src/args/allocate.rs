//! What can be asked of `allocate`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use openras::core::Day;

use super::day;
use super::page::LetterArguments;

/// What can be asked of `allocate`.
#[derive(Debug, Args)]
pub(crate) struct AllocateArguments {
    /// The folder that holds rulebook.toml
    pub(crate) rulebook: PathBuf,
    /// The person's answers, as JSON or TOML; - for standard input
    pub(crate) assessment: PathBuf,
    /// The day whose values hold, where the assessment has none
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) on: Option<Day>,
    /// The workings for a person, the record for a program, the letter, or a workbook of formulas; text if left out, html or
    /// xlsx where the file ends so
    #[arg(long, value_enum)]
    pub(crate) format: Option<AllocateFormat>,
    #[command(flatten)]
    pub(crate) letter: LetterArguments,
    /// Write to this file, whole or not at all
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// For people, for programs, as a letter, or as a workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AllocateFormat {
    /// For people, in a terminal
    Text,
    /// For programs: stable, with a JSON Schema
    Json,
    /// The letter to the person: one page, complete in itself
    Html,
    /// A workbook of live formulas
    Xlsx,
}
