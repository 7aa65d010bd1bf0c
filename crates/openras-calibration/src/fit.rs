//! How near budgets are to today's costs.
#![allow(clippy::float_arithmetic, reason = "it judges a fit; no float becomes an amount")]

use openras_core::{Exact, Rounding};

use crate::sample::Sample;

/// How many of the worst shortfalls are listed.
pub const WORST: usize = 10;

/// How near budgets are to today's costs. Shares and means are by weight.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The mean distance between budget and cost, in money, exact.
    pub mean_absolute_difference: Exact,
    /// The median distance, in money.
    pub median_absolute_difference: Exact,
    /// The share of the spread of costs that the budgets explain; nothing where all costs are equal.
    pub r_squared: Option<f64>,
    /// How alike the order of budgets and the order of costs are, from -1 to 1; nothing where one of them has no order.
    pub rank_correlation: Option<f64>,
    /// The share of people within a tenth of today's cost.
    pub within_10_percent: Exact,
    /// The share of people within a fifth of today's cost.
    pub within_20_percent: Exact,
    /// The share of people for whom the budget is enough for today's cost.
    pub sufficient_share: Exact,
    /// The people with the greatest shortfalls, by their place in the sample, greatest first.
    pub worst: Vec<(usize, Exact)>,
}

/// Holds budgets against today's costs.
pub(crate) fn fit(sample: &Sample, budgets: &[i128]) -> Fit {
    let mut all = 0i128;
    let (mut distance, mut ten, mut twenty, mut enough) = (0i128, 0i128, 0i128, 0i128);
    let mut distances: Vec<(i128, i128)> = Vec::with_capacity(budgets.len());
    let mut short: Vec<(i128, usize)> = Vec::new();
    for (at, (person, budget)) in sample.people.iter().zip(budgets).enumerate() {
        let (weight, cost) = (i128::from(person.weight), i128::from(person.cost));
        let off = budget.saturating_sub(cost);
        let far = off.saturating_abs();
        all = all.saturating_add(weight);
        distance = distance.saturating_add(far.saturating_mul(weight));
        distances.push((far, weight));
        for (part, sum) in [(10, &mut ten), (5, &mut twenty)] {
            if far.saturating_mul(part) <= cost {
                *sum = sum.saturating_add(weight);
            }
        }
        if off >= 0 {
            enough = enough.saturating_add(weight);
        } else {
            short.push((off, at));
        }
    }
    short.sort_unstable();
    short.truncate(WORST);
    let share = |part: i128| Exact::ratio(part, all.max(1)).unwrap_or(Exact::ZERO);
    Fit {
        mean_absolute_difference: sample.amount(1).checked_mul_ratio(distance, all.max(1)),
        median_absolute_difference: sample.amount(median(distances, all)),
        r_squared: r_squared(sample, budgets),
        rank_correlation: rank_correlation(sample, budgets),
        within_10_percent: share(ten),
        within_20_percent: share(twenty),
        sufficient_share: share(enough),
        worst: short.into_iter().map(|(off, at)| (at, sample.amount(off.saturating_neg()))).collect(),
    }
}

/// A unit times a fraction.
trait Times {
    fn checked_mul_ratio(&self, num: i128, den: i128) -> Exact;
}

impl Times for Exact {
    fn checked_mul_ratio(&self, num: i128, den: i128) -> Exact {
        self * &Exact::ratio(num, den).unwrap_or(Exact::ZERO)
    }
}

/// The least distance that half of the weight does not exceed.
fn median(mut distances: Vec<(i128, i128)>, all: i128) -> i128 {
    distances.sort_unstable();
    let mut sum = 0i128;
    for (far, weight) in distances {
        sum = sum.saturating_add(weight);
        if sum.saturating_mul(2) >= all {
            return far;
        }
    }
    0
}

fn r_squared(sample: &Sample, budgets: &[i128]) -> Option<f64> {
    let weight: f64 = sample.people.iter().map(|person| person.weight as f64).sum();
    let mean =
        sample.people.iter().map(|person| person.weight as f64 * person.cost as f64).sum::<f64>() / weight;
    let (mut left, mut spread) = (0.0, 0.0);
    for (person, budget) in sample.people.iter().zip(budgets) {
        let (weight, cost) = (person.weight as f64, person.cost as f64);
        left += weight * (cost - *budget as f64) * (cost - *budget as f64);
        spread += weight * (cost - mean) * (cost - mean);
    }
    (spread > 0.0).then(|| 1.0 - left / spread)
}

/// Spearman's: the correlation of the ranks, equal values at their mean rank. Weights are not counted.
fn rank_correlation(sample: &Sample, budgets: &[i128]) -> Option<f64> {
    let costs = ranks(sample.people.iter().map(|person| i128::from(person.cost)).collect());
    let budgets = ranks(budgets.to_vec());
    let mean = (costs.len() as f64 + 1.0) / 2.0;
    let (mut both, mut one, mut other) = (0.0, 0.0, 0.0);
    for (a, b) in costs.iter().zip(&budgets) {
        both += (a - mean) * (b - mean);
        one += (a - mean) * (a - mean);
        other += (b - mean) * (b - mean);
    }
    let spread = (one * other).sqrt();
    (spread > 0.0).then(|| both / spread)
}

fn ranks(values: Vec<i128>) -> Vec<f64> {
    let mut order: Vec<(i128, usize)> =
        values.into_iter().enumerate().map(|(at, value)| (value, at)).collect();
    order.sort_unstable();
    let mut ranks = vec![0.0; order.len()];
    let mut before = 0usize;
    for equal in order.chunk_by(|one, other| one.0 == other.0) {
        let rank = before as f64 + (equal.len() as f64 + 1.0) / 2.0;
        for (_, at) in equal {
            if let Some(slot) = ranks.get_mut(*at) {
                *slot = rank;
            }
        }
        before = before.saturating_add(equal.len());
    }
    ranks
}

/// A judgement as text with six decimals; `null` where there is none.
pub(crate) fn judged(value: Option<f64>) -> Option<String> {
    let millionths = (value? * 1e6).round();
    (millionths.abs() < 1e18).then(|| Exact::decimal(millionths as i128, 6).to_fixed(6))
}

/// A share as text with six decimals, half away from zero.
pub(crate) fn share(value: &Exact) -> String {
    value.round(Rounding::HalfAwayFromZero, 6).to_fixed(6)
}

/// A share for people: `79.2 %`.
///
/// # Rounding
/// To `places` decimals, half away from zero.
pub fn percent(share: &Exact, places: u32) -> String {
    format!("{} %", (share * &Exact::from(100)).to_fixed(places))
}
