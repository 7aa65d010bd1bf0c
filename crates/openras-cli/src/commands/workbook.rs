//! `workbook`: the whole scheme as formulas, to fill in.

use std::path::Path;

use openras::core::Day;

use crate::input::rulebook;
use crate::output::bytes;
use crate::status::{Answer, Stop};

pub(crate) fn run(folder: &Path, out: &Path, on: Option<Day>) -> Result<Answer, Stop> {
    let rulebook = rulebook(folder)?;
    let scheme = rulebook.scheme();
    let begun = on.zip(scheme.effective_from).is_none_or(|(on, from)| from <= on);
    let ended = on.zip(scheme.effective_to).is_some_and(|(on, to)| to < on);
    if let Some(on) = on.filter(|_| !begun || ended) {
        let message = format!("error[no_value_on_date]: this rulebook does not hold on {on}");
        return Err(Stop::Input(message + "\n  = help: see `effective` in rulebook.toml, or leave --on out"));
    }
    let book = openras::workbook::blank(&rulebook, on).map_err(|error| Stop::Cannot(error.to_string()))?;
    bytes(&book, Some(out))?;
    Ok(Answer::Yes)
}
