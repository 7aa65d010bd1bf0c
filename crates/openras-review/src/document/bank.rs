use openras_core::Diagnostics;
use openras_core::document::{Document, Format, Id, Reference};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ReceivedKind;

/// How a bank's table is read.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "bank_mapping")]
pub struct BankMapping {
    /// The version of this format: 1.
    pub format: Format,
    /// What its columns are called.
    pub columns: BankColumns,
    /// How its days are written; `year_month_day` if left out.
    pub dates: Option<DateOrder>,
    /// With one column of amounts: the sign of money that goes out; `negative` if left out.
    pub money_out: Option<MoneyOut>,
    /// What rows mean: the first that fits. A rule that says who paid, or what came in, is for money in; any other for money out.
    #[serde(default)]
    pub rule: Vec<BankRule>,
}

/// What the columns of a bank's table are called: `amount`, or `out` and `in`.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BankColumns {
    /// The day.
    pub date: Reference,
    /// What the row says it is for.
    pub description: Reference,
    /// The amount, its sign saying which way it went.
    pub amount: Option<Reference>,
    /// The amount that went out.
    pub out: Option<Reference>,
    /// The amount that came in.
    #[serde(rename = "in")]
    pub came_in: Option<Reference>,
}

/// How days are written; between the numbers may stand `/`, `-` or `.`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// 2008-03-01.
    YearMonthDay,
    /// 01/03/2008.
    DayMonthYear,
    /// 03/01/2008.
    MonthDayYear,
}

/// The sign of money that goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MoneyOut {
    /// Below zero.
    Negative,
    /// Above zero.
    Positive,
}

/// What rows mean whose description has a text in it.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BankRule {
    /// The text; capitals and small letters are the same.
    pub contains: Reference,
    /// Money out: the line of the plan.
    pub support: Option<Id>,
    /// The stream that the money is of.
    pub stream: Option<Reference>,
    /// Money in: who paid it.
    pub paid_by: Option<Reference>,
    /// Money in that is neither the council's nor the person's.
    pub received: Option<ReceivedKind>,
    /// The row is no movement of money, such as a line of the balance.
    pub skip: Option<bool>,
}

impl BankMapping {
    /// Reads a mapping from a document of any syntax.
    ///
    /// # Errors
    /// Every slip of form at once, each at its place.
    pub fn from_document(document: &mut Document) -> Result<BankMapping, Diagnostics> {
        super::from_document(document)
    }
}
