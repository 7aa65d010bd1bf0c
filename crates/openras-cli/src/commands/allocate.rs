//! `allocate`: one person's indicative budget and its workings.

use std::path::Path;

use openras::core::Day;

use crate::args::AllocateFormat;
use crate::input::{Source, rulebook};
use crate::output::answer;
use crate::page_args::LetterArguments;
use crate::status::{Answer, Stop};

/// The columns of the workings.
const WIDTH: usize = 100;

pub(crate) fn run(
    folder: &Path,
    assessment: &Path,
    on: Option<Day>,
    (format, page): (AllocateFormat, LetterArguments),
    out: Option<&Path>,
) -> Result<Answer, Stop> {
    if format != AllocateFormat::Html {
        page.only_for_pages()?;
    }
    let rulebook = rulebook(folder)?;
    let source = Source::read(assessment)?;
    let mut document = source.document()?;
    let allocation = rulebook.allocate_document(&mut document, on);
    let allocation = allocation.map_err(|found| source.refuse_at(&document, found))?;
    let text = match format {
        AllocateFormat::Text => rulebook.explain(&allocation, WIDTH),
        AllocateFormat::Json => allocation
            .to_json()
            .map_err(|error| Stop::Cannot(format!("the record cannot be written: {error}")))?,
        AllocateFormat::Html => openras_letter::letter(&rulebook, &allocation, &page.options()),
    };
    answer(&text, out)?;
    Ok(Answer::Yes)
}
