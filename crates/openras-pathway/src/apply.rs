//! From one event to the next: what a case comes to by it. Nothing is judged here; that was done before it was recorded.

use std::sync::Arc;

use openras_core::{Day, Exact};

use crate::document::{EventDocument, Handed};
use crate::event::{Body, Event};
use crate::kind::{ChallengeDecision, Decision, EndReason, Kind};
use crate::stage::Stage;
use crate::state::{
    Act, AgreedBudget, Challenge, ChallengeAbout, Decided, Live, Reclaim, Review, Round, Standing, State,
};
use crate::sum::Sum;

impl State {
    /// Takes an event in.
    pub fn apply(&mut self, event: Event) {
        if let Some(on) = event.on() {
            self.first.entry(event.name().to_owned()).or_insert(on);
        }
        match &event.body {
            Body::Opened(_) => {}
            Body::Disposed(disposed) => self.removed.extend(disposed.events.iter().copied()),
            Body::Recorded(document) => {
                let on = document.on.day();
                if let Some(on) = on {
                    let document = document.clone();
                    self.take_in(event.n, on, &document);
                }
            }
        }
        self.events.push(Arc::new(event));
    }

    fn take_in(&mut self, n: u64, on: Day, document: &EventDocument) {
        let name = document.event.as_str();
        for fact in &document.says {
            self.facts.insert(fact.as_str().to_owned());
        }
        self.providers.extend(document.providers.iter().cloned());
        match Kind::from_word(name) {
            Some(kind) => self.kind(kind, n, on, document),
            None => self.step(n, on, document),
        }
    }

    fn step(&mut self, n: u64, on: Day, document: &EventDocument) {
        let stage = self.pathway.stage_of(document.event.as_str());
        let mut by = vec![document.by.clone()];
        by.extend(document.present.iter().map(|present| present.by.clone()));
        let act = Act { n, on, by };
        if let Some(stage) = stage {
            if self.begins_round(stage) {
                let first_step = self.pathway.first_step(document.event.as_str(), stage);
                // A risk in a support that goes on is not gone with the findings that told it.
                if self.live.is_some() && self.round.found.as_ref().is_some_and(|found| found.unresolved_risk)
                {
                    self.facts.insert("unresolved_risk".to_owned());
                }
                self.round = Round { first_step, ..Round::default() };
            }
            self.reached.entry(stage).or_insert(on);
            self.round.stages.insert(stage, again(self.round.stages.get(&stage), &act));
            if !matches!(stage, Stage::RiskPanel) {
                self.stage = Some(stage);
            }
            self.goes_on();
        }
        let name = document.event.as_str();
        self.round.acts.insert(name.to_owned(), again(self.round.acts.get(name), &act));
        self.money(n, document);
        match stage {
            Some(Stage::SelfAssessment | Stage::Checked) => {
                self.round.assessors.push((document.by.clone(), document.employer.clone()));
            }
            Some(Stage::SignedOff | Stage::Decided) => self.decide(act, document),
            Some(Stage::RiskPanel) => {
                let decision = document.decision.as_ref().and_then(|word| Decision::from_word(word.as_str()));
                self.risk_decided(n, decision);
            }
            Some(Stage::AgreementSigned) => {
                if let Some(decided) = self.round.decided.clone() {
                    let started = self.live.as_ref().and_then(|live| live.started);
                    let starts = document.starts.as_ref().and_then(|day| day.day());
                    self.live = Some(Live { decided, agreement: n, starts, started, uplifted: None });
                }
            }
            Some(Stage::Started) => {
                if let Some(live) = &mut self.live {
                    let starts = document.starts.as_ref().and_then(|day| day.day());
                    live.starts = starts.or(live.starts).or(Some(on));
                    live.started = live.started.or(Some(on));
                }
            }
            Some(Stage::UnderReview) => self.reviews.push(Review { n, on, closed: None }),
            Some(Stage::Ended) => {
                let why = document.why.as_ref().and_then(|why| EndReason::from_word(why.as_str()));
                self.standing = Standing::Ended { why, on };
                self.suspended = false;
                self.council_keeps = None;
                self.live = None;
            }
            _ => {}
        }
    }

    /// What the panel decided of the risks: they are resolved, and the council keeps the budget or does not.
    fn risk_decided(&mut self, n: u64, decision: Option<Decision>) {
        let Some(decision) = decision.filter(|decision| decision.resolves()) else { return };
        self.facts.remove("unresolved_risk");
        if let Some(found) = &mut self.round.found {
            found.unresolved_risk = false;
        }
        self.council_keeps = (decision == Decision::CouncilKeepsTheBudget).then_some(n);
    }

    /// What an event says of the indicative budget and the plan.
    fn money(&mut self, n: u64, document: &EventDocument) {
        if let Some(about) = &document.about {
            if about.allocation.is_some() {
                self.round.allocation.clone_from(&about.allocation);
            }
            // A plan that was checked again is from now, also where it is the same; a digest alone says nothing of when.
            let other = about.findings != self.round.findings;
            if about.findings.is_some() && (other || document.found.is_some()) {
                self.round.findings_at = Some(n);
            }
            // The same findings once more say nothing new: a risk in them may have been resolved since.
            if about.findings.is_some() && other {
                self.round.findings.clone_from(&about.findings);
                self.round.found.clone_from(&document.found);
            } else if self.round.found.is_none() && about.findings.is_some() {
                self.round.found.clone_from(&document.found);
            }
        }
        if let Some(sum) = &document.indicative {
            self.round.indicative = Sum::new(&sum.amount, sum.per).or(self.round.indicative.take());
        }
    }

    fn decide(&mut self, act: Act, document: &EventDocument) {
        let decision = document.decision.as_ref().and_then(|word| Decision::from_word(word.as_str()));
        let Some(decision) = decision else { return };
        let sum = document.amount.as_ref().and_then(|amount| Sum::new(amount, document.per));
        let sha256 = document.about.as_ref().and_then(|about| about.agreed_budget.clone());
        let (allocation, findings) = (self.round.allocation.clone(), self.round.findings.clone());
        let budget = match (sum, self.round.indicative.clone(), sha256) {
            (Some(sum), Some(indicative), Some(sha256)) if decision.agrees() => {
                let reasons = document.reasons.iter().map(|id| id.as_str().to_owned()).collect();
                Some(AgreedBudget { sum, indicative, reasons, allocation, findings, sha256 })
            }
            _ => None,
        };
        self.round.decided = Some(Decided { act, decision, budget });
    }

    fn kind(&mut self, kind: Kind, n: u64, on: Day, document: &EventDocument) {
        let act = Act { n, on, by: vec![document.by.clone()] };
        self.round.acts.insert(kind.as_str().to_owned(), act);
        let why = || document.why.as_ref().map(|why| why.as_str().to_owned()).unwrap_or_default();
        let amount = || document.amount.as_ref().and_then(|amount| Some(amount.amount()?.value.clone()));
        match kind {
            Kind::NotProceeding => self.standing = Standing::NotProceeding { why: why() },
            Kind::Deferred => {
                let ask_again = document.ask_again.as_ref().and_then(|day| day.day());
                self.standing = Standing::Deferred { why: why(), ask_again };
            }
            Kind::HandedOver => {
                let whom = document.whom.as_ref().map(|whom| whom.as_str().to_owned()).unwrap_or_default();
                match document.handed {
                    Some(Handed::To) => self.standing = Standing::HandedOver { whom },
                    _ => self.goes_on(),
                }
            }
            Kind::Suspended => {
                self.suspended = true;
                self.goes_on();
            }
            Kind::Resumed => {
                // Of a case that waits the waiting ends, and what is suspended beside it stays so until it is resumed too.
                self.suspended = self.suspended && self.standing != Standing::Suspended;
                self.goes_on();
            }
            Kind::OptionChanged => {
                self.option = document.becomes.as_ref().map(|option| (n, option.as_str().to_owned()));
            }
            Kind::Uplifted => {
                let sum = document.amount.as_ref().and_then(|amount| Sum::new(amount, document.per));
                if let Some((live, sum)) = self.live.as_mut().zip(sum) {
                    live.uplifted = Some((n, sum));
                }
            }
            Kind::Challenged => {
                let of = document.challenges.unwrap_or(0);
                let about = self.about(of);
                self.challenges.push(Challenge { n, of, about, decided: None });
            }
            Kind::ChallengeDecided => self.decide_challenge(n, document),
            Kind::ReclaimProposed => {
                let (proposed, by) = (amount().unwrap_or(Exact::ZERO), document.by.clone());
                let (decided, noticed, noticed_on, taken) = (None, None, None, Exact::ZERO);
                self.reclaims.push(Reclaim { n, by, proposed, decided, noticed, noticed_on, taken });
            }
            Kind::ReclaimNoticed => {
                if let Some(reclaim) = self.reclaims.last_mut() {
                    reclaim.noticed = amount();
                    reclaim.noticed_on = Some(on);
                }
            }
            Kind::Reclaimed => {
                if let Some(reclaim) = self.reclaims.last_mut() {
                    reclaim.taken = &reclaim.taken + &amount().unwrap_or(Exact::ZERO);
                }
            }
            Kind::ReviewClosed => {
                if let Some(review) = self.reviews.last_mut() {
                    review.closed = Some((n, document.options.clone()));
                }
            }
            Kind::PaymentReleased => {
                self.payments.push((n, on));
                self.worked.extend(document.worked.iter().map(|worked| (n, worked.clone())));
            }
            Kind::Corrected => {
                if let Some(of) = document.corrects {
                    self.corrected.insert(of, n);
                }
            }
            _ => {}
        }
    }

    /// The case goes on, or stands where its payments were suspended: a review does not send money.
    fn goes_on(&mut self) {
        self.standing = if self.suspended { Standing::Suspended } else { Standing::Going };
    }

    fn decide_challenge(&mut self, n: u64, document: &EventDocument) {
        let of = document.challenges.unwrap_or(0);
        for challenge in self.challenges.iter_mut().filter(|challenge| challenge.of == of) {
            challenge.decided = challenge.decided.or(Some(n));
        }
        let decision = document.decision.as_ref();
        let decision = decision.and_then(|word| ChallengeDecision::from_word(word.as_str()));
        if decision == Some(ChallengeDecision::Upheld) {
            self.council_keeps = self.council_keeps.filter(|kept| *kept != of);
        }
        let reclaim = self.reclaim_at(of);
        if let Some(reclaim) = reclaim.and_then(|at| self.reclaims.get_mut(at)) {
            let given = document.amount.as_ref().and_then(|amount| Some(amount.amount()?.value.clone()));
            reclaim.decided = match decision {
                Some(ChallengeDecision::Upheld) => Some(given.unwrap_or(Exact::ZERO)),
                Some(ChallengeDecision::PartlyUpheld) => given,
                _ => Some(reclaim.stands().clone()),
            };
        }
    }

    /// What a challenge of the event with this number is about.
    pub(crate) fn about(&self, of: u64) -> ChallengeAbout {
        let Some(event) = self.event(of) else {
            return ChallengeAbout::Other;
        };
        match Kind::from_word(event.name()) {
            Some(Kind::ReclaimProposed | Kind::ReclaimNoticed | Kind::Reclaimed) => ChallengeAbout::Reclaim,
            Some(Kind::EndingNoticed | Kind::Suspended) => ChallengeAbout::Ending,
            _ => match self.pathway.stage_of(event.name()) {
                Some(Stage::Ended) => ChallengeAbout::Ending,
                Some(Stage::RiskPanel) if event.document().is_some_and(keeps) => ChallengeAbout::Ending,
                _ => ChallengeAbout::Other,
            },
        }
    }

    /// The reclaim that an event belongs to: the last one proposed up to it.
    pub(crate) fn reclaim_at(&self, of: u64) -> Option<usize> {
        let belongs = self.about(of) == ChallengeAbout::Reclaim;
        self.reclaims.iter().rposition(|reclaim| belongs && reclaim.n <= of)
    }
}

/// Whether the council keeps the budget by an event: payments to the person stop.
pub(crate) fn keeps(event: &EventDocument) -> bool {
    let decision = event.decision.as_ref().and_then(|word| Decision::from_word(word.as_str()));
    decision == Some(Decision::CouncilKeepsTheBudget)
}

/// An act, with all who did the same before it in this round.
fn again(before: Option<&Act>, act: &Act) -> Act {
    let mut act = act.clone();
    for by in before.iter().flat_map(|before| &before.by) {
        if !act.by.contains(by) {
            act.by.push(by.clone());
        }
    }
    act
}
