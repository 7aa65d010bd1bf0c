use crate::world::worth;

#[test]
fn arithmetic_is_exact() {
    for (source, value) in [
        ("1 / 3", "1/3"),
        ("1 / 3 * 3", "1"),
        ("0.1 + 0.2", "0.3"),
        ("needs * price", "13291.56"),
        ("hourly * hours", "93"),
        ("weekly * weeks_in_year", "520"),
        ("20% * 50%", "0.1"),
        ("1.1 ^ 3", "1.331"),
        ("-(0.5 ^ 2)", "-0.25"),
        ("min(3, 1, 2)", "1"),
        ("max(3, 1, 2)", "3"),
        ("max(-1, -2)", "-1"),
        ("sum(1, 2, 3.5)", "6.5"),
        ("sum(4)", "4"),
        ("number(needs) / 4", "15.5"),
        ("if(couple, 1, 2)", "1"),
        ("if(single, 1, 2)", "2"),
        ("if(single, 1, couple, 2, 3)", "2"),
        ("if(single, 1, single, 2, 3)", "3"),
    ] {
        assert_eq!(worth(source), value, "{source}");
    }
}

#[test]
fn periods_change_through_the_year() {
    for (source, value) in [
        ("per_year(weekly)", "520"),
        ("per_week(weekly)", "10"),
        // 10 x 52 / 365 a day, and back.
        ("per_day(weekly)", "104/73"),
        ("per_week(per_day(weekly))", "10"),
        // 3 x 365 / 52, not 3 x 7.
        ("per_week(daily)", "1095/52"),
        ("per_month(weekly)", "130/3"),
        ("per_month(yearly)", "25/3"),
        ("per_year(daily)", "1095"),
        // 7.5 hours a week x 52 / 12.
        ("per_month(hours)", "32.5"),
        ("per_week(price)", "10719/2600"),
    ] {
        assert_eq!(worth(source), value, "{source}");
    }
}

#[test]
fn roundings_go_where_their_names_say() {
    for (source, value) in [
        ("round(2.5, 0)", "3"),
        ("round(-2.5, 0)", "-3"),
        ("round(2.4, 0)", "2"),
        ("round_half_even(2.5, 0)", "2"),
        ("round_half_even(3.5, 0)", "4"),
        ("round_half_even(-2.5, 0)", "-2"),
        ("round_up(2.1, 0)", "3"),
        ("round_up(-2.1, 0)", "-3"),
        ("round_down(2.9, 0)", "2"),
        ("round_down(-2.9, 0)", "-2"),
        ("round(1250, -2)", "1300"),
        ("round(1249.99, -2)", "1200"),
        ("round(0.125, 2)", "0.13"),
        ("round_half_even(0.125, 2)", "0.12"),
        ("round(1 / 3, 2)", "0.33"),
        ("round(2 / 3, 12)", "0.666666666667"),
        ("round(7, 2)", "7"),
        ("round_to(103.7, 5)", "105"),
        ("round_to(102.5, 5)", "105"),
        ("round_to(-102.5, 5)", "-105"),
        ("round_down_to(104.99, 5)", "100"),
        ("round_up_to(100.01, 5)", "105"),
        ("round_to(1.13, 0.05)", "1.15"),
        ("round_to(yearly * 1.037, 5)", "105"),
    ] {
        assert_eq!(worth(source), value, "{source}");
    }
}
