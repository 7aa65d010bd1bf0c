//! The rulebooks and assessments under `fixtures`.

use std::fs;
use std::path::{Path, PathBuf};

use openras_rulebook::Rulebook;

/// The folder `fixtures`.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").canonicalize().expect("there are fixtures")
}

/// The names in a folder of the fixtures, in order.
fn names(of: &str) -> Vec<String> {
    let entries = fs::read_dir(folder().join(of)).expect("the folder is there");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("it can be read").file_name().into_string().expect("it is UTF-8"))
        .collect();
    names.sort();
    assert!(!names.is_empty(), "there is something in {of}");
    names
}

/// The name of every rulebook under `fixtures/rulebooks`, in order.
pub fn rulebooks() -> Vec<String> {
    names("rulebooks")
}

/// The rulebook of that name.
pub fn rulebook(name: &str) -> Rulebook {
    Rulebook::open(folder().join("rulebooks").join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The name of every assessment in JSON under `fixtures/assessments`, without `.json`, in order.
pub fn assessments() -> Vec<String> {
    names("assessments").iter().filter_map(|name| name.strip_suffix(".json")).map(str::to_owned).collect()
}

/// The text of an assessment.
pub fn assessment(name: &str) -> String {
    let path = folder().join("assessments").join(format!("{name}.json"));
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The rulebook that an assessment is for: the one whose name, or name without its year, its own begins with, the
/// longest if there are several.
pub fn rulebook_of(assessment: &str) -> String {
    let begins = |name: &str| {
        let short = name.trim_end_matches(|c: char| c == '_' || c.is_ascii_digit());
        [name, short].into_iter().find(|part| assessment.starts_with(&format!("{part}_"))).map(str::len)
    };
    let fitting = rulebooks().into_iter().filter_map(|name| Some((begins(&name)?, name)));
    fitting.max().map(|(_, name)| name).unwrap_or_else(|| panic!("no rulebook for {assessment}"))
}
