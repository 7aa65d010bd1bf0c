//! Which wish stands in the way where no table is good.
#![allow(clippy::float_arithmetic, reason = "it bounds a share; no float becomes an amount")]

use openras_core::Exact;

use super::{Search, Wishes};
use crate::rule::Table;
use crate::tally::Cluster;
use crate::trouble::Trouble;

/// Whether enough people can have enough within the money at all, whatever the table: the cheapest first, in part if need be.
pub(super) fn possible(search: &Search<'_>) -> Result<(), Trouble> {
    let most = most_enough(&search.clusters, search.capacity);
    if most >= search.enough_least {
        return Ok(());
    }
    let share = percent(most, search.sample.weight());
    let asked = percent(search.enough_least, search.sample.weight());
    Err(Trouble::Infeasible {
        wish: "share_with_enough",
        why: format!(
            "within the distributable, at most {share} % can have enough for today's cost, whatever the table; {asked} % is asked"
        ),
        proved: true,
    })
}

/// The most weight that can have enough within the money, if each cluster could have its own amount: no table does better.
fn most_enough(clusters: &[Cluster], capacity: i128) -> i128 {
    // For each cluster the way from nothing to enough for all, in steps that bring most for their money first.
    let mut steps: Vec<(i128, i128)> = Vec::new();
    for cluster in clusters {
        let mut hull: Vec<(i128, i128)> = vec![(0, 0)];
        for (weight, cost) in cluster.steps() {
            let point = (cluster.weight.saturating_mul(i128::from(cost)), weight);
            while let [.., one, two] = hull.as_slice() {
                let flatter = slope_below(*one, *two, point);
                if !flatter {
                    break;
                }
                hull.pop();
            }
            match hull.last_mut() {
                Some(last) if last.0 == point.0 => last.1 = point.1,
                _ => hull.push(point),
            }
        }
        for pair in hull.windows(2) {
            if let [one, two] = pair {
                steps.push((two.0.saturating_sub(one.0), two.1.saturating_sub(one.1)));
            }
        }
        if let Some(free) = hull.first().filter(|free| free.1 > 0) {
            steps.push((0, free.1));
        }
    }
    steps.sort_by(|one, two| ratio(*one).total_cmp(&ratio(*two)));
    let (mut left, mut enough) = (capacity, 0i128);
    for (money, weight) in steps {
        if money <= left {
            left = left.saturating_sub(money);
            enough = enough.saturating_add(weight);
        } else {
            let part = weight as f64 * (left as f64 / money as f64);
            return enough.saturating_add(part.ceil() as i128);
        }
    }
    enough
}

fn ratio((money, weight): (i128, i128)) -> f64 {
    money as f64 / (weight as f64).max(1.0)
}

/// Whether the way from `one` to `two` brings less for its money than that from `two` to `three`.
fn slope_below(one: (i128, i128), two: (i128, i128), three: (i128, i128)) -> bool {
    let (a, b) = ((two.0.saturating_sub(one.0)) as f64, (two.1.saturating_sub(one.1)) as f64);
    let (c, d) = ((three.0.saturating_sub(two.0)) as f64, (three.1.saturating_sub(two.1)) as f64);
    b * c <= d * a
}

/// Which wish stands in the way.
pub(super) fn infeasible(
    search: &Search<'_>,
    wishes: &Wishes,
    others: &[Table],
    most: Option<i128>,
) -> Trouble {
    let weight = search.sample.weight();
    let asked = percent(search.enough_least, weight);
    let found = percent(most.unwrap_or(0), weight);
    let free = Search {
        sample: search.sample,
        clusters: search.clusters.clone(),
        joined: search.joined.clone(),
        rough: search.rough.clone(),
        capacity: search.capacity,
        rise_most: &search.rise_most * &Exact::from(1_000_000),
        enough_least: search.enough_least,
    };
    let steep = search.rise_most < free.rise_most && wishes.steepest.is_some();
    if steep && super::wishes::search(&free, &Wishes { steepest: None, ..wishes.clone() }, others).is_ok() {
        return Trouble::Infeasible {
            wish: "steepest",
            why: format!(
                "without the limit on steepness {asked} % can have enough within the distributable; with it, the most that was found is {found} %"
            ),
            proved: false,
        };
    }
    Trouble::Infeasible {
        wish: "share_with_enough",
        why: format!("within the distributable the most that was found is {found} %; {asked} % is asked"),
        proved: false,
    }
}

fn percent(part: i128, whole: i128) -> String {
    let share = Exact::ratio(part.saturating_mul(100), whole.max(1)).unwrap_or(Exact::ZERO);
    share.round(openras_core::Rounding::Down, 1).to_fixed(1)
}
