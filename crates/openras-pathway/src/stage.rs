use crate::words::words;

words! {
    /// How far a person has come: the same for every council, so that their figures can be laid side by side.
    Stage {
        Referred "referred" "The council knows of the person.";
        Invited "invited" "The person was asked whether they would like to take part.";
        Visited "visited" "Somebody has been to see the person.";
        TakingPart "taking_part" "The person takes part.";
        SelfAssessment "self_assessment" "The person has filled the questionnaire in.";
        Checked "checked" "Somebody has checked the questionnaire.";
        BudgetTold "budget_told" "The person knows the indicative budget.";
        PlanMade "plan_made" "There is a support plan.";
        PlanAgreed "plan_agreed" "The worker agrees with the plan.";
        SignedOff "signed_off" "A manager has signed the plan off.";
        RiskPanel "risk_panel" "A panel has looked at a risk that was not resolved.";
        Decided "decided" "The budget is decided.";
        AgreementSigned "agreement_signed" "The payment agreement is signed.";
        Started "started" "The support has started.";
        UnderReview "under_review" "The support is looked at again.";
        Ended "ended" "The support has ended.";
    }
}
