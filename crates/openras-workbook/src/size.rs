//! How large a number can get, and how finely its values can lie: whether fifteen digits hold it.

use std::collections::HashMap;

use openras_allocation::{InputKind, Rows, Scheme, Step, Table, Worth};
use openras_core::{Exact, Handle};
use openras_formula::{Expr, Node, Side, TableId};
use openras_questionnaire::{Fact, FactKind, Question, QuestionKind, Questionnaire};

/// So many significant digits a spreadsheet keeps.
const DIGITS: i32 = 15;

/// What is known of a number's values without working anything out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Size {
    /// The greatest distance from zero.
    most: Exact,
    /// The least distance from zero of a value that is not zero.
    least: Exact,
    /// Values are whole numbers over ten to this, over a whole number that is at most `other`.
    tens: u32,
    other: Exact,
}

impl Size {
    fn constant(value: &Exact) -> Size {
        let (tens, other) = match (value.decimals(), value.parts()) {
            (Some(tens), _) => (tens, Exact::ONE),
            (None, Some((_, below))) => (0, Exact::from(below)),
            (None, None) => (0, Exact::from(10).pow(60)),
        };
        Size { most: value.abs(), least: value.abs(), tens, other }
    }

    fn decimal(most: Exact, tens: u32) -> Size {
        Size { most, least: Exact::decimal(1, tens), tens, other: Exact::ONE }
    }

    /// How many places a spreadsheet still holds of this number times ten to `shift`.
    pub(crate) fn places(&self, shift: i32) -> i32 {
        let digits = self.most.round(openras_core::Rounding::Up, 0).to_string().len();
        let digits = i32::try_from(digits).unwrap_or(i32::MAX);
        DIGITS.saturating_sub(1).saturating_sub(digits).saturating_sub(shift).clamp(0, 10)
    }

    /// Whether `places` places of this times ten to `shift` tell every value from a whole number, and from a half, that it
    /// is not.
    pub(crate) fn told_apart(&self, shift: i32, places: i32) -> bool {
        let tens = i32::try_from(self.tens).unwrap_or(i32::MAX).saturating_sub(shift).max(0);
        if self.other == Exact::ONE && tens <= places {
            return true;
        }
        let finest = &(&Exact::from(10).pow(tens.unsigned_abs()) * &self.other) * &Exact::from(2);
        places > 0 && finest < Exact::from(10).pow(places.unsigned_abs())
    }

    fn either(self, other: Size) -> Size {
        Size {
            most: self.most.max(other.most),
            least: self.least.min(other.least),
            tens: self.tens.max(other.tens),
            other: self.other.max(other.other),
        }
    }

    fn plus(self, other: Size) -> Size {
        let tens = self.tens.max(other.tens);
        Size::fine(&self.most + &other.most, tens, &self.other * &other.other)
    }

    /// With the least distance from zero that so fine a number can have.
    fn fine(most: Exact, tens: u32, other: Exact) -> Size {
        let finest = &Exact::from(10).pow(tens) * &other;
        let least = Exact::ONE.checked_div(&finest).unwrap_or(Exact::ZERO);
        Size { most, least, tens, other }
    }

    fn times(self, other: &Size) -> Size {
        Size {
            most: &self.most * &other.most,
            least: &self.least * &other.least,
            tens: self.tens.saturating_add(other.tens),
            other: &self.other * &other.other,
        }
    }

    /// One over this.
    fn inverse(&self) -> Option<Size> {
        let most = Exact::ONE.checked_div(&self.least)?;
        if self.most == self.least && self.other == Exact::ONE {
            return Some(Size::constant(&most));
        }
        let least = Exact::ONE.checked_div(&self.most)?;
        let other = &(&self.most * &Exact::from(10).pow(self.tens)) * &self.other;
        Some(Size { most, least, tens: 0, other })
    }

    /// This many times.
    pub(crate) fn by(&self, count: &Exact) -> Option<Size> {
        self.clone().times(&Size::constant(count)).kept()
    }

    /// Divided by this.
    pub(crate) fn over(&self, count: &Exact) -> Option<Size> {
        self.clone().times(&Size::constant(count).inverse()?).kept()
    }

    /// What is too large to be worth knowing is not known.
    fn kept(self) -> Option<Size> {
        (self.most.bits() < 4_000 && self.other.bits() < 4_000).then_some(self)
    }
}

/// The sizes of a scheme's numbers.
pub(crate) struct Sizes<'a> {
    scheme: &'a Scheme,
    questionnaire: &'a Questionnaire,
    steps: HashMap<Handle<Step>, Option<Size>>,
}

impl<'a> Sizes<'a> {
    pub(crate) fn new(scheme: &'a Scheme, questionnaire: &'a Questionnaire) -> Sizes<'a> {
        let mut sizes = Sizes { scheme, questionnaire, steps: HashMap::new() };
        for (handle, step) in scheme.steps.handles() {
            let mut size = sizes.of(&step.formula.expr);
            if let Some((_, otherwise)) = &step.when {
                size = size.zip(sizes.of(&otherwise.expr)).map(|(one, other)| one.either(other));
            }
            sizes.steps.insert(handle, size);
        }
        sizes
    }

    /// The size of a step.
    pub(crate) fn step(&self, step: Handle<Step>) -> Option<Size> {
        self.steps.get(&step).cloned().flatten()
    }

    /// The size of what a formula of numbers gives; `None` where nothing is known of it.
    pub(crate) fn of(&self, expr: &Expr) -> Option<Size> {
        let size = match &expr.node {
            Node::Literal(amount) => Size::constant(&amount.value),
            Node::Input(id) => self.input(self.scheme.input(*id)?)?,
            Node::Negate(part) | Node::Number(part) | Node::Recode(part, _) => self.of(part)?,
            Node::Add(terms) => self.sum(terms.iter().map(|(_, term)| term))?,
            Node::Sum(parts) => self.sum(parts.iter())?,
            Node::Multiply(factors) => self.product(factors)?,
            Node::Power(base, exponent) => {
                let base = self.of(base)?;
                (0..*exponent).try_fold(Size::constant(&Exact::ONE), |size, _| size.times(&base).kept())?
            }
            Node::Min(parts) | Node::Max(parts) => self.among(parts.iter())?,
            Node::If(arms, otherwise) => {
                self.among(arms.iter().map(|(_, value)| value).chain(std::iter::once(&**otherwise)))?
            }
            Node::Round { value, places, .. } => {
                let tens = u32::try_from(*places).unwrap_or(0);
                let unit = match u32::try_from(*places) {
                    Ok(places) => Exact::decimal(1, places),
                    Err(_) => Exact::from(10).pow(places.unsigned_abs()),
                };
                Size::decimal(&self.of(value)?.most + &unit, tens)
            }
            Node::RoundTo { value, multiple, .. } => {
                let multiple = self.of(multiple)?;
                Size::fine(&self.of(value)?.most + &multiple.most, multiple.tens, multiple.other)
            }
            Node::Per { factor, value, .. } => self.of(value)?.times(&Size::constant(factor)),
            Node::Lookup { table, keys } => self.lookup(*table, keys)?,
            _ => return None,
        };
        size.kept()
    }

    fn sum<'e>(&self, mut parts: impl Iterator<Item = &'e Expr>) -> Option<Size> {
        let first = self.of(parts.next()?)?;
        parts.try_fold(first, |size, part| size.plus(self.of(part)?).kept())
    }

    fn among<'e>(&self, mut parts: impl Iterator<Item = &'e Expr>) -> Option<Size> {
        let first = self.of(parts.next()?)?;
        parts.try_fold(first, |size, part| Some(size.either(self.of(part)?)))
    }

    fn product(&self, factors: &[(Side, Expr)]) -> Option<Size> {
        factors.iter().try_fold(Size::constant(&Exact::ONE), |size, (side, factor)| {
            let factor = self.of(factor)?;
            match side {
                Side::Above => size.times(&factor).kept(),
                Side::Below => size.times(&factor.inverse()?).kept(),
            }
        })
    }

    fn input(&self, kind: &InputKind) -> Option<Size> {
        match kind {
            InputKind::Fact(fact) => of_fact(&self.questionnaire.facts[*fact]),
            InputKind::Answer(question) => of_answer(&self.questionnaire.questions[*question]),
            InputKind::Points(asked) | InputKind::MostPoints(asked) | InputKind::LeastPoints(asked) => {
                let questions = asked.questions.iter().map(|at| &self.questionnaire.questions[*at]);
                Some(questions.map(of_points).fold(Size::decimal(Exact::ZERO, 0), Size::plus))
            }
            InputKind::Parameter(parameter) => {
                let values = &self.scheme.parameters[*parameter].values;
                values.iter().map(|value| Size::constant(&value.is.value)).reduce(Size::either)
            }
            InputKind::Step(step) => self.step(*step),
            InputKind::InYear(period) => Some(Size::constant(&self.scheme.year.count(*period))),
            InputKind::Ticked(..) | InputKind::On => None,
        }
    }

    fn worth(&self, worth: &Worth) -> Option<Size> {
        match worth {
            Worth::Amount(amount) => Some(Size::constant(&amount.value)),
            Worth::Parameter(parameter) => self.input(&InputKind::Parameter(*parameter)),
        }
    }

    fn lookup(&self, table: TableId, keys: &[Expr]) -> Option<Size> {
        let table = self.scheme.tables.handle(usize::try_from(table.0).ok()?)?;
        let table = &self.scheme.tables[table];
        let worths = values(table).filter_map(|worth| self.worth(worth));
        let size = worths.reduce(Size::either)?;
        let Rows::At(openras_allocation::Near::Linear, rows) = &table.rows else {
            return Some(size);
        };
        // Between two rows: low + (key - at) / (next at - at) x (high - low).
        let key = self.of(keys.first()?)?;
        let gaps = rows.iter().zip(rows.iter().skip(1)).map(|(row, next)| &next.at - &row.at);
        let gap = gaps.filter_map(|gap| Size::constant(&gap).inverse()).reduce(Size::either)?;
        let ends = rows.iter().map(|row| Size::constant(&row.at)).reduce(Size::either)?;
        let fine = key.plus(ends).times(&gap).times(&size.clone().plus(size.clone())).plus(size.clone());
        Some(Size { most: size.most, ..fine })
    }
}

/// Everything that a table may give.
pub(crate) fn values(table: &Table) -> impl Iterator<Item = &Worth> {
    let rows: Vec<&Worth> = match &table.rows {
        Rows::Band(rows) => rows.iter().map(|row| &row.row.is).collect(),
        Rows::At(_, rows) => rows.iter().map(|row| &row.row.is).collect(),
        Rows::Choice(rows) => rows.iter().map(|row| &row.row.is).collect(),
    };
    let edges = [&table.below, &table.above].into_iter().filter_map(|edge| match edge {
        openras_allocation::Edge::Is(worth) => Some(worth),
        _ => None,
    });
    rows.into_iter().chain(edges)
}

fn of_fact(fact: &Fact) -> Option<Size> {
    match &fact.kind {
        FactKind::Number { min, max, decimals, .. } => {
            Some(Size::decimal(min.abs().max(max.abs()), *decimals))
        }
        _ => None,
    }
}

fn of_answer(question: &Question) -> Option<Size> {
    match &question.kind {
        QuestionKind::Number { min, max, decimals, .. } => {
            Some(Size::decimal(min.abs().max(max.abs()), *decimals))
        }
        QuestionKind::Scale { from, to } => {
            Some(Size::decimal(Exact::from(*from).abs().max(Exact::from(*to).abs()), 0))
        }
        _ => None,
    }
}

fn of_points(question: &Question) -> Size {
    let most = question.points_most().abs().max(question.points_least().abs());
    let most = question.unanswered.as_ref().map_or(most.clone(), |points| most.max(points.abs()));
    let tens = match question.points_decimals() {
        openras_formula::Decimals::AtMost(tens) => tens,
        openras_formula::Decimals::Any => 0,
    };
    Size::decimal(most, tens)
}
