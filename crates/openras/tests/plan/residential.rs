//! Short stays in a care home.

use openras::core::Day;
use openras::prelude::*;
use serde_json::json;

use crate::world::{check, codes, day, push, rulebook, sound, the};

/// Which codes stays of so many nights from these days give.
fn stays(nation: &str, from: &str, stays: &[(i32, i32)]) -> Vec<&'static str> {
    let mut plan = sound(from);
    for (after, nights) in stays {
        let first = day(from).plus_days(*after).unwrap();
        let leaves = first.plus_days(*nights).unwrap();
        push(&mut plan, "residential_stay", json!({ "from": first.to_string(), "to": leaves.to_string() }));
    }
    codes(&check(&rulebook(nation), &plan))
}

const LIMIT: [&str; 1] = ["residential_limit"];
const NONE: [&str; 0] = [];

#[test]
fn stays_that_are_near_each_other_count_as_one() {
    assert_eq!(stays("england", "2018-01-01", &[(0, 14), (34, 14)]), NONE, "14 and 14 nights 20 days apart");
    assert_eq!(stays("england", "2018-01-01", &[(0, 14), (41, 15)]), LIMIT, "14 and 15 nights 27 days apart");
    assert_eq!(stays("england", "2018-01-01", &[(0, 14), (42, 15)]), NONE, "14 and 15 nights 28 days apart");
    assert_eq!(stays("england", "2018-01-01", &[(0, 28)]), NONE);
    assert_eq!(stays("england", "2018-01-01", &[(0, 29)]), LIMIT);
}

#[test]
fn separate_stays_do_not_add_up() {
    let every_six_weeks: Vec<(i32, i32)> = (0..9).map(|number| (number * 42, 7)).collect();
    assert_eq!(every_six_weeks.iter().map(|(_, nights)| nights).sum::<i32>(), 63);
    assert_eq!(stays("england", "2018-01-01", &every_six_weeks), NONE);
    let every_four_weeks: Vec<(i32, i32)> = (0..9).map(|number| (number * 28, 7)).collect();
    assert_eq!(
        stays("england", "2018-01-01", &every_four_weeks),
        LIMIT,
        "21 days between: 63 nights in one group"
    );
}

#[test]
fn only_the_nights_beyond_the_limit_are_blocked() {
    let mut plan = sound("2018-01-01");
    push(&mut plan, "residential_stay", json!({ "from": "2018-01-01", "to": "2018-02-05" }));
    let over = check(&rulebook("england"), &plan);
    let finding = the(&over, FindingCode::ResidentialLimit);
    assert_eq!((finding.fact_of("nights"), finding.fact_of("over")), (Some("35"), Some("7")));
    assert_eq!(finding.fact_of("from"), Some("2018-01-29"), "28 nights from 1 January end on the 28th");
    assert_eq!(finding.law.as_ref().map(|law| law.confidence), Some("unverified"));
    assert!(finding.message.contains("not verified"));
}

#[test]
fn wales_has_a_limit_until_5_april_2016_and_none_after() {
    assert_eq!(stays("wales", "2015-01-01", &[(0, 29)]), LIMIT);
    assert_eq!(stays("wales", "2016-04-06", &[(0, 200)]), NONE);
    // From 5 March: 32 nights lie before 6 April 2016, four of them beyond the limit.
    let mut plan = sound("2016-01-01");
    push(&mut plan, "residential_stay", json!({ "from": "2016-03-05", "to": "2016-05-05" }));
    let across = check(&rulebook("wales"), &plan);
    assert_eq!(the(&across, FindingCode::ResidentialLimit).fact_of("over"), Some("4"));
}

#[test]
fn stays_before_the_plan_count_too() {
    let mut plan = sound("2018-02-01");
    push(&mut plan, "residential_stay", json!({ "from": "2018-01-01", "to": "2018-01-22" }));
    push(&mut plan, "residential_stay", json!({ "from": "2018-02-05", "to": "2018-02-13" }));
    assert_eq!(codes(&check(&rulebook("england"), &plan)), LIMIT, "21 and 8 nights, 14 days apart");
}

#[test]
fn a_stay_that_the_council_arranges_is_not_tested() {
    let mut plan = sound("2018-01-01");
    let mut home = crate::world::club("respite");
    home["way"] = json!("arranged");
    push(&mut plan, "support", home);
    let stay = json!({ "from": "2018-01-01", "to": "2018-03-01", "support": "respite" });
    push(&mut plan, "residential_stay", stay);
    assert_eq!(codes(&check(&rulebook("england"), &plan)), NONE);
}

#[test]
fn twelve_months_roll_on() {
    // 28 nights in January 2018, then a weekend in every third week, all joined, until January 2019: by then the nights of
    // January 2018 are more than twelve months ago.
    let mut plan = sound("2018-01-01");
    plan["period"]["to"] = json!("2019-12-31");
    let mut add = |from: Day, nights: i32| {
        let leaves = from.plus_days(nights).unwrap();
        push(&mut plan, "residential_stay", json!({ "from": from.to_string(), "to": leaves.to_string() }));
    };
    add(day("2018-01-01"), 28);
    for week in 0..17 {
        add(day("2018-02-19").plus_days(week * 21).unwrap(), 1);
    }
    add(day("2019-02-11"), 14);
    let rolled = check(&rulebook("england"), &plan);
    // The single nights of 2018, 16 of them, are each a 29th night and blocked. On 21 January 2019 only seven nights of January
    // 2018 are within twelve months, so that one fits, and so do the fourteen of February 2019.
    assert_eq!(the(&rolled, FindingCode::ResidentialLimit).fact_of("over"), Some("16"));
}

#[test]
fn in_scotland_28_days_between_stays_still_join_them() {
    // 14 + 15 nights; 28 and 29 days between them.
    assert_eq!(stays("scotland", "2015-01-01", &[(30, 14), (72, 15)]), ["residential_limit"]);
    assert_eq!(stays("scotland", "2015-01-01", &[(30, 14), (73, 15)]), [] as [&str; 0]);
}
