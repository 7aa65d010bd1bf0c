use openras_formula::{Decimals, Formula, Node};

use crate::world::{World, checked, codes, fault, help, worth};

#[test]
fn a_table_is_looked_up_by_keys_of_its_own_kind() {
    // The world's tables give the sum of their numeric keys, the places of their choices and one for what holds.
    for (source, value) in [
        ("bands(needs)", "62"),
        ("bands(0)", "0"),
        ("bands(needs + low)", "67"),
        ("by_home('residential')", "2"),
        ("by_home(living)", "1"),
        ("by_couple(couple)", "1"),
        ("by_couple(half > 1)", "0"),
        ("by_couple(answer(agrees))", "1"),
        ("by_both(living, half)", "1.5"),
        ("by_both('residential', 3)", "5"),
    ] {
        assert_eq!(worth(source), value, "{source}");
    }
}

#[test]
fn a_choice_of_another_fact_with_the_same_ids_is_recoded() {
    // `house` has residential, own_home, family_home; its value 2 is family_home, which has place 1 in the key.
    assert_eq!(worth("by_home(house)"), "1");
    let Node::Lookup { keys, .. } = checked("by_home(house)").node else { panic!("no lookup") };
    let Node::Recode(_, places) = &keys[0].node else { panic!("no recoding") };
    assert_eq!(**places, [2, 0, 1]);
    let Node::Lookup { keys, .. } = checked("by_home(living)").node else { panic!("no lookup") };
    assert!(matches!(keys[0].node, Node::Input(_)));
}

#[test]
fn a_key_that_does_not_fit_is_refused() {
    for (source, expected) in [
        ("bands(weekly)", vec![("unit_mismatch", "weekly")]),
        ("bands(100)", vec![("unit_mismatch", "100")]),
        ("bands(living)", vec![("type_mismatch", "living")]),
        ("bands('own_home')", vec![("type_mismatch", "'own_home'")]),
        ("bands()", vec![("type_mismatch", "bands()")]),
        ("bands(needs, low)", vec![("type_mismatch", "bands(needs, low)")]),
        ("by_home('mars')", vec![("unknown_choice", "'mars'")]),
        ("by_home(needs)", vec![("type_mismatch", "needs")]),
        ("by_home(couple)", vec![("type_mismatch", "couple")]),
        ("by_home(tenure)", vec![("type_mismatch", "tenure")]),
        ("by_home(answer(wash))", vec![("type_mismatch", "answer(wash)")]),
        ("by_couple(living)", vec![("type_mismatch", "living")]),
        ("by_couple('yes')", vec![("type_mismatch", "'yes'")]),
        ("by_couple(1)", vec![("type_mismatch", "1")]),
        ("by_both(needs, living)", vec![("type_mismatch", "needs"), ("type_mismatch", "living")]),
        ("by_both('mars', needs)", vec![("unknown_choice", "'mars'"), ("unit_mismatch", "needs")]),
        ("closed_table(needs)", vec![("type_mismatch", "closed_table")]),
        ("closed_table(nowhere)", vec![("type_mismatch", "closed_table"), ("unknown_name", "nowhere")]),
        ("bands(nowhere) + weekly", vec![("unknown_name", "nowhere"), ("unit_mismatch", "weekly")]),
        ("bands() + weekly", vec![("type_mismatch", "bands()"), ("unit_mismatch", "weekly")]),
    ] {
        assert_eq!(codes(source), expected, "{source}");
    }
    assert_eq!(
        help("by_home(answer(wash))"),
        "the key has `'own_home'`, `'family_home'` and `'residential'`"
    );
    assert_eq!(fault("bands(needs, low)").message, "`bands` cannot take 2 values");
}

#[test]
fn whoever_knows_the_tables_hears_the_decimals_of_each_numeric_key() {
    let mut world = World::new();
    let formula =
        Formula::parse("bands(needs) + bands(needs * half) + by_both(living, 1.25) + bands(0.0)").unwrap();
    formula.check(&mut world).unwrap();
    let at_most = Decimals::AtMost;
    assert_eq!(world.keys, [(0, at_most(0)), (0, at_most(1)), (1, at_most(2)), (0, at_most(0))]);
    assert_eq!(codes("bands(needs / 2)"), [("gap", "needs / 2")]);
    assert_eq!(codes("bands(round_down(needs / 2, 0))"), []);
}
