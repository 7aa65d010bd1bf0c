use openras_calibration::{Calibration, Method, Options, Rule, Sample, Trouble, calibrate};
use openras_core::Exact;

use crate::made::{Dice, fund, people};

/// A made sample: 120 people whose cost is a function of their points, off by up to a quarter either way.
fn made(seed: u64, truth: impl Fn(f64) -> f64) -> Sample {
    let mut dice = Dice(seed);
    let one = |_| {
        let points = 5 + dice.below(90);
        let off = 0.75 + 0.5 * dice.part();
        (points, (truth(points as f64) * off * 100.0) as u64)
    };
    people(&(0..120).map(one).collect::<Vec<_>>())
}

fn table(made: &Calibration) -> Vec<(Exact, Exact)> {
    let Rule::Table(table) = &made.rule else { panic!("{:?}", made.rule) };
    table.rows.iter().map(|row| (table.at(row), table.is(row))).collect()
}

/// Inside the fund, few rows, no fall, no step over the limit.
fn keeps(curve: &Calibration) {
    assert!(curve.committed <= curve.distributable);
    let rows = table(curve);
    assert!(rows.len() <= 11);
    let limit = curve.steepest.clone().unwrap();
    for pair in rows.windows(2) {
        let (run, rise) = (&pair[1].0 - &pair[0].0, &pair[1].1 - &pair[0].1);
        assert!(!rise.is_negative() && rise <= &limit * &run, "{rows:?}");
    }
}

/// Each is held against the other at the share of people with enough that the other has.
#[test]
fn a_curve_is_nearer_than_a_price_and_no_further_than_percentiles_with_as_many_having_enough() {
    let mut good = 0;
    for seed in 0..20u64 {
        let truth = move |points: f64| match seed % 2 {
            0 => 60.0 * points + 3.0 * points * points,
            _ => 150.0 * points + 500.0 * (points - 60.0).max(0.0),
        };
        let sample = made(seed * 977 + 5, truth);
        let fund = fund(&(&sample.cost() * &Exact::ratio(95, 100).unwrap()).to_fixed(2));
        let with = |method| calibrate(&sample, &fund, &Options::new(method)).unwrap();
        let (flat, percentile) = (with(Method::Flat), with(Method::Percentile));
        let off = |made: &Calibration| made.fit.mean_absolute_difference.clone();
        let mut better = true;
        for other in [&flat, &percentile] {
            let mut options = Options::new(Method::Curve);
            options.wishes.rows_most = 11;
            options.wishes.enough_least = other.fit.sufficient_share.clone();
            let curve =
                calibrate(&sample, &fund, &options).unwrap_or_else(|trouble| panic!("{seed}: {trouble}"));
            keeps(&curve);
            assert!(curve.fit.sufficient_share >= options.wishes.enough_least);
            let method = other.options.method;
            better &=
                if method == Method::Flat { off(&curve) < off(other) } else { off(&curve) <= off(other) };
            println!(
                "{seed}: {} {} curve {} gap {:?} enough {} of {}",
                method.as_str(),
                off(other).to_fixed(2),
                off(&curve).to_fixed(2),
                curve.gap_millionths,
                curve.fit.sufficient_share.to_fixed(3),
                options.wishes.enough_least.to_fixed(3)
            );
        }
        good += u32::from(better);
    }
    assert!(good >= 19, "{good} of 20");
}

#[test]
fn where_the_truth_is_a_line_a_curve_is_as_good_as_a_price() {
    for seed in 0..5u64 {
        let sample = made(seed + 100, |points| 200.0 * points);
        let fund = fund(&sample.cost().to_fixed(2));
        let off = |method| {
            let made = calibrate(&sample, &fund, &Options::new(method)).unwrap();
            made.fit.mean_absolute_difference
        };
        let most = &off(Method::Flat) * &Exact::ratio(101, 100).unwrap();
        assert!(off(Method::Curve) <= most, "{seed}");
    }
}

/// Two people of 1 and 2 points cost 100.00 and 200.00, and there is 150.00: whatever the table, the cheaper one can have
/// enough and then 50.00 is left, half a person of two: three quarters at most.
#[test]
fn a_wish_for_enough_that_no_table_can_meet_is_named() {
    let sample = people(&[(1, 10_000), (2, 20_000)]);
    let mut options = Options::new(Method::Curve);
    options.wishes.enough_least = Exact::ratio(8, 10).unwrap();
    match calibrate(&sample, &fund("150.00"), &options) {
        Err(Trouble::Infeasible { wish: "share_with_enough", proved: true, .. }) => {}
        other => panic!("{other:?}"),
    }
}

/// One point more may bring 1.00 at most; costs rise by 100.00 a point, and the cheaper one is to have 100.00 and no more:
/// enough for both needs 200.00 at two points.
#[test]
fn a_limit_on_steepness_that_stands_in_the_way_is_named() {
    let sample = people(&[(1, 10_000), (2, 20_000)]);
    let mut options = Options::new(Method::Curve);
    options.wishes.enough_least = Exact::ONE;
    options.wishes.steepest = Some(Exact::ONE);
    match calibrate(&sample, &fund("301.00"), &options) {
        Err(Trouble::Infeasible { wish: "steepest", .. }) => {}
        other => panic!("{other:?}"),
    }
    options.wishes.steepest = Some(Exact::from(101));
    let made = calibrate(&sample, &fund("301.00"), &options).unwrap();
    assert_eq!(made.fit.sufficient_share, Exact::ONE);
}

#[test]
fn a_table_may_have_the_rows_that_were_chosen() {
    let sample = made(7, |points| 100.0 * points);
    let fund = fund("500000.00");
    let mut options = Options::new(Method::Curve);
    let rows = [0, 25, 50, 100].map(Exact::from);
    options.wishes.rows_at = Some(rows.to_vec());
    let made = calibrate(&sample, &fund, &options).unwrap();
    assert_eq!(table(&made).into_iter().map(|row| row.0).collect::<Vec<_>>(), rows);
    options.wishes.rows_at = Some(rows[1..].to_vec());
    assert!(matches!(calibrate(&sample, &fund, &options), Err(Trouble::BadBreaks(_))));
}

/// The exact sum of the rounded budgets, worked out here from the rows, for a thousand samples of any shape.
#[test]
fn a_thousand_curves_never_overcommit_by_a_penny() {
    let mut dice = Dice(3);
    let mut made = 0;
    for _ in 0..1_000 {
        let count = 2 + dice.below(12);
        let sample = people(&(0..count).map(|_| (dice.below(40), dice.below(4_000_000))).collect::<Vec<_>>());
        let money = format!("{}.{:02}", dice.below(200_000), dice.below(100));
        let mut options = Options::new(Method::Curve);
        options.wishes.rows_most = 2 + dice.below(5) as u32;
        let Ok(found) = calibrate(&sample, &fund(&money), &options) else { continue };
        let rows = table(&found);
        let budget = |points: i64| {
            let points = Exact::decimal(i128::from(points), sample.points_decimals);
            let above = rows.iter().position(|row| row.0 >= points).unwrap();
            if rows[above].0 == points {
                return rows[above].1.clone();
            }
            let ((a, u), (b, v)) = (&rows[above - 1], &rows[above]);
            let line = u + &(&(v - u) * &(&points - a).checked_div(&(b - a)).unwrap());
            line.round(openras_core::Rounding::HalfAwayFromZero, 2)
        };
        let sum: Exact = sample.people.iter().map(|person| budget(person.points)).sum();
        assert_eq!(sum, found.committed);
        assert!(sum <= found.distributable, "{sum} of {money}");
        made += 1;
    }
    assert!(made > 900, "{made}");
}
