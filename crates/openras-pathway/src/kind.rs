use crate::words::words;

words! {
    /// What can be recorded at any stage.
    Kind {
        NotProceeding "not_proceeding" "The person goes no further, with the reason.";
        Deferred "deferred" "It waits, with the reason and the day to ask again.";
        HandedOver "handed_over" "The case goes to somebody else, or comes from them.";
        Challenged "challenged" "Somebody disagrees with what an event says.";
        ChallengeDecided "challenge_decided" "A challenge is decided.";
        OptionChanged "option_changed" "The person has another option.";
        ManagerOfMoneyChanged "manager_of_money_changed" "Somebody else manages the money.";
        NeedsChanged "needs_changed" "The person's needs are not what they were.";
        TemporaryIncrease "temporary_increase" "More money until a day.";
        MinorChange "minor_change" "A small change that needs no new decision.";
        Uplifted "uplifted" "The budget rises with prices.";
        Suspended "suspended" "Payments stop for a time.";
        Resumed "resumed" "What was deferred or suspended goes on.";
        ConcernRaised "concern_raised" "Somebody is worried.";
        Safeguarding "safeguarding" "There is a safeguarding record, named by an opaque reference only.";
        Corrected "corrected" "The free text of an event was wrong; this is the right one.";
        PaymentReleased "payment_released" "Money is sent.";
        ReclaimProposed "reclaim_proposed" "Money is to be taken back.";
        ReclaimNoticed "reclaim_noticed" "The person was told what is to be taken back.";
        Reclaimed "reclaimed" "Money was taken back.";
        EndingNoticed "ending_noticed" "The person was told that the support is to end.";
        ReviewClosed "review_closed" "A review is done.";
    }
}

words! {
    /// Why a case waits.
    Waiting {
        Crisis "crisis" "The person is in a crisis.";
        InHospital "in_hospital" "The person is in hospital.";
        Reablement "reablement" "The person is getting back on their feet.";
        IntermediateCare "intermediate_care" "The person has intermediate care.";
        WaitingForSupport "waiting_for_support" "The support is not there yet.";
    }
}

words! {
    /// Why support ends.
    EndReason {
        Died "died" "The person died.";
        Moved "moved" "The person moved away.";
        ResidentialCare "residential_care" "The person lives in a care home.";
        HealthFunding "health_funding" "The health service pays from now on.";
        LongHospitalStay "long_hospital_stay" "The person is in hospital for long.";
        PersonAsked "person_asked" "The person asked for it.";
        OptionChanged "option_changed" "The person has another option.";
        CannotManage "cannot_manage" "Nobody can manage the money.";
        CapacityLost "capacity_lost" "The person can no longer decide about it.";
        Misuse "misuse" "The money was spent on what it was not for.";
        NoLongerEligible "no_longer_eligible" "The person has no eligible needs any more.";
        ByCouncil "by_council" "The council ends it.";
    }
}

impl EndReason {
    /// Whether the council stops something: not where it comes of itself or the person asked for it.
    pub const fn is_stopping(self) -> bool {
        !matches!(
            self,
            EndReason::Died | EndReason::Moved | EndReason::PersonAsked | EndReason::OptionChanged
        )
    }
}

words! {
    /// What a panel or a manager decides. A budget is agreed by the first two, a risk is resolved by the last three.
    Decision {
        Agreed "agreed" "The budget is agreed.";
        AgreedWithConditions "agreed_with_conditions" "The budget is agreed, and something is to be done.";
        Deferred "deferred" "It is to be brought again.";
        NotAgreed "not_agreed" "The budget is not agreed.";
        Resolved "resolved" "The risk is resolved.";
        AcceptedWithActions "accepted_with_actions" "The risk is accepted, and something is done about it.";
        CouncilKeepsTheBudget "council_keeps_the_budget" "The council keeps the money and arranges the support.";
    }
}

impl Decision {
    /// Whether a budget is agreed by it.
    pub const fn agrees(self) -> bool {
        matches!(self, Decision::Agreed | Decision::AgreedWithConditions)
    }

    /// Whether a risk is resolved by it.
    pub const fn resolves(self) -> bool {
        matches!(self, Decision::Resolved | Decision::AcceptedWithActions | Decision::CouncilKeepsTheBudget)
    }
}

words! {
    /// How a challenge ends.
    ChallengeDecision {
        Upheld "upheld" "The person was right.";
        PartlyUpheld "partly_upheld" "The person was right in part.";
        NotUpheld "not_upheld" "It stays as it was.";
    }
}
