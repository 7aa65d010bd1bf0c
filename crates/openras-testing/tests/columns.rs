//! Many people in columns come to what each comes to one by one, to the last digit and the last error.

use openras_allocation::Outcome;
use openras_allocation::columns::{Columns, Wanted, Worked};
use openras_allocation::lint::farthest;
use openras_core::Diagnostics;
use openras_questionnaire::Assessment;
use openras_rulebook::Rulebook;
use openras_testing::people::{Care, Inventor};
use openras_testing::table::Table;
use openras_testing::{fixtures, formulas, small};

/// How many people are invented for each rulebook.
const PEOPLE: u64 = 500;

fn same(name: &str, rulebook: &Rulebook, table: &Table<'_>, worked: &Worked) -> usize {
    let words = |found: &Diagnostics| {
        found.iter().map(|one| format!("{:?} {}", one.code, one.message)).collect::<Vec<_>>()
    };
    let mut in_columns = 0;
    let farthest = farthest(rulebook.scheme(), rulebook.questionnaire());
    for (row, person) in table.assessments().iter().enumerate() {
        let alone = rulebook.allocate(person);
        let person = || serde_json::to_string(person).expect("it can be written");
        for done in alone.iter().flat_map(|alone| alone.steps()) {
            let most = farthest[done.step.index()].as_ref();
            assert!(
                most.is_none_or(|most| done.value.abs() <= *most),
                "{name}, row {row}: beyond its bound: {}",
                person()
            );
        }
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

/// Each person alone by the columns' program comes to the same as all together.
fn same_alone(name: &str, columns: &Columns, table: &Table<'_>, worked: &Worked) {
    let people = table.people();
    for row in 0..people.rows() {
        let person = columns.person(&people, row);
        let said = || {
            format!("{name}, row {row}: {}", serde_json::to_string(&table.assessments()[row]).expect("text"))
        };
        assert_eq!(person.is_in_columns(), worked.other(row).is_none(), "{}", said());
        for step in columns.steps() {
            assert_eq!(person.value(step), worked.value(step, row), "{}", said());
        }
        match (worked.other(row).map(|other| &other.allocation), person.allocation()) {
            (None, Ok(workings)) => {
                assert_eq!(person.outcome().ok(), Some(Outcome::Allocated), "{}", said());
                assert_eq!(person.result().as_ref(), workings.step(&result_id(columns)), "{}", said());
            }
            (Some(Ok(other)), Ok(workings)) => {
                assert_eq!(person.outcome().ok(), Some(other.outcome()), "{}", said());
                assert_eq!(workings.steps(), other.steps(), "{}", said());
            }
            (Some(Err(other)), Err(found)) => assert_eq!(found.len(), other.len(), "{}", said()),
            (other, alone) => panic!("{other:?} against {alone:?}: {}", said()),
        }
    }
}

fn result_id(columns: &Columns) -> String {
    let scheme = columns.scheme();
    scheme.steps[scheme.result].id.clone()
}

fn people(rulebook: &Rulebook, count: u64, care: impl Fn(u64) -> Care) -> Vec<Assessment> {
    let inventor = Inventor::new(rulebook);
    let invented = (0..count).map(|seed| {
        let mut person = inventor.person(care(seed), seed);
        let in_cells = seed % 8 != 0;
        // What no column holds is left out of most, so that they stay in columns.
        if in_cells {
            for key in ["streams", "views", "checked"] {
                person.as_object_mut().expect("an object").remove(key);
            }
        }
        let mut person = Assessment::from_json(&person.to_string()).expect("it has the form of one");
        if in_cells {
            for given in person.facts.values_mut().chain(person.answers.values_mut()) {
                *given = given.canonical().into_owned();
            }
        }
        person
    });
    invented.collect()
}

/// Those who are allocated and stand in cells, and how many of them were worked out beside the columns all the same.
fn needlessly_beside(rulebook: &Rulebook, table: &Table<'_>, worked: &Worked) -> (usize, usize) {
    let allocated = |row: &usize| {
        rulebook.allocate(&table.assessments()[*row]).is_ok_and(|one| one.outcome() == Outcome::Allocated)
    };
    let in_cells = (0..table.assessments().len()).filter(|row| !table.is_whole(*row)).filter(allocated);
    let in_cells: Vec<usize> = in_cells.collect();
    (in_cells.len(), in_cells.iter().filter(|row| worked.other(**row).is_some()).count())
}

fn gaps_and_slips(seed: u64) -> Care {
    if seed.is_multiple_of(2) { Care::Gaps } else { Care::Slips }
}

#[test]
fn columns_agree_with_one_by_one_on_every_fixture() {
    for name in fixtures::rulebooks() {
        let rulebook = fixtures::rulebook(&name);
        let columns = rulebook.columns();
        let sound = Table::new(&rulebook, people(&rulebook, PEOPLE, |_| Care::Sound));
        let worked = columns.work(&sound.people());
        let inside = same(&name, &rulebook, &sound, &worked);
        same_alone(&name, &columns, &sound, &worked);
        let (in_cells, beside) = needlessly_beside(&rulebook, &sound, &worked);
        assert!(
            inside > 0 && beside == 0,
            "{name}: {beside} of {in_cells} are worked out beside the columns"
        );
        let unsound = Table::new(&rulebook, people(&rulebook, PEOPLE, gaps_and_slips));
        let worked = columns.clone().threads(2).work(&unsound.people());
        same(&name, &rulebook, &unsound, &worked);
        same_alone(&name, &columns, &unsound, &worked);
        let result = columns.wanted(Wanted::Result);
        let worked = result.work(&sound.people());
        same(&name, &rulebook, &sound, &worked);
        same_alone(&name, &result, &sound, &worked);
    }
}

#[test]
fn columns_agree_with_one_by_one_on_random_schemes() {
    let (mut inside, mut all, mut beside) = (0, 0, 0);
    for seed in 0..60 {
        let scheme = formulas::scheme(seed, [1, 2, 5, 14][usize::try_from(seed % 4).expect("below 4")]);
        let rulebook = small::rulebook(formulas::QUESTIONNAIRE, &scheme);
        let columns = rulebook.columns();
        let care = |seed: u64| if seed % 5 < 4 { Care::Sound } else { Care::Gaps };
        let table = Table::new(&rulebook, people(&rulebook, 120, care));
        let worked = columns.work(&table.people());
        inside += same(&format!("scheme {seed}\n{scheme}"), &rulebook, &table, &worked);
        same_alone(&format!("scheme {seed}\n{scheme}"), &columns, &table, &worked);
        let (in_cells, needlessly) = needlessly_beside(&rulebook, &table, &worked);
        all += in_cells;
        beside += needlessly;
    }
    assert!(inside > 500, "{inside} rows were worked out in columns");
    // Numbers that grow without end are worked out beside them.
    assert!(beside * 20 < all, "{beside} of {all} were worked out beside the columns");
}
