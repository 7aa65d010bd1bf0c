//! Pounds for points, held against hand arithmetic, another program and what must hold of any sample.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::float_arithmetic,
    reason = "a test says what must hold and stops where it does not"
)]

mod contingency;
mod curves;
mod made;
mod moving;
mod prices;
mod reading;
