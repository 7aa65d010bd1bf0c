//! The steps, each with its formula worked; what does not apply, and why.

use std::cell::RefCell;

use openras_core::Handle;
use openras_formula::{Expr, Node, words};

use super::page::{Page, held};
use super::quantity::{quantity, written};
use super::reason::Reasons;
use super::terms::{Terms, letter, spaced};
use crate::allocation::{Allocation, Operand, StepDone};
use crate::model::{InputKind, Parameter, Rule, Step};

impl Allocation {
    pub(super) fn write_steps(&self, page: &mut Page) {
        let mut number: usize = 0;
        for (handle, step) in self.scheme.steps.handles() {
            match self.steps.iter().find(|done| done.step == handle) {
                Some(done) => {
                    number = number.saturating_add(1);
                    self.write_step(page, number, done);
                }
                None => page.entry("-", &self.step_name(step), "not worked out: a person decides"),
            }
        }
    }

    fn step_name(&self, step: &Step) -> String {
        let text = self.in_first(&step.text);
        if text == step.id { headed(text) } else { text.to_owned() }
    }

    fn write_step(&self, page: &mut Page, number: usize, done: &StepDone) {
        let step = &self.scheme.steps[done.step];
        let value = quantity(&done.value, &step.unit, self.scheme.decimals);
        page.entry(&number.to_string(), &self.step_name(step), &value);
        let mut reasons = Reasons::new(self, Some(done.step));
        let mut lines = Vec::new();
        let mut formula = &step.formula.expr;
        if let Some((when, otherwise)) = &step.when {
            let why = reasons.why(&when.expr, done.applied);
            if done.applied {
                lines.push(("", format!("because {why}")));
            } else {
                lines.push(("-", format!("the usual sum does not apply, because {why}")));
                formula = &otherwise.expr;
            }
        }
        let sum = self.sum_lines(page, formula, done, &value, &mut reasons);
        lines.extend(sum.into_iter().map(|line| ("", line)));
        let source = page.cite(&step.origin);
        let last = lines.len().checked_sub(1);
        for (at, (mark, line)) in lines.iter().enumerate() {
            page.beneath(mark, line, if Some(at) == last { &source } else { "" });
        }
        if last.is_none() {
            page.beneath("", "", &source);
        }
    }

    /// The sum with its values, why its branches were taken, the rows of tables, its rounding.
    fn sum_lines(
        &self,
        page: &mut Page,
        formula: &Expr,
        done: &StepDone,
        value: &str,
        reasons: &mut Reasons<'_>,
    ) -> Vec<String> {
        let settled = reasons.settle(formula);
        let mut terms = Terms::new(self, Some(done.step));
        terms.tables = RefCell::new(settled.tables);
        let said = words(&settled.expr, &terms);
        let sum = match &settled.expr.node {
            Node::Input(id) => match self.scheme.input(*id) {
                Some(InputKind::Points(asked)) => terms.points_list(asked),
                Some(InputKind::Parameter(_)) => "set by the rulebook".to_owned(),
                _ => said.sum,
            },
            _ => said.sum,
        };
        let tables = terms.tables.take();
        let only_a_table = matches!(settled.expr.node, Node::Lookup { .. });
        let says_no_more = held(&sum) == held(value) || matches!(settled.expr.node, Node::Literal(_));
        let mut lines = Vec::new();
        if !says_no_more && !only_a_table {
            lines.push(sum);
        }
        lines.extend(settled.because.iter().map(|why| format!("because {why}")));
        for (at, used) in tables.iter().enumerate() {
            let row = self.row_text(page, used, &self.scheme.steps[done.step].origin);
            let alone = only_a_table && at.saturating_add(1) == tables.len();
            lines.push(if alone { row } else { format!("[{}] {row}", letter(at)) });
        }
        lines.extend(said.rounding);
        lines
    }

    /// The exclusions and referrals that do not hold, and why.
    pub(super) fn write_not_applied(&self, page: &mut Page) {
        let mut reasons = Reasons::new(self, None);
        for rule in self.scheme.exclusions.iter().chain(&self.scheme.referrals) {
            if self.holds(rule) {
                continue;
            }
            let why = reasons.why(&rule.when.expr, false);
            page.entry("-", &format!("{}: does not apply", headed(&rule.id)), &why);
        }
    }

    /// Whether an exclusion or a referral holds.
    pub fn holds(&self, rule: &Rule) -> bool {
        self.exclusions().chain(self.referrals()).any(|other| std::ptr::eq(other, rule))
    }

    pub(super) fn write_exclusions(&self, page: &mut Page) {
        let mut reasons = Reasons::new(self, None);
        for rule in self.exclusions() {
            self.write_rule(page, rule, &mut reasons);
        }
    }

    pub(super) fn write_referrals(&self, page: &mut Page) {
        page.paragraph("Why a person decides:");
        let mut reasons = Reasons::new(self, None);
        for rule in self.referrals() {
            self.write_rule(page, rule, &mut reasons);
        }
        for table in self.referring_tables() {
            let source = page.cite(&table.origin);
            page.entry("*", self.in_first(&table.text), &source);
            page.beneath("", "the table says that a person decides here", "");
        }
    }

    fn write_rule(&self, page: &mut Page, rule: &Rule, reasons: &mut Reasons<'_>) {
        let source = page.cite(&rule.origin);
        page.entry("*", self.in_first(&rule.text), &source);
        page.beneath("", &format!("because {}", reasons.why(&rule.when.expr, true)), "");
    }

    /// The numbers with a date that were used: each once, with the day from which it holds.
    pub(super) fn write_parameters(&self, page: &mut Page) {
        let mut used: Vec<Handle<Parameter>> = Vec::new();
        for operand in self.steps.iter().flat_map(|done| &done.operands) {
            if let Operand::Input { id, .. } = operand
                && let Some(InputKind::Parameter(handle)) = self.scheme.input(*id)
                && !used.contains(handle)
            {
                used.push(*handle);
            }
        }
        if used.is_empty() {
            return;
        }
        page.gap();
        page.paragraph("Numbers from the rulebook:");
        used.sort_unstable();
        for handle in used {
            let parameter = &self.scheme.parameters[handle];
            let Some(dated) = parameter.on(self.on) else {
                continue;
            };
            let text = self.in_first(&parameter.text);
            let text = if text == parameter.id { headed(text) } else { text.to_owned() };
            page.entry("", &text, &written(&dated.is, &parameter.unit, self.scheme.decimals));
            let source = page.cite(&dated.origin);
            page.beneath("", &format!("since {}", dated.from.long()), &source);
        }
    }
}

/// An id as the heading of something: `residential_care` as `Residential care`.
pub(super) fn headed(id: &str) -> String {
    let words = spaced(id);
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().collect::<String>() + letters.as_str())
}
