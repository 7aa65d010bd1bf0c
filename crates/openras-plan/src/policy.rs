//! What a council asks of a plan, read and checked.

use std::collections::BTreeSet;

use openras_core::{Day, Diagnostics, Exact, Period};
use openras_formula::{Expr, Parameter};

use crate::days::WeeklyLines;
use crate::document::{ForbiddenBecause, PerWord, PlanPolicyDocument, SupportUnit, WeeklyLinesWord};
use crate::policy_reader::{Reader, words};
use crate::prepared::Line;
use crate::{FindingCode, Gravity, Law};

/// What the rest of a rulebook says, against which its `plan.toml` is checked.
#[derive(Clone, Debug)]
pub struct PolicyContext {
    /// ISO 4217.
    pub currency: String,
    /// Decimal places of a payable amount.
    pub decimals: u32,
    /// The rulebook's first language.
    pub language: String,
    /// `england`, `wales`, `scotland`, `northern_ireland`, or a country by its two letters.
    pub jurisdiction: String,
    /// The ids of its sources.
    pub sources: BTreeSet<String>,
    /// The needs of its questionnaire.
    pub needs: Vec<String>,
    /// The streams of its scheme.
    pub streams: Vec<StreamRule>,
}

/// What a stream may be spent on.
#[derive(Clone, Debug)]
pub struct StreamRule {
    /// Its id.
    pub id: String,
    /// The categories that it is for; nothing where it may pay for any.
    pub spend_on: Option<Vec<String>>,
}

/// What a council asks of a plan, and the law that holds.
#[derive(Clone, Debug)]
pub struct PlanPolicy {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// The dated law.
    pub law: Law,
    pub(crate) context: PolicyContext,
    pub(crate) ways: Vec<Way>,
    pub(crate) categories: Vec<Category>,
    pub(crate) hospital_weeks: Option<u32>,
    pub(crate) checklist: Vec<Criterion>,
    pub(crate) conditions: Vec<Condition>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) forbidden: Vec<Forbidden>,
    pub(crate) references: Vec<ReferenceRate>,
    pub(crate) oncosts: OnCosts,
    pub(crate) over_percent: Exact,
    pub(crate) over_amount: Exact,
    pub(crate) under_percent: Option<Exact>,
    pub(crate) weekly_lines: Option<WeeklyLines>,
    pub(crate) reasons_to_exceed: Vec<String>,
}

/// A way in which a budget may be managed.
#[derive(Clone, Debug, Default)]
pub struct Way {
    /// Its id.
    pub id: String,
    /// What it is, in the rulebook's first language.
    pub text: String,
    /// Whether it is a direct payment.
    pub direct_payment: bool,
    /// Who gets the money.
    pub paid_to: String,
    /// Whether the council keeps the money.
    pub held_by_council: bool,
    /// Decisions without which it cannot be used.
    pub needs: Vec<String>,
    /// Which of Scotland's four options it is.
    pub option: Option<u32>,
}

#[derive(Clone, Debug)]
pub(crate) struct Category {
    pub(crate) id: String,
    pub(crate) employs: bool,
    pub(crate) regulated: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Criterion {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) codes: Vec<FindingCode>,
    /// Whether it asks for one of the three tests as a whole.
    pub(crate) is_test: bool,
    pub(crate) gravity: Option<Gravity>,
    pub(crate) when: Option<Expr>,
    pub(crate) about: Vec<String>,
    pub(crate) needs: Vec<String>,
    pub(crate) source: Option<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Condition {
    pub(crate) id: String,
    pub(crate) when: Expr,
    pub(crate) text: String,
    pub(crate) gravity: Gravity,
    pub(crate) source: Option<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Forbidden {
    pub(crate) category: String,
    pub(crate) because: ForbiddenBecause,
    pub(crate) gravity: Gravity,
    pub(crate) source: Option<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct ReferenceRate {
    pub(crate) category: String,
    pub(crate) unit: SupportUnit,
    /// By the first day, with the source.
    pub(crate) values: Vec<(Day, Exact, Option<String>)>,
}

/// How an on-cost is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum OnCost {
    /// As the law says.
    Law,
    /// A share of the wages.
    Share(Exact),
}

#[derive(Clone, Debug, Default)]
pub(crate) struct OnCosts {
    pub(crate) holiday: Option<OnCost>,
    pub(crate) employer_ni: Option<OnCost>,
    pub(crate) pension: Option<OnCost>,
    pub(crate) insurance: Option<(Exact, Period)>,
    pub(crate) source: Option<String>,
}

impl PlanPolicy {
    /// Reads what a `plan.toml` means, with the law of its packs.
    ///
    /// Every problem is noted in `found`, each at its place; what survives goes on.
    pub fn build(
        document: &PlanPolicyDocument,
        context: PolicyContext,
        law: Law,
        found: &mut Diagnostics,
    ) -> PlanPolicy {
        let mut reader = Reader { document, context: &context, found };
        let parameters = reader.parameters();
        let checklist = reader.checklist(&parameters);
        let conditions = reader.conditions(&parameters);
        let affordable = document.affordable.as_ref();
        let over = affordable.and_then(|affordable| affordable.over.as_ref());
        let amount = |value: Option<&openras_core::Amount>| value.map(|amount| amount.value.clone());
        PlanPolicy {
            id: document.id.as_str().to_owned(),
            version: document.version.clone(),
            ways: reader.ways(),
            categories: reader.categories(),
            hospital_weeks: document.hospital.as_ref().map(|hospital| hospital.pay_retainer_weeks),
            forbidden: reader.forbidden(),
            references: reader.references(),
            oncosts: reader.oncosts(),
            over_percent: amount(over.and_then(|over| over.percent.as_ref()?.amount()))
                .unwrap_or(Exact::ZERO),
            over_amount: amount(over.and_then(|over| over.amount.as_ref()?.amount())).unwrap_or(Exact::ZERO),
            under_percent: amount(
                affordable.and_then(|affordable| affordable.under.as_ref()?.percent.amount()),
            ),
            weekly_lines: affordable.and_then(|affordable| affordable.weekly_lines).map(|word| match word {
                WeeklyLinesWord::Days => WeeklyLines::Days,
                WeeklyLinesWord::SchemeYear => WeeklyLines::SchemeYear,
            }),
            reasons_to_exceed: affordable
                .map_or(Vec::new(), |affordable| words(&affordable.reasons_to_exceed)),
            law,
            checklist,
            conditions,
            parameters,
            context,
        }
    }

    /// The ways in which a budget may be managed.
    pub fn ways(&self) -> &[Way] {
        &self.ways
    }

    /// The way with this id.
    pub fn way(&self, id: &str) -> Option<&Way> {
        self.ways.iter().find(|way| way.id == id)
    }

    /// ISO 4217.
    pub fn currency(&self) -> &str {
        &self.context.currency
    }

    /// Decimal places of a payable amount.
    pub fn decimals(&self) -> u32 {
        self.context.decimals
    }

    /// What a line's kind of support costs here on a day, and where that comes from.
    pub(crate) fn reference_on(&self, line: &Line<'_>, day: Day) -> Option<(Exact, Option<String>)> {
        let unit = line.support.unit?;
        let mut rates = self.references.iter();
        let rate = rates.find(|rate| rate.category == line.category_id() && rate.unit == unit)?;
        let after = rate.values.partition_point(|(from, _, _)| *from <= day);
        let (_, value, source) = rate.values.get(after.checked_sub(1)?)?;
        Some((value.clone(), source.clone()))
    }

    pub(crate) fn category(&self, id: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.id == id)
    }
}

/// The period of a `per`; nothing where it is once.
pub(crate) fn period(per: PerWord) -> Option<Period> {
    match per {
        PerWord::Week => Some(Period::Week),
        PerWord::Month => Some(Period::Month),
        PerWord::Year => Some(Period::Year),
        PerWord::Once => None,
    }
}
