//! Two ways to the same outcome: the engine, and the naive evaluator of this crate.

use openras_questionnaire::Assessment;
use openras_testing::people::Inventor;
use openras_testing::{Outcome, fixtures, naive};

/// How many people are invented for each rulebook.
const PEOPLE: u64 = 600;

#[test]
fn the_second_evaluator_agrees_on_every_fixture() {
    for name in fixtures::rulebooks() {
        let rulebook = fixtures::rulebook(&name);
        let inventor = Inventor::new(&rulebook);
        let mut seen = std::collections::BTreeMap::new();
        for seed in 0..PEOPLE {
            let person = inventor.anybody(seed);
            let assessment = Assessment::from_json(&person.to_string()).expect("it has the form of one");
            let engine = Outcome::of_engine(&rulebook.allocate(&assessment));
            let second = naive::allocate(&rulebook, &person);
            assert_eq!(engine, second, "{name}, seed {seed}: the engine left, the second evaluator right\n{person:#}");
            *seen.entry(engine.outcome).or_insert(0) += 1;
        }
        println!("{name}: {seen:?}");
        assert!(seen.get("allocated").is_some_and(|count| *count >= 10), "{name}: {seen:?}");
        assert!(seen.get("error").is_some_and(|count| *count >= 10), "{name}: {seen:?}");
    }
}
