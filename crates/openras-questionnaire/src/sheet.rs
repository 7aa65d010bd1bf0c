use openras_core::{Exact, Handle};
use openras_formula::ArithmeticFault;

use crate::asked::asked;
use crate::fact::{Fact, FactValue};
use crate::model::{Part, Question, QuestionKind, Questionnaire};
use crate::points::Points;

/// One person's facts and answers, checked against the questionnaire, each question with its points.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub(crate) facts: Vec<Option<FactValue>>,
    pub(crate) answers: Vec<Option<Answer>>,
    pub(crate) asked: Vec<Asked>,
    pub(crate) points: Vec<Points>,
}

/// An answer to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The statement ticked.
    One(u16),
    /// Two neighbouring statements, the lower place first.
    Between(u16, u16),
    /// The statements ticked, in the questionnaire's order.
    Many(Vec<u16>),
    /// The number given, also on a scale.
    Number(Exact),
}

/// Whether a question is asked of this person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// It is.
    Yes,
    /// It is not: it scores 0 and shows no need.
    No,
    /// That hangs on facts that are not given.
    Unknown(Vec<Handle<Fact>>),
    /// The condition is a sum that cannot be done for these facts.
    Faulty(ArithmeticFault),
}

impl Sheet {
    /// A sheet of values that are known to fit: one place a fact and one a question, in the questionnaire's order.
    ///
    /// For callers that make values themselves; what somebody else has written goes through [`Questionnaire::check`].
    pub fn new(
        questionnaire: &Questionnaire,
        facts: Vec<Option<FactValue>>,
        answers: Vec<Option<Answer>>,
    ) -> Sheet {
        let asked: Vec<Asked> = questionnaire
            .questions
            .iter()
            .map(|q| asked(q.asked_when.as_ref(), questionnaire, &facts))
            .collect();
        let points = questionnaire
            .questions
            .iter()
            .zip(&asked)
            .zip(&answers)
            .map(|((question, asked), answer)| Points::of(question, asked, answer.as_ref()))
            .collect();
        Sheet { facts, answers, asked, points }
    }

    /// Puts another answer, or none, in the place of the one to a question; it is known to fit.
    pub fn put(&mut self, questionnaire: &Questionnaire, handle: Handle<Question>, answer: Option<Answer>) {
        let points = Points::of(&questionnaire.questions[handle], self.asked(handle), answer.as_ref());
        if let Some(place) = self.points.get_mut(handle.index()) {
            *place = points;
        }
        if let Some(place) = self.answers.get_mut(handle.index()) {
            *place = answer;
        }
    }

    /// Puts another value, or none, in the place of a fact's; it is known to fit.
    pub fn put_fact(
        &mut self,
        questionnaire: &Questionnaire,
        handle: Handle<Fact>,
        value: Option<FactValue>,
    ) {
        if let Some(place) = self.facts.get_mut(handle.index()) {
            *place = value;
        }
        if questionnaire.questions.iter().any(|question| question.asked_when.is_some()) {
            let (facts, answers) = (std::mem::take(&mut self.facts), std::mem::take(&mut self.answers));
            *self = Sheet::new(questionnaire, facts, answers);
        }
    }

    /// The value of a fact, given or by default.
    pub fn fact(&self, fact: Handle<Fact>) -> Option<&FactValue> {
        self.facts.get(fact.index()).and_then(Option::as_ref)
    }

    /// The answer given to a question.
    pub fn answer(&self, question: Handle<Question>) -> Option<&Answer> {
        self.answers.get(question.index()).and_then(Option::as_ref)
    }

    /// Whether a question is asked.
    pub fn asked(&self, question: Handle<Question>) -> &Asked {
        self.asked.get(question.index()).unwrap_or(&Asked::No)
    }

    /// The points of a question.
    pub fn points(&self, question: Handle<Question>) -> &Points {
        self.points.get(question.index()).unwrap_or(&Points::Unanswered)
    }

    /// The needs that the answers show, each once, in the questionnaire's order.
    ///
    /// Only sections with `part = "needs"` and a `need` show one; a number or scale shows it when its points are above 0.
    pub fn needs<'q>(&self, questionnaire: &'q Questionnaire) -> Vec<&'q str> {
        let mut needs: Vec<&str> = Vec::new();
        for section in &questionnaire.sections {
            if let Some(need) = section.need.as_deref().filter(|_| section.part == Part::Needs)
                && !needs.contains(&need)
                && section.questions.iter().any(|question| self.shows_need(questionnaire, *question))
            {
                needs.push(need);
            }
        }
        needs
    }

    fn shows_need(&self, questionnaire: &Questionnaire, handle: Handle<Question>) -> bool {
        let question = &questionnaire.questions[handle];
        if self.asked(handle) != &Asked::Yes {
            return false;
        }
        let shows = |at: &u16| {
            question.statements().get(usize::from(*at)).is_some_and(|statement| statement.shows_need)
        };
        match self.answer(handle) {
            None => false,
            Some(Answer::One(at)) => shows(at),
            Some(Answer::Between(low, high)) => shows(low) || shows(high),
            Some(Answer::Many(ticks)) => ticks.iter().any(shows),
            Some(Answer::Number(_)) => {
                matches!(self.points(handle), Points::Known(points) if points.is_positive())
            }
        }
    }

    /// The same person if the help of family, friends and neighbours stopped: in every natural-support question that is
    /// asked, the statement marked `no_natural_support`.
    ///
    /// `None` where a natural-support question has no such statement, or where there are no such questions: the figure
    /// cannot be worked out then.
    pub fn without_natural_support(&self, questionnaire: &Questionnaire) -> Option<Sheet> {
        let mut answers = self.answers.clone();
        let mut any = false;
        for (handle, question) in questionnaire.questions.handles() {
            if questionnaire.sections[question.section].part != Part::NaturalSupport
                || self.asked(handle) == &Asked::No
            {
                continue;
            }
            let at = question.statements().iter().position(|statement| statement.no_natural_support)?;
            let at = u16::try_from(at).ok()?;
            let answer = match question.kind {
                QuestionKind::Many { .. } => Answer::Many(vec![at]),
                _ => Answer::One(at),
            };
            *answers.get_mut(handle.index())? = Some(answer);
            any = true;
        }
        any.then(|| Sheet::new(questionnaire, self.facts.clone(), answers))
    }
}
