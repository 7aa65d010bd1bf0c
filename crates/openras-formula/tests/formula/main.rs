//! The formula language from outside: what it refuses and why, what it gives, and how it reads in words.
#![allow(
    missing_docs,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on fails"
)]

mod arithmetic;
mod comparisons;
mod decimals;
mod laziness;
mod limits;
mod properties;
mod questions;
mod syntax;
mod tables;
mod units;
mod words;
mod world;
