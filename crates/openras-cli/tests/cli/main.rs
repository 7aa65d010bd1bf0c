//! The command as its users run it: every command, every exit status, good input and bad.
#![allow(missing_docs)]

mod allocate;
mod bad_input;
mod check;
mod harness;
mod new;
mod pages;
mod small;
mod test_command;
mod verify;
