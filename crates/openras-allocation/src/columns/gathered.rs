//! Some rows of many people taken out, and what came of them put back.

use openras_core::{Day, Exact};

use super::people::{Cells, On, People};
use super::worked::{Values, Worked};

/// Some rows of many people, in columns of their own.
pub(super) struct Gathered {
    rows: Vec<usize>,
    days: Vec<Option<Day>>,
    facts: Vec<Own>,
    answers: Vec<Own>,
}

/// Cells of one's own.
enum Own {
    Nothing,
    Places(Vec<u8>),
    Numbers(Vec<i64>),
    Days(Vec<Option<Day>>),
}

impl Own {
    fn new(cells: Cells<'_>, rows: &[usize]) -> Own {
        match cells {
            Cells::Nothing => Own::Nothing,
            Cells::Places(all) => Own::Places(taken(all, rows)),
            Cells::Numbers(all) => Own::Numbers(taken(all, rows)),
            Cells::Days(all) => Own::Days(taken(all, rows)),
        }
    }

    fn cells(&self) -> Cells<'_> {
        match self {
            Own::Nothing => Cells::Nothing,
            Own::Places(places) => Cells::Places(places),
            Own::Numbers(numbers) => Cells::Numbers(numbers),
            Own::Days(days) => Cells::Days(days),
        }
    }
}

fn taken<T: Copy>(all: &[T], rows: &[usize]) -> Vec<T> {
    rows.iter().filter_map(|row| all.get(*row).copied()).collect()
}

impl Gathered {
    pub(super) fn new(people: &People<'_>, rows: &[usize]) -> Gathered {
        let days = match people.on {
            On::Same(day) => vec![Some(day); rows.len()],
            On::Each(days) => taken(days, rows),
        };
        let own = |all: &[Cells<'_>]| all.iter().map(|cells| Own::new(*cells, rows)).collect();
        Gathered { rows: rows.to_vec(), days, facts: own(&people.facts), answers: own(&people.answers) }
    }

    pub(super) fn people<'a>(&'a self, of: &People<'a>) -> People<'a> {
        let rows = self.rows.iter().enumerate();
        let whole = rows.filter_map(|(at, row)| Some((at, of.whole.get(row)?.clone())));
        People {
            questionnaire: of.questionnaire,
            rows: self.rows.len(),
            on: On::Each(&self.days),
            facts: self.facts.iter().map(Own::cells).collect(),
            answers: self.answers.iter().map(Own::cells).collect(),
            whole: whole.collect(),
        }
    }
}

/// One column of the rows of several stretches.
pub(super) fn put_together(rows: usize, parts: &[(Vec<usize>, Worked)], at: usize) -> Values {
    let columns = || parts.iter().filter_map(|(rows, done)| Some((rows, &done.steps.get(at)?.1)));
    let small = columns().map(|(_, values)| values.small()).collect::<Option<Vec<(u32, &[i64])>>>();
    if let Some(small) = small {
        let mut values = vec![0; rows];
        for ((rows, _), (_, part)) in columns().zip(&small) {
            put(&mut values, rows, part);
        }
        return Values::Small { decimals: small.first().map_or(0, |(decimals, _)| *decimals), values };
    }
    let mut values = vec![Exact::ZERO; rows];
    for (rows, part) in columns() {
        let part: Vec<Exact> = (0..rows.len()).filter_map(|at| part.get(at)).collect();
        put(&mut values, rows, &part);
    }
    Values::Exact(values)
}

fn put<T: Clone>(values: &mut [T], rows: &[usize], part: &[T]) {
    for (row, value) in rows.iter().zip(part) {
        values.get_mut(*row).into_iter().for_each(|place| place.clone_from(value));
    }
}

impl Values {
    fn small(&self) -> Option<(u32, &[i64])> {
        match self {
            Values::Small { decimals, values } => Some((*decimals, values)),
            Values::Large { .. } | Values::Exact(_) => None,
        }
    }
}
