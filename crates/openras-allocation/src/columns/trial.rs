//! Partial evaluation: a formula worked out once for every combination of the few values that it depends on.

use std::ops::Range;

use openras_core::{Day, Exact, Handle};
use openras_formula::{ArithmeticFault, Expr, InputId, Inputs, TableId, Value, evaluate};
use openras_questionnaire::Questionnaire;

use super::domain::Combination;
use super::node::{Kind, NodeId, Program, Source, Var, VarId};
use crate::inputs::Work;
use crate::model::{InputKind, Scheme, Step};

/// What an input of a formula stands for while columns are made.
#[derive(Clone, Debug)]
pub(super) enum Name {
    /// As in the scheme.
    Kind(InputKind),
    /// A column that is worked out.
    Slot(NodeId),
}

/// The value of a step for every combination of what it depends on.
#[derive(Clone, Debug)]
pub(super) struct StepTable {
    pub(super) basis: Vec<VarId>,
    pub(super) values: Vec<Option<Exact>>,
}

/// What formulas are worked out against.
pub(super) struct Trial<'c> {
    pub(super) scheme: &'c Scheme,
    pub(super) questionnaire: &'c Questionnaire,
    pub(super) on: Day,
    pub(super) program: &'c Program,
    pub(super) names: &'c [Name],
    pub(super) steps: &'c [Option<StepTable>],
}

impl Trial<'_> {
    /// The value for every combination of these variables, the last changing fastest.
    pub(super) fn tabulate(&self, expr: &Expr, basis: &[VarId]) -> Vec<Option<Value>> {
        let counts: Vec<u32> = basis.iter().map(|var| self.var(*var).map_or(0, |var| var.count)).collect();
        let size = size(&counts);
        let mut places: Vec<u32> = vec![0; basis.len()];
        let mut sheet = Combination::new(self.questionnaire);
        for var in basis {
            self.put(&mut sheet, *var, 0);
        }
        let mut values = Vec::with_capacity(size);
        for _ in 0..size {
            values.push(self.value(expr, basis, &places, &sheet));
            for ((place, count), var) in places.iter_mut().zip(&counts).zip(basis).rev() {
                *place = place.saturating_add(1);
                let turned = *place >= *count;
                if turned {
                    *place = 0;
                }
                self.put(&mut sheet, *var, *place);
                if !turned {
                    break;
                }
            }
        }
        values
    }

    fn var(&self, var: VarId) -> Option<&Var> {
        self.program.vars.get(var.0)
    }

    fn put(&self, sheet: &mut Combination<'_>, var: VarId, place: u32) {
        if let Some(Source::Cell(domain)) = self.var(var).map(|var| var.source)
            && let Some(domain) = self.program.domains.get(domain)
        {
            sheet.put(domain, place);
        }
    }

    fn value(&self, expr: &Expr, basis: &[VarId], places: &[u32], sheet: &Combination<'_>) -> Option<Value> {
        let work = Work::new(self.scheme, self.questionnaire, sheet.sheet(), self.on);
        evaluate(expr, &mut Here { trial: self, basis, places, work })
    }
}

/// How many combinations there are.
fn size(counts: &[u32]) -> usize {
    let size = counts.iter().try_fold(1usize, |size, count| size.checked_mul(usize::try_from(*count).ok()?));
    size.unwrap_or(0)
}

/// One combination.
struct Here<'t> {
    trial: &'t Trial<'t>,
    basis: &'t [VarId],
    places: &'t [u32],
    work: Work<'t>,
}

impl Here<'_> {
    fn place(&self, var: VarId) -> Option<u32> {
        let at = self.basis.iter().position(|other| *other == var)?;
        self.places.get(at).copied()
    }

    /// The value of a column that is one of the variables.
    fn slot(&self, node: NodeId) -> Option<Value> {
        let program = self.trial.program;
        let of = |var: &Var| matches!(var.source, Source::Number(other) | Source::Condition(other) if other == node);
        let place = self.place(VarId(program.vars.iter().position(of)?))?;
        match program.nodes.get(node.0)?.kind {
            Kind::Number(scale) => {
                let number = scale.low.checked_add(i128::from(place))?;
                Exact::ratio(number, scale.den).map(Value::Number)
            }
            Kind::Condition => Some(Value::Condition(place == 1)),
            Kind::Fraction => None,
        }
    }

    fn step(&self, step: Handle<Step>) -> Option<Value> {
        let table = self.trial.steps.get(step.index())?.as_ref()?;
        let mut at = 0usize;
        for var in &table.basis {
            let count = usize::try_from(self.trial.var(*var)?.count).ok()?;
            at = at.checked_mul(count)?.checked_add(usize::try_from(self.place(*var)?).ok()?)?;
        }
        table.values.get(at)?.clone().map(Value::Number)
    }
}

impl Inputs for Here<'_> {
    fn input(&mut self, id: InputId) -> Option<Value> {
        let trial = self.trial;
        match trial.names.get(usize::try_from(id.0).ok()?)? {
            Name::Slot(node) => self.slot(*node),
            Name::Kind(InputKind::Step(step)) => self.step(*step),
            Name::Kind(kind) => self.work.value(kind),
        }
    }

    fn lookup(&mut self, table: TableId, keys: &[Value]) -> Option<Value> {
        let scheme = self.trial.scheme;
        let table = scheme.tables.handle(usize::try_from(table.0).ok()?)?;
        scheme.look_up(table, keys, self.trial.on).map(Value::Number)
    }

    fn fault(&mut self, _: ArithmeticFault, _: &Range<usize>) {}
}
