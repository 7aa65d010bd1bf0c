//! `diff`: what changed between two rulebooks, and whom it moves.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use openras::calibration::{
    BeforeAndAfter, Cells, DiffChange, DiffCliffs, DiffNot, DiffPeople, DiffRecord, DiffRulebook, Moved,
    Moves, Protection, TRAITS, Trait, moves, percent, protection,
};
use openras::core::{Code, Day, Diagnostics, Exact, money, nearest};
use openras::prelude::*;
use openras::rulebook::Change;

use super::fund::json;
use crate::args::Format;
use crate::args::change::DiffArguments;
use crate::input::rulebook;
use crate::output::{answer, tell};
use crate::people::{self, Asked, Row};
use crate::status::{Answer, Stop};
use crate::table::{cells as read_cells, refuse};

pub(crate) fn run(arguments: &DiffArguments) -> Result<Answer, Stop> {
    let (old, new) = (rulebook(&arguments.old)?, rulebook(&arguments.new)?);
    let changes = old.changes(&new);
    let compared = match &arguments.people {
        Some(path) => {
            let cells = read_cells(path, &arguments.writing.writing())?;
            Some(compare(&cells, &old, &new, arguments)?)
        }
        None => None,
    };
    let text = match arguments.format {
        Format::Text => text(&changes, compared.as_ref(), &new),
        Format::Json => json(&record(changes, compared.as_ref(), &old, &new))?,
    };
    answer(&text, None)?;
    let Some(compared) = compared.filter(|compared| !compared.not.is_empty()) else { return Ok(Answer::Yes) };
    for (what, people) in &compared.not {
        tell(&format!("note: {people} not compared: {what}"));
    }
    Ok(Answer::No)
}

/// People by both rulebooks.
struct Compared {
    people: Vec<BeforeAndAfter>,
    moves: Moves,
    cliffs: DiffCliffs,
    protection: Option<Protection>,
    /// Why people could not be compared, and how many.
    not: BTreeMap<String, usize>,
}

fn compare(
    cells: &Cells,
    old: &Rulebook,
    new: &Rulebook,
    arguments: &DiffArguments,
) -> Result<Compared, Stop> {
    check_columns(cells, old, new)?;
    let names: Vec<&String> =
        cells.head.iter().filter(|name| *name == "group" || TRAITS.contains(&name.as_str())).collect();
    let mut people = Vec::new();
    let mut texts: Vec<Vec<Option<String>>> = vec![Vec::new(); names.len()];
    let mut not = BTreeMap::new();
    let days = |on: Option<Day>| (on, on.is_some());
    let before = people::worked(old, cells, days(arguments.on_old), Asked::Annual)?;
    let after = people::worked(new, cells, days(arguments.on), Asked::Annual)?;
    for (row, came) in cells.rows.iter().zip(before.into_iter().zip(after)) {
        match came {
            (Row::Value(before), Row::Value(after)) => {
                let person = row.text(cells.column("person")).unwrap_or("").to_owned();
                people.push(BeforeAndAfter { person, row: row.number, old: before, new: after });
                for (name, texts) in names.iter().zip(&mut texts) {
                    texts.push(row.text(cells.column(name)).map(str::to_owned));
                }
            }
            (before, after) => {
                let old = before.why().map(|why| format!("old: {why}"));
                let new = after.why().map(|why| format!("new: {why}"));
                let why: Vec<String> = old.into_iter().chain(new).collect();
                let count = not.entry(why.join("; ")).or_insert(0usize);
                *count = count.saturating_add(1);
            }
        }
    }
    let traits = names.into_iter().zip(texts).map(|(name, texts)| known(name, &texts)).collect();
    let decimals = new.context().decimals;
    let share = arguments.protect.as_ref();
    let protection = share.map(|share| protection(&people, &share.value, arguments.years, decimals));
    let cliffs = DiffCliffs::count(
        &people::cliffs(old, cells, days(arguments.on_old))?,
        &people::cliffs(new, cells, days(arguments.on))?,
    );
    Ok(Compared { moves: moves(&people, traits, decimals), people, cliffs, protection, not })
}

fn check_columns(cells: &Cells, old: &Rulebook, new: &Rulebook) -> Result<(), Stop> {
    let own = |name: &str| name == "person" || name == "group" || TRAITS.contains(&name);
    let known = |name: &str| own(name) || people::reads(old, name) || people::reads(new, name);
    let mut found = Diagnostics::new();
    for (at, name) in cells.head.iter().enumerate() {
        if cells.head.iter().take(at).any(|other| other == name) && !name.is_empty() {
            let message = format!("the column `{name}` is there twice");
            found.push(cells.problem(Code::DuplicateId, message).help("leave one out"));
        } else if !known(name) && !name.is_empty() {
            let names = [old, new].map(people::read_by);
            let all = names.iter().flatten().map(String::as_str).chain(["person", "group"]).chain(TRAITS);
            let near = nearest(name, all).map(|near| format!("did you mean `{near}`?"));
            let problem = cells.problem(Code::UnknownKey, format!("neither rulebook has `{name}`"));
            found.push(problem.help(near.unwrap_or_else(|| "leave the column out".to_owned())));
        }
    }
    for name in ["person"].into_iter().filter(|name| cells.column(name).is_none()) {
        let problem = cells.problem(Code::MissingKey, format!("there is no column `{name}`"));
        found.push(problem.help("give each person an opaque reference"));
    }
    if cells.rows.is_empty() {
        let problem = cells.problem(Code::MissingKey, "there are no people in it".to_owned());
        found.push(problem.help("put a row for each person below the names of the columns"));
    }
    if found.is_empty() { Ok(()) } else { Err(refuse(&found)) }
}

/// What is known of people under one name.
fn known(name: &str, texts: &[Option<String>]) -> Trait {
    let labels: BTreeSet<&str> = texts.iter().flatten().map(String::as_str).collect();
    let labels: Vec<String> = labels.into_iter().map(str::to_owned).collect();
    let of = texts.iter().map(|text| labels.iter().position(|label| Some(label) == text.as_ref())).collect();
    Trait { name: name.to_owned(), labels, of }
}

fn text(changes: &[Change], compared: Option<&Compared>, rulebook: &Rulebook) -> String {
    let mut text = String::new();
    for change in changes {
        let _ = writeln!(text, "{change}");
    }
    let _ = match changes.len() {
        0 => writeln!(text, "nothing changed"),
        1 => writeln!(text, "1 change"),
        many => writeln!(text, "{many} changes"),
    };
    let Some(compared) = compared else { return text };
    let context = rulebook.context();
    let pounds = |value: &Exact| money(value, &context.currency, context.decimals);
    let all = &compared.moves.effects.all;
    let _ = writeln!(
        text,
        "\n{} people: {} before, {} after, {} more or less",
        all.people,
        pounds(&all.cost),
        pounds(&all.budget),
        pounds(&all.net_change())
    );
    let line = |text: &mut String, name: &str, moved: &Moved| {
        let words = format!("{} win, {} lose, {} the same", moved.winners, moved.losers, moved.unchanged);
        let _ = writeln!(text, "  {name:<30} {words:<40} {:>20}", pounds(&moved.net_change()));
    };
    line(&mut text, "everybody", all);
    for (name, groups) in &compared.moves.effects.by {
        for (label, moved) in groups {
            line(&mut text, &format!("{name} {}", if label.is_empty() { "(empty)" } else { label }), moved);
        }
    }
    for band in compared.moves.effects.bands.iter().filter(|band| band.people > 0) {
        let _ = writeln!(text, "  {:>6} {}", band.people, band.text);
    }
    for (at, loss) in &compared.moves.worst {
        if let Some(person) = compared.people.get(*at) {
            let _ = writeln!(
                text,
                "  {} loses {} ({} to {})",
                person.person,
                pounds(loss),
                pounds(&person.old),
                pounds(&person.new)
            );
        }
    }
    let cliffs = &compared.cliffs;
    let _ = writeln!(
        text,
        "\nAt a cliff, where the next answer moves a budget by more than five times what its points bring on the whole:\n  \
         {} people before, {} after; {} come to one, {} leave one",
        cliffs.old, cliffs.new, cliffs.come, cliffs.gone
    );
    if let Some(protection) = &compared.protection {
        let share = percent(&protection.share, 1);
        let _ = writeln!(text, "\nIf nobody loses more than {share} of the year before");
        for (year, (cost, people)) in protection.years.iter().zip(&protection.people).enumerate() {
            let _ = writeln!(text, "  year {}: {} for {people} people", year.saturating_add(1), pounds(cost));
        }
    }
    text
}

fn record(
    changes: Vec<Change>,
    compared: Option<&Compared>,
    old: &Rulebook,
    new: &Rulebook,
) -> Result<DiffRecord, serde_json::Error> {
    let stamp = |rulebook: &Rulebook| DiffRulebook {
        id: rulebook.id().to_owned(),
        version: rulebook.version().to_owned(),
        sha256: rulebook.sha256().to_owned(),
    };
    let changes = changes.into_iter().map(|change| DiffChange {
        file: change.file,
        what: change.what,
        old: change.old,
        new: change.new,
    });
    let people = compared.map(|compared| {
        let (places, protection) = (new.context().decimals, compared.protection.as_ref());
        let not = compared.not.iter().map(|(why, people)| DiffNot { why: why.clone(), people: *people });
        DiffPeople {
            not_compared: not.collect(),
            ..DiffPeople::new(&compared.people, &compared.moves, compared.cliffs, protection, places)
        }
    });
    DiffRecord::new((stamp(old), stamp(new)), changes.collect(), people)
}
