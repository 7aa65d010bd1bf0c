//! Budgets that lie between two of a person: some of what changed as it is now, the rest as it was.

use std::collections::BTreeMap;
use std::sync::Arc;

use openras_allocation::{Scheme, SchemeDocument};
use openras_core::document::{Entries, ParameterDocument};
use openras_core::{Diagnostics, Exact};
use openras_questionnaire::{
    Assessment, Given, Namespace, QuestionDocument, Questionnaire, QuestionnaireDocument,
};
use serde_json::json;

use super::Between;
use super::factor::{Factor, in_force};

/// Which side each factor is taken from: true for the newer.
type Newer<'s> = dyn Fn(&Factor) -> bool + 's;

impl Between<'_> {
    /// The budget of a year with these groups as they are now and the others as they were.
    pub(super) fn worth(&self, groups: &[Vec<Factor>], newer: &dyn Fn(usize) -> bool) -> Option<Exact> {
        let side = |factor: &Factor| {
            groups.iter().enumerate().any(|(at, group)| newer(at) && group.contains(factor))
        };
        let (questionnaire, scheme) = self.rules(&side)?;
        let assessment = self.assessment(&side);
        let allocation = scheme.allocate(&questionnaire, &self.new.0.stamp, &assessment).ok()?;
        allocation.money().figures.as_ref().map(|figures| figures.annual.clone())
    }

    fn assessment(&self, newer: &Newer<'_>) -> Assessment {
        let (old, new) = (self.old.1, self.new.1);
        let mut mixed = old.clone();
        mixed.streams = BTreeMap::new();
        mixed.views = Vec::new();
        mixed.on = if newer(&Factor::Date) { new.on } else { old.on };
        let mix =
            |one: &BTreeMap<String, Given>, other: &BTreeMap<String, Given>, factor: fn(String) -> Factor| {
                let keys = one.keys().chain(other.keys().filter(|key| !one.contains_key(*key)));
                let side = |key: &String| if newer(&factor(key.clone())) { other } else { one };
                keys.filter_map(|key| Some((key.clone(), side(key).get(key)?.clone()))).collect()
            };
        mixed.facts = mix(&old.facts, &new.facts, Factor::Fact);
        mixed.answers = mix(&old.answers, &new.answers, Factor::Answer);
        mixed
    }

    /// Questionnaire and scheme, mixed.
    fn rules(&self, newer: &Newer<'_>) -> Option<(Arc<Questionnaire>, Arc<Scheme>)> {
        let (one, other) = (self.old.0, self.new.0);
        let (base, off) = if newer(&Factor::Rules) { (other, one) } else { (one, other) };
        let mut asked = base.questionnaire_document.clone();
        let mut scheme = base.scheme_document.clone();
        let from_off = |factor: &Factor| newer(factor) != newer(&Factor::Rules);
        for question in asked.section.iter_mut().flat_map(|section| section.question.iter_mut()) {
            let factor = Factor::Question(question.id.as_str().to_owned());
            if let Some(replaced) =
                question_of(&off.questionnaire_document, question.id.as_str()).filter(|_| from_off(&factor))
            {
                *question = replaced.clone();
            }
        }
        for step in &mut scheme.step {
            let factor = Factor::Step(step.id.as_str().to_owned());
            let replaced = off.scheme_document.step.iter().find(|known| known.id == step.id);
            if let Some(replaced) = replaced.filter(|_| from_off(&factor)) {
                *step = replaced.clone();
            }
        }
        let tables = scheme.tables.iter().map(|(id, table)| {
            let factor = Factor::Table(id.as_str().to_owned());
            let replaced = off.scheme_document.tables.get(id.as_str()).filter(|_| from_off(&factor));
            (id.clone(), replaced.unwrap_or(table).clone())
        });
        scheme.tables = tables.collect();
        scheme.parameters = self.parameters(&scheme, newer);
        let mut found = Diagnostics::new();
        let mut namespace = Namespace::new();
        let questionnaire = Questionnaire::build(&asked, &base.context, &mut namespace, &mut found);
        let mut built = Scheme::build(&scheme, &questionnaire, &base.context, &mut namespace, &mut found)?;
        if found.has_errors() {
            return None;
        }
        // The days of a rulebook do not matter to what lies between two of them.
        (built.effective_from, built.effective_to) = (None, None);
        Some((Arc::new(questionnaire), Arc::new(built)))
    }

    /// Each parameter with the one value that was in force, on whatever day.
    fn parameters(&self, scheme: &SchemeDocument, newer: &Newer<'_>) -> Entries<ParameterDocument> {
        let pinned = |id: &str, own: &ParameterDocument| {
            let (rulebook, _, on) =
                if newer(&Factor::Parameter(id.to_owned())) { self.new } else { self.old };
            let document = rulebook.scheme_document.parameters.get(id).unwrap_or(own);
            let mut document = document.clone();
            if let Some(mut value) = in_force(&document, on).cloned() {
                value.from = serde_json::from_value(json!("0001-01-01")).unwrap_or(value.from);
                document.values = vec![value];
            }
            document
        };
        scheme.parameters.iter().map(|(id, own)| (id.clone(), pinned(id.as_str(), own))).collect()
    }
}

fn question_of<'d>(document: &'d QuestionnaireDocument, id: &str) -> Option<&'d QuestionDocument> {
    document.section.iter().flat_map(|section| &section.question).find(|question| question.id.as_str() == id)
}
