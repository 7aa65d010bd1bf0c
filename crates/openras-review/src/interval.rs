//! Lengths of time, counted from a day.

use std::fmt;

use openras_core::Day;

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Interval {
    /// So many days.
    Days(i32),
    /// So many calendar months: 12 for a year.
    Months(i32),
}

impl Interval {
    /// The day so many of these after `anchor`; months are counted from the anchor and clamped at the ends of months, so that
    /// yearly from 29 February is the 28th, and the 29th again where there is one.
    ///
    /// Nothing where the calendar ends before it.
    pub fn after(self, anchor: Day, times: i32) -> Option<Day> {
        match self {
            Interval::Days(days) => anchor.plus_days(days.checked_mul(times)?),
            Interval::Months(months) => anchor.plus_months(months.checked_mul(times)?),
        }
    }

    /// The greatest n for which n of these after `anchor` is not later than `day`; 0 where there is none.
    pub fn whole_until(self, anchor: Day, day: Day) -> i32 {
        // A first guess that is never too great, then the few steps that are left.
        let days = anchor.days_until(day).max(0);
        let longest = match self {
            Interval::Days(each) => each.max(1),
            Interval::Months(each) => each.max(1).saturating_mul(31),
        };
        let mut whole = days.checked_div(longest).unwrap_or(0);
        while self.after(anchor, whole.saturating_add(1)).is_some_and(|next| next <= day) {
            whole = whole.saturating_add(1);
        }
        whole
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, word) = match *self {
            Interval::Days(days) if days % 7 == 0 => (days.checked_div(7).unwrap_or(0), "week"),
            Interval::Days(days) => (days, "day"),
            Interval::Months(months) if months % 12 == 0 => (months.checked_div(12).unwrap_or(0), "year"),
            Interval::Months(months) => (months, "month"),
        };
        write!(f, "{count} {word}{}", if count == 1 { "" } else { "s" })
    }
}
