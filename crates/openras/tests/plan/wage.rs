//! The minimum wage: the day before and the day of each change, each age band's edge, shared workers, sleep-ins.

use openras::plan::Gravity;
use openras::prelude::*;
use serde_json::{Value as Json, json};

use crate::world::{assistant, check, codes, push, rulebook, sound, the};

/// A plan of one day with one assistant of this age at this rate.
fn alone(on: &str, age: u32, rate: &str) -> Json {
    let mut plan = sound(on);
    plan["period"]["to"] = json!(on);
    push(&mut plan, "support", assistant("pa", "1", rate, age));
    plan
}

fn below(rulebook: &Rulebook, on: &str, age: u32, rate: &str) -> bool {
    codes(&check(rulebook, &alone(on, age, rate))).contains(&"below_minimum_wage")
}

#[test]
fn five_pounds_alone_is_too_little_in_february_2008_and_shared_by_two_is_not() {
    let rulebook = rulebook("wales");
    let mut plan = sound("2008-02-01");
    push(&mut plan, "support", assistant("pa", "6", "5.00", 24));
    let alone = check(&rulebook, &plan);
    let finding = the(&alone, FindingCode::BelowMinimumWage);
    assert!(finding.message.contains("£5.52"), "{}", finding.message);
    assert_eq!(finding.fact_of("minimum"), Some("5.52"));
    assert_eq!(finding.gravity, Gravity::StatutoryBlock);
    assert_eq!(finding.at.pointer(), "/support/1/rate");
    assert_eq!(alone.verdict(), Verdict::Blocked);

    plan["support"][1]["shared_by"] = json!(2);
    plan["support"][1]["employer"] = json!("jointly");
    let shared = check(&rulebook, &plan);
    assert!(shared.findings.is_empty(), "{:?}", codes(&shared));

    // Each a separate employer for the hour: each rate alone.
    plan["support"][1]["employer"] = json!("this_person");
    assert_eq!(codes(&check(&rulebook, &plan)), ["below_minimum_wage"]);

    // Not said: against what all pay, with a warning.
    plan["support"][1].as_object_mut().unwrap().remove("employer");
    let unsaid = check(&rulebook, &plan);
    assert_eq!(codes(&unsaid), ["shared_employer_not_stated"]);
    assert_eq!(unsaid.verdict(), Verdict::Ready);
}

/// Published rates: the first day, an age, the rate. One a change for each band, at the edges of the bands.
const RATES: &[(&str, u32, &str)] = &[
    ("1999-04-01", 22, "3.60"),
    ("1999-04-01", 21, "3.00"),
    ("1999-04-01", 18, "3.00"),
    ("2000-06-01", 18, "3.20"),
    ("2000-10-01", 22, "3.70"),
    ("2001-10-01", 40, "4.10"),
    ("2001-10-01", 21, "3.50"),
    ("2002-10-01", 22, "4.20"),
    ("2002-10-01", 21, "3.60"),
    ("2003-10-01", 22, "4.50"),
    ("2003-10-01", 21, "3.80"),
    ("2004-10-01", 22, "4.85"),
    ("2004-10-01", 21, "4.10"),
    ("2004-10-01", 17, "3.00"),
    ("2005-10-01", 22, "5.05"),
    ("2005-10-01", 18, "4.25"),
    ("2006-10-01", 22, "5.35"),
    ("2006-10-01", 21, "4.45"),
    ("2006-10-01", 16, "3.30"),
    ("2007-10-01", 22, "5.52"),
    ("2007-10-01", 21, "4.60"),
    ("2007-10-01", 17, "3.40"),
    ("2008-10-01", 22, "5.73"),
    ("2008-10-01", 21, "4.77"),
    ("2008-10-01", 17, "3.53"),
    ("2009-10-01", 22, "5.80"),
    ("2009-10-01", 21, "4.83"),
    ("2009-10-01", 17, "3.57"),
    ("2010-10-01", 21, "5.93"),
    ("2010-10-01", 20, "4.92"),
    ("2010-10-01", 17, "3.64"),
    ("2011-10-01", 21, "6.08"),
    ("2011-10-01", 20, "4.98"),
    ("2011-10-01", 17, "3.68"),
    ("2012-10-01", 21, "6.19"),
    ("2013-10-01", 21, "6.31"),
    ("2013-10-01", 18, "5.03"),
    ("2013-10-01", 17, "3.72"),
    ("2014-10-01", 21, "6.50"),
    ("2014-10-01", 20, "5.13"),
    ("2014-10-01", 16, "3.79"),
    ("2015-10-01", 21, "6.70"),
    ("2015-10-01", 20, "5.30"),
    ("2015-10-01", 17, "3.87"),
    ("2016-04-01", 25, "7.20"),
    ("2016-10-01", 24, "6.95"),
    ("2016-10-01", 20, "5.55"),
    ("2016-10-01", 17, "4.00"),
    ("2017-04-01", 25, "7.50"),
    ("2017-04-01", 21, "7.05"),
    ("2017-04-01", 20, "5.60"),
    ("2017-04-01", 17, "4.05"),
    ("2018-04-01", 25, "7.83"),
    ("2018-04-01", 24, "7.38"),
    ("2018-04-01", 20, "5.90"),
    ("2018-04-01", 17, "4.20"),
    ("2019-04-01", 25, "8.21"),
    ("2019-04-01", 24, "7.70"),
    ("2019-04-01", 20, "6.15"),
    ("2019-04-01", 17, "4.35"),
    ("2020-04-01", 25, "8.72"),
    ("2020-04-01", 24, "8.20"),
    ("2020-04-01", 20, "6.45"),
    ("2020-04-01", 17, "4.55"),
    ("2021-04-01", 25, "8.91"),
    ("2021-04-01", 22, "8.36"),
    ("2021-04-01", 20, "6.56"),
    ("2021-04-01", 17, "4.62"),
    ("2022-04-01", 23, "9.50"),
    ("2022-04-01", 22, "9.18"),
    ("2022-04-01", 20, "6.83"),
    ("2022-04-01", 17, "4.81"),
    ("2023-04-01", 23, "10.42"),
    ("2023-04-01", 22, "10.18"),
    ("2023-04-01", 20, "7.49"),
    ("2023-04-01", 17, "5.28"),
    ("2024-04-01", 23, "11.44"),
    ("2024-04-01", 20, "8.60"),
    ("2024-04-01", 17, "6.40"),
    ("2025-04-01", 21, "12.21"),
    ("2025-04-01", 20, "10.00"),
    ("2025-04-01", 17, "7.55"),
    ("2026-04-01", 21, "12.71"),
    ("2026-04-01", 20, "10.85"),
    ("2026-04-01", 17, "8.00"),
];

#[test]
fn the_rate_of_each_change_holds_from_its_day_and_not_the_day_before() {
    let rulebook = rulebook("england");
    for (from, age, rate) in RATES {
        let pennies: i64 = rate.replace('.', "").parse().unwrap();
        let less = format!("{}.{:02}", (pennies - 1) / 100, (pennies - 1) % 100);
        assert!(!below(&rulebook, from, *age, rate), "{rate} at {age} on {from}");
        assert!(below(&rulebook, from, *age, &less), "{less} at {age} on {from}");
        let before = Day::parse(from).and_then(Day::before).unwrap().to_string();
        // The day before a penny less was enough, or no rate was known yet.
        assert!(!below(&rulebook, &before, *age, &less), "{less} at {age} on {before}");
    }
}

#[test]
fn each_age_band_has_its_edges() {
    let rulebook = rulebook("england");
    // On a day: an age that gets the higher rate, one that gets the lower, and a rate between them.
    for (on, older, younger, between) in [
        ("2008-03-01", 22, 21, "5.00"),
        ("2008-03-01", 18, 17, "4.00"),
        ("2010-09-30", 22, 21, "5.00"),
        ("2010-10-01", 21, 20, "5.00"),
        ("2016-04-01", 25, 24, "7.00"),
        ("2016-04-01", 21, 20, "6.00"),
        ("2021-03-31", 25, 24, "8.50"),
        ("2021-04-01", 23, 22, "8.50"),
        ("2024-03-31", 23, 22, "10.30"),
        ("2024-04-01", 21, 20, "9.00"),
        ("2024-04-01", 18, 17, "7.00"),
    ] {
        assert!(below(&rulebook, on, older, between), "{older} on {on}");
        assert!(!below(&rulebook, on, younger, between), "{younger} on {on}");
    }
}

#[test]
fn a_wage_that_becomes_too_low_later_is_a_warning_that_names_the_day_and_the_rate() {
    let rulebook = rulebook("england");
    let mut plan = sound("2008-03-01");
    push(&mut plan, "support", assistant("pa", "6", "5.60", 30));
    let later = check(&rulebook, &plan);
    assert_eq!(codes(&later), ["below_minimum_wage_later"]);
    let finding = the(&later, FindingCode::BelowMinimumWageLater);
    assert!(
        finding.message.contains("1 October 2008") && finding.message.contains("£5.73"),
        "{}",
        finding.message
    );
    assert_eq!(finding.gravity, Gravity::Warning);
    assert_eq!(later.verdict(), Verdict::Ready);
}

#[test]
fn a_birthday_makes_a_wage_too_low() {
    let rulebook = rulebook("england");
    let mut plan = sound("2008-03-01");
    let mut worker = assistant("pa", "6", "5.00", 21);
    worker["provider"]["older_on"] = json!("2008-09-14");
    push(&mut plan, "support", worker);
    let later = check(&rulebook, &plan);
    let finding = the(&later, FindingCode::BelowMinimumWageLater);
    assert_eq!((finding.fact_of("on"), finding.fact_of("minimum")), (Some("2008-09-14"), Some("5.52")));
}

#[test]
fn after_the_last_published_rate_nothing_is_guessed() {
    let rulebook = rulebook("england");
    let mut plan = sound("2026-10-01");
    push(&mut plan, "support", assistant("pa", "6", "13.00", 30));
    let unknown = check(&rulebook, &plan);
    let wages: Vec<_> =
        unknown.findings.iter().filter(|finding| finding.fact_of("key") == Some("minimum_wage")).collect();
    assert_eq!(wages.len(), 1);
    assert!(wages[0].message.contains("known until 31 March 2027"), "{}", wages[0].message);
    assert_eq!(unknown.verdict(), Verdict::Ready);
}

#[test]
fn a_sleep_in_pays_the_minimum_for_its_waking_hours() {
    let rulebook = rulebook("england");
    let sleep = |flat: &str| {
        let mut plan = sound("2009-04-01");
        let mut worker = assistant("pa", "0", "0", 30);
        worker
            .as_object_mut()
            .unwrap()
            .retain(|key, _| !["quantity", "rate", "unit"].contains(&key.as_str()));
        worker["sleep_in"] = json!({ "nights": "1", "flat": flat, "waking_hours": "2" });
        push(&mut plan, "support", worker);
        check(&rulebook, &plan)
    };
    // Two waking hours at £5.73 are £11.46 until 30 September 2009, and at £5.80 £11.60 from 1 October.
    assert_eq!(codes(&sleep("45.00")), [] as [&str; 0]);
    assert_eq!(codes(&sleep("11.60")), [] as [&str; 0]);
    let later = sleep("11.59");
    assert_eq!(the(&later, FindingCode::SleepInBelowMinimum).gravity, Gravity::Warning);
    let now = sleep("11.45");
    assert_eq!(the(&now, FindingCode::SleepInBelowMinimum).gravity, Gravity::StatutoryBlock);
    assert_eq!(now.verdict(), Verdict::Blocked);
}
