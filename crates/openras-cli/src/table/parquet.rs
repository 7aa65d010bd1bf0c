//! Tables in Parquet, read and written through Arrow.

use std::fs::File;
use std::sync::Arc;

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use openras::table::Rows;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::ColumnPath;

use crate::output::WholeFile;
use crate::status::Stop;

/// So many rows are worked out together.
const PIECE: usize = 8_192;

/// A table in Parquet, read a piece at a time.
pub(crate) struct Parquet {
    reader: ParquetRecordBatchReader,
    rows: u64,
    read: u64,
}

/// Some rows of it.
pub(crate) struct ParquetPiece {
    pub(crate) people: RecordBatch,
    /// How many rows stand before them.
    before: u64,
}

impl Parquet {
    /// Reads what stands at its end: the columns and how many rows there are.
    pub(crate) fn open(file: File, name: &str) -> Result<(Parquet, Vec<String>), Stop> {
        let wrong = |error: ParquetError| failed(name, &error);
        let options = || ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        let found = ArrowReaderMetadata::load(&file, options()).map_err(wrong)?;
        let rows = u64::try_from(found.metadata().file_metadata().num_rows()).unwrap_or(0);
        // Strings come with their dictionary, so that each word is read once and not in every row.
        let schema = with_dictionaries(found.schema());
        let found = ArrowReaderMetadata::load(&file, options().with_schema(schema)).map_err(wrong)?;
        let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, found).with_batch_size(PIECE);
        let reader = builder.build().map_err(wrong)?;
        let header = reader.schema().fields().iter().map(|field| field.name().clone()).collect();
        Ok((Parquet { reader, rows, read: 0 }, header))
    }

    /// How many rows there are.
    pub(crate) fn size(&self) -> u64 {
        self.rows
    }

    /// Its columns.
    pub(crate) fn schema(&self) -> SchemaRef {
        self.reader.schema()
    }

    /// The next rows.
    pub(crate) fn next(&mut self, name: &str) -> Result<Option<ParquetPiece>, Stop> {
        let Some(next) = self.reader.next() else { return Ok(None) };
        let people = next.map_err(|error| failed(name, &error.into()))?;
        let before = self.read;
        self.read = before.saturating_add(u64::try_from(people.num_rows()).unwrap_or(u64::MAX));
        Ok(Some(ParquetPiece { people, before }))
    }
}

/// The same columns, those of strings as dictionaries.
fn with_dictionaries(schema: &Schema) -> SchemaRef {
    let fields = schema.fields().iter().map(|field| match field.data_type() {
        // No two people have the same reference: a dictionary of them would only be in the way.
        _ if field.name() == "person" => Arc::clone(field),
        kind @ (DataType::Utf8 | DataType::LargeUtf8) => {
            let kind = DataType::Dictionary(Box::new(DataType::Int32), Box::new(kind.clone()));
            Arc::new(Field::new(field.name(), kind, field.is_nullable()))
        }
        _ => Arc::clone(field),
    });
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}

impl ParquetPiece {
    /// How many rows there are.
    pub(crate) fn size(&self) -> u64 {
        u64::try_from(self.people.num_rows()).unwrap_or(u64::MAX)
    }

    /// Every row as text, with its number: the first is 1.
    pub(crate) fn texts(&self, name: &str) -> Result<Vec<(usize, Vec<String>)>, Stop> {
        let texts = openras_arrow::texts(&self.people)
            .map_err(|error| Stop::Input(format!("error[wrong_type]: {error}\n --> {name}")))?;
        let first = usize::try_from(self.before).unwrap_or(usize::MAX).saturating_add(1);
        Ok((first..).zip(texts).collect())
    }

    /// Makes columns of them; gives the rows that are on another day than the one asked for.
    pub(crate) fn take(&self, rows: &mut Rows<'_>) -> Result<Vec<u64>, Stop> {
        openras_arrow::read(rows, &self.people)
            .map_err(|error| Stop::Input(format!("error[wrong_type]: {error}")))?;
        let number =
            |row: usize| self.before.saturating_add(u64::try_from(row).unwrap_or(u64::MAX)).saturating_add(1);
        Ok(rows.other_days().iter().map(|(row, _)| number(*row)).collect())
    }
}

/// Results in Parquet, in a file that is whole or not there.
pub(crate) struct ParquetFile(ArrowWriter<WholeFile>);

impl ParquetFile {
    pub(crate) fn create(file: WholeFile, schema: SchemaRef, name: &str) -> Result<ParquetFile, Stop> {
        let person = || ColumnPath::from("person");
        // No two people have the same reference: neither a dictionary nor the first and last of them helps anybody.
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .set_column_dictionary_enabled(person(), false)
            .set_column_statistics_enabled(person(), EnabledStatistics::None)
            .build();
        let writer =
            ArrowWriter::try_new(file, schema, Some(properties)).map_err(|error| unwritten(name, &error))?;
        Ok(ParquetFile(writer))
    }

    pub(crate) fn write(&mut self, results: &RecordBatch, name: &str) -> Result<(), Stop> {
        self.0.write(results).map_err(|error| unwritten(name, &error))
    }

    pub(crate) fn finish(self, name: &str) -> Result<(), Stop> {
        let file = self.0.into_inner().map_err(|error| unwritten(name, &error))?;
        file.finish().map_err(|error| Stop::io(&format!("{name} cannot be written"), &error))
    }
}

fn failed(name: &str, error: &ParquetError) -> Stop {
    Stop::Input(format!("error[syntax]: the table cannot be read: {error}\n --> {name}"))
}

fn unwritten(name: &str, error: &ParquetError) -> Stop {
    let what = format!("{name} cannot be written");
    if let ParquetError::External(inner) = error
        && let Some(inner) = inner.downcast_ref::<std::io::Error>()
    {
        return Stop::io(&what, inner);
    }
    Stop::Cannot(format!("{what}: {error}"))
}
