//! One small file a command.

mod agreement;
mod allocate;
mod batch;
mod book;
mod calibrate;
mod calibrate_sample;
mod calibrate_text;
mod calibrate_verify;
mod case;
mod check;
mod completions;
mod diff;
mod explain_change;
mod form;
mod fund;
mod law;
mod new;
mod plan;
mod reconcile;
mod review;
mod schedule;
mod schema;
mod test;
mod verify;
mod workbook;

use crate::args::{Arguments, Command};
use crate::status::{Answer, Stop};

/// Does what was asked for.
pub(crate) fn run(arguments: Arguments) -> Result<Answer, Stop> {
    match arguments.command {
        Command::New { dir, from } => new::run(&dir, from.as_deref()),
        Command::Check { rulebook, on, format, deny_warnings } => {
            check::run(&rulebook, on, format, deny_warnings)
        }
        Command::Test { rulebooks } => test::run(&rulebooks),
        Command::Allocate { rulebook, assessment, on, format, letter, out } => {
            allocate::run(&rulebook, &assessment, on, (format, letter), out.as_deref())
        }
        Command::Workbook { rulebook, out, on } => workbook::run(&rulebook, &out, on),
        Command::Batch(arguments) => batch::run(&arguments),
        Command::Plan { rulebook, plans, allocation, budget, format, whom, page, out } => {
            let printing = plan::Printing { format, whom, page, out: out.as_deref() };
            plan::run(&rulebook, &plans, &allocation, budget.as_deref(), &printing)
        }
        Command::Book(arguments) => book::run(&arguments),
        Command::Form(arguments) => form::run(&arguments),
        Command::Schedule { rulebook, plan, format, out } => {
            schedule::run(&rulebook, &plan, format, out.as_deref())
        }
        Command::Agreement { rulebook, plan, format, out } => {
            agreement::run(&rulebook, &plan, format, out.as_deref())
        }
        Command::ExplainChange(arguments) => explain_change::run(&arguments),
        Command::Review(arguments) => review::run(&arguments),
        Command::Reconcile { rulebook, statement, on, bank, mapping, writing, format, out } => {
            let bank = bank.as_deref().zip(mapping.as_deref());
            let bank =
                bank.map(|(table, mapping)| reconcile::Bank { table, mapping, writing: writing.writing() });
            reconcile::run(&rulebook, &statement, on, bank.as_ref(), format, out.as_deref())
        }
        Command::Law { what } => law::run(&what),
        Command::Verify { record, rulebook, input, old_rulebook, sample, fund, writing } => {
            match sample.zip(fund) {
                Some((sample, fund)) => {
                    calibrate_verify::run(&record, &rulebook, (&sample, writing.writing()), &fund)
                }
                None => {
                    let from =
                        verify::MadeFrom { input: input.as_deref(), old_rulebook: old_rulebook.as_deref() };
                    verify::run(&record, &rulebook, &from)
                }
            }
        }
        Command::Calibrate(arguments) => calibrate::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Fund {
            fund,
            ledger,
            on,
            profile,
            sample,
            arrivals,
            changes,
            seed,
            writing,
            format,
            out,
        } => {
            let printing = fund::Printing { format, out: out.as_deref() };
            let writing = writing.writing();
            match (ledger, sample) {
                (Some(ledger), _) => fund::ledger(&fund, &ledger, &writing, (on, &profile, seed), &printing),
                (None, Some(sample)) => {
                    fund::contingency(&fund, &sample, &writing, (arrivals, changes, seed), &printing)
                }
                (None, None) => fund::run(&fund, &printing),
            }
        }
        Command::Case(arguments) => case::run(&arguments),
        Command::Schema { name, list } => schema::run(name.filter(|_| !list).as_deref()),
        Command::Completions { shell } => completions::run(shell),
    }
}
