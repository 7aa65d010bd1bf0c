//! A cohort as a table for people, and as csv.

use std::fmt::Write as _;

use openras_core::plain;

use super::{CohortRecord, StagePart, StepPart, TargetPart};
use crate::export::row;

impl CohortRecord {
    /// The cohort for people.
    pub fn explain(&self) -> String {
        let mut page =
            format!("{} cases\n\n{:<24}{:>10}{:>12}\n", self.cases, "stage", "reached", "stand at it");
        for stage in self.stages.iter().filter(|stage| stage.reached > 0) {
            let _ = writeln!(page, "{:<24}{:>10}{:>12}", stage.id, stage.reached, stage.standing);
        }
        let _ = writeln!(page, "\n{:<34}{:>8}{:>8}{:>8}", "step", "taken", "alone", "helped");
        for step in self.steps.iter().filter(|step| step.taken > 0) {
            let (alone, helped) = match (step.alone, step.with_help) {
                (None, 0) => ("-".to_owned(), "-".to_owned()),
                (alone, helped) => {
                    (alone.map_or_else(|| "-".to_owned(), |own| own.to_string()), helped.to_string())
                }
            };
            let _ = writeln!(page, "{:<34}{:>8}{alone:>8}{helped:>8}", step.id, step.taken);
        }
        self.targets(&mut page);
        for (title, reasons) in
            [("not proceeding", &self.not_proceeding), ("waiting", &self.deferred), ("ended", &self.ended)]
        {
            let all: usize = reasons.values().fold(0, |sum, count| sum.saturating_add(*count));
            if all > 0 {
                let parts: Vec<String> =
                    reasons.iter().map(|(why, count)| format!("{count} {}", why.replace('_', " "))).collect();
                let _ = writeln!(page, "\n{all} {title}: {}", parts.join(", "));
            }
        }
        self.by_group(&mut page);
        for month in &self.months {
            let met = if month.met { "reached" } else { "not reached" };
            let _ = writeln!(page, "{}  {} of {} a month: {met}", month.month, month.reached, month.target);
        }
        if !self.cost.is_empty() {
            let parts: Vec<String> =
                self.cost.iter().map(|(band, count)| format!("{count} {band}")).collect();
            let _ = writeln!(page, "\nagreed budgets: {}", parts.join(", "));
        }
        for note in &self.notes {
            let _ = writeln!(page, "\nnote: {note}");
        }
        for finding in &self.findings {
            let _ = writeln!(page, "\n{}: {}", finding.kind, finding.message);
        }
        plain(page)
    }

    fn targets(&self, page: &mut String) {
        let with: Vec<&StepPart> = self.steps.iter().filter(|step| step.target.is_some()).collect();
        for step in with {
            let some = |target: &&TargetPart| target.took.is_some() || target.open > 0;
            let Some(target) = step.target.as_ref().filter(some) else { continue };
            let took = match target.took {
                Some([least, middle, most]) => {
                    format!("; it took {least} to {most} days, {middle} in the middle")
                }
                None => String::new(),
            };
            let _ = writeln!(
                page,
                "\n{} within {} days of {}: {} met, {} late, {} to come{took}",
                step.id, target.days, target.after, target.met, target.late, target.open
            );
        }
    }

    fn by_group(&self, page: &mut String) {
        let Some(by) = self.by else { return };
        let _ = writeln!(
            page,
            "\n{by:<28}{:>8}{:>10}{:>16}{:>18}",
            "cases", "share", "of everybody", "not proceeding"
        );
        for group in &self.groups {
            let supported =
                group.supported_share.as_ref().map_or_else(|| "-".to_owned(), |share| format!("{share} %"));
            let _ = writeln!(
                page,
                "{:<28}{:>8}{:>8} %{supported:>16}{:>18}",
                group.id, group.cases, group.share, group.not_proceeding
            );
        }
    }

    /// The cohort as csv: a row for everybody, and one for each group or team, with a column for each stage.
    pub fn csv(&self) -> String {
        let by = self.by.unwrap_or("group");
        let mut head: Vec<String> =
            [by, "cases", "share", "supported_share", "not_proceeding"].map(str::to_owned).to_vec();
        for stage in &self.stages {
            head.extend([format!("{}_reached", stage.id), format!("{}_standing", stage.id)]);
        }
        let cells =
            |id: &str, cases: usize, share: &str, supported: &str, not: usize, stages: &[StagePart]| {
                let mut cells = vec![
                    id.to_owned(),
                    cases.to_string(),
                    share.to_owned(),
                    supported.to_owned(),
                    not.to_string(),
                ];
                for stage in stages {
                    cells.extend([stage.reached.to_string(), stage.standing.to_string()]);
                }
                row(&cells)
            };
        let not: usize = self.not_proceeding.values().fold(0, |sum, count| sum.saturating_add(*count));
        let mut csv = row(&head) + &cells("everybody", self.cases, "100.0", "", not, &self.stages);
        for group in &self.groups {
            let supported = group.supported_share.as_deref().unwrap_or_default();
            csv.push_str(&cells(
                &group.id,
                group.cases,
                &group.share,
                supported,
                group.not_proceeding,
                &group.stages,
            ));
        }
        csv
    }
}
