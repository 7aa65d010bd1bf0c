//! What has to come before a step.

use openras_core::Period;
use openras_formula::{Expr, Known, Vocabulary};

use crate::apply::keeps;
use crate::document::PerWord;
use crate::kind::{Decision, EndReason};
use crate::pathway::Step;
use crate::reader::NEEDS;
use crate::refusal::RefusalCode;
use crate::rules::Asking;
use crate::stage::Stage;

/// What a condition of `pathway.toml` may use: the indicative budget, and what the case says of itself.
pub(crate) static WORDS: Vocabulary = Vocabulary {
    amounts: &[("annual", Some(Period::Year)), ("weekly", Some(Period::Week))],
    facts: &["first_year", "employs_staff", "concern", "when_asked", "unresolved_risk"],
    choice: None,
    advice: "a condition may use annual and weekly (the indicative budget), first_year, employs_staff, concern, \
             when_asked, unresolved_risk and the [parameters] of this file",
};

impl Asking<'_> {
    pub(crate) fn order(&mut self) {
        if let Some(stage) = self.stage {
            self.needs(stage);
        }
        if let Some(step) = self.step {
            self.steps_before(step);
            self.condition(step);
            self.members(step);
            self.decision_word(step);
        }
        match self.stage {
            Some(Stage::BudgetTold) => {
                let told = self.event.about.as_ref().is_some_and(|about| about.allocation.is_some());
                let help = "add about.allocation, the `sha256` of the allocation record";
                self.key(told, "about.allocation", help);
            }
            Some(Stage::SignedOff) => self.signing_off(),
            Some(Stage::Decided) => self.deciding(),
            Some(Stage::RiskPanel) => {
                let help = "add `decision`: resolved, accepted_with_actions or council_keeps_the_budget";
                self.key(self.event.decision.is_some(), "decision", help);
                self.reason();
                // Payments to the person stop by it.
                if keeps(self.event) && self.state.live.is_some() {
                    self.no_open_challenge();
                }
            }
            Some(Stage::AgreementSigned) => {
                self.risks();
                self.plan_as_decided();
            }
            Some(Stage::Started) => self.start(),
            Some(Stage::Ended) => self.ending(),
            _ => {}
        }
    }

    /// What no council's order takes away.
    fn needs(&mut self, stage: Stage) {
        for (_, needed) in NEEDS.iter().filter(|(own, _)| *own == stage) {
            let state = self.state;
            let there = match needed {
                Stage::Decided => {
                    let budget = state.round.decided.as_ref().and_then(|decided| decided.budget.as_ref());
                    budget.is_some() && !self.anew
                }
                Stage::AgreementSigned => state.live.is_some(),
                Stage::Started => state.is_live(),
                _ => state.round.stages.contains_key(needed) && !self.anew,
            };
            if !there {
                let by = self.by_which(*needed);
                let (message, help) = match needed {
                    Stage::BudgetTold => (
                        format!(
                            "`{}` comes before the person was told the indicative budget",
                            self.event.event
                        ),
                        format!("record {by} first"),
                    ),
                    Stage::Decided => (
                        format!("`{}` comes before a budget was agreed", self.event.event),
                        format!("record {by} first, with the decision, the amount and the reasons"),
                    ),
                    _ => (
                        format!("`{}` comes before `{needed}`", self.event.event),
                        format!("record {by} first"),
                    ),
                };
                self.refuse(RefusalCode::NotYet, message, help);
            }
        }
    }

    /// The step that reaches a stage, or the stage by its own name.
    pub(crate) fn by_which(&self, stage: Stage) -> String {
        let step = self.state.pathway.steps.iter().find(|step| step.stage == Some(stage));
        format!("`{}`", step.map_or(stage.as_str(), |step| &step.id))
    }

    /// Steps before this one, from where the way began.
    fn steps_before(&mut self, step: &Step) {
        // A review and an ending come whenever they are due, also while the way is gone anew.
        if self.anew || step.stage.is_none_or(|stage| stage >= Stage::UnderReview) {
            return;
        }
        let state = self.state;
        // A risk in a support that goes on waits for no new plan.
        if step.stage == Some(Stage::RiskPanel) && state.live.is_some() {
            return;
        }
        let decided = state.round.decided.as_ref().is_some_and(|decided| decided.budget.is_some());
        let before = state.pathway.steps.iter().enumerate();
        let before = before.skip(state.round.first_step).take_while(|(_, other)| other.id != step.id);
        let missing: Vec<String> = before
            .filter(|(_, other)| !other.optional && !other.is_conditional() && other.stage.is_some())
            .filter(|(_, other)| !state.round.acts.contains_key(&other.id))
            // Whoever signed off within their limit has decided: the panel is not asked.
            .filter(|(_, other)| !(other.stage == Some(Stage::Decided) && decided))
            .map(|(_, other)| format!("`{}`", other.id))
            .collect();
        if !missing.is_empty() {
            let message = format!("`{}` comes before {}", step.id, missing.join(", "));
            self.refuse(RefusalCode::NotYet, message, format!("record {} first", missing.join(", ")));
        }
    }

    /// Whether a condition holds; nothing where what it asks about is not known.
    fn holds(&self, condition: &Expr) -> Option<bool> {
        let indicative = self.state.round.indicative.as_ref();
        let by = |per: PerWord| indicative.filter(|sum| sum.per == per).map(|sum| sum.amount.clone());
        let facts: Vec<Option<bool>> = WORDS.facts.iter().map(|fact| Some(self.state.says(fact))).collect();
        let known = Known {
            vocabulary: &WORDS,
            amounts: &[by(PerWord::Year), by(PerWord::Week)],
            facts: &facts,
            choice: None,
            parameters: &self.state.pathway.parameters,
            on: self.on,
        };
        known.holds(condition).ok()
    }

    fn condition(&mut self, step: &Step) {
        let Some(when) = &step.when else { return };
        // What the panel has stopped it can let go on, also where no risk is open any more.
        if step.stage == Some(Stage::RiskPanel) && self.state.council_keeps.is_some() {
            return;
        }
        if self.holds(when) == Some(false) {
            let condition = self.state.pathway.document.step.iter().find(|own| own.id.as_str() == step.id);
            let condition = condition.and_then(|own| own.when.as_ref()?.source()).unwrap_or_default();
            let message = format!("`{}` is only for `{condition}`, which does not hold", step.id);
            let help = "say so by an event first, such as says = [\"unresolved_risk\"]";
            self.refuse(RefusalCode::NotNeeded, message, help);
        }
    }

    fn members(&mut self, step: &Step) {
        let present = |member: &String| {
            self.event.present.iter().any(|own| own.member.as_str() == member)
                || self.event.role.as_str() == member
        };
        let missing: Vec<&str> =
            step.members.iter().filter(|member| !present(member)).map(String::as_str).collect();
        if !missing.is_empty() {
            let message = format!("nobody was there as {}", missing.join(", "));
            let help = "add to `present` an entry with `by` and `as` for each";
            self.refuse(RefusalCode::MemberMissing, message, help);
        }
    }

    /// A decision that the step knows.
    fn decision_word(&mut self, step: &Step) {
        let Some(word) = &self.event.decision else { return };
        let known = Decision::from_word(word.as_str());
        let listed = step.decisions.is_empty() || known.is_some_and(|own| step.decisions.contains(&own));
        if known.is_none() || !listed {
            let words: Vec<&str> = match step.decisions.is_empty() {
                true => Decision::all_words().collect(),
                false => step.decisions.iter().map(|own| own.as_str()).collect(),
            };
            let message = format!("`{}` does not end in `{word}`", step.id);
            self.refuse(RefusalCode::UnknownWord, message, format!("it ends in {}", words.join(", ")));
        }
    }

    /// Conditions that hold, and whose step was not taken since.
    pub(crate) fn risks(&mut self) {
        let state = self.state;
        for step in &state.pathway.steps {
            let Some(when) = &step.when else { continue };
            // A risk that was raised again after the panel, or that the panel did not resolve, is open.
            let open = step.stage == Some(Stage::RiskPanel) && state.says("unresolved_risk");
            let taken = state.round.acts.contains_key(&step.id) && !open;
            if !taken && self.holds(when) == Some(true) {
                let message = format!("what `{}` is for holds, and it was not resolved there", step.id);
                self.refuse(RefusalCode::RiskOpen, message, format!("record `{}` first", step.id));
            }
        }
    }

    fn start(&mut self) {
        self.risks();
        let starts = self.event.starts.as_ref().and_then(|day| day.day());
        let starts = starts.or_else(|| self.state.live.as_ref().and_then(|live| live.starts));
        if let Some(starts) = starts.filter(|starts| *starts > self.on) {
            let message = format!("support is to start on {starts}, and this is {}", self.on);
            self.refuse(RefusalCode::BeforeStart, message, "record it on the day or later");
        }
    }

    fn ending(&mut self) {
        let words: Vec<&str> = EndReason::all_words().collect();
        let why = self.event.why.as_ref();
        let help = format!("add `why`: {}", words.join(", "));
        if !self.key(why.is_some(), "why", &help) {
            return;
        }
        match why.and_then(|why| EndReason::from_word(why.as_str())) {
            None => {
                let message = format!("`{}` is not why support ends", why.map_or("", |why| why.as_str()));
                self.refuse(RefusalCode::UnknownWord, message, format!("it is one of {}", words.join(", ")));
            }
            Some(why) if why.is_stopping() => self.no_open_challenge(),
            Some(_) => {}
        }
    }

    pub(crate) fn reason(&mut self) {
        if !self.has_reason() {
            let message = format!("`{}` gives no reason", self.event.event);
            let help = "add `text`, the reasons in words, or `reasons`, ids of the pathway";
            self.refuse(RefusalCode::ReasonMissing, message, help);
        }
    }
}
