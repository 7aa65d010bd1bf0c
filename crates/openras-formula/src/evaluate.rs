use std::cmp::Ordering;
use std::ops::Range;

use openras_core::{Code, Day, Exact, Rounding};
use thiserror::Error;

use crate::{Expr, InputId, Node, Side, Sign, TableId, Type, Value};

/// The most binary digits, above and below the line together, of a number in between: nearly twenty thousand decimal
/// digits, where a step may end in 28 above and 28 below. So no formula can run away.
const BITS_MAX: u64 = 1 << 16;

/// Where the values come from when a formula is worked out.
pub trait Inputs {
    /// The value of an input; `None` where there is none, which the implementor has noted.
    fn input(&mut self, id: InputId) -> Option<Value>;

    /// The value of a table for these keys; `None` where there is none, which the implementor has noted.
    fn lookup(&mut self, table: TableId, keys: &[Value]) -> Option<Value>;

    /// Notes a sum that cannot be done; `span` says which part of the formula.
    fn fault(&mut self, fault: ArithmeticFault, span: &Range<usize>);
}

/// A sum that cannot be done.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ArithmeticFault {
    /// A division by zero, or a rounding to a multiple of zero.
    #[error("divided by zero")]
    DivideByZero,
    /// A rounding to a multiple of a number below zero.
    #[error("`{value}` is not above zero")]
    MultipleNotAboveZero {
        /// The multiple.
        value: Exact,
    },
    /// A number in between that is too large to go on with.
    #[error("a number in between has too many digits")]
    TooLarge,
}

impl ArithmeticFault {
    /// The word for it in files and records.
    pub const fn code(&self) -> Code {
        match self {
            ArithmeticFault::DivideByZero => Code::DivideByZero,
            ArithmeticFault::MultipleNotAboveZero { .. } => Code::OutOfRange,
            ArithmeticFault::TooLarge => Code::Overflow,
        }
    }
}

/// Works a formula out, exactly.
///
/// `if`, `and` and `or` work from the left and ask for nothing that they do not need; everything else works out all its
/// parts even when one has failed, so that the problems of all are noted. `None`: some problem was noted.
///
/// # Rounding
/// None but where the formula says `round` or one of its kin.
pub fn evaluate<I: Inputs + ?Sized>(expr: &Expr, inputs: &mut I) -> Option<Value> {
    match expr.ty {
        Type::Number(_) => number(expr, inputs).map(Value::Number),
        Type::Condition => condition(expr, inputs).map(Value::Condition),
        Type::Choice(_) => choice(expr, inputs).map(Value::Choice),
        Type::Date => date(expr, inputs).map(Value::Date),
        Type::Unknown => None,
    }
}

fn number<I: Inputs + ?Sized>(expr: &Expr, inputs: &mut I) -> Option<Exact> {
    match &expr.node {
        Node::Literal(amount) => Some(amount.value.clone()),
        Node::Input(id) => given_number(inputs.input(*id)),
        Node::Negate(part) => number(part, inputs).map(|value| -&value),
        Node::Number(part) => number(part, inputs),
        Node::Add(terms) => add(terms, &expr.span, inputs),
        Node::Multiply(factors) => multiply(factors, &expr.span, inputs),
        Node::Power(base, exponent) => {
            let base = number(base, inputs)?;
            bounded(power(&base, *exponent), &expr.span, inputs)
        }
        Node::Min(parts) => {
            fold(parts, inputs, |least, value, _| Some(if value < least { value } else { least }))
        }
        Node::Max(parts) => {
            fold(parts, inputs, |most, value, _| Some(if value > most { value } else { most }))
        }
        Node::Sum(parts) => {
            fold(parts, inputs, |total, value, inputs| bounded(Some(&total + &value), &expr.span, inputs))
        }
        Node::Round { how, value, places } => number(value, inputs).map(|value| value.round(*how, *places)),
        Node::RoundTo { how, value, multiple } => {
            let (value, step) = (number(value, inputs), number(multiple, inputs));
            round_to(*how, &value?, step?, &multiple.span, inputs)
        }
        Node::Per { factor, value, .. } => {
            let value = number(value, inputs)?;
            bounded(Some(&value * factor), &expr.span, inputs)
        }
        Node::If(arms, otherwise) => number(branch(arms, otherwise, inputs)?, inputs),
        Node::Lookup { table, keys } => given_number(lookup(*table, keys, inputs)),
        _ => None,
    }
}

fn given_number(value: Option<Value>) -> Option<Exact> {
    match value? {
        Value::Number(number) => Some(number),
        _ => None,
    }
}

/// The first part, changed by each that follows: from the left, all of them worked out.
fn chain<I: Inputs + ?Sized, T: Copy>(
    parts: &[(T, Expr)],
    inputs: &mut I,
    join: impl Fn(&Exact, T, &Exact, &Expr, &mut I) -> Option<Exact>,
) -> Option<Exact> {
    let ((_, first), rest) = parts.split_first()?;
    let mut total = number(first, inputs);
    for (kind, part) in rest {
        let value = number(part, inputs);
        total = match (total, value) {
            (Some(total), Some(value)) => join(&total, *kind, &value, part, inputs),
            _ => None,
        };
    }
    total
}

fn add<I: Inputs + ?Sized>(terms: &[(Sign, Expr)], span: &Range<usize>, inputs: &mut I) -> Option<Exact> {
    chain(terms, inputs, |total, sign, term, _, inputs| {
        let next = if sign == Sign::Plus { total + term } else { total - term };
        bounded(Some(next), span, inputs)
    })
}

fn multiply<I: Inputs + ?Sized>(
    factors: &[(Side, Expr)],
    span: &Range<usize>,
    inputs: &mut I,
) -> Option<Exact> {
    chain(factors, inputs, |product, side, value, factor, inputs| match side {
        Side::Above => bounded(Some(product * value), span, inputs),
        Side::Below => match product.checked_div(value) {
            Some(quotient) => bounded(Some(quotient), span, inputs),
            None => {
                inputs.fault(ArithmeticFault::DivideByZero, &factor.span);
                None
            }
        },
    })
}

/// `base` to the power of `exponent`; `None` where that is certainly too large, so that it is not even tried.
fn power(base: &Exact, exponent: u32) -> Option<Exact> {
    let least = base.parts().map_or_else(
        || base.bits().saturating_sub(2),
        |(above, below)| {
            u64::from(above.unsigned_abs().checked_ilog2().unwrap_or(0)).saturating_add(below.ilog2().into())
        },
    );
    (least.saturating_mul(exponent.into()) <= BITS_MAX).then(|| base.pow(exponent))
}

/// The value, unless it is missing or too large to go on with, which is noted.
fn bounded<I: Inputs + ?Sized>(value: Option<Exact>, span: &Range<usize>, inputs: &mut I) -> Option<Exact> {
    let value = value.filter(|value| value.bits() <= BITS_MAX);
    if value.is_none() {
        inputs.fault(ArithmeticFault::TooLarge, span);
    }
    value
}

/// All of the parts, the first taken on by each that follows.
fn fold<I: Inputs + ?Sized>(
    parts: &[Expr],
    inputs: &mut I,
    mut join: impl FnMut(Exact, Exact, &mut I) -> Option<Exact>,
) -> Option<Exact> {
    let (first, rest) = parts.split_first()?;
    let mut total = number(first, inputs);
    for part in rest {
        let value = number(part, inputs);
        total = match (total, value) {
            (Some(total), Some(value)) => join(total, value, inputs),
            _ => None,
        };
    }
    total
}

fn round_to<I: Inputs + ?Sized>(
    how: Rounding,
    value: &Exact,
    multiple: Exact,
    span: &Range<usize>,
    inputs: &mut I,
) -> Option<Exact> {
    let rounded = value.round_to(how, &multiple);
    if rounded.is_none() {
        let zero = multiple.is_zero();
        let below = ArithmeticFault::MultipleNotAboveZero { value: multiple };
        inputs.fault(if zero { ArithmeticFault::DivideByZero } else { below }, span);
    }
    rounded
}

/// The value of an `if` that holds; the values that do not are not worked out.
fn branch<'e, I: Inputs + ?Sized>(
    arms: &'e [(Expr, Expr)],
    otherwise: &'e Expr,
    inputs: &mut I,
) -> Option<&'e Expr> {
    for (when, value) in arms {
        if condition(when, inputs)? {
            return Some(value);
        }
    }
    Some(otherwise)
}

fn lookup<I: Inputs + ?Sized>(table: TableId, keys: &[Expr], inputs: &mut I) -> Option<Value> {
    if let [key] = keys {
        let key = evaluate(key, inputs)?;
        return inputs.lookup(table, std::slice::from_ref(&key));
    }
    let keys: Vec<Option<Value>> = keys.iter().map(|key| evaluate(key, inputs)).collect();
    let keys: Option<Vec<Value>> = keys.into_iter().collect();
    inputs.lookup(table, &keys?)
}

fn condition<I: Inputs + ?Sized>(expr: &Expr, inputs: &mut I) -> Option<bool> {
    match &expr.node {
        Node::Input(id) => match inputs.input(*id)? {
            Value::Condition(holds) => Some(holds),
            _ => None,
        },
        Node::Compare(comparison, left, right) => {
            let order = match left.ty {
                Type::Number(_) => order(number(left, inputs), number(right, inputs)),
                Type::Choice(_) => order(choice(left, inputs), choice(right, inputs)),
                Type::Date => order(date(left, inputs), date(right, inputs)),
                Type::Condition | Type::Unknown => None,
            };
            order.map(|order| comparison.holds(order))
        }
        Node::In(value, list) => match value.ty {
            Type::Choice(_) => among(value, list, inputs, choice),
            _ => among(value, list, inputs, number),
        },
        Node::And(parts) => first_that(parts, false, inputs),
        Node::Or(parts) => first_that(parts, true, inputs),
        Node::Not(part) => condition(part, inputs).map(|holds| !holds),
        Node::If(arms, otherwise) => condition(branch(arms, otherwise, inputs)?, inputs),
        _ => None,
    }
}

fn order<T: Ord>(left: Option<T>, right: Option<T>) -> Option<Ordering> {
    Some(left?.cmp(&right?))
}

/// `decides` as soon as a part is so; otherwise the opposite.
fn first_that<I: Inputs + ?Sized>(parts: &[Expr], decides: bool, inputs: &mut I) -> Option<bool> {
    for part in parts {
        if condition(part, inputs)? == decides {
            return Some(decides);
        }
    }
    Some(!decides)
}

/// Whether a value is in a list, all of which is worked out.
fn among<I: Inputs + ?Sized, T: PartialEq>(
    value: &Expr,
    list: &[Expr],
    inputs: &mut I,
    of: fn(&Expr, &mut I) -> Option<T>,
) -> Option<bool> {
    let value = of(value, inputs);
    let mut found = Some(false);
    for item in list {
        let item = of(item, inputs);
        found = match (found, &item) {
            (Some(found), Some(_)) => Some(found || item == value),
            _ => None,
        };
    }
    value.and(found)
}

fn choice<I: Inputs + ?Sized>(expr: &Expr, inputs: &mut I) -> Option<u16> {
    match &expr.node {
        Node::Choice(place) => Some(*place),
        Node::Input(id) => match inputs.input(*id)? {
            Value::Choice(place) => Some(place),
            _ => None,
        },
        Node::Recode(part, places) => places.get(usize::from(choice(part, inputs)?)).copied(),
        _ => None,
    }
}

fn date<I: Inputs + ?Sized>(expr: &Expr, inputs: &mut I) -> Option<Day> {
    match expr.node {
        Node::Input(id) => match inputs.input(id)? {
            Value::Date(day) => Some(day),
            _ => None,
        },
        _ => None,
    }
}
