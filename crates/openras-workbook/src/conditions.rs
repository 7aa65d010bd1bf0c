//! Conditions and choices between values as formulas.

use openras_formula::{Comparison, Expr, Node, Sign};

use crate::piece::{Hold, Piece};
use crate::writer::{LONG, PARTS, Writer};

impl Writer<'_> {
    pub(crate) fn branches(&mut self, expr: &Expr, arms: &[(Expr, Expr)], otherwise: &Expr) -> Piece {
        let Some(((when, value), rest)) = arms.split_first() else { return self.piece(otherwise) };
        let condition = self.piece(when);
        let value = self.piece(value);
        let other = if rest.is_empty() {
            self.piece(otherwise)
        } else {
            self.piece(&Expr { node: Node::If(rest.to_vec(), Box::new(otherwise.clone())), ..expr.clone() })
        };
        let clean = value.clean && other.clean;
        Piece { clean, ..Piece::function("IF", &[condition, value, other]) }
    }

    /// From the left, and no further than needed: what a spreadsheet's own AND would trip over is not looked at.
    pub(crate) fn all(&mut self, expr: &Expr, parts: &[Expr]) -> Piece {
        let Some((first, rest)) = parts.split_first() else { return Piece::whole("TRUE".to_owned()) };
        let piece = self.piece(first);
        let rest = match rest {
            [] => return piece,
            [one] => self.piece(one),
            several => self.piece(&Expr { node: Node::And(several.to_vec()), ..expr.clone() }),
        };
        Piece::function("IF", &[piece, rest, Piece::whole("FALSE".to_owned())])
    }

    pub(crate) fn any(&mut self, expr: &Expr, parts: &[Expr]) -> Piece {
        let Some((first, rest)) = parts.split_first() else { return Piece::whole("FALSE".to_owned()) };
        let piece = self.piece(first);
        let rest = match rest {
            [] => return piece,
            [one] => self.piece(one),
            several => self.piece(&Expr { node: Node::Or(several.to_vec()), ..expr.clone() }),
        };
        Piece::function("IF", &[piece, Piece::whole("TRUE".to_owned()), rest])
    }

    pub(crate) fn compare(&mut self, how: Comparison, left: &Expr, right: &Expr) -> Piece {
        let (one, other) = (self.piece(left), self.piece(right));
        self.compared(how, (left, &one), (right, &other))
    }

    fn compared(&mut self, how: Comparison, left: (&Expr, &Piece), right: (&Expr, &Piece)) -> Piece {
        let ((left, one), (right, other)) = (left, right);
        let sign = how.as_str();
        let depth = one.depth.max(other.depth);
        let text = if one.clean && other.clean {
            format!("{}{sign}{}", one.at_least(Hold::Sum), other.at_least(Hold::Sum))
        } else {
            // The difference without the noise of doubles, held against zero.
            let terms = vec![(Sign::Plus, left.clone()), (Sign::Minus, right.clone())];
            let decimals = left.decimals.max(right.decimals);
            let difference = Expr { node: Node::Add(terms), decimals, ..left.clone() };
            let places = self.places_of(&difference, 0);
            let text = format!("{}-{}", one.at_least(Hold::Sum), other.at_least(Hold::Product));
            format!("ROUND({text},{places}){sign}0")
        };
        Piece { text, hold: Hold::Comparison, clean: true, depth: depth.saturating_add(1) }
    }

    pub(crate) fn among(&mut self, expr: &Expr, value: &Expr, list: &[Expr]) -> Piece {
        let own = self.short(value);
        let mut pieces: Vec<Piece> = Vec::new();
        for (at, item) in list.iter().enumerate() {
            if pieces.len() >= PARTS || pieces.iter().map(|piece| piece.text.len()).sum::<usize>() > LONG {
                let so_far = list.get(..at).unwrap_or_default().to_vec();
                let so_far = Expr { node: Node::In(Box::new(value.clone()), so_far), ..expr.clone() };
                let piece = Piece::function("OR", &pieces);
                pieces = vec![self.on_a_line(&so_far, piece)];
            }
            let item_piece = self.piece(item);
            pieces.push(self.compared(Comparison::Equal, (value, &own), (item, &item_piece)));
        }
        Piece::function("OR", &pieces)
    }
}
