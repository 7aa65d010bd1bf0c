//! `new`: a rulebook to start from.

use std::path::Path;

use openras::core::document::Document;
use openras::rulebook::{Folder, Rulebook, toml_document};

use crate::copy::{is_free, write_folder};
use crate::input::{NoRulebook, folder};
use crate::output::answer;
use crate::status::{Answer, Stop};

/// The files of the small rulebook, by name.
const TEMPLATE: [(&str, &str); 5] = [
    ("rulebook.toml", include_str!("../../templates/rulebook.toml")),
    ("questionnaire.toml", include_str!("../../templates/questionnaire.toml")),
    ("scheme.toml", include_str!("../../templates/scheme.toml")),
    ("cases/examples.toml", include_str!("../../templates/cases/examples.toml")),
    ("README.md", include_str!("../../templates/README.md")),
];

pub(crate) fn run(dir: &Path, from: Option<&Path>) -> Result<Answer, Stop> {
    let made = format!("`{}` cannot be made", dir.display());
    if !is_free(dir).map_err(|error| Stop::io(&made, &error))? {
        return Err(Stop::Cannot(format!(
            "{made}: there is something there already, and nothing is overwritten"
        )));
    }
    let mut files = match from {
        Some(from) => folder(from)?,
        None => Folder::new("", TEMPLATE.map(|(name, text)| (name.to_owned(), text.to_owned()))),
    };
    rename(&mut files, &id_of(dir)?)?;
    // The name in messages is that of the rulebook that is copied: nothing stands at the new place yet.
    Rulebook::from_folder(files.clone()).map_err(|error| Stop::from(NoRulebook::Wrong(Box::new(error))))?;
    write_folder(dir, &files).map_err(|error| Stop::io(&made, &error))?;
    let path = dir.display();
    answer(&format!("{path}: made. Next: openras check {path}, openras test {path}\n"), None)?;
    Ok(Answer::Yes)
}

/// The name of the folder as an id: `Our Council 2026` as `our_council_2026`.
fn id_of(dir: &Path) -> Result<String, Stop> {
    let refuse = |why: &str| Stop::Cannot(format!("`{}` cannot be made: {why}", dir.display()));
    let name = dir.file_name().ok_or_else(|| refuse("name a folder that is not there yet"))?;
    let name = name.to_string_lossy().to_lowercase();
    let words: Vec<&str> =
        name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let id = words.join("_");
    if id.starts_with(|first: char| first.is_ascii_lowercase()) {
        return Ok(id);
    }
    Err(refuse("a rulebook is called by its folder, and this name does not begin with a letter from a to z"))
}

/// Writes the id into rulebook.toml, and leaves every other byte as it is.
fn rename(files: &mut Folder, id: &str) -> Result<(), Stop> {
    let path = files.path_of("rulebook.toml");
    let Some(text) = files.files.get_mut("rulebook.toml") else {
        return Ok(());
    };
    let span = toml_document(path, text.clone())
        .ok()
        .and_then(|document: Document| Some(document.root.get("id")?.span.clone()));
    if let Some(span) = span
        && text.get(span.clone()).is_some()
    {
        text.replace_range(span, &format!("\"{id}\""));
    }
    Ok(())
}
