//! Numbers that name no source and are not marked as made up: one warning for each place that somebody would mend.

use openras_allocation::{Edge, Rows, Table, Worth};
use openras_core::{Code, Diagnostic, Diagnostics, Path};
use openras_questionnaire::{Origin, Question, QuestionKind};

use crate::lint::unused::question_path;
use crate::rulebook::Rulebook;

/// What has a number without a source: questions (points), parameters, tables, streams, the counts of a year, and the days
/// in which a challenge is answered. Ranges of facts and answers are no amounts.
pub(super) fn unsourced(rulebook: &Rulebook) -> Diagnostics {
    let mut found = Diagnostics::new();
    frame(rulebook, &mut found);
    questions(rulebook, &mut found);
    scheme(rulebook, &mut found);
    found
}

fn note(found: &mut Diagnostics, file: &str, path: Path, what: &str, id: &str) {
    let message = format!("{what} of `{id}` name no source and are not marked as illustrative");
    let help = "add source = \"…\", the id of a [[source]] in rulebook.toml, or illustrative = true";
    found.push(Diagnostic::new(Code::Unsourced, path, message).help(help).about(id).in_file(file));
}

fn frame(rulebook: &Rulebook, found: &mut Diagnostics) {
    let document = &rulebook.document;
    let days = document.challenge.as_ref().and_then(|challenge| challenge.answer_within_days);
    if days.is_some() && document.illustrative != Some(true) {
        let path = Path::root().key("challenge").key("answer_within_days");
        let message = "the days in which a challenge is answered are not marked as illustrative";
        let problem = Diagnostic::new(Code::Unsourced, path, message);
        found.push(problem.help("add illustrative = true at the top of the file").in_file("rulebook.toml"));
    }
}

fn questions(rulebook: &Rulebook, found: &mut Diagnostics) {
    let questionnaire = &rulebook.questionnaire;
    for (at, section) in rulebook.questionnaire_document.section.iter().enumerate() {
        for (place, document) in section.question.iter().enumerate() {
            let Some(handle) = questionnaire.question(document.id.as_str()) else {
                continue;
            };
            let written = document.points_each.is_some() || document.unanswered.is_some();
            if has_unsaid(&questionnaire.questions[handle], written) {
                note(
                    found,
                    "questionnaire.toml",
                    question_path(at, place).key("id"),
                    "the points",
                    document.id.as_str(),
                );
            }
        }
    }
}

/// Whether a number of the question has no source; `written`: it says what one is worth, or no answer.
fn has_unsaid(question: &Question, written: bool) -> bool {
    let unsaid = question.origin == Origin::Unsaid;
    match &question.kind {
        QuestionKind::Scale { .. } => unsaid,
        _ => {
            (unsaid && written)
                || question.statements().iter().any(|statement| statement.origin == Origin::Unsaid)
        }
    }
}

fn scheme(rulebook: &Rulebook, found: &mut Diagnostics) {
    let (scheme, document) = (&rulebook.scheme, &rulebook.scheme_document);
    let root = Path::root();
    if document.source.is_none() && document.illustrative != Some(true) {
        let message = "the counts of [year] name no source and are not marked as illustrative";
        let problem = Diagnostic::new(Code::Unsourced, root.key("year"), message).on_key();
        let help = "add source = \"…\" or illustrative = true at the top of the file, above [year]";
        found.push(problem.help(help).in_file("scheme.toml"));
    }
    for parameter in &scheme.parameters {
        if parameter.values.iter().any(|value| value.origin == Origin::Unsaid) {
            let path = root.key("parameters").key(parameter.id.clone());
            note_key(found, path, "the values", &parameter.id);
        }
    }
    for table in scheme.tables.iter().filter(|table| table_has_unsaid(table)) {
        note_key(found, root.key("tables").key(table.id.clone()), "the numbers", &table.id);
    }
    for stream in &scheme.streams {
        let numbers = stream.max.is_some() || stream.share.is_some() || stream.requires.is_some();
        if numbers && stream.origin == Origin::Unsaid {
            note_key(found, root.key("streams").key(stream.id.clone()), "the numbers", &stream.id);
        }
    }
}

fn note_key(found: &mut Diagnostics, path: Path, what: &str, id: &str) {
    let mut here = Diagnostics::new();
    note(&mut here, "scheme.toml", path, what, id);
    found.extend(here.into_iter().map(Diagnostic::on_key));
}

fn table_has_unsaid(table: &Table) -> bool {
    // A row that names a parameter has its number there; only the number it is at is its own.
    let keyed = |origin: &Origin| *origin == Origin::Unsaid;
    let rows = match &table.rows {
        Rows::Band(bands) => bands.iter().any(|band| keyed(&band.row.origin)),
        Rows::At(_, rows) => rows.iter().any(|row| keyed(&row.row.origin)),
        Rows::Choice(rows) => {
            rows.iter().any(|row| matches!(row.row.is, Worth::Amount(_)) && keyed(&row.row.origin))
        }
    };
    let amount = |edge: &Edge| matches!(edge, Edge::Is(Worth::Amount(_)));
    rows || (table.origin == Origin::Unsaid && (amount(&table.below) || amount(&table.above)))
}
