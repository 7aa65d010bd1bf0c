use openras_core::document::FormulaIn;
use openras_core::{Arena, Code, Diagnostic, Diagnostics, Handle, Path, Period, Unit};
use openras_formula::{Decimals, Expr, Fault, Formula, Names, Type, unit_help};
use openras_questionnaire::{Context, NameKind, Origin};

use crate::document::{RuleDocument, SchemeDocument, StepDocument};
use crate::model::{Rule, Step, Written};
use crate::names::{Declared, SchemeNames};

/// Reads the steps in order. A step that is broken keeps its name and unit in `names`.
pub(super) fn build(
    document: &SchemeDocument,
    names: &mut SchemeNames<'_>,
    around: &Origin,
    context: &Context,
    found: &mut Diagnostics,
) -> Arena<Step> {
    let mut steps = Arena::new();
    for (at, step) in document.step.iter().enumerate() {
        let unit = context.unit(&step.unit, &Path::root().key("step").index(at).key("unit"), found);
        let id = step.id.known().into_owned();
        names.steps.push(Declared { id, unit, decimals: Decimals::AtMost(0), handle: None });
    }
    for (at, step) in document.step.iter().enumerate() {
        names.above = at;
        let path = Path::root().key("step").index(at);
        let unit = names.steps.get(at).and_then(|declared| declared.unit.clone());
        let origin = context.origin(step.source.as_ref(), step.illustrative, around, &path, found);
        let text = context.text(step.text.as_ref(), step.id.as_str(), &path.key("text"), found);
        let formula = amount(&step.formula, unit.as_ref(), names, &path.key("formula"), found);
        let when = conditional(step, unit.as_ref(), names, &path, found);
        let (Some(unit), Some(formula), Ok(when)) = (unit, formula, when) else {
            // Something in every place keeps the handles of the steps below right; this scheme is never returned.
            continue;
        };
        let decimals = match &when {
            Some((_, otherwise)) => formula.expr.decimals.max(otherwise.expr.decimals),
            None => formula.expr.decimals,
        };
        let id = step.id.known().into_owned();
        let handle =
            steps.push(Step { id, text, unit_text: unit.to_string(), unit, formula, when, decimals, origin });
        if let Some(declared) = names.steps.get_mut(at) {
            declared.decimals = decimals;
            declared.handle = Some(handle);
        }
    }
    names.above = document.step.len();
    steps
}

/// `Err` where it is broken.
fn conditional(
    step: &StepDocument,
    unit: Option<&Unit>,
    names: &mut SchemeNames<'_>,
    path: &Path,
    found: &mut Diagnostics,
) -> Result<Option<(Written, Written)>, ()> {
    match (&step.when, &step.otherwise) {
        (None, None) => Ok(None),
        (Some(when), Some(otherwise)) => {
            let when = condition(when, names, &path.key("when"), found);
            let otherwise = amount(otherwise, unit, names, &path.key("otherwise"), found);
            Ok(Some((when.ok_or(())?, otherwise.ok_or(())?)))
        }
        (when, _) => {
            let (there, missing) = if when.is_some() { ("when", "otherwise") } else { ("otherwise", "when") };
            let message = format!("the step `{}` has `{there}` and no `{missing}`", step.id.known());
            let help = "a step with `when` says in `otherwise` what holds where it does not";
            found.push(Diagnostic::new(Code::MissingKey, path.clone(), message).help(help));
            Err(())
        }
    }
}

/// A formula that must give a number of this unit.
fn amount(
    formula: &FormulaIn,
    unit: Option<&Unit>,
    names: &mut SchemeNames<'_>,
    path: &Path,
    found: &mut Diagnostics,
) -> Option<Written> {
    let written = checked(formula, Formula::check, names, path, found)?;
    let refuse = |code: Code, message: String, help: String| {
        Diagnostic::new(code, path.clone(), message).help(help).within(written.expr.span.clone())
    };
    match (&written.expr.ty, unit) {
        (Type::Number(has), Some(wanted)) if has != wanted && !has.is_number() => {
            let message = format!("`{}` is {has}, but the step's unit is {wanted}", said(&written));
            let otherwise = || format!("make the formula give {wanted}, or say unit = \"{has}\"");
            let help = unit_help(has, wanted, &said(&written)).unwrap_or_else(otherwise);
            found.push(refuse(Code::UnitMismatch, message, help));
            None
        }
        (Type::Number(_), Some(_)) => Some(written),
        (_, None) => None,
        (Type::Unknown, _) => None,
        (Type::Condition | Type::Choice(_) | Type::Date, _) => {
            let message = format!("`{}` is not a number, and a step is one", said(&written));
            found.push(refuse(Code::TypeMismatch, message, "write if(condition, number, number)".to_owned()));
            None
        }
    }
}

/// The words of the formula that the expression stands for.
fn said(written: &Written) -> String {
    written.source.get(written.expr.span.clone()).unwrap_or(&written.source).to_owned()
}

/// A formula that must be a condition.
pub(super) fn condition(
    formula: &FormulaIn,
    names: &mut SchemeNames<'_>,
    path: &Path,
    found: &mut Diagnostics,
) -> Option<Written> {
    checked(formula, Formula::check_condition, names, path, found)
}

/// A formula that has been read and passes this check of types and units.
fn checked(
    formula: &FormulaIn,
    check: impl FnOnce(&Formula, &mut dyn Names) -> Result<Expr, Vec<Fault>>,
    names: &mut SchemeNames<'_>,
    path: &Path,
    found: &mut Diagnostics,
) -> Option<Written> {
    let source = formula.source()?;
    let expr = Formula::parse(source).map_err(|fault| vec![fault]).and_then(|formula| check(&formula, names));
    match expr {
        Ok(expr) => Some(Written { source: source.to_owned(), expr }),
        Err(faults) => {
            found.extend(faults.into_iter().map(|fault| {
                Diagnostic::new(fault.code, path.clone(), fault.message)
                    .maybe_help(fault.help)
                    .within(fault.span)
            }));
            None
        }
    }
}

/// The step that is the indicative budget, and the period of its unit.
pub(super) fn result(
    document: &SchemeDocument,
    names: &SchemeNames<'_>,
    steps: &Arena<Step>,
    context: &Context,
    found: &mut Diagnostics,
) -> Option<(Handle<Step>, Period)> {
    if document.result.is_poisoned() {
        return None;
    }
    let id = document.result.as_str();
    let path = Path::root().key("result");
    let Some(at) = names.steps.iter().position(|declared| declared.id == id) else {
        if names.namespace.may_be(&[NameKind::Step]) {
            return None;
        }
        let near = openras_core::nearest(id, names.steps.iter().map(|declared| declared.id.as_str()));
        let help = near.map_or("name a step".to_owned(), |near| format!("did you mean `{near}`?"));
        found.push(Diagnostic::new(Code::UnknownName, path, format!("there is no step `{id}`")).help(help));
        return None;
    };
    let declared = names.steps.get(at)?;
    let unit = declared.unit.as_ref()?;
    let Some(period) = unit.payment_period() else {
        let message = format!("the result `{id}` is {unit}, which is not money over a period");
        let help = format!("its unit is {0}/year, {0}/month, {0}/week or {0}/day", context.currency);
        let here = Path::root().key("step").index(at).key("unit");
        found.push(Diagnostic::new(Code::UnitMismatch, here, message).help(help));
        return None;
    };
    let handle = declared.handle?;
    let fits = |decimals: Decimals| decimals <= Decimals::AtMost(context.decimals);
    let step = &steps[handle];
    let places = context.decimals;
    let formulas =
        [("formula", Some(&step.formula)), ("otherwise", step.when.as_ref().map(|(_, otherwise)| otherwise))];
    for (key, written) in formulas {
        if let Some(written) = written.filter(|written| !fits(written.expr.decimals)) {
            let many = match written.expr.decimals {
                Decimals::Any => "any number of decimals".to_owned(),
                Decimals::AtMost(most) => format!("{most} decimals"),
            };
            let message =
                format!("the result `{id}` can have {many}, and a payable amount has at most {places}");
            let here = Path::root().key("step").index(at).key(key);
            found.push(
                Diagnostic::new(Code::Unrounded, here, message)
                    .help(format!("write round({}, {places})", written.source.trim())),
            );
        }
    }
    Some((handle, period))
}

/// Reads exclusions or referrals, whose ids are their own.
pub(super) fn rules(
    documents: &[RuleDocument],
    key: &str,
    names: &mut SchemeNames<'_>,
    around: &Origin,
    context: &Context,
    found: &mut Diagnostics,
) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::new();
    let mut ids: Vec<&str> = Vec::new();
    for (at, document) in documents.iter().enumerate() {
        let path = Path::root().key(key).index(at);
        let id = document.id.as_str();
        if !document.id.is_poisoned() && ids.contains(&id) {
            let message = format!("the {key} `{id}` is there twice");
            found.push(
                Diagnostic::new(Code::DuplicateId, path.key("id"), message)
                    .help("give each an id of its own"),
            );
        }
        ids.push(id);
        let origin = context.origin(document.source.as_ref(), document.illustrative, around, &path, found);
        let text = context.text(Some(&document.text), id, &path.key("text"), found);
        if let Some(when) = condition(&document.when, names, &path.key("when"), found) {
            rules.push(Rule { id: id.to_owned(), when, text, origin });
        }
    }
    rules
}
