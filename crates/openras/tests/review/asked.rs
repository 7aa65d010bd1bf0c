//! What no cadence asks for: a decision about capacity, what the plan agreed, what a review found and decided.

use openras::review::Standing;
use serde_json::{Value as Json, json};

use crate::due::rule;
use crate::world::{casefile, day, rulebook};

#[test]
fn a_decision_about_capacity_is_looked_at_again_on_its_day() {
    let rulebook = rulebook("worcestershire_dp");
    let case = |assessments: Json, reviews: Json| {
        let mut case = json!({ "format": 1, "person": "P-1", "dates": { "budget_start": "2016-04-06" } });
        (case["assessment"], case["review"]) = (assessments, reviews);
        casefile(&case)
    };
    let twice = json!([{ "on": "2016-04-01", "capacity_review_on": "2016-07-01" }, { "on": "2016-05-20", "capacity_review_on": "2016-06-10" },
                       { "on": "2016-08-01" }]);
    let first = json!([{ "on": "2016-06-01", "kind": "first" }]);
    let due = rulebook.due(&case(twice.clone(), first), day("2016-06-11")).unwrap();
    // The newest that names a day; the review of 1 June came before it.
    assert_eq!(rule(&due, "capacity").due, Some(day("2016-06-10")));
    assert_eq!(rule(&due, "capacity").standing, Standing::Overdue(1));
    assert_eq!(due.next().unwrap().1, day("2016-06-10"));
    let held = rulebook
        .due(&case(twice, json!([{ "on": "2016-06-10", "kind": "first" }])), day("2016-06-11"))
        .unwrap();
    assert_eq!((&rule(&held, "capacity").standing, rule(&held, "capacity").due), (&Standing::Done, None));
}

#[test]
fn the_monitoring_that_was_agreed_is_held_against_the_level_that_the_rules_give() {
    let rulebook = rulebook("wrexham_2008");
    let notes = |level: Option<&str>, on: &str| {
        let mut plan = json!({ "on": "2008-02-26", "sha256": "0f" });
        if let Some(level) = level {
            plan["monitoring"] = json!(level);
        }
        let case = json!({ "format": 1, "person": "P-1", "annual_budget": "13291.56", "dates": { "budget_start": "2008-03-01" }, "plan": [plan] });
        rulebook.due(&casefile(&case), day(on)).unwrap().notes
    };
    // In the first year the money is looked at each quarter; then, at £255.61 a week, once a year.
    assert!(notes(Some("quarterly_return"), "2008-06-01").is_empty());
    let told = "the plan of 26 February 2008 agreed on quarterly_return, and the rules give yearly_check: talk it over";
    assert_eq!(notes(Some("quarterly_return"), "2009-06-01"), [told]);
    assert!(notes(None, "2009-06-01").is_empty());
}

#[test]
fn what_a_review_found_and_decided_makes_something_due() {
    let rulebook = rulebook("wrexham_2008");
    let due = |decision: &str, result: &str, plans: &[&str], on: &str| {
        let plans: Vec<Json> =
            plans.iter().map(|on| json!({ "on": on, "sha256": "0f", "outcomes": ["swim"] })).collect();
        let review = json!({ "on": "2008-03-29", "kind": "first", "considered": ["risk", "changes"], "plan": "0f", "decision": decision,
            "reason": "as agreed", "outcomes": [{ "id": "swim", "result": result }] });
        let case = json!({ "format": 1, "person": "P-1", "dates": { "plan_agreed": "2008-02-26", "budget_start": "2008-03-01" },
            "plan": plans, "review": [review] });
        let due = rulebook.due(&casefile(&case), day(on)).unwrap();
        let rules = due
            .triggers
            .iter()
            .map(|rule| (rule.rule.clone(), rule.due.unwrap().to_string(), rule.standing.clone()));
        rules.collect::<Vec<_>>()
    };
    let one =
        |rule: &str, late: i32| vec![(rule.to_owned(), "2008-03-29".to_owned(), Standing::Overdue(late))];
    // 29 March to 20 April are 22 days.
    assert_eq!(due("confirm", "not_met", &[], "2008-04-20"), one("outcomes_not_met", 22));
    for met in ["met", "partly", "changed"] {
        assert!(due("confirm", met, &[], "2008-04-20").is_empty());
    }
    assert_eq!(due("revise", "not_met", &["2008-02-26"], "2008-04-20"), one("new_plan", 22));
    assert_eq!(
        due("revise", "not_met", &["2008-04-20"], "2008-04-19"),
        one("new_plan", 21),
        "it is still to come"
    );
    assert!(due("revise", "not_met", &["2008-04-20"], "2008-04-20").is_empty());
    assert!(due("close", "not_met", &[], "2008-04-20").is_empty());
    // The plan that went on as it was is not that of later; one that was agreed at the review is.
    assert!(due("confirm", "not_met", &["2008-02-26", "2008-04-19"], "2008-04-20").is_empty());
    assert_eq!(due("confirm", "not_met", &["2008-03-29"], "2008-04-20"), one("outcomes_not_met", 22));
}
