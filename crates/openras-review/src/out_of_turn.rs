//! What no cadence asks for: the date that was agreed, a decision about capacity, events, requests, and what the newest review
//! found and decided.

use openras_core::Day;

use crate::document::{CadenceKind, Decision, EventKind, OutcomeResult, ReviewHeld};
use crate::due::{RuleDue, Standing, Standpoint};

impl Standpoint<'_> {
    fn rule(&self, rule: impl Into<String>, text: &str, why: String, due: Day) -> RuleDue {
        RuleDue {
            rule: rule.into(),
            text: text.to_owned(),
            why,
            source: None,
            held: Vec::new(),
            due: Some(due),
            standing: self.standing(due, CadenceKind::Plan, None),
            prompt_before: None,
        }
    }

    /// The date that was agreed at the newest review.
    pub(crate) fn agreed(&self) -> Option<RuleDue> {
        let (held, review) = self.reviews.last()?;
        let due = review.next.as_ref()?.day()?;
        let why = format!("agreed at the review of {}", held.long());
        Some(self.rule("agreed", "The next review, as agreed", why, due))
    }

    /// The day on which a decision about capacity is looked at again, as the newest assessment that names one says: held by any
    /// review from that day on.
    pub(crate) fn capacity(&self) -> Option<RuleDue> {
        let named = self.casefile.assessment.iter().filter_map(|assessment| {
            let on = assessment.on.day().filter(|on| *on <= self.on)?;
            Some((on, assessment.capacity_review_on.as_ref()?.day()?))
        });
        let (on, due) = named.max_by_key(|(on, _)| *on)?;
        let why = format!("said at the assessment of {}", on.long());
        let mut rule = self.rule("capacity", "The decision about capacity is looked at again", why, due);
        if let Some((held, _)) = self.reviews.iter().find(|(held, _)| *held >= due) {
            (rule.held, rule.due, rule.standing) = (vec![*held], None, Standing::Done);
        }
        Some(rule)
    }

    /// Events that no review has followed.
    pub(crate) fn open_events(&self) -> impl Iterator<Item = (Day, EventKind)> {
        let newest = self.reviews.last().map(|(day, _)| *day);
        let events = self.casefile.event.iter().filter_map(|event| Some((event.on.day()?, event.kind)));
        events.filter(move |(day, _)| *day <= self.on && newest.is_none_or(|newest| newest < *day))
    }

    /// What asks for a review out of turn: due on the day on which it was said.
    pub(crate) fn triggers(&self) -> Vec<RuleDue> {
        let newest = self.reviews.last().map(|(day, _)| *day);
        let text = "A review out of turn";
        let events = self.open_events();
        let mut triggers: Vec<RuleDue> =
            events.map(|(day, kind)| self.rule(kind.as_str(), text, kind.words().to_owned(), day)).collect();
        for request in &self.casefile.request {
            let Some(day) = request.on.day().filter(|day| *day <= self.on) else { continue };
            if newest.is_some_and(|newest| newest >= day) {
                continue;
            }
            let about = request.about.as_str();
            let why = format!("the {} asked: {about}", request.by);
            triggers.push(self.rule(format!("request_{about}"), text, why, day));
        }
        triggers.extend(self.reviews.last().and_then(|(day, review)| self.of_review(*day, review)));
        triggers.sort_by_key(|trigger| trigger.due);
        triggers
    }

    /// What the newest review makes due: a new plan where it decided so, until there is one; another look where an outcome was not
    /// met and the plan goes on as it is.
    fn of_review(&self, day: Day, review: &ReviewHeld) -> Option<RuleDue> {
        let at = day.long();
        let agreed = self.casefile.dates.plan_agreed.iter();
        let agreed = agreed.chain(self.casefile.plan.iter().map(|plan| &plan.on));
        let newest = agreed.filter_map(|on| on.day()).filter(|on| *on <= self.on).max();
        match review.decision? {
            Decision::Close => None,
            Decision::Revise => {
                let there = newest.is_some_and(|newest| newest >= day);
                let why = format!("the review of {at} decided to change it");
                (!there).then(|| self.rule("new_plan", "A new plan", why, day))
            }
            // The plan that went on as it was is not that of today.
            Decision::Confirm if newest.is_some_and(|newest| newest > day) => None,
            Decision::Confirm => {
                let not_met = review.outcomes.iter().filter(|own| own.result == OutcomeResult::NotMet);
                let ids: Vec<&str> = not_met.map(|outcome| outcome.id.as_str()).collect();
                let why = format!(
                    "not met at the review of {at}, and the plan goes on as it is: {}",
                    ids.join(", ")
                );
                let kind = EventKind::OutcomesNotMet.as_str();
                (!ids.is_empty()).then(|| self.rule(kind, "A review out of turn", why, day))
            }
        }
    }
}
