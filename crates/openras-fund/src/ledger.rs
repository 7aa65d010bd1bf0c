//! What is agreed and drawn through the year.

use openras_core::{Day, Exact, Rounding};

use crate::fund::Fund;

/// What is agreed and drawn through the year, checked against its fund, in the order of the days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ledger {
    /// The entries.
    pub entries: Vec<Entry>,
}

/// One entry of a ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The row of the file.
    pub row: usize,
    /// The day of the decision.
    pub on: Day,
    /// An opaque reference.
    pub person: String,
    /// What is decided.
    pub kind: Kind,
    /// For money from the contingency: what for.
    pub purpose: Option<String>,
    /// How much.
    pub amount: Exact,
    /// For which time.
    pub per: Per,
    /// The first day.
    pub from: Day,
    /// The last day, where there is one: its own, or that of a later `ended`.
    pub to: Option<Day>,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub approver: String,
    /// The stream of money, where it is not the fund's own.
    pub stream: String,
    /// The person's points, where they are given.
    pub points: Option<Exact>,
}

/// What an entry decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A budget is agreed.
    Committed,
    /// Money is drawn from the contingency.
    Drawn,
    /// Money that was drawn goes back to the contingency.
    Released,
    /// What was agreed or drawn ends before its time.
    Ended,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 4] = [Kind::Committed, Kind::Drawn, Kind::Released, Kind::Ended];

    /// `committed`, `drawn`, `released`, `ended`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Committed => "committed",
            Kind::Drawn => "drawn",
            Kind::Released => "released",
            Kind::Ended => "ended",
        }
    }
}

/// For which time an amount is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    /// Once.
    Once,
    /// A day.
    Day,
    /// A week: seven days.
    Week,
    /// A month: a twelfth of a year.
    Month,
    /// A year: from the fund's first day to the day before it comes again.
    Year,
}

impl Per {
    /// Every time.
    pub const ALL: [Per; 5] = [Per::Once, Per::Day, Per::Week, Per::Month, Per::Year];

    /// `once`, `day`, `week`, `month`, `year`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Per::Once => "once",
            Per::Day => "day",
            Per::Week => "week",
            Per::Month => "month",
            Per::Year => "year",
        }
    }
}

impl Fund {
    /// The days of a year that begins on the fund's first day.
    pub fn days_in_year(&self) -> i32 {
        self.from.plus_years(1).map_or(365, |next| self.from.days_until(next))
    }
}

impl Entry {
    /// What it is for a whole year; an amount that is paid once is itself.
    pub fn yearly(&self, fund: &Fund) -> Exact {
        let days = Exact::from(fund.days_in_year());
        let times = match self.per {
            Per::Once | Per::Year => Exact::ONE,
            Per::Month => Exact::from(12),
            Per::Week => days.checked_div(&Exact::from(7)).unwrap_or(Exact::ZERO),
            Per::Day => days,
        };
        &self.amount * &times
    }

    /// What it costs from `from` to `to`, both ends inside, by days.
    ///
    /// # Rounding
    /// To the currency's decimals, half away from zero, once.
    pub fn cost(&self, fund: &Fund, from: Day, to: Day) -> Exact {
        let (first, last) = (self.from.max(from), self.to.unwrap_or(to).min(to));
        if last < first {
            return Exact::ZERO;
        }
        let exact = match self.per {
            Per::Once if self.from < from || self.from > to => Exact::ZERO,
            Per::Once => self.amount.clone(),
            _ => {
                let days = Exact::from(first.days_until(last).saturating_add(1));
                let daily = self.yearly(fund).checked_div(&Exact::from(fund.days_in_year()));
                &daily.unwrap_or(Exact::ZERO) * &days
            }
        };
        exact.round(Rounding::HalfAwayFromZero, i32::try_from(fund.decimals).unwrap_or(2))
    }

    /// What it costs in the fund's year.
    pub fn cost_in_year(&self, fund: &Fund) -> Exact {
        self.cost(fund, fund.from, fund.to)
    }

    /// What it costs in the year after, where it goes on.
    pub fn cost_next_year(&self, fund: &Fund) -> Exact {
        let next = fund.to.after().and_then(|from| Some((from, from.plus_years(1)?.before()?)));
        match next {
            Some((from, to)) if self.per != Per::Once => self.cost(fund, from, to),
            _ => Exact::ZERO,
        }
    }
}
