//! From an indicative budget to an agreed one: what ties them together.

use openras_core::Exact;

use crate::agreed::agreed_budget;
use crate::document::EventDocument;
use crate::kind::Decision;
use crate::refusal::RefusalCode;
use crate::rules::Asking;
use crate::stage::Stage;
use crate::state::State;
use crate::sum::Sum;

/// The indicative budget that a decision is held against: the event's own, or what was recorded before.
pub(crate) fn indicative(state: &State, event: &EventDocument) -> Option<Sum> {
    let own = event.indicative.as_ref().and_then(|sum| Sum::new(&sum.amount, sum.per));
    own.or_else(|| state.round.indicative.clone())
}

impl Asking<'_> {
    /// A decision on the budget.
    pub(crate) fn deciding(&mut self) {
        let decision = self.event.decision.as_ref();
        if !self.key(decision.is_some(), "decision", "add `decision`, such as agreed or deferred") {
            return;
        }
        self.reason();
        match decision.and_then(|word| Decision::from_word(word.as_str())) {
            Some(decision) if decision.agrees() => self.agreeing(),
            _ => {}
        }
    }

    /// A manager who signs off may decide within their limit, and need not.
    pub(crate) fn signing_off(&mut self) {
        if self.event.decision.is_none() && self.event.amount.is_none() {
            return;
        }
        self.deciding();
        let limit = self.step.and_then(|step| step.limit.as_ref());
        let decision = self.event.decision.as_ref().and_then(|word| Decision::from_word(word.as_str()));
        if !decision.is_some_and(Decision::agrees) {
            return;
        }
        let Some(limit) = limit else {
            let message = format!("`{}` has no limit up to which it decides a budget", self.event.event);
            self.refuse(RefusalCode::OverLimit, message, "sign it off without `decision` and `amount`");
            return;
        };
        let Some((agreed, indicative)) = self.sums() else { return };
        let Some((agreed, indicative)) = agreed.yearly().zip(indicative.yearly()) else {
            let message = "a limit holds for a year, and the amounts are not for one";
            self.refuse(RefusalCode::OverLimit, message, "say both amounts by the year");
            return;
        };
        let (over, most) = (agreed - indicative, limit.over(indicative));
        if over > most {
            let places = self.state.opened.decimals;
            let message = format!(
                "it is {} above the indicative budget, and {} may be decided alone",
                over.to_fixed(places),
                most.to_fixed(places)
            );
            self.refuse(
                RefusalCode::OverLimit,
                message,
                "sign it off without a decision, and take it to the panel",
            );
        }
    }

    fn sums(&self) -> Option<(Sum, Sum)> {
        let agreed = Sum::new(self.event.amount.as_ref()?, self.event.per)?;
        Some((agreed, indicative(self.state, self.event)?))
    }

    /// The amount, what it is held against, why it differs and where the difference comes from.
    fn agreeing(&mut self) {
        let (state, event) = (self.state, self.event);
        self.key(event.amount.is_some(), "amount", "add `amount`, the budget that was agreed");
        self.ties();
        self.plan_found();
        let Some(indicative) = indicative(state, event) else {
            let message = "no event says what the indicative budget is";
            let help = "add `indicative` with the amount of the allocation record";
            self.refuse(RefusalCode::IndicativeMissing, message, help);
            return;
        };
        let Some(agreed) = event.amount.as_ref().and_then(|amount| Sum::new(amount, event.per)) else {
            return;
        };
        if agreed.per != indicative.per {
            let message = format!(
                "the agreed budget is {}, the indicative one {}",
                agreed.per.words(),
                indicative.per.words()
            );
            self.refuse(RefusalCode::DoesNotTie, message, "say both for the same time");
            return;
        }
        let places = state.opened.decimals;
        if agreed.amount != indicative.amount && event.reasons.is_empty() {
            let message = format!(
                "the agreed budget is {} and the indicative one {}, without a reason",
                agreed.words(places),
                indicative.words(places)
            );
            let help = self.reasons_known();
            self.refuse(RefusalCode::ReasonMissing, message, help);
        }
        self.draw(&(&agreed.amount - &indicative.amount));
    }

    pub(crate) fn reasons_known(&self) -> String {
        let known: Vec<&str> = self.state.pathway.reasons.keys().map(String::as_str).collect();
        match known.is_empty() {
            true => "add a [[reason]] to the pathway, and its id to `reasons`".to_owned(),
            false => format!("add `reasons`: {}", known.join(", ")),
        }
    }

    /// What the person was told stays what it is until they are told otherwise: no later step replaces the indicative budget, or
    /// the allocation that it is from. From the agreement on no step brings another plan.
    pub(crate) fn as_told(&mut self) {
        if self.stage.is_some_and(|stage| stage >= Stage::AgreementSigned) {
            let findings = self.event.about.as_ref().and_then(|about| about.findings.as_ref());
            self.ties_to("findings", findings, self.state.round.findings.as_ref());
        }
        if self.anew || self.stage == Some(Stage::BudgetTold) {
            return;
        }
        let (state, event) = (self.state, self.event);
        let allocation = event.about.as_ref().and_then(|about| about.allocation.as_ref());
        self.ties_to("allocation", allocation, state.round.allocation.as_ref());
        let own = event.indicative.as_ref().and_then(|sum| Sum::new(&sum.amount, sum.per));
        if let Some((own, told)) = own.zip(state.round.indicative.clone()).filter(|(own, told)| own != told) {
            let places = state.opened.decimals;
            let message = format!(
                "the indicative budget is said to be {}, and the person was told {}",
                own.words(places),
                told.words(places)
            );
            let help = format!(
                "leave `indicative` out, or record {} with the new allocation first",
                self.by_which(Stage::BudgetTold)
            );
            self.refuse(RefusalCode::DoesNotTie, message, help);
        }
    }

    fn ties_to(&mut self, key: &str, own: Option<&String>, before: Option<&String>) {
        if let Some((own, before)) = own.zip(before).filter(|(own, before)| own != before) {
            let message = format!("about.{key} is {own}, and {before} was recorded before");
            self.refuse(RefusalCode::DoesNotTie, message, "record the new one by its own step first");
        }
    }

    /// The plan's findings are those that were recorded before.
    fn ties(&mut self) {
        let (state, event) = (self.state, self.event);
        let about = event.about.clone().unwrap_or_default();
        let findings = about.findings.is_some() || state.round.findings.is_some();
        let help = "add about.findings, the `sha256` of the findings about the plan";
        self.key(findings, "about.findings", help);
        self.ties_to("findings", about.findings.as_ref(), state.round.findings.as_ref());
        if let (Some(own), Some(record)) = (&about.agreed_budget, agreed_budget(state, event))
            && record.sha256.as_ref() != Some(own)
        {
            let message = format!("about.agreed_budget is {own}, and what was decided is another");
            self.refuse(RefusalCode::DoesNotTie, message, "leave it out: it is worked out from the event");
        }
    }

    /// Money above the indicative budget comes from the fund's contingency, all of it and no more.
    fn draw(&mut self, over: &Exact) {
        let places = self.state.opened.decimals;
        let drawn = self.event.draw.as_ref().and_then(|draw| Some(draw.amount.amount()?.value.clone()));
        match drawn {
            None if over.is_positive() => {
                let message =
                    format!("{} above the indicative budget comes from nowhere", over.to_fixed(places));
                let help = "add `draw`: fund, purpose, amount and from, out of the fund's contingency";
                self.refuse(RefusalCode::DrawMissing, message, help);
            }
            Some(drawn) if drawn != *over => {
                let message = format!(
                    "{} is drawn, and the agreed budget is {} above the indicative one",
                    drawn.to_fixed(places),
                    over.to_fixed(places)
                );
                self.refuse(RefusalCode::DoesNotTie, message, "draw the difference, neither more nor less");
            }
            _ => {}
        }
    }
}
