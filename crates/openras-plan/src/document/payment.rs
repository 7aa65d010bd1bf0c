use openras_core::document::{AmountIn, DayIn, Percentage};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::PerWord;

/// How the money is paid, and the dated facts that change it.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PaymentDocument {
    /// Whether the person's contribution is taken off before it is paid.
    pub model: Option<PaymentModel>,
    /// How often.
    pub frequency: Option<Frequency>,
    /// On the first day that an instalment covers, or on the day after the last.
    pub in_advance: Option<bool>,
    /// How the money travels.
    pub by: Option<PaidBy>,
    /// The most of a year, where each payment is asked for.
    pub yearly_limit: Option<AmountIn>,
    /// The first day that is paid for; that of the plan if left out.
    pub start: Option<DayIn>,
    /// The day of the payment agreement; a start before it needs `backdated`.
    pub agreed_on: Option<DayIn>,
    /// The decision that payments begin before the agreement.
    pub backdated: Option<BackdatedDocument>,
    /// The last day that is paid for, where payments end before the plan does.
    pub end: Option<DayIn>,
    /// What is paid from a day on, to all together; what the plan costs if left out.
    #[serde(default)]
    pub budget: Vec<BudgetFrom>,
    /// Rises of what is paid.
    #[serde(default)]
    pub uplift: Vec<Uplift>,
    /// More, for some time.
    #[serde(default)]
    pub temporary: Vec<Temporary>,
    /// Days on which payments rest.
    #[serde(default)]
    pub suspension: Vec<Suspension>,
}

/// Whether the contribution is taken off before it is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PaymentModel {
    /// It is: the council pays the budget less the contribution.
    Net,
    /// It is not: the council pays the budget, and asks for the contribution.
    Gross,
}

/// How often money is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Frequency {
    /// By the calendar month.
    Monthly,
    /// Every 28 days.
    FourWeekly,
    /// Every 14 days.
    TwoWeekly,
    /// By three calendar months.
    Quarterly,
    /// Once for all.
    OneOff,
    /// When it is asked for, up to a yearly limit.
    AsNeeded,
}

impl Frequency {
    /// `monthly`, `four_weekly`, …
    pub const fn as_str(self) -> &'static str {
        match self {
            Frequency::Monthly => "monthly",
            Frequency::FourWeekly => "four_weekly",
            Frequency::TwoWeekly => "two_weekly",
            Frequency::Quarterly => "quarterly",
            Frequency::OneOff => "one_off",
            Frequency::AsNeeded => "as_needed",
        }
    }

    /// In plain words: `every four weeks`.
    pub const fn words(self) -> &'static str {
        match self {
            Frequency::Monthly => "every month",
            Frequency::FourWeekly => "every four weeks",
            Frequency::TwoWeekly => "every two weeks",
            Frequency::Quarterly => "every three months",
            Frequency::OneOff => "once",
            Frequency::AsNeeded => "when it is asked for",
        }
    }
}

/// How the money travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PaidBy {
    /// To a bank account.
    BankAccount,
    /// On a card.
    PrepaidCard,
    /// As a voucher.
    Voucher,
    /// To an account that somebody else manages.
    ManagedAccount,
    /// Against a provider's invoice.
    ProviderInvoice,
}

/// The decision that payments begin before the agreement.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BackdatedDocument {
    /// Who decided, by an opaque reference.
    pub decided_by: String,
    /// The day.
    pub on: DayIn,
    /// Why.
    pub reason: String,
}

/// What is paid from a day on.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BudgetFrom {
    /// The first day.
    pub from: DayIn,
    /// How much.
    pub amount: AmountIn,
    /// How often.
    pub per: PerWord,
}

/// A rise of what is paid, from a day on.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Uplift {
    /// The first day.
    pub from: DayIn,
    /// By how much.
    pub percent: Percentage,
}

/// More, for some time.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Temporary {
    /// The first day.
    pub from: DayIn,
    /// The last day.
    pub to: DayIn,
    /// How much more.
    pub amount: AmountIn,
    /// How often.
    pub per: PerWord,
}

/// Days on which payments rest.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Suspension {
    /// The first day.
    pub from: DayIn,
    /// The last day.
    pub to: DayIn,
    /// Why, such as `hospital`.
    pub reason: Option<String>,
    /// What goes on: ids or categories of lines, or `retainer`, `insurance`, `pension`.
    #[serde(default)]
    pub continues: Vec<String>,
}
