//! What every chart is made of: its width, its colours, a legend, round numbers, and the frame that names it.
#![allow(clippy::float_arithmetic, reason = "places on paper; no float becomes an amount")]

use std::fmt::Write as _;

use crate::escaped;

/// The width of every chart, in its own units.
pub(crate) const WIDTH: f64 = 720.0;

/// Colours of Okabe and Ito (2008), which people who do not see all colours tell apart; shapes and words differ too.
pub const BLUE: &str = "#0072b2";
/// Vermilion, for what is to be seen beside blue.
pub const VERMILION: &str = "#d55e00";
/// Grey, for what is only there to compare.
pub const GREY: &str = "#5f6b73";
/// Lines of several groups: each its colour and its dashes.
pub const LINES: [(&str, &str); 6] = [
    (VERMILION, ""),
    ("#000000", "7 4"),
    ("#009e73", "2 3"),
    ("#cc79a7", "10 3 2 3"),
    ("#e69f00", "4 2"),
    ("#56b4e9", "1 4"),
];
/// Words and axes.
pub(crate) const INK: &str = "#1b242a";
/// Lines behind the drawing.
pub(crate) const LINE: &str = "#d5dade";

/// What colours mean: a square of each, and its words.
pub(crate) fn legend(left: f64, keys: &[(&str, &str)]) -> String {
    let (mut text, mut x) = (String::new(), left);
    for (colour, words) in keys {
        let _ = write!(
            text,
            "<rect x='{x:.1}' y='8' width='12' height='12' fill='{colour}'/><text x='{:.1}' y='18'>{}</text>",
            x + 17.0,
            escaped(words)
        );
        x += 36.0 + words.chars().count() as f64 * 6.8;
    }
    text
}

/// A drawing of this height as a whole SVG.
pub(crate) fn finished(title: &str, description: &str, height: f64, body: &str) -> String {
    format!(
        "<svg role='img' viewBox='0 0 {WIDTH} {height:.0}' xmlns='http://www.w3.org/2000/svg'>\
         <title>{}</title><desc>{}</desc><g font-family='sans-serif' font-size='12' fill='{INK}'>{body}</g></svg>",
        escaped(title),
        escaped(description)
    )
}

/// Round numbers over a stretch, about five of them.
pub(crate) fn ticks(low: f64, high: f64) -> Vec<f64> {
    let stretch = high - low;
    if stretch <= 0.0 || !stretch.is_finite() {
        return vec![low];
    }
    let mut step = 10f64.powf(stretch.log10().floor() - 1.0);
    while stretch / step > 6.0 {
        step *= 2.0;
        if stretch / step > 6.0 {
            step *= 2.5;
        }
    }
    let first = (low / step).ceil();
    let count = ((high / step).floor() - first).clamp(0.0, 12.0) as u32;
    (0..=count).map(|at| (first + f64::from(at)) * step).collect()
}
