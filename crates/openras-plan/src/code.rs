use std::fmt;

use serde::{Serialize, Serializer};

/// How much a finding matters, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gravity {
    /// The law forbids it; a decision lifts it only where the law says so.
    StatutoryBlock,
    /// The council's policy forbids it.
    PolicyBlock,
    /// A professional, manager or panel must decide.
    Refer,
    /// Worth mending.
    Warning,
    /// Worth knowing.
    Note,
}

impl Gravity {
    /// `statutory_block`, `policy_block`, `refer`, `warning`, `note`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Gravity::StatutoryBlock => "statutory_block",
            Gravity::PolicyBlock => "policy_block",
            Gravity::Refer => "refer",
            Gravity::Warning => "warning",
            Gravity::Note => "note",
        }
    }

    /// Whether it stops a plan.
    pub const fn blocks(self) -> bool {
        matches!(self, Gravity::StatutoryBlock | Gravity::PolicyBlock)
    }

    /// Whether a plan with it is not simply ready.
    pub const fn stops(self) -> bool {
        matches!(self, Gravity::StatutoryBlock | Gravity::PolicyBlock | Gravity::Refer)
    }
}

/// Which of the three tests of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Test {
    /// The money meets the needs and outcomes.
    Effective,
    /// It is spent lawfully.
    Legal,
    /// The budget pays for it, by stream and by month.
    Affordable,
}

impl Test {
    /// All three, in order.
    pub const ALL: [Test; 3] = [Test::Effective, Test::Legal, Test::Affordable];

    /// `effective`, `legal`, `affordable`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Test::Effective => "effective",
            Test::Legal => "legal",
            Test::Affordable => "affordable",
        }
    }
}

macro_rules! codes {
    ($($variant:ident $text:literal $check:literal $test:ident $gravity:ident $meaning:literal;)*) => {
        /// The stable name of a kind of finding. Records, scripts and tests rely on these words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum FindingCode {
            $(#[doc = $meaning] $variant,)*
        }

        impl FindingCode {
            /// Every code, in the order in which findings are listed.
            pub const ALL: &'static [FindingCode] = &[$(FindingCode::$variant,)*];

            /// The word that stands in records: `over_budget`.
            pub const fn as_str(self) -> &'static str {
                match self { $(FindingCode::$variant => $text,)* }
            }

            /// The named check that finds it, by which a checklist asks for it.
            pub const fn check(self) -> &'static str {
                match self { $(FindingCode::$variant => $check,)* }
            }

            /// Which test it belongs to.
            pub const fn test(self) -> Test {
                match self { $(FindingCode::$variant => Test::$test,)* }
            }

            /// How much it matters where neither law nor council says otherwise.
            pub const fn gravity(self) -> Gravity {
                match self { $(FindingCode::$variant => Gravity::$gravity,)* }
            }

            /// What it means, in a sentence.
            pub const fn meaning(self) -> &'static str {
                match self { $(FindingCode::$variant => $meaning,)* }
            }
        }
    };
}

codes! {
    NeedNotMet "need_not_met" "needs_met" Effective Refer "An eligible need that nothing in the plan meets.";
    SupportWithoutNeed "support_without_need" "support_has_need" Effective Refer "A support that meets no need.";
    SupportWithoutOutcome "support_without_outcome" "support_has_outcome" Effective Warning "A support that serves no outcome.";
    OutcomeWithoutSupport "outcome_without_support" "outcomes_have_support" Effective Warning "An outcome that nothing in the plan brings about, or no outcome at all.";
    OutcomeWithoutMeasure "outcome_without_measure" "outcomes_measured" Effective Warning "An outcome of which nobody can tell whether it was reached.";
    OutcomeWithoutReview "outcome_without_review" "outcomes_reviewed" Effective Warning "An outcome without a day on which it is looked at again.";
    NoContingencyAmount "no_contingency_amount" "contingency_amount_stated" Effective Warning "No amount is kept for what goes wrong.";
    NoContingencyPlan "no_contingency_plan" "contingency_plan_stated" Effective Warning "Nothing says what happens when something goes wrong.";
    NoEmergencyCover "no_emergency_cover" "emergency_cover_stated" Effective Warning "Nothing says who comes in an emergency.";
    MoneyManagerMissing "money_manager_missing" "money_manager_named" Effective Refer "Nobody is named who manages the money.";
    SupportManagerMissing "support_manager_missing" "support_manager_named" Effective Refer "Nobody is named who manages the support.";
    ProviderMissing "provider_missing" "providers_named" Effective Refer "A support without anybody who gives it.";
    RiskUnresolved "risk_unresolved" "risks_resolved" Effective Refer "A risk that nobody has resolved.";
    RiskWithoutControls "risk_without_controls" "risks_controlled" Effective Warning "A risk about which nothing is done.";
    HealthySafeWellMissing "healthy_safe_well_missing" "healthy_safe_well" Effective Warning "Nothing says how the person stays healthy, safe and well.";
    CarerNotWilling "carer_not_willing" "carer_willing" Effective Refer "A need is left to somebody who has not said that they will.";
    CarerNotAble "carer_not_able" "carer_able" Effective Refer "A need is left to somebody who may not be able.";
    CarerAssessmentNotOffered "carer_assessment_not_offered" "carer_assessment_offered" Effective Warning "The plan rests on a carer who was offered no assessment of their own.";
    BenefitCheckMissing "benefit_check_missing" "benefit_check_done" Effective Warning "Nobody has checked the person's benefits.";
    NeedMetTwice "need_met_twice" "needs_met_once" Effective Warning "A need is paid for and also met without money.";
    PaymentDetailsMissing "payment_details_missing" "payment_details_given" Effective Refer "A direct payment whose amount or frequency the plan does not state.";
    WayNeedsDecision "way_needs_decision" "way_decided" Effective Refer "A way of managing the money that needs a decision first.";
    NotAgreedByPerson "not_agreed_by_person" "person_agrees" Effective Refer "The person has not agreed to the way in which the money is managed.";
    AboutMissing "about_missing" "about_answered" Effective Warning "A question about the person's own wishes is left open.";
    FreeServiceCharged "free_service_charged" "free_services_free" Effective Refer "A service that is free is in the budget, or is charged for.";
    BelowMinimumWage "below_minimum_wage" "minimum_wage" Legal StatutoryBlock "A worker is paid less than the law's minimum.";
    BelowMinimumWageLater "below_minimum_wage_later" "minimum_wage" Legal Warning "A wage that will be less than the law's minimum later in the plan.";
    EmployerNiMissing "employer_ni_missing" "employer_costs" Legal Refer "An employer's National Insurance is not paid for.";
    PensionMissing "pension_missing" "employer_costs" Legal Refer "An employer's pension contribution is not paid for.";
    HolidayMissing "holiday_missing" "employer_costs" Legal Refer "A worker's paid leave is not paid for.";
    InsuranceMissing "insurance_missing" "employer_costs" Legal Refer "An employer's liability insurance is not paid for.";
    RelativeInHousehold "relative_in_household" "relatives" Legal StatutoryBlock "A direct payment pays somebody of the person's household.";
    SpouseOrPartnerPaid "spouse_or_partner_paid" "relatives" Legal StatutoryBlock "A direct payment pays a spouse, civil partner or partner.";
    FamilyNeedsAgreement "family_needs_agreement" "relatives" Legal Refer "A direct payment pays family, to which all must agree.";
    ResidentialLimit "residential_limit" "residential_stays" Legal StatutoryBlock "A direct payment buys more nights in a care home than it may.";
    UnregisteredProvider "unregistered_provider" "providers_registered" Legal StatutoryBlock "A regulated service from somebody whose registration is not stated.";
    ForbiddenCategory "forbidden_category" "spending_allowed" Legal PolicyBlock "Something that the council's money may not buy.";
    NhsService "nhs_service" "no_nhs_services" Legal PolicyBlock "Social care money buys a service of the National Health Service.";
    CouncilService "council_service" "no_council_services" Legal PolicyBlock "A direct payment buys the council's own service.";
    PersonExcludedByOrder "person_excluded_by_order" "not_excluded" Legal StatutoryBlock "A court order bars the person from direct payments.";
    NeedsThirdPartyManager "needs_third_party_manager" "not_excluded" Legal StatutoryBlock "Because of a court order somebody else must manage the money.";
    OptionNotRecorded "option_not_recorded" "options_recorded" Legal Refer "Which of the four options a support is under is not recorded.";
    RingFenceBroken "ring_fence_broken" "ring_fences" Legal PolicyBlock "A stream's money is spent on what it is not for.";
    SleepInBelowMinimum "sleep_in_below_minimum" "sleep_ins" Legal StatutoryBlock "A sleep-in pays less than the minimum wage for its waking hours.";
    SharedEmployerNotStated "shared_employer_not_stated" "shared_employers" Legal Warning "A shared worker without a word on who employs them.";
    LawNotKnown "law_not_known" "law_known" Legal Warning "The law of some day of the plan is not known here.";
    OverBudget "over_budget" "within_budget" Affordable Refer "The plan costs more than the budget.";
    UnderBudget "under_budget" "uses_budget" Affordable Note "The plan costs much less than the budget.";
    StreamOverspent "stream_overspent" "streams" Affordable Refer "More is spent from a stream than it has.";
    StreamNotAppliedFor "stream_not_applied_for" "streams" Affordable Warning "A stream is spent that nobody has applied for.";
    FinancialAssessmentMissing "financial_assessment_missing" "financial_assessment_done" Affordable Refer "What the person pays has not been assessed.";
    MonthBelowZero "month_below_zero" "month_by_month" Affordable Warning "In some month more has been spent than paid in.";
    PaymentsNotEqualToBudget "payments_not_equal_to_budget" "payment_schedule" Affordable Refer "The payments do not add up to the budget.";
    RateAboveReference "rate_above_reference" "reference_rates" Affordable Note "A rate above what such support costs here.";
    ContingencyOutsideBudget "contingency_outside_budget" "contingency_inside_budget" Affordable Refer "The amount kept for what goes wrong does not fit into the budget.";
    ContributionAboveCost "contribution_above_cost" "contribution_within_cost" Affordable Refer "The person would pay more than the support costs.";
    SharedSupportDiffers "shared_support_differs" "shared_support_agrees" Affordable Refer "Two plans that share a support do not say the same of it.";
    CouncilCondition "council_condition" "council_conditions" Affordable Refer "A condition of the council's own holds.";
}

impl FindingCode {
    /// The code with this word.
    pub fn from_word(word: &str) -> Option<FindingCode> {
        FindingCode::ALL.iter().copied().find(|code| code.as_str() == word)
    }

    /// The codes that a check finds; a test's own name stands for all of its checks.
    pub fn of_check(check: &str) -> impl Iterator<Item = FindingCode> {
        let codes = FindingCode::ALL.iter().copied();
        codes.filter(move |code| code.check() == check || code.test().as_str() == check)
    }

    /// Every word that a checklist may name.
    pub fn checks() -> Vec<&'static str> {
        let mut checks: Vec<&'static str> = Test::ALL.iter().map(|test| test.as_str()).collect();
        for code in FindingCode::ALL {
            if !checks.contains(&code.check()) {
                checks.push(code.check());
            }
        }
        checks
    }
}

macro_rules! written {
    ($($kind:ident)*) => {
        $(
            impl fmt::Display for $kind {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str(self.as_str())
                }
            }

            impl Serialize for $kind {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.serialize_str(self.as_str())
                }
            }
        )*
    };
}

written! { Gravity Test FindingCode }
