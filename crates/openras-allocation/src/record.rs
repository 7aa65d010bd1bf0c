//! The record an auditor keeps: everything that went in, every step, everything that came out, and a digest of it all.

use openras_core::{Exact, Handle, digest, shown};
use openras_formula::{InputId, Value};
use openras_questionnaire::{Answer, Assessment, CanonicalAssessment, Given, Points, Question, View};
use schemars::JsonSchema;
use serde::Serialize;

use crate::allocation::{Allocation, Operand, Outcome, StepDone};
use crate::model::{Asked, InputKind, Rule, Step};
use crate::money::{Note, StreamMoney};
use crate::names::key_choices;
use crate::table::Table;
use openras_core::{Period, Unit};

/// What the key `record` says.
pub const RECORD: &str = "openras.allocation/1";

/// The record of an allocation, with its keys in order. Amounts are strings; nothing in it depends on the clock, the
/// machine or the locale.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "allocation")]
pub struct AllocationRecord<'a> {
    /// `openras.allocation/1`.
    pub record: &'static str,
    /// The version of the engine; another one is no difference.
    pub engine: &'static str,
    /// The rulebook.
    pub rulebook: RulebookRecord<'a>,
    /// The whole input, in one form whatever file it came from.
    #[schemars(with = "Assessment")]
    pub assessment: CanonicalAssessment<'a>,
    /// `estimate` or `indicative`.
    pub standing: &'static str,
    /// `allocated`, `excluded` or `referred`.
    pub outcome: &'static str,
    /// The exclusions that hold.
    pub exclusions: Vec<ExclusionRecord<'a>>,
    /// The referrals that hold, then the tables that say a person decides.
    pub referrals: Vec<ReferralRecord<'a>>,
    /// The steps, in order.
    pub steps: Vec<StepRecord<'a>>,
    /// The step that is the indicative budget.
    pub result: Option<ResultRecord<'a>>,
    /// The result for a year.
    pub annual: Option<String>,
    /// The result for a week.
    pub weekly: Option<String>,
    /// Money from elsewhere.
    pub streams: Vec<StreamRecord<'a>>,
    /// A year without the awarded streams inside it.
    pub social_care: Option<String>,
    /// A year with the awarded streams on top of it.
    pub individual_budget: Option<String>,
    /// The views that differ, with what each would have scored.
    pub views: Vec<ViewRecord<'a>>,
    /// The needs that the answers show.
    pub needs: Vec<&'a str>,
    /// What somebody should look at.
    pub notes: Vec<NoteRecord<'a>>,
    /// SHA-256 of the RFC 8785 canonical JSON of everything above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// The rulebook of a record.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RulebookRecord<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its version.
    pub version: &'a str,
    /// The digest of its meaning.
    pub sha256: &'a str,
}

/// An exclusion that holds.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExclusionRecord<'a> {
    /// Its id.
    pub id: &'a str,
    /// The reason.
    pub text: &'a str,
    /// Where the rule comes from.
    pub source: Option<&'a str>,
}

/// A reason why a person decides.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReferralRecord<'a> {
    /// The id of the referral or the table.
    pub id: &'a str,
    /// The reason.
    pub text: &'a str,
}

/// A step that was worked out.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StepRecord<'a> {
    /// Its id.
    pub id: &'a str,
    /// What it says to people.
    pub text: &'a str,
    /// What it counts.
    pub unit: String,
    /// How it is worked out.
    pub formula: &'a str,
    /// The condition under which the formula applies, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<&'a str>,
    /// What holds where the condition does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<&'a str>,
    /// Its exact value: a decimal, or `n/d` where there is none.
    pub value: String,
    /// Its value as people read it.
    pub shown: String,
    /// What it used, each once.
    pub operands: Vec<OperandRecord<'a>>,
    /// Whether its formula applied; if not, `otherwise` did.
    pub applied: bool,
    /// Where the rule comes from.
    pub source: Option<&'a str>,
}

/// Something that a step used.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OperandRecord<'a> {
    /// What it is called.
    pub name: String,
    /// `answer`, `fact`, `parameter`, `step`, `table`, `year`, `max_points`, `min_points`, `ticked` or `day`.
    pub kind: &'static str,
    /// What a table was looked up by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<Vec<String>>,
    /// The row of a table, counted from 1; null beyond the rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<Option<u32>>,
    /// Its exact value.
    pub value: String,
    /// What it counts; null for what is no number.
    pub unit: Option<String>,
    /// The first day on which a parameter has this value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Where a parameter's or table's number comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Option<&'a str>>,
}

/// The step that is the indicative budget.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ResultRecord<'a> {
    /// The step's id.
    pub id: &'a str,
    /// Its value, with all its payable decimals.
    pub value: String,
    /// What it counts.
    pub unit: String,
}

/// Money from elsewhere.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StreamRecord<'a> {
    /// Its id.
    pub id: &'a str,
    /// `inside` or `on_top`.
    pub position: &'static str,
    /// How much.
    pub amount: Option<String>,
    /// A day, week, month or year; null for what is paid once.
    pub per: Option<&'static str>,
    /// What counts for a year; null for what is paid once.
    pub annual: Option<String>,
    /// How far it has come, where it is not awarded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<&'static str>,
}

/// A view that differs.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ViewRecord<'a> {
    /// The question.
    pub question: &'a str,
    /// Whose view.
    pub by: &'a str,
    /// What they would have answered.
    pub answer: Given,
    /// Why.
    pub reason: Option<&'a str>,
    /// What that would have scored.
    pub points: Option<String>,
    /// What counted.
    pub counted: Option<String>,
}

/// Something that somebody should look at.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoteRecord<'a> {
    /// `stream_surplus`, `stream_floor_not_met`, `stream_share_differs` or `stream_to_apply`.
    pub code: &'static str,
    /// The stream.
    pub stream: &'a str,
    /// The amount that is there, or that is over.
    pub amount: Option<String>,
    /// The amount that the rules ask for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required: Option<String>,
}

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
        serde_json::to_string_pretty(&self.record()?).map(|json| json + "\n")
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
                ResultRecord { id: &step.id, value: self.payable(&figures.result), unit: step.unit.to_string() }
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

    pub(crate) fn in_first<'a>(&'a self, text: &'a openras_core::Text) -> &'a str {
        text.in_language(&self.scheme.first_language, &self.scheme.first_language)
    }

    fn exclusion<'a>(&'a self, rule: &'a Rule) -> ExclusionRecord<'a> {
        ExclusionRecord { id: &rule.id, text: self.in_first(&rule.text), source: rule.origin.source() }
    }

    fn referral_records(&self) -> Vec<ReferralRecord<'_>> {
        if self.outcome != Outcome::Referred {
            return Vec::new();
        }
        let rules = self.referrals().map(|rule| ReferralRecord { id: &rule.id, text: self.in_first(&rule.text) });
        let tables =
            self.referring_tables().map(|table| ReferralRecord { id: &table.id, text: self.in_first(&table.text) });
        rules.chain(tables).collect()
    }

    fn step_record<'a>(&'a self, done: &'a StepDone) -> StepRecord<'a> {
        let step: &Step = &self.scheme.steps[done.step];
        StepRecord {
            id: &step.id,
            text: self.in_first(&step.text),
            unit: step.unit.to_string(),
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

    fn operand_records<'a>(&'a self, operands: &'a [Operand]) -> Vec<OperandRecord<'a>> {
        let mut records: Vec<OperandRecord<'a>> = Vec::with_capacity(operands.len());
        let mut asked: Vec<Handle<Question>> = Vec::new();
        for operand in operands {
            match operand {
                Operand::Input { id, value } => match self.scheme.input(*id) {
                    Some(InputKind::Points(points)) => {
                        for question in &points.questions {
                            if !asked.contains(question) {
                                asked.push(*question);
                                records.push(self.points_record(*question));
                            }
                        }
                    }
                    _ => records.extend(self.input_record(*id, value)),
                },
                Operand::Table { table, keys, row, value } => {
                    records.push(self.table_record(&self.scheme.tables[*table], keys, *row, value));
                }
            }
        }
        records
    }

    fn points_record(&self, question: Handle<Question>) -> OperandRecord<'_> {
        let value = match self.sheet.points(question) {
            Points::Known(points) => points.to_string(),
            Points::Unanswered | Points::Unknown => String::new(),
        };
        plain(self.questionnaire.questions[question].id.clone(), "answer", value, Some("point".to_owned()))
    }

    fn input_record(&self, id: InputId, value: &Value) -> Option<OperandRecord<'_>> {
        let kind = self.scheme.input(id)?;
        let written = |function: &str, asked: &Asked| format!("{function}({})", asked.written);
        Some(match kind {
            InputKind::Fact(fact) => {
                let fact = &self.questionnaire.facts[*fact];
                let ids = fact.choice_ids().map(|ids| &**ids);
                let unit = match &fact.kind {
                    openras_questionnaire::FactKind::Number { unit, .. } => Some(unit.to_string()),
                    _ => None,
                };
                plain(fact.id.clone(), "fact", value_text(value, ids), unit)
            }
            InputKind::Answer(question) => {
                let question = &self.questionnaire.questions[*question];
                let unit = match &question.kind {
                    openras_questionnaire::QuestionKind::Number { unit, .. } => Some(unit.to_string()),
                    openras_questionnaire::QuestionKind::Scale { .. } => Some(Unit::number().to_string()),
                    _ => None,
                };
                let ids = question.statement_ids().map(|ids| &**ids);
                plain(question.id.clone(), "answer", value_text(value, ids), unit)
            }
            InputKind::Ticked(question, at) => {
                let question = &self.questionnaire.questions[*question];
                let statement = question.statements().get(usize::from(*at)).map_or("", |s| s.id.as_str());
                let name = format!("ticked({}, '{statement}')", question.id);
                plain(name, "ticked", value_text(value, None), None)
            }
            InputKind::MostPoints(asked) => {
                plain(written("max_points", asked), "max_points", value_text(value, None), Some("point".to_owned()))
            }
            InputKind::LeastPoints(asked) => {
                plain(written("min_points", asked), "min_points", value_text(value, None), Some("point".to_owned()))
            }
            InputKind::Points(_) => return None,
            InputKind::Parameter(handle) => {
                let parameter = &self.scheme.parameters[*handle];
                let dated = parameter.on(self.on)?;
                let unit = Some(parameter.unit.to_string());
                OperandRecord {
                    from: Some(dated.from.to_string()),
                    source: Some(dated.origin.source()),
                    ..plain(parameter.id.clone(), "parameter", value_text(value, None), unit)
                }
            }
            InputKind::Step(handle) => {
                let step = &self.scheme.steps[*handle];
                plain(step.id.clone(), "step", value_text(value, None), Some(step.unit.to_string()))
            }
            InputKind::InYear(period) => {
                let unit = Unit::period(*period).over(&Unit::period(Period::Year)).to_string();
                plain(format!("{}s_in_year", period.as_str()), "year", value_text(value, None), Some(unit))
            }
            InputKind::On => plain("on".to_owned(), "day", value_text(value, None), None),
        })
    }

    fn table_record<'a>(
        &'a self,
        table: &'a Table,
        keys: &[Value],
        row: Option<u32>,
        value: &Exact,
    ) -> OperandRecord<'a> {
        let key = keys.iter().zip(&table.keys).map(|(value, key)| match value {
            Value::Condition(yes) => if *yes { "yes" } else { "no" }.to_owned(),
            _ => value_text(value, key_choices(&self.questionnaire, key)),
        });
        OperandRecord {
            key: Some(key.collect()),
            row: Some(row),
            source: Some(table.row_origin(row).source()),
            ..plain(table.id.clone(), "table", value.to_string(), Some(table.value.to_string()))
        }
    }

    fn stream_record<'a>(&self, stream: &'a StreamMoney) -> StreamRecord<'a> {
        StreamRecord {
            id: &stream.id,
            position: stream.position.as_str(),
            amount: stream.amount.as_ref().map(|amount| self.payable(amount)),
            per: stream.per.map(Period::as_str),
            annual: stream.annual.as_ref().map(|annual| self.payable(annual)),
            status: (stream.status != openras_questionnaire::StreamStatus::Awarded).then(|| stream.status.as_str()),
        }
    }

    pub(crate) fn view_record<'a>(&'a self, view: &'a View) -> ViewRecord<'a> {
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

/// An operand that is neither a parameter nor a table.
fn plain<'a>(name: String, kind: &'static str, value: String, unit: Option<String>) -> OperandRecord<'a> {
    OperandRecord { name, kind, key: None, row: None, value, unit, from: None, source: None }
}

/// A value as records write it; a choice by its id.
fn value_text(value: &Value, ids: Option<&[String]>) -> String {
    match value {
        Value::Number(number) => number.to_string(),
        Value::Condition(holds) => holds.to_string(),
        Value::Choice(at) => ids.and_then(|ids| ids.get(usize::from(*at))).cloned().unwrap_or_default(),
        Value::Date(day) => day.to_string(),
    }
}
