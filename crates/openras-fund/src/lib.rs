//! One year's money for self-directed support.
//!
//! * [`FundDocument`] is `fund.toml` as it is written; [`Fund`] is what it means, checked: total, income, tied money,
//!   top-slices, contingency, and the distributable that remains. The parts always sum to the whole, to the penny.
//! * [`Fund::waterfall`] is the same for people, [`Fund::record`] for programs.
//!
//! * [`Ledger`] is what is agreed and drawn through the year, by person, date, reason and approver; [`Ledger::so_far`] says
//!   what it comes to by days, what the contingency still has, and whether the money lasts.
//!
//! A council's contingency is held back from everybody's money; the contingency inside one person's plan is another thing.
#![forbid(unsafe_code)]

mod cells;
mod document;
mod forecast;
mod fund;
mod ledger;
mod ledger_read;
mod ledger_record;
mod random;
mod record;
mod standing;
mod waterfall;

pub use cells::{CellRow, Cells};
pub use document::{
    ApprovedDocument, ContingencyDocument, Deduct, FundDocument, GrowthDocument, IncomeDocument,
    PeriodDocument, TiedDocument, TopSliceDocument,
};
pub use forecast::{Forecast, Light, Profile};
pub use fund::{Approved, ContingencyReserve, Fund, Part, Slice};
pub use ledger::{Entry, Kind, Ledger, Per};
pub use ledger_record::{LEDGER_RECORD, LedgerRecord};
pub use random::Draws;
pub use record::{FundRecord, RECORD};
pub use standing::{Balance, LikePoints, Purpose, YearSoFar};
pub use waterfall::{Bar, Move};
