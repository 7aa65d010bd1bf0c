//! The sheet of the workings: rules and steps in order, each with the parts that its formula needs.

use openras_core::{Handle, Unit};
use openras_formula::Type;
use rust_xlsxwriter::Workbook;

use super::{origin, words};
use crate::WorkbookError;
use crate::lines::{Line, Says, Shown};
use crate::pen::Pen;
use crate::places::Spot;
use crate::style::{Look, Style};
use crate::told::Told;

/// The sheet's name.
pub(crate) const SHEET: &str = "Workings";
const HEAD_ROW: u32 = 2;
const VALUE: u16 = 3;

/// Where a line stands.
pub(crate) fn spot(at: usize) -> Spot {
    Spot { sheet: SHEET, row: Some(row(at)), column: VALUE, name: None }
}

fn row(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX).saturating_add(HEAD_ROW).saturating_add(1)
}

/// How a line is called in the first column, and how it looks.
fn kind(line: &Line<'_>) -> (&'static str, Look) {
    match line.says {
        Says::Exclusion(_) => ("exclusion", Look::Value),
        Says::Referral(_) => ("referral", Look::Value),
        Says::Stream(_) => ("who can have it", Look::Value),
        Says::Step(_) => ("step", Look::Result),
        Says::When(_) => ("condition", Look::Part),
        Says::Place(..) => ("row of a table", Look::Part),
        Says::Count(..) => ("count", Look::Part),
        Says::Expr(_) | Says::YesNo(_) | Says::Scaled(..) => ("part", Look::Part),
    }
}

/// Writes the sheet.
pub(crate) fn write(book: &mut Workbook, style: &Style, told: &Told<'_>) -> Result<(), WorkbookError> {
    let widths = [14, 26, 40, 17, 15, 18, 50, 18];
    let mut pen = Pen::begin(book, style, SHEET, &widths, HEAD_ROW.saturating_add(1))?;
    pen.text(0, 0, "Workings", Look::Title)?;
    pen.loose(
        1,
        0,
        "Every rule and step in the rulebook's order. Above a step stand the parts that its formula needs.",
    )?;
    let heads = [
        "kind",
        "name",
        "what it is",
        "value",
        "unit",
        "how it stands",
        "as the rulebook writes it",
        "source",
    ];
    pen.texts(HEAD_ROW, &heads, Look::Head)?;
    let shown = told.worked.lines(&told.formulas.lines);
    for (at, (line, shown)) in told.formulas.lines.iter().zip(&shown).enumerate() {
        write_line(&mut pen, row(at), line, shown, told)?;
    }
    Ok(())
}

/// What is said of a line beside its value: name, text, unit, rule, source.
struct About<'t> {
    name: &'t str,
    text: &'t str,
    unit: String,
    rule: String,
    source: &'t str,
    counts: Option<Unit>,
}

fn about<'t>(line: &'t Line<'_>, told: &'t Told<'_>) -> About<'t> {
    let scheme = &told.ground.scheme;
    let rule = |rules: &'t [openras_allocation::Rule]| rules.iter().find(|rule| rule.id == line.label);
    let found = match line.says {
        Says::Exclusion(_) => rule(&scheme.exclusions),
        Says::Referral(_) => rule(&scheme.referrals),
        _ => None,
    };
    if let Some(rule) = found {
        return About {
            name: &rule.id,
            text: words(told.ground, &rule.text),
            unit: String::new(),
            rule: rule.when.source.clone(),
            source: origin(&rule.origin),
            counts: None,
        };
    }
    match &line.says {
        Says::Step(step) => step_about(*step, told),
        says => {
            let counts = match says {
                Says::Expr(expr) => match &expr.ty {
                    Type::Number(unit) => Some(unit.clone()),
                    _ => None,
                },
                _ => None,
            };
            let unit = counts.as_ref().map_or(String::new(), ToString::to_string);
            About { name: "", text: &line.owner, unit, rule: line.label.clone(), source: "", counts }
        }
    }
}

fn step_about<'t>(handle: Handle<openras_allocation::Step>, told: &'t Told<'_>) -> About<'t> {
    let step = &told.ground.scheme.steps[handle];
    let rule = match &step.when {
        None => step.formula.source.clone(),
        Some((when, otherwise)) => {
            format!("{}\nwhen {}\notherwise {}", step.formula.source, when.source, otherwise.source)
        }
    };
    About {
        name: &step.id,
        text: words(told.ground, &step.text),
        unit: step.unit_text.clone(),
        rule,
        source: origin(&step.origin),
        counts: Some(step.unit.clone()),
    }
}

fn write_line(
    pen: &mut Pen<'_>,
    row: u32,
    line: &Line<'_>,
    shown: &Shown,
    told: &Told<'_>,
) -> Result<(), WorkbookError> {
    let (kind, look) = kind(line);
    let about = about(line, told);
    let words = if look == Look::Part { Look::Note } else { Look::Text };
    pen.text(row, 0, kind, if look == Look::Result { Look::Result } else { Look::Part })?;
    pen.text(row, 1, about.name, if look == Look::Result { Look::Result } else { words })?;
    pen.text(row, 2, about.text, words)?;
    let format = match &about.counts {
        Some(unit) => pen.style.counted(look, unit, shown),
        None => pen.style.of(look),
    };
    pen.formula(row, VALUE, &line.formula, shown, &format)?;
    pen.text(row, 4, &about.unit, words)?;
    let cell = format!("$D{}", row.saturating_add(1));
    let stands = match shown {
        Shown::Refers => "a person decides",
        Shown::Missing | Shown::DividesByZero => "a problem",
        _ => "worked out",
    };
    let formula = format!(
        "IF(ISERROR({cell}),IF(ERROR.TYPE({cell})=6,\"a person decides\",\"a problem\"),\"worked out\")"
    );
    let format = pen.style.of(words);
    pen.formula(row, 5, &formula, &Shown::text(stands), &format)?;
    pen.text(row, 6, &about.rule, words)?;
    pen.text(row, 7, about.source, Look::Note)
}
