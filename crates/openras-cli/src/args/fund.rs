//! What can be asked of a year's money.

use std::path::PathBuf;

use clap::Args;
use openras::core::{Amount, Day};

use super::table::{WritingArguments, amount, share};
use super::{Format, day};

/// What can be asked of `fund`.
#[derive(Debug, Args)]
pub(crate) struct FundArguments {
    /// The fund, as TOML or JSON; - for standard input
    pub(crate) fund: PathBuf,
    /// What is agreed and drawn through the year: csv, xlsx or ods
    #[arg(long, value_name = "FILE")]
    pub(crate) ledger: Option<PathBuf>,
    /// The day on which the year is looked at; that of the last entry if left out
    #[arg(long, value_name = "DATE", value_parser = day, requires = "ledger")]
    pub(crate) on: Option<Day>,
    /// How decisions are spread over the year: a weight for each month; evenly if left out
    #[arg(long, value_name = "WEIGHTS", value_delimiter = ',', value_parser = amount, requires = "ledger")]
    pub(crate) profile: Vec<Amount>,
    /// How much contingency is needed: live the year through with people drawn from this sample
    #[arg(long, value_name = "FILE", conflicts_with = "ledger")]
    pub(crate) sample: Option<PathBuf>,
    /// With --sample: how many new people come in the year, as a share of those there
    #[arg(long, value_name = "SHARE", value_parser = share, requires = "sample")]
    pub(crate) arrivals: Option<Amount>,
    /// With --sample: the share of people whose needs change in the year
    #[arg(long, value_name = "SHARE", value_parser = share, requires = "sample")]
    pub(crate) changes: Option<Amount>,
    /// Where the draws begin
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
    #[command(flatten)]
    pub(crate) writing: WritingArguments,
    /// For people or for programs
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    /// Write to this file, whole or not at all
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}
