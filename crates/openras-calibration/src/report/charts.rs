//! The charts of a report, each with the table behind it.
#![allow(clippy::float_arithmetic, reason = "places on paper; no float becomes an amount")]

use std::collections::BTreeMap;

use openras_core::{Exact, Rounding, money};
use openras_fund::{Fund, Move};

use openras_chart::{BLUE, Chart, GREY, VERMILION};
use crate::calibration::Calibration;
use crate::effects::{Moved, SHOWN_LEAST};
use crate::rule::Rule;
use crate::sample::Sample;

/// Above so many people the dots of a chart stand for several.
const DOTS_MOST: usize = 2_000;
/// Into so many squares a side people are brought together then.
const SQUARES: f64 = 48.0;

/// A chart and the table behind it.
pub(super) struct Figure {
    pub(super) title: String,
    pub(super) svg: String,
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

fn float(value: &Exact) -> f64 {
    value.to_fixed(6).parse().unwrap_or(0.0)
}

fn short(value: f64) -> String {
    let whole = value.round();
    match whole.abs() {
        far if far >= 1e6 => format!("{:.2}m", whole / 1e6),
        far if far >= 1e4 => format!("{:.0}k", whole / 1e3),
        _ => format!("{whole:.0}"),
    }
}

fn texts(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// How many people, or that there are too few to say.
pub(super) fn counted(people: usize) -> String {
    if people > 0 && people < SHOWN_LEAST { format!("fewer than {SHOWN_LEAST}") } else { people.to_string() }
}

/// From the total to the distributable.
pub(super) fn waterfall(fund: &Fund) -> Figure {
    let bars = fund.waterfall();
    let most = bars.iter().map(|bar| float(&bar.after).max(float(&bar.amount))).fold(1.0, f64::max);
    let mut chart = Chart::new((0.0, bars.len() as f64), (0.0, most * 1.08));
    chart.upright(&fund.currency, short);
    let mut rows = Vec::new();
    for (at, bar) in bars.iter().enumerate() {
        let (after, amount) = (float(&bar.after), float(&bar.amount));
        let (from, colour) = match bar.kind {
            Move::Stands => (0.0, GREY),
            Move::Added => (after - amount, BLUE),
            Move::TakenOff => (after + amount, VERMILION),
        };
        let name: String = bar.text.chars().take(16).collect();
        chart.bar((at as f64 + 0.5, 0.7), (from, after), colour, (&name, &short(amount)));
        let sign = if bar.kind == Move::TakenOff { "−" } else { "" };
        rows.push(vec![
            bar.text.clone(),
            format!("{sign}{}", money(&bar.amount, &fund.currency, fund.decimals)),
            money(&bar.after, &fund.currency, fund.decimals),
            bar.note.clone(),
        ]);
    }
    let title = "From the total to what is given out".to_owned();
    let svg = chart
        .finished(&title, "Bars from the total through each addition and deduction to the distributable");
    Figure { svg, title, head: texts(&["", "amount", "after it", "note"]), rows }
}

/// Everybody's points and today's cost, and the line of the budgets.
pub(super) fn points_and_cost(made: &Calibration, sample: &Sample, fund: &Fund) -> Figure {
    let people: Vec<(f64, f64)> = sample
        .people
        .iter()
        .map(|person| (float(&sample.points_of(person)), float(&sample.amount(i128::from(person.cost)))))
        .collect();
    let budgets: Vec<f64> = made.budgets.iter().map(|budget| float(&sample.amount(*budget))).collect();
    let right = people.iter().map(|person| person.0).fold(1.0, f64::max);
    let top = people.iter().map(|person| person.1).chain(budgets.iter().copied()).fold(1.0, f64::max);
    let mut chart = Chart::new((0.0, right * 1.03), (0.0, top * 1.03));
    chart.upright(&format!("{} a year", fund.currency), short);
    chart.level("points", |value| format!("{value:.0}"));
    if people.len() > DOTS_MOST {
        let mut squares: BTreeMap<(u32, u32), usize> = BTreeMap::new();
        for (x, y) in &people {
            let square = ((x / right * SQUARES) as u32, (y / top * SQUARES) as u32);
            let count = squares.entry(square).or_insert(0);
            *count = count.saturating_add(1);
        }
        for ((x, y), count) in squares {
            chart.dot((f64::from(x) + 0.5) / SQUARES * right, (f64::from(y) + 0.5) / SQUARES * top, count);
        }
    } else {
        for (x, y) in &people {
            chart.dot(*x, *y, 1);
        }
    }
    let groups = sample.known("group").filter(|_| matches!(made.rule, Rule::Prices(_)));
    let of = |at: usize| groups.and_then(|groups| groups.of.get(at).copied().flatten());
    let mut lines: BTreeMap<Option<usize>, Vec<(f64, f64)>> = BTreeMap::new();
    for (at, (person, budget)) in people.iter().zip(&budgets).enumerate() {
        lines.entry(of(at)).or_default().push((person.0, *budget));
    }
    for (_, mut line) in lines {
        line.sort_by(|one, other| one.0.total_cmp(&other.0));
        line.dedup();
        chart.line(&line, VERMILION);
    }
    let title = "Points and today's cost, with the line of the budgets".to_owned();
    let svg = chart.finished(
        &title,
        "A dot for people by points and today's cost; a line for the budget at each number of points",
    );
    Figure { svg, title, head: texts(&["points", "budget a year"]), rows: rule_rows(made, fund) }
}

/// The rule as rows of a table.
pub(super) fn rule_rows(made: &Calibration, fund: &Fund) -> Vec<Vec<String>> {
    let decimals = made.options.price_decimals.unwrap_or(fund.decimals);
    match &made.rule {
        Rule::Price(price) => vec![vec!["each".to_owned(), money(price, &fund.currency, decimals)]],
        Rule::Prices(prices) => prices
            .iter()
            .map(|(group, price)| vec![format!("each, {group}"), money(price, &fund.currency, decimals)])
            .collect(),
        Rule::Table(table) => table
            .rows
            .iter()
            .map(|row| vec![table.at(row).to_string(), money(&table.is(row), &fund.currency, fund.decimals)])
            .collect(),
    }
}

/// How many people's money changes by how much.
pub(super) fn changes(made: &Calibration) -> Figure {
    let bands = &made.effects.bands;
    let most = bands.iter().map(|band| band.people).max().unwrap_or(0).max(1) as f64;
    let mut chart = Chart::new((0.0, bands.len() as f64), (0.0, most * 1.1));
    chart.upright("people", short);
    chart.below("change against today's cost: losses left, gains right");
    let names =
        ["< −50 %", "−50 to −20", "−20 to −10", "−10 to 0", "0", "0 to 10", "10 to 20", "20 to 50", "> 50 %"];
    for ((at, band), name) in bands.iter().enumerate().zip(names) {
        let colour = match at {
            0..=3 => VERMILION,
            4 => GREY,
            _ => BLUE,
        };
        let shown = if band.people < SHOWN_LEAST { 0 } else { band.people };
        let words =
            if band.people > 0 && shown == 0 { format!("<{SHOWN_LEAST}") } else { band.people.to_string() };
        chart.bar((at as f64 + 0.5, 0.8), (0.0, shown as f64), colour, (name, &words));
    }
    let rows = bands.iter().map(|band| vec![band.text.to_owned(), counted(band.people)]).collect();
    let title = "Winners and losers by how much".to_owned();
    let svg = chart.finished(
        &title,
        "Bars for the number of people by change of their money as a share of today's cost",
    );
    Figure { svg, title, head: texts(&["", "people"]), rows }
}

/// Today's cost and the budgets of each group.
pub(super) fn groups(name: &str, groups: &[(String, Moved)], fund: &Fund) -> Figure {
    let shown: Vec<&(String, Moved)> =
        groups.iter().filter(|(_, moved)| moved.people >= SHOWN_LEAST).collect();
    let tops = shown.iter().map(|(_, moved)| float(&moved.cost).max(float(&moved.budget)));
    let top = tops.fold(1.0, f64::max);
    let mut chart = Chart::new((0.0, shown.len().max(1) as f64), (0.0, top * 1.1));
    chart.upright(&format!("{} a year", fund.currency), short);
    chart.below("grey: today's cost; blue: budgets");
    for (at, (label, moved)) in shown.iter().enumerate() {
        let at = at as f64;
        let (cost, budget) = (float(&moved.cost), float(&moved.budget));
        let label: String =
            if label.is_empty() { "(empty)".to_owned() } else { label.chars().take(18).collect() };
        chart.bar((at + 0.3, 0.34), (0.0, cost), GREY, ("", &short(cost)));
        chart.bar((at + 0.7, 0.34), (0.0, budget), BLUE, (&label, &short(budget)));
    }
    let pounds = |value: &Exact| money(value, &fund.currency, fund.decimals);
    let row = |(label, moved): &(String, Moved)| {
        let label = if label.is_empty() { "(empty)".to_owned() } else { label.clone() };
        if moved.people < SHOWN_LEAST {
            let mut row = vec![label, counted(moved.people)];
            row.resize(8, "not shown".to_owned());
            return row;
        }
        vec![
            label,
            counted(moved.people),
            counted(moved.winners),
            counted(moved.losers),
            counted(moved.unchanged),
            pounds(&moved.cost),
            pounds(&moved.budget),
            pounds(&moved.net_change()),
        ]
    };
    let title = format!("Before and after, by {}", name.replace('_', " "));
    let svg = chart.finished(&title, "Two bars for each group: today's cost and the budgets");
    let head = texts(&["", "people", "win", "lose", "the same", "today's cost", "budgets", "change"]);
    Figure { svg, title, head, rows: groups.iter().map(row).collect() }
}

/// For how many the budget is enough, from the fewest points to the most.
pub(super) fn enough_by_need(made: &Calibration, sample: &Sample) -> Figure {
    let mut order: Vec<(i64, bool)> = sample
        .people
        .iter()
        .zip(&made.budgets)
        .map(|(person, budget)| (person.points, *budget >= i128::from(person.cost)))
        .collect();
    order.sort_unstable();
    let fifth = order.len().div_ceil(5).max(1);
    let mut chart = Chart::new((0.0, 5.0), (0.0, 108.0));
    chart.upright("% with enough", |value| format!("{value:.0}"));
    let mut rows = Vec::new();
    for (at, people) in order.chunks(fifth).enumerate() {
        let enough = people.iter().filter(|(_, enough)| *enough).count();
        let share = Exact::ratio(enough as i128, people.len().max(1) as i128).unwrap_or(Exact::ZERO);
        let percent = (&share * &Exact::from(100)).round(Rounding::HalfAwayFromZero, 0);
        let points = |person: Option<&(i64, bool)>| {
            Exact::decimal(i128::from(person.map_or(0, |person| person.0)), sample.points_decimals)
                .to_string()
        };
        let name = format!("{} to {}", points(people.first()), points(people.last()));
        let few = people.len() < SHOWN_LEAST;
        let words = if few { "not shown".to_owned() } else { format!("{percent} %") };
        let height = if few { 0.0 } else { float(&percent) };
        chart.bar((at as f64 + 0.5, 0.7), (0.0, height), BLUE, (&name, &words));
        rows.push(vec![name, counted(people.len()), words]);
    }
    chart.below("points, a fifth of the people in each");
    let title = "Enough for today's cost, by need".to_owned();
    let svg = chart.finished(&title, "A bar for each fifth of the people in the order of their points");
    Figure { svg, title, head: texts(&["points", "people", "with enough"]), rows }
}

/// What one point more brings along the table.
pub(super) fn steps(made: &Calibration, fund: &Fund) -> Option<Figure> {
    let Rule::Table(table) = &made.rule else { return None };
    let pairs: Vec<(String, Exact)> = table
        .rows
        .windows(2)
        .filter_map(|pair| {
            let [one, other] = pair else { return None };
            let run = &table.at(other) - &table.at(one);
            let rise = &table.is(other) - &table.is(one);
            Some((format!("{} to {}", table.at(one), table.at(other)), rise.checked_div(&run)?))
        })
        .collect();
    let top = pairs.iter().map(|(_, each)| float(each)).fold(1.0, f64::max);
    let mut chart = Chart::new((0.0, pairs.len().max(1) as f64), (0.0, top * 1.1));
    chart.upright(&format!("{} a point", fund.currency), short);
    chart.below("points");
    for (at, (name, each)) in pairs.iter().enumerate() {
        let name = if pairs.len() > 9 { "" } else { name.as_str() };
        chart.bar((at as f64 + 0.5, 0.75), (0.0, float(each)), BLUE, (name, &short(float(each))));
    }
    let title = "What one point more brings".to_owned();
    let svg =
        chart.finished(&title, "A bar for each stretch of the table: the rise of the budget for a point");
    let rows =
        pairs.iter().map(|(name, each)| vec![name.clone(), money(each, &fund.currency, fund.decimals)]);
    Some(Figure { svg, title, head: texts(&["points", "for a point"]), rows: rows.collect() })
}
