//! What a plan costs, exactly: by line, category, stream and month.

mod employer;
mod summary;

use openras_core::{Day, Days, Exact};

pub use summary::{CostLine, CostSummary, MonthCost, NamedAmount, PersonalBudget, StreamCost};
pub(crate) use summary::{per, stream_has};

use crate::days::{Calendar, Segment, within};
use crate::prepared::{Line, Prepared, value};

pub(crate) use employer::{PENSION_AGES, Unknown, holiday_share, used, weekly_ni, yearly_pension};

/// What one line costs, exactly; each part as what falls on which days.
#[derive(Clone, Debug, Default)]
pub(crate) struct LineCost {
    /// Quantity x rate, and nights slept in.
    pub(crate) own: Vec<Segment>,
    /// Paid leave.
    pub(crate) holiday: Vec<Segment>,
    /// The employer's National Insurance.
    pub(crate) employer_ni: Vec<Segment>,
    /// The employer's pension contribution.
    pub(crate) pension: Vec<Segment>,
    /// Whether it is an amount that is paid once.
    pub(crate) once: bool,
}

impl LineCost {
    pub(crate) fn parts(&self) -> [&Vec<Segment>; 4] {
        [&self.own, &self.holiday, &self.employer_ni, &self.pension]
    }

    pub(crate) fn within(&self, days: &Days) -> Exact {
        self.parts().into_iter().map(|part| within(part, days)).sum()
    }

    pub(crate) fn total(&self) -> Exact {
        self.parts().into_iter().flatten().map(|segment| segment.amount.clone()).sum()
    }
}

/// What a plan costs, exactly.
#[derive(Clone, Debug)]
pub(crate) struct Cost {
    /// In the order of the plan's lines.
    pub(crate) lines: Vec<LineCost>,
    /// The employer's liability insurance, once for the plan.
    pub(crate) insurance: Vec<Segment>,
    /// What is kept for when something goes wrong.
    pub(crate) contingency: Exact,
    /// Figures of the law that an on-cost needed and that are not known here.
    pub(crate) unknown: Vec<Unknown>,
    /// What each line comes to, in the order of the plan's lines.
    pub(crate) totals: Vec<Exact>,
    insurance_total: Exact,
    total: Exact,
}

impl Cost {
    /// Everything, exactly.
    pub(crate) fn total(&self) -> &Exact {
        &self.total
    }

    pub(crate) fn insurance_total(&self) -> &Exact {
        &self.insurance_total
    }

    pub(crate) fn one_off(&self) -> Exact {
        let once = self.lines.iter().zip(&self.totals).filter(|(line, _)| line.once);
        once.map(|(_, total)| total.clone()).sum()
    }

    pub(crate) fn recurring(&self) -> Exact {
        &(self.total() - &self.one_off()) - &self.contingency
    }
}

/// What a plan costs.
pub(crate) fn cost(prepared: &Prepared<'_>) -> Cost {
    let mut lines: Vec<LineCost> =
        prepared.lines.iter().map(|line| own_cost(line, &prepared.calendar, &line.rate())).collect();
    let mut unknown = Vec::new();
    let insurance = employer::add(prepared, &mut lines, &mut unknown);
    let contingency = prepared.plan.contingency.as_ref();
    let contingency = value(contingency.and_then(|contingency| contingency.amount.as_ref()));
    let totals: Vec<Exact> = lines.iter().map(LineCost::total).collect();
    let insurance_total: Exact = insurance.iter().map(|segment| segment.amount.clone()).sum();
    let all: Exact = totals.iter().cloned().sum();
    let total = &(&all + &insurance_total) + &contingency;
    Cost { lines, insurance, contingency, unknown, totals, insurance_total, total }
}

/// What a line costs at a rate, without what an employer pays besides.
pub(crate) fn own_cost(line: &Line<'_>, calendar: &Calendar, rate: &Exact) -> LineCost {
    let support = line.support;
    let once = |day: Option<Day>, amount: Exact| {
        let day = day.unwrap_or(line.days.from);
        Days::new(day, day).map(|days| Segment { days, amount })
    };
    let each = each(line, rate);
    let mut cost = LineCost { once: line.per.is_none(), ..LineCost::default() };
    match line.per {
        _ if each.is_zero() => {}
        Some(per) => cost.own = recurring(line, calendar, &each, per),
        None => cost.own.extend(once(support.on.as_ref().and_then(|day| day.day()), each)),
    }
    if let Some(amount) = &support.one_off {
        let amount = value(Some(amount));
        if cost.own.is_empty() {
            cost.once = true;
        }
        cost.own.extend(once(support.on.as_ref().and_then(|day| day.day()), amount));
    }
    cost
}

/// What comes in each period: quantity x rate, and nights slept in with their waking hours at the rate.
pub(crate) fn each(line: &Line<'_>, rate: &Exact) -> Exact {
    let mut each = &line.quantity() * rate;
    if let Some(sleep) = &line.support.sleep_in {
        let waking = value(sleep.waking_hours.as_ref());
        let night = &value(Some(&sleep.flat)) + &(&waking * rate);
        each = &each + &(&value(Some(&sleep.nights)) * &night);
    }
    each
}

fn recurring(line: &Line<'_>, calendar: &Calendar, each: &Exact, per: openras_core::Period) -> Vec<Segment> {
    let limit = line.support.weeks.as_ref().map(|weeks| value(Some(weeks)));
    match limit.filter(|_| per == openras_core::Period::Week) {
        Some(weeks) if weeks < calendar.weeks(&line.days) => {
            vec![Segment { days: line.days, amount: each * &weeks }]
        }
        _ => calendar.spread(each, per, &line.days),
    }
}
