//! What the benches share: the common workload and its people, the same worked out by hand, wider rulebooks, support plans, a way
//! to measure.
#![forbid(unsafe_code)]

pub mod figures;
pub mod files;
pub mod measure;
pub mod plans;
pub mod reference;
pub mod wider;
pub mod workload;

use std::path::PathBuf;

use openras::prelude::*;

/// The folder of a fixture rulebook.
pub fn rulebook_folder(id: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../fixtures/rulebooks").join(id)
}

/// The rulebook of the common workload: 24 answers, 27 tables, 11 steps.
///
/// # Errors
/// Where the fixture cannot be read.
pub fn workload() -> Result<Rulebook, LoadError> {
    Rulebook::open(rulebook_folder("peers_common"))
}

/// The people of the workload's worked examples.
pub fn people(rulebook: &Rulebook) -> Vec<Assessment> {
    let cases = rulebook.cases().iter().flat_map(|file| &file.cases);
    cases.map(|case| rulebook.assessment_of(case)).collect()
}
