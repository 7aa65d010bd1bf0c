//! Every kind of problem, told at its place: the folders and edits of `fixtures/diagnostics`, and `fixtures/refused`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    reason = "a test says what must hold and stops where it does not"
)]

mod coverage;
mod edits;
mod folders;
mod rulebooks;
mod world;
