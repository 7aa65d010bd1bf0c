//! How money spreads over days.

use openras_core::{Day, Days, Exact, Period};

/// An amount that is the same for each of its days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The days.
    pub days: Days,
    /// The amount for all of them, exactly.
    pub amount: Exact,
}

impl Segment {
    /// What falls on the days that are also in `days`.
    pub fn within(&self, days: &Days) -> Exact {
        match self.days.overlap(days) {
            Some(part) if part == self.days => self.amount.clone(),
            Some(part) => &self.amount * &part.share_of(self.days.count()),
            None => Exact::ZERO,
        }
    }
}

/// What falls on the days that are also in `days`, of all segments.
pub(crate) fn within(segments: &[Segment], days: &Days) -> Exact {
    segments.iter().map(|segment| segment.within(days)).sum()
}

/// How a scheme counts a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearCount {
    /// Weeks in a year.
    pub weeks: Exact,
    /// Months in a year.
    pub months: Exact,
    /// Days in a year.
    pub days: Exact,
}

impl YearCount {
    /// How many of a period there are in a year.
    pub fn of(&self, period: Period) -> Exact {
        match period {
            Period::Day => self.days.clone(),
            Period::Week => self.weeks.clone(),
            Period::Month => self.months.clone(),
            Period::Year => Exact::ONE,
        }
    }
}

/// How a weekly amount becomes one for many days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeeklyLines {
    /// The weekly amount x days / 7.
    Days,
    /// The scheme's weeks in a whole year, and by days of the year for a part of one.
    SchemeYear,
}

/// How the days of a plan are counted: by its own years, which begin on the first day of its period.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// The first day of the plan's period.
    pub anchor: Day,
    /// How the scheme counts a year.
    pub year: YearCount,
    /// How weekly amounts are counted.
    pub weekly_lines: WeeklyLines,
}

impl Calendar {
    /// Each year of the plan that these days touch: the days in it, and how long that year is.
    fn years_of(&self, days: &Days) -> Vec<(Days, i32)> {
        let mut parts = Vec::new();
        let mut number: i16 = if days.from < self.anchor { -100 } else { 0 };
        while let (Some(from), Some(next)) =
            (self.anchor.plus_years(number), self.anchor.plus_years(number.saturating_add(1)))
        {
            if from > days.to {
                break;
            }
            let year = next.before().and_then(|to| Days::new(from, to));
            if let Some((year, part)) = year.and_then(|year| Some((year, year.overlap(days)?))) {
                parts.push((part, year.count()));
            }
            number = number.saturating_add(1);
        }
        parts
    }

    /// How many years these days are: whole ones, and a part by the days of its year.
    pub fn years(&self, days: &Days) -> Exact {
        self.years_of(days).into_iter().map(|(part, year)| part.share_of(year)).sum()
    }

    /// How many weeks these days count as.
    pub fn weeks(&self, days: &Days) -> Exact {
        match self.weekly_lines {
            WeeklyLines::Days => days.share_of(7),
            WeeklyLines::SchemeYear => &self.years(days) * &self.year.weeks,
        }
    }

    /// An amount per period, over these days.
    pub fn spread(&self, amount: &Exact, per: Period, days: &Days) -> Vec<Segment> {
        match (per, self.weekly_lines) {
            (Period::Day, _) => one(days, amount * &Exact::from(days.count())),
            (Period::Week, WeeklyLines::Days) => one(days, amount * &days.share_of(7)),
            (Period::Week, WeeklyLines::SchemeYear) => self.yearly(&(amount * &self.year.weeks), days),
            (Period::Month, _) => monthly(amount, days),
            (Period::Year, _) => self.yearly(amount, days),
        }
    }

    fn yearly(&self, amount: &Exact, days: &Days) -> Vec<Segment> {
        let parts = self.years_of(days).into_iter();
        parts.map(|(part, year)| Segment { days: part, amount: amount * &part.share_of(year) }).collect()
    }
}

fn one(days: &Days, amount: Exact) -> Vec<Segment> {
    vec![Segment { days: *days, amount }]
}

/// Whole months from the first day, then the days that are left over those of the month in which they begin.
fn monthly(amount: &Exact, days: &Days) -> Vec<Segment> {
    let mut segments = Vec::new();
    let mut number = 0i32;
    while let Some(from) = days.from.plus_months(number).filter(|from| *from <= days.to) {
        number = number.saturating_add(1);
        let last = days.from.plus_months(number).and_then(Day::before).unwrap_or(days.to);
        if last <= days.to {
            segments.extend(Days::new(from, last).map(|days| Segment { days, amount: amount.clone() }));
        } else if let Some(rest) = Days::new(from, days.to) {
            let amount = amount * &rest.share_of(from.days_in_month());
            segments.push(Segment { days: rest, amount });
        }
    }
    segments
}
