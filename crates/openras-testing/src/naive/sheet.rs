//! The first stage: everything that an assessment gives is checked.

use std::collections::BTreeMap;

use openras_allocation::{Scheme, Stream};
use openras_core::{Code, Day, Period};
use openras_formula::InputId;
use openras_questionnaire::{Fact, FactKind, FactValue, Question, QuestionKind, Questionnaire};
use serde_json::{Map, Value as Json};

use super::formula::{World, Worth, holds};
use super::number::{self, Number};

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Answer {
    /// The places of the statements ticked, in order; of a question with `between`, both.
    Ticks(Vec<usize>),
    /// The number given.
    Number(Number),
}

/// What was given, and what is wrong with it.
pub(super) struct Sheet<'a> {
    /// What was asked.
    pub questionnaire: &'a Questionnaire,
    /// The day.
    pub on: String,
    /// What is known of each fact, given or by default.
    pub facts: BTreeMap<&'a str, Worth>,
    /// The sound answers.
    pub answers: BTreeMap<&'a str, Answer>,
    /// The sound views, in order.
    pub views: Vec<(&'a str, Answer)>,
    /// `code:id` of everything that is wrong.
    pub problems: Vec<String>,
}

/// Reads what is given in an assessment.
pub(super) fn check<'a>(questionnaire: &'a Questionnaire, scheme: &Scheme, assessment: &Json) -> Sheet<'a> {
    let on = assessment["on"].as_str().unwrap_or_default().to_owned();
    let mut sheet = Sheet {
        questionnaire,
        on,
        facts: BTreeMap::new(),
        answers: BTreeMap::new(),
        views: Vec::new(),
        problems: Vec::new(),
    };
    sheet.check_day(scheme);
    sheet.check_facts(table(assessment, "facts"));
    sheet.check_answers(table(assessment, "answers"));
    sheet.check_views(assessment);
    sheet.check_streams(scheme, table(assessment, "streams"));
    sheet
}

pub(super) fn table<'j>(assessment: &'j Json, key: &str) -> Vec<(&'j String, &'j Json)> {
    assessment.get(key).and_then(Json::as_object).map(Map::iter).map(Iterator::collect).unwrap_or_default()
}

impl<'a> Sheet<'a> {
    fn wrong(&mut self, code: Code, id: &str) {
        self.problems.push(format!("{code}:{id}"));
    }

    fn check_day(&mut self, scheme: &Scheme) {
        if self.on.is_empty() {
            return self.wrong(Code::MissingKey, "on");
        }
        let early = scheme.effective_from.is_some_and(|from| self.on < from.to_string());
        let late = scheme.effective_to.is_some_and(|to| self.on > to.to_string());
        if early || late {
            self.wrong(Code::NoValueOnDate, "on");
        }
    }

    fn check_facts(&mut self, given: Vec<(&String, &Json)>) {
        for fact in &self.questionnaire.facts {
            if let Some(default) = &fact.default {
                let worth = match default {
                    FactValue::Number(number) => Worth::Number(number::of(number)),
                    FactValue::Choice(place) => Worth::Choice(*place),
                    FactValue::YesNo(yes) => Worth::Condition(*yes),
                    FactValue::Date(day) => Worth::Date(day.to_string()),
                };
                self.facts.insert(&fact.id, worth);
            }
        }
        for (id, value) in given {
            let Some(fact) = self.questionnaire.facts.iter().find(|fact| &fact.id == id) else {
                self.wrong(Code::UnknownFact, id);
                continue;
            };
            match fact_value(fact, value) {
                Ok(value) => drop(self.facts.insert(&fact.id, value)),
                Err(codes) => {
                    self.facts.remove(fact.id.as_str());
                    codes.iter().for_each(|code| self.wrong(*code, id));
                }
            }
        }
    }

    fn check_answers(&mut self, given: Vec<(&String, &Json)>) {
        for (id, value) in given {
            let Some(question) = self.questionnaire.questions.iter().find(|question| &question.id == id)
            else {
                self.wrong(Code::UnknownQuestion, id);
                continue;
            };
            match answer_value(question, value) {
                Ok(answer) => drop(self.answers.insert(&question.id, answer)),
                Err(codes) => codes.iter().for_each(|code| self.wrong(*code, id)),
            }
            if self.asked(question, &mut Vec::new()) == Some(false) {
                self.wrong(Code::NotAsked, id);
            }
        }
    }

    fn check_views(&mut self, assessment: &Json) {
        for view in assessment.get("views").and_then(Json::as_array).into_iter().flatten() {
            let id = view["question"].as_str().expect("a question");
            let Some(question) = self.questionnaire.questions.iter().find(|question| question.id == id)
            else {
                self.wrong(Code::UnknownQuestion, id);
                continue;
            };
            match answer_value(question, &view["answer"]) {
                Ok(answer) => self.views.push((&question.id, answer)),
                Err(codes) => codes.iter().for_each(|code| self.wrong(*code, id)),
            }
        }
    }

    fn check_streams(&mut self, scheme: &Scheme, given: Vec<(&String, &Json)>) {
        for (id, award) in given {
            match scheme.streams.iter().find(|stream| &stream.id == id) {
                None => self.wrong(Code::UnknownStream, id),
                Some(stream) => {
                    stream_codes(scheme, stream, award).iter().for_each(|code| self.wrong(*code, id))
                }
            }
        }
    }

    /// Whether a question is asked; nothing where that hangs on what is missing, which is added to `missing`.
    pub(super) fn asked(&self, question: &Question, missing: &mut Vec<String>) -> Option<bool> {
        let mut world = Facts { sheet: self, question: &question.id, missing };
        question.asked_when.as_ref().map_or(Some(true), |when| holds(when, &mut world))
    }
}

/// The names that say whether a question is asked: the facts, by their place.
struct Facts<'s> {
    sheet: &'s Sheet<'s>,
    question: &'s str,
    missing: &'s mut Vec<String>,
}

impl World for Facts<'_> {
    fn input(&mut self, id: InputId) -> Option<Worth> {
        let fact = self.sheet.questionnaire.facts.iter().nth(id.0 as usize).expect("a fact");
        let worth = self.sheet.facts.get(fact.id.as_str()).cloned();
        if worth.is_none() {
            self.missing.push(format!("{}:{}", Code::MissingFact, fact.id));
        }
        worth
    }

    fn lookup(&mut self, table: openras_formula::TableId, _: &[Worth]) -> Option<Worth> {
        panic!("{table:?} in a condition on facts")
    }

    fn cannot(&mut self, code: Code) {
        self.missing.push(format!("{code}:{}", self.question));
    }

    fn in_year(&self, period: Period) -> Number {
        panic!("{period:?} in a condition on facts")
    }
}

fn written(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(whole) => Some(whole.to_string()),
        _ => None,
    }
}

fn in_range(
    value: &Json,
    percent: bool,
    least: &Number,
    most: &Number,
    decimals: u32,
) -> Result<Number, Vec<Code>> {
    let amount = written(value).and_then(|text| number::amount(&text, percent));
    let (number, places) = amount.ok_or(vec![Code::WrongType])?;
    let mut codes = Vec::new();
    if &number < least || &number > most {
        codes.push(Code::OutOfRange);
    }
    if places > decimals {
        codes.push(Code::TooManyDecimals);
    }
    if codes.is_empty() { Ok(number) } else { Err(codes) }
}

fn fact_value(fact: &Fact, value: &Json) -> Result<Worth, Vec<Code>> {
    let wrong = || vec![Code::WrongType];
    match &fact.kind {
        FactKind::Number { unit, min, max, decimals } => {
            in_range(value, unit.is_number(), &number::of(min), &number::of(max), *decimals)
                .map(Worth::Number)
        }
        FactKind::Choice { choices, .. } => {
            let word = value.as_str().ok_or_else(wrong)?;
            let place =
                choices.iter().position(|choice| choice.id == word).ok_or(vec![Code::UnknownChoice])?;
            Ok(Worth::Choice(place as u16))
        }
        FactKind::YesNo => value.as_bool().map(Worth::Condition).ok_or_else(wrong),
        FactKind::Date => {
            let day = value.as_str().and_then(Day::parse).ok_or_else(wrong)?;
            Ok(Worth::Date(day.to_string()))
        }
        FactKind::Broken => panic!("a loaded rulebook has no broken fact"),
    }
}

fn answer_value(question: &Question, value: &Json) -> Result<Answer, Vec<Code>> {
    match &question.kind {
        QuestionKind::Number { unit, min, max, decimals, .. } => {
            let (least, most) = (number::of(min), number::of(max));
            in_range(value, unit.is_number(), &least, &most, *decimals).map(Answer::Number)
        }
        QuestionKind::Scale { from, to } => {
            in_range(value, false, &Number::from(*from), &Number::from(*to), 0).map(Answer::Number)
        }
        QuestionKind::One { between, .. } => match value {
            Json::String(word) => ticks(question, &[word.as_str()]),
            Json::Array(words) if *between && words.len() == 2 => {
                let ticked = ticks(question, &words_of(words)?)?;
                match &ticked {
                    Answer::Ticks(places) if places[0] + 1 == places[1] => Ok(ticked),
                    _ => Err(vec![Code::WrongType]),
                }
            }
            _ => Err(vec![Code::WrongType]),
        },
        QuestionKind::Many { .. } => match value {
            Json::Array(words) => ticks(question, &words_of(words)?),
            _ => Err(vec![Code::WrongType]),
        },
        QuestionKind::Broken => panic!("a loaded rulebook has no broken question"),
    }
}

fn words_of(words: &[Json]) -> Result<Vec<&str>, Vec<Code>> {
    words.iter().map(|word| word.as_str().ok_or(vec![Code::WrongType])).collect()
}

fn ticks(question: &Question, words: &[&str]) -> Result<Answer, Vec<Code>> {
    let place = |word: &&str| question.statements().iter().position(|statement| statement.id == **word);
    let mut places: Vec<usize> = words.iter().filter_map(place).collect();
    places.sort_unstable();
    let mut codes = Vec::new();
    if places.len() < words.len() {
        codes.push(Code::UnknownStatement);
    }
    if places.windows(2).any(|pair| pair[0] == pair[1]) {
        codes.push(Code::DuplicateId);
    }
    if codes.is_empty() { Ok(Answer::Ticks(places)) } else { Err(codes) }
}

fn stream_codes(scheme: &Scheme, stream: &Stream, award: &Json) -> Vec<Code> {
    let awarded = award.get("status").is_none_or(|status| status == "awarded");
    let mut codes = Vec::new();
    if stream.period.is_none() && award.get("per").is_some() {
        codes.push(Code::WrongType);
    }
    let Some(written) = award.get("amount") else {
        if awarded {
            codes.push(Code::MissingKey);
        }
        return codes;
    };
    let (amount, places) =
        number::amount(&self::written(written).expect("an amount"), false).expect("an amount");
    if places > scheme.decimals {
        codes.push(Code::TooManyDecimals);
    }
    let own = match (per(stream, award), stream.period) {
        (Some(per), Some(own)) => &amount * in_year(scheme, per) / in_year(scheme, own),
        _ => amount.clone(),
    };
    let above = stream.max.as_ref().is_some_and(|max| own > number::of(max));
    if awarded && (amount < Number::from(0) || above) {
        codes.push(Code::OutOfRange);
    }
    codes
}

/// The period of an award: its own, else the stream's.
pub(super) fn per(stream: &Stream, award: &Json) -> Option<Period> {
    award
        .get("per")
        .and_then(Json::as_str)
        .map(|word| Period::from_word(word).expect("a period"))
        .or(stream.period)
}

/// How many of a period there are in a year.
pub(super) fn in_year(scheme: &Scheme, period: Period) -> Number {
    match period {
        Period::Day => number::of(&scheme.year.days),
        Period::Week => number::of(&scheme.year.weeks),
        Period::Month => number::of(&scheme.year.months),
        Period::Year => Number::from(1),
    }
}
