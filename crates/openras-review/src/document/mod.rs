//! The documents of this crate as they are written: what a council asks of reviews, what happened to the money, a casefile, and
//! how a bank's table is read.

mod bank;
mod casefile;
mod policy;
mod statement;
mod words;

pub use bank::{BankColumns, BankMapping, BankRule, DateOrder, MoneyOut};
pub use casefile::{
    AskedFor, AssessmentMade, CaseDates, Casefile, Decision, EventDocument, EventKind, OptionOffered,
    OutcomeResult, OutcomeReviewed, PlanAgreed, RequestAbout, RequestDocument, ReviewHeld, ViewSaid,
};
pub use policy::{
    Anchor, AskedDocument, Basis, CadenceDocument, CadenceKind, Collect, MonitoringDocument, OptionsAt,
    OptionsDocument, PersonMoney, ReclaimDocument, ReclaimMode, ReviewPolicyDocument,
};
pub use statement::{
    AccountStatement, Allowed, ChallengeDecided, ChallengeMade, Closing, DueDocument, EndReason, Ended,
    HeldDocument, HeldKind, PaidDocument, Per, ReceivedDocument, ReceivedKind, ReviewOfMoney, SpentDocument,
};
pub use words::{DurationIn, LimitIn, PeriodIn};

use openras_core::Diagnostics;
use openras_core::document::{Document, read};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;

/// Reads a document of any syntax: every slip of form at once, each at its place.
fn from_document<T: DeserializeOwned + JsonSchema + 'static>(
    document: &mut Document,
) -> Result<T, Diagnostics> {
    let (value, mut found) = read::<T>(document);
    document.locate(&mut found);
    match value {
        Some(value) => found.into_result(value),
        None => Err(found),
    }
}
