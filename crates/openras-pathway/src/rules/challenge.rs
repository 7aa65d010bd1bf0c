//! Challenges, and what must wait for them.

use openras_core::Exact;

use crate::kind::ChallengeDecision;
use crate::refusal::RefusalCode;
use crate::rules::Asking;

impl Asking<'_> {
    /// While a challenge to a reclaim or an ending is open, nothing is taken back or stopped.
    pub(crate) fn no_open_challenge(&mut self) {
        let open: Vec<u64> = self.state.blocking_challenges().map(|challenge| challenge.of).collect();
        for of in open {
            let message = format!("event {of} is challenged, and the challenge is open");
            let help = "record `challenge_decided` first, by somebody who did not decide it";
            self.refuse(RefusalCode::ChallengeOpen, message, help);
        }
    }

    pub(crate) fn challenged(&mut self) {
        let Some(of) = self.event.challenges else {
            self.key(false, "challenges", "add `challenges`, the number of the event that is challenged");
            return;
        };
        if self.state.event(of).is_none_or(|event| event.document().is_none()) {
            let message = format!("there is no event {of} that could be challenged");
            self.refuse(RefusalCode::NoSuchEvent, message, "name the number of an event of this case");
        } else if self.open(of) {
            let message = format!("event {of} is challenged already");
            self.refuse(RefusalCode::ChallengeOpen, message, "decide that challenge first");
        }
    }

    fn open(&self, of: u64) -> bool {
        self.state.challenges.iter().any(|challenge| challenge.of == of && challenge.decided.is_none())
    }

    /// Decided by neither whoever decided what is challenged, nor whoever decided the budget.
    pub(crate) fn challenge_decided(&mut self) {
        let event = self.event;
        self.reason();
        let words: Vec<&str> = ChallengeDecision::all_words().collect();
        let help = format!("add `decision`: {}", words.join(", "));
        let decision = event.decision.as_ref();
        self.key(decision.is_some(), "decision", &help);
        let known = decision.and_then(|word| ChallengeDecision::from_word(word.as_str()));
        if decision.is_some() && known.is_none() {
            let message = "a challenge does not end so";
            self.refuse(RefusalCode::UnknownWord, message, format!("it ends in {}", words.join(", ")));
        }
        let Some(of) = event.challenges else {
            self.key(false, "challenges", "add `challenges`, the number of the event that is challenged");
            return;
        };
        if !self.open(of) {
            let message = format!("no challenge of event {of} is open");
            self.refuse(RefusalCode::NoSuchEvent, message, "name the event that is challenged");
            return;
        }
        let challenged = self.state.event(of).and_then(|event| event.document());
        let mut deciders: Vec<String> = Vec::new();
        if let Some(document) = challenged {
            deciders.push(document.by.clone());
            deciders.extend(document.present.iter().map(|present| present.by.clone()));
        }
        let reclaim = self.state.reclaim_at(of).and_then(|at| self.state.reclaims.get(at)).cloned();
        deciders.extend(reclaim.as_ref().map(|reclaim| reclaim.by.clone()));
        let budget = self.state.round.decided.as_ref().map(|decided| &decided.act);
        let budget = budget.into_iter().chain(self.state.live.as_ref().map(|live| &live.decided.act));
        deciders.extend(budget.flat_map(|act| act.by.clone()));
        self.not_among(&deciders, "decided what is challenged", "decide the challenge");
        if let Some(reclaim) = reclaim {
            self.amount_left(known, reclaim.stands());
        }
    }

    /// What a challenge leaves of a reclaim.
    fn amount_left(&mut self, decision: Option<ChallengeDecision>, proposed: &Exact) {
        let amount = self.event.amount.as_ref().and_then(|amount| Some(amount.amount()?.value.clone()));
        let places = self.state.opened.decimals;
        let partly = decision == Some(ChallengeDecision::PartlyUpheld);
        if partly {
            self.key(amount.is_some(), "amount", "add `amount`, what may still be taken back");
        }
        let Some(amount) = amount else { return };
        let fits = match decision {
            Some(ChallengeDecision::NotUpheld) => amount == *proposed,
            _ => amount < *proposed,
        };
        if !fits {
            let (amount, proposed) = (amount.to_fixed(places), proposed.to_fixed(places));
            let message = format!("{amount} is not what is left of {proposed} by this decision");
            self.refuse(RefusalCode::DoesNotTie, message, "a challenge never raises what is taken back");
        }
    }

    /// The notice names what stands; after a challenge also what was proposed first.
    pub(crate) fn reclaim_noticed(&mut self) {
        let event = self.event;
        let Some(reclaim) = self.state.reclaims.last().cloned() else {
            let message = "nothing is proposed to be taken back";
            self.refuse(RefusalCode::NotYet, message, "record `reclaim_proposed` first");
            return;
        };
        let places = self.state.opened.decimals;
        let amount = event.amount.as_ref().and_then(|amount| Some(amount.amount()?.value.clone()));
        let first = event.first_amount.as_ref().and_then(|amount| Some(amount.amount()?.value.clone()));
        if self.key(amount.is_some(), "amount", "add `amount`, what is to be taken back")
            && amount.as_ref() != Some(reclaim.stands())
        {
            let message = format!("what is to be taken back is {}", reclaim.stands().to_fixed(places));
            self.refuse(RefusalCode::DoesNotTie, message, "write that amount");
        }
        if reclaim.decided.is_some() {
            let help = "add `first_amount`, what was proposed before the challenge";
            if self.key(first.is_some(), "first_amount", help) && first.as_ref() != Some(&reclaim.proposed) {
                let message = format!("what was proposed first is {}", reclaim.proposed.to_fixed(places));
                self.refuse(RefusalCode::DoesNotTie, message, "write that amount");
            }
        }
    }

    /// Never before a notice of what stands, never more than that, never while it is challenged.
    pub(crate) fn reclaimed(&mut self) {
        self.no_open_challenge();
        let event = self.event;
        let amount = event.amount.as_ref().and_then(|amount| Some(amount.amount()?.value.clone()));
        self.key(amount.is_some(), "amount", "add `amount`, what was taken back");
        let Some(reclaim) = self.state.reclaims.last().cloned() else {
            let message = "nothing is proposed to be taken back";
            self.refuse(RefusalCode::NotYet, message, "record `reclaim_proposed` first");
            return;
        };
        if reclaim.noticed.as_ref() != Some(reclaim.stands()) {
            let places = self.state.opened.decimals;
            let message = format!(
                "the person was not told that {} is to be taken back",
                reclaim.stands().to_fixed(places)
            );
            self.refuse(RefusalCode::NoticeMissing, message, "record `reclaim_noticed` first");
        }
        if let Some(told) = reclaim.noticed_on.filter(|told| *told > self.on) {
            let message = format!("the person was told on {told}, and this is {}", self.on);
            self.refuse(RefusalCode::NoticeMissing, message, "take nothing back before the notice");
        }
        if let Some(amount) = amount {
            let after = &reclaim.taken + &amount;
            if after > *reclaim.stands() {
                let places = self.state.opened.decimals;
                let message = format!(
                    "{} would be taken back in all, and {} may be",
                    after.to_fixed(places),
                    reclaim.stands().to_fixed(places)
                );
                self.refuse(RefusalCode::MoreThanNoticed, message, "take back less");
            }
        }
    }
}
