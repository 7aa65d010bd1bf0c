use openras_core::Exact;
use openras_core::document::AmountIn;

use crate::document::PerWord;

/// An amount of money and the time that it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// How much, exact.
    pub amount: Exact,
    /// For which time.
    pub per: PerWord,
}

impl Sum {
    pub(crate) fn new(amount: &AmountIn, per: Option<PerWord>) -> Option<Sum> {
        Some(Sum { amount: amount.amount()?.value.clone(), per: per.unwrap_or(PerWord::Year) })
    }

    /// The amount, where it is for a year.
    pub fn yearly(&self) -> Option<&Exact> {
        (self.per == PerWord::Year).then_some(&self.amount)
    }

    /// As `13291.56 a year`.
    pub fn words(&self, decimals: u32) -> String {
        format!("{} {}", self.amount.to_fixed(decimals), self.per.words())
    }
}

impl PerWord {
    /// As in `a year`.
    pub const fn words(self) -> &'static str {
        match self {
            PerWord::Week => "a week",
            PerWord::Month => "a month",
            PerWord::Year => "a year",
            PerWord::Once => "once",
        }
    }

    /// The word that stands in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            PerWord::Week => "week",
            PerWord::Month => "month",
            PerWord::Year => "year",
            PerWord::Once => "once",
        }
    }
}
