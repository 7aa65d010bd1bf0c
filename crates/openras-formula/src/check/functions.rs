use std::ops::Range;

use openras_core::{Amount, Code, Period, Rounding, Unit};

use super::Checker;
use super::units::most;
use crate::functions::Function;
use crate::syntax::{Kind, Syntax};
use crate::{Decimals, Expr, Found, Node, QuestionFunction, Refusal, Type, Word};

/// The fewest and most decimals of a rounding.
const PLACES: std::ops::RangeInclusive<i128> = -6..=12;

impl Checker<'_> {
    pub(super) fn call(
        &mut self,
        name: &str,
        at: &Range<usize>,
        arguments: &[Syntax],
        span: Range<usize>,
    ) -> Expr {
        let Some(function) = Function::from_word(name) else {
            return self.lookup(name, at, arguments, span);
        };
        match (function, arguments) {
            (Function::If, [rest @ .., otherwise]) if rest.len() >= 2 && rest.len().is_multiple_of(2) => {
                self.choose(rest, otherwise, span)
            }
            (Function::Question(function), _) => self.question(function, arguments, span),
            (Function::Min | Function::Max | Function::Sum, [_, ..]) => {
                self.several(function, arguments, span)
            }
            (Function::Round(how), [value, places]) => self.round(how, value, places, span),
            (Function::RoundTo(how), [value, multiple]) => self.round_to(how, value, multiple, span),
            (Function::Per(to), [value]) => self.per(to, value, span),
            (Function::Number, [value]) => {
                let value = self.number(value);
                let (unit, decimals) = (value.ty.unit().map(|_| Unit::number()), value.decimals);
                self.numeric(Node::Number(Box::new(value)), unit, decimals, span)
            }
            _ => {
                self.each(arguments);
                self.wrong_count(name, arguments, span)
            }
        }
    }

    /// Reports a function or table that cannot take so many values.
    pub(super) fn wrong_count(&mut self, name: &str, arguments: &[Syntax], span: Range<usize>) -> Expr {
        let count = arguments.len();
        let message = format!("`{name}` cannot take {count} value{}", if count == 1 { "" } else { "s" });
        let refusal = Refusal::new(Code::TypeMismatch, message);
        let refusal = match (self.decimal_comma(arguments), Function::usage(name)) {
            (Some(number), _) => refusal.help(format!("decimals have a point: write `{number}`")),
            (None, "") => refusal,
            (None, usage) => refusal.help(format!("write `{usage}`")),
        };
        self.refuse(refusal, span)
    }

    /// Reports what is wrong with each argument by itself.
    pub(super) fn each(&mut self, arguments: &[Syntax]) {
        for argument in arguments.iter().filter(|argument| !matches!(argument.kind, Kind::Choice(_))) {
            self.expr(argument);
        }
    }

    /// `0,5` among the arguments as the number that was meant.
    fn decimal_comma(&self, arguments: &[Syntax]) -> Option<String> {
        arguments.windows(2).find_map(|pair| {
            let [whole, decimals] = pair else { return None };
            let touching = whole.span.end.checked_add(1) == Some(decimals.span.start);
            let text = self.source.get(whole.span.start..decimals.span.end)?.replace(',', ".");
            let numbers = matches!((&whole.kind, &decimals.kind), (Kind::Number(_), Kind::Number(_)));
            (touching && numbers && Amount::parse(&text).is_ok()).then_some(text)
        })
    }

    fn choose(&mut self, arms: &[Syntax], otherwise: &Syntax, span: Range<usize>) -> Expr {
        let mut conditions = Vec::new();
        let mut values = Vec::new();
        for arm in arms.chunks_exact(2) {
            if let [condition, value] = arm {
                conditions.push(self.condition(condition));
                values.push(self.value(value));
            }
        }
        values.push(self.value(otherwise));
        let ty = self.common_type(&values);
        let decimals = most(values.iter());
        match (ty, values.pop()) {
            (Some(ty), Some(otherwise)) => {
                let arms = conditions.into_iter().zip(values).collect();
                Expr { node: Node::If(arms, Box::new(otherwise)), ty, decimals, span }
            }
            _ => self.unknown(span),
        }
    }

    /// What `if` may give: a number or a condition.
    fn value(&mut self, syntax: &Syntax) -> Expr {
        let expr = self.expr(syntax);
        match expr.ty {
            Type::Choice(_) | Type::Date => self.misplaced(&expr, "a number or a condition"),
            _ => expr,
        }
    }

    /// The one type of the values of an `if`; `None` where there is none or it is unknown.
    fn common_type(&mut self, values: &[Expr]) -> Option<Type> {
        let first = values.iter().find(|value| value.ty != Type::Unknown)?;
        let other =
            values.iter().find(|value| value.ty != Type::Unknown && value.ty.article() != first.ty.article());
        if let Some(other) = other {
            let (one, two) = (self.snippet(&other.span), self.snippet(&first.span));
            let message = format!("`{one}` is {} but `{two}` is {}", other.ty.article(), first.ty.article());
            let refusal = Refusal::new(Code::TypeMismatch, message);
            self.refuse(
                refusal.help("the values of an `if` are all numbers or all conditions"),
                other.span.clone(),
            );
            return None;
        }
        if first.ty == Type::Condition {
            return (!values.iter().any(|value| value.ty == Type::Unknown)).then_some(Type::Condition);
        }
        self.common_unit(values.iter()).map(Type::Number)
    }

    fn several(&mut self, function: Function, arguments: &[Syntax], span: Range<usize>) -> Expr {
        let parts: Vec<Expr> = arguments.iter().map(|argument| self.number(argument)).collect();
        let unit = self.common_unit(parts.iter());
        let decimals = most(parts.iter());
        let node = match function {
            Function::Min => Node::Min(parts),
            Function::Max => Node::Max(parts),
            _ => Node::Sum(parts),
        };
        self.numeric(node, unit, decimals, span)
    }

    fn round(&mut self, how: Rounding, value: &Syntax, places: &Syntax, span: Range<usize>) -> Expr {
        let value = self.number(value);
        let Some(places) = self.places(places) else {
            return self.unknown(span);
        };
        let unit = value.ty.unit().cloned();
        let decimals = Decimals::AtMost(u32::try_from(places).unwrap_or(0));
        self.numeric(Node::Round { how, value: Box::new(value), places }, unit, decimals, span)
    }

    /// The decimals of a rounding: a whole number written out.
    fn places(&mut self, syntax: &Syntax) -> Option<i32> {
        let (amount, sign) = match &syntax.kind {
            Kind::Number(amount) => (Some(amount), 1),
            Kind::Negate(part) => match &part.kind {
                Kind::Number(amount) => (Some(amount), -1),
                _ => (None, 1),
            },
            _ => (None, 1),
        };
        let text = self.snippet(&syntax.span);
        let whole = amount.filter(|_| !text.contains(['.', '%'])).and_then(|amount| amount.value.parts());
        let refusal = match whole.and_then(|(number, _)| number.checked_mul(sign)) {
            Some(places) if PLACES.contains(&places) => return i32::try_from(places).ok(),
            Some(places) => {
                Refusal::new(Code::OutOfRange, format!("`{places}` decimals are not from -6 to 12"))
                    .help("2 rounds to two decimals, 0 to whole numbers, -2 to hundreds")
            }
            None => {
                let message = format!("`{text}` is not a whole number written out, from -6 to 12");
                Refusal::new(Code::TypeMismatch, message)
                    .help("2 rounds to two decimals, 0 to whole numbers, -2 to hundreds")
            }
        };
        self.refuse(refusal, syntax.span.clone());
        None
    }

    fn round_to(&mut self, how: Rounding, value: &Syntax, multiple: &Syntax, span: Range<usize>) -> Expr {
        let value = self.number(value);
        let multiple = self.number(multiple);
        let unit = match (value.ty.unit(), multiple.ty.unit()) {
            (Some(unit), Some(step)) if step.is_number() || step == unit => Some(unit.clone()),
            (Some(_), Some(step)) if value.is_literal_zero() => Some(step.clone()),
            (Some(_), Some(step)) => {
                self.differ(&multiple, step, &value);
                None
            }
            _ => None,
        };
        let decimals = multiple.decimals;
        let node = Node::RoundTo { how, value: Box::new(value), multiple: Box::new(multiple) };
        self.numeric(node, unit, decimals, span)
    }

    fn per(&mut self, to: Period, value: &Syntax, span: Range<usize>) -> Expr {
        let value = self.number(value);
        let Some(unit) = value.ty.unit().cloned() else {
            return self.unknown(span);
        };
        let Some(from) = unit.period_below() else {
            let message = format!("`{}` is {}", self.snippet(&value.span), super::units::named(&unit));
            let help = format!(
                "`per_{}` takes a value with one period below the line, such as GBP/week",
                to.as_str()
            );
            return self.refuse(Refusal::new(Code::UnitMismatch, message).help(help), value.span);
        };
        match self.names.per(from, to) {
            Some(factor) => {
                let node = Node::Per { to, from, factor, value: Box::new(value) };
                self.numeric(node, Some(unit.with_period(to)), Decimals::Any, span)
            }
            None => {
                let message = format!("`per_{}` cannot be used here: no year is stated", to.as_str());
                self.refuse(Refusal::new(Code::TypeMismatch, message), span)
            }
        }
    }

    fn question(&mut self, function: QuestionFunction, arguments: &[Syntax], span: Range<usize>) -> Expr {
        let (names, statement) = match (function, arguments) {
            (QuestionFunction::Ticked, [question, Syntax { kind: Kind::Choice(text), span }]) => {
                (std::slice::from_ref(question), Some(Word { text, span: span.clone() }))
            }
            (QuestionFunction::Ticked, [_, other]) => {
                let message = format!("`{}` is not a statement in single quotes", self.snippet(&other.span));
                let help = format!("write `{}`", Function::usage(function.as_str()));
                return self.refuse(Refusal::new(Code::TypeMismatch, message).help(help), other.span.clone());
            }
            (QuestionFunction::Answer, [_]) => (arguments, None),
            (QuestionFunction::Answer | QuestionFunction::Ticked, _) => {
                return self.wrong_count(function.as_str(), arguments, span);
            }
            _ => (arguments, None),
        };
        let mut words = Vec::new();
        for argument in names {
            match &argument.kind {
                Kind::Name(name, span) => words.push(Word { text: name, span: span.clone() }),
                _ => self.not_a_question(function, argument),
            }
        }
        if words.len() < names.len() {
            return self.unknown(span);
        }
        match self.names.question(function, &words, statement.as_ref()) {
            Ok(found) => {
                let (name, at) = match words.first() {
                    Some(word) if found == Found::Unknown => (word.text, word.span.clone()),
                    _ => (function.as_str(), span.clone()),
                };
                self.found(found, name, at, span)
            }
            Err(faults) => {
                self.faults.extend(faults);
                self.unknown(span)
            }
        }
    }

    fn not_a_question(&mut self, function: QuestionFunction, argument: &Syntax) {
        let message = format!("`{}` is not a name", self.snippet(&argument.span));
        let help = match function {
            QuestionFunction::Answer | QuestionFunction::Ticked => "a question's id stands here",
            _ => "ids of questions and sections stand here",
        };
        self.refuse(Refusal::new(Code::TypeMismatch, message).help(help), argument.span.clone());
    }
}
