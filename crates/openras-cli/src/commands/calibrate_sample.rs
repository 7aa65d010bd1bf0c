//! The people of a calibration: from a table of points, or of answers that a rulebook scores.

use std::collections::BTreeSet;
use std::path::Path;

use openras::calibration::{Cells, LeftOut, PointsFrom, Sample, SampleOptions, read_sample};
use openras::core::{Amount, Code, Day, Diagnostics, Exact};
use openras::prelude::Rulebook;
use openras::table::lowest;

use crate::people::{self, Asked, Row};
use crate::status::Stop;
use crate::table::{Writing, cells as read_cells, refuse};

/// Above so many people the weight of each question is not worked out.
const WEIGHED_MOST: usize = 20_000;

/// Where a sample comes from, and how it is read.
pub(super) struct Asking<'a> {
    pub(super) path: &'a Path,
    pub(super) writing: Writing,
    /// The step that has the points, and the day for rows without one; the column `points` if left out.
    pub(super) points: Option<(String, Option<Day>)>,
    pub(super) by: Vec<String>,
    pub(super) uprate: Option<Amount>,
    pub(super) stands_for: Option<u64>,
    pub(super) leave_out: Vec<LeftOut>,
}

/// Reads a sample.
pub(super) fn sample(asking: Asking<'_>, rulebook: &Rulebook) -> Result<Sample, Stop> {
    let cells = read_cells(asking.path, &asking.writing)?;
    let mut options = SampleOptions {
        money_decimals: rulebook.context().decimals,
        by: asking.by,
        uprate: asking.uprate,
        stands_for: asking.stands_for,
        leave_out: asking.leave_out,
        ..SampleOptions::default()
    };
    if let Some((step, on)) = &asking.points {
        let (points, without) = points(step, *on, rulebook, &cells, &options.leave_out)?;
        options.points = Some(points);
        options.without = without;
        options.others = people::names(rulebook, &cells);
        options.points_from = Some(PointsFrom { step: step.clone(), on: *on });
    }
    read_sample(&cells, &options).map_err(|found| refuse(&found))
}

/// The value of a step for each row; nothing for those who are not counted.
type Points = Vec<Option<Exact>>;

/// The points of each row, and for each question what they would be if it were answered with the fewest.
fn points(
    step: &str,
    on: Option<Day>,
    rulebook: &Rulebook,
    cells: &Cells,
    leave_out: &[LeftOut],
) -> Result<(Points, Vec<(String, Points)>), Stop> {
    let out: BTreeSet<&str> = leave_out.iter().map(|left| left.person.as_str()).collect();
    let (person, scope) = (cells.column("person"), cells.column("in_scope"));
    let counted: Vec<bool> = cells
        .rows
        .iter()
        .map(|row| {
            row.text(person).is_none_or(|person| !out.contains(person))
                && row.text(scope).is_none_or(|scope| !matches!(scope, "no" | "false"))
        })
        .collect();
    let came = people::worked(rulebook, cells, (on, false), Asked::Step(step))?;
    let points = all(step, cells, came, &counted)?;
    let mut without = Vec::new();
    if cells.rows.len() > WEIGHED_MOST {
        return Ok((points, without));
    }
    for question in &rulebook.questionnaire().questions {
        let Some(at) = cells.column(&question.id) else { continue };
        let fewest = lowest(question);
        let mut other = cells.clone();
        let answered = other.rows.iter_mut().filter_map(|row| row.cells.get_mut(at));
        answered.filter(|cell| !cell.is_empty()).for_each(|cell| cell.clone_from(&fewest));
        let came = people::worked(rulebook, &other, (on, false), Asked::Step(step))?;
        // Where a rule cannot do without the answer, the person's own points stand.
        let value = |(came, own): (Row, &Option<Exact>)| match came {
            Row::Value(value) => Some(value),
            _ => own.clone(),
        };
        without.push((question.id.clone(), came.into_iter().zip(&points).map(value).collect()));
    }
    Ok((points, without))
}

/// The values of those who are counted, or every problem of theirs.
fn all(step: &str, cells: &Cells, came: Vec<Row>, counted: &[bool]) -> Result<Points, Stop> {
    let mut found = Diagnostics::new();
    let mut problem = |row: usize, code: Code, message: String, help: Option<String>| {
        found.push(cells.problem(code, format!("row {row}: {message}")).maybe_help(help));
    };
    let mut all = Vec::with_capacity(came.len());
    for ((row, came), counted) in cells.rows.iter().map(|row| row.number).zip(came).zip(counted) {
        let value = match came {
            Row::Value(value) => Some(value),
            _ if !counted => None,
            Row::None(outcome) => {
                let message = format!("there is no `{step}` for a person who is {outcome}");
                let help = "leave out people who are excluded or referred (--leave-out)";
                problem(row, Code::UnknownName, message, Some(help.to_owned()));
                None
            }
            Row::Wrong(problems) => {
                problems.into_iter().for_each(|own| problem(row, own.code, own.message, own.help));
                None
            }
            Row::Refused(items) => {
                items.into_iter().for_each(|item| problem(row, Code::WrongType, item, None));
                None
            }
        };
        all.push(value);
    }
    if found.has_errors() { Err(refuse(&found)) } else { Ok(all) }
}
