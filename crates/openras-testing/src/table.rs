//! Assessments as columns, for whatever takes many people at once.

use openras_allocation::columns::{CellKind, Cells, NO_NUMBER, NOTHING, On, People};
use openras_core::{Day, Exact};
use openras_questionnaire::{Assessment, Given, Question, QuestionKind};
use openras_rulebook::Rulebook;

/// Assessments as columns; those that no column holds are given whole.
pub struct Table<'r> {
    rulebook: &'r Rulebook,
    people: Vec<Assessment>,
    days: Vec<Option<Day>>,
    facts: Vec<Cell>,
    answers: Vec<Cell>,
    whole: Vec<usize>,
}

enum Cell {
    Places(Vec<u8>),
    Numbers(Vec<i64>),
    Days(Vec<Option<Day>>),
    Nothing,
}

impl<'r> Table<'r> {
    /// The assessments as columns.
    pub fn new(rulebook: &'r Rulebook, people: Vec<Assessment>) -> Table<'r> {
        let questionnaire = rulebook.questionnaire();
        let mut whole: Vec<usize> =
            (0..people.len()).filter(|row| must_be_whole(rulebook, &people[*row])).collect();
        let facts = questionnaire.facts.iter().map(|fact| {
            let place = |word: &Given| match (word, fact.choice_ids()) {
                (Given::Bool(yes), None) => Some(i64::from(*yes)),
                (Given::Text(word), Some(ids)) => ids.iter().position(|id| id == word).map(|at| at as i64),
                _ => None,
            };
            let given = people.iter().map(|one| one.facts.get(&fact.id));
            cells(CellKind::of_fact(fact), given, &place, &mut whole)
        });
        let facts = facts.collect();
        let answers = questionnaire.questions.iter().map(|question| {
            let given = people.iter().map(|one| one.answers.get(&question.id));
            cells(CellKind::of_question(question), given, &|given| place(question, given), &mut whole)
        });
        let answers = answers.collect();
        let days = people.iter().map(Assessment::on).collect();
        Table { rulebook, people, days, facts, answers, whole }
    }

    /// The columns.
    pub fn people(&self) -> People<'_> {
        let questionnaire = self.rulebook.questionnaire();
        let mut people = People::new(questionnaire, self.people.len(), On::Each(&self.days))
            .expect("as many days as people");
        for ((handle, _), cell) in questionnaire.facts.handles().zip(&self.facts) {
            people.fact(handle, cell.cells()).expect("it is of the fact's kind");
        }
        for ((handle, _), cell) in questionnaire.questions.handles().zip(&self.answers) {
            people.answer(handle, cell.cells()).expect("it is of the question's kind");
        }
        for row in &self.whole {
            people.instead(*row, self.people[*row].clone());
        }
        people
    }

    /// Whether a row is given whole.
    pub fn is_whole(&self, row: usize) -> bool {
        self.whole.contains(&row)
    }

    /// The assessments.
    pub fn assessments(&self) -> &[Assessment] {
        &self.people
    }
}

impl Cell {
    fn cells(&self) -> Cells<'_> {
        match self {
            Cell::Places(places) => Cells::Places(places),
            Cell::Numbers(numbers) => Cells::Numbers(numbers),
            Cell::Days(days) => Cells::Days(days),
            Cell::Nothing => Cells::Nothing,
        }
    }
}

fn must_be_whole(rulebook: &Rulebook, person: &Assessment) -> bool {
    let questionnaire = rulebook.questionnaire();
    let known = person.facts.keys().all(|id| questionnaire.fact(id).is_some())
        && person.answers.keys().all(|id| questionnaire.question(id).is_some());
    !known || !person.streams.is_empty() || !person.views.is_empty() || person.checked.is_some()
}

/// The statement's place, the pair's, or the ticks.
fn place(question: &Question, given: &Given) -> Option<i64> {
    let ids = question.statement_ids()?;
    let at = |word: &String| ids.iter().position(|id| id == word);
    match (&question.kind, given) {
        (QuestionKind::One { .. }, Given::Text(word)) => at(word).map(|at| at as i64),
        (QuestionKind::One { between: true, .. }, Given::List(words)) => {
            let [one, other] = words.as_slice() else {
                return None;
            };
            let (one, other) = (at(one)?, at(other)?);
            (one.abs_diff(other) == 1).then(|| (ids.len() + one.min(other)) as i64)
        }
        (QuestionKind::Many { .. }, Given::List(words)) => {
            let bits =
                words.iter().map(|word| at(word).map(|at| 1i64 << at)).collect::<Option<Vec<i64>>>()?;
            let all = bits.iter().fold(0, |all, bit| all | bit);
            (all.count_ones() as usize == bits.len()).then_some(all)
        }
        _ => None,
    }
}

fn cells<'g>(
    kind: CellKind,
    given: impl Iterator<Item = Option<&'g Given>>,
    place: &dyn Fn(&Given) -> Option<i64>,
    whole: &mut Vec<usize>,
) -> Cell {
    if kind == CellKind::Day {
        let day = |(row, given): (usize, Option<&Given>)| match given {
            None => None,
            Some(Given::Text(text)) if Day::parse(text).is_some() => Day::parse(text),
            Some(_) => {
                whole.push(row);
                None
            }
        };
        return Cell::Days(given.enumerate().map(day).collect());
    }
    let number = |given: &Given| match kind {
        CellKind::Number { decimals } => {
            let amount = given.amount(false).ok()?.value;
            // What is written in another way is told as it was written.
            (amount.to_string() == given.to_string()).then_some(())?;
            let (number, den) = (&amount * &Exact::decimal(10i128.pow(decimals), 0)).parts()?;
            i64::try_from(number).ok().filter(|number| den == 1 && *number != NO_NUMBER)
        }
        _ => place(given),
    };
    let mut numbers = Vec::new();
    for (row, given) in given.enumerate() {
        match given.map(number) {
            None => numbers.push(NO_NUMBER),
            Some(Some(number)) => numbers.push(number),
            Some(None) => {
                whole.push(row);
                numbers.push(NO_NUMBER);
            }
        }
    }
    match kind {
        CellKind::Places { count } if count <= 250 => {
            let place = |number: &i64| u8::try_from(*number).unwrap_or(NOTHING);
            Cell::Places(numbers.iter().map(place).collect())
        }
        CellKind::Whole => Cell::Nothing,
        _ => Cell::Numbers(numbers),
    }
}
