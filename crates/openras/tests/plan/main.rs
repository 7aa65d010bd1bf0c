//! Support plans: what is found in them, what they cost, when they are paid.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test says what must hold and stops where it does not"
)]

mod any;
mod codes;
mod conditions;
mod cost;
mod faults;
mod fixtures;
mod hidden;
mod law;
mod pages;
mod relatives;
mod residential;
mod risks;
mod schedule;
mod shared;
mod together;
mod verify;
mod wage;
mod world;
