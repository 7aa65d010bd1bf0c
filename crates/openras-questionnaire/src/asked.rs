//! `asked_when`: a condition on facts alone.

use std::ops::Range;

use openras_core::{Code, Handle, nearest};
use openras_formula::{
    ArithmeticFault, Decimals, DomainId, Expr, Fault, Formula, Found, Input, InputId, Inputs, Names,
    QuestionFunction, Refusal, TableId, Type, Value, Word, evaluate,
};

use crate::fact::{Fact, FactKind, FactValue};
use crate::model::Questionnaire;
use crate::sheet::Asked;

/// The type of a fact in a formula, and how many decimals it can have. The choices of the fact at place `n` are domain `n`.
pub fn fact_type(questionnaire: &Questionnaire, fact: Handle<Fact>) -> (Type, Decimals) {
    match &questionnaire.facts[fact].kind {
        FactKind::Number { unit, decimals, .. } => (Type::Number(unit.clone()), Decimals::AtMost(*decimals)),
        FactKind::Choice { .. } => (Type::Choice(DomainId(place(fact.index()))), Decimals::Any),
        FactKind::YesNo => (Type::Condition, Decimals::Any),
        FactKind::Date => (Type::Date, Decimals::Any),
        FactKind::Broken => (Type::Unknown, Decimals::Any),
    }
}

fn place(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

pub(crate) fn compile(source: &str, questionnaire: &Questionnaire) -> Result<Expr, Vec<Fault>> {
    let formula = Formula::parse(source).map_err(|fault| vec![fault])?;
    formula.check_condition(&mut FactNames { questionnaire })
}

/// The names that `asked_when` may use: facts, and nothing else.
struct FactNames<'q> {
    questionnaire: &'q Questionnaire,
}

impl Names for FactNames<'_> {
    fn name(&mut self, name: &str) -> Found<Input> {
        match self.questionnaire.fact(name) {
            Some(fact) => {
                let (ty, decimals) = fact_type(self.questionnaire, fact);
                Found::Known(Input { id: InputId(place(fact.index())), ty, decimals })
            }
            None if self.questionnaire.facts.iter().any(|fact| fact.id.is_empty()) => Found::Unnamed,
            None => Found::Unknown,
        }
    }

    fn question(
        &mut self,
        _: QuestionFunction,
        _: &[Word<'_>],
        _: Option<&Word<'_>>,
    ) -> Result<Found<Input>, Vec<Fault>> {
        let message = "`asked_when` may use facts only, no answers and no points";
        Ok(Found::Refused(Refusal::new(Code::UnknownName, message).help("make it a fact")))
    }

    fn choices(&self, domain: DomainId) -> &[String] {
        let index = usize::try_from(domain.0).unwrap_or(usize::MAX);
        let fact = self.questionnaire.facts.handle(index);
        fact.and_then(|fact| self.questionnaire.facts[fact].choice_ids()).map_or(&[], |ids| ids)
    }

    fn advice(&self) -> Option<&str> {
        Some("`asked_when` may use facts only: make it a fact")
    }

    fn suggest(&self, name: &str) -> Option<String> {
        nearest(name, self.questionnaire.facts.iter().map(|fact| fact.id.as_str())).map(str::to_owned)
    }
}

/// Whether the question with this condition is asked, for the facts so far.
pub(crate) fn asked(
    condition: Option<&Expr>,
    questionnaire: &Questionnaire,
    facts: &[Option<FactValue>],
) -> Asked {
    let Some(condition) = condition else {
        return Asked::Yes;
    };
    let mut inputs = FactInputs { questionnaire, facts, missing: Vec::new(), fault: None };
    match evaluate(condition, &mut inputs) {
        Some(Value::Condition(true)) => Asked::Yes,
        Some(Value::Condition(false)) => Asked::No,
        _ => match inputs.fault {
            Some(fault) if inputs.missing.is_empty() => Asked::Faulty(fault),
            _ => Asked::Unknown(inputs.missing),
        },
    }
}

struct FactInputs<'q> {
    questionnaire: &'q Questionnaire,
    facts: &'q [Option<FactValue>],
    missing: Vec<Handle<Fact>>,
    fault: Option<ArithmeticFault>,
}

impl Inputs for FactInputs<'_> {
    fn input(&mut self, id: InputId) -> Option<Value> {
        let fact = self.questionnaire.facts.handle(usize::try_from(id.0).ok()?)?;
        match self.facts.get(fact.index()).and_then(Option::as_ref) {
            Some(value) => Some(value.to_value()),
            None => {
                self.missing.push(fact);
                None
            }
        }
    }

    fn lookup(&mut self, _: TableId, _: &[Value]) -> Option<Value> {
        None
    }

    fn fault(&mut self, fault: ArithmeticFault, _: &Range<usize>) {
        self.fault.get_or_insert(fault);
    }
}

impl FactValue {
    /// As a value of the formula language.
    pub fn to_value(&self) -> Value {
        match self {
            FactValue::Number(number) => Value::Number(number.clone()),
            FactValue::Choice(at) => Value::Choice(*at),
            FactValue::YesNo(yes) => Value::Condition(*yes),
            FactValue::Date(day) => Value::Date(*day),
        }
    }
}
