//! A million people of the workload come to the pennies of plain integer arithmetic, and the people and pennies are those
//! that the Python program which defined the workload makes.

use std::sync::OnceLock;

use openras::allocation::columns::{Values, Wanted};
use openras_benches::figures::Figures;
use openras_benches::reference::{Decimals, Hand, Pieces};
use openras_benches::wider;
use openras_benches::workload::{self, Workload};

/// What the workload's Python program gives for its first twelve people, in pence. The worked examples of
/// `peers_common` are the same people.
const FIRST: [i64; 12] =
    [98786, 300770, 337481, 137181, 378312, 976819, 298244, 96638, 281220, 304519, 157586, 327817];
/// What the pence of its first million people add up to there, and what they come to in order: each time 31 times what was
/// before plus the next, modulo 2 to the 64.
const MILLION: (i64, u64) = (306_773_363_187, 7_360_345_014_006_030_065);

fn million() -> &'static (Workload, Vec<i64>) {
    static MADE: OnceLock<(Workload, Vec<i64>)> = OnceLock::new();
    MADE.get_or_init(|| {
        let people = Workload::new(1_000_000);
        let expected = people.expected(&figures());
        (people, expected)
    })
}

fn figures() -> Figures {
    Figures::read().expect("the figures")
}

#[test]
fn people_and_pence_are_those_of_the_program_that_defined_them() {
    let (_, expected) = million();
    assert_eq!(expected[..12], FIRST);
    let in_order = expected.iter().fold(0u64, |all, pence| all.wrapping_mul(31).wrapping_add(*pence as u64));
    assert_eq!((expected.iter().sum::<i64>(), in_order), MILLION);
    // The first line, as that program writes it.
    assert_eq!(workload::line(0), "P00000000,2026-06-01,v,w,x,w,v,z,v,v,y,v,w,w,v,v,w,w,w,x,w,w,v,v,w,w\n");
}

#[test]
fn a_million_people_in_columns_come_to_the_expected_pennies() {
    let (people, expected) = million();
    let rulebook = openras_benches::workload().expect("the workload loads");
    for threads in [1, 2] {
        let columns = rulebook.columns().wanted(Wanted::Result).threads(threads);
        let worked = columns.work(&people.for_engine(&columns).expect("its own people"));
        assert!(worked.others().is_empty());
        let result = worked.step(rulebook.scheme().result).expect("the result");
        let Values::Small { decimals: 2, values } = result else {
            panic!("the result is not a column of pence");
        };
        assert_eq!(values.iter().zip(expected).position(|(ours, right)| ours != right), None);
    }
}

#[test]
fn the_programs_written_by_hand_come_to_the_same_pennies() {
    let (people, expected) = million();
    let mut pence = vec![0; expected.len()];
    Hand::new(&figures()).columns(&people.columns(), &mut pence);
    assert_eq!(pence.iter().zip(expected).position(|(hand, right)| hand != right), None);
    let decimals = Decimals::new(&figures());
    for person in 0..20_000u64 {
        let answers = workload::answers(person);
        let right = rust_decimal::Decimal::new(expected[person as usize], 2);
        assert_eq!(decimals.budget(&answers), right);
        assert_eq!(decimals.budget_with_steps(&answers).0, right);
    }
}

#[test]
fn one_by_one_comes_to_the_expected_pennies() {
    let rulebook = openras_benches::workload().expect("the workload loads");
    for person in 0..2_000u64 {
        let allocation = rulebook.allocate(&workload::assessment(&figures(), person)).expect("allocated");
        let budget = allocation.indicative_budget().expect("a budget").annual.to_string();
        let pence = million().1[person as usize];
        assert_eq!(budget, format!("{}.{:02}", pence / 100, pence % 100));
    }
}

#[test]
fn numbers_in_pieces_come_to_the_pennies_of_the_program_written_by_hand() {
    let wider = wider::numbers_in_pieces(100_000);
    let mut pence = vec![0; wider.people()];
    Pieces::new(&wider::WEIGHTS, &wider::PIECES, wider::KEPT).columns(&wider.numbers(), &mut pence);
    let columns = wider.rulebook.columns().wanted(Wanted::Result);
    let worked = columns.work(&wider.for_engine(&columns).expect("its own people"));
    assert!(worked.others().is_empty());
    let result = wider.rulebook.scheme().result;
    for (row, pence) in pence.iter().enumerate() {
        let right = openras::core::Exact::decimal(i128::from(*pence), 2);
        assert_eq!(worked.value(result, row), Some(right), "row {row}");
    }
}

#[test]
fn wider_rulebooks_in_columns_come_to_what_they_come_to_one_by_one() {
    for wider in wider::MADE.map(|make| make(3_000)) {
        let columns = wider.rulebook.columns();
        let people = wider.for_engine(&columns).expect("its own people");
        let worked = columns.work(&people);
        assert!(worked.others().is_empty(), "{}: {:?}", wider.name, worked.others().first());
        for row in (0..wider.people()).step_by(7) {
            let alone = wider.rulebook.allocate(&people.assessment(row)).expect("allocated");
            for done in alone.steps() {
                assert_eq!(
                    worked.value(done.step, row).as_ref(),
                    Some(&done.value),
                    "{}, row {row}",
                    wider.name
                );
            }
        }
    }
}
