//! A calibration for programs and auditors.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use crate::options_record::OptionsRecord;

/// What the key `record` says.
pub const RECORD: &str = "openras.calibration/1";

/// The record of a calibration, with its keys in order. Amounts are strings; nothing in it depends on the clock, the machine
/// or the locale.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "calibration")]
pub struct CalibrationRecord {
    /// `openras.calibration/1`.
    pub record: &'static str,
    /// The version of the engine; another one is no difference.
    pub engine: &'static str,
    /// `flat`, `by_group`, `percentile` or `curve`.
    pub method: &'static str,
    /// What was asked for.
    pub options: OptionsRecord,
    /// The money.
    pub fund: FundPart,
    /// The people.
    pub sample: SamplePart,
    /// The prices, by the id of their parameter.
    pub parameters: BTreeMap<String, String>,
    /// The table, where the method gives one.
    pub table: Option<TablePart>,
    /// All budgets together, rounded up.
    pub committed: String,
    /// What remains of the distributable, rounded down.
    pub unallocated: String,
    /// What a council must be sure of.
    pub integrity: IntegrityPart,
    /// How near the budgets are to today's costs.
    pub fit: FitPart,
    /// For `by_group`: what each group has, and would have by one price for all.
    pub groups_money: Vec<GroupMoneyPart>,
    /// Winners and losers by the column `group`, or everybody where there is none.
    pub groups: Vec<GroupPart>,
    /// Winners and losers by the other columns.
    pub traits: Vec<TraitPart>,
    /// How far the figures may lie from these.
    pub ranges: RangesPart,
    /// SHA-256 of the RFC 8785 canonical JSON of everything above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// The money of a calibration.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FundPart {
    /// The fund's id.
    pub id: String,
    /// The money before anything is added or taken off.
    pub total: String,
    /// What is added and taken off first, together.
    pub income_less_tied: String,
    /// What is taken off for other purposes.
    pub top_slices: Vec<SlicePart>,
    /// What is held back.
    pub contingency: String,
    /// What remains to be given out.
    pub distributable: String,
    /// The digest of the fund's record.
    pub sha256: String,
}

/// A deduction.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SlicePart {
    /// Its id.
    pub id: String,
    /// How much.
    pub amount: String,
}

/// The people of a calibration.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SamplePart {
    /// How many are counted.
    pub people: usize,
    /// How many they stand for.
    pub stands_for: String,
    /// Everybody's points.
    pub points: String,
    /// Today's cost of everybody, raised where that was asked.
    pub cost: String,
    /// Who is not counted, and why.
    pub left_out: Vec<LeftOutPart>,
    /// Who is far from the others, and counted all the same.
    pub outliers: Vec<String>,
    /// The rule by which they are listed.
    pub outlier_rule: &'static str,
    /// The first and the last day on which costs were taken, where that is known.
    pub taken: Option<[String; 2]>,
    /// The digest of the people: reference, points, cost, weight and traits of each.
    pub sha256: String,
}

/// Somebody who is not counted.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeftOutPart {
    /// The reference.
    pub person: String,
    /// The reason.
    pub reason: String,
}

/// A table of budgets with straight lines between its rows.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TablePart {
    /// Always `linear`.
    pub lookup: &'static str,
    /// The rows, fewest points first.
    pub rows: Vec<RowPart>,
    /// For `percentile`: the factor by which today's costs were scaled.
    pub factor: Option<String>,
    /// For `curve`: the most that the budget may rise for a point.
    pub steepest: Option<String>,
    /// For `curve`: by how much the mean difference is above the least that any line could have, as a share of that.
    pub gap: Option<String>,
}

/// A row of a table.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RowPart {
    /// The points.
    pub at: String,
    /// The budget for a year.
    pub is: String,
}

/// The tests of a calibration.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IntegrityPart {
    /// Whether every one holds.
    pub holds: bool,
    /// The tests.
    pub tests: Vec<TestPart>,
}

/// One test.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TestPart {
    /// Its name.
    pub id: &'static str,
    /// Whether it holds.
    pub holds: bool,
    /// What it is held against.
    pub limit: String,
    /// What it is.
    pub value: String,
}

/// How near the budgets are to today's costs.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FitPart {
    /// The mean distance.
    pub mean_absolute_difference: String,
    /// The median distance.
    pub median_absolute_difference: String,
    /// The share of the spread of costs that the budgets explain.
    pub r_squared: Option<String>,
    /// How alike the order of budgets and the order of costs are.
    pub rank_correlation: Option<String>,
    /// The share of people for whom the budget is enough for today's cost.
    pub sufficient_share: String,
    /// The share of people within a tenth of today's cost.
    pub within_10_percent: String,
    /// The share of people within a fifth.
    pub within_20_percent: String,
    /// The greatest shortfalls.
    pub worst: Vec<WorstPart>,
}

/// A shortfall.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WorstPart {
    /// The person.
    pub person: String,
    /// Today's cost less the budget.
    pub short: String,
}

/// What a group has by its own price, and by one price for all.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupMoneyPart {
    /// The group.
    pub id: String,
    /// What it may have.
    pub limit: String,
    /// What its own price gives it.
    pub own_price: String,
    /// What one price for all would give it.
    pub one_price: String,
    /// What one price for all would move to it; below zero, away from it.
    pub moved: String,
}

/// Winners and losers of some people.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupPart {
    /// The label; empty where the cell is, `all` for everybody.
    pub id: String,
    /// How many.
    pub people: usize,
    /// Those with more than today.
    pub winners: usize,
    /// Those with less.
    pub losers: usize,
    /// Those with the same.
    pub unchanged: usize,
    /// Their budgets less today's costs.
    pub net_change: String,
}

/// Winners and losers by one column.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TraitPart {
    /// The column.
    pub id: String,
    /// Its labels.
    pub groups: Vec<GroupPart>,
}

/// How far the figures may lie from these: pairs of the lower and the higher.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RangesPart {
    /// All budgets together with prices and amounts 5 % lower and higher.
    pub five_percent: Option<[String; 2]>,
    /// All budgets together with a point less and more for everybody.
    pub one_point: Option<[String; 2]>,
    /// All budgets together where everybody answers a question with the fewest points, for each question.
    pub questions: Vec<QuestionPart>,
    /// The lowest and the highest price with one person left out.
    pub without_one: Option<[PricePart; 2]>,
    /// Nineteen in twenty drawn samples have a price within these.
    pub price: Option<[String; 2]>,
    /// Nineteen in twenty drawn samples commit an amount within these.
    pub committed: Option<[String; 2]>,
}

/// What hangs on a question.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuestionPart {
    /// The question.
    pub id: String,
    /// All budgets together without its points.
    pub committed: String,
    /// By how much that is less.
    pub weight: String,
}

/// A price without somebody.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PricePart {
    /// The price.
    pub price: String,
    /// Who is left out.
    pub without: String,
}
