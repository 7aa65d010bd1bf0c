use openras_pathway::{MemoryStore, RefusalCode};
use serde_json::{Value, json};

use crate::world::{World, more, plain, rulebook};

fn reclaim(name: &str, on: &str, amount: &str) -> Value {
    more(plain(name, on, "M-2", "team_manager"), json!({ "amount": amount }))
}

fn decided(by: &str, decision: &str, of: u64, amount: Option<&str>) -> Value {
    let mut value = more(
        plain("challenge_decided", "2009-05-01", by, "team_manager"),
        json!({ "decision": decision, "challenges": of, "text": "The receipts were found" }),
    );
    if let Some(amount) = amount {
        value["amount"] = json!(amount);
    }
    value
}

#[test]
fn a_reclaim_with_an_open_challenge_is_blocked_until_another_manager_decides() {
    let store = MemoryStore::new();
    let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-1");
    world.to_started();
    world.refused_as(RefusalCode::ReasonMissing, reclaim("reclaim_proposed", "2009-04-10", "500.00"));
    world.refused_as(RefusalCode::NotYet, reclaim("reclaimed", "2009-04-10", "500.00"));
    let proposed =
        more(reclaim("reclaim_proposed", "2009-04-10", "500.00"), json!({ "text": "2,500.00 is unspent" }));
    let of = world.add(proposed).n;
    world.refused_as(RefusalCode::NoticeMissing, reclaim("reclaimed", "2009-04-16", "500.00"));
    world.refused_as(RefusalCode::DoesNotTie, reclaim("reclaim_noticed", "2009-04-16", "400.00"));
    world.add(reclaim("reclaim_noticed", "2009-04-16", "500.00"));
    let challenge = |of: u64| {
        more(
            plain("challenged", "2009-04-20", "A-1", "person"),
            json!({ "challenges": of, "text": "My PA was not paid yet" }),
        )
    };
    world.refused_as(RefusalCode::NoSuchEvent, challenge(99));
    world.add(challenge(of));
    let said = world.refused_as(RefusalCode::ChallengeOpen, reclaim("reclaimed", "2009-05-20", "500.00"));
    assert!(said.contains(&format!("event {of} is challenged")), "{said}");
    let said = world.refused_as(RefusalCode::SamePerson, decided("M-2", "not_upheld", of, None));
    assert!(said.contains("`M-2` decided what is challenged"), "{said}");
    // Nor whoever decided the budget.
    world.refused_as(RefusalCode::SamePerson, decided("RP-1", "not_upheld", of, None));
    world.refused_as(RefusalCode::DoesNotTie, decided("M-3", "partly_upheld", of, Some("500.00")));
    world.refused_as(RefusalCode::KeyMissing, decided("M-3", "partly_upheld", of, None));
    world.add(decided("M-3", "partly_upheld", of, Some("180.00")));
    // The notice that was given before is of another amount.
    world.refused_as(RefusalCode::NoticeMissing, reclaim("reclaimed", "2009-05-20", "180.00"));
    world.refused_as(RefusalCode::KeyMissing, reclaim("reclaim_noticed", "2009-05-04", "180.00"));
    let both = |first: &str| {
        more(reclaim("reclaim_noticed", "2009-05-04", "180.00"), json!({ "first_amount": first }))
    };
    world.refused_as(RefusalCode::DoesNotTie, both("499.00"));
    world.add(both("500.00"));
    let said = world.refused_as(RefusalCode::NoticeMissing, reclaim("reclaimed", "2009-05-03", "180.00"));
    assert!(said.contains("told on 2009-05-04, and this is 2009-05-03"), "{said}");
    world.refused_as(RefusalCode::MoreThanNoticed, reclaim("reclaimed", "2009-06-02", "180.01"));
    world.add(reclaim("reclaimed", "2009-06-02", "180.00"));
    world.refused_as(RefusalCode::MoreThanNoticed, reclaim("reclaimed", "2009-06-03", "0.01"));
    let record = world.case.state().record(world.case.head());
    let part = &record.reclaims[0];
    assert_eq!((part.proposed.as_str(), part.decided.as_deref()), ("500.00", Some("180.00")));
    let page = world.case.state().explain(world.case.head(), &[], None);
    assert!(page.contains("500.00 was proposed") && page.contains("180.00 after the challenge"), "{page}");
}

#[test]
fn nothing_is_stopped_while_an_ending_is_challenged() {
    let store = MemoryStore::new();
    let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-1");
    world.to_started();
    let notice =
        more(plain("ending_noticed", "2009-01-05", "M-2", "team_manager"), json!({ "text": "No receipts" }));
    let of = world.add(notice).n;
    world.add(more(plain("challenged", "2009-01-10", "A-1", "person"), json!({ "challenges": of })));
    let end = |why: &str| more(plain("ended", "2009-02-05", "M-2", "team_manager"), json!({ "why": why }));
    world.refused_as(RefusalCode::ChallengeOpen, end("misuse"));
    let suspend = more(plain("suspended", "2009-02-05", "F-1", "finance"), json!({ "text": "No receipts" }));
    world.refused_as(RefusalCode::ChallengeOpen, suspend);
    // Payments go on.
    world
        .add(more(plain("payment_released", "2009-02-01", "F-2", "finance"), json!({ "amount": "1000.00" })));
    world.add(decided("M-3", "not_upheld", of, None));
    world.add(end("misuse"));
}

#[test]
fn a_death_is_recorded_though_a_challenge_is_open_and_nothing_is_taken_back() {
    let store = MemoryStore::new();
    let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-1");
    world.to_started();
    let of =
        world.add(more(reclaim("reclaim_proposed", "2009-04-10", "500.00"), json!({ "text": "Unspent" }))).n;
    world.add(reclaim("reclaim_noticed", "2009-04-16", "500.00"));
    world.add(more(plain("challenged", "2009-04-20", "A-1", "person"), json!({ "challenges": of })));
    world.add(more(plain("ended", "2009-04-25", "W-17", "social_worker"), json!({ "why": "died" })));
    world.refused_as(RefusalCode::ChallengeOpen, reclaim("reclaimed", "2009-05-20", "500.00"));
}

#[test]
fn the_person_s_own_side_decides_no_challenge() {
    let store = MemoryStore::new();
    let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-1");
    world.to_started();
    let of =
        world.add(more(reclaim("reclaim_proposed", "2009-04-10", "500.00"), json!({ "text": "Unspent" }))).n;
    world.add(more(plain("challenged", "2009-04-20", "A-1", "person"), json!({ "challenges": of })));
    let mut own = decided("A-1", "upheld", of, None);
    own["role"] = json!("person");
    world.refused_as(RefusalCode::RoleNotAllowed, own);
}
