//! A sample by distinct points: nothing that a calibration asks needs more, and nothing is lost.

use crate::sample::Sample;

/// The people who have the same points.
#[derive(Clone, Debug)]
pub(crate) struct Cluster {
    /// The points, in units of the sample's last decimal.
    pub(crate) points: i64,
    /// The people's weights together, in millionths.
    pub(crate) weight: i128,
    /// Their costs, lowest first.
    pub(crate) costs: Vec<i64>,
    /// Before each cost the weights of the lower ones, and at the end all.
    weights: Vec<i128>,
    /// Before each cost the weighted sum of the lower ones, and at the end all.
    sums: Vec<i128>,
}

/// What an amount for everybody with the same points comes to.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Fits {
    /// The weighted sum of the distances from today's costs.
    pub(crate) distance: i128,
    /// The weight of those for whom it is enough.
    pub(crate) enough: i128,
}

/// The people of a sample by their points, fewest first.
pub(crate) fn clusters(sample: &Sample, of: impl IntoIterator<Item = usize>) -> Vec<Cluster> {
    let mut people: Vec<(i64, i64, i64)> = of
        .into_iter()
        .filter_map(|at| sample.people.get(at))
        .map(|person| (person.points, person.cost, person.weight))
        .collect();
    people.sort_unstable();
    let equal = people.chunk_by(|one, other| one.0 == other.0);
    equal.map(Cluster::new).collect()
}

/// Everybody of a sample by their points.
pub(crate) fn everybody(sample: &Sample) -> Vec<Cluster> {
    clusters(sample, 0..sample.people.len())
}

/// Clusters that lie next to each other brought together at their mean points: `most` at the most beside the first and the
/// last, which stay alone. For a search only: the people of one keep their costs, not their points.
///
/// # Rounding
/// The mean points to the nearest unit.
pub(crate) fn joined(clusters: &[Cluster], most: usize) -> Vec<Cluster> {
    let (Some((first, rest)), true) = (clusters.split_first(), clusters.len() > most.saturating_add(2))
    else {
        return clusters.to_vec();
    };
    let Some((last, middle)) = rest.split_last() else { return clusters.to_vec() };
    let all: i128 = middle.iter().map(|cluster| cluster.weight).sum();
    let step = all.checked_div(i128::try_from(most).unwrap_or(1)).unwrap_or(1).max(1);
    let (mut joined, mut group, mut sum) = (vec![first.clone()], Vec::new(), 0i128);
    for cluster in middle {
        group.push(cluster);
        sum = sum.saturating_add(cluster.weight);
        if sum >= step {
            joined.push(Cluster::joining(&group));
            group.clear();
            sum = 0;
        }
    }
    if !group.is_empty() {
        joined.push(Cluster::joining(&group));
    }
    joined.push(last.clone());
    joined
}

impl Cluster {
    fn joining(group: &[&Cluster]) -> Cluster {
        let weight: i128 = group.iter().map(|cluster| cluster.weight).sum();
        let points: i128 =
            group.iter().map(|cluster| i128::from(cluster.points).saturating_mul(cluster.weight)).sum();
        let points =
            crate::rule::rounded(points, weight.max(1)).and_then(|points| i64::try_from(points).ok());
        let mut people: Vec<(i64, i64, i64)> = Vec::new();
        for cluster in group {
            let mut last = 0i128;
            for (up_to, cost) in cluster.steps() {
                let own = i64::try_from(up_to.saturating_sub(last)).unwrap_or(i64::MAX);
                people.push((points.unwrap_or(cluster.points), cost, own));
                last = up_to;
            }
        }
        people.sort_unstable();
        Cluster::new(&people)
    }

    fn new(people: &[(i64, i64, i64)]) -> Cluster {
        let (mut weight, mut sum) = (0i128, 0i128);
        let mut cluster = Cluster {
            points: people.first().map_or(0, |(points, _, _)| *points),
            weight: 0,
            costs: Vec::with_capacity(people.len()),
            weights: vec![0],
            sums: vec![0],
        };
        for (_, cost, own) in people {
            let own = i128::from(*own);
            weight = weight.saturating_add(own);
            sum = sum.saturating_add(own.saturating_mul(i128::from(*cost)));
            cluster.costs.push(*cost);
            cluster.weights.push(weight);
            cluster.sums.push(sum);
        }
        cluster.weight = weight;
        cluster
    }

    /// The same people with costs that lie next to each other brought to their mean: `most` costs at the most.
    ///
    /// # Rounding
    /// Each mean down to the smallest unit.
    pub(crate) fn coarse(&self, most: usize) -> Cluster {
        let step = self.costs.len().div_ceil(most.max(1)).max(1);
        let at = |list: &[i128], place: usize| list.get(place).copied().unwrap_or(0);
        let last = self.costs.len();
        let mut cluster = Cluster { costs: Vec::new(), weights: vec![0], sums: vec![0], ..self.clone() };
        for from in (0..last).step_by(step) {
            let to = from.saturating_add(step).min(last);
            let weight = at(&self.weights, to).saturating_sub(at(&self.weights, from));
            let sum = at(&self.sums, to).saturating_sub(at(&self.sums, from));
            let mean = sum.checked_div(weight).unwrap_or(0);
            cluster.costs.push(i64::try_from(mean).unwrap_or(i64::MAX));
            cluster.weights.push(at(&self.weights, to));
            cluster.sums.push(at(&self.sums, to));
        }
        cluster
    }

    /// The weighted sum of today's costs.
    pub(crate) fn cost(&self) -> i128 {
        self.sums.last().copied().unwrap_or(0)
    }

    /// The weight and the weighted sum of the costs that are not above `amount`.
    pub(crate) fn up_to(&self, amount: i64) -> (i128, i128) {
        let below = self.costs.partition_point(|cost| *cost <= amount);
        let at = |list: &[i128]| list.get(below).copied().unwrap_or(0);
        (at(&self.weights), at(&self.sums))
    }

    /// What `amount` for each of these people comes to.
    pub(crate) fn fits(&self, amount: i128) -> Fits {
        let (enough, below) = self.up_to(i64::try_from(amount).unwrap_or(i64::MAX));
        let short = self.weight.saturating_sub(enough);
        let above = self.cost().saturating_sub(below);
        let over = amount.saturating_mul(enough).saturating_sub(below);
        let under = above.saturating_sub(amount.saturating_mul(short));
        Fits { distance: over.saturating_add(under), enough }
    }

    /// The weights up to each cost, with the cost, lowest first.
    pub(crate) fn steps(&self) -> impl Iterator<Item = (i128, i64)> {
        self.weights.iter().skip(1).copied().zip(self.costs.iter().copied())
    }
}
