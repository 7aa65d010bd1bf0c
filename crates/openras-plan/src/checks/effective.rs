//! Needs, outcomes, and who gives the support.

use super::{Checks, said};
use crate::FindingCode as Code;
use crate::document::MetOtherwiseKind;
use crate::finding::Finding;
use crate::place::Place;

impl<'a> Checks<'a, '_> {
    pub(super) fn effective(&mut self) {
        self.needs_met();
        self.needs_met_once();
        self.supports();
        self.named_services();
        self.outcomes();
        self.carers();
    }

    /// The eligible needs, with those that a criterion of the council asks for.
    fn wanted_needs(&self) -> Vec<&'a str> {
        let of_budget = self.prepared.budget.into_iter().flat_map(|budget| &budget.needs);
        let mut wanted: Vec<&str> = of_budget.map(String::as_str).collect();
        for criterion in self.asked.iter().filter(|item| item.codes.contains(&Code::NeedNotMet)) {
            for need in &criterion.needs {
                if !wanted.contains(&need.as_str()) {
                    wanted.push(need);
                }
            }
        }
        wanted
    }

    fn needs_met(&mut self) {
        let plan = self.prepared.plan;
        let root = Place::root();
        for need in self.wanted_needs() {
            let mut met = false;
            for (at, support) in plan.support.iter().enumerate() {
                if support.needs.iter().any(|own| own.as_str() == need) {
                    met = true;
                    self.seen(Code::NeedNotMet, root.key("support").index(at));
                }
            }
            for (at, other) in plan.need_met_otherwise.iter().enumerate() {
                if other.need.as_str() == need {
                    met = true;
                    self.seen(Code::NeedNotMet, root.key("need_met_otherwise").index(at));
                }
            }
            if !met {
                let message = format!("nothing in the plan meets the need `{need}`");
                self.find(
                    Finding::new(Code::NeedNotMet, root, message)
                        .help("add a support for it, or say under `need_met_otherwise` who meets it without money")
                        .fact("need", need),
                );
            }
        }
    }

    fn needs_met_once(&mut self) {
        let plan = self.prepared.plan;
        for (at, other) in plan.need_met_otherwise.iter().enumerate() {
            let need = other.need.as_str();
            let path = Place::root().key("need_met_otherwise").index(at);
            let paid =
                plan.support.iter().find(|support| support.needs.iter().any(|own| own.as_str() == need));
            match paid {
                Some(support) => {
                    let message = format!(
                        "the need `{need}` is met without money, and `{}` is paid for it too",
                        support.id
                    );
                    self.find(
                        Finding::new(Code::NeedMetTwice, path, message)
                            .help("say which part of the need each of them meets, or leave one out")
                            .fact("need", need)
                            .fact("support", support.id.as_str()),
                    );
                }
                None => self.seen(Code::NeedMetTwice, path),
            }
        }
    }

    fn supports(&mut self) {
        let plan = self.prepared.plan;
        for (at, support) in plan.support.iter().enumerate() {
            let path = Place::root().key("support").index(at);
            let id = support.id.as_str();
            if support.needs.is_empty() {
                let message = format!("`{id}` meets no need");
                self.find(
                    Finding::new(Code::SupportWithoutNeed, path, message)
                        .help("name under `needs` what it is for, or leave it out")
                        .fact("support", id)
                        .line(id),
                );
            } else {
                self.seen(Code::SupportWithoutNeed, path);
            }
            if support.outcomes.is_empty() {
                let message = format!("`{id}` serves no outcome");
                self.find(
                    Finding::new(Code::SupportWithoutOutcome, path, message)
                        .help("name under `outcomes` what the person wants to achieve by it")
                        .fact("support", id)
                        .line(id),
                );
            } else {
                self.seen(Code::SupportWithoutOutcome, path);
            }
            let named = support.provider.as_ref();
            if named.is_none_or(|provider| provider.kind.is_none() && !said(provider.reference.as_deref())) {
                let message = format!("nobody is named who gives `{id}`");
                self.find(
                    Finding::new(Code::ProviderMissing, path, message)
                        .help("name the provider: its kind, and an opaque reference")
                        .fact("support", id)
                        .line(id),
                );
            } else {
                self.seen(Code::ProviderMissing, path.key("provider"));
            }
        }
    }

    /// What meets a need without money is somebody or something with a name.
    fn named_services(&mut self) {
        for (at, met) in self.prepared.plan.need_met_otherwise.iter().enumerate() {
            let path = Place::root().key("need_met_otherwise").index(at);
            if said(met.by.as_deref()) {
                self.seen(Code::ProviderMissing, path.key("by"));
                continue;
            }
            let need = met.need.as_str();
            let message = format!("nobody is named who meets the need `{need}` without money");
            self.find(
                Finding::new(Code::ProviderMissing, path, message)
                    .help("name under `by` the person or the service that meets it")
                    .fact("need", need),
            );
        }
    }

    fn outcomes(&mut self) {
        let plan = self.prepared.plan;
        let root = Place::root();
        if plan.outcome.is_empty() {
            let message = "the plan says nothing of what the person wants to achieve";
            self.find(
                Finding::new(Code::OutcomeWithoutSupport, root.key("outcome"), message)
                    .help("add an outcome in the person's own words"),
            );
        }
        for (at, outcome) in plan.outcome.iter().enumerate() {
            let path = root.key("outcome").index(at);
            let id = outcome.id.as_str();
            let serves =
                plan.support.iter().position(|support| support.outcomes.iter().any(|own| own.as_str() == id));
            let natural = plan.need_met_otherwise.iter().position(|met| outcome.needs.contains(&met.need));
            match (serves, natural) {
                (Some(support), _) => {
                    self.seen(Code::OutcomeWithoutSupport, path);
                    self.seen(Code::OutcomeWithoutSupport, root.key("support").index(support));
                }
                (None, Some(met)) => {
                    self.seen(Code::OutcomeWithoutSupport, path);
                    self.seen(Code::OutcomeWithoutSupport, root.key("need_met_otherwise").index(met));
                }
                (None, None) => {
                    let message = format!("nothing in the plan brings about the outcome `{id}`");
                    self.find(
                        Finding::new(Code::OutcomeWithoutSupport, path, message)
                            .help("name it under `outcomes` of a support, or say who helps without money")
                            .fact("outcome", id),
                    );
                }
            }
            if said(outcome.measure.as_deref()) {
                self.seen(Code::OutcomeWithoutMeasure, path.key("measure"));
            } else {
                let message = format!("nothing says how one can tell that `{id}` was reached");
                self.find(
                    Finding::new(Code::OutcomeWithoutMeasure, path, message)
                        .help("add a `measure`, such as \"Swims a length by the summer\"")
                        .fact("outcome", id),
                );
            }
            if outcome.review_on.is_some() {
                self.seen(Code::OutcomeWithoutReview, path.key("review_on"));
            } else {
                let message = format!("no day is set on which `{id}` is looked at again");
                self.find(
                    Finding::new(Code::OutcomeWithoutReview, path, message)
                        .help("add `review_on`")
                        .fact("outcome", id),
                );
            }
        }
    }

    fn carers(&mut self) {
        let plan = self.prepared.plan;
        let mut natural = false;
        for (at, met) in plan.need_met_otherwise.iter().enumerate() {
            if met.kind != MetOtherwiseKind::Natural {
                continue;
            }
            natural = true;
            let path = Place::root().key("need_met_otherwise").index(at);
            let who = met.by.as_deref().unwrap_or("whoever meets it");
            let need = met.need.as_str();
            if met.willing == Some(true) {
                self.seen(Code::CarerNotWilling, path.key("willing"));
            } else {
                let message = format!("{who} has not said that they will meet the need `{need}`");
                self.find(
                    Finding::new(Code::CarerNotWilling, path, message)
                        .help("ask, and write `willing = true` only when they have said so")
                        .fact("need", need),
                );
            }
            if met.able == Some(true) {
                self.seen(Code::CarerNotAble, path.key("able"));
            } else {
                let message = format!("nothing says that {who} is able to meet the need `{need}`");
                self.find(
                    Finding::new(Code::CarerNotAble, path, message)
                        .help("find out, and plan for the need if they are not")
                        .fact("need", need),
                );
            }
        }
        if !natural {
            return;
        }
        let path = Place::root().key("based_on").key("carer_assessment");
        let offer = plan.based_on.as_ref().and_then(|based| based.carer_assessment.as_ref());
        if offer.is_some_and(|offer| offer.offered_on.is_some()) {
            self.seen(Code::CarerAssessmentNotOffered, path);
        } else {
            let message = "the plan rests on somebody who was not offered an assessment of their own";
            self.find(
                Finding::new(Code::CarerAssessmentNotOffered, path, message)
                    .help("offer the carer an assessment, and write the day"),
            );
        }
    }
}
