//! `completions`: what a shell needs to complete commands.

use clap::CommandFactory;
use clap_complete::{Shell, generate};

use crate::args::Arguments;
use crate::output::answer;
use crate::status::{Answer, Stop};

pub(crate) fn run(shell: Shell) -> Result<Answer, Stop> {
    let mut bytes = Vec::new();
    generate(shell, &mut Arguments::command(), "openras", &mut bytes);
    answer(&String::from_utf8_lossy(&bytes), None)?;
    Ok(Answer::Yes)
}
