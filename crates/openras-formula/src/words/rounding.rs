use openras_core::{Exact, Rounding, Unit};

use super::{Hold, Printer};
use crate::{Expr, Node};

impl Printer<'_> {
    /// Where it rounds: the sentence for it, and what is rounded.
    pub(super) fn rounding<'e>(&self, expr: &'e Expr) -> Option<(String, &'e Expr)> {
        match &expr.node {
            Node::Round { how, value, places } => {
                Some((self.to_places(*how, *places, &unit_of(value)), value))
            }
            Node::RoundTo { how, value, multiple } => {
                let step = match &multiple.node {
                    Node::Literal(amount) => self.describe.number(&amount.value, &unit_of(value)),
                    _ => self.at_least(multiple, Hold::Sum),
                };
                Some((to_multiple(*how, &step), value))
            }
            _ => None,
        }
    }

    fn to_places(&self, how: Rounding, places: i32, unit: &Unit) -> String {
        if let Some(smallest) = self.describe.smallest(unit, places) {
            return match how {
                Rounding::Down => format!("rounded down to the {smallest}"),
                Rounding::Up => format!("rounded up to the {smallest}"),
                _ => format!("rounded to the nearest {smallest}, {}", halves(how)),
            };
        }
        let decimals = match places {
            0 => "whole numbers".to_owned(),
            1 => "1 decimal".to_owned(),
            2.. => format!("{places} decimals"),
            _ => {
                let step = Exact::from(10).pow(places.unsigned_abs());
                return to_multiple(how, &self.describe.number(&step, unit));
            }
        };
        match how {
            Rounding::Down => format!("rounded down to {decimals}"),
            Rounding::Up => format!("rounded up to {decimals}"),
            _ => format!("rounded to {decimals}, {}", halves(how)),
        }
    }
}

fn to_multiple(how: Rounding, step: &str) -> String {
    match how {
        Rounding::Down => format!("rounded down to a multiple of {step}"),
        Rounding::Up => format!("rounded up to a multiple of {step}"),
        _ => format!("rounded to the nearest {step}, {}", halves(how)),
    }
}

const fn halves(how: Rounding) -> &'static str {
    match how {
        Rounding::HalfEven => "halves to the even neighbour",
        _ => "halves away from zero",
    }
}

fn unit_of(expr: &Expr) -> Unit {
    expr.ty.unit().cloned().unwrap_or_default()
}
