use openras_calibration::{LeftOut, SampleOptions, read_left_out, read_sample};
use openras_core::{Amount, Diagnostics, Exact};

use crate::made::{cells, options, sample};

fn problems(found: &Diagnostics) -> Vec<String> {
    found.iter().map(|problem| format!("{} {}", problem.code, problem.message)).collect()
}

#[test]
fn each_problem_is_named_by_row_and_column() {
    let table = cells("person,points,cost", &["a,1,10", "b,two,20", "a,3,-5", ",4,40", "e,5,", "f,6,1.005"]);
    let found = read_sample(&table, &options()).unwrap_err();
    assert_eq!(
        problems(&found),
        [
            "wrong_type row 3, column `points`: `two` is not an amount",
            "duplicate_id row 4, column `person`: `a` is there already, in row 2",
            "out_of_range row 4, column `cost`: `-5` is below zero",
            "missing_key row 5, column `person`: it is empty",
            "missing_key row 6, column `cost`: it is empty",
            "too_many_decimals row 7, column `cost`: `1.005` has more than 2 decimals",
        ]
    );
    assert!(
        found.iter().all(|problem| problem.file.as_deref() == Some("people.csv") && problem.help.is_some())
    );
}

#[test]
fn columns_that_are_missing_or_mean_nothing_are_named() {
    let table = cells("person,pionts,cost,shoe_size", &["a,1,10,9"]);
    let found = read_sample(&table, &options()).unwrap_err();
    assert_eq!(
        problems(&found),
        [
            "unknown_key the column `pionts` means nothing here",
            "unknown_key the column `shoe_size` means nothing here",
            "missing_key there is no column `points`",
        ]
    );
    assert_eq!(found.iter().next().unwrap().help.as_deref(), Some("did you mean `points`?"));
    let empty = read_sample(&cells("person,points,cost", &[]), &options()).unwrap_err();
    assert_eq!(problems(&empty), ["missing_key there are no people in it"]);
}

/// 10,400.50 less 400.50 out of scope is 10,000.00, raised by 3.5 % 10,350.00; 12 points less 5 met by family are 7.
#[test]
fn scope_natural_support_and_uprating_are_honoured() {
    let uprate = Some(Amount::parse("3.5%").unwrap());
    let table = cells(
        "person,points,cost,out_of_scope,natural_support,in_scope,cost_on",
        &["a,12,10400.50,400.50,5,yes,2025-04-30", "b,3,10,,,no,2024-01-01", "c,2.5,0.10,,4,,2026-01-31"],
    );
    let sample = read_sample(&table, &SampleOptions { uprate, ..options() }).unwrap();
    assert_eq!(sample.people.len(), 2);
    assert_eq!(sample.amount(i128::from(sample.people[0].cost)).to_fixed(2), "10350.00");
    assert_eq!(sample.points_of(&sample.people[0]), Exact::from(7));
    assert_eq!(sample.points_of(&sample.people[1]), Exact::ZERO, "2.5 - 4 is no points at all");
    assert_eq!(sample.amount(i128::from(sample.people[1].cost)).to_fixed(2), "0.10", "0.1035, rounded");
    assert_eq!(sample.left_out, [LeftOut { person: "b".to_owned(), reason: "out_of_scope".to_owned() }]);
    let (first, last) = sample.taken.unwrap();
    assert_eq!((first.to_string(), last.to_string()), ("2025-04-30".to_owned(), "2026-01-31".to_owned()));
}

#[test]
fn people_are_left_out_with_a_reason_and_only_those_who_are_there() {
    let leave_out = read_left_out(&cells("person,reason", &["b,in hospital all year"])).unwrap();
    let table = cells("person,points,cost", &["a,1,10", "b,2,20"]);
    let sample = read_sample(&table, &SampleOptions { leave_out: leave_out.clone(), ..options() }).unwrap();
    assert_eq!((sample.people.len(), sample.left_out), (1, leave_out));
    let other = vec![LeftOut { person: "bb".to_owned(), reason: "moved".to_owned() }];
    let found = read_sample(&table, &SampleOptions { leave_out: other, ..options() }).unwrap_err();
    assert_eq!(problems(&found), ["unknown_name there is no `bb` to leave out"]);
    let found = read_left_out(&cells("person,reason", &["b,"])).unwrap_err();
    assert_eq!(problems(&found), ["missing_key row 2, column `reason`: it is empty"]);
}

#[test]
fn traits_are_read_by_their_columns() {
    let sample =
        sample("person,group,points,cost,age_band", &["a,older,1,10,65", "b,,2,20,18", "c,adults,2,20,65"]);
    let group = sample.known("group").unwrap();
    assert_eq!(group.labels, ["adults", "older"]);
    assert_eq!(group.of, [Some(1), None, Some(0)]);
    assert!(sample.known("age_band").is_some());
}
