//! The people of the common workload: what each of any number of people answers, and what that comes to by plain integer
//! arithmetic, without the engine.
//!
//! What somebody answers follows from their number alone (splitmix64 of a seed, the person and the question), so any
//! program in any language makes the same people. Five of a person's needs in eight follow one need of their own, so that
//! totals spread over the whole line.

use openras::allocation::columns::{Cells, ColumnError, Columns, On, People};
use openras::core::Day;
use openras::prelude::Assessment;

use crate::figures::Figures;

/// Questions: three for each of eight sections.
pub const QUESTIONS: usize = 24;
/// How many statements a question has, by its place in its section.
const STATEMENTS: [u64; 3] = [4, 5, 5];
/// The ids of the statements, in order.
pub const IDS: [&str; 5] = ["v", "w", "x", "y", "z"];
const SEED: u64 = 20_260_401;

/// The mixing step of splitmix64.
pub(crate) fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}

/// What a person answers: the place of a statement for each question.
pub fn answers(person: u64) -> [u8; QUESTIONS] {
    let own = mix(person.wrapping_mul(64).wrapping_add(SEED));
    let need = own >> 48;
    let mut question = 0;
    [(); QUESTIONS].map(|()| {
        let within = question % 3;
        question += 1;
        let chance = mix(own.wrapping_add(question as u64)) >> 48;
        let value = if within == 2 { chance } else { (need * 60 + chance * 40) / 100 };
        ((value * STATEMENTS[within]) >> 16) as u8
    })
}

/// What these answers come to, in pence a year, rounded half up.
pub fn pence(figures: &Figures, answers: &[u8; QUESTIONS]) -> i64 {
    let at = |values: &[i64], question: usize| values[usize::from(answers[question])];
    let sections = figures.sections.iter().enumerate();
    let hundredths: i64 = sections
        .map(|(s, section)| {
            (at(&section.a, 3 * s) + at(&section.b, 3 * s + 1)) * (100 - at(&section.c_percent, 3 * s + 2))
        })
        .sum();
    let holds = |band: &&crate::figures::Band| band.lower_points * 100 <= hundredths;
    let allocation =
        figures.bands.iter().rfind(holds).map_or(0, |band| {
            band.base_pence * 100 + (hundredths - band.lower_points * 100) * band.price_pence
        });
    let added: i64 = figures.streams.iter().map(|stream| at(&stream.pence, stream.column())).sum();
    (allocation * figures.keep_per_mille + 50_000) / 100_000 + added
}

/// The day of every assessment.
pub fn day() -> Day {
    Day::new(2026, 6, 1).expect("a day")
}

/// Many people of the workload, a column a question.
#[derive(Clone, Debug)]
pub struct Workload {
    columns: Vec<Vec<u8>>,
}

impl Workload {
    /// The first so many people.
    pub fn new(people: usize) -> Workload {
        let mut columns: Vec<Vec<u8>> = (0..QUESTIONS).map(|_| Vec::with_capacity(people)).collect();
        for person in 0..people as u64 {
            for (column, answer) in columns.iter_mut().zip(answers(person)) {
                column.push(answer);
            }
        }
        Workload { columns }
    }

    /// How many people.
    pub fn people(&self) -> usize {
        self.columns.first().map_or(0, Vec::len)
    }

    /// The columns, in the order of the questions.
    pub fn columns(&self) -> Vec<&[u8]> {
        self.columns.iter().map(Vec::as_slice).collect()
    }

    /// The same, person by person.
    pub fn rows(&self) -> Vec<[u8; QUESTIONS]> {
        (0..self.people() as u64).map(answers).collect()
    }

    /// What everybody comes to, in pence.
    pub fn expected(&self, figures: &Figures) -> Vec<i64> {
        self.rows().iter().map(|row| pence(figures, row)).collect()
    }

    /// The people as the engine takes them: no cell is copied.
    ///
    /// # Errors
    /// Where the rulebook is not the workload's.
    pub fn for_engine<'a>(&'a self, columns: &'a Columns) -> Result<People<'a>, ColumnError> {
        let questionnaire = columns.questionnaire();
        let mut people = People::new(questionnaire, self.people(), On::Same(day()))?;
        for ((question, _), cells) in questionnaire.questions.handles().zip(&self.columns) {
            people.answer(question, Cells::Places(cells))?;
        }
        Ok(people)
    }
}

/// The names of the questions: `home_a`, `home_b`, …
pub fn names(figures: &Figures) -> Vec<String> {
    let sections = figures.sections.iter();
    sections.flat_map(|section| ["a", "b", "c"].map(|part| format!("{}_{part}", section.id))).collect()
}

/// A person as an assessment.
pub fn assessment(figures: &Figures, person: u64) -> Assessment {
    let ids = answers(person).map(|at| IDS[usize::from(at)]);
    let named = names(figures).into_iter().zip(ids);
    named.fold(Assessment::on_day(day()), |person, (name, id)| person.answer(name, id))
}

/// The first line of a file of people.
pub fn header(figures: &Figures) -> String {
    format!("person,on,{}\n", names(figures).join(","))
}

/// A person's line of such a file.
pub fn line(person: u64) -> String {
    let ids = answers(person).map(|at| IDS[usize::from(at)]);
    format!("P{person:08},2026-06-01,{}\n", ids.join(","))
}
