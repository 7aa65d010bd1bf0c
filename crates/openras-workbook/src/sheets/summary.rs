//! The first sheet: what came of it, why there may be no figure, how exact it is, what the sheets are.

use openras_allocation::{Edge, Uses};
use rust_xlsxwriter::Workbook;

use super::words;
use crate::WorkbookError;
use crate::ground::Ground;
use crate::lines::{Doubt, Says, Shown};
use crate::pen::Pen;
use crate::places::{Thing, name};
use crate::style::{Look, Style};
use crate::told::Told;

/// The sheet's name.
pub(crate) const SHEET: &str = "Summary";
/// Where the outcome and the figures stand.
pub(crate) const FIGURES: [(Thing, u32, &str, &str); 6] = [
    (Thing::Problems, 6, "what does not fit", "problems"),
    (Thing::Outcome, 7, "outcome", "outcome"),
    (Thing::Annual, 8, "a year", "annual"),
    (Thing::Weekly, 9, "a week", "weekly"),
    (Thing::SocialCare, 10, "a year without the money inside it", "social_care"),
    (Thing::IndividualBudget, 11, "a year with the money on top of it", "individual_budget"),
];

/// What is known of a record that the workbook was made from: its outcome and its figure for a year.
pub(crate) struct Recorded {
    pub(crate) outcome: &'static str,
    pub(crate) annual: Shown,
}

type Done = Result<(), WorkbookError>;

/// Writes the sheet.
pub(crate) fn write(
    book: &mut Workbook,
    style: &Style,
    told: &Told<'_>,
    recorded: Option<&Recorded>,
) -> Done {
    let mut pen = Pen::begin(book, style, SHEET, &[38, 24, 78], 0)?;
    heading(&mut pen, told.ground, "Where planning starts. It is not a limit, and not what was agreed.")?;
    let format = style.of(Look::Value);
    pen.text(4, 0, "person", Look::Text)?;
    let person = told.formulas.places.called(Thing::Person);
    let shown = match told.worked.filled(Thing::Person) {
        crate::person::Filled::Text(text) => Shown::Text(text),
        _ => Shown::text(""),
    };
    pen.formula(4, 1, &format!("IF({person}=\"\",\"\",{person})"), &shown, &format)?;
    pen.text(5, 0, "on", Look::Text)?;
    let day = told.formulas.places.called(Thing::On);
    let shown = match told.worked.filled(Thing::On) {
        crate::person::Filled::Day(day) => Shown::Number(openras_core::Exact::from(day)),
        _ => Shown::text(""),
    };
    pen.formula(5, 1, &format!("IF({day}=\"\",\"\",{day})"), &shown, &style.day(Look::Value))?;
    for (thing, row, label, _) in FIGURES {
        pen.text(row, 0, label, Look::Text)?;
        let format = match thing {
            Thing::Problems | Thing::Outcome => style.of(Look::Result),
            _ => style.payable(Look::Result),
        };
        told.formula(&mut pen, (row, 1), thing, &format)?;
    }
    pen.text(6, 2, "Where this is not 0, see the column `what is wrong` on the sheet Answers.", Look::Note)?;
    pen.text(7, 2, "allocated; excluded: outside the scheme; referred: a person decides; error: something is missing or does not fit.", Look::Note)?;
    let mut row = 13;
    if let Some(recorded) = recorded {
        record(&mut pen, &mut row, told, recorded)?;
    }
    reasons(&mut pen, &mut row, told)?;
    exactness(&mut pen, &mut row, &told.formulas.doubts)?;
    sheets(&mut pen, &mut row, recorded.is_some())
}

/// The title, and which rulebook it is.
pub(crate) fn heading(pen: &mut Pen<'_>, ground: &Ground<'_>, note: &str) -> Done {
    let rulebook = ground.rulebook;
    pen.text_as(0, 0, rulebook.title(), &pen.style.of(Look::Title))?;
    pen.loose(
        1,
        0,
        &format!("{} version {}, digest {}", rulebook.id(), rulebook.version(), rulebook.sha256()),
    )?;
    pen.loose(2, 0, note)
}

/// What the record said, and whether it is still so.
fn record(pen: &mut Pen<'_>, row: &mut u32, told: &Told<'_>, recorded: &Recorded) -> Done {
    section(pen, row, "What OpenRAS recorded")?;
    pen.text(*row, 0, "outcome in the record", Look::Text)?;
    pen.text(*row, 1, recorded.outcome, Look::Value)?;
    let at = row.saturating_add(1);
    *row = at;
    pen.text(*row, 0, "a year in the record", Look::Text)?;
    let format = pen.style.payable(Look::Value);
    match &recorded.annual {
        Shown::Number(number) => pen.number(*row, 1, number, &format)?,
        _ => pen.text(*row, 1, "", Look::Value)?,
    }
    *row = row.saturating_add(1);
    pen.text(*row, 0, "this workbook says", Look::Text)?;
    let (outcome, annual) =
        (told.formulas.places.called(Thing::Outcome), told.formulas.places.called(Thing::Annual));
    let (first, second) = (format!("$B${at}"), format!("$B${}", at.saturating_add(1)));
    let same = "the same";
    let formula = format!(
        "IF(AND({outcome}={first},IF(ISNUMBER({annual}),{annual}={second},TRUE)),\"{same}\",\"something else: an answer or a number has been changed\")"
    );
    pen.formula(*row, 1, &formula, &Shown::text(same), &pen.style.of(Look::Result))?;
    *row = row.saturating_add(2);
    Ok(())
}

fn section(pen: &mut Pen<'_>, row: &mut u32, title: &str) -> Done {
    pen.texts(*row, &[title, "", ""], Look::Section)?;
    *row = row.saturating_add(1);
    Ok(())
}

/// Why there may be no figure: the rules, and the steps whose tables may say that a person decides.
fn reasons(pen: &mut Pen<'_>, row: &mut u32, told: &Told<'_>) -> Done {
    let scheme = &told.ground.scheme;
    let shown = told.worked.lines(&told.formulas.lines);
    let lines = told.formulas.lines.iter().zip(&shown).enumerate();
    let mut rows: Vec<(String, String, String, Shown)> = Vec::new();
    for (at, (line, shown)) in lines {
        let cell = told.formulas.places.called(Thing::Line(at));
        let (kind, rules) = match line.says {
            Says::Exclusion(_) => ("exclusion", &scheme.exclusions),
            Says::Referral(_) => ("referral", &scheme.referrals),
            _ => continue,
        };
        let Some(rule) = rules.iter().find(|rule| rule.id == line.label) else { continue };
        let formula = format!("IF(ISERROR({cell}),\"cannot be told\",IF({cell},\"holds\",\"no\"))");
        let shown = match shown {
            Shown::YesNo(true) => "holds",
            Shown::YesNo(false) => "no",
            _ => "cannot be told",
        };
        let what = format!("{kind} {}", rule.id);
        rows.push((what, formula, words(told.ground, &rule.text).to_owned(), Shown::text(shown)));
    }
    for (handle, step) in scheme.steps.handles() {
        let tables = Uses::of_step(step).tables;
        let tables = tables.iter().filter_map(|id| scheme.tables.handle(usize::try_from(id.0).ok()?));
        let refers = |edge: &Edge| *edge == Edge::Refer;
        let mut tables =
            tables.map(|at| &scheme.tables[at]).filter(|table| refers(&table.below) || refers(&table.above));
        let Some(table) = tables.next() else { continue };
        let cell = told.formulas.places.called(Thing::Step(handle));
        let formula = format!(
            "IF(ISERROR({cell}),IF(ERROR.TYPE({cell})=6,\"a person decides\",\"cannot be told\"),\"no\")"
        );
        let line =
            told.formulas.lines.iter().position(|line| matches!(line.says, Says::Step(at) if at == handle));
        let shown = match line.and_then(|at| shown.get(at)) {
            Some(Shown::Refers) => "a person decides",
            Some(Shown::Missing | Shown::DividesByZero) | None => "cannot be told",
            Some(_) => "no",
        };
        let text = words(told.ground, &table.text).to_owned();
        rows.push((format!("step {}, table {}", step.id, table.id), formula, text, Shown::text(shown)));
    }
    if rows.is_empty() {
        return Ok(());
    }
    section(pen, row, "Why there may be no figure")?;
    for (what, formula, text, shown) in rows {
        pen.text(*row, 0, &what, Look::Text)?;
        pen.formula(*row, 1, &formula, &shown, &pen.style.of(Look::Value))?;
        pen.text(*row, 2, &text, Look::Note)?;
        *row = row.saturating_add(1);
    }
    *row = row.saturating_add(1);
    Ok(())
}

/// How exact a spreadsheet is here.
pub(crate) fn exactness(pen: &mut Pen<'_>, row: &mut u32, doubts: &[Doubt]) -> Done {
    section(pen, row, "How exact this is")?;
    let general = "OpenRAS reckons in exact fractions, a spreadsheet with 15 digits. Before anything is rounded, compared or \
                   looked up, the formulas round away what lies beyond those digits.";
    pen.loose(*row, 0, general)?;
    *row = row.saturating_add(1);
    if doubts.is_empty() {
        let sure = "For the answers that the questions allow and the rulebook's own numbers that is enough: every figure is right to its last decimal.";
        pen.loose(*row, 0, sure)?;
        *row = row.saturating_add(1);
    } else {
        let unsure = "In these places it cannot be shown that 15 digits are enough; a figure could differ in its last decimal:";
        pen.loose(*row, 0, unsure)?;
        *row = row.saturating_add(1);
        for doubt in doubts {
            pen.text(*row, 0, &doubt.owner, Look::Text)?;
            pen.text(*row, 1, &doubt.part, Look::Note)?;
            *row = row.saturating_add(1);
        }
    }
    let thirds = "A value with endless decimals, such as a third, is shown cut; OpenRAS keeps it whole.";
    pen.loose(*row, 0, thirds)?;
    *row = row.saturating_add(2);
    Ok(())
}

fn sheets(pen: &mut Pen<'_>, row: &mut u32, record: bool) -> Done {
    section(pen, row, "The sheets")?;
    let sheets = [
        ("Answers", "fill in the yellow cells: the figures above follow"),
        ("Parameters", "the dated numbers, with the values in force on the day"),
        ("Tables", "the scheme's tables, and what each answer scores"),
        ("Workings", "every rule and step, each a formula"),
        ("Sources", "where rules and numbers come from"),
        ("Record", "what OpenRAS recorded, step by step, beside what stands here now"),
    ];
    for (sheet, what) in sheets.into_iter().filter(|(sheet, _)| record || *sheet != "Record") {
        pen.text(*row, 0, sheet, Look::Value)?;
        pen.loose(*row, 1, what)?;
        *row = row.saturating_add(1);
    }
    Ok(())
}

/// The names of the cells of this sheet.
pub(crate) fn names() -> impl Iterator<Item = (String, String)> {
    FIGURES.iter().map(|(_, row, _, id)| (name("ras", id), format!("{SHEET}!$B${}", row.saturating_add(1))))
}
