//! What can be asked of `verify`.

use std::path::PathBuf;

use clap::Args;

use super::table::WritingArguments;

/// What can be asked of `verify`.
#[derive(Debug, Args)]
pub(crate) struct VerifyArguments {
    /// A record written with --format json by allocate, plan, reconcile, review, explain-change or calibrate; - for standard
    /// input
    pub(crate) record: PathBuf,
    /// The rulebook that it says it used
    #[arg(long, value_name = "RULEBOOK")]
    pub(crate) rulebook: PathBuf,
    /// For a reconciliation or a review: the statement or the casefile that it was made from
    #[arg(long, value_name = "FILE", conflicts_with_all = ["sample", "old_rulebook"])]
    pub(crate) input: Option<PathBuf>,
    /// For a changed budget: the rulebook of the older budget, where it is another
    #[arg(long, value_name = "RULEBOOK", conflicts_with = "sample")]
    pub(crate) old_rulebook: Option<PathBuf>,
    /// For a calibration: the sample that it was made from
    #[arg(long, value_name = "FILE", requires = "fund")]
    pub(crate) sample: Option<PathBuf>,
    /// For a calibration: the fund that it was made for
    #[arg(long, value_name = "FILE", requires = "sample")]
    pub(crate) fund: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) writing: WritingArguments,
}
