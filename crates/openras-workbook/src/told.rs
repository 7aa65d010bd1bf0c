//! A scheme as formulas, and one person under them.

use std::collections::{HashMap, HashSet};

use openras_questionnaire::QuestionKind;
use rust_xlsxwriter::Format;

use crate::WorkbookError;
use crate::ground::Ground;
use crate::lines::{Doubt, Line, Shown};
use crate::pen::Pen;
use crate::person::Person;
use crate::places::{Places, Spot, Thing};
use crate::size::Sizes;
use crate::writer::Writer;

/// Every formula of a scheme, for one way of laying its cells out.
pub(crate) struct Formulas<'a> {
    pub(crate) places: Places,
    pub(crate) lines: Vec<Line<'a>>,
    pub(crate) doubts: Vec<Doubt>,
    formulas: HashMap<Thing, String>,
}

impl<'a> Formulas<'a> {
    /// Writes them. `next_line` says where a line of the workings goes, `checks` where all that is wrong is told.
    pub(crate) fn new(
        ground: &'a Ground<'_>,
        places: Places,
        next_line: Box<dyn Fn(usize) -> Spot>,
        checks: &str,
    ) -> Formulas<'a> {
        let questionnaire = ground.questionnaire();
        let mut writer = Writer {
            scheme: &ground.scheme,
            questionnaire,
            places,
            sizes: Sizes::new(&ground.scheme, questionnaire),
            lines: Vec::new(),
            doubts: Vec::new(),
            owner: (String::new(), String::new()),
            clean_steps: HashSet::new(),
            next_line,
        };
        let mut formulas = HashMap::new();
        formulas.insert(Thing::DayCheck, writer.day_check());
        for (fact, _) in questionnaire.facts.handles() {
            formulas.insert(Thing::Fact(fact), writer.fact(fact));
            formulas.insert(Thing::FactCheck(fact), writer.fact_check(fact));
        }
        for (handle, question) in questionnaire.questions.handles() {
            if let Some(condition) = ground.asked(handle) {
                writer.owner = (question.id.clone(), question.asked_when_source.clone().unwrap_or_default());
                let asked = writer.piece(condition).text;
                formulas.insert(Thing::Asked(handle), asked);
            }
            formulas.insert(Thing::Points(handle), writer.points(handle));
            formulas.insert(Thing::AnswerCheck(handle), writer.answer_check(handle));
            let among =
                matches!(question.kind, QuestionKind::Many { .. } | QuestionKind::One { between: true, .. });
            if !among {
                formulas.insert(Thing::Answer(handle), writer.answer(handle));
            }
            let ends = [
                (Thing::Most(handle), question.points_most()),
                (Thing::Least(handle), question.points_least()),
            ];
            for (thing, points) in ends {
                formulas.insert(thing, writer.attainable(handle, &points));
            }
        }
        for (handle, parameter) in ground.scheme.parameters.handles() {
            let on = writer.places.called(Thing::On);
            let (from, is) = (format!("paramfrom_{}", parameter.id), format!("paramis_{}", parameter.id));
            formulas.insert(Thing::Parameter(handle), format!("INDEX({is},MATCH({on},{from},1))"));
        }
        for (handle, _) in ground.scheme.streams.handles() {
            formulas.insert(Thing::StreamAnnual(handle), writer.stream_annual(handle));
            formulas.insert(Thing::StreamCheck(handle), writer.stream_check(handle));
        }
        let counts = writer.scheme_lines(ground);
        formulas.insert(Thing::Problems, format!("COUNTIF({checks},\"?*\")"));
        formulas.insert(Thing::Outcome, writer.outcome(&counts));
        formulas.extend(writer.figures());
        let Writer { places, lines, doubts, .. } = writer;
        Formulas { places, lines, doubts, formulas }
    }

    /// The formula of a thing.
    pub(crate) fn of(&self, thing: Thing) -> Option<&str> {
        self.formulas.get(&thing).map(String::as_str)
    }
}

/// Formulas with one person: what stands in the cells that are filled in, and what the engine says of the others.
pub(crate) struct Told<'s> {
    pub(crate) ground: &'s Ground<'s>,
    pub(crate) formulas: &'s Formulas<'s>,
    /// Whose answers stand in the cells.
    pub(crate) written: &'s Person<'s>,
    /// Of whose answers the engine speaks: the same person's, but in tests.
    pub(crate) worked: &'s Person<'s>,
}

impl Told<'_> {
    /// Whether a thing has a formula and a place.
    pub(crate) fn has(&self, thing: Thing) -> bool {
        self.formulas.of(thing).is_some() && self.formulas.places.spot(thing).is_some()
    }

    /// Writes the formula of a thing with what the engine says of it.
    pub(crate) fn formula(
        &self,
        pen: &mut Pen<'_>,
        (row, column): (u32, u16),
        thing: Thing,
        format: &Format,
    ) -> Result<(), WorkbookError> {
        match self.formulas.of(thing) {
            Some(formula) => pen.formula(row, column, formula, &self.worked.shown(thing), format),
            None => Ok(()),
        }
    }

    /// What the engine says of every parameter on the day.
    pub(crate) fn parameters(&self) -> Vec<Shown> {
        let parameters = self.ground.scheme.parameters.handles();
        parameters.map(|(handle, _)| self.worked.shown(Thing::Parameter(handle))).collect()
    }
}
