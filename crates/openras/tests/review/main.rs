//! Reviews: when they are due, what they must record, what happened to the money.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test says what must hold and stops where it does not"
)]

mod asked;
mod closing;
mod codes;
mod due;
mod fixtures;
mod properties;
mod rules;
mod world;
