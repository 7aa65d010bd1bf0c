//! Folders of fixtures, and what is found in them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use openras_core::document::Document;
use openras_core::{Code, Diagnostic, Diagnostics, Severity};
use openras_questionnaire::Assessment;
use openras_rulebook::{Folder, Rulebook};

/// The folder of fixtures.
pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

/// The folders within a folder, by name.
pub(crate) fn folders_of(path: &Path) -> Vec<(String, PathBuf)> {
    let entries = fs::read_dir(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let paths = entries.map(|entry| entry.expect("it can be read").path()).filter(|path| path.is_dir());
    let named: BTreeMap<String, PathBuf> = paths
        .map(|path| (path.file_name().expect("it has a name").to_string_lossy().into_owned(), path))
        .collect();
    named.into_iter().collect()
}

/// The texts of a folder by their names within it, whatever they are.
pub(crate) fn texts(path: &Path) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    for entry in fs::read_dir(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())) {
        let file = entry.expect("it can be read").path();
        let name = file.file_name().expect("it has a name").to_string_lossy().into_owned();
        if file.is_dir() {
            texts.extend(
                self::texts(&file).into_iter().map(|(inner, text)| (format!("{name}/{inner}"), text)),
            );
        } else {
            texts.insert(name, fs::read_to_string(&file).expect("it is text"));
        }
    }
    texts
}

/// What was found, and how it is told.
pub(crate) struct Report {
    pub(crate) found: Diagnostics,
    pub(crate) text: String,
}

impl Report {
    /// The errors, in order.
    pub(crate) fn errors(&self) -> Vec<&Diagnostic> {
        self.found.iter().filter(|found| found.code.severity() == Severity::Error).collect()
    }

    /// Their codes.
    pub(crate) fn codes(&self) -> Vec<Code> {
        self.found.iter().map(|found| found.code).collect()
    }
}

/// Reads a rulebook from texts, and works `assessment.json` out where there is one.
pub(crate) fn report(texts: BTreeMap<String, String>) -> Report {
    let assessment = texts.get("assessment.json");
    let files = texts.clone().into_iter().filter(|(name, _)| name.ends_with(".toml"));
    let rulebook = match Rulebook::from_folder(Folder::new("", files)) {
        Ok(rulebook) => rulebook,
        Err(error) => return Report { found: error.diagnostics().clone(), text: error.render(false) },
    };
    match assessment {
        Some(text) => {
            let found = allocate(&rulebook, text).err().unwrap_or_default();
            let text = openras_rulebook::render(&found, &|file| texts.get(file).map(String::as_str), false);
            Report { found, text }
        }
        None => {
            let found = rulebook.warnings().clone();
            Report { text: rulebook.render(&found, false), found }
        }
    }
}

fn allocate(rulebook: &Rulebook, text: &str) -> Result<(), Diagnostics> {
    let mut document = Document::from_json("assessment.json", text)?;
    let assessment = Assessment::from_document(&mut document);
    let located = |mut found: Diagnostics| {
        document.locate(&mut found);
        found
    };
    let assessment = assessment.map_err(located)?;
    rulebook.allocate(&assessment).map(drop).map_err(located)
}

/// The text that is underlined.
pub(crate) fn underlined<'s>(found: &Diagnostic, sources: &'s BTreeMap<String, String>) -> &'s str {
    let Some(place) = &found.place else { return "" };
    sources.get(&place.file).and_then(|text| text.get(place.bytes.clone())).unwrap_or("")
}
