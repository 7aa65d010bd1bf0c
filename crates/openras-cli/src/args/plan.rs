//! What can be asked of a support plan.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Format;
use super::page::LetterArguments;

/// What can be asked of `plan`.
#[derive(Debug, Args)]
pub(crate) struct PlanArguments {
    /// The folder that holds rulebook.toml and plan.toml
    pub(crate) rulebook: PathBuf,
    /// A plan, as JSON or TOML, or several that share a support; - for standard input
    #[arg(required = true, value_name = "PLAN")]
    pub(crate) plans: Vec<PathBuf>,
    /// A record written by allocate --format json: the budget, and the needs; one for each plan
    #[arg(long, value_name = "RECORD")]
    pub(crate) allocation: Vec<PathBuf>,
    /// The budget that was agreed instead, such as 250.00/week or 13000.00/year
    #[arg(long, value_name = "AMOUNT/PERIOD")]
    pub(crate) budget: Option<String>,
    /// For people, for programs, or a page
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: PlanFormat,
    /// Whose page: the panel's, or the person's own copy
    #[arg(long = "for", value_enum, default_value_t, value_name = "WHOM")]
    pub(crate) whom: PlanFor,
    #[command(flatten)]
    pub(crate) page: LetterArguments,
    /// Write to this file, whole or not at all
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// What can be asked of `schedule`.
#[derive(Debug, Args)]
pub(crate) struct ScheduleArguments {
    /// The folder that holds rulebook.toml and plan.toml
    pub(crate) rulebook: PathBuf,
    /// The plan, as JSON or TOML; - for standard input
    pub(crate) plan: PathBuf,
    /// For people, for programs, or as a table
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ScheduleFormat,
    /// Write to this file, whole or not at all
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// What can be asked of `agreement`.
#[derive(Debug, Args)]
pub(crate) struct AgreementArguments {
    /// The folder that holds rulebook.toml and plan.toml
    pub(crate) rulebook: PathBuf,
    /// The plan, as JSON or TOML; - for standard input
    pub(crate) plan: PathBuf,
    /// For people or for programs
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    /// Write to this file, whole or not at all
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
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

/// Whose page of a plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlanFor {
    /// The panel's: checklist, findings, costs
    #[default]
    Panel,
    /// The person's own copy of the plan
    Person,
}
