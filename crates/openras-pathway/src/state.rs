//! What a case has come to: derived from its events, kept nowhere else.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use openras_core::{Day, Diagnostics, Exact};

use crate::document::{FoundDocument, OptionDocument, WorkedDocument};
use crate::event::{Event, Opened};
use crate::kind::{Decision, EndReason};
use crate::pathway::{Pathway, PathwayContext};
use crate::stage::Stage;
use crate::sum::Sum;

/// What a case has come to.
#[derive(Clone, Debug)]
pub struct State {
    /// Whose case it is.
    pub opened: Arc<Opened>,
    /// By which steps it goes.
    pub pathway: Arc<Pathway>,
    /// Every event, in order.
    pub events: Vec<Arc<Event>>,
    /// The way from the last self assessment on.
    pub round: Round,
    /// The stage at which the person stands.
    pub stage: Option<Stage>,
    /// Whether it goes on.
    pub standing: Standing,
    /// Whether payments are stopped for a time: also while the case waits or is with somebody else.
    pub suspended: bool,
    /// The first day of each event, by name.
    pub first: BTreeMap<String, Day>,
    /// The first day of each stage.
    pub reached: BTreeMap<Stage, Day>,
    /// What is paid, once an agreement is signed, until the support ends.
    pub live: Option<Live>,
    /// What events say that holds of the case: `unresolved_risk` and its like.
    pub facts: BTreeSet<String>,
    /// The number of the event by which the council keeps the budget because of a risk, until the panel decides otherwise or a
    /// challenge of it is upheld.
    pub council_keeps: Option<u64>,
    /// What the person's option is since it last changed, and the number of the event that says so.
    pub option: Option<(u64, String)>,
    /// Challenges, in order.
    pub challenges: Vec<Challenge>,
    /// Money to be taken back, in order.
    pub reclaims: Vec<Reclaim>,
    /// Reviews, in order.
    pub reviews: Vec<Review>,
    /// The numbers of the events that pay money, with their days.
    pub payments: Vec<(u64, Day)>,
    /// Hours that were paid, with the number of the event.
    pub worked: Vec<(u64, WorkedDocument)>,
    /// Who provides the support.
    pub providers: BTreeSet<String>,
    /// Events whose text was removed.
    pub removed: BTreeSet<u64>,
    /// By the number of an event whose text was corrected, that of the last correction.
    pub corrected: BTreeMap<u64, u64>,
}

/// The way from one self assessment to the next.
#[derive(Clone, Debug, Default)]
pub struct Round {
    /// The place of its first step in the pathway: earlier ones are not asked for again.
    pub first_step: usize,
    /// The last event of each name: its number and who did it.
    pub acts: BTreeMap<String, Act>,
    /// The last event of each stage.
    pub stages: BTreeMap<Stage, Act>,
    /// Who assessed, and who employs them.
    pub assessors: Vec<(String, Option<String>)>,
    /// The digest of the allocation that the person was told.
    pub allocation: Option<String>,
    /// The indicative budget, once an event names it.
    pub indicative: Option<Sum>,
    /// The digest of the findings about the plan, once an event names it.
    pub findings: Option<String>,
    /// The number of the event that brought them last: the first of its digest, or one that says again what they say.
    pub findings_at: Option<u64>,
    /// What they say, once an event says it.
    pub found: Option<FoundDocument>,
    /// What was decided last.
    pub decided: Option<Decided>,
}

/// Who did something; where it was done again in the same round, all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// The number of the last event.
    pub n: u64,
    /// Its day.
    pub on: Day,
    /// Who: all who took part.
    pub by: Vec<String>,
}

/// A decision on a budget: the deciding event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// Who, when, by which event.
    pub act: Act,
    /// What.
    pub decision: Decision,
    /// The agreed budget, where it is agreed.
    pub budget: Option<AgreedBudget>,
}

/// What a named one decided, on a day, with reasons. An indicative budget never becomes one by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreedBudget {
    /// How much.
    pub sum: Sum,
    /// What it was held against.
    pub indicative: Sum,
    /// Why it differs.
    pub reasons: Vec<String>,
    /// The digest of the allocation that the indicative budget is from.
    pub allocation: Option<String>,
    /// The digest of the findings about the plan that it rests on.
    pub findings: Option<String>,
    /// The digest of its record.
    pub sha256: String,
}

/// A budget that is paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Live {
    /// The decision that it rests on.
    pub decided: Decided,
    /// The number of the event that signed the agreement.
    pub agreement: u64,
    /// The day on which payments start, where it was said.
    pub starts: Option<Day>,
    /// The day on which the support started, once it did.
    pub started: Option<Day>,
    /// What it is since it last rose with prices, and the number of the event that says so.
    pub uplifted: Option<(u64, Sum)>,
}

/// Whether a case goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It does.
    Going,
    /// The person goes no further.
    NotProceeding {
        /// Why.
        why: String,
    },
    /// It waits.
    Deferred {
        /// Why.
        why: String,
        /// The day to ask again.
        ask_again: Option<Day>,
    },
    /// It is with somebody else.
    HandedOver {
        /// With whom.
        whom: String,
    },
    /// Payments are stopped for a time.
    Suspended,
    /// The support has ended.
    Ended {
        /// Why.
        why: Option<EndReason>,
        /// The last day.
        on: Day,
    },
}

/// Somebody disagrees with an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// The number of the event that challenges.
    pub n: u64,
    /// The number of the event that is challenged.
    pub of: u64,
    /// What it is about.
    pub about: ChallengeAbout,
    /// The number of the event that decides it, once it is decided.
    pub decided: Option<u64>,
}

/// What a challenge is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChallengeAbout {
    /// Money to be taken back.
    Reclaim,
    /// An ending, or payments that stop.
    Ending,
    /// Anything else.
    Other,
}

/// Money to be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reclaim {
    /// The number of the event that proposes it.
    pub n: u64,
    /// Who proposed it.
    pub by: String,
    /// The amount that was proposed.
    pub proposed: Exact,
    /// The amount that a challenge left of it, once one was decided.
    pub decided: Option<Exact>,
    /// The amount that the person was last told.
    pub noticed: Option<Exact>,
    /// The day on which they were told.
    pub noticed_on: Option<Day>,
    /// What was taken back.
    pub taken: Exact,
}

impl Reclaim {
    /// What may be taken back as it now stands.
    pub fn stands(&self) -> &Exact {
        self.decided.as_ref().unwrap_or(&self.proposed)
    }
}

/// A review.
#[derive(Clone, Debug)]
pub struct Review {
    /// The number of its event.
    pub n: u64,
    /// Its day.
    pub on: Day,
    /// The number of the event that closed it, once it is closed, and the options that were offered.
    pub closed: Option<(u64, Vec<OptionDocument>)>,
}

impl State {
    /// The state of a case that was just opened.
    ///
    /// # Errors
    /// Where the pathway in the log is not one that this program reads.
    pub fn opened(opened: Opened) -> Result<State, Diagnostics> {
        let context = PathwayContext {
            currency: opened.currency.clone(),
            decimals: opened.decimals,
            language: opened.language.clone(),
            jurisdiction: opened.jurisdiction.clone(),
            sources: None,
        };
        let mut found = Diagnostics::new();
        let pathway = Pathway::build(&opened.pathway, context, &mut found);
        found.into_result(State {
            opened: Arc::new(opened),
            pathway: Arc::new(pathway),
            events: Vec::new(),
            round: Round::default(),
            stage: None,
            standing: Standing::Going,
            suspended: false,
            first: BTreeMap::new(),
            reached: BTreeMap::new(),
            live: None,
            facts: BTreeSet::new(),
            council_keeps: None,
            option: None,
            challenges: Vec::new(),
            reclaims: Vec::new(),
            reviews: Vec::new(),
            payments: Vec::new(),
            worked: Vec::new(),
            providers: BTreeSet::new(),
            removed: BTreeSet::new(),
            corrected: BTreeMap::new(),
        })
    }

    /// The event with this number.
    pub fn event(&self, n: u64) -> Option<&Event> {
        self.events.get(usize::try_from(n).ok()?.checked_sub(1)?).map(Arc::as_ref)
    }

    /// Whether something holds of the case: because an event says so, or the findings about the plan do.
    pub fn says(&self, fact: &str) -> bool {
        let found = self.round.found.as_ref().is_some_and(|found| found.unresolved_risk);
        self.facts.contains(fact) || (fact == "unresolved_risk" && found)
    }

    /// The number of an event by which the option is another, while nothing that was agreed since rests on a plan for it.
    pub fn option_waits(&self) -> Option<u64> {
        let (n, _) = self.option.as_ref()?;
        self.live.as_ref().filter(|live| live.agreement < *n).map(|_| *n)
    }

    /// The digests of all budgets that were agreed, in the order of the decisions.
    pub fn agreed_budgets(&self) -> impl Iterator<Item = &str> {
        let about = self.events.iter().filter_map(|event| event.document()?.about.as_ref());
        about.filter_map(|about| about.agreed_budget.as_deref())
    }

    /// Challenges that are not decided and forbid to take anything back or to stop anything.
    pub fn blocking_challenges(&self) -> impl Iterator<Item = &Challenge> {
        let open = self.challenges.iter().filter(|challenge| challenge.decided.is_none());
        open.filter(|challenge| challenge.about != ChallengeAbout::Other)
    }

    /// Whether a budget is agreed, signed and started, and has not ended.
    pub fn is_live(&self) -> bool {
        self.live.as_ref().is_some_and(|live| live.started.is_some())
    }

    /// Whether an event of this stage begins the way anew: a self assessment, or what comes before it, after a decision.
    pub(crate) fn begins_round(&self, stage: Stage) -> bool {
        let over = self.round.decided.is_some() || matches!(self.standing, Standing::Ended { .. });
        stage <= Stage::SelfAssessment && over
    }
}
