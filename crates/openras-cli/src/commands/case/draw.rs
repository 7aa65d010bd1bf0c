//! A draw on a fund's contingency, written to its ledger while nobody else writes there.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use openras::fund::Ledger;
use openras::pathway::{AgreedBudgetRecord, State, drawn_ledger};
use openras::table::csv::push_row;

use super::Refused;
use crate::commands::fund;
use crate::output::colour;
use crate::status::Stop;
use crate::table::{Writing, cells as read, refuse};

/// A draw that stands in the ledger. The ledger is locked as long as this is there.
pub(crate) struct Drawing {
    file: File,
    path: PathBuf,
    /// How long the ledger was before.
    before: u64,
    drawn: bool,
}

impl Drawing {
    /// Adds the row of a draw to the ledger. It stands there before the event does: what a power cut leaves is a draw too
    /// many, which the event given once more takes up, and never one too few.
    pub(crate) fn begin(
        fund: &Path,
        ledger: &Path,
        record: &AgreedBudgetRecord,
        state: &State,
    ) -> Result<Drawing, Refused> {
        let fund = fund::read(fund)?;
        let what = format!("`{}` cannot be written", ledger.display());
        if ledger.extension().is_none_or(|ending| !ending.eq_ignore_ascii_case("csv")) {
            return Err(Refused::Stop(Stop::Cannot(format!("{what}: a draw is added to a ledger in csv"))));
        }
        let file = OpenOptions::new().read(true).append(true).open(ledger);
        let file = file.map_err(|error| Stop::io(&what, &error))?;
        file.lock().map_err(|error| Stop::io(&what, &error))?;
        let before = file.metadata().map_err(|error| Stop::io(&what, &error))?.len();
        let cells = read(ledger, &Writing::default())?;
        Ledger::read(&cells, &fund).map_err(|found| refuse(&found))?;
        let mut drawing = Drawing { file, path: ledger.to_owned(), before, drawn: false };
        let row = drawn_ledger(&cells, &fund, record, state)
            .map_err(|found| Refused::No(openras::rulebook::render(&found, &|_| None, colour())))?;
        if let Some(row) = row {
            drawing.drawn = true;
            if let Err(error) = drawing.write(&row) {
                drawing.take_back()?;
                return Err(Refused::Stop(Stop::io(&what, &error)));
            }
        }
        Ok(drawing)
    }

    fn write(&mut self, row: &[String]) -> io::Result<()> {
        let text = std::fs::read(&self.path)?;
        let mut line = Vec::new();
        push_row(row.iter().map(String::as_str), &mut line);
        if text.last().is_some_and(|byte| *byte != b'\n') {
            self.file.write_all(b"\n")?;
        }
        self.file.write_all(&line)?;
        self.file.sync_all()
    }

    /// Takes the row back, where the event did not enter.
    pub(crate) fn take_back(self) -> Result<(), Refused> {
        if !self.drawn {
            return Ok(());
        }
        let cut = self.file.set_len(self.before).and_then(|()| self.file.sync_all());
        cut.map_err(|error| {
            let what = format!(
                "`{}` has a draw for which there is no event; take its last row out",
                self.path.display()
            );
            Refused::Stop(Stop::io(&what, &error))
        })
    }
}
