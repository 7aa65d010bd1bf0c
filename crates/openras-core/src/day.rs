use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A calendar day, written `2008-03-01` and in no other way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

impl Day {
    /// The day with this year, month (1 to 12) and day of the month; `None` where the calendar has none.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Day> {
        Date::new(year, month, day).ok().map(Day)
    }

    /// Reads `2008-03-01`.
    pub fn parse(text: &str) -> Option<Day> {
        let shape = text.len() == 10
            && text
                .bytes()
                .enumerate()
                .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
        if !shape {
            return None;
        }
        text.parse::<Date>().ok().map(Day)
    }

    /// The day so many days after 1 January 1970, or before it where `days` is below zero.
    pub fn since_1970(days: i32) -> Option<Day> {
        let first = Date::new(1970, 1, 1).ok()?;
        first.checked_add(jiff::Span::new().try_days(i64::from(days)).ok()?).ok().map(Day)
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// A whole number that is greater for a later day; equal for the same day alone.
    pub fn order(self) -> i64 {
        let (year, month, day) =
            (i64::from(self.0.year()), i64::from(self.0.month()), i64::from(self.0.day()));
        year.saturating_mul(512).saturating_add(month.saturating_mul(32)).saturating_add(day)
    }

    /// The day before; the first day of the calendar has none.
    pub fn before(self) -> Option<Day> {
        self.0.yesterday().ok().map(Day)
    }

    /// The day after; the last day of the calendar has none.
    pub fn after(self) -> Option<Day> {
        self.0.tomorrow().ok().map(Day)
    }

    /// The same day `years` later (earlier, below zero); 29 February becomes the 28th where there is none.
    pub fn plus_years(self, years: i16) -> Option<Day> {
        self.in_month(self.0.year().checked_add(years)?, self.0.month())
    }

    /// The same day of the month `months` later (earlier, below zero); where there is none, the last of that month.
    pub fn plus_months(self, months: i32) -> Option<Day> {
        let january = i32::from(self.0.year()).checked_mul(12)?;
        let all = january.checked_add(i32::from(self.0.month()).checked_sub(1)?)?.checked_add(months)?;
        let year = i16::try_from(all.div_euclid(12)).ok()?;
        self.in_month(year, i8::try_from(all.rem_euclid(12).checked_add(1)?).ok()?)
    }

    /// The same day of this month, or its last where it has none.
    fn in_month(self, year: i16, month: i8) -> Option<Day> {
        let first = Date::new(year, month, 1).ok()?;
        Date::new(year, month, self.0.day().min(first.days_in_month())).ok().map(Day)
    }

    /// The day `days` later (earlier, below zero).
    pub fn plus_days(self, days: i32) -> Option<Day> {
        self.0.checked_add(jiff::Span::new().try_days(days).ok()?).ok().map(Day)
    }

    /// How many days it is to `later`: 0 for the same day, below zero for an earlier one.
    pub fn days_until(self, later: Day) -> i32 {
        i32::try_from(self.0.duration_until(later.0).as_hours() / 24).unwrap_or(0)
    }

    /// The first day of its month.
    #[must_use]
    pub fn first_of_month(self) -> Day {
        Day(self.0.first_of_month())
    }

    /// The last day of its month.
    #[must_use]
    pub fn last_of_month(self) -> Day {
        Day(self.0.last_of_month())
    }

    /// How many days its month has.
    pub fn days_in_month(self) -> i32 {
        i32::from(self.0.days_in_month())
    }

    /// `1 March 2008`.
    pub fn long(self) -> String {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let month = usize::try_from(self.0.month()).unwrap_or(1).saturating_sub(1);
        format!("{} {} {}", self.0.day(), MONTHS.get(month).copied().unwrap_or_default(), self.0.year())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        Day::parse(&text)
            .ok_or_else(|| de::Error::custom(format!("`{text}` is not a day such as 2008-03-01")))
    }
}

impl JsonSchema for Day {
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "date",
            "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
            "description": "A calendar day, such as 2008-03-01."
        })
    }
}
