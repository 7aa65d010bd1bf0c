use serde::Serialize;

use super::word::{Marker, POISON, Word, word};

/// Words that are kept as written, for a reader of their own.
macro_rules! raw {
    ($(#[$doc:meta])* $word:ident, $name:literal, $marker:expr, $description:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $word(String);

        impl $word {
            /// What is written; `None` where it was bad or missing.
            pub fn source(&self) -> Option<&str> {
                (!self.is_poisoned()).then_some(&self.0)
            }

            /// Whether it stands for one that was bad or missing.
            pub fn is_poisoned(&self) -> bool {
                self.0 == POISON
            }
        }

        impl From<&str> for $word {
            fn from(source: &str) -> Self {
                $word(source.to_owned())
            }
        }

        impl Word for $word {
            const MARKER: Marker = $marker;

            fn poisoned() -> Self {
                $word(POISON.to_owned())
            }

            fn parse(text: &str) -> Option<Self> {
                Some($word(text.to_owned()))
            }
        }

        word!($word, $name, $marker, { "description": $description, "type": "string" });
    };
}

raw! {
    /// A unit as written: `GBP/point/year`. [`crate::Unit::parse`] reads it.
    UnitIn, "Unit", Marker::Unit, "A unit: names joined by `*`, then names each after a `/`, such as GBP/point/year."
}

raw! {
    /// A formula or a condition as written.
    FormulaIn, "Formula", Marker::Formula, "A formula, such as round(needs_points * pounds_per_point, 2)."
}
