//! From a scheme to a columnar program for the days on which its parameters do not change.

use std::collections::{BTreeMap, BTreeSet};

use openras_core::{Amount, Day, Exact, Handle};
use openras_formula::{Comparison, Decimals, Expr, InputId, Node as Formula, Type, Value};
use openras_questionnaire::{Fact, Question, Questionnaire};

use super::always::always_needed;
use super::domain::{Asked, Domain, VALUES_MAX};
use super::node::{Index, IndexId, Kind, Node, NodeId, Op, Output, Program, Scale, Source, Var, VarId};
use super::part::{On, Part, union};
use super::trial::{Name, StepTable, Trial};
use crate::model::{InputKind, Rule, Scheme, Step};

/// The most combinations of several variables that become one table.
const TABLE_MAX: u32 = 1 << 14;

pub(super) struct Compiler<'c> {
    pub(super) scheme: &'c Scheme,
    /// With no question that is asked of some only: whether it is asked stands in the formulas.
    pub(super) questionnaire: Questionnaire,
    on: Day,
    pub(super) program: Program,
    pub(super) names: Vec<Name>,
    /// What each question is asked under, over facts.
    conditions: Vec<Option<Expr>>,
    steps: Vec<Part>,
    tables: Vec<Option<StepTable>>,
    cells: BTreeMap<Asked, usize>,
    always: BTreeSet<Asked>,
}

/// The program for a day, and for every other day on which all parameters have the same values.
pub(super) fn compile(
    scheme: &Scheme,
    questionnaire: &Questionnaire,
    on: Day,
    wanted: &[Handle<Step>],
) -> Program {
    let mut free = questionnaire.clone();
    for (handle, _) in questionnaire.questions.handles() {
        free.questions.get_mut(handle).into_iter().for_each(|question| question.asked_when = None);
    }
    let mut compiler = Compiler {
        scheme,
        questionnaire: free,
        on,
        program: Program { on: Some(on), ..Program::default() },
        names: scheme.inputs.iter().cloned().map(Name::Kind).collect(),
        conditions: Vec::new(),
        steps: Vec::new(),
        tables: Vec::new(),
        cells: BTreeMap::new(),
        always: always_needed(scheme, questionnaire),
    };
    compiler.cells(questionnaire);
    compiler.refuse_not_asked(questionnaire);
    for rule in scheme.exclusions.iter().chain(&scheme.referrals) {
        compiler.rule(rule);
    }
    for (handle, step) in scheme.steps.handles() {
        compiler.step(handle, step);
    }
    for handle in wanted {
        compiler.output(*handle);
    }
    compiler.program.keep_what_is_needed();
    compiler.program
}

impl Compiler<'_> {
    fn cells(&mut self, questionnaire: &Questionnaire) {
        for (handle, _) in questionnaire.facts.handles() {
            let always = self.always.contains(&Asked::Fact(handle));
            self.cell(Domain::of_fact(questionnaire, handle, always));
        }
        for (handle, question) in questionnaire.questions.handles() {
            let always = self.always.contains(&Asked::Question(handle));
            self.cell(Domain::of_question(questionnaire, handle, always));
            let condition = question.asked_when.clone();
            let condition = condition.map(|condition| self.on_facts(condition, questionnaire));
            self.conditions.push(condition);
        }
    }

    fn cell(&mut self, domain: Domain) {
        self.cells.insert(domain.asked, self.program.domains.len());
        self.program.domains.push(domain);
    }

    /// A condition whose inputs are facts by their place, with inputs of formulas.
    fn on_facts(&mut self, condition: Expr, questionnaire: &Questionnaire) -> Expr {
        if let Formula::Input(id) = condition.node {
            let fact = usize::try_from(id.0).ok().and_then(|at| questionnaire.facts.handle(at));
            let id = fact.map(|fact| self.name(Name::Kind(InputKind::Fact(fact))));
            return Expr { node: Formula::Input(id.unwrap_or(InputId(u32::MAX))), ..condition };
        }
        let parts: Vec<Expr> = condition.parts().into_iter().cloned().collect();
        let parts = parts.into_iter().map(|part| self.on_facts(part, questionnaire)).collect();
        condition.with_parts(parts)
    }

    /// Marks whoever answers a question that is not asked.
    fn refuse_not_asked(&mut self, questionnaire: &Questionnaire) {
        for (handle, _) in questionnaire.questions.handles() {
            let condition = self.conditions.get(handle.index()).cloned().flatten();
            let (Some(condition), Some(cell)) =
                (condition, self.cells.get(&Asked::Question(handle)).copied())
            else {
                continue;
            };
            let part = self.part(&condition);
            let (asked, mut fails) = self.condition(&part);
            let given = self.node(Kind::Condition, Op::Given(cell));
            fails.push(self.node(Kind::Condition, Op::Not(asked)));
            let wrong = self.node(Kind::Condition, Op::Any(fails));
            let marked = self.node(Kind::Condition, Op::All(vec![given, wrong]));
            self.program.marks.push(marked);
        }
    }

    /// Marks whoever is excluded or referred.
    fn rule(&mut self, rule: &Rule) {
        let part = self.part(&rule.when.expr);
        let (holds, fails) = self.condition(&part);
        self.program.marks.push(holds);
        self.program.marks.extend(fails);
    }

    fn step(&mut self, handle: Handle<Step>, step: &Step) {
        let expr = match &step.when {
            None => step.formula.expr.clone(),
            Some((when, otherwise)) => {
                let arms = vec![(when.expr.clone(), step.formula.expr.clone())];
                let node = Formula::If(arms, Box::new(otherwise.expr.clone()));
                Expr { node, ..step.formula.expr.clone() }
            }
        };
        let part = self.part(&expr);
        self.program.marks.extend(part.fails.iter().copied());
        let computed = self.node_of(&part.expr);
        let mut table = None;
        let part = match (&part.on, computed) {
            (On::Vars(vars), None) => {
                let values = self.trial().tabulate(&part.expr, vars).into_iter().map(|value| match value {
                    Some(Value::Number(value)) if self.scheme.unfit(handle, &value).is_none() => Some(value),
                    _ => None,
                });
                let values: Vec<Option<Exact>> = values.collect();
                let fails: Vec<u8> = values.iter().map(|value| u8::from(value.is_none())).collect();
                let vars = vars.clone();
                if let Some(fails) = self.holds(&vars, fails) {
                    self.program.marks.push(fails);
                }
                table = Some(StepTable { basis: vars.clone(), values });
                let id = self.name(Name::Kind(InputKind::Step(handle)));
                let expr = Expr { node: Formula::Input(id), ..expr };
                Part { expr, on: On::Vars(vars), fails: Vec::new() }
            }
            (_, Some(node)) => {
                self.refuse_unfit(handle, node);
                Part { fails: Vec::new(), ..part }
            }
            (On::Column(_), None) => part,
        };
        self.steps.push(part);
        self.tables.push(table);
    }

    /// Marks values that a step must not have.
    fn refuse_unfit(&mut self, handle: Handle<Step>, node: NodeId) {
        let result = handle == self.scheme.result;
        match self.kind(node) {
            Kind::Fraction => {
                let op = Op::Unfit { value: node, not_below_zero: result };
                let unfit = self.node(Kind::Condition, op);
                self.program.marks.push(unfit);
            }
            Kind::Number(scale) => {
                let far = 10i128.pow(Exact::DIGITS_MAX);
                let refuse = |compiler: &mut Self, comparison, number: i128| {
                    let bound = compiler.same(number, scale.den);
                    let unfit = compiler.node(Kind::Condition, Op::Compare(comparison, node, bound));
                    compiler.program.marks.push(unfit);
                };
                if result && scale.low < 0 {
                    refuse(self, Comparison::Less, 0);
                }
                if scale.high >= far {
                    refuse(self, Comparison::AtLeast, far);
                }
                if scale.low <= far.saturating_neg() {
                    refuse(self, Comparison::AtMost, far.saturating_neg());
                }
                if scale.den >= far {
                    let always = self.node(Kind::Condition, Op::Always(true));
                    self.program.marks.push(always);
                }
            }
            Kind::Condition => {}
        }
    }

    fn output(&mut self, handle: Handle<Step>) {
        let Some(part) = self.steps.get(handle.index()).cloned() else {
            return;
        };
        let decimals = match self.scheme.steps[handle].decimals {
            Decimals::AtMost(decimals) => Some(decimals),
            Decimals::Any => None,
        };
        let over = decimals.and_then(|decimals| 10i128.checked_pow(decimals));
        let output = match over.and_then(|den| self.number_over(&part, den)) {
            Some(node) => Output { node, decimals },
            None => Output { node: self.number(&part).0, decimals: None },
        };
        self.program.outputs.push(output);
    }

    // ---- names

    pub(super) fn name(&mut self, name: Name) -> InputId {
        let id = InputId(u32::try_from(self.names.len()).unwrap_or(u32::MAX));
        self.names.push(name);
        id
    }

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
        let signs = parts.into_iter().map(|part| (openras_formula::Sign::Plus, part)).collect();
        self.add(signs, expr)
    }

    /// A fact or an answer with too many values to count through.
    fn wide(&mut self, cell: usize, expr: &Expr) -> Part {
        let Some(domain) = self.program.domains.get(cell) else {
            return never(expr);
        };
        let den = 10i128.checked_pow(domain.decimals).unwrap_or(1);
        let scale = Scale { den, low: i128::from(domain.low), high: i128::from(domain.high) };
        let lacks = domain.nothing == super::domain::IfNothing::Lack;
        let node = self.node(Kind::Number(scale), Op::Cells(cell));
        let fails = if lacks { vec![self.not_given(cell)] } else { Vec::new() };
        self.column(node, expr, fails)
    }

    fn wide_points(&mut self, question: Handle<Question>, cell: usize, expr: &Expr) -> Part {
        let question = self.questionnaire.questions[question].clone();
        let given = self.wide(cell, expr);
        let fails = given.fails.clone();
        let each = match &question.kind {
            openras_questionnaire::QuestionKind::Number { points_each, .. } => points_each.clone(),
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

    // ---- variables and nodes

    fn var_of_cell(&mut self, cell: usize) -> Option<VarId> {
        let count = self.program.domains.get(cell)?.count()?;
        Some(self.var(Source::Cell(cell), count))
    }

    fn var(&mut self, source: Source, count: u32) -> VarId {
        if let Some(at) = self.program.vars.iter().position(|var| var.source == source) {
            return VarId(at);
        }
        self.program.vars.push(Var { source, count });
        VarId(self.program.vars.len().saturating_sub(1))
    }

    pub(super) fn node(&mut self, kind: Kind, op: Op) -> NodeId {
        self.program.nodes.push(Node { kind, op });
        NodeId(self.program.nodes.len().saturating_sub(1))
    }

    pub(super) fn kind(&self, node: NodeId) -> Kind {
        self.program.nodes.get(node.0).map_or(Kind::Fraction, |node| node.kind)
    }

    /// A part that is worked out in a column: a variable where it has few values.
    pub(super) fn column(&mut self, node: NodeId, like: &Expr, fails: Vec<NodeId>) -> Part {
        let known = self.names.iter().position(|name| matches!(name, Name::Slot(other) if *other == node));
        let id = match known.and_then(|at| u32::try_from(at).ok()) {
            Some(at) => InputId(at),
            None => self.name(Name::Slot(node)),
        };
        let expr = Expr { node: Formula::Input(id), ..like.clone() };
        let var = match self.kind(node) {
            Kind::Number(scale) if like.ty != Type::Date => {
                scale.count(VALUES_MAX).map(|count| self.var(Source::Number(node), count))
            }
            Kind::Condition => Some(self.var(Source::Condition(node), 2)),
            _ => None,
        };
        Part { expr, on: var.map_or(On::Column(node), |var| On::Vars(vec![var])), fails }
    }

    /// The column that a part stands for already.
    pub(super) fn node_of(&self, expr: &Expr) -> Option<NodeId> {
        let Formula::Input(id) = expr.node else {
            return None;
        };
        match usize::try_from(id.0).ok().and_then(|at| self.names.get(at)) {
            Some(Name::Slot(node)) => Some(*node),
            _ => None,
        }
    }

    pub(super) fn trial(&self) -> Trial<'_> {
        Trial {
            scheme: self.scheme,
            questionnaire: &self.questionnaire,
            on: self.on,
            program: &self.program,
            names: &self.names,
            steps: &self.tables,
        }
    }

    /// How many combinations of variables there are.
    pub(super) fn combinations(&self, vars: &[VarId]) -> Option<u32> {
        vars.iter().try_fold(1u32, |size, var| size.checked_mul(self.program.vars.get(var.0)?.count))
    }

    /// The variables of all the parts together, where they are few enough for a table.
    pub(super) fn few<'p>(&self, parts: impl IntoIterator<Item = &'p Part>) -> Option<Vec<VarId>> {
        let mut all = Vec::new();
        for part in parts {
            all = union(&all, part.vars()?);
        }
        let fits = all.len() <= 1 || self.combinations(&all).is_some_and(|size| size <= TABLE_MAX);
        fits.then_some(all)
    }

    pub(super) fn index(&mut self, vars: &[VarId]) -> IndexId {
        let mut stride = 1u32;
        let mut parts = Vec::new();
        for var in vars.iter().rev() {
            parts.push((*var, stride));
            stride = stride.saturating_mul(self.program.vars.get(var.0).map_or(1, |var| var.count));
        }
        parts.reverse();
        let index = Index { parts, size: stride };
        if let Some(at) = self.program.indices.iter().position(|other| *other == index) {
            return IndexId(at);
        }
        self.program.indices.push(index);
        IndexId(self.program.indices.len().saturating_sub(1))
    }
}

fn vars_part(expr: &Expr, var: VarId) -> Part {
    Part { expr: expr.clone(), on: On::Vars(vec![var]), fails: Vec::new() }
}

/// A number everywhere.
pub(super) fn constant(like: &Expr, value: Exact) -> Part {
    let node = Formula::Literal(amount(value));
    Part { expr: Expr { node, ..like.clone() }, on: On::Vars(Vec::new()), fails: Vec::new() }
}

fn amount(value: Exact) -> Amount {
    Amount { value, percent: false, decimals: 0 }
}

/// A condition that holds nowhere, or a value that nobody has.
fn never(like: &Expr) -> Part {
    let zero = || Expr { node: Formula::Literal(amount(Exact::ZERO)), ..number_like(like) };
    let node = match like.ty {
        Type::Condition => Formula::Compare(Comparison::NotEqual, Box::new(zero()), Box::new(zero())),
        _ => Formula::Input(InputId(u32::MAX)),
    };
    Part { expr: Expr { node, ..like.clone() }, on: On::Vars(Vec::new()), fails: Vec::new() }
}

fn number_like(like: &Expr) -> Expr {
    Expr { ty: Type::Number(openras_core::Unit::number()), ..like.clone() }
}

fn condition_like(like: &Expr) -> Expr {
    Expr { ty: Type::Condition, ..like.clone() }
}
