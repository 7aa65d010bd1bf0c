//! The words of which documents are made. Each reads, writes and describes itself in the same terms.

mod amount;
mod cell;
mod day;
mod fraction;
mod name;
mod text;
mod word;

pub use amount::{AmountIn, PercentOrAmount, Percentage};
pub use cell::Cell;
pub use day::DayIn;
pub use fraction::FractionIn;
pub use name::{Id, Reference};
pub use text::{FormulaIn, UnitIn};
pub use word::Format;

pub(crate) use name::{ID_PATTERN, id_like};
pub(crate) use word::{Marker, POISON, Word};
