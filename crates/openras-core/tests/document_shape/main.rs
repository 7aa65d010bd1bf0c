//! A document held against its shape: every kind of problem, each once, each at its path; and what survives.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test stops at the first surprise"
)]

mod anything;
mod menu;
mod survives;
mod told;
