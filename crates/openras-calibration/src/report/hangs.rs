//! How much hangs on a point, a price, a question: the charts of cliffs and of sensitivity.
#![allow(clippy::float_arithmetic, reason = "places on paper; no float becomes an amount")]

use openras_core::{Exact, Rounding, money};
use openras_fund::Fund;
use openras_page::{BLUE, Bar, GREY, Row, VERMILION, bars};

use super::charts::{Figure, float, short, texts};
use crate::calibration::Calibration;
use crate::fit::percent;
use crate::rule::Rule;

/// So many questions at most have a bar; every one stands in the table.
const QUESTIONS_DRAWN: usize = 25;
/// A stretch steeper than so many times the whole is a cliff.
const CLIFF_TIMES: i32 = 5;

/// What one point more brings along the rule, and where that is a cliff.
pub(super) fn steps(made: &Calibration, fund: &Fund) -> Figure {
    let pounds = |value: &Exact| money(value, &fund.currency, fund.decimals);
    let each: Vec<(String, Exact)> = match &made.rule {
        Rule::Price(price) => vec![("every point".to_owned(), price.clone())],
        Rule::Prices(prices) => {
            prices.iter().map(|(group, price)| (group.replace('_', " "), price.clone())).collect()
        }
        Rule::Table(table) => {
            let pair = |pair: &[(i128, i128)]| {
                let [one, other] = pair else { return None };
                let run = &table.at(other) - &table.at(one);
                let rise = &table.is(other) - &table.is(one);
                Some((format!("{} to {} points", table.at(one), table.at(other)), rise.checked_div(&run)?))
            };
            table.rows.windows(2).filter_map(pair).collect()
        }
    };
    let limit = match &made.rule {
        Rule::Table(table) => table.rows.first().zip(table.rows.last()).and_then(|(first, last)| {
            let rise = &table.is(last) - &table.is(first);
            Some(&rise.checked_div(&(&table.at(last) - &table.at(first)))? * &Exact::from(CLIFF_TIMES))
        }),
        _ => None,
    };
    let cliff = |value: &Exact| limit.as_ref().is_some_and(|limit| value > limit);
    let row = |(name, value): &(String, Exact)| {
        let colour = if cliff(value) { VERMILION } else { BLUE };
        Row::one(name, float(value), colour, short(float(value), &fund.currency))
    };
    let rows: Vec<Row> = each.iter().map(row).collect();
    let title = "What one point more brings, and cliffs".to_owned();
    let unit = format!("{} a year for one point more", fund.currency);
    let keys = [(BLUE, "a step"), (VERMILION, "a cliff")];
    let description = "A bar for each stretch of the points: the rise of the budget for a point";
    let svg = bars((&title, description), &unit, &keys, &rows, |value| short(value, &fund.currency));
    let cliffs = each.iter().filter(|(_, value)| cliff(value)).count();
    let mut note = match (&limit, cliffs) {
        (None, _) => "Every point brings the same, so there is no cliff.".to_owned(),
        (Some(limit), 0) => format!(
            "No stretch is a cliff: none brings more than {} a point, five times the whole.",
            pounds(limit)
        ),
        (Some(limit), many) => {
            format!("Cliffs: {many}. They bring more than {} a point, five times the whole.", pounds(limit))
        }
    };
    if let Some(steepest) = &made.steepest {
        note += &format!(" The limit that was kept: {} a point.", pounds(steepest));
    }
    let row = |(name, value): &(String, Exact)| {
        vec![name.clone(), pounds(value), if cliff(value) { "a cliff" } else { "no cliff" }.to_owned()]
    };
    let table = each.iter().map(row).collect();
    Figure { svg, title, note, head: texts(&["Points", "For one point more", "Cliff"]), rows: table }
}

/// What all budgets come to if prices or points were others, and how far the figures may lie from these.
pub(super) fn sensitivity(made: &Calibration, fund: &Fund) -> Figure {
    let pounds = |value: &Exact| money(value, &fund.currency, fund.decimals);
    let ranges = &made.ranges;
    let committed = [
        ("prices 5 % lower and higher", &ranges.five_percent),
        ("a point less and more for everybody", &ranges.one_point),
        ("nineteen of twenty drawn samples", &ranges.committed),
    ];
    let (mut rows, mut table) = (Vec::new(), Vec::new());
    for (name, pair) in committed {
        let Some((low, high)) = pair else { continue };
        let own = float(&made.committed);
        let bar = |value: &Exact, colour| {
            let off = float(value) - own;
            let sign = if off > 0.5 { "+" } else { "" };
            Bar { from: 0.0, to: off, colour, words: format!("{sign}{}", short(off, &fund.currency)) }
        };
        rows.push(Row { name: name.to_owned(), bars: vec![bar(low, VERMILION), bar(high, BLUE)] });
        table.push(vec![format!("All budgets, {name}"), pounds(low), pounds(high)]);
    }
    let ends = ranges.without_one.as_ref().map(|[low, high]| (low.0.clone(), high.0.clone()));
    for (name, pair) in [
        ("The price, with one person left out", &ends),
        ("The price, in nineteen of twenty drawn samples", &ranges.price),
    ] {
        if let Some((low, high)) = pair {
            table.push(vec![name.to_owned(), pounds(low), pounds(high)]);
        }
    }
    let title = "How much hangs on it".to_owned();
    let unit = format!("{} a year, against all budgets as they are", fund.currency);
    let keys = [(VERMILION, "the lower"), (BLUE, "the higher")];
    let description = "Two bars for each change: by how much all budgets together would be less or more";
    let svg = bars((&title, description), &unit, &keys, &rows, |value| short(value, &fund.currency));
    Figure { svg, title, note: String::new(), head: texts(&["Figure", "From", "To"]), rows: table }
}

/// What hangs on each question; nothing where points were not worked out from answers.
pub(super) fn questions(made: &Calibration, fund: &Fund) -> Option<Figure> {
    let mut weights: Vec<(String, Exact)> =
        made.weights().map(|(id, weight)| (id.to_owned(), weight)).collect();
    weights.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    if weights.is_empty() {
        return None;
    }
    let row = |(id, weight): &(String, Exact)| {
        Row::one(&id.replace('_', " "), float(weight), GREY, short(float(weight), &fund.currency))
    };
    let rows: Vec<Row> = weights.iter().take(QUESTIONS_DRAWN).map(row).collect();
    let title = "The weight of each question in the money".to_owned();
    let unit = format!("{} a year that all budgets would be less without its points", fund.currency);
    let description = "A bar for each question: what all budgets together would be less without its points";
    let svg = bars((&title, description), &unit, &[], &rows, |value| short(value, &fund.currency));
    let row = |(id, weight): &(String, Exact)| {
        let share = weight.checked_div(&made.committed).unwrap_or(Exact::ZERO);
        let places = i32::try_from(fund.decimals).unwrap_or(2);
        let weight = weight.round(Rounding::HalfAwayFromZero, places);
        vec![id.replace('_', " "), money(&weight, &fund.currency, fund.decimals), percent(&share, 1)]
    };
    let note =
        "What is answered with the fewest points in place of each person's answer, and all else as it is.";
    let head = texts(&["Question", "In the money", "Share"]);
    Some(Figure { svg, title, note: note.to_owned(), head, rows: weights.iter().map(row).collect() })
}
