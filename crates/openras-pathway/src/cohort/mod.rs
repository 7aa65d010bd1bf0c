//! Many cases side by side: how far people have come, how long it took, who did not go on.

mod chart;
mod findings;
mod groups;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use openras_core::{Day, Exact};
use schemars::JsonSchema;
use serde::Serialize;

use crate::pathway::{Pathway, Step};
use crate::stage::Stage;
use crate::state::{Standing, State};

pub use findings::{Finding, FindingKind};
pub use groups::GroupPart;

/// What the key `record` says.
pub const COHORT: &str = "openras.cohort/1";

/// How many people of each group are supported in all.
pub type Supported = BTreeMap<String, u64>;

/// By what cases are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CohortBy {
    /// By group.
    Group,
    /// By team.
    Team,
}

impl CohortBy {
    /// The word that stands in files.
    pub const fn as_str(self) -> &'static str {
        match self {
            CohortBy::Group => "group",
            CohortBy::Team => "team",
        }
    }
}

/// Many cases.
#[derive(Clone, Debug)]
pub struct Cohort<'a> {
    cases: Vec<&'a State>,
}

/// Many cases side by side.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "cohort")]
pub struct CohortRecord {
    /// `openras.cohort/1`.
    pub record: &'static str,
    /// How many cases.
    pub cases: usize,
    /// Each stage, in order.
    pub stages: Vec<StagePart>,
    /// Each step of the pathways, in order.
    pub steps: Vec<StepPart>,
    /// Why people do not proceed.
    pub not_proceeding: BTreeMap<String, usize>,
    /// Why cases wait.
    pub deferred: BTreeMap<String, usize>,
    /// Why support ended.
    pub ended: BTreeMap<String, usize>,
    /// `group` or `team`.
    pub by: Option<&'static str>,
    /// Each group or team.
    pub groups: Vec<GroupPart>,
    /// By month, how many reached the stage of the monthly target.
    pub months: Vec<MonthPart>,
    /// How many agreed budgets are `high`, `medium` and `low`.
    pub cost: BTreeMap<&'static str, usize>,
    /// What managers should know.
    pub notes: Vec<String>,
    /// What somebody has to look at.
    pub findings: Vec<Finding>,
}

/// A stage.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StagePart {
    /// Its word.
    pub id: &'static str,
    /// How many people have reached it.
    pub reached: usize,
    /// How many stand at it and go on.
    pub standing: usize,
}

/// A step.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StepPart {
    /// Its id.
    pub id: String,
    /// How many people have taken it.
    pub taken: usize,
    /// How many of them were helped by nobody.
    pub alone: usize,
    /// How many were helped.
    pub with_help: usize,
    /// How it stands against its target.
    pub target: Option<TargetPart>,
}

/// A step against its target.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TargetPart {
    /// How many days.
    pub days: u32,
    /// After which step or stage.
    pub after: String,
    /// How many were within it.
    pub met: usize,
    /// How many were late.
    pub late: usize,
    /// How many are still to come.
    pub open: usize,
    /// The fewest, the median and the most days it took; the lower of two medians.
    pub took: Option<[i32; 3]>,
}

/// A month.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MonthPart {
    /// Such as `2008-03`.
    pub month: String,
    /// How many people reached the stage.
    pub reached: usize,
    /// How many were to.
    pub target: u32,
    /// Whether as many did.
    pub met: bool,
}

impl<'a> Cohort<'a> {
    /// Lays cases side by side.
    pub fn new(cases: impl IntoIterator<Item = &'a State>) -> Cohort<'a> {
        let mut cases: Vec<&State> = cases.into_iter().collect();
        cases.sort_by(|one, other| one.opened.case.cmp(&other.opened.case));
        Cohort { cases }
    }

    /// What they come to. `supported` says how many people each group has in all, where that is known.
    pub fn record(&self, by: Option<CohortBy>, supported: &Supported) -> CohortRecord {
        let why = |pick: fn(&Standing) -> bool| {
            let mut all: BTreeMap<String, usize> = BTreeMap::new();
            for state in self.cases.iter().filter(|state| pick(&state.standing)) {
                let word = match &state.standing {
                    Standing::NotProceeding { why } | Standing::Deferred { why, .. } => why.clone(),
                    Standing::Ended { why, .. } => why.map_or("not_said", |why| why.as_str()).to_owned(),
                    _ => continue,
                };
                let count = all.entry(word).or_default();
                *count = count.saturating_add(1);
            }
            all
        };
        CohortRecord {
            record: COHORT,
            cases: self.cases.len(),
            stages: stages(&self.cases),
            steps: self.steps(),
            not_proceeding: why(|standing| matches!(standing, Standing::NotProceeding { .. })),
            deferred: why(|standing| matches!(standing, Standing::Deferred { .. })),
            ended: why(|standing| matches!(standing, Standing::Ended { .. })),
            by: by.map(CohortBy::as_str),
            groups: by.map(|by| self.groups(by, supported)).unwrap_or_default(),
            months: self.months(),
            cost: self.cost(),
            notes: self.notes(),
            findings: self.findings(),
        }
    }

    /// The pathways of the cases, each once.
    fn pathways(&self) -> Vec<&'a Pathway> {
        let mut seen = BTreeSet::new();
        let cases = self.cases.iter().filter(|state| seen.insert(state.opened.pathway_sha256.clone()));
        cases.map(|state| state.pathway.as_ref()).collect()
    }

    /// The steps of all pathways, each id once.
    fn all_steps(&self) -> Vec<&'a Step> {
        let mut seen = BTreeSet::new();
        let steps = self.pathways().into_iter().flat_map(|pathway| pathway.steps.iter());
        steps.filter(|step| seen.insert(step.id.clone())).collect()
    }

    fn steps(&self) -> Vec<StepPart> {
        self.all_steps().into_iter().map(|step| self.step(step)).collect()
    }

    fn step(&self, step: &Step) -> StepPart {
        let taken: Vec<&&State> =
            self.cases.iter().filter(|state| state.first.contains_key(&step.id)).collect();
        let helped = |state: &&&&State| {
            let mut events = state.events.iter().filter(|event| event.name() == step.id);
            events.next().and_then(|event| event.document()).is_some_and(|document| !document.with.is_empty())
        };
        let with_help = taken.iter().filter(helped).count();
        let target = step.target.as_ref().map(|(days, after)| {
            let mut took: Vec<i32> = Vec::new();
            let mut open: usize = 0;
            for state in &self.cases {
                match (first(state, after), state.first.get(&step.id)) {
                    (Some(from), Some(to)) => took.push(from.days_until(*to)),
                    (Some(_), None) if state.standing == Standing::Going => open = open.saturating_add(1),
                    _ => {}
                }
            }
            took.sort_unstable();
            let met = took.iter().filter(|took| i64::from(**took) <= i64::from(*days)).count();
            let middle = took.len().saturating_sub(1).checked_div(2).unwrap_or(0);
            let spread = took.first().zip(took.get(middle)).zip(took.last());
            TargetPart {
                days: *days,
                after: after.clone(),
                met,
                late: took.len().saturating_sub(met),
                open,
                took: spread.map(|((least, middle), most)| [*least, *middle, *most]),
            }
        });
        let alone = taken.len().saturating_sub(with_help);
        StepPart { id: step.id.clone(), taken: taken.len(), alone, with_help, target }
    }

    fn months(&self) -> Vec<MonthPart> {
        let Some((people, stage)) = self.pathways().into_iter().find_map(|pathway| pathway.monthly_target)
        else {
            return Vec::new();
        };
        let mut months: BTreeMap<String, usize> = BTreeMap::new();
        for day in self.cases.iter().filter_map(|state| state.reached.get(&stage)) {
            let count = months.entry(day.to_string().chars().take(7).collect()).or_default();
            *count = count.saturating_add(1);
        }
        let part = |(month, reached): (String, usize)| {
            let met = u32::try_from(reached).is_ok_and(|reached| reached >= people);
            MonthPart { month, reached, target: people, met }
        };
        months.into_iter().map(part).collect()
    }

    /// Agreed budgets for a year by the pathway's bands.
    fn cost(&self) -> BTreeMap<&'static str, usize> {
        let mut cost = BTreeMap::new();
        for state in &self.cases {
            let decided = state.round.decided.as_ref().or(state.live.as_ref().map(|live| &live.decided));
            let budget = decided.and_then(|decided| decided.budget.as_ref());
            let yearly: Option<&Exact> = budget.and_then(|budget| budget.sum.yearly());
            let Some((yearly, (medium, high))) = yearly.zip(state.pathway.cost_bands.as_ref()) else {
                continue;
            };
            let band = if yearly >= high {
                "high"
            } else if yearly >= medium {
                "medium"
            } else {
                "low"
            };
            let count: &mut usize = cost.entry(band).or_default();
            *count = count.saturating_add(1);
        }
        cost
    }

    /// Panels that met more often than expected, and decisions on days on which no panel meets.
    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        for step in self.all_steps() {
            let events = self.cases.iter().flat_map(|state| state.events.iter());
            let days: BTreeSet<Day> =
                events.filter(|event| event.name() == step.id).filter_map(|event| event.on()).collect();
            let mut years: BTreeMap<i16, u32> = BTreeMap::new();
            for day in &days {
                let count = years.entry(day.year()).or_default();
                *count = count.saturating_add(1);
            }
            if let Some(most) = step.expected_most_a_year {
                for (year, met) in years.iter().filter(|(_, met)| **met > most) {
                    notes.push(format!(
                        "`{}` met on {met} days in {year}; {most} at most were expected",
                        step.id
                    ));
                }
            }
            if let Some(meets) = &step.meets {
                let other = days.iter().filter(|day| !meets.is_on(**day)).count();
                if other > 0 {
                    let plural = if other == 1 { "day" } else { "days" };
                    notes.push(format!(
                        "`{}` was recorded on {other} {plural} on which it does not meet",
                        step.id
                    ));
                }
            }
        }
        notes
    }
}

/// The first day of a step or a stage.
fn first(state: &State, name: &str) -> Option<Day> {
    let stage = || Stage::from_word(name).and_then(|stage| state.reached.get(&stage).copied());
    state.first.get(name).copied().or_else(stage)
}

/// How many people have reached each stage, and stand at it.
fn stages(cases: &[&State]) -> Vec<StagePart> {
    let part = |stage: &Stage| StagePart {
        id: stage.as_str(),
        reached: cases.iter().filter(|state| state.reached.contains_key(stage)).count(),
        standing: cases
            .iter()
            .filter(|state| state.stage == Some(*stage) && goes_on(&state.standing))
            .count(),
    };
    Stage::ALL.iter().map(part).collect()
}

fn goes_on(standing: &Standing) -> bool {
    !matches!(standing, Standing::NotProceeding { .. } | Standing::Ended { .. })
}
