//! Conditions of `review.toml`: formulas over what is known of a case.

use std::ops::Range;

use openras_core::{Code, Day, Diagnostic, Diagnostics, Exact, Path, Period, Unit, nearest};
use openras_formula::{
    ArithmeticFault, Decimals, DomainId, Expr, Formula, Found, Input, InputId, Inputs, Names, TableId, Type,
    Value, evaluate,
};

use crate::document::ParameterDocument;

/// A number with a name, dated.
#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    pub(crate) id: String,
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
        for (at, value) in document.values.iter().enumerate() {
            let (from, amount) = (value.from.day()?, value.is.amount()?);
            decimals = decimals.max(amount.decimals);
            if values.iter().any(|(other, _)| *other == from) {
                let path = path.key("values").index(at).key("from");
                let problem = Diagnostic::new(Code::BadDateRange, path, format!("{from} is there twice"));
                found.push(problem.help("give each value a day of its own"));
            }
            values.push((from, amount.value.clone()));
        }
        values.sort_by_key(|(from, _)| *from);
        Some(Parameter { id: id.to_owned(), unit, decimals, values })
    }

    fn on(&self, day: Day) -> Option<&Exact> {
        let after = self.values.partition_point(|(from, _)| *from <= day);
        self.values.get(after.checked_sub(1)?).map(|(_, value)| value)
    }
}

/// What a condition may use of a case; nothing where it is not known.
#[derive(Clone, Debug, Default)]
pub(crate) struct Figures {
    pub(crate) annual: Option<Exact>,
    pub(crate) weekly: Option<Exact>,
    /// In the order of [`CONDITIONS`].
    pub(crate) conditions: [Option<bool>; 5],
    /// The place of the monitoring level.
    pub(crate) monitoring: Option<u16>,
}

const AMOUNTS: [(&str, Period); 2] = [("annual", Period::Year), ("weekly", Period::Week)];
pub(crate) const CONDITIONS: [&str; 5] =
    ["first_year", "employs_staff", "concern", "when_asked", "unresolved_risk"];
const LEVEL: usize = 50;
const PARAMETERS_FROM: usize = 100;

/// What the words of a condition may be.
pub(crate) struct World<'a> {
    pub(crate) parameters: &'a [Parameter],
    pub(crate) currency: &'a str,
    /// The monitoring levels; none where a condition must not ask for the level.
    pub(crate) levels: &'a [String],
}

impl Names for World<'_> {
    fn name(&mut self, name: &str) -> Found<Input> {
        let known = |at: usize, ty: Type, decimals: Decimals| {
            Found::Known(Input { id: InputId(u32::try_from(at).unwrap_or(u32::MAX)), ty, decimals })
        };
        if let Some(at) = AMOUNTS.iter().position(|(known, _)| *known == name) {
            let per = AMOUNTS.get(at).map_or(Period::Year, |(_, per)| *per);
            return known(
                at,
                Type::Number(Unit::money(self.currency).over(&Unit::period(per))),
                Decimals::Any,
            );
        }
        if let Some(at) = CONDITIONS.iter().position(|known| *known == name) {
            return known(at.saturating_add(AMOUNTS.len()), Type::Condition, Decimals::Any);
        }
        if name == "monitoring" && !self.levels.is_empty() {
            return known(LEVEL, Type::Choice(DomainId(0)), Decimals::Any);
        }
        match self.parameters.iter().enumerate().find(|(_, parameter)| parameter.id == name) {
            Some((at, parameter)) => known(
                at.saturating_add(PARAMETERS_FROM),
                Type::Number(parameter.unit.clone()),
                Decimals::AtMost(parameter.decimals),
            ),
            None => Found::Unknown,
        }
    }

    fn choices(&self, _: DomainId) -> &[String] {
        self.levels
    }

    fn suggest(&self, name: &str) -> Option<String> {
        let known = AMOUNTS.iter().map(|(name, _)| *name).chain(CONDITIONS);
        let known = known.chain(self.parameters.iter().map(|parameter| parameter.id.as_str()));
        nearest(name, known).map(str::to_owned)
    }

    fn advice(&self) -> Option<&str> {
        Some(
            "a condition may use annual, weekly, first_year, employs_staff, concern, when_asked, unresolved_risk, in \
             cadences monitoring, and the [parameters] of this file",
        )
    }
}

impl World<'_> {
    /// Reads a condition.
    pub(crate) fn compile(&mut self, source: &str, path: &Path, found: &mut Diagnostics) -> Option<Expr> {
        let formula = Formula::parse(source).map_err(|fault| vec![fault]);
        match formula.and_then(|formula| formula.check_condition(self)) {
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
}

struct Given<'a> {
    figures: &'a Figures,
    parameters: &'a [Parameter],
    on: Day,
    missing: Option<String>,
}

impl Given<'_> {
    fn known(&self, at: usize) -> Option<Value> {
        match at {
            0 => self.figures.annual.clone().map(Value::Number),
            1 => self.figures.weekly.clone().map(Value::Number),
            LEVEL => self.figures.monitoring.map(Value::Choice),
            _ => match at.checked_sub(PARAMETERS_FROM) {
                Some(at) => self.parameters.get(at)?.on(self.on).cloned().map(Value::Number),
                None => {
                    let at = at.checked_sub(AMOUNTS.len())?;
                    self.figures.conditions.get(at).copied().flatten().map(Value::Condition)
                }
            },
        }
    }

    fn called(&self, at: usize) -> String {
        let names = AMOUNTS.iter().map(|(name, _)| *name).chain(CONDITIONS);
        let parameter = at.checked_sub(PARAMETERS_FROM).and_then(|at| self.parameters.get(at));
        match parameter {
            Some(parameter) => format!("the value of {} on {}", parameter.id, self.on),
            None => names.into_iter().nth(at).unwrap_or("the monitoring level").to_owned(),
        }
    }
}

impl Inputs for Given<'_> {
    fn input(&mut self, id: InputId) -> Option<Value> {
        let at = usize::try_from(id.0).ok()?;
        let known = self.known(at);
        if known.is_none() && self.missing.is_none() {
            self.missing = Some(self.called(at));
        }
        known
    }

    fn lookup(&mut self, _: TableId, _: &[Value]) -> Option<Value> {
        None
    }

    fn fault(&mut self, _: ArithmeticFault, _: &Range<usize>) {
        self.missing = Some("a sum that can be done".to_owned());
    }
}

/// Whether a condition holds.
///
/// # Errors
/// What it needs and is not known.
pub(crate) fn holds(
    expr: &Expr,
    figures: &Figures,
    parameters: &[Parameter],
    on: Day,
) -> Result<bool, String> {
    let mut given = Given { figures, parameters, on, missing: None };
    match evaluate(expr, &mut given) {
        Some(Value::Condition(holds)) => Ok(holds),
        _ => Err(given.missing.unwrap_or_default()),
    }
}
