use openras_core::document::{AmountIn, DayIn, Document, Entries, Format, Id, Reference};
use openras_core::{Diagnostics, digest};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::PeriodIn;

/// What happened to the money of one person.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "statement")]
pub struct AccountStatement {
    /// The version of this format: 1.
    pub format: Format,
    /// An opaque reference to the person.
    pub person: String,
    /// The days it is about, both ends inside.
    pub period: PeriodIn,
    /// The budget of a whole year.
    pub annual_budget: AmountIn,
    /// The regular payment; the newest one of the council if left out.
    pub payment: Option<AmountIn>,
    /// That the payments have ended.
    pub ended: Option<Ended>,
    /// What was there on the first day, by payer and stream; nothing if left out.
    #[serde(default)]
    pub opening: Entries<AmountIn>,
    /// What the person was asked to pay.
    #[serde(default)]
    pub due: Vec<DueDocument>,
    /// What was paid in.
    #[serde(default)]
    pub paid: Vec<PaidDocument>,
    /// What came in that is neither the council's nor the person's.
    #[serde(default)]
    pub received: Vec<ReceivedDocument>,
    /// What was paid out.
    #[serde(default)]
    pub spent: Vec<SpentDocument>,
    /// What is owed or set aside at the end.
    #[serde(default)]
    pub held: Vec<HeldDocument>,
    /// What the bank says at the end.
    pub closing: Option<Closing>,
    /// The review at which the money was looked at.
    pub review: Option<ReviewOfMoney>,
    /// What the person said against a reclaim, and what came of it.
    #[serde(default)]
    pub challenge: Vec<ChallengeMade>,
}

/// That the payments have ended.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ended {
    /// The day.
    pub on: DayIn,
    /// Why.
    pub reason: EndReason,
    /// The day on which notice of it was given.
    pub notice_given_on: Option<DayIn>,
    /// The last day that the last payment was for.
    pub last_payment_covers_to: Option<DayIn>,
}

/// Why payments ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EndReason {
    /// The person died.
    Died,
    /// The person moved away.
    Moved,
    /// The person moved into residential care.
    ResidentialCare,
    /// The health service pays now.
    HealthFunding,
    /// A long stay in hospital.
    LongHospitalStay,
    /// The person asked for it.
    PersonAsked,
    /// The person chose another option.
    OptionChanged,
    /// Nobody can manage the money.
    CannotManage,
    /// The person cannot decide about it any more.
    CapacityLost,
    /// The money was misused.
    Misuse,
    /// The person's needs are not eligible any more.
    NoLongerEligible,
    /// The council ended it.
    ByCouncil,
}

impl EndReason {
    /// Whether the council stops the payments: not where that comes of itself or the person asked for it.
    pub const fn is_stopping(self) -> bool {
        !matches!(
            self,
            EndReason::Died | EndReason::Moved | EndReason::PersonAsked | EndReason::OptionChanged
        )
    }

    /// In plain words.
    pub const fn words(self) -> &'static str {
        match self {
            EndReason::Died => "the person died",
            EndReason::Moved => "the person moved away",
            EndReason::ResidentialCare => "the person moved into residential care",
            EndReason::HealthFunding => "the health service pays for the support now",
            EndReason::LongHospitalStay => "the person is in hospital for a long time",
            EndReason::PersonAsked => "the person asked for it",
            EndReason::OptionChanged => "the person chose another way",
            EndReason::CannotManage => "nobody can manage the money",
            EndReason::CapacityLost => "the person cannot decide about the money any more",
            EndReason::Misuse => "the money was misused",
            EndReason::NoLongerEligible => "the person's needs are not eligible any more",
            EndReason::ByCouncil => "the council ended it",
        }
    }
}

/// What the person was asked to pay.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DueDocument {
    /// The first day.
    pub from: DayIn,
    /// The last day.
    pub to: DayIn,
    /// How much.
    pub amount: AmountIn,
    /// How often.
    pub per: Per,
}

/// How often an amount comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// Every seven days.
    Week,
    /// Every four weeks.
    FourWeeks,
    /// Every calendar month.
    Month,
    /// Every year.
    Year,
    /// For all of the days together.
    Once,
}

/// What was paid in.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PaidDocument {
    /// The day.
    pub on: DayIn,
    /// `council`, `person`, or a stream of the scheme.
    pub by: Reference,
    /// How much.
    pub amount: AmountIn,
}

/// What came in that is neither the council's nor the person's.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReceivedDocument {
    /// The day.
    pub on: DayIn,
    /// What it is.
    pub kind: ReceivedKind,
    /// The line of the plan that it belongs to.
    pub support: Option<Id>,
    /// The stream that it belongs to; none if left out.
    pub stream: Option<Reference>,
    /// How much.
    pub amount: AmountIn,
}

/// What came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReceivedKind {
    /// Money back for something bought.
    Refund,
    /// Interest of the bank.
    Interest,
    /// Tax paid back.
    TaxRebate,
    /// An insurer paid.
    Insurance,
    /// Something else.
    Other,
}

/// What was paid out.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SpentDocument {
    /// The day.
    pub on: DayIn,
    /// A line of the plan; money outside the plan has none.
    pub support: Option<Id>,
    /// How much.
    pub amount: AmountIn,
    /// Whether there is a receipt.
    pub receipt: Option<bool>,
    /// The stream that it was spent from; none if left out.
    pub stream: Option<Reference>,
    /// The decision that money outside the plan was rightly spent.
    pub allowed: Option<Allowed>,
}

/// The decision that money outside the plan was rightly spent.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Allowed {
    /// Who decided, as an opaque reference.
    pub by: String,
    /// In which role.
    pub role: Option<Id>,
    /// The day.
    pub on: DayIn,
    /// Why.
    pub reason: String,
}

/// What is owed or set aside at the end.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeldDocument {
    /// What for.
    pub kind: HeldKind,
    /// How much.
    pub amount: AmountIn,
    /// The stream that it is owed from; none if left out.
    pub stream: Option<Reference>,
    /// What shows it.
    pub evidence: Option<String>,
}

/// What money is owed or set aside for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HeldKind {
    /// Wages.
    WagesDue,
    /// Tax and National Insurance.
    TaxAndNiDue,
    /// Leave that was earned and not taken.
    HolidayPay,
    /// Redundancy and notice.
    Redundancy,
    /// Invoices.
    InvoicesDue,
    /// What was agreed and is still to come.
    AgreedPlans,
    /// The plan's own contingency.
    PlanContingency,
}

impl HeldKind {
    /// Every kind.
    pub const ALL: [HeldKind; 7] = [
        HeldKind::WagesDue,
        HeldKind::TaxAndNiDue,
        HeldKind::HolidayPay,
        HeldKind::Redundancy,
        HeldKind::InvoicesDue,
        HeldKind::AgreedPlans,
        HeldKind::PlanContingency,
    ];

    /// The word in documents.
    pub const fn as_str(self) -> &'static str {
        match self {
            HeldKind::WagesDue => "wages_due",
            HeldKind::TaxAndNiDue => "tax_and_ni_due",
            HeldKind::HolidayPay => "holiday_pay",
            HeldKind::Redundancy => "redundancy",
            HeldKind::InvoicesDue => "invoices_due",
            HeldKind::AgreedPlans => "agreed_plans",
            HeldKind::PlanContingency => "plan_contingency",
        }
    }

    /// In plain words.
    pub const fn words(self) -> &'static str {
        match self {
            HeldKind::WagesDue => "wages that are due",
            HeldKind::TaxAndNiDue => "tax and National Insurance that are due",
            HeldKind::HolidayPay => "leave that was earned and not taken",
            HeldKind::Redundancy => "redundancy and notice",
            HeldKind::InvoicesDue => "invoices that are due",
            HeldKind::AgreedPlans => "what was agreed and is still to come",
            HeldKind::PlanContingency => "the plan's own contingency",
        }
    }

    /// Whether it is a debt, which is paid also after the payments have ended.
    pub const fn is_debt(self) -> bool {
        !matches!(self, HeldKind::AgreedPlans | HeldKind::PlanContingency)
    }
}

/// What the bank says at the end.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Closing {
    /// The day.
    pub on: DayIn,
    /// What is in the account; below zero where it is overdrawn.
    pub bank_balance: Option<AmountIn>,
}

/// The review at which the money was looked at.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewOfMoney {
    /// The day.
    pub on: DayIn,
    /// Who proposes what follows from it, as an opaque reference.
    pub by: Option<String>,
    /// Why money is left, as it was found out together with the person.
    pub reason_established: Option<String>,
    /// The planned item that the surplus goes to, where the council lets it.
    pub carry_to: Option<Id>,
}

/// What the person said against a reclaim, and what came of it.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChallengeMade {
    /// The day.
    pub on: DayIn,
    /// What was said.
    pub says: Option<String>,
    /// What came of it; open if left out.
    pub decided: Option<ChallengeDecided>,
}

/// What came of a challenge.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChallengeDecided {
    /// The day.
    pub on: DayIn,
    /// Who decided, as an opaque reference: nobody who proposed the reclaim.
    pub by: String,
    /// In which role.
    pub role: Option<Id>,
    /// What is reclaimed now.
    pub amount: AmountIn,
    /// Why.
    pub reason: String,
}

impl AccountStatement {
    /// Reads a statement from JSON.
    ///
    /// # Errors
    /// Every slip of form at once, each at its place.
    pub fn from_json(text: &str) -> Result<AccountStatement, Diagnostics> {
        Self::from_document(&mut Document::from_json("statement", text)?)
    }

    /// Reads a statement from a document of any syntax.
    ///
    /// # Errors
    /// Every slip of form at once, each at its place.
    pub fn from_document(document: &mut Document) -> Result<AccountStatement, Diagnostics> {
        super::from_document(document)
    }

    /// The digest of its meaning: the same whatever file it came from.
    pub fn sha256(&self) -> String {
        digest::sha256(self).unwrap_or_default()
    }
}
