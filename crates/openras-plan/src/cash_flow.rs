//! Month by month: what is spent, what is paid in, what is left.

use openras_core::{Exact, Rounding};

use crate::cost::{Cost, MonthCost};
use crate::days::{Days, within};
use crate::document::Frequency;
use crate::prepared::Prepared;
use crate::schedule::{Instalment, Schedule};
use crate::shares::rounded_shares;

/// The calendar months of a plan.
///
/// Spending is by the days of each line; the contingency is not spent. What is paid in is what council and person pay in
/// the month; what is paid as it is needed is there when it is spent. What is left is counted on the money of the direct payment alone: providers send their bills to the council.
///
/// # Rounding
/// Spending by largest remainder, so that the months sum to it; what is left, half away from zero.
pub(crate) fn months(prepared: &Prepared<'_>, cost: &Cost, schedule: &Schedule) -> Vec<MonthCost> {
    let months = prepared.period.months();
    let places = prepared.policy.decimals();
    let spent: Vec<(Exact, Exact)> = months.iter().map(|month| spent_in(prepared, cost, month)).collect();
    let all: Vec<Exact> = spent.iter().map(|(all, _)| all.clone()).collect();
    let (shares, _) = rounded_shares(&all, places);
    let round = |value: &Exact| value.round(Rounding::HalfAwayFromZero, i32::try_from(places).unwrap_or(2));
    // Each instalment is rounded by at most half a penny: less than that in all is no shortage.
    let slack = Exact::decimal(i128::try_from(schedule.instalments.len()).unwrap_or(0), places);
    let (mut paid_so_far, mut spent_so_far) = (Exact::ZERO, Exact::ZERO);
    let mut rows = Vec::new();
    for (at, ((month, spent), (_, of_direct))) in months.iter().zip(shares).zip(&spent).enumerate() {
        // What is paid before the first day is there on it, and what is paid after the last is for the last month.
        let last = at.saturating_add(1) == months.len();
        let is_in = |paid: &&Instalment| {
            let early = at == 0 && paid.pay_on < month.from;
            month.contains(paid.pay_on) || early || (last && paid.pay_on > month.to)
        };
        let paid_in = || schedule.instalments.iter().filter(is_in);
        let direct: Exact = match schedule.frequency {
            Frequency::AsNeeded => of_direct.clone(),
            _ => paid_in().filter(|paid| paid.to != "provider").map(|paid| paid.gross.clone()).sum(),
        };
        paid_so_far = &paid_so_far + &direct;
        spent_so_far = &spent_so_far + of_direct;
        let left = &paid_so_far - &spent_so_far;
        let left = if left.is_negative() && left.abs() <= slack { Exact::ZERO } else { round(&left) };
        let others: Exact =
            paid_in().filter(|paid| paid.to == "provider").map(|paid| paid.gross.clone()).sum();
        let paid = round(&(&direct + &others));
        rows.push(MonthCost { from: month.from, spent, paid, left });
    }
    rows
}

/// What is spent in a month, of everything and of the direct payment; the insurance is that of whoever employs.
fn spent_in(prepared: &Prepared<'_>, cost: &Cost, month: &Days) -> (Exact, Exact) {
    let insurance = within(&cost.insurance, month);
    let (mut all, mut direct, mut any_direct) = (insurance.clone(), Exact::ZERO, false);
    for (line, cost) in prepared.lines.iter().zip(&cost.lines) {
        let amount = cost.within(month);
        all = &all + &amount;
        if line.is_direct() {
            any_direct = true;
            direct = &direct + &amount;
        }
    }
    let direct = if any_direct { &direct + &insurance } else { direct };
    (all, direct)
}
