//! Charts as SVG: a few shapes, each with a role, a title and a description.
#![allow(clippy::float_arithmetic, reason = "places on paper; no float becomes an amount")]

use std::fmt::Write as _;

/// The width and height of every chart, in its own units.
const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 360.0;
/// The room for words left of and below the drawing.
const LEFT: f64 = 86.0;
const BELOW: f64 = 48.0;
const ABOVE: f64 = 16.0;
const RIGHT: f64 = 16.0;

/// Blue of Okabe and Ito (2008), which people who do not see all colours tell apart; shapes are to differ too.
pub(super) const BLUE: &str = "#0072b2";

/// A chart that is being drawn.
pub(super) struct Chart {
    body: String,
    x: Axis,
    y: Axis,
}

/// From values to places.
struct Axis {
    low: f64,
    high: f64,
}

impl Axis {
    fn part(&self, value: f64) -> f64 {
        if self.high > self.low { (value - self.low) / (self.high - self.low) } else { 0.0 }
    }
}

impl Chart {
    /// An empty chart for values within these.
    pub(super) fn new(x: (f64, f64), y: (f64, f64)) -> Chart {
        Chart { body: String::new(), x: Axis { low: x.0, high: x.1 }, y: Axis { low: y.0, high: y.1 } }
    }

    fn x(&self, value: f64) -> f64 {
        LEFT + self.x.part(value) * (WIDTH - LEFT - RIGHT)
    }

    fn y(&self, value: f64) -> f64 {
        HEIGHT - BELOW - self.y.part(value) * (HEIGHT - BELOW - ABOVE)
    }

    /// Lines and numbers of the upright axis, and what it counts.
    pub(super) fn upright(&mut self, unit: &str, say: impl Fn(f64) -> String) {
        for tick in ticks(self.y.low, self.y.high) {
            let y = self.y(tick);
            let _ = write!(
                self.body,
                "<line x1='{LEFT}' x2='{:.1}' y1='{y:.1}' y2='{y:.1}' stroke='#d5dade'/>\
                 <text x='{:.1}' y='{:.1}' text-anchor='end'>{}</text>",
                WIDTH - RIGHT,
                LEFT - 6.0,
                y + 4.0,
                escaped(&say(tick))
            );
        }
        let middle = HEIGHT / 2.0;
        let _ = write!(
            self.body,
            "<text x='12' y='{middle}' text-anchor='middle' transform='rotate(-90 12 {middle})'>{}</text>",
            escaped(unit)
        );
    }

    /// A bar at a place from one value to another, with its name below and its value above it.
    pub(super) fn bar(
        &mut self,
        (at, width): (f64, f64),
        (from, to): (f64, f64),
        colour: &str,
        words: (&str, &str),
    ) {
        let (left, right) = (self.x(at - width / 2.0), self.x(at + width / 2.0));
        let (top, foot) = (self.y(from.max(to)), self.y(from.min(to)));
        let middle = f64::midpoint(left, right);
        let _ = write!(
            self.body,
            "<rect x='{left:.1}' y='{top:.1}' width='{:.1}' height='{:.1}' fill='{colour}'/>\
             <text x='{middle:.1}' y='{:.1}' text-anchor='middle'>{}</text>\
             <text x='{middle:.1}' y='{:.1}' text-anchor='middle'>{}</text>",
            (right - left).max(1.0),
            (foot - top).max(1.0),
            top - 4.0,
            escaped(words.1),
            HEIGHT - BELOW + 16.0,
            escaped(words.0)
        );
    }

    /// A name below a place, slanted, so that long ones stand beside each other.
    pub(super) fn slanted(&mut self, at: f64, name: &str) {
        let (x, y) = (self.x(at) + 4.0, HEIGHT - BELOW + 14.0);
        let _ = write!(
            self.body,
            "<text x='{x:.1}' y='{y:.1}' text-anchor='end' transform='rotate(-24 {x:.1} {y:.1})'>{}</text>",
            escaped(name)
        );
    }

    /// The chart with a title and what it shows, for those who do not see it.
    pub(super) fn finished(self, title: &str, description: &str) -> String {
        let zero = if self.y.low < 0.0 { self.y(0.0) } else { HEIGHT - BELOW };
        format!(
            "<svg role='img' viewBox='0 0 {WIDTH} {HEIGHT}' xmlns='http://www.w3.org/2000/svg'>\
             <title>{}</title><desc>{}</desc>\
             <g font-family='sans-serif' font-size='12' fill='#1b242a'>{}\
             <line x1='{LEFT}' x2='{:.1}' y1='{zero:.1}' y2='{zero:.1}' stroke='#1b242a'/></g></svg>",
            escaped(title),
            escaped(description),
            self.body,
            WIDTH - RIGHT
        )
    }
}

/// Round numbers over a stretch, about five of them.
fn ticks(low: f64, high: f64) -> Vec<f64> {
    let stretch = high - low;
    if stretch <= 0.0 || !stretch.is_finite() {
        return vec![low];
    }
    let mut step = 1.0f64;
    while step * 10.0 < stretch {
        step *= 10.0;
    }
    while step > stretch {
        step /= 10.0;
    }
    let step = [step / 5.0, step / 2.0, step, step * 2.0]
        .into_iter()
        .find(|step| stretch / step <= 6.0)
        .unwrap_or(step);
    let mut tick = (low / step).ceil() * step;
    let mut ticks = Vec::new();
    while tick <= high + step / 1e6 {
        ticks.push(tick);
        tick += step;
    }
    ticks
}

/// Text that can stand in HTML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
