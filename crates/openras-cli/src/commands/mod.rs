//! One small file a command.

mod allocate;
mod calibrate;
mod calibrate_text;
mod check;
mod completions;
mod fund;
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
        Command::Verify { record, rulebook, sample, fund } => match sample.zip(fund) {
            Some((sample, fund)) => calibrate::verify(&record, &rulebook, &sample, &fund),
            None => verify::run(&record, &rulebook),
        },
        Command::Calibrate(arguments) => calibrate::run(&arguments),
        Command::Fund { fund, format, out } => fund::run(&fund, format, out.as_deref()),
        Command::Schema { name, list } => schema::run(name.filter(|_| !list).as_deref()),
        Command::Completions { shell } => completions::run(shell),
    }
}
