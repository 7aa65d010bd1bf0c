//! Bytes as an event of a case, and as the log of one: entered, read, or refused.
#![no_main]

#[path = "../bodies/case.rs"]
mod body;

libfuzzer_sys::fuzz_target!(|text: &str| body::run(text));
