//! A table of numbers as straight lines over whole keys.

use std::collections::BTreeSet;

use num_integer::Integer;
use openras_core::Exact;
use openras_formula::Value;

use super::node::{Pieces, Scale};
use crate::table::{Hit, Rows, Table};

/// The most lines that one table becomes.
const PIECES_MAX: usize = 100_000;

/// What a table comes to for each key of a column.
pub(super) struct Found {
    pub(super) pieces: Pieces,
    pub(super) scale: Scale,
    /// 1 where the table has nothing for the key; none where it has something for every key.
    pub(super) outside: Option<Pieces>,
}

/// A table as straight lines over the keys of a column; `worth` is what it has for a key.
///
/// The ends of lines are wherever something can change; what holds between them is asked of the table itself.
pub(super) fn pieces(table: &Table, key: Scale, worth: &dyn Fn(&[Value]) -> Option<Exact>) -> Option<Found> {
    let starts = starts(table, key)?;
    let mut lines: Vec<Option<(Exact, Exact)>> = Vec::new();
    for (at, start) in starts.iter().enumerate() {
        let last = starts.get(at.saturating_add(1)).map_or(Some(key.high), |next| next.checked_sub(1))?;
        lines.push(line(table, key.den, *start, last, worth));
    }
    let mut den = 1i128;
    for number in lines.iter().flatten().flat_map(|(base, slope)| [base, slope]) {
        let (_, own) = number.parts()?;
        den = den.checked_mul(own.checked_div(den.gcd(&own))?)?;
    }
    let whole = |number: &Exact| {
        let (num, own) = number.parts()?;
        num.checked_mul(den.checked_div(own)?)
    };
    let mut numbers: Vec<Option<(i128, i128)>> = Vec::new();
    let mut range: Option<(i128, i128)> = None;
    for (at, line) in lines.iter().enumerate() {
        let Some((base, slope)) = line else {
            numbers.push(None);
            continue;
        };
        let (base, slope) = (whole(base)?, whole(slope)?);
        let last = starts.get(at.saturating_add(1)).map_or(Some(key.high), |next| next.checked_sub(1))?;
        for end in [*starts.get(at)?, last] {
            let value = slope.checked_mul(end)?.checked_add(base)?;
            range = Some(range.map_or((value, value), |(low, high)| (low.min(value), high.max(value))));
        }
        numbers.push(Some((base, slope)));
    }
    let (low, high) = range.unwrap_or((0, 0));
    let scale = Scale { den, low, high };
    let (starts, numbers) = joined(starts, numbers);
    let outside: Vec<(i128, i128)> = numbers.iter().map(|line| (i128::from(line.is_none()), 0)).collect();
    let outside = outside.iter().any(|(one, _)| *one == 1).then(|| Pieces::new(starts.clone(), outside));
    let lines = numbers.into_iter().map(|line| line.unwrap_or((low, 0))).collect();
    scale.fits().then_some(Found { pieces: Pieces::new(starts, lines), scale, outside })
}

/// Stretches that lie on one line, made one.
fn joined<L: PartialEq>(starts: Vec<i128>, lines: Vec<L>) -> (Vec<i128>, Vec<L>) {
    let mut joined: Vec<(i128, L)> = starts.into_iter().zip(lines).collect();
    joined.dedup_by(|next, before| next.1 == before.1);
    joined.into_iter().unzip()
}

/// The keys at which something may change, rising; the first is the lowest.
fn starts(table: &Table, key: Scale) -> Option<Vec<i128>> {
    let mut ends: Vec<Exact> = Vec::new();
    match &table.rows {
        Rows::Band(bands) => {
            ends.extend(bands.iter().flat_map(|band| [&band.from, &band.to]).flatten().cloned());
        }
        Rows::At(_, rows) => {
            let half = Exact::decimal(5, 1);
            ends.extend(rows.iter().map(|row| row.at.clone()));
            ends.extend(rows.windows(2).filter_map(|pair| match pair {
                [one, other] => Some(&(&one.at + &other.at) * &half),
                _ => None,
            }));
        }
        Rows::Choice(_) => return None,
    }
    let mut starts = BTreeSet::from([key.low]);
    for end in ends {
        let (num, den) = (&end * &Exact::from(key.den)).parts()?;
        let floor = num.checked_div_euclid(den)?;
        for start in [floor, floor.checked_add(1)?] {
            if key.low < start && start <= key.high {
                starts.insert(start);
            }
        }
    }
    (starts.len() <= PIECES_MAX).then(|| starts.into_iter().collect())
}

/// The line from one key to another, as what it is at key 0 and what each key adds.
fn line(
    table: &Table,
    den: i128,
    start: i128,
    last: i128,
    worth: &dyn Fn(&[Value]) -> Option<Exact>,
) -> Option<(Exact, Exact)> {
    let at = |key: i128| Exact::ratio(key, den).map(Value::Number);
    let first = worth(&[at(start)?])?;
    let sloping = matches!(table.find(&[at(start)?]), Hit::Between(..)) && start < last;
    if !sloping {
        return Some((first, Exact::ZERO));
    }
    let end = worth(&[at(last)?])?;
    let slope = (&end - &first).checked_div(&Exact::from(last.checked_sub(start)?))?;
    Some((&first - &(&slope * &Exact::from(start)), slope))
}
