//! `fund`: one year's money, from the total to what is left to give out.

use std::path::Path;

use openras::fund::Fund;

use crate::args::Format;
use crate::input::Source;
use crate::output::answer;
use crate::status::{Answer, Stop};

/// The columns of the waterfall.
const WIDTH: usize = 100;

pub(crate) fn run(path: &Path, format: Format, out: Option<&Path>) -> Result<Answer, Stop> {
    let fund = read(path)?;
    let text = match format {
        Format::Text => fund.explain(WIDTH),
        Format::Json => json(&fund.record())?,
    };
    answer(&text, out)?;
    Ok(Answer::Yes)
}

/// Reads a fund.
pub(crate) fn read(path: &Path) -> Result<Fund, Stop> {
    let source = Source::read(path)?;
    let document = source.document()?;
    Fund::from_document(&document).map_err(|found| source.refuse_at(&document, found))
}

/// A record as JSON text.
pub(crate) fn json<T: serde::Serialize>(record: &Result<T, serde_json::Error>) -> Result<String, Stop> {
    let stop = |error: &serde_json::Error| Stop::Cannot(format!("the record cannot be written: {error}"));
    let record = record.as_ref().map_err(stop)?;
    serde_json::to_string_pretty(record).map(|text| text + "\n").map_err(|error| stop(&error))
}
