use openras_pathway::{MemoryStore, RefusalCode};
use serde_json::{Value, json};

use crate::world::{DIGEST, FINDINGS, World, found, more, plain, rulebook, with_pathway};

const STEPS: &str = r#"
format = 1
id = "small"
version = "1"
illustrative = true

[[step]]
id = "self_assessment"
by = ["person"]
stage = "self_assessment"
"#;

/// A case that has started, by a pathway of which most stages have no step: they are recorded by their own names.
fn started<'s>(store: &'s MemoryStore, name: &str) -> World<'s> {
    let mut world = World::new(store, &with_pathway(name, STEPS).unwrap(), "A-1");
    world.add(plain("self_assessment", "2013-01-07", "A-1", "person"));
    world.add(more(
        plain("budget_told", "2013-01-21", "W-1", "social_worker"),
        json!({ "about": { "allocation": DIGEST }, "indicative": { "amount": "5000.00" } }),
    ));
    world.add(more(
        plain("decided", "2013-02-01", "M-1", "team_manager"),
        more(found(json!({})), json!({ "decision": "agreed", "amount": "5000.00", "text": "As planned" })),
    ));
    world.add(plain("agreement_signed", "2013-02-10", "F-1", "finance"));
    world.add(plain("started", "2013-03-01", "W-1", "social_worker"));
    world
}

fn close(on: &str, options: Value) -> Value {
    more(plain("review_closed", on, "W-1", "social_worker"), json!({ "options": options }))
}

#[test]
fn a_scottish_review_closes_once_each_option_was_offered_or_could_not_be_had() {
    let store = MemoryStore::new();
    let mut world = started(&store, "scotland_shanarri");
    world.refused_as(RefusalCode::NotYet, close("2014-03-31", json!([])));
    // The day before the Act: it closes as it is, whenever that is.
    world.add(plain("under_review", "2014-03-31", "W-1", "social_worker"));
    world.add(close("2014-04-10", json!([])));
    world.add(plain("under_review", "2014-04-01", "W-1", "social_worker"));
    let refusals = world.refused(close("2014-04-10", json!([])));
    assert_eq!(refusals.codes(), [RefusalCode::OptionNotOffered; 4]);
    let offered = |id: &str| json!({ "id": id, "offered": true });
    let three = [offered("option_1"), offered("option_2"), offered("option_3")];
    let with = |last: Value| json!([three[0], three[1], three[2], last]);
    let said = world.refused_as(
        RefusalCode::OptionNotOffered,
        close("2014-04-10", with(json!({ "id": "option_4", "offered": false }))),
    );
    assert!(said.contains("`option_4` was not offered, and nothing says why"), "{said}");
    let unavailable = json!({ "id": "option_4", "offered": false, "unavailable_because": "no_provider" });
    world.add(close("2014-04-10", with(unavailable)));
    world.refused_as(RefusalCode::NoSuchEvent, close("2014-04-11", with(offered("option_4"))));
}

#[test]
fn a_review_elsewhere_closes_without_options() {
    let store = MemoryStore::new();
    let mut world = started(&store, "wrexham_2008");
    world.add(plain("under_review", "2014-05-01", "W-1", "social_worker"));
    world.add(close("2014-05-01", json!([])));
}

#[test]
fn the_self_assessment_at_a_review_begins_the_way_anew_and_payments_go_on() {
    let store = MemoryStore::new();
    let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-1");
    world.to_started();
    world.add(plain("review", "2009-03-01", "W-17", "social_worker"));
    world.add(plain("self_assessment", "2009-03-01", "A-1", "person"));
    world
        .add(more(plain("payment_released", "2009-03-02", "F-2", "finance"), json!({ "amount": "1000.00" })));
    let said =
        world.refused_as(RefusalCode::NotYet, plain("signed_off", "2009-03-05", "M-2", "team_manager"));
    assert!(said.contains("`self_assessment_checked`"), "{said}");
    // Who assessed the first time may sign off now, if they are a manager by then.
    world.add(plain("self_assessment_checked", "2009-03-03", "W-20", "social_worker"));
    let told = json!({ "about": { "allocation": FINDINGS }, "indicative": { "amount": "12000.00" } });
    world.add(more(plain("budget_told", "2009-03-04", "W-20", "social_worker"), told));
    let findings = json!({ "about": { "findings": DIGEST } });
    world.add(more(plain("agreed_by_coordinator", "2009-03-10", "W-20", "social_worker"), findings));
    world.add(plain("signed_off", "2009-03-12", "W-17", "team_manager"));
}
