use serde::{Serialize, Serializer};

use super::word::{Marker, POISON, Word, word};
use crate::Amount;

/// Words that hold an amount.
macro_rules! amounts {
    ($(#[$doc:meta])* $word:ident, $name:literal, $marker:expr, percent: $percent:literal, $schema:tt) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $word(Option<Amount>);

        impl $word {
            /// The amount; `None` where it was bad or missing.
            pub fn amount(&self) -> Option<&Amount> {
                self.0.as_ref()
            }

            /// Whether it stands for an amount that was bad or missing.
            pub fn is_poisoned(&self) -> bool {
                self.0.is_none()
            }
        }

        impl Serialize for $word {
            /// In the shortest form, as a text.
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match &self.0 {
                    Some(amount) => serializer.serialize_str(&amount.shortest()),
                    None => serializer.serialize_str(POISON),
                }
            }
        }

        impl Word for $word {
            const MARKER: Marker = $marker;

            fn poisoned() -> Self {
                $word(None)
            }

            fn parse(text: &str) -> Option<Self> {
                let amount = Amount::parse(text).ok()?;
                ($percent || !amount.percent).then_some($word(Some(amount)))
            }
        }

        word!($word, $name, $marker, $schema);
    };
}

amounts! {
    /// An amount: a whole number, or a text such as `"214.38"`.
    AmountIn, "Amount", Marker::Amount, percent: false, {
        "description": "An amount: a whole number, or decimals in quotes, such as \"214.38\".",
        "anyOf": [
            { "type": "string", "pattern": "^-?[0-9]{1,15}(\\.[0-9]{1,12})?$" },
            { "type": "integer", "minimum": -999_999_999_999_999_i64, "maximum": 999_999_999_999_999_i64 }
        ]
    }
}

amounts! {
    /// An amount that may be written with `%`: a whole number, or a text such as `"0.2"` or `"20%"`.
    PercentOrAmount, "PercentOrAmount", Marker::PercentOrAmount, percent: true, {
        "description": "An amount, or a percentage such as \"20%\".",
        "anyOf": [
            { "type": "string", "pattern": "^-?[0-9]{1,15}(\\.[0-9]{1,12})?%?$" },
            { "type": "integer", "minimum": -999_999_999_999_999_i64, "maximum": 999_999_999_999_999_i64 }
        ]
    }
}

amounts! {
    /// A share: a text such as `"20%"`, or the same as an amount, `"0.2"`.
    Percentage, "Percentage", Marker::Percentage, percent: true, {
        "description": "A percentage such as \"20%\", or the same share as an amount, \"0.2\".",
        "anyOf": [
            { "type": "string", "pattern": "^-?[0-9]{1,15}(\\.[0-9]{1,12})?%?$" },
            { "type": "integer", "minimum": -999_999_999_999_999_i64, "maximum": 999_999_999_999_999_i64 }
        ]
    }
}

impl AmountIn {
    /// This amount, which must not be a percentage.
    pub fn new(amount: Amount) -> Option<AmountIn> {
        (!amount.percent).then_some(AmountIn(Some(amount)))
    }
}
