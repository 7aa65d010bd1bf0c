//! People whose cost for a point is far from the others': listed, never dropped.
#![allow(clippy::float_arithmetic, reason = "it points at people; no float becomes an amount")]

use crate::sample::Sample;

/// How many times the median distance from the median a cost for a point may be off before it is listed.
pub const FAR: u32 = 5;

/// The rule, in words.
pub const RULE: &str = "cost for a point further from the median than five times the median distance from it; or a cost without points";

/// The places of people who are far from the others, in the order of the sample.
pub fn outliers(sample: &Sample) -> Vec<usize> {
    let with_points = sample.people.iter().enumerate().filter(|(_, person)| person.points > 0);
    let ratios: Vec<(usize, f64)> =
        with_points.map(|(at, person)| (at, person.cost as f64 / person.points as f64)).collect();
    let middle = median(ratios.iter().map(|(_, ratio)| *ratio).collect());
    let off = median(ratios.iter().map(|(_, ratio)| (ratio - middle).abs()).collect());
    let far = ratios.iter().filter(|(_, ratio)| (ratio - middle).abs() > f64::from(FAR) * off && off > 0.0);
    let mut places: Vec<usize> = far.map(|(at, _)| *at).collect();
    let without =
        sample.people.iter().enumerate().filter(|(_, person)| person.points == 0 && person.cost > 0);
    places.extend(without.map(|(at, _)| at));
    places.sort_unstable();
    places
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let upper = values.len().checked_div(2).unwrap_or(0);
    let lower = values.len().saturating_sub(1).checked_div(2).unwrap_or(0);
    let at = |place: usize| values.get(place).copied().unwrap_or(0.0);
    f64::midpoint(at(lower), at(upper))
}
