//! The pathway of self-directed support: who did what, when, and that nobody altered it.
//!
//! * [`Pathway`] is a council's steps as data over the library's [`Stage`]s, so that two councils can be laid side by side.
//! * A case is a log of events, one canonical JSON object a line, each with the digest of the one before. Free text lies
//!   beside the chain, which holds its digest: it can be removed and the chain still holds. [`Chain`] names the first event
//!   that is not as it was written; [`verify()`] looks at the texts too, and at a digest that was kept elsewhere.
//! * [`State`] is what a case has come to, derived from its events. [`State::check`] says everything that stands against a
//!   new one: its order, who may do it, limits, the deciding event, challenges, what a review lacks.
//! * [`Store`] keeps lines and texts: four things, which [`conformance::check`] holds a council's own database against.
//! * [`Cohort`] lays many cases side by side.
//!
//! A log has no names in it, and is still data about a person's health under a reference: whoever keeps it must keep it as such.
//!
//! Reads no file and no clock.
#![forbid(unsafe_code)]

mod agreed;
mod apply;
mod case;
mod chain;
mod check_event;
mod cohort;
pub mod conformance;
pub mod document;
mod draw;
mod event;
mod export;
mod kind;
mod meets;
mod pathway;
mod reader;
mod refusal;
mod role;
mod rules;
mod sample;
mod stage;
mod state;
mod store;
mod sum;
mod tie;
mod verify;
mod view;
mod words;

pub use agreed::{AGREED_BUDGET, AgreedBudgetRecord, AmountPart, DrawPart, agreed_budget};
pub use case::{Case, CaseError, Opening, Removed};
pub use chain::{Chain, Fault, FaultKind};
pub use check_event::is_digest;
pub use cohort::{
    COHORT, Cohort, CohortBy, CohortRecord, Finding, FindingKind, GroupPart, MonthPart, StagePart, StepPart,
    Supported, TargetPart,
};
pub use document::{EventDocument, PathwayDocument};
pub use draw::drawn_ledger;
pub use event::{
    BEFORE_THE_FIRST, Body, Disposed, Event, FreeText, Head, Link, Opened, RulebookName, Sealed,
};
pub use export::{export_csv, export_json};
pub use kind::{ChallengeDecision, Decision, EndReason, Kind, Waiting};
pub use meets::Meets;
pub use pathway::{Limit, Pathway, PathwayContext, Step};
pub use refusal::{Refusal, RefusalCode, Refusals};
pub use role::Role;
pub use sample::sample;
pub use stage::Stage;
pub use state::{
    Act, AgreedBudget, Challenge, ChallengeAbout, Decided, Live, Reclaim, Review, Round, Standing, State,
};
pub use store::{Appended, MemoryStore, Store, StoreError, behind};
pub use sum::Sum;
pub use verify::{Kept, Verification, verify};
pub use view::{CASE, CaseRecord, ReclaimPart};
