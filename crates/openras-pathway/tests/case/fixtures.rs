use openras_pathway::{Cohort, MemoryStore, Pathway, RefusalCode, Stage, Supported};
use serde_json::json;

use crate::world::{DIGEST, World, found, more, plain, rulebook, with_pathway};

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
    world.add(more(plain("plan_support", "2010-05-20", "A-1", "person"), found(json!({}))));
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
fn the_steps_of_scotland_go_from_the_assessment_over_another_option_to_the_review() {
    let rulebook = rulebook("scotland_shanarri");
    let store = MemoryStore::new();
    let mut world = World::new(&store, &rulebook, "S-0023");
    let (worker, manager) = (("W-5", "social_worker"), ("M-1", "team_manager"));
    let by = |name: &str, on: &str, (by, role): (&str, &str)| plain(name, on, by, role);
    let person = ("S-0023", "person");
    world.add(by("assessment", "2014-04-07", person));
    world.add(by("assessment_checked", "2014-04-14", ("L-2", "lead_professional")));
    // 190.00 x 52 = 9,880.00, within 14 days of the assessment; the plan 28 days after it at the latest.
    let told = json!({ "about": { "allocation": DIGEST }, "indicative": { "amount": "9880.00" } });
    world.add(more(by("amount_told", "2014-04-28", worker), told));
    world.add(by("options_offered", "2014-04-28", worker));
    let said = world.refused_as(RefusalCode::NotYet, by("plan_agreed", "2014-05-12", worker));
    assert!(said.contains("record `support_plan` first"), "{said}");
    world.add(by("support_plan", "2014-05-12", person));
    // The agency costs 9,021.43, worked by hand at the head of the plan.
    world.add(more(by("plan_agreed", "2014-05-27", worker), found(json!({ "cost": "9021.43" }))));
    let decided = |on: &str, amount: &str| {
        let keys = json!({ "decision": "agreed", "amount": amount, "text": "Every indicator is met", "reasons": ["outcomes_cost_less"] });
        more(by("budget_agreed", on, manager), keys)
    };
    // 9,021.43 - 9,880.00: less, and for a reason.
    world.refused_as(
        RefusalCode::ReasonMissing,
        more(decided("2014-05-28", "9021.43"), json!({ "reasons": [] })),
    );
    world.add(decided("2014-05-28", "9021.43"));
    world.add(by("agreement", "2014-05-30", person));
    world.add(by("support_starts", "2014-06-01", worker));
    // Another option: by the way of the first choice, while the support goes on.
    world.add(more(by("option_changed", "2014-10-01", person), json!({ "becomes": "option_1_family" })));
    world.refused_as(RefusalCode::NotYet, by("agreement", "2014-10-02", person));
    let mut new = found(json!({ "cost": "9133.93" }));
    new["about"]["findings"] = json!(DIGEST);
    world.add(more(by("plan_agreed", "2014-10-20", worker), new));
    world.add(decided("2014-10-22", "9133.93"));
    world.add(by("agreement", "2014-10-24", person));
    world.add(by("review", "2015-06-01", worker));
    let options = |count: usize| {
        let all =
            ["option_1", "option_2", "option_3", "option_4"].map(|id| json!({ "id": id, "offered": true }));
        more(by("review_closed", "2015-06-01", worker), json!({ "options": all[..count] }))
    };
    world.refused_as(RefusalCode::OptionNotOffered, options(3));
    world.add(options(4));
    let cohort = Cohort::new([world.case.state()]).record(None, &Supported::new());
    // 14 days to the amount, 29 to the plan of which 28 were meant, 365 to the review.
    let target = |id: &str| {
        let target = cohort.steps.iter().find(|step| step.id == id).unwrap().target.as_ref().unwrap();
        (target.met, target.late, target.took)
    };
    assert_eq!(target("amount_told"), (1, 0, Some([14, 14, 14])));
    assert_eq!(target("plan_agreed"), (0, 1, Some([29, 29, 29])));
    assert_eq!(target("review"), (1, 0, Some([365, 365, 365])));
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
