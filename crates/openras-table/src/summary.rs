//! The summary of a table of people, as a document.

use schemars::JsonSchema;
use serde::Serialize;

/// What a summary says it is.
pub const BATCH_SUMMARY: &str = "openras.batch_summary/1";

/// What came of a table of people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "batch_summary")]
pub struct BatchSummary {
    /// What this document is: `openras.batch_summary/1`.
    pub record: &'static str,
    /// The version of the engine.
    pub engine: &'static str,
    /// The rulebook that worked it out.
    pub rulebook: SummaryRulebook,
    /// The step that the figures are of: the scheme's result.
    pub result: String,
    /// What its figures count, such as `GBP/year`.
    pub unit: String,
    /// Everybody together.
    #[serde(flatten)]
    pub all: SummaryFigures,
    /// The same for each group, in the order of their names; empty where the table has no groups, or too many.
    pub groups: Vec<GroupSummary>,
    /// Whether there are more groups than are counted, so that none is listed.
    pub too_many_groups: bool,
    /// How often each problem stands in a row, by its code, in the order of the codes.
    pub errors_by_code: Vec<CodeCount>,
    /// How many empty lines were passed over.
    pub empty_lines: u64,
}

/// Which rulebook it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SummaryRulebook {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// The digest of its meaning.
    pub sha256: String,
}

/// People and money.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SummaryFigures {
    /// How many rows there are.
    pub people: u64,
    /// How many have a figure.
    pub allocated: u64,
    /// How many are outside the scheme.
    pub excluded: u64,
    /// About how many a person decides.
    pub referred: u64,
    /// How many rows have a problem.
    pub errors: u64,
    /// The sum of the results, exactly; null where nobody has one.
    pub total: Option<String>,
    /// The total divided by those who have a result, rounded half away from zero to the currency's decimals.
    pub mean: Option<String>,
    /// The result in the middle; of two in the middle their mean, rounded as the mean is.
    pub median: Option<String>,
}

/// One group of a table of people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GroupSummary {
    /// The group, as the table has it; empty for rows without one.
    pub group: String,
    /// Its people and money.
    #[serde(flatten)]
    pub figures: SummaryFigures,
}

/// How often a problem stands in a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeCount {
    /// The code.
    pub code: String,
    /// How often.
    pub count: u64,
}
