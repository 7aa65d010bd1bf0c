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
        Command::Allocate(arguments) => allocate::run(&arguments),
        Command::Workbook { rulebook, out, on } => workbook::run(&rulebook, &out, on),
        Command::Batch(arguments) => batch::run(&arguments),
        Command::Plan(arguments) => plan::run(&arguments),
        Command::Book(arguments) => book::run(&arguments),
        Command::Form(arguments) => form::run(&arguments),
        Command::Schedule(arguments) => schedule::run(&arguments),
        Command::Agreement(arguments) => agreement::run(&arguments),
        Command::ExplainChange(arguments) => explain_change::run(&arguments),
        Command::Review(arguments) => review::run(&arguments),
        Command::Reconcile(arguments) => reconcile::run(&arguments),
        Command::Law { what } => law::run(&what),
        Command::Verify(arguments) => verify::run(&arguments),
        Command::Calibrate(arguments) => calibrate::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Fund(arguments) => fund::run(&arguments),
        Command::Case(arguments) => case::run(&arguments),
        Command::Schema { name, list } => schema::run(name.filter(|_| !list).as_deref()),
        Command::Completions { shell } => completions::run(shell),
    }
}
