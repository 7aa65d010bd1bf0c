//! When reviews are due.

use openras::core::Day;
use openras::prelude::*;
use openras::review::{Interval, Standing, Table, calendar, read_caseload};
use serde_json::{Value as Json, json};

use crate::world::{casefile, day, fixtures, read_casefile, rulebook, with_review};

pub(crate) fn rule<'a>(due: &'a ReviewDue, rule: &str) -> &'a openras::review::RuleDue {
    due.cadences.iter().find(|known| known.rule == rule).unwrap_or_else(|| panic!("no rule {rule}"))
}

#[test]
fn months_are_counted_from_the_anchor_and_clamped_at_their_ends() {
    let days = |interval: Interval, anchor: &str, times: &[i32]| -> Vec<String> {
        times.iter().map(|n| interval.after(day(anchor), *n).unwrap().to_string()).collect()
    };
    let yearly = days(Interval::Months(12), "2008-02-29", &[1, 2, 3, 4]);
    assert_eq!(yearly, ["2009-02-28", "2010-02-28", "2011-02-28", "2012-02-29"]);
    let monthly = days(Interval::Months(1), "2008-01-31", &[1, 2, 3]);
    assert_eq!(monthly, ["2008-02-29", "2008-03-31", "2008-04-30"]);
    assert_eq!(days(Interval::Days(28), "2008-02-01", &[1]), ["2008-02-29"]);
}

#[test]
fn how_many_whole_intervals_lie_between_two_days() {
    // By counting on, one interval at a time.
    for interval in [Interval::Days(28), Interval::Months(1), Interval::Months(12)] {
        for anchor in ["2008-02-29", "2008-01-31", "2007-12-01"] {
            for days in (0..2000).step_by(7) {
                let until = day(anchor).plus_days(days).unwrap();
                let counted = (1..).take_while(|n| interval.after(day(anchor), *n).unwrap() <= until).count();
                assert_eq!(interval.whole_until(day(anchor), until), i32::try_from(counted).unwrap());
            }
        }
    }
}

#[test]
fn the_first_review_of_a_budget_of_1_february_2008_is_on_the_29th() {
    let case = casefile(&json!({ "format": 1, "person": "P-1", "dates": { "budget_start": "2008-02-01" } }));
    let due = rulebook("wrexham_2008").due(&case, day("2008-02-10")).unwrap();
    assert_eq!(rule(&due, "first").due, Some(day("2008-02-29")));
    assert_eq!(rule(&due, "first").standing, Standing::Ahead(19));
    assert_eq!(due.next().map(|(rule, on)| (rule.rule.as_str(), on)), Some(("first", day("2008-02-29"))));
    assert_eq!(rule(&due, "quarterly").standing, Standing::DoesNotHold("nobody asked for it".to_owned()));
    let late = rulebook("wrexham_2008").due(&case, day("2008-03-01")).unwrap();
    assert_eq!(rule(&late, "first").standing, Standing::Overdue(1));
}

#[test]
fn a_date_beyond_the_last_day_that_there_is_is_not_held() {
    let case = casefile(&json!({ "format": 1, "person": "P-1", "dates": { "budget_start": "9999-12-31" } }));
    let due = rulebook("wrexham_2008").due(&case, day("9999-12-31")).unwrap();
    for id in ["first", "annual"] {
        assert!(
            matches!(&rule(&due, id).standing, Standing::NoDate(why) if why.contains("later than any day")),
            "{id}"
        );
    }
}

#[test]
fn the_contracts_casefile_says_what_is_held_due_and_asked() {
    let rulebook = rulebook("wrexham_2008");
    let case = read_casefile("wrexham_a_0042.toml");
    let due = rulebook.due(&case, day("2008-06-20")).unwrap();
    assert_eq!(rule(&due, "first").held, [day("2008-03-29")]);
    assert_eq!(rule(&due, "first").standing, Standing::Done);
    assert_eq!(rule(&due, "annual").due, Some(day("2009-03-01")));
    assert_eq!(rule(&due, "agreed").due, Some(day("2009-03-01")));
    let triggers: Vec<(&str, Option<Day>)> =
        due.triggers.iter().map(|trigger| (trigger.rule.as_str(), trigger.due)).collect();
    assert_eq!(
        triggers,
        [("request_budget", Some(day("2008-06-02"))), ("change_of_circumstances", Some(day("2008-06-10")))]
    );
    assert_eq!(due.triggers[0].standing, Standing::Overdue(18));
    // In the first year the money is looked at each quarter from 1 March: 1 September is the next.
    let monitoring = due.monitoring.expect("it is known");
    assert_eq!((monitoring.level.as_str(), monitoring.next), ("quarterly_return", Some(day("2008-09-01"))));
    // Before the request nothing asks for a review out of turn.
    assert!(rulebook.due(&case, day("2008-06-01")).unwrap().triggers.is_empty());
    // Six weeks before 1 March 2009 people are told.
    let at = |on: &str| rule(&rulebook.due(&case, day(on)).unwrap(), "annual").standing.clone();
    assert_eq!(at("2009-01-17"), Standing::Ahead(43));
    assert_eq!(at("2009-01-18"), Standing::Prompt(42));
    assert_eq!(at("2009-03-01"), Standing::Today);
    assert_eq!(at("2009-03-13"), Standing::Overdue(12));
    // In the second year £255.61 a week is below £400.00, and nobody employs staff.
    let second = rulebook.due(&case, day("2009-03-13")).unwrap();
    assert_eq!(second.monitoring.expect("it is known").level, "yearly_check");
}

#[test]
fn england_asks_for_six_months_then_a_year_and_for_one_when_capacity_is_lost() {
    let rulebook = rulebook("worcestershire_dp");
    let mut case = read_casefile("worcestershire_law.toml");
    let before = rulebook.due(&case, day("2016-08-31")).unwrap();
    assert_eq!(rule(&before, "first_in_law").due, Some(day("2016-10-06")));
    assert!(matches!(&rule(&before, "yearly_in_law").standing, Standing::NoDate(_)));
    let after = rulebook.due(&case, day("2016-09-02")).unwrap();
    assert_eq!(rule(&after, "first_in_law").standing, Standing::Done);
    assert_eq!(rule(&after, "yearly_in_law").due, Some(day("2017-09-01")));
    assert!(after.triggers.is_empty());
    let lost = rulebook.due(&case, day("2016-11-10")).unwrap();
    assert_eq!(lost.triggers[0].due, Some(day("2016-11-10")));
    assert_eq!(lost.triggers[0].standing, Standing::Today);
    assert_eq!(lost.next().unwrap().1, day("2016-11-10"));
    // A day later than the law's limit is a breach, not merely overdue.
    case.review.clear();
    let late = rulebook.due(&case, day("2016-10-07")).unwrap();
    assert_eq!(rule(&late, "first_in_law").standing, Standing::Breach(1));
}

/// A case with a yearly review from 1 March 2008, held on these days.
fn yearly(held: &[&str]) -> Casefile {
    let reviews: Vec<Json> = held
        .iter()
        .map(|on| json!({ "on": on, "kind": "annual", "decision": "confirm", "reason": "well" }))
        .collect();
    casefile(
        &json!({ "format": 1, "person": "P-1", "dates": { "budget_start": "2008-03-01" }, "review": reviews }),
    )
}

#[test]
fn a_yearly_review_stays_on_its_day_whether_it_was_early_late_or_missed() {
    let rulebook = rulebook("wrexham_2008");
    let next = |held: &[&str], on: &str| rule(&rulebook.due(&yearly(held), day(on)).unwrap(), "annual").due;
    assert_eq!(next(&[], "2008-04-01"), Some(day("2009-03-01")));
    assert_eq!(next(&["2009-02-20"], "2009-04-01"), Some(day("2010-03-01")), "early");
    assert_eq!(next(&["2009-04-15"], "2009-05-01"), Some(day("2010-03-01")), "late");
    assert_eq!(next(&["2009-10-15"], "2009-11-01"), Some(day("2010-03-01")), "very late is not early");
    assert_eq!(next(&["2010-03-15"], "2010-05-01"), Some(day("2011-03-01")), "a missed year is made up for");
    assert_eq!(
        next(&["2008-06-01"], "2008-07-01"),
        Some(day("2009-03-01")),
        "out of turn counts for nothing"
    );
    assert_eq!(next(&["2009-02-20", "2010-03-01"], "2010-04-01"), Some(day("2011-03-01")));
    // What is still to come is not looked at.
    assert_eq!(next(&["2009-02-20"], "2009-01-01"), Some(day("2009-03-01")));
    // A year from 1 March 2008 has 365 days: with 91 left it is the last quarter, with 92 it is not.
    assert_eq!(next(&["2008-11-30"], "2008-12-10"), Some(day("2010-03-01")), "91 days early");
    assert_eq!(next(&["2008-11-29"], "2008-12-10"), Some(day("2009-03-01")), "92 days early");
}

#[test]
fn a_limit_in_law_runs_from_the_last_review() {
    let rulebook = with_review(
        "[[cadence]]\nid = \"in_law\"\nevery = { months = 12 }\nanchor = \"direct_payment_start\"\nkind = \"deadline\"",
    )
    .unwrap_or_else(|error| panic!("{error}"));
    let due = |held: &[&str], on: &str| {
        let reviews: Vec<Json> = held.iter().map(|on| json!({ "on": on, "kind": "any" })).collect();
        let case = json!({ "format": 1, "person": "P-1", "dates": { "direct_payment_start": "2016-04-06" }, "review": reviews });
        let due = rulebook.due(&casefile(&case), day(on)).unwrap();
        (rule(&due, "in_law").due.unwrap().to_string(), rule(&due, "in_law").standing.clone())
    };
    assert_eq!(due(&[], "2017-04-07"), ("2017-04-06".to_owned(), Standing::Breach(1)));
    // Five months after the start, and ten: twelve months from each, and never seventeen or twenty-two between two.
    assert_eq!(due(&["2016-09-06"], "2017-09-06"), ("2017-09-06".to_owned(), Standing::Today));
    assert_eq!(due(&["2017-02-06"], "2018-02-07"), ("2018-02-06".to_owned(), Standing::Breach(1)));
    // A late one too.
    assert_eq!(due(&["2017-06-30"], "2017-07-01").0, "2018-06-30");
}

#[test]
fn a_cadence_may_be_for_one_level_or_asked_for_and_the_earliest_date_is_due() {
    let rulebook = with_review(
        r#"
        [[cadence]]
        id = "annual"
        every = { years = 1 }
        anchor = "budget_start"
        [[cadence]]
        id = "close"
        every = { months = 3 }
        anchor = "budget_start"
        when = "monitoring = 'high'"
        [[monitoring]]
        level = "high"
        when = "weekly > high_budget or unresolved_risk"
        [[monitoring]]
        level = "low"
        [parameters.high_budget]
        unit = "GBP/week"
        values = [{ from = 2008-04-01, is = "400.00" }]
        "#,
    )
    .unwrap_or_else(|error| panic!("{error}"));
    let case = |annual: Option<&str>| {
        let mut json = json!({ "format": 1, "person": "P-1", "dates": { "budget_start": "2008-05-01" } });
        json["annual_budget"] = annual.map_or(Json::Null, |annual| json!(annual));
        if annual.is_none() {
            json.as_object_mut().unwrap().remove("annual_budget");
        }
        casefile(&json)
    };
    // 20800.01 / 52 is above 400.00, 20800.00 / 52 is not.
    let high = rulebook.due(&case(Some("20800.01")), day("2008-06-01")).unwrap();
    assert_eq!(high.next().unwrap().1, day("2008-08-01"));
    let low = rulebook.due(&case(Some("20800.00")), day("2008-06-01")).unwrap();
    assert_eq!(low.next().unwrap().1, day("2009-05-01"));
    // Before the threshold holds, and without a budget, the level is not known, and that is said.
    let unknown = rulebook.due(&case(None), day("2008-06-01")).unwrap();
    assert!(unknown.monitoring.is_none() && unknown.notes[0].contains("weekly"), "{:?}", unknown.notes);
    assert!(matches!(&rule(&unknown, "close").standing, Standing::NoDate(_)));
    let early = rulebook.due(&case(Some("20800.01")), day("2008-03-01")).unwrap();
    assert!(early.notes[0].contains("high_budget"), "{:?}", early.notes);
}

#[test]
fn a_wrong_review_toml_is_told_at_its_place() {
    for (review, code) in [
        ("[[cadence]]\nid = \"a\"\nanchor = \"budget_start\"", "missing_key"),
        (
            "[[cadence]]\nid = \"a\"\nanchor = \"budget_start\"\nafter = { weeks = 4 }\nevery = { weeks = 4 }",
            "unknown_key",
        ),
        (
            "[[cadence]]\nid = \"a\"\nanchor = \"budget_start\"\nevery = { weeks = 4, days = 1 }",
            "unknown_key",
        ),
        (
            "[[cadence]]\nid = \"a\"\nanchor = \"budget_start\"\nevery = { weeks = 4 }\nwhen = \"weekly > 5\"",
            "unit_mismatch",
        ),
        (
            "[[cadence]]\nid = \"a\"\nanchor = \"budget_start\"\nevery = { weeks = 4 }\nwhen = \"weakly > 0\"",
            "unknown_name",
        ),
        (
            "[[cadence]]\nid = \"a\"\nanchor = \"budget_start\"\nevery = { weeks = 4 }\nsource = \"nobody\"",
            "unknown_source",
        ),
        ("[reclaim]\nkeep = { weeks = \"8\" }", "missing_key"),
        ("[reclaim]\nmode = \"excess\"\nkeep = { weeks = \"8\", amount = \"1\" }", "unknown_key"),
        ("[reclaim]\nmode = \"excess\"\nkeep = { percent_of_annual = \"120%\" }", "out_of_range"),
        ("[reclaim]\nmode = \"excess\"\nkeep = { amount = \"-1\" }", "out_of_range"),
        ("[[monitoring]]\nlevel = \"high\"\nwhen = \"monitoring = 'high'\"", "unknown_name"),
    ] {
        let error = with_review(review).expect_err(review);
        let errors = error.diagnostics().iter().filter(|problem| problem.code.severity() == Severity::Error);
        let items: Vec<&str> = errors.map(|problem| problem.code.as_str()).collect();
        assert_eq!(items, [code], "{review}: {error}");
        assert!(error.diagnostics().iter().all(|problem| problem.place.is_some()), "{error}");
    }
}

#[test]
fn the_dates_are_an_icalendar() {
    let due = rulebook("wrexham_2008").due(&read_casefile("wrexham_a_0042.toml"), day("2008-06-20")).unwrap();
    let text = calendar([&due]);
    assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(text.matches("BEGIN:VEVENT").count(), due.dates().len());
    assert!(text.contains("DTSTART;VALUE=DATE:20090301\r\n") && text.contains("TRIGGER:-P42D\r\n"));
    assert!(
        text.contains("SUMMARY:Review of A-0042: The yearly review\\, with the questionnaire again\r\n"),
        "{text}"
    );
    for line in text.split("\r\n") {
        assert!(line.len() <= 75 && !line.contains('\n'), "{line}");
    }
    let mut uids: Vec<&str> = text.lines().filter(|line| line.starts_with("UID:")).collect();
    uids.sort_unstable();
    uids.dedup();
    assert_eq!(uids.len(), due.dates().len(), "each date has its own");
    // Two concerns on one day are one date.
    let concern = json!({ "on": "2008-06-20", "kind": "concern" });
    let twice = casefile(&json!({ "format": 1, "person": "P-1", "event": [concern, concern] }));
    let due = rulebook("wrexham_2008").due(&twice, day("2008-06-20")).unwrap();
    assert_eq!((due.dates().len(), calendar([&due]).matches("BEGIN:VEVENT").count()), (2, 1));
}

fn table(text: &str) -> Table {
    let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<String>>();
    let mut lines = text.lines();
    let head = cells(lines.next().unwrap());
    Table {
        name: "caseload.csv".to_owned(),
        head,
        rows: lines.enumerate().map(|(at, line)| (at + 2, cells(line))).collect(),
    }
}

#[test]
fn a_caseload_is_summed_by_team_and_rule() {
    let text = std::fs::read_to_string(fixtures().join("casefiles/worcestershire_caseload.csv")).unwrap();
    let casefiles = read_caseload(&table(&text)).unwrap_or_else(|found| panic!("{found}"));
    assert_eq!(casefiles.len(), 5);
    let caseload = rulebook("worcestershire_dp").caseload(&casefiles, day("2016-11-15")).unwrap();
    // By hand. P-1: first due 1 June 2016, 167 days ago; the law's first on 6 October, 40 days ago. P-2: the year on 6 April
    // 2017; the law's on 30 May 2017. P-3: a request of 20 October, 26 days ago. P-4: a concern of 1 November, 14 days ago.
    // P-5: first due on 26 November 2016 and two weeks before is 12 November: soon.
    let teams = caseload.by_team();
    assert_eq!(
        (teams["north"].all, teams["north"].breach, teams["north"].overdue),
        (2, 1, 0),
        "P-1 by the worse"
    );
    assert_eq!(teams["north"].days_late_max, 167, "the longest of all dates, also where another is worse");
    assert_eq!((teams["south"].all, teams["south"].overdue, teams["south"].soon), (3, 2, 1));
    let rules = caseload.by_rule();
    assert_eq!((rules["first"].overdue, rules["first"].soon, rules["first"].days_late_max), (1, 1, 167));
    assert_eq!((rules["first_in_law"].breach, rules["first_in_law"].days_late_max), (1, 40));
    assert_eq!((rules["request_budget"].overdue, rules["request_budget"].days_late_max), (1, 26));
    assert_eq!(rules["concern"].days_late_max, 14);
    assert!(caseload.to_text().contains("P-1"));
}

#[test]
fn problems_of_a_caseload_are_told_by_row_and_column() {
    let found = read_caseload(&table(
        "person,budget_start,reviews,employs_staff,events\nP-1,1 May,,maybe,\n,2016-01-01,,,\nP-2,,first 2016,,concern:2016-13-01\nP-2,,,,lost:2016-01-01\n",
    ))
    .expect_err("it is wrong");
    let text = found.to_string();
    for words in [
        "row 2, column budget_start",
        "row 2, column employs_staff",
        "row 3, column person",
        "row 4, column reviews",
        "row 4, column events",
        "row 5, column events",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let found =
        read_caseload(&table("person,next,reviews\nP-1,2009-01-01,\n")).expect_err("there is no review");
    assert!(found.to_string().contains("row 2, column next: there is no review"), "{found}");
    let found = read_caseload(&table("person,budget_strat\nP-1,2016-01-01\n")).expect_err("no such column");
    assert!(found.to_string().contains("did you mean `budget_start`?"), "{found}");
}
