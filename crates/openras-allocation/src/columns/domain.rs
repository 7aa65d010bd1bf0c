//! What a fact or a question may be worth, counted through.

use openras_core::{Exact, Handle};
use openras_questionnaire::{
    Answer, Fact, FactKind, FactValue, Question, QuestionKind, Questionnaire, Sheet,
};

use super::people::{CellKind, Cells, People, ticks};

/// The most values of a total that are counted through.
pub(super) const VALUES_MAX: u32 = 1 << 16;

/// The most values of a fact or an answer that are counted through: more than these are sooner worked out than looked up.
const CELLS_MAX: u32 = 1 << 12;

/// A fact or a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Asked {
    Fact(Handle<Fact>),
    Question(Handle<Question>),
}

/// What holds where nothing is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IfNothing {
    /// Whoever needs it lacks it, and everybody needs it: the row is worked out beside the columns.
    Mark,
    /// A default.
    Take(i64),
    /// Whoever needs it lacks it.
    Lack,
}

/// What a fact or a question may be worth: whole numbers from `low` to `high`, as its cells hold them, or nothing.
#[derive(Clone, Debug)]
pub(super) struct Domain {
    pub(super) asked: Asked,
    pub(super) low: i64,
    /// Below `low` where no value can stand in a column.
    pub(super) high: i64,
    pub(super) nothing: IfNothing,
    /// How many decimals of its cells' numbers are behind the point.
    pub(super) decimals: u32,
}

impl Domain {
    pub(super) fn of_question(
        questionnaire: &Questionnaire,
        handle: Handle<Question>,
        always: bool,
    ) -> Domain {
        let question = &questionnaire.questions[handle];
        let (low, high, decimals) = match (&question.kind, CellKind::of_question(question)) {
            (_, CellKind::Places { count }) => (0, i64::from(count).saturating_sub(1), 0),
            (_, CellKind::Ticks { count }) if count < 12 => (0, (1i64 << count).saturating_sub(1), 0),
            (QuestionKind::Number { min, max, decimals, .. }, _) => between(min, max, *decimals),
            (QuestionKind::Scale { from, to }, _) => (*from, *to, 0),
            _ => (0, -1, 0),
        };
        let optional = question.unanswered.is_some() || question.asked_when.is_some() || !always;
        let nothing = if optional { IfNothing::Lack } else { IfNothing::Mark };
        Domain { asked: Asked::Question(handle), low, high, nothing, decimals }
    }

    pub(super) fn of_fact(questionnaire: &Questionnaire, handle: Handle<Fact>, always: bool) -> Domain {
        let fact = &questionnaire.facts[handle];
        let (low, high, decimals) = match (&fact.kind, CellKind::of_fact(fact)) {
            (_, CellKind::Places { count }) => (0, i64::from(count).saturating_sub(1), 0),
            (FactKind::Number { min, max, decimals, .. }, _) => between(min, max, *decimals),
            (FactKind::Date, _) => (0, i64::from(u32::MAX), 0),
            _ => (0, -1, 0),
        };
        let nothing = match fact.default.as_ref().map(|value| number_of(value, decimals)) {
            Some(Some(number)) if low <= number && number <= high => IfNothing::Take(number),
            Some(_) => IfNothing::Mark,
            None if always => IfNothing::Mark,
            None => IfNothing::Lack,
        };
        Domain { asked: Asked::Fact(handle), low, high, nothing, decimals }
    }

    /// How many values there are to count through, one for nothing among them where it may be lacking; `None` where
    /// there are too many.
    pub(super) fn count(&self) -> Option<u32> {
        let values = self.high.checked_sub(self.low)?.checked_add(1)?.max(0);
        let values = values.checked_add(i64::from(self.nothing == IfNothing::Lack))?;
        u32::try_from(values).ok().filter(|count| *count <= CELLS_MAX)
    }

    /// Whether a cell may have this number, or nothing.
    pub(super) fn takes(&self, number: Option<i64>) -> bool {
        match number {
            Some(number) => self.low <= number && number <= self.high,
            None => self.nothing != IfNothing::Mark,
        }
    }

    /// The place of a cell's number among the values; `None` where it is none of them.
    pub(super) fn place(&self, number: i64) -> Option<u32> {
        let within = self.low <= number && number <= self.high;
        within.then(|| number.checked_sub(self.low)).flatten().and_then(|place| u32::try_from(place).ok())
    }

    /// The place that stands for nothing, where nothing may be given.
    pub(super) fn place_of_nothing(&self) -> Option<u32> {
        match self.nothing {
            IfNothing::Mark => None,
            IfNothing::Take(number) => self.place(number),
            IfNothing::Lack => self.count()?.checked_sub(1),
        }
    }

    /// The cell's number at a place; `None` for nothing.
    fn number(&self, place: u32) -> Option<i64> {
        self.low.checked_add(i64::from(place)).filter(|number| *number <= self.high)
    }

    /// The cells that it has among many people.
    pub(super) fn cells<'a>(&self, people: &People<'a>) -> Cells<'a> {
        let cells = match self.asked {
            Asked::Fact(fact) => people.facts.get(fact.index()),
            Asked::Question(question) => people.answers.get(question.index()),
        };
        cells.copied().unwrap_or_default()
    }
}

/// The whole numbers between two bounds, times ten to the decimals; none where they cannot be counted.
fn between(min: &Exact, max: &Exact, decimals: u32) -> (i64, i64, u32) {
    const FAR: i64 = 1 << 53;
    let scaled = |bound: &Exact, up: bool| {
        let (num, den) = (bound * &Exact::decimal(10i128.checked_pow(decimals)?, 0)).parts()?;
        let whole =
            if up { num.checked_add(den)?.checked_sub(1)?.div_euclid(den) } else { num.div_euclid(den) };
        i64::try_from(whole).ok().filter(|whole| -FAR < *whole && *whole < FAR)
    };
    match (scaled(min, true), scaled(max, false)) {
        (Some(low), Some(high)) => (low, high, decimals),
        _ => (0, -1, decimals),
    }
}

/// A fact's value as its cells hold it.
fn number_of(value: &FactValue, decimals: u32) -> Option<i64> {
    match value {
        FactValue::Number(number) => {
            let (num, den) = (number * &Exact::decimal(10i128.checked_pow(decimals)?, 0)).parts()?;
            i64::try_from(num).ok().filter(|_| den == 1)
        }
        FactValue::Choice(at) => Some(i64::from(*at)),
        FactValue::YesNo(yes) => Some(i64::from(*yes)),
        FactValue::Date(day) => Some(day.order()),
    }
}

/// One set of facts and answers, changed value by value.
pub(super) struct Combination<'q> {
    questionnaire: &'q Questionnaire,
    sheet: Sheet,
}

impl<'q> Combination<'q> {
    /// With nothing but the facts' defaults.
    pub(super) fn new(questionnaire: &'q Questionnaire) -> Combination<'q> {
        let facts: Vec<Option<FactValue>> =
            questionnaire.facts.iter().map(|fact| fact.default.clone()).collect();
        let answers = vec![None; questionnaire.questions.len()];
        Combination { questionnaire, sheet: Sheet::new(questionnaire, facts, answers) }
    }

    pub(super) fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// Puts the value at a place of a domain.
    pub(super) fn put(&mut self, domain: &Domain, place: u32) {
        let number = domain.number(place);
        match domain.asked {
            Asked::Question(handle) => {
                let question = &self.questionnaire.questions[handle];
                let answer = number.and_then(|number| answer(question, number, domain.decimals));
                self.sheet.put(self.questionnaire, handle, answer);
            }
            Asked::Fact(handle) => {
                let fact = &self.questionnaire.facts[handle];
                let value = number.and_then(|number| fact_value(fact, number, domain.decimals));
                self.sheet.put_fact(self.questionnaire, handle, value);
            }
        }
    }
}

fn answer(question: &Question, number: i64, decimals: u32) -> Option<Answer> {
    match &question.kind {
        QuestionKind::One { statements, .. } => {
            let at = u16::try_from(number).ok()?;
            let count = u16::try_from(statements.len()).ok()?;
            Some(match at.checked_sub(count) {
                None => Answer::One(at),
                Some(low) => Answer::Between(low, low.checked_add(1)?),
            })
        }
        QuestionKind::Many { statements, .. } => {
            let places = ticks(number, u32::try_from(statements.len()).ok()?)?;
            Some(Answer::Many(places.into_iter().filter_map(|place| u16::try_from(place).ok()).collect()))
        }
        QuestionKind::Number { .. } | QuestionKind::Scale { .. } => {
            Some(Answer::Number(Exact::decimal(i128::from(number), decimals)))
        }
        QuestionKind::Broken => None,
    }
}

fn fact_value(fact: &Fact, number: i64, decimals: u32) -> Option<FactValue> {
    match &fact.kind {
        FactKind::Number { .. } => Some(FactValue::Number(Exact::decimal(i128::from(number), decimals))),
        FactKind::Choice { .. } => u16::try_from(number).ok().map(FactValue::Choice),
        FactKind::YesNo => Some(FactValue::YesNo(number != 0)),
        FactKind::Date | FactKind::Broken => None,
    }
}
