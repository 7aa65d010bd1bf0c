use std::collections::BTreeMap;
use std::fs;
use std::path::Path as FilePath;

use openras_core::{Code, Diagnostic, Diagnostics, Path, nearest};

/// The files of a rulebook: the text of each by its name within the folder, such as `cases/edges.toml`.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    /// What the folder is called in messages.
    pub name: String,
    /// Text by name.
    pub files: BTreeMap<String, String>,
}

/// The files that a rulebook may have, besides those in folders of their own.
const FILES: [&str; 8] = [
    "rulebook.toml",
    "questionnaire.toml",
    "scheme.toml",
    "plan.toml",
    "review.toml",
    "pathway.toml",
    "register.csv",
    "README.md",
];
/// The folders that a rulebook may have.
const FOLDERS: [&str; 3] = ["questionnaires", "law", "cases"];
/// The files that a rulebook must have.
pub(crate) const REQUIRED: [&str; 3] = ["rulebook.toml", "questionnaire.toml", "scheme.toml"];

impl Folder {
    /// A folder of texts that somebody else has read.
    pub fn new(name: impl Into<String>, files: impl IntoIterator<Item = (String, String)>) -> Folder {
        Folder { name: name.into(), files: files.into_iter().collect() }
    }

    /// Reads the folder at `path`, and the folders within it that a rulebook may have.
    ///
    /// # Errors
    /// `missing_file` where there is no such folder or a file cannot be read, `syntax` where a file is not UTF-8.
    pub fn read(path: impl AsRef<FilePath>) -> Result<Folder, Diagnostics> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let mut folder = Folder { name: name.trim_end_matches('/').to_owned(), files: BTreeMap::new() };
        let mut found = Diagnostics::new();
        folder.read_into(path, "", &mut found);
        if found.is_empty() {
            for inner in FOLDERS {
                let path = path.join(inner);
                if path.is_dir() {
                    folder.read_into(&path, &format!("{inner}/"), &mut found);
                }
            }
        }
        found.into_result(folder)
    }

    fn read_into(&mut self, path: &FilePath, within: &str, found: &mut Diagnostics) {
        let entries = match fs::read_dir(path) {
            Ok(entries) => entries,
            Err(error) => {
                let message = format!("`{}` cannot be read as a folder: {error}", path.display());
                let help = "name the folder that holds rulebook.toml";
                found.push(Diagnostic::new(Code::MissingFile, Path::root(), message).help(help));
                return;
            }
        };
        for entry in entries.flatten() {
            let file = entry.path();
            let Some(name) = file.file_name().and_then(|name| name.to_str()) else {
                continue;
            };
            let wanted = name.ends_with(".toml") || FILES.contains(&name);
            if !wanted || file.is_dir() {
                if FILES.contains(&name) {
                    let message = format!("`{}` is a folder, not a file", file.display());
                    found.push(
                        Diagnostic::new(Code::MissingFile, Path::root(), message)
                            .help("put the file in its place"),
                    );
                }
                continue;
            }
            match fs::read(&file).map(String::from_utf8) {
                Ok(Ok(text)) => drop(self.files.insert(format!("{within}{name}"), text)),
                Ok(Err(error)) => {
                    let at = error.utf8_error().valid_up_to();
                    let message =
                        format!("`{}` is not UTF-8 text: byte {at} fits no character", file.display());
                    found.push(Diagnostic::new(Code::Syntax, Path::root(), message).help("save it as UTF-8"));
                }
                Err(error) => {
                    let message = format!("`{}` cannot be read: {error}", file.display());
                    found.push(Diagnostic::new(Code::MissingFile, Path::root(), message));
                }
            }
        }
    }

    /// What a file is called in messages.
    pub fn path_of(&self, file: &str) -> String {
        if self.name.is_empty() { file.to_owned() } else { format!("{}/{file}", self.name) }
    }

    /// The names of the files within one of the folders, in order.
    pub(crate) fn within(&self, folder: &str) -> Vec<&str> {
        let prefix = format!("{folder}/");
        let toml = |name: &&str| name.starts_with(&prefix) && name.ends_with(".toml");
        self.files.keys().map(String::as_str).filter(toml).collect()
    }

    /// Files that must be there and are not, and those that a rulebook does not have.
    pub(crate) fn check(&self) -> Diagnostics {
        let mut found = Diagnostics::new();
        for file in REQUIRED.into_iter().filter(|file| !self.files.contains_key(*file)) {
            let message = format!("there is no `{}`", self.path_of(file));
            let help = "every rulebook has rulebook.toml, questionnaire.toml and scheme.toml";
            found.push(Diagnostic::new(Code::MissingFile, Path::root(), message).help(help).in_file(file));
        }
        for file in self.files.keys().filter(|file| !file.contains('/') && !FILES.contains(&file.as_str())) {
            let help = match nearest(file, FILES) {
                Some(near) => format!("did you mean `{near}`?"),
                None => {
                    format!("a rulebook has {}, and the folders {}", FILES.join(", "), FOLDERS.join(", "))
                }
            };
            let message =
                format!("`{}` is not a file of a rulebook, and nothing reads it", self.path_of(file));
            found.push(Diagnostic::new(Code::Unused, Path::root(), message).help(help).in_file(file.clone()));
        }
        found
    }
}
