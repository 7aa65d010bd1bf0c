//! Facts and questions as formulas: whether one is asked, what it counts as, its points, what is wrong with it.

use openras_core::{Exact, Handle};
use openras_formula::Decimals;
use openras_questionnaire::{Fact, FactKind, FactValue, Question, QuestionKind};

use crate::lines::serial;
use crate::places::{Thing, name};
use crate::words::{quoted, sum, written};
use crate::writer::Writer;

impl Writer<'_> {
    /// A fact as it is used: by default where it is not given.
    pub(crate) fn fact(&self, handle: Handle<Fact>) -> String {
        let fact = &self.questionnaire.facts[handle];
        let given = self.places.called(Thing::FactGiven(handle));
        let default = match &fact.default {
            None => "NA()".to_owned(),
            Some(FactValue::Number(number)) => written(number),
            Some(FactValue::YesNo(yes)) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
            Some(FactValue::Date(day)) => serial(*day).map_or("NA()".to_owned(), |day| day.to_string()),
            Some(FactValue::Choice(at)) => {
                let ids = fact.choice_ids().map_or(&[][..], |ids| ids);
                ids.get(usize::from(*at)).map_or("NA()".to_owned(), |id| quoted(id))
            }
        };
        let own =
            if matches!(fact.kind, FactKind::YesNo) { format!("{given}=\"yes\"") } else { given.clone() };
        format!("IF({given}=\"\",{default},{own})")
    }

    /// The code of what is wrong with a fact; empty where nothing is.
    pub(crate) fn fact_check(&self, handle: Handle<Fact>) -> String {
        let fact = &self.questionnaire.facts[handle];
        let given = self.places.called(Thing::FactGiven(handle));
        let test = match &fact.kind {
            FactKind::Number { min, max, decimals, .. } => number_check(&given, min, max, *decimals),
            FactKind::Choice { .. } => one_of(&given, &name("choices", &fact.id), "unknown_choice"),
            FactKind::YesNo => format!("IF(OR({given}=\"yes\",{given}=\"no\"),\"\",\"wrong_type\")"),
            FactKind::Date => format!(
                "IF(ISNUMBER({given}),IF(AND({given}=INT({given}),{given}>60),\"\",\"wrong_type\"),\"wrong_type\")"
            ),
            FactKind::Broken => "\"\"".to_owned(),
        };
        format!("IF({given}=\"\",\"\",{test})")
    }

    /// Whether anything is answered to a question.
    fn is_given(&self, handle: Handle<Question>) -> String {
        let question = &self.questionnaire.questions[handle];
        let given = format!("{}<>\"\"", self.places.called(Thing::Given(handle)));
        match &question.kind {
            QuestionKind::Many { statements, .. } => {
                let ticks = (0..statements.len()).filter_map(|at| u16::try_from(at).ok());
                let ticks = ticks.map(|at| format!("{}<>\"\"", self.places.called(Thing::Tick(handle, at))));
                let all: Vec<String> = std::iter::once(given).chain(ticks).collect();
                format!("OR({})", all.join(","))
            }
            QuestionKind::One { between: true, .. } => {
                format!("OR({given},{}<>\"\")", self.places.called(Thing::Second(handle)))
            }
            _ => given,
        }
    }

    /// The answer as formulas use it; an error where there is none.
    pub(crate) fn answer(&self, handle: Handle<Question>) -> String {
        let given = self.places.called(Thing::Given(handle));
        let answered = format!("{given}<>\"\"");
        match self.questionnaire.questions[handle].asked_when {
            Some(_) => {
                let asked = self.places.called(Thing::Asked(handle));
                format!("IF({asked},IF({answered},{given},NA()),NA())")
            }
            None => format!("IF({answered},{given},NA())"),
        }
    }

    /// The points of a question: 0 where it is not asked, an error where an answer is required and there is none.
    pub(crate) fn points(&self, handle: Handle<Question>) -> String {
        let question = &self.questionnaire.questions[handle];
        let id = &question.id;
        let given = self.places.called(Thing::Given(handle));
        let none = question.unanswered.as_ref().map_or("NA()".to_owned(), |_| name("noanswer", id));
        let (statements, scores) = (name("statements", id), name("scores", id));
        let score = |cell: &str| format!("INDEX({scores},MATCH({cell},{statements},0))");
        let decimals = match question.points_decimals() {
            Decimals::AtMost(decimals) => decimals,
            Decimals::Any => 0,
        };
        let (answered, points) = match &question.kind {
            QuestionKind::One { between: false, .. } => (format!("{given}<>\"\""), score(&given)),
            QuestionKind::One { between: true, .. } => {
                let second = self.places.called(Thing::Second(handle));
                let mean = format!("ROUND(({}+{})/2,{decimals})", score(&given), score(&second));
                (format!("{given}<>\"\""), format!("IF({second}=\"\",{},{mean})", score(&given)))
            }
            QuestionKind::Many { statements, .. } => {
                let ticks = (0..statements.len()).filter_map(|at| u16::try_from(at).ok());
                let tick = |at: u16| {
                    let cell = self.places.called(Thing::Tick(handle, at));
                    format!("IF({cell}=\"yes\",INDEX({scores},{}),0)", u32::from(at).saturating_add(1))
                };
                let total = sum(&ticks.map(tick).collect::<Vec<_>>());
                let total = if decimals > 0 { format!("ROUND({total},{decimals})") } else { total };
                (self.answered(handle), total)
            }
            QuestionKind::Number { .. } => {
                (format!("{given}<>\"\""), format!("ROUND({given}*{},{decimals})", name("each", id)))
            }
            QuestionKind::Scale { .. } | QuestionKind::Broken => (format!("{given}<>\"\""), given.clone()),
        };
        self.where_asked(handle, &format!("IF({answered},{points},{none})"))
    }

    /// The most or the least points attainable; 0 where the question is not asked.
    pub(crate) fn attainable(&self, handle: Handle<Question>, points: &Exact) -> String {
        self.where_asked(handle, &written(points))
    }

    fn where_asked(&self, handle: Handle<Question>, text: &str) -> String {
        match self.questionnaire.questions[handle].asked_when {
            Some(_) => format!("IF({},{text},0)", self.places.called(Thing::Asked(handle))),
            None => text.to_owned(),
        }
    }

    /// The code of what is wrong with an answer; empty where nothing is.
    pub(crate) fn answer_check(&self, handle: Handle<Question>) -> String {
        let question = &self.questionnaire.questions[handle];
        let given = self.places.called(Thing::Given(handle));
        let statements = name("statements", &question.id);
        let known = |cell: &str| one_of(cell, &statements, "unknown_statement");
        let test = match &question.kind {
            QuestionKind::One { between: false, .. } => known(&given),
            QuestionKind::One { between: true, .. } => {
                let second = self.places.called(Thing::Second(handle));
                let apart = format!("ABS(MATCH({given},{statements},0)-MATCH({second},{statements},0))=1");
                format!(
                    "IF({given}=\"\",\"wrong_type\",IF({second}=\"\",{},IF(ISERROR({apart}),\"unknown_statement\",\
                     IF({apart},\"\",\"wrong_type\"))))",
                    known(&given)
                )
            }
            QuestionKind::Many { statements, .. } => {
                let ticks = (0..statements.len()).filter_map(|at| u16::try_from(at).ok());
                let tick = |at| {
                    let cell = self.places.called(Thing::Tick(handle, at));
                    format!("OR({cell}=\"\",{cell}=\"yes\")")
                };
                let all: Vec<String> = ticks.map(tick).collect();
                format!(
                    "IF(AND(OR({given}=\"\",{given}=\"answered\"),{}),\"\",\"wrong_type\")",
                    all.join(",")
                )
            }
            QuestionKind::Number { min, max, decimals, .. } => number_check(&given, min, max, *decimals),
            QuestionKind::Scale { from, to } => {
                number_check(&given, &Exact::from(*from), &Exact::from(*to), 0)
            }
            QuestionKind::Broken => "\"\"".to_owned(),
        };
        let test = match question.asked_when {
            Some(_) => {
                let asked = self.places.called(Thing::Asked(handle));
                format!("IF(ISERROR({asked}),{test},IF({asked},{test},\"not_asked\"))")
            }
            None => test,
        };
        format!("IF({},{test},\"\")", self.is_given(handle))
    }
}

/// The code of what is wrong with a number.
fn number_check(cell: &str, min: &Exact, max: &Exact, decimals: u32) -> String {
    let (min, max) = (written(min), written(max));
    format!(
        "IF(ISNUMBER({cell}),IF(OR({cell}<{min},{cell}>{max}),\"out_of_range\",\
         IF(ROUND({cell},{decimals})={cell},\"\",\"too_many_decimals\")),\"wrong_type\")"
    )
}

/// The code where a text is none of a list.
fn one_of(cell: &str, list: &str, code: &str) -> String {
    format!("IF(ISNUMBER(MATCH({cell},{list},0)),\"\",\"{code}\")")
}
