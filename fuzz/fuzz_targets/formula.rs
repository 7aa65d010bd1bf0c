//! Bytes as a formula: read and, in a scheme, checked and worked out, or refused at a place within them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use openras::formula::Formula;
use openras::prelude::*;

const RULEBOOK: &str = include_str!("../../fixtures/rulebooks/minimal/rulebook.toml");
const QUESTIONNAIRE: &str = include_str!("../../fixtures/rulebooks/minimal/questionnaire.toml");
const SCHEME: &str = include_str!("../../fixtures/rulebooks/minimal/scheme.toml");
const CASES: &str = include_str!("../../fixtures/rulebooks/minimal/cases/cases.toml");

fuzz_target!(|text: &str| {
    if let Err(fault) = Formula::parse(text) {
        assert!(text.get(fault.span.clone()).is_some(), "{:?}", fault.span);
        return;
    }
    // As a text in TOML.
    let quoted = text
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('\n', "\\n")
        .replace('\r', "\\r")
        .replace('\t', "\\t");
    let scheme = SCHEME.replace("points() * pounds_per_point", &quoted);
    let files = [
        ("rulebook.toml", RULEBOOK),
        ("questionnaire.toml", QUESTIONNAIRE),
        ("scheme.toml", &scheme),
        ("cases/cases.toml", CASES),
    ];
    let folder = Folder::new("fuzz", files.map(|(name, text)| (name.to_owned(), text.to_owned())));
    if let Ok(rulebook) = Rulebook::from_folder(folder) {
        drop(rulebook.run_cases());
    }
});
