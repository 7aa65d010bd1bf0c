//! Cases by group or team, against the share of each group in everybody supported.

use std::collections::BTreeMap;

use openras_core::{Exact, Rounding};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Cohort, CohortBy, StagePart, Supported, stages};
use crate::state::{Standing, State};

/// A group or a team.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupPart {
    /// Its id; `not_said` where a case names none.
    pub id: String,
    /// How many cases.
    pub cases: usize,
    /// Its share of the cases, in percent with one decimal, half away from zero.
    pub share: String,
    /// Its share of everybody supported, in percent with one decimal.
    pub supported_share: Option<String>,
    /// How many people do not proceed.
    pub not_proceeding: usize,
    /// Each stage.
    pub stages: Vec<StagePart>,
}

impl Cohort<'_> {
    pub(super) fn groups(&self, by: CohortBy, supported: &Supported) -> Vec<GroupPart> {
        let mut groups: BTreeMap<String, Vec<&State>> = BTreeMap::new();
        for state in &self.cases {
            let id = match by {
                CohortBy::Group => state.opened.group.as_ref(),
                CohortBy::Team => state.opened.team.as_ref(),
            };
            groups.entry(id.cloned().unwrap_or_else(|| "not_said".to_owned())).or_default().push(state);
        }
        if by == CohortBy::Group {
            for id in supported.keys() {
                groups.entry(id.clone()).or_default();
            }
        }
        let everybody: u64 = supported.values().fold(0, |sum, people| sum.saturating_add(*people));
        let all = self.cases.len();
        let part = |(id, cases): (String, Vec<&State>)| {
            let known = by == CohortBy::Group && everybody > 0;
            let own = supported.get(&id).copied().unwrap_or(0);
            let not = cases.iter().filter(|state| matches!(state.standing, Standing::NotProceeding { .. }));
            GroupPart {
                share: percent(cases.len() as u64, all as u64),
                supported_share: known.then(|| percent(own, everybody)),
                cases: cases.len(),
                not_proceeding: not.count(),
                stages: stages(&cases),
                id,
            }
        };
        groups.into_iter().map(part).collect()
    }
}

/// A share in percent with one decimal, half away from zero.
fn percent(part: u64, whole: u64) -> String {
    let hundred = &Exact::from(i128::from(part)) * &Exact::from(100);
    let share = hundred.checked_div(&Exact::from(i128::from(whole))).unwrap_or(Exact::ZERO);
    share.round(Rounding::HalfAwayFromZero, 1).to_fixed(1)
}
