//! `allocate`: one person's indicative budget and its workings.

use std::path::Path;

use openras::core::Day;

use crate::args::AllocateFormat;
use crate::input::{Source, rulebook};
use crate::output::{answer, bytes, is_workbook};
use crate::status::{Answer, Stop};

/// The columns of the workings.
const WIDTH: usize = 100;

pub(crate) fn run(
    folder: &Path,
    assessment: &Path,
    on: Option<Day>,
    format: Option<AllocateFormat>,
    out: Option<&Path>,
) -> Result<Answer, Stop> {
    let rulebook = rulebook(folder)?;
    let source = Source::read(assessment)?;
    let mut document = source.document()?;
    let allocation = rulebook.allocate_document(&mut document, on);
    let allocation = allocation.map_err(|found| source.refuse_at(&document, found))?;
    let text = match format.unwrap_or_else(|| by_name(out)) {
        AllocateFormat::Text => rulebook.explain(&allocation, WIDTH),
        AllocateFormat::Xlsx => {
            let book = openras::workbook::person(&rulebook, &allocation);
            bytes(&book.map_err(|error| Stop::Cannot(error.to_string()))?, out)?;
            return Ok(Answer::Yes);
        }
        AllocateFormat::Json => allocation
            .to_json()
            .map_err(|error| Stop::Cannot(format!("the record cannot be written: {error}")))?,
    };
    answer(&text, out)?;
    Ok(Answer::Yes)
}

/// A workbook where the file's name ends so, otherwise text.
fn by_name(out: Option<&Path>) -> AllocateFormat {
    if out.is_some_and(is_workbook) { AllocateFormat::Xlsx } else { AllocateFormat::Text }
}
