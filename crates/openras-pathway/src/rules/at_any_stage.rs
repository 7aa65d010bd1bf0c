//! What an event that can be recorded at any stage must say, and what must have been before it.

use crate::document::PaidTo;
use crate::kind::{Kind, Waiting};
use crate::refusal::RefusalCode;
use crate::rules::Asking;
use crate::stage::Stage;
use crate::state::Standing;

impl Asking<'_> {
    pub(crate) fn at_any_stage(&mut self, kind: Kind) {
        let event = self.event;
        match kind {
            Kind::NotProceeding => {
                self.key(event.why.is_some(), "why", "add `why`, the reason in a word");
            }
            Kind::Deferred => self.deferred(),
            Kind::HandedOver => {
                self.key(event.handed.is_some(), "handed", "add `handed`: to or from");
                self.key(event.whom.is_some(), "whom", "add `whom`, such as nhs_continuing_care");
            }
            Kind::Challenged => self.challenged(),
            Kind::ChallengeDecided => self.challenge_decided(),
            Kind::OptionChanged | Kind::ManagerOfMoneyChanged => {
                self.key(event.becomes.is_some(), "becomes", "add `becomes`, what it is from now on");
            }
            Kind::TemporaryIncrease => self.temporary(),
            Kind::Uplifted => {
                self.live();
                self.key(event.amount.is_some(), "amount", "add `amount`, what the budget is from now on");
            }
            Kind::Suspended => {
                self.live();
                self.no_open_challenge();
                self.reason();
            }
            Kind::Resumed => {
                let waits = matches!(self.state.standing, Standing::Suspended | Standing::Deferred { .. });
                if !waits {
                    let message = "nothing is suspended or deferred";
                    self.refuse(RefusalCode::NotYet, message, "leave it out");
                }
            }
            Kind::Safeguarding => {
                let named = event.reference.as_ref().is_some_and(|reference| !reference.trim().is_empty());
                self.key(named, "reference", "add `reference`, an opaque one");
                if event.text.is_some() {
                    let message = "a safeguarding record is named by its reference only";
                    self.refuse(RefusalCode::UnknownWord, message, "leave `text` out");
                }
            }
            Kind::Corrected => self.corrected(),
            Kind::PaymentReleased => self.payment(),
            Kind::ReclaimProposed => {
                self.key(event.amount.is_some(), "amount", "add `amount`, what is to be taken back");
                self.reason();
            }
            Kind::ReclaimNoticed => self.reclaim_noticed(),
            Kind::Reclaimed => self.reclaimed(),
            Kind::EndingNoticed => {
                self.live();
                self.reason();
            }
            Kind::ReviewClosed => self.review_closed(),
            Kind::NeedsChanged | Kind::MinorChange | Kind::ConcernRaised => {}
        }
    }

    fn live(&mut self) {
        if self.state.live.is_none() {
            let by = self.by_which(Stage::AgreementSigned);
            let message = format!("`{}` comes before {by}", self.event.event);
            self.refuse(RefusalCode::NotYet, message, "a budget is agreed and its agreement signed first");
        }
    }

    fn deferred(&mut self) {
        let words: Vec<&str> = Waiting::all_words().collect();
        let help = format!("add `why`: {}", words.join(", "));
        let why = self.event.why.as_ref();
        if self.key(why.is_some(), "why", &help)
            && why.and_then(|why| Waiting::from_word(why.as_str())).is_none()
        {
            let message = format!("`{}` is not why a case waits", why.map_or("", |why| why.as_str()));
            self.refuse(RefusalCode::UnknownWord, message, format!("it is one of {}", words.join(", ")));
        }
        let asked = self.event.ask_again.as_ref().and_then(|day| day.day());
        if self.key(asked.is_some(), "ask_again", "add `ask_again`, the day to ask again")
            && asked.is_some_and(|asked| asked < self.on)
        {
            let message = "the day to ask again is before the day of the event";
            self.refuse(RefusalCode::UnknownWord, message, "choose a later day");
        }
    }

    fn temporary(&mut self) {
        self.live();
        self.reason();
        self.key(self.event.amount.is_some(), "amount", "add `amount`, how much more");
        let until = self.event.until.as_ref().and_then(|day| day.day());
        if self.key(until.is_some(), "until", "add `until`, the last day of it")
            && until.is_some_and(|until| until < self.on)
        {
            let message = "the last day is before the day of the event";
            self.refuse(RefusalCode::UnknownWord, message, "choose a later day");
        }
    }

    fn corrected(&mut self) {
        let event = self.event;
        self.key(event.text.is_some(), "text", "add `text`, the right one");
        let Some(of) = event.corrects else {
            self.key(false, "corrects", "add `corrects`, the number of the event whose text was wrong");
            return;
        };
        if self.state.event(of).is_none_or(|other| other.text.is_none()) {
            let message = format!("event {of} has no text to correct");
            self.refuse(RefusalCode::NoSuchEvent, message, "name the event whose text was wrong");
        }
    }

    /// No payment before the agreement is signed, or before its start date, or while it is stopped.
    fn payment(&mut self) {
        let event = self.event;
        self.key(event.amount.is_some(), "amount", "add `amount`, what is sent");
        let Some(live) = &self.state.live else {
            let message = "no payment agreement is signed";
            let help = format!("record {} first", self.by_which(Stage::AgreementSigned));
            self.refuse(RefusalCode::NotYet, message, help);
            return;
        };
        let Some(starts) = live.starts else {
            let message = "no event says on which day payments start";
            self.refuse(
                RefusalCode::BeforeStart,
                message,
                "record when support starts, or `starts` in the agreement",
            );
            return;
        };
        let covers = event.covers.as_ref().and_then(|covers| covers.from.day());
        if let Some(day) = [Some(self.on), covers].into_iter().flatten().find(|day| *day < starts) {
            let message = format!("payments start on {starts}, and this is for {day}");
            self.refuse(RefusalCode::BeforeStart, message, "pay from that day on");
        }
        if self.state.suspended {
            self.refuse(RefusalCode::Suspended, "payments are suspended", "record `resumed` first");
        }
        if let Some(n) = self.state.council_keeps.filter(|_| event.paid_to != Some(PaidTo::Provider)) {
            let message =
                format!("the council keeps the budget by event {n}, and this is not for a provider");
            let help = "add paid_to = provider where it is, or take it to the risk panel again";
            self.refuse(RefusalCode::CouncilKeeps, message, help);
        }
        if let Standing::NotProceeding { why } = &self.state.standing {
            let message = format!("the person goes no further: {why}");
            self.refuse(RefusalCode::NotYet, message, "there is nothing to pay");
        }
    }
}
