//! How much contingency: the year lived through many times, for each level of it.

use openras_core::{Exact, Rounding};
use openras_fund::{Draws, Fund};

use crate::calibration::budgets;
use crate::ranges::one_price;
use crate::rule::Rule;
use crate::sample::Sample;

/// The parts of a year in which things happen.
const DAYS: usize = 365;

/// What a year is expected to bring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearAhead {
    /// How many new people come in the year, as a share of those who are there.
    pub arrivals: Exact,
    /// The share of people whose needs change so that another's points and cost are like theirs.
    pub changes: Exact,
    /// The levels of contingency, as shares.
    pub levels: Vec<Exact>,
    /// How often the year is lived through.
    pub years: u32,
    /// Where the draws begin.
    pub seed: u64,
}

impl YearAhead {
    /// Levels from 0 to 30 % in steps of 2.5 %, a thousand years.
    pub fn new(arrivals: Exact, changes: Exact, seed: u64) -> YearAhead {
        let levels = (0..=300).step_by(25).map(|thousandths| Exact::decimal(thousandths, 3)).collect();
        YearAhead { arrivals, changes, levels, years: 1_000, seed }
    }
}

/// What a level of contingency comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// The share.
    pub share: Exact,
    /// The money held back.
    pub contingency: Exact,
    /// The price a point that the rest allows.
    pub price: Exact,
    /// The share of years in which the contingency runs out.
    pub runs_out: Exact,
    /// What half of the years draw at most.
    pub drawn_median: Exact,
    /// What nineteen in twenty years draw at most.
    pub drawn_high: Exact,
}

/// Lives the year through for each level of contingency, with the same chances for all.
///
/// In a year each person may be joined by a new one, and may change; each new or changed person is drawn from the sample. A new
/// person draws the whole budget, and what today's cost of somebody like them is above it, for the days that are left; a
/// changed person draws what the new needs cost above the old budget. A higher level leaves a lower price, and so budgets
/// that fall short more often: that too is drawn.
///
/// # Rounding
/// Each person's draw to the currency's smallest unit, down.
pub fn contingency_levels(sample: &Sample, fund: &Fund, ahead: &YearAhead) -> Vec<Level> {
    let arrivals = chance(&ahead.arrivals);
    let changes = chance(&ahead.changes);
    let level = |share: &Exact| {
        let fund = fund.with_contingency(share);
        let price = one_price(sample, &fund.distributable, sample.money_decimals).unwrap_or(Exact::ZERO);
        let budgets = budgets(sample, &Rule::Price(price.clone())).unwrap_or_default();
        let held = fund.contingency.as_ref().map_or(Exact::ZERO, |reserve| reserve.amount.clone());
        let mut drawn: Vec<i128> = (0..ahead.years)
            .map(|year| {
                one_year(sample, &budgets, arrivals, changes, Draws::new(ahead.seed, u64::from(year)))
            })
            .collect();
        drawn.sort_unstable();
        let most = sample.capacity(&held);
        let out = drawn.iter().filter(|drawn| **drawn > most).count();
        let at = |share: usize| {
            let place = drawn.len().saturating_sub(1).saturating_mul(share).checked_div(100).unwrap_or(0);
            drawn.get(place).map_or(Exact::ZERO, |drawn| sample.money(*drawn))
        };
        let places = i32::try_from(sample.money_decimals).unwrap_or(2);
        let up = |value: Exact| value.round(Rounding::Up, places);
        Level {
            share: share.clone(),
            contingency: held,
            price,
            runs_out: Exact::ratio(i128::try_from(out).unwrap_or(0), i128::from(ahead.years.max(1)))
                .unwrap_or(Exact::ZERO),
            drawn_median: up(at(50)),
            drawn_high: up(at(95)),
        }
    };
    ahead.levels.iter().map(level).collect()
}

/// A share as a chance in a thousand million.
fn chance(share: &Exact) -> u64 {
    let parts = (share * &Exact::from(1_000_000_000)).round(Rounding::HalfAwayFromZero, 0);
    parts.parts().and_then(|(parts, _)| u64::try_from(parts).ok()).unwrap_or(0)
}

/// What one year draws, weighted, in smallest units and millionths.
fn one_year(sample: &Sample, budgets: &[i128], arrivals: u64, changes: u64, mut draws: Draws) -> i128 {
    let mut sum = 0i128;
    let count = sample.people.len();
    for (at, person) in sample.people.iter().enumerate() {
        for (chance, own) in [(arrivals, 0i128), (changes, budgets.get(at).copied().unwrap_or(0))] {
            // Every draw is made whether or not it is needed, so that the same year meets every level.
            let happens = draws.happens(chance, 1_000_000_000);
            let other = draws.below(count);
            let days = i128::try_from(draws.below(DAYS)).unwrap_or(0);
            let (Some(like), Some(budget)) = (sample.people.get(other), budgets.get(other)) else { continue };
            if happens {
                let needed = i128::from(like.cost).max(*budget).saturating_sub(own).max(0);
                let part = needed.saturating_mul(days).checked_div(365).unwrap_or(0);
                sum = sum.saturating_add(part.saturating_mul(i128::from(person.weight)));
            }
        }
    }
    sum
}
