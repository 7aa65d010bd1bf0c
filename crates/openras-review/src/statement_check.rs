//! What must hold of a statement before it is added up.

use openras_core::document::AmountIn;
use openras_core::{Code, Day, Diagnostic, Diagnostics, Path};

use crate::document::AccountStatement;
use crate::policy::ReviewContext;

/// Checks amounts and days of a statement: below zero, too many decimals, the wrong way round.
pub(crate) fn check(statement: &AccountStatement, context: &ReviewContext, found: &mut Diagnostics) {
    let root = Path::root();
    let amount = |amount: &AmountIn, path: Path, found: &mut Diagnostics| {
        let Some(amount) = amount.amount() else { return };
        if amount.value.is_negative() {
            let message = format!("`{}` is below zero", amount.shortest());
            let help = "every amount is above zero: its table says which way it went";
            found.push(Diagnostic::new(Code::OutOfRange, path, message).help(help));
        } else if amount.value.decimals().is_none_or(|decimals| decimals > context.decimals) {
            let message = format!("`{}` has more than {} decimals", amount.shortest(), context.decimals);
            found.push(Diagnostic::new(Code::TooManyDecimals, path, message).help("write it to the penny"));
        }
    };
    if statement.person.trim().is_empty() {
        let problem = Diagnostic::new(Code::WrongType, root.key("person"), "it is empty");
        found.push(problem.help("give an opaque reference to the person"));
    }
    // The bank's own balance may be below zero.
    let balance = statement.closing.as_ref().and_then(|closing| closing.bank_balance.as_ref()?.amount());
    if balance.is_some_and(|balance| balance.value.decimals().is_none_or(|own| own > context.decimals)) {
        let message = format!("the balance has more than {} decimals", context.decimals);
        let path = root.key("closing").key("bank_balance");
        found.push(Diagnostic::new(Code::TooManyDecimals, path, message).help("write it to the penny"));
    }
    amount(&statement.annual_budget, root.key("annual_budget"), found);
    if let Some(payment) = &statement.payment {
        amount(payment, root.key("payment"), found);
    }
    for (by, opening) in &statement.opening {
        amount(opening, root.key("opening").key(by.as_str()), found);
    }
    let at = |list: &str, place: usize| root.key(list).index(place).key("amount");
    statement.due.iter().enumerate().for_each(|(place, due)| amount(&due.amount, at("due", place), found));
    statement
        .paid
        .iter()
        .enumerate()
        .for_each(|(place, paid)| amount(&paid.amount, at("paid", place), found));
    let received = statement.received.iter().enumerate();
    received.for_each(|(place, received)| amount(&received.amount, at("received", place), found));
    let spent = statement.spent.iter().enumerate();
    spent.for_each(|(place, spent)| amount(&spent.amount, at("spent", place), found));
    statement
        .held
        .iter()
        .enumerate()
        .for_each(|(place, held)| amount(&held.amount, at("held", place), found));
    for (place, challenge) in statement.challenge.iter().enumerate() {
        if let Some(decided) = &challenge.decided {
            amount(&decided.amount, root.key("challenge").index(place).key("decided").key("amount"), found);
        }
    }
    let range = |from: Option<Day>, to: Option<Day>, path: Path, found: &mut Diagnostics| {
        if let Some((from, to)) = from.zip(to).filter(|(from, to)| to < from) {
            let message = format!("it ends on {to}, before it begins on {from}");
            found.push(
                Diagnostic::new(Code::BadDateRange, path, message).help("put the earlier day into `from`"),
            );
        }
    };
    let period = &statement.period;
    range(period.from.day(), period.to.day(), root.key("period").key("to"), found);
    for (place, due) in statement.due.iter().enumerate() {
        range(due.from.day(), due.to.day(), root.key("due").index(place).key("to"), found);
    }
}
