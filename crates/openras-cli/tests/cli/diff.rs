use std::fs;

use serde_json::Value as Json;

use crate::harness::{change, minimal, openras, scratch};

const OLD: &str = "fixtures/rulebooks/minimal";

/// 10 points at 123.45 are 1,234.50 and at 110.00 1,100.00: 134.50 less for whoever needs some help; who needs none has
/// nothing by either.
#[test]
fn a_lower_price_is_told_with_whom_it_moves_and_what_protection_costs() {
    let folder = scratch("diff");
    let new = minimal(&folder);
    change(&new.join("scheme.toml"), "123.45", "110.00");
    let people = folder.join("people.csv");
    fs::write(
        &people,
        "person,group,on,help\na,one,2024-06-01,some\nb,two,2024-06-01,none\nc,one,2024-06-01,\n",
    )
    .unwrap();
    let (new, people) = (new.display().to_string(), people.display().to_string());
    let run = openras(["diff", OLD, &new, "--people", &people, "--protect", "5%", "--years", "3"]);
    assert_eq!(run.status, 1, "one could not be compared: {}", run.stderr);
    assert!(
        run.stderr.contains("1 not compared: old: unanswered:help; new: unanswered:help"),
        "{}",
        run.stderr
    );
    for words in [
        "scheme.toml: parameter pounds_per_point, value from 2024-04-01, is: was 123.45, is 110",
        "1 change",
        "2 people: £1,234.50 before, £1,100.00 after, -£134.50 more or less",
        "0 win, 1 lose, 1 the same",
        "a loses £134.50 (£1,234.50 to £1,100.00)",
        // 1,234.50 x 0.95 = 1,172.775, up to 1,172.78: 72.78; x 0.95 = 1,114.141, up to 1,114.15: 14.15; then below.
        "year 1: £72.78 for 1 people",
        "year 2: £14.15 for 1 people",
        "year 3: £0.00 for 0 people",
    ] {
        assert!(run.stdout.contains(words), "`{words}` is not in:\n{}", run.stdout);
    }
}

#[test]
fn a_rulebook_is_no_other_than_itself() {
    let run = openras(["diff", OLD, OLD, "--format", "json"]);
    let record: Json = serde_json::from_str(run.done()).unwrap();
    assert_eq!(record["changes"], Json::Array(Vec::new()));
    assert_eq!(record["old"], record["new"]);
}

#[test]
fn what_is_new_and_what_is_gone_is_said() {
    let folder = scratch("diff_new");
    let new = minimal(&folder);
    let values = "values = [{ from = 2024-04-01, is = \"123.45\" }";
    change(&new.join("scheme.toml"), values, &format!("{values}, {{ from = 2025-04-01, is = \"125\" }}"));
    let new = new.display().to_string();
    let run = openras(["diff", OLD, &new]);
    assert!(run.done().contains("parameter pounds_per_point, value from 2025-04-01: new"), "{}", run.stdout);
    assert!(openras(["diff", &new, OLD]).done().contains("value from 2025-04-01: gone"));
}
