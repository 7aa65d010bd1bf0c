use std::ops::Range;

use openras_core::{Code, nearest};

use super::{Checker, condition};
use crate::syntax::{Kind, Syntax};
use crate::{Comparison, Decimals, DomainId, Expr, Node, Refusal, Type};

impl Checker<'_> {
    pub(super) fn compare(
        &mut self,
        comparison: Comparison,
        left: &Syntax,
        right: &Syntax,
        span: Range<usize>,
    ) -> Expr {
        let sides = self.alike(&[left, right]);
        let comparable = self.comparable(&sides, true);
        let Ok([left, right]) = <[Expr; 2]>::try_from(sides) else {
            return self.unusable(Type::Condition, span);
        };
        let ordered = !matches!(comparison, Comparison::Equal | Comparison::NotEqual);
        if comparable && ordered && matches!(left.ty, Type::Choice(_)) {
            let message = format!("choices have no order, so `{}` cannot be told", comparison.as_str());
            let refusal = Refusal::new(Code::TypeMismatch, message).help("choices know `=`, `<>` and `in`");
            self.refuse(refusal, span.clone());
        }
        condition(Node::Compare(comparison, Box::new(left), Box::new(right)), span)
    }

    pub(super) fn one_of(&mut self, value: &Syntax, list: &[Syntax], span: Range<usize>) -> Expr {
        let parts: Vec<&Syntax> = std::iter::once(value).chain(list).collect();
        let mut parts = self.alike(&parts);
        self.comparable(&parts, false);
        let list = parts.split_off(1.min(parts.len()));
        match parts.pop() {
            Some(value) => condition(Node::In(Box::new(value), list), span),
            None => self.unusable(Type::Condition, span),
        }
    }

    /// A choice that stands beside nothing that has choices.
    pub(super) fn stray_choice(&mut self, text: &str, span: Range<usize>) -> Expr {
        let refusal = Refusal::new(Code::TypeMismatch, format!("the choice `'{text}'` cannot stand here"));
        let help = "a choice stands beside a fact or answer in `=`, `<>` and `in`, as a table's key, and in `ticked`";
        self.refuse(refusal.help(help), span)
    }

    /// The parts of a comparison; written choices are those of the fact or question that they stand beside.
    fn alike(&mut self, parts: &[&Syntax]) -> Vec<Expr> {
        let values: Vec<Option<Expr>> = parts
            .iter()
            .map(|part| (!matches!(part.kind, Kind::Choice(_))).then(|| self.expr(part)))
            .collect();
        let known: Vec<Expr> = values.iter().flatten().cloned().collect();
        let owner = known.iter().find_map(|value| match value.ty {
            Type::Choice(domain) => Some((domain, self.snippet(&value.span))),
            _ => None,
        });
        let mut both = Vec::with_capacity(values.len());
        for (part, value) in parts.iter().zip(values) {
            let expr = match (&part.kind, value, &owner) {
                (_, Some(value), Some((domain, name))) => self.of_domain(value, *domain, name),
                (_, Some(value), None) => value,
                (Kind::Choice(text), None, Some((domain, name))) => {
                    self.choice(text, *domain, &format!("`{name}`"), part.span.clone())
                }
                (Kind::Choice(text), None, None) => {
                    self.choice_without_owner(text, part.span.clone(), &known)
                }
                (_, None, _) => self.unknown(part.span.clone()),
            };
            both.push(expr);
        }
        both
    }

    /// The choice with this id; `owner` is what has the choices.
    pub(super) fn choice(&mut self, text: &str, domain: DomainId, owner: &str, span: Range<usize>) -> Expr {
        let choices = self.names.choices(domain);
        let place = choices.iter().position(|id| id == text).and_then(|place| u16::try_from(place).ok());
        if let Some(place) = place {
            return Expr {
                node: Node::Choice(place),
                ty: Type::Choice(domain),
                decimals: Decimals::NONE,
                span,
            };
        }
        let help = match nearest(text, choices.iter().map(String::as_str)) {
            Some(meant) => format!("did you mean `'{meant}'`?"),
            None => format!("there are {}", listed(choices)),
        };
        let (code, word) = if self.names.domain_is_question(domain) {
            (Code::UnknownStatement, "statement")
        } else {
            (Code::UnknownChoice, "choice")
        };
        self.refuse(Refusal::new(code, format!("{owner} has no {word} `'{text}'`")).help(help), span)
    }

    fn choice_without_owner(&mut self, text: &str, span: Range<usize>, beside: &[Expr]) -> Expr {
        match beside.first() {
            _ if beside.iter().any(|expr| expr.ty == Type::Unknown) => self.unknown(span),
            Some(expr) if expr.ty == Type::Condition => self.condition_compared(expr),
            Some(expr) => {
                let owner = self.snippet(&expr.span);
                let message = format!("`'{text}'` is a choice but `{owner}` is {}", expr.ty.article());
                self.refuse(Refusal::new(Code::TypeMismatch, message), span)
            }
            None => self.stray_choice(text, span),
        }
    }

    /// A value beside choices of `domain`: choices of another fact or question cannot be told from each other.
    fn of_domain(&mut self, value: Expr, domain: DomainId, owner: &str) -> Expr {
        match value.ty {
            Type::Choice(other) if other != domain => {
                let message = format!(
                    "`{}` and `{owner}` are not choices of one fact or question",
                    self.snippet(&value.span)
                );
                self.refuse(Refusal::new(Code::TypeMismatch, message), value.span)
            }
            _ => value,
        }
    }

    /// Whether these can be compared; reported where not.
    fn comparable(&mut self, parts: &[Expr], dates: bool) -> bool {
        if parts.iter().any(|part| part.ty == Type::Unknown) {
            return false;
        }
        if let Some(part) = parts.iter().find(|part| part.ty == Type::Condition) {
            self.condition_compared(part);
            return false;
        }
        let Some((first, rest)) = parts.split_first() else { return false };
        let other = rest.iter().find(|part| part.ty.article() != first.ty.article());
        if let Some(other) = other {
            let (one, two) = (self.snippet(&other.span), self.snippet(&first.span));
            let message = format!("`{one}` is {} but `{two}` is {}", other.ty.article(), first.ty.article());
            let refusal = Refusal::new(Code::TypeMismatch, message);
            let dated = [first, other].iter().any(|part| part.ty == Type::Date);
            let help = dated.then(|| "a date is compared with another date or with `on`".to_owned());
            self.refuse(Refusal { help, ..refusal }, other.span.clone());
            return false;
        }
        match first.ty {
            Type::Number(_) => self.common_unit(parts.iter()).is_some(),
            Type::Date if !dates => {
                let refusal = Refusal::new(Code::TypeMismatch, "`in` takes choices, or numbers of one unit");
                self.refuse(refusal.help("compare dates with `=`, `<` and their kin"), first.span.clone());
                false
            }
            _ => true,
        }
    }

    fn condition_compared(&mut self, expr: &Expr) -> Expr {
        let text = self.snippet(&expr.span);
        let refusal =
            Refusal::new(Code::TypeMismatch, format!("`{text}` is a condition: it holds or it does not"));
        self.refuse(refusal.help(format!("write `{text}`, or `not {text}`")), expr.span.clone())
    }
}

/// `'a', 'b' and 'c'`.
pub(super) fn listed(choices: &[String]) -> String {
    let quoted: Vec<String> = choices.iter().map(|id| format!("`'{id}'`")).collect();
    match quoted.split_last() {
        None => "none".to_owned(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}
