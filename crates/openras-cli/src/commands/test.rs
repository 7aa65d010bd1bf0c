//! `test`: the worked examples of rulebooks.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use openras::rulebook::{CaseRun, Rulebook};

use crate::input::rulebook;
use crate::output::{answer, tell};
use crate::status::{Answer, Stop};

pub(crate) fn run(paths: &[PathBuf]) -> Result<Answer, Stop> {
    let (mut passed, mut failed) = (0usize, 0usize);
    let mut stopped: Option<Stop> = None;
    let mut text = String::new();
    for path in paths {
        match rulebook(path) {
            Ok(rulebook) => {
                let (good, bad) = run_one(path, &rulebook, &mut text);
                passed = passed.saturating_add(good);
                failed = failed.saturating_add(bad);
            }
            Err(no) => stopped = Some(both(stopped.take(), no.into())),
        }
    }
    let _ = writeln!(text, "{passed} passed, {failed} failed");
    answer(&text, None)?;
    match stopped {
        Some(stop) => Err(stop),
        None if failed > 0 => Ok(Answer::No),
        None => Ok(Answer::Yes),
    }
}

/// Two rulebooks that cannot be run: both are told, and the worse one gives the exit status.
fn both(earlier: Option<Stop>, now: Stop) -> Stop {
    match (earlier, now) {
        (None, now) => now,
        (Some(Stop::Input(first)), Stop::Input(second)) => {
            Stop::Input(format!("{}\n\n{second}", first.trim_end()))
        }
        (Some(Stop::Input(first)), worse) | (Some(worse), Stop::Input(first)) => {
            tell(first.trim_end());
            worse
        }
        (Some(Stop::Cannot(first)), Stop::Cannot(second)) => {
            Stop::Cannot(format!("{first}\nerror: {second}"))
        }
        (Some(earlier), _) => earlier,
    }
}

fn run_one(path: &Path, rulebook: &Rulebook, text: &mut String) -> (usize, usize) {
    let runs = rulebook.run_cases();
    if runs.is_empty() {
        let _ = writeln!(text, "{}: no worked examples", path.display());
    }
    let failures = runs.iter().filter(|run| !run.failures.is_empty());
    for run in failures.clone() {
        write_failure(path, rulebook, run, text);
    }
    let failed = failures.count();
    (runs.len().saturating_sub(failed), failed)
}

/// What was expected and got, each with the file, line and column that says so, and the workings.
fn write_failure(path: &Path, rulebook: &Rulebook, run: &CaseRun, text: &mut String) {
    let _ = writeln!(text, "failed: {}", run.name);
    let file = path.join(&run.file);
    for (failure, problem) in run.failures.iter().zip(&rulebook.failures_of(run)) {
        let place = problem.place.as_ref().map(|place| format!(":{}:{}", place.line, place.column));
        let _ = writeln!(text, "  {}{}", file.display(), place.unwrap_or_default());
        let _ = writeln!(text, "  {}: expected {}, got {}", failure.what, failure.expected, failure.got);
    }
    if !run.workings.is_empty() {
        let _ = writeln!(text, "  the workings:");
        for line in run.workings.trim_end().lines() {
            let _ = writeln!(text, "{}", format!("    {line}").trim_end());
        }
    }
    text.push('\n');
}
