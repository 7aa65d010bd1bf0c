//! What a page shows while the questionnaire is being filled in.

use openras_core::{Diagnostics, Exact, Handle};

use crate::assessment::Assessment;
use crate::fact::Fact;
use crate::model::{Part, Question, QuestionKind, Questionnaire, Section};
use crate::points::Points;
use crate::sheet::{Asked, Sheet};

/// The questionnaire for one person, as far as it has been filled in.
#[derive(Clone, Debug)]
pub struct Form<'q> {
    /// The facts that are needed to know which questions are asked, and are not given.
    pub facts_wanted: Vec<&'q str>,
    /// The sections, in order.
    pub sections: Vec<FormSection<'q>>,
    /// The points of all answers so far.
    pub points: Exact,
    /// How many questions still want an answer.
    pub open: usize,
    /// What has been given and does not fit.
    pub problems: Diagnostics,
}

/// A section, as far as it has been filled in.
#[derive(Clone, Debug)]
pub struct FormSection<'q> {
    /// Its id.
    pub id: &'q str,
    /// Its heading.
    pub title: &'q str,
    /// The need that it shows.
    pub need: Option<&'q str>,
    /// Whose words it holds.
    pub part: Part,
    /// Its questions, in order.
    pub questions: Vec<FormQuestion<'q>>,
    /// The points of its answers so far.
    pub points: Exact,
}

/// A question, as far as it has been answered.
#[derive(Clone, Debug)]
pub struct FormQuestion<'q> {
    /// Its id.
    pub id: &'q str,
    /// The question.
    pub text: &'q str,
    /// How it is answered.
    pub kind: &'q QuestionKind,
    /// What one may tick, with its points.
    pub statements: Vec<FormStatement<'q>>,
    /// How far it has come.
    pub state: QuestionState,
    /// Its points so far; `None` where an answer is wanted.
    pub points: Option<Exact>,
}

/// A statement that one may tick.
#[derive(Clone, Debug)]
pub struct FormStatement<'q> {
    /// Its id.
    pub id: &'q str,
    /// The sentence.
    pub text: &'q str,
    /// What it scores.
    pub points: &'q Exact,
}

/// How far a question has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionState {
    /// Answered.
    Answered,
    /// Asked, and an answer is required.
    Open,
    /// Asked, and may be left: it says what it scores unanswered.
    Optional,
    /// Not asked of this person.
    NotAsked,
    /// Whether it is asked hangs on facts that are not given.
    Waiting,
}

impl Questionnaire {
    /// The questionnaire for the facts and answers so far, with its texts in `language`.
    ///
    /// Nothing need be complete: give an [`Assessment`] with what there is, and again after each change.
    pub fn form(&self, so_far: &Assessment, language: &str) -> Form<'_> {
        let (sheet, problems) = self.check_what_fits(so_far);
        let sections: Vec<FormSection<'_>> =
            self.sections.iter().map(|section| self.form_section(section, &sheet, language)).collect();
        let questions = || sections.iter().flat_map(|section| &section.questions);
        Form {
            facts_wanted: self.facts_wanted(&sheet),
            points: sections.iter().map(|section| section.points.clone()).sum(),
            open: questions().filter(|question| question.state == QuestionState::Open).count(),
            sections,
            problems,
        }
    }

    fn facts_wanted(&self, sheet: &Sheet) -> Vec<&str> {
        let mut wanted: Vec<Handle<Fact>> = Vec::new();
        for (handle, _) in self.questions.handles() {
            if let Asked::Unknown(facts) = sheet.asked(handle) {
                wanted.extend(facts);
            }
        }
        wanted.sort_unstable();
        wanted.dedup();
        wanted.into_iter().map(|fact| self.facts[fact].id.as_str()).collect()
    }

    fn form_section<'q>(&'q self, section: &'q Section, sheet: &Sheet, language: &str) -> FormSection<'q> {
        let questions: Vec<FormQuestion<'q>> =
            section.questions.iter().map(|question| self.form_question(*question, sheet, language)).collect();
        FormSection {
            id: &section.id,
            title: section.title.in_language(language, &self.first_language),
            need: section.need.as_deref(),
            part: section.part,
            points: questions.iter().filter_map(|question| question.points.clone()).sum(),
            questions,
        }
    }

    fn form_question<'q>(
        &'q self,
        handle: Handle<Question>,
        sheet: &Sheet,
        language: &str,
    ) -> FormQuestion<'q> {
        let question = &self.questions[handle];
        let state = match (sheet.asked(handle), sheet.answer(handle)) {
            (Asked::No, _) => QuestionState::NotAsked,
            (Asked::Unknown(_) | Asked::Faulty(_), _) => QuestionState::Waiting,
            (Asked::Yes, Some(_)) => QuestionState::Answered,
            (Asked::Yes, None) if question.unanswered.is_some() => QuestionState::Optional,
            (Asked::Yes, None) => QuestionState::Open,
        };
        let statements = question.statements().iter().map(|statement| FormStatement {
            id: &statement.id,
            text: statement.text.in_language(language, &self.first_language),
            points: &statement.points,
        });
        FormQuestion {
            id: &question.id,
            text: question.text.in_language(language, &self.first_language),
            kind: &question.kind,
            statements: statements.collect(),
            state,
            points: match sheet.points(handle) {
                Points::Known(points) => Some(points.clone()),
                Points::Unanswered | Points::Unknown => None,
            },
        }
    }
}
