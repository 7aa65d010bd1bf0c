//! How far the figures may lie from these, and how much hangs on one person or one point.

use openras_core::{Exact, Rounding};
use openras_fund::Fund;

use crate::calibration::{Options, budgets, budgets_at, committed};
use crate::flat::greatest_price;
use crate::rule::{Rule, Table};
use crate::sample::{Person, Sample};
use crate::tally::{clusters, everybody};
use openras_fund::Draws;

/// The most people for whom the price is worked out again without each of them.
pub const LEAVE_ONE_OUT_MOST: usize = 1_000;

/// How far the figures may lie from these.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranges {
    /// What all budgets come to where every price or amount is 5 % lower, and 5 % higher.
    pub five_percent: Option<(Exact, Exact)>,
    /// What all budgets come to where everybody has one point less (none below zero), and one more. Points beyond a table
    /// count as its last row.
    pub one_point: Option<(Exact, Exact)>,
    /// What all budgets come to where everybody answers a question with the fewest points, by question.
    pub questions: Vec<(String, Exact)>,
    /// The lowest and the highest price with one person left out, and who that is.
    pub without_one: Option<[(Exact, String); 2]>,
    /// Nineteen in twenty drawn samples have a price within these.
    pub price: Option<(Exact, Exact)>,
    /// Nineteen in twenty drawn samples commit an amount within these.
    pub committed: Option<(Exact, Exact)>,
}

/// Works the ranges out.
pub(crate) fn ranges(sample: &Sample, fund: &Fund, options: &Options, rule: &Rule, own: &[i128]) -> Ranges {
    let decimals = options.price_decimals.unwrap_or(sample.money_decimals);
    let percent = |percent: i128| {
        let rule = scaled(rule, &Exact::decimal(percent, 2), decimals);
        Some(committed(sample, &budgets(sample, &rule)?))
    };
    let mut ranges = Ranges { five_percent: percent(95).zip(percent(105)), ..Ranges::default() };
    ranges.one_point = moved(sample, rule, -1).zip(moved(sample, rule, 1));
    ranges.questions = questions(sample, rule);
    if matches!(rule, Rule::Price(_)) {
        ranges.without_one = without_one(sample, fund, decimals);
    }
    if options.bootstrap > 0 {
        bootstrap(sample, fund, options, rule, own, &mut ranges);
    }
    ranges
}

/// A rule with every price or amount times a factor.
///
/// # Rounding
/// Down, to what can be written.
fn scaled(rule: &Rule, factor: &Exact, decimals: u32) -> Rule {
    let times = |price: &Exact| (price * factor).round(Rounding::Down, i32::try_from(decimals).unwrap_or(2));
    match rule {
        Rule::Price(price) => Rule::Price(times(price)),
        Rule::Prices(prices) => {
            Rule::Prices(prices.iter().map(|(group, price)| (group.clone(), times(price))).collect())
        }
        Rule::Table(table) => {
            let row = |(at, is): &(i128, i128)| {
                let is = (&Exact::from(*is) * factor).round(Rounding::Down, 0);
                (*at, is.parts().map_or(0, |(whole, _)| whole))
            };
            Rule::Table(Table { rows: table.rows.iter().map(row).collect(), ..table.clone() })
        }
    }
}

/// The fewest and the most points for which a rule has a budget, in units of the sample's last decimal.
fn reach(sample: &Sample, rule: &Rule) -> Option<(i64, i64)> {
    let Rule::Table(table) = rule else { return Some((0, i64::MAX)) };
    let scale = 10i128.checked_pow(table.points_decimals.checked_sub(sample.points_decimals)?)?;
    let at = |row: Option<&(i128, i128)>| i64::try_from(row?.0.checked_div(scale)?).ok();
    Some((at(table.rows.first())?, at(table.rows.last())?))
}

/// What hangs on each question.
fn questions(sample: &Sample, rule: &Rule) -> Vec<(String, Exact)> {
    let Some((least, most)) = reach(sample, rule) else { return Vec::new() };
    let one = |(id, points): &(String, Vec<i64>)| {
        let people = sample.people.iter().zip(points);
        let people =
            people.map(|(person, points)| Person { points: (*points).clamp(least, most), ..person.clone() });
        let other = Sample { people: people.collect(), without: Vec::new(), ..sample.clone() };
        Some((id.clone(), committed(&other, &budgets(&other, rule)?)))
    };
    sample.without.iter().filter_map(one).collect()
}

/// What all budgets come to where everybody has `by` points more.
fn moved(sample: &Sample, rule: &Rule, by: i64) -> Option<Exact> {
    let step = 10i64.checked_pow(sample.points_decimals)?.checked_mul(by)?;
    let (least, most) = reach(sample, rule)?;
    let other = |points: i64| points.saturating_add(step).clamp(least, most);
    Some(committed(sample, &budgets_at(sample, rule, other)?))
}

/// The price with each person left out in turn: the others stand for everybody.
fn without_one(sample: &Sample, fund: &Fund, decimals: u32) -> Option<[(Exact, String); 2]> {
    if sample.people.len() > LEAVE_ONE_OUT_MOST || sample.people.len() < 2 {
        return None;
    }
    let all = sample.weight();
    let capacity = sample.capacity(&fund.distributable);
    let mut ends: Option<[(i128, usize); 2]> = None;
    for (out, person) in sample.people.iter().enumerate() {
        let others = (0..sample.people.len()).filter(|at| *at != out);
        let left = all.saturating_sub(i128::from(person.weight));
        let share =
            Exact::from(capacity).checked_div(&Exact::from(all)).map(|each| &each * &Exact::from(left))?;
        let capacity = share.round(Rounding::Down, 0).parts()?.0;
        let Ok(price) = greatest_price(&clusters(sample, others), capacity, sample, decimals) else {
            continue;
        };
        ends = Some(match ends {
            None => [(price, out), (price, out)],
            Some([low, high]) => [
                if price < low.0 { (price, out) } else { low },
                if price > high.0 { (price, out) } else { high },
            ],
        });
    }
    let [low, high] = ends?;
    let named = |(price, out): (i128, usize)| {
        Some((Exact::decimal(price, decimals), sample.people.get(out)?.person.clone()))
    };
    Some([named(low)?, named(high)?])
}

/// Draws as many people as there are, with everybody as likely each time, again and again.
fn bootstrap(
    sample: &Sample,
    fund: &Fund,
    options: &Options,
    rule: &Rule,
    own: &[i128],
    ranges: &mut Ranges,
) {
    let decimals = options.price_decimals.unwrap_or(sample.money_decimals);
    let count = sample.people.len();
    let flat = matches!(rule, Rule::Price(_));
    let (mut prices, mut totals) = (Vec::new(), Vec::new());
    for repetition in 0..options.bootstrap {
        let mut draws = Draws::new(options.seed, u64::from(repetition));
        let drawn: Vec<usize> = (0..count).map(|_| draws.below(count)).collect();
        let weight: i128 =
            drawn.iter().filter_map(|at| sample.people.get(*at)).map(|p| i128::from(p.weight)).sum();
        let sum: i128 = drawn
            .iter()
            .filter_map(|at| Some(i128::from(sample.people.get(*at)?.weight).saturating_mul(*own.get(*at)?)))
            .sum();
        // The drawn people stand for as many as the sample does.
        let grown = Exact::ratio(sample.weight(), weight.max(1)).unwrap_or(Exact::ONE);
        totals.push(&sample.money(sum) * &grown);
        if flat {
            let capacity = &Exact::from(sample.capacity(&fund.distributable))
                * &grown.checked_div(&(&grown * &grown)).unwrap_or(Exact::ONE);
            let capacity = capacity.round(Rounding::Down, 0).parts().map_or(0, |(whole, _)| whole);
            if let Ok(price) = greatest_price(&clusters(sample, drawn), capacity, sample, decimals) {
                prices.push(Exact::decimal(price, decimals));
            }
        }
    }
    ranges.price = nineteen_in_twenty(prices);
    ranges.committed = nineteen_in_twenty(totals);
}

/// Without the lowest and the highest fortieth.
fn nineteen_in_twenty(mut values: Vec<Exact>) -> Option<(Exact, Exact)> {
    values.sort();
    let last = values.len().checked_sub(1)?;
    let out = last.checked_div(40)?;
    Some((values.get(out)?.clone(), values.get(last.checked_sub(out)?)?.clone()))
}

/// What one price for all would be; nothing where there is none.
pub(crate) fn one_price(sample: &Sample, limit: &Exact, decimals: u32) -> Option<Exact> {
    let price = greatest_price(&everybody(sample), sample.capacity(limit), sample, decimals).ok()?;
    Some(Exact::decimal(price, decimals))
}
