//! Conditions of a council's own: formulas over a plan's figures.

use std::ops::Range;

use openras_core::{Code, Day, Diagnostic, Diagnostics, Exact, Path, Unit, nearest};
use openras_formula::{
    ArithmeticFault, Decimals, Expr, Formula, Found, Input, InputId, Inputs, Names, TableId, Type, Value,
    evaluate,
};

use crate::document::ParameterDocument;

/// A number with a name, dated.
#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    pub(crate) id: String,
    pub(crate) unit: Unit,
    pub(crate) decimals: u32,
    /// By the first day each holds.
    pub(crate) values: Vec<(Day, Exact)>,
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

/// The figures that a condition may use.
#[derive(Clone, Debug)]
pub(crate) struct Figures {
    pub(crate) annual: Exact,
    pub(crate) weekly: Exact,
    pub(crate) budget: Exact,
    pub(crate) contribution: Exact,
    pub(crate) one_off: Exact,
    pub(crate) contingency: Exact,
    pub(crate) conditions: [bool; 6],
}

/// Amounts: their names, and whether they are for a year, a week or the whole plan.
const AMOUNTS: [(&str, Option<&str>); 6] = [
    ("annual", Some("year")),
    ("weekly", Some("week")),
    ("budget", Some("year")),
    ("contribution", Some("year")),
    ("one_off", None),
    ("contingency", None),
];

/// Conditions, in the order of [`Figures::conditions`].
const CONDITIONS: [&str; 6] =
    ["first_year", "employs_staff", "concern", "when_asked", "unresolved_risk", "direct_payment"];

const PARAMETERS_FROM: usize = 100;

struct World<'a> {
    parameters: &'a [Parameter],
    currency: &'a str,
}

impl Names for World<'_> {
    fn name(&mut self, name: &str) -> Found<Input> {
        let known = |at: usize, ty: Type, decimals: Decimals| {
            Found::Known(Input { id: InputId(u32::try_from(at).unwrap_or(u32::MAX)), ty, decimals })
        };
        if let Some(at) = AMOUNTS.iter().position(|(known, _)| *known == name) {
            let per = AMOUNTS.get(at).and_then(|(_, per)| *per).and_then(openras_core::Period::from_word);
            let money = Unit::money(self.currency);
            let unit = per.map_or(money.clone(), |per| money.over(&Unit::period(per)));
            return known(at, Type::Number(unit), Decimals::Any);
        }
        if let Some(at) = CONDITIONS.iter().position(|known| *known == name) {
            return known(at.saturating_add(AMOUNTS.len()), Type::Condition, Decimals::Any);
        }
        match self.parameters.iter().position(|parameter| parameter.id == name) {
            Some(at) => {
                let parameter = self.parameters.get(at);
                let unit = parameter.map(|parameter| parameter.unit.clone()).unwrap_or_default();
                let decimals = parameter.map_or(0, |parameter| parameter.decimals);
                known(at.saturating_add(PARAMETERS_FROM), Type::Number(unit), Decimals::AtMost(decimals))
            }
            None => Found::Unknown,
        }
    }

    fn suggest(&self, name: &str) -> Option<String> {
        let known = AMOUNTS.iter().map(|(name, _)| *name).chain(CONDITIONS);
        let known = known.chain(self.parameters.iter().map(|parameter| parameter.id.as_str()));
        nearest(name, known).map(str::to_owned)
    }

    fn advice(&self) -> Option<&str> {
        Some(
            "a condition may use annual, weekly, budget, contribution, one_off, contingency, first_year, \
             employs_staff, concern, when_asked, unresolved_risk, direct_payment and the [parameters] of this file",
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

struct Given<'a> {
    figures: &'a Figures,
    parameters: &'a [Parameter],
    on: Day,
}

impl Inputs for Given<'_> {
    fn input(&mut self, id: InputId) -> Option<Value> {
        let at = usize::try_from(id.0).ok()?;
        let figures = self.figures;
        let amounts = [
            &figures.annual,
            &figures.weekly,
            &figures.budget,
            &figures.contribution,
            &figures.one_off,
            &figures.contingency,
        ];
        if let Some(amount) = amounts.get(at) {
            return Some(Value::Number((*amount).clone()));
        }
        if let Some(at) = at.checked_sub(PARAMETERS_FROM) {
            return self.parameters.get(at)?.on(self.on).cloned().map(Value::Number);
        }
        figures.conditions.get(at.checked_sub(AMOUNTS.len())?).copied().map(Value::Condition)
    }

    fn lookup(&mut self, _: TableId, _: &[Value]) -> Option<Value> {
        None
    }

    fn fault(&mut self, _: ArithmeticFault, _: &Range<usize>) {}
}

/// Whether a condition holds; nothing where a parameter has no value on the day, or the sum cannot be done.
pub(crate) fn holds(expr: &Expr, figures: &Figures, parameters: &[Parameter], on: Day) -> Option<bool> {
    match evaluate(expr, &mut Given { figures, parameters, on })? {
        Value::Condition(holds) => Some(holds),
        _ => None,
    }
}
