//! A draw on the fund's contingency, as a row of the fund's ledger: never more than there is.

use openras_core::{Code, Diagnostic, Diagnostics, Path};
use openras_fund::{CellRow, Cells, Fund, Ledger};

use crate::agreed::AgreedBudgetRecord;

/// The row that a draw adds to the ledger of a fund, one cell for each of the ledger's columns; nothing where the agreed
/// budget draws nothing, or its row is there already.
///
/// # Errors
/// Where the draw is of another fund, for a purpose that the fund does not name, or more than the contingency has left: as
/// the ledger says it.
pub fn drawn_ledger(
    ledger: &Cells,
    fund: &Fund,
    agreed: &AgreedBudgetRecord,
) -> Result<Option<Vec<String>>, Diagnostics> {
    let Some(draw) = &agreed.draw else {
        return Ok(None);
    };
    let own = fund.record().ok().and_then(|record| record.sha256);
    if own.as_ref() != Some(&draw.fund) {
        let message =
            format!("the draw is of the fund {}, and this one is {}", draw.fund, own.unwrap_or_default());
        let problem = Diagnostic::new(Code::WrongType, Path::root().key("draw").key("fund"), message);
        return Err(problem.help("give the fund that the decision names").into());
    }
    let sha256 = agreed.sha256.clone().unwrap_or_default();
    let reason = format!("{} agreed_budget:{sha256}", agreed.reasons.join("|"));
    let there = ledger.column("reason");
    if ledger.rows.iter().any(|row| row.text(there).is_some_and(|text| text.ends_with(&sha256))) {
        return Ok(None);
    }
    let to = draw.to.clone().unwrap_or_default();
    let value = |column: &str| match column {
        "on" => agreed.on.clone(),
        "person" => agreed.person.clone(),
        "kind" => "drawn".to_owned(),
        "purpose" => draw.purpose.clone(),
        "amount" => draw.amount.clone(),
        "per" => agreed.agreed.per.to_owned(),
        "from" => draw.from.clone(),
        "to" => to.clone(),
        "reason" => reason.clone(),
        "approver" => agreed.by.clone(),
        _ => String::new(),
    };
    for column in ["on", "person", "kind", "purpose", "amount", "per", "from", "to", "reason", "approver"] {
        if ledger.column(column).is_none() {
            let message = format!("there is no column `{column}`, and a draw has to say it");
            return Err(ledger.problem(Code::MissingKey, message).help("add the column").into());
        }
    }
    let cells: Vec<String> = ledger.head.iter().map(|column| value(column)).collect();
    let number = ledger.rows.last().map_or(2, |row| row.number.saturating_add(1));
    let mut after = ledger.clone();
    after.rows.push(CellRow { number, cells: cells.clone() });
    Ledger::read(&after, fund)?;
    Ok(Some(cells))
}
