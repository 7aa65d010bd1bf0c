//! A record of findings held against what it says it is.

use openras_allocation::compare;
use openras_core::{Diagnostics, Path};
use openras_plan::{Budget, BudgetRecord, Circumstances, CircumstancesRecord, SupportPlan, TOGETHER};
use serde::Deserialize as _;
use serde_json::{Map, Value as Json};

use crate::rulebook::Rulebook;
use crate::verify::{Verification, comparable, difference, digest_difference, other_engine};

impl Rulebook {
    /// Checks the plan, or the plans together, that a record holds, against the budgets that it holds.
    pub(crate) fn verify_findings(&self, recorded: &Map<String, Json>) -> Verification {
        let together = recorded.get("record").and_then(Json::as_str) == Some(TOGETHER);
        let several = recorded.get("plans").and_then(Json::as_array);
        let own = Json::Object(recorded.clone());
        let plans: Vec<&Json> = if together { several.into_iter().flatten().collect() } else { vec![&own] };
        let mut differences = Vec::new();
        match self.found_again(&plans, together) {
            Ok(again) => differences.extend(compare(&without_digests(recorded), &again)),
            Err(problems) => {
                differences.push(difference(
                    "verdict",
                    recorded.get("verdict"),
                    &format!("an error: {}", problems.items().join("; ")),
                ));
            }
        }
        for (at, plan) in plans.iter().enumerate().filter(|_| together) {
            let broken = plan.as_object().and_then(digest_difference);
            differences.extend(broken.map(|mut broken| {
                broken.path = Path::root().key("plans").index(at).key("sha256");
                broken
            }));
        }
        differences.extend(digest_difference(recorded));
        let first = plans.first().and_then(|plan| plan.as_object());
        Verification { differences, other_engine: first.and_then(other_engine) }
    }

    /// The record as it is worked out again, without engine and digests.
    fn found_again(&self, plans: &[&Json], together: bool) -> Result<Json, Diagnostics> {
        let mut read: Vec<(SupportPlan, Option<Budget>)> = Vec::new();
        let mut known = Circumstances::default();
        for record in plans {
            let plan = SupportPlan::from_json(&record.get("plan").unwrap_or(&Json::Null).to_string())?;
            let budget = record.get("budget").and_then(|budget| BudgetRecord::deserialize(budget).ok());
            read.push((plan, budget.and_then(|budget| budget.budget())));
            let circumstances = record.get("circumstances");
            let circumstances = circumstances.and_then(|known| CircumstancesRecord::deserialize(known).ok());
            known = circumstances.unwrap_or_default().into();
        }
        let (policy, stamp) = self.policy_and_stamp()?;
        let pairs: Vec<(&SupportPlan, Option<&Budget>)> =
            read.iter().map(|(plan, budget)| (plan, budget.as_ref())).collect();
        let check = policy.check_together(&pairs, known);
        let check = check.map_err(|misfits| -> Diagnostics {
            misfits.into_iter().flat_map(|(_, found)| found.into_iter()).collect()
        })?;
        let record = match check.plans.as_slice() {
            [only] if !together => only.record(stamp).and_then(|record| serde_json::to_value(&record)),
            _ => check.record(stamp).and_then(|record| serde_json::to_value(&record)),
        };
        Ok(record.ok().and_then(|record| record.as_object().map(without_digests)).unwrap_or_default())
    }
}

/// A record, and each record in it, without what is compared in another way.
fn without_digests(record: &Map<String, Json>) -> Json {
    let mut record = record.clone();
    if let Some(Json::Array(plans)) = record.get_mut("plans") {
        for plan in plans {
            if let Some(inner) = plan.as_object() {
                *plan = comparable(inner);
            }
        }
    }
    comparable(&record)
}
