//! Charts of bars that lie: a row for each thing, its name left of it, its value behind it. Names of any length have room.
#![allow(clippy::float_arithmetic, reason = "places on paper; no float becomes an amount")]

use std::fmt::Write as _;

use crate::escaped;
use crate::lines::lines;
use crate::svg::{INK, LINE, WIDTH, finished, legend, ticks};

/// The room for names, for values behind the bars, above for the legend and below for the axis.
const LEFT: f64 = 196.0;
const RIGHT: f64 = 96.0;
const LEGEND: f64 = 26.0;
const ABOVE: f64 = 8.0;
const BELOW: f64 = 44.0;
/// The height of a bar, and the room between rows.
const BAR: f64 = 18.0;
const GAP: f64 = 14.0;
/// So many letters of a name stand on a line.
const NAME: usize = 25;

/// A bar from one value to another, with what stands behind it.
pub struct Bar {
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// Its fill: one of the crate's colours.
    pub colour: &'static str,
    /// What stands behind it.
    pub words: String,
}

/// Bars with one name.
pub struct Row {
    /// The name; a long one is broken into lines.
    pub name: String,
    /// Its bars, one below the other.
    pub bars: Vec<Bar>,
}

impl Row {
    /// One bar from nothing.
    pub fn one(name: &str, to: f64, colour: &'static str, words: String) -> Row {
        Row { name: name.to_owned(), bars: vec![Bar { from: 0.0, to, colour, words }] }
    }
}

/// The chart, with a title and what it shows for those who do not see it; `keys` are colours and what they mean.
///
/// # Examples
/// ```
/// use openras_page::{BLUE, Row, bars};
///
/// let rows = [Row::one("Meals & drinks", 12.0, BLUE, "12".to_owned())];
/// let chart = bars(("Points", "Meals and drinks 12"), "points", &[], &rows, |value| format!("{value:.0}"));
/// assert!(chart.starts_with("<svg role='img'"));
/// assert!(chart.contains("<title>Points</title>"));
/// assert!(chart.contains("Meals &amp; drinks"));
/// ```
pub fn bars(
    (title, description): (&str, &str),
    unit: &str,
    keys: &[(&str, &str)],
    rows: &[Row],
    say: impl Fn(f64) -> String,
) -> String {
    let ends = || rows.iter().flat_map(|row| &row.bars).flat_map(|bar| [bar.from, bar.to]);
    let low = ends().fold(0.0, f64::min);
    let high = ends().fold(low, f64::max);
    let high = if high > low { high } else { low + 1.0 };
    let x = |value: f64| LEFT + (value - low) / (high - low) * (WIDTH - LEFT - RIGHT);
    let mut body = legend(LEFT, keys);
    let top = if keys.is_empty() { ABOVE } else { ABOVE + LEGEND };
    let height = |row: &Row| {
        (row.bars.len().max(1) as f64 * BAR).max(lines(&row.name, NAME, 3).len() as f64 * 14.0) + GAP
    };
    let foot = top + rows.iter().map(height).sum::<f64>();
    for tick in ticks(low, high) {
        let _ = write!(
            body,
            "<line x1='{0:.1}' x2='{0:.1}' y1='{top}' y2='{foot:.1}' stroke='{LINE}'/>\
             <text x='{0:.1}' y='{1:.1}' text-anchor='middle'>{2}</text>",
            x(tick),
            foot + 16.0,
            escaped(&say(tick))
        );
    }
    let mut y = top;
    for row in rows {
        let names = lines(&row.name, NAME, 3);
        let middle = y + (height(row) - GAP) / 2.0;
        for (at, line) in names.iter().enumerate() {
            let line_y = middle + 4.0 + (at as f64 - (names.len() as f64 - 1.0) / 2.0) * 14.0;
            let _ = write!(
                body,
                "<text x='{:.1}' y='{line_y:.1}' text-anchor='end'>{}</text>",
                LEFT - 8.0,
                escaped(line)
            );
        }
        for (at, bar) in row.bars.iter().enumerate() {
            let bar_y = y + at as f64 * BAR;
            let (left, right) = (x(bar.from.min(bar.to)), x(bar.from.max(bar.to)));
            let _ = write!(
                body,
                "<rect x='{left:.1}' y='{bar_y:.1}' width='{:.1}' height='{:.1}' fill='{}'/>\
                 <text x='{:.1}' y='{:.1}'>{}</text>",
                (right - left).max(1.0),
                BAR - 3.0,
                bar.colour,
                right + 6.0,
                bar_y + 12.0,
                escaped(&bar.words)
            );
        }
        y += height(row);
    }
    let zero = x(0.0f64.max(low));
    let _ = write!(
        body,
        "<line x1='{zero:.1}' x2='{zero:.1}' y1='{top}' y2='{foot:.1}' stroke='{INK}'/>\
         <text x='{:.1}' y='{:.1}' text-anchor='middle'>{}</text>",
        (LEFT + WIDTH - RIGHT) / 2.0,
        foot + 36.0,
        escaped(unit)
    );
    finished(title, description, foot + BELOW, &body)
}
