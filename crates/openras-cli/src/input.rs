//! Reads rulebooks and documents.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use openras::core::document::Document;
use openras::core::{Code, Diagnostics};
use openras::rulebook::{Folder, LoadError, Rulebook, render, toml_document};

use crate::output::colour;
use crate::status::Stop;

/// Why a rulebook cannot be used.
pub(crate) enum NoRulebook {
    /// There is nothing that can be read.
    Stop(Stop),
    /// Its files are wrong.
    Wrong(Box<LoadError>),
}

impl From<NoRulebook> for Stop {
    fn from(no: NoRulebook) -> Stop {
        match no {
            NoRulebook::Stop(stop) => stop,
            NoRulebook::Wrong(error) => Stop::Input(error.render(colour())),
        }
    }
}

/// Reads a rulebook.
pub(crate) fn rulebook(path: &Path) -> Result<Rulebook, NoRulebook> {
    let folder = folder(path).map_err(NoRulebook::Stop)?;
    Rulebook::from_folder(folder).map_err(|error| NoRulebook::Wrong(Box::new(error)))
}

/// Reads the files of a rulebook.
pub(crate) fn folder(path: &Path) -> Result<Folder, Stop> {
    let what = format!("the rulebook `{}` cannot be read", path.display());
    let there = fs::metadata(path).map_err(|error| Stop::io(&what, &error))?;
    if !there.is_dir() {
        return Err(Stop::Cannot(format!("{what}: it is a file; name the folder that holds rulebook.toml")));
    }
    Folder::read(path).map_err(|found| {
        let unreadable = found.iter().any(|problem| problem.code == Code::MissingFile);
        let text = render(&found, &|_| None, colour());
        if unreadable { Stop::Cannot(format!("{what}\n{}", text.trim_end())) } else { Stop::Input(text) }
    })
}

/// A text that was read, and what it is called in messages.
pub(crate) struct Source {
    pub(crate) name: String,
    pub(crate) text: String,
}

impl Source {
    /// Reads a file, or standard input for `-`.
    pub(crate) fn read(path: &Path) -> Result<Source, Stop> {
        let piped = path.as_os_str() == "-";
        let name = if piped { "standard input".to_owned() } else { path.display().to_string() };
        let bytes = if piped { read_stdin() } else { fs::read(path) };
        let bytes = bytes.map_err(|error| Stop::io(&format!("`{name}` cannot be read"), &error))?;
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Source { name, text }),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let line =
                    error.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count().saturating_add(1);
                Err(Stop::Input(format!(
                    "error[syntax]: the text is not UTF-8\n --> {name}:{line}\n  = help: save it as UTF-8\n\n1 error"
                )))
            }
        }
    }

    /// The text as a document: TOML where the name ends so or the text does not begin as JSON does.
    pub(crate) fn document(&self) -> Result<Document, Stop> {
        let ends = |ending: &str| self.name.to_ascii_lowercase().ends_with(ending);
        let begins = self.text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[']);
        let toml = ends(".toml") || (!ends(".json") && !begins);
        let read = if toml { toml_document } else { Document::from_json };
        read(self.name.clone(), self.text.clone()).map_err(|found| self.refuse(found))
    }

    /// Problems of this text, each at its line where it has one.
    pub(crate) fn refuse(&self, found: Diagnostics) -> Stop {
        Stop::Input(render(&found, &|file| (file == self.name).then_some(self.text.as_str()), colour()))
    }

    /// Problems with what `document` says, put at their places. What is nowhere in it stands by itself.
    pub(crate) fn refuse_at(&self, document: &Document, mut found: Diagnostics) -> Stop {
        document.locate(&mut found);
        for problem in found.iter_mut().filter(|problem| problem.path.segments().is_empty()) {
            problem.place = None;
            problem.file = Some(self.name.clone());
        }
        self.refuse(found)
    }
}

fn read_stdin() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}
