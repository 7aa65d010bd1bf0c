//! One small file a command.

mod allocate;
mod batch;
mod check;
mod completions;
mod new;
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
        Command::Schema { name, list } => schema::run(name.filter(|_| !list).as_deref()),
        Command::Completions { shell } => completions::run(shell),
    }
}
