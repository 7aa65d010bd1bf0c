//! Charts of points and lines.
#![allow(clippy::float_arithmetic, reason = "places on paper; no float becomes an amount")]

use std::fmt::Write as _;

use crate::escaped;
use crate::svg::{BLUE, INK, LINE, WIDTH, finished, legend, ticks};

const HEIGHT: f64 = 380.0;
/// The room for words around the drawing.
const LEFT: f64 = 92.0;
const BELOW: f64 = 48.0;
const ABOVE: f64 = 36.0;
const RIGHT: f64 = 28.0;

/// A chart of points and lines that is being drawn.
pub struct Chart {
    body: String,
    level: (f64, f64),
    upright: (f64, f64),
}

impl Chart {
    /// An empty chart for values from nothing to these.
    pub fn new(right: f64, top: f64) -> Chart {
        Chart::between((0.0, right.max(f64::MIN_POSITIVE)), (0.0, top.max(f64::MIN_POSITIVE)))
    }

    /// An empty chart for values from and to these, level and upright.
    ///
    /// # Examples
    /// ```
    /// use openras_page::{BLUE, Chart};
    ///
    /// let mut chart = Chart::between((10.0, 20.0), (0.0, 5.0));
    /// chart.line(&[(10.0, 0.0), (20.0, 5.0)], (BLUE, ""));
    /// // From the lower left corner to the upper right one.
    /// let drawn = chart.finished("A line", "It rises", &[]);
    /// assert!(drawn.contains("points='92.0,332.0 692.0,36.0'"));
    /// ```
    pub fn between(level: (f64, f64), upright: (f64, f64)) -> Chart {
        let wide = |(from, to): (f64, f64)| if to > from { (from, to) } else { (from, from + 1.0) };
        Chart { body: String::new(), level: wide(level), upright: wide(upright) }
    }

    fn x(&self, value: f64) -> f64 {
        let (from, to) = self.level;
        LEFT + (value - from) / (to - from) * (WIDTH - LEFT - RIGHT)
    }

    fn y(&self, value: f64) -> f64 {
        let (from, to) = self.upright;
        HEIGHT - BELOW - (value - from) / (to - from) * (HEIGHT - BELOW - ABOVE)
    }

    /// Lines and numbers of the upright axis, and what it counts.
    pub fn upright(&mut self, unit: &str, say: impl Fn(f64) -> String) {
        for tick in ticks(self.upright.0, self.upright.1) {
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
    pub fn level(&mut self, unit: &str, say: impl Fn(f64) -> String) {
        for tick in ticks(self.level.0, self.level.1) {
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
    pub fn dot(&mut self, x: f64, y: f64, people: usize) {
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
    pub fn line(&mut self, points: &[(f64, f64)], (colour, dashes): (&str, &str)) {
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
    pub fn finished(self, title: &str, description: &str, keys: &[(&str, &str)]) -> String {
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
