//! Why there is no price and no table.

use std::fmt;

/// Why a calibration gives no price and no table: a wish that cannot be met, or a sample that says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Trouble {
    /// Nobody has any points.
    NoPoints,
    /// There is no money at all.
    NoMoney,
    /// Nothing is spent on anybody today.
    NoCosts,
    /// The method wants a group for everybody, and these rows have none.
    NoGroups,
    /// A row has no group.
    NoGroupIn(Vec<usize>),
    /// There is no fund for this group.
    NoFund(String),
    /// A group's name cannot be part of a parameter's.
    BadGroup(String),
    /// What is wrong within one group.
    InGroup(String, Box<Trouble>),
    /// The points where a table is to have rows are not what they must be.
    BadBreaks(String),
    /// All people have the same points: there is no line to draw.
    OnePoint,
    /// A wish cannot be met; which, and what can be.
    Infeasible {
        /// Which wish: `within_distributable`, `share_with_enough`, `steepest`.
        wish: &'static str,
        /// What was asked and what is possible, in words.
        why: String,
        /// Whether it is proved that no table at all meets the wish; otherwise none was found.
        proved: bool,
    },
    /// A number outgrew what it is counted in.
    Overflow,
    /// The optimiser failed, with its own words.
    Optimiser(String),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::NoPoints => f.write_str("nobody in the sample has any points, so no price is too high"),
            Trouble::NoMoney => f.write_str("there is no money to give out"),
            Trouble::NoCosts => f.write_str("nothing is spent on anybody in the sample"),
            Trouble::NoGroups => f.write_str("a price for each group needs the column `group`"),
            Trouble::NoGroupIn(rows) => {
                let rows: Vec<String> = rows.iter().map(usize::to_string).collect();
                write!(
                    f,
                    "a price for each group needs a group in every row; there is none in {}",
                    rows.join(", ")
                )
            }
            Trouble::NoFund(group) => write!(f, "there is no fund for the group `{group}`"),
            Trouble::BadGroup(group) => {
                write!(
                    f,
                    "the group `{group}` cannot be part of a parameter's id (lower-case letters, digits and `_`)"
                )
            }
            Trouble::InGroup(group, inner) => write!(f, "in the group `{group}`: {inner}"),
            Trouble::BadBreaks(why) => f.write_str(why),
            Trouble::OnePoint => f.write_str("everybody has the same points, so there is no line to draw"),
            Trouble::Infeasible { wish, why, proved } => {
                let how = if *proved { "cannot be met" } else { "was not met by any table that was found" };
                write!(f, "the wish `{wish}` {how}: {why}")
            }
            Trouble::Overflow => {
                f.write_str("the sums outgrow what they are counted in: give smaller weights")
            }
            Trouble::Optimiser(words) => write!(f, "the optimiser failed: {words}"),
        }
    }
}

impl std::error::Error for Trouble {}
