//! A log as a table.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use crate::event::{Body, FreeText};
use crate::state::State;

/// The columns of an exported log.
const COLUMNS: [&str; 14] = [
    "n",
    "on",
    "event",
    "stage",
    "by",
    "role",
    "decision",
    "amount",
    "per",
    "reasons",
    "why",
    "text",
    "text_sha256",
    "sha256",
];

/// The log as csv: one event a row, with its free text where it is kept.
pub fn export_csv(state: &State, texts: &[FreeText]) -> String {
    let words: BTreeMap<&str, &str> =
        texts.iter().map(|text| (text.sha256.as_str(), text.text.as_str())).collect();
    let mut csv = row(&COLUMNS.map(str::to_owned));
    for event in &state.events {
        let text = event.text.clone().unwrap_or_default();
        let mut cells = vec![event.n.to_string(), event.on().map(|on| on.to_string()).unwrap_or_default()];
        cells.push(event.name().to_owned());
        cells.push(state.pathway.stage_of(event.name()).map(|stage| stage.to_string()).unwrap_or_default());
        cells.push(event.by().unwrap_or_default().to_owned());
        cells.extend(match &event.body {
            Body::Recorded(document) => {
                let amount = document.amount.as_ref().and_then(|amount| amount.amount());
                let reasons: Vec<&str> = document.reasons.iter().map(|id| id.as_str()).collect();
                [
                    document.role.as_str().to_owned(),
                    document.decision.as_ref().map(|id| id.as_str().to_owned()).unwrap_or_default(),
                    amount.map(|amount| amount.value.to_fixed(state.opened.decimals)).unwrap_or_default(),
                    document.per.map(|per| per.as_str().to_owned()).unwrap_or_default(),
                    reasons.join("|"),
                    document.why.as_ref().map(|id| id.as_str().to_owned()).unwrap_or_default(),
                ]
            }
            _ => Default::default(),
        });
        cells.push(words.get(text.as_str()).copied().unwrap_or_default().to_owned());
        cells.extend([text, event.sha256.clone()]);
        csv.push_str(&row(&cells));
    }
    csv
}

/// A row of csv: a cell is quoted where it must be.
pub(crate) fn row(cells: &[String]) -> String {
    let quoted = |cell: &String| match cell.contains(['"', ',', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.clone(),
    };
    cells.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n"
}

/// The log as JSON: each event as it stands in it, and under `words` its free text where it is kept.
///
/// # Errors
/// What cannot be written as JSON.
pub fn export_json(state: &State, texts: &[FreeText]) -> Result<Json, serde_json::Error> {
    let words: BTreeMap<&str, &str> =
        texts.iter().map(|text| (text.sha256.as_str(), text.text.as_str())).collect();
    let mut events = Vec::new();
    for event in &state.events {
        let mut value = match &event.body {
            Body::Opened(opened) => serde_json::to_value(opened)?,
            Body::Disposed(disposed) => serde_json::to_value(disposed)?,
            Body::Recorded(document) => serde_json::to_value(document)?,
        };
        if let Some(value) = value.as_object_mut() {
            value.insert("n".to_owned(), event.n.into());
            value.insert("sha256".to_owned(), event.sha256.clone().into());
            if let Some(text) = &event.text {
                value.insert("text".to_owned(), text.clone().into());
                let text = words.get(text.as_str()).map(|text| Json::from(*text));
                value.insert("words".to_owned(), text.unwrap_or_default());
            }
        }
        events.push(value);
    }
    Ok(json!({ "record": "openras.case_export/1", "case": state.opened.case, "events": events }))
}
