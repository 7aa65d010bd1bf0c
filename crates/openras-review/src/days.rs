//! Days, counted: years, weeks and months of a period.

use openras_core::{Day, Exact};

use crate::document::Per;

/// Days from a first to a last, both inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub from: Day,
    /// The last; never before the first.
    pub to: Day,
}

impl Days {
    /// The days from `from` to `to`; nothing where `to` is earlier.
    pub fn new(from: Day, to: Day) -> Option<Days> {
        (from <= to).then_some(Days { from, to })
    }

    /// How many.
    pub fn count(&self) -> i32 {
        self.from.days_until(self.to).saturating_add(1)
    }

    /// Whether a day is one of them.
    pub fn contains(&self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }

    /// Those that are also in `other`.
    pub fn overlap(&self, other: &Days) -> Option<Days> {
        Days::new(self.from.max(other.from), self.to.min(other.to))
    }

    /// How many years these days are: whole ones from the first day, and a part by the days of its year.
    pub fn years(&self) -> Exact {
        self.in_steps(12, |from, next| from.days_until(next))
    }

    /// How many months: whole ones from the first day, and a part over the days of the calendar month in which it begins.
    fn months(&self) -> Exact {
        self.in_steps(1, |from, _| from.days_in_month())
    }

    fn in_steps(&self, months: i32, length: impl Fn(Day, Day) -> i32) -> Exact {
        let mut whole = 0i32;
        loop {
            let start = |steps: i32| self.from.plus_months(steps.checked_mul(months)?);
            let (Some(from), Some(next)) = (start(whole), start(whole.saturating_add(1))) else {
                return Exact::from(whole);
            };
            if next.before().is_some_and(|last| last <= self.to) {
                whole = whole.saturating_add(1);
                continue;
            }
            let rest = Days::new(from, self.to).map_or(0, |rest| rest.count());
            return &Exact::from(whole) + &ratio(rest, length(from, next));
        }
    }

    /// What an amount per `per` comes to over these days, exactly.
    pub(crate) fn amount(&self, amount: &Exact, per: Per) -> Exact {
        match per {
            Per::Week => amount * &ratio(self.count(), 7),
            Per::FourWeeks => amount * &ratio(self.count(), 28),
            Per::Month => amount * &self.months(),
            Per::Year => amount * &self.years(),
            Per::Once => amount.clone(),
        }
    }
}

/// `part / whole` of days.
pub(crate) fn ratio(part: i32, whole: i32) -> Exact {
    Exact::ratio(i128::from(part), i128::from(whole)).unwrap_or(Exact::ZERO)
}
