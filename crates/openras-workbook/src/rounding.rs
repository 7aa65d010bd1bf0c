//! Roundings as formulas: on whole units, so that a half is a half in binary too.

use openras_core::Rounding;
use openras_formula::{Decimals, Expr, Node, Side};

use crate::lines::Says;
use crate::piece::{Hold, Piece};
use crate::writer::Writer;

impl Writer<'_> {
    /// Rounds a whole number of units of ten to minus `places`: the half is then a half in binary too.
    pub(crate) fn round(&mut self, how: Rounding, value: &Expr, places: i32) -> Piece {
        let piece = self.piece(value);
        let within = match value.decimals {
            Decimals::AtMost(own) => i64::from(own) <= i64::from(places),
            Decimals::Any => false,
        };
        let depth = piece.depth.saturating_add(2);
        if within {
            // There is nothing to round: this only takes the noise away.
            return Piece {
                text: format!("ROUND({},{places})", piece.text),
                hold: Hold::Whole,
                clean: true,
                depth,
            };
        }
        let ten = format!("1{}", "0".repeat(usize::try_from(places.unsigned_abs()).unwrap_or(0)));
        let (scaled, back) = match places {
            0 => (piece.text.clone(), String::new()),
            1.. => (format!("{}*{ten}", piece.at_least(Hold::Product)), format!("/{ten}")),
            _ => (format!("{}/{ten}", piece.at_least(Hold::Product)), format!("*{ten}")),
        };
        let scaled = format!("ROUND({scaled},{})", self.places_of(value, places));
        let scaled = if how == Rounding::HalfEven {
            let label = self.source(value);
            self.line(Says::Scaled(value.clone(), places), scaled, label)
        } else {
            scaled
        };
        let text = whole(how, &scaled) + &back;
        let hold = if back.is_empty() { Hold::Whole } else { Hold::Product };
        Piece { text, hold, clean: true, depth }
    }

    pub(crate) fn round_to(&mut self, expr: &Expr, how: Rounding, value: &Expr, multiple: &Expr) -> Piece {
        let step = self.short(multiple);
        let step = self.divisor(multiple, step);
        let piece = self.piece(value);
        let factors = vec![(Side::Above, value.clone()), (Side::Below, multiple.clone())];
        let quotient = Expr { node: Node::Multiply(factors), decimals: Decimals::Any, ..value.clone() };
        let places = self.places_of(&quotient, 0);
        let by = step.at_least(Hold::Signed);
        let scaled = format!("ROUND({}/{by},{places})", piece.at_least(Hold::Product));
        let text = format!("{}*{by}", whole(how, &scaled));
        let clean = step.clean && expr.decimals == Decimals::NONE;
        let depth = piece.depth.max(step.depth).saturating_add(2);
        let rounded = Piece { text, hold: Hold::Product, clean, depth };
        if matches!(multiple.node, Node::Literal(_)) {
            return rounded;
        }
        // A multiple that is not above zero is an error; of zero a division by it.
        let test = Piece { text: format!("{by}<0"), hold: Hold::Comparison, clean: true, depth: step.depth };
        Piece { clean, ..Piece::function("IF", &[test, Piece::whole("NA()".to_owned()), rounded]) }
    }
}

/// A text whose value is free of noise, rounded to a whole number.
pub(crate) fn whole(how: Rounding, text: &str) -> String {
    match how {
        Rounding::HalfAwayFromZero => format!("ROUND({text},0)"),
        Rounding::Down => format!("ROUNDDOWN({text},0)"),
        Rounding::Up => format!("ROUNDUP({text},0)"),
        // A half goes to the even neighbour: twice the rounded half.
        Rounding::HalfEven => {
            format!("IF(ABS({text}-TRUNC({text}))=0.5,2*ROUND({text}/2,0),ROUND({text},0))")
        }
    }
}
