//! Roundings, a quotient and its rounding in one.

use openras_core::{Exact, Rounding};
use openras_formula::{Comparison, Expr, Node as Formula, Side, Value};

use super::compile::Compiler;
use super::node::{By, Divisor, Kind, NodeId, Op, Scale};
use super::part::{Part, union};

impl Compiler<'_> {
    /// A quotient and its rounding in one, where a column is divided by.
    pub(super) fn rounded_quotient(
        &mut self,
        (how, places): (Rounding, i32),
        above: Vec<(Side, Part)>,
        divisor: Part,
        value: &Expr,
        expr: &Expr,
    ) -> Part {
        let few = divisor.vars().and_then(|vars| self.combinations(vars)).is_some_and(|size| size <= 256);
        let together = self.few(above.iter().map(|(_, part)| part).chain([&divisor]));
        if !few && together.is_none() {
            let above = self.multiply(above.clone(), value);
            if let Some((node, fails)) = self.quotient(how, &above, &divisor, places) {
                return self.column(node, expr, fails);
            }
        }
        let factors = above.into_iter().chain([(Side::Below, divisor)]).collect();
        let whole = self.multiply(factors, value);
        self.all_of(expr, vec![whole])
    }

    pub(super) fn quotient(
        &mut self,
        how: Rounding,
        above: &Part,
        divisor: &Part,
        places: i32,
    ) -> Option<(NodeId, Vec<NodeId>)> {
        let (above, fails) = self.number(above);
        let (divisor, lacks) = self.number(divisor);
        let (own, below) = (self.scale(above)?, self.scale(divisor)?);
        let mut fails = union(&fails, &lacks);
        // above / own.den over divisor / below.den, at ten to the places: whole numbers above and below.
        let up = 10i128.checked_pow(u32::try_from(places.max(0)).ok()?)?;
        let after = 10i128.checked_pow(u32::try_from(places.min(0).checked_neg()?).ok()?)?;
        let times = below.den.checked_mul(up)?;
        let by = own.den.checked_mul(after)?;
        let shared = num_integer::gcd(times, by).max(1);
        let (times, by) = (times.checked_div(shared)?, by.checked_div(shared)?);
        let divisor =
            if by == 1 { divisor } else { self.times_number(divisor, by.checked_mul(below.den)?, 1)? };
        let most = own.low.unsigned_abs().max(own.high.unsigned_abs());
        let most = i128::try_from(most).ok()?.checked_mul(times)?.checked_add(1)?.checked_mul(after)?;
        let (low, high) = match own.low >= 0 && below.low >= 0 {
            true => (0, most),
            false => (most.checked_neg()?, most),
        };
        let scale = Scale { den: up, low, high };
        if !scale.fits() {
            return None;
        }
        let by = self.scale(divisor)?;
        if by.low <= 0 && by.high >= 0 {
            let zero = self.same(0, by.den);
            fails.push(self.node(Kind::Condition, Op::Compare(Comparison::Equal, divisor, zero)));
        }
        let by = Divisor { times, by: By::Column(divisor), after };
        Some((self.node(Kind::Number(scale), Op::Round { value: above, by, how }), fails))
    }

    pub(super) fn rounded(
        &mut self,
        how: Rounding,
        part: &Part,
        places: i32,
    ) -> Option<(NodeId, Vec<NodeId>)> {
        let (node, fails) = self.number(part);
        let up = 10i128.checked_pow(u32::try_from(places.max(0)).ok()?)?;
        let after = 10i128.checked_pow(u32::try_from(places.min(0).checked_neg()?).ok()?)?;
        let own = self.scale(node)?;
        if after == 1 && up.checked_rem(own.den)? == 0 {
            return Some((node, fails));
        }
        self.rounding(node, how, up, own.den.checked_mul(after)?, after, up).map(|node| (node, fails))
    }

    pub(super) fn rounded_to(
        &mut self,
        how: Rounding,
        part: &Part,
        multiple: &Part,
    ) -> Option<(NodeId, Vec<NodeId>)> {
        let vars = multiple.vars().filter(|vars| vars.is_empty())?;
        let multiple = match self.trial().tabulate(&multiple.expr, vars).pop().flatten() {
            Some(Value::Number(multiple)) if multiple.is_positive() => multiple,
            _ => return None,
        };
        let (num, den) = multiple.parts()?;
        let (node, fails) = self.number(part);
        let own = self.scale(node)?;
        self.rounding(node, how, den, own.den.checked_mul(num)?, num, den).map(|node| (node, fails))
    }

    /// A column's own numbers times `times` over `by`, to the nearest whole, times `after`, over `den`.
    pub(super) fn rounding(
        &mut self,
        value: NodeId,
        how: Rounding,
        times: i128,
        by: i128,
        after: i128,
        den: i128,
    ) -> Option<NodeId> {
        let own = self.scale(value)?;
        let shared = num_integer::gcd(times, by).max(1);
        let (times, by) = (times.checked_div(shared)?, by.checked_div(shared)?);
        let end = |bound: i128| {
            let ratio = Exact::ratio(bound.checked_mul(times)?, by)?.round(how, 0);
            ratio.parts()?.0.checked_mul(after)
        };
        let scale = Scale { den, low: end(own.low)?, high: end(own.high)? };
        let by = Divisor { times, by: By::Number(by), after };
        scale.fits().then(|| self.node(Kind::Number(scale), Op::Round { value, by, how }))
    }
}

/// What stands above a quotient, and the one thing that it is divided by.
pub(super) fn quotient_of(expr: &Expr) -> Option<(Vec<&Expr>, &Expr)> {
    let Formula::Multiply(factors) = &expr.node else {
        return None;
    };
    let side =
        |wanted: Side| factors.iter().filter(move |(side, _)| *side == wanted).map(|(_, factor)| factor);
    let below: Vec<&Expr> = side(Side::Below).collect();
    match below.as_slice() {
        [divisor] => Some((side(Side::Above).collect(), divisor)),
        _ => None,
    }
}
