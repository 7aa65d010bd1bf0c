//! The engine held to the independent evaluator in Python.

use std::fs;

use openras_questionnaire::Assessment;
use openras_testing::people::Inventor;
use openras_testing::{Outcome, fixtures, oracle};

/// How many people the oracle invents for each rulebook, and how many it is given.
const PEOPLE: usize = 60;

#[test]
fn the_oracle_agrees_on_the_people_it_invents() {
    let mut allocated = 0;
    for name in fixtures::rulebooks() {
        let rulebook = fixtures::rulebook(&name);
        for (person, said) in oracle::people(&oracle::fixture(&name), PEOPLE, 20_080_301) {
            // What has not even the form of an assessment is refused before any rulebook is looked at.
            let engine = match Assessment::from_json(&person.to_string()) {
                Ok(assessment) => Outcome::of_engine(&rulebook.allocate(&assessment)).sorted(),
                Err(_) => {
                    assert_eq!(said["outcome"], "error", "{name}: the engine refuses the form of {person:#}");
                    continue;
                }
            };
            allocated += usize::from(engine.outcome == "allocated");
            assert_eq!(
                engine,
                Outcome::of_oracle(&said).sorted(),
                "{name}: the engine left, the oracle right\n{person:#}"
            );
        }
    }
    assert!(allocated > 400, "most are allocated something: {allocated}");
}

#[test]
fn the_oracle_agrees_on_people_with_slips() {
    let folder = std::env::temp_dir().join(format!("openras-oracle-{}", std::process::id()));
    for name in fixtures::rulebooks() {
        fs::create_dir_all(&folder).expect("a folder can be made");
        let rulebook = fixtures::rulebook(&name);
        let inventor = Inventor::new(&rulebook);
        let people: Vec<_> = (0..PEOPLE as u64).map(|seed| inventor.anybody(1_000_000 + seed)).collect();
        let paths: Vec<_> = (0..people.len()).map(|at| folder.join(format!("{at}.json"))).collect();
        for (path, person) in paths.iter().zip(&people) {
            fs::write(path, person.to_string()).expect("a file can be written");
        }
        for (person, said) in people.iter().zip(oracle::outcomes(&oracle::fixture(&name), &paths)) {
            let assessment = Assessment::from_json(&person.to_string()).expect("it has the form of one");
            let engine = Outcome::of_engine(&rulebook.allocate(&assessment)).sorted();
            assert_eq!(
                engine,
                Outcome::of_oracle(&said).sorted(),
                "{name}: the engine left, the oracle right\n{person:#}"
            );
        }
        fs::remove_dir_all(&folder).expect("the folder can be taken away");
    }
}

#[test]
fn the_oracle_agrees_on_every_assessment_of_the_fixtures() {
    for book in fixtures::rulebooks() {
        let rulebook = fixtures::rulebook(&book);
        let names: Vec<_> =
            fixtures::assessments().into_iter().filter(|name| fixtures::rulebook_of(name) == book).collect();
        let path = |name: &String| fixtures::folder().join("assessments").join(format!("{name}.json"));
        let said = oracle::outcomes(&oracle::fixture(&book), &names.iter().map(path).collect::<Vec<_>>());
        for (name, said) in names.iter().zip(said) {
            let assessment =
                Assessment::from_json(&fixtures::assessment(name)).expect("it has the form of one");
            let engine = Outcome::of_engine(&rulebook.allocate(&assessment)).sorted();
            assert_ne!(engine.outcome, "error", "{name} for {book} can be worked: {:?}", engine.errors);
            assert_eq!(
                engine,
                Outcome::of_oracle(&said).sorted(),
                "{name}: the engine left, the oracle right"
            );
        }
    }
}
