//! Payments: dated, covering their days, exact.

use openras::core::{Exact, Period};
use openras::plan::InstalmentKind;
use openras::prelude::*;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::world::{amount, check_with, codes, day, line, plan, push, rulebook, sound, the};

fn schedule(json: &Json) -> Schedule {
    rulebook("england").schedule(&plan(json), None).unwrap_or_else(|found| panic!("{found}"))
}

/// £250 a week, paid every four weeks.
fn four_weekly(from: &str) -> Json {
    let mut plan = sound(from);
    plan["support"][0]["rate"] = json!("250.00");
    plan["payment"]["frequency"] = json!("four_weekly");
    plan
}

fn sum(schedule: &Schedule) -> Exact {
    schedule.instalments.iter().map(|paid| paid.amount.clone()).sum()
}

#[test]
fn ten_days_of_one_instalment_suspended_leave_642_86() {
    let mut plan = four_weekly("2009-04-06");
    plan["payment"]["suspension"] = json!([{ "from": "2009-05-11", "to": "2009-05-20" }]);
    let schedule = schedule(&plan);
    let amounts: Vec<String> =
        schedule.instalments.iter().take(3).map(|paid| paid.amount.to_fixed(2)).collect();
    assert_eq!(amounts, ["1000.00", "642.86", "1000.00"], "1,000 x 18 / 28");
    assert_eq!(schedule.instalments[1].suspended_days, 10);
}

#[test]
fn a_contribution_that_changes_splits_the_instalment_by_days() {
    let mut plan = four_weekly("2009-03-23");
    plan["contribution"] = json!({ "outcome": "assessed", "amount": "10.00", "per": "week" });
    plan["contribution_change"] = json!([{ "from": "2009-04-06", "amount": "14.00", "per": "week" }]);
    let schedule = schedule(&plan);
    let first = &schedule.instalments[0];
    assert_eq!((first.covers.from, first.covers.to), (day("2009-03-23"), day("2009-04-19")));
    assert_eq!(first.amount.to_fixed(2), "952.00", "1,000 less two weeks of 10 and two of 14");
    assert_eq!(first.contribution.to_fixed(2), "48.00");
}

#[test]
fn thirteen_four_weekly_payments_cover_364_days_and_the_rest_is_accounted_for() {
    for (from, rest) in [("2009-06-01", 1), ("2007-06-01", 2)] {
        let schedule = schedule(&four_weekly(from));
        let days: Vec<i32> = schedule.instalments.iter().map(|paid| paid.covers.count()).collect();
        assert_eq!(days.len(), 14);
        assert_eq!(days[..13].iter().sum::<i32>(), 364);
        assert_eq!(days[13], rest);
        assert_eq!(schedule.instalments[13].kind, InstalmentKind::ProRata);
        let whole = &amount("250.00") * &Exact::ratio(364 + i128::from(rest), 7).unwrap();
        assert_eq!(sum(&schedule).to_fixed(2), whole.to_fixed(2));
    }
}

#[test]
fn a_mixed_package_pays_each_its_own() {
    let mut plan = sound("2018-06-01");
    let care = |id: &str, way: &str, rate: &str| {
        let mut line = line(
            id,
            json!({ "category": "activity", "provider": { "kind": "agency", "ref": id }, "quantity": "1", "unit": "item", "rate": rate, "per": "year" }),
        );
        line["way"] = json!(way);
        line["provider"]["relation"] = json!("sibling");
        line["provider"]["same_household"] = json!(true);
        line
    };
    plan["support"] =
        json!([care("home_care", "arranged", "7000.00"), care("assistant", "direct", "5000.00")]);
    let schedule = schedule(&plan);
    let to = |to: &str| -> Exact {
        schedule.instalments.iter().filter(|paid| paid.to == to).map(|paid| paid.amount.clone()).sum()
    };
    assert_eq!(to("person").to_fixed(2), "5000.00");
    assert_eq!(to("provider").to_fixed(2), "7000.00");
    // The sister in the household is a finding on the direct payment's line only.
    let check = check_with(&rulebook("england"), &plan, &crate::world::budget("12000.00", Period::Year));
    assert_eq!(codes(&check), ["relative_in_household"]);
    assert_eq!(the(&check, FindingCode::RelativeInHousehold).at.pointer(), "/support/1/provider");
}

#[test]
fn first_and_last_month_are_pro_rata_by_days() {
    let mut plan = sound("2009-06-01");
    plan["payment"] = json!({ "frequency": "monthly", "start": "2009-06-16", "end": "2009-08-10" });
    plan["support"][0]["rate"] = json!("70.00");
    let schedule = schedule(&plan);
    let amounts: Vec<String> = schedule.instalments.iter().map(|paid| paid.amount.to_fixed(2)).collect();
    assert_eq!(amounts, ["150.00", "310.00", "100.00"], "£10 a day for 15, 31 and 10 days");
    assert_eq!(schedule.instalments[0].kind, InstalmentKind::ProRata);
    assert_eq!(schedule.instalments[1].kind, InstalmentKind::Regular);
}

#[test]
fn budgets_uplifts_and_temporary_increases_hold_from_their_days() {
    let mut plan = four_weekly("2009-06-01");
    plan["payment"]["budget"] = json!([
        { "from": "2009-06-01", "amount": "280.00", "per": "week" },
        { "from": "2009-06-15", "amount": "350.00", "per": "week" },
    ]);
    plan["payment"]["uplift"] = json!([{ "from": "2009-07-13", "percent": "10%" }]);
    plan["payment"]["temporary"] =
        json!([{ "from": "2009-08-03", "to": "2009-08-09", "amount": "70.00", "per": "week" }]);
    let schedule = schedule(&plan);
    let amounts: Vec<String> =
        schedule.instalments.iter().take(4).map(|paid| paid.amount.to_fixed(2)).collect();
    // Two weeks of 280 and two of 350; two of 350 and two of 385; four of 385 and one week of 70; four of 385.
    assert_eq!(amounts, ["1260.00", "1470.00", "1610.00", "1540.00"]);
}

#[test]
fn in_hospital_employees_are_kept_on_for_the_weeks_that_the_council_says() {
    let policy = crate::world::POLICY
        .replace("\n[[checklist]]", "\n[hospital]\npay_retainer_weeks = 2\n\n[[checklist]]");
    let rulebook = crate::world::rulebook_with("england", &policy);
    let mut json = sound("2009-06-01");
    json["payment"] = json!({
        "frequency": "four_weekly",
        "suspension": [{ "from": "2009-06-01", "to": "2009-06-28", "reason": "hospital" }],
    });
    let mut worker = crate::world::assistant("pa", "10", "7.00", 30);
    worker["all_in"] = json!(true);
    json["support"] = json!([worker, crate::world::club("club")]);
    let schedule = rulebook.schedule(&plan(&json), None).unwrap();
    assert_eq!(
        schedule.instalments[0].amount.to_fixed(2),
        "140.00",
        "two weeks of the assistant, none of the club"
    );
    assert_eq!(schedule.instalments[1].amount.to_fixed(2), "320.00");
}

#[test]
fn what_goes_on_while_payments_rest_is_paid() {
    let mut plan = four_weekly("2009-06-01");
    push(&mut plan, "support", crate::world::club("gym"));
    plan["payment"]["suspension"] =
        json!([{ "from": "2009-06-01", "to": "2009-06-28", "continues": ["gym"] }]);
    assert_eq!(schedule(&plan).instalments[0].amount.to_fixed(2), "40.00");
}

#[test]
fn a_start_before_the_agreement_needs_a_decision() {
    let mut json = four_weekly("2009-06-01");
    json["payment"]["agreed_on"] = json!("2009-07-06");
    let refused = rulebook("england").schedule(&plan(&json), None).unwrap_err();
    assert_eq!(refused.items(), ["bad_date_range"]);
    json["payment"]["backdated"] =
        json!({ "decided_by": "W-3", "on": "2009-07-01", "reason": "support began in June" });
    let schedule = schedule(&json);
    let kinds: Vec<_> = schedule.instalments.iter().take(3).map(|paid| (paid.pay_on, paid.kind)).collect();
    let agreed = day("2009-07-06");
    assert_eq!(kinds[0], (agreed, InstalmentKind::Backdated));
    assert_eq!(kinds[1], (agreed, InstalmentKind::Backdated));
    assert_eq!(kinds[2], (day("2009-07-27"), InstalmentKind::Regular));
}

#[test]
fn in_arrear_each_is_paid_on_the_day_after() {
    let mut plan = four_weekly("2009-06-01");
    plan["payment"]["in_advance"] = json!(false);
    assert_eq!(schedule(&plan).instalments[0].pay_on, day("2009-06-29"));
}

#[test]
fn a_gross_payment_leaves_the_contribution_to_collect() {
    let mut plan = four_weekly("2009-06-01");
    plan["payment"]["model"] = json!("gross");
    plan["contribution"] = json!({ "outcome": "assessed", "amount": "7.00", "per": "week" });
    let gross = schedule(&plan);
    assert_eq!(gross.instalments[0].amount.to_fixed(2), "1000.00");
    assert_eq!(gross.to_collect.to_fixed(2), "365.00");
    plan["payment"]["model"] = json!("net");
    let net = schedule(&plan);
    assert_eq!(net.to_collect.to_fixed(2), "0.00");
    assert_eq!(&net.total + &amount("365.00"), gross.total);
}

#[test]
fn payments_as_they_are_needed_have_a_yearly_limit_and_no_dates() {
    let mut plan = sound("2009-06-01");
    plan["payment"] = json!({ "frequency": "as_needed", "yearly_limit": "600.00" });
    let schedule = schedule(&plan);
    assert!(schedule.instalments.is_empty());
    assert_eq!(schedule.yearly_limit, Some(amount("600.00")));
}

#[test]
fn what_is_paid_as_it_is_needed_is_there_when_it_is_spent() {
    let mut json = sound("2009-06-01");
    json["payment"] = json!({ "frequency": "as_needed", "yearly_limit": "600.00" });
    json["contribution"] = json!({ "outcome": "assessed", "amount": "7.00", "per": "week" });
    let mut arranged = line(
        "care",
        json!({ "category": "activity", "provider": { "kind": "agency", "ref": "AG" }, "quantity": "1", "unit": "week", "rate": "70.00" }),
    );
    arranged["way"] = json!("arranged");
    push(&mut json, "support", arranged);
    let budget = crate::world::budget("50000.00", Period::Year);
    let check = check_with(shared_rulebook(), &json, &budget);
    assert_eq!(codes(&check), [] as [&str; 0]);
    // The agency's £10 a day is paid by the month all the same.
    let schedule = check.schedule.unwrap();
    assert!(schedule.instalments.iter().all(|paid| paid.to == "provider"));
    assert_eq!(schedule.instalments[0].amount.to_fixed(2), "300.00", "30 days of June");
    assert_eq!(schedule.total.to_fixed(2), "3650.00");
    // 10 x 365 / 7 = 521.43 and the agency's 3,650.00, less 7 x 365 / 7 = 365.00.
    let agreement = shared_rulebook().agreement(&plan(&json)).unwrap();
    assert_eq!(agreement.person_pays.to_fixed(2), "365.00");
    assert_eq!(agreement.council_pays.to_fixed(2), "3806.43");
    assert!(agreement.to_text(None).contains("when it is asked for, up to £600.00 a year"));
    json["payment"]["yearly_limit"] = json!("521.42");
    let short = check_with(shared_rulebook(), &json, &budget);
    assert_eq!(codes(&short), ["payments_not_equal_to_budget"]);
    assert_eq!(the(&short, FindingCode::PaymentsNotEqualToBudget).fact_of("payments"), Some("521.43"));
}

#[test]
fn a_contribution_that_changed_before_the_plan_holds_from_its_first_day() {
    let mut plan = four_weekly("2009-06-01");
    plan["contribution"] = json!({ "outcome": "assessed", "amount": "10.00", "per": "week" });
    plan["contribution_change"] = json!([
        { "from": "2009-05-18", "amount": "14.00", "per": "week" },
        { "from": "2009-04-06", "amount": "12.00", "per": "week" },
    ]);
    assert_eq!(schedule(&plan).instalments[0].contribution.to_fixed(2), "56.00", "four weeks of the latest");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]
    #[test]
    fn instalments_sum_to_the_budget(
        // Every other budget is of a few pence: there rounding each instalment up would leave less than nothing for the last.
        pennies in prop_oneof![1u32..50, 1u32..5_000_000],
        first in 0i32..4000,
        length in 1i32..800,
        frequency in 0usize..5,
        per in 0usize..3,
    ) {
        let from = day("2005-01-01").plus_days(first).unwrap();
        let to = from.plus_days(length - 1).unwrap();
        let word = ["monthly", "four_weekly", "two_weekly", "quarterly", "one_off"][frequency];
        let per = ["week", "month", "year"][per];
        let mut json = sound(&from.to_string());
        json["period"]["to"] = json!(to.to_string());
        json["payment"]["frequency"] = json!(word);
        json["support"][0]["per"] = json!(per);
        json["support"][0]["rate"] = json!(format!("{}.{:02}", pennies / 100, pennies % 100));
        let schedule = shared_rulebook().schedule(&plan(&json), None).unwrap();
        // The sum by another way: days / 7; whole months and days; whole years and days.
        let rate = Exact::ratio(i128::from(pennies), 100).unwrap();
        let whole = &rate * &periods(per, from, to);
        prop_assert_eq!(sum(&schedule).to_fixed(2), whole.to_fixed(2));
        prop_assert!(schedule.instalments.iter().all(|paid| !paid.amount.is_negative()));
        let days: i32 = schedule.instalments.iter().map(|paid| paid.covers.count()).sum();
        prop_assert_eq!(days, length, "each day is covered once");
        for pair in schedule.instalments.windows(2) {
            prop_assert_eq!(pair[0].covers.to.after(), Some(pair[1].covers.from));
        }
    }
}

fn shared_rulebook() -> &'static Rulebook {
    static RULEBOOK: std::sync::OnceLock<Rulebook> = std::sync::OnceLock::new();
    RULEBOOK.get_or_init(|| rulebook("england"))
}

/// How many periods there are from one day to another, counted one by one.
fn periods(per: &str, from: Day, to: Day) -> Exact {
    let after = to.after().unwrap();
    if per == "week" {
        return Exact::ratio(i128::from(from.days_until(after)), 7).unwrap();
    }
    let step = |count: i32| match per {
        "month" => from.plus_months(count).unwrap(),
        _ => from.plus_years(i16::try_from(count).unwrap()).unwrap(),
    };
    let mut whole = 0;
    while step(whole + 1) <= after {
        whole += 1;
    }
    let begun = step(whole);
    let rest = i128::from(begun.days_until(after));
    let length = match per {
        "month" => i128::from(begun.days_in_month()),
        _ => i128::from(begun.days_until(step(whole + 1))),
    };
    &Exact::from(whole) + &Exact::ratio(rest, length).unwrap()
}
