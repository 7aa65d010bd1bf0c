//! What a step used, as a record writes it.

use std::borrow::Cow;

use openras_core::{Exact, Handle, Period, Unit};
use openras_formula::{InputId, Value};
use openras_questionnaire::{FactKind, Points, Question, QuestionKind};

use super::OperandRecord;
use crate::allocation::{Allocation, Operand};
use crate::model::{Asked, InputKind};
use crate::names::key_choices;
use crate::table::Table;

impl Allocation {
    pub(super) fn operand_records<'a>(&'a self, operands: &'a [Operand]) -> Vec<OperandRecord<'a>> {
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
            Points::Known(points) => points.to_string().into(),
            Points::Unanswered | Points::Unknown => Cow::Borrowed(""),
        };
        plain(self.questionnaire.questions[question].id.as_str(), "answer", value, Some("point".into()))
    }

    fn input_record(&self, id: InputId, value: &Value) -> Option<OperandRecord<'_>> {
        let kind = self.scheme.input(id)?;
        let written = |function: &str, asked: &Asked| format!("{function}({})", asked.written);
        Some(match kind {
            InputKind::Fact(fact) => {
                let fact = &self.questionnaire.facts[*fact];
                let ids = fact.choice_ids().map(|ids| &**ids);
                let unit = match &fact.kind {
                    FactKind::Number { unit, .. } => Some(unit.to_string().into()),
                    _ => None,
                };
                plain(fact.id.as_str(), "fact", value_text(value, ids), unit)
            }
            InputKind::Answer(question) => {
                let question = &self.questionnaire.questions[*question];
                let unit = match &question.kind {
                    QuestionKind::Number { unit, .. } => Some(unit.to_string().into()),
                    QuestionKind::Scale { .. } => Some("number".into()),
                    _ => None,
                };
                let ids = question.statement_ids().map(|ids| &**ids);
                plain(question.id.as_str(), "answer", value_text(value, ids), unit)
            }
            InputKind::Ticked(question, at) => {
                let question = &self.questionnaire.questions[*question];
                let statement = question.statements().get(usize::from(*at)).map_or("", |s| s.id.as_str());
                let name = format!("ticked({}, '{statement}')", question.id);
                plain(name, "ticked", value_text(value, None), None)
            }
            InputKind::MostPoints(asked) => plain(
                written("max_points", asked),
                "max_points",
                value_text(value, None),
                Some("point".into()),
            ),
            InputKind::LeastPoints(asked) => plain(
                written("min_points", asked),
                "min_points",
                value_text(value, None),
                Some("point".into()),
            ),
            InputKind::Points(_) => return None,
            InputKind::Parameter(handle) => {
                let parameter = &self.scheme.parameters[*handle];
                let dated = parameter.on(self.on)?;
                let unit = Some(Cow::Borrowed(parameter.unit_text.as_str()));
                OperandRecord {
                    from: Some(dated.from.to_string()),
                    source: Some(dated.origin.source()),
                    ..plain(parameter.id.as_str(), "parameter", value_text(value, None), unit)
                }
            }
            InputKind::Step(handle) => {
                let step = &self.scheme.steps[*handle];
                plain(
                    step.id.as_str(),
                    "step",
                    value_text(value, None),
                    Some(Cow::Borrowed(step.unit_text.as_str())),
                )
            }
            InputKind::InYear(period) => {
                let unit = Unit::period(*period).over(&Unit::period(Period::Year)).to_string();
                plain(
                    format!("{}s_in_year", period.as_str()),
                    "year",
                    value_text(value, None),
                    Some(unit.into()),
                )
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
            Value::Condition(yes) => Cow::Borrowed(if *yes { "yes" } else { "no" }),
            _ => value_text(value, key_choices(&self.questionnaire, key)),
        });
        OperandRecord {
            key: Some(key.collect()),
            row: Some(row),
            source: Some(table.row_origin(row).source()),
            ..plain(
                table.id.as_str(),
                "table",
                value.to_string().into(),
                Some(Cow::Borrowed(table.value_text.as_str())),
            )
        }
    }
}

/// An operand that is neither a parameter nor a table.
fn plain<'a>(
    name: impl Into<Cow<'a, str>>,
    kind: &'static str,
    value: Cow<'a, str>,
    unit: Option<Cow<'a, str>>,
) -> OperandRecord<'a> {
    OperandRecord { name: name.into(), kind, key: None, row: None, value, unit, from: None, source: None }
}

/// A value as records write it; a choice by its id.
fn value_text<'a>(value: &Value, ids: Option<&'a [String]>) -> Cow<'a, str> {
    match value {
        Value::Number(number) => number.to_string().into(),
        Value::Condition(holds) => Cow::Borrowed(if *holds { "true" } else { "false" }),
        Value::Choice(at) => {
            Cow::Borrowed(ids.and_then(|ids| ids.get(usize::from(*at))).map_or("", String::as_str))
        }
        Value::Date(day) => day.to_string().into(),
    }
}
