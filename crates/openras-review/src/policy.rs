//! What a council asks of reviews, read and checked.

use std::collections::BTreeSet;

use openras_core::{Day, Diagnostics, Exact};
use openras_formula::{Expr, Parameter};

use crate::document::{
    Anchor, Basis, CadenceKind, Collect, HeldKind, PersonMoney, ReclaimMode, ReviewPolicyDocument,
};
use crate::interval::Interval;
use crate::policy_reader::Reader;

/// What the rest of a rulebook says, against which its `review.toml` is checked.
#[derive(Clone, Debug)]
pub struct ReviewContext {
    /// ISO 4217.
    pub currency: String,
    /// Decimal places of a payable amount.
    pub decimals: u32,
    /// The rulebook's first language.
    pub language: String,
    /// The ids of its sources.
    pub sources: BTreeSet<String>,
    /// The streams of its scheme.
    pub streams: Vec<StreamRule>,
    /// Weeks in the scheme's year.
    pub weeks_in_year: Exact,
    /// How a person disagrees, for notices.
    pub how_to_challenge: Option<String>,
}

/// What becomes of a stream's money at the end of a year.
#[derive(Clone, Debug)]
pub struct StreamRule {
    /// Its id.
    pub id: String,
    /// What people call it, in the rulebook's first language.
    pub text: String,
    /// Whether what is left may be kept.
    pub carry_forward: bool,
}

/// When reviews happen, what they must record, and what is reclaimed.
#[derive(Clone, Debug)]
pub struct ReviewPolicy {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    pub(crate) context: ReviewContext,
    pub(crate) cadences: Vec<Cadence>,
    pub(crate) monitoring: Vec<Monitoring>,
    /// The monitoring levels, each once.
    pub(crate) levels: Vec<String>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) options: Option<OptionsRule>,
    pub(crate) asked: Option<Asked>,
    pub(crate) reclaim: Option<Reclaim>,
}

/// How often reviews happen.
#[derive(Clone, Debug)]
pub struct Cadence {
    /// Its id.
    pub id: String,
    /// What people read.
    pub text: String,
    /// Once, or again and again, after so long.
    pub rhythm: Rhythm,
    /// The day it is counted from.
    pub anchor: Anchor,
    /// Whose date it is.
    pub kind: CadenceKind,
    /// Only where the worker asks for it.
    pub when_asked: bool,
    pub(crate) when: Option<Expr>,
    /// The questionnaire is filled in again.
    pub repeat_questionnaire: bool,
    /// How long before the day people are told.
    pub prompt_before: Option<Interval>,
    /// Where it comes from.
    pub source: Option<String>,
}

/// Once, or again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rhythm {
    /// Once, so long after the anchor.
    After(Interval),
    /// Again and again, counted from the anchor.
    Every(Interval),
}

#[derive(Clone, Debug)]
pub(crate) struct Monitoring {
    pub(crate) level: String,
    pub(crate) when: Option<Expr>,
    pub(crate) ask: Vec<String>,
    pub(crate) every: Option<Interval>,
    pub(crate) papers_within_days: Option<u32>,
    pub(crate) source: Option<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct OptionsRule {
    pub(crate) from: Option<Day>,
    pub(crate) at_assessment: bool,
    pub(crate) at_review: bool,
    pub(crate) must_offer: Vec<String>,
    pub(crate) source: Option<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) principles: Vec<String>,
    pub(crate) topics: Vec<String>,
    pub(crate) consider: Vec<String>,
    pub(crate) source: Option<String>,
}

/// What is kept and what goes back.
#[derive(Clone, Debug)]
pub struct Reclaim {
    /// What a person keeps.
    pub keep: Limit,
    /// What goes back once more is left.
    pub mode: ReclaimMode,
    /// Whose money is held against it.
    pub basis: Basis,
    /// Whose money is left.
    pub person_money: Option<PersonMoney>,
    /// How it goes back.
    pub collect: Collect,
    /// What is set aside first.
    pub reserve: BTreeSet<HeldKind>,
    /// Below this, ask whether the budget is enough.
    pub low: Option<Limit>,
    /// How many days before anything is taken the person is told.
    pub notice_days: Option<u32>,
    /// Within how many days of the notice it is repaid.
    pub repay_within_days: Option<u32>,
    /// Nothing is reclaimed before a review.
    pub review_first: bool,
    /// The payment agreement says that surplus may be taken back.
    pub agreement_term: bool,
    /// Where it comes from.
    pub source: Option<String>,
}

/// A limit of money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Limit {
    /// A share of the year's budget, for the days of the period.
    PercentOfAnnual(Exact),
    /// So many weeks of the year's budget.
    Weeks(Exact),
    /// An amount.
    Amount(Exact),
    /// So many regular payments.
    Payments(Exact),
}

impl ReviewPolicy {
    /// Reads what a `review.toml` means.
    ///
    /// Every problem is noted in `found`, each at its place; what survives goes on.
    pub fn build(
        document: &ReviewPolicyDocument,
        context: ReviewContext,
        found: &mut Diagnostics,
    ) -> ReviewPolicy {
        let mut reader = Reader { document, context: &context, found };
        let parameters = reader.parameters();
        let monitoring = reader.monitoring(&parameters);
        let levels = document.levels();
        ReviewPolicy {
            id: document.id.as_str().to_owned(),
            version: document.version.clone(),
            cadences: reader.cadences(&parameters, &levels),
            options: reader.options(),
            asked: reader.asked(),
            reclaim: reader.reclaim(),
            monitoring,
            levels,
            parameters,
            context,
        }
    }

    /// How often reviews happen.
    pub fn cadences(&self) -> &[Cadence] {
        &self.cadences
    }

    /// What is kept and what goes back; nothing where the council says nothing of it.
    pub fn reclaim(&self) -> Option<&Reclaim> {
        self.reclaim.as_ref()
    }

    /// ISO 4217.
    pub fn currency(&self) -> &str {
        &self.context.currency
    }

    /// Decimal places of a payable amount.
    pub fn decimals(&self) -> u32 {
        self.context.decimals
    }
}
