//! From the questionnaire as it is written to what it means.

use std::sync::Arc;

use openras_core::document::{AmountIn, FormulaIn, Id, UnitIn};
use openras_core::{Amount, Arena, Code, Diagnostic, Diagnostics, Exact, Handle, Path, Text, Unit};
use openras_formula::Expr;

use crate::asked;
use crate::context::{Context, Origin};
use crate::document::{
    ChoiceDocument, FactDocument, FactKindWord, PartWord, QuestionDocument, QuestionKindWord,
    QuestionnaireDocument, SectionDocument, StatementDocument,
};
use crate::fact::{Choice, Fact, FactKind};
use crate::model::{Part, Question, QuestionKind, Questionnaire, Section, Statement};
use crate::namespace::{NameKind, Namespace};

impl Questionnaire {
    /// Reads what a questionnaire means, with every problem of meaning noted at its path.
    ///
    /// Ids are taken from `namespace`, which the scheme goes on with. The questionnaire that comes back has something in
    /// every place, so that a scheme can be checked against it even where it is broken.
    pub fn build(
        document: &QuestionnaireDocument,
        context: &Context,
        namespace: &mut Namespace,
        found: &mut Diagnostics,
    ) -> Questionnaire {
        let root = Path::root();
        let origin =
            context.origin(document.source.as_ref(), document.illustrative, &Origin::Unsaid, &root, found);
        let mut questionnaire = Questionnaire {
            id: document.id.as_str().to_owned(),
            version: document.version.clone(),
            title: context.text(Some(&document.title), "", &root.key("title"), found),
            purpose: document.purpose,
            checked_by: document.checked_by.clone().unwrap_or_default(),
            first_language: context.first_language().to_owned(),
            facts: Arena::new(),
            sections: Arena::new(),
            questions: Arena::new(),
        };
        for (at, fact) in document.fact.iter().enumerate() {
            let path = root.key("fact").index(at);
            namespace.take(&fact.id, NameKind::Fact, &path.key("id"), false, found);
            questionnaire.facts.push(build_fact(fact, context, &path, found));
        }
        for (at, section) in document.section.iter().enumerate() {
            let path = root.key("section").index(at);
            build_section(section, &mut questionnaire, &origin, context, namespace, &path, found);
        }
        questionnaire
    }
}

fn build_fact(document: &FactDocument, context: &Context, path: &Path, found: &mut Diagnostics) -> Fact {
    let id = &*document.id.known();
    let unfit = |key: &str, given: bool, found: &mut Diagnostics| {
        if given {
            found.push(unfit_key(key, path, "this kind of fact"));
        }
    };
    let broken = document.kind == FactKindWord::Broken;
    if document.kind != FactKindWord::Number && !broken {
        unfit("unit", document.unit.is_some(), found);
        unfit("min", document.min.is_some(), found);
        unfit("max", document.max.is_some(), found);
        unfit("decimals", document.decimals.is_some(), found);
    }
    if document.kind != FactKindWord::Choice && !broken {
        unfit("choices", document.choices.is_some(), found);
    }
    let kind = match document.kind {
        FactKindWord::Number => {
            let range = Range::read(
                document.unit.as_ref(),
                document.min.as_ref(),
                document.max.as_ref(),
                context,
                path,
                found,
            );
            range.map_or(FactKind::Broken, |Range { unit, min, max }| FactKind::Number {
                unit,
                min,
                max,
                decimals: document.decimals.unwrap_or(0),
            })
        }
        FactKindWord::Choice => build_choices(document, context, path, found),
        FactKindWord::YesNo => FactKind::YesNo,
        FactKindWord::Date => FactKind::Date,
        FactKindWord::Broken => FactKind::Broken,
    };
    let text = context.text(document.text.as_ref(), id, &path.key("text"), found);
    let mut fact = Fact { id: id.to_owned(), text, kind, default: None };
    if let Some(default) = &document.default
        && !matches!(fact.kind, FactKind::Broken)
        && !default.is_poisoned()
    {
        match fact.read(default) {
            Ok(value) => fact.default = Some(value),
            Err(misfits) => {
                found.extend(misfits.into_iter().map(|misfit| misfit.at(path.key("default"), id)))
            }
        }
    }
    fact
}

fn build_choices(
    document: &FactDocument,
    context: &Context,
    path: &Path,
    found: &mut Diagnostics,
) -> FactKind {
    let Some(list) = document.choices.as_deref() else {
        let message = format!("the choice `{}` has no `choices`", document.id.known());
        found.push(Diagnostic::new(Code::MissingKey, path.clone(), message).help("list the ids it may be"));
        return FactKind::Broken;
    };
    let mut choices: Vec<Choice> = Vec::new();
    let mut broken = list.is_empty();
    for (at, choice) in list.iter().enumerate() {
        let here = path.key("choices").index(at);
        let (id, text) = match choice {
            ChoiceDocument::Id(id) => (id, Text::Plain(id.as_str().to_owned())),
            ChoiceDocument::WithText(with) => {
                (&with.id, context.text(Some(&with.text), with.id.as_str(), &here.key("text"), found))
            }
        };
        broken |= id.is_poisoned();
        once(choices.iter().map(|known| known.id.as_str()), id, &here, "choice", found);
        choices.push(Choice { id: id.as_str().to_owned(), text });
    }
    if broken {
        return FactKind::Broken;
    }
    let ids: Arc<[String]> = choices.iter().map(|choice| choice.id.clone()).collect();
    FactKind::Choice { choices, ids }
}

fn build_section(
    document: &SectionDocument,
    questionnaire: &mut Questionnaire,
    around: &Origin,
    context: &Context,
    namespace: &mut Namespace,
    path: &Path,
    found: &mut Diagnostics,
) {
    namespace.take(&document.id, NameKind::Section, &path.key("id"), false, found);
    let origin = context.origin(document.source.as_ref(), document.illustrative, around, path, found);
    let handle = questionnaire.sections.push(Section {
        id: document.id.known().into_owned(),
        title: context.text(Some(&document.title), "", &path.key("title"), found),
        need: document.need.as_ref().map(|need| need.as_str().to_owned()),
        part: match document.part {
            None | Some(PartWord::Needs) => Part::Needs,
            Some(PartWord::NaturalSupport) => Part::NaturalSupport,
            Some(PartWord::Carer) => Part::Carer,
        },
        questions: Vec::new(),
    });
    for (at, question) in document.question.iter().enumerate() {
        let here = path.key("question").index(at);
        namespace.take(&question.id, NameKind::Question, &here.key("id"), false, found);
        let built = build_question(question, questionnaire, handle, &origin, context, &here, found);
        let question = questionnaire.questions.push(built);
        if let Some(section) = questionnaire.sections.get_mut(handle) {
            section.questions.push(question);
        }
    }
}

fn build_question(
    document: &QuestionDocument,
    questionnaire: &Questionnaire,
    section: Handle<Section>,
    around: &Origin,
    context: &Context,
    path: &Path,
    found: &mut Diagnostics,
) -> Question {
    let id = &*document.id.known();
    let origin = context.origin(document.source.as_ref(), document.illustrative, around, path, found);
    refuse_unfit_keys(document, path, found);
    Question {
        id: id.to_owned(),
        text: context.text(document.text.as_ref(), id, &path.key("text"), found),
        kind: build_kind(document, &origin, context, path, found),
        unanswered: document
            .unanswered
            .as_ref()
            .and_then(AmountIn::amount)
            .map(|amount| amount.value.clone()),
        asked_when: document
            .asked_when
            .as_ref()
            .and_then(|formula| condition(formula, questionnaire, path, found)),
        asked_when_source: document.asked_when.as_ref().and_then(FormulaIn::source).map(str::to_owned),
        section,
        origin,
    }
}

fn condition(
    formula: &FormulaIn,
    questionnaire: &Questionnaire,
    path: &Path,
    found: &mut Diagnostics,
) -> Option<Expr> {
    let source = formula.source()?;
    match asked::compile(source, questionnaire) {
        Ok(expr) => Some(expr),
        Err(faults) => {
            let here = path.key("asked_when");
            found.extend(faults.into_iter().map(|fault| {
                Diagnostic::new(fault.code, here.clone(), fault.message)
                    .maybe_help(fault.help)
                    .within(fault.span)
            }));
            None
        }
    }
}

/// Keys that belong to another kind of question.
fn refuse_unfit_keys(document: &QuestionDocument, path: &Path, found: &mut Diagnostics) {
    let kind = document.kind.unwrap_or(QuestionKindWord::One);
    if kind == QuestionKindWord::Broken {
        return;
    }
    let number = kind == QuestionKindWord::Number;
    let scale = document.scale.is_some();
    let (in_tables, in_line) = (document.statement.is_some(), document.statements.is_some());
    let unfit = [
        ("unit", document.unit.is_some() && !number),
        ("min", document.min.is_some() && !number),
        ("max", document.max.is_some() && !number),
        ("decimals", document.decimals.is_some() && !number),
        ("points_each", document.points_each.is_some() && !number),
        ("between", document.between.is_some() && (kind != QuestionKindWord::One || scale)),
        ("scale", scale && (kind != QuestionKindWord::One || in_tables || in_line)),
        ("statement", in_tables && number),
        ("statements", in_line && (number || in_tables)),
    ];
    for (key, _) in unfit.into_iter().filter(|(_, unfit)| *unfit) {
        found.push(unfit_key(key, path, "this kind of question, or beside what else it has"));
    }
}

fn unfit_key(key: &str, path: &Path, what: &str) -> Diagnostic {
    Diagnostic::new(Code::UnknownKey, path.key(key), format!("`{key}` is not a key of {what}"))
        .on_key()
        .help("leave it out, or change `kind`")
}

fn build_kind(
    document: &QuestionDocument,
    origin: &Origin,
    context: &Context,
    path: &Path,
    found: &mut Diagnostics,
) -> QuestionKind {
    let kind = document.kind.unwrap_or(QuestionKindWord::One);
    if kind == QuestionKindWord::Broken {
        return QuestionKind::Broken;
    }
    if let Some(scale) = &document.scale {
        if scale.is_broken() {
            return QuestionKind::Broken;
        }
        if scale.from > scale.to {
            let message = format!("the scale from {} to {} is empty", scale.from, scale.to);
            found.push(
                Diagnostic::new(Code::OutOfRange, path.key("scale"), message).help("put the lower end first"),
            );
            return QuestionKind::Broken;
        }
        return QuestionKind::Scale { from: scale.from, to: scale.to };
    }
    if kind == QuestionKindWord::Number {
        let range = Range::read(
            document.unit.as_ref(),
            document.min.as_ref(),
            document.max.as_ref(),
            context,
            path,
            found,
        );
        let points_each = match &document.points_each {
            None => Some(Exact::ONE),
            Some(each) => each.amount().map(|amount| amount.value.clone()),
        };
        return match (range, points_each) {
            (Some(Range { unit, min, max }), Some(points_each)) => {
                QuestionKind::Number { unit, min, max, decimals: document.decimals.unwrap_or(0), points_each }
            }
            _ => QuestionKind::Broken,
        };
    }
    if document.statement.is_none() && document.statements.is_none() {
        if document.id.known().is_empty() {
            return QuestionKind::Broken;
        }
        let message = format!("the question `{}` has no statements", document.id.known());
        found.push(
            Diagnostic::new(Code::MissingKey, path.clone(), message)
                .help("add `statements`, a `scale`, or kind = \"number\""),
        );
        return QuestionKind::Broken;
    }
    let statements = build_statements(document, origin, context, path, found);
    let poisoned =
        |list: &Option<Vec<StatementDocument>>| list.iter().flatten().any(|one| one.id.is_poisoned());
    if statements.is_empty() || poisoned(&document.statement) || poisoned(&document.statements) {
        return QuestionKind::Broken;
    }
    let ids: Arc<[String]> = statements.iter().map(|statement| statement.id.clone()).collect();
    match kind {
        QuestionKindWord::Many => QuestionKind::Many { statements, ids },
        _ => QuestionKind::One { statements, ids, between: document.between.unwrap_or(false) },
    }
}

fn build_statements(
    document: &QuestionDocument,
    around: &Origin,
    context: &Context,
    path: &Path,
    found: &mut Diagnostics,
) -> Vec<Statement> {
    let lists = [("statement", &document.statement), ("statements", &document.statements)];
    let all = lists.into_iter().flat_map(|(key, list)| {
        list.iter().flatten().enumerate().map(move |(at, statement)| (path.key(key).index(at), statement))
    });
    let mut statements: Vec<Statement> = Vec::new();
    for (here, statement) in all {
        let id = &statement.id;
        once(statements.iter().map(|known| known.id.as_str()), id, &here.key("id"), "statement", found);
        let origin = context.origin(statement.source.as_ref(), statement.illustrative, around, &here, found);
        let points = statement.points.amount().map_or(Exact::ZERO, |amount: &Amount| amount.value.clone());
        statements.push(Statement {
            id: id.as_str().to_owned(),
            text: context.text(statement.text.as_ref(), id.as_str(), &here.key("text"), found),
            shows_need: statement.shows_need.unwrap_or(points.is_positive()),
            no_natural_support: statement.no_natural_support.unwrap_or(false),
            points,
            origin,
        });
    }
    statements
}

/// Notes an id that stands twice in one list.
fn once<'a>(
    mut known: impl Iterator<Item = &'a str>,
    id: &Id,
    path: &Path,
    what: &str,
    found: &mut Diagnostics,
) {
    if !id.is_poisoned() && known.any(|other| other == id.as_str()) {
        let message = format!("the {what} `{}` is there twice", id.as_str());
        found.push(
            Diagnostic::new(Code::DuplicateId, path.clone(), message).help("give each an id of its own"),
        );
    }
}

struct Range {
    unit: Unit,
    min: Exact,
    max: Exact,
}

impl Range {
    fn read(
        unit: Option<&UnitIn>,
        min: Option<&AmountIn>,
        max: Option<&AmountIn>,
        context: &Context,
        path: &Path,
        found: &mut Diagnostics,
    ) -> Option<Range> {
        for (key, value) in [("min", min), ("max", max)] {
            if value.is_none() {
                let message = format!("a number needs its `{key}`");
                found.push(
                    Diagnostic::new(Code::MissingKey, path.clone(), message).help(format!("add {key} = …")),
                );
            }
        }
        let unit = match unit {
            None => Some(Unit::number()),
            Some(unit) => context.unit(unit, &path.key("unit"), found),
        };
        let (min, max) = (min?.amount()?.value.clone(), max?.amount()?.value.clone());
        if min > max {
            let message = format!("nothing lies from {min} to {max}");
            found.push(
                Diagnostic::new(Code::OutOfRange, path.key("max"), message)
                    .help("put the least in `min` and the most in `max`"),
            );
            return None;
        }
        Some(Range { unit: unit?, min, max })
    }
}
