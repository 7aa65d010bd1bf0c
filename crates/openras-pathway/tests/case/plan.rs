//! What the findings about a plan say, and what may be decided and paid then.

use openras_core::digest;
use openras_pathway::{CaseError, EventDocument, MemoryStore, RefusalCode, verify};
use serde_json::{Value, json};

use crate::world::{DIGEST, FUND, World, decision, event, found, more, plain, rulebook};

/// Wrexham's way with these findings, up to the panel.
fn planned(store: &MemoryStore, keys: Value) -> World<'_> {
    let mut world = World::new(store, &rulebook("wrexham_2008"), "A-0042");
    world.to_budget_told();
    world.add(more(plan("2008-02-11"), found(keys)));
    world.add(plain("signed_off", "2008-02-13", "M-2", "team_manager"));
    world
}

fn plan(on: &str) -> Value {
    plain("agreed_by_coordinator", on, "W-17", "social_worker")
}

fn agreed(amount: &str) -> Value {
    decision(json!({ "decision": "agreed", "amount": amount, "text": "As planned" }))
}

fn agreement(on: &str) -> Value {
    more(plain("payment_agreement", on, "F-1", "finance"), json!({ "starts": "2008-03-01" }))
}

fn pay(on: &str) -> Value {
    more(plain("payment_released", on, "F-2", "finance"), json!({ "amount": "1000.00" }))
}

fn panel(on: &str, decided: &str) -> Value {
    let present = json!([{ "by": "W-3", "as": "adult_social_care" }, { "by": "N-4", "as": "nhs" }, { "by": "S-5", "as": "safeguarding_lead" }]);
    let keys = json!({ "decision": decided, "text": "After a long talk", "present": present });
    more(plain("risk_panel", on, "RK-1", "risk_panel"), keys)
}

#[test]
fn no_budget_is_agreed_for_a_plan_that_is_blocked() {
    let store = MemoryStore::new();
    let blocked = json!({ "verdict": "blocked", "blocked_by": ["below_minimum_wage", "gambling"] });
    let mut world = planned(&store, blocked);
    let said = world.refused_as(RefusalCode::PlanBlocked, agreed("13291.56"));
    assert!(said.contains("the plan is blocked: below_minimum_wage, gambling"), "{said}");
    // It may be deferred or not agreed, and nothing is signed or paid.
    world.add(decision(json!({ "decision": "deferred", "text": "The wage is too low" })));
    world.refused_as(RefusalCode::NotYet, agreement("2008-02-25"));
    world.refused_as(RefusalCode::NotYet, pay("2008-03-01"));
    // The event cannot say of the same findings that they are others.
    let said = world.refused(more(agreed("13291.56"), found(json!({}))));
    assert!(said.codes().contains(&RefusalCode::PlanBlocked), "{said}");
    // The plan is changed: new findings, and it is agreed.
    let mut new = found(json!({}));
    new["about"]["findings"] = json!(FUND);
    world.add(more(plan("2008-02-20"), new));
    world.add(agreed("13291.56"));
    world.add(agreement("2008-02-25"));
}

#[test]
fn what_findings_say_must_be_known_to_decide() {
    let store = MemoryStore::new();
    let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-0042");
    world.to_budget_told();
    world.add(more(plan("2008-02-11"), json!({ "about": { "findings": FUND } })));
    world.add(plain("signed_off", "2008-02-13", "M-2", "team_manager"));
    let said = world.refused_as(RefusalCode::KeyMissing, agreed("13291.56"));
    assert!(said.contains("no event says what they say"), "{said}");
    // The same findings once more, with what they say.
    let mut known = found(json!({}));
    known["about"]["findings"] = json!(FUND);
    world.add(more(plan("2008-02-14"), known));
    world.add(agreed("13291.56"));
    // Of findings that are not named nothing can be said.
    let nameless =
        more(plan("2008-02-15"), json!({ "found": { "verdict": "ready", "unresolved_risk": false } }));
    let error = world.case.add(&unchecked(nameless)).unwrap_err();
    assert!(
        matches!(&error, CaseError::Input(found) if found.to_string().contains("about.findings")),
        "{error}"
    );
}

fn unchecked(value: Value) -> EventDocument {
    serde_json::from_value(more(value, json!({ "format": 1 }))).unwrap()
}

#[test]
fn an_agreed_budget_that_is_not_what_the_plan_costs_has_its_reason() {
    // 13,291.56 - 13,000.00 = 291.56 more than the plan costs; 13,291.56 - 13,500.00 = 208.44 less.
    for (cost, says) in [("13000.00", "291.56 more"), ("13500.00", "208.44 less")] {
        let store = MemoryStore::new();
        let mut world = planned(&store, json!({ "verdict": "refer", "cost": cost }));
        let said = world.refused_as(RefusalCode::ReasonMissing, agreed("13291.56"));
        assert!(said.contains(says) && said.contains("plan_costs_less"), "{said}");
        world.add(more(agreed("13291.56"), json!({ "reasons": ["room_left"] })));
    }
    // To the penny it needs none; nor where the cost of a year is not known.
    for cost in [json!({ "cost": "13291.56" }), json!({})] {
        let store = MemoryStore::new();
        planned(&store, cost).add(agreed("13291.56"));
    }
}

#[test]
fn a_plan_is_held_against_the_allocation_that_was_told() {
    let store = MemoryStore::new();
    let mut world = planned(&store, json!({ "allocation": FUND }));
    let said = world.refused_as(RefusalCode::DoesNotTie, agreed("13291.56"));
    assert!(said.contains("the plan was held against the allocation"), "{said}");
    let store = MemoryStore::new();
    planned(&store, json!({ "allocation": DIGEST })).add(agreed("13291.56"));
}

#[test]
fn an_agreement_is_about_the_plan_that_was_decided() {
    let store = MemoryStore::new();
    let mut world = planned(&store, json!({}));
    world.add(agreed("13291.56"));
    let mut other = found(json!({ "verdict": "blocked", "blocked_by": ["gambling"] }));
    other["about"]["findings"] = json!(FUND);
    world.add(more(plan("2008-02-20"), other));
    let codes = world.refused(agreement("2008-02-25")).codes();
    assert_eq!(codes, [RefusalCode::DoesNotTie, RefusalCode::PlanBlocked]);
}

#[test]
fn a_risk_that_the_findings_leave_open_goes_to_the_panel_before_anything_is_signed() {
    let store = MemoryStore::new();
    let mut world = planned(&store, json!({ "verdict": "refer", "unresolved_risk": true }));
    world.add(agreed("13291.56"));
    let said = world.refused_as(RefusalCode::RiskOpen, agreement("2008-02-25"));
    assert!(said.contains("record `risk_panel` first"), "{said}");
    world.add(panel("2008-02-26", "accepted_with_actions"));
    // The same findings once more open it no more.
    world.add(more(plan("2008-02-27"), found(json!({ "verdict": "refer", "unresolved_risk": true }))));
    world.add(agreement("2008-02-28"));
    assert_eq!(world.case.state().council_keeps, None);
}

#[test]
fn where_the_council_keeps_the_budget_nothing_is_paid_to_the_person() {
    let store = MemoryStore::new();
    let mut world = planned(&store, json!({ "unresolved_risk": true }));
    world.add(agreed("13291.56"));
    let kept = world.add(panel("2008-02-26", "council_keeps_the_budget")).n;
    world.add(agreement("2008-02-28"));
    let said = world.refused_as(RefusalCode::CouncilKeeps, pay("2008-03-01"));
    assert!(said.contains(&format!("the council keeps the budget by event {kept}")), "{said}");
    for to in ["person", "nominee", "trust"] {
        world.refused_as(RefusalCode::CouncilKeeps, more(pay("2008-03-01"), json!({ "paid_to": to })));
    }
    world.add(more(pay("2008-03-01"), json!({ "paid_to": "provider" })));
    let page = world.case.state().explain(world.case.head(), &[], None);
    assert!(page.contains(&format!("kept          by the council, event {kept}")), "{page}");
    // A new way round changes nothing of it: the panel does.
    world.add(plain("self_assessment", "2008-09-01", "A-0042", "person"));
    world.refused_as(RefusalCode::CouncilKeeps, pay("2008-09-02"));
    // No risk is open any more, and it decides all the same.
    world.add(panel("2008-09-10", "resolved"));
    world.add(pay("2008-09-11"));
    // What is not kept is not asked for again.
    world.refused_as(RefusalCode::NotNeeded, panel("2008-09-12", "resolved"));
}

#[test]
fn payments_stop_when_the_council_takes_the_budget_back_and_that_can_be_challenged() {
    let store = MemoryStore::new();
    let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-0042");
    world.to_started();
    world.add(pay("2008-03-01"));
    let open = json!({ "says": ["unresolved_risk"] });
    world.add(more(plain("concern_raised", "2008-04-03", "W-17", "social_worker"), open));
    let told = world
        .add(more(plain("ending_noticed", "2008-04-04", "M-2", "team_manager"), json!({ "text": "x" })))
        .n;
    let challenge =
        |of: u64| more(plain("challenged", "2008-04-05", "A-0042", "person"), json!({ "challenges": of }));
    world.add(challenge(told));
    // While an ending is challenged nothing is stopped.
    world.refused_as(RefusalCode::ChallengeOpen, panel("2008-04-10", "council_keeps_the_budget"));
    let decided = |of: u64| {
        let keys = json!({ "challenges": of, "decision": "upheld", "text": "Too soon" });
        more(plain("challenge_decided", "2008-04-11", "X-9", "team_manager"), keys)
    };
    world.add(decided(told));
    let kept = world.add(panel("2008-04-12", "council_keeps_the_budget")).n;
    world.refused_as(RefusalCode::CouncilKeeps, pay("2008-05-01"));
    world.add(challenge(kept));
    let ended = more(plain("ended", "2008-05-01", "W-17", "social_worker"), json!({ "why": "by_council" }));
    world.refused_as(RefusalCode::ChallengeOpen, ended);
    // Upheld, it is as if the council had not kept it; of another event it is not.
    world.add(challenge(told));
    world.add(decided(told));
    world.refused_as(RefusalCode::CouncilKeeps, pay("2008-05-02"));
    world.add(decided(kept));
    assert_eq!(world.case.state().council_keeps, None);
    world.add(pay("2008-05-02"));
    assert!(verify(&store, "A-0042", None).unwrap().holds());
}

#[test]
fn another_option_needs_a_plan_a_decision_and_an_agreement_and_until_then_the_old_one_is_paid() {
    let store = MemoryStore::new();
    let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-0042");
    world.to_started();
    let changed = json!({ "becomes": "service_fund" });
    let n = world.add(more(plain("option_changed", "2008-06-16", "A-0042", "person"), changed)).n;
    world.add(pay("2008-07-01"));
    assert_eq!(world.case.state().option_waits(), Some(n));
    let page = world.case.state().explain(world.case.head(), &[], None);
    assert!(page.contains(&format!("option        service fund, event {n}: a plan, a decision")), "{page}");
    let said = world.refused_as(RefusalCode::NotYet, agreement("2008-07-10"));
    assert!(said.contains(&format!("the option is `service_fund` by event {n}")), "{said}");
    let mut new = found(json!({}));
    new["about"]["findings"] = json!(FUND);
    world.add(more(plan("2008-07-11"), new));
    // A new plan is decided anew.
    world.refused_as(RefusalCode::DoesNotTie, agreement("2008-07-12"));
    world.add(agreed("13291.56"));
    world.add(agreement("2008-07-20"));
    assert_eq!(world.case.state().option_waits(), None);
    assert_eq!(world.case.state().record(world.case.head()).option.as_deref(), Some("service_fund"));
}

/// A record of findings, with its digest.
fn record(keys: Value) -> String {
    let mut record = json!({
        "record": "openras.findings/1",
        "person": "A-0042",
        "plan": { "period": { "from": "2008-03-01", "to": "2009-02-28" } },
        "budget": { "allocation": DIGEST, "streams": [{ "id": "ilf", "inside": true }, { "id": "health", "inside": false }] },
        "verdict": "ready",
        "findings": [],
        "cost": {
            "by_stream": [{ "id": "social_care", "spent": "9000.10" }, { "id": "ilf", "spent": "2000.00" }, { "id": "health", "spent": "700.00" }],
            "personal_budget": { "total": "9000.10" },
        },
    });
    record = more(record, keys);
    record["sha256"] = json!(digest::sha256(&record).unwrap());
    record.to_string()
}

/// What an event says of them.
fn tied(keys: Value) -> Value {
    let mut event = event(plan("2008-02-11"));
    event.tie_findings(&record(keys), "A-0042").unwrap();
    serde_json::to_value(event.found).unwrap()
}

#[test]
fn what_findings_say_is_read_from_their_record() {
    // The fund inside the budget is part of what the budget pays, money on top is not: 9,000.10 + 2,000.00.
    let ready =
        json!({ "verdict": "ready", "unresolved_risk": false, "cost": "11000.1", "allocation": DIGEST });
    assert_eq!(tied(json!({})), ready);
    // A plan for less than a year says nothing of a year; one without a budget has no allocation and no streams.
    let half = json!({ "plan": { "period": { "from": "2008-03-01", "to": "2008-08-31" } }, "budget": null });
    assert_eq!(tied(half), json!({ "verdict": "ready", "unresolved_risk": false }));
    let finding = |code: &str, severity: &str| json!({ "code": code, "severity": severity });
    let blocked = json!({ "verdict": "blocked", "findings": [
        finding("below_minimum_wage", "statutory_block"), finding("below_minimum_wage", "statutory_block"),
        finding("forbidden_category", "policy_block"), finding("risk_unresolved", "refer"), finding("about_missing", "warning"),
    ] });
    let said = tied(blocked);
    assert_eq!(said["blocked_by"], json!(["below_minimum_wage", "forbidden_category"]));
    assert_eq!((&said["verdict"], &said["unresolved_risk"]), (&json!("blocked"), &json!(true)));
    // What a decision in the plan has lifted is a note, and no open risk.
    let lifted = tied(json!({ "findings": [finding("risk_unresolved", "note")] }));
    assert_eq!(lifted["unresolved_risk"], json!(false));
    // A word that is not known is no verdict.
    let strange = record(json!({ "verdict": "fine" }));
    let problem = event(plan("2008-02-11")).tie_findings(&strange, "A-0042").unwrap_err();
    assert!(problem.to_string().contains("no verdict that is known here"), "{problem}");
}
