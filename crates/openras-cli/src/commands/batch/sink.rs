//! Where the results go.

use std::io::{self, Write};
use std::path::Path;

use openras::table::{Results, Table, csv};

use super::source::NO_PARQUET;
use crate::output::WholeFile;
use crate::status::Stop;

/// Where the results go: to a file that is whole or not there, or to standard output.
pub(super) struct Sink {
    name: String,
    to: To,
}

enum To {
    Stdout,
    File(WholeFile),
}

/// The results of one piece, ready to be put behind the others.
#[derive(Default)]
pub(super) struct Written {
    bytes: Vec<u8>,
}

impl Written {
    /// Writes the results of a piece in place of those of the last one.
    pub(super) fn write(&mut self, results: &Results<'_>) -> Result<(), Stop> {
        self.bytes.clear();
        results.write_csv(&mut self.bytes);
        Ok(())
    }
}

impl Sink {
    /// Opens it and writes the header.
    pub(super) fn create(out: Option<&Path>, table: &Table) -> Result<Sink, Stop> {
        let ends =
            |path: &Path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("parquet"));
        if out.is_some_and(ends) {
            return Err(Stop::Input(NO_PARQUET.to_owned()));
        }
        let name = out.map_or("the answer".to_owned(), |path| format!("`{}`", path.display()));
        let to = match out {
            None => To::Stdout,
            Some(path) => To::File(WholeFile::create(path).map_err(|error| failed(&name, &error))?),
        };
        let mut sink = Sink { name, to };
        let mut header = Vec::new();
        csv::push_row(table.header().iter().map(String::as_str), &mut header);
        sink.write(&Written { bytes: header })?;
        Ok(sink)
    }

    /// Puts the results of a piece behind the others.
    pub(super) fn write(&mut self, written: &Written) -> Result<(), Stop> {
        let done = match &mut self.to {
            To::Stdout => io::stdout().lock().write_all(&written.bytes),
            To::File(file) => file.write_all(&written.bytes),
        };
        done.map_err(|error| failed(&self.name, &error))
    }

    /// Gives the file its name.
    pub(super) fn finish(self) -> Result<(), Stop> {
        let done = match self.to {
            To::Stdout => io::stdout().lock().flush(),
            To::File(file) => file.finish(),
        };
        done.map_err(|error| failed(&self.name, &error))
    }
}

fn failed(name: &str, error: &io::Error) -> Stop {
    Stop::io(&format!("{name} cannot be written"), error)
}
