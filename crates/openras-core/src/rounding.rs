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
