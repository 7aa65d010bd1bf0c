//! The lines of the workings, in order: rules, steps, and the parts that a formula needs in a cell of its own.

use std::borrow::Cow;

use openras_allocation::{Hit, Near, Probe, Probed, Rows, Step, Table};
use openras_core::{Exact, Handle, Rounding};
use openras_formula::{Expr, Type, Value};
use openras_questionnaire::Questionnaire;

use crate::outcome::Counts;

/// A line of the workings.
#[derive(Clone, Debug)]
pub(crate) struct Line<'a> {
    pub(crate) says: Says<'a>,
    /// The formula, without its `=`.
    pub(crate) formula: String,
    /// What the rulebook calls it, or how it writes the part.
    pub(crate) label: String,
    /// The id of the step or rule that it belongs to.
    pub(crate) owner: String,
}

/// What a line says, as the engine knows it.
#[derive(Clone, Debug)]
pub(crate) enum Says<'a> {
    /// Whether an exclusion holds; whether a referral does.
    Exclusion(&'a Expr),
    Referral(&'a Expr),
    /// Whether a stream can be had.
    Stream(&'a Expr),
    /// Whether a step's own formula is used.
    When(&'a Expr),
    /// The value of a step.
    Step(Handle<Step>),
    /// The value of a part of a formula.
    Expr(Cow<'a, Expr>),
    /// A condition as `yes` or `no`.
    YesNo(Expr),
    /// A number times ten to so many, without noise.
    Scaled(Expr, i32),
    /// The place of the row of a table.
    Place(Handle<Table>, Vec<Expr>),
    /// What is counted over the lines above with these numbers.
    Count(Counts, Vec<usize>),
}

/// Something that fifteen digits may not tell apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Doubt {
    /// The step or rule.
    pub(crate) owner: String,
    /// The part of its formula.
    pub(crate) part: String,
}

/// What stands in a cell as it was worked out last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    Number(Exact),
    Text(String),
    YesNo(bool),
    Missing,
    Refers,
    DividesByZero,
}

impl Shown {
    /// As a workbook keeps it.
    pub(crate) fn cached(&self) -> String {
        match self {
            Shown::Number(value) => double(value).to_string(),
            // A text such as `inf` would be taken for a number.
            Shown::Text(text) if text.parse::<f64>().is_ok() => "#N/A".to_owned(),
            Shown::Text(text) => text.clone(),
            Shown::YesNo(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
            Shown::Missing => "#N/A".to_owned(),
            Shown::Refers => "#NUM!".to_owned(),
            Shown::DividesByZero => "#DIV/0!".to_owned(),
        }
    }

    pub(crate) fn text(text: impl Into<String>) -> Shown {
        Shown::Text(text.into())
    }
}

/// The double that is nearest to an exact value.
pub(crate) fn double(value: &Exact) -> f64 {
    value.to_fixed(20).parse().unwrap_or(f64::NAN)
}

/// A day as a spreadsheet counts it: days since 30 December 1899; it is right from 1 March 1900 on.
pub(crate) fn serial(day: openras_core::Day) -> Option<i64> {
    let first = openras_core::Day::new(1899, 12, 30)?;
    let days = first.days_until(day);
    (days >= 61).then_some(i64::from(days))
}

/// What a value is in a cell.
pub(crate) fn shown(questionnaire: &Questionnaire, ty: &Type, value: Value) -> Shown {
    match (value, ty) {
        (Value::Number(number), _) => Shown::Number(number),
        (Value::Condition(holds), _) => Shown::YesNo(holds),
        (Value::Choice(at), Type::Choice(domain)) => {
            let ids = openras_allocation::choices(questionnaire, *domain);
            ids.get(usize::from(at)).map_or(Shown::Missing, Shown::text)
        }
        (Value::Choice(_), _) => Shown::Missing,
        (Value::Date(day), _) => serial(day).map_or(Shown::Missing, |day| Shown::Number(Exact::from(day))),
    }
}

impl Says<'_> {
    /// What the engine says of it.
    pub(crate) fn shown(
        &self,
        scheme: &openras_allocation::Scheme,
        questionnaire: &Questionnaire,
        probe: &mut Probe<'_>,
        above: &[Shown],
    ) -> Shown {
        let of = |probed: Probed, ty: &Type| match probed {
            Probed::Value(value) => shown(questionnaire, ty, value),
            Probed::Refers => Shown::Refers,
            Probed::DividesByZero => Shown::DividesByZero,
            Probed::Lacking => Shown::Missing,
        };
        match self {
            Says::Exclusion(expr) | Says::Referral(expr) | Says::Stream(expr) | Says::When(expr) => {
                of(probe.part(expr), &expr.ty)
            }
            Says::Step(step) => of(probe.step(*step), &Type::Number(scheme.steps[*step].unit.clone())),
            Says::Expr(expr) => of(probe.part(expr), &expr.ty),
            Says::YesNo(expr) => match of(probe.part(expr), &expr.ty) {
                Shown::YesNo(yes) => Shown::text(if yes { "yes" } else { "no" }),
                other => other,
            },
            Says::Scaled(expr, places) => match of(probe.part(expr), &expr.ty) {
                Shown::Number(value) => {
                    let ten = Exact::from(10).pow(places.unsigned_abs());
                    let scaled = if *places >= 0 { Some(&value * &ten) } else { value.checked_div(&ten) };
                    scaled.map_or(Shown::Missing, Shown::Number)
                }
                other => other,
            },
            Says::Count(counts, of) => {
                let counted = of.iter().filter_map(|at| above.get(*at)).filter(|shown| match counts {
                    Counts::Holding => **shown == Shown::YesNo(true),
                    Counts::Problems => matches!(shown, Shown::Missing | Shown::DividesByZero),
                    Counts::Refers => **shown == Shown::Refers,
                });
                Shown::Number(Exact::from(i64::try_from(counted.count()).unwrap_or(0)))
            }
            Says::Place(table, keys) => {
                let table = &scheme.tables[*table];
                let mut values = Vec::new();
                for key in keys {
                    match probe.part(key) {
                        Probed::Value(value) => values.push(value),
                        other => return of(other, &key.ty),
                    }
                }
                place(table, &values)
            }
        }
    }
}

/// The place that the formulas of a lookup work with: how many rows begin at or below the key; of choices the rank.
fn place(table: &Table, keys: &[Value]) -> Shown {
    let count = |starts: Vec<Option<&Exact>>| match keys {
        [Value::Number(key)] => {
            let below = starts.iter().filter(|start| start.is_none_or(|start| start <= key)).count();
            Shown::Number(Exact::from(i64::try_from(below).unwrap_or(0)))
        }
        _ => Shown::Missing,
    };
    match &table.rows {
        Rows::Band(rows) => count(rows.iter().map(|band| band.from.as_ref()).collect()),
        Rows::At(Near::Exact, rows) => match (keys, rows) {
            ([Value::Number(key)], rows) => rows
                .iter()
                .position(|row| &row.at == key)
                .and_then(|at| i64::try_from(at.saturating_add(1)).ok())
                .map_or(Shown::Missing, |at| Shown::Number(Exact::from(at))),
            _ => Shown::Missing,
        },
        Rows::At(_, rows) => count(rows.iter().map(|row| Some(&row.at)).collect()),
        Rows::Choice(_) => match table.find(keys) {
            Hit::Row(row) => {
                let rank = ranks(table).into_iter().find(|(number, _)| *number == row.number);
                rank.map_or(Shown::Number(Exact::ZERO), |(_, rank)| Shown::Number(Exact::from(rank)))
            }
            _ => Shown::Number(Exact::ZERO),
        },
    }
}

/// The number of each row of a table of choices with its rank: of the rows that fit, the one with the highest holds.
pub(crate) fn ranks(table: &Table) -> Vec<(u32, i64)> {
    let Rows::Choice(rows) = &table.rows else { return Vec::new() };
    let mut order: Vec<(usize, u32)> = rows
        .iter()
        .map(|row| (row.choices.iter().filter(|choice| choice.is_none()).count(), row.row.number))
        .collect();
    order.sort();
    let count = i64::try_from(order.len()).unwrap_or(0);
    let ranked = order.into_iter().zip(0i64..).map(|((_, number), at)| (number, count.saturating_sub(at)));
    ranked.collect()
}

/// Rounded as money is.
pub(crate) fn payable(value: &Exact, decimals: u32) -> Exact {
    value.round(Rounding::HalfAwayFromZero, i32::try_from(decimals).unwrap_or(i32::MAX))
}
