//! What a plan is held against.

use openras_core::{Days, Exact, Period};

use crate::days::{Calendar, WeeklyLines, YearCount, within};

/// The budget of one person: the indicative one, or the one that was agreed.
#[derive(Clone, Debug)]
pub struct Budget {
    /// Whether it was agreed.
    pub standing: BudgetStanding,
    /// The person, where it is known.
    pub person: Option<String>,
    /// How much, in the period by which it is set; without the streams on top.
    pub amount: Exact,
    /// The period by which it is set.
    pub per: Period,
    /// What was told for a week, rounded once; worked out where it is not given.
    pub weekly: Option<Exact>,
    /// How the scheme counts a year.
    pub year: YearCount,
    /// Money from elsewhere.
    pub streams: Vec<BudgetStream>,
    /// The eligible needs: those that were found eligible, else those that the answers show.
    pub needs: Vec<String>,
    /// The digest of the allocation that it comes from, where it comes from one.
    pub allocation: Option<String>,
}

/// Where a budget stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BudgetStanding {
    /// Where planning starts; not a limit.
    Indicative,
    /// What was decided.
    Agreed,
}

impl BudgetStanding {
    /// `indicative`, `agreed`.
    pub const fn as_str(self) -> &'static str {
        match self {
            BudgetStanding::Indicative => "indicative",
            BudgetStanding::Agreed => "agreed",
        }
    }
}

/// Money from elsewhere in a budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetStream {
    /// Its id.
    pub id: String,
    /// Whether it is part of the budget's amount, or added to it.
    pub inside: bool,
    /// How much, where it is known.
    pub amount: Option<Exact>,
    /// How often; nothing where it is paid once.
    pub per: Option<Period>,
    /// How far it has come.
    pub standing: StreamStanding,
}

/// How far money from elsewhere has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamStanding {
    /// It is there.
    Awarded,
    /// It was applied for, and nobody knows yet.
    Applied,
    /// Somebody must still apply.
    ToApply,
    /// It was refused.
    Refused,
}

impl StreamStanding {
    /// `awarded`, `applied`, `to_apply`, `refused`.
    pub const fn as_str(self) -> &'static str {
        match self {
            StreamStanding::Awarded => "awarded",
            StreamStanding::Applied => "applied",
            StreamStanding::ToApply => "to_apply",
            StreamStanding::Refused => "refused",
        }
    }

    /// The standing with this word.
    pub fn from_word(word: &str) -> Option<StreamStanding> {
        let all = [Self::Awarded, Self::Applied, Self::ToApply, Self::Refused];
        all.into_iter().find(|standing| standing.as_str() == word)
    }
}

impl Budget {
    /// A budget of this much, with no streams and no needs.
    pub fn of(amount: Exact, per: Period, year: YearCount, standing: BudgetStanding) -> Budget {
        let (streams, needs) = (Vec::new(), Vec::new());
        Budget { standing, person: None, amount, per, weekly: None, year, streams, needs, allocation: None }
    }

    /// How weekly lines are counted where the council does not say: as the budget is.
    pub fn weekly_lines(&self) -> WeeklyLines {
        match self.per {
            Period::Day | Period::Week => WeeklyLines::Days,
            Period::Month | Period::Year => WeeklyLines::SchemeYear,
        }
    }

    /// Per year, without the streams on top.
    pub fn annual(&self) -> Exact {
        &self.amount * &self.year.of(self.per)
    }

    /// Per week, without the streams on top: what was told, or else as the scheme counts.
    pub fn weekly(&self) -> Exact {
        match &self.weekly {
            Some(weekly) => weekly.clone(),
            None => self.annual().checked_div(&self.year.weeks).unwrap_or(Exact::ZERO),
        }
    }

    /// Over these days, streams on top included: set by the week, by days / 7; set by the year, by years and days of the
    /// year.
    pub fn over(&self, calendar: &Calendar, days: &Days) -> Exact {
        let own = self.counted(calendar, &self.amount, self.per, days);
        let on_top = self.streams.iter().filter(|stream| !stream.inside);
        let on_top: Exact = on_top.map(|stream| self.stream_over(stream, calendar, days)).sum();
        &own + &on_top
    }

    /// What an awarded stream has over these days.
    pub fn stream_over(&self, stream: &BudgetStream, calendar: &Calendar, days: &Days) -> Exact {
        match (&stream.amount, stream.per, stream.standing) {
            (Some(amount), Some(per), StreamStanding::Awarded) => self.counted(calendar, amount, per, days),
            (Some(amount), None, StreamStanding::Awarded) => amount.clone(),
            _ => Exact::ZERO,
        }
    }

    /// An amount counted in the way of the budget: that of the week or the day by days, others by the year.
    fn counted(&self, calendar: &Calendar, amount: &Exact, per: Period, days: &Days) -> Exact {
        let by_week = matches!(self.per, Period::Day | Period::Week);
        match per {
            Period::Day | Period::Week if by_week => {
                let calendar = Calendar { weekly_lines: WeeklyLines::Days, ..calendar.clone() };
                within(&calendar.spread(amount, per, days), days)
            }
            Period::Month => within(&calendar.spread(amount, per, days), days),
            _ => &(amount * &self.year.of(per)) * &calendar.years(days),
        }
    }
}
