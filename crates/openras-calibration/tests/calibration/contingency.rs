use openras_calibration::{YearAhead, contingency_levels};
use openras_core::Exact;

use crate::made::{fund, people};

fn share(percent: i128) -> Exact {
    Exact::decimal(percent, 2)
}

#[test]
fn more_contingency_runs_out_less_often_and_leaves_a_lower_price() {
    let sample = people(&(1..=60).map(|at| (at, at * 20_000)).collect::<Vec<_>>());
    let ahead = YearAhead::new(share(10), share(10), 7);
    let levels = contingency_levels(&sample, &fund("366000.00"), &ahead);
    assert_eq!(levels.len(), 13);
    for pair in levels.windows(2) {
        assert!(pair[1].runs_out <= pair[0].runs_out && pair[1].price < pair[0].price, "{pair:?}");
    }
    assert_eq!(levels[0].runs_out, Exact::ONE, "with nothing held back the first new person is too many");
    assert!(levels[12].runs_out < share(5), "{:?}", levels[12]);
    assert_eq!(
        levels,
        contingency_levels(&sample, &fund("366000.00"), &ahead),
        "the same years from the same seed"
    );
}

/// Everybody costs 200.00 and has it at 2.00 a point, and one in ten of 100 people has somebody join, on average for half of
/// the year (182 of 365 days): 10 x 200.00 x 182 / 365 = 997.26 is the mean, and the median is near it.
#[test]
fn the_middle_year_draws_what_is_to_be_expected() {
    let sample = people(&[(100, 20_000); 100]);
    let ahead =
        YearAhead { levels: vec![Exact::ZERO], years: 4_000, ..YearAhead::new(share(10), Exact::ZERO, 3) };
    let level = &contingency_levels(&sample, &fund("20000.00"), &ahead)[0];
    assert_eq!(level.price.to_fixed(2), "2.00");
    let (low, high) = (Exact::from(940), Exact::from(1_030));
    assert!(level.drawn_median > low && level.drawn_median < high, "{}", level.drawn_median);
}

#[test]
fn where_nothing_happens_nothing_is_drawn() {
    let sample = people(&[(1, 100), (2, 200)]);
    let levels = contingency_levels(&sample, &fund("3.00"), &YearAhead::new(Exact::ZERO, Exact::ZERO, 1));
    assert!(levels.iter().all(|level| level.runs_out.is_zero() && level.drawn_high.is_zero()));
}
