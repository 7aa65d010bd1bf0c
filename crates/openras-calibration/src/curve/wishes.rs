//! The search: many candidates, each worked out exactly, and which wish stands in the way where none is good.
#![allow(clippy::float_arithmetic, reason = "it searches; every candidate is worked out exactly")]

use openras_core::Exact;

use super::infeasible::{infeasible, possible};
use super::knots::{knots, places};
use super::relaxed::{Relaxed, least, relaxed};
use super::values::{Asked, values};
use super::{Candidate, Search, Wishes};
use crate::rule::Table;
use crate::tally::Cluster;
use crate::trouble::Trouble;

/// How often rows are moved to see whether the table gets better.
const MOVES_MAX: u32 = 24;
/// How often the weight of an amount short is doubled to bring more people to enough, and then halved in.
const DOUBLINGS: u32 = 10;
const HALVINGS: u32 = 4;

/// The best that was found.
pub(crate) struct Found {
    pub(crate) best: Candidate,
    pub(crate) gap_millionths: Option<u64>,
}

/// The best table that keeps to every wish.
pub(crate) fn search(search: &Search<'_>, wishes: &Wishes, others: &[Table]) -> Result<Found, Trouble> {
    possible(search)?;
    let count = usize::try_from(wishes.rows_most).unwrap_or(usize::MAX);
    if count < 2 {
        return Err(Trouble::BadBreaks("a table has two rows at least".to_owned()));
    }
    let given = wishes.rows_at.as_ref().map(|rows| given_rows(search, rows)).transpose()?;
    let mut hunt = Hunt { search, best: None, most_enough: None };
    let rise_most = float(&search.rise_most);
    let none = vec![0.0; search.joined.len()];
    let plain = relaxed(&search.rough, rise_most, search.capacity as f64, &none);
    for table in others.iter().filter(|table| given.is_none() && table.rows.len() <= count) {
        hunt.try_other(table)?;
    }
    let first = hunt.try_weighted(&plain, &none, given.as_deref(), count)?;
    if first.as_ref().is_none_or(|first| first.enough < search.enough_least) {
        hunt.raise(&plain, given.as_deref(), count)?;
    }
    if given.is_none() {
        hunt.move_rows()?;
    }
    match hunt.best {
        Some(best) => {
            let least = least(&search.clusters, rise_most, search.capacity as f64, plain.price);
            Ok(Found { gap_millionths: gap(&best, least), best })
        }
        None => Err(infeasible(search, wishes, others, hunt.most_enough)),
    }
}

/// By how much the best found is above what no line can be below.
fn gap(best: &Candidate, least: f64) -> Option<u64> {
    let found = best.distance as f64;
    if found <= least || found == 0.0 {
        return Some(0);
    }
    (least > 0.0).then(|| ((found - least) / least * 1e6).ceil() as u64)
}

struct Hunt<'a> {
    search: &'a Search<'a>,
    /// The nearest that keeps to every wish.
    best: Option<Candidate>,
    /// The most weight with enough, of all that keep to the other wishes.
    most_enough: Option<i128>,
}

impl Hunt<'_> {
    /// Counts a table, if it keeps to the wishes.
    fn count(&mut self, candidate: &Candidate) {
        if !self.search.keeps(candidate) {
            return;
        }
        self.most_enough = Some(self.most_enough.map_or(candidate.enough, |most| most.max(candidate.enough)));
        let nearer = self.best.as_ref().is_none_or(|best| candidate.distance < best.distance);
        if candidate.enough >= self.search.enough_least && nearer {
            self.best = Some(candidate.clone());
        }
    }

    /// Brings more people to enough by making an amount short weigh more, the more the lower budgets are: whoever costs less
    /// is brought to enough with less. As much as is needed, and no more.
    fn raise(&mut self, plain: &Relaxed, given: Option<&[i128]>, count: usize) -> Result<(), Trouble> {
        let rise_most = float(&self.search.rise_most);
        let mean = plain.budgets.iter().sum::<f64>() / plain.budgets.len().max(1) as f64;
        let each: Vec<f64> =
            plain.budgets.iter().map(|budget| mean / budget.max(mean / 100.0).max(1.0)).collect();
        let try_one = |hunt: &mut Self, weight: f64| -> Result<bool, Trouble> {
            let shortfall: Vec<f64> = each.iter().map(|each| each * weight).collect();
            let line = relaxed(&hunt.search.rough, rise_most, hunt.search.capacity as f64, &shortfall);
            let found = hunt.try_weighted(&line, &shortfall, given, count)?;
            Ok(found.is_some_and(|found| found.enough >= hunt.search.enough_least))
        };
        let (mut low, mut high) = (0.0, 0.125);
        let mut reached = false;
        for _ in 0..DOUBLINGS {
            reached = try_one(self, high)?;
            if reached {
                break;
            }
            low = high;
            high *= 2.0;
        }
        for _ in 0..HALVINGS {
            if !reached {
                break;
            }
            let middle = f64::midpoint(low, high);
            if try_one(self, middle)? { high = middle } else { low = middle }
        }
        Ok(())
    }

    /// The best table where amounts short weigh so much, and the same with just as many having enough as was asked.
    fn try_weighted(
        &mut self,
        line: &Relaxed,
        shortfall: &[f64],
        given: Option<&[i128]>,
        count: usize,
    ) -> Result<Option<Candidate>, Trouble> {
        let rows = match given {
            Some(rows) => rows.to_vec(),
            None => {
                let places = knots(&self.search.rough, &line.budgets, line.price, shortfall, count);
                rows_of(&self.search.rough, &places)
            }
        };
        let budgets = self.along(line);
        let found = self.try_rows(&rows, shortfall, None, &budgets)?;
        if let Some(found) = &found {
            self.try_enough(found, &budgets)?;
        }
        Ok(found)
    }

    /// A table of another method, as it is and with better amounts at its rows.
    fn try_other(&mut self, table: &Table) -> Result<(), Trouble> {
        let Some(candidate) = self.search.candidate(table.clone()) else { return Ok(()) };
        self.count(&candidate);
        let scale =
            10i128.saturating_pow(table.points_decimals.saturating_sub(self.search.sample.points_decimals));
        let rows: Option<Vec<i128>> = table
            .rows
            .iter()
            .map(|row| (row.0.checked_rem(scale)? == 0).then(|| row.0.checked_div(scale))?)
            .collect();
        let (Some(rows), Some(budgets)) = (rows, self.budgets(table)) else { return Ok(()) };
        if let Some(found) = self.try_rows(&rows, &self.none(), None, &budgets)? {
            self.try_enough(&found, &budgets)?;
        }
        self.try_enough(&candidate_at(&candidate, &rows), &budgets)
    }

    fn none(&self) -> Vec<f64> {
        vec![0.0; self.search.joined.len()]
    }

    /// The budgets of all clusters on the straight pieces of a line through the joined ones.
    fn along(&self, line: &Relaxed) -> Vec<f64> {
        let at = |place: usize| {
            let cluster = self.search.rough.get(place)?;
            Some((cluster.points as f64, *line.budgets.get(place)?))
        };
        let mut upper = 0usize;
        let budget = |cluster: &Cluster| {
            let points = cluster.points as f64;
            while at(upper).is_some_and(|place| place.0 < points) {
                upper = upper.saturating_add(1);
            }
            match (upper.checked_sub(1).and_then(at), at(upper)) {
                (Some((a, u)), Some((b, v))) => u + (v - u) * (points - a) / (b - a),
                (None, Some((_, is))) | (Some((_, is)), None) => is,
                (None, None) => 0.0,
            }
        };
        self.search.clusters.iter().map(budget).collect()
    }

    /// The best amounts at these rows.
    fn try_rows(
        &mut self,
        rows: &[i128],
        shortfall: &[f64],
        least: Option<&[i64]>,
        start: &[f64],
    ) -> Result<Option<Candidate>, Trouble> {
        let beat = match &self.best {
            Some(best) if shortfall.iter().all(|weight| *weight == 0.0) => best.distance as f64,
            _ => f64::INFINITY,
        };
        let near = |row: &i128| {
            let clusters = &self.search.clusters;
            let at = clusters.partition_point(|cluster| i128::from(cluster.points) < *row);
            start.get(at.min(clusters.len().saturating_sub(1))).copied().unwrap_or(0.0)
        };
        let start: Vec<f64> = rows.iter().map(near).collect();
        let asked = Asked { rows, shortfall, least, beat, start: &start };
        let Some(amounts) = values(self.search, &asked)? else { return Ok(None) };
        let candidate = self.search.candidate(self.payable(rows, &amounts));
        if let Some(candidate) = &candidate {
            self.count(candidate);
        }
        Ok(candidate)
    }

    /// Amounts rounded down to what can be paid, never falling and never too steep.
    fn payable(&self, rows: &[i128], amounts: &[f64]) -> Table {
        let mut last: Option<(i128, i128)> = None;
        let mut table = Vec::with_capacity(rows.len());
        for (at, amount) in rows.iter().zip(amounts) {
            let mut is = (amount + 1e-6).max(0.0).floor() as i128;
            if let Some((before, lower)) = last {
                let run = Exact::from(at.saturating_sub(before));
                let most = (&self.search.rise_most * &run).round(openras_core::Rounding::Down, 0);
                let most = most.parts().map_or(i128::MAX, |(whole, _)| whole);
                is = is.min(lower.saturating_add(most)).max(lower);
            }
            last = Some((*at, is));
            table.push((*at, is));
        }
        self.search.table(table)
    }

    /// The same rows with the people nearest to enough brought to it, as many as were asked for.
    fn try_enough(&mut self, from: &Candidate, budgets: &[f64]) -> Result<(), Trouble> {
        if self.search.enough_least == 0 {
            return Ok(());
        }
        let rows: Vec<i128> = from.table.rows.iter().map(|row| row.0).collect();
        let own = self.budgets(&from.table).unwrap_or_else(|| budgets.to_vec());
        for reference in [own.as_slice(), budgets] {
            let least = cheapest(&self.search.clusters, reference, self.search.enough_least);
            self.try_rows(&rows, &self.none(), Some(&least), budgets)?;
        }
        Ok(())
    }

    fn budgets(&self, table: &Table) -> Option<Vec<f64>> {
        let budgets = table.budgets(&self.search.clusters, self.search.sample.points_decimals)?;
        Some(budgets.into_iter().map(|budget| budget as f64).collect())
    }

    /// Moves one row at a time to a neighbouring place, as long as that helps.
    fn move_rows(&mut self) -> Result<(), Trouble> {
        let points: Vec<i128> = rows_of(&self.search.clusters, &places(&self.search.clusters));
        let mut moves = 0u32;
        let mut better = true;
        while better && moves < MOVES_MAX {
            let Some(best) = self.best.clone() else { break };
            let rows: Vec<i128> = best.table.rows.iter().map(|row| row.0).collect();
            let budgets = self.budgets(&best.table).unwrap_or_default();
            let least = cheapest(&self.search.clusters, &budgets, self.search.enough_least);
            let least = (self.search.enough_least > 0).then_some(least.as_slice());
            for row in 1..rows.len().saturating_sub(1) {
                for other in neighbours(&points, &rows, row) {
                    moves = moves.saturating_add(1);
                    if moves > MOVES_MAX {
                        return Ok(());
                    }
                    let mut moved = rows.clone();
                    if let Some(slot) = moved.get_mut(row) {
                        *slot = other;
                    }
                    self.try_rows(&moved, &self.none(), least, &budgets)?;
                }
            }
            better = self.best.as_ref().is_some_and(|now| now.distance < best.distance);
        }
        Ok(())
    }
}

/// The places next to a row, and a little further, between its neighbours.
fn neighbours(points: &[i128], rows: &[i128], row: usize) -> Vec<i128> {
    let get = |at: Option<usize>| at.and_then(|at| rows.get(at)).copied();
    let (Some(low), Some(own), Some(high)) =
        (get(row.checked_sub(1)), get(Some(row)), get(row.checked_add(1)))
    else {
        return Vec::new();
    };
    let at = points.partition_point(|point| *point < own);
    let near = [at.checked_sub(3), at.checked_sub(1), at.checked_add(1), at.checked_add(3)];
    let near = near.into_iter().filter_map(|at| points.get(at?)).copied();
    near.filter(|point| *point > low && *point < high && *point != own).collect()
}

fn candidate_at(candidate: &Candidate, rows: &[i128]) -> Candidate {
    let mut candidate = candidate.clone();
    for (row, at) in candidate.table.rows.iter_mut().zip(rows) {
        row.0 = *at;
    }
    candidate
}

/// How often the distance from a budget up to which people come is halved in.
const CHEAPEST_ROUNDS: u32 = 48;

/// The least budget of each cluster at which people of this weight have enough, chosen so that those furthest below their
/// budgets come first.
fn cheapest(clusters: &[Cluster], budgets: &[f64], weight: i128) -> Vec<i64> {
    let each = || clusters.iter().zip(budgets);
    let limit = |budget: f64, far: f64| (budget + far).floor() as i64;
    let reached =
        |far: f64| -> i128 { each().map(|(cluster, budget)| cluster.up_to(limit(*budget, far)).0).sum() };
    let top = each().filter_map(|(cluster, budget)| Some(*cluster.costs.last()? as f64 - budget));
    let highest = top.fold(0.0, f64::max) + 1.0;
    let (mut low, mut high) = (-budgets.iter().copied().fold(0.0, f64::max) - 1.0, highest);
    for _ in 0..CHEAPEST_ROUNDS {
        let middle = f64::midpoint(low, high);
        if reached(middle) < weight { low = middle } else { high = middle }
    }
    // Whoever is below `low` comes, and of those between it and `high` as many as are needed.
    let mut sum = reached(low);
    let dearest = |cluster: &Cluster, most: i64| {
        let below = cluster.costs.partition_point(|cost| *cost <= most);
        below.checked_sub(1).and_then(|last| cluster.costs.get(last)).copied().unwrap_or(0)
    };
    let one = |(cluster, budget): (&Cluster, &f64)| {
        let (sure, most) = (limit(*budget, low), limit(*budget, high));
        let more = cluster.up_to(most).0.saturating_sub(cluster.up_to(sure).0);
        if sum < weight && more > 0 {
            sum = sum.saturating_add(more);
            return dearest(cluster, most);
        }
        dearest(cluster, sure)
    };
    each().map(one).collect()
}

fn rows_of(clusters: &[Cluster], places: &[usize]) -> Vec<i128> {
    places.iter().filter_map(|at| clusters.get(*at)).map(|cluster| i128::from(cluster.points)).collect()
}

/// Rows that were chosen, in the units of the sample: from the fewest points to the most.
fn given_rows(search: &Search<'_>, rows: &[Exact]) -> Result<Vec<i128>, Trouble> {
    let scale = Exact::from(10i128.saturating_pow(search.sample.points_decimals));
    let bad = |why: &str| Trouble::BadBreaks(why.to_owned());
    let whole: Option<Vec<i128>> = rows
        .iter()
        .map(|row| (row * &scale).parts().filter(|(_, den)| *den == 1))
        .map(|parts| Some(parts?.0))
        .collect();
    let whole = whole.ok_or_else(|| bad("the rows have more decimals than the points of the sample"))?;
    let rises = whole.windows(2).all(|pair| matches!(pair, [one, other] if one < other));
    let ends = [search.clusters.first(), search.clusters.last()]
        .map(|cluster| cluster.map(|c| i128::from(c.points)));
    let covers = whole.first().copied() <= ends[0] && whole.last().copied() >= ends[1];
    if !rises || !covers || whole.len() < 2 {
        return Err(bad("the rows rise, from the fewest points in the sample or below to the most or above"));
    }
    Ok(whole)
}

fn float(value: &Exact) -> f64 {
    value.parts().map_or(f64::MAX, |(num, den)| num as f64 / den as f64)
}
