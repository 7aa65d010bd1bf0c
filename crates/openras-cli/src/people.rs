//! People in a table: each row an assessment.

use std::collections::BTreeSet;

use openras::calibration::{CellRow, Cells};
use openras::core::{Day, Diagnostics};
use openras::prelude::*;
use openras::questionnaire::{FactKind, QuestionKind};
use serde_json::{Map, Value as Json};

/// The columns that a rulebook's people may have: its facts and questions, and `on`.
pub(crate) fn columns(rulebook: &Rulebook) -> BTreeSet<String> {
    let questionnaire = rulebook.questionnaire();
    let facts = questionnaire.facts.iter().map(|fact| fact.id.clone());
    let questions = questionnaire.questions.iter().map(|question| question.id.clone());
    facts.chain(questions).chain(["on".to_owned()]).collect()
}

/// The assessment of a row.
pub(crate) fn assessment(
    rulebook: &Rulebook,
    cells: &Cells,
    row: &CellRow,
    on: Option<Day>,
) -> Result<Assessment, Diagnostics> {
    let text = |name: &str| row.text(cells.column(name));
    let mut document = Map::new();
    document.insert("format".to_owned(), 1.into());
    if let Some(person) = text("person") {
        document.insert("person".to_owned(), person.into());
    }
    if let Some(day) = text("on").map(str::to_owned).or_else(|| on.map(|day| day.to_string())) {
        document.insert("on".to_owned(), day.into());
    }
    let questionnaire = rulebook.questionnaire();
    let facts = questionnaire.facts.iter().filter_map(|fact| {
        let text = text(&fact.id)?;
        let yes_no = match text {
            "true" | "yes" => Some(true),
            "false" | "no" => Some(false),
            _ => None,
        };
        let value = match yes_no.filter(|_| matches!(fact.kind, FactKind::YesNo)) {
            Some(yes) => Json::Bool(yes),
            None => text.into(),
        };
        Some((fact.id.clone(), value))
    });
    document.insert("facts".to_owned(), Json::Object(facts.collect()));
    let answers = questionnaire.questions.iter().filter_map(|question| {
        let text = text(&question.id)?;
        let list = || text.split('|').map(str::trim).filter(|id| !id.is_empty()).map(Json::from).collect();
        let value = match &question.kind {
            QuestionKind::Many { .. } => Json::Array(list()),
            QuestionKind::One { .. } if text.contains('|') => Json::Array(list()),
            _ => text.into(),
        };
        Some((question.id.clone(), value))
    });
    document.insert("answers".to_owned(), Json::Object(answers.collect()));
    Assessment::from_json(&Json::Object(document).to_string())
}
