use std::ops::Range;

use openras_core::Amount;

use crate::functions::Function;
use crate::{Comparison, Side, Sign, Word};

/// A formula as it was written, before anybody knows what its names mean.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Syntax {
    pub(crate) kind: Kind,
    /// The bytes of the source, brackets around it included.
    pub(crate) span: Range<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    Number(Amount),
    Choice(String),
    /// A name and its own place, without brackets around it.
    Name(String, Range<usize>),
    /// A function or a table, and the name's own place.
    Call(String, Range<usize>, Vec<Syntax>),
    Negate(Box<Syntax>),
    Add(Vec<(Sign, Syntax)>),
    Multiply(Vec<(Side, Syntax)>),
    Power(Box<Syntax>, u32),
    Compare(Comparison, Box<Syntax>, Box<Syntax>),
    In(Box<Syntax>, Vec<Syntax>),
    And(Vec<Syntax>),
    Or(Vec<Syntax>),
    Not(Box<Syntax>),
}

impl Syntax {
    pub(crate) fn new(kind: Kind, span: Range<usize>) -> Syntax {
        Syntax { kind, span }
    }

    /// Adds every name in it to `names`, from left to right.
    pub(crate) fn names<'a>(&'a self, names: &mut Vec<Word<'a>>) {
        match &self.kind {
            Kind::Number(_) | Kind::Choice(_) => {}
            Kind::Name(name, span) => names.push(Word { text: name, span: span.clone() }),
            Kind::Call(name, span, arguments) => {
                if Function::from_word(name).is_none() {
                    names.push(Word { text: name, span: span.clone() });
                }
                arguments.iter().for_each(|part| part.names(names));
            }
            Kind::Negate(part) | Kind::Not(part) | Kind::Power(part, _) => part.names(names),
            Kind::Add(parts) => parts.iter().for_each(|(_, part)| part.names(names)),
            Kind::Multiply(parts) => parts.iter().for_each(|(_, part)| part.names(names)),
            Kind::Compare(_, left, right) => {
                left.names(names);
                right.names(names);
            }
            Kind::In(value, list) => {
                value.names(names);
                list.iter().for_each(|part| part.names(names));
            }
            Kind::And(parts) | Kind::Or(parts) => parts.iter().for_each(|part| part.names(names)),
        }
    }
}
