use openras_formula::{ArithmeticFault, evaluate};

use crate::world::{World, checked};

/// What is asked for, and what cannot be done, when a formula is worked out that gives nothing.
fn failing(source: &str) -> (String, Vec<(ArithmeticFault, String)>) {
    let mut world = World::new();
    assert_eq!(evaluate(&checked(source), &mut world), None, "{source}");
    let faults = world.faults.iter().map(|(fault, span)| (fault.clone(), source[span.clone()].to_owned()));
    (world.asked.join(" "), faults.collect())
}

fn asked(source: &str) -> String {
    let mut world = World::new();
    assert!(evaluate(&checked(source), &mut world).is_some(), "{source}");
    world.asked.join(" ")
}

#[test]
fn if_and_or_ask_for_nothing_that_they_do_not_need() {
    assert_eq!(asked("if(couple, half, absent)"), "couple half");
    assert_eq!(asked("if(single, absent, half)"), "single half");
    assert_eq!(asked("if(couple, half, unsaid, absent, absent)"), "couple half");
    assert_eq!(asked("if(couple, half, 1 / nothing)"), "couple half");
    assert_eq!(asked("couple or unsaid"), "couple");
    assert_eq!(asked("single and unsaid"), "single");
    assert_eq!(asked("couple and couple"), "couple couple");
    assert_eq!(asked("if(couple, couple, unsaid)"), "couple couple");
    assert_eq!(failing("unsaid or couple").0, "unsaid");
    assert_eq!(failing("unsaid and single").0, "unsaid");
    assert_eq!(failing("if(unsaid, half, absent)").0, "unsaid");
    assert_eq!(failing("couple and (single or unsaid) and couple").0, "couple single unsaid");
}

#[test]
fn everything_else_works_out_all_its_parts() {
    for (source, all) in [
        ("absent + half - absent", "absent half absent"),
        ("absent * half / absent", "absent half absent"),
        ("min(absent, half)", "absent half"),
        ("max(absent, absent)", "absent absent"),
        ("sum(absent, half, absent)", "absent half absent"),
        ("round_to(absent, half)", "absent half"),
        ("absent < half", "absent half"),
        ("absent in (half, absent)", "absent half absent"),
        ("half in (half, absent)", "half half absent"),
        ("-absent", "absent"),
        ("absent ^ 2", "absent"),
        ("not unsaid", "unsaid"),
        ("by_both(living, absent)", "living absent"),
        ("by_both(moved_to, absent) + bands(number(absent) * needs)", "moved_to absent absent needs"),
    ] {
        assert_eq!(failing(source).0, all, "{source}");
    }
}

#[test]
fn sums_that_cannot_be_done_are_noted_where_they_stand() {
    use ArithmeticFault::{DivideByZero, MultipleNotAboveZero};
    let below = |text: &str| MultipleNotAboveZero { value: openras_core::Exact::parse(text).unwrap() };
    for (source, expected) in [
        ("1 / nothing", vec![(DivideByZero, "nothing")]),
        ("half / (1 - 1)", vec![(DivideByZero, "(1 - 1)")]),
        ("1 / nothing / 0 + 2 / 0", vec![(DivideByZero, "nothing"), (DivideByZero, "0")]),
        ("1 / 0 + 2 / nothing", vec![(DivideByZero, "0"), (DivideByZero, "nothing")]),
        // A division whose own upper part is missing is not done.
        ("absent / nothing", vec![]),
        ("round_to(half, nothing)", vec![(DivideByZero, "nothing")]),
        ("round_to(half, 0)", vec![(DivideByZero, "0")]),
        ("round_up_to(half, -5)", vec![(below("-5"), "-5")]),
        ("round_down_to(half, nothing - 0.5)", vec![(below("-0.5"), "nothing - 0.5")]),
    ] {
        let expected: Vec<_> = expected.into_iter().map(|(fault, span)| (fault, span.to_owned())).collect();
        assert_eq!(failing(source).1, expected, "{source}");
    }
    assert_eq!(DivideByZero.code().as_str(), "divide_by_zero");
    assert_eq!(below("-5").code().as_str(), "out_of_range");
    assert_eq!(ArithmeticFault::TooLarge.code().as_str(), "overflow");
    assert_eq!(below("-5").to_string(), "`-5` is not above zero");
}
