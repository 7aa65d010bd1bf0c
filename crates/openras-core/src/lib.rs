//! The words that every stage of self-directed support shares.
//!
//! * [`Exact`]: a fraction without any loss, and the named ways of [`Rounding`] it.
//! * [`Amount`]: a number as people write it in a document (`214.38`, `20%`).
//! * [`Unit`]: what a number counts (`GBP/point/year`).
//! * [`Day`]: a calendar day, and [`Days`]: from a first to a last.
//! * [`Diagnostic`] and [`Diagnostics`]: what is wrong with a document, each at its [`Path`], under a stable [`Code`].
//! * [`Text`]: a sentence in one or more languages.
//! * [`document`]: a document read with the place of everything in it, and held against its shape.
//! * [`digest`]: SHA-256 over RFC 8785 canonical JSON.
//!
//! Nothing here reads a file, a clock, the environment or a locale.
#![forbid(unsafe_code)]

mod amount;
mod arena;
mod code;
mod day;
mod days;
mod diagnostic;
pub mod digest;
pub mod document;
mod exact;
mod plain;
mod rounding;
mod shown;
mod text;
mod unit;

pub use amount::{Amount, AmountError};
pub use arena::{Arena, Handle};
pub use code::{Code, Severity};
pub use day::Day;
pub use days::Days;
pub use diagnostic::{Diagnostic, Diagnostics, Path, Place, Segment, nearest};
pub use exact::Exact;
pub use plain::{plain, steers};
pub use rounding::Rounding;
pub use shown::{money, shown};
pub use text::Text;
pub use unit::{Period, Unit, UnitError};
