//! A draw on the fund's contingency, as a row of the fund's ledger: never more than there is.

use openras_core::{Code, Day, Diagnostic, Diagnostics, Exact, Path};
use openras_fund::{CellRow, Cells, Entry, Fund, Kind, Ledger};

use crate::agreed::AgreedBudgetRecord;
use crate::state::State;

/// The row that a draw adds to the ledger of a fund, one cell for each of the ledger's columns; nothing where the agreed
/// budget draws nothing, or its row is there already. `state` is what the case has come to before the decision.
///
/// # Errors
/// Where the draw is of another fund, for a purpose that the fund does not name, or more than the contingency has left: as
/// the ledger says it. Where a budget that was agreed before in this case still draws for the same days.
pub fn drawn_ledger(
    ledger: &Cells,
    fund: &Fund,
    agreed: &AgreedBudgetRecord,
    state: &State,
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
    let (kind, why) = (ledger.column("kind"), ledger.column("reason"));
    let rows = |word: &str| {
        let own = |row: &&CellRow| row.text(why).is_some_and(|text| text.ends_with(&sha256));
        ledger.rows.iter().filter(own).filter(|row| row.text(kind) == Some(word)).count()
    };
    if rows("drawn") > rows("released") {
        return Ok(None);
    }
    if let Some(from) = Day::parse(&draw.from) {
        let before: Vec<&str> = state.agreed_budgets().filter(|own| *own != sha256).collect();
        drawn_before(ledger, fund, &before, from)?;
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

/// Nothing is drawn for a budget while another one of the same case draws for the same days.
fn drawn_before(ledger: &Cells, fund: &Fund, before: &[&str], from: Day) -> Result<(), Diagnostics> {
    let entries = Ledger::read(ledger, fund)?.entries;
    let of = |entry: &Entry, kind: Kind, sha256: &str| entry.kind == kind && entry.reason.ends_with(sha256);
    let mut found = Diagnostics::new();
    for sha256 in before {
        let released = entries.iter().filter(|entry| of(entry, Kind::Released, sha256));
        let released: Exact = released.map(|entry| entry.amount.clone()).sum();
        for entry in entries.iter().filter(|entry| of(entry, Kind::Drawn, sha256)) {
            let stands = &entry.cost(fund, fund.from.max(from), fund.to) - &released;
            if stands.is_positive() {
                let stands = stands.to_fixed(fund.decimals);
                let message = format!(
                    "it draws {stands} from {from} on for a budget that this case had agreed before, and the new one would draw for the same days"
                );
                let help = format!(
                    "release it first: a row `released` of {stands} with the reason of row {}",
                    entry.row
                );
                found.push(ledger.problem_at(Code::OutOfRange, entry.row, "amount", &message).help(help));
            }
        }
    }
    found.into_result(())
}
