//! What can be asked of what changes: between two rulebooks, and between two of a person's budgets.

use std::path::PathBuf;

use clap::Args;
use openras::core::{Amount, Day};

use super::table::{WritingArguments, share};
use super::{Format, day};

/// What can be asked of `diff`.
#[derive(Debug, Args)]
pub(crate) struct DiffArguments {
    /// The folder of the older rulebook
    pub(crate) old: PathBuf,
    /// The folder of the newer rulebook
    pub(crate) new: PathBuf,
    /// People: csv, xlsx or ods with person, facts and answers, and group where there is one
    #[arg(long, value_name = "FILE")]
    pub(crate) people: Option<PathBuf>,
    /// The day whose values hold in the newer rulebook, for everybody
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) on: Option<Day>,
    /// The day whose values hold in the older rulebook, for everybody
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) on_old: Option<Day>,
    /// Price a protection: nobody loses more than this share of the year before
    #[arg(long, value_name = "SHARE", value_parser = share, requires = "people")]
    pub(crate) protect: Option<Amount>,
    /// For how many years
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=20))]
    pub(crate) years: u32,
    #[command(flatten)]
    pub(crate) writing: WritingArguments,
    /// For people or for programs
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// What can be asked of `explain-change`.
#[derive(Debug, Args)]
pub(crate) struct ExplainChangeArguments {
    /// The older record, written by allocate --format json
    pub(crate) old: PathBuf,
    /// The newer record
    pub(crate) new: PathBuf,
    /// The rulebook of the newer record
    #[arg(long, value_name = "RULEBOOK")]
    pub(crate) rulebook: PathBuf,
    /// The rulebook of the older record; the same if left out
    #[arg(long, value_name = "RULEBOOK")]
    pub(crate) old_rulebook: Option<PathBuf>,
    /// What the budget would be if it never lost more than this share of the year before
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(crate) protect: Option<Amount>,
    /// For how many years
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=20))]
    pub(crate) years: u32,
    /// For people or for programs
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    /// Write to this file, whole or not at all
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}
