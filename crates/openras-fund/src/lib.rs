//! One year's money for self-directed support.
//!
//! * [`FundDocument`] is `fund.toml` as it is written; [`Fund`] is what it means, checked: total, income, tied money,
//!   top-slices, contingency, and the distributable that remains. The parts always sum to the whole, to the penny.
//! * [`Fund::waterfall`] is the same for people, [`Fund::record`] for programs.
//!
//! A council's contingency is held back from everybody's money; the contingency inside one person's plan is another thing.
#![forbid(unsafe_code)]

mod document;
mod fund;
mod record;
mod waterfall;

pub use document::{
    ApprovedDocument, ContingencyDocument, Deduct, FundDocument, GrowthDocument, IncomeDocument,
    PeriodDocument, TiedDocument, TopSliceDocument,
};
pub use fund::{Approved, ContingencyReserve, Fund, Part, Slice};
pub use record::{FundRecord, RECORD};
pub use waterfall::{Bar, Move};
