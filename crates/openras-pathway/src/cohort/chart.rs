//! A cohort as a chart: how many people have reached each stage.
#![allow(clippy::cast_precision_loss, reason = "counts of people, for places on paper")]

use openras_page::{BLUE, Row, bars};

use super::CohortRecord;

impl CohortRecord {
    /// The chart as SVG: a bar for each stage that anybody has reached.
    pub fn chart(&self) -> String {
        let stages = self.stages.iter().filter(|stage| stage.reached > 0);
        let named = stages.map(|stage| (stage.id.replace('_', " "), stage.reached));
        let (rows, list): (Vec<Row>, Vec<String>) = named
            .map(|(name, reached)| {
                let row = Row::one(&name, reached as f64, BLUE, reached.to_string());
                (row, format!("{name} {reached}"))
            })
            .unzip();
        let title = format!("How far {} people have come", self.cases);
        let description = format!("People who have reached each stage: {}", list.join(", "));
        bars((&title, &description), "people", &[], &rows, |value| format!("{value:.0}"))
    }
}
