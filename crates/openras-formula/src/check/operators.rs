use std::ops::Range;

use openras_core::Unit;

use super::Checker;
use super::units::most;
use crate::syntax::Syntax;
use crate::{Decimals, Expr, Node, Side, Sign};

impl Checker<'_> {
    pub(super) fn negate(&mut self, part: &Syntax, span: Range<usize>) -> Expr {
        let part = self.number(part);
        let (unit, decimals) = (part.ty.unit().cloned(), part.decimals);
        self.numeric(Node::Negate(Box::new(part)), unit, decimals, span)
    }

    pub(super) fn add(&mut self, terms: &[(Sign, Syntax)], span: Range<usize>) -> Expr {
        let terms: Vec<_> = terms.iter().map(|(sign, part)| (*sign, self.number(part))).collect();
        let unit = self.common_unit(terms.iter().map(|(_, part)| part));
        let decimals = most(terms.iter().map(|(_, part)| part));
        self.numeric(Node::Add(terms), unit, decimals, span)
    }

    pub(super) fn multiply(&mut self, factors: &[(Side, Syntax)], span: Range<usize>) -> Expr {
        let factors: Vec<_> = factors.iter().map(|(side, part)| (*side, self.number(part))).collect();
        let unit = factors.iter().try_fold(Unit::number(), |unit, (side, part)| {
            let other = part.ty.unit()?;
            Some(match side {
                Side::Above => unit.times(other),
                Side::Below => unit.over(other),
            })
        });
        let decimals = factors.iter().fold(Decimals::NONE, |decimals, (side, part)| match side {
            Side::Above => decimals.plus(part.decimals),
            Side::Below => Decimals::Any,
        });
        self.numeric(Node::Multiply(factors), unit, decimals, span)
    }

    pub(super) fn power(&mut self, base: &Syntax, exponent: u32, span: Range<usize>) -> Expr {
        let base = self.number(base);
        let unit = base.ty.unit().map(|unit| unit.pow(exponent));
        let decimals = base.decimals.times(exponent);
        self.numeric(Node::Power(Box::new(base), exponent), unit, decimals, span)
    }
}
