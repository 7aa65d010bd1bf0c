//! The pages that people hold: the same figures as everywhere else, words that can be read, pages that can be used.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::panic,
    reason = "a test ends where something is not as it should be"
)]

mod figures;
mod language;
mod others;
mod people;
mod read;
mod reading_age;
mod structure;
