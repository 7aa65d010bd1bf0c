use openras_calibration::{BeforeAndAfter, Trait, moves, protection};
use openras_core::Exact;

fn person(name: &str, old: i32, new: i32) -> BeforeAndAfter {
    BeforeAndAfter { person: name.to_owned(), row: 2, old: Exact::from(old), new: Exact::from(new) }
}

/// 1,000 falls to 600. At most 10 % a year: 900, 810, 729 and 656.10 stand against 600: 300, 210, 129 and 56.10. 1,000 falls to
/// 950, which is less than a tenth: nothing. A third gains.
#[test]
fn a_protection_is_priced_year_by_year() {
    let people = [person("a", 1_000, 600), person("b", 1_000, 950), person("c", 500, 800)];
    let priced = protection(&people, &Exact::decimal(10, 2), 5, 2);
    let years: Vec<String> = priced.years.iter().map(|cost| cost.to_fixed(2)).collect();
    assert_eq!(years, ["300.00", "210.00", "129.00", "56.10", "0.00"], "the fifth year 590.49 is below 600");
    assert_eq!(priced.people, [1, 1, 1, 1, 0]);
}

#[test]
fn winners_and_losers_are_told_by_group_and_the_worst_by_name() {
    let people = [person("a", 1_000, 600), person("b", 1_000, 950), person("c", 500, 800), person("d", 7, 7)];
    let group = Trait {
        name: "group".to_owned(),
        labels: vec!["one".to_owned(), "two".to_owned()],
        of: vec![Some(0), Some(1), Some(0), None],
    };
    let moved = moves(&people, vec![group], 2);
    let all = &moved.effects.all;
    assert_eq!((all.winners, all.losers, all.unchanged), (1, 2, 1));
    assert_eq!(all.net_change().to_fixed(2), "-150.00");
    let (_, groups) = &moved.effects.by[0];
    let changes: Vec<(&str, String)> =
        groups.iter().map(|(label, moved)| (label.as_str(), moved.net_change().to_fixed(2))).collect();
    assert_eq!(
        changes,
        [("", "0.00".to_owned()), ("one", "-100.00".to_owned()), ("two", "-50.00".to_owned())]
    );
    assert_eq!(moved.worst, [(0, Exact::from(400)), (1, Exact::from(50))]);
    // 40 % and 5 % lost, 60 % gained, one the same.
    let bands: Vec<usize> = moved.effects.bands.iter().map(|band| band.people).collect();
    assert_eq!(bands, [0, 1, 0, 1, 1, 0, 0, 0, 1]);
}
