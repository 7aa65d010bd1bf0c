//! The days on which a panel meets.

use openras_core::Day;

use crate::document::{MeetsEvery, Weekday};

/// When a panel meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meets {
    /// How often: every week, or on the first such day of every month.
    pub every: MeetsEvery,
    /// On which day of the week.
    pub day: Weekday,
    /// How many days before it the papers are to be there.
    pub papers_days_before: u32,
}

impl Meets {
    /// Whether it meets on a day.
    pub fn is_on(&self, day: Day) -> bool {
        let of_month = day.first_of_month().days_until(day);
        weekday(day) == self.day && (self.every == MeetsEvery::Week || of_month < 7)
    }

    /// The first meeting whose papers can still be there if they are sent on `day`, and the day by which they are to be.
    ///
    /// # Examples
    /// ```
    /// use openras_core::Day;
    /// use openras_pathway::Meets;
    /// use openras_pathway::document::{MeetsEvery, Weekday};
    /// // 28 February 2008 was a Thursday.
    /// let panel = Meets { every: MeetsEvery::Week, day: Weekday::Tuesday, papers_days_before: 3 };
    /// let day = |text| Day::parse(text).ok_or("a day");
    /// assert_eq!(panel.next(day("2008-02-28")?), Some((day("2008-03-04")?, day("2008-03-01")?)));
    /// assert_eq!(panel.next(day("2008-03-02")?), Some((day("2008-03-11")?, day("2008-03-08")?)));
    /// # Ok::<(), &str>(())
    /// ```
    pub fn next(&self, day: Day) -> Option<(Day, Day)> {
        let before = i32::try_from(self.papers_days_before).ok()?;
        let mut meeting = day.plus_days(before)?;
        // Two months hold at least one first weekday of a month.
        for _ in 0..62 {
            if self.is_on(meeting) {
                return Some((meeting, meeting.plus_days(before.checked_neg()?)?));
            }
            meeting = meeting.after()?;
        }
        None
    }
}

/// The day of the week: 1 January 1970 was a Thursday.
fn weekday(day: Day) -> Weekday {
    let since = Day::since_1970(0).map_or(0, |first| first.days_until(day));
    match since.rem_euclid(7) {
        0 => Weekday::Thursday,
        1 => Weekday::Friday,
        2 => Weekday::Saturday,
        3 => Weekday::Sunday,
        4 => Weekday::Monday,
        5 => Weekday::Tuesday,
        _ => Weekday::Wednesday,
    }
}
