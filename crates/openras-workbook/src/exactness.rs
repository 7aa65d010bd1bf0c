//! How many places of a double are sure, and how the noise beyond them is rounded away.

use openras_formula::{Decimals, Expr, Type};

use crate::lines::Doubt;
use crate::piece::{Hold, Piece};
use crate::writer::Writer;

/// To so many places noise is rounded away where nothing better is known.
const PLACES: i32 = 6;

impl Writer<'_> {
    /// A number as the double that is nearest to its exact value, so far as fifteen digits hold it.
    pub(crate) fn cleaned(&mut self, expr: &Expr, piece: Piece) -> Piece {
        if piece.clean || !matches!(expr.ty, Type::Number(_)) {
            return piece;
        }
        let places = self.places_of(expr, 0);
        let clean = matches!(expr.decimals, Decimals::AtMost(own) if self.holds(expr, own));
        let places = Piece::whole(places.to_string());
        Piece { clean, ..Piece::function("ROUND", &[piece, places]) }
    }

    /// A number to divide by. One with endless decimals keeps them all, and is nothing where only noise is left of it: to
    /// divide by it is then an error, as it is by nothing.
    pub(crate) fn divisor(&mut self, expr: &Expr, piece: Piece) -> Piece {
        if piece.clean || expr.decimals != Decimals::Any {
            return self.cleaned(expr, piece);
        }
        let places = self.places_of(expr, 0);
        let text = format!("{}/(ROUND({},{places})<>0)", piece.at_least(Hold::Product), piece.text);
        Piece { text, hold: Hold::Product, clean: false, depth: piece.depth.saturating_add(1) }
    }

    /// Whether fifteen digits hold every value with so many decimals.
    pub(crate) fn holds(&self, expr: &Expr, decimals: u32) -> bool {
        let places = self.sizes.of(expr).map_or(0, |size| size.places(0));
        i32::try_from(decimals).is_ok_and(|decimals| decimals <= places)
    }

    /// To how many places the noise of doubles is rounded away, of this times ten to `shift`; notes a doubt where those
    /// may not tell it from a value next to it.
    pub(crate) fn places_of(&mut self, expr: &Expr, shift: i32) -> i32 {
        let size = self.sizes.of(expr);
        let places = size.as_ref().map_or(PLACES, |size| size.places(shift));
        let wanted = match expr.decimals {
            Decimals::AtMost(own) => i32::try_from(own).unwrap_or(i32::MAX).saturating_sub(shift).max(0),
            Decimals::Any => i32::MAX,
        };
        let sure = size.is_some_and(|size| size.told_apart(shift, places.min(wanted)));
        if sure || wanted <= places {
            return places.min(wanted);
        }
        let doubt = Doubt { owner: self.owner.0.clone(), part: self.source(expr) };
        if !self.doubts.contains(&doubt) {
            self.doubts.push(doubt);
        }
        // What is known is too little: as many places as most amounts have room for.
        places.max(PLACES).min(wanted)
    }
}
