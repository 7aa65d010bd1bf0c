//! The charts of a report, each with the table behind it.
#![allow(clippy::float_arithmetic, reason = "places on paper; no float becomes an amount")]

use std::collections::BTreeMap;

use openras_core::{Exact, Rounding, money};
use openras_fund::{Fund, Move};
use openras_page::{BLUE, Bar, Chart, GREY, LINES, Row, VERMILION, bars};

use super::small::{NOT_SHOWN, counted, counts, shown};
use crate::calibration::Calibration;
use crate::effects::Moved;
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
    /// What to know when looking at it.
    pub(super) note: String,
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

pub(super) fn float(value: &Exact) -> f64 {
    value.parts().map_or(0.0, |(num, den)| num as f64 / den as f64)
}

/// An amount in few letters: `£1,250`, `£355k`, `£1.25m`.
pub(super) fn short(value: f64, currency: &str) -> String {
    let sign = money(&Exact::ZERO, currency, 0).trim_end_matches('0').to_owned();
    let (minus, far) = (if value <= -0.5 { "−" } else { "" }, value.abs());
    match far {
        far if far >= 1e6 => format!("{minus}{sign}{:.2}m", far / 1e6),
        far if far >= 1e5 => format!("{minus}{sign}{:.0}k", far / 1e3),
        far => format!("{minus}{}", money(&Exact::from(far.round() as i128), currency, 0)),
    }
}

pub(super) fn texts(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn label_of(label: &str) -> String {
    if label.is_empty() { "(empty)".to_owned() } else { label.replace('_', " ") }
}

/// From the total to the distributable.
pub(super) fn waterfall(fund: &Fund) -> Figure {
    let (mut rows, mut table) = (Vec::new(), Vec::new());
    let pounds = |value: &Exact| money(value, &fund.currency, fund.decimals);
    for bar in fund.waterfall() {
        let (after, amount) = (float(&bar.after), float(&bar.amount));
        let (from, colour, sign) = match bar.kind {
            Move::Stands => (0.0, GREY, ""),
            Move::Added => (after - amount, BLUE, "+"),
            Move::TakenOff => (after + amount, VERMILION, "−"),
        };
        let words = format!("{sign}{}", short(amount, &fund.currency));
        rows.push(Row { name: bar.text.clone(), bars: vec![Bar { from, to: after, colour, words }] });
        table.push(vec![
            bar.text.clone(),
            format!("{}{}", if sign == "−" { "−" } else { "" }, pounds(&bar.amount)),
            pounds(&bar.after),
            bar.note.clone(),
        ]);
    }
    let title = "From the total to what is given out".to_owned();
    let description = format!(
        "Bars from the total of {} through each addition and deduction to {} to give out",
        pounds(&fund.total),
        pounds(&fund.distributable)
    );
    let keys = [(GREY, "stands"), (BLUE, "added"), (VERMILION, "taken off")];
    let unit = format!("{} in the year", fund.currency);
    let svg = bars((&title, &description), &unit, &keys, &rows, |value| short(value, &fund.currency));
    let head = texts(&["Line", "Amount", "After it", "Share"]);
    Figure { svg, title, note: String::new(), head, rows: table }
}

/// Dots for people: each, or squares with several where there are very many.
fn dots(chart: &mut Chart, people: &[(f64, f64)], (right, top): (f64, f64)) -> &'static str {
    if people.len() <= DOTS_MOST {
        people.iter().for_each(|(x, y)| chart.dot(*x, *y, 1));
        return "Each dot is a person.";
    }
    let mut squares: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    for (x, y) in people {
        let square = ((x / right * SQUARES) as u32, (y / top * SQUARES) as u32);
        let count = squares.entry(square).or_insert(0);
        *count = count.saturating_add(1);
    }
    for ((x, y), count) in squares {
        chart.dot((f64::from(x) + 0.5) / SQUARES * right, (f64::from(y) + 0.5) / SQUARES * top, count);
    }
    "A dot stands for everybody near it; the larger it is, the more people."
}

/// Everybody's points and today's cost, and the line of the budgets.
pub(super) fn points_and_cost(made: &Calibration, sample: &Sample, fund: &Fund) -> Figure {
    let points = 10f64.powi(i32::try_from(sample.points_decimals).unwrap_or(0));
    let unit = 10f64.powi(i32::try_from(sample.money_decimals).unwrap_or(0));
    let place = |person: &crate::sample::Person| (person.points as f64 / points, person.cost as f64 / unit);
    let people: Vec<(f64, f64)> = sample.people.iter().map(place).collect();
    let budgets: Vec<f64> = made.budgets.iter().map(|budget| *budget as f64 / unit).collect();
    let right = people.iter().map(|person| person.0).fold(1.0, f64::max) * 1.03;
    let top = people.iter().map(|person| person.1).chain(budgets.iter().copied()).fold(1.0, f64::max) * 1.03;
    let mut chart = Chart::new(right, top);
    chart.upright(&format!("{} a year", fund.currency), |value| short(value, &fund.currency));
    chart.level("points", |value| format!("{value:.0}"));
    let note = dots(&mut chart, &people, (right, top));
    let groups = sample.known("group").filter(|_| matches!(made.rule, Rule::Prices(_)));
    let of = |at: usize| groups.and_then(|groups| groups.of.get(at).copied().flatten());
    let mut lines: BTreeMap<Option<usize>, Vec<(f64, f64)>> = BTreeMap::new();
    for (at, (person, budget)) in people.iter().zip(&budgets).enumerate() {
        lines.entry(of(at)).or_default().push((person.0, *budget));
    }
    let mut keys: Vec<(&str, String)> = vec![(BLUE, "today's cost".to_owned())];
    for ((group, mut line), style) in lines.into_iter().zip(LINES.iter().cycle()) {
        line.sort_by(|one, other| one.0.total_cmp(&other.0));
        line.dedup();
        chart.line(&line, *style);
        let label = group.and_then(|group| groups?.labels.get(group)).map(|label| label_of(label));
        keys.push((style.0, label.unwrap_or_else(|| "budget".to_owned())));
    }
    let keys: Vec<(&str, &str)> = keys.iter().map(|(colour, words)| (*colour, words.as_str())).collect();
    let title = "Points and today's cost, with the line of the budgets".to_owned();
    let description =
        "Dots for people by points and today's cost; a line for the budget at each number of points";
    let svg = chart.finished(&title, description, &keys);
    let head = texts(&["Points", "Budget a year"]);
    Figure { svg, title, note: note.to_owned(), head, rows: rule_rows(made, fund) }
}

/// Everybody's cost today and budget, and by fifths of today's cost what they come to.
pub(super) fn before_and_after(made: &Calibration, sample: &Sample, fund: &Fund) -> Figure {
    let unit = 10f64.powi(i32::try_from(sample.money_decimals).unwrap_or(0));
    let each = || sample.people.iter().zip(&made.budgets);
    let people: Vec<(f64, f64)> =
        each().map(|(person, budget)| (person.cost as f64 / unit, *budget as f64 / unit)).collect();
    let most = people.iter().flat_map(|(cost, budget)| [*cost, *budget]).fold(1.0, f64::max) * 1.03;
    let mut chart = Chart::new(most, most);
    chart.upright(&format!("budget, {} a year", fund.currency), |value| short(value, &fund.currency));
    chart.level(&format!("today's cost, {} a year", fund.currency), |value| short(value, &fund.currency));
    let note = dots(&mut chart, &people, (most, most));
    chart.line(&[(0.0, 0.0), (most, most)], (GREY, "6 4"));
    let keys = [(BLUE, "people"), (GREY, "the same as today: above it people gain, below it they lose")];
    let title = "Each budget before and after".to_owned();
    let svg = chart.finished(
        &title,
        "Dots for people by today's cost and budget, with the line of no change",
        &keys,
    );
    let mut order: Vec<(i64, i128)> = each().map(|(person, budget)| (person.cost, *budget)).collect();
    order.sort_unstable();
    let fifths: Vec<&[(i64, i128)]> = order.chunks(order.len().div_ceil(5).max(1)).collect();
    let visible = shown(&fifths.iter().map(|people| people.len()).collect::<Vec<_>>());
    let mean = |sum: i128, count: usize| {
        let mean = Exact::ratio(sum, i128::try_from(count.max(1)).unwrap_or(1)).unwrap_or(Exact::ZERO);
        mean.checked_div(&Exact::from(10i128.saturating_pow(sample.money_decimals))).unwrap_or(Exact::ZERO)
    };
    let row = |(name, people): (&str, &[(i64, i128)]), visible: bool| {
        if !visible {
            return vec![
                name.to_owned(),
                counted(people.len()),
                NOT_SHOWN.into(),
                NOT_SHOWN.into(),
                NOT_SHOWN.into(),
            ];
        }
        let cost = mean(people.iter().map(|person| i128::from(person.0)).sum(), people.len());
        let budget = mean(people.iter().map(|person| person.1).sum(), people.len());
        let pounds = |value: &Exact| money(value, &fund.currency, fund.decimals);
        vec![
            name.to_owned(),
            people.len().to_string(),
            pounds(&cost),
            pounds(&budget),
            pounds(&(&budget - &cost)),
        ]
    };
    let names = ["Lowest fifth", "Second", "Middle", "Fourth", "Highest fifth"];
    let rows =
        names.into_iter().zip(fifths).zip(visible).map(|(fifth, visible)| row(fifth, visible)).collect();
    let head = texts(&["By today's cost", "People", "Mean cost today", "Mean budget", "Change"]);
    Figure { svg, title, note: note.to_owned(), head, rows }
}

/// The rule as rows of a table.
pub(super) fn rule_rows(made: &Calibration, fund: &Fund) -> Vec<Vec<String>> {
    let decimals = made.options.price_decimals.unwrap_or(fund.decimals);
    match &made.rule {
        Rule::Price(price) => vec![vec!["each point".to_owned(), money(price, &fund.currency, decimals)]],
        Rule::Prices(prices) => prices
            .iter()
            .map(|(group, price)| {
                vec![format!("each point, {}", label_of(group)), money(price, &fund.currency, decimals)]
            })
            .collect(),
        Rule::Table(table) => table
            .rows
            .iter()
            .map(|row| vec![table.at(row).to_string(), money(&table.is(row), &fund.currency, fund.decimals)])
            .collect(),
    }
}

/// How many people's money changes by how much. Who has the same is counted with those who gain little: the few of them would
/// otherwise hide another figure.
pub(super) fn changes(made: &Calibration) -> Figure {
    let mut bands: Vec<(&str, usize, &'static str)> = Vec::new();
    for (at, band) in made.effects.bands.iter().enumerate() {
        match at {
            0..=3 => bands.push((band.text, band.people, VERMILION)),
            4 => bands.push(("the same, or gains up to 10 %", band.people, BLUE)),
            5 => {
                if let Some((_, people, _)) = bands.last_mut() {
                    *people = people.saturating_add(band.people);
                }
            }
            _ => bands.push((band.text, band.people, BLUE)),
        }
    }
    let people: Vec<usize> = bands.iter().map(|(_, people, _)| *people).collect();
    let words = counts(&people);
    let row = |((text, people, colour), (words, shown)): (&(&str, usize, &'static str), (&String, bool))| {
        Row::one(text, if shown { *people as f64 } else { 0.0 }, colour, words.clone())
    };
    let rows: Vec<Row> = bands.iter().zip(words.iter().zip(shown(&people))).map(row).collect();
    let title = "Winners and losers by how much".to_owned();
    let description = match no_less_and_less(&made.effects.all) {
        [no_less, less] => format!("People with no less than today: {no_less}; with less: {less}"),
    };
    let keys = [(VERMILION, "less than today"), (BLUE, "no less than today")];
    let say = |value: f64| format!("{value:.0}");
    let unit = "people, by the change as a share of today's cost";
    let svg = bars((&title, &description), unit, &keys, &rows, say);
    let table = bands.iter().zip(words).map(|((text, ..), words)| vec![(*text).to_owned(), words]).collect();
    Figure { svg, title, note: String::new(), head: texts(&["Change", "People"]), rows: table }
}

/// How many people have no less than today, and how many have less, as words.
pub(super) fn no_less_and_less(moved: &Moved) -> [String; 2] {
    let words = counts(&[moved.winners.saturating_add(moved.unchanged), moved.losers]);
    let mut words = words.into_iter();
    [words.next().unwrap_or_default(), words.next().unwrap_or_default()]
}

/// Today's cost and the budgets of each group.
pub(super) fn groups(name: &str, groups: &[(String, Moved)], fund: &Fund) -> Figure {
    let sizes: Vec<usize> = groups.iter().map(|(_, moved)| moved.people).collect();
    let visible = shown(&sizes);
    let pounds = |value: &Exact| money(value, &fund.currency, fund.decimals);
    let (mut rows, mut table) = (Vec::new(), Vec::new());
    for (((label, moved), visible), size) in groups.iter().zip(visible).zip(counts(&sizes)) {
        let label = label_of(label);
        if !visible {
            let mut row = vec![label, size];
            row.resize(7, NOT_SHOWN.to_owned());
            table.push(row);
            continue;
        }
        let bar = |value: &Exact, colour| {
            let to = float(value);
            Bar { from: 0.0, to, colour, words: short(to, &fund.currency) }
        };
        rows.push(Row { name: label.clone(), bars: vec![bar(&moved.cost, GREY), bar(&moved.budget, BLUE)] });
        let counted = no_less_and_less(moved);
        let money = [pounds(&moved.cost), pounds(&moved.budget), pounds(&moved.net_change())];
        table.push([label, size].into_iter().chain(counted).chain(money).collect());
    }
    let title = match name {
        "everybody" => "Before and after, all together".to_owned(),
        name => format!("Before and after, by {}", name.replace('_', " ")),
    };
    let keys = [(GREY, "today's cost"), (BLUE, "budgets")];
    let unit = format!("{} a year", fund.currency);
    let svg = bars(
        (&title, "Two bars for each group: today's cost and the budgets"),
        &unit,
        &keys,
        &rows,
        |value| short(value, &fund.currency),
    );
    let head = texts(&["Group", "People", "No less", "Less", "Today's cost", "Budgets", "Change"]);
    Figure { svg, title, note: String::new(), head, rows: table }
}

/// For how many the budget is enough, from the fewest points to the most.
pub(super) fn enough_by_need(made: &Calibration, sample: &Sample) -> Figure {
    let each = sample.people.iter().zip(&made.budgets);
    let mut order: Vec<(i64, bool)> =
        each.map(|(person, budget)| (person.points, *budget >= i128::from(person.cost))).collect();
    order.sort_unstable();
    let fifths: Vec<&[(i64, bool)]> = order.chunks(order.len().div_ceil(5).max(1)).collect();
    let visible = shown(&fifths.iter().map(|people| people.len()).collect::<Vec<_>>());
    let (mut rows, mut table) = (Vec::new(), Vec::new());
    for (people, visible) in fifths.iter().zip(visible) {
        let enough = people.iter().filter(|(_, enough)| *enough).count();
        let share = Exact::ratio(enough as i128, people.len().max(1) as i128).unwrap_or(Exact::ZERO);
        let percent = (&share * &Exact::from(100)).round(Rounding::HalfAwayFromZero, 0);
        let points = |person: Option<&(i64, bool)>| {
            let points = i128::from(person.map_or(0, |person| person.0));
            Exact::decimal(points, sample.points_decimals).to_string()
        };
        let name = format!("{} to {} points", points(people.first()), points(people.last()));
        let words = if visible { format!("{percent} %") } else { NOT_SHOWN.to_owned() };
        rows.push(Row::one(&name, if visible { float(&percent) } else { 0.0 }, BLUE, words.clone()));
        table.push(vec![name, counted(people.len()), words]);
    }
    let title = "Enough for today's cost, by need".to_owned();
    let description = "A bar for each fifth of the people in the order of their points: how many have enough";
    let unit = "% of the people whose budget is enough, a fifth of the people in each row";
    let svg = bars((&title, description), unit, &[], &rows, |value| format!("{value:.0}"));
    let head = texts(&["Points", "People", "With enough"]);
    Figure { svg, title, note: String::new(), head, rows: table }
}
