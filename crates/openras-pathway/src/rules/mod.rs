//! Whether an event may enter a case: everything that stands against it.

mod at_any_stage;
mod challenge;
mod deciding;
mod order;
mod plan;
mod review;
mod segregation;

pub(crate) use order::WORDS;

pub(crate) use deciding::indicative;
use openras_core::document::AmountIn;
use openras_core::{Day, nearest};

use crate::document::EventDocument;
use crate::kind::Kind;
use crate::pathway::Step;
use crate::refusal::{RefusalCode, Refusals};
use crate::role::Role;
use crate::stage::Stage;
use crate::state::{Standing, State};

/// An event that asks to enter, with what the pathway says of it.
pub(crate) struct Asking<'a> {
    pub(crate) state: &'a State,
    pub(crate) event: &'a EventDocument,
    pub(crate) on: Day,
    /// The step of its name, or what the council says of its kind.
    pub(crate) step: Option<&'a Step>,
    /// The stage that it reaches.
    pub(crate) stage: Option<Stage>,
    /// Whether it begins the way anew.
    pub(crate) anew: bool,
    pub(crate) refusals: Refusals,
}

impl State {
    /// Everything that stands against an event: nothing where it may enter.
    pub fn check(&self, event: &EventDocument) -> Refusals {
        let name = event.event.as_str();
        let kind = Kind::from_word(name);
        let stage = self.pathway.stage_of(name);
        let step = kind.map_or_else(
            || self.pathway.step(name).map(|(_, step)| step),
            |kind| self.pathway.kinds.get(&kind),
        );
        let mut refusals = Refusals::default();
        let Some(on) = event.on.day() else {
            refusals.push(RefusalCode::KeyMissing, "the event has no day", "add `on`, such as 2008-03-01");
            return refusals;
        };
        if kind.is_none() && step.is_none() && stage.is_none() {
            let help = match nearest(name, self.pathway.events()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("what can be recorded is {}", self.pathway.events().join(", ")),
            };
            refusals.push(RefusalCode::UnknownEvent, format!("there is no event `{name}`"), help);
            return refusals;
        }
        let anew = stage.is_some_and(|stage| self.begins_round(stage));
        let mut asking = Asking { state: self, event, on, step, stage, anew, refusals };
        asking.role(kind);
        asking.words();
        asking.pennies();
        asking.standing(kind);
        asking.segregation();
        match kind {
            Some(kind) => asking.at_any_stage(kind),
            None => {
                asking.as_told();
                asking.order();
            }
        }
        asking.refusals
    }
}

impl Asking<'_> {
    pub(crate) fn refuse(&mut self, code: RefusalCode, message: impl Into<String>, help: impl Into<String>) {
        self.refusals.push(code, message, help);
    }

    fn role(&mut self, kind: Option<Kind>) {
        let (state, event) = (self.state, self.event);
        let role = event.role.as_str();
        if !state.pathway.has_role(role) {
            let own = state.pathway.roles.keys().map(String::as_str);
            let help = match nearest(role, Role::all_words().chain(own)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the roles are {}", Role::all_words().collect::<Vec<_>>().join(", ")),
            };
            self.refuse(RefusalCode::UnknownRole, format!("there is no role `{role}`"), help);
            return;
        }
        if let Some(step) = self.step {
            if !step.by.iter().any(|own| own == role) {
                let message = format!("`{role}` may not take the step `{}`", step.id);
                self.refuse(
                    RefusalCode::RoleNotAllowed,
                    message,
                    format!("it is for {}", step.by.join(", ")),
                );
            }
            return;
        }
        let inside = match (kind, self.stage) {
            (Some(kind), _) => matches!(
                kind,
                Kind::ChallengeDecided
                    | Kind::PaymentReleased
                    | Kind::ReclaimProposed
                    | Kind::ReclaimNoticed
                    | Kind::Reclaimed
                    | Kind::EndingNoticed
                    | Kind::Suspended
                    | Kind::TemporaryIncrease
                    | Kind::Uplifted
                    | Kind::ReviewClosed
            ),
            (None, Some(stage)) => {
                matches!(stage, Stage::Checked | Stage::BudgetTold | Stage::PlanAgreed)
                    || matches!(stage, Stage::SignedOff | Stage::RiskPanel | Stage::Decided)
            }
            (None, None) => false,
        };
        if inside && state.pathway.is_outside(role) {
            let message = format!("`{role}` may not record `{}`: it is for the council to do", event.event);
            self.refuse(RefusalCode::RoleNotAllowed, message, "say who at the council did it");
        }
    }

    /// Words that must be among those that can stand there.
    fn words(&mut self) {
        let event = self.event;
        for fact in &event.says {
            if !WORDS.facts.contains(&fact.as_str()) {
                let help = format!("it can be {}", WORDS.facts.join(", "));
                self.refuse(RefusalCode::UnknownWord, format!("`says` holds `{fact}`"), help);
            }
        }
        for reason in &event.reasons {
            if !self.state.pathway.reasons.contains_key(reason.as_str()) {
                let known: Vec<&str> = self.state.pathway.reasons.keys().map(String::as_str).collect();
                let help = match nearest(reason.as_str(), known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None if known.is_empty() => "the pathway has no [[reason]]".to_owned(),
                    None => format!("the pathway's reasons are {}", known.join(", ")),
                };
                self.refuse(RefusalCode::UnknownWord, format!("there is no reason `{reason}`"), help);
            }
        }
    }

    /// Money is written to the currency's smallest part.
    fn pennies(&mut self) {
        let (event, places) = (self.event, self.state.opened.decimals);
        let drawn = event.draw.as_ref().map(|draw| &draw.amount);
        let amounts = [
            ("amount", event.amount.as_ref()),
            ("first_amount", event.first_amount.as_ref()),
            ("draw.amount", drawn),
        ];
        for (key, amount) in amounts {
            let Some(amount) = amount.and_then(AmountIn::amount) else { continue };
            if amount.value.decimals().is_none_or(|decimals| decimals > places) {
                let message =
                    format!("`{key}` is {}, which has more than {places} decimals", amount.shortest());
                self.refuse(RefusalCode::TooManyDecimals, message, "write it to the penny");
            }
        }
    }

    /// What a case that waits, was handed over or has ended still takes.
    fn standing(&mut self, kind: Option<Kind>) {
        let always = matches!(
            kind,
            Some(
                Kind::Corrected
                    | Kind::Challenged
                    | Kind::ChallengeDecided
                    | Kind::ConcernRaised
                    | Kind::Safeguarding
                    | Kind::ReclaimProposed
                    | Kind::ReclaimNoticed
                    | Kind::Reclaimed
            )
        );
        match &self.state.standing {
            Standing::Ended { on, .. } if !always && !self.anew => {
                let message = format!("the support ended on {on}");
                self.refuse(
                    RefusalCode::Ended,
                    message,
                    "a new way begins with a referral or a self assessment",
                );
            }
            Standing::HandedOver { whom }
                if !always && kind != Some(Kind::HandedOver) && self.stage != Some(Stage::Ended) =>
            {
                let message = format!("the case is with `{whom}`");
                self.refuse(RefusalCode::HandedOver, message, "record `handed_over` from them first");
            }
            _ => {}
        }
    }

    pub(crate) fn key(&mut self, there: bool, key: &str, help: &str) -> bool {
        if !there {
            let message = format!("`{}` does not say `{key}`", self.event.event);
            self.refuse(RefusalCode::KeyMissing, message, help);
        }
        there
    }

    /// Whether reasons stand in the event, in words or by id.
    pub(crate) fn has_reason(&self) -> bool {
        let words = self.event.text.as_ref().is_some_and(|text| !text.trim().is_empty());
        words || !self.event.reasons.is_empty()
    }
}
