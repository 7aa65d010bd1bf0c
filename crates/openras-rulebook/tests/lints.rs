//! Each lint warns where it must, with the pair or the place worked out by hand, and says nothing where it must not.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test stops at the first surprise"
)]

#[path = "lints/world.rs"]
mod world;

#[path = "lints/cliffs.rs"]
mod cliffs;
#[path = "lints/fixtures.rs"]
mod fixtures;
#[path = "lints/kinds.rs"]
mod kinds;
#[path = "lints/naive.rs"]
mod naive;
#[path = "lints/proofs.rs"]
mod proofs;
#[path = "lints/texts.rs"]
mod texts;
