//! `allocate`: one person's indicative budget and its workings.

use std::path::Path;

use crate::args::allocate::{AllocateArguments, AllocateFormat};
use crate::input::{Source, rulebook};
use crate::output::{answer, bytes, is_workbook};
use crate::status::{Answer, Stop};

/// The columns of the workings.
const WIDTH: usize = 100;

pub(crate) fn run(arguments: &AllocateArguments) -> Result<Answer, Stop> {
    let out = arguments.out.as_deref();
    let format = arguments.format.unwrap_or_else(|| by_name(out));
    if format != AllocateFormat::Html {
        arguments.letter.only_for_pages()?;
    }
    let rulebook = rulebook(&arguments.rulebook)?;
    let source = Source::read(&arguments.assessment)?;
    let mut document = source.document()?;
    let allocation = rulebook.allocate_document(&mut document, arguments.on);
    let allocation = allocation.map_err(|found| source.refuse_at(&document, found))?;
    let text = match format {
        AllocateFormat::Text => rulebook.explain(&allocation, WIDTH),
        AllocateFormat::Xlsx => {
            let book = openras::workbook::person(&rulebook, &allocation);
            bytes(&book.map_err(|error| Stop::Cannot(error.to_string()))?, out)?;
            return Ok(Answer::Yes);
        }
        AllocateFormat::Json => allocation
            .to_json()
            .map_err(|error| Stop::Cannot(format!("the record cannot be written: {error}")))?,
        AllocateFormat::Html => openras_letter::letter(&rulebook, &allocation, &arguments.letter.options()),
    };
    answer(&text, out)?;
    Ok(Answer::Yes)
}

/// What the file's name says: a workbook, a page, otherwise text.
fn by_name(out: Option<&Path>) -> AllocateFormat {
    let is_page = |path: &Path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("html"));
    match out {
        Some(path) if is_workbook(path) => AllocateFormat::Xlsx,
        Some(path) if is_page(path) => AllocateFormat::Html,
        _ => AllocateFormat::Text,
    }
}
