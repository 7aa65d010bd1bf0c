//! A piece of a formula: its text, and what is known of it.

/// How tightly a text holds together; what holds less than its surroundings ask for stands in brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Hold {
    Comparison,
    Sum,
    Product,
    Signed,
    Whole,
}

/// A piece of a spreadsheet's formula.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    pub(crate) text: String,
    pub(crate) hold: Hold,
    /// Whether its number is the very double that is nearest to the exact value.
    pub(crate) clean: bool,
    /// How many functions stand within each other.
    pub(crate) depth: usize,
}

impl Piece {
    pub(crate) fn whole(text: String) -> Piece {
        Piece { text, hold: Hold::Whole, clean: true, depth: 0 }
    }

    /// A function of pieces.
    pub(crate) fn function(name: &str, of: &[Piece]) -> Piece {
        let texts: Vec<&str> = of.iter().map(|piece| piece.text.as_str()).collect();
        Piece {
            text: format!("{name}({})", texts.join(",")),
            hold: Hold::Whole,
            clean: of.iter().all(|piece| piece.clean),
            depth: of.iter().map(|piece| piece.depth).max().unwrap_or(0).saturating_add(1),
        }
    }

    /// The text, in brackets where it holds less than asked for.
    pub(crate) fn at_least(&self, hold: Hold) -> String {
        if self.hold < hold || (hold > Hold::Sum && self.text.starts_with('-')) {
            format!("({})", self.text)
        } else {
            self.text.clone()
        }
    }

    /// Whether it is a name, a cell or a number.
    pub(crate) fn is_short(&self) -> bool {
        self.hold == Hold::Whole && self.depth == 0
    }
}
