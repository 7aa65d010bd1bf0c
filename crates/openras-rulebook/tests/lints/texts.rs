//! What can be told from the files alone: `unused`, `unsourced`, `magic_number`, `stale`.

use openras_core::{Code, Day};

use crate::world::{
    ASKED, FRAME, SCHEME, about, line_of, needs, open, question, rulebook, step, warnings, with_cases,
};

const PRICE: &str =
    "[parameters.price]\nunit = \"GBP/point/year\"\nvalues = [{ from = 2024-04-01, is = 10 }]\n";

#[test]
fn whatever_nothing_names_is_unused() {
    let frame = format!(
        "{FRAME}[[source]]\nid = \"paper\"\ntitle = \"Paper\"\nlocator = \"p. 1\"\n\
                         [[source]]\nid = \"slide\"\ntitle = \"Slide\"\nlocator = \"2\"\n"
    );
    let facts = "[[fact]]\nid = \"age\"\nkind = \"number\"\nmin = 0\nmax = 99\n\
                 [[fact]]\nid = \"alone\"\nkind = \"yes_no\"\n";
    let asked = format!(
        "{facts}{}{}[[section]]\nid = \"rest\"\ntitle = \"Rest\"\n{}",
        needs(&question("washing", &[0, 4])),
        "asked_when = \"alone\"\n",
        question("mood", &[0, 1])
    );
    let table = "[tables.spare]\nkey = \"point\"\nvalue = \"number\"\nlookup = \"floor\"\nrows = [{ at = 0, is = \"spare_rate\" }]\n";
    let parameters = "[parameters.spare_rate]\nunit = \"number\"\nvalues = [{ from = 2024-04-01, is = 1, source = \"paper\" }]\n\
                      [parameters.idle]\nunit = \"number\"\nvalues = [{ from = 2024-04-01, is = 1 }]\n";
    let steps = step("extra", "number", "1")
        + &step("used_by_case", "number", "2")
        + &step("case_too", "number", "used_by_case")
        + &step("budget", "GBP/year", "points(care) * price");
    let case = "[[case]]\nname = \"Two\"\ngiven = { budget = 1 }\nexpect = { case_too = 2 }\n";
    let rulebook = with_cases(&frame, &asked, &format!("{PRICE}{parameters}{table}{steps}"), case);
    assert_eq!(about(&rulebook, Code::Unused), ["slide", "age", "mood", "idle", "spare", "extra"]);
    // Nothing that is named is a dead question too.
    assert!(about(&rulebook, Code::DeadQuestion).is_empty());
}

#[test]
fn a_source_that_only_another_file_names_is_used() {
    let frame = format!("{FRAME}[[source]]\nid = \"paper\"\ntitle = \"Paper\"\nlocator = \"p. 1\"\n");
    let files = |other: &str| {
        vec![
            ("rulebook.toml".to_owned(), frame.clone()),
            ("questionnaire.toml".to_owned(), format!("{ASKED}{}", needs(&question("washing", &[0, 4])))),
            (
                "scheme.toml".to_owned(),
                format!("{SCHEME}{PRICE}{}", step("budget", "GBP/year", "points() * price")),
            ),
            ("review.toml".to_owned(), format!("format = 1\nid = \"ours\"\nversion = \"1\"\n{other}")),
        ]
    };
    let cadence = "[[cadence]]\nid = \"yearly\"\nevery = { months = 12 }\nanchor = \"budget_start\"\n";
    assert_eq!(about(&open(files(cadence)), Code::Unused), ["paper"]);
    assert!(about(&open(files(&format!("{cadence}source = \"paper\"\n"))), Code::Unused).is_empty());
}

#[test]
fn a_number_without_a_source_around_it_is_unsourced() {
    let plain = |text: &str| text.replace("illustrative = true\n", "");
    let frame = format!(
        "{FRAME}[challenge]\nanswer_within_days = 20\n[[source]]\nid = \"paper\"\ntitle = \"Paper\"\nlocator = \"p. 1\"\n"
    );
    let sourced = format!("{}source = \"paper\"\n", question("eating", &[0, 4]));
    let asked = needs(&format!("{}{sourced}", question("washing", &[0, 4])));
    let table = "[tables.at]\nkey = \"point\"\nvalue = \"GBP/year\"\nlookup = \"floor\"\nrows = [\n\
                 { at = 0, is = 0, source = \"paper\" },\n{ at = 4, is = 100 },\n]\n\
                 [streams.fund]\nposition = \"inside\"\nunit = \"GBP/week\"\nmax = \"400.00\"\n\
                 [streams.open]\nposition = \"inside\"\nunit = \"GBP/week\"\n";
    let scheme = format!("{PRICE}{table}{}", step("budget", "GBP/year", "at(points()) + points() * price"));
    let files = |frame: &str, asked_head: &str, scheme_head: &str| {
        open(vec![
            ("rulebook.toml".to_owned(), frame.to_owned()),
            ("questionnaire.toml".to_owned(), format!("{asked_head}{asked}")),
            ("scheme.toml".to_owned(), format!("{scheme_head}{scheme}")),
        ])
    };
    let bare = files(&frame, &plain(ASKED), &plain(SCHEME));
    let found = warnings(&bare, Code::Unsourced);
    let lines: Vec<String> = found.iter().map(|problem| line_of(&bare, problem)).collect();
    let expected = [
        "answer_within_days = 20",
        "id = \"washing\"",
        "[year]",
        "[parameters.price]",
        "[tables.at]",
        "[streams.fund]",
    ];
    assert_eq!(lines, expected);
    let marked = frame.replace("decimals = 2\n", "decimals = 2\nillustrative = true\n");
    assert!(warnings(&files(&marked, ASKED, SCHEME), Code::Unsourced).is_empty());
}

#[test]
fn a_number_in_a_formula_is_magic_but_for_0_1_2_100_places_and_exponents() {
    let asked = needs(&question("washing", &[0, 4]));
    let plain = "round(points() * price * 1 * 2 * 100 / 100% ^ 12 + 0, 2)";
    let quiet = rulebook(&asked, &format!("{PRICE}{}", step("budget", "GBP/year", plain)));
    assert!(warnings(&quiet, Code::MagicNumber).is_empty());
    let loud = "round(points() * price * 1.037 + price * points() * 20% * 1.037, -1)";
    let loud = rulebook(&asked, &format!("{PRICE}{}", step("budget", "GBP/year", loud)));
    let found = warnings(&loud, Code::MagicNumber);
    let messages: Vec<&str> = found.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "`1.037` stands in a formula without a name, a date or a source",
            "`20%` stands in a formula without a name, a date or a source",
        ]
    );
    let place = found[1].place.clone().unwrap();
    assert_eq!(place.bytes.len(), "20%".len());
    // The multiple of a rounding is a number like any other.
    let multiple = step("budget", "GBP/year", "round_to(points() * price, 5)");
    assert_eq!(warnings(&rulebook(&asked, &format!("{PRICE}{multiple}")), Code::MagicNumber).len(), 1);
}

#[test]
fn a_value_is_stale_when_it_is_more_than_two_years_old_and_not_at_two_years() {
    let asked = needs(&question("washing", &[0, 4]));
    let scheme = |from: &str| {
        format!(
            "[parameters.price]\nunit = \"GBP/point/year\"\nvalues = [{{ from = 2000-01-01, is = 9 }}, {{ from = {from}, is = 10 }}]\n{}",
            step("budget", "GBP/year", "points() * price")
        )
    };
    // The rulebook's last day is 31 March 2025.
    assert!(about(&rulebook(&asked, &scheme("2023-03-31")), Code::Stale).is_empty());
    let old = rulebook(&asked, &scheme("2023-03-30"));
    let found = warnings(&old, Code::Stale);
    assert_eq!(found.len(), 1);
    assert_eq!(
        found[0].message,
        "the newest value of `price` is from 2023-03-30, more than two years before 2025-03-31"
    );
    assert_eq!(line_of(&old, &found[0]), "[parameters.price]");
    let on =
        |day: &str| old.lint(Day::parse(day)).iter().filter(|problem| problem.code == Code::Stale).count();
    assert_eq!(on("2025-03-30"), 0);
    assert_eq!(on("2025-03-31"), 1);
}

#[test]
fn a_rulebook_without_an_end_has_nothing_stale_unless_a_day_is_asked_for() {
    let asked = needs(&question("washing", &[0, 4]));
    let frame = FRAME.replace(", to = 2025-03-31", "");
    let rulebook =
        with_cases(&frame, &asked, &format!("{PRICE}{}", step("budget", "GBP/year", "points() * price")), "");
    assert!(about(&rulebook, Code::Stale).is_empty());
    let on = |day: &str| rulebook.lint(Day::parse(day)).iter().any(|problem| problem.code == Code::Stale);
    assert!(!on("2026-04-01"));
    assert!(on("2026-04-02"));
}
