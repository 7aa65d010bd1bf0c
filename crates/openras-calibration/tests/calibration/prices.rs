use openras_calibration::{Method, Options, Rule, calibrate};
use openras_core::Exact;
use proptest::prelude::*;

use crate::made::{fund, fund_with, people, sample};

fn flat(sample: &openras_calibration::Sample, money: &str) -> String {
    match calibrate(sample, &fund(money), &Options::new(Method::Flat)).unwrap().rule {
        Rule::Price(price) => price.to_fixed(2),
        other => panic!("{other:?}"),
    }
}

/// Leeds held 20 % back (2009): of a made pot of 1,000,000 that leaves 800,000 for 16,000 points: 50.00 each.
#[test]
fn twenty_percent_of_a_million_and_16_000_points_give_50_pounds_a_point() {
    let fund = fund_with(
        "total = \"1000000.00\"\ndeduct = \"of_total\"\n[contingency]\npercent = \"20%\"\npurposes = [\"unmet_need\"]\n",
    );
    let sample = people(&[(4_000, 20_000_000), (1_000, 6_000_000), (5_000, 25_000_000), (6_000, 29_000_000)]);
    let made = calibrate(&sample, &fund, &Options::new(Method::Flat)).unwrap();
    assert_eq!(made.rule, Rule::Price(Exact::from(50)));
    assert_eq!(made.committed.to_fixed(2), "800000.00");
    assert_eq!(made.unallocated, Exact::ZERO);
}

/// One person of 3 points and 1.00: 0.33 x 3 = 0.99, and 0.34 x 3 = 1.02 is too much.
#[test]
fn a_price_is_rounded_down() {
    assert_eq!(flat(&people(&[(3, 100)]), "1.00"), "0.33");
}

/// Points of 0.5 at 0.01 are half a penny each, which rounds up to a penny: three of them need 0.03. At 0.02 they need 0.03
/// too; at 0.03 each is 1.5 pence, so 0.02, and three are 0.06.
#[test]
fn what_counts_is_the_sum_of_rounded_budgets() {
    let three = sample("person,points,cost", &["a,0.5,1", "b,0.5,1", "c,0.5,1"]);
    assert_eq!(flat(&three, "0.02"), "0.00");
    assert_eq!(flat(&three, "0.03"), "0.02");
    assert_eq!(flat(&three, "0.05"), "0.02");
    assert_eq!(flat(&three, "0.06"), "0.04");
}

/// 10 points count thrice and 20 once: 50 points for 100.00 are 2.00 each. The same standing for 8 people, 100 points: 1.00.
#[test]
fn weights_and_people_scale_the_sample() {
    let weighted = sample("person,points,cost,weight", &["a,10,30,3", "b,20,40,1"]);
    assert_eq!(flat(&weighted, "100.00"), "2.00");
    let mut eight = weighted;
    eight.stands_for = Some(8);
    assert_eq!(flat(&eight, "100.00"), "1.00");
    assert_eq!(eight.cost().to_fixed(2), "260.00");
    assert_eq!(eight.points().to_fixed(0), "100");
}

/// 300 and 100 are spent today, so 200.00 splits into 150.00 and 50.00: for 10 and 20 points 15.00 and 2.50 each. One price
/// for all is 200 / 30 = 6.66, and gives 66.60 and 133.20.
#[test]
fn a_price_for_each_group_moves_nothing_between_them() {
    let sample = sample("person,group,points,cost", &["a,adults,10,300", "b,older,20,100"]);
    let made = calibrate(&sample, &fund("200.00"), &Options::new(Method::ByGroup)).unwrap();
    let Rule::Prices(prices) = &made.rule else { panic!() };
    assert_eq!(prices["adults"].to_fixed(2), "15.00");
    assert_eq!(prices["older"].to_fixed(2), "2.50");
    let one: Vec<String> = made.groups_money.iter().map(|group| group.one_price.to_fixed(2)).collect();
    assert_eq!(one, ["66.60", "133.20"]);
}

/// Points 0, 10, 20 and costs 900, 100, 500: sorted apart, 0 gets 100, 10 gets 500, 20 gets 900, 1,500 together. With 750
/// to give each is halved: 50, 250, 450. At 5 points the line has 150.
#[test]
fn a_percentile_of_the_points_gets_that_percentile_of_the_costs() {
    let sample = people(&[(20, 10_000), (0, 90_000), (10, 50_000)]);
    let mut options = Options::new(Method::Percentile);
    options.percentiles = Some(vec![Exact::ZERO, Exact::ratio(1, 2).unwrap(), Exact::ONE]);
    let made = calibrate(&sample, &fund("750.00"), &options).unwrap();
    let Rule::Table(table) = &made.rule else { panic!() };
    let rows: Vec<(String, String)> =
        table.rows.iter().map(|row| (table.at(row).to_string(), table.is(row).to_fixed(2))).collect();
    let expect = [("0", "50.00"), ("10", "250.00"), ("20", "450.00")];
    assert_eq!(rows, expect.map(|(at, is)| (at.to_owned(), is.to_owned())));
    assert_eq!(made.rule.budget(&Exact::from(5), None, 2), Some(Exact::from(150)));
    assert_eq!(made.factor.unwrap().cut(4).0, "0.5", "halved, but for what rounding down leaves");
    assert_eq!(made.committed.to_fixed(2), "750.00");
}

/// Budgets 100, 200, 300 and costs 100, 260, 250: distances 0, 60, 50; mean 110 / 3, median 50; two of three have enough.
/// The squares of the costs less their mean come to 140,100 - 610 x 610 / 3, those of the distances to 6,100.
#[test]
fn the_fit_is_that_of_hand_arithmetic() {
    let sample = people(&[(1, 10_000), (2, 26_000), (3, 25_000)]);
    let made = calibrate(&sample, &fund("600.00"), &Options::new(Method::Flat)).unwrap();
    let fit = &made.fit;
    assert_eq!(fit.mean_absolute_difference, Exact::ratio(110, 3).unwrap());
    assert_eq!(fit.median_absolute_difference.to_fixed(2), "50.00");
    assert_eq!(fit.sufficient_share, Exact::ratio(2, 3).unwrap());
    assert_eq!(fit.within_20_percent, Exact::ratio(2, 3).unwrap(), "0 % and 20 % off, not 23 %");
    assert_eq!(fit.within_10_percent, Exact::ratio(1, 3).unwrap());
    assert!((fit.r_squared.unwrap() - (1.0 - 6_100.0 / (140_100.0 - 372_100.0 / 3.0))).abs() < 1e-9);
    // Ranks 1 2 3 and 1 3 2: 1 - 6 x 2 / (3 x 8) = 0.5.
    assert!((fit.rank_correlation.unwrap() - 0.5).abs() < 1e-9);
    assert_eq!(fit.worst, [(1, Exact::from(60))]);
    let moved = &made.effects.all;
    assert_eq!((moved.winners, moved.losers, moved.unchanged), (1, 1, 1));
    assert_eq!(moved.net_change().to_fixed(2), "-10.00");
}

#[test]
fn the_integrity_tests_say_what_does_not_hold() {
    let sample = people(&[(1, 10_000), (2, 20_000), (3, 30_000)]);
    let tests = |body: &str| {
        let made = calibrate(&sample, &fund_with(body), &Options::new(Method::Flat)).unwrap();
        let tests = made.integrity.tests.iter().map(|test| (test.id, test.holds));
        tests.collect::<Vec<_>>()
    };
    let all = |dearer, growth| {
        vec![
            ("within_distributable", true),
            ("no_dearer_than_today", dearer),
            ("room_for_growth", growth),
            ("spread_of_need", true),
            ("price_rounded_down", true),
        ]
    };
    let growth = "deduct = \"of_total\"\n[growth]\npercent = \"3%\"\n";
    assert_eq!(tests(&format!("total = 600\n{growth}")), all(true, false));
    assert_eq!(tests(&format!("total = 606\n{growth}")), all(false, false));
}

#[test]
fn drawn_samples_give_the_same_range_every_time() {
    let sample = people(&[(1, 10_000), (2, 26_000), (3, 25_000), (9, 70_000)]);
    let mut options = Options::new(Method::Flat);
    options.bootstrap = 200;
    let ranges = |options: &Options| calibrate(&sample, &fund("900.00"), options).unwrap().ranges;
    assert_eq!(ranges(&options), ranges(&options));
    let (low, high) = ranges(&options).price.unwrap();
    assert!(low < high && low >= Exact::from(25) && high <= Exact::from(900));
    let other = Options { seed: 2, ..options.clone() };
    assert_ne!(ranges(&options), ranges(&other));
}

/// 225.00 for 10 + 20 + 30 points is 3.75. Without the first, two thirds of the money, 150, for 50 points: 3.00; without the
/// last 150 for 30: 5.00.
#[test]
fn the_price_without_one_person_is_told_with_who_it_is() {
    let sample = people(&[(10, 5_000), (20, 10_000), (30, 15_000)]);
    let made = calibrate(&sample, &fund("225.00"), &Options::new(Method::Flat)).unwrap();
    let [low, high] = made.ranges.without_one.unwrap();
    assert_eq!((low.0.to_fixed(2), low.1.as_str()), ("3.00".to_owned(), "p0"));
    assert_eq!((high.0.to_fixed(2), high.1.as_str()), ("5.00".to_owned(), "p2"));
    let (lower, higher) = made.ranges.one_point.unwrap();
    assert_eq!((lower.to_fixed(2), higher.to_fixed(2)), ("213.75".to_owned(), "236.25".to_owned()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn a_calibrated_price_never_overcommits_and_a_penny_more_would(
        people in prop::collection::vec((0u64..5_000, 0u64..10_000_000, 1u64..40), 1..60),
        money in 1u64..1_000_000_000,
        tenths: bool,
    ) {
        prop_assume!(people.iter().any(|(points, _, _)| *points > 0));
        let rows: Vec<String> = people.iter().enumerate().map(|(at, (points, pence, weight))| {
            let points = if tenths { format!("{}.{}", points / 10, points % 10) } else { points.to_string() };
            format!("p{at},{points},{}.{:02},{}.{}", pence / 100, pence % 100, weight / 10, weight % 10)
        }).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let sample = sample("person,points,cost,weight", &rows);
        let money = format!("{}.{:02}", money / 100, money % 100);
        for method in [Method::Flat, Method::Percentile] {
            let Ok(made) = calibrate(&sample, &fund(&money), &Options::new(method)) else { continue };
            prop_assert!(made.committed <= made.distributable);
            prop_assert_eq!(&(&made.committed + &made.unallocated), &made.distributable);
            let within = made.integrity.tests.iter().find(|test| test.id == "within_distributable").unwrap();
            prop_assert!(within.holds);
            if method == Method::Flat {
                prop_assert!(made.integrity.tests.iter().any(|test| test.id == "price_rounded_down" && test.holds));
            }
        }
    }
}
