//! Sums, products, powers, and functions of many parts as formulas.

use openras_formula::{Decimals, Expr, Node, Side, Sign};

use crate::piece::{Hold, Piece};
use crate::writer::{LONG, PARTS, Writer};

impl Writer<'_> {
    pub(crate) fn add(&mut self, expr: &Expr, terms: &[(Sign, Expr)]) -> Piece {
        let mut sum = Piece::whole(String::new());
        for (at, (sign, term)) in terms.iter().enumerate() {
            if sum.text.len() > LONG {
                let so_far =
                    Expr { node: Node::Add(terms.get(..at).unwrap_or_default().to_vec()), ..expr.clone() };
                sum = self.on_a_line(&so_far, sum);
            }
            let piece = self.piece(term);
            let text = match (at, sign) {
                (0, _) => piece.at_least(Hold::Sum),
                (_, Sign::Plus) => format!("+{}", piece.at_least(Hold::Product)),
                (_, Sign::Minus) => format!("-{}", piece.at_least(Hold::Product)),
            };
            sum.text.push_str(&text);
            sum.clean &= piece.clean;
            sum.depth = sum.depth.max(piece.depth);
        }
        Piece { hold: Hold::Sum, clean: sum.clean && expr.decimals == Decimals::NONE, ..sum }
    }

    pub(crate) fn multiply(&mut self, expr: &Expr, factors: &[(Side, Expr)]) -> Piece {
        let mut product = Piece::whole(String::new());
        for (at, (side, factor)) in factors.iter().enumerate() {
            if product.text.len() > LONG {
                let node = Node::Multiply(factors.get(..at).unwrap_or_default().to_vec());
                product = self.on_a_line(&Expr { node, ..expr.clone() }, product);
            }
            let twice = *side == Side::Below && factor.decimals == Decimals::Any;
            let piece = if twice { self.short(factor) } else { self.piece(factor) };
            let text = match (at, side) {
                (0, _) => piece.at_least(Hold::Product),
                (_, Side::Above) => format!("*{}", piece.at_least(Hold::Signed)),
                (_, Side::Below) => {
                    format!("/{}", self.divisor(factor, piece.clone()).at_least(Hold::Signed))
                }
            };
            product.text.push_str(&text);
            product.clean &= piece.clean && *side == Side::Above;
            product.depth = product.depth.max(piece.depth);
        }
        Piece { hold: Hold::Product, clean: product.clean && expr.decimals == Decimals::NONE, ..product }
    }

    pub(crate) fn power(&mut self, base: &Expr, exponent: u32) -> Piece {
        let piece = self.piece(base);
        let whole = base.decimals == Decimals::NONE && piece.clean;
        let base = piece.at_least(Hold::Whole);
        if exponent == 0 {
            // A spreadsheet knows no zero to the power of zero.
            return Piece { text: format!("({base}*0+1)"), hold: Hold::Whole, ..piece };
        }
        Piece { text: format!("{base}^{exponent}"), hold: Hold::Signed, clean: whole, depth: piece.depth }
    }

    pub(crate) fn many(
        &mut self,
        name: &str,
        parts: &[Expr],
        node: fn(Vec<Expr>) -> Node,
        expr: &Expr,
    ) -> Piece {
        let mut pieces: Vec<Piece> = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            if pieces.len() >= PARTS || pieces.iter().map(|piece| piece.text.len()).sum::<usize>() > LONG {
                let so_far =
                    Expr { node: node(parts.get(..at).unwrap_or_default().to_vec()), ..expr.clone() };
                let piece = Piece::function(name, &pieces);
                pieces = vec![self.on_a_line(&so_far, piece)];
            }
            pieces.push(self.piece(part));
        }
        Piece::function(name, &pieces)
    }
}
