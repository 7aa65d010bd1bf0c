//! Formulas in words, in any of our languages: with values for one person, or with names for everybody.

mod condition;
mod names;
mod print;
mod tables;
mod values;

use openras_allocation::InputKind;
use openras_formula::DomainId;
use openras_questionnaire::{FactKind, Questionnaire};

use crate::phrase::Phrase;
use crate::speaker::Speaker;

pub(crate) use names::Names;
pub(crate) use print::{Printer, Terms};
pub(crate) use values::{Sums, known};

/// The name of a fact or a question.
fn input_name(say: &Speaker, questionnaire: &Questionnaire, input: &InputKind) -> Option<Phrase> {
    match input {
        InputKind::Fact(handle) => {
            let fact = &questionnaire.facts[*handle];
            Some(say.named(&fact.text, &fact.id))
        }
        InputKind::Answer(handle) | InputKind::Ticked(handle, _) => {
            let question = &questionnaire.questions[*handle];
            Some(say.named(&question.text, &question.id))
        }
        _ => None,
    }
}

/// A choice of a fact or question, as somebody's words.
fn choice_name(say: &Speaker, questionnaire: &Questionnaire, domain: DomainId, at: u16) -> Phrase {
    let place = usize::try_from(domain.0).unwrap_or(usize::MAX);
    let at = usize::from(at);
    let named = match place.checked_sub(questionnaire.facts.len()) {
        None => questionnaire.facts.handle(place).and_then(|fact| match &questionnaire.facts[fact].kind {
            FactKind::Choice { choices, .. } => {
                choices.get(at).map(|choice| say.named(&choice.text, &choice.id))
            }
            _ => None,
        }),
        Some(place) => questionnaire
            .questions
            .handle(place)
            .and_then(|question| questionnaire.questions[question].statements().get(at))
            .map(|statement| say.named(&statement.text, &statement.id)),
    };
    say.quoted(&named.unwrap_or_default())
}
