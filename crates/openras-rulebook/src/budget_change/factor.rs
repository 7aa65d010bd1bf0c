//! What changed between two budgets of a person.

use std::collections::BTreeMap;

use openras_allocation::SchemeDocument;
use openras_core::Day;
use openras_core::document::{ParameterDocument, ValueDocument};
use openras_questionnaire::{Given, QuestionnaireDocument, SectionDocument};
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::Between;

/// One thing that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Factor {
    Fact(String),
    Answer(String),
    Date,
    Parameter(String),
    Table(String),
    Question(String),
    Step(String),
    /// Everything else in the files.
    Rules,
}

impl Factor {
    /// Whether it is of the person, and not of the rules.
    pub(super) const fn is_input(&self) -> bool {
        matches!(self, Factor::Fact(_) | Factor::Answer(_) | Factor::Date)
    }

    pub(super) fn id(&self) -> &str {
        match self {
            Factor::Fact(id) | Factor::Answer(id) | Factor::Parameter(id) | Factor::Table(id) => id,
            Factor::Question(id) | Factor::Step(id) => id,
            Factor::Date => "on",
            Factor::Rules => "rules",
        }
    }
}

impl Between<'_> {
    /// Everything that changed: inputs first, then rules.
    pub(super) fn factors(&self) -> Vec<Factor> {
        let (old, new) = (self.old.1, self.new.1);
        let mut factors = Vec::new();
        let changed = |one: &BTreeMap<String, Given>, other: &BTreeMap<String, Given>| -> Vec<String> {
            let keys = one.keys().chain(other.keys().filter(|key| !one.contains_key(*key)));
            let canonical = |map: &BTreeMap<String, Given>, key: &String| {
                map.get(key).map(|given| given.canonical().into_owned())
            };
            keys.filter(|key| canonical(one, key) != canonical(other, key)).cloned().collect()
        };
        factors.extend(changed(&old.facts, &new.facts).into_iter().map(Factor::Fact));
        factors.extend(changed(&old.answers, &new.answers).into_iter().map(Factor::Answer));
        if self.old.2 != self.new.2 {
            factors.push(Factor::Date);
        }
        factors.extend(self.changed_rules());
        factors
    }

    fn changed_rules(&self) -> Vec<Factor> {
        let (one, other) = (&self.old.0.scheme_document, &self.new.0.scheme_document);
        let mut factors = Vec::new();
        let mut rest = false;
        for (id, new) in &other.parameters {
            let Some(old) = one.parameters.get(id.as_str()) else { continue };
            let value = |document, on| in_force(document, on).map(|value| bare(&value.is));
            if value(old, self.old.2) != value(new, self.new.2) {
                factors.push(Factor::Parameter(id.as_str().to_owned()));
            }
        }
        for (id, new) in &other.tables {
            if one.tables.get(id.as_str()).is_some_and(|old| bare(old) != bare(new)) {
                factors.push(Factor::Table(id.as_str().to_owned()));
            }
        }
        let ids =
            |scheme: &SchemeDocument| scheme.step.iter().map(|step| step.id.clone()).collect::<Vec<_>>();
        if ids(one) == ids(other) {
            let pairs = one.step.iter().zip(&other.step).filter(|(old, new)| bare(*old) != bare(*new));
            factors.extend(pairs.map(|(step, _)| Factor::Step(step.id.as_str().to_owned())));
        } else {
            rest = true;
        }
        let (asked, now) = (&self.old.0.questionnaire_document, &self.new.0.questionnaire_document);
        if outline(asked) == outline(now) {
            let new = now.section.iter().flat_map(|section| &section.question);
            let old = asked.section.iter().flat_map(|section| &section.question);
            let pairs = old.zip(new).filter(|(old, new)| bare(*old) != bare(*new));
            factors.extend(pairs.map(|(question, _)| Factor::Question(question.id.as_str().to_owned())));
        } else {
            rest = true;
        }
        let other_parts = |scheme: &SchemeDocument| {
            let names = |keys: Vec<&str>| keys.into_iter().map(str::to_owned).collect::<Vec<_>>();
            let parameters = names(scheme.parameters.iter().map(|(id, _)| id.as_str()).collect());
            let tables = names(scheme.tables.iter().map(|(id, _)| id.as_str()).collect());
            json!([
                bare(&scheme.year),
                bare(&scheme.exclusion),
                bare(&scheme.referral),
                scheme.result,
                parameters,
                tables
            ])
        };
        if rest || other_parts(one) != other_parts(other) || bare(&asked.fact) != bare(&now.fact) {
            factors.push(Factor::Rules);
        }
        factors
    }
}

/// The value of a parameter that is in force on a day.
pub(super) fn in_force(document: &ParameterDocument, on: Day) -> Option<&ValueDocument> {
    let begun = document.values.iter().filter(|value| value.from.day().is_some_and(|from| from <= on));
    begun.max_by_key(|value| value.from.day())
}

/// Sections with the ids of their questions, and what else of a section counts.
fn outline(document: &QuestionnaireDocument) -> Vec<Json> {
    let section = |section: &SectionDocument| {
        let questions: Vec<&str> = section.question.iter().map(|question| question.id.as_str()).collect();
        json!([section.id, section.need, section.part, questions])
    };
    document.section.iter().map(section).collect()
}

/// What of a part of a document can change a figure: no texts, no sources.
fn bare(part: &impl Serialize) -> Json {
    fn strip(value: &mut Json) {
        match value {
            Json::Object(map) => {
                for key in ["text", "title", "source", "illustrative"] {
                    map.remove(key);
                }
                map.values_mut().for_each(strip);
            }
            Json::Array(items) => items.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let mut value = serde_json::to_value(part).unwrap_or_default();
    strip(&mut value);
    value
}
