//! What a formula meets on its way, and how it is told.

use std::collections::BTreeSet;
use std::ops::Range;

use openras_core::{Code, Day, Diagnostic, Diagnostics, Exact, Handle, Path, shown};
use openras_formula::{ArithmeticFault, Key, Value};
use openras_questionnaire::{Fact, Question, Questionnaire};

use crate::model::{Parameter, Rule, Scheme};
use crate::names::key_choices;
use crate::table::Table;

/// The file in which steps, tables and rules stand.
const SCHEME: &str = "scheme.toml";

impl Scheme {
    /// Puts a problem where the step, the rule or the stream with this id stands; of a formula without a condition beside
    /// it, at the part that is meant.
    pub(crate) fn put(&self, problem: Diagnostic, id: &str, part: Option<Range<usize>>) -> Diagnostic {
        let root = Path::root();
        let rule = |rules: &[Rule]| rules.iter().position(|rule| rule.id == id);
        let (path, whole) = if let Some(step) = self.step(id) {
            let path = root.key("step").index(step.index());
            match &self.steps[step].when {
                None => (path.key("formula"), true),
                Some(_) => (path.key("id"), false),
            }
        } else if let Some(at) = rule(&self.exclusions) {
            (root.key("exclusion").index(at).key("when"), true)
        } else if let Some(at) = rule(&self.referrals) {
            (root.key("referral").index(at).key("when"), true)
        } else {
            (root.key("streams").key(id).key("when"), true)
        };
        let problem = Diagnostic { path, ..problem }.in_file(SCHEME);
        match part {
            Some(part) if whole => problem.within(part),
            _ => problem,
        }
    }
}

/// A problem that evaluation reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// A fact that is needed was not given.
    MissingFact(Handle<Fact>),
    /// A question that is needed was not answered.
    Unanswered(Handle<Question>),
    /// A parameter has no value on the day.
    NoValue(Handle<Parameter>),
    /// A table has no row for these keys.
    Outside(Handle<Table>, Vec<Value>),
    /// The condition under which a question is asked is a sum that cannot be done.
    Asking(Handle<Question>, ArithmeticFault),
    /// A sum that cannot be done, and the part of the formula that it stands in.
    Arithmetic(ArithmeticFault, Range<usize>),
}

/// The problems of an assessment: facts first, then questions in the questionnaire's order, then steps.
#[derive(Debug, Default)]
pub(crate) struct Troubles {
    facts: BTreeSet<Handle<Fact>>,
    questions: BTreeSet<Handle<Question>>,
    rest: Diagnostics,
}

impl Troubles {
    pub(crate) fn is_empty(&self) -> bool {
        self.facts.is_empty() && self.questions.is_empty() && self.rest.is_empty()
    }

    /// Adds one that `step`, or a condition with that id, met.
    pub(crate) fn add(
        &mut self,
        trouble: Trouble,
        step: &str,
        on: Day,
        scheme: &Scheme,
        questionnaire: &Questionnaire,
    ) {
        match trouble {
            Trouble::MissingFact(fact) => drop(self.facts.insert(fact)),
            Trouble::Unanswered(question) => drop(self.questions.insert(question)),
            Trouble::NoValue(parameter) => self.rest.push(no_value(&scheme.parameters[parameter], on)),
            Trouble::Outside(table, keys) => {
                self.rest.push(outside(&scheme.tables[table], &keys, questionnaire))
            }
            Trouble::Asking(question, fault) => {
                let id = &questionnaire.questions[question].id;
                self.rest.push(arithmetic(&fault, &format!("the condition under which `{id}` is asked"), id));
            }
            Trouble::Arithmetic(fault, span) => {
                let problem = arithmetic(&fault, &format!("`{step}`"), step);
                self.rest.push(scheme.put(problem, step, Some(span)));
            }
        }
    }

    /// Adds one that is already put in words.
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.rest.push(diagnostic);
    }

    /// All of them, in order.
    pub(crate) fn into_diagnostics(self, questionnaire: &Questionnaire) -> Diagnostics {
        let facts = self.facts.into_iter().map(|handle| {
            let id = &questionnaire.facts[handle].id;
            let message = format!("the fact `{id}` is needed and not given");
            Diagnostic::new(Code::MissingFact, Path::root().key("facts"), message)
                .help(format!("add `{id}` to the facts"))
                .about(id.clone())
        });
        let questions = self.questions.into_iter().map(|handle| {
            let id = &questionnaire.questions[handle].id;
            let message = format!("the question `{id}` is needed and not answered");
            Diagnostic::new(Code::Unanswered, Path::root().key("answers"), message)
                .help(format!("answer `{id}`: no answer is not the same as no need"))
                .about(id.clone())
        });
        facts.chain(questions).chain(self.rest).collect()
    }
}

fn no_value(parameter: &Parameter, on: Day) -> Diagnostic {
    let id = &parameter.id;
    let message = format!("`{id}` has no value on {on}");
    let help = match parameter.values.first() {
        Some(first) => format!("its first value is from {}: the nearest one is never taken", first.from),
        None => "give it a value".to_owned(),
    };
    Diagnostic::new(Code::NoValueOnDate, Path::root().key("on"), message).help(help).about(id.clone())
}

fn outside(table: &Table, given: &[Value], questionnaire: &Questionnaire) -> Diagnostic {
    let id = &table.id;
    let keys: Vec<String> =
        given.iter().zip(&table.keys).map(|(value, key)| key_text(value, key, questionnaire)).collect();
    let message = format!("`{id}` has nothing for {}", keys.join(", "));
    let within =
        |low: &Exact, high: &Exact| matches!(given, [Value::Number(key)] if low <= key && key <= high);
    let help = match table.range() {
        Some((low, high)) if within(low, high) => "none of its rows is for this number".to_owned(),
        Some((low, high)) => format!("it goes from {low} to {high}, and nothing is extrapolated"),
        None => "no row is for this choice".to_owned(),
    };
    let path = Path::root().key("tables").key(id.clone());
    let problem = Diagnostic::new(Code::OutsideTable, path, message).on_key().in_file(SCHEME);
    problem.help(help).about(id.clone())
}

/// A key of a table, as records write it.
pub(crate) fn key_text(value: &Value, key: &Key, questionnaire: &Questionnaire) -> String {
    match value {
        Value::Number(number) => match key {
            Key::Number(unit) => shown(number, unit),
            _ => number.to_string(),
        },
        Value::Condition(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Choice(at) => {
            let ids = key_choices(questionnaire, key).unwrap_or(&[]);
            ids.get(usize::from(*at)).cloned().unwrap_or_default()
        }
        Value::Date(day) => day.to_string(),
    }
}

fn arithmetic(fault: &ArithmeticFault, what: &str, about: &str) -> Diagnostic {
    let problem = Diagnostic::new(fault.code(), Path::root(), format!("{what}: {fault}"));
    problem.maybe_help(arithmetic_help(fault)).about(about)
}

fn arithmetic_help(fault: &ArithmeticFault) -> Option<String> {
    match fault {
        ArithmeticFault::DivideByZero => Some("say what holds then: if(x = 0, …, a / x)".to_owned()),
        ArithmeticFault::MultipleNotAboveZero { .. } => Some("round to a multiple above zero".to_owned()),
        _ => None,
    }
}
