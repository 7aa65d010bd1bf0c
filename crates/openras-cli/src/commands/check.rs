//! `check`: what is wrong with a rulebook, or worth a look.

use std::path::Path;

use openras::core::{Day, Diagnostic, Diagnostics, Severity};
use serde::Serialize;

use crate::args::Format;
use crate::input::{NoRulebook, rulebook};
use crate::output::{answer, colour, tell};
use crate::status::{Answer, Stop};

pub(crate) fn run(path: &Path, on: Option<Day>, format: Format, deny_warnings: bool) -> Result<Answer, Stop> {
    let rulebook = match rulebook(path) {
        Ok(rulebook) => rulebook,
        Err(NoRulebook::Wrong(error)) if format == Format::Json => {
            answer(&json(path, error.diagnostics())?, None)?;
            return Err(Stop::Input(format!("`{}` does not load", path.display())));
        }
        Err(no) => return Err(no.into()),
    };
    let found = rulebook.lint(on);
    match format {
        Format::Json => answer(&json(path, &found)?, None)?,
        Format::Text => {
            if !found.is_empty() {
                tell(rulebook.render(&found, colour()).trim_end());
            }
            let warnings = match found.len() {
                0 => "no warnings".to_owned(),
                1 => "1 warning".to_owned(),
                many => format!("{many} warnings"),
            };
            answer(&format!("{} {}: no errors, {warnings}\n", rulebook.id(), rulebook.version()), None)?;
        }
    }
    Ok(if deny_warnings && !found.is_empty() { Answer::No } else { Answer::Yes })
}

/// What `check --format json` prints.
#[derive(Serialize)]
struct Report<'a> {
    rulebook: String,
    errors: usize,
    warnings: usize,
    problems: Vec<Problem<'a>>,
}

#[derive(Serialize)]
struct Problem<'a> {
    code: &'static str,
    severity: Severity,
    message: &'a str,
    help: Option<&'a str>,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    path: String,
    about: Option<&'a str>,
}

fn json(path: &Path, found: &Diagnostics) -> Result<String, Stop> {
    let report = Report {
        rulebook: path.display().to_string(),
        errors: found.errors_count(),
        warnings: found.warnings_count(),
        problems: found.iter().map(problem).collect(),
    };
    let text = serde_json::to_string_pretty(&report);
    text.map(|text| text + "\n")
        .map_err(|error| Stop::Cannot(format!("the report cannot be written: {error}")))
}

fn problem(problem: &Diagnostic) -> Problem<'_> {
    let place = problem.place.as_ref();
    Problem {
        code: problem.code.as_str(),
        severity: problem.code.severity(),
        message: &problem.message,
        help: problem.help.as_deref(),
        file: problem.file.as_deref().or(place.map(|place| place.file.as_str())),
        line: place.map(|place| place.line),
        column: place.map(|place| place.column),
        path: problem.path.to_string(),
        about: problem.about.as_deref(),
    }
}
