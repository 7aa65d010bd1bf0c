//! What a spreadsheet lets somebody fill in.

use openras_core::Exact;
use rust_xlsxwriter::{DataValidation, DataValidationRule, Formula, XlsxError};

use crate::words::written;

/// How far money from elsewhere has come.
pub(crate) const STATES: [&str; 5] = ["not_eligible", "to_apply", "applied", "awarded", "refused"];

/// One of a few words.
pub(crate) fn list(words: &[&str]) -> Result<DataValidation, XlsxError> {
    told(DataValidation::new().allow_list_strings(words)?, "Choose one of the list.")
}

/// One of the cells that a name stands for.
pub(crate) fn list_of(name: &str) -> DataValidation {
    DataValidation::new().allow_list_formula(Formula::new(format!("={name}")))
}

/// A number within its range.
pub(crate) fn numbers(min: &Exact, max: &Exact, decimals: u32) -> Result<DataValidation, XlsxError> {
    let (least, most) =
        (Formula::new(format!("={}", written(min))), Formula::new(format!("={}", written(max))));
    let between = DataValidationRule::Between(least, most);
    let words = match decimals {
        0 => format!("A whole number from {min} to {max}."),
        1 => format!("A number from {min} to {max} with at most 1 decimal."),
        most => format!("A number from {min} to {max} with at most {most} decimals."),
    };
    let rule = match decimals {
        0 => DataValidation::new().allow_whole_number_formula(between),
        _ => DataValidation::new().allow_decimal_number_formula(between),
    };
    told(rule, &words)
}

fn told(rule: DataValidation, words: &str) -> Result<DataValidation, XlsxError> {
    rule.set_error_title("This does not fit")?.set_error_message(words)
}
