//! What can be asked of `case`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use openras::core::Day;
use openras::pathway::CohortBy;

use super::{Format, day};

/// Where the logs are.
#[derive(Debug, Args)]
pub(crate) struct StoreArguments {
    /// Keep the logs in this SQLite file; a case is then a name in it, and not a file
    #[cfg(feature = "sqlite")]
    #[arg(long, value_name = "FILE", global = true)]
    pub(crate) store: Option<PathBuf>,
}

/// Who and what is asked.
#[derive(Debug, Args)]
pub(crate) struct CaseArguments {
    #[command(flatten)]
    pub(crate) store: StoreArguments,
    #[command(subcommand)]
    pub(crate) what: CaseCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CaseCommand {
    /// Begin the log of a person's case, by the pathway of a rulebook
    New(NewArguments),
    /// Record an event, or say what is missing for it
    Add(AddArguments),
    /// Show what happened, what it has come to and what comes next
    Show {
        /// The case: a file CASE.jsonl, with the ending or without
        case: String,
        /// Name the next meeting of a panel from this day on
        #[arg(long, value_name = "DATE", value_parser = day)]
        on: Option<Day>,
        /// For people or for programs
        #[arg(long, value_enum, default_value_t)]
        format: Format,
        /// Write to this file, whole or not at all
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Say whether a log is the one that was written, and name the first event that is not
    Verify {
        /// The case
        case: String,
        /// A digest that was kept elsewhere: without one a cut tail and a log made anew cannot be seen
        #[arg(long, value_name = "SHA256", value_parser = digest)]
        head: Option<String>,
    },
    /// Write the whole log out
    Export {
        /// The case
        case: String,
        /// A table, or every event with its text
        #[arg(long, value_enum, default_value_t)]
        format: ExportFormat,
        /// Write to this file, whole or not at all
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Lay many cases side by side: how far people have come, against targets, and what somebody has to look at
    Cohort {
        /// The cases
        #[arg(required = true, value_name = "CASE")]
        cases: Vec<String>,
        /// Tell groups or teams apart
        #[arg(long, value_enum)]
        by: Option<By>,
        /// How many people of each group are supported in all: csv with the columns group and people
        #[arg(long, value_name = "FILE")]
        supported: Option<PathBuf>,
        /// For people, for programs, as a table, or as a chart
        #[arg(long, value_enum, default_value_t)]
        format: CohortFormat,
        /// Write to this file, whole or not at all
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Remove the free text of events before a day; the log still holds, and says what was removed
    Dispose {
        /// The case
        case: String,
        /// The text of events before this day goes
        #[arg(long, value_name = "DATE", value_parser = day)]
        before: Day,
        /// The day on which it is done
        #[arg(long, value_name = "DATE", value_parser = day)]
        on: Option<Day>,
        /// Who does it: an opaque reference
        #[arg(long, value_name = "REF")]
        by: Option<String>,
    },
    /// Draw cases by chance for an auditor: the same seed draws the same
    Sample {
        /// The cases to draw from
        #[arg(required = true, value_name = "CASE")]
        cases: Vec<String>,
        /// Where the draws begin
        #[arg(long, value_name = "N")]
        seed: u64,
        /// How many
        #[arg(long, value_name = "N", default_value_t = 10)]
        size: usize,
    },
}

/// What `case new` is asked.
#[derive(Debug, Args)]
pub(crate) struct NewArguments {
    /// The case: a file CASE.jsonl is made, with CASE.text.jsonl for free text beside it
    pub(crate) case: String,
    /// The folder that holds rulebook.toml and pathway.toml
    #[arg(long, value_name = "RULEBOOK")]
    pub(crate) rulebook: PathBuf,
    /// The person: an opaque reference, never a name
    #[arg(long, value_name = "REF")]
    pub(crate) person: String,
    /// The group that the person is counted with
    #[arg(long, value_name = "GROUP")]
    pub(crate) group: Option<String>,
    /// The team that works with the person
    #[arg(long, value_name = "TEAM")]
    pub(crate) team: Option<String>,
    /// The day
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) on: Option<Day>,
    /// Who begins it: an opaque reference
    #[arg(long, value_name = "REF")]
    pub(crate) by: Option<String>,
}

/// What `case add` is asked.
#[derive(Debug, Args)]
pub(crate) struct AddArguments {
    /// The case
    pub(crate) case: String,
    /// The event, as JSON or TOML; - for standard input; a file .jsonl has an event a line
    pub(crate) event: PathBuf,
    /// Only where the case ends with the event of this digest
    #[arg(long, value_name = "SHA256", value_parser = digest)]
    pub(crate) expect: Option<String>,
    /// A record written by allocate --format json: the indicative budget that the event is about
    #[arg(long, value_name = "RECORD")]
    pub(crate) allocation: Option<PathBuf>,
    /// A record written by plan --format json: the findings that the event is about
    #[arg(long, value_name = "RECORD")]
    pub(crate) findings: Option<PathBuf>,
    /// The fund from whose contingency the event draws
    #[arg(long, value_name = "FILE", requires = "ledger")]
    pub(crate) fund: Option<PathBuf>,
    /// The fund's ledger, a csv: the draw is added to it, and refused where the fund has less
    #[arg(long, value_name = "FILE", requires = "fund")]
    pub(crate) ledger: Option<PathBuf>,
}

/// A table, or every event with its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// An event a row
    Csv,
    /// Every event as it stands in the log, with its text
    #[default]
    Json,
}

/// For people, for programs, as a table, or as a chart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum CohortFormat {
    /// For people
    #[default]
    Text,
    /// For programs: stable, with a JSON Schema
    Json,
    /// A row for each group or team
    Csv,
    /// A chart
    Svg,
}

/// Groups or teams.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum By {
    /// By group
    Group,
    /// By team
    Team,
}

impl By {
    pub(crate) fn cohort(self) -> CohortBy {
        match self {
            By::Group => CohortBy::Group,
            By::Team => CohortBy::Team,
        }
    }
}

fn digest(text: &str) -> Result<String, String> {
    match openras::pathway::is_digest(text) {
        true => Ok(text.to_owned()),
        false => Err("write a digest: 64 digits and letters a to f".to_owned()),
    }
}
