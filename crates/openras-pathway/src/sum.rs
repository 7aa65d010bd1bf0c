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

    /// What it is in a year; none by the week, for how many weeks a year has is the scheme's to say, and none of what is paid once.
    pub fn in_a_year(&self) -> Option<Exact> {
        match self.per {
            PerWord::Year => Some(self.amount.clone()),
            PerWord::Month => Some(&self.amount * &Exact::from(12)),
            PerWord::Week | PerWord::Once => None,
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_a_twelfth_of_a_year_and_a_week_no_certain_part() {
        let sum = |per| Sum { amount: Exact::decimal(57_633, 2), per };
        assert_eq!(sum(PerWord::Month).in_a_year(), Some(Exact::decimal(691_596, 2)));
        assert_eq!(sum(PerWord::Year).in_a_year(), Some(Exact::decimal(57_633, 2)));
        assert_eq!((sum(PerWord::Week).in_a_year(), sum(PerWord::Once).in_a_year()), (None, None));
    }
}
