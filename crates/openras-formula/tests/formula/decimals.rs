use openras_formula::Decimals::{self, Any, AtMost};

use crate::world::checked;

#[test]
fn decimals_are_found_without_working_anything_out() {
    let cases: [(&str, Decimals); 46] = [
        ("1", AtMost(0)),
        ("1.50", AtMost(1)),
        ("0.125", AtMost(3)),
        ("20%", AtMost(2)),
        ("12.5%", AtMost(3)),
        ("100%", AtMost(2)),
        ("half", AtMost(1)),
        ("third", Any),
        ("-half", AtMost(1)),
        ("half + 0.25", AtMost(2)),
        ("half - 1", AtMost(1)),
        ("half + third", Any),
        ("half * half", AtMost(2)),
        ("half * half * 0.25", AtMost(4)),
        ("half * third", Any),
        ("half ^ 3", AtMost(3)),
        ("half ^ 0", AtMost(0)),
        ("third ^ 2", Any),
        ("1 / 2", Any),
        ("half / 1 * 2", Any),
        ("min(half, 0.25)", AtMost(2)),
        ("max(1, 2)", AtMost(0)),
        ("sum(half, 0.125, 1)", AtMost(3)),
        ("if(couple, half, 0.25)", AtMost(2)),
        ("if(half > 0.12345, 1, 2)", AtMost(0)),
        ("if(couple, 1, single, 2.5, third)", Any),
        // As many as the rounding says, whatever its value has: round(100, 2) counts two.
        ("round(yearly, 2)", AtMost(2)),
        ("round(yearly, 2) * 0.5", AtMost(3)),
        ("round(third, 2)", AtMost(2)),
        ("round(third, 0)", AtMost(0)),
        ("round(third, -2)", AtMost(0)),
        ("round_down(third, 12)", AtMost(12)),
        ("round_up(third, 1)", AtMost(1)),
        ("round_half_even(third, 3)", AtMost(3)),
        ("round_to(third, 5)", AtMost(0)),
        ("round_to(third, 0.05)", AtMost(2)),
        ("round_up_to(half, third)", Any),
        ("round_down_to(third, half)", AtMost(1)),
        ("number(weekly)", AtMost(2)),
        ("number(third)", Any),
        ("per_year(weekly)", Any),
        ("per_week(weekly)", Any),
        ("weekly * weeks_in_year", AtMost(2)),
        ("needs * price", AtMost(2)),
        ("bands(needs)", AtMost(2)),
        ("points(wash)", AtMost(0)),
    ];
    for (source, decimals) in cases {
        assert_eq!(checked(source).decimals, decimals, "{source}");
    }
}

#[test]
fn the_greater_of_two_counts_allows_more() {
    assert!(AtMost(3) > AtMost(2));
    assert!(Any > AtMost(u32::MAX));
    assert_eq!(AtMost(u32::MAX).plus(AtMost(1)), AtMost(u32::MAX));
    assert_eq!(AtMost(u32::MAX).times(99), AtMost(u32::MAX));
}
