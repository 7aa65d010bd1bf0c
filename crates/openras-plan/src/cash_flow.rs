//! Month by month: what is spent, what is paid in, what is left.

use openras_core::{Days, Exact, Rounding};

use crate::cost::{Cost, LineCost, MonthCost};
use crate::daily::Daily;
use crate::document::Frequency;
use crate::prepared::Prepared;
use crate::schedule::Schedule;
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
    let spent = Spent::of(prepared, cost, &months);
    let (shares, _) = rounded_shares(&spent.all, places);
    let round = |value: &Exact| value.round(Rounding::HalfAwayFromZero, i32::try_from(places).unwrap_or(2));
    // Each instalment is rounded by at most half a penny: less than that in all is no shortage.
    let slack = Exact::decimal(i128::try_from(schedule.instalments.len()).unwrap_or(0), places);
    let (mut paid_so_far, mut spent_so_far) = (Exact::ZERO, Exact::ZERO);
    let mut rows = Vec::with_capacity(months.len());
    let paid = paid_in(&months, schedule).into_iter();
    for (((month, spent), of_direct), (direct, others)) in
        months.iter().zip(shares).zip(spent.direct()).zip(paid)
    {
        let direct = if schedule.frequency == Frequency::AsNeeded { of_direct.clone() } else { direct };
        paid_so_far = &paid_so_far + &direct;
        spent_so_far = &spent_so_far + of_direct;
        let left = &paid_so_far - &spent_so_far;
        let left = if left.is_negative() && left.abs() <= slack { Exact::ZERO } else { round(&left) };
        rows.push(MonthCost { from: month.from, spent, paid: round(&(&direct + &others)), left });
    }
    rows
}

/// What each month is paid, of the direct payment and to providers.
///
/// What is paid before the first day is there on it, and what is paid after the last is for the last month.
fn paid_in(months: &[Days], schedule: &Schedule) -> Vec<(Exact, Exact)> {
    let mut paid = vec![(Exact::ZERO, Exact::ZERO); months.len()];
    let last = months.len().saturating_sub(1);
    for instalment in &schedule.instalments {
        let at = months.partition_point(|month| month.to < instalment.pay_on).min(last);
        let Some((direct, others)) = paid.get_mut(at) else { continue };
        let sum = if instalment.to == "provider" { others } else { direct };
        *sum = &*sum + &instalment.gross;
    }
    paid
}

/// What is spent in each month.
struct Spent {
    /// Of everything.
    all: Vec<Exact>,
    /// Of the direct payment, where that is not everything.
    direct: Option<Vec<Exact>>,
}

impl Spent {
    /// The insurance is that of whoever employs.
    fn of(prepared: &Prepared<'_>, cost: &Cost, months: &[Days]) -> Spent {
        let by_month = |lines: &[&LineCost], insured: bool| -> Vec<Exact> {
            let parts = lines.iter().flat_map(|line| line.parts()).flatten();
            let daily = Daily::of(parts.chain(cost.insurance.iter().filter(|_| insured)));
            months.iter().map(|month| daily.over(month)).collect()
        };
        let lines: Vec<&LineCost> = cost.lines.iter().collect();
        let direct = prepared.lines.iter().zip(&cost.lines).filter(|(line, _)| line.is_direct());
        let direct: Vec<&LineCost> = direct.map(|(_, cost)| cost).collect();
        let some = direct.len() < lines.len() || direct.is_empty();
        Spent { all: by_month(&lines, true), direct: some.then(|| by_month(&direct, !direct.is_empty())) }
    }

    fn direct(&self) -> &[Exact] {
        self.direct.as_ref().unwrap_or(&self.all)
    }
}
