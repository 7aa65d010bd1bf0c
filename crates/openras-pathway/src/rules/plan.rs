//! The plan that a decision rests on: what the findings about it say.

use crate::document::{FoundDocument, VerdictWord};
use crate::refusal::RefusalCode;
use crate::rules::Asking;
use crate::sum::Sum;

impl Asking<'_> {
    /// What the findings say that a decision rests on: those of the event, or what was recorded of the same ones before.
    fn found(&self) -> Option<&FoundDocument> {
        let own = self.event.about.as_ref().and_then(|about| about.findings.as_ref());
        let round = &self.state.round;
        let same = own.is_none() || own == round.findings.as_ref();
        round.found.as_ref().filter(|_| same).or(self.event.found.as_ref())
    }

    /// A budget is agreed for a plan that may be carried out, and for what it costs.
    pub(crate) fn plan_found(&mut self) {
        let there = self.event.about.as_ref().is_some_and(|about| about.findings.is_some())
            || self.state.round.findings.is_some();
        if !there {
            return;
        }
        let Some(found) = self.found().cloned() else {
            let message =
                format!("`{}` rests on findings, and no event says what they say", self.event.event);
            let help = "give the record of the findings once more, with --findings";
            self.refuse(RefusalCode::KeyMissing, message, help);
            return;
        };
        self.blocked(&found);
        let told = self.event.about.as_ref().and_then(|about| about.allocation.as_ref());
        let told = told.or(self.state.round.allocation.as_ref());
        if let Some((own, told)) = found.allocation.as_ref().zip(told).filter(|(own, told)| own != told) {
            let message =
                format!("the plan was held against the allocation {own}, and the person was told {told}");
            self.refuse(
                RefusalCode::DoesNotTie,
                message,
                "check the plan against the allocation that was told",
            );
        }
        self.costs(&found);
    }

    fn blocked(&mut self, found: &FoundDocument) {
        if found.verdict == VerdictWord::Blocked {
            let codes: Vec<&str> = found.blocked_by.iter().map(|code| code.as_str()).collect();
            let by = if codes.is_empty() { String::new() } else { format!(": {}", codes.join(", ")) };
            let message = format!("the plan is blocked{by}");
            let help = "change the plan, or have an exception decided where one may be; check it, and record the new findings";
            self.refuse(RefusalCode::PlanBlocked, message, help);
        }
    }

    /// An agreed budget that is not what the plan costs in a year has its reason, either way.
    fn costs(&mut self, found: &FoundDocument) {
        let event = self.event;
        let agreed = event.amount.as_ref().and_then(|amount| Sum::new(amount, event.per));
        let Some(agreed) = agreed.as_ref().and_then(Sum::in_a_year) else { return };
        let Some(cost) = found.cost.as_ref().and_then(|cost| Some(cost.amount()?.value.clone())) else {
            return;
        };
        if agreed == cost || !event.reasons.is_empty() {
            return;
        }
        let places = self.state.opened.decimals;
        let difference = &agreed - &cost;
        let way = if difference.is_negative() { "less" } else { "more" };
        let message = format!(
            "the plan costs {} a year and {} is agreed, {} {way}, without a reason",
            cost.to_fixed(places),
            agreed.to_fixed(places),
            difference.abs().to_fixed(places)
        );
        let help = self.reasons_known();
        self.refuse(RefusalCode::ReasonMissing, message, help);
    }

    /// An agreement is about the budget that was told and the plan that was decided, and that plan about the option that the
    /// person has.
    pub(crate) fn plan_as_decided(&mut self) {
        let state = self.state;
        let Some(decided) = &state.round.decided else { return };
        let Some(budget) = &decided.budget else { return };
        if budget.findings != state.round.findings {
            let message = "the plan has other findings since the budget was decided";
            self.refuse(
                RefusalCode::DoesNotTie,
                message,
                "have the budget decided for the plan as it is now",
            );
        }
        if Some(&budget.indicative) != state.round.indicative.as_ref()
            || budget.allocation != state.round.allocation
        {
            let message = "the person was told another indicative budget since the budget was decided";
            let help = "have the budget decided against what the person was told";
            self.refuse(RefusalCode::DoesNotTie, message, help);
        }
        if let Some(found) = self.found().cloned() {
            self.blocked(&found);
        }
        let Some((n, option)) = &state.option else { return };
        let before = match (state.round.findings_at.is_none_or(|at| at < *n), decided.act.n < *n) {
            (true, _) => "the plan is",
            (false, true) => "the decision is",
            (false, false) => return,
        };
        let message = format!("the option is `{option}` by event {n}, and {before} from before it");
        let help = "plan for the option, record the findings about that plan, also where they are the same, and have the budget decided";
        self.refuse(RefusalCode::NotYet, message, help);
    }
}
