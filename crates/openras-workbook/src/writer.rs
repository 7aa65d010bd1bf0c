//! The expression tree of a formula as a spreadsheet's formula.

use std::borrow::Cow;
use std::collections::HashSet;

use openras_allocation::{Scheme, Step};
use openras_core::Handle;
use openras_formula::{Decimals, Expr, Node};
use openras_questionnaire::Questionnaire;

use crate::lines::{Doubt, Line, Says};
use crate::piece::{Hold, Piece};
use crate::places::{Places, Thing};
use crate::size::{Size, Sizes};
use crate::words::year;

/// A formula longer or deeper than this gets a line of its own: a spreadsheet takes 8,192 characters and 64 functions
/// within each other.
pub(crate) const LONG: usize = 1_200;
const DEEP: usize = 24;
/// So many parts of one kind at most stand in one formula.
pub(crate) const PARTS: usize = 40;

/// Writes the formulas of one scheme; the lines that they need beside them gather in `lines`.
pub(crate) struct Writer<'a> {
    pub(crate) scheme: &'a Scheme,
    pub(crate) questionnaire: &'a Questionnaire,
    pub(crate) places: Places,
    pub(crate) sizes: Sizes<'a>,
    pub(crate) lines: Vec<Line<'a>>,
    pub(crate) doubts: Vec<Doubt>,
    /// The id of the step or rule that is being written, and its source.
    pub(crate) owner: (String, String),
    /// The steps whose cells are the doubles nearest to their values.
    pub(crate) clean_steps: HashSet<Handle<Step>>,
    /// Where the cells of new lines go.
    pub(crate) next_line: Box<dyn Fn(usize) -> crate::places::Spot>,
}

impl<'a> Writer<'a> {
    /// What an expression is in a spreadsheet; what is long or deep in a line of its own.
    pub(crate) fn piece(&mut self, expr: &Expr) -> Piece {
        let piece = self.plain(expr);
        if piece.text.len() > LONG || piece.depth > DEEP {
            return self.on_a_line(expr, piece);
        }
        piece
    }

    /// The same, from a cell if it is not short: for what a formula needs more than once.
    pub(crate) fn short(&mut self, expr: &Expr) -> Piece {
        let piece = self.piece(expr);
        if piece.is_short() { piece } else { self.on_a_line(expr, piece) }
    }

    pub(crate) fn on_a_line(&mut self, expr: &Expr, piece: Piece) -> Piece {
        let says = Says::Expr(Cow::Owned(expr.clone()));
        let text = self.line(says, piece.text, self.source(expr));
        Piece { text, hold: Hold::Whole, clean: piece.clean, depth: 0 }
    }

    /// Puts a formula on a line of its own; gives its cell.
    pub(crate) fn line(&mut self, says: Says<'a>, formula: String, label: String) -> String {
        let at = self.lines.len();
        self.places.put(Thing::Line(at), (self.next_line)(at));
        self.lines.push(Line { says, formula, label, owner: self.owner.0.clone() });
        self.places.called(Thing::Line(at))
    }

    /// As the rulebook writes it.
    pub(crate) fn source(&self, expr: &Expr) -> String {
        self.owner
            .1
            .get(expr.span.clone())
            .unwrap_or(&self.owner.1)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn plain(&mut self, expr: &Expr) -> Piece {
        match &expr.node {
            Node::Literal(amount) => Piece::whole(amount.shortest()),
            Node::Choice(place) => Piece::whole(self.choice(&expr.ty, *place)),
            Node::Input(id) => match self.scheme.input(*id).cloned() {
                Some(kind) => self.input(&kind),
                None => Piece::whole("NA()".to_owned()),
            },
            Node::Negate(part) => {
                let piece = self.piece(part);
                Piece { text: format!("-{}", piece.at_least(Hold::Whole)), hold: Hold::Signed, ..piece }
            }
            Node::Number(part) | Node::Recode(part, _) => self.piece(part),
            Node::Add(terms) => self.add(expr, terms),
            Node::Multiply(factors) => self.multiply(expr, factors),
            Node::Power(base, exponent) => self.power(base, *exponent),
            Node::Min(parts) => self.many("MIN", parts, Node::Min, expr),
            Node::Max(parts) => self.many("MAX", parts, Node::Max, expr),
            Node::Sum(parts) => {
                let piece = self.many("SUM", parts, Node::Sum, expr);
                Piece { clean: piece.clean && expr.decimals == Decimals::NONE, ..piece }
            }
            Node::Round { how, value, places } => self.round(*how, value, *places),
            Node::RoundTo { how, value, multiple } => self.round_to(expr, *how, value, multiple),
            Node::Per { to, from, value, .. } => {
                let piece = self.piece(value);
                let mut text = piece.at_least(Hold::Product);
                if from != to {
                    year(*from).iter().for_each(|name| text.extend(["*", name]));
                    year(*to).iter().for_each(|name| text.extend(["/", name]));
                    return Piece { text, hold: Hold::Product, clean: false, depth: piece.depth };
                }
                piece
            }
            Node::If(arms, otherwise) => self.branches(expr, arms, otherwise),
            Node::Lookup { table, keys } => self.lookup(expr, *table, keys),
            Node::Compare(how, left, right) => self.compare(*how, left, right),
            Node::In(value, list) => self.among(expr, value, list),
            Node::And(parts) => self.all(expr, parts),
            Node::Or(parts) => self.any(expr, parts),
            Node::Not(part) => Piece::function("NOT", &[self.piece(part)]),
        }
    }

    /// The size of a step's value, for the figures beside the steps.
    pub(crate) fn size_of_result(&self) -> Option<Size> {
        self.sizes.step(self.scheme.result)
    }
}
