//! Pounds for points from a desktop exercise: a sample of people with their points and today's cost, and a fund.
//!
//! * [`read_sample`] checks a table of people, with every problem at its row and column.
//! * [`calibrate`] finds one price, a price for each group, a table by percentiles or the nearest table of few rows, such that
//!   the budgets together never exceed the distributable, and says how near they are to today's costs, who wins, who loses
//!   and how far the figures may lie from these.
//!
//! Money is exact throughout. Floats search for a table and judge a fit; none becomes an amount without being rounded down and
//! worked out again in exact arithmetic.
#![forbid(unsafe_code)]

mod calibration;
mod contingency;
mod contingency_record;
mod curve;
mod diff_record;
mod effects;
mod fit;
mod flat;
mod integrity;
mod moves;
mod options_record;
mod outliers;
mod percentile;
mod ranges;
mod read;
mod record;
mod record_write;
mod report;
mod rule;
mod sample;
mod tally;
mod trouble;
mod written;

pub use calibration::{Calibration, GroupMoney, Method, Options, calibrate};
pub use contingency::{Level, YearAhead, contingency_levels};
pub use contingency_record::{CONTINGENCY_RECORD, ContingencyRecord, LevelPart};
pub use curve::Wishes;
pub use diff_record::{
    DIFF_RECORD, DiffChange, DiffCliffs, DiffLoss, DiffMoved, DiffNot, DiffPeople, DiffProtection,
    DiffRecord, DiffRulebook, DiffTrait,
};
pub use effects::{Band, Effects, Moved, SHOWN_LEAST};
pub use fit::{Fit, WORST, percent};
pub use integrity::{Integrity, Test};
pub use moves::{BeforeAndAfter, Moves, Protection, moves, protection};
pub use openras_fund::{CellRow, Cells};
pub use options_record::OptionsRecord;
pub use outliers::{FAR, RULE, outliers};
pub use percentile::evenly;
pub use ranges::{LEAVE_ONE_OUT_MOST, Ranges};
pub use read::{PEOPLE_MAX, SampleOptions, TRAITS, read_left_out, read_sample};
pub use record::{CalibrationRecord, RECORD};
pub use rule::{Rule, Table};
pub use sample::{LeftOut, Person, PointsFrom, Sample, Trait};
pub use trouble::Trouble;
