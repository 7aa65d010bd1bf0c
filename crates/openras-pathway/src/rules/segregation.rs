//! Who may not do what, because of what they did before.

use crate::kind::Kind;
use crate::refusal::RefusalCode;
use crate::rules::Asking;
use crate::stage::Stage;

impl Asking<'_> {
    pub(crate) fn segregation(&mut self) {
        self.own_rules();
        if self.anew {
            return;
        }
        let round = &self.state.round;
        let assessors: Vec<String> = round.assessors.iter().map(|(by, _)| by.clone()).collect();
        let signers = round.stages.get(&Stage::SignedOff).map(|act| act.by.clone()).unwrap_or_default();
        match self.stage {
            Some(Stage::SignedOff) => self.not_among(&assessors, "assessed", "sign off"),
            Some(Stage::Decided) => {
                self.not_among(&signers, "signed off", "decide");
                self.not_among(&assessors, "assessed", "decide");
            }
            Some(Stage::SelfAssessment | Stage::Checked) => self.employer(),
            _ => {}
        }
        let kind = Kind::from_word(self.event.event.as_str());
        if kind == Some(Kind::PaymentReleased) {
            let live = self.state.live.as_ref();
            let deciders = live.map(|live| live.decided.act.by.clone()).unwrap_or_default();
            self.not_among(&deciders, "decided the budget", "release the payment");
        }
        self.providers();
    }

    /// What a council adds by `not_same_as`.
    fn own_rules(&mut self) {
        let Some(step) = self.step else { return };
        for other in &step.not_same_as {
            let round = &self.state.round;
            let stage = Stage::from_word(other).and_then(|stage| round.stages.get(&stage));
            let act = round.acts.get(other).or(stage);
            let by = act.map(|act| act.by.clone()).unwrap_or_default();
            self.not_among(&by, &format!("took `{other}`"), &format!("take `{}`", step.id));
        }
    }

    pub(crate) fn not_among(&mut self, others: &[String], did: &str, may_not: &str) {
        let present = self.event.present.iter().map(|present| &present.by);
        let both: Vec<&String> =
            std::iter::once(&self.event.by).chain(present).filter(|by| others.contains(by)).collect();
        for by in both {
            let message = format!("`{by}` {did}, and may not {may_not}");
            self.refuse(RefusalCode::SamePerson, message, "somebody else has to do it");
        }
    }

    /// Who assesses and is employed by who provides.
    fn employer(&mut self) {
        let employer = self.event.employer.clone();
        if let Some(employer) = employer.filter(|employer| self.state.providers.contains(employer)) {
            let message =
                format!("`{}` is employed by `{employer}`, which provides the support", self.event.by);
            self.refuse(RefusalCode::EmployedByProvider, message, "somebody else has to assess");
        }
        if self.event.role.as_str() == "provider" {
            let message = format!("`{}` provides, and may not assess", self.event.by);
            self.refuse(RefusalCode::EmployedByProvider, message, "somebody else has to assess");
        }
    }

    /// A provider that employs who assessed.
    fn providers(&mut self) {
        for (by, employer) in &self.state.round.assessors {
            if let Some(employer) = employer.as_ref().filter(|own| self.event.providers.contains(own)) {
                let message = format!("`{employer}` employs `{by}`, who assessed");
                let help = "choose another provider, or have somebody else assess";
                self.refuse(RefusalCode::EmployedByProvider, message, help);
            }
        }
    }
}
