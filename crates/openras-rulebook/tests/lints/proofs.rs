//! `dead_question` and `unreachable_row`.

use openras_core::Code;

use crate::world::{FRAME, about, line_of, needs, number, question, rulebook, step, warnings, with_cases};

const PRICE: &str =
    "[parameters.price]\nunit = \"GBP/point/year\"\nvalues = [{ from = 2024-04-01, is = 10 }]\n";

#[test]
fn a_question_whose_answers_all_score_the_same_is_dead() {
    let asked = needs(&format!("{}{}", question("washing", &[0, 4]), question("mood", &[2, 2])));
    let rulebook = rulebook(&asked, &format!("{PRICE}{}", step("budget", "GBP/year", "points() * price")));
    let found = warnings(&rulebook, Code::DeadQuestion);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].message, "whatever is answered to `mood`, the outcome and the budget stay the same");
    assert_eq!(line_of(&rulebook, &found[0]), "id = \"mood\"");
}

#[test]
fn a_question_that_is_cut_off_by_a_cap_is_dead() {
    // `washing` alone reaches the cap of 4 points in every case that it is not 4 itself.
    let scheme = format!(
        "{PRICE}[parameters.cap]\nunit = \"point\"\nvalues = [{{ from = 2024-04-01, is = 4 }}]\n{}",
        step("budget", "GBP/year", "min(points(), cap) * price")
    );
    let asked = needs(&format!("{}{}", question("washing", &[4, 9]), question("eating", &[0, 1])));
    assert_eq!(about(&rulebook(&asked, &scheme), Code::DeadQuestion), ["washing", "eating"]);
    let open = needs(&format!("{}{}", question("washing", &[3, 9]), question("eating", &[0, 1])));
    assert!(about(&rulebook(&open, &scheme), Code::DeadQuestion).is_empty());
}

#[test]
fn a_question_that_decides_an_exclusion_a_referral_or_a_step_of_a_case_is_not_dead() {
    let asked = needs(&format!("{}{}", question("washing", &[0, 4]), question("mood", &[0, 0])));
    let budget = step("budget", "GBP/year", "points(washing) * price");
    let none = rulebook(&asked, &format!("{PRICE}{}", step("budget", "GBP/year", "points() * price")));
    assert_eq!(about(&none, Code::DeadQuestion), ["mood"]);
    for rule in ["exclusion", "referral"] {
        let rule = format!("[[{rule}]]\nid = \"low\"\nwhen = \"answer(mood) = 'b'\"\ntext = \"Low.\"\n");
        let decided = rulebook(&asked, &format!("{PRICE}{budget}{rule}"));
        assert!(about(&decided, Code::DeadQuestion).is_empty());
    }
    let side = step("side", "number", "if(answer(mood) = 'a', 1, 0)");
    let scheme = format!("{PRICE}{side}{budget}");
    assert_eq!(about(&rulebook(&asked, &scheme), Code::DeadQuestion), ["mood"]);
    let case = "[[case]]\nname = \"Low mood counts nothing\"\nanswers = { washing = \"a\", mood = \"b\" }\nexpect = { side = 0 }\n";
    assert!(about(&with_cases(FRAME, &asked, &scheme, case), Code::DeadQuestion).is_empty());
}

#[test]
fn a_question_that_matters_only_after_a_price_changes_is_not_dead() {
    let scheme = format!(
        "{PRICE}[parameters.mood_price]\nunit = \"GBP/point/year\"\nvalues = [{{ from = 2024-04-01, is = 0 }}, {{ from = 2025-03-31, is = 1 }}]\n{}",
        step("budget", "GBP/year", "points(washing) * price + points(mood) * mood_price")
    );
    let asked = needs(&format!("{}{}", question("washing", &[0, 4]), question("mood", &[0, 1])));
    assert!(about(&rulebook(&asked, &scheme), Code::DeadQuestion).is_empty());
    // A day later the rulebook is over.
    let never = scheme.replace("2025-03-31", "2025-04-01");
    assert_eq!(about(&rulebook(&asked, &never), Code::DeadQuestion), ["mood"]);
}

#[test]
fn a_row_beyond_the_most_points_is_unreachable() {
    let table = "[tables.bands]\nkey = \"point\"\nvalue = \"GBP/year\"\nlookup = \"band\"\nrows = [\n\
                 { from = 0, to = 4, is = 0 },\n{ from = 5, to = 10, is = 100 },\n{ from = 11, is = 200 },\n]\n";
    let scheme = format!("{table}{}", step("budget", "GBP/year", "bands(points())"));
    let exact = rulebook(&needs(&number("score", 10)), &scheme);
    let found = warnings(&exact, Code::UnreachableRow);
    assert_eq!(found.len(), 1);
    assert_eq!(line_of(&exact, &found[0]), "{ from = 11, is = 200 },");
    assert!(warnings(&rulebook(&needs(&number("score", 11)), &scheme), Code::UnreachableRow).is_empty());
}

#[test]
fn rows_that_no_total_or_choice_meets_are_unreachable() {
    // 0, 4, 8: no total is 1 to 3.
    let asked = needs(&format!("{}{}", question("washing", &[0, 4]), question("eating", &[0, 4])));
    let table = "[tables.at]\nkey = \"point\"\nvalue = \"GBP/year\"\nlookup = \"floor\"\nrows = [\n\
                 { at = 0, is = 0 },\n{ at = 1, is = 50 },\n{ at = 4, is = 100 },\n]\n\
                 [tables.share]\nkeys = [\"washing\", \"eating\"]\nvalue = \"number\"\nlookup = \"choice\"\nrows = [\n\
                 { for = [\"*\", \"*\"], is = 1 },\n{ for = [\"a\", \"*\"], is = 1 },\n{ for = [\"b\", \"a\"], is = 0 },\n\
                 { for = [\"b\", \"b\"], is = 1 },\n]\n";
    let scheme = format!(
        "{table}{}",
        step("budget", "GBP/year", "at(points()) * share(answer(washing), answer(eating))")
    );
    let rulebook = rulebook(&asked, &scheme);
    let lines: Vec<String> =
        warnings(&rulebook, Code::UnreachableRow).iter().map(|problem| line_of(&rulebook, problem)).collect();
    assert_eq!(lines, ["{ at = 1, is = 50 },", "{ for = [\"*\", \"*\"], is = 1 },"]);
}

#[test]
fn proofs_hold_too_where_there_are_too_many_combinations_to_try() {
    // Two answers to the penny up to a million: 10 to the 16th combinations.
    let cost = |id: &str| {
        format!(
            "[[section.question]]\nid = \"{id}\"\nkind = \"number\"\nmin = 0\nmax = 1000000\ndecimals = 2\n"
        )
    };
    let asked = needs(&format!("{}{}{}", cost("one"), cost("other"), question("mood", &[3, 3])));
    let table = "[tables.at]\nkey = \"point\"\nvalue = \"GBP/year\"\nlookup = \"floor\"\nrows = [\n\
                 { at = 0, is = 0 },\n{ at = 3, is = 1 },\n{ at = 2000003, is = 2 },\n{ at = \"2000003.01\", is = 3 },\n]\n";
    let rulebook = rulebook(&asked, &format!("{table}{}", step("budget", "GBP/year", "at(points())")));
    assert!(!rulebook.lint_by_working().complete);
    assert_eq!(about(&rulebook, Code::DeadQuestion), ["mood"]);
    let lines: Vec<String> =
        warnings(&rulebook, Code::UnreachableRow).iter().map(|problem| line_of(&rulebook, problem)).collect();
    assert_eq!(lines, ["{ at = 0, is = 0 },", "{ at = \"2000003.01\", is = 3 },"]);
}
