//! What can be asked of `calibrate`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use openras::calibration::{Method, Options, Wishes};
use openras::core::{Amount, Day, Exact};

use super::table::{WritingArguments, amount, share};
use super::{Format, day};

/// What can be asked of `calibrate`.
#[derive(Debug, Args)]
pub(crate) struct CalibrateArguments {
    /// The folder that holds rulebook.toml: its currency and decimals, and with --points its questionnaire
    pub(crate) rulebook: PathBuf,
    /// The people: csv, xlsx or ods with person, points, cost and more
    #[arg(long, value_name = "FILE")]
    pub(crate) sample: PathBuf,
    /// The money, as TOML
    #[arg(long, value_name = "FILE")]
    pub(crate) fund: PathBuf,
    /// How pounds are found for points
    #[arg(long, value_enum, required_unless_present = "compare")]
    pub(crate) method: Option<MethodWord>,
    /// Lay several methods side by side
    #[arg(long, value_enum, value_delimiter = ',', value_name = "METHODS", conflicts_with_all = ["method", "report", "out"])]
    pub(crate) compare: Vec<MethodWord>,
    /// Work the points out of answers: the step that has them
    #[arg(long, value_name = "STEP")]
    pub(crate) points: Option<String>,
    /// The day whose values hold for --points, where a row has none
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) on: Option<Day>,
    #[command(flatten)]
    pub(crate) writing: WritingArguments,
    /// A csv with person and reason: who is not counted
    #[arg(long, value_name = "FILE")]
    pub(crate) leave_out: Option<PathBuf>,
    /// Another column by which winners and losers are told
    #[arg(long, value_name = "COLUMN")]
    pub(crate) by: Vec<String>,
    /// How many people the sample stands for
    #[arg(long, value_name = "N")]
    pub(crate) people: Option<u64>,
    /// Raise costs by this share, such as 3.5%
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(crate) uprate: Option<Amount>,
    /// Decimals of a price
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=6))]
    pub(crate) decimals: Option<u32>,
    /// For percentile: where the table has rows, such as 0,25,50,75,100
    #[arg(long, value_delimiter = ',', value_name = "PERCENTS", value_parser = amount)]
    pub(crate) percentiles: Vec<Amount>,
    /// For percentile and curve: the most rows of the table
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=60))]
    pub(crate) rows: Option<u32>,
    /// For curve: the points at which the table has rows
    #[arg(long, value_delimiter = ',', value_name = "POINTS", value_parser = amount)]
    pub(crate) rows_at: Vec<Amount>,
    /// For curve: the most that the budget may rise for one point
    #[arg(long, value_name = "AMOUNT", value_parser = amount)]
    pub(crate) steepest: Option<Amount>,
    /// For curve: the least share of people whose budget is to be enough for today's cost, such as 80%
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(crate) enough: Option<Amount>,
    /// For by_group: a group with a fund of its own, such as adults=adults.toml
    #[arg(long, value_name = "GROUP=FILE", value_parser = group_fund)]
    pub(crate) fund_of: Vec<(String, PathBuf)>,
    /// Draw the sample anew so often, to see how far figures may lie from these
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) bootstrap: u32,
    /// Where the draws begin
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
    /// For people or for programs
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    /// Write a page with charts to this file: one HTML file that needs nothing else
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
    /// Write the price or table to this file, ready for scheme.toml
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// How pounds are found for points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum MethodWord {
    /// One price a point
    Flat,
    /// A price a point for each group
    ByGroup,
    /// Points and costs sorted separately
    Percentile,
    /// The table of few rows that is nearest to today's costs
    Curve,
}

impl MethodWord {
    pub(crate) fn method(self) -> Method {
        match self {
            MethodWord::Flat => Method::Flat,
            MethodWord::ByGroup => Method::ByGroup,
            MethodWord::Percentile => Method::Percentile,
            MethodWord::Curve => Method::Curve,
        }
    }
}

impl CalibrateArguments {
    /// What is asked of the library, for one method.
    pub(crate) fn options(&self, method: Method) -> Options {
        let exacts =
            |amounts: &[Amount]| amounts.iter().map(|amount| amount.value.clone()).collect::<Vec<_>>();
        let hundred = Exact::from(100);
        let given = self.percentiles.iter().filter_map(|percent| percent.value.checked_div(&hundred));
        let given: Vec<Exact> = given.collect();
        let spread = self.rows.map(openras::calibration::evenly);
        Options {
            price_decimals: self.decimals,
            percentiles: if given.is_empty() { spread } else { Some(given) },
            wishes: Wishes {
                rows_most: self.rows.unwrap_or(Wishes::default().rows_most),
                rows_at: (!self.rows_at.is_empty()).then(|| exacts(&self.rows_at)),
                steepest: self.steepest.as_ref().map(|amount| amount.value.clone()),
                enough_least: self.enough.as_ref().map_or(Exact::ZERO, |share| share.value.clone()),
            },
            bootstrap: self.bootstrap,
            seed: self.seed,
            ..Options::new(method)
        }
    }
}

fn group_fund(text: &str) -> Result<(String, PathBuf), String> {
    let (group, file) =
        text.split_once('=').ok_or("write a group and its fund, such as adults=adults.toml")?;
    Ok((group.to_owned(), PathBuf::from(file)))
}
