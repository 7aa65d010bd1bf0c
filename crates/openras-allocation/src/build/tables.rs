use std::collections::BTreeSet;

use openras_core::document::{Cell, is_poisoned, percent_fits};
use openras_core::{Arena, Code, Diagnostic, Diagnostics, Path, Unit, nearest};
use openras_formula::{Decimals, Key};
use openras_questionnaire::{
    Context, FactKind, NameKind, Namespace, Origin, QuestionKind, Questionnaire, fact_type,
};

use super::rows;
use crate::document::{LookupWord, SchemeDocument, TableDocument};
use crate::model::Parameter;
use crate::names::question_domain;
use crate::table::{Edge, Near, Rows, Table, Worth};

/// What a table and its rows are read against.
#[derive(Clone)]
pub(super) struct Frame<'a> {
    pub(super) parameters: &'a Arena<Parameter>,
    pub(super) broken: &'a BTreeSet<String>,
    pub(super) namespace: &'a Namespace,
    pub(super) questionnaire: &'a Questionnaire,
    pub(super) context: &'a Context,
    pub(super) value: Option<Unit>,
    pub(super) origin: Origin,
}

/// Reads the tables, and says which of them have a gap that is reported already.
pub(super) fn build(
    document: &SchemeDocument,
    around: &Frame<'_>,
    found: &mut Diagnostics,
) -> (Arena<Table>, BTreeSet<String>) {
    let mut tables = Arena::new();
    let mut gaps = BTreeSet::new();
    let context = around.context;
    for (id, table) in &document.tables {
        let path = Path::root().key("tables").key(id.as_str());
        let value = context.unit(&table.value, &path.key("value"), found);
        let origin = context.origin(table.source.as_ref(), table.illustrative, &around.origin, &path, found);
        let frame = Frame { value, origin, ..around.clone() };
        if let Some(table) = one(&id.known(), table, &frame, &path, found) {
            if let Rows::Band(bands) = &table.rows
                && rows::refuse_gaps(&table.id, bands, &path, found)
            {
                gaps.insert(table.id.clone());
            }
            tables.push(table);
        }
    }
    (tables, gaps)
}

fn one(
    id: &str,
    document: &TableDocument,
    frame: &Frame<'_>,
    path: &Path,
    found: &mut Diagnostics,
) -> Option<Table> {
    let text = frame.context.text(document.text.as_ref(), id, &path.key("text"), found);
    if document.lookup == LookupWord::Broken {
        return None;
    }
    let keys = keys(id, document, frame, path, found);
    if document.rows.is_empty() {
        return None;
    }
    let rows = match document.lookup {
        LookupWord::Band => rows::bands(document, frame, path, found).map(Rows::Band),
        LookupWord::Choice => {
            keys.as_ref().and_then(|keys| rows::choices(document, keys, frame, path, found)).map(Rows::Choice)
        }
        LookupWord::Floor => rows::at(document, frame, path, found).map(|rows| Rows::At(Near::Floor, rows)),
        LookupWord::Ceiling => {
            rows::at(document, frame, path, found).map(|rows| Rows::At(Near::Ceiling, rows))
        }
        LookupWord::Nearest => {
            rows::at(document, frame, path, found).map(|rows| Rows::At(Near::Nearest, rows))
        }
        LookupWord::Exact => rows::at(document, frame, path, found).map(|rows| Rows::At(Near::Exact, rows)),
        LookupWord::Linear => rows::at(document, frame, path, found).map(|rows| Rows::At(Near::Linear, rows)),
        LookupWord::Broken => None,
    };
    let takes_below =
        !matches!(document.lookup, LookupWord::Ceiling | LookupWord::Exact | LookupWord::Choice);
    let takes_above = !matches!(document.lookup, LookupWord::Floor | LookupWord::Exact | LookupWord::Choice);
    let below = edge("below", document.below.as_ref(), takes_below, frame, path, found);
    let above = edge("above", document.above.as_ref(), takes_above, frame, path, found);
    let (value, rows) = (frame.value.clone()?, rows?);
    let decimals = decimals(&rows, [&below, &above], frame.parameters);
    let (id, origin, value_text) = (id.to_owned(), frame.origin.clone(), value.to_string());
    Some(Table { id, text, keys: keys?, value, value_text, decimals, rows, below, above, origin })
}

/// What the table is looked up by.
fn keys(
    id: &str,
    document: &TableDocument,
    frame: &Frame<'_>,
    path: &Path,
    found: &mut Diagnostics,
) -> Option<Vec<Key>> {
    let choice = document.lookup == LookupWord::Choice;
    let named = document.key.iter().chain(document.keys.iter().flatten());
    if named.into_iter().any(|name| is_poisoned(name)) {
        return None;
    }
    match (&document.key, &document.keys) {
        // `keys` was no list, or an empty one, which is told.
        (None, Some(names)) if names.is_empty() => None,
        (None, None) => {
            let message = format!("the table `{id}` has no `key`");
            let help = if choice {
                "name the fact or question"
            } else {
                "give the unit of the key: key = \"point\""
            };
            found.push(Diagnostic::new(Code::MissingKey, path.clone(), message).help(help));
            None
        }
        (Some(_), Some(_)) => {
            let message = "a table has either `key` or `keys`";
            found.push(
                Diagnostic::new(Code::UnknownKey, path.key("keys"), message).on_key().help("leave one out"),
            );
            None
        }
        (None, Some(_)) if !choice => {
            let message = "`keys` belongs to lookup = \"choice\"";
            let problem = Diagnostic::new(Code::UnknownKey, path.key("keys"), message).on_key();
            found.push(problem.help("give one `key`, the unit of the number"));
            None
        }
        (Some(unit), None) if !choice => {
            unit_key(unit, frame.context, &path.key("key"), found).map(|key| vec![key])
        }
        (Some(name), None) => choice_key(name, frame, &path.key("key"), found).map(|key| vec![key]),
        (None, Some(names)) => {
            let keys: Vec<Option<Key>> = names
                .iter()
                .enumerate()
                .map(|(at, name)| choice_key(name, frame, &path.key("keys").index(at), found))
                .collect();
            keys.into_iter().collect()
        }
    }
}

fn unit_key(unit: &str, context: &Context, path: &Path, found: &mut Diagnostics) -> Option<Key> {
    match context.parse_unit(unit) {
        Ok(unit) => Some(Key::Number(unit)),
        Err(error) => {
            let code = match error {
                openras_core::UnitError::Form(_) => Code::Syntax,
                openras_core::UnitError::Name(_) => Code::UnknownName,
            };
            let help = "the key of a table of numbers is a unit, such as point";
            found.push(Diagnostic::new(code, path.clone(), error.to_string()).help(help));
            None
        }
    }
}

fn choice_key(name: &str, frame: &Frame<'_>, path: &Path, found: &mut Diagnostics) -> Option<Key> {
    let questionnaire = frame.questionnaire;
    let mut refuse = |code: Code, message: String, help: String| {
        found.push(Diagnostic::new(code, path.clone(), message).help(help));
        None
    };
    if let Some(fact) = questionnaire.fact(name) {
        return match (&questionnaire.facts[fact].kind, fact_type(questionnaire, fact)) {
            (FactKind::YesNo, _) => Some(Key::Condition),
            (FactKind::Broken, _) => Some(Key::Unknown),
            (_, (openras_formula::Type::Choice(domain), _)) => Some(Key::Choice(domain)),
            _ => refuse(
                Code::TypeMismatch,
                format!("`{name}` is not a choice"),
                "the key of a choice table is a choice or yes_no fact, or a question with one answer"
                    .to_owned(),
            ),
        };
    }
    if let Some(question) = questionnaire.question(name) {
        return match &questionnaire.questions[question].kind {
            QuestionKind::One { .. } => Some(Key::Choice(question_domain(questionnaire, question))),
            QuestionKind::Broken => Some(Key::Unknown),
            _ => refuse(
                Code::TypeMismatch,
                format!("`{name}` has no single statement for an answer"),
                "the key of a choice table is a choice or yes_no fact, or a question with one answer"
                    .to_owned(),
            ),
        };
    }
    let kinds = [NameKind::Fact, NameKind::Question];
    if frame.namespace.kind(name).is_none() && frame.namespace.may_be(&kinds) {
        return None;
    }
    let known = questionnaire.facts.iter().map(|fact| fact.id.as_str());
    let known = known.chain(questionnaire.questions.iter().map(|question| question.id.as_str()));
    let help = match nearest(name, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "name a fact or a question of questionnaire.toml".to_owned(),
    };
    refuse(Code::UnknownName, format!("there is no fact or question `{name}`"), help)
}

fn edge(
    key: &str,
    written: Option<&Cell>,
    allowed: bool,
    frame: &Frame<'_>,
    path: &Path,
    found: &mut Diagnostics,
) -> Edge {
    let Some(cell) = written else {
        return Edge::Refuse;
    };
    if !allowed {
        let message = format!("`{key}` has no meaning for this lookup");
        found.push(Diagnostic::new(Code::UnknownKey, path.key(key), message).on_key().help("leave it out"));
        return Edge::Refuse;
    }
    match cell.word() {
        Some("refuse") => Edge::Refuse,
        Some("refer") => Edge::Refer,
        _ => worth(cell, frame, &path.key(key), found).map_or(Edge::Refuse, Edge::Is),
    }
}

/// The value of a cell: an amount, or a parameter of the table's unit.
pub(super) fn worth(cell: &Cell, frame: &Frame<'_>, path: &Path, found: &mut Diagnostics) -> Option<Worth> {
    if let Some(amount) = cell.amount() {
        percent_fits(amount, frame.value.as_ref(), path, found);
        return Some(Worth::Amount(amount.clone()));
    }
    let name = cell.word()?;
    if frame.broken.contains(name) {
        return None;
    }
    let Some(handle) = frame.parameters.find(|parameter| parameter.id == name) else {
        if frame.namespace.kind(name).is_none() && frame.namespace.may_be(&[NameKind::Parameter]) {
            return None;
        }
        let help = match nearest(name, frame.parameters.iter().map(|parameter| parameter.id.as_str())) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write an amount, such as \"500.00\", or the id of a parameter".to_owned(),
        };
        found.push(
            Diagnostic::new(Code::UnknownName, path.clone(), format!("there is no parameter `{name}`"))
                .help(help),
        );
        return None;
    };
    let unit = &frame.parameters[handle].unit;
    if frame.value.as_ref().is_some_and(|value| value != unit) {
        let wanted = frame.value.clone().unwrap_or_default();
        let message = format!("`{name}` is {unit}, and the table's values are {wanted}");
        found.push(
            Diagnostic::new(Code::UnitMismatch, path.clone(), message)
                .help("the parameter needs the table's unit"),
        );
    }
    Some(Worth::Parameter(handle))
}

/// The most decimals of a table's values.
fn decimals(rows: &Rows, edges: [&Edge; 2], parameters: &Arena<Parameter>) -> Decimals {
    let of = |worth: &Worth| match worth {
        Worth::Amount(amount) => Decimals::AtMost(amount.decimals),
        Worth::Parameter(handle) => parameters[*handle].decimals(),
    };
    let rows: Vec<&Worth> = match rows {
        Rows::At(Near::Linear, _) => return Decimals::Any,
        Rows::At(_, rows) => rows.iter().map(|row| &row.row.is).collect(),
        Rows::Band(bands) => bands.iter().map(|band| &band.row.is).collect(),
        Rows::Choice(rows) => rows.iter().map(|row| &row.row.is).collect(),
    };
    let edges = edges.into_iter().filter_map(|edge| match edge {
        Edge::Is(worth) => Some(worth),
        Edge::Refuse | Edge::Refer => None,
    });
    rows.into_iter().chain(edges).map(of).max().unwrap_or(Decimals::AtMost(0))
}
