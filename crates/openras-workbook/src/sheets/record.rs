//! The sheet of the record: what OpenRAS said, beside what the formulas say now.

use openras_allocation::Allocation;
use openras_core::Exact;
use rust_xlsxwriter::Workbook;

use crate::WorkbookError;
use crate::lines::Shown;
use crate::pen::Pen;
use crate::places::name;
use crate::style::{Look, Style};

/// Writes the sheet.
pub(crate) fn write(
    book: &mut Workbook,
    style: &Style,
    allocation: &Allocation,
) -> Result<(), WorkbookError> {
    let mut pen = Pen::begin(book, style, "Record", &[34, 40, 20, 20, 16], 0)?;
    pen.text(0, 0, "Record", Look::Title)?;
    let stamp = allocation.rulebook();
    let record = allocation.record().map_err(|error| WorkbookError::Record(error.to_string()))?;
    let digest = record.sha256.clone().unwrap_or_default();
    let facts = [
        ("record", record.record),
        ("engine", record.engine),
        ("rulebook", &*stamp.id),
        ("version", &*stamp.version),
        ("digest of the rulebook", &*stamp.sha256),
        ("digest of the record", &*digest),
        ("standing", record.standing),
        ("outcome", record.outcome),
    ];
    let mut row = 2u32;
    for (what, text) in facts.into_iter().filter(|(_, text)| !text.is_empty()) {
        pen.text(row, 0, what, Look::Text)?;
        pen.text(row, 1, text, Look::Value)?;
        row = row.saturating_add(1);
    }
    row = row.saturating_add(1);
    pen.texts(
        row,
        &["step", "exact value in the record", "as a number", "here now", "the same"],
        Look::Head,
    )?;
    for done in allocation.steps() {
        row = row.saturating_add(1);
        let step = &allocation.scheme().steps[done.step];
        let value = Shown::Number(done.value.clone());
        let format = style.counted(Look::Value, &step.unit, &value);
        pen.text(row, 0, &step.id, Look::Value)?;
        pen.text(row, 1, &done.value.to_string(), Look::Part)?;
        pen.number(row, 2, &done.value, &format)?;
        let here = name("step", &step.id);
        pen.formula(row, 3, &here, &value, &format)?;
        let at = row.saturating_add(1);
        let places =
            14usize.saturating_sub(done.value.abs().round(openras_core::Rounding::Up, 0).to_string().len());
        let formula =
            format!("IF(ISNUMBER(D{at}),IF(ROUND(D{at}-C{at},{places})=0,\"yes\",\"changed\"),\"no value\")");
        pen.formula(row, 4, &formula, &Shown::text("yes"), &style.of(Look::Value))?;
    }
    let figures = allocation.money().figures.as_ref();
    let figures: [(&str, Option<&Exact>); 4] = [
        ("annual", figures.map(|figures| &figures.annual)),
        ("weekly", figures.map(|figures| &figures.weekly)),
        ("social_care", figures.map(|figures| &figures.social_care)),
        ("individual_budget", figures.map(|figures| &figures.individual_budget)),
    ];
    for (id, value) in figures {
        let Some(value) = value else { continue };
        row = row.saturating_add(1);
        let format = style.payable(Look::Result);
        let shown = Shown::Number(value.clone());
        pen.text(row, 0, id, Look::Value)?;
        pen.text(row, 1, &value.to_fixed(allocation.scheme().decimals), Look::Part)?;
        pen.number(row, 2, value, &format)?;
        pen.formula(row, 3, &name("ras", id), &shown, &format)?;
        let at = row.saturating_add(1);
        pen.formula(
            row,
            4,
            &format!("IF(D{at}=C{at},\"yes\",\"changed\")"),
            &Shown::text("yes"),
            &style.of(Look::Value),
        )?;
    }
    Ok(())
}
