//! Whatever stands in a plan: findings or problems, never a panic; and what is found reproduces.

use std::sync::LazyLock;

use openras::core::Period;
use openras::prelude::*;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value as Json, json};

use crate::world::{assistant, budget, club, push, rulebook, sound};

static RULEBOOKS: LazyLock<[Rulebook; 2]> = LazyLock::new(|| [rulebook("england"), rulebook("scotland")]);

/// A plan that has something of nearly every kind.
static FULL: LazyLock<Json> = LazyLock::new(|| {
    let mut json = sound("2018-06-01");
    let mut worker = assistant("pa", "20", "9.00", 30);
    worker["provider"]["older_on"] = json!("2018-09-14");
    worker["provider"]["relation"] = json!("sibling");
    worker["provider"]["same_household"] = json!(true);
    worker["weeks"] = json!("50");
    worker["sleep_in"] = json!({ "nights": "1", "flat": "45.00", "waking_hours": "2" });
    worker["shared_by"] = json!(2);
    worker["stream"] = json!({ "social_care": "60%", "ilf": "40%" });
    push(&mut json, "support", worker);
    let mut once = club("once");
    once["one_off"] = json!("120.00");
    once["on"] = json!("2018-06-10");
    once["way"] = json!("arranged");
    push(&mut json, "support", once);
    json["contribution"] = json!({ "outcome": "assessed", "amount": "10.00", "per": "week" });
    json["contribution_change"] = json!([{ "from": "2019-04-06", "amount": "14.00", "per": "week" }]);
    json["payment"] = json!({
        "model": "net", "frequency": "four_weekly", "start": "2018-06-01", "end": "2019-05-31", "agreed_on": "2018-06-01",
        "yearly_limit": "600.00", "in_advance": true,
        "budget": [{ "from": "2018-06-01", "amount": "250.00", "per": "week" }],
        "uplift": [{ "from": "2019-04-01", "percent": "2%" }],
        "temporary": [{ "from": "2018-08-01", "to": "2018-08-14", "amount": "70.00", "per": "week" }],
        "suspension": [{ "from": "2018-10-01", "to": "2018-10-10", "reason": "hospital", "continues": ["retainer"] }],
    });
    json["residential_stay"] = json!([{ "from": "2018-07-01", "to": "2018-07-15" }]);
    json["risk"] = json!([{ "id": "r", "controls": "a rail", "residual": "high", "status": "accepted" }]);
    json["exception"] = json!([{ "code": "over_budget", "grounds": "high_cost_package", "decided_by": "W", "on": "2018-05-01" }]);
    json["person_orders"] = json!(["drug_rehabilitation"]);
    json
});

/// Every leaf of a document, as a JSON pointer.
fn leaves(value: &Json, at: &str, found: &mut Vec<String>) {
    match value {
        Json::Object(map) => map.iter().for_each(|(key, value)| leaves(value, &format!("{at}/{key}"), found)),
        Json::Array(list) if !list.is_empty() => {
            list.iter().enumerate().for_each(|(key, value)| leaves(value, &format!("{at}/{key}"), found));
        }
        _ => found.push(at.to_owned()),
    }
}

fn words() -> impl Strategy<Value = Json> {
    select(vec![
        json!("0"),
        json!("-1.00"),
        json!("0.01"),
        json!("0.000000000001"),
        json!("999999999999999.99"),
        json!("100%"),
        json!("0%"),
        json!("0001-01-01"),
        json!("2018-05-31"),
        json!("2019-02-28"),
        json!("2027-06-01"),
        json!("9999-12-31"),
        json!(""),
        json!("as_needed"),
        json!("one_off"),
        json!("quarterly"),
        json!("month"),
        json!("year"),
        json!("once"),
        json!("day"),
        json!("night"),
        json!("wage"),
        json!("gross"),
        json!("full_cost"),
        json!("spouse_or_civil_partner"),
        json!("arranged"),
        json!("unable"),
        json!("jointly"),
        json!(0),
        json!(1),
        json!(100),
        json!(true),
        json!(false),
        Json::Null,
        json!([]),
        json!({}),
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_plan_is_looked_at_or_refused(
        nation in 0usize..2,
        changes in prop::collection::vec((any::<Index>(), words(), any::<bool>()), 0..6),
        pennies in 0i64..10_000_000,
    ) {
        let mut json = FULL.clone();
        for (which, word, out) in changes {
            let mut all = Vec::new();
            leaves(&json, "", &mut all);
            let pointer = &all[which.index(all.len())];
            let (parent, key) = pointer.rsplit_once('/').unwrap();
            match json.pointer_mut(parent) {
                Some(Json::Object(map)) if out => drop(map.remove(key)),
                _ => *json.pointer_mut(pointer).unwrap() = word,
            }
        }
        let rulebook = &RULEBOOKS[nation];
        let Ok(plan) = SupportPlan::from_json(&json.to_string()) else { return Ok(()) };
        let budget = budget(&format!("{}.{:02}", pennies / 100, pennies % 100), Period::Year);
        match rulebook.check_plan(&plan, &budget) {
            Ok(check) => {
                prop_assert!(check.to_html().ends_with("</html>\n") && !check.to_text().is_empty());
                let parts = [&check.cost.personal_budget.person_pays, &check.cost.personal_budget.council_pays];
                prop_assert_eq!(parts[0] + parts[1], check.cost.personal_budget.total.clone());
                let record = rulebook.findings_json(&check).unwrap();
                let verified = rulebook.verify(&record).unwrap();
                prop_assert!(verified.holds(), "{:?}", verified.differences);
                let schedule = rulebook.schedule(&plan, Some(&budget));
                prop_assert_eq!(schedule.is_ok(), check.schedule.is_some());
                if let Ok(schedule) = schedule {
                    prop_assert!(!schedule.to_csv().is_empty() && !schedule.to_text().is_empty());
                    prop_assert!(!rulebook.agreement(&plan).unwrap().to_text(None).is_empty());
                }
            }
            Err(problems) => {
                prop_assert!(problems.has_errors());
                for problem in problems.iter() {
                    prop_assert!(problem.help.is_some(), "{}", problem);
                }
            }
        }
    }
}
