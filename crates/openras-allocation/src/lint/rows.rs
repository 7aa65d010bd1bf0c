//! Which rows of a table a key can reach, and what it can have there.

use openras_core::{Exact, Handle};
use openras_formula::{Decimals, Expr, Type, Value};

use crate::lint::bounds::{Bounds, either};
use crate::lint::range::Extent;
use crate::table::{At, Band, Edge, Hit, Near, Row, Rows, Table, Worth};

/// The most combinations of choices that are tried in a table.
const CHOICES_MAX: usize = 100_000;

impl Bounds<'_> {
    pub(super) fn lookup(&mut self, handle: Handle<Table>, keys: &[Expr]) -> Option<Extent> {
        let scheme = self.scheme;
        let table = &scheme.tables[handle];
        match &table.rows {
            Rows::Choice(_) => self.chosen(handle, table, keys),
            Rows::Band(bands) => {
                let key = self.number(keys.first()?)?;
                let rows = bands.iter().filter(|band| in_band(band, &key)).map(|band| &band.row).collect();
                let first = bands.first().and_then(|band| band.from.as_ref());
                let last = bands.last().and_then(|band| band.to.as_ref());
                self.values(handle, rows, below(&key, first), above(&key, last))
            }
            Rows::At(near, rows) => {
                let decimals = keys.first()?.decimals;
                let key = self.number(keys.first()?)?;
                let (first, last) = (rows.first().map(|row| &row.at), rows.last().map(|row| &row.at));
                let found = (0..rows.len()).filter(|at| at_row(*near, rows, *at, &key, decimals));
                let found = found.filter_map(|at| rows.get(at)).map(|row| &row.row).collect();
                self.failing |= *near == Near::Exact;
                let under = !matches!(near, Near::Ceiling | Near::Exact) && below(&key, first);
                let over = !matches!(near, Near::Floor | Near::Exact) && above(&key, last);
                self.values(handle, found, under, over)
            }
        }
    }

    /// What these rows and, where the key goes there, the edges have.
    fn values(&mut self, handle: Handle<Table>, rows: Vec<&Row>, below: bool, above: bool) -> Option<Extent> {
        let scheme = self.scheme;
        let table = &scheme.tables[handle];
        let mut extent = None;
        for row in rows {
            self.reached.reach(handle.index(), row.number);
            let own = self.worth(&row.is);
            extent = either(extent, own);
        }
        for (edge, there) in [(&table.below, below), (&table.above, above)] {
            match edge {
                Edge::Is(worth) if there => {
                    let own = self.worth(worth);
                    extent = either(extent, own);
                }
                Edge::Refuse | Edge::Refer => self.failing |= there,
                Edge::Is(_) => {}
            }
        }
        extent
    }

    fn worth(&mut self, worth: &Worth) -> Option<Extent> {
        match worth {
            Worth::Amount(amount) => Some(Extent::just(&amount.value)),
            Worth::Parameter(parameter) => self.parameter(*parameter),
        }
    }

    fn chosen(&mut self, handle: Handle<Table>, table: &Table, keys: &[Expr]) -> Option<Extent> {
        let mut combinations: Vec<Vec<Value>> = vec![Vec::new()];
        for key in keys {
            let values: Vec<Value> = match key.ty {
                Type::Condition => {
                    let maybe = self.condition(key);
                    let both = [(maybe.yes, true), (maybe.no, false)];
                    both.into_iter()
                        .filter(|(can, _)| *can)
                        .map(|(_, value)| Value::Condition(value))
                        .collect()
                }
                _ => self.choice(key).into_iter().map(Value::Choice).collect(),
            };
            if combinations.len().saturating_mul(values.len()) > CHOICES_MAX {
                return self.everything(handle, table);
            }
            let with = |known: &Vec<Value>| {
                values
                    .iter()
                    .map(|value| known.iter().cloned().chain([value.clone()]).collect())
                    .collect::<Vec<_>>()
            };
            combinations = combinations.iter().flat_map(with).collect();
        }
        let mut rows: Vec<&Row> = Vec::new();
        for keys in &combinations {
            match table.find(keys) {
                Hit::Row(row) if rows.iter().all(|other| other.number != row.number) => rows.push(row),
                Hit::Row(_) => {}
                _ => self.failing = true,
            }
        }
        self.values(handle, rows, false, false)
    }

    /// Where there are too many keys to try: every row, and perhaps none.
    fn everything(&mut self, handle: Handle<Table>, table: &Table) -> Option<Extent> {
        self.failing = true;
        let rows = match &table.rows {
            Rows::Choice(rows) => rows.iter().map(|row| &row.row).collect(),
            Rows::Band(_) | Rows::At(..) => Vec::new(),
        };
        self.values(handle, rows, false, false)
    }
}

fn below(key: &Extent, first: Option<&Exact>) -> bool {
    first.is_some_and(|first| key.low.as_ref().is_none_or(|low| low < first))
}

fn above(key: &Extent, last: Option<&Exact>) -> bool {
    last.is_some_and(|last| key.high.as_ref().is_none_or(|high| high > last))
}

fn in_band(band: &Band, key: &Extent) -> bool {
    let before = key.high.as_ref().zip(band.from.as_ref()).is_some_and(|(high, from)| high < from);
    let after = key.low.as_ref().zip(band.to.as_ref()).is_some_and(|(low, to)| low > to);
    !before && !after
}

/// Whether some key within `key` finds the row at this place, alone or with its neighbour.
fn at_row(near: Near, rows: &[At], place: usize, key: &Extent, decimals: Decimals) -> bool {
    let at = |place: Option<usize>| place.and_then(|place| rows.get(place)).map(|row| &row.at);
    let Some(own) = at(Some(place)) else {
        return false;
    };
    let (before, after) = (at(place.checked_sub(1)), at(place.checked_add(1)));
    let reaches = |from: &Exact| key.high.as_ref().is_none_or(|high| high >= from);
    let passes = |from: &Exact| key.high.as_ref().is_none_or(|high| high > from);
    let starts_by = |to: &Exact| key.low.as_ref().is_none_or(|low| low <= to);
    let starts_before = |to: &Exact| key.low.as_ref().is_none_or(|low| low < to);
    let half = Exact::decimal(5, 1);
    let middle = |one: &Exact, other: &Exact| &(one + other) * &half;
    match near {
        Near::Floor => reaches(own) && after.is_none_or(starts_before),
        Near::Ceiling => starts_by(own) && before.is_none_or(passes),
        Near::Exact => {
            let fine = match (own.decimals(), decimals) {
                (Some(own), Decimals::AtMost(most)) => own <= most,
                _ => decimals == Decimals::Any,
            };
            fine && reaches(own) && starts_by(own)
        }
        Near::Nearest => {
            let from = before.map_or_else(|| own.clone(), |before| middle(before, own));
            reaches(&from) && after.map_or_else(|| starts_by(own), |after| starts_before(&middle(own, after)))
        }
        Near::Linear => {
            let low = before.map_or_else(|| reaches(own), passes);
            let high = after.map_or_else(|| starts_by(own), starts_before);
            low && high
        }
    }
}
