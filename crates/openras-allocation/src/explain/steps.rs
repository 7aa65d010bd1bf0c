//! The steps, each with its formula worked; what does not apply, and why.

use std::cell::RefCell;

use openras_core::Handle;
use openras_formula::{Expr, Node, words};
use openras_questionnaire::Origin;

use super::page::Page;
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
                None => page.entry("-", self.in_first(&step.text), "not worked out: a person decides"),
            }
        }
    }

    fn write_step(&self, page: &mut Page, number: usize, done: &StepDone) {
        let step = &self.scheme.steps[done.step];
        let value = quantity(&done.value, &step.unit, self.scheme.decimals);
        page.entry(&number.to_string(), self.in_first(&step.text), &value);
        let mut source = origin_words(&step.origin);
        let mut reasons = Reasons::new(self, Some(done.step));
        if let Some((when, otherwise)) = &step.when {
            let why = reasons.why(&when.expr, done.applied);
            if done.applied {
                page.beneath(&format!("because {why}"), "");
            } else {
                page.entry("-", &format!("the usual sum does not apply, because {why}"), "");
                self.write_sum(page, &otherwise.expr, done.step, &value, &mut source, &mut reasons);
            }
        }
        if done.applied {
            self.write_sum(page, &step.formula.expr, done.step, &value, &mut source, &mut reasons);
        }
        if !source.is_empty() {
            page.beneath("", &source);
        }
    }

    /// The sum with its values, why its branches were taken, the rows of tables, its rounding.
    fn write_sum(
        &self,
        page: &mut Page,
        formula: &Expr,
        step: Handle<Step>,
        value: &str,
        source: &mut String,
        reasons: &mut Reasons<'_>,
    ) {
        let settled = reasons.settle(formula);
        let mut terms = Terms::new(self, Some(step));
        terms.tables = RefCell::new(settled.tables);
        let said = words(&settled.expr, &terms);
        let sum = match &settled.expr.node {
            Node::Input(id) => match self.scheme.input(*id) {
                Some(InputKind::Points(asked)) => terms.points_list(asked),
                _ => said.sum,
            },
            _ => said.sum,
        };
        let tables = terms.tables.take();
        let only_a_table = matches!(settled.expr.node, Node::Lookup { .. });
        let mut lines = Vec::new();
        if sum != value && !only_a_table {
            lines.push(sum);
        }
        lines.extend(settled.because.iter().map(|why| format!("because {why}")));
        for (at, used) in tables.iter().enumerate() {
            let row = self.row_text(used);
            let alone = only_a_table && at.saturating_add(1) == tables.len();
            lines.push(if alone { row } else { format!("[{}] {row}", letter(at)) });
        }
        lines.extend(said.rounding);
        let last = lines.pop();
        for line in lines {
            page.hanging(&line);
        }
        if let Some(last) = last {
            page.beneath(&last, &std::mem::take(source));
        }
    }

    /// The exclusions and referrals that do not hold, and why.
    pub(super) fn write_not_applied(&self, page: &mut Page) {
        let mut reasons = Reasons::new(self, None);
        let exclusions = self.scheme.exclusions.iter().map(|rule| (rule, "outside the scheme"));
        let referrals = self.scheme.referrals.iter().map(|rule| (rule, "a person decides"));
        for (rule, what) in exclusions.chain(referrals) {
            if self.holds(rule) {
                continue;
            }
            let why = reasons.why(&rule.when.expr, false);
            page.entry("-", &format!("{}: does not apply ({what})", headed(&rule.id)), &why);
        }
    }

    fn holds(&self, rule: &Rule) -> bool {
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
            page.entry("*", self.in_first(&table.text), &origin_words(&table.origin));
            page.beneath("the table leaves this to a person", "");
        }
    }

    fn write_rule(&self, page: &mut Page, rule: &Rule, reasons: &mut Reasons<'_>) {
        page.entry("*", self.in_first(&rule.text), &origin_words(&rule.origin));
        page.beneath(&format!("because {}", reasons.why(&rule.when.expr, true)), "");
    }

    /// The numbers that the council has set and that were used: each once, with the day from which it holds.
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
        page.paragraph("Numbers that the council has set:");
        used.sort_unstable();
        for handle in used {
            let parameter = &self.scheme.parameters[handle];
            let Some(dated) = parameter.on(self.on) else {
                continue;
            };
            let text = self.in_first(&parameter.text);
            let text = if text == parameter.id { headed(text) } else { text.to_owned() };
            page.entry("", &text, &written(&dated.is, &parameter.unit, self.scheme.decimals));
            page.beneath(&format!("since {}", dated.from.long()), &origin_words(&dated.origin));
        }
    }

}

/// `gregory_2008`, `illustrative`, or nothing where nothing is said.
pub(super) fn origin_words(origin: &Origin) -> String {
    match origin {
        Origin::Source(id) => id.to_string(),
        Origin::Illustrative => "illustrative".to_owned(),
        Origin::Unsaid => String::new(),
    }
}

/// An id as the heading of something: `residential_care` as `Residential care`.
pub(super) fn headed(id: &str) -> String {
    let words = spaced(id);
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().collect::<String>() + letters.as_str())
}
