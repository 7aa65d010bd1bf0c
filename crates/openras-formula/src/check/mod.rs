//! Finds what the names of a formula stand for and holds types and units against each other.
//!
//! What follows only from an error already found is not reported: it is [`Type::Unknown`], and fits everywhere.

mod comparisons;
mod functions;
mod operators;
mod tables;
mod units;

use std::ops::Range;

use openras_core::{Amount, Code, Exact, Unit, nearest};

pub use units::unit_help;

use crate::functions::Function;
use crate::syntax::{Kind, Syntax};
use crate::{Decimals, Expr, Fault, Found, Input, Names, Node, Refusal, Type};

/// The most characters of a formula that a message repeats.
const SNIPPET_MAX: usize = 60;

pub(crate) struct Checker<'a> {
    source: &'a str,
    names: &'a mut dyn Names,
    faults: Vec<Fault>,
    /// Whether something cannot be used, so that there is no tree even where no fault is reported here.
    broken: bool,
}

impl<'a> Checker<'a> {
    pub(crate) fn new(source: &'a str, names: &'a mut dyn Names) -> Checker<'a> {
        Checker { source, names, faults: Vec::new(), broken: false }
    }

    pub(crate) fn finish(mut self, syntax: &Syntax) -> Result<Expr, Vec<Fault>> {
        let expr = self.expr(syntax);
        self.done(expr)
    }

    /// The same for a formula that must be a condition.
    pub(crate) fn finish_condition(mut self, syntax: &Syntax) -> Result<Expr, Vec<Fault>> {
        let expr = self.condition(syntax);
        self.done(expr)
    }

    fn done(mut self, expr: Expr) -> Result<Expr, Vec<Fault>> {
        if !self.broken && self.faults.is_empty() {
            return Ok(expr);
        }
        self.faults.sort_by_key(|fault| (fault.span.start, fault.span.end));
        Err(self.faults)
    }

    fn expr(&mut self, syntax: &Syntax) -> Expr {
        let span = syntax.span.clone();
        match &syntax.kind {
            Kind::Number(amount) => literal(amount.clone(), span),
            Kind::Choice(text) => self.stray_choice(text, span),
            Kind::Name(name, at) => self.name(name, at.clone(), span),
            Kind::Call(name, at, arguments) => self.call(name, at, arguments, span),
            Kind::Negate(part) => self.negate(part, span),
            Kind::Add(terms) => self.add(terms, span),
            Kind::Multiply(factors) => self.multiply(factors, span),
            Kind::Power(base, exponent) => self.power(base, *exponent, span),
            Kind::Compare(comparison, left, right) => self.compare(*comparison, left, right, span),
            Kind::In(value, list) => self.one_of(value, list, span),
            Kind::And(parts) => {
                let parts = parts.iter().map(|part| self.condition(part)).collect();
                condition(Node::And(parts), span)
            }
            Kind::Or(parts) => {
                let parts = parts.iter().map(|part| self.condition(part)).collect();
                condition(Node::Or(parts), span)
            }
            Kind::Not(part) => condition(Node::Not(Box::new(self.condition(part))), span),
        }
    }

    /// An expression that must be a number.
    fn number(&mut self, syntax: &Syntax) -> Expr {
        let expr = self.expr(syntax);
        match expr.ty {
            Type::Number(_) | Type::Unknown => expr,
            _ => self.misplaced(&expr, "a number"),
        }
    }

    /// An expression that must be a condition.
    fn condition(&mut self, syntax: &Syntax) -> Expr {
        let expr = self.expr(syntax);
        match expr.ty {
            Type::Condition | Type::Unknown => expr,
            _ => self.misplaced(&expr, "a condition"),
        }
    }

    fn misplaced(&mut self, expr: &Expr, wanted: &str) -> Expr {
        let message =
            format!("`{}` is {} where {wanted} belongs", self.snippet(&expr.span), expr.ty.article());
        let refusal = Refusal::new(Code::TypeMismatch, message);
        let help = match expr.ty {
            _ if wanted != "a condition" => None,
            Type::Number(_) => Some("compare it with something of its unit, such as `> 0`"),
            Type::Choice(_) => Some("compare it with one of its choices, such as `= 'own_home'`"),
            Type::Date => Some("compare it with another date or with `on`"),
            Type::Condition | Type::Unknown => None,
        };
        let refusal = Refusal { help: help.map(str::to_owned), ..refusal };
        self.refuse(refusal, expr.span.clone())
    }

    fn name(&mut self, name: &str, at: Range<usize>, span: Range<usize>) -> Expr {
        let found = self.names.name(name);
        self.found(found, name, at, span)
    }

    /// What a name at `at` turned out to be, for an expression that stands at `span`.
    fn found(&mut self, found: Found<Input>, name: &str, at: Range<usize>, span: Range<usize>) -> Expr {
        match found {
            Found::Known(Input { ty: Type::Unknown, .. }) | Found::Poisoned | Found::Unnamed => {
                self.unknown(span)
            }
            Found::Known(Input { id, ty, decimals }) => Expr { node: Node::Input(id), ty, decimals, span },
            Found::Refused(refusal) => self.refuse(refusal, at),
            Found::Unknown => {
                let refusal = self.unknown_name(name);
                self.refuse(refusal, at)
            }
        }
    }

    fn unknown_name(&mut self, name: &str) -> Refusal {
        if Function::from_word(name).is_some() {
            let refusal =
                Refusal::new(Code::UnknownName, format!("`{name}` is a function and needs brackets"));
            return refusal.help(format!("write `{}`", Function::usage(name)));
        }
        if !matches!(self.names.table(name), Found::Unknown | Found::Unnamed) {
            let refusal = Refusal::new(Code::TypeMismatch, format!("`{name}` is a table and needs a key"));
            return refusal.help(format!("write `{name}(…)`"));
        }
        let refusal = Refusal::new(Code::UnknownName, format!("there is no `{name}`"));
        match self.names.suggest(name) {
            _ if matches!(name, "true" | "false") => {
                refusal.help("a condition stands by itself: `couple`, or `not couple`")
            }
            Some(meant) => refusal.help(format!("did you mean `{meant}`?")),
            None => match self.names.advice() {
                Some(advice) => refusal.help(advice),
                None => refusal,
            },
        }
    }

    fn unknown_function(&mut self, name: &str) -> Refusal {
        if !matches!(self.names.name(name), Found::Unknown | Found::Unnamed) {
            let refusal =
                Refusal::new(Code::TypeMismatch, format!("`{name}` is neither a function nor a table"));
            return refusal.help(format!("leave out the brackets, or for a product write `{name} * (…)`"));
        }
        let refusal = Refusal::new(Code::UnknownName, format!("there is no function or table `{name}`"));
        let meant = nearest(name, Function::words()).map(str::to_owned).or_else(|| self.names.suggest(name));
        match meant {
            Some(meant) => refusal.help(format!("did you mean `{meant}`?")),
            None => refusal,
        }
    }

    /// Reports a fault; gives what stands in its place.
    fn refuse(&mut self, refusal: Refusal, span: Range<usize>) -> Expr {
        self.faults.push(refusal.at(span.clone()));
        self.unknown(span)
    }

    /// Something that follows from an error: nothing more is said about it.
    fn unknown(&mut self, span: Range<usize>) -> Expr {
        self.unusable(Type::Unknown, span)
    }

    /// Something of a known type that nevertheless cannot be worked out.
    fn unusable(&mut self, ty: Type, span: Range<usize>) -> Expr {
        self.broken = true;
        let one = Amount { value: Exact::ONE, percent: false, decimals: 0 };
        Expr { node: Node::Literal(one), ty, decimals: Decimals::Any, span }
    }

    /// The formula's own words, on one line and not too many.
    fn snippet(&self, span: &Range<usize>) -> String {
        let text = self.source.get(span.clone()).unwrap_or_default();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match text.char_indices().nth(SNIPPET_MAX) {
            Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
            None => text,
        }
    }
}

fn literal(amount: Amount, span: Range<usize>) -> Expr {
    let decimals = Decimals::AtMost(amount.decimals);
    Expr { node: Node::Literal(amount), ty: Type::Number(Unit::number()), decimals, span }
}

fn condition(node: Node, span: Range<usize>) -> Expr {
    Expr { node, ty: Type::Condition, decimals: Decimals::NONE, span }
}
