//! Conditions on what is known of a plan, a review or a case: the same words, wherever a council may ask `when`.

use std::ops::Range;

use openras_core::document::{Entries, ParameterDocument, percent_fits};
use openras_core::{Code, Day, Diagnostic, Diagnostics, Exact, Path, Period, Unit, nearest};

use crate::evaluate::{ArithmeticFault, Inputs, evaluate};
use crate::formula::Formula;
use crate::names::{DomainId, Found, Input, InputId, Names, TableId};
use crate::tree::{Decimals, Expr, Type, Value};

/// A number with a name, dated.
#[derive(Clone, Debug)]
pub struct Parameter {
    id: String,
    unit: Unit,
    decimals: u32,
    /// By the first day each holds.
    values: Vec<(Day, Exact)>,
}

impl Parameter {
    /// Reads the `[parameters]` of a file. One that is broken is left out, and what is wrong with it is noted.
    pub fn all(
        documents: &Entries<ParameterDocument>,
        currency: &str,
        found: &mut Diagnostics,
    ) -> Vec<Parameter> {
        let read = documents.iter().filter_map(|(id, document)| {
            let path = Path::root().key("parameters").key(id.as_str());
            Parameter::read(id.as_str(), document, currency, &path, found)
        });
        read.collect()
    }

    fn read(
        id: &str,
        document: &ParameterDocument,
        currency: &str,
        path: &Path,
        found: &mut Diagnostics,
    ) -> Option<Parameter> {
        let unit = Unit::parse(document.unit.source()?, currency).map_err(|error| {
            let help = "write names joined by `*`, then each divisor after a `/`: GBP/week";
            found.push(
                Diagnostic::new(Code::UnknownName, path.key("unit"), error.to_string()).help(help).about(id),
            );
        });
        let unit = unit.ok();
        let mut values: Vec<(Day, Exact)> = Vec::new();
        let mut decimals = 0;
        let mut whole = true;
        for (at, value) in document.values.iter().enumerate() {
            let here = path.key("values").index(at);
            let amount =
                value.is.amount().filter(|own| percent_fits(own, unit.as_ref(), &here.key("is"), found));
            let (Some(from), Some(amount)) = (value.from.day(), amount) else {
                whole = false;
                continue;
            };
            decimals = decimals.max(amount.decimals);
            if values.iter().any(|(other, _)| *other == from) {
                let message = format!("`{id}` has two values from {from}");
                let problem = Diagnostic::new(Code::BadDateRange, here.key("from"), message);
                found.push(problem.help("each value begins on a day of its own").about(id));
            }
            values.push((from, amount.value.clone()));
        }
        values.sort_by_key(|(from, _)| *from);
        unit.filter(|_| whole).map(|unit| Parameter { id: id.to_owned(), unit, decimals, values })
    }

    /// The value in force on a day; none before the first.
    fn on(&self, day: Day) -> Option<&Exact> {
        let after = self.values.partition_point(|(from, _)| *from <= day);
        self.values.get(after.checked_sub(1)?).map(|(_, value)| value)
    }
}

/// The words that a condition may use besides the parameters of its file.
#[derive(Debug)]
pub struct Vocabulary {
    /// Amounts of money, and the period each is for.
    pub amounts: &'static [(&'static str, Option<Period>)],
    /// What holds or does not.
    pub facts: &'static [&'static str],
    /// A word for a level, such as `monitoring`; the levels are data.
    pub choice: Option<&'static str>,
    /// What a condition may use, said to somebody who wrote another word.
    pub advice: &'static str,
}

/// What a word stands for; an input's id is its place among all words: amounts, facts, the choice, parameters.
enum Meaning {
    Amount(usize),
    Fact(usize),
    Choice,
    Parameter(usize),
}

impl Vocabulary {
    fn meaning(&self, id: InputId) -> Option<Meaning> {
        let at = usize::try_from(id.0).ok()?;
        let Some(at) = at.checked_sub(self.amounts.len()) else { return Some(Meaning::Amount(at)) };
        let Some(at) = at.checked_sub(self.facts.len()) else { return Some(Meaning::Fact(at)) };
        Some(at.checked_sub(1).map_or(Meaning::Choice, Meaning::Parameter))
    }

    fn id(&self, meaning: &Meaning) -> InputId {
        let facts_from = self.amounts.len();
        let choice_at = facts_from.saturating_add(self.facts.len());
        let at = match meaning {
            Meaning::Amount(at) => *at,
            Meaning::Fact(at) => facts_from.saturating_add(*at),
            Meaning::Choice => choice_at,
            Meaning::Parameter(at) => choice_at.saturating_add(1).saturating_add(*at),
        };
        InputId(u32::try_from(at).unwrap_or(u32::MAX))
    }
}

/// A file's conditions: their words, its parameters, its currency.
#[derive(Clone, Copy, Debug)]
pub struct Conditions<'a> {
    /// The words.
    pub vocabulary: &'static Vocabulary,
    /// The parameters of the file.
    pub parameters: &'a [Parameter],
    /// The currency of amounts: three letters of ISO 4217.
    pub currency: &'a str,
    /// What the choice can be; nothing where it may not be asked for.
    pub choices: &'a [String],
}

impl Conditions<'_> {
    /// Reads a condition; what is wrong with it is noted with its place in the text at the path.
    pub fn read(mut self, source: &str, path: &Path, found: &mut Diagnostics) -> Option<Expr> {
        let formula = Formula::parse(source).map_err(|fault| vec![fault]);
        let checked = formula.and_then(|formula| formula.check_condition(&mut self));
        checked
            .map_err(|faults| {
                found.extend(faults.into_iter().map(|fault| {
                    Diagnostic::new(fault.code, path.clone(), fault.message)
                        .maybe_help(fault.help)
                        .within(fault.span)
                }));
            })
            .ok()
    }

    fn meaning(&self, name: &str) -> Option<(Meaning, Type, Decimals)> {
        let words = self.vocabulary;
        if let Some((at, (_, per))) = words.amounts.iter().enumerate().find(|(_, (own, _))| *own == name) {
            let money = Unit::money(self.currency);
            let unit = per.map_or(money.clone(), |per| money.over(&Unit::period(per)));
            return Some((Meaning::Amount(at), Type::Number(unit), Decimals::Any));
        }
        if let Some(at) = words.facts.iter().position(|own| *own == name) {
            return Some((Meaning::Fact(at), Type::Condition, Decimals::Any));
        }
        if words.choice == Some(name) && !self.choices.is_empty() {
            return Some((Meaning::Choice, Type::Choice(DomainId(0)), Decimals::Any));
        }
        let (at, parameter) = self.parameters.iter().enumerate().find(|(_, own)| own.id == name)?;
        let decimals = Decimals::AtMost(parameter.decimals);
        Some((Meaning::Parameter(at), Type::Number(parameter.unit.clone()), decimals))
    }
}

impl Names for Conditions<'_> {
    fn name(&mut self, name: &str) -> Found<Input> {
        match self.meaning(name) {
            Some((meaning, ty, decimals)) => {
                Found::Known(Input { id: self.vocabulary.id(&meaning), ty, decimals })
            }
            None => Found::Unknown,
        }
    }

    fn choices(&self, _: DomainId) -> &[String] {
        self.choices
    }

    fn suggest(&self, name: &str) -> Option<String> {
        let words = self.vocabulary;
        let amounts = words.amounts.iter().map(|(own, _)| *own);
        let choice = words.choice.filter(|_| !self.choices.is_empty());
        let parameters = self.parameters.iter().map(|parameter| parameter.id.as_str());
        let known = amounts.chain(words.facts.iter().copied()).chain(choice).chain(parameters);
        nearest(name, known).map(str::to_owned)
    }

    fn advice(&self) -> Option<&str> {
        Some(self.vocabulary.advice)
    }
}

/// What is known on a day, in the order of a [`Vocabulary`]; nothing where it is not.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The words.
    pub vocabulary: &'static Vocabulary,
    /// The amounts.
    pub amounts: &'a [Option<Exact>],
    /// What holds and what does not.
    pub facts: &'a [Option<bool>],
    /// The place of the choice among what it can be.
    pub choice: Option<u16>,
    /// The parameters of the file.
    pub parameters: &'a [Parameter],
    /// The day for which parameters are read.
    pub on: Day,
}

impl Known<'_> {
    /// Whether a condition holds.
    ///
    /// # Errors
    /// What it needs and is not known, in words: the name of a word, `the value of P on D`, `a sum that can be done`.
    pub fn holds(self, condition: &Expr) -> Result<bool, String> {
        let mut asked = Asked { known: self, missing: None };
        match evaluate(condition, &mut asked) {
            Some(Value::Condition(holds)) => Ok(holds),
            _ => Err(asked.missing.unwrap_or_default()),
        }
    }

    fn value(&self, meaning: &Meaning) -> Option<Value> {
        match meaning {
            Meaning::Amount(at) => self.amounts.get(*at)?.clone().map(Value::Number),
            Meaning::Fact(at) => self.facts.get(*at)?.map(Value::Condition),
            Meaning::Choice => self.choice.map(Value::Choice),
            Meaning::Parameter(at) => self.parameters.get(*at)?.on(self.on).cloned().map(Value::Number),
        }
    }

    fn called(&self, meaning: &Meaning) -> String {
        let words = self.vocabulary;
        let name = match meaning {
            Meaning::Amount(at) => words.amounts.get(*at).map(|(name, _)| *name),
            Meaning::Fact(at) => words.facts.get(*at).copied(),
            Meaning::Choice => return format!("the {} level", words.choice.unwrap_or_default()),
            Meaning::Parameter(at) => {
                let id = self.parameters.get(*at).map_or("", |parameter| parameter.id.as_str());
                return format!("the value of {id} on {}", self.on);
            }
        };
        name.unwrap_or_default().to_owned()
    }
}

struct Asked<'a> {
    known: Known<'a>,
    missing: Option<String>,
}

impl Inputs for Asked<'_> {
    fn input(&mut self, id: InputId) -> Option<Value> {
        let meaning = self.known.vocabulary.meaning(id)?;
        let value = self.known.value(&meaning);
        if value.is_none() && self.missing.is_none() {
            self.missing = Some(self.known.called(&meaning));
        }
        value
    }

    fn lookup(&mut self, _: TableId, _: &[Value]) -> Option<Value> {
        None
    }

    fn fault(&mut self, _: ArithmeticFault, _: &Range<usize>) {
        self.missing = Some("a sum that can be done".to_owned());
    }
}
