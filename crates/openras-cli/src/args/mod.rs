//! What can be asked for on the command line: the commands, and a file for the arguments of each that has many.

pub(crate) mod allocate;
pub(crate) mod batch;
pub(crate) mod calibrate;
pub(crate) mod case;
pub(crate) mod change;
pub(crate) mod fund;
pub(crate) mod page;
pub(crate) mod plan;
pub(crate) mod review;
pub(crate) mod table;
pub(crate) mod verify;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use openras::core::Day;

use self::allocate::AllocateArguments;
use self::batch::{BATCH, BatchArguments};
use self::calibrate::CalibrateArguments;
use self::case::CaseArguments;
use self::change::{DiffArguments, ExplainChangeArguments};
use self::fund::FundArguments;
use self::page::{BookArguments, FormArguments};
use self::plan::{AgreementArguments, PlanArguments, ScheduleArguments};
use self::review::{ReconcileArguments, ReviewArguments};
use self::verify::VerifyArguments;

/// What stands beneath the list of commands.
const EXIT: &str = "\
Exit status:
  0  done
  1  the answer is no: an example failed, a record does not reproduce, a plan is blocked, a warning is denied
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
    Allocate(AllocateArguments),
    /// Write a workbook of the whole scheme to fill in: live formulas, lists to choose from, checks on numbers
    Workbook {
        /// The folder that holds rulebook.toml
        rulebook: PathBuf,
        /// Write to this file, whole or not at all
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// The day whose values hold; the rulebook's first if left out
        #[arg(long, value_name = "DATE", value_parser = day)]
        on: Option<Day>,
    },
    /// Work out many people from a table, one row each: csv, xlsx or ods in, csv or a workbook of formulas out
    #[command(after_help = BATCH)]
    Batch(BatchArguments),
    /// Recompute a record and list every difference
    Verify(Box<VerifyArguments>),
    /// Find pounds for points from a desktop exercise: a price or a table that fits the fund, and whom it moves
    Calibrate(Box<CalibrateArguments>),
    /// Say what changed between two rulebooks, and whom it moves
    Diff(Box<DiffArguments>),
    /// Say why a person's budget is another than it was: each answer and rule with its share of the difference
    ExplainChange(Box<ExplainChangeArguments>),
    /// Show one year's money, from the total to what is left to give out
    Fund(Box<FundArguments>),
    /// Hold support plans against their budgets, the law and what the council asks
    Plan(Box<PlanArguments>),
    /// Work out the payments of a plan, dated and covering their days
    Schedule(ScheduleArguments),
    /// Print the whole scheme for the public, as a page
    Book(BookArguments),
    /// Print a form to fill in: the questionnaire, the support plan or the risk referral, as a page
    Form(FormArguments),
    /// Print the payment agreement of a plan, ready to sign
    Agreement(AgreementArguments),
    /// Say which reviews are due, overdue and next, and why: one casefile, several, or a caseload in a table
    Review(Box<ReviewArguments>),
    /// Add an account up: what is kept, set aside and reclaimed, and the notice to send
    Reconcile(Box<ReconcileArguments>),
    /// The dated law that plans are held against
    Law {
        #[command(subcommand)]
        what: LawCommand,
    },
    /// A person's way from the self assessment to the review, as a log that nobody can alter unseen
    Case(CaseArguments),
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

#[derive(Debug, Subcommand)]
pub(crate) enum LawCommand {
    /// List the packs that come with the library
    List,
    /// Show a pack: what is in force on a day, or every row
    Show {
        /// A pack's id, or a file
        pack: String,
        /// The day, such as 2008-03-01
        #[arg(long, value_name = "DATE", value_parser = day)]
        on: Option<Day>,
    },
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
