//! One thing never hides another: problems of several plans, late decisions, second exceptions, second orders.

use openras::core::Period;
use openras::plan::{Budget, Gravity, SupportPlan};
use openras::prelude::*;
use serde_json::{Value as Json, json};

use crate::world::{
    POLICY, assistant, budget, check, check_with, club, codes, plan, push, rulebook, rulebook_with, sound,
    the,
};

/// Where and how a plan does not fit.
fn misfits(json: &Json) -> Vec<String> {
    let found = rulebook("england").check_plan(&plan(json), &budget("50000.00", Period::Year)).unwrap_err();
    found.iter().map(|problem| format!("{} {}", problem.code, problem.path.pointer())).collect()
}

#[test]
fn of_several_plans_each_tells_all_that_does_not_fit() {
    let (mut one, good, mut other) = (sound("2009-06-01"), sound("2009-06-01"), sound("2009-06-01"));
    one["managed"]["way"] = json!("direkt");
    other["support"][0]["rate"] = json!("-1.00");
    other["support"][0]["outcomes"] = json!(["in"]);
    let plans: Vec<SupportPlan> = [&one, &good, &other].map(plan).into_iter().collect();
    let pairs: Vec<(&SupportPlan, Option<&Budget>)> = plans.iter().map(|plan| (plan, None)).collect();
    let misfits = rulebook("england").check_plans_together(&pairs).unwrap_err();
    let told: Vec<(usize, usize)> = misfits.iter().map(|(at, found)| (*at, found.iter().count())).collect();
    assert_eq!(told, [(0, 1), (2, 2)]);
}

#[test]
fn payments_before_the_agreement_hide_no_finding() {
    let mut json = sound("2009-06-01");
    json["payment"]["agreed_on"] = json!("2009-07-06");
    push(&mut json, "support", assistant("low", "2", "4.00", 30));
    let found = check(&rulebook("england"), &json);
    // Nothing is paid in June, and the club and the assistant cost money in it.
    assert_eq!(codes(&found), ["payment_details_missing", "below_minimum_wage", "month_below_zero"]);
    let late = the(&found, FindingCode::PaymentDetailsMissing);
    assert!(late.message.contains("1 June 2009, before the agreement of 6 July 2009"), "{}", late.message);
    assert_eq!((late.at.pointer(), late.gravity), ("/payment/start".to_owned(), Gravity::Refer));
    assert!(found.schedule.is_none(), "nobody has decided on these payments");
    json["payment"]["backdated"] = json!({ "decided_by": "W-3", "on": "2009-07-01", "reason": "since June" });
    let decided = check(&rulebook("england"), &json);
    assert_eq!(codes(&decided), ["below_minimum_wage", "month_below_zero"]);
    assert!(decided.schedule.is_some());
}

#[test]
fn dates_and_amounts_of_payments_that_do_not_fit_are_told_together() {
    let mut json = sound("2009-06-01");
    json["payment"] = json!({
        "frequency": "monthly",
        "start": "2009-05-31",
        "end": "2009-05-30",
        "budget": [
            { "from": "2009-06-15", "amount": "10.00", "per": "week" },
            { "from": "2009-06-15", "amount": "11.00", "per": "week" },
        ],
        "uplift": [{ "from": "2009-06-01", "percent": "-101%" }],
        "temporary": [{ "from": "2009-06-01", "to": "2009-06-02", "amount": "-1.00", "per": "week" }],
    });
    json["contribution_change"] = json!([
        { "from": "2009-07-01", "amount": "1.00", "per": "week" },
        { "from": "2009-07-01", "amount": "2.00", "per": "week" },
    ]);
    json["support"][0]["wage"] = json!("8.00");
    assert_eq!(
        misfits(&json),
        [
            "wrong_type /support/0/wage",
            "out_of_range /payment/temporary/0/amount",
            "bad_date_range /contribution_change/1/from",
            "bad_date_range /payment/start",
            "bad_date_range /payment/end",
            "bad_date_range /payment/budget/1/from",
            "bad_date_range /payment/budget",
            "out_of_range /payment/uplift/0/percent",
        ]
    );
}

#[test]
fn a_second_exception_counts_where_the_first_does_not() {
    let mut json = sound("2018-06-01");
    let mut line = club("kin");
    line["provider"] =
        json!({ "kind": "family", "ref": "F-1", "relation": "sibling", "same_household": true });
    push(&mut json, "support", line);
    let exception = |grounds: &str| json!({ "code": "relative_in_household", "support": "kin", "grounds": grounds, "decided_by": "W-3", "on": "2018-05-01" });
    push(&mut json, "exception", exception("convenient"));
    let blocked = check(&rulebook("england"), &json);
    assert_eq!(blocked.verdict(), Verdict::Blocked);
    push(&mut json, "exception", exception("necessary"));
    let lifted = check(&rulebook("england"), &json);
    assert_eq!(lifted.findings[0].gravity, Gravity::Note);
    assert_eq!(lifted.findings[0].exception, Some(1));
}

#[test]
fn each_order_that_is_not_known_is_told() {
    let mut json = sound("2009-06-01");
    json["person_orders"] = json!(["one_order", "another_order"]);
    let found = check(&rulebook("england"), &json);
    assert_eq!(found.findings.iter().filter(|found| found.code == FindingCode::LawNotKnown).count(), 2);
}

#[test]
fn what_plans_do_not_agree_on_is_weighed_and_lifted_as_other_findings_are() {
    let friend = |person: &str, other: &str, hours: &str| {
        let mut json = sound("2009-06-01");
        json["person"] = json!(person);
        let mut line = assistant("together", hours, "5.00", 30);
        line["provider"]["ref"] = json!("PA-7");
        line["shared_by"] = json!(2);
        line["employer"] = json!("jointly");
        line["shared_with"] = json!([other]);
        push(&mut json, "support", line);
        json
    };
    let policy = POLICY.replace(
        "\n[[forbidden]]",
        "\n[[checklist]]\nid = \"halves\"\ncheck = \"shared_support_agrees\"\nseverity = \"policy_block\"\n\n[[forbidden]]",
    );
    let rulebook = rulebook_with("england", &policy);
    let (one, mut other) = (friend("A-1", "B-1", "4"), friend("B-1", "A-1", "3"));
    push(
        &mut other,
        "exception",
        json!({ "code": "shared_support_differs", "decided_by": "W-3", "on": "2009-05-01" }),
    );
    let (one, other) = (plan(&one), plan(&other));
    let both = rulebook.check_plans_together(&[(&one, None), (&other, None)]).unwrap();
    let gravity = |at: usize| the(&both.plans[at], FindingCode::SharedSupportDiffers).gravity;
    assert_eq!(gravity(0), Gravity::PolicyBlock, "as this council weighs it");
    assert_eq!(gravity(1), Gravity::Note, "lifted by its exception");
    let item = both.plans[0].checklist.iter().find(|item| item.id == "halves").unwrap();
    assert!(!item.met && item.missing == [FindingCode::SharedSupportDiffers]);
}

#[test]
fn a_worker_of_two_pairs_and_a_pair_with_two_lines_agree() {
    let friend = |person: &str, other: &str, lines: &[(&str, &str, &str)]| {
        let mut json = sound("2009-06-01");
        json["person"] = json!(person);
        json["shared_with"] = json!([other]);
        for (id, hours, rate) in lines {
            let mut line = assistant(id, hours, rate, 30);
            line["provider"]["ref"] = json!("PA-7");
            line["shared_by"] = json!(2);
            line["employer"] = json!("jointly");
            push(&mut json, "support", line);
        }
        plan(&json)
    };
    let (day, night) = (("day", "4", "5.00"), ("evening", "2", "6.00"));
    let plans = [
        friend("A-1", "B-1", &[day, night]),
        friend("C-1", "D-1", &[day]),
        friend("B-1", "A-1", &[night, day]),
        friend("D-1", "C-1", &[day]),
    ];
    let pairs: Vec<(&SupportPlan, Option<&Budget>)> = plans.iter().map(|plan| (plan, None)).collect();
    let all = rulebook("england").check_plans_together(&pairs).unwrap();
    for found in &all.plans {
        assert!(!codes(found).contains(&"shared_support_differs"), "{}: {:?}", found.person, codes(found));
    }
    let together: Vec<String> = all.shared.iter().map(|shared| shared.together.to_fixed(2)).collect();
    assert_eq!(together, ["10.00", "12.00", "10.00"]);
}

#[test]
fn a_wage_that_is_not_by_the_hour_is_not_taken_for_lawful() {
    let mut json = sound("2009-06-01");
    let mut worker = assistant("pa", "1", "20.00", 30);
    worker["unit"] = json!("day");
    push(&mut json, "support", worker);
    let found = check(&rulebook("england"), &json);
    assert_eq!(codes(&found), ["below_minimum_wage"]);
    let finding = the(&found, FindingCode::BelowMinimumWage);
    assert_eq!((finding.gravity, finding.at.pointer()), (Gravity::Refer, "/support/1/unit".to_owned()));
    json["support"][1]["pays"] = json!("fee");
    assert_eq!(codes(&check(&rulebook("england"), &json)), [] as [&str; 0]);
}

#[test]
fn help_without_money_has_a_name() {
    let mut json = sound("2009-06-01");
    push(&mut json, "need_met_otherwise", json!({ "need": "at_home", "kind": "community" }));
    let found = check(&rulebook("england"), &json);
    assert_eq!(codes(&found), ["provider_missing"]);
    assert_eq!(found.findings[0].at.pointer(), "/need_met_otherwise/0");
}

#[test]
fn a_stream_is_told_at_the_line_that_it_pays_for() {
    let mut json = sound("2009-06-01");
    let mut line = club("grant");
    line["stream"] = json!({ "social_care": "50%", "community_equipment": "50%" });
    push(&mut json, "support", line);
    let found = check_with(&rulebook("england"), &json, &budget("5000.00", Period::Year));
    let finding = the(&found, FindingCode::StreamNotAppliedFor);
    assert_eq!(finding.at.pointer(), "/support/1/stream");
    // Half of £10 a week for 365 days: 5 x 365 / 7.
    assert_eq!(finding.fact_of("spent"), Some("260.71"));
}
