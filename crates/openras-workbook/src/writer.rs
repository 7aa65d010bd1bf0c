//! The expression tree of a formula as a spreadsheet's formula.

use std::borrow::Cow;
use std::collections::HashSet;

use openras_allocation::{Asked, InputKind, Scheme, Step, choices};
use openras_core::{Exact, Handle};
use openras_formula::{Decimals, Expr, Node, Side, Sign, Type};
use openras_questionnaire::{Question, QuestionKind, Questionnaire};

use crate::lines::{Doubt, Line, Says};
use crate::places::{Places, Thing};
use crate::size::{Size, Sizes};
use crate::words::{quoted, year};

/// A formula longer or deeper than this gets a line of its own: a spreadsheet takes 8,192 characters and 64 functions
/// within each other.
pub(crate) const LONG: usize = 1_200;
const DEEP: usize = 24;
/// To so many places noise is rounded away where nothing better is known.
const PLACES: i32 = 6;
/// So many parts of one kind at most stand in one formula.
pub(crate) const PARTS: usize = 40;

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

    fn choice(&self, ty: &Type, place: u16) -> String {
        let Type::Choice(domain) = ty else { return "NA()".to_owned() };
        choices(self.questionnaire, *domain)
            .get(usize::from(place))
            .map_or("NA()".to_owned(), |id| quoted(id))
    }

    fn input(&mut self, kind: &InputKind) -> Piece {
        match kind {
            InputKind::Fact(fact) => Piece::whole(self.places.called(Thing::Fact(*fact))),
            InputKind::Answer(question) => Piece::whole(self.places.called(Thing::Answer(*question))),
            InputKind::Ticked(question, statement) => self.ticked(*question, *statement),
            InputKind::Points(asked) => self.together(asked, Thing::Points, Question::points_decimals),
            InputKind::MostPoints(asked) => self.together(asked, Thing::Most, Question::points_decimals),
            InputKind::LeastPoints(asked) => self.together(asked, Thing::Least, Question::points_decimals),
            InputKind::Parameter(parameter) => Piece::whole(self.places.called(Thing::Parameter(*parameter))),
            InputKind::Step(step) => {
                let clean = self.clean_steps.contains(step);
                Piece { clean, ..Piece::whole(self.places.called(Thing::Step(*step))) }
            }
            InputKind::InYear(period) => {
                let clean = self.scheme.year.count(*period).decimals().is_some();
                Piece { clean, ..Piece::whole(year(*period).unwrap_or("1").to_owned()) }
            }
            InputKind::On => Piece::whole(self.places.called(Thing::On)),
        }
    }

    /// Whether a statement was chosen.
    fn ticked(&self, question: Handle<Question>, statement: u16) -> Piece {
        let asked = &self.questionnaire.questions[question];
        let given = self.places.called(Thing::Given(question));
        let id =
            asked.statements().get(usize::from(statement)).map_or("NA()".to_owned(), |one| quoted(&one.id));
        let inner = match &asked.kind {
            QuestionKind::One { between: false, .. } => format!("IF({given}=\"\",NA(),{given}={id})"),
            QuestionKind::Many { .. } => {
                let tick = self.places.called(Thing::Tick(question, statement));
                format!("IF({},{tick}=\"yes\",NA())", self.answered(question))
            }
            _ => {
                let second = self.places.called(Thing::Second(question));
                format!("IF({given}=\"\",NA(),OR({given}={id},{second}={id}))")
            }
        };
        let text = match asked.asked_when {
            Some(_) => format!("IF({},{inner},FALSE)", self.places.called(Thing::Asked(question))),
            None => inner,
        };
        Piece { text, hold: Hold::Whole, clean: true, depth: 4 }
    }

    /// Whether a question of which any statements may be ticked is answered.
    pub(crate) fn answered(&self, question: Handle<Question>) -> String {
        let given = self.places.called(Thing::Given(question));
        let count = self.questionnaire.questions[question].statements().len();
        let ticks = (0..count).filter_map(|at| u16::try_from(at).ok());
        let ticks = ticks.map(|at| format!("{}=\"yes\"", self.places.called(Thing::Tick(question, at))));
        let all: Vec<String> = std::iter::once(format!("{given}=\"answered\"")).chain(ticks).collect();
        format!("OR({})", all.join(","))
    }

    /// The points of several questions, neighbours as a range.
    fn together(
        &mut self,
        asked: &Asked,
        thing: fn(Handle<Question>) -> Thing,
        decimals: fn(&Question) -> Decimals,
    ) -> Piece {
        let mut runs: Vec<(Handle<Question>, Handle<Question>)> = Vec::new();
        let mut questions = asked.questions.clone();
        questions.sort();
        for question in questions {
            match runs.last_mut() {
                Some((_, last)) if last.index().checked_add(1) == Some(question.index()) => *last = question,
                _ => runs.push((question, question)),
            }
        }
        let whole = |question: &Handle<Question>| {
            decimals(&self.questionnaire.questions[*question]) == Decimals::NONE
        };
        let clean = asked.questions.len() == 1 || asked.questions.iter().all(whole);
        if let [(first, last)] = runs.as_slice()
            && first == last
        {
            return Piece { clean, ..Piece::whole(self.places.called(thing(*first))) };
        }
        let texts = runs.iter().map(|(first, last)| match first == last {
            true => self.places.called(thing(*first)),
            false => self.places.range(thing(*first), thing(*last)),
        });
        let texts: Vec<String> = texts.collect();
        let sums: Vec<String> = texts.chunks(PARTS).map(|some| format!("SUM({})", some.join(","))).collect();
        Piece {
            text: sums.join("+"),
            hold: if sums.len() > 1 { Hold::Sum } else { Hold::Whole },
            clean,
            depth: 1,
        }
    }

    fn add(&mut self, expr: &Expr, terms: &[(Sign, Expr)]) -> Piece {
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

    fn multiply(&mut self, expr: &Expr, factors: &[(Side, Expr)]) -> Piece {
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

    fn power(&mut self, base: &Expr, exponent: u32) -> Piece {
        let piece = self.piece(base);
        let whole = base.decimals == Decimals::NONE && piece.clean;
        let base = piece.at_least(Hold::Whole);
        if exponent == 0 {
            // A spreadsheet knows no zero to the power of zero.
            return Piece { text: format!("({base}*0+1)"), hold: Hold::Whole, ..piece };
        }
        Piece { text: format!("{base}^{exponent}"), hold: Hold::Signed, clean: whole, depth: piece.depth }
    }

    fn many(&mut self, name: &str, parts: &[Expr], node: fn(Vec<Expr>) -> Node, expr: &Expr) -> Piece {
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

    /// The size of a step's value, for the figures beside the steps.
    pub(crate) fn size_of_result(&self) -> Option<Size> {
        self.sizes.step(self.scheme.result)
    }
}

/// A number as a formula writes it.
pub(crate) fn written(value: &Exact) -> String {
    match (value.decimals(), value.parts()) {
        (Some(_), _) => value.to_string(),
        (None, Some((above, below))) => format!("{above}/{below}"),
        (None, None) => value.to_fixed(15),
    }
}
