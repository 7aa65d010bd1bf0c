use serde::{Serialize, Serializer};

use super::word::{Marker, POISON, Word, word};
use crate::{Amount, Exact};

/// An exact number: an amount, or a fraction of whole numbers such as `"365/7"`.
///
/// A fraction has at most 28 digits above and below the line, and no zero first below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FractionIn(Option<Exact>);

impl FractionIn {
    /// The number; `None` where it was bad or missing.
    pub fn value(&self) -> Option<&Exact> {
        self.0.as_ref()
    }

    /// Whether it stands for a number that was bad or missing.
    pub fn is_poisoned(&self) -> bool {
        self.0.is_none()
    }
}

impl From<Exact> for FractionIn {
    fn from(value: Exact) -> Self {
        FractionIn(Some(value))
    }
}

impl Serialize for FractionIn {
    /// In the shortest exact form.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Some(value) => serializer.collect_str(value),
            None => serializer.serialize_str(POISON),
        }
    }
}

impl Word for FractionIn {
    const MARKER: Marker = Marker::Fraction;

    fn poisoned() -> Self {
        FractionIn(None)
    }

    fn parse(text: &str) -> Option<Self> {
        let value = match text.split_once('/') {
            Some((above, below)) => {
                let above_zero = !below.starts_with('0');
                let numerator = whole(above.strip_prefix('-').unwrap_or(above)).filter(|_| above_zero)?;
                let numerator = if above.starts_with('-') { numerator.checked_neg()? } else { numerator };
                Exact::ratio(numerator, whole(below)?)?
            }
            None => Amount::parse(text).ok().filter(|amount| !amount.percent)?.value,
        };
        Some(FractionIn(Some(value)))
    }
}

/// 1 to 28 digits.
fn whole(digits: &str) -> Option<i128> {
    let fits = (1..=28).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| fits)
}

word!(FractionIn, "Fraction", Marker::Fraction, {
    "description": "An amount, or a fraction of whole numbers such as \"365/7\".",
    "anyOf": [
        {
            "type": "string",
            "pattern": "^(-?[0-9]{1,15}(\\.[0-9]{1,12})?|-?[0-9]{1,28}/[1-9][0-9]{0,27})$"
        },
        { "type": "integer", "minimum": -999_999_999_999_999_i64, "maximum": 999_999_999_999_999_i64 }
    ]
});
