//! The sheet that is filled in: the day, facts, answers, money from elsewhere.

use openras_allocation::Stream;
use openras_core::{Exact, Handle};
use openras_questionnaire::{Fact, FactKind, Question, QuestionKind, Section};
use rust_xlsxwriter::{DataValidation, Workbook};

use super::words;
use crate::WorkbookError;
use crate::ground::Ground;
use crate::pen::Pen;
use crate::places::{Places, Spot, Thing, name};
use crate::rules::{STATES, list, list_of, numbers};
use crate::style::{Look, Style};
use crate::told::Told;

/// The sheet's name.
pub(crate) const SHEET: &str = "Answers";
const HEAD_ROW: u32 = 3;
const GIVEN: u16 = 2;
const SAYS: u16 = 3;
const ASKED: u16 = 4;
const POINTS: u16 = 5;
const USED: u16 = 6;
const CHECK: u16 = 7;
const MOST: u16 = 8;
const LEAST: u16 = 9;

/// What a row is about.
#[derive(Clone, Copy, Debug)]
enum Row {
    Person,
    On,
    Facts,
    Fact(Handle<Fact>),
    Section(Handle<Section>),
    Question(Handle<Question>),
    Second(Handle<Question>),
    Tick(Handle<Question>, u16),
    Streams,
    Stream(Handle<Stream>),
    Per(Handle<Stream>),
    Status(Handle<Stream>),
}

/// The rows of the sheet.
pub(crate) struct Layout {
    rows: Vec<Row>,
    wide: bool,
}

impl Layout {
    /// Gives everything its place.
    pub(crate) fn new(ground: &Ground<'_>, places: &mut Places) -> Layout {
        let questionnaire = ground.questionnaire();
        let mut rows = vec![Row::Person, Row::On];
        if !questionnaire.facts.is_empty() {
            rows.push(Row::Facts);
        }
        rows.extend(questionnaire.facts.handles().map(|(fact, _)| Row::Fact(fact)));
        for (section, own) in questionnaire.sections.handles() {
            rows.push(Row::Section(section));
            for question in &own.questions {
                rows.push(Row::Question(*question));
                match &questionnaire.questions[*question].kind {
                    QuestionKind::One { between: true, .. } => rows.push(Row::Second(*question)),
                    QuestionKind::Many { statements, .. } => {
                        let ticks = (0..statements.len()).filter_map(|at| u16::try_from(at).ok());
                        rows.extend(ticks.map(|at| Row::Tick(*question, at)));
                    }
                    _ => {}
                }
            }
        }
        if !ground.scheme.streams.is_empty() {
            rows.push(Row::Streams);
        }
        for (stream, _) in ground.scheme.streams.handles() {
            rows.extend([Row::Stream(stream), Row::Per(stream), Row::Status(stream)]);
        }
        let wide = ground.scheme.inputs.iter().any(|input| {
            use openras_allocation::InputKind::{LeastPoints, MostPoints};
            matches!(input, MostPoints(_) | LeastPoints(_))
        });
        let layout = Layout { rows, wide };
        for (at, row) in layout.numbered() {
            layout.place(ground, *row, at, places);
        }
        layout
    }

    fn numbered(&self) -> impl Iterator<Item = (u32, &Row)> {
        (HEAD_ROW.saturating_add(1)..).zip(&self.rows)
    }

    fn place(&self, ground: &Ground<'_>, row: Row, at: u32, places: &mut Places) {
        let questionnaire = ground.questionnaire();
        let mut put = |thing: Thing, column: u16, name: Option<String>| {
            places.put(thing, Spot { sheet: SHEET, row: Some(at), column, name });
        };
        match row {
            Row::Person => put(Thing::Person, GIVEN, None),
            Row::On => {
                put(Thing::On, GIVEN, Some("on_day".to_owned()));
                put(Thing::DayCheck, CHECK, None);
            }
            Row::Fact(fact) => {
                let id = &questionnaire.facts[fact].id;
                put(Thing::FactGiven(fact), GIVEN, None);
                put(Thing::Fact(fact), USED, Some(name("fact", id)));
                put(Thing::FactCheck(fact), CHECK, None);
            }
            Row::Question(question) => {
                let id = &questionnaire.questions[question].id;
                put(Thing::Given(question), GIVEN, None);
                put(Thing::Asked(question), ASKED, Some(name("asked", id)));
                put(Thing::Points(question), POINTS, Some(name("points", id)));
                put(Thing::Answer(question), USED, Some(name("answer", id)));
                put(Thing::AnswerCheck(question), CHECK, None);
                if self.wide {
                    put(Thing::Most(question), MOST, None);
                    put(Thing::Least(question), LEAST, None);
                }
            }
            Row::Second(question) => put(Thing::Second(question), GIVEN, None),
            Row::Tick(question, statement) => put(Thing::Tick(question, statement), GIVEN, None),
            Row::Stream(stream) => {
                put(Thing::Amount(stream), GIVEN, None);
                put(
                    Thing::StreamAnnual(stream),
                    USED,
                    Some(name("stream", &ground.scheme.streams[stream].id)),
                );
                put(Thing::StreamCheck(stream), CHECK, None);
            }
            Row::Per(stream) => put(Thing::Per(stream), GIVEN, None),
            Row::Status(stream) => put(Thing::Status(stream), GIVEN, None),
            Row::Facts | Row::Section(_) | Row::Streams => {}
        }
    }

    /// The cells in which stands what is wrong.
    pub(crate) fn checks(&self) -> String {
        let (first, last) = (HEAD_ROW.saturating_add(2), self.last());
        format!("{SHEET}!$H${first}:$H${last}")
    }

    fn last(&self) -> u32 {
        let rows = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        HEAD_ROW.saturating_add(1).saturating_add(rows)
    }
}

type Done = Result<(), WorkbookError>;

/// Writes the sheet: the answers of `written`, under what the engine made of those of `worked`.
pub(crate) fn write(book: &mut Workbook, style: &Style, layout: &Layout, told: &Told<'_>) -> Done {
    let widths = [22, 44, 20, 40, 9, 9, 17, 20, 9, 9];
    let count = if layout.wide { 10 } else { 8 };
    let widths = widths.get(..count).unwrap_or_default();
    let mut pen = Pen::begin(book, style, SHEET, widths, HEAD_ROW.saturating_add(1))?;
    pen.text(0, 0, "Answers", Look::Title)?;
    let note =
        "Fill in the yellow cells. Everything else follows by formulas. What does not fit is told in red.";
    pen.loose(1, 0, note)?;
    let heads = [
        "name",
        "question",
        "answer",
        "in words",
        "asked",
        "points",
        "as used",
        "what is wrong",
        "most",
        "least",
    ];
    pen.texts(HEAD_ROW, heads.get(..count).unwrap_or_default(), Look::Head)?;
    let mut sheet = Sheet { pen, told, ground: told.ground };
    for (at, row) in layout.numbered() {
        sheet.row(at, *row)?;
    }
    Ok(())
}

struct Sheet<'w, 's> {
    pen: Pen<'w>,
    told: &'s Told<'s>,
    ground: &'s Ground<'s>,
}

impl Sheet<'_, '_> {
    fn row(&mut self, at: u32, row: Row) -> Done {
        let questionnaire = self.ground.questionnaire();
        match row {
            Row::Person => {
                self.pen.texts(at, &["person", "a reference, never a name or an address"], Look::Text)?;
                self.filled(at, Thing::Person)
            }
            Row::On => {
                self.pen.texts(at, &["on", "the day whose values hold"], Look::Text)?;
                self.day(at, Thing::On)?;
                self.formula(at, CHECK, Thing::DayCheck, Look::Wrong)
            }
            Row::Facts => self.section(at, "", "What is known"),
            Row::Fact(fact) => self.fact(at, fact),
            Row::Section(section) => {
                let own = &questionnaire.sections[section];
                self.section(at, &own.id, words(self.ground, &own.title))
            }
            Row::Question(question) => self.question(at, question),
            Row::Second(question) => {
                self.pen.text(at, 1, "or between that and this neighbour", Look::Note)?;
                self.filled(at, Thing::Second(question))?;
                let id = &questionnaire.questions[question].id;
                self.says(at, Thing::Second(question), &name("statements", id), &name("saying", id))
            }
            Row::Tick(question, statement) => {
                let text = questionnaire.questions[question].statements().get(usize::from(statement));
                let text = text.map_or("", |one| words(self.ground, &one.text));
                self.pen.text(at, 1, text, Look::Note)?;
                self.filled(at, Thing::Tick(question, statement))?;
                self.rule(at, &list(&["yes"])?)
            }
            Row::Streams => self.section(at, "", "Money from elsewhere"),
            Row::Stream(stream) => self.stream(at, stream),
            Row::Per(stream) => {
                let text = "for which period; its own if left empty";
                self.pen.text(at, 1, text, Look::Note)?;
                self.filled(at, Thing::Per(stream))?;
                self.rule(at, &list(&["day", "week", "month", "year"])?)
            }
            Row::Status(stream) => {
                self.pen.text(at, 1, "how far it has come; awarded if left empty", Look::Note)?;
                self.filled(at, Thing::Status(stream))?;
                self.rule(at, &list(&STATES)?)
            }
        }
    }

    fn section(&mut self, at: u32, id: &str, title: &str) -> Done {
        self.pen.texts(at, &[id, title, "", "", "", "", "", ""], Look::Section)
    }

    fn rule(&mut self, at: u32, rule: &DataValidation) -> Done {
        self.pen.rule((at, at), GIVEN, rule)
    }

    fn filled(&mut self, at: u32, thing: Thing) -> Done {
        let format = self.pen.style.of(Look::Input);
        self.pen.filled(at, GIVEN, &self.told.written.filled(thing), &format)
    }

    fn day(&mut self, at: u32, thing: Thing) -> Done {
        let format = self.pen.style.day(Look::Input);
        self.pen.filled(at, GIVEN, &self.told.written.filled(thing), &format)
    }

    /// The formula of a thing, with what the engine says of it.
    fn formula(&mut self, at: u32, column: u16, thing: Thing, look: Look) -> Done {
        let format = self.pen.style.of(look);
        self.told.formula(&mut self.pen, (at, column), thing, &format)
    }

    /// The words of what was chosen, from the sheet of tables.
    fn says(&mut self, at: u32, thing: Thing, ids: &str, words: &str) -> Done {
        self.rule(at, &list_of(ids))?;
        let cell = format!("$C{}", at.saturating_add(1));
        let place = format!("MATCH({cell},{ids},0)");
        let formula = format!("IF(ISNUMBER({place}),INDEX({words},{place}),\"\")");
        let format = self.pen.style.of(Look::Text);
        self.pen.formula(at, SAYS, &formula, &self.told.worked.in_words(thing), &format)
    }

    fn fact(&mut self, at: u32, handle: Handle<Fact>) -> Done {
        let fact = &self.ground.questionnaire().facts[handle];
        self.pen.texts(at, &[&fact.id, words(self.ground, &fact.text)], Look::Text)?;
        let used = Thing::Fact(handle);
        if matches!(fact.kind, FactKind::Date) {
            self.day(at, Thing::FactGiven(handle))?;
            let format = self.pen.style.day(Look::Value);
            self.told.formula(&mut self.pen, (at, USED), used, &format)?;
        } else {
            self.filled(at, Thing::FactGiven(handle))?;
            self.formula(at, USED, used, Look::Value)?;
        }
        match &fact.kind {
            FactKind::Choice { .. } => {
                let (ids, meaning) = (name("choices", &fact.id), name("meaning", &fact.id));
                self.says(at, Thing::FactGiven(handle), &ids, &meaning)?;
            }
            FactKind::YesNo => self.rule(at, &list(&["yes", "no"])?)?,
            FactKind::Number { min, max, decimals, .. } => self.rule(at, &numbers(min, max, *decimals)?)?,
            FactKind::Date | FactKind::Broken => {}
        }
        self.formula(at, CHECK, Thing::FactCheck(handle), Look::Wrong)
    }

    fn question(&mut self, at: u32, handle: Handle<Question>) -> Done {
        let question = &self.ground.questionnaire().questions[handle];
        self.pen.texts(at, &[&question.id, words(self.ground, &question.text)], Look::Text)?;
        self.filled(at, Thing::Given(handle))?;
        match &question.kind {
            QuestionKind::One { .. } => {
                let (ids, saying) = (name("statements", &question.id), name("saying", &question.id));
                self.says(at, Thing::Given(handle), &ids, &saying)?;
            }
            QuestionKind::Many { .. } => {
                self.rule(at, &list(&["answered"])?)?;
                self.pen.text(
                    at,
                    SAYS,
                    "tick any below; with none ticked choose `answered` here",
                    Look::Note,
                )?;
            }
            QuestionKind::Number { min, max, decimals, .. } => {
                self.rule(at, &numbers(min, max, *decimals)?)?
            }
            QuestionKind::Scale { from, to } => {
                self.rule(at, &numbers(&Exact::from(*from), &Exact::from(*to), 0)?)?;
            }
            QuestionKind::Broken => {}
        }
        if question.asked_when.is_some() {
            self.formula(at, ASKED, Thing::Asked(handle), Look::Value)?;
        } else {
            self.pen.text(at, ASKED, "always", Look::Part)?;
        }
        self.formula(at, POINTS, Thing::Points(handle), Look::Result)?;
        for (thing, column) in
            [(Thing::Answer(handle), USED), (Thing::Most(handle), MOST), (Thing::Least(handle), LEAST)]
        {
            if self.told.has(thing) {
                self.formula(at, column, thing, Look::Value)?;
            }
        }
        self.formula(at, CHECK, Thing::AnswerCheck(handle), Look::Wrong)
    }

    fn stream(&mut self, at: u32, handle: Handle<Stream>) -> Done {
        let stream = &self.ground.scheme.streams[handle];
        self.pen.texts(at, &[&stream.id, words(self.ground, &stream.text)], Look::Text)?;
        let format = self.pen.style.payable(Look::Input);
        self.pen.filled(at, GIVEN, &self.told.written.filled(Thing::Amount(handle)), &format)?;
        let format = self.pen.style.payable(Look::Value);
        self.pen.text(at, SAYS, "what counts for a year stands under `as used`", Look::Note)?;
        self.told.formula(&mut self.pen, (at, USED), Thing::StreamAnnual(handle), &format)?;
        self.formula(at, CHECK, Thing::StreamCheck(handle), Look::Wrong)
    }
}
