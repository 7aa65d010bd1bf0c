//! Where a jump between two assessments comes from.

use std::ops::Range;

use openras_core::{Code, Day, Exact, Handle, Path};
use openras_formula::{Expr, Node, Value, evaluate};
use openras_questionnaire::Sheet;

use crate::allocation::Operand;
use crate::inputs::{StepState, Work};
use crate::lint::model::{Model, closure};
use crate::model::{Step, Written};
use crate::table::{Near, Rows, Table};

/// The place in `scheme.toml` that makes a jump.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cause {
    pub(super) path: Path,
    /// The part of the formula that is meant.
    pub(super) within: Option<Range<usize>>,
    /// Whether a row or a branch was found, not only a step.
    pub(super) certain: bool,
}

/// One step as it was worked out.
struct Done {
    rows: Vec<(Handle<Table>, Option<u32>)>,
    applied: Option<bool>,
    value: Option<Exact>,
}

/// The first row, condition or step that differs between two sheets on the way to the result: first a row, but of a
/// straight line only where nothing else differs.
pub(super) fn cause(model: &Model<'_>, fewer: &Sheet, more: &Sheet, day: Day, code: Code) -> Cause {
    let scheme = model.scheme;
    let (mut one, mut other) = (
        Work::new(scheme, model.questionnaire, fewer, day),
        Work::new(scheme, model.questionnaire, more, day),
    );
    let needed = closure(scheme, &[scheme.result]);
    let (mut row, mut line, mut branch, mut fall) = (None, None, None, None);
    for (handle, step) in scheme.steps.handles() {
        if !needed.get(handle.index()).copied().unwrap_or(false) {
            one.steps.push(StepState::Problem);
            other.steps.push(StepState::Problem);
            continue;
        }
        if branch.is_none() {
            branch = branches(handle, step, &mut one, &mut other);
        }
        let (fewer, more) = (worked(step, &mut one), worked(step, &mut other));
        if fewer.applied != more.applied && branch.is_none() {
            branch = Some(at_formula(handle, "when", None, true));
        }
        for (from, to) in fewer.rows.iter().zip(&more.rows).filter(|(from, to)| from != to) {
            let straight = matches!(scheme.tables[to.0].rows, Rows::At(Near::Linear, _));
            let place = if straight { &mut line } else { &mut row };
            if place.is_none() && from.0 == to.0 {
                *place = Some(at_row(&scheme.tables[to.0], to.1));
            }
        }
        if fall.is_none() && fewer.value > more.value {
            fall = Some(at_formula(handle, "formula", None, false));
        }
    }
    let fall = fall.filter(|_| code == Code::Falling);
    let result = at_formula(scheme.result, "formula", None, false);
    row.or(branch).or(line).or(fall).unwrap_or(result)
}

fn worked(step: &Step, work: &mut Work<'_>) -> Done {
    work.begin();
    let applied = step.when.as_ref().map(|(when, _)| holds(&when.expr, work)).unwrap_or(Some(true));
    let written = match (&step.when, applied) {
        (Some((_, otherwise)), Some(false)) => otherwise,
        _ => &step.formula,
    };
    let value = match evaluate(&written.expr, work) {
        Some(Value::Number(value)) => Some(value),
        _ => None,
    };
    let rows = work.operands.iter().filter_map(|operand| match operand {
        Operand::Table { table, row, .. } => Some((*table, *row)),
        Operand::Input { .. } => None,
    });
    let rows = rows.collect();
    work.steps.push(value.clone().map_or(StepState::Problem, StepState::Done));
    Done { rows, applied, value }
}

fn holds(expr: &Expr, work: &mut Work<'_>) -> Option<bool> {
    match evaluate(expr, work) {
        Some(Value::Condition(holds)) => Some(holds),
        _ => None,
    }
}

/// The first `if` of a step of which another branch is taken.
fn branches(handle: Handle<Step>, step: &Step, one: &mut Work<'_>, other: &mut Work<'_>) -> Option<Cause> {
    let mut written: Vec<(&str, &Written)> = vec![("formula", &step.formula)];
    if let Some((_, otherwise)) = &step.when {
        written.push(("otherwise", otherwise));
    }
    for (key, written) in written {
        let mut ifs: Vec<(&Expr, &Vec<(Expr, Expr)>)> = Vec::new();
        written.expr.walk(&mut |part| {
            if let Node::If(arms, _) = &part.node {
                ifs.push((part, arms));
            }
        });
        for (part, arms) in ifs {
            let taken =
                |work: &mut Work<'_>| arms.iter().position(|(when, _)| holds(when, work) == Some(true));
            if taken(one) != taken(other) {
                return Some(at_formula(handle, key, Some(part.span.clone()), true));
            }
        }
    }
    None
}

fn at_formula(handle: Handle<Step>, key: &str, within: Option<Range<usize>>, certain: bool) -> Cause {
    Cause { path: Path::root().key("step").index(handle.index()).key(key), within, certain }
}

fn at_row(table: &Table, row: Option<u32>) -> Cause {
    let path = Path::root().key("tables").key(table.id.clone());
    let row = row.and_then(|row| usize::try_from(row).ok()).and_then(|row| row.checked_sub(1));
    let path = match row {
        Some(row) => path.key("rows").index(row),
        None => path,
    };
    Cause { path, within: None, certain: true }
}
