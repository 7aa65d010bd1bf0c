//! Why a condition holds or does not, and which branch of a formula was taken.

use openras_core::Handle;
use openras_formula::{Comparison, Expr, Node, Type, Value, evaluate, words};

use super::terms::{Terms, Used, quoted, spaced, yes_no};
use crate::allocation::{Allocation, Operand};
use crate::inputs::{StepState, Work};
use crate::model::{InputKind, Step};

/// Between two reasons.
const AND: &str = ", and ";

/// A condition that decided something, and whether it held.
pub(super) type Leaf = (Expr, bool);

/// A formula with its `if`s decided.
pub(super) struct Settled {
    /// The formula without any `if`.
    pub(super) expr: Expr,
    /// Why each branch was taken.
    pub(super) because: Vec<String>,
    /// The same, as the conditions that decided.
    pub(super) leaves: Vec<Leaf>,
    /// The tables that it uses, in the order in which words tell them.
    pub(super) tables: Vec<Used>,
}

/// Decides conditions of one allocation again, in order to say why.
pub(super) struct Reasons<'a> {
    allocation: &'a Allocation,
    work: Work<'a>,
    step: Option<Handle<Step>>,
}

impl<'a> Reasons<'a> {
    /// For the formula of a step, or for a condition of the scheme.
    pub(super) fn new(allocation: &'a Allocation, step: Option<Handle<Step>>) -> Reasons<'a> {
        let mut work =
            Work::new(&allocation.scheme, &allocation.questionnaire, &allocation.sheet, allocation.on);
        for (handle, _) in allocation.scheme.steps.handles() {
            let done = allocation.steps.iter().find(|done| done.step == handle);
            work.steps.push(done.map_or(StepState::Referred, |done| StepState::Done(done.value.clone())));
        }
        Reasons { allocation, work, step }
    }

    /// Whether a condition holds; `None` where that cannot be told.
    pub(super) fn holds(&mut self, condition: &Expr) -> Option<bool> {
        match evaluate(condition, &mut self.work) {
            Some(Value::Condition(holds)) => Some(holds),
            _ => None,
        }
    }

    /// Why a condition is as it is: `living is “A home of their own”`.
    pub(super) fn why(&mut self, condition: &Expr, holds: bool) -> String {
        let leaves = self.leaves(condition, holds);
        self.told(&leaves)
    }

    /// The conditions that decide a condition, none of them made of others, each with whether it holds.
    pub(super) fn leaves(&mut self, condition: &Expr, holds: bool) -> Vec<Leaf> {
        match &condition.node {
            Node::Not(part) => self.leaves(part, !holds),
            Node::And(parts) if holds => self.all(parts, true),
            Node::Or(parts) if !holds => self.all(parts, false),
            Node::And(parts) | Node::Or(parts) => {
                let deciding = parts.iter().find(|part| self.holds(part) == Some(holds));
                deciding.map_or(Vec::new(), |part| self.leaves(part, holds))
            }
            Node::If(arms, otherwise) => {
                let (because, taken) = self.branch(arms, otherwise);
                let mut leaves = self.leaves(taken, holds);
                leaves.extend(because);
                leaves
            }
            _ => vec![(condition.clone(), holds)],
        }
    }

    fn all(&mut self, parts: &[Expr], holds: bool) -> Vec<Leaf> {
        parts.iter().flat_map(|part| self.leaves(part, holds)).collect()
    }

    /// Reasons in words, each once.
    fn told(&mut self, leaves: &[Leaf]) -> String {
        joined(leaves.iter().map(|(condition, holds)| self.leaf(condition, *holds)).collect())
    }

    fn leaf(&mut self, condition: &Expr, holds: bool) -> String {
        match &condition.node {
            Node::Input(id) => match self.allocation.scheme.input(*id) {
                Some(InputKind::Ticked(..)) => {
                    let is = if holds { "is ticked" } else { "is not ticked" };
                    format!("{} {is}", self.plain(condition))
                }
                Some(InputKind::Fact(fact)) => {
                    let fact = &self.allocation.questionnaire.facts[*fact];
                    let text = self.allocation.in_first(&fact.text);
                    let name = if text == fact.id { spaced(text) } else { quoted(text) };
                    format!("{name}: {}", yes_no(holds))
                }
                _ => self.plain(condition),
            },
            Node::Compare(Comparison::Equal | Comparison::NotEqual, left, right) => {
                match self.choice(left, right).or_else(|| self.choice(right, left)) {
                    Some(text) => text,
                    None => self.compared(condition, holds),
                }
            }
            Node::In(value, list) if list.iter().all(|item| matches!(item.node, Node::Choice(_))) => {
                match list.first().and_then(|first| self.choice(value, first)) {
                    Some(text) => text,
                    None => self.compared(condition, holds),
                }
            }
            _ => self.compared(condition, holds),
        }
    }

    /// `living is “A home of their own”`, where a fact or answer is held against a choice that is written.
    fn choice(&mut self, value: &Expr, written: &Expr) -> Option<String> {
        let (Node::Input(id), Node::Choice(_), Type::Choice(domain)) =
            (&value.node, &written.node, &value.ty)
        else {
            return None;
        };
        let name = match self.allocation.scheme.input(*id)? {
            InputKind::Fact(fact) => &self.allocation.questionnaire.facts[*fact].id,
            InputKind::Answer(question) => &self.allocation.questionnaire.questions[*question].id,
            _ => return None,
        };
        match evaluate(value, &mut self.work) {
            Some(Value::Choice(at)) => {
                Some(format!("{} is {}", spaced(name), quoted(&self.allocation.choice_text(*domain, at))))
            }
            _ => None,
        }
    }

    fn compared(&mut self, condition: &Expr, holds: bool) -> String {
        if holds {
            return self.plain(condition);
        }
        self.plain(&Expr { node: Node::Not(Box::new(condition.clone())), ..condition.clone() })
    }

    fn plain(&mut self, condition: &Expr) -> String {
        let mut settled = self.settle(condition);
        let mut terms = Terms::new(self.allocation, self.step);
        terms.names = true;
        terms.tables = std::mem::take(&mut settled.tables).into();
        words(&settled.expr, &terms).sum
    }

    /// The branch that is taken, and why.
    fn branch<'e>(&mut self, arms: &'e [(Expr, Expr)], otherwise: &'e Expr) -> (Vec<Leaf>, &'e Expr) {
        let mut reasons = Vec::new();
        for (condition, value) in arms {
            if self.holds(condition) == Some(true) {
                // The last condition that held says why; those before it did not.
                return (self.leaves(condition, true), value);
            }
            reasons.extend(self.leaves(condition, false));
        }
        (reasons, otherwise)
    }

    /// The formula with its `if`s decided.
    pub(super) fn settle(&mut self, expr: &Expr) -> Settled {
        let mut decided = expr.clone();
        let mut reasons: Vec<Vec<Leaf>> = Vec::new();
        self.decide(&mut decided, &mut reasons);
        let mut tables = Vec::new();
        self.look_up(&decided, &mut tables);
        let mut settled = Settled { expr: decided, because: Vec::new(), leaves: Vec::new(), tables };
        for leaves in reasons {
            let why = self.told(&leaves);
            if !settled.because.contains(&why) {
                settled.because.push(why);
                settled.leaves.extend(leaves);
            }
        }
        settled
    }

    fn decide(&mut self, expr: &mut Expr, because: &mut Vec<Vec<Leaf>>) {
        while let Node::If(arms, otherwise) = &expr.node {
            let (why, taken) = self.branch(arms, otherwise);
            because.push(why);
            *expr = taken.clone();
        }
        let mut parts: Vec<&mut Expr> = Vec::new();
        match &mut expr.node {
            Node::Literal(_) | Node::Choice(_) | Node::Input(_) | Node::If(..) => {}
            Node::Negate(part) | Node::Not(part) | Node::Number(part) => parts.push(part),
            Node::Power(part, _) | Node::Recode(part, _) => parts.push(part),
            Node::Round { value, .. } | Node::Per { value, .. } => parts.push(value),
            Node::RoundTo { value, multiple, .. } => parts.extend([&mut **value, &mut **multiple]),
            Node::Compare(_, left, right) => parts.extend([&mut **left, &mut **right]),
            Node::Add(terms) => parts.extend(terms.iter_mut().map(|(_, part)| part)),
            Node::Multiply(factors) => parts.extend(factors.iter_mut().map(|(_, part)| part)),
            Node::And(all) | Node::Or(all) | Node::Min(all) | Node::Max(all) | Node::Sum(all) => {
                parts.extend(all)
            }
            Node::Lookup { keys, .. } => parts.extend(keys),
            Node::In(value, list) => {
                parts.push(value);
                parts.extend(list);
            }
        }
        for part in parts {
            self.decide(part, because);
        }
    }

    /// The tables in the order in which words tell them: what a table is looked up by before the table.
    fn look_up(&mut self, expr: &Expr, tables: &mut Vec<Used>) {
        for part in in_order_of_words(expr) {
            self.look_up(part, tables);
        }
        let Node::Lookup { table, .. } = &expr.node else {
            return;
        };
        self.work.begin();
        let value = evaluate(expr, &mut self.work);
        let last = std::mem::take(&mut self.work.operands).into_iter().rev();
        let mut tables_used = last.filter_map(|operand| match operand {
            Operand::Table { table, keys, value, .. } => Some((table, keys, value)),
            Operand::Input { .. } => None,
        });
        let handle = usize::try_from(table.0).ok().and_then(|at| self.allocation.scheme.tables.handle(at));
        if let (Some(handle), Some(Value::Number(value))) = (handle, value)
            && let Some((table, values, _)) = tables_used.find(|used| used.0 == handle && used.2 == value)
        {
            tables.push(Used { table, values, value, keys: Vec::new(), span: expr.span.clone() });
        }
    }
}

/// Each reason once.
fn joined(reasons: Vec<String>) -> String {
    let mut once: Vec<&str> = Vec::new();
    for reason in reasons.iter().flat_map(|reason| reason.split(AND)) {
        if !once.contains(&reason) {
            once.push(reason);
        }
    }
    once.join(AND)
}

/// The parts of a formula in the order in which words tell them: the multiple of a rounding before what is rounded.
fn in_order_of_words(expr: &Expr) -> Vec<&Expr> {
    match &expr.node {
        Node::RoundTo { value, multiple, .. } => vec![multiple, value],
        _ => expr.parts(),
    }
}
