//! What `points(…)`, `answer(…)` and their kin give in a scheme's formulas.

use openras_core::{Code, Handle, Unit, nearest};
use openras_formula::{Decimals, Fault, Input, QuestionFunction, Refusal, Type, Word};
use openras_questionnaire::{NameKind, Question, QuestionKind};

use crate::model::{Asked, InputKind};
use crate::names::{SchemeNames, question_domain};

impl SchemeNames<'_> {
    /// What a function that asks about the questionnaire gives.
    ///
    /// # Errors
    /// What is wrong with the names inside; empty where that is reported elsewhere.
    pub(crate) fn asked(
        &mut self,
        function: QuestionFunction,
        names: &[Word<'_>],
        statement: Option<&Word<'_>>,
    ) -> Result<Input, Vec<Fault>> {
        match (function, names) {
            (QuestionFunction::Answer, [word]) => self.answer(word),
            (QuestionFunction::Ticked, [word]) => self.ticked(word, statement),
            _ => self.points(function, names),
        }
    }

    fn resolve(&self, word: &Word<'_>) -> Result<Vec<Handle<Question>>, Vec<Fault>> {
        let questionnaire = self.questionnaire;
        if let Some(question) = questionnaire.question(word.text) {
            return Ok(vec![question]);
        }
        if let Some(section) = questionnaire.section(word.text) {
            return Ok(questionnaire.sections[section].questions.clone());
        }
        Err(self.not_a_question(word))
    }

    /// Nothing is said of what may be a question whose id cannot be read.
    fn not_a_question(&self, word: &Word<'_>) -> Vec<Fault> {
        let ids = || {
            let questions = self.questionnaire.questions.iter().map(|question| question.id.as_str());
            questions.chain(self.questionnaire.sections.iter().map(|section| section.id.as_str()))
        };
        match self.namespace.kind(word.text) {
            Some(kind) => {
                let message = format!("`{}` is {}, not a question", word.text, kind.with_article());
                let refusal = Refusal::new(Code::TypeMismatch, message);
                vec![refusal.help("name a question or a section").at(word.span.clone())]
            }
            None if self.namespace.may_be(&[NameKind::Question, NameKind::Section]) => Vec::new(),
            None => {
                let refusal =
                    Refusal::new(Code::UnknownName, format!("there is no question `{}`", word.text));
                let refusal = match nearest(word.text, ids()) {
                    Some(near) => refusal.help(format!("did you mean `{near}`?")),
                    None => refusal.help("name a question or a section of questionnaire.toml"),
                };
                vec![refusal.at(word.span.clone())]
            }
        }
    }

    /// All questions that the names reach, each only once.
    fn reached(
        &self,
        function: QuestionFunction,
        names: &[Word<'_>],
    ) -> Result<Vec<Handle<Question>>, Vec<Fault>> {
        if names.is_empty() {
            return Ok(self.questionnaire.questions.handles().map(|(handle, _)| handle).collect());
        }
        let mut reached: Vec<Handle<Question>> = Vec::new();
        let mut faults = Vec::new();
        let mut whole = true;
        for word in names {
            match self.resolve(word) {
                Ok(questions) => {
                    let twice = questions.iter().find(|question| reached.contains(question));
                    if let Some(twice) = twice {
                        let id = &self.questionnaire.questions[*twice].id;
                        let message = format!("`{id}` is counted twice in this `{}(…)`", function.as_str());
                        let refusal = Refusal::new(Code::DuplicateId, message);
                        faults.push(refusal.help(format!("leave `{}` out", word.text)).at(word.span.clone()));
                    }
                    reached.extend(questions);
                }
                Err(more) => {
                    whole = false;
                    faults.extend(more);
                }
            }
        }
        if whole && faults.is_empty() { Ok(reached) } else { Err(faults) }
    }

    fn points(&mut self, function: QuestionFunction, names: &[Word<'_>]) -> Result<Input, Vec<Fault>> {
        let questions = self.reached(function, names)?;
        let written = names.iter().map(|word| word.text).collect::<Vec<_>>().join(", ");
        let decimals = questions
            .iter()
            .map(|question| self.questionnaire.questions[*question].points_decimals())
            .max()
            .unwrap_or(Decimals::AtMost(0));
        let asked = Asked { written, questions };
        let kind = match function {
            QuestionFunction::MaxPoints => InputKind::MostPoints(asked),
            QuestionFunction::MinPoints => InputKind::LeastPoints(asked),
            _ => InputKind::Points(asked),
        };
        Ok(self.input(kind, Type::Number(Unit::point()), decimals))
    }

    fn one_question(&self, word: &Word<'_>) -> Result<Handle<Question>, Vec<Fault>> {
        match self.questionnaire.question(word.text) {
            Some(question) => Ok(question),
            None => Err(self.not_a_question(word)),
        }
    }

    fn answer(&mut self, word: &Word<'_>) -> Result<Input, Vec<Fault>> {
        let handle = self.one_question(word)?;
        let question = &self.questionnaire.questions[handle];
        let refuse = |message: String, help: &str| {
            Err(vec![Refusal::new(Code::TypeMismatch, message).help(help).at(word.span.clone())])
        };
        let (ty, decimals) = match &question.kind {
            QuestionKind::One { between: false, .. } => {
                (Type::Choice(question_domain(self.questionnaire, handle)), Decimals::Any)
            }
            QuestionKind::One { between: true, .. } => {
                let message = format!("`{}` may have two answers at once", word.text);
                return refuse(message, "use points(…), or ticked(…)");
            }
            QuestionKind::Many { .. } => {
                let message = format!("`{}` may have many answers at once", word.text);
                return refuse(message, "ask for each: ticked(question, 'statement')");
            }
            QuestionKind::Number { unit, decimals, .. } => {
                (Type::Number(unit.clone()), Decimals::AtMost(*decimals))
            }
            QuestionKind::Scale { .. } => (Type::Number(Unit::number()), Decimals::AtMost(0)),
            QuestionKind::Broken => return Err(Vec::new()),
        };
        Ok(self.input(InputKind::Answer(handle), ty, decimals))
    }

    fn ticked(&mut self, word: &Word<'_>, statement: Option<&Word<'_>>) -> Result<Input, Vec<Fault>> {
        let handle = self.one_question(word)?;
        let question = &self.questionnaire.questions[handle];
        if matches!(question.kind, QuestionKind::Broken) {
            return Err(Vec::new());
        }
        let Some(ids) = question.statement_ids() else {
            let refusal =
                Refusal::new(Code::TypeMismatch, format!("`{}` has no statements to tick", word.text));
            return Err(vec![refusal.help(format!("write answer({})", word.text)).at(word.span.clone())]);
        };
        let Some(statement) = statement else {
            return Err(Vec::new());
        };
        match ids.iter().position(|id| id == statement.text).and_then(|at| u16::try_from(at).ok()) {
            Some(at) => Ok(self.input(InputKind::Ticked(handle, at), Type::Condition, Decimals::Any)),
            None => {
                let message = format!("`{}` is not a statement of `{}`", statement.text, word.text);
                let help = match nearest(statement.text, ids.iter().map(String::as_str)) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("one of: {}", ids.join(", ")),
                };
                Err(vec![Refusal::new(Code::UnknownStatement, message).help(help).at(statement.span.clone())])
            }
        }
    }
}
