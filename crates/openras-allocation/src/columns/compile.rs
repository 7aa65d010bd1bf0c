//! From a scheme to a columnar program for the days on which its parameters do not change.

use std::collections::{BTreeMap, BTreeSet};

use openras_core::{Day, Exact, Handle};
use openras_formula::{Comparison, Decimals, Expr, InputId, Node as Formula, Value};
use openras_questionnaire::Questionnaire;

use super::always::always_needed;
use super::domain::{Asked, Domain};
use super::node::{Kind, NodeId, Op, Output, Program};
use super::part::{On, Part};
use super::trial::{Name, StepTable};
use crate::model::{InputKind, Rule, Scheme, Step};

pub(super) struct Compiler<'c> {
    pub(super) scheme: &'c Scheme,
    /// With no question that is asked of some only: whether it is asked stands in the formulas.
    pub(super) questionnaire: Questionnaire,
    pub(super) on: Day,
    pub(super) program: Program,
    pub(super) names: Vec<Name>,
    /// What each question is asked under, over facts.
    pub(super) conditions: Vec<Option<Expr>>,
    pub(super) steps: Vec<Part>,
    pub(super) tables: Vec<Option<StepTable>>,
    pub(super) cells: BTreeMap<Asked, usize>,
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
}
