use std::collections::BTreeMap;

use openras_pathway::{Cohort, CohortBy, CohortRecord, MemoryStore, sample};
use serde_json::{Value, json};

use crate::world::{World, more, plain, rulebook};

fn reached(record: &CohortRecord, stage: &str) -> usize {
    record.stages.iter().find(|own| own.id == stage).unwrap().reached
}

/// Leeds, 6 May 2009, paragraph 2.2: 48 people engaged with, 40 of them visited, 24 of those taking part, 20 who filled the
/// questionnaire in (2 of them alone), 17 who answered the baseline one; of the 16 visited who do not take part one died, one
/// went into residential care, and the rest are half and half.
fn leeds(store: &MemoryStore) -> Vec<World<'_>> {
    let rulebook = rulebook("leeds_2009");
    (0..48)
        .map(|at| {
            let name = format!("L-{at:02}");
            let mut world = World::new(store, &rulebook, &name);
            world.add(plain("engaged", "2008-11-03", "W-1", "social_worker"));
            if at < 40 {
                world.add(plain("visited", "2008-12-01", "W-1", "social_worker"));
            }
            if at < 24 {
                world.add(plain("taking_part", "2009-01-12", &name, "person"));
            }
            if at < 20 {
                let with = if at < 2 { json!([]) } else { json!(["care_manager", "family"]) };
                let filled = plain("self_assessment_questionnaire", "2009-02-09", &name, "person");
                world.add(more(filled, json!({ "with": with })));
            }
            if at < 17 {
                world.add(plain("baseline_questionnaire", "2009-03-02", &name, "person"));
            }
            if (24..40).contains(&at) {
                let why = match at {
                    24 => "died",
                    25 => "residential_care",
                    26..=32 => "unstable_health",
                    _ => "chose_not_to_change",
                };
                world.add(more(
                    plain("not_proceeding", "2009-02-02", "W-1", "social_worker"),
                    json!({ "why": why }),
                ));
            }
            world
        })
        .collect()
}

#[test]
fn the_early_implementer_of_leeds_gives_the_figures_of_its_report() {
    let store = MemoryStore::new();
    let worlds = leeds(&store);
    let record = Cohort::new(worlds.iter().map(|world| world.case.state())).record(None, &BTreeMap::new());
    assert_eq!(record.cases, 48);
    let stages =
        ["invited", "visited", "taking_part", "self_assessment"].map(|stage| reached(&record, stage));
    assert_eq!(stages, [48, 40, 24, 20]);
    let step = |id: &str| record.steps.iter().find(|step| step.id == id).unwrap();
    let questionnaire = step("self_assessment_questionnaire");
    assert_eq!((questionnaire.taken, questionnaire.alone, questionnaire.with_help), (20, Some(2), 18));
    // A visit is made by a worker: nobody makes it alone or with help.
    assert_eq!((step("engaged").taken, step("engaged").alone), (48, None));
    assert_eq!(step("baseline_questionnaire").taken, 17);
    let why: Vec<(&str, usize)> =
        record.not_proceeding.iter().map(|(why, count)| (why.as_str(), *count)).collect();
    assert_eq!(
        why,
        [("chose_not_to_change", 7), ("died", 1), ("residential_care", 1), ("unstable_health", 7)]
    );
    // 48 - 40 were not visited, 24 - 20 take part and have filled nothing in; 16 stand nowhere any more.
    let standing = |stage: &str| record.stages.iter().find(|own| own.id == stage).unwrap().standing;
    assert_eq!(["invited", "visited", "taking_part", "self_assessment"].map(standing), [8, 0, 4, 20]);
    let page = record.explain();
    assert!(
        page.contains(
            "16 not proceeding: 7 chose not to change, 1 died, 1 residential care, 7 unstable health"
        ),
        "{page}"
    );
    let csv = record.csv();
    let rows: Vec<&str> = csv.lines().collect();
    assert!(
        rows[0].starts_with("group,cases,share,supported_share,not_proceeding,referred_reached"),
        "{csv}"
    );
    assert!(rows[1].starts_with("everybody,48,100.0,,16,0,0,48,8,40,0,24,4,20,20"), "{csv}");
    let chart = record.chart();
    assert!(
        chart.starts_with("<svg") && chart.contains("taking part 24") && chart.matches("<rect").count() == 4,
        "{chart}"
    );
}

#[test]
fn groups_stand_beside_their_share_of_everybody_supported() {
    let store = MemoryStore::new();
    let rulebook = rulebook("leeds_2009");
    let mut states = Vec::new();
    for (name, group) in [("A", "older_people"), ("B", "learning_disability"), ("C", "learning_disability")] {
        let mut opening = rulebook.opening(name, None).unwrap();
        opening.group = Some(group.to_owned());
        states.push(openras_pathway::Case::create(&store, name, opening).unwrap());
    }
    let supported = BTreeMap::from([
        ("older_people".to_owned(), 700),
        ("learning_disability".to_owned(), 200),
        ("mental_health".to_owned(), 100),
    ]);
    let record =
        Cohort::new(states.iter().map(|case| case.state())).record(Some(CohortBy::Group), &supported);
    let groups: Vec<(&str, usize, &str, Option<&str>)> = record
        .groups
        .iter()
        .map(|group| (group.id.as_str(), group.cases, group.share.as_str(), group.supported_share.as_deref()))
        .collect();
    assert_eq!(
        groups,
        [
            ("learning_disability", 2, "66.7", Some("20.0")),
            ("mental_health", 0, "0.0", Some("10.0")),
            ("older_people", 1, "33.3", Some("70.0")),
        ]
    );
}

#[test]
fn days_are_counted_against_targets_and_months_against_theirs() {
    let store = MemoryStore::new();
    let rulebook = rulebook("wrexham_2008");
    let mut one = World::new(&store, &rulebook, "A-1");
    one.to_started();
    let mut two = World::new(&store, &rulebook, "A-2");
    two.add(plain("self_assessment", "2008-01-07", "A-2", "person"));
    two.add(plain("self_assessment_checked", "2008-01-14", "W-17", "social_worker"));
    let told =
        json!({ "about": { "allocation": crate::world::DIGEST }, "indicative": { "amount": "9000.00" } });
    two.add(more(plain("budget_told", "2008-02-01", "W-17", "social_worker"), told));
    let record = Cohort::new([one.case.state(), two.case.state()]).record(None, &BTreeMap::new());
    let target = |id: &str| {
        let target = record.steps.iter().find(|step| step.id == id).unwrap().target.as_ref().unwrap();
        (target.met, target.late, target.open, target.took)
    };
    // From the check on 14 January: told on the 21st after 7 days, on 1 February after 18, and 14 are meant.
    assert_eq!(target("budget_told"), (1, 1, 0, Some([7, 7, 18])));
    // From 21 January to 11 February: 21 days, and 28 are meant; the other one is still to come.
    assert_eq!(target("agreed_by_coordinator"), (1, 0, 1, Some([21, 21, 21])));
    // One person started in March, where ten were to.
    let months: Vec<(&str, usize, bool)> =
        record.months.iter().map(|m| (m.month.as_str(), m.reached, m.met)).collect();
    assert_eq!(months, [("2008-03", 1, false)]);
    // 13,291.56 is from 10,000.00 on and below 30,000.00.
    assert_eq!(record.cost, BTreeMap::from([("medium", 1)]));
    assert!(record.notes.is_empty(), "19 February 2008 was a Tuesday: {:?}", record.notes);
}

#[test]
fn a_panel_that_meets_more_often_than_expected_is_a_note_and_no_bar() {
    let store = MemoryStore::new();
    let mut world = World::new(&store, &rulebook("wrexham_2008"), "A-1");
    world.to_decided();
    let present = json!([
        { "by": "W-3", "as": "adult_social_care" }, { "by": "N-4", "as": "nhs" }, { "by": "S-5", "as": "safeguarding_lead" },
    ]);
    for on in ["2008-03-03", "2008-04-03", "2008-05-03", "2008-06-03", "2008-07-03"] {
        world.add(more(
            plain("concern_raised", on, "W-17", "social_worker"),
            json!({ "says": ["unresolved_risk"] }),
        ));
        let panel = json!({ "decision": "resolved", "text": "It is seen to", "present": present });
        world.add(more(plain("risk_panel", on, "RK-1", "risk_panel"), panel));
    }
    let record = Cohort::new([world.case.state()]).record(None, &BTreeMap::new());
    assert_eq!(record.notes, ["`risk_panel` met on 5 days in 2008; 4 at most were expected"]);
}

#[test]
fn two_live_budgets_of_one_person_and_an_hour_paid_twice_are_found() {
    let store = MemoryStore::new();
    let rulebook = rulebook("wrexham_2008");
    let pay = |from: &str, to: &str| -> Value {
        let worked = json!([{ "worker": "PA-1", "on": "2008-03-03", "from": from, "to": to }]);
        more(
            plain("payment_released", "2008-03-31", "F-2", "finance"),
            json!({ "amount": "40.00", "worked": worked }),
        )
    };
    let mut worlds = Vec::new();
    for name in ["A-1", "A-2", "A-3"] {
        let mut opening = rulebook.opening("A-1", None).unwrap();
        if name == "A-3" {
            "A-3".clone_into(&mut opening.person);
        }
        let case = openras_pathway::Case::create(&store, name, opening).unwrap();
        let mut world = World { case };
        world.to_started();
        worlds.push(world);
    }
    worlds[0].add(pay("09:00", "13:00"));
    worlds[1].add(pay("13:00", "15:00"));
    let states = || worlds.iter().map(|world| world.case.state());
    let record = Cohort::new(states()).record(None, &BTreeMap::new());
    let kinds = |record: &CohortRecord| -> Vec<(&'static str, String)> {
        record.findings.iter().map(|finding| (finding.kind, finding.of.clone())).collect()
    };
    // Hours that touch are not the same hours.
    assert_eq!(kinds(&record), [("duplicate_budget", "A-1".to_owned())]);
    worlds[2].add(pay("12:59", "13:01"));
    let states = worlds.iter().map(|world| world.case.state());
    let record = Cohort::new(states).record(None, &BTreeMap::new());
    let twice: Vec<&str> = record
        .findings
        .iter()
        .filter(|one| one.kind == "paid_twice")
        .map(|one| one.message.as_str())
        .collect();
    assert_eq!(twice.len(), 2, "{twice:?}");
    assert!(twice[0].contains("2008-03-03 from 12:59 to 13:00"), "{twice:?}");
    assert!(twice[1].contains("2008-03-03 from 13:00 to 13:01"), "{twice:?}");
}

#[test]
fn an_auditor_s_sample_is_drawn_by_its_seed() {
    let names: Vec<String> = (0..100).map(|at| format!("A-{at:03}")).collect();
    let drawn = sample(&names, 2026, 10);
    let mut once = drawn.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), 10);
    assert!(drawn.iter().all(|name| names.contains(name)));
    assert_eq!(drawn, sample(&names, 2026, 10));
    assert_ne!(drawn, sample(&names, 2027, 10));
    assert_eq!(sample(&names, 1, 1_000).len(), 100);
}
