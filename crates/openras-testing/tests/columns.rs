//! Many people in columns come to what each comes to one by one, to the last digit and the last error.

use openras_allocation::columns::{Wanted, Worked};
use openras_core::Diagnostics;
use openras_questionnaire::Assessment;
use openras_rulebook::Rulebook;
use openras_testing::fixtures;
use openras_testing::people::{Care, Inventor};
use openras_testing::table::Table;

/// How many people are invented for each rulebook.
const PEOPLE: u64 = 3000;

fn same(name: &str, rulebook: &Rulebook, table: &Table<'_>, worked: &Worked) -> usize {
    let words = |found: &Diagnostics| {
        found.iter().map(|one| format!("{:?} {}", one.code, one.message)).collect::<Vec<_>>()
    };
    let mut in_columns = 0;
    for (row, person) in table.assessments().iter().enumerate() {
        let alone = rulebook.allocate(person);
        let person = || serde_json::to_string(person).expect("it can be written");
        match (worked.other(row).map(|other| &other.allocation), &alone) {
            (None, Ok(alone)) => {
                assert_eq!(alone.outcome().as_str(), "allocated", "{name}, row {row}: {}", person());
                in_columns += 1;
                for (step, values) in worked.steps() {
                    let wanted =
                        alone.steps().iter().find(|done| done.step == *step).map(|done| done.value.clone());
                    let id = &rulebook.scheme().steps[*step].id;
                    assert_eq!(values.get(row), wanted, "{name}, row {row}, `{id}`: {}", person());
                }
            }
            (Some(Ok(other)), Ok(alone)) => {
                assert_eq!(other.outcome(), alone.outcome(), "{name}, row {row}: {}", person());
                assert_eq!(other.steps(), alone.steps(), "{name}, row {row}: {}", person());
            }
            (Some(Err(found)), Err(alone)) => {
                assert_eq!(words(found), words(alone), "{name}, row {row}: {}", person());
            }
            (other, alone) => panic!("{name}, row {row}: {other:?} against {alone:?}: {}", person()),
        }
    }
    in_columns
}

fn people(rulebook: &Rulebook, care: impl Fn(u64) -> Care) -> Vec<Assessment> {
    let inventor = Inventor::new(rulebook);
    let invented = (0..PEOPLE).map(|seed| {
        let mut person = inventor.person(care(seed), seed);
        // What no column holds is left out of most, so that they stay in columns.
        if seed % 8 != 0 {
            for key in ["streams", "views", "checked"] {
                person.as_object_mut().expect("an object").remove(key);
            }
        }
        let mut person = Assessment::from_json(&person.to_string()).expect("it has the form of one");
        if seed % 8 != 0 {
            for given in person.facts.values_mut().chain(person.answers.values_mut()) {
                *given = given.canonical().into_owned();
            }
        }
        person
    });
    invented.collect()
}

#[test]
fn columns_agree_with_one_by_one_on_every_fixture() {
    for name in fixtures::rulebooks() {
        let rulebook = fixtures::rulebook(&name);
        let columns = rulebook.columns();
        let sound = Table::new(&rulebook, people(&rulebook, |_| Care::Sound));
        let worked = columns.work(&sound.people());
        let inside = same(&name, &rulebook, &sound, &worked);
        println!("{name}: {inside} of {PEOPLE} in columns");
        let unsound = |seed| if seed % 2 == 0 { Care::Gaps } else { Care::Slips };
        let unsound = Table::new(&rulebook, people(&rulebook, unsound));
        same(&name, &rulebook, &unsound, &columns.clone().threads(2).work(&unsound.people()));
        same(&name, &rulebook, &sound, &columns.wanted(Wanted::Result).work(&sound.people()));
        // Whoever is allocated is worked out in columns, but for those whom no column holds.
        let allocated = |row: &usize| {
            rulebook
                .allocate(&sound.assessments()[*row])
                .is_ok_and(|one| one.outcome().as_str() == "allocated")
        };
        let in_cells: Vec<usize> =
            (0..sound.assessments().len()).filter(|row| !sound.is_whole(*row)).filter(allocated).collect();
        let beside = in_cells.iter().filter(|row| worked.other(**row).is_some());
        let beside: Vec<String> =
            beside.map(|row| serde_json::to_string(&sound.assessments()[*row]).unwrap()).collect();
        println!("{} of {} beside", beside.len(), in_cells.len());
        if beside.len() * 20 > in_cells.len() {
            println!("{name}: {}", beside.first().unwrap());
        }
    }
}
