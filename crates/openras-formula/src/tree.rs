use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

use openras_core::{Amount, Day, Exact, Period, Rounding, Unit};

use crate::names::{DomainId, InputId, TableId};

/// A checked formula, or a part of one: what it does, what it gives and where it stands.
///
/// The one tree behind every use of a formula: working it out, columns, plain words, spreadsheets, lints. However long
/// a formula is, the tree is never deeper than some hundreds of nodes, so readers may recurse.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it does.
    pub node: Node,
    /// What it gives.
    pub ty: Type,
    /// The most decimals that it can have; means nothing where it is no number.
    pub decimals: Decimals,
    /// The bytes of the formula's source that say it, brackets around it included.
    pub span: Range<usize>,
}

impl Expr {
    /// The parts of it, from left to right.
    pub fn parts(&self) -> Vec<&Expr> {
        match &self.node {
            Node::Literal(_) | Node::Choice(_) | Node::Input(_) => Vec::new(),
            Node::Negate(part) | Node::Not(part) | Node::Number(part) => vec![part],
            Node::Power(part, _) | Node::Recode(part, _) => vec![part],
            Node::Round { value, .. } | Node::Per { value, .. } => vec![value],
            Node::RoundTo { value, multiple, .. } => vec![value, multiple],
            Node::Compare(_, left, right) => vec![left, right],
            Node::Add(terms) => terms.iter().map(|(_, part)| part).collect(),
            Node::Multiply(factors) => factors.iter().map(|(_, part)| part).collect(),
            Node::And(parts) | Node::Or(parts) => parts.iter().collect(),
            Node::Min(parts) | Node::Max(parts) | Node::Sum(parts) => parts.iter().collect(),
            Node::Lookup { keys, .. } => keys.iter().collect(),
            Node::In(value, list) => std::iter::once(&**value).chain(list).collect(),
            Node::If(arms, otherwise) => {
                let arms = arms.iter().flat_map(|(condition, value)| [condition, value]);
                arms.chain(std::iter::once(&**otherwise)).collect()
            }
        }
    }

    /// The same with other parts, in the order of [`Expr::parts`]; parts beyond their number are left as they are.
    ///
    /// For simplifying: what the parts give must be of the same types.
    #[must_use]
    pub fn with_parts(&self, parts: Vec<Expr>) -> Expr {
        let mut whole = self.clone();
        for (place, part) in whole.parts_mut().into_iter().zip(parts) {
            *place = part;
        }
        whole
    }

    fn parts_mut(&mut self) -> Vec<&mut Expr> {
        match &mut self.node {
            Node::Literal(_) | Node::Choice(_) | Node::Input(_) => Vec::new(),
            Node::Negate(part) | Node::Not(part) | Node::Number(part) => vec![part],
            Node::Power(part, _) | Node::Recode(part, _) => vec![part],
            Node::Round { value, .. } | Node::Per { value, .. } => vec![value],
            Node::RoundTo { value, multiple, .. } => vec![value, multiple],
            Node::Compare(_, left, right) => vec![left, right],
            Node::Add(terms) => terms.iter_mut().map(|(_, part)| part).collect(),
            Node::Multiply(factors) => factors.iter_mut().map(|(_, part)| part).collect(),
            Node::And(parts) | Node::Or(parts) => parts.iter_mut().collect(),
            Node::Min(parts) | Node::Max(parts) | Node::Sum(parts) => parts.iter_mut().collect(),
            Node::Lookup { keys, .. } => keys.iter_mut().collect(),
            Node::In(value, list) => std::iter::once(&mut **value).chain(list).collect(),
            Node::If(arms, otherwise) => {
                let arms = arms.iter_mut().flat_map(|(condition, value)| [condition, value]);
                arms.chain(std::iter::once(&mut **otherwise)).collect()
            }
        }
    }

    /// Shows it and everything within it to `visit`, from left to right, the whole before its parts.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Expr)) {
        visit(self);
        for part in self.parts() {
            part.walk(visit);
        }
    }
}

/// What an [`Expr`] does.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A number as written; `20%` keeps its `%`.
    Literal(Amount),
    /// The choice at this place of the choices of the [`Type::Choice`] it stands beside.
    Choice(u16),
    /// A value that is known when the formula is worked out.
    Input(InputId),
    /// `-x`.
    Negate(Box<Expr>),
    /// `a + b - c`, worked from the left: two or more, the first [`Sign::Plus`].
    Add(Vec<(Sign, Expr)>),
    /// `a * b / c`, worked from the left: two or more, the first [`Side::Above`].
    Multiply(Vec<(Side, Expr)>),
    /// `x ^ 2`; to the power of 0 everything is 1.
    Power(Box<Expr>, u32),
    /// `a < b`: two numbers of one unit, two choices of one domain, or two dates.
    Compare(Comparison, Box<Expr>, Box<Expr>),
    /// `x in (a, b)`: numbers of one unit or choices of one domain.
    In(Box<Expr>, Vec<Expr>),
    /// `a and b and c`: two or more; from the left, and no further than the first that does not hold.
    And(Vec<Expr>),
    /// `a or b or c`: two or more; from the left, and no further than the first that holds.
    Or(Vec<Expr>),
    /// `not a`.
    Not(Box<Expr>),
    /// `if(c1, a, c2, b, otherwise)`: each condition with its value, then what holds otherwise. Only what is needed is
    /// worked out.
    If(Vec<(Expr, Expr)>, Box<Expr>),
    /// `min(a, b)`: one or more.
    Min(Vec<Expr>),
    /// `max(a, b)`: one or more.
    Max(Vec<Expr>),
    /// `sum(a, b)`: one or more.
    Sum(Vec<Expr>),
    /// `round(x, 2)` and its kin.
    Round {
        /// In which direction.
        how: Rounding,
        /// What is rounded.
        value: Box<Expr>,
        /// To how many decimals, -6 to 12; -2 means to hundreds.
        places: i32,
    },
    /// `round_to(x, 5)` and its kin.
    RoundTo {
        /// In which direction.
        how: Rounding,
        /// What is rounded.
        value: Box<Expr>,
        /// To a multiple of what: of the value's unit, or a bare number.
        multiple: Box<Expr>,
    },
    /// `per_year(x)` and its kin.
    Per {
        /// The period below the line afterwards.
        to: Period,
        /// The period below the line of the value.
        from: Period,
        /// What the value is multiplied by, from [`Names::per`](crate::Names::per).
        factor: Exact,
        /// The value.
        value: Box<Expr>,
    },
    /// `number(x)`: the value without its unit.
    Number(Box<Expr>),
    /// `table(k, …)`.
    Lookup {
        /// The table.
        table: TableId,
        /// One for each of the table's keys, of the key's type.
        keys: Vec<Expr>,
    },
    /// A choice of one domain as the choice of another with the same ids: the new place for each old place.
    Recode(Box<Expr>, Arc<[u16]>),
}

/// Whether a term is added or taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Added.
    Plus,
    /// Taken off.
    Minus,
}

/// Whether a factor multiplies or divides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Multiplies.
    Above,
    /// Divides.
    Below,
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `=`.
    Equal,
    /// `<>`.
    NotEqual,
    /// `<`.
    Less,
    /// `<=`.
    AtMost,
    /// `>`.
    More,
    /// `>=`.
    AtLeast,
}

impl Comparison {
    /// Every comparison.
    pub const ALL: [Comparison; 6] = [
        Comparison::Equal,
        Comparison::NotEqual,
        Comparison::Less,
        Comparison::AtMost,
        Comparison::More,
        Comparison::AtLeast,
    ];

    /// How it is written: `<=`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Comparison::Equal => "=",
            Comparison::NotEqual => "<>",
            Comparison::Less => "<",
            Comparison::AtMost => "<=",
            Comparison::More => ">",
            Comparison::AtLeast => ">=",
        }
    }

    /// Whether it holds where the left stands to the right in this order.
    pub const fn holds(self, order: Ordering) -> bool {
        match self {
            Comparison::Equal => order.is_eq(),
            Comparison::NotEqual => order.is_ne(),
            Comparison::Less => order.is_lt(),
            Comparison::AtMost => order.is_le(),
            Comparison::More => order.is_gt(),
            Comparison::AtLeast => order.is_ge(),
        }
    }
}

/// What an [`Expr`] gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// A number of this unit.
    Number(Unit),
    /// One of the choices of a fact or question.
    Choice(DomainId),
    /// Something that holds or does not.
    Condition,
    /// A calendar day.
    Date,
    /// Not known because of an error that is already reported: nothing more is said about it. No checked formula has it.
    Unknown,
}

/// How many decimals a number can have; the greater of two is the one that allows more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decimals {
    /// No more than this.
    AtMost(u32),
    /// No bound is known.
    Any,
}

impl Decimals {
    /// None: whole numbers.
    pub const NONE: Decimals = Decimals::AtMost(0);

    /// Those of a product.
    #[must_use]
    pub fn plus(self, other: Decimals) -> Decimals {
        match (self, other) {
            (Decimals::AtMost(a), Decimals::AtMost(b)) => Decimals::AtMost(a.saturating_add(b)),
            _ => Decimals::Any,
        }
    }

    /// Those of a whole power.
    #[must_use]
    pub fn times(self, exponent: u32) -> Decimals {
        match self {
            Decimals::AtMost(a) => Decimals::AtMost(a.saturating_mul(exponent)),
            Decimals::Any if exponent == 0 => Decimals::NONE,
            Decimals::Any => Decimals::Any,
        }
    }
}

/// What a formula, or an input of one, is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number; its unit is known from the [`Type`].
    Number(Exact),
    /// Whether a condition holds.
    Condition(bool),
    /// The place in the choices of a fact or question.
    Choice(u16),
    /// A calendar day.
    Date(Day),
}

impl Type {
    /// `a number`, `a condition`.
    pub(crate) const fn article(&self) -> &'static str {
        match self {
            Type::Number(_) => "a number",
            Type::Choice(_) => "a choice",
            Type::Condition => "a condition",
            Type::Date => "a date",
            Type::Unknown => "something unknown",
        }
    }

    pub(crate) const fn unit(&self) -> Option<&Unit> {
        match self {
            Type::Number(unit) => Some(unit),
            _ => None,
        }
    }
}

impl Expr {
    /// Whether this is zero as written, which fits any unit.
    pub fn is_literal_zero(&self) -> bool {
        match &self.node {
            Node::Literal(amount) => amount.value.is_zero(),
            Node::Negate(part) => part.is_literal_zero(),
            _ => false,
        }
    }
}
