//! What can be asked of reviews and of accounts.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use openras::core::Day;

use super::plan::PlanFormat;
use super::table::WritingArguments;
use super::{Format, day};

/// What can be asked of `review`.
#[derive(Debug, Args)]
pub(crate) struct ReviewArguments {
    /// The folder that holds rulebook.toml and review.toml
    pub(crate) rulebook: PathBuf,
    /// Casefiles, as JSON or TOML, or a caseload as csv, xlsx or ods with a person each row
    #[arg(required = true, value_name = "CASEFILE")]
    pub(crate) casefiles: Vec<PathBuf>,
    /// The day that is asked about; for one person the newest day of the casefile if left out
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) on: Option<Day>,
    /// Write the dates to this file as an iCalendar
    #[arg(long, value_name = "FILE")]
    pub(crate) ics: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) writing: WritingArguments,
    /// Add up what became of outcomes instead, few people not shown
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) summary: Option<Summary>,
    /// For people or for programs
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    /// Write to this file, whole or not at all
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// What is added up over many people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Summary {
    /// What became of outcomes, by category, group and provider
    Outcomes,
}

/// What can be asked of `reconcile`.
#[derive(Debug, Args)]
pub(crate) struct ReconcileArguments {
    /// The folder that holds rulebook.toml and review.toml
    pub(crate) rulebook: PathBuf,
    /// The account statement, as JSON or TOML; - for standard input
    pub(crate) statement: PathBuf,
    /// The day of the notice; without it there is an amount and no day by which it is repaid
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) on: Option<Day>,
    /// The bank's table of the account, csv or a spreadsheet: its rows are added to the statement
    #[arg(long, value_name = "FILE", requires = "mapping")]
    pub(crate) bank: Option<PathBuf>,
    /// How the bank's table is read
    #[arg(long, value_name = "FILE", requires = "bank")]
    pub(crate) mapping: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) writing: WritingArguments,
    /// For people, for programs, or as a page
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: PlanFormat,
    /// Write to this file, whole or not at all
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}
