use openras_pathway::{MemoryStore, RefusalCode};
use serde_json::json;

use crate::world::{DIGEST, World, decision, found, more, plain, rulebook, with_pathway};

#[test]
fn who_assessed_may_not_sign_off_who_signed_off_may_not_decide_who_decided_may_not_pay() {
    let store = MemoryStore::new();
    let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-1");
    world.to_plan_agreed();
    let said =
        world.refused_as(RefusalCode::SamePerson, plain("signed_off", "2008-02-13", "W-17", "team_manager"));
    assert!(said.contains("`W-17` assessed, and may not sign off"), "{said}");
    world.add(plain("signed_off", "2008-02-13", "M-2", "team_manager"));
    let agreed = json!({ "decision": "agreed", "amount": "13291.56", "text": "As planned" });
    let by = |by: &str| more(more(decision(agreed.clone()), json!({ "by": by })), json!({}));
    world.refused_as(RefusalCode::SamePerson, by("M-2"));
    let present = json!({ "present": [{ "by": "M-2", "as": "team_manager" }] });
    world.refused_as(RefusalCode::SamePerson, more(by("RP-1"), present));
    world.add(more(by("RP-1"), json!({ "present": [{ "by": "F-9", "as": "finance" }] })));
    world.add(more(
        plain("payment_agreement", "2008-02-25", "F-1", "finance"),
        json!({ "starts": "2008-03-01" }),
    ));
    let pay = |by: &str| {
        more(plain("payment_released", "2008-03-01", by, "finance"), json!({ "amount": "1000.00" }))
    };
    let said = world.refused_as(RefusalCode::SamePerson, pay("F-9"));
    assert!(said.contains("may not release the payment"), "{said}");
    world.add(pay("F-1"));
}

#[test]
fn who_assesses_may_not_be_employed_by_who_provides() {
    let store = MemoryStore::new();
    let rulebook = rulebook("wrexham_2008");
    let mut world = World::new(&store, &rulebook, "A-1");
    world.add(plain("self_assessment", "2008-01-07", "A-1", "person"));
    let checked = plain("self_assessment_checked", "2008-01-14", "N-5", "community_nurse");
    world.add(more(checked, json!({ "employer": "agency_bee" })));
    world.add(more(
        plain("budget_told", "2008-01-21", "W-17", "social_worker"),
        json!({ "about": { "allocation": DIGEST } }),
    ));
    let plan = |provider: &str| {
        more(
            plain("agreed_by_coordinator", "2008-02-11", "W-17", "social_worker"),
            more(found(json!({})), json!({ "providers": [provider] })),
        )
    };
    world.refused_as(RefusalCode::EmployedByProvider, plan("agency_bee"));
    world.add(plan("agency_cee"));
    world.refused_as(
        RefusalCode::EmployedByProvider,
        more(
            plain("self_assessment_checked", "2008-02-12", "N-6", "community_nurse"),
            json!({ "employer": "agency_cee" }),
        ),
    );
}

#[test]
fn all_who_signed_off_are_kept_from_deciding_and_not_only_the_last() {
    let store = MemoryStore::new();
    let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-1");
    world.to_signed_off();
    world.add(plain("signed_off", "2008-02-14", "M-3", "team_manager"));
    for by in ["M-2", "M-3"] {
        let agreed = json!({ "by": by, "decision": "agreed", "amount": "13291.56", "text": "As planned" });
        let said = world.refused_as(RefusalCode::SamePerson, decision(agreed));
        assert!(said.contains(&format!("`{by}` signed off, and may not decide")), "{said}");
    }
}

#[test]
fn a_reference_with_a_space_is_not_somebody_else() {
    for (key, value) in [
        ("by", json!("W-17 ")),
        ("by", json!("")),
        ("by", json!("W-17\u{1b}[0m")),
        ("employer", json!(" agency_bee")),
        ("providers", json!(["agency_bee", " "])),
        ("present", json!([{ "by": "", "as": "nhs" }])),
        ("worked", json!([{ "worker": "PA-1\n", "on": "2008-03-03", "from": "09:00", "to": "10:00" }])),
        ("reference", json!("\t")),
    ] {
        let mut event = plain("concern_raised", "2008-02-13", "W-17", "social_worker");
        event["format"] = json!(1);
        event[key] = value.clone();
        let found = openras_pathway::EventDocument::from_json(&event.to_string()).expect_err(key);
        assert_eq!(found.items(), ["wrong_type"], "{key} {value}: {found}");
    }
}

#[test]
fn a_council_adds_by_not_same_as_also_for_payments() {
    let own = std::fs::read_to_string(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../fixtures/rulebooks/wrexham_2008/pathway.toml"),
    );
    let own = own.unwrap()
        + "\n[[step]]\nid = \"payment_released\"\nby = [\"payroll\", \"treasurer\"]\nnot_same_as = [\"payment_agreement\"]\nillustrative = true\n\n[[role]]\nid = \"treasurer\"\n";
    let store = MemoryStore::new();
    let rulebook = with_pathway("wrexham_2008", &own).unwrap();
    let mut world = World::new(&store, &rulebook, "A-1");
    world.to_decided();
    world.add(more(
        plain("payment_agreement", "2008-02-25", "F-1", "finance"),
        json!({ "starts": "2008-03-01" }),
    ));
    let pay = |by: &str, role: &str| {
        more(plain("payment_released", "2008-03-01", by, role), json!({ "amount": "1000.00" }))
    };
    world.refused_as(RefusalCode::RoleNotAllowed, pay("F-2", "finance"));
    world.refused_as(RefusalCode::SamePerson, pay("F-1", "treasurer"));
    world.add(pay("F-2", "treasurer"));
}
