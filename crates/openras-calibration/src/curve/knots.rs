//! Where a table of few rows bends.
#![allow(clippy::float_arithmetic, reason = "it searches; no float becomes an amount here")]

use super::relaxed::distance;
use crate::tally::Cluster;

/// The most places that are tried.
const PLACES_MAX: usize = 72;

/// The places, `count` at most, between which straight lines through `budgets` stay nearest to today's costs, where each unit
/// of money costs `price`: by the best way to each place from the left.
pub(crate) fn knots(
    clusters: &[Cluster],
    budgets: &[f64],
    price: f64,
    shortfall: &[f64],
    count: usize,
) -> Vec<usize> {
    let places = places(clusters);
    let costs: Vec<Vec<f64>> = places
        .iter()
        .enumerate()
        .map(|(at, to)| {
            places.iter().take(at).map(|from| cost(clusters, budgets, price, shortfall, *from, *to)).collect()
        })
        .collect();
    // best[k][at]: the least cost of reaching a place with k lines, and from where.
    let mut best: Vec<Vec<Option<(f64, usize)>>> = vec![vec![None; places.len()]];
    if let Some(first) = best.first_mut().and_then(|row| row.first_mut()) {
        *first = Some((0.0, 0));
    }
    for lines in 1..count.min(places.len()) {
        let last = best.get(lines.saturating_sub(1)).cloned().unwrap_or_default();
        let row = costs.iter().map(|to| {
            let reached = to.iter().zip(&last).enumerate();
            let ways = reached.filter_map(|(from, (cost, before))| Some((before.as_ref()?.0 + cost, from)));
            ways.min_by(|one, other| one.0.total_cmp(&other.0))
        });
        best.push(row.collect());
    }
    let end = places.len().saturating_sub(1);
    let reach = |lines: usize| best.get(lines).and_then(|row| row.get(end).copied().flatten());
    let lines = (1..best.len()).filter_map(|lines| Some((reach(lines)?.0, lines)));
    let Some((_, mut lines)) = lines.min_by(|one, other| one.0.total_cmp(&other.0)) else { return vec![0] };
    let mut way = vec![end];
    let mut at = end;
    while lines > 0 {
        let Some((_, from)) = best.get(lines).and_then(|row| row.get(at).copied().flatten()) else { break };
        way.push(from);
        at = from;
        lines = lines.saturating_sub(1);
    }
    way.reverse();
    way.into_iter().filter_map(|at| places.get(at).copied()).collect()
}

/// Clusters at which a table may bend: all, or evenly spread by the people in them, with the first and the last.
pub(crate) fn places(clusters: &[Cluster]) -> Vec<usize> {
    if clusters.len() <= PLACES_MAX {
        return (0..clusters.len()).collect();
    }
    let all: i128 = clusters.iter().map(|cluster| cluster.weight).sum();
    let step = all.checked_div(i128::try_from(PLACES_MAX).unwrap_or(1)).unwrap_or(1).max(1);
    let mut places = vec![0];
    let (mut sum, mut next) = (0i128, step);
    for (at, cluster) in clusters.iter().enumerate() {
        sum = sum.saturating_add(cluster.weight);
        if sum >= next {
            places.push(at);
            while next <= sum {
                next = next.saturating_add(step);
            }
        }
    }
    places.push(clusters.len().saturating_sub(1));
    places.dedup();
    places
}

/// What the straight line between two places costs, without its beginning.
fn cost(clusters: &[Cluster], budgets: &[f64], price: f64, shortfall: &[f64], from: usize, to: usize) -> f64 {
    let point = |at: usize| clusters.get(at).map_or(0.0, |cluster| cluster.points as f64);
    let value = |at: usize| budgets.get(at).copied().unwrap_or(0.0);
    let (a, u, b, v) = (point(from), value(from), point(to), value(to));
    let within = clusters.get(from.saturating_add(1)..=to).unwrap_or_default();
    // Where very many people stand between two places, every so many of them are enough to choose by.
    let step = within.len().checked_div(400).unwrap_or(0).max(1);
    let shortfall = shortfall.get(from.saturating_add(1)..=to).unwrap_or_default();
    let costs = within.iter().zip(shortfall).step_by(step).map(|(cluster, shortfall)| {
        let budget = u + (v - u) * (cluster.points as f64 - a) / (b - a);
        distance(cluster, budget, *shortfall) + price * cluster.weight as f64 * budget
    });
    costs.sum::<f64>() * step as f64
}
