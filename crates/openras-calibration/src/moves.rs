//! Whom a new rulebook moves, and what it costs to soften that.

use openras_core::{Exact, Rounding};

use crate::effects::{Effects, effects};
use crate::fit::WORST;
use crate::sample::{Person, Sample, Trait, WEIGHT_UNIT};

/// Somebody's money before and after, for a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BeforeAndAfter {
    /// An opaque reference.
    pub person: String,
    /// The row of the file.
    pub row: usize,
    /// The budget by the old rulebook.
    pub old: Exact,
    /// The budget by the new one.
    pub new: Exact,
}

/// Whom a new rulebook moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moves {
    /// Who wins and who loses, altogether and by what is known of people.
    pub effects: Effects,
    /// Those who lose most, by their place, most first.
    pub worst: Vec<(usize, Exact)>,
}

/// What it costs to let nobody lose more than a share a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Protection {
    /// The most that anybody loses in a year, as a share of what they had in the year before.
    pub share: Exact,
    /// What it costs in each year, the first first.
    pub years: Vec<Exact>,
    /// How many people are protected in each year.
    pub people: Vec<usize>,
}

/// Lays the money before and after side by side. `traits` are in the order of `people`.
pub fn moves(people: &[BeforeAndAfter], traits: Vec<Trait>, money_decimals: u32) -> Moves {
    let unit = Exact::from(10i128.saturating_pow(money_decimals));
    let minor = |value: &Exact| (value * &unit).parts().map_or(0, |(whole, _)| whole);
    let one = |person: &BeforeAndAfter| Person {
        person: person.person.clone(),
        row: person.row,
        points: 0,
        cost: i64::try_from(minor(&person.old)).unwrap_or(i64::MAX),
        weight: WEIGHT_UNIT,
    };
    let sample = Sample {
        people: people.iter().map(one).collect(),
        points_decimals: 0,
        money_decimals,
        traits,
        stands_for: None,
        left_out: Vec::new(),
        uprated: None,
        taken: None,
        without: Vec::new(),
        points_from: None,
    };
    let budgets: Vec<i128> = people.iter().map(|person| minor(&person.new)).collect();
    let mut worst: Vec<(usize, Exact)> = people
        .iter()
        .enumerate()
        .filter(|(_, person)| person.new < person.old)
        .map(|(at, person)| (at, &person.old - &person.new))
        .collect();
    worst.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(&other.0)));
    worst.truncate(WORST);
    Moves { effects: effects(&sample, &budgets), worst }
}

/// What it costs, year by year, if nobody's budget falls by more than `share` of the year before, for `years` years. Everybody
/// is taken to stay with the same needs.
///
/// # Rounding
/// Each protected budget up to the currency's decimals, so that nobody loses more than the share.
pub fn protection(people: &[BeforeAndAfter], share: &Exact, years: u32, money_decimals: u32) -> Protection {
    let kept = &Exact::ONE - share;
    let places = i32::try_from(money_decimals).unwrap_or(2);
    let mut protection = Protection { share: share.clone(), years: Vec::new(), people: Vec::new() };
    let mut before: Vec<Exact> = people.iter().map(|person| person.old.clone()).collect();
    for _ in 0..years {
        let (mut cost, mut count) = (Exact::ZERO, 0usize);
        for (person, before) in people.iter().zip(&mut before) {
            let floor = (&*before * &kept).round(Rounding::Up, places);
            if floor > person.new {
                cost = &cost + &(&floor - &person.new);
                count = count.saturating_add(1);
                *before = floor;
            } else {
                *before = person.new.clone();
            }
        }
        protection.years.push(cost);
        protection.people.push(count);
    }
    protection
}
