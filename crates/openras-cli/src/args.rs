//! What can be asked for on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use openras::core::Day;

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
    Allocate {
        /// The folder that holds rulebook.toml
        rulebook: PathBuf,
        /// The person's answers, as JSON or TOML; - for standard input
        assessment: PathBuf,
        /// The day whose values hold, where the assessment has none
        #[arg(long, value_name = "DATE", value_parser = day)]
        on: Option<Day>,
        /// The workings for a person, the record for a program, the letter, or a workbook of formulas; text if left out, html or
        /// xlsx where the file ends so
        #[arg(long, value_enum)]
        format: Option<AllocateFormat>,
        #[command(flatten)]
        letter: crate::page_args::LetterArguments,
        /// Write to this file, whole or not at all
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
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
    Verify {
        /// A record written with --format json by allocate, plan, reconcile, review, explain-change or calibrate; - for standard
        /// input
        record: PathBuf,
        /// The rulebook that it says it used
        #[arg(long, value_name = "RULEBOOK")]
        rulebook: PathBuf,
        /// For a reconciliation or a review: the statement or the casefile that it was made from
        #[arg(long, value_name = "FILE", conflicts_with_all = ["sample", "old_rulebook"])]
        input: Option<PathBuf>,
        /// For a changed budget: the rulebook of the older budget, where it is another
        #[arg(long, value_name = "RULEBOOK", conflicts_with = "sample")]
        old_rulebook: Option<PathBuf>,
        /// For a calibration: the sample that it was made from
        #[arg(long, value_name = "FILE", requires = "fund")]
        sample: Option<PathBuf>,
        /// For a calibration: the fund that it was made for
        #[arg(long, value_name = "FILE", requires = "sample")]
        fund: Option<PathBuf>,
        #[command(flatten)]
        writing: crate::calibrate_args::WritingArguments,
    },
    /// Find pounds for points from a desktop exercise: a price or a table that fits the fund, and whom it moves
    Calibrate(Box<crate::calibrate_args::CalibrateArguments>),
    /// Say what changed between two rulebooks, and whom it moves
    Diff(Box<DiffArguments>),
    /// Say why a person's budget is another than it was: each answer and rule with its share of the difference
    ExplainChange(Box<ExplainChangeArguments>),
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
    /// Hold support plans against their budgets, the law and what the council asks
    Plan {
        /// The folder that holds rulebook.toml and plan.toml
        rulebook: PathBuf,
        /// A plan, as JSON or TOML, or several that share a support; - for standard input
        #[arg(required = true, value_name = "PLAN")]
        plans: Vec<PathBuf>,
        /// A record written by allocate --format json: the budget, and the needs; one for each plan
        #[arg(long, value_name = "RECORD")]
        allocation: Vec<PathBuf>,
        /// The budget that was agreed instead, such as 250.00/week or 13000.00/year
        #[arg(long, value_name = "AMOUNT/PERIOD")]
        budget: Option<String>,
        /// For people, for programs, or a page
        #[arg(long, value_enum, default_value_t)]
        format: PlanFormat,
        /// Whose page: the panel's, or the person's own copy
        #[arg(long = "for", value_enum, default_value_t, value_name = "WHOM")]
        whom: crate::page_args::PlanFor,
        #[command(flatten)]
        page: crate::page_args::LetterArguments,
        /// Write to this file, whole or not at all
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Work out the payments of a plan, dated and covering their days
    Schedule {
        /// The folder that holds rulebook.toml and plan.toml
        rulebook: PathBuf,
        /// The plan, as JSON or TOML; - for standard input
        plan: PathBuf,
        /// For people, for programs, or as a table
        #[arg(long, value_enum, default_value_t)]
        format: ScheduleFormat,
        /// Write to this file, whole or not at all
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Print the whole scheme for the public, as a page
    Book(crate::page_args::BookArguments),
    /// Print a form to fill in: the questionnaire, the support plan or the risk referral, as a page
    Form(crate::page_args::FormArguments),
    /// Print the payment agreement of a plan, ready to sign
    Agreement {
        /// The folder that holds rulebook.toml and plan.toml
        rulebook: PathBuf,
        /// The plan, as JSON or TOML; - for standard input
        plan: PathBuf,
        /// For people or for programs
        #[arg(long, value_enum, default_value_t)]
        format: Format,
        /// Write to this file, whole or not at all
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Say which reviews are due, overdue and next, and why: one casefile, several, or a caseload in a table
    Review(Box<ReviewArguments>),
    /// Add an account up: what is kept, set aside and reclaimed, and the notice to send
    Reconcile {
        /// The folder that holds rulebook.toml and review.toml
        rulebook: PathBuf,
        /// The account statement, as JSON or TOML; - for standard input
        statement: PathBuf,
        /// The day of the notice; without it there is an amount and no day by which it is repaid
        #[arg(long, value_name = "DATE", value_parser = day)]
        on: Option<Day>,
        /// The bank's table of the account, csv or a spreadsheet: its rows are added to the statement
        #[arg(long, value_name = "FILE", requires = "mapping")]
        bank: Option<PathBuf>,
        /// How the bank's table is read
        #[arg(long, value_name = "FILE", requires = "bank")]
        mapping: Option<PathBuf>,
        #[command(flatten)]
        writing: crate::calibrate_args::WritingArguments,
        /// For people, for programs, or as a page
        #[arg(long, value_enum, default_value_t)]
        format: PlanFormat,
        /// Write to this file, whole or not at all
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// The dated law that plans are held against
    Law {
        #[command(subcommand)]
        what: LawCommand,
    },
    /// A person's way from the self assessment to the review, as a log that nobody can alter unseen
    Case(crate::case_args::CaseArguments),
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

/// What can be asked of `explain-change`.
#[derive(Debug, clap::Args)]
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
    #[arg(long, value_name = "SHARE", value_parser = crate::calibrate_args::share)]
    pub(crate) protect: Option<openras::core::Amount>,
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

/// What can be asked of `review`.
#[derive(Debug, clap::Args)]
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
    pub(crate) writing: crate::calibrate_args::WritingArguments,
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

/// For people, for programs, or the panel's page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlanFormat {
    /// For people
    #[default]
    Text,
    /// For programs: stable, with a JSON Schema
    Json,
    /// The panel's page
    Html,
}

/// For people, for programs, or as a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ScheduleFormat {
    /// For people
    #[default]
    Text,
    /// For programs: stable, with a JSON Schema
    Json,
    /// A table
    Csv,
}

/// How many people's results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum BatchFormat {
    /// A table
    Csv,
    /// A workbook of live formulas
    Xlsx,
}

/// What the help of `batch` ends with.
const BATCH: &str = "\
Columns: person, on, group, the id of each fact and question, stream.ID for awarded money. A column that is not there is
empty in each row. A question with many statements joins them by |, and | alone is no tick. A row with a problem
carries its codes in the column `error` and stops nothing; the exit status is then 1.
A table in csv or parquet is read in pieces, so that memory does not grow with it; a spreadsheet is read whole.
With --format xlsx, or --out FILE.xlsx, each row is a person with live formulas, for up to 10,000 people.";

/// What `batch` is asked.
#[derive(Debug, Args)]
pub(crate) struct BatchArguments {
    /// The folder that holds rulebook.toml
    pub(crate) rulebook: PathBuf,
    /// The table of people: .csv, .xlsx, .ods or, where built in, .parquet; - for csv from standard input
    pub(crate) people: PathBuf,
    /// The day whose values hold, for rows that have none
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) on: Option<Day>,
    /// Write to this file, whole or not at all: .csv, .xlsx or, where built in, .parquet
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// csv, or a workbook of live formulas; the file's ending says it if left out
    #[arg(long, value_enum)]
    pub(crate) format: Option<BatchFormat>,
    /// Write the record of each person to this new folder, named by row
    #[arg(long, value_name = "DIR")]
    pub(crate) workings: Option<PathBuf>,
    /// How many threads; 1 for none beside the first, 0 for as many as the machine has
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) threads: usize,
    /// Only this step's column; `result` for the rulebook's own
    #[arg(long, value_name = "RESULT")]
    pub(crate) only: Option<String>,
    /// Columns to pass through, that the questionnaire need not know
    #[arg(long, value_name = "COLUMN", value_delimiter = ',')]
    pub(crate) keep: Vec<String>,
    /// Write the summary to this file, as JSON
    #[arg(long, value_name = "FILE")]
    pub(crate) summary: Option<PathBuf>,
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
