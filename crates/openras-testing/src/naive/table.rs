//! A key found in a table by looking at every row.

use openras_allocation::{At, Band, Edge, ForChoice, Near, Rows, Table, Worth as Cell};
use openras_core::Exact;

use super::formula::Worth;
use super::number::{self, Number};

/// What a table has for a key.
pub(super) enum Found<'t> {
    /// So much of each of these cells together.
    Cells(Vec<(Number, &'t Cell)>),
    /// A person decides.
    Refer,
    /// Nothing.
    Nothing,
}

/// Looks the keys up.
pub(super) fn find<'t>(table: &'t Table, keys: &[Worth]) -> Found<'t> {
    match (&table.rows, keys) {
        (Rows::Choice(rows), _) => choice(rows, keys),
        (Rows::Band(bands), [Worth::Number(key)]) => band(table, bands, key),
        (Rows::At(near, rows), [Worth::Number(key)]) => at(table, *near, rows, key),
        (_, other) => panic!("{other:?} is no key of {}", table.id),
    }
}

fn whole(cell: &Cell) -> Found<'_> {
    Found::Cells(vec![(Number::from(1), cell)])
}

fn beyond(edge: &Edge) -> Found<'_> {
    match edge {
        Edge::Refuse => Found::Nothing,
        Edge::Refer => Found::Refer,
        Edge::Is(cell) => whole(cell),
    }
}

fn choice<'t>(rows: &'t [ForChoice], keys: &[Worth]) -> Found<'t> {
    let place = |key: &Worth| match key {
        Worth::Choice(place) => *place,
        Worth::Condition(yes) => u16::from(*yes),
        other => panic!("{other:?} is no key of a choice table"),
    };
    let mut best: Option<(usize, &ForChoice)> = None;
    for row in rows {
        let fits =
            row.choices.iter().zip(keys).all(|(choice, key)| choice.is_none() || *choice == Some(place(key)));
        let stars = row.choices.iter().filter(|choice| choice.is_none()).count();
        if fits && best.is_none_or(|(fewest, _)| stars < fewest) {
            best = Some((stars, row));
        }
    }
    best.map_or(Found::Nothing, |(_, row)| whole(&row.row.is))
}

fn band<'t>(table: &'t Table, bands: &'t [Band], key: &Number) -> Found<'t> {
    let is = |end: &Option<Exact>| end.as_ref().map(number::of);
    let holding = bands.iter().find(|band| {
        is(&band.from).is_none_or(|from| from <= *key) && is(&band.to).is_none_or(|to| *key <= to)
    });
    if let Some(band) = holding {
        return whole(&band.row.is);
    }
    if bands.iter().all(|band| is(&band.from).is_some_and(|from| *key < from)) {
        return beyond(&table.below);
    }
    if bands.iter().all(|band| is(&band.to).is_some_and(|to| to < *key)) {
        return beyond(&table.above);
    }
    Found::Nothing
}

fn at<'t>(table: &'t Table, near: Near, rows: &'t [At], key: &Number) -> Found<'t> {
    let all: Vec<(Number, &Cell)> = rows.iter().map(|row| (number::of(&row.at), &row.row.is)).collect();
    let same = all.iter().find(|(at, _)| at == key);
    let lower = all.iter().filter(|(at, _)| at < key).max_by(|a, b| a.0.cmp(&b.0));
    let upper = all.iter().filter(|(at, _)| at > key).min_by(|a, b| a.0.cmp(&b.0));
    if let Some((_, cell)) = same {
        return whole(cell);
    }
    match (near, lower, upper) {
        (Near::Exact, _, _) => Found::Nothing,
        (Near::Floor, Some((_, cell)), _) | (Near::Ceiling, _, Some((_, cell))) => whole(cell),
        (Near::Floor, None, _) | (Near::Nearest | Near::Linear, None, _) => beyond(&table.below),
        (Near::Ceiling, _, None) | (Near::Nearest | Near::Linear, _, None) => beyond(&table.above),
        (Near::Nearest, Some((low, below)), Some((high, above))) => {
            whole(if key - low < high - key { below } else { above })
        }
        (Near::Linear, Some((low, below)), Some((high, above))) => {
            let way = (key - low) / (high - low);
            Found::Cells(vec![(Number::from(1) - &way, below), (way, above)])
        }
    }
}
