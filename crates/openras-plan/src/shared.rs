//! Plans that share a support: two friends and one worker, a pooled activity.

use std::collections::BTreeMap;

use openras_core::{Diagnostics, Exact, money};

use crate::FindingCode as Code;
use crate::budget::Budget;
use crate::check::{Looked, PlanCheck};
use crate::checks::Circumstances;
use crate::document::{SupportDocument, SupportPlan, SupportUnit};
use crate::finding::Finding;
use crate::policy::PlanPolicy;
use crate::prepared::{Line, Prepared, prepare};

/// What came of several plans.
#[derive(Clone, Debug)]
pub struct TogetherCheck {
    /// What came of each, in the order given.
    pub plans: Vec<PlanCheck>,
    /// What they share.
    pub shared: Vec<SharedSupport>,
}

/// A support that several plans share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedSupport {
    /// The provider's opaque reference.
    pub reference: String,
    /// What is counted; nothing where the lines do not say.
    pub unit: Option<SupportUnit>,
    /// What all of them pay for one unit.
    pub together: Exact,
    /// Each plan's part.
    pub with: Vec<SharedWith>,
}

/// One plan's part of a shared support.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedWith {
    /// The person.
    pub person: String,
    /// The line.
    pub support: String,
    /// What this plan pays for one unit.
    pub pays: Exact,
    /// What one unit costs alone, where the plans or the council's rates say so.
    pub alone: Option<Exact>,
    /// What sharing saves this plan on one unit.
    pub saves: Option<Exact>,
}

/// A shared line: which plan, which line.
#[derive(Clone, Copy)]
struct Part<'a> {
    plan: usize,
    line: &'a Line<'a>,
}

impl PlanPolicy {
    /// Holds several plans against their budgets, the law and each other; as many as there are.
    ///
    /// Where plans share a worker, what each says of it must agree, and the worker's pay is what all of them pay where one
    /// of them is the employer for all.
    ///
    /// # Errors
    /// As [`PlanPolicy::check`]: of every plan that does not fit its rulebook its place in `plans` and all its problems.
    pub fn check_together(
        &self,
        plans: &[(&SupportPlan, Option<&Budget>)],
        circumstances: Circumstances,
    ) -> Result<TogetherCheck, Vec<(usize, Diagnostics)>> {
        let mut prepared: Vec<Prepared<'_>> = Vec::new();
        let mut misfits = Vec::new();
        for (at, (plan, budget)) in plans.iter().enumerate() {
            match prepare(plan, self, *budget) {
                Ok(plan) => prepared.push(plan),
                Err(found) => misfits.push((at, found)),
            }
        }
        if !misfits.is_empty() {
            return Err(misfits);
        }
        for (plan, line) in employed_for_others(&prepared) {
            if let Some(line) = prepared.get_mut(plan).and_then(|plan| plan.lines.get_mut(line)) {
                line.one_employer = true;
            }
        }
        let mut looked: Vec<Looked<'_>> =
            prepared.iter().map(|plan| Looked::at(plan, circumstances)).collect();
        let mut shared = Vec::new();
        // One plan by itself has nothing to agree with.
        let groups = if prepared.len() > 1 { shared_lines(&prepared) } else { Vec::new() };
        for parts in groups {
            for (plan, finding) in self.differences(&prepared, &parts) {
                if let Some(looked) = looked.get_mut(plan) {
                    looked.findings.push(finding);
                }
            }
            shared.extend(self.saved(&prepared, &parts));
        }
        Ok(TogetherCheck { plans: looked.into_iter().map(Looked::weighed).collect(), shared })
    }

    /// What the plans do not agree on, told in each of them.
    fn differences(&self, plans: &[Prepared<'_>], parts: &[Part<'_>]) -> Vec<(usize, Finding)> {
        let mut found = Vec::new();
        let people = parts.iter().take(SHARED_MAX);
        let people: Vec<&str> =
            people.filter_map(|part| Some(plans.get(part.plan)?.plan.person.as_str())).collect();
        for part in parts {
            let support = part.line.support;
            let mut tell = |message: String, help: &str| {
                let finding = Finding::new(Code::SharedSupportDiffers, part.line.path(), message)
                    .help(help)
                    .line(support.id.as_str());
                found.push((part.plan, finding));
            };
            let wanted = usize::try_from(part.line.shared_by()).unwrap_or(usize::MAX);
            if parts.len() != wanted {
                let message = format!(
                    "`{}` is shared by {wanted}, and {} of the plans given share it: {}",
                    support.id,
                    parts.len(),
                    people.join(", ")
                );
                tell(message, "give every plan that shares it, or correct `shared_by`");
            }
            for other in parts.iter().take(SHARED_MAX).filter(|other| other.plan != part.plan) {
                let person = plans.get(other.plan).map_or("", |plan| plan.plan.person.as_str());
                for what in unlike(support, other.line.support) {
                    let message = format!(
                        "`{}` and the plan of {person} do not say the same of what they share: {what}",
                        support.id
                    );
                    tell(message, "agree on it, and correct one of the two plans");
                }
            }
        }
        found
    }

    fn saved(&self, plans: &[Prepared<'_>], parts: &[Part<'_>]) -> Option<SharedSupport> {
        let first = parts.first()?;
        let together: Exact = parts.iter().map(|part| part.line.rate()).sum();
        let with = parts.iter().filter_map(|part| {
            let plan = plans.get(part.plan)?;
            let alone = alone(self, plans, part);
            let pays = part.line.rate();
            Some(SharedWith {
                person: plan.plan.person.clone(),
                support: part.line.support.id.as_str().to_owned(),
                saves: alone.as_ref().map(|alone| alone - &pays),
                pays,
                alone,
            })
        });
        Some(SharedSupport {
            reference: reference(first.line.support)?.to_owned(),
            unit: first.line.support.unit,
            together,
            with: with.collect(),
        })
    }
}

impl SharedSupport {
    /// `A-0042 pays £5.00 an hour in place of £8.00 alone, and saves £3.00`, one sentence a plan.
    pub fn sentences(&self, currency: &str, places: u32) -> Vec<String> {
        let pounds = |amount: &Exact| money(amount, currency, places);
        let unit = self.unit.map_or("a unit", SupportUnit::one);
        let each = self.with.iter().map(|part| {
            let own = format!("{} pays {} {unit}", part.person, pounds(&part.pays));
            match (&part.alone, &part.saves) {
                (Some(alone), Some(saves)) => {
                    format!("{own} in place of {} alone, and saves {}", pounds(alone), pounds(saves))
                }
                _ => own,
            }
        });
        each.collect()
    }
}

fn reference(support: &SupportDocument) -> Option<&str> {
    support.provider.as_ref()?.reference.as_deref()
}

/// The most lines of one group that are looked at: no worker is shared by more (see the plan's schema).
const SHARED_MAX: usize = 100;

/// The lines of different plans that share a provider and say that they are shared, of each plan one.
///
/// Where plans or lines name whom they share with, only those go together; of several lines that a plan shares with the
/// same people, the one that is most alike.
fn shared_lines<'a>(plans: &'a [Prepared<'a>]) -> Vec<Vec<Part<'a>>> {
    let mut groups: Vec<Vec<Part<'a>>> = Vec::new();
    let mut of_provider: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (plan, prepared) in plans.iter().enumerate() {
        for line in prepared.lines.iter().filter(|line| line.shared_by() > 1) {
            let Some(name) = reference(line.support) else { continue };
            let part = Part { plan, line };
            let known = of_provider.entry(name).or_default();
            let fits = known.iter().filter_map(|at| {
                let group = groups.get(*at)?;
                let first = group.first()?;
                let apart = group.last()?.plan != plan;
                let linked = group.iter().take(SHARED_MAX).any(|other| linked(plans, &part, other));
                (apart && linked).then_some((unlike(line.support, first.line.support).len(), *at))
            });
            match fits.min().and_then(|(_, at)| groups.get_mut(at)) {
                Some(group) => group.push(part),
                None => {
                    known.push(groups.len());
                    groups.push(vec![part]);
                }
            }
        }
    }
    groups
}

/// Whether one of two lines names the person of the other, or neither names anybody.
fn linked(plans: &[Prepared<'_>], one: &Part<'_>, other: &Part<'_>) -> bool {
    let Some((one_plan, other_plan)) = plans.get(one.plan).zip(plans.get(other.plan)) else { return false };
    let (names, others) = (named(one_plan, one), named(other_plan, other));
    names.contains(&other_plan.plan.person)
        || others.contains(&one_plan.plan.person)
        || (names.is_empty() && others.is_empty())
}

/// Whom a line says that it is shared with, or else the plan.
fn named<'a>(plan: &Prepared<'a>, part: &Part<'a>) -> &'a [String] {
    let of_line = part.line.support.shared_with.as_slice();
    if of_line.is_empty() { &plan.plan.shared_with } else { of_line }
}

/// The lines whose person employs the worker for others, because another plan says so.
fn employed_for_others(plans: &[Prepared<'_>]) -> Vec<(usize, usize)> {
    let mut lines = Vec::new();
    for parts in shared_lines(plans) {
        for part in &parts {
            let Some(own) = plans.get(part.plan) else { continue };
            let named = format!("shared_with:{}", own.plan.person);
            if parts.iter().any(|other| other.line.support.employer.as_deref() == Some(named.as_str())) {
                lines.push((part.plan, part.line.at));
            }
        }
    }
    lines
}

/// What two lines that are shared do not say alike.
fn unlike(one: &SupportDocument, other: &SupportDocument) -> Vec<&'static str> {
    let amount = |value: &Option<openras_core::document::AmountIn>| {
        value.as_ref().and_then(|value| value.amount()).map(|amount| amount.value.clone())
    };
    let mut unlike = Vec::new();
    if amount(&one.quantity) != amount(&other.quantity) || one.per != other.per || one.unit != other.unit {
        unlike.push("how much and how often");
    }
    if amount(&one.rate) != amount(&other.rate) {
        unlike.push("what each pays");
    }
    if one.shared_by != other.shared_by {
        unlike.push("how many share it");
    }
    let kind = |employer: &Option<String>| match employer.as_deref() {
        Some(word) if word.starts_with("shared_with:") => "one",
        Some("jointly") => "jointly",
        Some("agency") => "agency",
        Some(_) => "one",
        None => "not stated",
    };
    if kind(&one.employer) != kind(&other.employer) {
        unlike.push("who employs the worker");
    }
    unlike
}

/// What a unit costs alone: as the line says, or another line with the same provider, or the council's own rate.
fn alone(policy: &PlanPolicy, plans: &[Prepared<'_>], part: &Part<'_>) -> Option<Exact> {
    let support = part.line.support;
    if let Some(alone) = support.rate_alone.as_ref().and_then(|rate| rate.amount()) {
        return Some(alone.value.clone());
    }
    let own_first = plans.get(part.plan).into_iter().chain(plans.iter());
    let mut lines = own_first.flat_map(|plan| &plan.lines);
    let same = lines.find(|line| {
        line.shared_by() == 1
            && reference(line.support).is_some()
            && reference(line.support) == reference(support)
            && line.support.unit == support.unit
    });
    if let Some(line) = same {
        return Some(line.rate());
    }
    policy.reference_on(part.line, part.line.days.from).map(|(rate, _)| rate.clone())
}
