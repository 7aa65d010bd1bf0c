//! A formula worked out by walking its tree.

use openras_core::{Code, Period};
use openras_formula::{Comparison, Expr, InputId, Node, Side, Sign, TableId};

use super::number::{self, Number};

/// What a part of a formula is worth.
#[derive(Clone, Debug, PartialEq)]
pub enum Worth {
    /// A number.
    Number(Number),
    /// Whether something holds.
    Condition(bool),
    /// The place among the choices.
    Choice(u16),
    /// A day as it is written: `2008-03-01`.
    Date(String),
}

/// Whoever knows what the names are worth, and is told what cannot be done.
pub trait World {
    /// What a name is worth; nothing where that is missing, and then it has been noted.
    fn input(&mut self, id: InputId) -> Option<Worth>;
    /// What a table has; nothing where it has nothing, and then it has been noted.
    fn lookup(&mut self, table: TableId, keys: &[Worth]) -> Option<Worth>;
    /// Notes a sum that cannot be done.
    fn cannot(&mut self, code: Code);
    /// How many of a period there are in a year.
    fn in_year(&self, period: Period) -> Number;
}

/// What a formula is worth, or nothing where something that it needs is missing or cannot be done.
pub fn work_out(expr: &Expr, world: &mut dyn World) -> Option<Worth> {
    match &expr.node {
        Node::Literal(amount) => Some(Worth::Number(number::of(&amount.value))),
        Node::Choice(place) => Some(Worth::Choice(*place)),
        Node::Input(id) => world.input(*id),
        Node::Lookup { table, keys } => {
            let keys = all(keys.iter(), world)?;
            world.lookup(*table, &keys)
        }
        Node::Recode(part, places) => match work_out(part, world)? {
            Worth::Choice(place) => Some(Worth::Choice(places[usize::from(place)])),
            other => panic!("{other:?} is no choice"),
        },
        Node::Compare(..) | Node::In(..) | Node::And(_) | Node::Or(_) | Node::Not(_) => {
            condition(expr, world).map(Worth::Condition)
        }
        Node::If(arms, otherwise) => {
            for (when, value) in arms {
                if holds(when, world)? {
                    return work_out(value, world);
                }
            }
            work_out(otherwise, world)
        }
        _ => sum(expr, world).map(Worth::Number),
    }
}

fn condition(expr: &Expr, world: &mut dyn World) -> Option<bool> {
    match &expr.node {
        Node::Compare(how, left, right) => {
            let (left, right) = (work_out(left, world), work_out(right, world));
            Some(compare(*how, &left?, &right?))
        }
        Node::In(value, list) => {
            let value = work_out(value, world);
            let list = all(list.iter(), world);
            let value = value?;
            Some(list?.iter().any(|one| compare(Comparison::Equal, &value, one)))
        }
        Node::And(parts) => {
            for part in parts {
                if !holds(part, world)? {
                    return Some(false);
                }
            }
            Some(true)
        }
        Node::Or(parts) => {
            for part in parts {
                if holds(part, world)? {
                    return Some(true);
                }
            }
            Some(false)
        }
        Node::Not(part) => Some(!holds(part, world)?),
        other => panic!("{other:?} is no condition"),
    }
}

fn sum(expr: &Expr, world: &mut dyn World) -> Option<Number> {
    match &expr.node {
        Node::Negate(part) => Some(-amount(part, world)?),
        Node::Number(part) => amount(part, world),
        Node::Add(terms) => {
            let values: Vec<_> = terms.iter().map(|(sign, part)| (*sign, amount(part, world))).collect();
            values.into_iter().try_fold(Number::from(0), |total, (sign, value)| match sign {
                Sign::Plus => Some(total + value?),
                Sign::Minus => Some(total - value?),
            })
        }
        Node::Multiply(factors) => product(factors, world),
        Node::Power(part, exponent) => {
            let base = amount(part, world)?;
            Some((0..*exponent).fold(Number::from(1), |power, _| power * &base))
        }
        Node::Min(parts) => amounts(parts, world)?.into_iter().reduce(|a, b| if b < a { b } else { a }),
        Node::Max(parts) => amounts(parts, world)?.into_iter().reduce(|a, b| if b > a { b } else { a }),
        Node::Sum(parts) => {
            Some(amounts(parts, world)?.into_iter().fold(Number::from(0), |total, one| total + one))
        }
        Node::Round { how, value, places } => Some(number::to_places(&amount(value, world)?, *how, *places)),
        Node::RoundTo { how, value, multiple } => {
            let (value, multiple) = (amount(value, world), amount(multiple, world));
            let (value, multiple) = (value?, multiple?);
            if multiple <= Number::from(0) {
                world.cannot(if multiple.is_zero() { Code::DivideByZero } else { Code::OutOfRange });
                return None;
            }
            Some(number::to_multiple(&value, *how, &multiple))
        }
        Node::Per { to, from, value, .. } => {
            let value = amount(value, world)?;
            Some(value * world.in_year(*from) / world.in_year(*to))
        }
        other => panic!("{other:?} is no sum"),
    }
}

fn product(factors: &[(Side, Expr)], world: &mut dyn World) -> Option<Number> {
    let mut product = Some(Number::from(1));
    for (side, part) in factors {
        let factor = amount(part, world);
        product = match (side, product, factor) {
            (Side::Above, Some(product), Some(factor)) => Some(product * factor),
            (Side::Below, Some(_), Some(factor)) if factor.is_zero() => {
                world.cannot(Code::DivideByZero);
                None
            }
            (Side::Below, Some(product), Some(factor)) => Some(product / factor),
            _ => None,
        };
    }
    product
}

/// The worth of each, all of them worked out whatever the first ones come to.
fn all<'a>(parts: impl Iterator<Item = &'a Expr>, world: &mut dyn World) -> Option<Vec<Worth>> {
    let values: Vec<_> = parts.map(|part| work_out(part, world)).collect();
    values.into_iter().collect()
}

fn amounts(parts: &[Expr], world: &mut dyn World) -> Option<Vec<Number>> {
    let values: Vec<_> = parts.iter().map(|part| amount(part, world)).collect();
    values.into_iter().collect()
}

fn amount(expr: &Expr, world: &mut dyn World) -> Option<Number> {
    match work_out(expr, world)? {
        Worth::Number(number) => Some(number),
        other => panic!("{other:?} is no number"),
    }
}

/// Whether a condition holds.
pub fn holds(expr: &Expr, world: &mut dyn World) -> Option<bool> {
    match work_out(expr, world)? {
        Worth::Condition(holds) => Some(holds),
        other => panic!("{other:?} is no condition"),
    }
}

fn compare(how: Comparison, left: &Worth, right: &Worth) -> bool {
    let order = match (left, right) {
        (Worth::Number(a), Worth::Number(b)) => a.cmp(b),
        (Worth::Date(a), Worth::Date(b)) => a.cmp(b),
        (Worth::Choice(a), Worth::Choice(b)) => a.cmp(b),
        other => panic!("{other:?} cannot be compared"),
    };
    match how {
        Comparison::Equal => order.is_eq(),
        Comparison::NotEqual => order.is_ne(),
        Comparison::Less => order.is_lt(),
        Comparison::AtMost => order.is_le(),
        Comparison::More => order.is_gt(),
        Comparison::AtLeast => order.is_ge(),
    }
}
