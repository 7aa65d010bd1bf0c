//! The best line of any shape that never falls and has no steep step: isotonic regression of the median, with a limit on the
//! rise, by going along the points once and keeping the slopes of a convex function in two heaps.
#![allow(clippy::float_arithmetic, reason = "it judges and searches; no float becomes an amount here")]

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use crate::tally::Cluster;

/// How often the price of money is halved in.
const ROUNDS: u32 = 36;
/// How often it is halved in for the least distance, and how far from the price that it is thought to be.
const LEAST_ROUNDS: u32 = 9;
const LEAST_NEAR: f64 = 0.02;
/// The costs of one cluster that the least distance looks at: as many in all, but some at each.
const LEAST_COSTS_MOST: usize = 12_000;
const LEAST_COSTS_EACH: usize = 8;

/// A line through every distinct number of points.
#[derive(Clone, Debug)]
pub(crate) struct Relaxed {
    /// The budget at each cluster, in smallest units.
    pub(crate) budgets: Vec<f64>,
    /// What one unit of money is worth in distance.
    pub(crate) price: f64,
    least: f64,
}

/// A weighted distance from today's costs that no line within the money is below. `price` is what a unit of money is thought
/// to be worth; any is right, one that is near gives a better answer.
///
/// Neighbouring costs at the same points are brought together: no line is further from their means than from themselves.
pub(crate) fn least(clusters: &[Cluster], rise_most: f64, capacity: f64, price: f64) -> f64 {
    let each = LEAST_COSTS_MOST.checked_div(clusters.len()).unwrap_or(1).max(LEAST_COSTS_EACH);
    let clusters: Vec<Cluster> = clusters.iter().map(|cluster| cluster.coarse(each)).collect();
    let none = vec![0.0; clusters.len()];
    let at = |price: f64| {
        let found = line(&clusters, rise_most, price, &none);
        let affordable = money(&clusters, &found) <= capacity;
        (judged(&clusters, found, price, capacity, &none).least, affordable)
    };
    let (mut best, _) = at(0.0);
    if price <= 0.0 {
        return best;
    }
    let (mut low, mut high) = ((price - LEAST_NEAR).max(0.0), (price + LEAST_NEAR).min(1.0));
    for _ in 0..LEAST_ROUNDS {
        let middle = f64::midpoint(low, high);
        let (least, affordable) = at(middle);
        best = best.max(least);
        if affordable { high = middle } else { low = middle }
    }
    best
}

/// The best line within `capacity`, where an amount short counts `1 + shortfall` times an amount over;
/// each cluster has a shortfall of its own.
pub(crate) fn relaxed(clusters: &[Cluster], rise_most: f64, capacity: f64, shortfall: &[f64]) -> Relaxed {
    let free = line(clusters, rise_most, 0.0, shortfall);
    let mut best = judged(clusters, free, 0.0, capacity, shortfall);
    if money(clusters, &best.budgets) <= capacity {
        return best;
    }
    let (mut low, mut high) = (0.0, 1.0 + shortfall.iter().copied().fold(0.0, f64::max));
    let mut within = vec![0.0; clusters.len()];
    let mut above = best.budgets.clone();
    for _ in 0..ROUNDS {
        let price = f64::midpoint(low, high);
        let found = line(clusters, rise_most, price, shortfall);
        let judged = judged(clusters, found, price, capacity, shortfall);
        let affordable = money(clusters, &judged.budgets) <= capacity;
        if judged.least > best.least {
            best.least = judged.least;
            best.price = price;
        }
        if affordable {
            high = price;
            within = judged.budgets;
        } else {
            low = price;
            above = judged.budgets;
        }
        if (high - low) < 1e-12 {
            break;
        }
    }
    // Both lines are best at the same price of money, and so is every mixture of them: the one that spends just enough.
    let (less, more) = (money(clusters, &within), money(clusters, &above));
    let part = if more > less { ((capacity - less) / (more - less)).clamp(0.0, 1.0) } else { 0.0 };
    best.budgets = within.iter().zip(&above).map(|(low, high)| low + (high - low) * part).collect();
    best
}

fn money(clusters: &[Cluster], budgets: &[f64]) -> f64 {
    clusters.iter().zip(budgets).map(|(cluster, budget)| cluster.weight as f64 * budget).sum()
}

/// The dual value of a line: no line within the money has a smaller weighted distance.
fn judged(clusters: &[Cluster], budgets: Vec<f64>, price: f64, capacity: f64, shortfall: &[f64]) -> Relaxed {
    let each = clusters.iter().zip(&budgets).zip(shortfall);
    let distance: f64 = each.map(|((cluster, at), shortfall)| distance(cluster, *at, *shortfall)).sum();
    let least = distance + price * (money(clusters, &budgets) - capacity);
    Relaxed { budgets, least, price }
}

/// The weighted distance of one amount from the costs of a cluster, where an amount short counts `1 + shortfall` times.
pub(crate) fn distance(cluster: &Cluster, at: f64, shortfall: f64) -> f64 {
    distance_and_slope(cluster, at, shortfall).0
}

/// The same, and its slope just above `at`.
pub(crate) fn distance_and_slope(cluster: &Cluster, at: f64, shortfall: f64) -> (f64, f64) {
    let (enough, below) = cluster.up_to(at.floor() as i64);
    let (all, cost) = (cluster.weight as f64, cluster.cost() as f64);
    let (enough, below) = (enough as f64, below as f64);
    let (short, above) = (all - enough, cost - below);
    ((at * enough - below) + (1.0 + shortfall) * (above - at * short), enough - (1.0 + shortfall) * short)
}

/// A place where the slope changes, and by how much.
#[derive(Clone, Copy, PartialEq)]
struct Bend {
    at: f64,
    by: f64,
}

impl Eq for Bend {}

impl Ord for Bend {
    fn cmp(&self, other: &Self) -> Ordering {
        self.at.total_cmp(&other.at).then(self.by.total_cmp(&other.by))
    }
}

impl PartialOrd for Bend {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The distance so far as a function of the last budget: convex, its bends left and right of the lowest place.
#[derive(Default)]
struct Convex {
    left: BinaryHeap<Bend>,
    /// By `-at`, so that the lowest comes first; all are moved by `moved`.
    right: BinaryHeap<Bend>,
    moved: f64,
}

impl Convex {
    /// Adds `over` for each unit above `at` and `under` for each below it.
    fn add(&mut self, at: f64, over: f64, under: f64) {
        if over > 0.0 {
            self.left.push(Bend { at, by: over });
            let mut left = over;
            while left > 0.0 {
                let Some(top) = self.left.pop() else { break };
                let by = top.by.min(left);
                self.right.push(Bend { at: -(top.at - self.moved), by });
                if top.by > by {
                    self.left.push(Bend { at: top.at, by: top.by - by });
                }
                left -= by;
            }
        }
        if under > 0.0 {
            self.right.push(Bend { at: -(at - self.moved), by: under });
            let mut left = under;
            while left > 0.0 {
                let Some(top) = self.right.pop() else { break };
                let by = top.by.min(left);
                self.left.push(Bend { at: -top.at + self.moved, by });
                if top.by > by {
                    self.right.push(Bend { at: top.at, by: top.by - by });
                }
                left -= by;
            }
        }
    }

    /// The lowest place at which it is lowest.
    fn lowest(&self) -> f64 {
        self.left.peek().map_or(0.0, |bend| bend.at.max(0.0))
    }
}

/// The line that is best where each unit of money costs `price`.
fn line(clusters: &[Cluster], rise_most: f64, price: f64, shortfall: &[f64]) -> Vec<f64> {
    let mut convex = Convex::default();
    let mut lowest = Vec::with_capacity(clusters.len());
    let mut before: Option<i64> = None;
    for (cluster, shortfall) in clusters.iter().zip(shortfall) {
        if let Some(before) = before {
            convex.moved += rise_most * (cluster.points.saturating_sub(before)) as f64;
        }
        before = Some(cluster.points);
        let mut last = 0i128;
        for (weight, cost) in cluster.steps() {
            let own = weight.saturating_sub(last) as f64;
            last = weight;
            let (over, under) = (own * (1.0 + price), own * (1.0 + shortfall - price));
            if under >= 0.0 {
                convex.add(cost as f64, over, under);
            } else {
                // Money is dearer than falling short: every unit from the first on costs something.
                convex.add(0.0, -under, 0.0);
                convex.add(cost as f64, over + under, 0.0);
            }
        }
        lowest.push((cluster.points, convex.lowest()));
    }
    let mut next: Option<(i64, f64)> = None;
    let mut budgets: Vec<f64> = lowest
        .iter()
        .rev()
        .map(|(points, low)| {
            let budget = match next {
                None => *low,
                Some((above, budget)) => {
                    let least = (budget - rise_most * (above.saturating_sub(*points)) as f64).max(0.0);
                    low.max(least).min(budget)
                }
            };
            next = Some((*points, budget));
            budget
        })
        .collect();
    budgets.reverse();
    budgets
}
