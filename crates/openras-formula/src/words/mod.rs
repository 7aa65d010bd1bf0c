//! Formulas in plain English.

mod rounding;

use openras_core::{Amount, Exact, Period, Unit};

use crate::{Comparison, DomainId, Expr, InputId, Node, Side, Sign, TableId, Type};

/// A formula in plain English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The sum, or the condition: `62 points [1] × £214.38 a point`.
    pub sum: String,
    /// How its result is then rounded, in the order in which it is done:
    /// `rounded to the nearest penny, halves away from zero`.
    pub rounding: Vec<String>,
}

/// What the parts of a formula are called: with their names it prints the rule, with their values the sum.
pub trait Describe {
    /// An input: `needs_points`, or `62 points [1]`.
    fn input(&self, id: InputId) -> String;

    /// A choice of a fact or question: `in their own home`.
    fn choice(&self, domain: DomainId, index: u16) -> String;

    /// A table looked up by these keys, each already in words.
    fn table(&self, table: TableId, keys: &[String]) -> String;

    /// A number written in the formula, of this unit.
    fn number(&self, value: &Exact, unit: &Unit) -> String;

    /// What the last of so many decimals of this unit is called: `penny` for two decimals of GBP.
    fn smallest(&self, unit: &Unit, places: i32) -> Option<String> {
        let _ = (unit, places);
        None
    }

    /// How an amount changes its period: `× 52`; nothing where it does not.
    fn periods(&self, from: Period, to: Period, factor: &Exact) -> Option<String> {
        if from == to {
            return None;
        }
        let inverse = Exact::ONE.checked_div(factor);
        Some(match (factor.decimals(), inverse, factor.parts()) {
            (Some(_), _, _) => format!("× {factor}"),
            (None, Some(inverse), _) if inverse.decimals().is_some() => format!("÷ {inverse}"),
            (None, _, Some((above, below))) => format!("× {above} ÷ {below}"),
            (None, _, None) => format!("× {factor}"),
        })
    }
}

/// Puts a formula into words.
///
/// Roundings of the whole result are sentences of their own; one further inside stays where it is.
pub fn words(expr: &Expr, describe: &dyn Describe) -> Words {
    let printer = Printer { describe };
    let mut inner = expr;
    let mut rounding = Vec::new();
    while let Some((sentence, value)) = printer.rounding(inner) {
        rounding.push(sentence);
        inner = value;
    }
    rounding.reverse();
    Words { sum: printer.print(inner).0, rounding }
}

/// How tightly a phrase holds together; what holds less than its surroundings ask for stands in brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Hold {
    Phrase,
    Or,
    And,
    Comparison,
    Sum,
    Product,
    Power,
    Whole,
}

struct Printer<'d> {
    describe: &'d dyn Describe,
}

impl Printer<'_> {
    fn print(&self, expr: &Expr) -> (String, Hold) {
        match &expr.node {
            Node::Literal(amount) => (self.literal(amount, expr.ty.unit()), Hold::Whole),
            Node::Input(id) => (self.describe.input(*id), Hold::Whole),
            Node::Choice(place) => match expr.ty {
                Type::Choice(domain) => (self.describe.choice(domain, *place), Hold::Whole),
                _ => (String::new(), Hold::Whole),
            },
            Node::Number(part) | Node::Recode(part, _) => self.print(part),
            Node::Lookup { table, keys } => {
                let keys: Vec<String> = keys.iter().map(|key| self.print(key).0).collect();
                (self.describe.table(*table, &keys), Hold::Whole)
            }
            Node::Negate(part) => (format!("−{}", self.at_least(part, Hold::Power)), Hold::Sum),
            Node::Add(terms) => (self.sum(terms.iter().map(|(sign, term)| (*sign, term))), Hold::Sum),
            Node::Sum(terms) => (self.sum(terms.iter().map(|term| (Sign::Plus, term))), Hold::Sum),
            Node::Multiply(factors) => (self.product(factors), Hold::Product),
            Node::Power(base, exponent) => (self.power(base, *exponent), Hold::Power),
            Node::Min(parts) => self.extreme(parts, "the smaller of", "the smallest of"),
            Node::Max(parts) => self.extreme(parts, "the larger of", "the largest of"),
            Node::Per { to, from, factor, value } => self.per(*from, *to, factor, value),
            Node::Round { .. } | Node::RoundTo { .. } => match self.rounding(expr) {
                Some((sentence, value)) => {
                    (format!("{}, {sentence}", self.at_least(value, Hold::Sum)), Hold::Phrase)
                }
                None => (String::new(), Hold::Phrase),
            },
            Node::If(arms, otherwise) => (self.choose(arms, otherwise), Hold::Phrase),
            Node::Compare(comparison, left, right) => {
                (self.compare(*comparison, left, right), Hold::Comparison)
            }
            Node::In(value, list) => self.one_of(value, list),
            Node::And(parts) => (self.joined(parts, " and "), Hold::And),
            Node::Or(parts) => (self.joined(parts, " or "), Hold::Or),
            Node::Not(part) => (self.not(part), Hold::Comparison),
        }
    }

    /// In brackets where it does not hold together so tightly.
    fn at_least(&self, expr: &Expr, hold: Hold) -> String {
        match self.print(expr) {
            (text, own) if own >= hold => text,
            (text, _) => format!("({text})"),
        }
    }

    fn literal(&self, amount: &Amount, unit: Option<&Unit>) -> String {
        match unit {
            _ if amount.percent => amount.shortest(),
            Some(unit) => self.describe.number(&amount.value, unit),
            None => amount.shortest(),
        }
    }

    fn sum<'e>(&self, terms: impl Iterator<Item = (Sign, &'e Expr)>) -> String {
        let mut text = String::new();
        for (sign, term) in terms {
            match (text.is_empty(), sign) {
                (true, _) => text = self.at_least(term, Hold::Sum),
                (false, Sign::Plus) => text = text + " + " + &self.at_least(term, Hold::Product),
                (false, Sign::Minus) => text = text + " − " + &self.at_least(term, Hold::Product),
            }
        }
        text
    }

    fn product(&self, factors: &[(Side, Expr)]) -> String {
        let mut text = String::new();
        for (side, factor) in factors {
            match (text.is_empty(), side) {
                (true, _) => text = self.at_least(factor, Hold::Product),
                (false, Side::Above) => text = text + " × " + &self.at_least(factor, Hold::Power),
                (false, Side::Below) => text = text + " ÷ " + &self.at_least(factor, Hold::Power),
            }
        }
        text
    }

    fn power(&self, base: &Expr, exponent: u32) -> String {
        const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
        let digits = exponent.to_string();
        let raised = digits.bytes().filter_map(|digit| RAISED.get(usize::from(digit.checked_sub(b'0')?)));
        let base = match self.at_least(base, Hold::Whole) {
            text if text.contains(' ') && !text.starts_with('(') => format!("({text})"),
            text => text,
        };
        base + &raised.collect::<String>()
    }

    fn extreme(&self, parts: &[Expr], of_two: &str, of_more: &str) -> (String, Hold) {
        match parts {
            [only] => self.print(only),
            _ => {
                let words = if parts.len() == 2 { of_two } else { of_more };
                let parts = parts.iter().map(|part| self.at_least(part, Hold::Sum)).collect();
                (format!("{words} {}", listed(parts, "and")), Hold::Phrase)
            }
        }
    }

    fn per(&self, from: Period, to: Period, factor: &Exact, value: &Expr) -> (String, Hold) {
        let Some(periods) = self.describe.periods(from, to, factor) else {
            return self.print(value);
        };
        let adjective = match to {
            Period::Day => "a daily",
            Period::Week => "a weekly",
            Period::Month => "a monthly",
            Period::Year => "a yearly",
        };
        (format!("{} as {adjective} amount ({periods})", self.at_least(value, Hold::Product)), Hold::Phrase)
    }

    fn choose(&self, arms: &[(Expr, Expr)], otherwise: &Expr) -> String {
        let bracketed = |value: &Expr| self.at_least(value, Hold::Or);
        let mut text = String::new();
        for (condition, value) in arms {
            text = text + &bracketed(value) + " if " + &bracketed(condition) + ", ";
        }
        text + "otherwise " + &bracketed(otherwise)
    }

    fn compare(&self, comparison: Comparison, left: &Expr, right: &Expr) -> String {
        let is = match (comparison, left.ty == Type::Date) {
            (Comparison::Equal, _) => "is",
            (Comparison::NotEqual, _) => "is not",
            (Comparison::Less, false) => "is less than",
            (Comparison::AtMost, false) => "is at most",
            (Comparison::More, false) => "is more than",
            (Comparison::AtLeast, false) => "is at least",
            (Comparison::Less, true) => "is before",
            (Comparison::AtMost, true) => "is on or before",
            (Comparison::More, true) => "is after",
            (Comparison::AtLeast, true) => "is on or after",
        };
        format!("{} {is} {}", self.at_least(left, Hold::Sum), self.at_least(right, Hold::Sum))
    }

    fn one_of(&self, value: &Expr, list: &[Expr]) -> (String, Hold) {
        let hold = if list.len() > 1 { Hold::Or } else { Hold::Comparison };
        (self.membership(value, "is", list, "or"), hold)
    }

    fn membership(&self, value: &Expr, is: &str, list: &[Expr], last: &str) -> String {
        let list = list.iter().map(|item| self.at_least(item, Hold::Sum)).collect();
        format!("{} {is} {}", self.at_least(value, Hold::Sum), listed(list, last))
    }

    fn not(&self, part: &Expr) -> String {
        match &part.node {
            Node::Compare(comparison, left, right) => self.compare(opposite(*comparison), left, right),
            Node::In(value, list) if list.len() == 1 => self.membership(value, "is not", list, ""),
            Node::In(value, list) if list.len() == 2 => self.membership(value, "is neither", list, "nor"),
            Node::In(value, list) => self.membership(value, "is none of", list, "and"),
            _ => format!("not {}", self.at_least(part, Hold::Whole)),
        }
    }

    fn joined(&self, parts: &[Expr], word: &str) -> String {
        let parts: Vec<String> = parts.iter().map(|part| self.at_least(part, Hold::Comparison)).collect();
        parts.join(word)
    }
}

/// What holds exactly where this does not.
const fn opposite(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
        Comparison::Less => Comparison::AtLeast,
        Comparison::AtMost => Comparison::More,
        Comparison::More => Comparison::AtMost,
        Comparison::AtLeast => Comparison::Less,
    }
}

/// `a, b and c`.
fn listed(mut parts: Vec<String>, word: &str) -> String {
    match parts.pop() {
        Some(last) if parts.is_empty() => last,
        Some(last) => format!("{} {word} {last}", parts.join(", ")),
        None => String::new(),
    }
}
