//! Everybody in the fixtures: the assessments, and the worked examples that are whole assessments.

use std::collections::BTreeMap;

use openras_allocation::Allocation;
use openras_rulebook::Rulebook;
use openras_testing::fixtures;

/// One person, by a name for messages.
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) allocation: Allocation,
}

/// Each rulebook of the fixtures with its people; every one has some.
pub(crate) fn everybody() -> Vec<(Rulebook, Vec<Person>)> {
    let mut assessments: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for name in fixtures::assessments() {
        assessments.entry(fixtures::rulebook_of(&name)).or_default().push(name);
    }
    let of_book = |book: String| {
        let rulebook = fixtures::rulebook(&book);
        let mut people = Vec::new();
        for name in assessments.remove(&book).unwrap_or_default() {
            let allocation = rulebook
                .allocate_json(&fixtures::assessment(&name))
                .unwrap_or_else(|found| panic!("{found}"));
            people.push(Person { name, allocation });
        }
        for case in rulebook.cases().iter().flat_map(|file| &file.cases) {
            // A case with given steps is no whole assessment; one that expects an error has no letter.
            if case.given.is_none()
                && let Ok(allocation) = rulebook.allocate(&rulebook.assessment_of(case))
            {
                people.push(Person { name: format!("{book}: {}", case.name), allocation });
            }
        }
        assert!(!people.is_empty(), "{book} has somebody");
        (rulebook, people)
    };
    fixtures::rulebooks().into_iter().map(of_book).collect()
}

/// Of each rulebook the assessments, and the first of the examples with each outcome: for what hangs on no figure.
pub(crate) fn of_every_kind() -> Vec<(Rulebook, Vec<Person>)> {
    let mut all = everybody();
    for (_, people) in &mut all {
        let mut seen = std::collections::BTreeSet::new();
        people.retain(|person| {
            !person.name.contains(": ") || seen.insert(person.allocation.outcome().as_str())
        });
    }
    all
}

/// The person of one assessment, with their rulebook.
pub(crate) fn person(name: &str) -> (Rulebook, Person) {
    let rulebook = fixtures::rulebook(&fixtures::rulebook_of(name));
    let allocation =
        rulebook.allocate_json(&fixtures::assessment(name)).unwrap_or_else(|found| panic!("{found}"));
    (rulebook, Person { name: name.to_owned(), allocation })
}
