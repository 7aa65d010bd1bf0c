//! The sheet of dated numbers, of the year, and of the days on which the rulebook holds.

use openras_core::{Exact, Period};
use rust_xlsxwriter::Workbook;

use super::{origin, words};
use crate::WorkbookError;
use crate::ground::Ground;
use crate::lines::Shown;
use crate::pen::Pen;
use crate::places::name;
use crate::style::{Look, Style};
use crate::words::year;

/// Writes the sheet; `on` is how the day is called, none where every row of the workbook has its own. Gives the names of
/// its cells.
pub(crate) fn write(
    book: &mut Workbook,
    style: &Style,
    ground: &Ground<'_>,
    on: Option<&str>,
    shown: &[Shown],
) -> Result<Vec<(String, String)>, WorkbookError> {
    let mut pen = Pen::begin(book, style, "Parameters", &[30, 52, 20, 18, 22], 0)?;
    let mut names = Vec::new();
    pen.text(0, 0, "Parameters", Look::Title)?;
    let mut row = 2u32;
    if let Some(on) = on.filter(|_| !ground.scheme.parameters.is_empty()) {
        pen.texts(row, &["in force on the day", "what it is", "unit", "value", ""], Look::Head)?;
        for (parameter, shown) in ground.scheme.parameters.iter().zip(shown) {
            row = row.saturating_add(1);
            let id = &parameter.id;
            pen.text(row, 0, id, Look::Value)?;
            pen.text(row, 1, words(ground, &parameter.text), Look::Text)?;
            pen.text(row, 2, &parameter.unit_text, Look::Text)?;
            let format = value_format(style, parameter, Look::Value, shown);
            let (from, is) = (name("paramfrom", id), name("paramis", id));
            pen.formula(row, 3, &format!("INDEX({is},MATCH({on},{from},1))"), shown, &format)?;
            names.push((name("param", id), format!("Parameters!$D${}", row.saturating_add(1))));
        }
        row = row.saturating_add(2);
    }
    if !ground.scheme.parameters.is_empty() {
        pen.texts(row, &["every value", "", "from this day on", "value", "source"], Look::Head)?;
        row = row.saturating_add(1);
    }
    for parameter in &ground.scheme.parameters {
        let first = row.saturating_add(1);
        for value in &parameter.values {
            pen.text(row, 0, &parameter.id, Look::Value)?;
            pen.day(row, 2, value.from, Look::Value)?;
            let shown = Shown::Number(value.is.value.clone());
            let format = value_format(style, parameter, Look::Input, &shown);
            pen.number(row, 3, &value.is.value, &format)?;
            pen.text(row, 4, origin(&value.origin), Look::Note)?;
            row = row.saturating_add(1);
        }
        names.push((name("paramfrom", &parameter.id), format!("Parameters!$C${first}:$C${row}")));
        names.push((name("paramis", &parameter.id), format!("Parameters!$D${first}:$D${row}")));
    }
    row = row.saturating_add(1);
    pen.texts(row, &["in a year", "", "", "value", ""], Look::Head)?;
    for (period, what) in [(Period::Week, "weeks"), (Period::Month, "months"), (Period::Day, "days")] {
        row = row.saturating_add(1);
        pen.text(row, 0, what, Look::Value)?;
        pen.number(row, 3, &ground.scheme.year.count(period), &style.number(Look::Input))?;
        if let Some(called) = year(period) {
            names.push((called.to_owned(), format!("Parameters!$D${}", row.saturating_add(1))));
        }
    }
    row = row.saturating_add(2);
    pen.texts(row, &["the rulebook holds", "", "", "day", ""], Look::Head)?;
    let days = [("from", ground.scheme.effective_from), ("to", ground.scheme.effective_to)];
    for (what, day) in days {
        let Some(day) = day else { continue };
        row = row.saturating_add(1);
        pen.text(row, 0, what, Look::Value)?;
        pen.day(row, 3, day, Look::Value)?;
        names.push((name("effective", what), format!("Parameters!$D${}", row.saturating_add(1))));
    }
    Ok(names)
}

fn value_format(
    style: &Style,
    parameter: &openras_allocation::Parameter,
    look: Look,
    shown: &Shown,
) -> rust_xlsxwriter::Format {
    if parameter.unit.is_number() && parameter.values.iter().any(|value| value.is.percent) {
        return style.share(look);
    }
    match shown {
        Shown::Number(value) if value == &Exact::ZERO && parameter.unit.currency().is_none() => {
            style.number(look)
        }
        _ => style.counted(look, &parameter.unit, shown),
    }
}
