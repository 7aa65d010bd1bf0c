//! A record for each person, in a folder of its own, named by row and never by person.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use openras::rulebook::Rulebook;
use openras::table::Rows;

use crate::copy::{beside, is_free};
use crate::status::Stop;
use crate::unfinished::Unfinished;

/// The folder that the records go to, which takes its name when all are there.
pub(super) struct Workings {
    folder: Unfinished,
    name: PathBuf,
}

impl Workings {
    /// A new folder.
    pub(super) fn create(name: &Path) -> Result<Workings, Stop> {
        let failed = |error: io::Error| failed(name, &error);
        if !is_free(name).map_err(failed)? {
            return Err(Stop::Cannot(format!("`{}` is there already: name a new folder", name.display())));
        }
        let path = beside(name).map_err(failed)?;
        fs::create_dir(&path).map_err(failed)?;
        Ok(Workings { folder: Unfinished::new(path), name: name.to_owned() })
    }

    /// Writes the records of a piece of the table that has so many rows before it. A row with a problem has none.
    pub(super) fn write(&mut self, rulebook: &Rulebook, rows: &Rows<'_>, before: u64) -> Result<(), Stop> {
        let people = rows.people().map_err(|error| Stop::Cannot(error.to_string()))?;
        for row in 0..rows.len() {
            let Some(assessment) = rows.assessment_of(&people, row) else { continue };
            let Ok(allocation) = rulebook.allocate(&assessment) else { continue };
            let record = allocation.to_json();
            let record =
                record.map_err(|error| Stop::Cannot(format!("the record cannot be written: {error}")))?;
            let number = before.saturating_add(u64::try_from(row).unwrap_or(u64::MAX)).saturating_add(1);
            let file = self.folder.path().join(format!("{number}.json"));
            fs::write(file, record).map_err(|error| failed(&self.name, &error))?;
        }
        Ok(())
    }

    /// Gives the folder its name.
    pub(super) fn finish(self) -> Result<(), Stop> {
        // An empty folder in its place gives way; one that has been filled meanwhile does not.
        match fs::remove_dir(&self.name) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(&self.name, &error)),
            _ => self.folder.rename(&self.name).map_err(|error| failed(&self.name, &error)),
        }
    }
}

fn failed(name: &Path, error: &io::Error) -> Stop {
    Stop::io(&format!("`{}` cannot be written", name.display()), error)
}
