use openras_pathway::{MemoryStore, RefusalCode, Stage, Standing};
use serde_json::json;

use crate::world::{DIGEST, World, decision, event, more, plain, rulebook};

#[test]
fn a_case_goes_from_the_self_assessment_to_the_review() {
    let store = MemoryStore::new();
    let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-0042");
    world.to_started();
    world.add(more(
        plain("payment_released", "2008-03-01", "F-2", "finance"),
        json!({ "amount": "1107.63", "covers": { "from": "2008-03-01", "to": "2008-03-31" } }),
    ));
    world.add(plain("review", "2008-03-29", "W-17", "social_worker"));
    world.add(plain("review_closed", "2008-03-29", "W-17", "social_worker"));
    let state = world.case.state();
    assert_eq!(state.stage, Some(Stage::UnderReview));
    assert!(state.is_live());
    let budget = state.live.as_ref().unwrap().decided.budget.as_ref().unwrap();
    assert_eq!(budget.sum.amount.to_string(), "13291.56");
    // The person plans only if they like to, and chooses how to manage the money without a stage of its own.
    assert_eq!(state.still_to_come(), ["person_centred_plan"]);
}

#[test]
fn nobody_agrees_a_plan_before_the_budget_was_told() {
    let store = MemoryStore::new();
    let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-1");
    world.add(plain("self_assessment", "2008-01-07", "A-1", "person"));
    world.add(plain("self_assessment_checked", "2008-01-14", "W-17", "social_worker"));
    let said = world.refused_as(
        RefusalCode::NotYet,
        plain("agreed_by_coordinator", "2008-01-21", "W-17", "social_worker"),
    );
    assert!(said.contains("record `budget_told` first"), "{said}");
    let said = world
        .refused_as(RefusalCode::KeyMissing, plain("budget_told", "2008-01-21", "W-17", "social_worker"));
    assert!(said.contains("about.allocation"), "{said}");
}

#[test]
fn a_step_is_refused_with_every_step_that_is_missing() {
    let store = MemoryStore::new();
    let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-1");
    let said =
        world.refused_as(RefusalCode::NotYet, plain("signed_off", "2008-01-21", "M-2", "team_manager"));
    let missing =
        "record `self_assessment`, `self_assessment_checked`, `budget_told`, `agreed_by_coordinator` first";
    assert!(said.contains(missing), "{said}");
}

#[test]
fn nothing_is_paid_before_the_agreement_or_its_start_date() {
    let store = MemoryStore::new();
    let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-1");
    world.to_decided();
    let pay = |on: &str, by: &str| {
        more(plain("payment_released", on, by, "finance"), json!({ "amount": "1000.00" }))
    };
    world.refused_as(RefusalCode::NotYet, pay("2008-03-01", "F-2"));
    world.refused_as(RefusalCode::NotYet, plain("started", "2008-03-01", "W-17", "social_worker"));
    world.add(more(
        plain("payment_agreement", "2008-02-25", "F-1", "finance"),
        json!({ "starts": "2008-03-01" }),
    ));
    let said = world.refused_as(RefusalCode::BeforeStart, pay("2008-02-29", "F-2"));
    assert!(said.contains("payments start on 2008-03-01"), "{said}");
    let covers = json!({ "covers": { "from": "2008-02-01", "to": "2008-03-31" } });
    world.refused_as(RefusalCode::BeforeStart, more(pay("2008-03-01", "F-2"), covers));
    world.refused_as(RefusalCode::BeforeStart, plain("started", "2008-02-29", "W-17", "social_worker"));
    world.add(pay("2008-03-01", "F-2"));
    world.add(more(
        plain("suspended", "2008-03-10", "F-1", "finance"),
        json!({ "text": "The account was closed" }),
    ));
    world.refused_as(RefusalCode::Suspended, pay("2008-04-01", "F-2"));
    world.add(plain("resumed", "2008-04-02", "F-1", "finance"));
    world.add(pay("2008-04-02", "F-2"));
}

#[test]
fn what_is_suspended_stays_so_while_the_case_waits_or_is_elsewhere() {
    let store = MemoryStore::new();
    let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-1");
    world.to_started();
    let pay =
        || more(plain("payment_released", "2008-05-01", "F-2", "finance"), json!({ "amount": "1000.00" }));
    let worker = |name: &str| plain(name, "2008-04-10", "W-17", "social_worker");
    world.add(more(
        plain("suspended", "2008-04-01", "F-1", "finance"),
        json!({ "text": "The account was closed" }),
    ));
    world.add(more(worker("deferred"), json!({ "why": "in_hospital", "ask_again": "2008-05-01" })));
    world.refused_as(RefusalCode::Suspended, pay());
    // The waiting ends; the suspension is another thing.
    world.add(worker("resumed"));
    assert_eq!(world.case.state().standing, Standing::Suspended);
    for handed in ["to", "from"] {
        world.add(more(worker("handed_over"), json!({ "handed": handed, "whom": "nhs_continuing_care" })));
    }
    world.add(plain("review", "2008-04-20", "W-17", "social_worker"));
    assert_eq!(world.case.state().standing, Standing::Suspended);
    world.refused_as(RefusalCode::Suspended, pay());
    world.add(worker("resumed"));
    assert_eq!(world.case.state().standing, Standing::Going);
    world.add(pay());
}

#[test]
fn no_payment_starts_while_a_risk_is_open() {
    let store = MemoryStore::new();
    let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-1");
    world.to_decided();
    let panel = more(
        plain("risk_panel", "2008-02-22", "RK-1", "risk_panel"),
        json!({ "decision": "accepted_with_actions", "text": "A neighbour looks in each evening" }),
    );
    world.refused_as(RefusalCode::NotNeeded, panel.clone());
    world.add(more(
        plain("concern_raised", "2008-02-20", "W-17", "social_worker"),
        json!({ "says": ["unresolved_risk"] }),
    ));
    let agreement = plain("payment_agreement", "2008-02-25", "F-1", "finance");
    world.refused_as(RefusalCode::RiskOpen, agreement.clone());
    let said = world.refused_as(RefusalCode::MemberMissing, panel.clone());
    assert!(said.contains("adult_social_care, nhs, safeguarding_lead"), "{said}");
    let present = json!({ "present": [
        { "by": "W-3", "as": "adult_social_care" }, { "by": "N-4", "as": "nhs" }, { "by": "S-5", "as": "safeguarding_lead" },
    ] });
    world.add(more(panel, present));
    world.add(agreement);
}

#[test]
fn what_waits_says_when_to_ask_again_and_goes_on() {
    let store = MemoryStore::new();
    let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-1");
    world.add(plain("self_assessment", "2008-01-07", "A-1", "person"));
    let deferred = plain("deferred", "2008-01-10", "W-17", "social_worker");
    world.refused_as(RefusalCode::KeyMissing, deferred.clone());
    let why = |why: &str| more(deferred.clone(), json!({ "why": why, "ask_again": "2008-02-10" }));
    world.refused_as(RefusalCode::UnknownWord, why("holiday"));
    for word in ["crisis", "in_hospital", "reablement", "intermediate_care", "waiting_for_support"] {
        world.add(why(word));
        assert!(matches!(&world.case.state().standing, Standing::Deferred { why, .. } if why == word));
    }
    world.add(plain("self_assessment_checked", "2008-02-11", "W-17", "social_worker"));
    assert_eq!(world.case.state().standing, Standing::Going);
    let handed = |handed: &str, on: &str| {
        more(
            plain("handed_over", on, "W-17", "social_worker"),
            json!({ "handed": handed, "whom": "nhs_continuing_care" }),
        )
    };
    world.add(handed("to", "2008-02-12"));
    let told = more(
        plain("budget_told", "2008-02-13", "W-17", "social_worker"),
        json!({ "about": { "allocation": DIGEST } }),
    );
    world.refused_as(RefusalCode::HandedOver, told.clone());
    world.add(handed("from", "2008-05-01"));
    world.add(told);
}

#[test]
fn after_an_ending_a_new_way_can_begin() {
    let store = MemoryStore::new();
    let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-1");
    world.to_started();
    world.refused_as(RefusalCode::KeyMissing, plain("ended", "2008-06-01", "W-17", "social_worker"));
    world.add(more(plain("ended", "2008-06-01", "W-17", "social_worker"), json!({ "why": "person_asked" })));
    assert!(!world.case.state().is_live());
    let pay = more(plain("payment_released", "2008-06-02", "F-2", "finance"), json!({ "amount": "1000.00" }));
    world.refused_as(RefusalCode::Ended, pay);
    world.refused_as(RefusalCode::Ended, plain("review", "2008-06-02", "W-17", "social_worker"));
    world.add(plain("self_assessment", "2008-09-01", "A-1", "person"));
    // What was decided before decides nothing now.
    world.refused_as(RefusalCode::NotYet, plain("payment_agreement", "2008-09-02", "F-1", "finance"));
}

#[test]
fn a_name_that_is_nearly_right_is_told() {
    let store = MemoryStore::new();
    let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-1");
    let said =
        world.refused_as(RefusalCode::UnknownEvent, plain("self_assesment", "2008-01-07", "A-1", "person"));
    assert!(said.contains("did you mean `self_assessment`?"), "{said}");
    let said =
        world.refused_as(RefusalCode::UnknownRole, plain("self_assessment", "2008-01-07", "A-1", "persn"));
    assert!(said.contains("did you mean `person`?"), "{said}");
    world.refused_as(RefusalCode::RoleNotAllowed, plain("self_assessment", "2008-01-07", "F-1", "finance"));
}

#[test]
fn a_panel_that_defers_is_asked_again() {
    let store = MemoryStore::new();
    let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-1");
    world.to_signed_off();
    world.add(decision(json!({ "decision": "deferred", "text": "Two quotes are wanted" })));
    world.refused_as(RefusalCode::NotYet, plain("payment_agreement", "2008-02-25", "F-1", "finance"));
    world.add(decision(json!({ "decision": "agreed", "amount": "13291.56", "text": "Now there are two" })));
    world.add(plain("payment_agreement", "2008-02-27", "F-1", "finance"));
}

#[test]
fn an_event_is_held_against_its_own_form() {
    for (keys, says) in [
        (json!({ "about": { "allocation": "abc" } }), "`abc` is not a digest"),
        (json!({ "amount": "-1.00" }), "not below zero"),
        (json!({ "amount": 1.5 }), "without quotes"),
        (
            json!({ "worked": [{ "worker": "PA-1", "on": "2008-03-03", "from": "9:00", "to": "13:00" }] }),
            "not a time of day",
        ),
        (
            json!({ "worked": [{ "worker": "PA-1", "on": "2008-03-03", "from": "22:00", "to": "06:00" }] }),
            "split what goes past midnight",
        ),
        (json!({ "covers": { "from": "2008-03-02", "to": "2008-03-01" } }), "before it begins"),
        (json!({ "on": "2008-02-30" }), "a day such as"),
        (json!({ "event": "opened" }), "written by the log itself"),
        (json!({ "by": " " }), "`by` is empty"),
        (json!({ "ammount": "1.00" }), "ammount"),
    ] {
        let mut value = more(plain("payment_released", "2008-03-01", "F-1", "finance"), keys);
        value["format"] = json!(1);
        let found = openras_pathway::EventDocument::from_json(&value.to_string()).unwrap_err().to_string();
        assert!(found.contains(says), "{says}: {found}");
    }
    event(plain("self_assessment", "2008-01-07", "A-1", "person"));
}
