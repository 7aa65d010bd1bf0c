//! `reconcile`: what happened to the money, what is kept, what goes back, and the notice.

use std::path::Path;

use openras::review::{AccountStatement, BankMapping, Table, read_bank};

use crate::args::plan::PlanFormat;
use crate::args::review::ReconcileArguments;
use crate::input::{Source, rulebook};
use crate::output::{answer, tell};
use crate::status::{Answer, Stop};
use crate::table::{Writing, cells as read_cells, refuse};

pub(crate) fn run(arguments: &ReconcileArguments) -> Result<Answer, Stop> {
    let rulebook = rulebook(&arguments.rulebook)?;
    let source = Source::read(&arguments.statement)?;
    let mut document = source.document()?;
    let mut statement = match AccountStatement::from_document(&mut document) {
        Ok(statement) => statement,
        Err(found) => return Err(source.refuse_at(&document, found)),
    };
    if let (Some(bank), Some(mapping)) = (&arguments.bank, &arguments.mapping) {
        statement = with_bank(statement, bank, mapping, &arguments.writing.writing())?;
    }
    let reconciliation =
        rulebook.reconcile(&statement, arguments.on).map_err(|found| source.refuse_at(&document, found))?;
    let text = match (arguments.format, rulebook.review_stamp()) {
        (PlanFormat::Json, Some(stamp)) => reconciliation
            .to_json(stamp)
            .map_err(|error| Stop::Cannot(format!("the record cannot be written: {error}")))?,
        (PlanFormat::Html, _) => reconciliation.to_html(),
        _ => reconciliation.to_text(),
    };
    answer(&text, arguments.out.as_deref())?;
    Ok(if reconciliation.blocked_by().is_empty() { Answer::Yes } else { Answer::No })
}

/// The statement with the rows of the bank's table.
fn with_bank(
    statement: AccountStatement,
    bank: &Path,
    mapping: &Path,
    writing: &Writing,
) -> Result<AccountStatement, Stop> {
    let source = Source::read(mapping)?;
    let mut document = source.document()?;
    let mapping = match BankMapping::from_document(&mut document) {
        Ok(mapping) => mapping,
        Err(found) => return Err(source.refuse_at(&document, found)),
    };
    let entries = read_bank(&table(bank, writing)?, &mapping).map_err(|found| refuse(&found))?;
    if entries.skipped > 0 {
        tell(&format!("note: rows of the bank's table left out by a rule: {}", entries.skipped));
    }
    Ok(entries.added_to(statement))
}

/// A table of text from a file: csv, xlsx or ods.
pub(crate) fn table(path: &Path, writing: &Writing) -> Result<Table, Stop> {
    let cells = read_cells(path, writing)?;
    let rows = cells.rows.into_iter().map(|row| (row.number, row.cells)).collect();
    Ok(Table { name: cells.name, head: cells.head, rows })
}
