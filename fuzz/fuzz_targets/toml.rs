//! A rulebook in which one file is the given bytes: it loads and runs its cases, or says why not.
#![no_main]

use libfuzzer_sys::fuzz_target;
use openras::prelude::*;

const RULEBOOK: &str = include_str!("../../fixtures/rulebooks/minimal/rulebook.toml");
const QUESTIONNAIRE: &str = include_str!("../../fixtures/rulebooks/minimal/questionnaire.toml");
const SCHEME: &str = include_str!("../../fixtures/rulebooks/minimal/scheme.toml");
const CASES: &str = include_str!("../../fixtures/rulebooks/minimal/cases/cases.toml");

fuzz_target!(|bytes: &[u8]| {
    // The first byte says which file.
    let Some((which, text)) = bytes.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let files = [
        ("rulebook.toml", RULEBOOK),
        ("questionnaire.toml", QUESTIONNAIRE),
        ("scheme.toml", SCHEME),
        ("cases/cases.toml", CASES),
    ];
    let altered = usize::from(*which % 4);
    let files = files.iter().enumerate().map(|(at, (name, own))| {
        let text = if at == altered { text } else { *own };
        ((*name).to_owned(), text.to_owned())
    });
    match Rulebook::from_folder(Folder::new("fuzz", files)) {
        Ok(rulebook) => drop(rulebook.run_cases()),
        Err(error) => {
            assert!(error.diagnostics().has_errors());
            drop(error.render(true));
        }
    }
});
