//! Where the results go.

use std::io::{self, Write};
use std::path::Path;

use openras::table::{Results, Table, csv};

use crate::output::WholeFile;
use crate::status::Stop;
#[cfg(feature = "parquet")]
use crate::table::ParquetFile;
use crate::table::{Piece, Source};

/// Where the results go: to a file that is whole or not there, or to standard output.
pub(super) struct Sink {
    name: String,
    to: To,
}

enum To {
    Stdout,
    File(WholeFile),
    #[cfg(feature = "parquet")]
    Parquet(Box<ParquetFile>),
}

/// The results of one piece, ready to be put behind the others.
#[derive(Default)]
pub(super) struct Written {
    bytes: Vec<u8>,
    #[cfg(feature = "parquet")]
    batch: Option<arrow_array::RecordBatch>,
}

/// In which form results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Csv,
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Form {
    /// The form that a file is to have, by its name.
    pub(super) fn of(out: Option<&Path>) -> Result<Form, Stop> {
        let ends =
            |path: &Path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("parquet"));
        if !out.is_some_and(ends) {
            return Ok(Form::Csv);
        }
        #[cfg(feature = "parquet")]
        return Ok(Form::Parquet);
        #[cfg(not(feature = "parquet"))]
        Err(Stop::Input(crate::table::NO_PARQUET.to_owned()))
    }
}

impl Written {
    /// Writes the results of a piece in place of those of the last one.
    pub(super) fn write(&mut self, results: &Results<'_>, form: Form, piece: &Piece) -> Result<(), Stop> {
        self.bytes.clear();
        match form {
            Form::Csv => {
                let _ = piece;
                results.write_csv(&mut self.bytes);
            }
            #[cfg(feature = "parquet")]
            Form::Parquet => {
                let people = if let Piece::Parquet(piece) = piece { Some(&piece.people) } else { None };
                let batch = openras_arrow::write(results, people);
                self.batch = Some(batch.map_err(|error| Stop::Cannot(error.to_string()))?);
            }
        }
        Ok(())
    }
}

impl Sink {
    /// Opens it and writes the header.
    pub(super) fn create(
        out: Option<&Path>,
        form: Form,
        table: &Table,
        source: &Source,
    ) -> Result<Sink, Stop> {
        let name = out.map_or("the answer".to_owned(), |path| format!("`{}`", path.display()));
        let Some(path) = out else {
            return Sink { name, to: To::Stdout }.begun(table);
        };
        let file = WholeFile::create(path).map_err(|error| failed(&name, &error))?;
        match form {
            Form::Csv => {
                let _ = source;
                Sink { name, to: To::File(file) }.begun(table)
            }
            #[cfg(feature = "parquet")]
            Form::Parquet => {
                let schema = openras_arrow::schema(table, source.schema().as_deref());
                let file = ParquetFile::create(file, schema, &name)?;
                Ok(Sink { name, to: To::Parquet(Box::new(file)) })
            }
        }
    }

    /// With the names of the columns.
    fn begun(mut self, table: &Table) -> Result<Sink, Stop> {
        let mut header = Written::default();
        csv::push_row(table.header().iter().map(String::as_str), &mut header.bytes);
        self.write(&header)?;
        Ok(self)
    }

    /// Puts the results of a piece behind the others.
    pub(super) fn write(&mut self, written: &Written) -> Result<(), Stop> {
        let done = match &mut self.to {
            To::Stdout => io::stdout().lock().write_all(&written.bytes),
            To::File(file) => file.write_all(&written.bytes),
            #[cfg(feature = "parquet")]
            To::Parquet(file) => {
                return written.batch.as_ref().map_or(Ok(()), |batch| file.write(batch, &self.name));
            }
        };
        done.map_err(|error| failed(&self.name, &error))
    }

    /// Gives the file its name.
    pub(super) fn finish(self) -> Result<(), Stop> {
        let done = match self.to {
            To::Stdout => io::stdout().lock().flush(),
            To::File(file) => file.finish(),
            #[cfg(feature = "parquet")]
            To::Parquet(file) => return file.finish(&self.name),
        };
        done.map_err(|error| failed(&self.name, &error))
    }
}

fn failed(name: &str, error: &io::Error) -> Stop {
    Stop::io(&format!("{name} cannot be written"), error)
}
