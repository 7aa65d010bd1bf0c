use std::ops::Range;

use openras_core::{Code, Unit};

use super::{Checker, condition};
use crate::syntax::{Kind, Syntax};
use crate::{Comparison, Decimals, DomainId, Expr, Found, Key, Node, Refusal, TableId, TableSignature, Type};

impl Checker<'_> {
    pub(super) fn lookup(
        &mut self,
        name: &str,
        at: &Range<usize>,
        arguments: &[Syntax],
        span: Range<usize>,
    ) -> Expr {
        let table = match self.names.table(name) {
            Found::Known(table) => table,
            Found::Poisoned | Found::Unnamed => {
                self.each(arguments);
                return self.unknown(span);
            }
            Found::Refused(refusal) => {
                self.each(arguments);
                self.faults.push(refusal.at(at.clone()));
                return self.unknown(span);
            }
            Found::Unknown => {
                let refusal = self.unknown_function(name);
                self.faults.push(refusal.at(at.clone()));
                return self.unknown(span);
            }
        };
        let TableSignature { id, keys, value, decimals } = table;
        if keys.len() != arguments.len() {
            self.each(arguments);
            let expr = self.wrong_count(name, arguments, span);
            return Expr { ty: Type::Number(value), decimals, ..expr };
        }
        let keys = keys
            .iter()
            .zip(arguments)
            .enumerate()
            .map(|(position, (key, argument))| match key {
                Key::Number(unit) => self.number_key(name, id, position, unit, argument),
                Key::Choice(domain) => self.choice_key(name, *domain, argument),
                Key::Condition => self.condition_key(name, argument),
                Key::Unknown => {
                    self.each(std::slice::from_ref(argument));
                    self.unknown(argument.span.clone())
                }
            })
            .collect();
        Expr { node: Node::Lookup { table: id, keys }, ty: Type::Number(value), decimals, span }
    }

    fn number_key(
        &mut self,
        name: &str,
        table: TableId,
        position: usize,
        wanted: &Unit,
        argument: &Syntax,
    ) -> Expr {
        let expr = self.number(argument);
        match expr.ty.unit() {
            None => {}
            Some(unit) if unit == wanted || expr.is_literal_zero() => {
                if let Err(refusal) = self.names.table_key(table, position, expr.decimals) {
                    self.refuse(refusal, expr.span.clone());
                }
            }
            Some(unit) => self.wrong_unit(&expr, unit, wanted, &format!("the key of `{name}`")),
        }
        expr
    }

    fn choice_key(&mut self, name: &str, domain: DomainId, argument: &Syntax) -> Expr {
        if let Kind::Choice(text) = &argument.kind {
            return self.choice(text, domain, &format!("the key of `{name}`"), argument.span.clone());
        }
        let expr = self.expr(argument);
        match expr.ty {
            Type::Unknown => expr,
            Type::Choice(own) if own == domain => expr,
            Type::Choice(own) => match self.places_of(own, domain) {
                Some(places) => {
                    let (span, decimals) = (expr.span.clone(), Decimals::NONE);
                    let node = Node::Recode(Box::new(expr), places.into());
                    Expr { node, ty: Type::Choice(domain), decimals, span }
                }
                None => {
                    let text = self.snippet(&expr.span);
                    let message = format!("`{text}` has other choices than the key of `{name}`");
                    let help =
                        format!("the key has {}", super::comparisons::listed(self.names.choices(domain)));
                    self.refuse(Refusal::new(Code::TypeMismatch, message).help(help), expr.span)
                }
            },
            _ => self.misplaced(&expr, "a choice"),
        }
    }

    /// Where each choice of `own` stands among those of `domain`; `None` where the two do not have exactly the same.
    fn places_of(&self, own: DomainId, domain: DomainId) -> Option<Vec<u16>> {
        let (own, wanted) = (self.names.choices(own), self.names.choices(domain));
        if own.len() != wanted.len() {
            return None;
        }
        let place = |id: &String| u16::try_from(wanted.iter().position(|other| other == id)?).ok();
        own.iter().map(place).collect()
    }

    fn condition_key(&mut self, name: &str, argument: &Syntax) -> Expr {
        if let Kind::Choice(text) = &argument.kind {
            let message = format!("the key of `{name}` is a condition, not the choice `'{text}'`");
            return self.refuse(Refusal::new(Code::TypeMismatch, message), argument.span.clone());
        }
        let expr = self.expr(argument);
        match expr.ty {
            Type::Condition | Type::Unknown => expr,
            Type::Choice(domain) => match self.place_of_yes(domain) {
                Some(place) => {
                    let span = expr.span.clone();
                    let yes = Expr { node: Node::Choice(place), ..expr.clone() };
                    condition(Node::Compare(Comparison::Equal, Box::new(expr), Box::new(yes)), span)
                }
                None => self.misplaced(&expr, "a condition"),
            },
            _ => self.misplaced(&expr, "a condition"),
        }
    }

    /// The place of `yes` where the choices are exactly `yes` and `no`.
    fn place_of_yes(&self, domain: DomainId) -> Option<u16> {
        match self.names.choices(domain) {
            [yes, no] if yes == "yes" && no == "no" => Some(0),
            [no, yes] if yes == "yes" && no == "no" => Some(1),
            _ => None,
        }
    }
}
