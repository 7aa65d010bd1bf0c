//! A rulebook as its workbook takes it: the conditions under which questions are asked speak of the scheme's inputs.

use openras_allocation::{InputKind, Scheme};
use openras_core::Handle;
use openras_formula::{Expr, InputId, Node};
use openras_questionnaire::{Question, Questionnaire};
use openras_rulebook::Rulebook;

/// A rulebook, its scheme with every fact among its inputs.
pub(crate) struct Ground<'r> {
    pub(crate) rulebook: &'r Rulebook,
    pub(crate) scheme: Scheme,
    asked: Vec<Option<Expr>>,
}

impl<'r> Ground<'r> {
    pub(crate) fn new(rulebook: &'r Rulebook) -> Ground<'r> {
        let mut scheme = rulebook.scheme().clone();
        let questionnaire = rulebook.questionnaire();
        let first = scheme.inputs.len();
        scheme.inputs.extend(questionnaire.facts.handles().map(|(fact, _)| InputKind::Fact(fact)));
        let asked = questionnaire.questions.iter();
        let asked = asked.map(|question| question.asked_when.as_ref().map(|when| moved(when, first)));
        Ground { rulebook, asked: asked.collect(), scheme }
    }

    pub(crate) fn questionnaire(&self) -> &'r Questionnaire {
        self.rulebook.questionnaire()
    }

    /// The condition under which a question is asked.
    pub(crate) fn asked(&self, question: Handle<Question>) -> Option<&Expr> {
        self.asked.get(question.index()).and_then(Option::as_ref)
    }
}

/// The same with its inputs, the facts by their place, moved behind the scheme's own.
fn moved(expr: &Expr, first: usize) -> Expr {
    let parts = expr.parts().into_iter().map(|part| moved(part, first)).collect();
    let mut expr = expr.with_parts(parts);
    if let Node::Input(id) = &mut expr.node {
        *id = InputId(id.0.saturating_add(u32::try_from(first).unwrap_or(u32::MAX)));
    }
    expr
}
