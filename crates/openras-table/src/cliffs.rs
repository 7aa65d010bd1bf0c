//! Who stands at a cliff: people whose budget would jump if one answer were the next one.

use openras_allocation::columns::ColumnError;
use openras_core::Exact;
use openras_questionnaire::Question;

use crate::answers::{neighbours, scored};
use crate::layout::Role;
use crate::table::Table;

/// A jump is a cliff where it is more than so many times what the same points bring on the whole.
const TIMES_MOST: u32 = 5;
/// So many rows are worked out together.
const PIECE: usize = 8_192;

/// For each row, cells in the order of the table, whether its person stands at a cliff: with one answer put to the next one
/// up or down in points, or one tick more or less, the year's budget changes by more than five times what as many points
/// bring on the whole. What a point brings on the whole is (highest − lowest budget) ÷ (highest − lowest points) of these
/// rows. Nobody does where the rows do not say that, or where a budget cannot be worked out.
///
/// # Errors
/// Only where the engine refuses its columns.
pub fn cliffs(table: &Table, rows: &[Vec<String>]) -> Result<Vec<bool>, ColumnError> {
    let mut found = vec![false; rows.len()];
    let annual = annuals(table, rows)?;
    let points: Vec<Option<Exact>> = rows.iter().map(|row| points(table, row)).collect();
    let (Some(rise), Some(run)) = (spread(&annual), spread(&points)) else { return Ok(found) };
    let Some(most) = (&rise * &Exact::from(TIMES_MOST)).checked_div(&run) else { return Ok(found) };
    let mut others: Vec<(usize, Exact, Vec<String>)> = Vec::new();
    let mut judge = |others: &mut Vec<(usize, Exact, Vec<String>)>| -> Result<(), ColumnError> {
        let texts: Vec<Vec<String>> = others.iter_mut().map(|other| std::mem::take(&mut other.2)).collect();
        for ((row, step, _), other) in others.drain(..).zip(annuals(table, &texts)?) {
            let own = annual.get(row).and_then(Option::as_ref);
            let jump = own.zip(other).map(|(own, other)| (own - &other).abs());
            if let (Some(jump), Some(found)) = (jump, found.get_mut(row)) {
                *found |= jump > &most * &step;
            }
        }
        Ok(())
    };
    for (row, cells) in
        rows.iter().enumerate().filter(|(row, _)| annual.get(*row).is_some_and(Option::is_some))
    {
        for (at, question) in questions(table) {
            let cell = cells.get(at).map_or("", String::as_str);
            for (other, step) in neighbours(question, cell) {
                let mut cells = cells.clone();
                if let Some(slot) = cells.get_mut(at) {
                    *slot = other;
                }
                others.push((row, step, cells));
            }
        }
        if others.len() >= PIECE {
            judge(&mut others)?;
        }
    }
    judge(&mut others)?;
    Ok(found)
}

/// Every column of answers, with its question.
fn questions(table: &Table) -> impl Iterator<Item = (usize, &Question)> {
    let roles = table.layout().roles().iter().enumerate();
    roles.filter_map(|(at, role)| match role {
        Role::Answer(question) => Some((at, &table.questionnaire().questions[*question])),
        _ => None,
    })
}

/// The year's budget of each row; nothing where there is none.
fn annuals(table: &Table, rows: &[Vec<String>]) -> Result<Vec<Option<Exact>>, ColumnError> {
    let mut all = Vec::with_capacity(rows.len());
    let mut batch = table.rows();
    for piece in rows.chunks(PIECE) {
        batch.clear();
        piece.iter().for_each(|cells| batch.push_texts(cells));
        let results = batch.work()?;
        let each = results.each().enumerate();
        all.extend(each.map(|(row, came)| results.money(row, came).map(|[annual, ..]| annual)));
    }
    Ok(all)
}

/// The highest less the lowest; nothing where they are equal or there are none.
fn spread(values: &[Option<Exact>]) -> Option<Exact> {
    let known = || values.iter().flatten();
    let spread = known().max()? - known().min()?;
    (!spread.is_zero()).then_some(spread)
}

/// The points of a row's answers; nothing where one is none of its question's.
fn points(table: &Table, cells: &[String]) -> Option<Exact> {
    let cell = |at: usize| cells.get(at).map_or("", String::as_str);
    questions(table).map(|(at, question)| scored(question, cell(at))).sum()
}
