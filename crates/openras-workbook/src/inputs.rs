//! What a formula takes in: facts, answers, points, parameters, steps.

use openras_allocation::{Asked, InputKind, choices};
use openras_core::Handle;
use openras_formula::{Decimals, Type};
use openras_questionnaire::{Question, QuestionKind};

use crate::piece::{Hold, Piece};
use crate::places::Thing;
use crate::words::{quoted, year};
use crate::writer::{PARTS, Writer};

impl Writer<'_> {
    pub(crate) fn choice(&self, ty: &Type, place: u16) -> String {
        let Type::Choice(domain) = ty else { return "NA()".to_owned() };
        choices(self.questionnaire, *domain)
            .get(usize::from(place))
            .map_or("NA()".to_owned(), |id| quoted(id))
    }

    pub(crate) fn input(&mut self, kind: &InputKind) -> Piece {
        match kind {
            InputKind::Fact(fact) => Piece::whole(self.places.called(Thing::Fact(*fact))),
            InputKind::Answer(question) => Piece::whole(self.places.called(Thing::Answer(*question))),
            InputKind::Ticked(question, statement) => self.ticked(*question, *statement),
            InputKind::Points(asked) => self.together(asked, Thing::Points, Question::points_decimals),
            InputKind::MostPoints(asked) => self.together(asked, Thing::Most, Question::points_decimals),
            InputKind::LeastPoints(asked) => self.together(asked, Thing::Least, Question::points_decimals),
            InputKind::Parameter(parameter) => Piece::whole(self.places.called(Thing::Parameter(*parameter))),
            InputKind::Step(step) => {
                let clean = self.clean_steps.contains(step);
                Piece { clean, ..Piece::whole(self.places.called(Thing::Step(*step))) }
            }
            InputKind::InYear(period) => {
                let clean = self.scheme.year.count(*period).decimals().is_some();
                Piece { clean, ..Piece::whole(year(*period).unwrap_or("1").to_owned()) }
            }
            InputKind::On => Piece::whole(self.places.called(Thing::On)),
        }
    }

    /// Whether a statement was chosen.
    fn ticked(&self, question: Handle<Question>, statement: u16) -> Piece {
        let asked = &self.questionnaire.questions[question];
        let given = self.places.called(Thing::Given(question));
        let id =
            asked.statements().get(usize::from(statement)).map_or("NA()".to_owned(), |one| quoted(&one.id));
        let inner = match &asked.kind {
            QuestionKind::One { between: false, .. } => format!("IF({given}=\"\",NA(),{given}={id})"),
            QuestionKind::Many { .. } => {
                let tick = self.places.called(Thing::Tick(question, statement));
                format!("IF({},{tick}=\"yes\",NA())", self.answered(question))
            }
            _ => {
                let second = self.places.called(Thing::Second(question));
                format!("IF({given}=\"\",NA(),OR({given}={id},{second}={id}))")
            }
        };
        let text = match asked.asked_when {
            Some(_) => format!("IF({},{inner},FALSE)", self.places.called(Thing::Asked(question))),
            None => inner,
        };
        Piece { text, hold: Hold::Whole, clean: true, depth: 4 }
    }

    /// Whether a question of which any statements may be ticked is answered.
    pub(crate) fn answered(&self, question: Handle<Question>) -> String {
        let given = self.places.called(Thing::Given(question));
        let count = self.questionnaire.questions[question].statements().len();
        let ticks = (0..count).filter_map(|at| u16::try_from(at).ok());
        let ticks = ticks.map(|at| format!("{}=\"yes\"", self.places.called(Thing::Tick(question, at))));
        let all: Vec<String> = std::iter::once(format!("{given}=\"answered\"")).chain(ticks).collect();
        format!("OR({})", all.join(","))
    }

    /// The points of several questions, neighbours as a range.
    fn together(
        &mut self,
        asked: &Asked,
        thing: fn(Handle<Question>) -> Thing,
        decimals: fn(&Question) -> Decimals,
    ) -> Piece {
        let mut runs: Vec<(Handle<Question>, Handle<Question>)> = Vec::new();
        let mut questions = asked.questions.clone();
        questions.sort();
        for question in questions {
            match runs.last_mut() {
                Some((_, last)) if last.index().checked_add(1) == Some(question.index()) => *last = question,
                _ => runs.push((question, question)),
            }
        }
        let whole = |question: &Handle<Question>| {
            decimals(&self.questionnaire.questions[*question]) == Decimals::NONE
        };
        let clean = asked.questions.len() == 1 || asked.questions.iter().all(whole);
        if let [(first, last)] = runs.as_slice()
            && first == last
        {
            return Piece { clean, ..Piece::whole(self.places.called(thing(*first))) };
        }
        let texts = runs.iter().map(|(first, last)| match first == last {
            true => self.places.called(thing(*first)),
            false => self.places.range(thing(*first), thing(*last)),
        });
        let texts: Vec<String> = texts.collect();
        let sums: Vec<String> = texts.chunks(PARTS).map(|some| format!("SUM({})", some.join(","))).collect();
        Piece {
            text: sums.join("+"),
            hold: if sums.len() > 1 { Hold::Sum } else { Hold::Whole },
            clean,
            depth: 1,
        }
    }
}
