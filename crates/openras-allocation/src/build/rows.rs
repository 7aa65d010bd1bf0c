use openras_core::document::{AmountIn, is_poisoned};
use openras_core::{Code, Diagnostic, Diagnostics, Exact, Path, nearest};
use openras_formula::{Decimals, Key};

use super::tables::{Frame, worth};
use crate::decimals::gap;
use crate::document::{ForDocument, RowDocument, TableDocument};
use crate::names::key_choices;
use crate::table::{At, Band, ForChoice, Row};

/// The bands, lowest first; overlapping ones are noted.
pub(super) fn bands(
    document: &TableDocument,
    frame: &Frame<'_>,
    path: &Path,
    found: &mut Diagnostics,
) -> Option<Vec<Band>> {
    let mut bands: Vec<(Band, Path)> = Vec::new();
    let mut whole = true;
    for (here, row) in each(document, path) {
        refuse_keys(row, &["at", "for"], "band", &here, found);
        let (from, to) = (value(row.from.as_ref()), value(row.to.as_ref()));
        let (Ok(from), Ok(to), Some(row)) = (from, to, read(row, frame, &here, found)) else {
            whole = false;
            continue;
        };
        let other_kind = document.rows.iter().any(|row| row.at.is_some() || row.choice.is_some());
        if from.is_none() && to.is_none() && other_kind {
            whole = false;
            continue;
        }
        if from.is_none() && to.is_none() && document.rows.len() > 1 {
            let message = "a band without `from` and `to` holds every key";
            found.push(Diagnostic::new(Code::MissingKey, here, message).help("give `from`, `to` or both"));
            whole = false;
            continue;
        }
        if let (Some(from), Some(to)) = (&from, &to)
            && from > to
        {
            let message = format!("no key lies from {from} to {to}");
            found.push(Diagnostic::new(Code::OutOfRange, here, message).help("put the lower end in `from`"));
            whole = false;
            continue;
        }
        bands.push((Band { from, to, row }, here));
    }
    if !whole {
        return None;
    }
    bands.sort_by(|(one, _), (other, _)| (&one.from, &one.to).cmp(&(&other.from, &other.to)));
    let overlaps = bands.iter().zip(bands.iter().skip(1)).filter(|((band, _), (next, _))| {
        match (&band.to, &next.from) {
            (Some(to), Some(from)) => from <= to,
            _ => true,
        }
    });
    let mut touching = true;
    for ((band, _), (next, here)) in overlaps {
        let message = format!("the bands {} and {} hold for the same key", shown(band), shown(next));
        found.push(
            Diagnostic::new(Code::Overlap, here.clone(), message)
                .help("let each band begin after the one below ends"),
        );
        touching = false;
    }
    touching.then(|| bands.into_iter().map(|(band, _)| band).collect())
}

fn shown(band: &Band) -> String {
    match (&band.from, &band.to) {
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("{from} and over"),
        (None, Some(to)) => format!("up to {to}"),
        (None, None) => "for every key".to_owned(),
    }
}

/// Notes bands that do not touch even for whole keys; whether there were any.
pub(super) fn refuse_gaps(id: &str, bands: &[Band], path: &Path, found: &mut Diagnostics) -> bool {
    let Some((to, from)) = gap(bands, Decimals::AtMost(0)) else {
        return false;
    };
    let number =
        bands.iter().find(|band| band.from.as_ref() == Some(&from)).map_or(1, |band| band.row.number);
    let row = usize::try_from(number).unwrap_or(1).saturating_sub(1);
    let message = format!("`{id}` says nothing for keys between {to} and {from}");
    let problem = Diagnostic::new(Code::Gap, path.key("rows").index(row), message);
    found.push(problem.help(format!("let this row begin right after {to}, or add a row between")).about(id));
    true
}

/// The rows at numbers, lowest first; a number that stands twice is noted.
pub(super) fn at(
    document: &TableDocument,
    frame: &Frame<'_>,
    path: &Path,
    found: &mut Diagnostics,
) -> Option<Vec<At>> {
    let mut rows: Vec<At> = Vec::new();
    let mut whole = true;
    for (here, row) in each(document, path) {
        refuse_keys(row, &["from", "to", "for"], "this lookup", &here, found);
        let at = match &row.at {
            Some(at) => at.amount().map(|amount| amount.value.clone()),
            None => {
                let message = "a row of this lookup needs its `at`";
                found.push(
                    Diagnostic::new(Code::MissingKey, here.clone(), message)
                        .help("add at = …, the key of the row"),
                );
                None
            }
        };
        let (Some(at), Some(row)) = (at, read(row, frame, &here, found)) else {
            whole = false;
            continue;
        };
        if rows.iter().any(|other| other.at == at) {
            let message = format!("two rows are at {at}");
            found.push(Diagnostic::new(Code::Overlap, here, message).help("leave one of them out"));
        }
        rows.push(At { at, row });
    }
    rows.sort_by(|one, other| one.at.cmp(&other.at));
    whole.then_some(rows)
}

/// The rows for choices; two that hold for one key are noted.
pub(super) fn choices(
    document: &TableDocument,
    keys: &[Key],
    frame: &Frame<'_>,
    path: &Path,
    found: &mut Diagnostics,
) -> Option<Vec<ForChoice>> {
    let mut rows: Vec<(ForChoice, Path)> = Vec::new();
    let mut whole = true;
    for (here, row) in each(document, path) {
        refuse_keys(row, &["from", "to", "at"], "choice", &here, found);
        let choices = row_choices(row, keys, frame, &here, found);
        match (choices, read(row, frame, &here, found)) {
            (Some(choices), Some(row)) => rows.push((ForChoice { choices, row }, here)),
            _ => whole = false,
        }
    }
    if !whole {
        return None;
    }
    for (at, (row, here)) in rows.iter().enumerate() {
        if rows.iter().take(at).any(|(other, _)| clash(row, other, &rows)) {
            let message = "two rows hold equally well for the same choice";
            found.push(
                Diagnostic::new(Code::Overlap, here.clone(), message)
                    .help("leave one out, or add the row where both meet"),
            );
        }
    }
    Some(rows.into_iter().map(|(row, _)| row).collect())
}

/// Whether two rows with equally few `*` fit one key that no row with fewer fits.
fn clash(one: &ForChoice, other: &ForChoice, rows: &[(ForChoice, Path)]) -> bool {
    let stars = |row: &ForChoice| row.choices.iter().filter(|choice| choice.is_none()).count();
    if stars(one) != stars(other) {
        return false;
    }
    let mut meeting: Vec<Option<u16>> = Vec::new();
    for (a, b) in one.choices.iter().zip(&other.choices) {
        match (a, b) {
            (Some(a), Some(b)) if a != b => return false,
            (Some(choice), _) | (_, Some(choice)) => meeting.push(Some(*choice)),
            (None, None) => meeting.push(None),
        }
    }
    // A row with fewer stars takes the keys where both meet if it fits all of them.
    let covers = |row: &ForChoice| {
        row.choices.iter().zip(&meeting).all(|(choice, meeting)| choice.is_none() || choice == meeting)
    };
    !rows.iter().any(|(row, _)| stars(row) < stars(one) && covers(row))
}

fn row_choices(
    row: &RowDocument,
    keys: &[Key],
    frame: &Frame<'_>,
    path: &Path,
    found: &mut Diagnostics,
) -> Option<Vec<Option<u16>>> {
    let words: Vec<(&str, Path)> = match &row.choice {
        None => {
            let message = "a row of a choice table needs its `for`";
            found.push(Diagnostic::new(Code::MissingKey, path.clone(), message).help("add for = \"…\""));
            return None;
        }
        Some(ForDocument::One(word)) => vec![(word.as_str(), path.key("for"))],
        Some(ForDocument::Many(words)) => {
            words.iter().enumerate().map(|(at, word)| (word.as_str(), path.key("for").index(at))).collect()
        }
    };
    if words.len() != keys.len() {
        let message =
            format!("this row is for {} choices, and the table has {} keys", words.len(), keys.len());
        found.push(
            Diagnostic::new(Code::TypeMismatch, path.key("for"), message)
                .help("give one choice for each key"),
        );
        return None;
    }
    let choices: Vec<Option<Option<u16>>> =
        words.iter().zip(keys).map(|((word, here), key)| place(word, key, frame, here, found)).collect();
    choices.into_iter().collect()
}

/// The place of a choice, `Some(None)` for any; `None` where there is no such choice.
fn place(
    word: &str,
    key: &Key,
    frame: &Frame<'_>,
    path: &Path,
    found: &mut Diagnostics,
) -> Option<Option<u16>> {
    if word == "*" {
        return Some(None);
    }
    if is_poisoned(word) {
        return None;
    }
    let yes_no = ["no".to_owned(), "yes".to_owned()];
    let (ids, code): (&[String], Code) = match key {
        Key::Condition => (&yes_no, Code::UnknownChoice),
        Key::Choice(domain) => {
            let facts = frame.questionnaire.facts.len();
            let question = usize::try_from(domain.0).is_ok_and(|at| at >= facts);
            let code = if question { Code::UnknownStatement } else { Code::UnknownChoice };
            (key_choices(frame.questionnaire, key).unwrap_or(&[]), code)
        }
        Key::Number(_) | Key::Unknown => return None,
    };
    if let Some(at) = ids.iter().position(|id| id == word).and_then(|at| u16::try_from(at).ok()) {
        return Some(Some(at));
    }
    let help = match nearest(word, ids.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("one of: {}, or \"*\" for any", ids.join(", ")),
    };
    found.push(
        Diagnostic::new(code, path.clone(), format!("`{word}` is not a choice of the table's key"))
            .help(help),
    );
    None
}

fn each<'d>(document: &'d TableDocument, path: &Path) -> Vec<(Path, &'d RowDocument)> {
    document.rows.iter().enumerate().map(|(at, row)| (path.key("rows").index(at), row)).collect()
}

fn read(row: &RowDocument, frame: &Frame<'_>, path: &Path, found: &mut Diagnostics) -> Option<Row> {
    let origin = frame.context.origin(row.source.as_ref(), row.illustrative, &frame.origin, path, found);
    let is = worth(&row.is, frame, &path.key("is"), found)?;
    let number = match path.segments().last() {
        Some(openras_core::Segment::Index(at)) => u32::try_from(*at).ok()?.checked_add(1)?,
        _ => return None,
    };
    Some(Row { number, is, origin })
}

/// `Err` where it is there and broken.
fn value(written: Option<&AmountIn>) -> Result<Option<Exact>, ()> {
    match written {
        None => Ok(None),
        Some(amount) => amount.amount().map(|amount| Some(amount.value.clone())).ok_or(()),
    }
}

fn refuse_keys(row: &RowDocument, keys: &[&str], what: &str, path: &Path, found: &mut Diagnostics) {
    let there = [
        ("from", row.from.is_some()),
        ("to", row.to.is_some()),
        ("at", row.at.is_some()),
        ("for", row.choice.is_some()),
    ];
    for (key, _) in there.into_iter().filter(|(key, there)| *there && keys.contains(key)) {
        let message = format!("`{key}` is not a key of a row of {what}");
        let help = "band rows have `from` and `to`, choice rows `for`, all others `at`";
        found.push(Diagnostic::new(Code::UnknownKey, path.key(key), message).on_key().help(help));
    }
}
