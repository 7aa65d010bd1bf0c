//! Month by month: what is spent, what is paid in, what is left.

use openras_core::{Exact, Rounding};

use crate::cost::{Cost, LineCost, MonthCost};
use crate::days::{Days, within};
use crate::prepared::{Line, Prepared};
use crate::schedule::{Instalment, Schedule};
use crate::shares::rounded_shares;

/// The calendar months of a plan.
///
/// Spending is by the days of each line; the contingency is not spent. What is paid in is what council and person pay in
/// the month. What is left is counted on the money of the direct payment alone: providers send their bills to the council.
///
/// # Rounding
/// Spending by largest remainder, so that the months sum to it; what is left, half away from zero.
pub(crate) fn months(prepared: &Prepared<'_>, cost: &Cost, schedule: &Schedule) -> Vec<MonthCost> {
    let months = prepared.period.months();
    let places = prepared.policy.decimals();
    let spent: Vec<Exact> = months.iter().map(|month| spent_in(prepared, cost, month, false)).collect();
    let (shares, _) = rounded_shares(&spent, places);
    let round = |value: &Exact| value.round(Rounding::HalfAwayFromZero, i32::try_from(places).unwrap_or(2));
    // Each instalment is rounded by at most half a penny: less than that in all is no shortage.
    let slack = Exact::decimal(i128::try_from(schedule.instalments.len()).unwrap_or(0), places);
    let (mut paid_so_far, mut spent_so_far) = (Exact::ZERO, Exact::ZERO);
    let mut rows = Vec::new();
    for (at, (month, spent)) in months.iter().zip(shares).enumerate() {
        // What is paid before the first day is there on it, and what is paid after the last is for the last month.
        let last = at.saturating_add(1) == months.len();
        let is_in = |paid: &&Instalment| {
            let early = at == 0 && paid.pay_on < month.from;
            month.contains(paid.pay_on) || early || (last && paid.pay_on > month.to)
        };
        let paid_in = || schedule.instalments.iter().filter(is_in);
        let direct: Exact =
            paid_in().filter(|paid| paid.to != "provider").map(|paid| paid.gross.clone()).sum();
        paid_so_far = &paid_so_far + &direct;
        spent_so_far = &spent_so_far + &spent_in(prepared, cost, month, true);
        let left = &paid_so_far - &spent_so_far;
        let left = if left.is_negative() && left.abs() <= slack { Exact::ZERO } else { round(&left) };
        let paid = paid_in().map(|paid| paid.gross.clone()).sum();
        rows.push(MonthCost { from: month.from, spent, paid, left });
    }
    rows
}

fn spent_in(prepared: &Prepared<'_>, cost: &Cost, month: &Days, direct_only: bool) -> Exact {
    let lines = prepared.lines.iter().zip(&cost.lines);
    let counted = lines.filter(|(line, _): &(&Line<'_>, &LineCost)| !direct_only || line.is_direct());
    let lines: Exact = counted.map(|(_, cost)| cost.within(month)).sum();
    if direct_only && !prepared.lines.iter().any(Line::is_direct) {
        return lines;
    }
    &lines + &within(&cost.insurance, month)
}
