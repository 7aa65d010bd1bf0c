use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::assessment::{Assessment, Change, Checked, StreamAward, View};
use crate::given::Given;
use crate::model::Questionnaire;

/// An assessment in its one form: keys in the contract's order, facts and answers in the questionnaire's, amounts as
/// strings in shortest form, defaults not filled in. Whatever file it came from, it is written in the same bytes.
#[derive(Clone, Debug)]
pub struct CanonicalAssessment<'a> {
    /// The assessment.
    pub assessment: &'a Assessment,
    /// Its questionnaire.
    pub questionnaire: &'a Questionnaire,
    /// The ids of the scheme's streams, in order.
    pub streams: Vec<&'a str>,
}

impl Serialize for CanonicalAssessment<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let CanonicalAssessment { assessment: a, questionnaire, streams } = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("format", &1)?;
        if let Some(person) = &a.person {
            map.serialize_entry("person", person)?;
        }
        if let Some(on) = a.on() {
            map.serialize_entry("on", &on)?;
        }
        let facts = questionnaire.facts.iter().map(|fact| fact.id.as_str());
        let facts: Vec<_> = facts.filter_map(|id| a.facts.get(id).map(|given| (id, One(given)))).collect();
        map.serialize_entry("facts", &Entries(&facts))?;
        let questions = questionnaire.questions.handles();
        let answers: Vec<_> = questions
            .filter_map(|(_, question)| {
                let given = a.answers.get(&question.id)?;
                Some((
                    question.id.as_str(),
                    InOrder { given, order: question.statement_ids().map(|ids| &**ids) },
                ))
            })
            .collect();
        map.serialize_entry("answers", &Entries(&answers))?;
        let awards: Vec<_> =
            streams.iter().filter_map(|id| a.streams.get(*id).map(|award| (*id, Award(award)))).collect();
        if !awards.is_empty() {
            map.serialize_entry("streams", &Entries(&awards))?;
        }
        if let Some(completed) = &a.completed {
            map.serialize_entry("completed", completed)?;
        }
        if !a.views.is_empty() {
            map.serialize_entry("views", &a.views.iter().map(OneView).collect::<Vec<_>>())?;
        }
        if !a.capacity.is_empty() {
            map.serialize_entry("capacity", &a.capacity)?;
        }
        if let Some(carer) = &a.carer_assessment {
            map.serialize_entry("carer_assessment", carer)?;
        }
        if let Some(checked) = &a.checked {
            map.serialize_entry("checked", &OneChecked(checked))?;
        }
        map.end()
    }
}

struct Entries<'a, V>(&'a [(&'a str, V)]);

impl<V: Serialize> Serialize for Entries<'_, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(id, value)| (id, value)))
    }
}

/// A value: numbers as strings in shortest form.
struct One<'a>(&'a Given);

impl Serialize for One<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.canonical().serialize(serializer)
    }
}

/// An answer: several statements in the questionnaire's order.
struct InOrder<'a> {
    given: &'a Given,
    order: Option<&'a [String]>,
}

impl Serialize for InOrder<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.given, self.order) {
            (Given::List(words), Some(order)) => {
                serializer.collect_seq(order.iter().filter(|statement| words.contains(statement)))
            }
            (given, _) => One(given).serialize(serializer),
        }
    }
}

struct Award<'a>(&'a StreamAward);

impl Serialize for Award<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(amount) = self.0.amount.as_ref().and_then(|amount| amount.amount()) {
            map.serialize_entry("amount", &amount.shortest())?;
        }
        if let Some(per) = &self.0.per {
            map.serialize_entry("per", per)?;
        }
        if let Some(status) = &self.0.status {
            map.serialize_entry("status", status)?;
        }
        map.end()
    }
}

struct OneView<'a>(&'a View);

impl Serialize for OneView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("question", self.0.question.as_str())?;
        map.serialize_entry("by", &self.0.by)?;
        map.serialize_entry("answer", &One(&self.0.answer))?;
        if let Some(reason) = &self.0.reason {
            map.serialize_entry("reason", reason)?;
        }
        map.end()
    }
}

struct OneChecked<'a>(&'a Checked);

impl Serialize for OneChecked<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let checked = self.0;
        let mut map = serializer.serialize_map(None)?;
        if let Some(on) = checked.on.as_ref().and_then(|on| on.day()) {
            map.serialize_entry("on", &on)?;
        }
        if let Some(by) = &checked.by {
            map.serialize_entry("by", by)?;
        }
        if let Some(role) = &checked.role {
            map.serialize_entry("role", role)?;
        }
        if let Some(eligible) = &checked.eligible {
            map.serialize_entry("eligible", &eligible.iter().map(|need| need.as_str()).collect::<Vec<_>>())?;
        }
        if !checked.changes.is_empty() {
            map.serialize_entry("changes", &checked.changes.iter().map(OneChange).collect::<Vec<_>>())?;
        }
        map.end()
    }
}

struct OneChange<'a>(&'a Change);

impl Serialize for OneChange<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("question", self.0.question.as_str())?;
        for (key, given) in [("from", &self.0.from), ("to", &self.0.to)] {
            if let Some(given) = given {
                map.serialize_entry(key, &One(given))?;
            }
        }
        if let Some(reason) = &self.0.reason {
            map.serialize_entry("reason", reason)?;
        }
        map.end()
    }
}
