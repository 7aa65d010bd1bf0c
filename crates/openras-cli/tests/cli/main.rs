//! The command as its users run it: every command, every exit status, good input and bad.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    unreachable_pub,
    reason = "a test ends where something is not as it should be"
)]

mod allocate;
mod bad_input;
mod batch;
mod batch_files;
mod calibrate;
mod case;
mod check;
mod diff;
mod fund;
mod harness;
mod letters;
mod new;
mod pages;
#[cfg(feature = "parquet")]
mod parquet;
mod plan;
mod review;
mod small;
mod test_command;
mod verify;
mod workbook;
