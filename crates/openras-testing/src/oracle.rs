//! The independent evaluator in Python under `fixtures/oracle`.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value as Json;

use crate::fixtures;

/// Assessments that the oracle invents for the rulebook in a folder, each with the outcome it finds.
pub fn people(rulebook: &Path, count: usize, seed: u64) -> Vec<(Json, Json)> {
    let lines =
        run(rulebook, &["--random".to_owned(), count.to_string(), "--seed".to_owned(), seed.to_string()]);
    assert_eq!(lines.len(), count, "the oracle invents as many as it is asked for");
    lines.into_iter().map(|mut line| (line["assessment"].take(), line["outcome"].take())).collect()
}

/// The folder of a rulebook of the fixtures.
pub fn fixture(rulebook: &str) -> PathBuf {
    fixtures::folder().join("rulebooks").join(rulebook)
}

/// The outcomes of assessments, in order.
pub fn outcomes(rulebook: &Path, assessments: &[PathBuf]) -> Vec<Json> {
    let paths: Vec<String> = assessments.iter().map(|path| path.display().to_string()).collect();
    let lines = run(rulebook, &paths);
    assert_eq!(lines.len(), assessments.len(), "the oracle answers each");
    lines
}

fn run(rulebook: &Path, arguments: &[String]) -> Vec<Json> {
    let mut python = Command::new("python3");
    python.arg(fixtures::folder().join("oracle/people.py")).arg(rulebook).args(arguments);
    let done = python.output().expect("python3 (3.11 or later) is needed for these tests");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let text = String::from_utf8(done.stdout).expect("it is UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}
