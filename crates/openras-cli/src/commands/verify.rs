//! `verify`: a record recomputed.

use std::fmt::Write as _;
use std::path::Path;

use openras::core::Diagnostics;

use crate::input::{Source, rulebook};
use crate::output::{answer, tell};
use crate::status::{Answer, Stop};

pub(crate) fn run(record: &Path, folder: &Path) -> Result<Answer, Stop> {
    let rulebook = rulebook(folder)?;
    let source = Source::read(record)?;
    let verification =
        rulebook.verify(&source.text).map_err(|found| source.refuse(named(found, &source.name)))?;
    if let Some(engine) = &verification.other_engine {
        let own = env!("CARGO_PKG_VERSION");
        tell(&format!(
            "note: the record was made by engine {engine}, and this is {own}; that is no difference"
        ));
    }
    let mut text = String::new();
    for difference in &verification.differences {
        let _ = writeln!(text, "{difference}");
    }
    let _ = match verification.differences.len() {
        0 => writeln!(text, "{}: reproduces with {} {}", source.name, rulebook.id(), rulebook.version()),
        1 => writeln!(text, "{}: does not reproduce, 1 difference", source.name),
        many => writeln!(text, "{}: does not reproduce, {many} differences", source.name),
    };
    answer(&text, None)?;
    Ok(if verification.holds() { Answer::Yes } else { Answer::No })
}

/// The same problems, in a file that is called `name`.
fn named(mut found: Diagnostics, name: &str) -> Diagnostics {
    for place in found.iter_mut().filter_map(|problem| problem.place.as_mut()) {
        name.clone_into(&mut place.file);
    }
    found
}
