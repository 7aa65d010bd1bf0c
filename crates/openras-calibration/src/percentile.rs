//! Points and costs sorted separately: the points at a percentile get the cost at that percentile (RAS 5).

use openras_core::{Exact, Rounding};

use crate::rule::{Table, greatest, spent};
use crate::sample::Sample;
use crate::tally::everybody;
use crate::trouble::Trouble;

/// The parts of one in which the factor that fits a table to the fund is counted.
const FACTOR_UNIT: i128 = 1_000_000_000;
/// The greatest factor.
const FACTOR_MAX: i128 = 1_000_000_000_000_000;
/// The rows of a table may have two more decimals than the sample's points.
const MORE_DECIMALS: u32 = 2;

/// A table by percentiles, and the factor by which its costs were scaled to the fund.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ByPercentile {
    pub(crate) table: Table,
    pub(crate) factor: Exact,
}

/// Shares from nothing to all, evenly spread: `n` of them, two at least.
pub fn evenly(n: u32) -> Vec<Exact> {
    let last = i128::from(n.saturating_sub(1).max(1));
    (0..=last).filter_map(|at| Exact::ratio(at, last)).collect()
}

/// The table whose row at each share has the points and the cost at that percentile, scaled to the fund.
///
/// # Rounding
/// The points of a row to two more decimals than the sample's have, half away from zero; the amounts down. The factor is the
/// greatest of nine decimals at which the rounded budgets stay within `distributable`.
pub(crate) fn percentile(
    sample: &Sample,
    distributable: &Exact,
    shares: &[Exact],
) -> Result<ByPercentile, Trouble> {
    check(shares)?;
    let people = || sample.people.iter();
    let points = Ladder::new(people().map(|person| (person.points, person.weight)).collect());
    let costs = Ladder::new(people().map(|person| (person.cost, person.weight)).collect());
    let decimals = sample.points_decimals.saturating_add(MORE_DECIMALS);
    let scale = Exact::from(10i128.saturating_pow(MORE_DECIMALS));
    let mut rows: Vec<(i128, Exact, u32)> = Vec::new();
    for share in shares {
        let at = (&points.at(share) * &scale).round(Rounding::HalfAwayFromZero, 0);
        let at = at.parts().ok_or(Trouble::Overflow)?.0;
        let cost = costs.at(share);
        match rows.last_mut() {
            // Where several percentiles have the same points, the row has their mean cost.
            Some((last, sum, count)) if *last == at => {
                *sum = &*sum + &cost;
                *count = count.saturating_add(1);
            }
            _ => rows.push((at, cost, 1)),
        }
    }
    if rows.len() < 2 {
        return Err(Trouble::OnePoint);
    }
    let means: Vec<(i128, Exact)> = rows
        .into_iter()
        .map(|(at, sum, count)| (at, sum.checked_div(&Exact::from(count)).unwrap_or(Exact::ZERO)))
        .collect();
    if means.iter().all(|(_, mean)| mean.is_zero()) {
        return Err(Trouble::NoCosts);
    }
    let table = |factor: i128| Table {
        points_decimals: decimals,
        money_decimals: sample.money_decimals,
        rows: means.iter().map(|(at, mean)| (*at, scaled(mean, factor))).collect(),
    };
    let clusters = everybody(sample);
    let capacity = sample.capacity(distributable);
    let fits = |factor: i128| {
        let budgets = table(factor).budgets(&clusters, sample.points_decimals);
        budgets.and_then(|budgets| spent(&clusters, &budgets)).is_some_and(|spent| spent <= capacity)
    };
    let factor = greatest(FACTOR_MAX, fits).ok_or(Trouble::NoMoney)?;
    Ok(ByPercentile { table: table(factor), factor: Exact::decimal(factor, 9) })
}

/// An amount times a factor, down to the smallest unit.
fn scaled(mean: &Exact, factor: i128) -> i128 {
    let Some((num, den)) = mean.parts() else { return 0 };
    let product = num.checked_mul(factor).unwrap_or(i128::MAX);
    product.checked_div(den.saturating_mul(FACTOR_UNIT)).unwrap_or(0)
}

fn check(shares: &[Exact]) -> Result<(), Trouble> {
    let rises = shares.windows(2).all(|pair| matches!(pair, [one, other] if one < other));
    let whole = shares.first().is_some_and(Exact::is_zero) && shares.last() == Some(&Exact::ONE);
    if shares.len() < 2 || !rises || !whole {
        let why = "the percentiles begin with 0, end with 100 and rise between them";
        return Err(Trouble::BadBreaks(why.to_owned()));
    }
    Ok(())
}

/// Weighted values in order, with the place of each between 0 and the last.
struct Ladder {
    /// Value, and the weights before it.
    rungs: Vec<(i64, i128)>,
}

impl Ladder {
    fn new(mut values: Vec<(i64, i64)>) -> Ladder {
        values.sort_unstable();
        let mut before = 0i128;
        let rung = |(value, weight): (i64, i64)| {
            let rung = (value, before);
            before = before.saturating_add(i128::from(weight));
            rung
        };
        Ladder { rungs: values.into_iter().map(rung).collect() }
    }

    /// The value at a share of the way, on the straight line between two neighbours: with equal weights what spreadsheets
    /// call the inclusive percentile.
    fn at(&self, share: &Exact) -> Exact {
        let last = self.rungs.last().map_or(0, |rung| rung.1);
        let place = share * &Exact::from(last);
        let above = self.rungs.partition_point(|rung| Exact::from(rung.1) <= place);
        let low = above.checked_sub(1).and_then(|at| self.rungs.get(at)).copied().unwrap_or((0, 0));
        let Some(high) = self.rungs.get(above) else { return Exact::from(low.0) };
        let run = Exact::from(high.1.saturating_sub(low.1));
        let part = (&place - &Exact::from(low.1)).checked_div(&run).unwrap_or(Exact::ZERO);
        let rise = Exact::from(high.0.saturating_sub(low.0));
        &Exact::from(low.0) + &(&rise * &part)
    }
}
