//! The best table of few rows: as near to today's costs as can be within the fund, never falling, without a steep step, and
//! enough for as many people as was asked.
//!
//! 1. [`relaxed`]: the best line of any shape, by isotonic regression with the money as a price; no table can be nearer.
//! 2. [`knots`]: where a table of few rows bends, by going along that line.
//! 3. [`values`]: the best amounts at those rows, by a linear program that is refined until it is exact.
//! 4. Every candidate is rounded to payable amounts and worked out exactly; only that counts.
//!
//! Floats search; no float becomes an amount without being rounded down and checked.

mod infeasible;
mod knots;
mod relaxed;
mod values;
mod wishes;

use openras_core::Exact;

use crate::rule::{Table, spent};
use crate::sample::Sample;
use crate::tally::{Cluster, Fits, everybody, joined};
use crate::trouble::Trouble;

/// What a table by `curve` is to keep to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wishes {
    /// The most rows.
    pub rows_most: u32,
    /// The points of the rows, where they were chosen.
    pub rows_at: Option<Vec<Exact>>,
    /// The most that the budget may rise for a point; five times the flat price if left out.
    pub steepest: Option<Exact>,
    /// The least share of people for whom the budget is enough for today's cost.
    pub enough_least: Exact,
}

impl Default for Wishes {
    fn default() -> Self {
        Wishes { rows_most: 8, rows_at: None, steepest: None, enough_least: Exact::ZERO }
    }
}

/// A table by `curve`, and how good it can be at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Curve {
    pub(crate) table: Table,
    /// The limit that was kept.
    pub(crate) steepest: Exact,
    /// By how much the mean absolute difference is above the least that any line could have, as a share of that; in
    /// millionths.
    pub(crate) gap_millionths: Option<u64>,
}

/// What the search works on.
pub(crate) struct Search<'a> {
    pub(crate) sample: &'a Sample,
    pub(crate) clusters: Vec<Cluster>,
    /// The same with neighbouring points brought together, where there are very many: amounts are sought for these.
    pub(crate) joined: Vec<Cluster>,
    /// Those with neighbouring costs brought together too: lines are sought for these.
    pub(crate) rough: Vec<Cluster>,
    /// The most that may be spent, in smallest units and millionths of a person.
    pub(crate) capacity: i128,
    /// The most that the budget may rise for one unit of the points' last decimal, in smallest units.
    pub(crate) rise_most: Exact,
    /// The least weight of people with enough.
    pub(crate) enough_least: i128,
}

/// A table with what it comes to, exactly.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub(crate) table: Table,
    pub(crate) distance: i128,
    pub(crate) enough: i128,
    pub(crate) spent: i128,
}

impl Search<'_> {
    /// What a table comes to, in exact arithmetic.
    pub(crate) fn candidate(&self, table: Table) -> Option<Candidate> {
        let budgets = table.budgets(&self.clusters, self.sample.points_decimals)?;
        let spent = spent(&self.clusters, &budgets)?;
        let mut all = Fits::default();
        for (cluster, budget) in self.clusters.iter().zip(&budgets) {
            let fits = cluster.fits(*budget);
            all.distance = all.distance.checked_add(fits.distance)?;
            all.enough = all.enough.checked_add(fits.enough)?;
        }
        Some(Candidate { table, distance: all.distance, enough: all.enough, spent })
    }

    /// Whether a table keeps to every wish but the share of people with enough.
    pub(crate) fn keeps(&self, candidate: &Candidate) -> bool {
        let scale = candidate.table.points_decimals.saturating_sub(self.sample.points_decimals);
        let scale = Exact::from(10i128.saturating_pow(scale));
        let gentle = candidate.table.rows.windows(2).all(|pair| {
            let [(a, u), (b, v)] = pair else { return true };
            let run = Exact::from(b.saturating_sub(*a)).checked_div(&scale).unwrap_or(Exact::ZERO);
            u <= v && Exact::from(v.saturating_sub(*u)) <= &self.rise_most * &run
        });
        gentle && candidate.spent <= self.capacity
    }

    /// The table with these rows, in the units of the sample.
    pub(crate) fn table(&self, rows: Vec<(i128, i128)>) -> Table {
        Table {
            points_decimals: self.sample.points_decimals,
            money_decimals: self.sample.money_decimals,
            rows,
        }
    }
}

/// The best table that keeps to the wishes.
///
/// # Errors
/// Which wish cannot be met, and whether that is proved.
pub(crate) fn curve(
    sample: &Sample,
    distributable: &Exact,
    wishes: &Wishes,
    flat_price: &Exact,
    others: &[Table],
) -> Result<Curve, Trouble> {
    let clusters = everybody(sample);
    if clusters.len() < 2 {
        return Err(Trouble::OnePoint);
    }
    let steepest = match &wishes.steepest {
        Some(steepest) => steepest.clone(),
        None => (flat_price * &Exact::from(5)).round(openras_core::Rounding::Down, places(sample)),
    };
    let unit = Exact::from(10i128.saturating_pow(sample.money_decimals));
    let point = Exact::from(10i128.saturating_pow(sample.points_decimals));
    let rise_most = (&steepest * &unit).checked_div(&point).unwrap_or(Exact::ZERO);
    let least = &wishes.enough_least * &Exact::from(sample.weight());
    let least = least.round(openras_core::Rounding::Up, 0);
    let joined = joined(&clusters, POINTS_MOST);
    let search = Search {
        capacity: sample.capacity(distributable),
        sample,
        rough: rough(&joined),
        joined,
        clusters,
        rise_most,
        enough_least: least.parts().map_or(0, |(whole, _)| whole),
    };
    let found = wishes::search(&search, wishes, others)?;
    Ok(Curve { gap_millionths: found.gap_millionths, table: found.best.table, steepest })
}

/// More distinct points than this are brought together to search by.
const POINTS_MOST: usize = 400;
/// The costs of all clusters together that the first look at a sample needs at most.
const COSTS_MOST: usize = 3_000;

fn rough(clusters: &[Cluster]) -> Vec<Cluster> {
    let each = COSTS_MOST.checked_div(clusters.len()).unwrap_or(1).max(6);
    clusters.iter().map(|cluster| cluster.coarse(each)).collect()
}

fn places(sample: &Sample) -> i32 {
    i32::try_from(sample.money_decimals).unwrap_or(2)
}
