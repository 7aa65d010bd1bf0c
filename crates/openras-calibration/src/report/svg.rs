//! Charts as SVG: a few shapes, each chart with a role, a title and a description.
#![allow(clippy::float_arithmetic, reason = "places on paper; no float becomes an amount")]

use std::fmt::Write as _;

/// The width of every chart, in its own units.
pub(super) const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 380.0;
/// The room for words around the drawing.
const LEFT: f64 = 92.0;
const BELOW: f64 = 48.0;
const ABOVE: f64 = 36.0;
const RIGHT: f64 = 16.0;

/// Colours of Okabe and Ito (2008), which people who do not see all colours tell apart; shapes and words differ too.
pub(super) const BLUE: &str = "#0072b2";
pub(super) const VERMILION: &str = "#d55e00";
pub(super) const GREY: &str = "#5f6b73";
/// Lines of several groups: each its colour and its dashes.
pub(super) const LINES: [(&str, &str); 6] = [
    (VERMILION, ""),
    ("#000000", "7 4"),
    ("#009e73", "2 3"),
    ("#cc79a7", "10 3 2 3"),
    ("#e69f00", "4 2"),
    ("#56b4e9", "1 4"),
];
pub(super) const INK: &str = "#1b242a";
pub(super) const LINE: &str = "#d5dade";

/// A chart of points and lines that is being drawn.
pub(super) struct Chart {
    body: String,
    right: f64,
    top: f64,
}

impl Chart {
    /// An empty chart for values from nothing to these.
    pub(super) fn new(right: f64, top: f64) -> Chart {
        Chart { body: String::new(), right: right.max(f64::MIN_POSITIVE), top: top.max(f64::MIN_POSITIVE) }
    }

    fn x(&self, value: f64) -> f64 {
        LEFT + value / self.right * (WIDTH - LEFT - RIGHT)
    }

    fn y(&self, value: f64) -> f64 {
        HEIGHT - BELOW - value / self.top * (HEIGHT - BELOW - ABOVE)
    }

    /// Lines and numbers of the upright axis, and what it counts.
    pub(super) fn upright(&mut self, unit: &str, say: impl Fn(f64) -> String) {
        for tick in ticks(0.0, self.top) {
            let y = self.y(tick);
            let _ = write!(
                self.body,
                "<line x1='{LEFT}' x2='{:.1}' y1='{y:.1}' y2='{y:.1}' stroke='{LINE}'/>\
                 <text x='{:.1}' y='{:.1}' text-anchor='end'>{}</text>",
                WIDTH - RIGHT,
                LEFT - 6.0,
                y + 4.0,
                escaped(&say(tick))
            );
        }
        let middle = (HEIGHT + ABOVE - BELOW) / 2.0;
        let _ = write!(
            self.body,
            "<text x='14' y='{middle}' text-anchor='middle' transform='rotate(-90 14 {middle})'>{}</text>",
            escaped(unit)
        );
    }

    /// Numbers of the level axis, and what it counts.
    pub(super) fn level(&mut self, unit: &str, say: impl Fn(f64) -> String) {
        for tick in ticks(0.0, self.right) {
            let _ = write!(
                self.body,
                "<text x='{:.1}' y='{:.1}' text-anchor='middle'>{}</text>",
                self.x(tick),
                HEIGHT - BELOW + 18.0,
                escaped(&say(tick))
            );
        }
        let (x, y) = (f64::midpoint(WIDTH, LEFT), HEIGHT - 8.0);
        let _ = write!(self.body, "<text x='{x}' y='{y}' text-anchor='middle'>{}</text>", escaped(unit));
    }

    /// A dot; the larger, the more people it stands for.
    pub(super) fn dot(&mut self, x: f64, y: f64, people: usize) {
        let radius = 2.5 + (people.saturating_sub(1) as f64).sqrt() / 3.0;
        let _ = write!(
            self.body,
            "<circle cx='{:.1}' cy='{:.1}' r='{:.1}' fill='{BLUE}' fill-opacity='0.5'/>",
            self.x(x),
            self.y(y),
            radius.min(9.0)
        );
    }

    /// A line through points.
    pub(super) fn line(&mut self, points: &[(f64, f64)], (colour, dashes): (&str, &str)) {
        let places: Vec<String> =
            points.iter().map(|(x, y)| format!("{:.1},{:.1}", self.x(*x), self.y(*y))).collect();
        let dashes = if dashes.is_empty() { String::new() } else { format!(" stroke-dasharray='{dashes}'") };
        let _ = write!(
            self.body,
            "<polyline points='{}' fill='none' stroke='{colour}' stroke-width='2.5'{dashes}/>",
            places.join(" ")
        );
    }

    /// The chart with what its colours mean, a title, and what it shows for those who do not see it.
    pub(super) fn finished(self, title: &str, description: &str, keys: &[(&str, &str)]) -> String {
        let foot = HEIGHT - BELOW;
        let body = format!(
            "{}{}<line x1='{LEFT}' x2='{:.1}' y1='{foot}' y2='{foot}' stroke='{INK}'/>",
            legend(LEFT, keys),
            self.body,
            WIDTH - RIGHT
        );
        finished(title, description, HEIGHT, &body)
    }
}

/// What colours mean: a square of each, and its words.
pub(super) fn legend(left: f64, keys: &[(&str, &str)]) -> String {
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
pub(super) fn finished(title: &str, description: &str, height: f64, body: &str) -> String {
    format!(
        "<svg role='img' viewBox='0 0 {WIDTH} {height:.0}' xmlns='http://www.w3.org/2000/svg'>\
         <title>{}</title><desc>{}</desc><g font-family='sans-serif' font-size='12' fill='{INK}'>{body}</g></svg>",
        escaped(title),
        escaped(description)
    )
}

/// Round numbers over a stretch, about five of them.
pub(super) fn ticks(low: f64, high: f64) -> Vec<f64> {
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

/// Text that can stand in HTML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
