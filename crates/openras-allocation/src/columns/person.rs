//! One person worked out by the columns' program: for those who ask about one after another and want each at once.

use openras_core::{Diagnostics, Exact, Handle};

use super::Columns;
use super::cells::{number, wide_cell};
use super::node::{IndexId, Kind, NodeId, Op, Output, Program, Source};
use super::people::{On, People};
use super::row::Row;
use crate::allocation::{Allocation, Outcome};
use crate::model::{Scheme, Step};

/// One person worked out, with the value of every step kept.
///
/// A figure costs no more than looking it up; what each step used is worked out when [`Person::allocation`] asks for it.
#[derive(Clone, Debug)]
pub struct Person<'c> {
    columns: &'c Columns,
    people: &'c People<'c>,
    row: usize,
    found: Found<'c>,
}

#[derive(Clone, Debug)]
enum Found<'c> {
    /// By the columns' program: allocated.
    Columns(Cells<'c>),
    /// One by one: excluded, referred, a problem, or what no column holds.
    OneByOne(Box<Result<Allocation, Diagnostics>>),
}

impl Columns {
    /// Works out the person of one row: the same figures as [`Columns::work`] and [`Scheme::allocate`], to the last digit.
    pub fn person<'c>(&'c self, people: &'c People<'c>, row: usize) -> Person<'c> {
        let found = match self.cells(people, row) {
            Some(cells) => Found::Columns(cells),
            None => {
                let assessment = people.assessment(row);
                let allocation = self.scheme.allocate(&self.questionnaire, &self.stamp, &assessment);
                Found::OneByOne(Box::new(allocation))
            }
        };
        Person { columns: self, people, row, found }
    }

    /// None where the row is to be worked out one by one.
    fn cells<'c>(&'c self, people: &'c People<'c>, row: usize) -> Option<Cells<'c>> {
        let on = match people.on {
            On::Same(day) => day,
            On::Each(days) => days.get(row).copied().flatten()?,
        };
        if row >= people.rows || (!people.whole.is_empty() && people.whole.contains_key(&row)) {
            return None;
        }
        Cells::new(self.program(self.stretch(on)?)?, &self.scheme, people, row, on.order())
    }
}

impl Person<'_> {
    /// What became of the person.
    ///
    /// # Errors
    /// Every problem, as [`Scheme::allocate`] lists them.
    pub fn outcome(&self) -> Result<Outcome, &Diagnostics> {
        match &self.found {
            Found::Columns(_) => Ok(Outcome::Allocated),
            Found::OneByOne(found) => found.as_ref().as_ref().map(Allocation::outcome),
        }
    }

    /// Whether the columns' program worked the person out; otherwise it was done one by one.
    pub fn is_in_columns(&self) -> bool {
        matches!(self.found, Found::Columns(_))
    }

    /// The value of a step, exactly; `None` where it has none, or where the columns were not asked for it.
    pub fn value(&self, step: Handle<Step>) -> Option<Exact> {
        match &self.found {
            Found::Columns(cells) => {
                let at = match self.columns.wanted {
                    super::Wanted::Steps => step.index(),
                    super::Wanted::Result => (step == self.columns.scheme.result).then_some(0)?,
                };
                cells.output(cells.program.outputs.get(at)?)
            }
            Found::OneByOne(found) => {
                let steps = found.as_ref().as_ref().ok()?.steps();
                steps.iter().find(|done| done.step == step).map(|done| done.value.clone())
            }
        }
    }

    /// The value of the step that the scheme calls its result; `None` where there is none.
    pub fn result(&self) -> Option<Exact> {
        self.value(self.columns.scheme.result)
    }

    /// The whole workings: every step with what it used, the money, the record.
    ///
    /// # Errors
    /// Every problem, as [`Scheme::allocate`] lists them.
    pub fn allocation(&self) -> Result<Allocation, Diagnostics> {
        match &self.found {
            Found::Columns(_) => {
                let Columns { scheme, questionnaire, stamp, .. } = self.columns;
                scheme.allocate(questionnaire, stamp, &self.people.assessment(self.row))
            }
            Found::OneByOne(found) => found.as_ref().clone(),
        }
    }
}

/// What every node of a program comes to for one person.
#[derive(Clone, Debug)]
struct Cells<'c> {
    program: &'c Program,
    scheme: &'c Scheme,
    /// The place of each fact's value and answer in its domain.
    places: Vec<u32>,
    /// What each node comes to: a number, or 1 where a condition holds.
    numbers: Vec<i128>,
    /// The same of the nodes that are fractions; empty where none is.
    fractions: Vec<Option<Exact>>,
}

impl<'c> Cells<'c> {
    /// None where the row is marked.
    fn new(
        program: &'c Program,
        scheme: &'c Scheme,
        people: &People<'_>,
        row: usize,
        on: i64,
    ) -> Option<Cells<'c>> {
        let mut places = Vec::with_capacity(program.domains.len());
        for domain in &program.domains {
            let cells = domain.cells(people);
            places.push(match (domain.count(), cells.number(row)) {
                (None, _) if domain.takes(number(cells, row)) => 0,
                (None, _) => return None,
                (Some(_), Some(number)) => domain.place(number)?,
                (Some(_), None) => domain.place_of_nothing()?,
            });
        }
        let numbers = Vec::with_capacity(program.nodes.len());
        let mut cells = Cells { program, scheme, places, numbers, fractions: Vec::new() };
        for (at, node) in program.nodes.iter().enumerate() {
            let domain = |cell: &usize| program.domains.get(*cell);
            let value = match (node.kind, &node.op) {
                (_, Op::On) => i128::from(on),
                (_, Op::Cells(cell)) => {
                    domain(cell).map_or(0, |domain| i128::from(wide_cell(domain, domain.cells(people), row)))
                }
                (_, Op::Given(cell)) => {
                    i128::from(domain(cell).is_some_and(|domain| number(domain.cells(people), row).is_some()))
                }
                (Kind::Number(scale), op) => cells.number(op, scale),
                (Kind::Condition, op) => i128::from(cells.condition(op)),
                (Kind::Fraction, op) => {
                    let value = cells.exact(op);
                    cells.fractions.resize(at, None);
                    cells.fractions.push(value);
                    0
                }
            };
            cells.numbers.push(value);
        }
        let marked = program.marks.iter().any(|mark| cells.is(*mark));
        (!marked).then_some(cells)
    }

    fn output(&self, output: &Output) -> Option<Exact> {
        match (self.program.nodes.get(output.node.0)?.kind, output.decimals) {
            (Kind::Number(_), Some(decimals)) => Some(Exact::decimal(self.at(output.node), decimals)),
            (Kind::Number(scale), None) => Exact::ratio(self.at(output.node), scale.den),
            _ => self.fraction(output.node).cloned(),
        }
    }
}

impl Row for Cells<'_> {
    fn program(&self) -> &Program {
        self.program
    }

    fn scheme(&self) -> &Scheme {
        self.scheme
    }

    fn at(&self, node: NodeId) -> i128 {
        self.numbers.get(node.0).copied().unwrap_or(0)
    }

    fn fraction(&self, node: NodeId) -> Option<&Exact> {
        self.fractions.get(node.0)?.as_ref()
    }

    fn is(&self, node: NodeId) -> bool {
        self.at(node) != 0
    }

    fn spot(&self, index: IndexId) -> usize {
        let Some(index) = self.program.indices.get(index.0) else {
            return usize::MAX;
        };
        let place = |source| match source {
            Source::Cell(cell) => self.places.get(cell).map_or(0, |place| i128::from(*place)),
            Source::Condition(node) => self.at(node),
            Source::Number(node) => self.at(node).wrapping_sub(self.program.low(node)),
        };
        let parts = index.parts.iter().filter_map(|(var, stride)| {
            Some(place(self.program.vars.get(var.0)?.source).wrapping_mul(i128::from(*stride)))
        });
        usize::try_from(parts.fold(0, i128::wrapping_add)).unwrap_or(usize::MAX)
    }
}
