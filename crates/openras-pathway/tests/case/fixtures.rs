use openras_pathway::{MemoryStore, Pathway, Stage};
use serde_json::json;

use crate::world::{DIGEST, FINDINGS, World, more, plain, rulebook, with_pathway};

fn ids(pathway: &Pathway) -> Vec<&str> {
    pathway.steps.iter().map(|step| step.id.as_str()).collect()
}

#[test]
fn the_eight_steps_of_wrexham_are_there_in_their_order() {
    let rulebook = rulebook("wrexham_2008");
    let ids = ids(rulebook.pathway().unwrap());
    // Slide 6.
    let eight = [
        "self_assessment_checked",
        "budget_told",
        "person_centred_plan",
        "agreed_by_coordinator",
        "way_of_managing_chosen",
        "resources_panel",
        "risk_panel",
        "review",
    ];
    let places: Vec<usize> = eight.iter().map(|id| ids.iter().position(|own| own == id).unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn the_seven_steps_of_walsall_go_from_end_to_end() {
    let rulebook = rulebook("walsall_2010");
    let seven = [
        "self_assessment",
        "plan_support",
        "agree_plan",
        "manage_support",
        "organise_support",
        "live_life",
        "review_and_learn",
    ];
    assert_eq!(ids(rulebook.pathway().unwrap()), seven);
    let store = MemoryStore::new();
    let mut world = World::new(&store, &rulebook, "A-1");
    world.add(plain("self_assessment", "2010-05-01", "A-1", "person"));
    let told = json!({ "about": { "allocation": DIGEST }, "indicative": { "amount": "8000.00" } });
    world.add(more(plain("budget_told", "2010-05-10", "W-1", "social_worker"), told));
    let plan = json!({ "about": { "findings": FINDINGS } });
    world.add(more(plain("plan_support", "2010-05-20", "A-1", "person"), plan));
    let agreed =
        json!({ "decision": "agreed", "amount": "8000.00", "text": "Effective, legal and affordable" });
    world.add(more(plain("agree_plan", "2010-06-01", "M-1", "team_manager"), agreed));
    world.add(plain("manage_support", "2010-06-05", "A-1", "person"));
    world.add(plain("organise_support", "2010-06-07", "A-1", "person"));
    world.add(plain("live_life", "2010-06-14", "A-1", "person"));
    world.add(plain("review_and_learn", "2010-07-26", "W-1", "social_worker"));
    assert_eq!(world.case.state().stage, Some(Stage::UnderReview));
}

#[test]
fn every_slip_of_a_pathway_is_told_at_its_line() {
    let pathway = r#"format = 1
id = "slips"
version = "1"
illustrative = true

[[step]]
id = "plan_agreed"
by = ["social_wroker"]
stage = "plan_agreed"
not_same_as = ["chekced"]
target = { days = 28, after = "budget_tld" }
limit = { percent = "5%" }
when = "unresolved_rsk"

[[step]]
id = "budget_told"
by = ["social_worker"]
stage = "budget_told"
limit = {}

[[step]]
id = "decided"
by = ["panel"]
stage = "signed_off"
decisions = ["agred"]

[[step]]
id = "opened"
by = ["person"]

[[step]]
id = "opened"
by = ["person"]

[[step]]
id = "resumed"
by = ["person"]
stage = "started"

[[role]]
id = "person"

[[reason]]
id = "more"
text = "More"
source = "nowhere"

[cost_bands]
medium_from = "10.00"
high_from = "5.00"
"#;
    let error = with_pathway("walsall_2010", pathway).unwrap_err();
    for (line, says) in [
        (8, "did you mean `social_worker`"),
        (10, "did you mean `checked`"),
        (11, "did you mean `budget_told`"),
        (12, "only who signs off can have a limit"),
        (13, "unresolved_risk"),
        (7, "can never be taken"),
        (19, "a limit is a percentage, an amount"),
        (22, "has the name of a stage and does not reach it"),
        (23, "there is no role `panel`"),
        (25, "did you mean `agreed`"),
        (28, "is an event of the log itself"),
        (32, "is there twice"),
        (38, "can be recorded at any stage"),
        (41, "is a role already"),
        (46, "there is no source `nowhere`"),
        (50, "is not above"),
    ] {
        assert!(error.contains(says), "{says}: {error}");
        assert!(error.contains(&format!("pathway.toml:{line}:")), "line {line} ({says}): {error}");
    }
}
