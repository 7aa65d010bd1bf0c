//! What can be found about the money of a person.

use std::fmt;

macro_rules! codes {
    ($($variant:ident $text:literal $blocks:literal $meaning:literal;)*) => {
        /// The stable name of something found about the money. Files, scripts and tests rely on these words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum MoneyCode {
            $(#[doc = $meaning] $variant,)*
        }

        impl MoneyCode {
            /// Every code.
            pub const ALL: &'static [MoneyCode] = &[$(MoneyCode::$variant,)*];

            /// The word that stands in files and records.
            pub const fn as_str(self) -> &'static str {
                match self { $(MoneyCode::$variant => $text,)* }
            }

            /// Whether nothing may be taken while it stands.
            pub const fn blocks(self) -> bool {
                match self { $(MoneyCode::$variant => $blocks,)* }
            }

            /// What it means, in a sentence.
            pub const fn meaning(self) -> &'static str {
                match self { $(MoneyCode::$variant => $meaning,)* }
            }
        }
    };
}

codes! {
    ReviewMissing "review_missing" true "Nothing is reclaimed before a review is recorded.";
    NoticeMissing "notice_missing" true "Nothing is taken, and no payment ends, without notice.";
    ReasonMissing "reason_missing" true "Why money is left was not found out with the person, or where it goes is not said.";
    NoAgreementTerm "no_agreement_term" true "The payment agreement does not say that surplus may be taken back.";
    ChallengeOpen "challenge_open" true "The person disagrees, and nobody who may has decided.";
    NegativeBalance "negative_balance" true "More was spent, or is owed, than there was.";
    OutsidePlan "outside_plan" false "Money was spent on nothing in the plan: a person decides.";
    UnknownStream "unknown_stream" true "A payer or stream that the scheme does not have.";
    DatesOutsidePeriod "dates_outside_period" true "A day that is not in the period; what is dated so is not counted.";
    PaidAfterEnd "paid_after_end" false "The council paid after the payments had ended.";
    BalanceDoesNotAgree "balance_does_not_agree" true "The bank has another balance than the entries give.";
    NotProved "not_proved" false "The balance is worked out, and no bank statement proves it.";
    BalanceLow "balance_low" false "So little is left that somebody should ask whether the budget is enough.";
    ContributionArrears "contribution_arrears" false "The person paid less than was asked for.";
    ContributionOverpaid "contribution_overpaid" false "The person paid more than was asked for.";
    PersonMoneyNotStated "person_money_not_stated" true "The person pays too, and the council does not say whose money is left.";
}

impl fmt::Display for MoneyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
