//! The `openras` command: it reads files, asks the library, prints. It holds no rule.
#![forbid(unsafe_code)]

mod args;
mod commands;
mod copy;
mod input;
mod output;
mod people;
mod status;
mod table;
mod unfinished;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    status::exit(commands::run(args::Arguments::parse()))
}
