//! `cliff` and `falling`, with their pairs.

use openras_core::Code;
use openras_questionnaire::Given;

use crate::world::{line_of, needs, number, question, rulebook, step, warnings};

fn bands(rows: &str) -> String {
    let table = "[tables.bands]\nkey = \"point\"\nvalue = \"GBP/year\"\nlookup = \"band\"\n";
    format!("{table}rows = [\n{rows}]\n{}", step("budget", "GBP/year", "bands(points())"))
}

#[test]
fn a_band_edge_that_moves_a_thousand_pounds_for_a_point_is_a_cliff() {
    // 1,000 pounds over 100 points is £10 a point; five times that is £50, and the edge moves £1,000.
    let rows = "{ from = 0, to = 49, is = 0 },\n{ from = 50, to = 100, is = 1000 },\n";
    let rulebook = rulebook(&needs(&number("score", 100)), &bands(rows));
    let found = warnings(&rulebook, Code::Cliff);
    assert_eq!(found.len(), 1, "{found:?}");
    let message = "from 49 to 50 points the budget goes from £0.00 a year to £1,000.00 a year; \
                   on the whole a point moves it by £10.00";
    assert_eq!(found[0].message, message);
    assert_eq!(found[0].help.as_deref(), Some("on 2024-04-01, `score` goes from `49` to `50`"));
    assert_eq!(line_of(&rulebook, &found[0]), "{ from = 50, to = 100, is = 1000 },");
    let pairs = rulebook.lint_by_working().pairs;
    assert_eq!(pairs.len(), 1);
    assert_eq!(pairs[0].fewer.answers["score"], Given::Text("49".to_owned()));
    assert_eq!(pairs[0].more.answers["score"], Given::Text("50".to_owned()));
}

#[test]
fn a_jump_of_exactly_five_times_is_no_cliff_and_a_penny_more_is_one() {
    // Ten points, two jumps of £100: £200 over 10 points is £20 a point, five times that £100.
    let edges = |last: &str| {
        bands(&format!(
            "{{ from = 0, to = 3, is = 0 }},\n{{ from = 4, to = 7, is = 100 }},\n{{ from = 8, to = 10, is = \"{last}\" }},\n"
        ))
    };
    let asked = needs(&number("score", 10));
    assert!(warnings(&rulebook(&asked, &edges("200")), Code::Cliff).is_empty());
    // One penny less at the top: £199.99 / 10 × 5 = £99.995, which the first edge passes and the second (£99.99) does not.
    let found = warnings(&rulebook(&asked, &edges("199.99")), Code::Cliff);
    assert_eq!(found.len(), 1);
    assert!(found[0].message.starts_with("from 3 to 4 points"), "{}", found[0].message);
    // One penny more: five times is £100.005, which the second edge (£100.01) passes and the first does not.
    let found = warnings(&rulebook(&asked, &edges("200.01")), Code::Cliff);
    assert_eq!(found.len(), 1);
    assert!(found[0].message.starts_with("from 7 to 8 points"), "{}", found[0].message);
}

#[test]
fn only_the_least_change_of_points_makes_a_cliff() {
    // The least change is 1 (`one`), which never crosses the edge between 5 and 10; `ten` does, and changes by 10.
    let asked = needs(&format!("{}{}", question("one", &[0, 1]), question("ten", &[0, 10])));
    let rows = "{ from = 0, to = 5, is = 0 },\n{ from = 6, is = 1000 },\n";
    assert!(warnings(&rulebook(&asked, &bands(rows)), Code::Cliff).is_empty());
}

#[test]
fn an_if_that_makes_a_cliff_is_the_place_of_the_warning() {
    let asked = needs(&number("score", 100));
    let scheme = "[parameters.high]\nunit = \"point\"\nvalues = [{ from = 2024-04-01, is = 80 }]\n\
                  [parameters.price]\nunit = \"GBP/point/year\"\nvalues = [{ from = 2024-04-01, is = 1 }]\n\
                  [parameters.extra]\nunit = \"GBP/year\"\nvalues = [{ from = 2024-04-01, is = 500 }]\n";
    let steps = step("base", "GBP/year", "points() * price")
        + &step("top", "GBP/year", "0 + if(points() > high, extra, 0)")
        + &step("budget", "GBP/year", "base + top");
    let rulebook = rulebook(&asked, &format!("{scheme}{steps}"));
    let found = warnings(&rulebook, Code::Cliff);
    // £80 to £581 where £600 over 100 points is £6 a point.
    assert_eq!(found.len(), 1);
    let message = "from 80 to 81 points the budget goes from £80.00 a year to £581.00 a year; \
                   on the whole a point moves it by £6.00";
    assert_eq!(found[0].message, message);
    let place = found[0].place.clone().unwrap();
    let shown = rulebook.render(&found[0].clone().into(), false);
    assert!(shown.contains("if(points() > high, extra, 0)"), "{shown}");
    assert_eq!(place.bytes.len(), "if(points() > high, extra, 0)".len());
}

#[test]
fn a_band_that_pays_less_for_more_need_is_falling() {
    let rows = "{ from = 0, to = 3, is = 0 },\n{ from = 4, to = 7, is = 300 },\n{ from = 8, is = 200 },\n";
    let asked = needs(&format!("{}{}", question("washing", &[0, 4]), question("nights", &[0, 4])));
    let rulebook = rulebook(&asked, &bands(rows));
    let found = warnings(&rulebook, Code::Falling);
    assert_eq!(found.len(), 1, "{found:?}");
    let message = "more points in `care`, from 4 to 8 points in all, take the budget down from £300.00 a year to £200.00 a year";
    assert_eq!(found[0].message, message);
    assert_eq!(line_of(&rulebook, &found[0]), "{ from = 8, is = 200 },");
    let help = found[0].help.clone().unwrap();
    assert!(help == "on 2024-04-01, `washing` goes from `a` to `b` with nights = b", "{help}");
}

#[test]
fn less_money_for_more_natural_support_or_for_a_carers_points_is_not_falling() {
    for part in ["natural_support", "carer"] {
        let rows = "{ from = 0, to = 3, is = 300 },\n{ from = 4, is = 200 },\n";
        let asked = format!(
            "[[section]]\nid = \"help\"\ntitle = \"Help\"\npart = \"{part}\"\n{}",
            question("mother", &[0, 4])
        );
        assert!(warnings(&rulebook(&asked, &bands(rows)), Code::Falling).is_empty());
    }
}

#[test]
fn a_pair_that_cannot_be_allocated_makes_no_warning() {
    // From 4 points a person decides, so nobody is paid the lower amount.
    let asked = needs(&question("washing", &[0, 4]));
    let rows = "{ from = 0, to = 3, is = 300 },\n{ from = 4, is = 200 },\n";
    let exclusion =
        "[[referral]]\nid = \"panel\"\nwhen = \"answer(washing) = 'b'\"\ntext = \"The panel decides.\"\n";
    let open = rulebook(&asked, &bands(rows));
    assert_eq!(warnings(&open, Code::Falling).len(), 1);
    let referred = rulebook(&asked, &format!("{}{exclusion}", bands(rows)));
    assert!(warnings(&referred, Code::Falling).is_empty());
}

#[test]
fn questions_without_points_and_schemes_that_allocate_nothing_are_no_trouble() {
    let none = needs(&format!("{}{}", question("a1", &[0, 0]), question("a2", &[0])));
    let rows = "{ from = 0, is = 100 },\n";
    let still = rulebook(&none, &bands(rows));
    assert!(warnings(&still, Code::Cliff).is_empty() && warnings(&still, Code::Falling).is_empty());
    let nobody = "[[exclusion]]\nid = \"all\"\nwhen = \"points() >= 0\"\ntext = \"Nobody.\"\n";
    let nobody = rulebook(&needs(&question("a1", &[0, 4])), &format!("{}{nobody}", bands(rows)));
    for code in [Code::Cliff, Code::Falling, Code::DeadQuestion, Code::UnreachableRow] {
        assert!(warnings(&nobody, code).is_empty());
    }
}

#[test]
fn a_range_of_a_billion_answers_is_no_trouble() {
    let asked = needs(
        "[[section.question]]\nid = \"cost\"\nkind = \"number\"\nmin = 0\nmax = 1000000000\ndecimals = 2\n",
    );
    let rows = "{ at = 0, is = 0 },\n{ at = 5000, is = 20000 },\n";
    let table = "[tables.floors]\nkey = \"point\"\nvalue = \"GBP/year\"\nlookup = \"floor\"\n";
    let scheme = format!("{table}rows = [\n{rows}]\n{}", step("budget", "GBP/year", "floors(points())"));
    let rulebook = rulebook(&asked, &scheme);
    assert!(!rulebook.lint_by_working().complete);
    // £20,000 over a billion points: a point moves it by next to nothing.
    let found = warnings(&rulebook, Code::Cliff);
    assert_eq!(found.len(), 1);
    assert!(
        found[0].message.starts_with(
            "from 4999.99 to 5000 points the budget goes from £0.00 a year to £20,000.00 a year"
        )
    );
}

#[test]
fn many_questions_are_taken_together_by_their_points() {
    // 5 to the 16th combinations, 97 totals.
    let points: Vec<String> = (0..16).map(|at| question(&format!("q{at}"), &[0, 1, 2, 4, 6])).collect();
    let rows = "{ from = 0, to = 59, is = 0 },\n{ from = 60, is = 9000 },\n";
    let rulebook = rulebook(&needs(&points.concat()), &bands(rows));
    assert!(rulebook.lint_by_working().complete);
    let found = warnings(&rulebook, Code::Cliff);
    assert_eq!(found.len(), 1);
    assert!(
        found[0]
            .message
            .starts_with("from 59 to 60 points the budget goes from £0.00 a year to £9,000.00 a year")
    );
}
