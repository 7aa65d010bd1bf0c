//! Bytes as a statement, a casefile and a review policy: added up, due, loaded, or refused.
#![no_main]

#[path = "../bodies/review.rs"]
mod body;

libfuzzer_sys::fuzz_target!(|text: &str| body::run(text));
