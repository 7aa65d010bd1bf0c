//! Conditions on which a step is needed: formulas over what is known of a case.

use std::collections::BTreeSet;
use std::ops::Range;

use openras_core::{Code, Day, Diagnostic, Diagnostics, Exact, Path, Period, Unit, nearest};
use openras_formula::{
    ArithmeticFault, Decimals, Expr, Formula, Found, Input, InputId, Inputs, Names, TableId, Type, Value,
    evaluate,
};

use crate::document::ParameterDocument;

/// What a case can say of itself: the conditions that a `when` may use.
pub(crate) const FACTS: [&str; 5] =
    ["first_year", "employs_staff", "concern", "when_asked", "unresolved_risk"];

/// The indicative budget: by the year, by the week.
const AMOUNTS: [&str; 2] = ["annual", "weekly"];

const FACTS_FROM: usize = AMOUNTS.len();
const PARAMETERS_FROM: usize = 100;

/// A number with a name, dated.
#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    id: String,
    unit: Unit,
    decimals: u32,
    /// By the first day each holds.
    values: Vec<(Day, Exact)>,
}

impl Parameter {
    pub(crate) fn build(
        id: &str,
        document: &ParameterDocument,
        currency: &str,
        path: &Path,
        found: &mut Diagnostics,
    ) -> Option<Parameter> {
        let unit = match Unit::parse(document.unit.source()?, currency) {
            Ok(unit) => unit,
            Err(error) => {
                let problem = Diagnostic::new(Code::UnknownName, path.key("unit"), error.to_string());
                found
                    .push(problem.help("write names joined by `*`, then each divisor after a `/`: GBP/week"));
                return None;
            }
        };
        let mut values: Vec<(Day, Exact)> = Vec::new();
        let mut decimals = 0;
        for value in &document.values {
            let amount = value.is.amount()?;
            decimals = decimals.max(amount.decimals);
            values.push((value.from.day()?, amount.value.clone()));
        }
        values.sort_by_key(|(from, _)| *from);
        Some(Parameter { id: id.to_owned(), unit, decimals, values })
    }

    fn on(&self, day: Day) -> Option<&Exact> {
        let after = self.values.partition_point(|(from, _)| *from <= day);
        self.values.get(after.checked_sub(1)?).map(|(_, value)| value)
    }
}

struct World<'a> {
    parameters: &'a [Parameter],
    currency: &'a str,
}

impl Names for World<'_> {
    fn name(&mut self, name: &str) -> Found<Input> {
        let known = |at: usize, ty: Type, decimals: Decimals| {
            Found::Known(Input { id: InputId(u32::try_from(at).unwrap_or(u32::MAX)), ty, decimals })
        };
        if let Some(at) = AMOUNTS.iter().position(|known| *known == name) {
            let period = if at == 0 { Period::Year } else { Period::Week };
            let unit = Unit::money(self.currency).over(&Unit::period(period));
            return known(at, Type::Number(unit), Decimals::Any);
        }
        if let Some(at) = FACTS.iter().position(|known| *known == name) {
            return known(at.saturating_add(FACTS_FROM), Type::Condition, Decimals::Any);
        }
        match self.parameters.iter().enumerate().find(|(_, parameter)| parameter.id == name) {
            Some((at, parameter)) => {
                let ty = Type::Number(parameter.unit.clone());
                known(at.saturating_add(PARAMETERS_FROM), ty, Decimals::AtMost(parameter.decimals))
            }
            None => Found::Unknown,
        }
    }

    fn suggest(&self, name: &str) -> Option<String> {
        let known = AMOUNTS.into_iter().chain(FACTS);
        let known = known.chain(self.parameters.iter().map(|parameter| parameter.id.as_str()));
        nearest(name, known).map(str::to_owned)
    }

    fn advice(&self) -> Option<&str> {
        Some(
            "a condition may use annual and weekly (the indicative budget), first_year, employs_staff, concern, \
             when_asked, unresolved_risk and the [parameters] of this file",
        )
    }
}

/// Reads a condition.
pub(crate) fn compile(
    source: &str,
    parameters: &[Parameter],
    currency: &str,
    path: &Path,
    found: &mut Diagnostics,
) -> Option<Expr> {
    let formula = Formula::parse(source).map_err(|fault| vec![fault]);
    match formula.and_then(|formula| formula.check_condition(&mut World { parameters, currency })) {
        Ok(expr) => Some(expr),
        Err(faults) => {
            found.extend(faults.into_iter().map(|fault| {
                Diagnostic::new(fault.code, path.clone(), fault.message)
                    .maybe_help(fault.help)
                    .within(fault.span)
            }));
            None
        }
    }
}

/// What is known of a case.
pub(crate) struct Known<'a> {
    pub(crate) annual: Option<Exact>,
    pub(crate) weekly: Option<Exact>,
    pub(crate) facts: &'a BTreeSet<String>,
    pub(crate) parameters: &'a [Parameter],
    pub(crate) on: Day,
}

impl Inputs for Known<'_> {
    fn input(&mut self, id: InputId) -> Option<Value> {
        let at = usize::try_from(id.0).ok()?;
        match at {
            0 => self.annual.clone().map(Value::Number),
            1 => self.weekly.clone().map(Value::Number),
            _ => match at.checked_sub(PARAMETERS_FROM) {
                Some(at) => self.parameters.get(at)?.on(self.on).cloned().map(Value::Number),
                None => {
                    let fact = FACTS.get(at.checked_sub(FACTS_FROM)?)?;
                    Some(Value::Condition(self.facts.contains(*fact)))
                }
            },
        }
    }

    fn lookup(&mut self, _: TableId, _: &[Value]) -> Option<Value> {
        None
    }

    fn fault(&mut self, _: ArithmeticFault, _: &Range<usize>) {}
}

/// Whether a condition holds; nothing where what it asks about is not known.
pub(crate) fn holds(expr: &Expr, known: &mut Known<'_>) -> Option<bool> {
    match evaluate(expr, known)? {
        Value::Condition(holds) => Some(holds),
        _ => None,
    }
}
