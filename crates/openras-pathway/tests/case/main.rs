//! Cases by the pathways of real councils, from the first event to the review.
#![allow(
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::wrong_self_convention,
    reason = "a test says what must hold and stops where it does not"
)]

mod budget;
mod challenge;
mod cohort;
mod draw;
mod fixtures;
mod order;
mod plan;
mod review;
mod segregation;
mod since;
mod texts;
mod world;
