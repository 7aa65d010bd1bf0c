//! What plans cost, worked by hand.

use openras::core::Period;
use openras::prelude::*;
use serde_json::json;

use crate::world::{
    POLICY, amount, assistant, budget, check_with, codes, line, push, rulebook, rulebook_with, sound, the,
};

/// The plan's only line costs this much a week.
fn a_week(from: &str, rate: &str) -> serde_json::Value {
    let mut plan = sound(from);
    plan["support"][0]["rate"] = json!(rate);
    plan
}

fn by_year() -> Rulebook {
    rulebook_with("england", &POLICY.replace("weekly_lines = \"days\"\n", ""))
}

#[test]
fn the_same_a_week_differs_by_nothing_in_a_year_of_365_and_of_366_days() {
    for from in ["2008-03-01", "2007-03-01", "2007-03-02"] {
        for rulebook in [rulebook("england"), by_year()] {
            let check = check_with(&rulebook, &a_week(from, "250.00"), &budget("250.00", Period::Week));
            assert_eq!(check.cost.difference, Some(amount("0")), "{from}");
            assert_eq!(codes(&check), [] as [&str; 0]);
        }
    }
    // 365 x 250 / 7 = 13,035.714…; 366 x 250 / 7 = 13,071.428…
    let total = |from: &str| {
        check_with(&rulebook("england"), &a_week(from, "250.00"), &budget("250.00", Period::Week)).cost.total
    };
    assert_eq!(total("2008-03-01").to_fixed(2), "13035.71");
    assert_eq!(total("2007-03-01").to_fixed(2), "13071.43");
}

#[test]
fn a_part_of_a_year_is_counted_by_the_days_of_that_year() {
    let mut plan = sound("2008-09-01");
    plan["period"]["to"] = json!("2009-03-31");
    let check = check_with(&by_year(), &plan, &budget("10400.00", Period::Year));
    assert_eq!(check.cost.budget.unwrap().to_fixed(2), "6040.55", "212 days of 365");
}

#[test]
fn a_weekly_plan_is_held_against_the_weekly_figure_that_was_told() {
    let mut told = budget("13291.56", Period::Year);
    told.weekly = Some(amount("255.61"));
    let fits = check_with(&by_year(), &a_week("2008-03-01", "255.61"), &told);
    assert_eq!(codes(&fits), [] as [&str; 0]);
    let over = check_with(&by_year(), &a_week("2008-03-01", "255.62"), &told);
    assert_eq!(codes(&over), ["over_budget"]);
    assert_eq!(over.verdict(), Verdict::Refer);
    assert_eq!(the(&over, FindingCode::OverBudget).fact_of("total"), Some("13292.24"), "255.62 x 52");
    // What is not by the week has no part in that rounding.
    let mut yearly = sound("2008-03-01");
    yearly["support"][0]["per"] = json!("year");
    yearly["support"][0]["rate"] = json!("13291.57");
    assert_eq!(codes(&check_with(&by_year(), &yearly, &told)), ["over_budget"]);
}

#[test]
fn over_by_a_penny_refers_and_a_tolerance_is_the_larger_of_the_two() {
    let mut plan = sound("2008-03-01");
    plan["support"][0]["per"] = json!("year");
    plan["support"][0]["rate"] = json!("1000.01");
    let penny = check_with(&by_year(), &plan, &budget("1000.00", Period::Year));
    assert_eq!(codes(&penny), ["over_budget"]);
    assert_eq!(the(&penny, FindingCode::OverBudget).fact_of("over"), Some("0.01"));
    assert_eq!(penny.verdict(), Verdict::Refer);
    let tolerant = POLICY.replace(
        "over = { percent = \"0%\", amount = \"0.00\" }",
        "over = { percent = \"1%\", amount = \"5.00\" }",
    );
    let tolerant = rulebook_with("england", &tolerant);
    for (rate, expected) in [("1010.00", &[][..]), ("1010.01", &["over_budget"][..])] {
        plan["support"][0]["rate"] = json!(rate);
        assert_eq!(
            codes(&check_with(&tolerant, &plan, &budget("1000.00", Period::Year))),
            expected,
            "{rate}"
        );
    }
}

#[test]
fn under_by_a_quarter_is_a_note() {
    let policy = POLICY.replace("[affordable]", "[affordable]\nunder = { percent = \"20%\" }");
    let rulebook = rulebook_with("england", &policy);
    let mut plan = sound("2008-03-01");
    plan["support"][0]["per"] = json!("year");
    plan["support"][0]["rate"] = json!("750.00");
    let under = check_with(&rulebook, &plan, &budget("1000.00", Period::Year));
    assert_eq!(codes(&under), ["under_budget"]);
    assert_eq!(under.verdict(), Verdict::Ready);
    plan["support"][0]["rate"] = json!("800.00");
    assert_eq!(codes(&check_with(&rulebook, &plan, &budget("1000.00", Period::Year))), [] as [&str; 0]);
}

#[test]
fn a_monthly_line_counts_whole_months_and_the_days_of_the_last() {
    let mut plan = sound("2008-01-31");
    plan["period"]["to"] = json!("2008-04-09");
    plan["support"][0]["per"] = json!("month");
    plan["support"][0]["rate"] = json!("90.00");
    // 31 January to 28 February and 29 February to 30 March are two months; 31 March to 9 April are ten days of March's 31.
    let check = check_with(&rulebook("england"), &plan, &budget("90.00", Period::Month));
    assert_eq!(check.cost.total.to_fixed(2), "209.03", "180 + 90 x 10 / 31");
    assert_eq!(check.cost.difference, Some(amount("0")));
}

#[test]
fn on_costs_are_those_of_the_law_of_each_day() {
    // 2008-10-01 to 2009-09-30, 10 hours a week at £8: 4.8 weeks' leave until 31 March 2009, 5.6 from 1 April.
    let mut plan = sound("2008-10-01");
    plan["support"] = json!([assistant("pa", "10", "8.00", 30)]);
    let check = check_with(&rulebook("england"), &plan, &budget("100.00", Period::Week));
    let line = &check.cost.by_line[0];
    // 80 x 365 / 7 = 4,171.43. Leave: 80 x 182 / 7 x 4.8 / 47.2 = 211.53, and 80 x 183 / 7 x 5.6 / 46.4 = 252.41.
    assert_eq!(line.own.to_fixed(2), "4171.43");
    assert_eq!(line.holiday.to_fixed(2), "463.94");
    assert_eq!(line.employer_ni.to_fixed(2), "0.00");
    assert_eq!(line.pension.to_fixed(2), "0.00");
    // Insurance of £52 a year.
    assert_eq!(check.cost.total.to_fixed(2), "4687.37");
}

#[test]
fn employers_national_insurance_comes_off_the_employment_allowance_of_each_tax_year() {
    // 6 April 2010 to 5 April 2011, 40 hours at £10: 12.8 % of (400 - 110) a week for 365 / 7 weeks.
    let mut plan = sound("2010-04-06");
    plan["support"] = json!([assistant("pa", "40", "10.00", 30)]);
    let check = check_with(&rulebook("england"), &plan, &budget("900.00", Period::Week));
    assert_eq!(check.cost.by_line[0].employer_ni.to_fixed(2), "1935.54");
    // 6 April 2016: 13.8 % of (400 - 156) x 365 / 7 = 1,755.75, less than the allowance of £3,000.
    let mut plan = sound("2016-04-06");
    plan["support"] = json!([assistant("pa", "40", "10.00", 30)]);
    let check = check_with(&rulebook("england"), &plan, &budget("900.00", Period::Week));
    assert_eq!(check.cost.by_line[0].employer_ni.to_fixed(2), "0.00");
    // 6 April 2025, 60 hours at £16: 15 % of (960 - 96) x 365 / 7 = 6,757.71 for one, 13,515.43 for two, less 10,500.
    let mut plan = sound("2025-04-06");
    plan["support"] = json!([assistant("pa", "60", "16.00", 30), assistant("pb", "60", "16.00", 30)]);
    let check = check_with(&rulebook("england"), &plan, &budget("9000.00", Period::Week));
    let ni: openras::core::Exact = check.cost.by_line.iter().map(|line| line.employer_ni.clone()).sum();
    // Half of 3,015.43 each; a line's parts sum to the line, so that a penny may be at another part.
    assert!((&ni - &amount("3015.43")).abs() <= amount("0.02"), "{ni}");
}

#[test]
fn a_pension_is_due_from_october_2012_above_the_trigger_and_from_22() {
    // 6 April 2019 to 5 April 2020: 40 hours at £10 are 20,800 a year: 3 % of (20,800 - 6,136) = 439.92.
    let pension = |from: &str, age: u32, hours: &str| {
        let mut plan = sound(from);
        plan["support"] = json!([assistant("pa", hours, "10.00", age)]);
        let check = check_with(&rulebook("england"), &plan, &budget("900.00", Period::Week));
        check.cost.by_line[0].pension.to_fixed(2)
    };
    assert_eq!(pension("2019-04-06", 30, "40"), "439.92");
    assert_eq!(pension("2019-04-06", 21, "40"), "0.00");
    assert_eq!(pension("2019-04-06", 30, "19"), "0.00", "9,880 a year is below the trigger of 10,000");
    assert_eq!(pension("2011-04-06", 30, "40"), "0.00");
    // From 6 April 2012, 187 days from 1 October: 1 % of (20,800 - 5,564) x 187 / 365 = 78.06.
    assert_eq!(pension("2012-04-06", 30, "40"), "78.06");
}

#[test]
fn irregular_hours_earn_leave_at_12_07_per_cent_from_april_2024() {
    let mut plan = sound("2024-04-01");
    let mut worker = assistant("pa", "5", "20.00", 30);
    worker["irregular_hours"] = json!(true);
    plan["support"] = json!([worker]);
    let check = check_with(&rulebook("england"), &plan, &budget("900.00", Period::Week));
    // 100 x 365 / 7 x 12.07 %
    assert_eq!(check.cost.by_line[0].holiday.to_fixed(2), "629.36");
}

#[test]
fn parts_sum_to_the_total_to_the_penny() {
    let mut plan = sound("2009-06-01");
    for (at, rate) in ["10.01", "3.33", "7.77", "0.01"].iter().enumerate() {
        let mut line = crate::world::club(&format!("line_{at}"));
        line["rate"] = json!(rate);
        line["stream"] = json!({ "social_care": "60%", "supporting_people": "40%" });
        push(&mut plan, "support", line);
    }
    push(&mut plan, "support", assistant("pa", "7", "8.13", 30));
    plan["contingency"]["amount"] = json!("17.77");
    plan["contribution"] = json!({ "outcome": "assessed", "amount": "3.10", "per": "week" });
    let check = check_with(&rulebook("england"), &plan, &budget("500.00", Period::Week));
    let cost = &check.cost;
    let sum = |amounts: Vec<openras::core::Exact>| amounts.into_iter().sum::<openras::core::Exact>();
    assert_eq!(sum(cost.by_line.iter().map(|line| line.total.clone()).collect()), cost.total);
    assert_eq!(sum(cost.by_category.iter().map(|part| part.amount.clone()).collect()), cost.total);
    assert_eq!(sum(cost.by_stream.iter().map(|part| part.spent.clone()).collect()), cost.total);
    let months = sum(cost.by_month.iter().map(|month| month.spent.clone()).collect());
    assert_eq!(&months + &cost.contingency, cost.total);
    for line in &cost.by_line {
        let parts = &(&line.own + &line.holiday) + &(&line.employer_ni + &line.pension);
        assert_eq!(parts, line.total, "{}", line.id);
    }
    let pays = &cost.personal_budget;
    assert_eq!(&pays.person_pays + &pays.council_pays, pays.total);
    let others = sum(pays.other_money.iter().map(|money| money.amount.clone()).collect());
    assert_eq!(&pays.total + &others, cost.total);
}

#[test]
fn a_short_budget_says_by_how_much_and_on_which_line() {
    let mut plan = sound("2009-06-01");
    push(
        &mut plan,
        "support",
        line(
            "cleaner",
            json!({ "category": "cleaning", "provider": { "kind": "self_employed" }, "quantity": "10", "unit": "hour", "rate": "12.00" }),
        ),
    );
    // The club £10 a week and ten hours: £130 a week as planned, £110 at the council's own rate, of which £100 is there.
    let check = check_with(&rulebook("england"), &plan, &budget("100.00", Period::Week));
    let over = the(&check, FindingCode::OverBudget);
    // 110 x 365 / 7 = 5,735.71, less 100 x 365 / 7 = 5,214.29
    assert_eq!(over.fact_of("short_at_reference_rates"), Some("521.42"));
    assert_eq!(over.fact_of("short_from_line"), Some("cleaner"));
}
