//! Writes a folder whole or not at all.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use openras::rulebook::Folder;

/// Whether a new folder may stand here: there is nothing, or an empty folder.
pub(crate) fn is_free(path: &Path) -> io::Result<bool> {
    match fs::read_dir(path) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Ok(false),
        Err(error) => Err(error),
    }
}

/// Writes the files to a folder beside `path` first, which then takes its name.
pub(crate) fn write_folder(path: &Path, folder: &Folder) -> io::Result<()> {
    let beside = beside(path)?;
    fs::create_dir(&beside)?;
    let written = write_files(&beside, folder).and_then(|()| {
        // An empty folder in its place gives way; one that has been filled meanwhile does not.
        match fs::remove_dir(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => fs::rename(&beside, path),
        }
    });
    if written.is_err() {
        drop(fs::remove_dir_all(&beside));
    }
    written
}

/// A name for what is not whole yet, in the same folder.
pub(crate) fn beside(path: &Path) -> io::Result<PathBuf> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy();
    Ok(path.with_file_name(format!(".{name}.{}", std::process::id())))
}

fn write_files(root: &Path, folder: &Folder) -> io::Result<()> {
    for (name, text) in &folder.files {
        let file = root.join(name);
        if let Some(parent) = file.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(file, text)?;
    }
    Ok(())
}
