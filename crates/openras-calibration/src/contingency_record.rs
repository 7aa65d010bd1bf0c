//! How much contingency, for programs.

use openras_core::digest;
use openras_fund::Fund;
use schemars::JsonSchema;
use serde::Serialize;

use crate::contingency::{Level, YearAhead};

/// What the key `record` of contingency levels says.
pub const CONTINGENCY_RECORD: &str = "openras.contingency/1";

/// Levels of contingency, with how often each runs out. Amounts are strings; the same seed gives the same record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "contingency")]
pub struct ContingencyRecord {
    /// `openras.contingency/1`.
    pub record: &'static str,
    /// The fund.
    pub fund: String,
    /// How often the year was lived through.
    pub years: u32,
    /// New people in the year, as a share of those there.
    pub arrivals: String,
    /// The share of people whose needs change.
    pub changes: String,
    /// Where the draws began; a text, so that no digit is lost.
    pub seed: String,
    /// The levels, lowest first.
    pub levels: Vec<LevelPart>,
    /// SHA-256 of the RFC 8785 canonical JSON of everything above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// What a level of contingency comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LevelPart {
    /// The share.
    pub share: String,
    /// The money held back.
    pub contingency: String,
    /// The price a point that the rest allows.
    pub price: String,
    /// The share of years in which it runs out.
    pub runs_out: String,
    /// What half of the years draw at most.
    pub drawn_median: String,
    /// What nineteen in twenty years draw at most.
    pub drawn_high: String,
}

impl ContingencyRecord {
    /// The record with its digest.
    ///
    /// # Errors
    /// What cannot be written as JSON.
    pub fn new(
        levels: &[Level],
        fund: &Fund,
        ahead: &YearAhead,
    ) -> Result<ContingencyRecord, serde_json::Error> {
        let level = |level: &Level| LevelPart {
            share: level.share.to_string(),
            contingency: level.contingency.to_fixed(fund.decimals),
            price: level.price.to_fixed(fund.decimals),
            runs_out: level.runs_out.to_string(),
            drawn_median: level.drawn_median.to_fixed(fund.decimals),
            drawn_high: level.drawn_high.to_fixed(fund.decimals),
        };
        let record = ContingencyRecord {
            record: CONTINGENCY_RECORD,
            fund: fund.id.clone(),
            years: ahead.years,
            arrivals: ahead.arrivals.to_string(),
            changes: ahead.changes.to_string(),
            seed: ahead.seed.to_string(),
            levels: levels.iter().map(level).collect(),
            sha256: None,
        };
        let sha256 = digest::sha256(&serde_json::to_value(&record)?)?;
        Ok(ContingencyRecord { sha256: Some(sha256), ..record })
    }
}
