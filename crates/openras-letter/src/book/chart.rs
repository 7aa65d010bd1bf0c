//! A line through the rows of a table, drawn in whole units from exact numbers.

use maud::{Markup, html};
use openras_core::{Exact, Rounding};

use crate::phrase::Phrase;

/// A row: from where to where, and its value.
pub(super) struct Point {
    pub(super) at: Exact,
    pub(super) to: Exact,
    pub(super) value: Exact,
}

/// The drawing without the margins for words.
const WIDTH: i128 = 560;
const HEIGHT: i128 = 200;
const LEFT: i128 = 20;
const TOP: i128 = 30;

/// The chart: `between` joins the rows by a line, else each lies flat over its keys. The lowest and highest value stand in
/// it, and the first and last key beneath it; the table beside it has them all.
pub(super) fn chart(
    points: &[Point],
    between: bool,
    title: &Phrase,
    says: &Phrase,
    (low, high): (&Phrase, &Phrase),
    ends: Option<&(Phrase, Phrase)>,
) -> Markup {
    let first = points.first().map_or(Exact::ZERO, |point| point.at.clone());
    let last = points.last().map_or(Exact::ZERO, |point| point.to.clone());
    let least = points.iter().map(|point| &point.value).min().cloned().unwrap_or(Exact::ZERO);
    let most = points.iter().map(|point| &point.value).max().cloned().unwrap_or(Exact::ZERO);
    let x = |at: &Exact| LEFT.saturating_add(along(at, &first, &last, WIDTH));
    let y = |value: &Exact| TOP.saturating_add(HEIGHT).saturating_sub(along(value, &least, &most, HEIGHT));
    let mut path = String::new();
    for point in points {
        let mut add = |at: &Exact| {
            path.push_str(if path.is_empty() { "M" } else { " L" });
            path.push_str(&format!("{} {}", x(at), y(&point.value)));
        };
        add(&point.at);
        if !between {
            add(&point.to);
        }
    }
    let bottom = TOP.saturating_add(HEIGHT).saturating_add(10);
    let foot = bottom.saturating_add(22);
    let right = LEFT.saturating_add(WIDTH);
    // Words stand where the line does not.
    let ends_of_line = points.first().zip(points.last());
    let rises = ends_of_line.is_none_or(|(first, last)| first.value <= last.value);
    html! {
        div .chart {
            svg viewBox={ "0 0 600 " (foot.saturating_add(10)) } role="img" aria-label=(title.text()) {
                title { (title.text()) }
                desc { (says.text()) }
                path .axis d={ "M" (LEFT) " " (bottom) " L" (right) " " (bottom) } {}
                path .line d=(path) {}
                @let (at_top, at_bottom) = if rises { (LEFT, right) } else { (right, LEFT) };
                text x=(at_top) y="18" text-anchor=(if rises { "start" } else { "end" }) { (high.text()) }
                text x=(at_bottom) y=(bottom.saturating_sub(14)) text-anchor=(if rises { "end" } else { "start" }) { (low.text()) }
                @if let Some((from, to)) = ends {
                    text x=(LEFT) y=(foot) { (from.text()) }
                    text x=(right) y=(foot) text-anchor="end" { (to.text()) }
                }
            }
            p .small { (says) }
        }
    }
}

/// How far `value` lies from `from` to `to`, of `whole`.
///
/// # Rounding
/// To whole units, half away from zero.
fn along(value: &Exact, from: &Exact, to: &Exact, whole: i128) -> i128 {
    let share = (value - from).checked_div(&(to - from)).unwrap_or(Exact::ZERO);
    let units = &share * &Exact::ratio(whole, 1).unwrap_or(Exact::ONE);
    units.round(Rounding::HalfAwayFromZero, 0).parts().map_or(0, |(units, _)| units)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_lies_where_its_share_is() {
        let number = |text| Exact::parse(text).unwrap();
        assert_eq!(along(&number("5"), &number("0"), &number("20"), 200), 50);
        assert_eq!(along(&number("5"), &number("5"), &number("5"), 200), 0);
    }
}
