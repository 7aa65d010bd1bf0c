//! What changes between a decision and an agreement: the plan, the option, the budget that was told, a risk.

use openras_pathway::{MemoryStore, RefusalCode};
use serde_json::{Value, json};

use crate::world::{DIGEST, FUND, World, decision, found, more, plain, rulebook};

/// Wrexham's way up to the decision of the panel.
fn decided(store: &MemoryStore) -> World<'_> {
    let mut world = World::new(store, &rulebook("wrexham_2008"), "A-0042");
    world.to_decided();
    world
}

fn agreement(on: &str) -> Value {
    more(plain("payment_agreement", on, "F-1", "finance"), json!({ "starts": "2008-03-01" }))
}

fn plan(on: &str, keys: Value) -> Value {
    more(plain("agreed_by_coordinator", on, "W-17", "social_worker"), keys)
}

/// Findings about another plan.
fn others(keys: Value) -> Value {
    more(found(keys), json!({ "about": { "findings": FUND } }))
}

fn option(on: &str) -> Value {
    let keys = json!({ "becomes": "direct_payment" });
    more(plain("option_changed", on, "A-0042", "person"), keys)
}

fn again() -> Value {
    decision(json!({ "decision": "agreed", "amount": "13291.56", "text": "Once more" }))
}

#[test]
fn an_agreement_does_not_bring_another_plan() {
    let store = MemoryStore::new();
    let mut world = decided(&store);
    let blocked = others(json!({ "verdict": "blocked", "blocked_by": ["gambling"] }));
    let said = world.refused(more(agreement("2008-02-25"), blocked.clone()));
    assert_eq!(said.codes(), [RefusalCode::DoesNotTie, RefusalCode::PlanBlocked], "{said}");
    // Not one that could be carried out either, and no later step.
    let said = world.refused(more(agreement("2008-02-25"), others(json!({}))));
    assert_eq!(said.codes(), [RefusalCode::DoesNotTie], "{said}");
    world.add(more(agreement("2008-02-25"), found(json!({}))));
    let started = plain("started", "2008-03-01", "W-17", "social_worker");
    world.refused_as(RefusalCode::DoesNotTie, more(started.clone(), blocked));
    world.add(started);
}

#[test]
fn a_plan_that_is_checked_again_unchanged_is_a_plan_for_the_option() {
    let store = MemoryStore::new();
    let mut world = decided(&store);
    world.add(option("2008-02-20"));
    let said = world.refused_as(RefusalCode::NotYet, agreement("2008-02-21"));
    assert!(said.contains("the plan is from before it"), "{said}");
    // A decision that ties itself to the old findings is no new check.
    world.add(again());
    let said = world.refused_as(RefusalCode::NotYet, agreement("2008-02-22"));
    assert!(said.contains("the plan is from before it"), "{said}");
    world.add(plan("2008-02-23", found(json!({}))));
    world.add(again());
    world.add(agreement("2008-02-25"));
}

#[test]
fn a_decision_from_before_the_option_is_not_signed_though_its_findings_come_back() {
    let store = MemoryStore::new();
    let mut world = decided(&store);
    world.add(option("2008-02-20"));
    world.add(plan("2008-02-21", others(json!({}))));
    world.add(plan("2008-02-22", found(json!({}))));
    let said = world.refused(agreement("2008-02-25"));
    assert_eq!(said.codes(), [RefusalCode::NotYet], "{said}");
    assert!(said.to_string().contains("the decision is from before it"), "{said}");
    world.add(again());
    world.add(agreement("2008-02-25"));
}

#[test]
fn a_budget_that_is_told_anew_is_decided_anew() {
    // Another amount, another allocation, or both.
    for (allocation, amount) in [(DIGEST, "9000.00"), (FUND, "13291.56"), (FUND, "9000.00")] {
        let store = MemoryStore::new();
        let mut world = decided(&store);
        let told = json!({ "about": { "allocation": allocation }, "indicative": { "amount": amount } });
        world.add(more(plain("budget_told", "2008-02-20", "W-17", "social_worker"), told));
        let said = world.refused(agreement("2008-02-25"));
        assert_eq!(said.codes(), [RefusalCode::DoesNotTie], "{said}");
        assert!(said.to_string().contains("told another indicative budget"), "{said}");
        world.add(decision(json!({ "decision": "agreed", "amount": amount, "text": "As told now" })));
        world.add(agreement("2008-02-26"));
    }
    // Told once more, it is the same.
    let store = MemoryStore::new();
    let mut world = decided(&store);
    let told = json!({ "about": { "allocation": DIGEST }, "indicative": { "amount": "13291.56" } });
    world.add(more(plain("budget_told", "2008-02-20", "W-17", "social_worker"), told));
    world.add(agreement("2008-02-25"));
}

#[test]
fn a_risk_in_a_support_that_goes_on_stays_open_when_the_way_begins_anew() {
    let panel = |on: &str| {
        let present = json!([{ "by": "W-3", "as": "adult_social_care" }, { "by": "N-4", "as": "nhs" }, { "by": "S-5", "as": "safeguarding_lead" }]);
        let keys = json!({ "decision": "resolved", "text": "After a long talk", "present": present });
        more(plain("risk_panel", on, "RK-1", "risk_panel"), keys)
    };
    let anew = |risk: bool| {
        let store = MemoryStore::new();
        let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-0042");
        world.to_started();
        let keys = json!({ "verdict": "refer", "unresolved_risk": risk });
        world.add(plan("2008-06-11", others(keys)));
        world.add(plain("self_assessment", "2008-06-22", "A-0042", "person"));
        assert_eq!(world.case.state().says("unresolved_risk"), risk);
        match risk {
            true => {
                world.add(panel("2008-06-23"));
            }
            false => {
                world.refused_as(RefusalCode::NotNeeded, panel("2008-06-23"));
            }
        }
        assert!(!world.case.state().says("unresolved_risk"));
    };
    anew(true);
    anew(false);
}
