//! Money from elsewhere inside and on top of £13,291.56 a year, 62 points at £214.38, worked by hand.

use openras_questionnaire::Assessment;
use openras_testing::fixtures;
use serde_json::{Value as Json, json};

/// The record of the person of `wrexham_ilf`, with these streams and no others.
fn with(streams: Json) -> Json {
    let rulebook = fixtures::rulebook("wrexham_2008");
    let mut person: Json = serde_json::from_str(&fixtures::assessment("wrexham_ilf")).expect("it is JSON");
    person["streams"] = streams;
    let assessment = Assessment::from_json(&person.to_string()).expect("it is an assessment");
    let allocation = rulebook.allocate(&assessment).unwrap_or_else(|found| panic!("{found}"));
    let record: Json =
        serde_json::from_str(&allocation.to_json().expect("it is written")).expect("it is JSON");
    assert_eq!(record["annual"], "13291.56", "62 x 214.38; no stream changes it");
    assert_eq!(record["weekly"], "255.61", "13291.56 / 52 = 255.6069…");
    record
}

fn notes(record: &Json) -> Vec<(String, String, Option<String>)> {
    let text = |note: &Json, key: &str| note[key].as_str().map(str::to_owned);
    let notes = record["notes"].as_array().expect("notes").iter();
    notes
        .map(|note| {
            (
                text(note, "code").expect("a code"),
                text(note, "stream").expect("a stream"),
                text(note, "amount"),
            )
        })
        .collect()
}

#[test]
fn forty_pounds_a_week_inside_leave_11211_56_of_social_care() {
    let record = with(json!({ "ilf": { "amount": "40.00", "per": "week", "status": "awarded" } }));
    assert_eq!(record["streams"][0]["annual"], "2080.00", "40 x 52");
    assert_eq!(record["social_care"], "11211.56");
    assert_eq!(record["individual_budget"], "13291.56");
    assert_eq!(notes(&record), []);
}

#[test]
fn three_hundred_pounds_a_week_inside_leave_nothing_and_a_surplus_of_2308_44() {
    let record = with(json!({ "ilf": { "amount": "300.00", "per": "week" } }));
    assert_eq!(record["streams"][0]["annual"], "15600.00", "300 x 52");
    assert_eq!(record["social_care"], "0.00", "never below zero");
    assert_eq!(record["individual_budget"], "13291.56");
    let surplus = ("stream_surplus".to_owned(), "ilf".to_owned(), Some("2308.44".to_owned()));
    assert!(notes(&record).contains(&surplus), "15600.00 - 13291.56: {:?}", notes(&record));
}

#[test]
fn what_is_applied_for_changes_nothing_and_is_listed() {
    for status in ["applied", "to_apply", "refused", "not_eligible"] {
        let record = with(json!({ "ilf": { "amount": "40.00", "per": "week", "status": status } }));
        assert_eq!(
            record["streams"][0],
            json!({
                "id": "ilf", "position": "inside", "amount": "40.00", "per": "week", "annual": "0.00", "status": status
            })
        );
        assert_eq!(
            (&record["social_care"], &record["individual_budget"]),
            (&json!("13291.56"), &json!("13291.56"))
        );
        let wanted = if status == "to_apply" {
            vec![("stream_to_apply".to_owned(), "ilf".to_owned(), Some("40.00".to_owned()))]
        } else {
            Vec::new()
        };
        assert_eq!(notes(&record), wanted, "only what is still to do is a note");
    }
}

#[test]
fn ten_pounds_and_a_penny_a_week_on_top_make_13812_08() {
    let record = with(json!({ "supporting_people": { "amount": "10.01", "per": "week" } }));
    assert_eq!(record["streams"][0]["annual"], "520.52", "10.01 x 52");
    assert_eq!(record["individual_budget"], "13812.08");
    assert_eq!(record["social_care"], "13291.56");
    assert_eq!(notes(&record), []);
}

#[test]
fn an_amount_for_another_period_goes_through_the_year() {
    // A year of the scheme has 52 weeks, 12 months and 365 days.
    for (amount, per, annual) in
        [("1.00", "day", "365.00"), ("1.00", "month", "12.00"), ("1.00", "year", "1.00")]
    {
        let record = with(json!({ "supporting_people": { "amount": amount, "per": per } }));
        assert_eq!(record["streams"][0]["annual"], annual, "{amount} a {per}");
    }
}
