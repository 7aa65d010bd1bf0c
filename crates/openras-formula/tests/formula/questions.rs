use crate::world::{codes, fault, help, worth};

#[test]
fn functions_take_the_arguments_they_take() {
    for (source, expected) in [
        ("if(couple, 1)", vec![("type_mismatch", "if(couple, 1)")]),
        ("if(couple)", vec![("type_mismatch", "if(couple)")]),
        ("if()", vec![("type_mismatch", "if()")]),
        ("if(couple, 1, single, 2)", vec![("type_mismatch", "if(couple, 1, single, 2)")]),
        ("min()", vec![("type_mismatch", "min()")]),
        ("round(half)", vec![("type_mismatch", "round(half)")]),
        ("round(half, 1, 2)", vec![("type_mismatch", "round(half, 1, 2)")]),
        ("round_to(half)", vec![("type_mismatch", "round_to(half)")]),
        ("per_year()", vec![("type_mismatch", "per_year()")]),
        ("per_year(weekly, 2)", vec![("type_mismatch", "per_year(weekly, 2)")]),
        ("number()", vec![("type_mismatch", "number()")]),
        ("round(nowhere)", vec![("type_mismatch", "round(nowhere)"), ("unknown_name", "nowhere")]),
        ("answer()", vec![("type_mismatch", "answer()")]),
        ("answer(wash, agrees)", vec![("type_mismatch", "answer(wash, agrees)")]),
        ("ticked(wash)", vec![("type_mismatch", "ticked(wash)")]),
        ("ticked(wash, 'some', 'none')", vec![("type_mismatch", "ticked(wash, 'some', 'none')")]),
        ("ticked(wash, some)", vec![("type_mismatch", "some")]),
        ("ticked('wash', 'some')", vec![("type_mismatch", "'wash'")]),
        ("points(wash, 2)", vec![("type_mismatch", "2")]),
        ("points('wash')", vec![("type_mismatch", "'wash'")]),
        (
            "points(wash + agrees, -pets)",
            vec![("type_mismatch", "wash + agrees"), ("type_mismatch", "-pets")],
        ),
        ("answer(1) = 'some'", vec![("type_mismatch", "1")]),
    ] {
        assert_eq!(codes(source), expected, "{source}");
    }
    assert_eq!(fault("answer(wash, agrees)").message, "`answer` cannot take 2 values");
    assert_eq!(fault("round(half)").message, "`round` cannot take 1 value");
    assert_eq!(codes("points((wash), (nobody))"), [("unknown_name", "nobody")]);
    assert_eq!(help("round(half)"), "write `round(x, 2)`");
    assert_eq!(help("if(couple, 1)"), "write `if(condition, a, b)`");
    assert_eq!(help("ticked(wash)"), "write `ticked(question, 'statement')`");
}

#[test]
fn what_is_wrong_inside_is_said_by_whoever_knows_the_questions() {
    for (source, expected) in [
        (
            "points(wash, nobody, agrees, nothing)",
            vec![("unknown_name", "nobody"), ("unknown_name", "nothing")],
        ),
        ("ticked(wash, 'lots')", vec![("unknown_statement", "'lots'")]),
        ("answer(pets) = 'cat'", vec![("type_mismatch", "answer(pets)")]),
        ("wash = 'some'", vec![("type_mismatch", "wash")]),
        ("points(wash) + points(nobody) > weekly", vec![("unknown_name", "nobody")]),
    ] {
        assert_eq!(codes(source), expected, "{source}");
    }
    for source in ["points()", "points(wash)", "max_points(wash, agrees)", "min_points()"] {
        assert_eq!(worth(source), "62", "{source}");
    }
}

#[test]
fn decimals_of_a_rounding_are_a_whole_literal_from_minus_6_to_12() {
    for (source, expected) in [
        ("round(half, -6)", vec![]),
        ("round(half, 12)", vec![]),
        ("round(half, (2))", vec![]),
        ("round(half, -7)", vec![("out_of_range", "-7")]),
        ("round(half, 13)", vec![("out_of_range", "13")]),
        ("round(half, 999999999999999)", vec![("out_of_range", "999999999999999")]),
        ("round(half, 2.0)", vec![("type_mismatch", "2.0")]),
        ("round(half, 2.5)", vec![("type_mismatch", "2.5")]),
        ("round(half, 100%)", vec![("type_mismatch", "100%")]),
        ("round(half, nothing)", vec![("type_mismatch", "nothing")]),
        ("round(half, 1 + 1)", vec![("type_mismatch", "1 + 1")]),
        ("round_up(half, --2)", vec![("type_mismatch", "--2")]),
        ("round_half_even(half, 13)", vec![("out_of_range", "13")]),
    ] {
        assert_eq!(codes(source), expected, "{source}");
    }
}
