//! Who wins and who loses.

use openras_core::Exact;

use crate::sample::Sample;

/// Fewer people than this are not shown in anything that is published.
pub const SHOWN_LEAST: usize = 5;

/// Who wins and who loses, altogether and by what is known of people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effects {
    /// Everybody.
    pub all: Moved,
    /// By each column: the name, and each label in order; nothing where the cell is empty.
    pub by: Vec<(String, Vec<(String, Moved)>)>,
    /// How many people's money changes by how much, as shares of today's cost, most lost first.
    pub bands: Vec<Band>,
}

/// What happens to some people's money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// How many people of the sample.
    pub people: usize,
    /// Those with more than today.
    pub winners: usize,
    /// Those with less than today.
    pub losers: usize,
    /// Those with the same.
    pub unchanged: usize,
    /// Today's cost, for everybody they stand for.
    pub cost: Exact,
    /// The budgets, for everybody they stand for.
    pub budget: Exact,
}

impl Moved {
    /// The budgets less today's cost.
    pub fn net_change(&self) -> Exact {
        &self.budget - &self.cost
    }
}

/// People whose money changes by a share of today's cost within two limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// What it says, for people.
    pub text: &'static str,
    /// How many people of the sample.
    pub people: usize,
}

/// The limits of the bands in percent of today's cost: each is up to and including the limit.
const BANDS: [(&str, Option<i128>); 9] = [
    ("loses more than 50 %", Some(-50)),
    ("loses more than 20 % and up to 50 %", Some(-20)),
    ("loses more than 10 % and up to 20 %", Some(-10)),
    ("loses up to 10 %", Some(0)),
    ("the same", None),
    ("gains up to 10 %", Some(10)),
    ("gains more than 10 % and up to 20 %", Some(20)),
    ("gains more than 20 % and up to 50 %", Some(50)),
    ("gains more than 50 %", Some(i128::MAX)),
];

/// Holds budgets against today's costs, person by person.
pub(crate) fn effects(sample: &Sample, budgets: &[i128]) -> Effects {
    let everybody: Vec<usize> = (0..sample.people.len()).collect();
    let by = sample.traits.iter().map(|known| {
        let members = sample.members(known).into_iter();
        (
            known.name.clone(),
            members.map(|(label, members)| (label, moved(sample, budgets, &members))).collect(),
        )
    });
    Effects { all: moved(sample, budgets, &everybody), by: by.collect(), bands: bands(sample, budgets) }
}

fn moved(sample: &Sample, budgets: &[i128], members: &[usize]) -> Moved {
    let mut moved = Moved {
        people: members.len(),
        winners: 0,
        losers: 0,
        unchanged: 0,
        cost: Exact::ZERO,
        budget: Exact::ZERO,
    };
    let (mut costs, mut given) = (0i128, 0i128);
    for (person, budget) in members.iter().filter_map(|at| Some((sample.people.get(*at)?, budgets.get(*at)?)))
    {
        let (weight, cost) = (i128::from(person.weight), i128::from(person.cost));
        costs = costs.saturating_add(weight.saturating_mul(cost));
        given = given.saturating_add(weight.saturating_mul(*budget));
        let count = match budget.cmp(&cost) {
            std::cmp::Ordering::Greater => &mut moved.winners,
            std::cmp::Ordering::Less => &mut moved.losers,
            std::cmp::Ordering::Equal => &mut moved.unchanged,
        };
        *count = count.saturating_add(1);
    }
    moved.cost = sample.money(costs);
    moved.budget = sample.money(given);
    moved
}

fn bands(sample: &Sample, budgets: &[i128]) -> Vec<Band> {
    let mut bands: Vec<Band> = BANDS.iter().map(|(text, _)| Band { text, people: 0 }).collect();
    for (person, budget) in sample.people.iter().zip(budgets) {
        let cost = i128::from(person.cost);
        let change = budget.saturating_sub(cost).saturating_mul(100);
        let within = |limit: i128| match limit {
            // Losses hold their upper limit from outside, gains from inside; both in whole percents of today's cost.
            i128::MAX => change > 0,
            limit if limit <= 0 => change < limit.saturating_mul(cost),
            limit => change > 0 && change <= limit.saturating_mul(cost),
        };
        let place = BANDS.iter().position(|(_, limit)| limit.map_or(change == 0, within));
        if let Some(band) = place.and_then(|place| bands.get_mut(place)) {
            band.people = band.people.saturating_add(1);
        }
    }
    bands
}
