//! What the parts of a formula are called, for everybody.

use openras_allocation::{Asked, InputKind, Scheme};
use openras_formula::{DomainId, InputId, TableId};
use openras_questionnaire::Questionnaire;
use std::ops::Range;

use super::print::{BETWEEN, Terms};
use super::{choice_name, input_name};
use crate::phrase::Phrase;
use crate::speaker::{Place, Speaker};

/// Puts formulas into words with the names of things.
pub(crate) struct Names<'a> {
    say: &'a Speaker,
    questionnaire: &'a Questionnaire,
    /// The scheme whose formulas they are; without it they are conditions on facts, which are known by their place.
    scheme: Option<&'a Scheme>,
}

impl<'a> Names<'a> {
    /// For the formulas of a scheme.
    pub(crate) fn of_scheme(
        say: &'a Speaker,
        questionnaire: &'a Questionnaire,
        scheme: &'a Scheme,
    ) -> Names<'a> {
        Names { say, questionnaire, scheme: Some(scheme) }
    }

    /// For the conditions on which questions are asked.
    pub(crate) fn of_facts(say: &'a Speaker, questionnaire: &'a Questionnaire) -> Names<'a> {
        Names { say, questionnaire, scheme: None }
    }

    fn kind(&self, id: InputId) -> Option<InputKind> {
        match self.scheme {
            Some(scheme) => scheme.input(id).cloned(),
            None => {
                let place = usize::try_from(id.0).ok()?;
                self.questionnaire.facts.handle(place).map(InputKind::Fact)
            }
        }
    }

    fn with(&self, id: &str, places: &[(&str, &Phrase)]) -> Phrase {
        let places: Vec<(&str, Place<'_>)> =
            places.iter().map(|(name, words)| (*name, (*words).into())).collect();
        self.say.with(id, &places)
    }

    /// All points, those of sections, or of questions.
    fn points(&self, all: &str, some: &str, asked: &Asked) -> Phrase {
        if asked.written.is_empty() {
            return self.say.say(all);
        }
        let name = |id: &str| {
            let section = self.questionnaire.sections.iter().find(|section| section.id == id);
            let question = self.questionnaire.questions.iter().find(|question| question.id == id);
            match (section, question) {
                (Some(section), _) => self.say.named(&section.title, &section.id),
                (_, Some(question)) => self.say.named(&question.text, &question.id),
                _ => self.say.id(id),
            }
        };
        let names: Vec<Phrase> =
            asked.written.split(',').map(|id| self.say.quoted(&name(id.trim()))).collect();
        self.with(some, &[("names", &Phrase::join(&names, ", "))])
    }
}

impl Terms for Names<'_> {
    fn say(&self) -> &Speaker {
        self.say
    }

    fn input(&self, id: InputId) -> Phrase {
        let Some(kind) = self.kind(id) else { return Phrase::default() };
        if let Some(name) = input_name(self.say, self.questionnaire, &kind)
            && !matches!(kind, InputKind::Ticked(..))
        {
            return self.say.quoted(&name);
        }
        match (&kind, self.scheme) {
            (InputKind::Ticked(handle, at), _) => {
                let statement = self.questionnaire.questions[*handle].statements().get(usize::from(*at));
                let words = statement.map(|one| self.say.named(&one.text, &one.id));
                self.say.quoted(&words.unwrap_or_default())
            }
            (InputKind::Points(asked), _) => self.points("name-points", "name-points-of", asked),
            (InputKind::MostPoints(asked), _) => self.points("name-most", "name-most-of", asked),
            (InputKind::LeastPoints(asked), _) => self.points("name-least", "name-least-of", asked),
            (InputKind::Parameter(handle), Some(scheme)) => {
                let parameter = &scheme.parameters[*handle];
                self.say.quoted(&self.say.named(&parameter.text, &parameter.id))
            }
            (InputKind::Step(handle), Some(scheme)) => {
                let step = &scheme.steps[*handle];
                self.say.quoted(&self.say.named(&step.text, &step.id))
            }
            (InputKind::InYear(period), _) => self.say.say(&format!("name-year-{}", period.as_str())),
            _ => self.say.say("name-day"),
        }
    }

    fn name(&self, id: InputId) -> Option<Phrase> {
        input_name(self.say, self.questionnaire, &self.kind(id)?)
    }

    fn chosen(&self, _: InputId) -> Option<Phrase> {
        None
    }

    fn is_ticked(&self, id: InputId) -> bool {
        matches!(self.kind(id), Some(InputKind::Ticked(..)))
    }

    fn choice(&self, domain: DomainId, at: u16) -> Phrase {
        choice_name(self.say, self.questionnaire, domain, at)
    }

    fn lookup(&self, table: TableId, keys: &[Phrase], _: &Range<usize>) -> Phrase {
        let handle = usize::try_from(table.0).ok().zip(self.scheme);
        let named = handle.and_then(|(at, scheme)| Some(&scheme.tables[scheme.tables.handle(at)?]));
        let name = named.map_or_else(Phrase::default, |table| self.say.named(&table.text, &table.id));
        let keys = Phrase::join(keys, BETWEEN);
        self.with("name-table", &[("name", &self.say.quoted(&name)), ("key", &keys)])
    }
}
