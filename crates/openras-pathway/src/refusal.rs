use std::fmt;

use crate::words::words;

words! {
    /// Why an event does not enter a case.
    RefusalCode {
        UnknownEvent "unknown_event" "The pathway has no such event.";
        UnknownRole "unknown_role" "There is no such role.";
        RoleNotAllowed "role_not_allowed" "The role may not do this.";
        NotYet "not_yet" "Something has to come first.";
        NotNeeded "not_needed" "The step is for a condition that does not hold here.";
        Ended "ended" "The support has ended.";
        HandedOver "handed_over" "The case is with somebody else.";
        SamePerson "same_person" "The same one may not do both.";
        EmployedByProvider "employed_by_provider" "Who assesses may not be employed by who provides.";
        KeyMissing "key_missing" "The event does not say what it must.";
        UnknownWord "unknown_word" "A word that is not among those that can stand there.";
        ReasonMissing "reason_missing" "A decision without its reason.";
        TooManyDecimals "too_many_decimals" "An amount is not to the penny.";
        IndicativeMissing "indicative_missing" "There is no indicative budget to hold the decision against.";
        DoesNotTie "does_not_tie" "A record or an amount is not the one that was recorded before.";
        PlanBlocked "plan_blocked" "Law or policy forbids the plan.";
        OverLimit "over_limit" "It is more than may be decided alone.";
        DrawMissing "draw_missing" "Money above the indicative budget is drawn from nowhere.";
        MemberMissing "member_missing" "Somebody who must be present was not.";
        RiskOpen "risk_open" "A condition holds, and the step for it was not taken.";
        CouncilKeeps "council_keeps" "The council keeps the budget: nothing is paid to the person.";
        BeforeStart "before_start" "It is before the day on which payments start.";
        Suspended "suspended" "Payments are suspended.";
        ChallengeOpen "challenge_open" "A challenge is open: nothing is taken back or stopped.";
        NoSuchEvent "no_such_event" "It is about an event that the case does not have, or that it cannot be about.";
        NoticeMissing "notice_missing" "The person was not told of it as it now stands.";
        MoreThanNoticed "more_than_noticed" "It is more than the person was told of.";
        OptionNotOffered "option_not_offered" "A review closes only once each option was offered, or could not be had.";
    }
}

/// Why an event does not enter a case, and what is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What kind of reason.
    pub code: RefusalCode,
    /// The reason: lower case, no full stop.
    pub message: String,
    /// What is missing, or the next move.
    pub help: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "refused[{}]: {}\n  help: {}", self.code, self.message, self.help)
    }
}

/// Every reason for which an event does not enter a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusals(Vec<Refusal>);

impl Refusals {
    /// Adds a reason.
    pub(crate) fn push(&mut self, code: RefusalCode, message: impl Into<String>, help: impl Into<String>) {
        let refusal = Refusal { code, message: message.into(), help: help.into() };
        if !self.0.contains(&refusal) {
            self.0.push(refusal);
        }
    }

    /// The reasons, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Refusal> {
        self.0.iter()
    }

    /// Whether there is none: the event may enter.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The codes, in order.
    pub fn codes(&self) -> Vec<RefusalCode> {
        self.0.iter().map(|refusal| refusal.code).collect()
    }
}

impl fmt::Display for Refusals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, refusal) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str("\n\n")?;
            }
            refusal.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Refusals {}
