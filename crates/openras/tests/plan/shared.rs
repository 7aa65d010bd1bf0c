//! Two friends and one worker.

use openras::plan::SupportPlan;
use openras::prelude::*;
use serde_json::{Value as Json, json};

use crate::world::{assistant, budget, plan, push, rulebook, sound};

/// One friend's plan: an hour alone at £8, four hours together at £5.
fn friend(person: &str, other: &str) -> Json {
    let mut json = sound("2008-02-01");
    json["person"] = json!(person);
    json["shared_with"] = json!([other]);
    let mut alone = assistant("alone", "1", "8.00", 24);
    alone["provider"]["ref"] = json!("PA-7");
    let mut shared = assistant("together", "4", "5.00", 24);
    shared["provider"]["ref"] = json!("PA-7");
    shared["shared_by"] = json!(2);
    shared["employer"] = json!("jointly");
    push(&mut json, "support", alone);
    push(&mut json, "support", shared);
    json
}

fn both(one: &Json, other: &Json) -> openras::plan::TogetherCheck {
    let (one, other): (SupportPlan, SupportPlan) = (plan(one), plan(other));
    let budget = budget("5000.00", openras::core::Period::Year);
    rulebook("wales").check_plans_together(&[(&one, Some(&budget)), (&other, Some(&budget))]).unwrap()
}

fn found(check: &PlanCheck) -> Vec<&str> {
    check.findings.iter().map(|finding| finding.code.as_str()).collect()
}

#[test]
fn each_of_two_friends_saves_three_pounds_an_hour() {
    let together = both(&friend("A-0042", "B-0007"), &friend("B-0007", "A-0042"));
    for check in &together.plans {
        assert_eq!(found(check), [] as [&str; 0]);
    }
    let shared = &together.shared[0];
    assert_eq!(shared.together.to_fixed(2), "10.00");
    for part in &shared.with {
        assert_eq!(part.saves.as_ref().map(|saves| saves.to_fixed(2)).as_deref(), Some("3.00"));
    }
    let sentences = shared.sentences("GBP", 2);
    assert_eq!(sentences[0], "A-0042 pays £5.00 an hour in place of £8.00 alone, and saves £3.00");
}

#[test]
fn halves_that_do_not_agree_are_told_in_both_plans() {
    let mut other = friend("B-0007", "A-0042");
    other["support"][2]["quantity"] = json!("3");
    let together = both(&friend("A-0042", "B-0007"), &other);
    for check in &together.plans {
        assert_eq!(found(check), ["shared_support_differs"]);
        assert!(check.findings[0].message.contains("how much and how often"));
    }
}

#[test]
fn a_plan_too_few_is_told() {
    let mut one = friend("A-0042", "B-0007");
    one["support"][2]["shared_by"] = json!(3);
    let mut other = friend("B-0007", "A-0042");
    other["support"][2]["shared_by"] = json!(3);
    let together = both(&one, &other);
    assert_eq!(found(&together.plans[0]), ["shared_support_differs"]);
    assert!(together.plans[0].findings[0].message.contains("2 of the plans given"));
}

#[test]
fn one_friend_may_employ_for_both() {
    let mut one = friend("A-0042", "B-0007");
    one["support"][2]["employer"] = json!("this_person");
    let mut other = friend("B-0007", "A-0042");
    other["support"][2]["employer"] = json!("shared_with:A-0042");
    let together = both(&one, &other);
    assert_eq!(found(&together.plans[0]), [] as [&str; 0], "together they pay £10.00 an hour");
    // By itself the first plan is of a separate employer, who pays £5.00 an hour.
    let alone =
        rulebook("wales").check_plan(&plan(&one), &budget("5000.00", openras::core::Period::Year)).unwrap();
    assert_eq!(found(&alone), ["below_minimum_wage"]);
}
