//! From points to pounds: what a calibration gives.

use std::collections::BTreeMap;

use openras_core::{Exact, Rounding};

use crate::tally::Cluster;

/// From points to pounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// One price a point.
    Price(Exact),
    /// A price a point for each group.
    Prices(BTreeMap<String, Exact>),
    /// A table with straight lines between its rows.
    Table(Table),
}

/// A table of budgets with straight lines between its rows, which never falls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The decimals in which the points of the rows are counted.
    pub points_decimals: u32,
    /// The decimals of money.
    pub money_decimals: u32,
    /// The rows, fewest points first: points and budget, in smallest units.
    pub rows: Vec<(i128, i128)>,
}

impl Rule {
    /// A person's budget for a year, in exact arithmetic from the rule as it is written; nothing where the rule has no price
    /// for the group or the table does not reach so far.
    ///
    /// # Rounding
    /// To `decimals`, half away from zero, once.
    pub fn budget(&self, points: &Exact, group: Option<&str>, decimals: u32) -> Option<Exact> {
        let exact = match self {
            Rule::Price(price) => points * price,
            Rule::Prices(prices) => points * prices.get(group?)?,
            Rule::Table(table) => table.value(points)?,
        };
        Some(exact.round(Rounding::HalfAwayFromZero, i32::try_from(decimals).ok()?))
    }
}

impl Table {
    /// The points of a row.
    pub fn at(&self, row: &(i128, i128)) -> Exact {
        Exact::decimal(row.0, self.points_decimals)
    }

    /// The budget of a row.
    pub fn is(&self, row: &(i128, i128)) -> Exact {
        Exact::decimal(row.1, self.money_decimals)
    }

    /// The exact budget for points on the line between two rows; nothing beyond the rows.
    pub fn value(&self, points: &Exact) -> Option<Exact> {
        let above = self.rows.partition_point(|row| self.at(row) < *points);
        let upper = self.rows.get(above)?;
        if self.at(upper) == *points {
            return Some(self.is(upper));
        }
        let lower = self.rows.get(above.checked_sub(1)?)?;
        let (from, to) = (self.at(lower), self.at(upper));
        let part = (points - &from).checked_div(&(&to - &from))?;
        let rise = &self.is(upper) - &self.is(lower);
        Some(&self.is(lower) + &(&rise * &part))
    }

    /// The budgets of clusters whose points are counted in `decimals`, in smallest units.
    ///
    /// # Rounding
    /// Half away from zero. Points beyond the rows have the nearest row's budget.
    pub(crate) fn budgets(&self, clusters: &[Cluster], decimals: u32) -> Option<Vec<i128>> {
        let scale = 10i128.checked_pow(self.points_decimals.checked_sub(decimals)?)?;
        let mut upper = 0usize;
        let mut budgets = Vec::with_capacity(clusters.len());
        for cluster in clusters {
            let points = i128::from(cluster.points).checked_mul(scale)?;
            while self.rows.get(upper).is_some_and(|row| row.0 < points) {
                upper = upper.checked_add(1)?;
            }
            let low = upper.checked_sub(1).and_then(|at| self.rows.get(at));
            let budget = match (low, self.rows.get(upper)) {
                (Some((a, u)), Some((b, v))) => {
                    let (rise, run) = (v.checked_sub(*u)?, b.checked_sub(*a)?);
                    let part = rise.checked_mul(points.checked_sub(*a)?)?;
                    u.checked_add(rounded(part, run)?)?
                }
                (None, Some((_, is))) | (Some((_, is)), None) => *is,
                (None, None) => return None,
            };
            budgets.push(budget);
        }
        Some(budgets)
    }
}

/// `num / den` to the nearest whole, a half up; neither is below zero.
pub(crate) fn rounded(num: i128, den: i128) -> Option<i128> {
    num.checked_mul(2)?.checked_add(den)?.checked_div(den.checked_mul(2)?)
}

/// The greatest whole number that fits, where all below a number that fits do too; `most` at the most.
pub(crate) fn greatest(most: i128, mut fits: impl FnMut(i128) -> bool) -> Option<i128> {
    if !fits(0) {
        return None;
    }
    let (mut low, mut high) = (0i128, 1i128);
    while high < most && fits(high) {
        low = high;
        high = high.saturating_mul(2);
    }
    high = high.min(most.saturating_add(1));
    // What is low fits, what is high does not, or is beyond what may be.
    while high.saturating_sub(low) > 1 {
        let middle = low.midpoint(high);
        if fits(middle) { low = middle } else { high = middle }
    }
    Some(low)
}

/// The weighted sum of budgets, in smallest units and millionths; nothing where no number holds it.
pub(crate) fn spent(clusters: &[Cluster], budgets: &[i128]) -> Option<i128> {
    clusters
        .iter()
        .zip(budgets)
        .try_fold(0i128, |sum, (cluster, budget)| sum.checked_add(cluster.weight.checked_mul(*budget)?))
}
