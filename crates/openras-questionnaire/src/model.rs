use std::sync::Arc;

use openras_core::{Arena, Exact, Handle, Text, Unit};
use openras_formula::{Decimals, Expr};

use crate::context::Origin;
use crate::document::Purpose;
use crate::fact::Fact;

/// A questionnaire that has been read: what is known about a person, what they are asked, and what each answer scores.
#[derive(Clone, Debug)]
pub struct Questionnaire {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// What it is called.
    pub title: Text,
    /// What it is for, where it carries no money.
    pub purpose: Option<Purpose>,
    /// The roles whose check makes an indicative budget; anybody's where there are none.
    pub checked_by: Vec<String>,
    /// The rulebook's first language.
    pub first_language: String,
    /// The facts, in order.
    pub facts: Arena<Fact>,
    /// The sections, in order.
    pub sections: Arena<Section>,
    /// The questions of all sections, in order.
    pub questions: Arena<Question>,
}

/// A section.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its id.
    pub id: String,
    /// Its heading.
    pub title: Text,
    /// The need that it shows.
    pub need: Option<String>,
    /// Whose words it holds.
    pub part: Part,
    /// Its questions.
    pub questions: Vec<Handle<Question>>,
}

/// Whose words a section holds. Changes no arithmetic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// What the person needs.
    Needs,
    /// What family, friends and neighbours do.
    NaturalSupport,
    /// What the carer needs.
    Carer,
}

impl Part {
    /// `needs`, `natural_support`, `carer`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Part::Needs => "needs",
            Part::NaturalSupport => "natural_support",
            Part::Carer => "carer",
        }
    }
}

/// A question.
#[derive(Clone, Debug)]
pub struct Question {
    /// Its id.
    pub id: String,
    /// The question.
    pub text: Text,
    /// How it is answered.
    pub kind: QuestionKind,
    /// The points of an unanswered question; without it an answer is required.
    pub unanswered: Option<Exact>,
    /// Where this does not hold the question is not asked. Its inputs are the facts, by their place.
    pub asked_when: Option<Expr>,
    /// The condition as it is written.
    pub asked_when_source: Option<String>,
    /// Its section.
    pub section: Handle<Section>,
    /// Where its numbers come from.
    pub origin: Origin,
}

/// How a question is answered.
#[derive(Clone, Debug)]
pub enum QuestionKind {
    /// One statement is ticked; with `between`, two neighbours may be.
    One {
        /// The statements, in order.
        statements: Vec<Statement>,
        /// Their ids.
        ids: Arc<[String]>,
        /// Whether two neighbouring statements may be ticked, the points their mean.
        between: bool,
    },
    /// Any statements are ticked.
    Many {
        /// The statements, in order.
        statements: Vec<Statement>,
        /// Their ids.
        ids: Arc<[String]>,
    },
    /// A number is given; the points are the number times `points_each`.
    Number {
        /// What it counts.
        unit: Unit,
        /// The least.
        min: Exact,
        /// The most.
        max: Exact,
        /// How many decimals it may have.
        decimals: u32,
        /// The points of one.
        points_each: Exact,
    },
    /// A whole number is given, and so are the points.
    Scale {
        /// The least.
        from: i64,
        /// The most.
        to: i64,
    },
    /// Its declaration is broken; whatever follows from that is silent.
    Broken,
}

/// A statement: a sentence that a person ticks.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Its id, known within its question.
    pub id: String,
    /// The sentence.
    pub text: Text,
    /// What it scores.
    pub points: Exact,
    /// Whether it shows a need.
    pub shows_need: bool,
    /// Whether it holds when natural support stops.
    pub no_natural_support: bool,
    /// Where its points come from.
    pub origin: Origin,
}

/// What a figure is: where planning starts, or only an idea of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody whose check counts has checked the answers.
    Estimate,
    /// A professional whose check counts has checked them.
    Indicative,
}

impl Standing {
    /// `estimate`, `indicative`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Standing::Estimate => "estimate",
            Standing::Indicative => "indicative",
        }
    }
}

impl Question {
    /// The statements, where it has any.
    pub fn statements(&self) -> &[Statement] {
        match &self.kind {
            QuestionKind::One { statements, .. } | QuestionKind::Many { statements, .. } => statements,
            _ => &[],
        }
    }

    /// The ids of its statements, where it has any.
    pub fn statement_ids(&self) -> Option<&Arc<[String]>> {
        match &self.kind {
            QuestionKind::One { ids, .. } | QuestionKind::Many { ids, .. } => Some(ids),
            _ => None,
        }
    }

    /// The most decimals that its points can have.
    pub fn points_decimals(&self) -> Decimals {
        let of = |value: &Exact| value.decimals().unwrap_or(0);
        let most = self.statements().iter().map(|statement| of(&statement.points)).max().unwrap_or(0);
        let answered = match &self.kind {
            QuestionKind::One { between: true, .. } => most.saturating_add(1),
            QuestionKind::Number { decimals, points_each, .. } => decimals.saturating_add(of(points_each)),
            _ => most,
        };
        Decimals::AtMost(answered.max(self.unanswered.as_ref().map_or(0, of)))
    }
}

impl Questionnaire {
    /// The question with this id.
    pub fn question(&self, id: &str) -> Option<Handle<Question>> {
        self.questions.find(|question| question.id == id)
    }

    /// The fact with this id.
    pub fn fact(&self, id: &str) -> Option<Handle<Fact>> {
        self.facts.find(|fact| fact.id == id)
    }

    /// The section with this id.
    pub fn section(&self, id: &str) -> Option<Handle<Section>> {
        self.sections.find(|section| section.id == id)
    }

    /// Every need that its sections name, each once, in order.
    pub fn needs(&self) -> Vec<&str> {
        let mut needs: Vec<&str> = Vec::new();
        for section in &self.sections {
            if let Some(need) = section.need.as_deref().filter(|_| section.part == Part::Needs)
                && !needs.contains(&need)
            {
                needs.push(need);
            }
        }
        needs
    }
}
