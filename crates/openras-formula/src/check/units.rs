use std::ops::Range;

use openras_core::{Code, Unit};

use super::Checker;
use crate::{Decimals, Expr, Node, Refusal, Type};

/// What to write so that `text`, of one unit, has the other, where changing the period is all it takes:
/// `write per_year(hourly_rate * hours)`.
pub fn unit_help(found: &Unit, wanted: &Unit, text: &str) -> Option<String> {
    let period = wanted.period_below()?;
    let other = found.period_below().filter(|other| *other != period)?;
    let bare = text
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
        .filter(|inner| !inner.contains(['(', ')']));
    let fits = found.with_period(period) == *wanted && wanted.with_period(other) == *found;
    fits.then(|| format!("write per_{}({})", period.as_str(), bare.unwrap_or(text)))
}

impl Checker<'_> {
    /// The one unit of these numbers; a literal zero fits any. `None`, reported, where they differ, or where one of
    /// them is unknown.
    pub(super) fn common_unit<'e>(&mut self, parts: impl Iterator<Item = &'e Expr> + Clone) -> Option<Unit> {
        let known = parts.clone().filter(|part| !part.is_literal_zero());
        let known = known.filter_map(|part| part.ty.unit().map(|unit| (part, unit)));
        let reference = known.clone().find(|(_, unit)| !unit.is_number()).or_else(|| known.clone().next());
        let mut units: Vec<&Unit> = reference.iter().map(|(_, unit)| *unit).collect();
        if let Some((reference, _)) = reference {
            for (part, unit) in known {
                if !units.contains(&unit) {
                    units.push(unit);
                    self.differ(part, unit, reference);
                }
            }
        }
        let unknown = parts.clone().any(|part| part.ty.unit().is_none());
        match units.as_slice() {
            _ if unknown => None,
            [] => Some(Unit::number()),
            [unit] => Some((*unit).clone()),
            _ => None,
        }
    }

    /// Reports a part whose unit is not that of the one it stands beside.
    pub(super) fn differ(&mut self, part: &Expr, unit: &Unit, reference: &Expr) {
        let wanted = reference.ty.unit().cloned().unwrap_or_default();
        let beside = format!("`{}`", self.snippet(&reference.span));
        self.wrong_unit(part, unit, &wanted, &beside);
    }

    /// Reports a number whose unit is not the one that is wanted because of `beside`.
    pub(super) fn wrong_unit(&mut self, part: &Expr, unit: &Unit, wanted: &Unit, beside: &str) {
        let text = self.snippet(&part.span);
        let message = format!("`{text}` is {} but {beside} is {}", named(unit), named(wanted));
        let refusal = Refusal::new(Code::UnitMismatch, message);
        let refusal = if is_written_out(part) {
            refusal.help(format!(
                "only 0 fits any unit: make it a parameter with the unit {wanted}, dated and sourced, and name that here"
            ))
        } else {
            Refusal { help: unit_help(unit, wanted, &text), ..refusal }
        };
        self.refuse(refusal, part.span.clone());
    }

    /// A number of this unit, or something unknown.
    pub(super) fn numeric(
        &mut self,
        node: Node,
        unit: Option<Unit>,
        decimals: Decimals,
        span: Range<usize>,
    ) -> Expr {
        match unit {
            Some(unit) => Expr { node, ty: Type::Number(unit), decimals, span },
            None => self.unknown(span),
        }
    }
}

/// Whether nothing but numbers stands in it.
fn is_written_out(expr: &Expr) -> bool {
    matches!(expr.node, Node::Literal(_)) || {
        let parts = expr.parts();
        !parts.is_empty() && parts.into_iter().all(is_written_out)
    }
}

pub(super) fn named(unit: &Unit) -> String {
    if unit.is_number() { "a bare number".to_owned() } else { unit.to_string() }
}

/// The most decimals of any of these.
pub(super) fn most<'e>(parts: impl Iterator<Item = &'e Expr>) -> Decimals {
    parts.map(|part| part.decimals).max().unwrap_or(Decimals::NONE)
}
