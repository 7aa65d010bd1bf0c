//! Many people as columns: one column a fact and one a question.

use std::collections::BTreeMap;

use openras_core::document::DayIn;
use openras_core::{Day, Exact, Handle};
use openras_questionnaire::{Assessment, Fact, FactKind, Given, Question, QuestionKind, Questionnaire};
use thiserror::Error;

/// In a column of places: nothing is given.
pub const NOTHING: u8 = u8::MAX;

/// In a column of numbers: nothing is given.
pub const NO_NUMBER: i64 = i64::MIN;

/// The cells of one fact or question, a row each, in the kind that [`CellKind`] says.
#[derive(Clone, Copy, Debug, Default)]
pub enum Cells<'a> {
    /// Nobody has given anything.
    #[default]
    Nothing,
    /// For [`CellKind::Places`] up to 250; [`NOTHING`] where nothing is given.
    Places(&'a [u8]),
    /// For [`CellKind::Places`], [`CellKind::Ticks`] and [`CellKind::Number`]; [`NO_NUMBER`] where nothing is given.
    Numbers(&'a [i64]),
    /// For [`CellKind::Day`].
    Days(&'a [Option<Day>]),
}

/// What the cells of a fact or question mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// The place of a statement or a choice, from 0; 0 for no and 1 for yes. Where two neighbouring statements may be
    /// ticked, the number of statements plus the place of the first of the two.
    Places {
        /// How many places there are.
        count: u32,
    },
    /// The statements ticked: bit 0 for the first. Only questions of at most 62 statements have this kind.
    Ticks {
        /// How many statements there are.
        count: u32,
    },
    /// A number times ten to the `decimals`: 12.50 of two decimals is 1250.
    Number {
        /// How many decimals it may have.
        decimals: u32,
    },
    /// A day.
    Day,
    /// No column can hold it: its people are given whole.
    Whole,
}

impl CellKind {
    /// Of the answers to a question.
    pub fn of_question(question: &Question) -> CellKind {
        let count = u32::try_from(question.statements().len()).unwrap_or(u32::MAX);
        match &question.kind {
            QuestionKind::One { between: true, .. } => {
                CellKind::Places { count: count.saturating_add(count.saturating_sub(1)) }
            }
            QuestionKind::One { .. } => CellKind::Places { count },
            QuestionKind::Many { .. } if count <= 62 => CellKind::Ticks { count },
            QuestionKind::Many { .. } | QuestionKind::Broken => CellKind::Whole,
            QuestionKind::Number { decimals, .. } => CellKind::Number { decimals: *decimals },
            QuestionKind::Scale { .. } => CellKind::Number { decimals: 0 },
        }
    }

    /// Of the values of a fact.
    pub fn of_fact(fact: &Fact) -> CellKind {
        match &fact.kind {
            FactKind::Number { decimals, .. } => CellKind::Number { decimals: *decimals },
            FactKind::Choice { choices, .. } => {
                CellKind::Places { count: u32::try_from(choices.len()).unwrap_or(u32::MAX) }
            }
            FactKind::YesNo => CellKind::Places { count: 2 },
            FactKind::Date => CellKind::Day,
            FactKind::Broken => CellKind::Whole,
        }
    }
}

/// The days whose values hold.
#[derive(Clone, Copy, Debug)]
pub enum On<'a> {
    /// The same for everybody.
    Same(Day),
    /// A day a row; an error in the row where there is none.
    Each(&'a [Option<Day>]),
}

/// A column that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ColumnError {
    /// Its length is not the number of people.
    #[error("the column of `{id}` has {cells} cells for {rows} people")]
    Length {
        /// The fact or question, or `on`.
        id: String,
        /// How many cells it has.
        cells: usize,
        /// How many people there are.
        rows: usize,
    },
    /// Its cells are not of the kind that the fact or question has.
    #[error("the column of `{id}` is not of its kind: {kind:?}")]
    Kind {
        /// The fact or question.
        id: String,
        /// The kind.
        kind: CellKind,
    },
}

/// Many people, as columns.
///
/// A row that no column can hold, with a word that is no statement or an amount of a stream, is given whole.
#[derive(Clone, Debug)]
pub struct People<'a> {
    pub(super) questionnaire: &'a Questionnaire,
    pub(super) rows: usize,
    pub(super) on: On<'a>,
    pub(super) facts: Vec<Cells<'a>>,
    pub(super) answers: Vec<Cells<'a>>,
    pub(super) whole: BTreeMap<usize, Assessment>,
}

impl<'a> People<'a> {
    /// So many people about whom nothing is known yet.
    ///
    /// # Errors
    /// Where the days are not as many as the people.
    pub fn new(questionnaire: &'a Questionnaire, rows: usize, on: On<'a>) -> Result<People<'a>, ColumnError> {
        if let On::Each(days) = on {
            length("on", days.len(), rows)?;
        }
        let facts = vec![Cells::Nothing; questionnaire.facts.len()];
        let answers = vec![Cells::Nothing; questionnaire.questions.len()];
        Ok(People { questionnaire, rows, on, facts, answers, whole: BTreeMap::new() })
    }

    /// How many people there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Gives everybody's value of a fact.
    ///
    /// # Errors
    /// Where the cells are not of the fact's kind, or not as many as the people.
    pub fn fact(&mut self, fact: Handle<Fact>, cells: Cells<'a>) -> Result<(), ColumnError> {
        let declared = &self.questionnaire.facts[fact];
        fits(&declared.id, CellKind::of_fact(declared), cells, self.rows)?;
        self.facts.get_mut(fact.index()).into_iter().for_each(|place| *place = cells);
        Ok(())
    }

    /// Gives everybody's answer to a question.
    ///
    /// # Errors
    /// Where the cells are not of the question's kind, or not as many as the people.
    pub fn answer(&mut self, question: Handle<Question>, cells: Cells<'a>) -> Result<(), ColumnError> {
        let declared = &self.questionnaire.questions[question];
        fits(&declared.id, CellKind::of_question(declared), cells, self.rows)?;
        self.answers.get_mut(question.index()).into_iter().for_each(|place| *place = cells);
        Ok(())
    }

    /// Gives the assessment of one row whole: its cells are not read.
    pub fn instead(&mut self, row: usize, assessment: Assessment) {
        self.whole.insert(row, assessment);
    }

    /// The assessment of a row, as it would be given one by one.
    pub fn assessment(&self, row: usize) -> Assessment {
        if let Some(assessment) = self.whole.get(&row) {
            return assessment.clone();
        }
        let questionnaire = self.questionnaire;
        let facts = questionnaire.facts.iter().zip(&self.facts).filter_map(|(fact, cells)| {
            let given = cells.given(row, CellKind::of_fact(fact), &|place| match &fact.kind {
                FactKind::YesNo => (place < 2).then_some(Given::Bool(place == 1)),
                _ => fact.choice_ids()?.get(place).map(|id| Given::Text(id.clone())),
            });
            Some((fact.id.clone(), given?))
        });
        let answers = questionnaire.questions.iter().zip(&self.answers).filter_map(|(question, cells)| {
            let given =
                cells.given(row, CellKind::of_question(question), &|place| statements(question, place));
            Some((question.id.clone(), given?))
        });
        let on = match self.on {
            On::Same(day) => Some(day),
            On::Each(days) => days.get(row).copied().flatten(),
        };
        let mut assessment = Assessment { on: on.map(DayIn::from), ..Assessment::empty() };
        assessment.facts = facts.collect();
        assessment.answers = answers.collect();
        assessment
    }
}

/// The statement at a place, or the pair of neighbours.
fn statements(question: &Question, place: usize) -> Option<Given> {
    let ids = question.statement_ids()?;
    match ids.get(place) {
        Some(id) => Some(Given::Text(id.clone())),
        None => {
            let low = place.checked_sub(ids.len())?;
            let pair = ids.get(low..low.checked_add(2)?)?;
            Some(Given::List(pair.to_vec()))
        }
    }
}

fn length(id: &str, cells: usize, rows: usize) -> Result<(), ColumnError> {
    if cells == rows { Ok(()) } else { Err(ColumnError::Length { id: id.to_owned(), cells, rows }) }
}

fn fits(id: &str, kind: CellKind, cells: Cells<'_>, rows: usize) -> Result<(), ColumnError> {
    let refused = || ColumnError::Kind { id: id.to_owned(), kind };
    match (cells, kind) {
        (Cells::Nothing, _) => Ok(()),
        (Cells::Places(places), CellKind::Places { count }) if count <= 250 => length(id, places.len(), rows),
        (
            Cells::Numbers(numbers),
            CellKind::Places { .. } | CellKind::Ticks { .. } | CellKind::Number { .. },
        ) => length(id, numbers.len(), rows),
        (Cells::Days(days), CellKind::Day) => length(id, days.len(), rows),
        _ => Err(refused()),
    }
}

impl Cells<'_> {
    /// The whole number in a row, where there is one.
    pub(super) fn number(&self, row: usize) -> Option<i64> {
        match self {
            Cells::Places(places) => places.get(row).filter(|at| **at != NOTHING).map(|at| i64::from(*at)),
            Cells::Numbers(numbers) => numbers.get(row).copied().filter(|number| *number != NO_NUMBER),
            Cells::Nothing | Cells::Days(_) => None,
        }
    }

    /// What is given in a row, in the words of an assessment. What fits nothing is given as its number, so that it is told.
    fn given(&self, row: usize, kind: CellKind, at: &dyn Fn(usize) -> Option<Given>) -> Option<Given> {
        if let Cells::Days(days) = self {
            return days.get(row).copied().flatten().map(Given::from);
        }
        let number = self.number(row)?;
        let meant = match kind {
            CellKind::Places { .. } => usize::try_from(number).ok().and_then(at),
            CellKind::Ticks { count } => ticks(number, count).and_then(|places| {
                let words = places.into_iter().map(|place| match at(place) {
                    Some(Given::Text(word)) => Some(word),
                    _ => None,
                });
                words.collect::<Option<Vec<String>>>().map(Given::List)
            }),
            CellKind::Number { decimals } => {
                Some(Given::Text(Exact::decimal(i128::from(number), decimals).to_string()))
            }
            CellKind::Day | CellKind::Whole => None,
        };
        Some(meant.unwrap_or(Given::Whole(number)))
    }
}

/// The places of the bits that are set, where all are below `count`.
pub(super) fn ticks(bits: i64, count: u32) -> Option<Vec<usize>> {
    let bits = u64::try_from(bits).ok()?;
    let within = bits.checked_shr(count).unwrap_or(0) == 0;
    let places = 0..usize::try_from(count).ok()?;
    within.then(|| places.filter(|place| (bits >> place) & 1 == 1).collect())
}
