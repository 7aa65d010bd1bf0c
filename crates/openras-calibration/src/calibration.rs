//! From a sample and a fund to a price or a table, with all that there is to say about it.

use std::collections::{BTreeMap, HashMap};

use openras_core::{Exact, Rounding};
use openras_fund::Fund;

use crate::curve::{Wishes, curve};
use crate::effects::{Effects, effects};
use crate::fit::{Fit, fit};
use crate::flat::{by_group, flat, shares};
use crate::integrity::{Integrity, integrity};
use crate::percentile::{evenly, percentile};
use crate::ranges::{Ranges, ranges};
use crate::rule::{Rule, Table};
use crate::sample::Sample;
use crate::trouble::Trouble;

/// How pounds are found for points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// One price a point (RAS 4).
    Flat,
    /// A price a point for each group.
    ByGroup,
    /// Points and costs sorted separately (RAS 5).
    Percentile,
    /// The table of few rows that is nearest to today's costs.
    Curve,
}

impl Method {
    /// Every method.
    pub const ALL: [Method; 4] = [Method::Flat, Method::ByGroup, Method::Percentile, Method::Curve];

    /// `flat`, `by_group`, `percentile`, `curve`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Method::Flat => "flat",
            Method::ByGroup => "by_group",
            Method::Percentile => "percentile",
            Method::Curve => "curve",
        }
    }
}

/// How a calibration is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// How pounds are found for points.
    pub method: Method,
    /// The decimals of a price; the sample's decimals of money if left out.
    pub price_decimals: Option<u32>,
    /// The shares at which `percentile` has a row; eleven evenly spread if left out.
    pub percentiles: Option<Vec<Exact>>,
    /// What `curve` is to keep to.
    pub wishes: Wishes,
    /// The money of each group for `by_group`; in proportion to today's costs if left out.
    pub group_money: Option<BTreeMap<String, Exact>>,
    /// How often the sample is drawn anew to see how far figures may lie from these; none if 0.
    pub bootstrap: u32,
    /// Where the draws begin.
    pub seed: u64,
}

impl Options {
    /// This method, and all else as it is if left out.
    pub fn new(method: Method) -> Options {
        Options {
            method,
            price_decimals: None,
            percentiles: None,
            wishes: Wishes::default(),
            group_money: None,
            bootstrap: 0,
            seed: 1,
        }
    }
}

/// A price or a table that fits the fund, and what it does.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    /// How it was made.
    pub options: Options,
    /// From points to pounds.
    pub rule: Rule,
    /// Each person's budget for a year, in the order of the sample, in the smallest unit.
    pub budgets: Vec<i128>,
    /// All budgets together, for everybody the sample stands for.
    pub committed: Exact,
    /// The money to be given out.
    pub distributable: Exact,
    /// What remains of it.
    pub unallocated: Exact,
    /// What a council must be sure of before it uses the price.
    pub integrity: Integrity,
    /// How near the budgets are to today's costs.
    pub fit: Fit,
    /// Who wins and who loses.
    pub effects: Effects,
    /// For `by_group`: what each group has in it, and what one price for all would give it.
    pub groups_money: Vec<GroupMoney>,
    /// For `percentile`: the factor by which today's costs were scaled to the fund.
    pub factor: Option<Exact>,
    /// For `curve`: the limit on steepness that was kept.
    pub steepest: Option<Exact>,
    /// For `curve`: by how much the mean difference is above the least that any line could have, in millionths of that.
    pub gap_millionths: Option<u64>,
    /// How far the figures may lie from these, and how much hangs on one person or one point.
    pub ranges: Ranges,
}

impl Calibration {
    /// What hangs on each question: by how much all budgets would come to less if everybody answered it with the fewest
    /// points.
    pub fn weights(&self) -> impl Iterator<Item = (&str, Exact)> {
        self.ranges.questions.iter().map(|(id, without)| (id.as_str(), &self.committed - without))
    }
}

/// What a group has by its own price, and by one price for all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupMoney {
    /// The group.
    pub group: String,
    /// The money that it may have.
    pub limit: Exact,
    /// What its own price gives it.
    pub own_price: Exact,
    /// What one price for all would give it.
    pub one_price: Exact,
}

impl GroupMoney {
    /// What one price for all would move to the group; below zero, away from it.
    pub fn moved(&self) -> Exact {
        &self.one_price - &self.own_price
    }
}

/// Finds the price or the table that fits the fund, and says what it does.
///
/// # Rounding
/// A person's budget is rounded once, to the currency's decimals, half away from zero. Prices and tables are rounded down, so
/// that the budgets together never exceed the distributable. What all budgets come to is worked out again in exact arithmetic
/// from the price or the table as it is written.
///
/// # Errors
/// A sample that says nothing, and a wish that cannot be met, which it names.
pub fn calibrate(sample: &Sample, fund: &Fund, options: &Options) -> Result<Calibration, Trouble> {
    let decimals = options.price_decimals.unwrap_or(sample.money_decimals);
    let mut made = Made::default();
    let rule = match options.method {
        Method::Flat => Rule::Price(flat(sample, &fund.distributable, decimals)?),
        Method::ByGroup => {
            check_groups(sample)?;
            let limits = match &options.group_money {
                Some(limits) => limits.clone(),
                None => shares(sample, &fund.distributable)?,
            };
            let rule = Rule::Prices(by_group(sample, &limits, decimals)?);
            made.limits = limits;
            rule
        }
        Method::Percentile => {
            let shares = options.percentiles.clone().unwrap_or_else(|| evenly(11));
            let found = percentile(sample, &fund.distributable, &shares)?;
            made.factor = Some(found.factor);
            Rule::Table(found.table)
        }
        Method::Curve => {
            let price = flat(sample, &fund.distributable, decimals)?;
            let others = starts(sample, fund, &options.wishes, &price);
            let found = curve(sample, &fund.distributable, &options.wishes, &price, &others)?;
            made.steepest = Some(found.steepest);
            made.gap = found.gap_millionths;
            Rule::Table(found.table)
        }
    };
    finish(sample, fund, options, rule, made)
}

/// What the methods leave beside the rule.
#[derive(Default)]
struct Made {
    limits: BTreeMap<String, Exact>,
    factor: Option<Exact>,
    steepest: Option<Exact>,
    gap: Option<u64>,
}

fn finish(
    sample: &Sample,
    fund: &Fund,
    options: &Options,
    rule: Rule,
    made: Made,
) -> Result<Calibration, Trouble> {
    let budgets = budgets(sample, &rule).ok_or(Trouble::Overflow)?;
    let committed = committed(sample, &budgets);
    let fit = fit(sample, &budgets);
    let decimals = options.price_decimals.unwrap_or(sample.money_decimals);
    let integrity = integrity(sample, fund, &rule, &committed, decimals);
    let groups_money = groups_money(sample, fund, &made.limits, &budgets, decimals)?;
    Ok(Calibration {
        unallocated: &fund.distributable - &committed,
        distributable: fund.distributable.clone(),
        effects: effects(sample, &budgets),
        ranges: ranges(sample, fund, options, &rule, &budgets),
        options: options.clone(),
        rule,
        budgets,
        committed,
        integrity,
        fit,
        groups_money,
        factor: made.factor,
        steepest: made.steepest,
        gap_millionths: made.gap,
    })
}

/// Every person's budget by a rule, in exact arithmetic from the rule as it is written, in the smallest unit.
pub(crate) fn budgets(sample: &Sample, rule: &Rule) -> Option<Vec<i128>> {
    budgets_at(sample, rule, |points| points)
}

/// The same with other points, in units of the sample's last decimal.
pub(crate) fn budgets_at(sample: &Sample, rule: &Rule, points: impl Fn(i64) -> i64) -> Option<Vec<i128>> {
    let groups = sample.known("group").filter(|_| matches!(rule, Rule::Prices(_)));
    let mut known: HashMap<(i64, Option<usize>), i128> = HashMap::new();
    let unit = Exact::from(10i128.saturating_pow(sample.money_decimals));
    let mut budgets = Vec::with_capacity(sample.people.len());
    for (at, person) in sample.people.iter().enumerate() {
        let group = groups.and_then(|groups| groups.of.get(at).copied().flatten());
        let points = points(person.points);
        let budget = match known.get(&(points, group)) {
            Some(budget) => *budget,
            None => {
                let label = group.and_then(|group| groups?.labels.get(group)).map(String::as_str);
                let exact = Exact::decimal(i128::from(points), sample.points_decimals);
                let budget = rule.budget(&exact, label, sample.money_decimals)?;
                let (budget, _) = (&budget * &unit).parts()?;
                known.insert((points, group), budget);
                budget
            }
        };
        budgets.push(budget);
    }
    Some(budgets)
}

/// What budgets in the order of the sample come to, for everybody the sample stands for.
pub(crate) fn committed(sample: &Sample, budgets: &[i128]) -> Exact {
    let weighted = sample.people.iter().zip(budgets);
    sample.money(weighted.map(|(person, budget)| i128::from(person.weight).saturating_mul(*budget)).sum())
}

/// Tables of the other methods, from which the search for a curve begins too.
fn starts(sample: &Sample, fund: &Fund, wishes: &Wishes, price: &Exact) -> Vec<Table> {
    let mut tables = Vec::new();
    if let Ok(found) = percentile(sample, &fund.distributable, &evenly(wishes.rows_most)) {
        tables.push(found.table);
    }
    let points = || sample.people.iter().map(|person| person.points);
    if let (Some(least), Some(most)) = (points().min(), points().max()) {
        let unit = Exact::from(10i128.saturating_pow(sample.money_decimals));
        let row = |points: i64| {
            let at = Exact::decimal(i128::from(points), sample.points_decimals);
            let is = (&(&at * price) * &unit).round(Rounding::Down, 0);
            Some((i128::from(points), is.parts()?.0))
        };
        let rows: Option<Vec<(i128, i128)>> = [row(least), row(most)].into_iter().collect();
        tables.extend(rows.map(|rows| Table {
            points_decimals: sample.points_decimals,
            money_decimals: sample.money_decimals,
            rows,
        }));
    }
    tables
}

fn check_groups(sample: &Sample) -> Result<(), Trouble> {
    let groups = sample.known("group").ok_or(Trouble::NoGroups)?;
    let without = groups.of.iter().zip(&sample.people).filter(|(label, _)| label.is_none());
    let without: Vec<usize> = without.map(|(_, person)| person.row).collect();
    if !without.is_empty() {
        return Err(Trouble::NoGroupIn(without));
    }
    let part = |label: &str| {
        !label.is_empty() && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    match groups.labels.iter().find(|label| !part(label)) {
        Some(bad) => Err(Trouble::BadGroup(bad.clone())),
        None => Ok(()),
    }
}

fn groups_money(
    sample: &Sample,
    fund: &Fund,
    limits: &BTreeMap<String, Exact>,
    budgets: &[i128],
    decimals: u32,
) -> Result<Vec<GroupMoney>, Trouble> {
    let (Some(groups), false) = (sample.known("group"), limits.is_empty()) else { return Ok(Vec::new()) };
    let all: Exact = limits.values().cloned().sum();
    let one = Rule::Price(flat(sample, &all.min(fund.distributable.clone()), decimals)?);
    let one_price = self::budgets(sample, &one).ok_or(Trouble::Overflow)?;
    let sum = |members: &[usize], budgets: &[i128]| {
        let own = members.iter().filter_map(|at| Some((sample.people.get(*at)?, budgets.get(*at)?)));
        sample.money(own.map(|(person, budget)| i128::from(person.weight).saturating_mul(*budget)).sum())
    };
    let group = |(group, members): (String, Vec<usize>)| GroupMoney {
        limit: limits.get(&group).cloned().unwrap_or(Exact::ZERO),
        own_price: sum(&members, budgets),
        one_price: sum(&members, &one_price),
        group,
    };
    Ok(sample.members(groups).into_iter().map(group).collect())
}
