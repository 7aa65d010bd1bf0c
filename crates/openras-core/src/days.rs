//! Days, counted: what a plan, a payment or an account covers.

use crate::{Day, Exact};

/// Days from a first to a last, both inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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

    /// The same days, split before each of `cuts`.
    pub fn split(&self, cuts: &[Day]) -> Vec<Days> {
        let mut parts = Vec::new();
        let mut from = self.from;
        let mut cuts: Vec<Day> = cuts.iter().copied().filter(|cut| self.contains(*cut)).collect();
        cuts.sort_unstable();
        for cut in cuts {
            if let Some(part) = cut.before().and_then(|to| Days::new(from, to)) {
                parts.push(part);
                from = cut;
            }
        }
        parts.extend(Days::new(from, self.to));
        parts
    }

    /// The same days, by calendar month.
    pub fn months(&self) -> Vec<Days> {
        let mut cuts = Vec::new();
        let mut day = self.from.last_of_month().after();
        while let Some(cut) = day.filter(|cut| *cut <= self.to) {
            cuts.push(cut);
            day = cut.last_of_month().after();
        }
        self.split(&cuts)
    }

    /// How many they are as a share of `whole` days; nothing of none.
    pub fn share_of(&self, whole: i32) -> Exact {
        Exact::ratio(i128::from(self.count()), i128::from(whole)).unwrap_or(Exact::ZERO)
    }
}
