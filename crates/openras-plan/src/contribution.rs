//! What the person pays, dated.

use openras_core::{Day, Days, Exact, Period};

use crate::days::{Calendar, Segment, WeeklyLines, within};
use crate::document::{ContributionOutcome, SupportPlan};
use crate::policy::period;
use crate::prepared::{Prepared, value};

/// What the person pays, from which day.
#[derive(Clone, Debug, Default)]
pub(crate) struct Contribution {
    /// All of it.
    full_cost: bool,
    /// From each day an amount and its period, in order.
    steps: Vec<(Day, Exact, Option<Period>)>,
}

impl Contribution {
    pub(crate) fn of(plan: &SupportPlan, from: Day) -> Contribution {
        let first = plan.contribution.as_ref();
        let outcome = first.and_then(|first| first.outcome);
        let pays =
            matches!(outcome, Some(ContributionOutcome::Assessed | ContributionOutcome::Declined) | None);
        let mut steps = Vec::new();
        if let Some(amount) = first.filter(|_| pays).and_then(|first| first.amount.as_ref()) {
            let per = first.and_then(|first| first.per).map_or(Some(Period::Week), period);
            steps.push((from, value(Some(amount)), per));
        }
        let changes = plan.contribution_change.iter();
        let mut changes: Vec<_> = changes.filter_map(|change| Some((change.from.day()?, change))).collect();
        changes.sort_by_key(|(day, _)| *day);
        for (day, change) in changes {
            // One that is older than the plan holds from its first day.
            steps.push((day.max(from), value(Some(&change.amount)), period(change.per)));
        }
        Contribution { full_cost: outcome == Some(ContributionOutcome::FullCost), steps }
    }

    /// What the person pays for these days, counted by the week as days / 7; for the full cost, `whole`.
    pub(crate) fn over(&self, prepared: &Prepared<'_>, days: &Days, whole: &Exact) -> Exact {
        if self.full_cost {
            return whole.clone();
        }
        within(&self.segments(&prepared.calendar, &prepared.period), days)
    }

    /// Whether the person pays everything.
    pub(crate) fn is_full_cost(&self) -> bool {
        self.full_cost
    }

    /// What falls on which days.
    pub(crate) fn segments(&self, calendar: &Calendar, all: &Days) -> Vec<Segment> {
        let calendar = Calendar { weekly_lines: WeeklyLines::Days, ..calendar.clone() };
        let mut segments = Vec::new();
        for (at, (from, amount, per)) in self.steps.iter().enumerate() {
            let next = self.steps.get(at.saturating_add(1)).and_then(|(next, _, _)| next.before());
            let to = next.map_or(all.to, |next| next.min(all.to));
            let Some(days) = Days::new((*from).max(all.from), to) else { continue };
            match per {
                Some(per) => {
                    let spread = calendar.spread(amount, *per, all);
                    segments.extend(spread.into_iter().filter_map(|segment| {
                        let amount = segment.within(&days);
                        Some(Segment { days: segment.days.overlap(&days)?, amount })
                    }));
                }
                None => segments.extend(
                    Days::new(days.from, days.from).map(|days| Segment { days, amount: amount.clone() }),
                ),
            }
        }
        segments
    }
}
