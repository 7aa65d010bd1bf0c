//! One price a point: the greatest at which the rounded budgets together stay within the money (RAS 4).

use std::collections::BTreeMap;

use openras_core::Exact;

use crate::rule::{greatest, rounded, spent};
use crate::sample::Sample;
use crate::tally::{Cluster, clusters, everybody};
use crate::trouble::Trouble;

/// The greatest price a point, in units of its last decimal.
const PRICE_MAX: i128 = 1_000_000_000_000_000_000;

/// The greatest price of `decimals` decimals at which these people's rounded budgets come to no more than `capacity`.
///
/// # Rounding
/// Each budget to the smallest unit, half away from zero; the price down.
pub(crate) fn greatest_price(
    clusters: &[Cluster],
    capacity: i128,
    sample: &Sample,
    decimals: u32,
) -> Result<i128, Trouble> {
    if clusters.iter().all(|cluster| cluster.points == 0) {
        return Err(Trouble::NoPoints);
    }
    let fits = |price: i128| {
        let budgets = budgets(clusters, price, sample, decimals);
        budgets.and_then(|budgets| spent(clusters, &budgets)).is_some_and(|spent| spent <= capacity)
    };
    greatest(PRICE_MAX, fits).ok_or(Trouble::NoMoney)
}

/// The budgets at a price, in smallest units.
pub(crate) fn budgets(
    clusters: &[Cluster],
    price: i128,
    sample: &Sample,
    decimals: u32,
) -> Option<Vec<i128>> {
    let per = 10i128.checked_pow(sample.points_decimals.checked_add(decimals)?)?;
    let unit = 10i128.checked_pow(sample.money_decimals)?;
    let one = |cluster: &Cluster| {
        let product = i128::from(cluster.points).checked_mul(price)?.checked_mul(unit)?;
        rounded(product, per)
    };
    clusters.iter().map(one).collect()
}

/// One price for everybody.
pub(crate) fn flat(sample: &Sample, distributable: &Exact, decimals: u32) -> Result<Exact, Trouble> {
    let price = greatest_price(&everybody(sample), sample.capacity(distributable), sample, decimals)?;
    Ok(Exact::decimal(price, decimals))
}

/// One price for each group, within the money of each.
pub(crate) fn by_group(
    sample: &Sample,
    limits: &BTreeMap<String, Exact>,
    decimals: u32,
) -> Result<BTreeMap<String, Exact>, Trouble> {
    let groups = sample.known("group").ok_or(Trouble::NoGroups)?;
    let mut prices = BTreeMap::new();
    for (group, members) in sample.members(groups) {
        let limit = limits.get(&group).ok_or_else(|| Trouble::NoFund(group.clone()))?;
        let price = greatest_price(&clusters(sample, members), sample.capacity(limit), sample, decimals)
            .map_err(|trouble| Trouble::InGroup(group.clone(), Box::new(trouble)))?;
        prices.insert(group, Exact::decimal(price, decimals));
    }
    Ok(prices)
}

/// The money of each group, where all have one fund: in proportion to what is spent on them today, so that a price for each
/// moves nothing between them.
///
/// # Rounding
/// To the currency's smallest unit; what is over goes to the largest remainders, ties to the first name.
pub(crate) fn shares(sample: &Sample, distributable: &Exact) -> Result<BTreeMap<String, Exact>, Trouble> {
    let groups = sample.known("group").ok_or(Trouble::NoGroups)?;
    let mut costs: Vec<(String, Exact)> = Vec::new();
    for (group, members) in sample.members(groups) {
        let cost: i128 = clusters(sample, members).iter().map(Cluster::cost).sum();
        costs.push((group, sample.money(cost)));
    }
    let all: Exact = costs.iter().map(|(_, cost)| cost.clone()).sum();
    let decimals = i32::try_from(sample.money_decimals).unwrap_or(2);
    let unit = Exact::decimal(1, sample.money_decimals);
    let mut parts = Vec::new();
    for (group, cost) in costs {
        let exact = (distributable * &cost).checked_div(&all).ok_or(Trouble::NoCosts)?;
        let down = exact.round(openras_core::Rounding::Down, decimals);
        parts.push((&exact - &down, group, down));
    }
    let given: Exact = parts.iter().map(|(_, _, down)| down.clone()).sum();
    let mut left = distributable - &given;
    parts.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    let mut shares = BTreeMap::new();
    for (_, group, down) in parts {
        let more = if left >= unit { unit.clone() } else { Exact::ZERO };
        left = &left - &more;
        shares.insert(group, &down + &more);
    }
    Ok(shares)
}
