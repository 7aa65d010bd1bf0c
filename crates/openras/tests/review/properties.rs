//! What holds for every statement.

use openras::core::Exact;
use openras::prelude::*;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::world::{day, reclaiming, rulebook, statement};

/// Every rule of collecting, keeping and sharing that a council may choose, as a rulebook each.
fn rulebooks() -> Vec<Rulebook> {
    let mut all = Vec::new();
    for keep in ["percent_of_annual = \"20%\"", "weeks = \"8\"", "amount = \"20.00\"", "payments = \"1\""] {
        for mode in ["excess", "all_if_exceeded"] {
            for basis in ["council_share", "whole_budget"] {
                for person in ["in_proportion", "spent_first", "refund_overpaid"] {
                    let collect = if person == "spent_first" { "net_off" } else { "repay" };
                    all.push(reclaiming(&format!(
                        "keep = {{ {keep} }}\nmode = \"{mode}\"\nbasis = \"{basis}\"\nperson_money = \"{person}\"\ncollect = \"{collect}\""
                    )));
                }
            }
        }
    }
    all
}

fn pennies() -> impl Strategy<Value = String> {
    prop_oneof![Just(0i64), 1i64..300, 1i64..2_000_000]
        .prop_map(|pennies| Exact::decimal(pennies.into(), 2).to_fixed(2))
}

fn on() -> impl Strategy<Value = String> {
    // One in forty lies outside the period.
    (-5i32..380).prop_map(|days| day("2008-04-01").plus_days(days).unwrap().to_string())
}

fn entry() -> impl Strategy<Value = (&'static str, Json)> {
    let payer = prop_oneof![Just("council"), Just("council"), Just("person"), Just("ilf"), Just("nobody")];
    let stream = prop_oneof![4 => Just(None), 1 => Just(Some("ilf"))];
    let kind = prop_oneof![Just("wages_due"), Just("holiday_pay"), Just("agreed_plans")];
    prop_oneof![
        3 => (on(), payer, pennies()).prop_map(|(on, by, amount)| ("paid", json!({ "on": on, "by": by, "amount": amount }))),
        1 => (on(), pennies()).prop_map(|(on, amount)| ("received", json!({ "on": on, "kind": "refund", "amount": amount }))),
        3 => (on(), stream, pennies()).prop_map(|(on, stream, amount)| {
            let mut entry = json!({ "on": on, "amount": amount, "support": "pa" });
            if let Some(stream) = stream {
                entry["stream"] = json!(stream);
            }
            ("spent", entry)
        }),
        1 => (kind, pennies()).prop_map(|(kind, amount)| ("held", json!({ "kind": kind, "amount": amount }))),
        1 => pennies().prop_map(|amount| ("due", json!({ "from": "2008-04-01", "to": "2009-03-31", "amount": amount, "per": "once" }))),
    ]
}

fn statements() -> impl Strategy<Value = Json> {
    let opening = (pennies(), pennies(), pennies());
    let ended = prop_oneof![5 => Just(None), 1 => Just(Some("died")), 1 => Just(Some("misuse"))];
    (prop::collection::vec(entry(), 0..14), opening, pennies(), ended).prop_map(|(entries, opening, annual, ended)| {
        let mut json = json!({
            "format": 1, "person": "P", "period": { "from": "2008-04-01", "to": "2009-03-31" }, "annual_budget": annual,
            "opening": { "council": opening.0, "person": opening.1, "ilf": opening.2 },
            "review": { "on": "2009-04-10", "reason_established": "x" },
        });
        if let Some(reason) = ended {
            json["ended"] = json!({ "on": "2009-01-01", "reason": reason });
        }
        for (list, entry) in entries {
            if json.get(list).is_none() {
                json[list] = json!([]);
            }
            json[list].as_array_mut().unwrap().push(entry);
        }
        json
    })
}

/// Holds what must hold whatever the rule is.
fn hold(result: &Reconciliation) {
    let zero = Exact::ZERO;
    let left = result.main.left();
    assert!(
        result.reclaim >= zero && result.reclaim <= left.clone().max(zero.clone()),
        "between nothing and what is left"
    );
    assert!(result.refund_to_person >= zero);
    let council = result.council.left().max(zero.clone());
    assert!(result.reclaim <= council, "never the person's: {} of {}", result.reclaim, council);
    let theirs = result.person_money.left().max(zero.clone());
    assert!(result.refund_to_person <= theirs, "never the council's");
    // Opening + paid + received = spent + held + left, by payer and together.
    for flow in [&result.council, &result.person_money] {
        for part in [&flow.spent, &flow.held, &flow.received] {
            assert!(part.decimals().is_some_and(|decimals| decimals <= 2), "to the penny: {flow:?}");
        }
    }
    for (one, other, both) in [
        (&result.council.opening, &result.person_money.opening, &result.main.opening),
        (&result.council.paid, &result.person_money.paid, &result.main.paid),
        (&result.council.received, &result.person_money.received, &result.main.received),
        (&result.council.spent, &result.person_money.spent, &result.main.spent),
        (&result.council.held, &result.person_money.held, &result.main.held),
    ] {
        assert_eq!(&(one + other), both, "the payers' parts are the whole");
    }
    let parts = &(&result.kept + &result.reclaim) + &(&result.refund_to_person + &result.main.held);
    assert_eq!(parts, result.unspent(), "what was not spent is set aside, kept or goes back");
    for stream in &result.streams {
        assert_eq!(&stream.kept + &stream.returned, stream.flow.left());
        assert!(stream.returned >= zero && stream.returned <= stream.flow.left().max(zero.clone()));
    }
}

#[test]
fn reclaim_is_between_zero_and_what_is_left_and_never_the_persons_or_a_streams() {
    let rulebooks = rulebooks();
    let runner =
        proptest::test_runner::Config { cases: 10_000, failure_persistence: None, ..Default::default() };
    let mut runner = proptest::test_runner::TestRunner::new(runner);
    let places = 0..rulebooks.len();
    runner
        .run(&(statements(), places), |(json, place)| {
            let read = statement(&json);
            let result = rulebooks[place].reconcile(&read, Some(day("2009-04-16"))).unwrap();
            hold(&result);
            // What a stream did changes nothing of the council's and the person's money.
            let mut without = json.clone();
            without["opening"]["ilf"] = json!("0.00");
            for list in ["paid", "spent"] {
                if let Some(entries) = without.get_mut(list).and_then(Json::as_array_mut) {
                    entries.retain(|entry| {
                        entry.get("stream").is_none() && entry.get("by") != Some(&json!("ilf"))
                    });
                }
            }
            let alone = rulebooks[place].reconcile(&statement(&without), Some(day("2009-04-16"))).unwrap();
            prop_assert_eq!(&alone.reclaim, &result.reclaim);
            prop_assert_eq!(&alone.refund_to_person, &result.refund_to_person);
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_record_says_the_same_and_its_digest_holds() {
    let rulebook = rulebook("wrexham_2008");
    let mut runner = proptest::test_runner::TestRunner::new(proptest::test_runner::Config {
        cases: 200,
        failure_persistence: None,
        ..Default::default()
    });
    runner
        .run(&statements(), |json| {
            let result = rulebook.reconcile(&statement(&json), None).unwrap();
            let text = result.to_json(rulebook.review_stamp().unwrap()).unwrap();
            let mut record: Json = serde_json::from_str(&text).unwrap();
            let sha = record.as_object_mut().unwrap().remove("sha256").unwrap();
            let digest = openras::core::digest::sha256(&record).unwrap();
            prop_assert_eq!(sha.as_str(), Some(digest.as_str()));
            let reclaim = result.reclaim.to_fixed(2);
            prop_assert_eq!(record["reclaim"].as_str(), Some(reclaim.as_str()));
            Ok(())
        })
        .unwrap();
}
