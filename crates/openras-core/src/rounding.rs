use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

/// A named way to round. There is no default: whoever rounds says how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// To the nearest; a half goes away from zero (2.5 to 3, −2.5 to −3).
    HalfAwayFromZero,
    /// To the nearest; a half goes to the even neighbour (2.5 to 2, 3.5 to 4).
    HalfEven,
    /// Towards zero.
    Down,
    /// Away from zero.
    Up,
}

impl Rounding {
    /// Whether what lies between two whole numbers goes to the one further from zero.
    ///
    /// `half` compares what is missing to that one with what is over the nearer to zero; `odd` says whether the nearer to
    /// zero is odd. Not for what is whole already.
    pub const fn goes_away(self, half: Ordering, odd: bool) -> bool {
        match self {
            Rounding::Down => false,
            Rounding::Up => true,
            Rounding::HalfAwayFromZero => half.is_le(),
            Rounding::HalfEven => half.is_lt() || (half.is_eq() && odd),
        }
    }
}
