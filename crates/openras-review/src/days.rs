//! Money over days: by the week, the month or the year.

use openras_core::{Days, Exact};

use crate::document::Per;

/// How many years these days are: whole ones from the first day, and a part by the days of its year.
pub(crate) fn years(days: &Days) -> Exact {
    in_steps(days, 12, |year| year.count())
}

/// How many months: whole ones from the first day, and a part over the days of the calendar month in which it begins.
fn months(days: &Days) -> Exact {
    in_steps(days, 1, |month| month.from.days_in_month())
}

/// How many steps of so many months, the part of the last by its `length`.
fn in_steps(days: &Days, months: i32, length: impl Fn(&Days) -> i32) -> Exact {
    let start = |steps: i32| days.from.plus_months(steps.checked_mul(months)?);
    let mut whole = 0i32;
    loop {
        let next = whole.saturating_add(1);
        let step = start(whole).zip(start(next).and_then(|next| next.before()));
        let Some(step) = step.and_then(|(from, last)| Days::new(from, last)) else {
            return Exact::from(whole);
        };
        if step.to > days.to {
            let part = step.overlap(days).map_or(Exact::ZERO, |rest| rest.share_of(length(&step)));
            return &Exact::from(whole) + &part;
        }
        whole = next;
    }
}

/// What an amount per `per` comes to over these days, exactly.
pub(crate) fn amount_over(days: &Days, amount: &Exact, per: Per) -> Exact {
    match per {
        Per::Week => amount * &days.share_of(7),
        Per::FourWeeks => amount * &days.share_of(28),
        Per::Month => amount * &months(days),
        Per::Year => amount * &years(days),
        Per::Once => amount.clone(),
    }
}
