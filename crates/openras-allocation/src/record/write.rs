//! How a record is filled.

use std::borrow::Cow;

use openras_core::{Exact, Period, Text, digest, shown};
use openras_questionnaire::{Answer, CanonicalAssessment, Points, StreamStatus, View};

use super::{
    AllocationRecord, ExclusionRecord, NoteRecord, RECORD, ReferralRecord, ResultRecord, RulebookRecord,
    StepRecord, StreamRecord, ViewRecord,
};
use crate::allocation::{Allocation, Outcome, StepDone};
use crate::model::{Rule, Step};
use crate::money::{Note, StreamMoney};

impl Allocation {
    /// The record, with its digest.
    ///
    /// # Errors
    /// Never in practice: everything in a record can be written as JSON.
    pub fn record(&self) -> Result<AllocationRecord<'_>, serde_json::Error> {
        let mut record = self.record_without_digest();
        record.sha256 = Some(digest::sha256(&record)?);
        Ok(record)
    }

    /// The record as JSON text, two spaces a level, with a newline at the end: the same bytes on any machine.
    ///
    /// # Errors
    /// Never in practice: everything in a record can be written as JSON.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        let (mut json, sha256) = digest::laid_out(&self.record_without_digest())?;
        // The digest is the last entry, so that one walk over the record is enough for both.
        json.truncate(json.strip_suffix("\n}").unwrap_or(&json).len());
        json += &format!(",\n  \"sha256\": \"{sha256}\"\n}}\n");
        Ok(json)
    }

    fn record_without_digest(&self) -> AllocationRecord<'_> {
        let figures = self.money.figures.as_ref();
        AllocationRecord {
            record: RECORD,
            engine: env!("CARGO_PKG_VERSION"),
            rulebook: RulebookRecord {
                id: &self.stamp.id,
                version: &self.stamp.version,
                sha256: &self.stamp.sha256,
            },
            assessment: CanonicalAssessment {
                assessment: &self.assessment,
                questionnaire: &self.questionnaire,
                streams: self.scheme.streams.iter().map(|stream| stream.id.as_str()).collect(),
            },
            standing: self.standing.as_str(),
            outcome: self.outcome.as_str(),
            exclusions: self.exclusions().map(|rule| self.exclusion(rule)).collect(),
            referrals: self.referral_records(),
            steps: self.steps.iter().map(|step| self.step_record(step)).collect(),
            result: figures.map(|figures| {
                let step = &self.scheme.steps[self.scheme.result];
                ResultRecord { id: &step.id, value: self.payable(&figures.result), unit: &step.unit_text }
            }),
            annual: figures.map(|figures| self.payable(&figures.annual)),
            weekly: figures.map(|figures| self.payable(&figures.weekly)),
            streams: self.money.streams.iter().map(|stream| self.stream_record(stream)).collect(),
            social_care: figures.map(|figures| self.payable(&figures.social_care)),
            individual_budget: figures.map(|figures| self.payable(&figures.individual_budget)),
            views: self.differing_views().map(|view| self.view_record(view)).collect(),
            needs: self.sheet.needs(&self.questionnaire),
            notes: self.money.notes.iter().map(|note| self.note_record(note)).collect(),
            sha256: None,
        }
    }

    fn payable(&self, amount: &Exact) -> String {
        amount.to_fixed(self.scheme.decimals)
    }

    pub(crate) fn in_first<'a>(&'a self, text: &'a Text) -> &'a str {
        text.in_language(&self.scheme.first_language, &self.scheme.first_language)
    }

    fn exclusion<'a>(&'a self, rule: &'a Rule) -> ExclusionRecord<'a> {
        ExclusionRecord { id: &rule.id, text: self.in_first(&rule.text), source: rule.origin.source() }
    }

    fn referral_records(&self) -> Vec<ReferralRecord<'_>> {
        if self.outcome != Outcome::Referred {
            return Vec::new();
        }
        let rules =
            self.referrals().map(|rule| ReferralRecord { id: &rule.id, text: self.in_first(&rule.text) });
        let tables = self
            .referring_tables()
            .map(|table| ReferralRecord { id: &table.id, text: self.in_first(&table.text) });
        rules.chain(tables).collect()
    }

    fn step_record<'a>(&'a self, done: &'a StepDone) -> StepRecord<'a> {
        let step: &Step = &self.scheme.steps[done.step];
        StepRecord {
            id: &step.id,
            text: self.in_first(&step.text),
            unit: Cow::Borrowed(&step.unit_text),
            formula: &step.formula.source,
            when: step.when.as_ref().map(|(when, _)| when.source.as_str()),
            otherwise: step.when.as_ref().map(|(_, otherwise)| otherwise.source.as_str()),
            value: done.value.to_string(),
            shown: shown(&done.value, &step.unit),
            operands: self.operand_records(&done.operands),
            applied: done.applied,
            source: step.origin.source(),
        }
    }

    fn stream_record<'a>(&self, stream: &'a StreamMoney) -> StreamRecord<'a> {
        StreamRecord {
            id: &stream.id,
            position: stream.position.as_str(),
            amount: stream.amount.as_ref().map(|amount| self.payable(amount)),
            per: stream.per.map(Period::as_str),
            annual: stream.annual.as_ref().map(|annual| self.payable(annual)),
            status: (stream.status != StreamStatus::Awarded).then(|| stream.status.as_str()),
        }
    }

    /// A view that differs, as the record tells it: with what it would have scored, and what counted.
    pub fn view_record<'a>(&'a self, view: &'a View) -> ViewRecord<'a> {
        let handle = self.questionnaire.question(view.question.as_str());
        let scored = handle.and_then(|handle| {
            let question = &self.questionnaire.questions[handle];
            let answer: Answer = question.read(&view.answer).ok()?;
            match Points::of(question, self.sheet.asked(handle), Some(&answer)) {
                Points::Known(points) => Some(points.to_string()),
                Points::Unanswered | Points::Unknown => None,
            }
        });
        let counted = handle.and_then(|handle| match self.sheet.points(handle) {
            Points::Known(points) => Some(points.to_string()),
            Points::Unanswered | Points::Unknown => None,
        });
        ViewRecord {
            question: view.question.as_str(),
            by: &view.by,
            answer: view.answer.canonical(),
            reason: view.reason.as_deref(),
            points: scored,
            counted,
        }
    }

    fn note_record<'a>(&self, note: &'a Note) -> NoteRecord<'a> {
        NoteRecord {
            code: note.code.as_str(),
            stream: &note.stream,
            amount: note.amount.as_ref().map(|amount| self.payable(amount)),
            required: note.required.as_ref().map(|required| self.payable(required)),
        }
    }
}
