use std::ops::Range;

use openras_core::{Amount, Code};

use crate::lexer::{Lexer, Token, TokenKind};
use crate::slips;
use crate::syntax::{Kind, Syntax};
use crate::{Comparison, Fault, Refusal, Side, Sign};

/// The most characters that a formula may have.
pub(crate) const CHARACTERS_MAX: usize = 4_000;

/// How deep brackets, arguments, `not` and unary `-` may stand within each other.
pub(crate) const NESTING_MAX: u32 = 64;

/// The greatest exponent of `^`.
const EXPONENT_MAX: u32 = 99;

type Parsed<T = Syntax> = Result<T, Fault>;

/// Reads a formula by recursive descent: a function for each line of the grammar.
pub(crate) struct Parser<'a> {
    lexer: Lexer<'a>,
    /// The token that is looked at.
    token: Token<'a>,
    /// The token before it.
    last: Token<'a>,
    depth: u32,
}

/// Reads a whole formula.
pub(crate) fn parse(source: &str) -> Parsed {
    if source.chars().nth(CHARACTERS_MAX).is_some() {
        let fault = Refusal::new(Code::Syntax, format!("a formula has at most {CHARACTERS_MAX} characters"));
        return Err(fault.help("make steps of its parts").at(0..source.len()));
    }
    let start = Token { kind: TokenKind::End, text: "", span: 0..0 };
    let mut parser = Parser { lexer: Lexer::new(source), token: start.clone(), last: start, depth: 0 };
    parser.advance()?;
    let formula = parser.or()?;
    if parser.token.kind == TokenKind::End { Ok(formula) } else { Err(parser.unexpected()) }
}

impl<'a> Parser<'a> {
    fn advance(&mut self) -> Parsed<()> {
        let next = self.lexer.next()?;
        self.last = std::mem::replace(&mut self.token, next);
        Ok(())
    }

    /// Whether the token is this word or sign.
    fn is(&self, text: &str) -> bool {
        matches!(self.token.kind, TokenKind::Word | TokenKind::Symbol) && self.token.text == text
    }

    /// Goes past this word or sign if it is there.
    fn eat(&mut self, text: &str) -> Parsed<bool> {
        let there = self.is(text);
        if there {
            self.advance()?;
        }
        Ok(there)
    }

    fn text(&self, span: Range<usize>) -> &'a str {
        self.lexer.source.get(span).unwrap_or_default()
    }

    fn unexpected(&self) -> Fault {
        slips::unexpected(self.lexer.source, &self.last, &self.token)
    }

    /// What `inside` reads, one level deeper.
    fn nested<T>(&mut self, inside: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth >= NESTING_MAX {
            let fault = Refusal::new(Code::Syntax, format!("a formula nests at most {NESTING_MAX} deep"));
            return Err(fault.help("make a step of an inner part").at(self.last.span.clone()));
        }
        self.depth = self.depth.saturating_add(1);
        let read = inside(self);
        self.depth = self.depth.saturating_sub(1);
        read
    }

    fn or(&mut self) -> Parsed {
        self.joined("or", Self::and, Kind::Or)
    }

    fn and(&mut self) -> Parsed {
        self.joined("and", Self::not, Kind::And)
    }

    /// `part { word part }`.
    fn joined(&mut self, word: &str, part: fn(&mut Self) -> Parsed, kind: fn(Vec<Syntax>) -> Kind) -> Parsed {
        let first = part(self)?;
        if !self.is(word) {
            return Ok(first);
        }
        let start = first.span.start;
        let mut parts = vec![first];
        while self.eat(word)? {
            parts.push(part(self)?);
        }
        Ok(Syntax::new(kind(parts), start..self.last.span.end))
    }

    fn not(&mut self) -> Parsed {
        let start = self.token.span.start;
        if !self.eat("not")? {
            return self.comparison();
        }
        let part = self.nested(Self::not)?;
        Ok(Syntax::new(Kind::Not(Box::new(part)), start..self.last.span.end))
    }

    fn comparison(&mut self) -> Parsed {
        let left = self.sum()?;
        let start = left.span.start;
        let (kind, right) = if let Some(comparison) = self.comparison_sign() {
            self.advance()?;
            let right = self.sum()?;
            let span = right.span.clone();
            (Kind::Compare(comparison, Box::new(left), Box::new(right)), Some(span))
        } else if self.eat("in")? {
            (Kind::In(Box::new(left), self.list()?), None)
        } else {
            return Ok(left);
        };
        let whole = start..self.last.span.end;
        if self.comparison_sign().is_some() || self.is("in") {
            let right = right.map(|span| self.text(span));
            return Err(slips::chained(self.text(whole), right, &self.token));
        }
        Ok(Syntax::new(kind, whole))
    }

    fn comparison_sign(&self) -> Option<Comparison> {
        if self.token.kind != TokenKind::Symbol {
            return None;
        }
        Comparison::ALL.into_iter().find(|comparison| comparison.as_str() == self.token.text)
    }

    /// What stands after `in`.
    fn list(&mut self) -> Parsed<Vec<Syntax>> {
        if !self.is("(") {
            let fault = Refusal::new(Code::Syntax, "`in` needs a list in brackets");
            return Err(fault.help("write `x in ('a', 'b')`").at(self.token.span.clone()));
        }
        let list = self.bracketed(Self::sum)?;
        if list.is_empty() {
            return Err(Refusal::new(Code::Syntax, "the list is empty").at(self.last.span.clone()));
        }
        Ok(list)
    }

    fn sum(&mut self) -> Parsed {
        let first = self.product()?;
        let start = first.span.start;
        let mut terms = vec![(Sign::Plus, first)];
        loop {
            let sign = match self.token.text {
                "+" if self.is("+") => Sign::Plus,
                "-" if self.is("-") => Sign::Minus,
                _ => break,
            };
            self.advance()?;
            terms.push((sign, self.product()?));
        }
        Ok(self.chain(terms, start, Kind::Add))
    }

    fn product(&mut self) -> Parsed {
        let first = self.signed()?;
        let start = first.span.start;
        let mut factors = vec![(Side::Above, first)];
        loop {
            let side = match self.token.text {
                "*" if self.is("*") => Side::Above,
                "/" if self.is("/") => Side::Below,
                _ => break,
            };
            self.advance()?;
            factors.push((side, self.signed()?));
        }
        Ok(self.chain(factors, start, Kind::Multiply))
    }

    /// One part alone is itself.
    fn chain<T>(
        &self,
        mut parts: Vec<(T, Syntax)>,
        start: usize,
        kind: fn(Vec<(T, Syntax)>) -> Kind,
    ) -> Syntax {
        match parts.pop() {
            Some((_, only)) if parts.is_empty() => only,
            last => {
                parts.extend(last);
                Syntax::new(kind(parts), start..self.last.span.end)
            }
        }
    }

    fn signed(&mut self) -> Parsed {
        if self.is("-") {
            let negated = self.negated()?;
            if self.is("^") {
                return Err(slips::negative_power(self.lexer.source, &negated, &self.token));
            }
            return Ok(negated);
        }
        let base = self.atom()?;
        let start = base.span.start;
        if !self.eat("^")? {
            return Ok(base);
        }
        let exponent = self.exponent()?;
        if self.is("^") {
            let power = self.text(start..self.last.span.end);
            let fault = Refusal::new(Code::Syntax, "`^` does not chain");
            return Err(fault.help(format!("write `({power}) ^ …`")).at(self.token.span.clone()));
        }
        Ok(Syntax::new(Kind::Power(Box::new(base), exponent), start..self.last.span.end))
    }

    /// `-x`, `--x`, or `x`.
    fn negated(&mut self) -> Parsed {
        let start = self.token.span.start;
        if !self.eat("-")? {
            return self.atom();
        }
        let part = self.nested(Self::negated)?;
        Ok(Syntax::new(Kind::Negate(Box::new(part)), start..self.last.span.end))
    }

    fn exponent(&mut self) -> Parsed<u32> {
        let number =
            (self.token.kind == TokenKind::Number).then(|| self.token.text.parse::<u32>().ok()).flatten();
        match number.filter(|exponent| *exponent <= EXPONENT_MAX) {
            Some(exponent) => self.advance().map(|()| exponent),
            None => {
                let message =
                    format!("after `^` stands a whole number from 0 to {EXPONENT_MAX}, written out");
                let fault = Refusal::new(Code::Syntax, message);
                let fault =
                    if self.is("-") { fault.help("for a negative power write `1 / (x ^ n)`") } else { fault };
                Err(fault.at(self.token.span.clone()))
            }
        }
    }

    fn atom(&mut self) -> Parsed {
        let Token { kind, text, span } = self.token.clone();
        let kind = match kind {
            TokenKind::Number => match Amount::parse(text) {
                Ok(amount) => Kind::Number(amount),
                Err(_) => return Err(self.unexpected()),
            },
            TokenKind::Choice => Kind::Choice(text.to_owned()),
            TokenKind::Word if !matches!(text, "and" | "or" | "not" | "in") => return self.named(),
            TokenKind::Symbol if text == "(" => return self.bracket(),
            _ => return Err(self.unexpected()),
        };
        self.advance()?;
        Ok(Syntax::new(kind, span))
    }

    /// A name, or a function or table with its arguments.
    fn named(&mut self) -> Parsed {
        let Token { text, span, .. } = self.token.clone();
        self.advance()?;
        if !self.is("(") {
            return Ok(Syntax::new(Kind::Name(text.to_owned(), span.clone()), span));
        }
        let arguments = self.bracketed(Self::or)?;
        let whole = span.start..self.last.span.end;
        Ok(Syntax::new(Kind::Call(text.to_owned(), span, arguments), whole))
    }

    fn bracket(&mut self) -> Parsed {
        let open = self.token.span.clone();
        self.advance()?;
        let inside = self.nested(Self::or)?;
        self.close(&open)?;
        Ok(Syntax::new(inside.kind, open.start..self.last.span.end))
    }

    /// `( [ part { , part } ] )`.
    fn bracketed(&mut self, part: fn(&mut Self) -> Parsed) -> Parsed<Vec<Syntax>> {
        let open = self.token.span.clone();
        self.advance()?;
        let mut parts = Vec::new();
        if !self.is(")") {
            parts.push(self.nested(part)?);
            while self.eat(",")? {
                parts.push(self.nested(part)?);
            }
        }
        self.close(&open)?;
        Ok(parts)
    }

    fn close(&mut self, open: &Range<usize>) -> Parsed<()> {
        if self.token.kind == TokenKind::End {
            let fault = Refusal::new(Code::Syntax, "this bracket is not closed");
            return Err(fault.help("close it with `)`").at(open.clone()));
        }
        if self.eat(")")? { Ok(()) } else { Err(self.unexpected()) }
    }
}
