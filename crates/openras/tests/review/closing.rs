//! What a review lacks to close, and what became of outcomes.

use openras::prelude::*;
use openras::review::OutcomesSummary;
use serde_json::{Value as Json, json};

use crate::world::{casefile, day, read_casefile, rulebook};

#[test]
fn in_scotland_each_option_is_offered_at_each_review_from_1_april_2014() {
    let rulebook = rulebook("scotland_shanarri");
    let due = rulebook.due(&read_casefile("scotland_options.toml"), day("2015-06-10")).unwrap();
    // The review of 31 March 2014 may close; so may that of June 2014, with one option unavailable for a reason.
    let gaps: Vec<String> = due.gaps.iter().map(|gaps| gaps.on.to_string()).collect();
    assert_eq!(gaps, ["2015-06-01"]);
    let codes: Vec<&str> = due.gaps[0].lacks.iter().map(|lack| lack.code.as_str()).collect();
    assert_eq!(codes, ["option:option_1", "option:option_2", "option:option_3", "option:option_4"]);
    assert!(!due.decided_reviews_may_close());
    assert_eq!(due.options_to_offer.len(), 4, "all are offered at the next review too");
}

#[test]
fn an_option_that_is_not_offered_needs_a_reason() {
    let rulebook = rulebook("scotland_shanarri");
    let mut case = read_casefile("scotland_options.toml");
    case.review.retain(|review| review.on.day() == Some(day("2014-06-02")));
    assert!(rulebook.due(&case, day("2014-07-01")).unwrap().gaps.is_empty());
    case.review[0].options[3].unavailable_because = Some(" ".to_owned());
    let due = rulebook.due(&case, day("2014-07-01")).unwrap();
    assert_eq!(due.gaps[0].lacks.len(), 1);
    assert_eq!(due.gaps[0].lacks[0].code, "option:option_4");
}

#[test]
fn a_review_lacks_each_thing_that_is_asked_of_it() {
    let case = casefile(&json!({
        "format": 1, "person": "S-2", "child": true, "dates": { "budget_start": "2014-05-01" },
        "review": [{ "on": "2015-05-01", "kind": "annual", "considered": ["risk"],
            "views": [{ "topic": "feeling_safe", "said": "yes" }],
            "outcomes": [{ "id": "play", "result": "met", "indicators": ["active", "included"] },
                         { "id": "school", "result": "partly" }, { "id": "sleep", "result": "met", "indicators": ["rested"] }],
            "principles": { "involvement": "she chose the time" } }],
        "assessment": [{ "on": "2014-04-20", "options": [{ "id": "option_1", "offered": true }] }],
    }));
    let due = rulebook("scotland_shanarri").due(&case, day("2015-05-02")).unwrap();
    let codes =
        |at: usize| -> Vec<&str> { due.gaps[at].lacks.iter().map(|lack| lack.code.as_str()).collect() };
    assert_eq!(due.gaps[0].kind, "assessment");
    assert_eq!(codes(0), ["option:option_2", "option:option_3", "option:option_4"]);
    assert_eq!(
        codes(1),
        [
            "consider:capacity",
            "consider:changes",
            "topic:support_provided",
            "topic:social_inclusion",
            "topic:personal_development",
            "topic:caring_roles",
            "principle:participation_and_dignity",
            "principle:informed_choice",
            "principle:collaboration",
            "indicator:school",
            "indicator:sleep",
            "decision",
            "reason",
            "option:option_1",
            "option:option_2",
            "option:option_3",
            "option:option_4",
        ]
    );
    assert!(!due.gaps[1].decided);
    assert_eq!(due.options_to_offer, ["option_1", "option_2", "option_3", "option_4"]);
}

#[test]
fn the_yearly_review_of_wrexham_lacks_the_questionnaire_and_the_first_does_not() {
    let review = |kind: &str, sha: Option<&str>| {
        let mut review = json!({ "on": "2009-03-01", "kind": kind, "considered": ["risk", "changes"], "decision": "confirm", "reason": "well" });
        if let Some(sha) = sha {
            review["questionnaire"] = json!(sha);
        }
        casefile(
            &json!({ "format": 1, "person": "P", "dates": { "budget_start": "2008-03-01" }, "review": [review] }),
        )
    };
    let rulebook = rulebook("wrexham_2008");
    let lacks = |case: &Casefile| -> Vec<String> {
        let due = rulebook.due(case, day("2009-04-01")).unwrap();
        due.gaps.iter().flat_map(|gaps| &gaps.lacks).map(|lack| lack.code.clone()).collect()
    };
    assert_eq!(lacks(&review("annual", None)), ["questionnaire"]);
    assert!(lacks(&review("annual", Some("0f"))).is_empty());
    assert!(lacks(&review("first", None)).is_empty());
}

#[test]
fn a_review_looks_at_the_newest_plan_and_at_each_of_its_outcomes() {
    let lacks = |review: Json| -> Vec<String> {
        let mut held = json!({ "on": "2009-01-10", "kind": "extra", "considered": ["risk", "changes"], "decision": "confirm", "reason": "well" });
        held.as_object_mut().unwrap().extend(review.as_object().unwrap().clone());
        let case = casefile(
            &json!({ "format": 1, "person": "P", "dates": { "budget_start": "2008-03-01" }, "review": [held],
            "plan": [{ "on": "2008-09-01", "sha256": "bb", "outcomes": ["swim", "home"] }, { "on": "2008-02-26", "sha256": "aa", "outcomes": ["bus"] },
                     { "on": "2009-01-10", "sha256": "cc" }] }),
        );
        let due = rulebook("wrexham_2008").due(&case, day("2009-01-20")).unwrap();
        due.gaps.iter().flat_map(|gaps| &gaps.lacks).map(|lack| lack.code.clone()).collect()
    };
    let outcome = |id: &str| json!({ "id": id, "result": "met" });
    assert_eq!(lacks(json!({})), ["plan", "outcome:swim", "outcome:home"]);
    // The plan of the day itself came of the review.
    assert_eq!(lacks(json!({ "plan": "cc", "outcomes": [outcome("swim"), outcome("home")] })), ["plan"]);
    assert_eq!(
        lacks(json!({ "plan": "bb", "outcomes": [outcome("swim"), outcome("bus")] })),
        ["outcome:home", "outcome:bus"]
    );
    assert!(lacks(json!({ "plan": "bb", "outcomes": [outcome("home"), outcome("swim")] })).is_empty());
}

#[test]
fn what_lists_no_outcomes_and_what_is_no_whole_assessment_lack_nothing() {
    let case = casefile(&json!({ "format": 1, "person": "P", "dates": { "budget_start": "2008-03-01" },
        "plan": [{ "on": "2008-02-26", "sha256": "aa" }],
        "review": [{ "on": "2009-01-10", "kind": "extra", "considered": ["risk", "changes"], "plan": "aa", "decision": "confirm",
            "reason": "well", "outcomes": [{ "id": "swim", "result": "met" }] }] }));
    assert!(rulebook("wrexham_2008").due(&case, day("2009-01-20")).unwrap().gaps.is_empty());
    // In Walsall options are offered at each assessment; this one is named for its decision about capacity alone.
    let due = |assessment: Json| {
        let case = json!({ "format": 1, "person": "P", "dates": { "budget_start": "2010-04-05" }, "assessment": [assessment] });
        rulebook("walsall_2010").due(&casefile(&case), day("2010-05-01")).unwrap().gaps.len()
    };
    assert_eq!(due(json!({ "on": "2010-04-10", "capacity_review_on": "2010-10-01" })), 0);
    assert_eq!(due(json!({ "on": "2010-04-10" })), 1);
}

/// A person with one outcome.
fn with_outcome(number: usize, group: &str, provider: &str, result: &str) -> Json {
    json!({ "format": 1, "person": format!("P-{number}"), "group": group, "review": [
        { "on": "2008-01-01", "kind": "first", "outcomes": [{ "id": "old", "result": "not_met" }] },
        { "on": "2009-01-01", "kind": "annual", "outcomes": [{ "id": "swim", "result": result, "category": "activity", "provider": provider }] },
    ] })
}

#[test]
fn outcomes_are_summed_and_few_people_are_not_shown() {
    // Group a: 6 people, 4 met and 2 partly. Group b: 4 people. Group c: 5 people. One provider for all.
    let people: Vec<Casefile> = (0..15)
        .map(|number| {
            let (group, result) = match number {
                0..4 => ("a", "met"),
                4..6 => ("a", "partly"),
                6..10 => ("b", "met"),
                _ => ("c", "not_met"),
            };
            casefile(&with_outcome(number, group, "bee", result))
        })
        .collect();
    let summary = OutcomesSummary::of(&people, None);
    assert_eq!(summary.people, Some(15));
    let provider = summary.by_provider[0].figures.expect("fifteen people");
    assert_eq!((provider.people, provider.met, provider.partly, provider.not_met), (15, 8, 2, 5));
    let shown: Vec<(&str, bool)> =
        summary.by_group.iter().map(|row| (row.of.as_str(), row.figures.is_some())).collect();
    // b is too small; c, the smaller of the others, would give b away.
    assert_eq!(shown, [("a", true), ("b", false), ("c", false)]);
    assert_eq!(OutcomesSummary::of(&people[..4], None).people, None);
    assert!(summary.to_text().contains("too few people to show"));
}

#[test]
fn small_groups_are_hidden_together_with_enough_people() {
    // a has 6 people, b and c one each: two people's outcomes would be all of them less those of a.
    let mut people: Vec<Casefile> =
        (0..6).map(|number| casefile(&with_outcome(number, "a", "bee", "met"))).collect();
    people.extend(
        [(6, "b"), (7, "c")].map(|(number, group)| casefile(&with_outcome(number, group, "bee", "partly"))),
    );
    let shown = |people: &[Casefile]| -> Vec<(String, bool)> {
        let rows = OutcomesSummary::of(people, None).by_group.into_iter();
        rows.map(|row| (row.of, row.figures.is_some())).collect()
    };
    let named =
        |rows: &[(&str, bool)]| rows.iter().map(|(of, is)| ((*of).to_owned(), *is)).collect::<Vec<_>>();
    assert_eq!(shown(&people), named(&[("a", false), ("b", false), ("c", false)]));
    // With three more in c five people are hidden in two groups, and a is shown.
    people.extend((8..11).map(|number| casefile(&with_outcome(number, "c", "bee", "met"))));
    assert_eq!(shown(&people), named(&[("a", true), ("b", false), ("c", false)]));
}

#[test]
fn outcomes_of_a_day_are_those_of_reviews_held_until_then() {
    let people: Vec<Casefile> =
        (0..5).map(|number| casefile(&with_outcome(number, "a", "bee", "met"))).collect();
    let met = |on: &str| {
        OutcomesSummary::of(&people, Some(day(on))).by_group[0].figures.map(|own| (own.met, own.not_met))
    };
    // The review of 1 January 2008 found `not_met`, the one of 2009 `met`.
    assert_eq!((met("2008-12-31"), met("2009-01-01")), (Some((0, 5)), Some((5, 0))));
    assert!(OutcomesSummary::of(&people, Some(day("2007-12-31"))).by_group.is_empty());
}
