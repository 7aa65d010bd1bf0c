//! One sheet worked out without its workings: what came of it, and which rows it went through.

use std::ops::Range;

use openras_core::{Day, Exact, Handle};
use openras_formula::{ArithmeticFault, InputId, Inputs, TableId, Value, evaluate};
use openras_questionnaire::Sheet;

use crate::inputs::{StepState, Work};
use crate::lint::model::Model;
use crate::model::{Rule, Step, Written};
use crate::table::{At, Hit, Near, Rows, Table};

/// The rows that were reached, by table and by the row's place in the file.
#[derive(Clone, Debug, Default)]
pub(super) struct Reached(Vec<Vec<bool>>);

impl Reached {
    pub(super) fn reach(&mut self, table: usize, number: u32) {
        let row = usize::try_from(number).unwrap_or(1).saturating_sub(1);
        if self.0.len() <= table {
            self.0.resize(table.saturating_add(1), Vec::new());
        }
        if let Some(rows) = self.0.get_mut(table) {
            if rows.len() <= row {
                rows.resize(row.saturating_add(1), false);
            }
            rows.get_mut(row).into_iter().for_each(|place| *place = true);
        }
    }

    pub(super) fn has(&self, table: usize, number: u32) -> bool {
        let row = usize::try_from(number).unwrap_or(1).saturating_sub(1);
        self.0.get(table).and_then(|rows| rows.get(row)).copied().unwrap_or(false)
    }
}

/// What came of a sheet, as far as an answer can change it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Came {
    /// These exclusions hold.
    Excluded(Vec<usize>),
    /// These referrals hold, and these tables refer; the watched steps so far.
    Referred(Vec<usize>, Vec<Handle<Table>>, Vec<Option<Exact>>),
    /// The result is a budget; the watched steps, and which streams there can be.
    Allocated(Vec<Option<Exact>>, Vec<Option<bool>>),
    /// Something is missing or cannot be worked out.
    Error,
}

/// A sheet worked out.
pub(super) struct Outcome {
    pub(super) came: Came,
    /// The budget, where there is one.
    pub(super) result: Option<Exact>,
    /// Tells apart by which rows the result was found.
    pub(super) trace: u64,
}

/// What is the same for all answers beside the same facts on a day.
pub(super) struct Fixed {
    /// The exclusions that hold already.
    pub(super) excluded: Vec<usize>,
    /// The steps that hang on no answer, by their place.
    steps: Vec<Option<StepState>>,
    /// What each condition comes to that hangs on no answer.
    conditions: Vec<Option<bool>>,
}

impl Fixed {
    /// The same for two sets of facts only where, with them and the facts that stand beside answers, every answer comes
    /// to the same.
    pub(super) fn key(&self) -> String {
        format!("{:?}{:?}{:?}", self.excluded, self.steps, self.conditions)
    }
}

struct Watch<'w, 'a> {
    work: Work<'a>,
    reached: &'w mut Reached,
    trace: u64,
}

impl Inputs for Watch<'_, '_> {
    fn input(&mut self, id: InputId) -> Option<Value> {
        self.work.input(id)
    }

    fn lookup(&mut self, table: TableId, keys: &[Value]) -> Option<Value> {
        let place = usize::try_from(table.0).unwrap_or(usize::MAX);
        if let Some(handle) = self.work.scheme.tables.handle(place) {
            let found = &self.work.scheme.tables[handle];
            let row = note(found, place, keys, self.reached);
            if !matches!(found.rows, Rows::At(Near::Linear, _)) {
                let step = u64::from(table.0).wrapping_mul(1009).wrapping_add(u64::from(row));
                self.trace = (self.trace ^ step).wrapping_mul(0x0100_0000_01b3);
            }
        }
        self.work.lookup(table, keys)
    }

    fn fault(&mut self, fault: ArithmeticFault, span: &Range<usize>) {
        self.work.fault(fault, span);
    }
}

/// Notes the rows that these keys reach; the number of the first, and 0 beyond the rows.
fn note(table: &Table, place: usize, keys: &[Value], reached: &mut Reached) -> u32 {
    let mut both = |lower: &At, upper: &At| {
        reached.reach(place, lower.row.number);
        reached.reach(place, upper.row.number);
        lower.row.number
    };
    match table.find(keys) {
        Hit::Row(row) => {
            reached.reach(place, row.number);
            row.number
        }
        Hit::Between(lower, upper) => both(lower, upper),
        Hit::Beyond(_) | Hit::Refer | Hit::Outside => 0,
    }
}

impl Model<'_> {
    /// What is the same for all answers: the steps that hang on none, and the exclusions that hold by facts alone.
    pub(super) fn fixed(&self, sheet: &Sheet, day: Day, reached: &mut Reached) -> Fixed {
        let work = Work::new(self.scheme, self.questionnaire, sheet, day);
        let mut watch = Watch { work, reached, trace: 0 };
        let (excluded, _) = holding(&self.scheme.exclusions, &mut watch);
        let mut steps = Vec::new();
        for (handle, _) in self.scheme.steps.handles() {
            let wanted =
                self.scope.steps.get(handle.index()).copied().unwrap_or(false) && excluded.is_empty();
            let fixed = wanted && !self.on_answers.get(handle.index()).copied().unwrap_or(true);
            let state = if fixed { Some(self.step(handle, &mut watch)) } else { None };
            watch.work.steps.push(state.clone().unwrap_or(StepState::Problem));
            steps.push(state);
        }
        let streams = self.scheme.streams.iter().filter_map(|stream| stream.when.as_ref());
        let streams = streams.filter(|_| self.scope.streams);
        let rules = self.scheme.exclusions.iter().chain(&self.scheme.referrals).map(|rule| &rule.when);
        let mut conditions = Vec::new();
        for when in rules.chain(streams) {
            watch.work.begin();
            conditions.push(condition(when, &mut watch));
        }
        Fixed { excluded, steps, conditions }
    }

    /// Works a sheet out.
    pub(super) fn work(&self, sheet: &Sheet, day: Day, fixed: &Fixed, reached: &mut Reached) -> Outcome {
        let nothing = |came: Came| Outcome { came, result: None, trace: 0 };
        let work = Work::new(self.scheme, self.questionnaire, sheet, day);
        let mut watch = Watch { work, reached, trace: 0xcbf2_9ce4_8422_2325 };
        let (excluded, mut lacking) = holding(&self.scheme.exclusions, &mut watch);
        if !excluded.is_empty() {
            return nothing(Came::Excluded(excluded));
        }
        let (referrals, also) = holding(&self.scheme.referrals, &mut watch);
        lacking |= also;
        let mut referred = false;
        for (handle, _) in self.scheme.steps.handles() {
            let state = match fixed.steps.get(handle.index()) {
                Some(Some(state)) => state.clone(),
                _ if self.scope.steps.get(handle.index()).copied().unwrap_or(false) => {
                    self.step(handle, &mut watch)
                }
                _ => {
                    watch.work.steps.push(StepState::Problem);
                    continue;
                }
            };
            lacking |= state == StepState::Problem;
            referred |= state == StepState::Referred;
            watch.work.steps.push(state);
        }
        if lacking {
            return nothing(Came::Error);
        }
        let value = |handle: &Handle<Step>| match watch.work.steps.get(handle.index()) {
            Some(StepState::Done(value)) => Some(value.clone()),
            _ => None,
        };
        let decided = referred || !referrals.is_empty();
        // Where a person decides, nobody sees what the result would have been.
        let watched = self.scope.watched.iter().filter(|step| !(decided && **step == self.scheme.result));
        let values = watched.map(value).collect();
        if decided {
            return nothing(Came::Referred(referrals, std::mem::take(&mut watch.work.refers), values));
        }
        let (result, trace) = (value(&self.scheme.result), watch.trace);
        let streams = if self.scope.streams { self.streams(&mut watch) } else { Vec::new() };
        Outcome { came: Came::Allocated(values, streams), result, trace }
    }

    /// Which streams there can be.
    fn streams(&self, watch: &mut Watch<'_, '_>) -> Vec<Option<bool>> {
        let conditions = self.scheme.streams.iter().filter_map(|stream| stream.when.as_ref());
        conditions.map(|when| condition(when, watch)).collect()
    }

    fn step(&self, handle: Handle<Step>, watch: &mut Watch<'_, '_>) -> StepState {
        let step = &self.scheme.steps[handle];
        watch.work.begin();
        let written = match &step.when {
            None => Some(&step.formula),
            Some((when, otherwise)) => match condition(when, watch) {
                Some(true) => Some(&step.formula),
                Some(false) => Some(otherwise),
                None => None,
            },
        };
        match written.and_then(|written| evaluate(&written.expr, watch)) {
            Some(Value::Number(value)) if self.scheme.unfit(handle, &value).is_none() => {
                StepState::Done(value)
            }
            None if watch.work.stuck.is_empty() && watch.work.troubles.is_empty() => StepState::Referred,
            _ => StepState::Problem,
        }
    }
}

fn condition(written: &Written, watch: &mut Watch<'_, '_>) -> Option<bool> {
    match evaluate(&written.expr, watch) {
        Some(Value::Condition(holds)) => Some(holds),
        _ => None,
    }
}

/// The places of the rules that hold, and whether one of them lacks something.
fn holding(rules: &[Rule], watch: &mut Watch<'_, '_>) -> (Vec<usize>, bool) {
    let mut holding = Vec::new();
    let mut lacking = false;
    for (at, rule) in rules.iter().enumerate() {
        watch.work.begin();
        match condition(&rule.when, watch) {
            Some(true) => holding.push(at),
            Some(false) => {}
            None => lacking = true,
        }
    }
    (holding, lacking)
}
