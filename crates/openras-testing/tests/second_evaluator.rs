//! Two ways to the same outcome: the engine, and the naive evaluator of this crate.

use std::collections::{BTreeMap, BTreeSet};

use openras_questionnaire::Assessment;
use openras_testing::people::Inventor;
use openras_testing::{Outcome, fixtures, naive};

/// How many people are invented for each rulebook.
const PEOPLE: u64 = 800;

/// What invented people are seen to be refused for; the codes that no fixture can reach have tests of their own.
const CODES: [&str; 13] = [
    "duplicate_id",
    "missing_fact",
    "missing_key",
    "no_value_on_date",
    "not_asked",
    "out_of_range",
    "outside_table",
    "too_many_decimals",
    "unanswered",
    "unknown_choice",
    "unknown_fact",
    "unknown_question",
    "wrong_type",
];

#[test]
fn the_second_evaluator_agrees_on_every_fixture() {
    let mut codes = BTreeSet::new();
    for name in fixtures::rulebooks() {
        let rulebook = fixtures::rulebook(&name);
        let inventor = Inventor::new(&rulebook);
        let mut seen: BTreeMap<String, u64> = BTreeMap::new();
        for seed in 0..PEOPLE {
            let person = inventor.anybody(seed);
            let assessment = Assessment::from_json(&person.to_string()).expect("it has the form of one");
            let engine = Outcome::of_engine(&rulebook.allocate(&assessment));
            let second = naive::allocate(&rulebook, &person);
            assert_eq!(
                engine, second,
                "{name}, seed {seed}: the engine left, the second evaluator right\n{person:#}"
            );
            codes.extend(engine.errors.iter().filter_map(|item| item.split(':').next()).map(str::to_owned));
            *seen.entry(engine.outcome).or_default() += 1;
        }
        let often = |outcome: &str| seen.get(outcome).is_some_and(|count| *count >= PEOPLE / 15);
        assert!(often("allocated") && often("error"), "{name} is tried from both sides: {seen:?}");
    }
    for code in CODES {
        assert!(codes.contains(code), "nobody was refused for {code}: {codes:?}");
    }
}
