//! What a council must be sure of before it uses a price.

use openras_core::{Exact, Rounding};
use openras_fund::Fund;

use crate::calibration::{budgets, committed};
use crate::rule::Rule;
use crate::sample::Sample;

/// Tests that a price or a table must stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Integrity {
    /// The tests.
    pub tests: Vec<Test>,
}

impl Integrity {
    /// Whether every test holds.
    pub fn holds(&self) -> bool {
        self.tests.iter().all(|test| test.holds)
    }
}

/// One test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// Its name.
    pub id: &'static str,
    /// What it asks, in words.
    pub text: &'static str,
    /// Whether it holds.
    pub holds: bool,
    /// What it is held against.
    pub limit: String,
    /// What it is.
    pub value: String,
}

/// The share of people that each third of the points must have.
const SPREAD_LEAST_PERCENT: i128 = 10;

/// The tests of a rule.
pub(crate) fn integrity(
    sample: &Sample,
    fund: &Fund,
    rule: &Rule,
    committed: &Exact,
    decimals: u32,
) -> Integrity {
    let mut tests = vec![
        money(
            sample,
            ("within_distributable", "all budgets together stay within the distributable"),
            committed,
            &fund.distributable,
        ),
        money(
            sample,
            ("no_dearer_than_today", "all budgets together cost no more than is spent today"),
            committed,
            &sample.cost(),
        ),
    ];
    if fund.growth.is_some() {
        let limit = fund.limit_with_growth();
        tests.push(money(
            sample,
            ("room_for_growth", "what the fund keeps free for growth stays free"),
            committed,
            &limit,
        ));
    }
    tests.push(spread(sample));
    if let Some(next) = next_up(rule, decimals)
        && let Some(budgets) = budgets(sample, &next)
    {
        let value = self::committed(sample, &budgets);
        tests.push(Test {
            id: "price_rounded_down",
            text: "the next higher price would be more than the distributable",
            holds: value > fund.distributable,
            limit: fund.distributable.to_fixed(sample.money_decimals),
            value: up(&value, sample.money_decimals),
        });
    }
    Integrity { tests }
}

/// What is to be paid, rounded up so that nothing dear looks cheap.
pub(crate) fn up(value: &Exact, decimals: u32) -> String {
    value.round(Rounding::Up, i32::try_from(decimals).unwrap_or(2)).to_fixed(decimals)
}

fn money(sample: &Sample, (id, text): (&'static str, &'static str), value: &Exact, limit: &Exact) -> Test {
    let down = limit.round(Rounding::Down, i32::try_from(sample.money_decimals).unwrap_or(2));
    let limit_text = down.to_fixed(sample.money_decimals);
    Test { id, text, holds: value <= limit, limit: limit_text, value: up(value, sample.money_decimals) }
}

/// Whether low, medium and high need are all there: each third of the way to the most points has some of the people.
fn spread(sample: &Sample) -> Test {
    let most = sample.people.iter().map(|person| i128::from(person.points)).max().unwrap_or(0);
    let mut thirds = [0i128; 3];
    let mut all = 0i128;
    for person in &sample.people {
        let tripled = i128::from(person.points).saturating_mul(3);
        let third = if tripled <= most {
            0
        } else if tripled <= most.saturating_mul(2) {
            1
        } else {
            2
        };
        if let Some(count) = thirds.get_mut(third) {
            *count = count.saturating_add(1);
        }
        all = all.saturating_add(1);
    }
    let enough = |count: i128| count.saturating_mul(100) >= all.saturating_mul(SPREAD_LEAST_PERCENT);
    let [low, medium, high] = thirds;
    Test {
        id: "spread_of_need",
        text: "each third of the way to the most points has a tenth of the people at least",
        holds: thirds.iter().all(|count| enough(*count)),
        limit: format!("{SPREAD_LEAST_PERCENT}%"),
        value: format!("{low} low, {medium} medium, {high} high"),
    }
}

/// The price one unit higher, where there is one price.
fn next_up(rule: &Rule, decimals: u32) -> Option<Rule> {
    match rule {
        Rule::Price(price) => Some(Rule::Price(price + &Exact::decimal(1, decimals))),
        _ => None,
    }
}
