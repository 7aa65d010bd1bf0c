//! An assessment held against its questionnaire.

use openras_core::{Code, Diagnostic, Diagnostics, Handle, Path, nearest};

use crate::assessment::Assessment;
use crate::fact::{Misfit, Range, one_of, position};
use crate::given::Given;
use crate::model::{Question, QuestionKind, Questionnaire, Standing};
use crate::sheet::{Answer, Asked, Sheet};

impl Questionnaire {
    /// Holds an assessment against this questionnaire: every fact, answer, view and change that is given is checked, used
    /// by a scheme or not. What is missing is no problem here: it is missed where it is needed.
    ///
    /// # Errors
    /// All problems at once, facts first, then questions in this questionnaire's order: `wrong_type` `unknown_fact`
    /// `unknown_choice` `unknown_question` `unknown_statement` `duplicate_id` `out_of_range` `too_many_decimals`
    /// `not_asked`.
    pub fn check(&self, assessment: &Assessment) -> Result<Sheet, Diagnostics> {
        let (sheet, found) = self.check_what_fits(assessment);
        found.into_result(sheet)
    }

    /// As [`Questionnaire::check`], leaving out what does not fit: for a page that is still being filled in.
    pub fn check_what_fits(&self, assessment: &Assessment) -> (Sheet, Diagnostics) {
        let mut found = Diagnostics::new();
        let facts = self.check_facts(assessment, &mut found);
        let answers = self.check_answers(assessment, &mut found);
        let sheet = Sheet::new(self, facts, answers);
        self.refuse_not_asked(assessment, &sheet, &mut found);
        self.check_views(assessment, &mut found);
        self.check_checked(assessment, &mut found);
        let order = |diagnostic: &Diagnostic| self.order_of(diagnostic);
        found.sort_by_key(order);
        (sheet, found)
    }

    /// Facts first, then questions in the questionnaire's order, then the rest.
    fn order_of(&self, diagnostic: &Diagnostic) -> (u8, usize) {
        let about = diagnostic.about.as_deref().unwrap_or("");
        match (self.fact(about), self.question(about)) {
            (Some(fact), _) => (0, fact.index()),
            (None, Some(question)) => (2, question.index()),
            (None, None) if diagnostic.code == Code::UnknownFact => (1, 0),
            (None, None) => (3, 0),
        }
    }

    fn check_facts(&self, assessment: &Assessment, found: &mut Diagnostics) -> Vec<Option<crate::FactValue>> {
        let mut facts: Vec<Option<crate::FactValue>> =
            self.facts.iter().map(|fact| fact.default.clone()).collect();
        for (id, given) in &assessment.facts {
            let path = || Path::root().key("facts").key(id.clone());
            let Some(fact) = self.fact(id) else {
                let known = self.facts.iter().map(|fact| fact.id.as_str());
                found.push(unknown(Code::UnknownFact, "fact", id, known, path()).on_key());
                continue;
            };
            if given.is_poisoned() {
                continue;
            }
            match (self.facts[fact].read(given), facts.get_mut(fact.index())) {
                (Ok(value), Some(place)) => *place = Some(value),
                (Err(misfits), place) => {
                    if let Some(place) = place {
                        *place = None;
                    }
                    found.extend(misfits.into_iter().map(|misfit| misfit.at(path(), id)));
                }
                (Ok(_), None) => {}
            }
        }
        facts
    }

    fn check_answers(&self, assessment: &Assessment, found: &mut Diagnostics) -> Vec<Option<Answer>> {
        let mut answers: Vec<Option<Answer>> = self.questions.iter().map(|_| None).collect();
        for (id, given) in &assessment.answers {
            let path = || Path::root().key("answers").key(id.clone());
            match self.read_answer(id, given, path, found) {
                Some((question, answer)) => {
                    if let Some(place) = answers.get_mut(question.index()) {
                        *place = Some(answer);
                    }
                }
                None => continue,
            }
        }
        answers
    }

    fn read_answer(
        &self,
        id: &str,
        given: &Given,
        path: impl Fn() -> Path,
        found: &mut Diagnostics,
    ) -> Option<(Handle<Question>, Answer)> {
        let Some(question) = self.question(id) else {
            let known = self.questions.iter().map(|question| question.id.as_str());
            let problem = unknown(Code::UnknownQuestion, "question", id, known, path());
            // An answer is named by its key, a view by what stands under `question`.
            let named = matches!(problem.path.segments(), [_, _]);
            found.push(if named { problem.on_key() } else { problem });
            return None;
        };
        if given.is_poisoned() {
            return None;
        }
        match self.questions[question].read(given) {
            Ok(answer) => Some((question, answer)),
            Err(misfits) => {
                found.extend(misfits.into_iter().map(|misfit| misfit.at(path(), id)));
                None
            }
        }
    }

    fn refuse_not_asked(&self, assessment: &Assessment, sheet: &Sheet, found: &mut Diagnostics) {
        for (handle, question) in self.questions.handles() {
            if sheet.asked(handle) == &Asked::No && assessment.answers.contains_key(&question.id) {
                let path = Path::root().key("answers").key(question.id.clone());
                let message = format!("`{}` is answered, but is not asked of this person", question.id);
                let help = match &question.asked_when_source {
                    Some(condition) => {
                        format!("it is asked when {condition}: leave the answer out, or mend the facts")
                    }
                    None => "leave the answer out".to_owned(),
                };
                found.push(
                    Diagnostic::new(Code::NotAsked, path, message).help(help).about(question.id.clone()),
                );
            }
        }
    }

    fn check_views(&self, assessment: &Assessment, found: &mut Diagnostics) {
        for (at, view) in assessment.views.iter().enumerate() {
            let path = Path::root().key("views").index(at);
            if view.question.is_poisoned() {
                continue;
            }
            let id = view.question.as_str();
            let key = if self.question(id).is_some() { "answer" } else { "question" };
            self.read_answer(id, &view.answer, || path.key(key), found);
        }
    }

    fn check_checked(&self, assessment: &Assessment, found: &mut Diagnostics) {
        let Some(checked) = &assessment.checked else {
            return;
        };
        let path = Path::root().key("checked");
        for (at, change) in checked.changes.iter().enumerate() {
            let here = path.key("changes").index(at);
            if change.question.is_poisoned() {
                continue;
            }
            let id = change.question.as_str();
            if self.question(id).is_none() {
                let known = self.questions.iter().map(|question| question.id.as_str());
                found.push(unknown(Code::UnknownQuestion, "question", id, known, here.key("question")));
                continue;
            }
            for (key, given) in [("from", &change.from), ("to", &change.to)] {
                if let Some(given) = given {
                    self.read_answer(id, given, || here.key(key), found);
                }
            }
        }
        let needs = self.needs();
        for (at, need) in checked.eligible.iter().flatten().enumerate() {
            if !need.is_poisoned() && !needs.contains(&need.as_str()) {
                let here = path.key("eligible").index(at);
                found.push(unknown(Code::UnknownName, "need", need.as_str(), needs.iter().copied(), here));
            }
        }
    }

    /// What the figure is: indicative where somebody whose check counts has checked the answers.
    pub fn standing(&self, assessment: &Assessment) -> Standing {
        match &assessment.checked {
            Some(_) if self.checked_by.is_empty() => Standing::Indicative,
            Some(checked) if checked.role.as_ref().is_some_and(|role| self.checked_by.contains(role)) => {
                Standing::Indicative
            }
            _ => Standing::Estimate,
        }
    }
}

impl Question {
    /// Reads an answer to this question.
    ///
    /// # Errors
    /// `wrong_type`, `unknown_statement` or `duplicate_id`; or `out_of_range`, `too_many_decimals` or both.
    pub fn read(&self, given: &Given) -> Result<Answer, Vec<Misfit>> {
        let wrong = |help: &str| {
            vec![Misfit::new(Code::WrongType, format!("`{given}` is not an answer to `{}`", self.id), help)]
        };
        match (&self.kind, given) {
            (QuestionKind::One { ids, .. }, Given::Text(word)) => self.statement(ids, word).map(Answer::One),
            (QuestionKind::One { ids, between: true, .. }, Given::List(words)) => {
                let [one, other] = words.as_slice() else {
                    return Err(wrong("one statement, or a list of two that stand next to each other"));
                };
                let (one, other) = (self.statement(ids, one)?, self.statement(ids, other)?);
                let (low, high) = (one.min(other), one.max(other));
                if low == high {
                    return Err(self.twice(ids, low));
                }
                if low.checked_add(1) != Some(high) {
                    return Err(wrong("the two statements must stand next to each other"));
                }
                Ok(Answer::Between(low, high))
            }
            (QuestionKind::One { ids, .. }, _) => {
                Err(wrong(&format!("tick one statement, {}", one_of("", ids))))
            }
            (QuestionKind::Many { ids, .. }, Given::List(words)) => {
                let mut ticks: Vec<u16> = Vec::new();
                let mut misfits = Vec::new();
                for word in words {
                    match self.statement(ids, word) {
                        Ok(tick) if ticks.contains(&tick) => misfits.extend(self.twice(ids, tick)),
                        Ok(tick) => ticks.push(tick),
                        Err(more) => misfits.extend(more),
                    }
                }
                ticks.sort_unstable();
                if misfits.is_empty() { Ok(Answer::Many(ticks)) } else { Err(misfits) }
            }
            (QuestionKind::Many { .. }, _) => {
                Err(wrong("give a list of statements; an empty list is no tick"))
            }
            (QuestionKind::Number { unit, min, max, decimals, .. }, _) => {
                let range = Range { min, max, decimals: *decimals, percent: unit.is_number() };
                range.read(given, &self.id).map(Answer::Number)
            }
            (QuestionKind::Scale { from, to }, _) => {
                let range = Range { min: &(*from).into(), max: &(*to).into(), decimals: 0, percent: false };
                range.read(given, &self.id).map(Answer::Number)
            }
            (QuestionKind::Broken, _) => Err(wrong("mend the question in questionnaire.toml first")),
        }
    }

    fn statement(&self, ids: &[String], word: &str) -> Result<u16, Vec<Misfit>> {
        position(ids, word).ok_or_else(|| {
            let message = format!("`{word}` is not a statement of `{}`", self.id);
            vec![Misfit::new(Code::UnknownStatement, message, one_of(word, ids))]
        })
    }

    fn twice(&self, ids: &[String], at: u16) -> Vec<Misfit> {
        let word = ids.get(usize::from(at)).map_or("", String::as_str);
        vec![Misfit::new(
            Code::DuplicateId,
            format!("`{word}` is ticked twice in `{}`", self.id),
            "tick it once",
        )]
    }
}

impl Misfit {
    pub(crate) fn at(self, path: Path, id: &str) -> Diagnostic {
        Diagnostic::new(self.code, path, self.message).maybe_help(self.help).about(id)
    }
}

fn unknown<'a>(
    code: Code,
    what: &str,
    id: &str,
    known: impl Iterator<Item = &'a str> + Clone,
    path: Path,
) -> Diagnostic {
    let help = match nearest(id, known.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            let all: Vec<&str> = known.take(12).collect();
            if all.is_empty() {
                format!("there is no {what} at all")
            } else {
                format!("there are: {}", all.join(", "))
            }
        }
    };
    Diagnostic::new(code, path, format!("there is no {what} `{id}`")).help(help).about(id)
}
