//! The money month by month, as bars.

use std::fmt::Write as _;

use openras_core::{Exact, Rounding};

use crate::cost::MonthCost;

/// The height of the highest bar, the room of one month, and the room left of the first for the amounts.
const HEIGHT: i64 = 180;
const MONTH: i64 = 48;
const LEFT: i64 = 84;
const TOP: i64 = 10;
/// The most lines behind the bars, above the one that they stand on.
const LINES: i64 = 5;

/// Paid in and spent, a pair of bars a month; nothing where nothing is either.
pub(super) fn chart(months: &[MonthCost], pounds: impl Fn(&Exact) -> String) -> Option<String> {
    let most = months.iter().flat_map(|month| [&month.spent, &month.paid]).max()?;
    if !most.is_positive() {
        return None;
    }
    let step = step(most)?;
    let lines = most.checked_div(&step)?.round(Rounding::Up, 0);
    let most = &(&lines * &step);
    let (lines, _) = lines.parts()?;
    let width = i64::try_from(months.len()).ok()?.saturating_mul(MONTH).saturating_add(LEFT);
    let mut svg = String::from(
        "<p class=\"legend\"><span class=\"paid\"></span> Paid in <span class=\"spent\"></span> Spent</p>\n<div class=\"scroll\">\n",
    );
    let height = HEIGHT.saturating_add(TOP).saturating_add(36);
    let _ = writeln!(
        svg,
        "<svg role=\"img\" aria-label=\"Paid in and spent, by month; the table below says the same\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">"
    );
    for line in 0..=lines {
        let amount = &step * &Exact::from(line);
        let y = foot().saturating_sub(pixels(&amount, most));
        let _ = writeln!(svg, "<path class=\"line\" d=\"M{LEFT} {y}H{width}\"/>");
        let (x, y) = (LEFT.saturating_sub(6), y.saturating_add(4));
        let _ = writeln!(svg, "<text class=\"amount\" x=\"{x}\" y=\"{y}\">{}</text>", pounds(&amount));
    }
    for (at, month) in months.iter().enumerate() {
        let left = i64::try_from(at).ok()?.saturating_mul(MONTH).saturating_add(LEFT);
        for (offset, amount, class) in [(6i64, &month.paid, "paid"), (25, &month.spent, "spent")] {
            let bar = pixels(amount, most);
            let (x, y) = (left.saturating_add(offset), foot().saturating_sub(bar));
            let _ =
                writeln!(svg, "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"18\" height=\"{bar}\"/>");
        }
        let name = month.from.long();
        let mut words = name.split(' ').skip(1);
        let short: String = words.next().into_iter().flat_map(|word| word.chars().take(3)).collect();
        let middle = left.saturating_add(25);
        let y = foot().saturating_add(16);
        let _ = writeln!(svg, "<text x=\"{middle}\" y=\"{y}\">{short}</text>");
        if let Some(year) = words.next().filter(|_| at == 0 || short == "Jan") {
            let y = foot().saturating_add(31);
            let _ = writeln!(svg, "<text x=\"{middle}\" y=\"{y}\">{year}</text>");
        }
    }
    svg.push_str("</svg>\n</div>\n");
    Some(svg)
}

/// The least of 1, 2, 5, 10, 20, 50, … of which so many lines reach above the greatest amount.
fn step(most: &Exact) -> Option<Exact> {
    let wanted = most.checked_div(&Exact::from(LINES))?;
    let mut ten = Exact::decimal(1, 2);
    for _ in 0..40 {
        for times in [1, 2, 5] {
            let step = &ten * &Exact::from(times);
            if step >= wanted {
                return Some(step);
            }
        }
        ten = &ten * &Exact::from(10);
    }
    None
}

/// Where the bars stand.
const fn foot() -> i64 {
    TOP.saturating_add(HEIGHT)
}

/// The height of a bar: a whole number of pixels, for show.
fn pixels(amount: &Exact, most: &Exact) -> i64 {
    let share = (amount * &Exact::from(HEIGHT)).checked_div(most).unwrap_or(Exact::ZERO);
    let whole = share.round(Rounding::HalfAwayFromZero, 0).parts().map_or(0, |(whole, _)| whole);
    i64::try_from(whole).unwrap_or(0).max(0)
}
