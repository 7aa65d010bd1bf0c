//! Risks: every one resolved, or before a panel.

use super::{Checks, said};
use crate::FindingCode as Code;
use crate::document::{RiskDocument, RiskLevel, RiskStatus};
use crate::finding::Finding;
use crate::place::Place;

impl Checks<'_, '_> {
    pub(super) fn risks(&mut self) {
        let plan = self.prepared.plan;
        for (at, risk) in plan.risk.iter().enumerate() {
            let path = Place::root().key("risk").index(at);
            let id = risk.id.as_str();
            match self.unresolved(risk) {
                Some((message, help)) => {
                    self.find(Finding::new(Code::RiskUnresolved, path, message).help(help).fact("risk", id))
                }
                None => self.seen(Code::RiskUnresolved, path),
            }
            if said(risk.controls.as_deref()) {
                self.seen(Code::RiskWithoutControls, path.key("controls"));
            } else {
                let message = format!("nothing says what is done about the risk `{id}`");
                self.find(
                    Finding::new(Code::RiskWithoutControls, path, message)
                        .help("add `controls`: nobody's life is free of risk, and most can be made smaller")
                        .fact("risk", id),
                );
            }
        }
    }

    /// Whether somebody must still decide about a risk.
    fn unresolved(&self, risk: &RiskDocument) -> Option<(String, &'static str)> {
        let id = risk.id.as_str();
        let keeps = "council_keeps_the_budget";
        match (&risk.panel, risk.status) {
            (Some(panel), _) if panel.decision == keeps => {
                let kept =
                    self.prepared.lines.iter().all(|line| line.way.is_some_and(|way| way.held_by_council));
                let message = format!(
                    "because of the risk `{id}` the council keeps the budget, and it is not so managed"
                );
                (!kept).then_some((message, "choose a way in which the council keeps the money"))
            }
            (Some(_), _) | (None, Some(RiskStatus::Resolved)) => None,
            (None, Some(RiskStatus::Accepted)) if risk.residual != Some(RiskLevel::High) => None,
            (None, Some(RiskStatus::Accepted)) => {
                Some((format!("the risk `{id}` is accepted, and stays high"), "take it to the risk panel"))
            }
            (None, _) => Some((
                format!("the risk `{id}` is not resolved"),
                "talk it over with those concerned; what stays unresolved goes to the risk panel",
            )),
        }
    }

    /// Whether any risk is still before somebody.
    pub(super) fn has_unresolved_risk(&self) -> bool {
        self.prepared.plan.risk.iter().any(|risk| self.unresolved(risk).is_some())
    }
}
