//! Many people, one row each.

use openras_allocation::InputKind;
use openras_core::Exact;
use openras_formula::Type;
use openras_questionnaire::{FactKind, QuestionKind};
use rust_xlsxwriter::{Format, Workbook};

use super::summary::{exactness, heading};
use crate::WorkbookError;
use crate::ground::Ground;
use crate::lines::{Line, Says, Shown};
use crate::pen::Pen;
use crate::person::Person;
use crate::places::{Places, ROW, Spot, Thing, letters, name};
use crate::rules::{STATES, list, list_of, numbers};
use crate::style::{Look, Style};
use crate::told::Formulas;

const SHEET: &str = "People";
/// The rows of the header: to what a column belongs, and its name.
const PART_ROW: u32 = 2;
const HEAD_ROW: u32 = 3;
const COLUMNS_MAX: usize = 16_384;

/// A column: what it holds, the part of the table that it belongs to, and its name.
struct Column {
    thing: Thing,
    part: &'static str,
    name: String,
}

/// The columns before the workings.
pub(crate) struct Layout {
    columns: Vec<Column>,
    checks: (usize, usize),
}

impl Layout {
    /// Gives everything its column.
    pub(crate) fn new(ground: &Ground<'_>, streams: bool, places: &mut Places) -> Layout {
        let mut layout = Layout { columns: Vec::new(), checks: (0, 0) };
        layout.results(streams);
        layout.filled_in(ground, streams);
        let first = layout.columns.len();
        layout.checks(ground, streams);
        layout.checks = (first, layout.columns.len().saturating_sub(1));
        layout.push("what is wrong", Thing::Problems, "problems");
        layout.worked(ground, streams);
        for (at, column) in layout.columns.iter().enumerate() {
            places.put(column.thing, spot(at));
        }
        layout
    }

    fn push(&mut self, part: &'static str, thing: Thing, name: impl Into<String>) {
        self.columns.push(Column { thing, part, name: name.into() });
    }

    fn results(&mut self, streams: bool) {
        self.push("who and when", Thing::Person, "person");
        self.push("who and when", Thing::On, "on");
        self.push("what came of it", Thing::Outcome, "outcome");
        self.push("what came of it", Thing::Annual, "a year");
        self.push("what came of it", Thing::Weekly, "a week");
        if streams {
            self.push("what came of it", Thing::SocialCare, "without the money inside it");
            self.push("what came of it", Thing::IndividualBudget, "with the money on top of it");
        }
    }

    fn filled_in(&mut self, ground: &Ground<'_>, streams: bool) {
        const PART: &str = "filled in";
        let questionnaire = ground.questionnaire();
        for (fact, own) in questionnaire.facts.handles() {
            self.push(PART, Thing::FactGiven(fact), &own.id);
        }
        for (question, own) in questionnaire.questions.handles() {
            self.push(PART, Thing::Given(question), &own.id);
            match &own.kind {
                QuestionKind::One { between: true, .. } => {
                    self.push(PART, Thing::Second(question), format!("{} or its neighbour", own.id));
                }
                QuestionKind::Many { statements, .. } => {
                    for (at, statement) in (0u16..).zip(statements) {
                        self.push(PART, Thing::Tick(question, at), format!("{}: {}", own.id, statement.id));
                    }
                }
                _ => {}
            }
        }
        for (stream, own) in ground.scheme.streams.handles().filter(|_| streams) {
            self.push(PART, Thing::Amount(stream), format!("stream.{}", own.id));
            self.push(PART, Thing::Per(stream), format!("{}: period", own.id));
            self.push(PART, Thing::Status(stream), format!("{}: how far", own.id));
        }
    }

    fn checks(&mut self, ground: &Ground<'_>, streams: bool) {
        const PART: &str = "what is wrong";
        self.push(PART, Thing::DayCheck, "on");
        for (fact, own) in ground.questionnaire().facts.handles() {
            self.push(PART, Thing::FactCheck(fact), &own.id);
        }
        for (question, own) in ground.questionnaire().questions.handles() {
            self.push(PART, Thing::AnswerCheck(question), &own.id);
        }
        for (stream, own) in ground.scheme.streams.handles().filter(|_| streams) {
            self.push(PART, Thing::StreamCheck(stream), &own.id);
        }
    }

    /// What the workings use: facts and answers as they count, points, parameters.
    fn worked(&mut self, ground: &Ground<'_>, streams: bool) {
        let questionnaire = ground.questionnaire();
        let inputs = &ground.scheme.inputs;
        for (fact, own) in questionnaire.facts.handles() {
            self.push("as used", Thing::Fact(fact), &own.id);
        }
        for (question, own) in questionnaire.questions.handles() {
            if own.asked_when.is_some() {
                self.push("asked", Thing::Asked(question), &own.id);
            }
        }
        for (question, own) in questionnaire.questions.handles() {
            if inputs.contains(&InputKind::Answer(question)) {
                self.push("as used", Thing::Answer(question), &own.id);
            }
        }
        let ends = |most: bool| {
            inputs.iter().any(|input| match input {
                InputKind::MostPoints(_) => most,
                InputKind::LeastPoints(_) => !most,
                _ => false,
            })
        };
        let mut points = |part: &'static str, thing: fn(_) -> Thing| {
            for (question, own) in questionnaire.questions.handles() {
                self.push(part, thing(question), &own.id);
            }
        };
        points("points", Thing::Points);
        if ends(true) {
            points("most points", Thing::Most);
        }
        if ends(false) {
            points("least points", Thing::Least);
        }
        for (parameter, own) in ground.scheme.parameters.handles() {
            self.push("parameters on the day", Thing::Parameter(parameter), &own.id);
        }
        for (stream, own) in ground.scheme.streams.handles().filter(|_| streams) {
            self.push("money from elsewhere, a year", Thing::StreamAnnual(stream), &own.id);
        }
    }

    /// Where the lines of the workings go: behind all else.
    pub(crate) fn next_line(&self) -> Box<dyn Fn(usize) -> Spot> {
        let first = self.columns.len();
        Box::new(move |at| spot(first.saturating_add(at)))
    }

    /// The cells of a row in which stands what is wrong.
    pub(crate) fn checks_range(&self) -> String {
        let (first, last) = (spot(self.checks.0), spot(self.checks.1));
        format!("${}{ROW}:${}{ROW}", letters(first.column), letters(last.column))
    }

    /// Whether a sheet has so many columns.
    pub(crate) fn fits(&self, lines: usize) -> Result<(), WorkbookError> {
        let all = self.columns.len().saturating_add(lines);
        if all > COLUMNS_MAX { Err(WorkbookError::TooWide(all)) } else { Ok(()) }
    }
}

fn spot(at: usize) -> Spot {
    Spot { sheet: SHEET, row: None, column: u16::try_from(at).unwrap_or(u16::MAX), name: None }
}

type Done = Result<(), WorkbookError>;

/// A person whose answers stand in a row, and the one of whom the engine speaks in it: the same, but in tests.
pub(crate) type Row<'s> = (&'s Person<'s>, &'s Person<'s>);

/// Writes the first sheet: how many came to what.
pub(crate) fn summary(
    book: &mut Workbook,
    style: &Style,
    ground: &Ground<'_>,
    formulas: &Formulas<'_>,
    people: &[Row<'_>],
) -> Done {
    let mut pen = Pen::begin(book, style, "Summary", &[38, 24, 78], 0)?;
    heading(
        &mut pen,
        ground,
        "One row a person on the sheet People. Each figure is where planning starts, not a limit.",
    )?;
    let last = u32::try_from(people.len()).unwrap_or(u32::MAX).saturating_add(HEAD_ROW).saturating_add(1);
    let range = |column: &str| format!("{SHEET}!${column}${}:${column}${last}", HEAD_ROW.saturating_add(2));
    pen.texts(4, &["outcome", "people"], Look::Head)?;
    let mut row = 5u32;
    for outcome in ["allocated", "excluded", "referred", "error"] {
        let own = people.iter().filter(|(_, one)| one.shown(Thing::Outcome) == Shown::text(outcome)).count();
        let shown = Shown::Number(Exact::from(i64::try_from(own).unwrap_or(0)));
        pen.text(row, 0, outcome, Look::Text)?;
        pen.formula(
            row,
            1,
            &format!("COUNTIF({},\"{outcome}\")", range("C")),
            &shown,
            &style.of(Look::Value),
        )?;
        row = row.saturating_add(1);
    }
    let all: Exact = people
        .iter()
        .filter_map(|(_, one)| match one.shown(Thing::Annual) {
            Shown::Number(number) => Some(number),
            _ => None,
        })
        .sum();
    pen.text(row, 0, "together, a year", Look::Text)?;
    let formula = format!("ROUND(SUM({}),{})", range("D"), ground.scheme.decimals);
    pen.formula(row, 1, &formula, &Shown::Number(all), &style.payable(Look::Result))?;
    row = row.saturating_add(2);
    exactness(&mut pen, &mut row, &formulas.doubts)
}

/// Writes the table.
pub(crate) fn write(
    book: &mut Workbook,
    style: &Style,
    ground: &Ground<'_>,
    layout: &Layout,
    formulas: &Formulas<'_>,
    people: &[Row<'_>],
) -> Done {
    let mut pen = Pen::begin(book, style, SHEET, &[18, 12, 12, 14, 12], HEAD_ROW.saturating_add(1))?;
    pen.sheet.set_freeze_panes(HEAD_ROW.saturating_add(1), 3)?;
    pen.text(0, 0, "People", Look::Title)?;
    pen.loose(1, 0, "Fill in the yellow cells. Everything else follows by formulas.")?;
    let lines = layout.columns.len();
    for (at, column) in layout.columns.iter().enumerate() {
        let at = u16::try_from(at).unwrap_or(u16::MAX);
        pen.text(PART_ROW, at, column.part, Look::Section)?;
        pen.text(HEAD_ROW, at, &column.name, Look::Head)?;
    }
    for (line, at) in formulas.lines.iter().zip(lines..) {
        let at = u16::try_from(at).unwrap_or(u16::MAX);
        let part = if matches!(line.says, Says::Step(_)) { "steps" } else { "parts" };
        pen.text(PART_ROW, at, part, Look::Section)?;
        let label = match line.says {
            Says::Step(_) | Says::Exclusion(_) | Says::Referral(_) | Says::Stream(_) => line.label.clone(),
            _ => format!("{}: {}", line.owner, line.label),
        };
        pen.text(HEAD_ROW, at, &label, Look::Head)?;
    }
    let first = HEAD_ROW.saturating_add(1);
    let last = first.saturating_add(u32::try_from(people.len()).unwrap_or(u32::MAX)).saturating_sub(1);
    rules(&mut pen, ground, layout, (first, last.max(first)))?;
    let looks = Looks::new(style, ground, layout, &formulas.lines);
    for (row, person) in (first..).zip(people) {
        one(&mut pen, row, *person, layout, formulas, &looks)?;
    }
    if last >= first {
        let end = u16::try_from(lines).unwrap_or(u16::MAX).saturating_sub(1);
        pen.sheet.autofilter(HEAD_ROW, 0, last, end)?;
    }
    Ok(())
}

/// The format of each column.
struct Looks {
    columns: Vec<Format>,
    lines: Vec<Format>,
}

impl Looks {
    fn new(style: &Style, ground: &Ground<'_>, layout: &Layout, lines: &[Line<'_>]) -> Looks {
        let questionnaire = ground.questionnaire();
        let column = |column: &Column| match column.thing {
            Thing::On => style.day(Look::Input),
            Thing::Person
            | Thing::Given(_)
            | Thing::Second(_)
            | Thing::Tick(..)
            | Thing::Per(_)
            | Thing::Status(_) => style.of(Look::Input),
            Thing::FactGiven(fact) if matches!(questionnaire.facts[fact].kind, FactKind::Date) => {
                style.day(Look::Input)
            }
            Thing::Fact(fact) if matches!(questionnaire.facts[fact].kind, FactKind::Date) => {
                style.day(Look::Value)
            }
            Thing::FactGiven(_) => style.of(Look::Input),
            Thing::Amount(_) => style.payable(Look::Input),
            Thing::Annual | Thing::Weekly | Thing::SocialCare | Thing::IndividualBudget => {
                style.payable(Look::Result)
            }
            Thing::Outcome => style.of(Look::Result),
            Thing::DayCheck | Thing::FactCheck(_) | Thing::AnswerCheck(_) | Thing::StreamCheck(_) => {
                style.of(Look::Wrong)
            }
            Thing::Parameter(parameter) => {
                let own = &ground.scheme.parameters[parameter];
                let first =
                    own.values.first().map_or(Shown::Missing, |value| Shown::Number(value.is.value.clone()));
                style.counted(Look::Value, &own.unit, &first)
            }
            _ => style.of(Look::Value),
        };
        let line = |line: &Line<'_>| match &line.says {
            Says::Step(step) => {
                let unit = &ground.scheme.steps[*step].unit;
                style.counted(Look::Result, unit, &Shown::Missing)
            }
            Says::Expr(expr) => match &expr.ty {
                Type::Number(unit) => style.counted(Look::Part, unit, &Shown::Missing),
                _ => style.of(Look::Part),
            },
            _ => style.of(Look::Part),
        };
        Looks {
            columns: layout.columns.iter().map(column).collect(),
            lines: lines.iter().map(line).collect(),
        }
    }
}

fn one(
    pen: &mut Pen<'_>,
    row: u32,
    (written, worked): Row<'_>,
    layout: &Layout,
    formulas: &Formulas<'_>,
    looks: &Looks,
) -> Done {
    let number = row.saturating_add(1).to_string();
    for (at, (column, look)) in (0u16..).zip(layout.columns.iter().zip(&looks.columns)) {
        match formulas.of(column.thing) {
            Some(formula) => {
                let formula = formula.replace(ROW, &number);
                pen.formula(row, at, &formula, &worked.shown(column.thing), look)?;
            }
            None => pen.filled(row, at, &written.filled(column.thing), look)?,
        }
    }
    let first = u16::try_from(layout.columns.len()).unwrap_or(u16::MAX);
    let shown = worked.lines(&formulas.lines);
    for (at, ((line, shown), look)) in (first..).zip(formulas.lines.iter().zip(&shown).zip(&looks.lines)) {
        pen.formula(row, at, &line.formula.replace(ROW, &number), shown, look)?;
    }
    Ok(())
}

/// What may be filled in, for every row.
fn rules(pen: &mut Pen<'_>, ground: &Ground<'_>, layout: &Layout, rows: (u32, u32)) -> Done {
    let questionnaire = ground.questionnaire();
    for (at, column) in (0u16..).zip(&layout.columns) {
        let rule = match column.thing {
            Thing::FactGiven(fact) => {
                let fact = &questionnaire.facts[fact];
                match &fact.kind {
                    FactKind::Choice { .. } => list_of(&name("choices", &fact.id)),
                    FactKind::YesNo => list(&["yes", "no"])?,
                    FactKind::Number { min, max, decimals, .. } => numbers(min, max, *decimals)?,
                    FactKind::Date | FactKind::Broken => continue,
                }
            }
            Thing::Given(question) | Thing::Second(question) => {
                let question = &questionnaire.questions[question];
                match &question.kind {
                    QuestionKind::One { .. } => list_of(&name("statements", &question.id)),
                    QuestionKind::Many { .. } => list(&["answered"])?,
                    QuestionKind::Number { min, max, decimals, .. } => numbers(min, max, *decimals)?,
                    QuestionKind::Scale { from, to } => numbers(&Exact::from(*from), &Exact::from(*to), 0)?,
                    QuestionKind::Broken => continue,
                }
            }
            Thing::Tick(..) => list(&["yes"])?,
            Thing::Per(_) => list(&["day", "week", "month", "year"])?,
            Thing::Status(_) => list(&STATES)?,
            _ => continue,
        };
        pen.rule(rows, at, &rule)?;
    }
    Ok(())
}
