//! Small words of a spreadsheet's formulas.

use openras_core::{Exact, Period};

/// A text in a formula: ids have no quotation marks.
pub(crate) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// The name of how many of a period there are in a year; none for the year itself.
pub(crate) fn year(period: Period) -> Option<&'static str> {
    match period {
        Period::Day => Some("year_days"),
        Period::Week => Some("year_weeks"),
        Period::Month => Some("year_months"),
        Period::Year => None,
    }
}

/// The name whose cell stands for "a person decides": no number, on purpose.
pub(crate) const REFER: &str = "a_person_decides";

/// Joins what is to be added; nothing is 0.
pub(crate) fn sum(terms: &[String]) -> String {
    if terms.is_empty() { "0".to_owned() } else { terms.join("+") }
}

/// A number as a formula writes it.
pub(crate) fn written(value: &Exact) -> String {
    match (value.decimals(), value.parts()) {
        (Some(_), _) => value.to_string(),
        (None, Some((above, below))) => format!("{above}/{below}"),
        (None, None) => value.to_fixed(15),
    }
}
