//! What can be asked for on the command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use openras::core::Day;

/// What stands beneath the list of commands.
const EXIT: &str = "\
Exit status:
  0  done
  1  the answer is no: an example failed, a record does not reproduce, a warning is denied
  2  the input is wrong: every problem is listed, each at its place
  3  the program cannot go on: no such file, no room, no permission";

/// From a questionnaire to an indicative budget, by a published rulebook, with every step shown.
#[derive(Debug, Parser)]
#[command(name = "openras", version, after_help = EXIT)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Start a rulebook: a small one that works, with worked examples, ready to change
    New {
        /// The folder to make; its name becomes the rulebook's id
        dir: PathBuf,
        /// Copy this rulebook instead, under the new id
        #[arg(long, value_name = "RULEBOOK")]
        from: Option<PathBuf>,
    },
    /// Read a rulebook and list what is wrong with it, or worth a look
    Check {
        /// The folder that holds rulebook.toml
        rulebook: PathBuf,
        /// The day on which its numbers are to be fresh, such as 2008-03-01
        #[arg(long, value_name = "DATE", value_parser = day)]
        on: Option<Day>,
        /// For people or for programs
        #[arg(long, value_enum, default_value_t)]
        format: Format,
        /// A warning makes the exit status 1
        #[arg(long)]
        deny_warnings: bool,
    },
    /// Run the worked examples of rulebooks
    Test {
        /// The folders that hold rulebook.toml
        #[arg(required = true, value_name = "RULEBOOK")]
        rulebooks: Vec<PathBuf>,
    },
    /// Work out one person's indicative budget, with every step
    Allocate {
        /// The folder that holds rulebook.toml
        rulebook: PathBuf,
        /// The person's answers, as JSON or TOML; - for standard input
        assessment: PathBuf,
        /// The day whose values hold, where the assessment has none
        #[arg(long, value_name = "DATE", value_parser = day)]
        on: Option<Day>,
        /// The workings for a person, or the record for a program
        #[arg(long, value_enum, default_value_t)]
        format: Format,
        /// Write to this file, whole or not at all
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Recompute a record and list every difference
    Verify {
        /// A record written by allocate or calibrate with --format json; - for standard input
        record: PathBuf,
        /// The rulebook that it says it used
        #[arg(long, value_name = "RULEBOOK")]
        rulebook: PathBuf,
        /// For a calibration: the sample that it was made from
        #[arg(long, value_name = "FILE", requires = "fund")]
        sample: Option<PathBuf>,
        /// For a calibration: the fund that it was made for
        #[arg(long, value_name = "FILE", requires = "sample")]
        fund: Option<PathBuf>,
    },
    /// Find pounds for points from a desktop exercise: a price or a table that fits the fund, and whom it moves
    Calibrate(Box<crate::calibrate_args::CalibrateArguments>),
    /// Say what changed between two rulebooks, and whom it moves
    Diff(Box<DiffArguments>),
    /// Show one year's money, from the total to what is left to give out
    Fund {
        /// The fund, as TOML or JSON; - for standard input
        fund: PathBuf,
        /// What is agreed and drawn through the year: csv, xlsx or ods
        #[arg(long, value_name = "FILE")]
        ledger: Option<PathBuf>,
        /// The day on which the year is looked at; that of the last entry if left out
        #[arg(long, value_name = "DATE", value_parser = day, requires = "ledger")]
        on: Option<Day>,
        /// How decisions are spread over the year: a weight for each month; evenly if left out
        #[arg(long, value_name = "WEIGHTS", value_delimiter = ',', value_parser = crate::calibrate_args::amount, requires = "ledger")]
        profile: Vec<openras::core::Amount>,
        /// How much contingency is needed: live the year through with people drawn from this sample
        #[arg(long, value_name = "FILE", conflicts_with = "ledger")]
        sample: Option<PathBuf>,
        /// With --sample: how many new people come in the year, as a share of those there
        #[arg(long, value_name = "SHARE", value_parser = crate::calibrate_args::share, requires = "sample")]
        arrivals: Option<openras::core::Amount>,
        /// With --sample: the share of people whose needs change in the year
        #[arg(long, value_name = "SHARE", value_parser = crate::calibrate_args::share, requires = "sample")]
        changes: Option<openras::core::Amount>,
        /// Where the draws begin
        #[arg(long, value_name = "N", default_value_t = 1)]
        seed: u64,
        #[command(flatten)]
        writing: crate::calibrate_args::WritingArguments,
        /// For people or for programs
        #[arg(long, value_enum, default_value_t)]
        format: Format,
        /// Write to this file, whole or not at all
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Print the JSON Schema of a document
    Schema {
        /// Which document
        #[arg(required_unless_present = "list")]
        name: Option<String>,
        /// List the names
        #[arg(long, conflicts_with = "name")]
        list: bool,
    },
    /// Print what a shell needs to complete commands
    Completions {
        /// Which shell
        #[arg(value_enum)]
        shell: Shell,
    },
}

/// What can be asked of `diff`.
#[derive(Debug, clap::Args)]
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
    #[arg(long, value_name = "SHARE", value_parser = crate::calibrate_args::share, requires = "people")]
    pub(crate) protect: Option<openras::core::Amount>,
    /// For how many years
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=20))]
    pub(crate) years: u32,
    #[command(flatten)]
    pub(crate) writing: crate::calibrate_args::WritingArguments,
    /// For people or for programs
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// For people or for programs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    #[default]
    Text,
    /// For programs: stable, with a JSON Schema
    Json,
}

pub(crate) fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "write a day such as 2008-03-01".to_owned())
}
