//! Which facts and questions everybody's row needs, whatever the others say.

use std::collections::BTreeSet;

use openras_formula::{Expr, InputId, Node};
use openras_questionnaire::Questionnaire;

use super::domain::Asked;
use crate::model::{InputKind, Scheme};

/// The facts and questions without which nobody's row can be worked out: those that no condition stands before.
pub(super) fn always_needed(scheme: &Scheme, questionnaire: &Questionnaire) -> BTreeSet<Asked> {
    let mut needed = Needed { scheme, questionnaire, found: BTreeSet::new() };
    for rule in scheme.exclusions.iter().chain(&scheme.referrals) {
        needed.walk(&rule.when.expr);
    }
    for step in &scheme.steps {
        needed.walk(step.when.as_ref().map_or(&step.formula.expr, |(when, _)| &when.expr));
    }
    needed.found
}

struct Needed<'s> {
    scheme: &'s Scheme,
    questionnaire: &'s Questionnaire,
    found: BTreeSet<Asked>,
}

impl Needed<'_> {
    fn walk(&mut self, expr: &Expr) {
        match &expr.node {
            Node::Input(id) => self.input(*id),
            Node::And(parts) | Node::Or(parts) => parts.iter().take(1).for_each(|part| self.walk(part)),
            Node::If(arms, _) => arms.iter().take(1).for_each(|(when, _)| self.walk(when)),
            _ => expr.parts().into_iter().for_each(|part| self.walk(part)),
        }
    }

    fn input(&mut self, id: InputId) {
        match self.scheme.input(id) {
            Some(InputKind::Fact(fact)) => drop(self.found.insert(Asked::Fact(*fact))),
            Some(InputKind::Answer(question) | InputKind::Ticked(question, _)) => {
                self.found.insert(Asked::Question(*question));
            }
            Some(InputKind::Points(asked)) => {
                self.found.extend(asked.questions.iter().map(|question| Asked::Question(*question)));
            }
            _ => {}
        }
        // A question that is not asked of everybody may be left open, and may hang on these facts.
        let questionnaire = self.questionnaire;
        let asked = |asked: &Asked| match asked {
            Asked::Question(question) => questionnaire.questions[*question].asked_when.is_none(),
            Asked::Fact(_) => true,
        };
        self.found.retain(asked);
    }
}
