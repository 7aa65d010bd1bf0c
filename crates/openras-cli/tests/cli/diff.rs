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

/// Up to 50 points 10.00 a point, above them 100.00: 500.00 for 50 points, 5,100.00 for 51. Over all, 10,000.00 for 100 points,
/// five times of which is 500.00 a point; 4,600.00 for one point is a cliff, for whoever stands on either side.
#[test]
fn who_comes_to_stand_at_a_cliff_is_counted() {
    let folder = scratch("diff_cliffs");
    let old = minimal(&folder);
    let questions = "format = 1\nid = \"made\"\nversion = \"1\"\ntitle = \"Points\"\n[[section]]\nid = \"all\"\ntitle = \"All\"\n\
                     [[section.question]]\nid = \"need\"\nkind = \"number\"\nmin = 0\nmax = 100\n";
    fs::write(old.join("questionnaire.toml"), questions).unwrap();
    let parameter = |id: &str, unit: &str, is: &str| {
        format!("[parameters.{id}]\nunit = \"{unit}\"\nvalues = [{{ from = 2024-04-01, is = \"{is}\" }}]\n")
    };
    let scheme = format!(
        "format = 1\nid = \"made\"\nversion = \"1\"\nresult = \"budget\"\n[year]\nweeks = 52\nmonths = 12\ndays = 365\n{}{}{}\
         [[step]]\nid = \"budget\"\nunit = \"GBP/year\"\n\
         formula = \"round(if(points() > edge, points() * high, points() * low), 2)\"\n",
        parameter("edge", "point", "50"),
        parameter("low", "GBP/point/year", "100"),
        parameter("high", "GBP/point/year", "100.00")
    );
    fs::write(old.join("scheme.toml"), scheme).unwrap();
    fs::remove_dir_all(old.join("cases")).unwrap();
    let new = folder.join("new");
    fs::create_dir(&new).unwrap();
    for file in ["rulebook.toml", "questionnaire.toml", "scheme.toml"] {
        fs::copy(old.join(file), new.join(file)).unwrap();
    }
    change(&new.join("scheme.toml"), "is = \"100\"", "is = \"10\"");
    let people = folder.join("people.csv");
    fs::write(
        &people,
        "person,on,need\na,2024-06-01,0\nb,2024-06-01,50\nc,2024-06-01,51\nd,2024-06-01,100\n",
    )
    .unwrap();
    let [old, new, people] = [old, new, people].map(|path| path.display().to_string());
    let run = openras(["diff", &old, &new, "--people", &people, "--format", "json"]);
    let record: Json = serde_json::from_str(run.done()).unwrap();
    let cliffs = serde_json::json!({ "old": 0, "new": 2, "come": 2, "gone": 0 });
    assert_eq!(record["people"]["cliffs"], cliffs);
    // b: 5,000.00 to 500.00.
    assert_eq!(record["people"]["worst"], serde_json::json!([{ "person": "b", "loss": "4500.00" }]));
    let mut content = record.clone();
    let digest = content.as_object_mut().unwrap().remove("sha256").unwrap();
    assert_eq!(digest, openras::core::digest::sha256(&content).unwrap());
}

#[test]
fn a_table_of_people_with_a_column_that_nobody_reads_is_refused() {
    let folder = scratch("diff_columns");
    let people = folder.join("people.csv");
    let diff = || openras(["diff", OLD, OLD, "--people", &people.display().to_string()]);
    fs::write(&people, "person,on,hepl\na,2024-06-01,some\n").unwrap();
    diff().refuses(&["`hepl`", "did you mean `help`?"]);
    fs::write(&people, "on,help\n").unwrap();
    diff().refuses(&["there is no column `person`", "there are no people in it"]);
}
