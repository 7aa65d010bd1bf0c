//! Where the rows come from.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use openras::table::csv::{Block, Blocks};

use super::Writing;
#[cfg(feature = "parquet")]
use super::parquet::{Parquet, ParquetPiece};
use super::sheet::{Sheet, SheetPiece};
use crate::status::Stop;

/// A table of people, read a piece at a time.
pub(crate) struct Source {
    size: Option<u64>,
    kind: Kind,
}

enum Kind {
    Csv(Blocks<Box<dyn Read + Send>>),
    Sheet(Sheet),
    #[cfg(feature = "parquet")]
    Parquet(Parquet),
    /// There is no row, not even a header.
    Empty,
}

/// A piece of a table, whose cells are not read yet.
#[derive(Default)]
pub(crate) enum Piece {
    #[default]
    Nothing,
    Csv(Block),
    Sheet(SheetPiece),
    #[cfg(feature = "parquet")]
    Parquet(ParquetPiece),
}

impl Piece {
    /// How much of the source it was.
    pub(crate) fn size(&self) -> u64 {
        match self {
            Piece::Nothing => 0,
            Piece::Csv(block) => u64::try_from(block.size()).unwrap_or(u64::MAX),
            Piece::Sheet(piece) => piece.size(),
            #[cfg(feature = "parquet")]
            Piece::Parquet(piece) => piece.size(),
        }
    }
}

impl Source {
    /// Opens a table and reads its header.
    pub(crate) fn open(path: &Path, name: &str, writing: &Writing) -> Result<(Source, Vec<String>), Stop> {
        let cannot = |error: &io::Error| Stop::io(&format!("`{name}` cannot be read"), error);
        let ending =
            path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        match ending.as_str() {
            "xlsx" | "xlsm" | "xlsb" | "xls" | "ods" => {
                // A file that is not there is told as any other is.
                drop(File::open(path).map_err(|error| cannot(&error))?);
                let (sheet, header) = Sheet::open(path, name, writing.sheet.as_deref())?;
                return Ok((Source { size: Some(sheet.size()), kind: Kind::Sheet(sheet) }, header));
            }
            #[cfg(feature = "parquet")]
            "parquet" => {
                let file = File::open(path).map_err(|error| cannot(&error))?;
                let (parquet, header) = Parquet::open(file, name)?;
                return Ok((Source { size: Some(parquet.size()), kind: Kind::Parquet(parquet) }, header));
            }
            #[cfg(not(feature = "parquet"))]
            "parquet" => return Err(Stop::Input(NO_PARQUET.to_owned())),
            _ => {}
        }
        let (reader, size): (Box<dyn Read + Send>, Option<u64>) = if path.as_os_str() == "-" {
            (Box::new(io::stdin()), None)
        } else {
            let file = File::open(path).map_err(|error| cannot(&error))?;
            let there = file.metadata().map_err(|error| cannot(&error))?;
            if there.is_dir() {
                return Err(cannot(&io::ErrorKind::IsADirectory.into()));
            }
            (Box::new(file), there.is_file().then_some(there.len()))
        };
        let delimiter = delimiter(writing, name)?;
        let read = Blocks::separated(reader, delimiter).map_err(|error| failed(&error, name))?;
        Ok(match read {
            Some((blocks, header)) => (Source { size, kind: Kind::Csv(blocks) }, header),
            None => (Source { size, kind: Kind::Empty }, Vec::new()),
        })
    }

    /// What the table is called: the file, and of a workbook the sheet.
    pub(crate) fn title(&self, name: &str) -> String {
        match &self.kind {
            Kind::Sheet(sheet) => format!("{name}, sheet {}", sheet.title()),
            _ => name.to_owned(),
        }
    }

    /// How much there is to read, where that is known.
    pub(crate) fn size(&self) -> Option<u64> {
        self.size
    }

    /// The columns of a table that has types of its own.
    #[cfg(feature = "parquet")]
    pub(crate) fn schema(&self) -> Option<arrow_schema::SchemaRef> {
        match &self.kind {
            Kind::Parquet(parquet) => Some(parquet.schema()),
            _ => None,
        }
    }

    /// Reads the next piece; `false` where there is none.
    pub(crate) fn next(&mut self, piece: &mut Piece, name: &str) -> Result<bool, Stop> {
        match &mut self.kind {
            Kind::Csv(blocks) => {
                if !matches!(piece, Piece::Csv(_)) {
                    *piece = Piece::Csv(Block::default());
                }
                let Piece::Csv(block) = piece else { return Ok(false) };
                blocks.next(block).map_err(|error| failed(&error, name))
            }
            Kind::Sheet(sheet) => Ok(match sheet.next() {
                Some(next) => {
                    *piece = Piece::Sheet(next);
                    true
                }
                None => false,
            }),
            #[cfg(feature = "parquet")]
            Kind::Parquet(parquet) => match parquet.next(name)? {
                Some(next) => {
                    *piece = Piece::Parquet(next);
                    Ok(true)
                }
                None => Ok(false),
            },
            Kind::Empty => Ok(false),
        }
    }
}

/// What is said of a table that this program was not built to read or write.
#[cfg(not(feature = "parquet"))]
pub(crate) const NO_PARQUET: &str = "error: this program is built without Parquet\n  = help: use .csv, or build it with \
                                     `--features parquet`";

/// What stands between the cells of a csv.
fn delimiter(writing: &Writing, name: &str) -> Result<u8, Stop> {
    let given = writing.delimiter.unwrap_or(',');
    let byte = u8::try_from(given).ok().filter(|byte| byte.is_ascii() && !b"\"\r\n".contains(byte));
    byte.ok_or_else(|| {
        Stop::Input(format!(
            "error[wrong_type]: `{given}` cannot stand between the cells of a csv\n --> {name}\n  = help: give one such as ';'"
        ))
    })
}

fn failed(error: &io::Error, name: &str) -> Stop {
    if error.kind() == io::ErrorKind::InvalidData {
        return Stop::Input(format!("error[syntax]: {error}\n --> {name}:1"));
    }
    Stop::io(&format!("`{name}` cannot be read"), error)
}
