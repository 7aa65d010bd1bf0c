//! `fund.toml` as it is written.

use openras_core::Text;
use openras_core::document::{AmountIn, DayIn, Format, Id, Percentage};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One year's money.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "fund.toml")]
pub struct FundDocument {
    /// The version of this format: 1. May be left out.
    pub format: Option<Format>,
    /// The fund's id.
    pub id: Id,
    /// What it is called.
    pub title: Option<Text>,
    /// The currency, three capital letters; GBP if left out.
    pub currency: Option<String>,
    /// The decimals of a payable amount; 2 if left out.
    #[schemars(range(min = 0, max = 4))]
    pub decimals: Option<u32>,
    /// The money before anything is added or taken off.
    pub total: AmountIn,
    /// The days it is for.
    pub period: PeriodDocument,
    /// What a percentage is of: there is no default.
    pub deduct: Deduct,
    /// Money added before anything is taken off.
    #[serde(default)]
    pub income: Vec<IncomeDocument>,
    /// Money that cannot be given out, taken off first.
    #[serde(default)]
    pub tied: Vec<TiedDocument>,
    /// Money taken off for other purposes.
    #[serde(default)]
    pub top_slice: Vec<TopSliceDocument>,
    /// Money held back for what cannot be foreseen.
    pub contingency: Option<ContingencyDocument>,
    /// What a calibration must leave free.
    pub growth: Option<GrowthDocument>,
}

/// The days that money is for, both ends inside.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PeriodDocument {
    /// The first.
    pub from: DayIn,
    /// The last.
    pub to: DayIn,
}

/// What a percentage is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Deduct {
    /// Of the total and the income, less the tied money: 10 % and 20 % leave 70 %.
    OfTotal,
    /// Of what the deductions above it leave: 10 % and 20 % leave 72 %.
    InTurn,
    /// What stands there is neither of these, and is told.
    #[serde(rename = "\u{0}")]
    #[schemars(skip)]
    Broken,
}

impl Deduct {
    /// `of_total`, `in_turn`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Deduct::OfTotal => "of_total",
            Deduct::InTurn => "in_turn",
            Deduct::Broken => "",
        }
    }
}

/// Money added before anything is taken off: what people pay towards their support, joint funding.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IncomeDocument {
    /// Its id.
    pub id: Id,
    /// How much.
    pub amount: AmountIn,
    /// What it is.
    pub text: Option<Text>,
}

/// Money that cannot be given out: block contracts that have not been released.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TiedDocument {
    /// Its id.
    pub id: Id,
    /// How much.
    pub amount: AmountIn,
    /// The last day on which it is tied.
    pub until: Option<DayIn>,
    /// What it is.
    pub text: Option<Text>,
}

/// Money taken off for another purpose: a percentage or an amount.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TopSliceDocument {
    /// Its id.
    pub id: Id,
    /// How much, as a share.
    pub percent: Option<Percentage>,
    /// How much, as money.
    pub amount: Option<AmountIn>,
    /// What for.
    pub purpose: Text,
    /// Who agreed to it.
    pub approved: Option<ApprovedDocument>,
}

/// Money held back: a percentage or an amount.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContingencyDocument {
    /// How much, as a share.
    pub percent: Option<Percentage>,
    /// How much, as money.
    pub amount: Option<AmountIn>,
    /// What it may be drawn for.
    #[schemars(length(min = 1))]
    pub purposes: Vec<Id>,
    /// Who agreed to it.
    pub approved: Option<ApprovedDocument>,
}

/// Who agreed to a deduction, and when.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ApprovedDocument {
    /// Which body, such as an executive board.
    pub by: String,
    /// The day.
    pub on: DayIn,
    /// Where it is written down.
    pub minute: Option<String>,
}

/// What a calibration must leave free.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GrowthDocument {
    /// The share of the distributable.
    pub percent: Percentage,
}
