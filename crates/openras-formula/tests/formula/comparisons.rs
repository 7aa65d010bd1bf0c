use openras_core::Code;
use openras_formula::Formula;

use crate::world::{World, codes, fault, help, worth};

#[test]
fn comparisons_hold_as_they_read() {
    for (source, holds) in [
        ("1 = 1", true),
        ("1 = 2", false),
        ("1 <> 2", true),
        ("1 < 2", true),
        ("2 < 2", false),
        ("2 <= 2", true),
        ("3 <= 2", false),
        ("3 > 2", true),
        ("2 > 2", false),
        ("2 >= 2", true),
        ("1 >= 2", false),
        ("0.50 = 50%", true),
        ("third * 3 = 1", true),
        ("living = 'family_home'", true),
        ("'family_home' = living", true),
        ("living <> 'family_home'", false),
        ("living = moved_to", false),
        ("living in ('own_home', 'family_home')", true),
        ("living in ('own_home', moved_to)", false),
        ("'residential' in (living, moved_to)", true),
        ("not living in ('own_home')", true),
        ("needs in (low, needs)", true),
        ("2 in (1, 3)", false),
        ("half * 2 in (1)", true),
        ("answer(wash) = 'some'", true),
        ("on = moved", true),
        ("born < on", true),
        ("on <= moved", true),
        ("on > moved", false),
        ("ticked(wash, 'some')", true),
        ("if(couple, single, couple)", false),
    ] {
        assert_eq!(worth(source), holds.to_string(), "{source}");
    }
}

#[test]
fn only_like_is_compared_with_like() {
    for (source, expected) in [
        ("living = needs", vec![("type_mismatch", "needs")]),
        ("living = house", vec![("type_mismatch", "house")]),
        ("living < needs", vec![("type_mismatch", "needs")]),
        ("living < house", vec![("type_mismatch", "house")]),
        ("living < 'own_home'", vec![("type_mismatch", "living < 'own_home'")]),
        ("living >= moved_to", vec![("type_mismatch", "living >= moved_to")]),
        ("living = 'mars'", vec![("unknown_choice", "'mars'")]),
        (
            "living in ('own_home', 'mars', 'venus')",
            vec![("unknown_choice", "'mars'"), ("unknown_choice", "'venus'")],
        ),
        ("answer(wash) = 'lots'", vec![("unknown_statement", "'lots'")]),
        ("half = 'some'", vec![("type_mismatch", "'some'")]),
        ("half in ('some', 'none')", vec![("type_mismatch", "'some'"), ("type_mismatch", "'none'")]),
        ("'a' = 'b'", vec![("type_mismatch", "'a'"), ("type_mismatch", "'b'")]),
        ("couple = 'yes'", vec![("type_mismatch", "couple")]),
        ("couple = single", vec![("type_mismatch", "couple")]),
        ("couple <> 1", vec![("type_mismatch", "couple")]),
        ("couple in (single, couple)", vec![("type_mismatch", "couple")]),
        ("(half > 1) = (half > 2)", vec![("type_mismatch", "(half > 1)")]),
        ("born = 2", vec![("type_mismatch", "2")]),
        ("born < living", vec![("type_mismatch", "living")]),
        ("born in (on, moved)", vec![("type_mismatch", "born")]),
        ("living in (house, 'own_home')", vec![("type_mismatch", "house")]),
        ("half in (living)", vec![("type_mismatch", "living")]),
    ] {
        assert_eq!(codes(source), expected, "{source}");
    }
}

#[test]
fn each_thing_stands_only_where_it_belongs() {
    for (source, expected) in [
        ("couple + 1", vec![("type_mismatch", "couple")]),
        ("couple + living", vec![("type_mismatch", "couple"), ("type_mismatch", "living")]),
        ("-living", vec![("type_mismatch", "living")]),
        ("born * 2", vec![("type_mismatch", "born")]),
        ("couple ^ 2", vec![("type_mismatch", "couple")]),
        ("half and couple", vec![("type_mismatch", "half")]),
        ("couple or living", vec![("type_mismatch", "living")]),
        ("not half", vec![("type_mismatch", "half")]),
        ("not half + 1 > 2", vec![]),
        ("if(half, 1, 2)", vec![("type_mismatch", "half")]),
        ("if(couple, 1, single)", vec![("type_mismatch", "single")]),
        ("if(couple, living, moved_to)", vec![("type_mismatch", "living"), ("type_mismatch", "moved_to")]),
        ("if(couple, 'own_home', 1)", vec![("type_mismatch", "'own_home'")]),
        ("if(couple, on, 1)", vec![("type_mismatch", "on")]),
        ("min(couple, 1)", vec![("type_mismatch", "couple")]),
        ("round(couple, 1)", vec![("type_mismatch", "couple")]),
        ("per_year(living)", vec![("type_mismatch", "living")]),
        ("number(couple)", vec![("type_mismatch", "couple")]),
        ("1 + 'own_home'", vec![("type_mismatch", "'own_home'")]),
        ("max('own_home')", vec![("type_mismatch", "'own_home'")]),
        ("'own_home'", vec![("type_mismatch", "'own_home'")]),
    ] {
        assert_eq!(codes(source), expected, "{source}");
    }
}

#[test]
fn the_help_shows_the_way() {
    assert_eq!(help("couple = 'yes'"), "write `couple`, or `not couple`");
    assert_eq!(help("living = 'own_hom'"), "did you mean `'own_home'`?");
    assert_eq!(help("living = 'mars'"), "there are `'own_home'`, `'family_home'` and `'residential'`");
    assert_eq!(help("living < 'own_home'"), "choices know `=`, `<>` and `in`");
    assert_eq!(help("born = 2"), "a date is compared with another date or with `on`");
    assert_eq!(help("if(couple, 1, single)"), "the values of an `if` are all numbers or all conditions");
    assert_eq!(fault("living = 'mars'").message, "`living` has no choice `'mars'`");
    assert_eq!(fault("answer(wash) = 'lots'").message, "`answer(wash)` has no statement `'lots'`");
    assert_eq!(fault("half and couple").message, "`half` is a number where a condition belongs");
}

#[test]
fn a_condition_is_asked_for_where_one_belongs() {
    let check = |source| Formula::parse(source).unwrap().check_condition(&mut World::new());
    assert!(check("half > 1").is_ok());
    assert!(check("couple").is_ok());
    for (source, message) in [
        ("half + 1", "`half + 1` is a number where a condition belongs"),
        ("living", "`living` is a choice where a condition belongs"),
        ("born", "`born` is a date where a condition belongs"),
    ] {
        let faults = check(source).unwrap_err();
        assert_eq!(faults.len(), 1);
        assert_eq!((faults[0].code, faults[0].message.as_str()), (Code::TypeMismatch, message));
        assert_eq!(faults[0].span, 0..source.len());
        assert!(faults[0].help.as_ref().is_some_and(|help| help.starts_with("compare it with")));
    }
    assert_eq!(check("nowhere").unwrap_err().len(), 1);
}
