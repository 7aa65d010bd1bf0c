//! `explain-change`: why a person's budget is another than it was.

use std::fmt::Write as _;
use std::path::Path;

use openras::core::{Exact, money};
use openras::prelude::*;
use openras::rulebook::{BudgetChange, ProtectedBudgets, explain_change};
use serde_json::Value as Json;

use crate::args::Format;
use crate::args::change::ExplainChangeArguments;
use crate::input::{Source, rulebook};
use crate::output::answer;
use crate::status::{Answer, Stop};

pub(crate) fn run(arguments: &ExplainChangeArguments) -> Result<Answer, Stop> {
    let new = rulebook(&arguments.rulebook)?;
    let old = match &arguments.old_rulebook {
        Some(folder) => rulebook(folder)?,
        None => new.clone(),
    };
    let before = assessment(&old, &arguments.old)?;
    let after = assessment(&new, &arguments.new)?;
    if before.person.is_some() && after.person.is_some() && before.person != after.person {
        let problem =
            "error: the records are of different people\n  help: give two allocations of one person";
        return Err(Stop::Input(problem.to_owned()));
    }
    let change =
        explain_change((&old, &before), (&new, &after)).map_err(|found| Stop::Input(found.to_string()))?;
    let protected = arguments.protect.as_ref().map(|share| change.protected(&share.value, arguments.years));
    let currency = new.context().currency.as_str();
    let text = match arguments.format {
        Format::Text => text(&change, protected.as_ref(), currency, new.context().decimals),
        Format::Json => change
            .to_json(protected.as_ref())
            .map_err(|error| Stop::Cannot(format!("it cannot be written: {error}")))?,
    };
    answer(&text, arguments.out.as_deref())?;
    Ok(Answer::Yes)
}

/// The assessment of a record that reproduces.
fn assessment(rulebook: &Rulebook, path: &Path) -> Result<Assessment, Stop> {
    let source = Source::read(path)?;
    let verified = rulebook.verify(&source.text).map_err(|found| source.refuse(found))?;
    if !verified.holds() {
        let mut message =
            format!("error: the record `{}` does not reproduce with `{}`", source.name, rulebook.id());
        for difference in &verified.differences {
            let _ = write!(message, "\n  {difference}");
        }
        message.push_str("\n  help: give the rulebook that made it, with --rulebook or --old-rulebook");
        return Err(Stop::Input(message));
    }
    let record: Json = serde_json::from_str(&source.text).unwrap_or_default();
    let input = record.get("assessment").cloned().unwrap_or_default();
    Assessment::from_json(&input.to_string()).map_err(|found| source.refuse(found))
}

fn text(
    change: &BudgetChange,
    protected: Option<&ProtectedBudgets>,
    currency: &str,
    decimals: u32,
) -> String {
    let pounds = |amount: &Exact| money(amount, currency, decimals);
    let signed = |amount: &Exact| {
        if amount.is_negative() {
            format!("-{}", pounds(&amount.abs()))
        } else {
            format!("+{}", pounds(amount))
        }
    };
    let of = change.person.as_deref().map(|person| format!(" of {person}")).unwrap_or_default();
    let mut text = format!(
        "The budget{of} was {} a year and is {}: {}\n\n",
        pounds(&change.old),
        pounds(&change.new),
        signed(&change.difference())
    );
    for share in &change.shares {
        let values = match (&share.was, &share.is) {
            (Some(was), Some(is)) => format!(", was {was}, is {is}"),
            (None, Some(is)) => format!(", new, {is}"),
            (Some(was), None) => format!(", gone, was {was}"),
            (None, None) => String::new(),
        };
        let line = format!("{} {}{values}", share.kind, share.id);
        let _ = writeln!(text, "  {line:<70}{:>18}", signed(&share.share));
    }
    let _ = writeln!(text, "  {:<70}{:>18}", "together", signed(&change.difference()));
    let way = if change.every_order {
        "Each has the mean of what it moves over every order in which the changes could have come."
    } else {
        "Each has the mean of what it moves in the files' order and in its reverse."
    };
    let _ = writeln!(text, "\n{way}");
    let years = protected.map(|protected| protected.budgets.as_slice()).unwrap_or_default();
    if !years.is_empty() {
        text.push_str("\nWith protection\n");
    }
    for (at, budget) in years.iter().enumerate() {
        let _ = writeln!(text, "  {:<70}{:>18}", format!("year {}", at.saturating_add(1)), pounds(budget));
    }
    text
}
