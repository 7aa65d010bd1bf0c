//! The dated law that plans are held against: data, never code.

mod document;
mod packs;
mod row;

use std::collections::BTreeMap;
use std::ops::Range;

use openras_core::{Code, Day, Diagnostic, Diagnostics, Exact, Path};

pub use document::{
    AgesDocument, Basis, Confidence, Household, LawDocument, LawSourceDocument, RelativeCode, RowDocument,
};
pub use packs::{PACKS, Pack};
pub use row::{LawSource, Row};

use crate::relation::Relation;

/// The law in force, by key and day.
///
/// Rows of one key follow each other in time. A lookup gives the row that holds on a day, or nothing where the law of
/// that day is not known here: before the first row, after the last day of one that ends, or where no pack has the key.
#[derive(Clone, Debug, Default)]
pub struct Law {
    rows: Vec<Row>,
    /// By key, which rows are its own.
    keys: Vec<(String, Range<usize>)>,
}

/// The prefix of the keys of minimum wages.
const WAGES: &str = "minimum_wage.";
/// The prefix of the keys about relatives.
const RELATIVES: &str = "relatives.";
/// The prefix of the keys about services that are free.
const FREE: &str = "free_services.";

impl Law {
    /// The law of packs, later ones over earlier ones: a row of the same key and first day takes the place of the other.
    ///
    /// `jurisdiction` leaves out the rows of other nations: `wales` keeps `wales`, `gb` and `uk`.
    pub fn new<'a>(
        packs: impl IntoIterator<Item = (&'a str, &'a LawDocument)>,
        jurisdiction: Option<&str>,
    ) -> Law {
        let mut rows: BTreeMap<(String, Day), Row> = BTreeMap::new();
        for (pack, document) in packs {
            for row in document.row.iter().filter(|row| holds_in(&row.jurisdiction, jurisdiction)) {
                if let Some(row) = Row::new(pack, document, row) {
                    rows.insert((row.key.clone(), row.from), row);
                }
            }
        }
        let mut rows: Vec<Row> = rows.into_values().collect();
        end_each(&mut rows);
        let mut keys: Vec<(String, Range<usize>)> = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            let next = at.saturating_add(1);
            match keys.last_mut().filter(|(key, _)| *key == row.key) {
                Some((_, own)) => own.end = next,
                None => keys.push((row.key.clone(), at..next)),
            }
        }
        Law { rows, keys }
    }

    /// Every row, by key and then by day.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The rows of a key, by day.
    pub fn series(&self, key: &str) -> &[Row] {
        let at = self.keys.binary_search_by(|(known, _)| known.as_str().cmp(key));
        at.ok().and_then(|at| self.rows_of(self.keys.get(at)?)).unwrap_or_default()
    }

    fn rows_of(&self, (_, own): &(String, Range<usize>)) -> Option<&[Row]> {
        self.rows.get(own.clone())
    }

    /// The row of a key that holds on a day.
    pub fn on(&self, key: &str, day: Day) -> Option<&Row> {
        in_force(self.series(key), day)
    }

    /// The figure of a key on a day.
    pub fn figure(&self, key: &str, day: Day) -> Option<&Exact> {
        self.on(key, day)?.figure()
    }

    /// The minimum wage for a worker of this age on a day; the highest rate where the age is not known.
    pub fn minimum_wage(&self, day: Day, age: Option<u32>) -> Option<&Row> {
        let on = self.starting(WAGES).filter_map(|series| in_force(series, day));
        match age {
            Some(age) => on.into_iter().find(|row| row.is_for_age(age)),
            None => on.max_by_key(|row| row.figure().cloned().unwrap_or(Exact::ZERO)),
        }
    }

    /// The last day on which the minimum wage is known; nothing where it has no known end.
    pub fn wages_known_until(&self) -> Option<Day> {
        self.starting(WAGES).filter_map(|series| series.last()?.until).max()
    }

    /// The days within `from..=to` on which any wage changes.
    pub fn wage_changes(&self, from: Day, to: Day) -> Vec<Day> {
        self.changes_of(WAGES, from, to)
    }

    /// The days within `from..=to` on which anything about paying relatives changes.
    pub fn relative_changes(&self, from: Day, to: Day) -> Vec<Day> {
        self.changes_of(RELATIVES, from, to)
    }

    fn changes_of(&self, prefix: &'static str, from: Day, to: Day) -> Vec<Day> {
        let rows = self.starting(prefix).flatten();
        let mut days: Vec<Day> = rows.map(|row| row.from).filter(|day| *day > from && *day <= to).collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// The days within `from..=to` on which a key changes.
    pub fn changes(&self, key: &str, from: Day, to: Day) -> Vec<Day> {
        self.series(key).iter().map(|row| row.from).filter(|day| *day > from && *day <= to).collect()
    }

    /// What holds on a day about paying this relation, in the same household or not.
    pub fn relative(&self, day: Day, relation: Relation, same_household: bool) -> Option<&Row> {
        let rows = self.starting(RELATIVES).filter_map(|series| in_force(series, day));
        rows.into_iter().find(|row| row.is_about(relation, same_household))
    }

    /// Whether anything is known on a day about paying relatives.
    pub fn knows_relatives(&self, day: Day) -> bool {
        self.starting(RELATIVES).any(|series| in_force(series, day).is_some())
    }

    /// The services that are free on a day.
    pub fn free_services(&self, day: Day) -> impl Iterator<Item = &Row> {
        self.starting(FREE).filter_map(move |series| in_force(series, day))
    }

    /// Whether any row is there at all.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rows of each key that begins so.
    fn starting(&self, prefix: &'static str) -> impl Iterator<Item = &[Row]> {
        let first = self.keys.partition_point(|(key, _)| key.as_str() < prefix);
        let keys = self.keys.iter().skip(first).take_while(move |(key, _)| key.starts_with(prefix));
        keys.filter_map(|key| self.rows_of(key))
    }
}

/// Of the rows of one key the one that holds on a day.
fn in_force(series: &[Row], day: Day) -> Option<&Row> {
    let after = series.partition_point(|row| row.from <= day);
    let row = series.get(after.checked_sub(1)?)?;
    row.until.is_none_or(|until| day <= until).then_some(row)
}

/// A row ends the day before the next row of its key begins, or earlier where it says so.
fn end_each(rows: &mut [Row]) {
    let next: Vec<Option<Day>> = rows
        .iter()
        .zip(rows.iter().skip(1).map(Some).chain(std::iter::once(None)))
        .map(|(row, next)| next.filter(|next| next.key == row.key).and_then(|next| next.from.before()))
        .collect();
    for (row, next) in rows.iter_mut().zip(next) {
        row.until = match (row.until, next) {
            (Some(own), Some(next)) => Some(own.min(next)),
            (own, next) => own.or(next),
        };
    }
}

fn holds_in(row: &str, jurisdiction: Option<&str>) -> bool {
    match jurisdiction {
        None => true,
        Some(nation) => {
            let uk = ["england", "wales", "scotland", "northern_ireland"].contains(&nation);
            row == nation || (row == "uk" && uk) || (row == "gb" && uk && nation != "northern_ireland")
        }
    }
}

impl LawDocument {
    /// What is wrong with the meaning of a pack: dates that end before they begin, two rows for one key and day.
    pub fn check(&self, found: &mut Diagnostics) {
        let mut seen = std::collections::BTreeSet::new();
        for (at, row) in self.row.iter().enumerate() {
            let path = Path::root().key("row").index(at);
            if let (Some(from), Some(to)) = (row.from.day(), row.to.as_ref().and_then(|to| to.day()))
                && to < from
            {
                let message = format!("the row ends on {to}, before it begins on {from}");
                found.push(
                    Diagnostic::new(Code::BadDateRange, path.key("to"), message)
                        .help("put the later day in `to`"),
                );
            }
            if row.key.starts_with('\0') {
                continue;
            }
            if let Some(from) = row.from.day()
                && !seen.insert((row.key.as_str(), row.jurisdiction.as_str(), from))
            {
                let message = format!("`{}` has two rows from {from}", row.key);
                found.push(
                    Diagnostic::new(Code::DuplicateId, path.key("from"), message).help("leave one out"),
                );
            }
        }
    }
}
