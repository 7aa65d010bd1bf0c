use openras_pathway::{AGREED_BUDGET, Decision, MemoryStore, RefusalCode, agreed_budget};
use serde_json::json;

use crate::world::{DIGEST, FINDINGS, FUND, World, decision, event, found, more, plain, rulebook};

fn signed_off(store: &MemoryStore) -> World<'_> {
    let mut world = World::new(store, &rulebook("wrexham_2008"), "A-0042");
    world.to_signed_off();
    world
}

#[test]
fn a_panel_decides_with_an_amount_and_a_reason() {
    let store = MemoryStore::new();
    let mut world = signed_off(&store);
    world.refused_as(RefusalCode::KeyMissing, decision(json!({ "text": "As planned" })));
    world.refused_as(
        RefusalCode::ReasonMissing,
        decision(json!({ "decision": "agreed", "amount": "13291.56" })),
    );
    world
        .refused_as(RefusalCode::KeyMissing, decision(json!({ "decision": "agreed", "text": "As planned" })));
    world.refused_as(
        RefusalCode::UnknownWord,
        decision(json!({ "decision": "resolved", "amount": "13291.56", "text": "As planned" })),
    );
    world.add(decision(json!({ "decision": "agreed", "amount": "13291.56", "text": "As planned" })));
    let decided = world.case.state().round.decided.clone().unwrap();
    assert_eq!((decided.decision, decided.act.by), (Decision::Agreed, vec!["RP-1".to_owned()]));
}

#[test]
fn a_difference_without_a_reason_does_not_enter() {
    let store = MemoryStore::new();
    let mut world = signed_off(&store);
    let agreed =
        |amount: &str| json!({ "decision": "agreed", "amount": amount, "text": "After a long talk" });
    // 13,291.56 - 13,291.55 = 0.01: either way, and however little.
    world.refused_as(RefusalCode::ReasonMissing, decision(agreed("13291.55")));
    world.refused_as(RefusalCode::ReasonMissing, decision(agreed("13291.57")));
    world.refused_as(
        RefusalCode::UnknownWord,
        more(decision(agreed("13000.00")), json!({ "reasons": ["kindness"] })),
    );
    world.add(more(decision(agreed("13000.00")), json!({ "reasons": ["plan_costs_less"] })));
}

#[test]
fn money_above_the_indicative_budget_is_drawn_to_the_penny() {
    let store = MemoryStore::new();
    let mut world = signed_off(&store);
    let draw = |amount: &str| {
        json!({ "decision": "agreed", "amount": "14000.00", "reasons": ["unmet_need"],
            "draw": { "fund": FUND, "purpose": "unmet_need", "amount": amount, "from": "2008-03-01" } })
    };
    let mut without = draw("0");
    without.as_object_mut().unwrap().remove("draw");
    world.refused_as(RefusalCode::DrawMissing, decision(without));
    // 14,000.00 - 13,291.56 = 708.44
    world.refused_as(RefusalCode::DoesNotTie, decision(draw("708.43")));
    world.refused_as(RefusalCode::DoesNotTie, decision(draw("708.45")));
    world.add(decision(draw("708.44")));
}

#[test]
fn the_agreed_budget_ties_everything_by_digest() {
    let store = MemoryStore::new();
    let mut world = signed_off(&store);
    let given = decision(json!({ "decision": "agreed", "amount": "14000.00", "reasons": ["unmet_need"],
        "draw": { "fund": FUND, "purpose": "unmet_need", "amount": "708.44", "from": "2008-03-01" } }));
    let record = agreed_budget(world.case.state(), &event(given.clone())).unwrap();
    assert_eq!((record.record, record.case.as_str()), (AGREED_BUDGET, "A-0042"));
    assert_eq!((record.allocation.as_deref(), record.findings.as_deref()), (Some(DIGEST), Some(FINDINGS)));
    assert_eq!((record.indicative.amount.as_str(), record.agreed.amount.as_str()), ("13291.56", "14000.00"));
    assert_eq!((record.difference.as_str(), record.draw.as_ref().unwrap().fund.as_str()), ("708.44", FUND));
    let other = json!({ "about": { "agreed_budget": DIGEST } });
    world.refused_as(RefusalCode::DoesNotTie, more(given.clone(), other));
    for key in ["allocation", "findings"] {
        let other = json!({ "about": { key: FUND } });
        world.refused_as(RefusalCode::DoesNotTie, more(given.clone(), other));
    }
    world.add(given);
    let budget = world.case.state().round.decided.clone().unwrap().budget.unwrap();
    assert_eq!(Some(budget.sha256), record.sha256);
}

#[test]
fn no_step_replaces_the_indicative_budget_that_the_person_was_told() {
    let store = MemoryStore::new();
    let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-1");
    world.to_plan_agreed();
    let sign = plain("signed_off", "2008-02-13", "M-2", "team_manager");
    // 14,000.00 against 14,000.00 would be no difference, and need neither a reason nor a draw.
    let other = json!({ "indicative": { "amount": "14000.00" } });
    let said = world.refused_as(RefusalCode::DoesNotTie, more(sign.clone(), other.clone()));
    assert!(said.contains("14000.00 a year, and the person was told 13291.56 a year"), "{said}");
    let weekly = json!({ "indicative": { "amount": "13291.56", "per": "week" } });
    world.refused_as(RefusalCode::DoesNotTie, more(sign.clone(), weekly));
    world.refused_as(RefusalCode::DoesNotTie, more(sign.clone(), json!({ "about": { "allocation": FUND } })));
    world.add(sign);
    let agreed = decision(json!({ "decision": "agreed", "amount": "14000.00", "text": "As planned" }));
    world.refused_as(RefusalCode::DoesNotTie, more(agreed, other));
    // Told anew, it is another.
    let told = json!({ "about": { "allocation": FUND }, "indicative": { "amount": "14000.00" } });
    world.add(more(plain("budget_told", "2008-02-14", "W-17", "social_worker"), told));
    world.add(decision(json!({ "decision": "agreed", "amount": "14000.00", "text": "As planned" })));
}

#[test]
fn amounts_are_written_to_the_penny() {
    let store = MemoryStore::new();
    let mut world = signed_off(&store);
    let agreed = |amount: &str| json!({ "decision": "agreed", "amount": amount, "text": "x", "reasons": ["plan_costs_less"] });
    let said = world.refused_as(RefusalCode::TooManyDecimals, decision(agreed("13000.005")));
    assert!(said.contains("`amount` is 13000.005"), "{said}");
    world.add(decision(agreed("13000.00")));
}

#[test]
fn a_budget_that_rises_with_prices_is_shown_beside_the_one_that_was_agreed() {
    let store = MemoryStore::new();
    let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-1");
    world.to_started();
    world.add(more(plain("uplifted", "2009-04-01", "F-1", "finance"), json!({ "amount": "13690.31" })));
    let record = world.case.state().record(world.case.head());
    assert_eq!((record.agreed.as_deref(), record.uplifted.as_deref()), (Some("13291.56"), Some("13690.31")));
    let page = world.case.state().explain(world.case.head(), &[], None);
    assert!(page.contains("risen to      13690.31 a year, event 10"), "{page}");
}

#[test]
fn a_plan_without_findings_and_a_sum_without_an_indicative_one_are_not_decided() {
    let store = MemoryStore::new();
    let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-1");
    world.add(plain("self_assessment", "2008-01-07", "A-1", "person"));
    world.add(plain("self_assessment_checked", "2008-01-14", "W-17", "social_worker"));
    let about = json!({ "about": { "allocation": DIGEST } });
    world.add(more(plain("budget_told", "2008-01-21", "W-17", "social_worker"), about));
    world.add(plain("agreed_by_coordinator", "2008-02-11", "W-17", "social_worker"));
    world.add(plain("signed_off", "2008-02-13", "M-2", "team_manager"));
    let codes = world
        .refused(decision(json!({ "decision": "agreed", "amount": "13291.56", "text": "As planned" })))
        .codes();
    assert!(
        codes.contains(&RefusalCode::IndicativeMissing) && codes.contains(&RefusalCode::KeyMissing),
        "{codes:?}"
    );
    let agreed = json!({ "decision": "agreed", "amount": "13291.56", "text": "As planned",
        "indicative": { "amount": "13291.56" } });
    world.add(decision(more(agreed, found(json!({})))));
}

#[test]
fn a_manager_decides_alone_up_to_the_smaller_limit() {
    // 5 % of 13,291.56 is 664.578, and 500.00 is less: up to 13,791.56.
    let sign = |amount: &str, over: &str| {
        more(
            plain("signed_off", "2008-02-13", "M-2", "team_manager"),
            json!({ "decision": "agreed", "amount": amount, "reasons": ["unmet_need"],
                "draw": { "fund": FUND, "purpose": "unmet_need", "amount": over, "from": "2008-03-01" } }),
        )
    };
    let store = MemoryStore::new();
    let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-1");
    world.to_plan_agreed();
    let said = world.refused_as(RefusalCode::OverLimit, sign("13791.57", "500.01"));
    assert!(said.contains("500.01") && said.contains("500.00 may be decided alone"), "{said}");
    world.add(sign("13791.56", "500.00"));
    // The panel is not asked.
    world.add(plain("payment_agreement", "2008-02-25", "F-1", "finance"));
    // Of 6,000.00 it is 5 %: 300.00.
    let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-2");
    world.add(plain("self_assessment", "2008-01-07", "A-2", "person"));
    world.add(plain("self_assessment_checked", "2008-01-14", "W-17", "social_worker"));
    let told = json!({ "about": { "allocation": DIGEST }, "indicative": { "amount": "6000.00" } });
    world.add(more(plain("budget_told", "2008-01-21", "W-17", "social_worker"), told));
    world.add(more(plain("agreed_by_coordinator", "2008-02-11", "W-17", "social_worker"), found(json!({}))));
    world.refused_as(RefusalCode::OverLimit, sign("6300.01", "300.01"));
    world.add(sign("6300.00", "300.00"));
}
