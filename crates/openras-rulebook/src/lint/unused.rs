//! What nothing names: facts, questions, parameters, tables, sources; and steps that nothing works towards.

use std::collections::BTreeSet;

use openras_allocation::{Edge, InputKind, Rows, Scheme, Step, Table, Uses, Worth};
use openras_core::document::{Node, Value};
use openras_core::{Code, Diagnostic, Diagnostics, Handle, Path};
use openras_questionnaire::{Fact, Question};

use crate::rulebook::Rulebook;
use crate::toml::toml_document;

/// What is named in formulas, tables and questions.
#[derive(Default)]
struct Named {
    facts: BTreeSet<Handle<Fact>>,
    questions: BTreeSet<Handle<Question>>,
    parameters: BTreeSet<String>,
    tables: BTreeSet<usize>,
}

/// The place of a question in `questionnaire.toml`.
pub(super) fn question_path(section: usize, question: usize) -> Path {
    Path::root().key("section").index(section).key("question").index(question)
}

/// A warning for everything that nothing names, and for every step that neither the result nor a case uses.
pub(super) fn unused(rulebook: &Rulebook) -> Diagnostics {
    let mut found = Diagnostics::new();
    let named = Named::of(rulebook);
    let mut note = |file: &str, path: Path, on_key: bool, what: &str, id: &str| {
        let problem = Diagnostic::new(Code::Unused, path, format!("nothing uses the {what} `{id}`"));
        let problem = if on_key { problem.on_key() } else { problem };
        found.push(problem.help("use it, or leave it out").about(id).in_file(file));
    };
    let root = Path::root();
    let sources = sources_named(rulebook);
    for (at, source) in rulebook.document.source.iter().enumerate() {
        if !sources.contains(source.id.as_str()) {
            note(
                "rulebook.toml",
                root.key("source").index(at).key("id"),
                false,
                "source",
                source.id.as_str(),
            );
        }
    }
    let questionnaire = &rulebook.questionnaire;
    for (handle, fact) in questionnaire.facts.handles().filter(|(handle, _)| !named.facts.contains(handle)) {
        note("questionnaire.toml", root.key("fact").index(handle.index()).key("id"), false, "fact", &fact.id);
    }
    for (section, questions) in questionnaire.sections.handles() {
        for (at, handle) in
            questions.questions.iter().enumerate().filter(|(_, handle)| !named.questions.contains(handle))
        {
            let path = question_path(section.index(), at).key("id");
            note("questionnaire.toml", path, false, "question", &questionnaire.questions[*handle].id);
        }
    }
    let scheme = &rulebook.scheme;
    for parameter in scheme.parameters.iter().filter(|parameter| !named.parameters.contains(&parameter.id)) {
        note(
            "scheme.toml",
            root.key("parameters").key(parameter.id.clone()),
            true,
            "parameter",
            &parameter.id,
        );
    }
    for (_, table) in scheme.tables.handles().filter(|(handle, _)| !named.tables.contains(&handle.index())) {
        note("scheme.toml", root.key("tables").key(table.id.clone()), true, "table", &table.id);
    }
    let worked = steps_worked_towards(rulebook);
    for (handle, step) in scheme.steps.handles().filter(|(handle, _)| !worked.contains(handle)) {
        let path = root.key("step").index(handle.index()).key("id");
        let problem = Diagnostic::new(
            Code::Unused,
            path,
            format!("neither the result nor a case uses the step `{}`", step.id),
        );
        let help = "use it, expect it in a case, or leave it out";
        found.push(problem.help(help).about(step.id.clone()).in_file("scheme.toml"));
    }
    found
}

impl Named {
    fn of(rulebook: &Rulebook) -> Named {
        let (scheme, questionnaire) = (&rulebook.scheme, &rulebook.questionnaire);
        let mut named = Named::default();
        for (_, written) in scheme.formulas() {
            let uses = Uses::of(written);
            for id in uses.inputs {
                named.add(scheme, scheme.input(id));
            }
            named.tables.extend(uses.tables.iter().filter_map(|table| usize::try_from(table.0).ok()));
        }
        for table in &scheme.tables {
            named.parameters.extend(parameters_of(table).map(|handle| scheme.parameters[handle].id.clone()));
        }
        for (_, table) in &rulebook.scheme_document.tables {
            for key in table.key.iter().chain(table.keys.iter().flatten()) {
                named.facts.extend(questionnaire.fact(key));
                named.questions.extend(questionnaire.question(key));
            }
        }
        for condition in questionnaire.questions.iter().filter_map(|question| question.asked_when.as_ref()) {
            let mut uses = Uses::default();
            uses.add(condition);
            let places = uses.inputs.iter().filter_map(|id| usize::try_from(id.0).ok());
            named.facts.extend(places.filter_map(|place| questionnaire.facts.handle(place)));
        }
        named
    }

    fn add(&mut self, scheme: &Scheme, kind: Option<&InputKind>) {
        match kind {
            Some(InputKind::Fact(fact)) => {
                self.facts.insert(*fact);
            }
            Some(InputKind::Answer(question) | InputKind::Ticked(question, _)) => {
                self.questions.insert(*question);
            }
            Some(InputKind::Points(asked) | InputKind::MostPoints(asked) | InputKind::LeastPoints(asked)) => {
                self.questions.extend(&asked.questions);
            }
            Some(InputKind::Parameter(parameter)) => {
                self.parameters.insert(scheme.parameters[*parameter].id.clone());
            }
            Some(InputKind::Step(_) | InputKind::InYear(_) | InputKind::On) | None => {}
        }
    }
}

/// The parameters that a table's cells name.
fn parameters_of(table: &Table) -> impl Iterator<Item = Handle<openras_allocation::Parameter>> {
    let mut cells: Vec<&Worth> = match &table.rows {
        Rows::Band(bands) => bands.iter().map(|band| &band.row.is).collect(),
        Rows::At(_, rows) => rows.iter().map(|row| &row.row.is).collect(),
        Rows::Choice(rows) => rows.iter().map(|row| &row.row.is).collect(),
    };
    cells.extend([&table.below, &table.above].into_iter().filter_map(|edge| match edge {
        Edge::Is(worth) => Some(worth),
        Edge::Refuse | Edge::Refer => None,
    }));
    cells.into_iter().filter_map(|worth| match worth {
        Worth::Parameter(handle) => Some(*handle),
        Worth::Amount(_) => None,
    })
}

/// The result, the steps that cases name, and the steps that those need.
fn steps_worked_towards(rulebook: &Rulebook) -> BTreeSet<Handle<Step>> {
    let mut reached: Vec<Handle<Step>> = rulebook.steps_of_cases();
    reached.push(rulebook.scheme.result);
    let mut worked = BTreeSet::new();
    while let Some(handle) = reached.pop() {
        if worked.insert(handle) {
            reached.extend(rulebook.scheme.steps_used(&rulebook.scheme.steps[handle]));
        }
    }
    worked
}

/// The ids that stand as a `source` in any file of the folder, read here or not.
fn sources_named(rulebook: &Rulebook) -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for document in rulebook.documents.values() {
        collect(&document.root, false, &mut named);
    }
    let folder = &rulebook.folder;
    let unread = |file: &&String| file.ends_with(".toml") && !rulebook.documents.contains_key(file.as_str());
    for file in folder.files.keys().filter(unread) {
        let text = folder.files.get(file).cloned().unwrap_or_default();
        if let Ok(document) = toml_document(folder.path_of(file), text) {
            collect(&document.root, false, &mut named);
        }
    }
    named
}

/// The texts within `node` that stand under the key `source`.
fn collect(node: &Node, is_source: bool, named: &mut BTreeSet<String>) {
    match &node.value {
        Value::String(text) if is_source => drop(named.insert(text.clone())),
        Value::Table(entries) => {
            for (key, inner) in entries {
                collect(inner, key.name == "source", named);
            }
        }
        Value::List(items) => items.iter().for_each(|item| collect(item, is_source, named)),
        _ => {}
    }
}
