use std::ops::Range;

use openras_core::{Code, Exact, Period, Unit};

use crate::{Decimals, Fault, Refusal, Type};

/// Stands for a value that is known when the formula is worked out; [`Names`] hands it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InputId(pub u32);

/// Stands for a table; [`Names`] hands it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TableId(pub u32);

/// Stands for the choices of one fact or question; [`Names`] hands it out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DomainId(pub u32);

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// What it is called when the formula is worked out.
    pub id: InputId,
    /// What it gives.
    pub ty: Type,
    /// The most decimals that it can have; means nothing where it is no number.
    pub decimals: Decimals,
}

/// A word of a formula and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// The word; of a choice, what is between the quotes.
    pub text: &'a str,
    /// The bytes of the source that are meant.
    pub span: Range<usize>,
}

/// What [`Names`] knows about a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found<T> {
    /// It is this.
    Known(T),
    /// It is known, but has an error of its own that is reported elsewhere: nothing more is said.
    Poisoned,
    /// It may be a thing of this kind whose own name cannot be read, which is reported elsewhere: nothing more is said.
    Unnamed,
    /// There is no such name: becomes `unknown_name`, with what [`Names::suggest`] finds.
    Unknown,
    /// It must not stand here, for this reason.
    Refused(Refusal),
}

/// The functions that ask about a questionnaire. What they mean, and the names inside, is for [`Names`] to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuestionFunction {
    /// `points(a, b)`: any number of names, none included.
    Points,
    /// `max_points(a, b)`: likewise.
    MaxPoints,
    /// `min_points(a, b)`: likewise.
    MinPoints,
    /// `answer(q)`: one name.
    Answer,
    /// `ticked(q, 's')`: one name and a statement.
    Ticked,
}

impl QuestionFunction {
    /// The word in formulas: `max_points`.
    pub const fn as_str(self) -> &'static str {
        match self {
            QuestionFunction::Points => "points",
            QuestionFunction::MaxPoints => "max_points",
            QuestionFunction::MinPoints => "min_points",
            QuestionFunction::Answer => "answer",
            QuestionFunction::Ticked => "ticked",
        }
    }
}

/// What a table takes and gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableSignature {
    /// What it is called when the formula is worked out.
    pub id: TableId,
    /// What it is looked up by, in order.
    pub keys: Vec<Key>,
    /// The unit of its values.
    pub value: Unit,
    /// The most decimals of its values.
    pub decimals: Decimals,
}

/// One key of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// A number of this unit.
    Number(Unit),
    /// One of the choices of a fact or question, or of another with exactly the same ids.
    Choice(DomainId),
    /// A condition; a choice of exactly `yes` and `no` serves too.
    Condition,
    /// Not known because of an error that is already reported: anything fits.
    Unknown,
}

/// Whoever knows what the names in a formula stand for.
///
/// The formula asks for each word wherever it stands, from left to right. Only [`Names::name`] must be written: the
/// rest is for a world with questions, tables, choices or periods.
pub trait Names {
    /// What `name` stands for: a fact, a parameter, a step, `weeks_in_year`, `on`.
    fn name(&mut self, name: &str) -> Found<Input>;

    /// What `points(…)` and its kin give here. The number of names is already right. What is refused is refused for
    /// the whole call.
    ///
    /// # Errors
    /// What is wrong with the names inside, each at its place; empty where an error of theirs is reported elsewhere.
    fn question(
        &mut self,
        function: QuestionFunction,
        names: &[Word<'_>],
        statement: Option<&Word<'_>>,
    ) -> Result<Found<Input>, Vec<Fault>> {
        let _ = (names, statement);
        let message = format!("there are no questions here for `{}`", function.as_str());
        Ok(Found::Refused(Refusal::new(Code::UnknownName, message)))
    }

    /// The table with this name. Where tables must not be used, refuse those there are.
    fn table(&mut self, name: &str) -> Found<TableSignature> {
        let _ = name;
        Found::Unknown
    }

    /// Told for each number that a table is looked up by: whether the table has room for its decimals.
    ///
    /// `position` counts the table's keys from 0.
    ///
    /// # Errors
    /// Why this number must not be a key of the table, as with bands that leave a gap.
    fn table_key(&mut self, table: TableId, position: usize, decimals: Decimals) -> Result<(), Refusal> {
        let _ = (table, position, decimals);
        Ok(())
    }

    /// The ids of the choices, in order.
    fn choices(&self, domain: DomainId) -> &[String] {
        let _ = domain;
        &[]
    }

    /// Whether the choices are the statements of a question: an unknown one is then `unknown_statement`.
    fn domain_is_question(&self, domain: DomainId) -> bool {
        let _ = domain;
        false
    }

    /// A name that may have been meant by one that is unknown.
    fn suggest(&self, name: &str) -> Option<String> {
        let _ = name;
        None
    }

    /// What to do about an unknown name where nothing is near it.
    fn advice(&self) -> Option<&str> {
        None
    }

    /// What a rate per `from` is multiplied by to be a rate per `to`: how many `from` there are in a year over how many
    /// `to`. `None` where no year is stated, so that `per_year(…)` and its kin cannot be used.
    fn per(&self, from: Period, to: Period) -> Option<Exact> {
        let _ = (from, to);
        None
    }
}
