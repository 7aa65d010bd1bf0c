//! What the inputs of formulas become: facts, answers, points, steps.

use openras_core::{Exact, Handle};
use openras_formula::{Expr, InputId, Node as Formula, Sign};
use openras_questionnaire::{Fact, Question, QuestionKind};

use super::compile::Compiler;
use super::domain::{Asked, IfNothing};
use super::node::{Kind, NodeId, Op, Scale};
use super::part::{On, Part, condition_like, constant, never, union, vars_part};
use super::trial::Name;
use crate::model::InputKind;

impl Compiler<'_> {
    /// The part of an input.
    pub(super) fn input(&mut self, id: InputId, expr: &Expr) -> Part {
        let name = usize::try_from(id.0).ok().and_then(|at| self.names.get(at)).cloned();
        let nothing = Part { expr: expr.clone(), on: On::Vars(Vec::new()), fails: Vec::new() };
        match name {
            Some(Name::Kind(InputKind::Step(step))) => {
                self.steps.get(step.index()).cloned().unwrap_or(nothing)
            }
            Some(Name::Kind(InputKind::Fact(fact))) => self.fact(fact, expr),
            Some(Name::Kind(InputKind::Answer(question))) => self.question(question, expr, false),
            Some(Name::Kind(InputKind::Ticked(question, _))) => {
                let ticked = self.question(question, expr, false);
                self.if_asked(question, ticked, never(expr))
            }
            Some(Name::Kind(InputKind::Points(asked))) => {
                let points = asked.questions.iter().map(|question| self.points(*question, expr)).collect();
                self.together(points, expr)
            }
            Some(Name::Kind(InputKind::MostPoints(asked))) => {
                let ends =
                    asked.questions.iter().map(|at| (*at, self.questionnaire.questions[*at].points_most()));
                let ends: Vec<(Handle<Question>, Exact)> = ends.collect();
                self.ends(ends, expr)
            }
            Some(Name::Kind(InputKind::LeastPoints(asked))) => {
                let ends =
                    asked.questions.iter().map(|at| (*at, self.questionnaire.questions[*at].points_least()));
                let ends: Vec<(Handle<Question>, Exact)> = ends.collect();
                self.ends(ends, expr)
            }
            Some(Name::Kind(InputKind::On)) => {
                let scale = Scale { den: 1, low: 0, high: i128::from(u32::MAX) };
                let node = self.node(Kind::Number(scale), Op::On);
                self.column(node, expr, Vec::new())
            }
            Some(Name::Slot(node)) => self.column(node, expr, Vec::new()),
            Some(Name::Kind(InputKind::Parameter(_) | InputKind::InYear(_))) | None => nothing,
        }
    }

    fn fact(&mut self, fact: Handle<Fact>, expr: &Expr) -> Part {
        let cell = self.cells.get(&Asked::Fact(fact)).copied();
        match cell.map(|cell| (cell, self.var_of_cell(cell))) {
            Some((_, Some(var))) => vars_part(expr, var),
            Some((cell, None)) => self.wide(cell, expr),
            None => never(expr),
        }
    }

    /// An answer, or what hangs on one answer, whether or not it is asked for.
    fn question(&mut self, question: Handle<Question>, expr: &Expr, points: bool) -> Part {
        let cell = self.cells.get(&Asked::Question(question)).copied();
        match cell.map(|cell| (cell, self.var_of_cell(cell))) {
            Some((_, Some(var))) => vars_part(expr, var),
            Some((cell, None)) if points => self.wide_points(question, cell, expr),
            Some((cell, None)) => self.wide(cell, expr),
            None => never(expr),
        }
    }

    fn points(&mut self, question: Handle<Question>, expr: &Expr) -> Part {
        let asked = crate::model::Asked { written: String::new(), questions: vec![question] };
        let id = self.name(Name::Kind(InputKind::Points(asked)));
        let expr = Expr { node: Formula::Input(id), ..expr.clone() };
        let points = self.question(question, &expr, true);
        let nothing = constant(&expr, Exact::ZERO);
        self.if_asked(question, points, nothing)
    }

    /// The most or least points of questions, as far as they are asked.
    fn ends(&mut self, ends: Vec<(Handle<Question>, Exact)>, expr: &Expr) -> Part {
        let ends = ends
            .into_iter()
            .map(|(question, end)| self.if_asked(question, constant(expr, end), constant(expr, Exact::ZERO)));
        let ends = ends.collect();
        self.together(ends, expr)
    }

    fn if_asked(&mut self, question: Handle<Question>, asked: Part, otherwise: Part) -> Part {
        match self.conditions.get(question.index()).cloned().flatten() {
            None => asked,
            Some(condition) => {
                let whole = asked.expr.clone();
                let when = self.part(&condition);
                self.branch(vec![(when, asked)], otherwise, &whole)
            }
        }
    }

    fn together(&mut self, parts: Vec<Part>, expr: &Expr) -> Part {
        let signs = parts.into_iter().map(|part| (Sign::Plus, part)).collect();
        self.add(signs, expr)
    }

    /// A fact or an answer with too many values to count through.
    fn wide(&mut self, cell: usize, expr: &Expr) -> Part {
        let Some(domain) = self.program.domains.get(cell) else {
            return never(expr);
        };
        let den = 10i128.checked_pow(domain.decimals).unwrap_or(1);
        let scale = Scale { den, low: i128::from(domain.low), high: i128::from(domain.high) };
        let lacks = domain.nothing == IfNothing::Lack;
        let node = self.node(Kind::Number(scale), Op::Cells(cell));
        let fails = if lacks { vec![self.not_given(cell)] } else { Vec::new() };
        self.column(node, expr, fails)
    }

    fn wide_points(&mut self, question: Handle<Question>, cell: usize, expr: &Expr) -> Part {
        let question = self.questionnaire.questions[question].clone();
        let given = self.wide(cell, expr);
        let fails = given.fails.clone();
        let each = match &question.kind {
            QuestionKind::Number { points_each, .. } => points_each.clone(),
            _ => Exact::ONE,
        };
        let points = self.scaled(Part { fails: Vec::new(), ..given }, &each, expr);
        match (&question.unanswered, fails.first()) {
            (Some(unanswered), Some(nothing)) => {
                let when = self.column(*nothing, &condition_like(expr), Vec::new());
                self.branch(vec![(when, constant(expr, unanswered.clone()))], points, expr)
            }
            _ => Part { fails: union(&points.fails, &fails), ..points },
        }
    }

    fn not_given(&mut self, cell: usize) -> NodeId {
        let given = self.node(Kind::Condition, Op::Given(cell));
        self.node(Kind::Condition, Op::Not(given))
    }
}
