//! Records: what a system and an auditor keep.

use schemars::JsonSchema;
use serde::Serialize;

/// The rulebook that a record was made with, and the digests of what it used of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewStamp {
    /// The rulebook's id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// The digest of its meaning.
    pub sha256: String,
    /// The digest of its `review.toml`.
    pub review: String,
}

/// What the key `record` says.
pub const RECONCILIATION: &str = "openras.reconciliation/1";

/// The record of a reconciliation, with its keys in order; amounts are strings.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "reconciliation")]
pub struct ReconciliationRecord<'a> {
    /// `openras.reconciliation/1`.
    pub record: &'static str,
    /// The version of the engine; another one is no difference.
    pub engine: &'static str,
    /// The rulebook.
    pub rulebook: &'a ReviewStamp,
    /// The person.
    pub person: &'a str,
    /// The digest of the statement.
    pub statement: &'a str,
    /// The days.
    pub period: PeriodRecord,
    /// What was there on the first day, of council and person.
    pub opening: String,
    /// What council and person paid in.
    pub paid: String,
    /// What came in from elsewhere.
    pub received: String,
    /// What was paid out.
    pub spent: String,
    /// What is in the account: reserved + kept + reclaim + refund.
    pub unspent: String,
    /// What is set aside.
    pub reserved: Vec<NamedAmount<'a>>,
    /// What may be kept at most; null where no limit is known.
    pub limit: Option<String>,
    /// What stays with the person.
    pub kept: String,
    /// What goes back to the council.
    pub reclaim: String,
    /// The council's part and the person's.
    pub by_payer: Vec<PayerRecord<'a>>,
    /// Every other stream that moved.
    pub by_stream: Vec<StreamMoneyRecord<'a>>,
    /// What goes back to the person.
    pub refund_to_person: String,
    /// The next payment, where it is another than the regular one.
    pub next_payment: Option<String>,
    /// The planned item that the surplus goes to.
    pub carried: Option<NamedAmount<'a>>,
    /// `nothing`, `reclaim`, `net_off`, `top_up`, `carry` or `refund`.
    pub proposed: &'static str,
    /// The codes of what stands in the way.
    pub blocked_by: Vec<&'static str>,
    /// Everything that was found.
    pub findings: Vec<MoneyFindingRecord<'a>>,
    /// The day of the notice.
    pub notice_on: Option<String>,
    /// What the person is told; null where nothing is asked for, or may be.
    pub notice: Option<NoticeRecord<'a>>,
    /// What the next year begins with if the proposal is followed.
    pub next_opening: NextOpening,
    /// How the figures come about.
    pub workings: Vec<WorkingRecord<'a>>,
    /// SHA-256 of the RFC 8785 canonical JSON of everything above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// Days from a first to a last.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PeriodRecord {
    /// The first.
    pub from: String,
    /// The last.
    pub to: String,
}

/// An amount with the id of what it is for.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NamedAmount<'a> {
    /// The id.
    pub id: &'a str,
    /// How much.
    pub amount: String,
}

/// One payer's part of the money: opening + paid + received = spent + held + left.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PayerRecord<'a> {
    /// `council` or `person`.
    pub id: &'a str,
    /// What was there.
    pub opening: String,
    /// What was paid in.
    pub paid: String,
    /// What came in from elsewhere.
    pub received: String,
    /// What was paid out.
    pub spent: String,
    /// What is set aside.
    pub held: String,
    /// What is left.
    pub left: String,
}

/// A stream's money: opening + paid + received = spent + held + left, and left = kept + returned.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StreamMoneyRecord<'a> {
    /// The stream.
    pub id: &'a str,
    /// What was there.
    pub opening: String,
    /// What was paid in.
    pub paid: String,
    /// What came in from elsewhere.
    pub received: String,
    /// What was paid out.
    pub spent: String,
    /// What is set aside.
    pub held: String,
    /// What is left.
    pub left: String,
    /// What may be kept for the next year.
    pub kept: String,
    /// What goes back to whoever gives it.
    pub returned: String,
}

/// Something found about the money.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MoneyFindingRecord<'a> {
    /// What.
    pub code: &'static str,
    /// Whether nothing may be taken while it stands.
    pub blocks: bool,
    /// Where in the statement, as a JSON pointer.
    pub at: String,
    /// What is so.
    pub message: &'a str,
    /// The next move.
    pub help: Option<&'a str>,
    /// How much it is about.
    pub amount: Option<String>,
}

/// What a person is told before anything is taken.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticeRecord<'a> {
    /// Why.
    pub reasons: &'a [String],
    /// How much.
    pub amount: String,
    /// How much was asked for first, where a challenge has changed it.
    pub first_amount: Option<String>,
    /// The last day on which it can be paid back.
    pub repay_by: Option<String>,
    /// The first day on which payments are smaller.
    pub payments_change_from: Option<String>,
    /// `person`, `representative` or `money_manager`.
    pub payer: &'static str,
    /// How to disagree.
    pub how_to_challenge: &'a str,
}

/// What the next year begins with.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NextOpening {
    /// The council's money, what is set aside too.
    pub council: String,
    /// The person's money, what is set aside too.
    pub person: String,
}

/// A line of the workings.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkingRecord<'a> {
    /// In words.
    pub text: &'a str,
    /// What it comes to.
    pub amount: String,
}
