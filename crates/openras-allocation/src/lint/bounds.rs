//! From what to what each step can be, and which rows can be reached, without trying answers one by one.
//!
//! Everything here errs to one side: a bound is never narrower than what can be, a row that is not reached here can be
//! reached by no answers and facts, and a step that cannot fail here never fails.

use openras_core::{Day, Exact, Handle};
use openras_formula::{Comparison, Decimals, Expr, InputId, Node, Side, Sign, Type};
use openras_questionnaire::{FactKind, QuestionKind, Questionnaire};

use crate::lint::range::{Extent, points_of};
use crate::lint::trial::Reached;
use crate::model::{Asked, InputKind, Parameter, Scheme, Step};

/// What a condition can come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Maybe {
    pub(super) yes: bool,
    pub(super) no: bool,
}

/// The bounds of a scheme.
pub(super) struct Bounds<'a> {
    pub(super) scheme: &'a Scheme,
    pub(super) questionnaire: &'a Questionnaire,
    days: &'a [Day],
    /// By the step's place; none where it never has a value.
    pub(super) steps: Vec<Option<Extent>>,
    /// By the step's place: whether it may fail or refer.
    pub(super) fails: Vec<bool>,
    pub(super) reached: Reached,
    /// Whether what is being read may fail or refer.
    pub(super) failing: bool,
}

impl<'a> Bounds<'a> {
    pub(super) fn of(scheme: &'a Scheme, questionnaire: &'a Questionnaire, days: &'a [Day]) -> Bounds<'a> {
        let mut bounds = Bounds {
            scheme,
            questionnaire,
            days,
            steps: Vec::new(),
            fails: Vec::new(),
            reached: Reached::default(),
            failing: false,
        };
        for step in &scheme.steps {
            bounds.failing = false;
            let extent = bounds.step(step);
            let failing =
                bounds.failing || extent.as_ref().is_none_or(|extent| may_overflow(extent, step.decimals));
            bounds.steps.push(extent);
            bounds.fails.push(failing);
        }
        bounds
    }

    fn step(&mut self, step: &Step) -> Option<Extent> {
        let Some((when, otherwise)) = &step.when else {
            return self.number(&step.formula.expr);
        };
        let maybe = self.condition(&when.expr);
        let applied = if maybe.yes { self.number(&step.formula.expr) } else { None };
        let not = if maybe.no { self.number(&otherwise.expr) } else { None };
        either(applied, not)
    }

    pub(super) fn number(&mut self, expr: &Expr) -> Option<Extent> {
        match &expr.node {
            Node::Literal(amount) => Some(Extent::just(&amount.value)),
            Node::Input(id) => self.input(*id),
            Node::Negate(part) => self.number(part).map(|extent| extent.negated()),
            Node::Number(part) => self.number(part),
            Node::Add(terms) => {
                let parts: Vec<Option<Extent>> = terms.iter().map(|(_, term)| self.number(term)).collect();
                let signed = parts.into_iter().zip(terms).map(|(part, (sign, _))| {
                    part.map(|part| if *sign == Sign::Plus { part } else { part.negated() })
                });
                all(signed, |total, term| total.plus(term))
            }
            Node::Multiply(factors) => self.product(factors),
            Node::Power(base, exponent) => {
                self.failing |= *exponent > 20;
                self.number(base).map(|base| base.power(*exponent))
            }
            Node::Min(parts) => self.fold(parts, Extent::least),
            Node::Max(parts) => self.fold(parts, Extent::most),
            Node::Sum(parts) => self.fold(parts, Extent::plus),
            Node::Round { how, value, places } => {
                self.number(value).map(|value| value.mapped(|end| end.round(*how, *places)))
            }
            Node::RoundTo { how, value, multiple } => {
                let (value, multiple) = (self.number(value), self.number(multiple)?);
                self.failing |= multiple.low.as_ref().is_none_or(|low| !low.is_positive());
                value.map(|value| value.to_multiple(*how, &multiple))
            }
            Node::Per { factor, value, .. } => {
                self.number(value).map(|value| value.times(&Extent::just(factor)))
            }
            Node::If(arms, otherwise) => {
                let mut extent = None;
                for (when, value) in arms {
                    let maybe = self.condition(when);
                    if maybe.yes {
                        let value = self.number(value);
                        extent = either(extent, value);
                    }
                    if !maybe.no {
                        return extent;
                    }
                }
                let otherwise = self.number(otherwise);
                either(extent, otherwise)
            }
            Node::Lookup { table, keys } => {
                let handle = usize::try_from(table.0).ok().and_then(|at| self.scheme.tables.handle(at))?;
                self.lookup(handle, keys)
            }
            _ => None,
        }
    }

    fn fold(&mut self, parts: &[Expr], join: impl Fn(&Extent, &Extent) -> Extent) -> Option<Extent> {
        let parts: Vec<Option<Extent>> = parts.iter().map(|part| self.number(part)).collect();
        all(parts, join)
    }

    fn product(&mut self, factors: &[(Side, Expr)]) -> Option<Extent> {
        let parts: Vec<Option<Extent>> = factors.iter().map(|(_, factor)| self.number(factor)).collect();
        for (part, (side, _)) in parts.iter().zip(factors) {
            self.failing |= *side == Side::Below && part.as_ref().is_none_or(Extent::may_be_zero);
        }
        let sided = parts.into_iter().zip(factors).map(|(part, (side, _))| {
            part.map(|part| if *side == Side::Above { part } else { part.reciprocal() })
        });
        all(sided, |total, factor| total.times(factor))
    }

    fn input(&mut self, id: InputId) -> Option<Extent> {
        match self.scheme.input(id)? {
            InputKind::Fact(fact) => match &self.questionnaire.facts[*fact].kind {
                FactKind::Number { min, max, .. } => Some(Extent::of(min.clone(), max.clone())),
                _ => None,
            },
            InputKind::Answer(handle) => {
                let question = &self.questionnaire.questions[*handle];
                self.failing |= question.asked_when.is_some() || question.unanswered.is_some();
                match &question.kind {
                    QuestionKind::Number { min, max, .. } => Some(Extent::of(min.clone(), max.clone())),
                    QuestionKind::Scale { from, to } => {
                        Some(Extent::of(Exact::from(*from), Exact::from(*to)))
                    }
                    _ => None,
                }
            }
            InputKind::Points(asked) => Some(self.sum(asked, |question| {
                let span = points_of(question);
                Extent::of(span.low, span.high)
            })),
            InputKind::MostPoints(asked) => {
                Some(self.sum(asked, |question| Extent::just(&question.points_most())))
            }
            InputKind::LeastPoints(asked) => {
                Some(self.sum(asked, |question| Extent::just(&question.points_least())))
            }
            InputKind::Parameter(parameter) => self.parameter(*parameter),
            InputKind::Step(step) => {
                self.failing |= self.fails.get(step.index()).copied().unwrap_or(true);
                self.steps.get(step.index()).cloned().flatten()
            }
            InputKind::InYear(period) => Some(Extent::just(&self.scheme.year.count(*period))),
            InputKind::Ticked(..) | InputKind::On => None,
        }
    }

    fn sum(&self, asked: &Asked, of: impl Fn(&openras_questionnaire::Question) -> Extent) -> Extent {
        let mut total = Extent::just(&Exact::ZERO);
        for handle in &asked.questions {
            let question = &self.questionnaire.questions[*handle];
            let own = of(question);
            let own = if question.asked_when.is_some() { own.join(&Extent::just(&Exact::ZERO)) } else { own };
            total = total.plus(&own);
        }
        total
    }

    pub(super) fn parameter(&mut self, parameter: Handle<Parameter>) -> Option<Extent> {
        let mut extent = None;
        for day in self.days {
            match self.scheme.parameters[parameter].on(*day) {
                Some(value) => extent = either(extent, Some(Extent::just(&value.is.value))),
                None => self.failing = true,
            }
        }
        extent
    }

    pub(super) fn condition(&mut self, expr: &Expr) -> Maybe {
        let open = Maybe { yes: true, no: true };
        match &expr.node {
            Node::Input(id) => {
                if let Some(InputKind::Ticked(handle, _)) = self.scheme.input(*id) {
                    self.failing |= self.questionnaire.questions[*handle].unanswered.is_some();
                }
                open
            }
            Node::Compare(comparison, left, right) if matches!(left.ty, Type::Number(_)) => {
                match (self.number(left), self.number(right)) {
                    (Some(left), Some(right)) => compare(*comparison, &left, &right),
                    _ => {
                        self.failing = true;
                        Maybe { yes: false, no: false }
                    }
                }
            }
            Node::Compare(_, left, right) => {
                self.visit(left);
                self.visit(right);
                open
            }
            Node::In(value, list) => {
                self.visit(value);
                list.iter().for_each(|item| self.visit(item));
                open
            }
            Node::Not(part) => {
                let maybe = self.condition(part);
                Maybe { yes: maybe.no, no: maybe.yes }
            }
            Node::And(parts) => self.chain(parts, false),
            Node::Or(parts) => self.chain(parts, true),
            Node::If(arms, otherwise) => {
                let mut all = Maybe { yes: false, no: false };
                for (when, value) in arms {
                    let maybe = self.condition(when);
                    if maybe.yes {
                        let value = self.condition(value);
                        all = Maybe { yes: all.yes || value.yes, no: all.no || value.no };
                    }
                    if !maybe.no {
                        return all;
                    }
                }
                let value = self.condition(otherwise);
                Maybe { yes: all.yes || value.yes, no: all.no || value.no }
            }
            _ => open,
        }
    }

    /// `and`, `or`: no further than the first part that certainly decides.
    fn chain(&mut self, parts: &[Expr], decides: bool) -> Maybe {
        let mut decided = false;
        for part in parts {
            let maybe = self.condition(part);
            let (can, cannot) = if decides { (maybe.yes, maybe.no) } else { (maybe.no, maybe.yes) };
            decided |= can;
            if !cannot {
                return if decides {
                    Maybe { yes: decided, no: false }
                } else {
                    Maybe { yes: false, no: decided }
                };
            }
        }
        if decides { Maybe { yes: decided, no: true } } else { Maybe { yes: true, no: decided } }
    }

    /// Looks at what an expression of any type reaches and whether it may fail.
    fn visit(&mut self, expr: &Expr) {
        match expr.ty {
            Type::Number(_) => drop(self.number(expr)),
            Type::Condition => drop(self.condition(expr)),
            Type::Choice(_) => drop(self.choice(expr)),
            Type::Date | Type::Unknown => {}
        }
    }

    /// The places that a choice may have.
    pub(super) fn choice(&mut self, expr: &Expr) -> Vec<u16> {
        let up_to = |count: usize| (0..count).filter_map(|at| u16::try_from(at).ok()).collect();
        match &expr.node {
            Node::Choice(place) => vec![*place],
            Node::Input(id) => match self.scheme.input(*id) {
                Some(InputKind::Fact(fact)) => {
                    up_to(self.questionnaire.facts[*fact].choice_ids().map_or(0, |ids| ids.len()))
                }
                Some(InputKind::Answer(handle)) => {
                    let question = &self.questionnaire.questions[*handle];
                    self.failing |= question.asked_when.is_some() || question.unanswered.is_some();
                    up_to(question.statements().len())
                }
                _ => Vec::new(),
            },
            Node::Recode(part, places) => {
                let from = self.choice(part);
                from.into_iter().filter_map(|place| places.get(usize::from(place)).copied()).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// What either of two ways gives; one that never has a value adds nothing.
pub(super) fn either(one: Option<Extent>, other: Option<Extent>) -> Option<Extent> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.join(&other)),
        (one, other) => one.or(other),
    }
}

/// All parts together; none where one of them never has a value.
fn all(
    parts: impl IntoIterator<Item = Option<Extent>>,
    join: impl Fn(&Extent, &Extent) -> Extent,
) -> Option<Extent> {
    let parts: Option<Vec<Extent>> = parts.into_iter().collect();
    parts?.into_iter().reduce(|total, part| join(&total, &part))
}

fn compare(comparison: Comparison, left: &Extent, right: &Extent) -> Maybe {
    let below = |a: &Option<Exact>, b: &Option<Exact>| a.as_ref().zip(b.as_ref()).is_none_or(|(a, b)| a < b);
    let (less, more) = (below(&left.low, &right.high), below(&right.low, &left.high));
    let apart = |a: &Option<Exact>, b: &Option<Exact>| a.as_ref().zip(b.as_ref()).is_some_and(|(a, b)| a < b);
    let equal = !apart(&left.high, &right.low) && !apart(&right.high, &left.low);
    let holds = |order| comparison.holds(order);
    use std::cmp::Ordering::{Equal, Greater, Less};
    let orders = [(less, Less), (equal, Equal), (more, Greater)];
    let can = |wanted: bool| orders.into_iter().any(|(can, order)| can && holds(order) == wanted);
    Maybe { yes: can(true), no: can(false) }
}

/// Whether a value within these ends, of these decimals, may have more digits than a step may.
fn may_overflow(extent: &Extent, decimals: Decimals) -> bool {
    let (Decimals::AtMost(places), Some(span)) = (decimals, extent.span()) else {
        return true;
    };
    if places >= Exact::DIGITS_MAX {
        return true;
    }
    let scale = Exact::from(10).pow(places);
    let most = &span.low.abs().max(span.high.abs()) * &scale;
    most >= Exact::from(10).pow(Exact::DIGITS_MAX)
}
