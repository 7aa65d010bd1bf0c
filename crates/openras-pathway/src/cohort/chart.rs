//! A cohort as a chart: how many people have reached each stage.
#![allow(clippy::float_arithmetic, clippy::cast_precision_loss, reason = "places on paper; counts of people")]

use super::CohortRecord;
use super::svg::{BLUE, Chart};

impl CohortRecord {
    /// The chart as SVG: a bar for each stage that anybody has reached.
    pub fn chart(&self) -> String {
        let stages: Vec<_> = self.stages.iter().filter(|stage| stage.reached > 0).collect();
        let most = stages.iter().map(|stage| stage.reached).max().unwrap_or(1);
        let mut chart = Chart::new((0.0, stages.len().max(1) as f64), (0.0, most as f64 * 1.12));
        chart.upright("people", |value| format!("{value:.0}"));
        for (at, stage) in stages.iter().enumerate() {
            let middle = at as f64 + 0.5;
            chart.bar((middle, 0.7), (0.0, stage.reached as f64), BLUE, ("", &stage.reached.to_string()));
            chart.slanted(middle, &stage.id.replace('_', " "));
        }
        let list: Vec<String> =
            stages.iter().map(|stage| format!("{} {}", stage.id.replace('_', " "), stage.reached)).collect();
        let title = format!("How far {} people have come", self.cases);
        chart.finished(&title, &format!("People who have reached each stage: {}", list.join(", ")))
    }
}
