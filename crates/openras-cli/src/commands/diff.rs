//! `diff`: what changed between two rulebooks, and whom it moves.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use openras::calibration::{
    BeforeAndAfter, Cells, Moved, Moves, Protection, TRAITS, Trait, moves, percent, protection,
};
use openras::core::{Code, Day, Diagnostics, Exact, money, nearest};
use openras::prelude::*;
use openras::rulebook::Change;
use serde_json::{Value as Json, json};

use crate::args::{DiffArguments, Format};
use crate::input::rulebook;
use crate::output::{answer, tell};
use crate::people;
use crate::sample::{read as read_cells, refuse};
use crate::status::{Answer, Stop};

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
        Format::Json => {
            let record = record(&changes, compared.as_ref(), &old, &new);
            let text = serde_json::to_string_pretty(&record);
            text.map(|text| text + "\n")
                .map_err(|error| Stop::Cannot(format!("it cannot be written: {error}")))?
        }
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
    for row in &cells.rows {
        let before = annual(old, cells, row, arguments.on_old);
        let after = annual(new, cells, row, arguments.on);
        match (before, after) {
            (Ok(before), Ok(after)) => {
                let person = row.text(cells.column("person")).unwrap_or("").to_owned();
                people.push(BeforeAndAfter { person, row: row.number, old: before, new: after });
                for (name, texts) in names.iter().zip(&mut texts) {
                    texts.push(row.text(cells.column(name)).map(str::to_owned));
                }
            }
            (before, after) => {
                let old = before.err().map(|why| format!("old: {why}"));
                let new = after.err().map(|why| format!("new: {why}"));
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
    Ok(Compared { moves: moves(&people, traits, decimals), people, protection, not })
}

fn check_columns(cells: &Cells, old: &Rulebook, new: &Rulebook) -> Result<(), Stop> {
    let mut known: BTreeSet<String> = people::columns(old);
    known.extend(people::columns(new));
    known.extend(["person", "group"].into_iter().chain(TRAITS).map(str::to_owned));
    let mut found = Diagnostics::new();
    for name in cells.head.iter().filter(|name| !known.contains(*name) && !name.is_empty()) {
        let near =
            nearest(name, known.iter().map(String::as_str)).map(|near| format!("did you mean `{near}`?"));
        let problem = cells.problem(Code::UnknownKey, format!("neither rulebook has `{name}`"));
        found.push(problem.help(near.unwrap_or_else(|| "leave the column out".to_owned())));
    }
    if found.is_empty() { Ok(()) } else { Err(refuse(&found)) }
}

/// A person's budget for a year; or the outcome, or the codes of what is wrong.
fn annual(
    rulebook: &Rulebook,
    cells: &Cells,
    row: &openras::calibration::CellRow,
    on: Option<Day>,
) -> Result<Exact, String> {
    let own = people::columns(rulebook);
    let mut narrowed = cells.clone_head(&own);
    if on.is_some() {
        narrowed.head.iter_mut().filter(|name| *name == "on").for_each(String::clear);
    }
    let allocation = people::assessment(rulebook, &narrowed, row, on)
        .and_then(|assessment| rulebook.allocate(&assessment))
        .map_err(|problems| problems.items().join(", "))?;
    match allocation.indicative_budget() {
        Some(budget) => Ok(Exact::from(budget.annual)),
        None => Err(allocation.outcome().as_str().to_owned()),
    }
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
    if let Some(protection) = &compared.protection {
        let share = percent(&protection.share, 1);
        let _ = writeln!(text, "\nIf nobody loses more than {share} of the year before");
        for (year, (cost, people)) in protection.years.iter().zip(&protection.people).enumerate() {
            let _ = writeln!(text, "  year {}: {} for {people} people", year.saturating_add(1), pounds(cost));
        }
    }
    text
}

fn record(changes: &[Change], compared: Option<&Compared>, old: &Rulebook, new: &Rulebook) -> Json {
    let places = new.context().decimals;
    let stamp = |rulebook: &Rulebook| json!({ "id": rulebook.id(), "version": rulebook.version(), "sha256": rulebook.sha256() });
    let changes: Vec<Json> = changes
        .iter()
        .map(|change| json!({ "file": change.file, "what": change.what, "old": change.old, "new": change.new }))
        .collect();
    let moved = |label: &str, moved: &Moved| {
        json!({
            "id": label, "people": moved.people, "winners": moved.winners, "losers": moved.losers,
            "unchanged": moved.unchanged, "old": moved.cost.to_fixed(places), "new": moved.budget.to_fixed(places),
            "net_change": moved.net_change().to_fixed(places),
        })
    };
    let people = compared.map(|compared| {
        let groups: Vec<Json> = compared
            .moves
            .effects
            .by
            .iter()
            .map(|(name, groups)| {
                let groups: Vec<Json> = groups.iter().map(|(label, group)| moved(label, group)).collect();
                json!({ "id": name, "groups": groups })
            })
            .collect();
        let worst: Vec<Json> = compared
            .moves
            .worst
            .iter()
            .filter_map(|(at, loss)| {
                Some(json!({ "person": compared.people.get(*at)?.person, "loss": loss.to_fixed(places) }))
            })
            .collect();
        let protection = compared.protection.as_ref().map(|protection| {
            let years: Vec<String> = protection.years.iter().map(|cost| cost.to_fixed(places)).collect();
            json!({ "share": protection.share.to_string(), "cost": years, "people": protection.people })
        });
        json!({
            "all": moved("all", &compared.moves.effects.all), "traits": groups, "worst": worst,
            "protection": protection, "not_compared": compared.not,
        })
    });
    json!({ "record": "openras.diff/1", "old": stamp(old), "new": stamp(new), "changes": changes, "people": people })
}
