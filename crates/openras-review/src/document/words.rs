use openras_core::document::{AmountIn, DayIn, Percentage};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Days from a first to a last, both inside.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PeriodIn {
    /// The first.
    pub from: DayIn,
    /// The last.
    pub to: DayIn,
}

/// A length of time: exactly one of days, weeks, months and years.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DurationIn {
    /// So many days.
    #[schemars(range(min = 1, max = 36525))]
    pub days: Option<u32>,
    /// So many weeks.
    #[schemars(range(min = 1, max = 5218))]
    pub weeks: Option<u32>,
    /// So many calendar months.
    #[schemars(range(min = 1, max = 1200))]
    pub months: Option<u32>,
    /// So many years.
    #[schemars(range(min = 1, max = 100))]
    pub years: Option<u32>,
}

/// A limit of money: exactly one of a share of the year's budget, weeks of it, an amount, and payments.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LimitIn {
    /// A share of the year's budget.
    pub percent_of_annual: Option<Percentage>,
    /// So many weeks of the year's budget, by the scheme's year.
    pub weeks: Option<AmountIn>,
    /// An amount.
    pub amount: Option<AmountIn>,
    /// So many regular payments.
    pub payments: Option<AmountIn>,
}
