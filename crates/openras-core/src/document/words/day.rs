use serde::{Serialize, Serializer};

use super::word::{Marker, POISON, Word, word};
use crate::Day;

/// A day: a TOML day, or a text such as `"2008-03-01"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DayIn(Option<Day>);

impl DayIn {
    /// The day; `None` where it was bad or missing.
    pub fn day(&self) -> Option<Day> {
        self.0
    }

    /// Whether it stands for a day that was bad or missing.
    pub fn is_poisoned(&self) -> bool {
        self.0.is_none()
    }
}

impl From<Day> for DayIn {
    fn from(day: Day) -> Self {
        DayIn(Some(day))
    }
}

impl Serialize for DayIn {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Some(day) => day.serialize(serializer),
            None => serializer.serialize_str(POISON),
        }
    }
}

impl Word for DayIn {
    const MARKER: Marker = Marker::Day;

    fn poisoned() -> Self {
        DayIn(None)
    }

    fn parse(text: &str) -> Option<Self> {
        Day::parse(text).map(DayIn::from)
    }
}

/// Every day of the calendar and no other: months of 31 and of 30 days, February, and its 29th in leap years.
const DAY_PATTERN: &str = concat!(
    "^([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])",
    "|(0[469]|11)-(0[1-9]|[12][0-9]|30)",
    "|02-(0[1-9]|1[0-9]|2[0-8]))",
    "|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)$"
);

word!(DayIn, "Day", Marker::Day, {
    "description": "A calendar day, such as 2008-03-01.",
    "type": "string",
    "format": "date",
    "pattern": DAY_PATTERN
});
