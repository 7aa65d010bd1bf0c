//! Cells made ready: the places of what has few values, the numbers of what has many.

use std::ops::Range;

use super::domain::{Domain, IfNothing};
use super::people::{Cells, NOTHING};

/// The places of a chunk's cells in their domain.
#[derive(Clone, Debug)]
pub(super) enum Places<'p> {
    /// There are too many values to count through; whether every cell holds one of them.
    Unused {
        sound: bool,
    },
    /// The cells as they are given.
    Given(&'p [u8]),
    /// For domains of at most 256 values.
    Narrow(Vec<u8>),
    Wide(Vec<u16>),
}

impl Places<'_> {
    pub(super) fn narrow(&self) -> Option<&[u8]> {
        match self {
            Places::Given(places) => Some(places),
            Places::Narrow(places) => Some(places),
            Places::Wide(_) | Places::Unused { .. } => None,
        }
    }
}

/// The places of a chunk's cells; marks every row whose cell is none of the domain's values, or is lacking where everybody
/// needs it.
pub(super) fn places_of<'p>(
    domain: &Domain,
    cells: Cells<'p>,
    rows: Range<usize>,
    marks: &mut [u8],
) -> Places<'p> {
    let Some(count) = domain.count() else {
        let sound = all_within(domain, cells, &rows);
        if !sound {
            for (row, mark) in rows.zip(marks) {
                *mark |= u8::from(!domain.takes(number(cells, row)));
            }
        }
        return Places::Unused { sound };
    };
    if let Cells::Places(all) = cells
        && let Some(places) = all.get(rows.clone())
        && domain.low == 0
        && places.iter().fold(0, |most: u8, place| most.max(*place))
            <= u8::try_from(domain.high).unwrap_or(u8::MAX).min(NOTHING - 1)
        && domain.high >= 0
    {
        return Places::Given(places);
    }
    if let Cells::Numbers(all) = cells
        && all_within(domain, cells, &rows)
    {
        let numbers = all.get(rows).unwrap_or(&[]).iter().map(|number| number.wrapping_sub(domain.low));
        return match count {
            0..=256 => Places::Narrow(numbers.map(|place| place as u8).collect()),
            _ => Places::Wide(numbers.map(|place| place as u16).collect()),
        };
    }
    let nothing = domain.place_of_nothing();
    let place = |row: usize| match cells.number(row) {
        Some(number) => domain.place(number),
        None => nothing,
    };
    let read = rows.zip(marks).map(|(row, mark)| {
        place(row).unwrap_or_else(|| {
            *mark = 1;
            0
        })
    });
    if count <= 256 {
        Places::Narrow(read.map(|place| u8::try_from(place).unwrap_or(0)).collect())
    } else {
        Places::Wide(read.map(|place| u16::try_from(place).unwrap_or(0)).collect())
    }
}

/// The numbers of a chunk's cells where there are too many to count through and not every one is sound.
pub(super) fn wide_cells(domain: &Domain, cells: Cells<'_>, rows: Range<usize>, out: &mut [i64]) {
    for (row, out) in rows.zip(out) {
        *out = wide_cell(domain, cells, row);
    }
}

/// The number of one such cell.
pub(super) fn wide_cell(domain: &Domain, cells: Cells<'_>, row: usize) -> i64 {
    match (number(cells, row), domain.nothing) {
        (Some(number), _) if domain.takes(Some(number)) => number,
        (None, IfNothing::Take(number)) => number,
        _ => domain.low,
    }
}

/// Whether every cell holds one of the domain's numbers.
fn all_within(domain: &Domain, cells: Cells<'_>, rows: &Range<usize>) -> bool {
    let Cells::Numbers(all) = cells else {
        return false;
    };
    let numbers = all.get(rows.clone()).unwrap_or(&[]);
    // Below zero where a number lies outside, whatever it is: the bounds are near, so at most one difference turns over.
    let strays = |number: &i64| number.wrapping_sub(domain.low) | domain.high.wrapping_sub(*number);
    numbers.iter().fold(0, |any, number| any | strays(number)) >= 0
}

/// The number of a cell; of a day, its place in order.
pub(super) fn number(cells: Cells<'_>, row: usize) -> Option<i64> {
    match cells {
        Cells::Days(days) => days.get(row).copied().flatten().map(|day| day.order()),
        _ => cells.number(row),
    }
}

/// Where a cell has something in it.
pub(super) fn given(cells: Cells<'_>, rows: Range<usize>, out: &mut [u8]) {
    for (row, out) in rows.zip(out) {
        *out = u8::from(number(cells, row).is_some());
    }
}
