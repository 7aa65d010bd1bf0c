//! Sums and conditions in words.

use openras_core::{Exact, Period, Rounding, Unit};
use openras_formula::{DomainId, Expr, InputId, Node, Side, Sign, TableId, Type};
use std::ops::Range;

use crate::phrase::Phrase;
use crate::speaker::{Place, Speaker};

/// Between the items of a list.
pub(crate) const BETWEEN: &str = "; ";

/// What the parts of a formula are called: their names, or their values for one person.
pub(crate) trait Terms {
    /// Who speaks.
    fn say(&self) -> &Speaker;

    /// An input.
    fn input(&self, id: InputId) -> Phrase;

    /// An input as a side of a comparison.
    fn side(&self, id: InputId) -> Phrase {
        self.input(id)
    }

    /// The name of a fact or a question, or of what a statement of it is.
    fn name(&self, id: InputId) -> Option<Phrase>;

    /// The choice that was made there, where the words are about one person.
    fn chosen(&self, id: InputId) -> Option<Phrase>;

    /// Whether it is a statement that can be ticked.
    fn is_ticked(&self, id: InputId) -> bool;

    /// A choice of a fact or question.
    fn choice(&self, domain: DomainId, at: u16) -> Phrase;

    /// A table looked up by these keys, at this place of the formula.
    fn lookup(&self, table: TableId, keys: &[Phrase], span: &Range<usize>) -> Phrase;
}

/// How tightly a phrase holds together; what holds less than its surroundings ask for stands in brackets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Hold {
    Phrase,
    Sum,
    Product,
    Power,
    Whole,
}

/// Puts formulas into words.
pub(crate) struct Printer<'t> {
    pub(super) terms: &'t dyn Terms,
}

impl<'t> Printer<'t> {
    pub(crate) fn new(terms: &'t dyn Terms) -> Printer<'t> {
        Printer { terms }
    }

    pub(super) fn say(&self) -> &Speaker {
        self.terms.say()
    }

    /// The sum without the roundings of its whole result, and these in the order in which they are done.
    pub(crate) fn sum(&self, formula: &Expr) -> (Phrase, Vec<Phrase>) {
        let mut inner = formula;
        let mut roundings = Vec::new();
        while let Some((how, half, value)) = self.rounding(inner) {
            let sentence = self.with("round-sentence", &[("how", &how)]);
            roundings.push(match half {
                Some(half) => Phrase::join(&[sentence, self.say().say(half)], " "),
                None => sentence,
            });
            inner = value;
        }
        roundings.reverse();
        (self.print(inner).0, roundings)
    }

    pub(super) fn with(&self, id: &str, places: &[(&str, &Phrase)]) -> Phrase {
        let places: Vec<(&str, Place<'_>)> =
            places.iter().map(|(name, words)| (*name, (*words).into())).collect();
        self.say().with(id, &places)
    }

    /// Each value with the condition under which it is taken, then what is taken otherwise.
    fn chosen(&self, arms: &[(Expr, Expr)], otherwise: &Expr) -> Phrase {
        let mut parts: Vec<Phrase> = arms
            .iter()
            .map(|(condition, value)| {
                let (value, condition) = (self.at_least(value, Hold::Sum), self.condition(condition, true));
                self.with("sum-if", &[("value", &value), ("condition", &condition)])
            })
            .collect();
        parts.push(self.with("sum-otherwise", &[("value", &self.at_least(otherwise, Hold::Sum))]));
        Phrase::join(&parts, BETWEEN)
    }

    pub(super) fn print(&self, expr: &Expr) -> (Phrase, Hold) {
        match &expr.node {
            Node::Literal(amount) => {
                let unit = unit_of(expr);
                (bracketed(self.say().amount(amount, &unit)), Hold::Whole)
            }
            Node::Input(id) => (self.terms.input(*id), Hold::Whole),
            Node::Choice(place) => match expr.ty {
                Type::Choice(domain) => (self.terms.choice(domain, *place), Hold::Whole),
                _ => (Phrase::default(), Hold::Whole),
            },
            Node::Number(part) | Node::Recode(part, _) => self.print(part),
            Node::Lookup { table, keys } => {
                let keys: Vec<Phrase> = keys.iter().map(|key| self.print(key).0).collect();
                (self.terms.lookup(*table, &keys, &expr.span), Hold::Whole)
            }
            Node::Negate(part) => (signed("−", &self.at_least(part, Hold::Power)), Hold::Sum),
            Node::Add(terms) => (self.added(terms.iter().map(|(sign, term)| (*sign, term))), Hold::Sum),
            Node::Sum(terms) => (self.added(terms.iter().map(|term| (Sign::Plus, term))), Hold::Sum),
            Node::Multiply(factors) => (self.multiplied(factors), Hold::Product),
            Node::Power(base, exponent) => {
                let base = self.at_least(base, Hold::Whole);
                let exponent = Phrase::plain(&exponent.to_string());
                (Phrase::join(&[base, exponent], " ^ "), Hold::Power)
            }
            Node::Min(parts) => self.extreme(parts, "sum-smallest"),
            Node::Max(parts) => self.extreme(parts, "sum-largest"),
            Node::Per { to, from, factor, value } => self.per(*from, *to, factor, value),
            Node::Round { .. } | Node::RoundTo { .. } => match self.rounding(expr) {
                Some((how, _, value)) => {
                    let value = self.at_least(value, Hold::Whole);
                    (self.with("sum-rounded", &[("value", &value), ("how", &how)]), Hold::Phrase)
                }
                None => (Phrase::default(), Hold::Phrase),
            },
            Node::If(arms, otherwise) => (self.chosen(arms, otherwise), Hold::Phrase),
            Node::Compare(..) | Node::In(..) | Node::And(_) | Node::Or(_) | Node::Not(_) => {
                (self.condition(expr, true), Hold::Phrase)
            }
        }
    }

    pub(super) fn at_least(&self, expr: &Expr, hold: Hold) -> Phrase {
        match self.print(expr) {
            (text, own) if own >= hold => text,
            (text, _) => Phrase::join(&[Phrase::plain("("), text, Phrase::plain(")")], ""),
        }
    }

    fn added<'e>(&self, terms: impl Iterator<Item = (Sign, &'e Expr)>) -> Phrase {
        terms.enumerate().fold(Phrase::default(), |text, (at, (sign, term))| match (at, sign) {
            (0, _) => self.at_least(term, Hold::Sum),
            (_, Sign::Plus) => Phrase::join(&[text, self.at_least(term, Hold::Product)], " + "),
            (_, Sign::Minus) => Phrase::join(&[text, self.at_least(term, Hold::Product)], " − "),
        })
    }

    fn multiplied(&self, factors: &[(Side, Expr)]) -> Phrase {
        factors.iter().enumerate().fold(Phrase::default(), |text, (at, (side, factor))| match (at, side) {
            (0, _) => self.at_least(factor, Hold::Product),
            (_, Side::Above) => Phrase::join(&[text, self.at_least(factor, Hold::Power)], " × "),
            (_, Side::Below) => Phrase::join(&[text, self.at_least(factor, Hold::Power)], " ÷ "),
        })
    }

    fn extreme(&self, parts: &[Expr], id: &str) -> (Phrase, Hold) {
        match parts {
            [only] => self.print(only),
            _ => (self.with(id, &[("list", &self.list(parts))]), Hold::Phrase),
        }
    }

    pub(super) fn list(&self, parts: &[Expr]) -> Phrase {
        let parts: Vec<Phrase> = parts.iter().map(|part| self.at_least(part, Hold::Sum)).collect();
        Phrase::join(&parts, BETWEEN)
    }

    fn per(&self, from: Period, to: Period, factor: &Exact, value: &Expr) -> (Phrase, Hold) {
        if from == to {
            return self.print(value);
        }
        let inverse = Exact::ONE.checked_div(factor);
        let how = match (factor.decimals(), inverse, factor.parts()) {
            (Some(_), _, _) => format!("× {factor}"),
            (None, Some(inverse), _) if inverse.decimals().is_some() => format!("÷ {inverse}"),
            (None, _, Some((above, below))) => format!("× {above} ÷ {below}"),
            (None, _, None) => format!("× {factor}"),
        };
        let id = match to {
            Period::Day => "sum-daily",
            Period::Week => "sum-weekly",
            Period::Month => "sum-monthly",
            Period::Year => "sum-yearly",
        };
        let value = self.at_least(value, Hold::Product);
        (self.with(id, &[("value", &value), ("how", &Phrase::plain(&how))]), Hold::Phrase)
    }

    /// Where it rounds: how, where halves go, and what is rounded.
    fn rounding<'e>(&self, expr: &'e Expr) -> Option<(Phrase, Option<&'static str>, &'e Expr)> {
        let (how, value) = match &expr.node {
            Node::Round { how, value, .. } | Node::RoundTo { how, value, .. } => (*how, value),
            _ => return None,
        };
        let way = match how {
            Rounding::Down => "down",
            Rounding::Up => "up",
            _ => "nearest",
        };
        let half = match how {
            Rounding::Down | Rounding::Up => None,
            Rounding::HalfEven => Some("round-half-even"),
            _ => Some("round-half-away"),
        };
        let words = match &expr.node {
            Node::RoundTo { multiple, .. } => {
                let step = match &multiple.node {
                    Node::Literal(amount) => self.say().quantity(&amount.value, &unit_of(value)),
                    _ => self.at_least(multiple, Hold::Sum),
                };
                self.with(&format!("round-{way}-to"), &[("step", &step)])
            }
            Node::Round { places, .. } => self.to_places(way, *places, &unit_of(value)),
            _ => return None,
        };
        Some((words, half, value))
    }

    fn to_places(&self, way: &str, places: i32, unit: &Unit) -> Phrase {
        let own = format!("round-{way}-{}-{places}", unit.currency().unwrap_or("none"));
        match usize::try_from(places) {
            _ if self.say().has(&own) => self.say().say(&own),
            Ok(count) => self.say().with(&format!("round-{way}-places"), &[("places", count.into())]),
            Err(_) => {
                let step = Exact::from(10).pow(places.unsigned_abs());
                self.with(&format!("round-{way}-to"), &[("step", &self.say().quantity(&step, unit))])
            }
        }
    }
}

pub(super) fn unit_of(expr: &Expr) -> Unit {
    match &expr.ty {
        Type::Number(unit) => unit.clone(),
        _ => Unit::default(),
    }
}

fn signed(sign: &str, value: &Phrase) -> Phrase {
    Phrase::join(&[Phrase::plain(sign), value.clone()], "")
}

/// What is below zero in brackets, so that two signs never meet.
pub(super) fn bracketed(value: Phrase) -> Phrase {
    if value.text().starts_with('−') {
        Phrase::join(&[Phrase::plain("("), value, Phrase::plain(")")], "")
    } else {
        value
    }
}
