use openras_core::{Code, Diagnostic};
use openras_rulebook::{Folder, Rulebook};

/// What stands at the top of `rulebook.toml` of every small rulebook here.
pub(crate) const FRAME: &str = r#"
format = 1
id = "small"
version = "1"
title = "Small"
jurisdiction = "england"
currency = "GBP"
decimals = 2
effective = { from = 2024-04-01, to = 2025-03-31 }
"#;

/// The head of a questionnaire.
pub(crate) const ASKED: &str =
    "format = 1\nid = \"q\"\nversion = \"1\"\ntitle = \"Asked\"\nillustrative = true\n";

/// The head of a scheme whose result is `budget`.
pub(crate) const SCHEME: &str = "format = 1\nid = \"s\"\nversion = \"1\"\nresult = \"budget\"\nillustrative = true\n\
    [year]\nweeks = \"52\"\nmonths = \"12\"\ndays = \"365\"\n";

/// A rulebook of the three heads, each with what is said after it.
pub(crate) fn rulebook(questionnaire: &str, scheme: &str) -> Rulebook {
    with_cases(FRAME, questionnaire, scheme, "")
}

pub(crate) fn with_cases(frame: &str, questionnaire: &str, scheme: &str, cases: &str) -> Rulebook {
    let mut files = vec![
        ("rulebook.toml".to_owned(), frame.to_owned()),
        ("questionnaire.toml".to_owned(), format!("{ASKED}{questionnaire}")),
        ("scheme.toml".to_owned(), format!("{SCHEME}{scheme}")),
    ];
    if !cases.is_empty() {
        files.push(("cases/some.toml".to_owned(), cases.to_owned()));
    }
    open(files)
}

pub(crate) fn open(files: Vec<(String, String)>) -> Rulebook {
    Rulebook::from_folder(Folder::new("", files)).unwrap_or_else(|error| panic!("{error}"))
}

/// A section of needs with these questions.
pub(crate) fn needs(questions: &str) -> String {
    format!("[[section]]\nid = \"care\"\ntitle = \"Care\"\nneed = \"care\"\n{questions}")
}

/// A question with these points, its statements `a`, `b`, `c` ….
pub(crate) fn question(id: &str, points: &[i32]) -> String {
    let statements: Vec<String> = points
        .iter()
        .zip('a'..='z')
        .map(|(points, id)| format!("{{ id = \"{id}\", points = {points} }}"))
        .collect();
    format!("[[section.question]]\nid = \"{id}\"\nstatements = [{}]\n", statements.join(", "))
}

/// A number from 0 to `max`, a point each.
pub(crate) fn number(id: &str, max: u32) -> String {
    format!("[[section.question]]\nid = \"{id}\"\nkind = \"number\"\nmin = 0\nmax = {max}\n")
}

pub(crate) fn step(id: &str, unit: &str, formula: &str) -> String {
    format!("[[step]]\nid = \"{id}\"\nunit = \"{unit}\"\nformula = \"{formula}\"\n")
}

/// The warnings of a code: file, line, message, help.
pub(crate) fn warnings(rulebook: &Rulebook, code: Code) -> Vec<Diagnostic> {
    let found = rulebook.lint(None);
    assert!(found.iter().all(|problem| problem.place.is_some()), "a warning has no place: {found}");
    found.into_iter().filter(|problem| problem.code == code).collect()
}

/// What each warning of a code is about.
pub(crate) fn about(rulebook: &Rulebook, code: Code) -> Vec<String> {
    warnings(rulebook, code).into_iter().filter_map(|problem| problem.about).collect()
}

/// The text of the line that a warning stands on.
pub(crate) fn line_of(rulebook: &Rulebook, problem: &Diagnostic) -> String {
    let text = rulebook.render(&problem.clone().into(), false);
    let source =
        text.lines().find(|line| line.split(" | ").count() == 2 && !line.trim_start().starts_with('|'));
    source.and_then(|line| line.split_once(" | ")).map(|(_, text)| text.to_owned()).unwrap_or_default()
}
