//! The people of a desktop exercise: their points and what is spent on them today.

use std::collections::BTreeMap;

use openras_core::{Amount, Day, Exact};

/// The people of a desktop exercise, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The people, in the order of the file, without those left out.
    pub people: Vec<Person>,
    /// The decimals of their points.
    pub points_decimals: u32,
    /// The decimals of money.
    pub money_decimals: u32,
    /// What is known of people beside points and cost: `group`, `age_band`.
    pub traits: Vec<Trait>,
    /// How many people the sample stands for, where that was said.
    pub stands_for: Option<u64>,
    /// Who was left out, and why.
    pub left_out: Vec<LeftOut>,
    /// By how much costs were raised, where they were.
    pub uprated: Option<Amount>,
    /// The days on which costs were taken: the first and the last.
    pub taken: Option<(Day, Day)>,
    /// For each question that was looked at, everybody's points if it were answered with the fewest, in units of the sample's
    /// last decimal.
    pub without: Vec<(String, Vec<i64>)>,
    /// Where the points come from, if not from the table itself.
    pub points_from: Option<PointsFrom>,
}

/// The step of a scheme that has people's points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointsFrom {
    /// Its id.
    pub step: String,
    /// The day whose values hold for people without one.
    pub on: Option<Day>,
}

/// One person of a sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// An opaque reference.
    pub person: String,
    /// The row of the file.
    pub row: usize,
    /// Points, in units of the sample's last decimal, natural support taken off.
    pub points: i64,
    /// Today's cost for a year, in the currency's smallest unit, raised and in scope.
    pub cost: i64,
    /// For how many people this one stands, in millionths.
    pub weight: i64,
}

/// Something known of people, such as their client group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trait {
    /// What it is: the column's name.
    pub name: String,
    /// What there is, in order.
    pub labels: Vec<String>,
    /// For each person the place of the label; nothing where the cell is empty.
    pub of: Vec<Option<usize>>,
}

/// Somebody who is not counted, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeftOut {
    /// The reference.
    pub person: String,
    /// The reason.
    pub reason: String,
}

/// The parts of one in which weights are counted.
pub(crate) const WEIGHT_UNIT: i64 = 1_000_000;

impl Sample {
    /// What is known of people under this name.
    pub fn known(&self, name: &str) -> Option<&Trait> {
        self.traits.iter().find(|known| known.name == name)
    }

    /// How many people the rows stand for by their weights alone, in millionths.
    pub(crate) fn weight(&self) -> i128 {
        self.people.iter().map(|person| i128::from(person.weight)).sum()
    }

    /// By how much a sum over the weighted sample is multiplied to stand for everybody.
    pub fn factor(&self) -> Exact {
        let people = self
            .stands_for
            .map(|people| &Exact::from(i128::from(people)) * &Exact::from(i128::from(WEIGHT_UNIT)));
        people.and_then(|people| people.checked_div(&Exact::from(self.weight()))).unwrap_or(Exact::ONE)
    }

    /// Everybody's points together: each person's times the weight, for everybody the sample stands for.
    pub fn points(&self) -> Exact {
        let weighted =
            self.people.iter().map(|p| i128::from(p.points).saturating_mul(i128::from(p.weight))).sum();
        &Exact::decimal(weighted, self.points_decimals.saturating_add(6)) * &self.factor()
    }

    /// Today's cost of everybody together.
    pub fn cost(&self) -> Exact {
        self.money(self.people.iter().map(|p| i128::from(p.cost).saturating_mul(i128::from(p.weight))).sum())
    }

    /// A weighted sum in smallest units and millionths, as money for everybody.
    pub(crate) fn money(&self, weighted: i128) -> Exact {
        &Exact::decimal(weighted, self.money_decimals.saturating_add(6)) * &self.factor()
    }

    /// One person's amount of money.
    pub fn amount(&self, minor: i128) -> Exact {
        Exact::decimal(minor, self.money_decimals)
    }

    /// One person's points.
    pub fn points_of(&self, person: &Person) -> Exact {
        Exact::decimal(i128::from(person.points), self.points_decimals)
    }

    /// The most that the weighted sum may come to, in smallest units and millionths, if everybody's money is to stay within
    /// `limit`.
    ///
    /// # Rounding
    /// Down: what the weights cannot express is left.
    pub(crate) fn capacity(&self, limit: &Exact) -> i128 {
        let scale = Exact::from(10i128.saturating_pow(self.money_decimals.saturating_add(6)));
        let within = limit.checked_div(&self.factor()).unwrap_or(Exact::ZERO);
        let whole = (&within * &scale).round(openras_core::Rounding::Down, 0);
        whole.parts().map_or(i128::MAX, |(whole, _)| whole)
    }

    /// The people of each label of a trait, by their place; under no name those without a label.
    pub(crate) fn members(&self, known: &Trait) -> BTreeMap<String, Vec<usize>> {
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); known.labels.len()];
        let mut without = Vec::new();
        for (at, label) in known.of.iter().enumerate() {
            label.and_then(|label| members.get_mut(label)).unwrap_or(&mut without).push(at);
        }
        let named = known.labels.iter().cloned().zip(members);
        named.chain([(String::new(), without)]).filter(|(_, members)| !members.is_empty()).collect()
    }
}
