//! One small file a command.

mod agreement;
mod allocate;
mod batch;
mod check;
mod completions;
mod law;
mod new;
mod plan;
mod schedule;
mod schema;
mod test;
mod verify;

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
        Command::Allocate { rulebook, assessment, on, format, out } => {
            allocate::run(&rulebook, &assessment, on, format, out.as_deref())
        }
        Command::Batch(arguments) => batch::run(&arguments),
        Command::Verify { record, rulebook } => verify::run(&record, &rulebook),
        Command::Plan { rulebook, plans, allocation, budget, format, out } => {
            plan::run(&rulebook, &plans, &allocation, budget.as_deref(), format, out.as_deref())
        }
        Command::Schedule { rulebook, plan, format, out } => {
            schedule::run(&rulebook, &plan, format, out.as_deref())
        }
        Command::Agreement { rulebook, plan, format, out } => {
            agreement::run(&rulebook, &plan, format, out.as_deref())
        }
        Command::Law { what } => law::run(&what),
        Command::Schema { name, list } => schema::run(name.filter(|_| !list).as_deref()),
        Command::Completions { shell } => completions::run(shell),
    }
}
